"""Prints the reference values of ReferenceTests.cs: Pareto smoothing in 50 digits, from the published formulas.

Run with mpmath 1.3: python3 reference.py
Sources: Zhang and Stephens (2009), with k of opposite sign; Vehtari et al. (2024).
Nothing is shared with the code under test.
"""
from math import ceil, floor, sqrt

from mpmath import exp, inf, log, mp, mpf
from mpmath import sqrt as root

mp.dps = 50


def fit(x):
    """The shape k and scale sigma of ascending excesses."""
    n = len(x)
    m = 30 + floor(sqrt(n))
    quartile = x[floor(n / 4 + 0.5) - 1]
    theta = [1 / x[-1] + (1 - root(m / (j - mpf(1) / 2))) / (3 * quartile) for j in range(1, m + 1)]

    def shape(t):
        return sum(log(1 - t * v) for v in x) / n

    profile = [n * (log(-t / shape(t)) - shape(t) - 1) for t in theta]
    weight = [1 / sum(exp(other - mine) for other in profile) for mine in profile]
    mean = sum(w * t for w, t in zip(weight, theta))
    return shape(mean), -shape(mean) / mean


def smooth(log_weights):
    """k-hat, the smoothed normalised log weights in the given order, the log mean weight and the effective sample size."""
    s = len(log_weights)
    m = ceil(min(s / 5, 3 * sqrt(s)))
    order = sorted(range(s), key=lambda i: log_weights[i])
    threshold = exp(log_weights[order[-m - 1]])
    k, sigma = fit([exp(log_weights[i]) - threshold for i in order[-m:]])
    k = (m * k + 5) / (m + 10)
    w = [exp(v) for v in log_weights]
    largest = max(w)
    for j, i in enumerate(order[-m:]):
        w[i] = min(threshold + sigma * ((1 - (j + mpf(1) / 2) / m) ** -k - 1) / k, largest)
    total = sum(w)
    w = [v / total for v in w]
    return k, [log(v) for v in w], log(total / s), 1 / sum(v * v for v in w)


def show(name, *values):
    print(name, *(mp.nstr(v, 20) for v in values))


# Heavy, nearly exponential and bounded excesses.
show("heavy", *fit([mpf(i) ** 3 / (41 - i) ** 2 for i in range(1, 41)]))
show("middle", *fit([mpf(i) / 10 + mpf(i) ** 4 / 1000000 for i in range(1, 51)]))
show("bounded", *fit([mpf(i) / (i + 5) for i in range(1, 31)]))

# The quartile is 600 orders of magnitude below the largest.
show("wide", *fit([exp(mpf(35 * i)) for i in range(1, 61)]))

khat, logs, log_mean, ess = smooth([mpf((37 * i) % 101) ** 2 / 2000 for i in range(100)])
top = sorted(logs)[-20:]
show("smoothing", khat, log_mean, ess)
show("largest", *top[-3:])
show("smallest of tail", top[0])
show("draw 0, 30, 71", logs[0], logs[30], logs[71])
