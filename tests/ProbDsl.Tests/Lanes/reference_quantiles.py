"""Writes ReferenceValues.Quantiles.cs: quantiles of the gamma and beta laws and how they move with the first parameter.

Run with mpmath 1.3 from this folder: python3 reference_quantiles.py
The quantile is found by bisection of the smaller tail, its derivative from that of the tail, by differences in 60 digits.
"""
import mpmath as m
from mpmath import mp, mpf

mp.dps = 60


def root(function, low, high):
    for _ in range(230):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2


def gamma(a, score):
    lower = lambda s, z: m.gammainc(s, 0, z, regularized=True)
    upper = lambda s, z: m.gammainc(s, z, m.inf, regularized=True)
    leading = (m.log(m.ncdf(score)) + m.loggamma(1 + a)) / a
    low, high = min(leading, m.log(a) + score / m.sqrt(a)) - 5, max(m.log(a), 0) + 20 / m.sqrt(a) + 5
    if score < 0:
        w = root(lambda w: lower(a, m.exp(w)) - m.ncdf(score), low, high)
        change = m.diff(lambda s: lower(s, m.exp(w)), a)
    else:
        w = root(lambda w: m.ncdf(-score) - upper(a, m.exp(w)), low, high)
        change = -m.diff(lambda s: upper(s, m.exp(w)), a)
    return w, -change / m.exp(a * w - m.exp(w) - m.loggamma(a))


def beta(a, b, score):
    lower = lambda s, t, u: m.betainc(s, t, 0, 1 / (1 + m.exp(-u)), regularized=True)
    low, high = -60 / min(a, 1) - 20, 60 / min(b, 1) + 20
    if score < 0:
        u = root(lambda u: lower(a, b, u) - m.ncdf(score), low, high)
        change = m.diff(lambda s: lower(s, b, u), a)
    else:
        u = root(lambda u: m.ncdf(-score) - lower(b, a, -u), low, high)
        change = -m.diff(lambda s: lower(b, s, -u), a)
    return u, -change / ((1 + m.exp(-u)) ** -a * (1 + m.exp(u)) ** -b / m.beta(a, b))


def line(function, *arguments):
    return " ".join(repr(float(x)) for x in (*arguments, *function(*[mpf(x) for x in arguments])))


lines = [
    "namespace ProbDsl.Tests.Lanes;",
    "",
    "/// <summary>Written by reference_quantiles.py: the parameters, a score, the quantile on the log or logit scale and its derivative in the first parameter.</summary>",
    "internal static partial class ReferenceValues",
    "{",
    '    internal const string GammaLogQuantile = """',
]
lines += ["        " + line(gamma, a, score) for a in (0.01, 0.3, 0.9, 1.0, 2.5, 30.0, 1000.0) for score in (-5.0, -1.0, 0.5, 2.0, 5.0)]
lines += ['        """;', "", '    internal const string BetaLogitQuantile = """']
lines += ["        " + line(beta, a, b, score) for a, b in ((0.05, 0.4), (0.5, 3.0), (3.0, 0.2), (2.0, 2.0), (40.0, 7.0), (0.8, 300.0)) for score in (-4.0, -1.0, 0.5, 3.0)]
lines += ['        """;', "}"]
with open("ReferenceValues.Quantiles.cs", "w", encoding="utf-8") as out:
    out.write("\n".join(lines) + "\n")
