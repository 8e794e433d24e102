"""Writes ReferenceValues.*.cs: exact values of the special functions, correctly rounded to double.

Run with mpmath 1.3 from this folder: python3 reference.py
The formulas are the definitions, evaluated with enough digits that cancellation does not matter.
"""
import random

import mpmath as m
from mpmath import mp, mpf

random.seed(20240501)


def cdf(x):
    return m.erfc(-x / m.sqrt(2)) / 2


def series(x):
    """1 - 1/x^2 + 3/x^4 - ..., the ratio of the tail to its leading term."""
    total, term = mpf(1), mpf(1)
    for k in range(1, 10):
        term *= -(2 * k - 1) / x**2
        total += term
    return total


def log_cdf(x):
    if x < -10000:
        return -x * x / 2 - m.log(-x) - m.log(2 * m.pi) / 2 + m.log(series(x))
    return m.log1p(-cdf(-x)) if x > 0 else m.log(cdf(x))


def hazard(x):
    return -x / series(x) if x < -10000 else m.npdf(x) / cdf(x)


def hazard_slope(x):
    """-h (x + h); far below, the derivative of 1 / (-x series(x)) to the same order as series."""
    if x < -10000:
        v = 1 / x**2
        return -(1 - v + 6 * v**2 - 50 * v**3 + 518 * v**4)
    return -hazard(x) * (x + hazard(x))


def span(a, b, n):
    return lambda: [random.uniform(a, b) for _ in range(n)]


def scale(a, b, n, sign=1, about=0.0):
    """Numbers about + sign * 10^u with u uniform in (a, b); sign 0 alternates."""
    return lambda: [about + (sign or (-1) ** k) * 10.0 ** random.uniform(a, b) for k in range(n)]


GROUPS = {
    "ExpLog": {
        "Exp": (m.exp, [span(-745, -708, 8), span(-708, 709.7, 20), span(-1, 1, 12), scale(-18, 0, 8, 0)]),
        "Expm1": (m.expm1, [span(-45, 709.7, 16), span(-1.1, 1.1, 20), scale(-310, 0, 12, 0)]),
        "Log": (m.log, [scale(-323, -308, 6), scale(-308, 308, 16), span(0.6, 1.5, 16), scale(-15, -1, 10, 0, 1.0)]),
        "Log1p": (m.log1p, [scale(-15, -0.01, 8, 1, -1.0), span(-0.5, 1.5, 20), scale(-310, 0, 12, 0), scale(0, 308, 8)]),
    },
    "LogSpace": {
        "Sinh": (m.sinh, [span(-710.4, 710.4, 12), span(-2, 2, 16), scale(-310, 0, 8, 0)]),
        "Cosh": (m.cosh, [span(-710.4, 710.4, 12), span(-2, 2, 16), scale(-20, 0, 4, 0)]),
        "Tanh": (m.tanh, [span(-25, 25, 12), span(-2, 2, 16), scale(-310, 0, 8, 0)]),
        "Log1pExp": (lambda x: m.log1p(m.exp(x)), [span(-745, 745, 12), span(-40, 40, 16), span(-2, 2, 12)]),
        "Log1mExp": (lambda x: m.log(-m.expm1(-x)), [span(0, 745, 10), span(0, 3, 18), scale(-323, 0, 12)]),
        "LogisticSigmoid": (lambda x: 1 / (1 + m.exp(-x)), [span(-745, 745, 12), span(-40, 40, 16), span(-2, 2, 12)]),
    },
    "Gamma": {
        "LogGamma": (m.loggamma, [scale(-320, 0, 10), span(0, 3, 20), span(3, 20, 12), scale(-15, -1, 6, 0, 1.0), scale(-15, -1, 6, 0, 2.0), scale(1, 305, 8)]),
        "Digamma": (lambda x: m.psi(0, x), [scale(-300, 0, 10), span(0, 3, 20), span(3, 20, 12), scale(-6, -1, 8, 0, 1.4616321449683622), scale(1, 305, 8)]),
        "Trigamma": (lambda x: m.psi(1, x), [scale(-153, 0, 10), span(0, 3, 20), span(3, 20, 12), scale(1, 305, 8)]),
    },
    "Normal": {
        "Erf": (m.erf, [span(-6, 6, 14), span(-1.2, 1.2, 16), scale(-310, 0, 8, 0)]),
        "Erfc": (m.erfc, [span(-6, 6, 14), span(0, 26.5, 16), span(26.5, 27.2, 6), scale(-18, 0, 6, 0)]),
        "NormalCdf": (cdf, [span(-37.5, 9, 18), span(-38.5, -37.5, 6), span(-3, 3, 14), scale(-18, 0, 6, 0)]),
        "LogNormalCdf": (log_cdf, [span(-40, 9, 14), span(-3, 3, 14), span(9, 38, 8), scale(1, 150, 10, -1), scale(-18, 0, 6, 0)]),
        "NormalHazard": (hazard, [span(-40, 9, 14), span(-3, 3, 14), span(9, 38.4, 8), scale(1, 300, 10, -1), scale(-18, 0, 6, 0)]),
    },
    "Derivatives": {
        "Tetragamma": (lambda x: m.psi(2, x), [scale(-102, 0, 10), span(0, 3, 20), span(3, 20, 12), scale(1, 150, 8)]),
        "NormalHazardSlope": (hazard_slope, [span(-40, 9, 14), span(-60, -40, 6), span(9, 38, 8), scale(2, 300, 10, -1)]),
        "LogisticSigmoidSlope": (lambda x: m.sech(x / 2) ** 2 / 4, [span(-700, 700, 12), span(-40, 40, 12), span(-2, 2, 8)]),
    },
}


def exact(function, x):
    """The value with so many digits that doubling them does not change the rounded double."""
    previous = None
    for precision in (300, 1200, 2400):
        mp.prec = precision
        value = float(function(mpf(x)))
        if value == previous:
            return value
        previous = value
    raise ValueError(f"no stable value at {x}")


for group, functions in GROUPS.items():
    lines = [
        "namespace ProbDsl.Tests.Lanes;",
        "",
        "/// <summary>Written by reference.py: each line an argument and the exact value there, correctly rounded.</summary>",
        "internal static partial class ReferenceValues",
        "{",
    ]
    for name, (function, strata) in functions.items():
        lines.append(f'    internal const string {name} = """')
        for x in sorted(x for stratum in strata for x in stratum()):
            lines.append(f"        {x!r} {exact(function, x)!r}")
        lines += ['        """;', ""]
    lines[-1] = "}"
    with open(f"ReferenceValues.{group}.cs", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
