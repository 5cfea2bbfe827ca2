"""Quantiles and intervals of the beta and Student distributions, by SciPy."""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import special, stats


def student_quantile(p, freedom):
    """stats.t.ppf of SciPy 1.10 is off by up to 6e-9 (its own cdf says so): the beta quantile is not."""
    x = special.betaincinv(freedom / 2, 0.5, 2 * min(p, 1 - p))
    t = float(np.sqrt(freedom * (1 / x - 1)))
    return -t if p < 0.5 else t

probabilities = [0.001, 0.025, 0.05, 0.3, 0.5, 0.9, 0.975, 0.9995]
beta = [
    {"a": a, "b": b, "p": p, "x": stats.beta.ppf(p, a, b)}
    for a, b in [(0.5, 0.5), (1, 1), (2, 5), (30, 0.5), (4, 996), (250, 300)]
    for p in probabilities
]
student = [
    {"freedom": freedom, "p": p, "t": student_quantile(p, freedom)}
    for freedom in [1, 2, 4, 9, 29, 500]
    for p in probabilities
]
intervals = []
for count, n in [(0, 10), (10, 10), (3, 99), (49, 999), (0, 9999), (1, 2)]:
    for level in [0.9, 0.99]:
        found = stats.binomtest(count, n).proportion_ci(level, "exact")
        intervals.append({"count": count, "n": n, "level": level, "lower": found.low, "upper": found.high})
values = [0.61, 0.7, 0.655, 0.72, 0.58]
half = student_quantile(0.95, len(values) - 1) * stats.sem(values)
low, high = np.mean(values) - half, np.mean(values) + half
data = {
    "scipy": scipy.__version__,
    "beta": beta,
    "student": student,
    "clopperPearson": intervals,
    "mean": {"values": values, "level": 0.9, "lower": low, "upper": high},
}
Path(__file__).with_name("data.json").write_text(json.dumps(data, indent=1) + "\n")
