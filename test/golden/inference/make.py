"""Reference values for src/lib/inference, by NumPy, SciPy and scikit-learn.

usage: /usr/bin/python3 test/golden/inference/make.py   (writes data.json beside itself)
"""

import json
from pathlib import Path

import numpy as np
import scipy
import scipy.optimize
import sklearn
from scipy import stats
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LinearRegression
from sklearn.metrics import balanced_accuracy_score, confusion_matrix

rng = np.random.default_rng(77)
n, d = 18, 3
X = rng.normal(size=(n, d)) * [3, 2, 1]
y = X @ [1.0, -0.5, 0.2] + rng.normal(size=n) + 4
families = [f"f{int(f)}" for f in np.repeat(np.arange(5), [5, 4, 4, 3, 2])]
by_model = [[i] for i in range(n)]
by_family = [[i for i in range(n) if families[i] == f] for f in dict.fromkeys(families)]


def held_out(folds, predict):
    out = np.zeros(n)
    for fold in folds:
        rest = [i for i in range(n) if i not in fold]
        out[fold] = predict(rest, fold)
    return out


def ols(rest, fold):
    return LinearRegression().fit(X[rest], y[rest]).predict(X[fold])


def knn(k):
    def predict(rest, fold):
        out = []
        for i in fold:
            near = sorted(rest, key=lambda j: ((X[i] - X[j]) ** 2).sum())[:k]
            out.append(y[near].mean())
        return out

    return predict


# Ridge on all of B, of rank 10: noisy enough for a penalty inside the searched range.
Z = rng.normal(size=(n, 10)) * np.linspace(2, 0.3, 10)
t = Z[:, 0] - Z[:, 1] + rng.normal(size=n) * 2.5
H = np.eye(n) - 1 / n
B = H @ Z @ Z.T @ H
w = np.linalg.eigvalsh(B)
w = w[::-1][:10]


def gcv(penalty, rest):
    """Of a ridge fit on some models alone, from its hat matrix."""
    A = Z[rest] - Z[rest].mean(0)
    hat = A @ A.T @ np.linalg.inv(A @ A.T + penalty * np.eye(len(rest)))
    M = (np.eye(len(rest)) - hat) @ (np.eye(len(rest)) - 1 / len(rest))
    squares = ((M @ t[rest]) ** 2).sum()
    return len(rest) * squares / np.trace(M) ** 2


def best_penalty(rest):
    grid = np.logspace(-6, 3, 46) * w[0]
    best = int(np.argmin([gcv(g, rest) for g in grid]))
    if best in (0, len(grid) - 1):
        return grid[best]
    bounds = np.log10(grid[best - 1]), np.log10(grid[best + 1])
    found = scipy.optimize.minimize_scalar(
        lambda x: gcv(10**x, rest), bounds=bounds, method="bounded", options={"xatol": 1e-10}
    )
    return 10**found.x


everyone = list(range(n))
penalty = best_penalty(everyone)


def ridge(choose):
    """Refit by brute force at the penalty chosen, centring on the training models."""

    def predict(rest, fold):
        A = Z[rest] - Z[rest].mean(0)
        K = A @ A.T
        alpha = np.linalg.solve(K + choose(rest) * np.eye(len(rest)), t[rest] - t[rest].mean())
        return t[rest].mean() + (Z[fold] - Z[rest].mean(0)) @ A.T @ alpha

    return predict


# Classes: two of unequal size, and three.
two = (X[:, 0] + rng.normal(size=n) > 1).astype(int)
three = np.digitize(X[:, 0] + rng.normal(size=n), [-1, 2])


def lda(labels):
    def predict(rest, fold):
        return LinearDiscriminantAnalysis(solver="svd").fit(X[rest], labels[rest]).predict(X[fold])

    return held_out(by_model, predict).astype(int).tolist()


ties = rng.integers(0, 5, size=(2, 25)).astype(float)


def exhaustive_jackknife(level):
    """Nested jackknife+ with refits and single models as folds."""
    alpha = 1 - level
    out = []
    for i in range(n):
        low, high = [], []
        for j in (j for j in range(n) if j != i):
            rest = [k for k in range(n) if k not in (i, j)]
            fit = LinearRegression().fit(X[rest], y[rest])
            error = abs(y[j] - fit.predict(X[[j]])[0])
            low.append(fit.predict(X[[i]])[0] - error)
            high.append(fit.predict(X[[i]])[0] + error)
        k = int(np.ceil((1 - alpha) * n - 1e-9))
        low, high = np.sort(low)[::-1], np.sort(high)
        out.append([low[k - 1], high[k - 1]] if k <= n - 1 else [None, None])
    return out


full = LinearRegression().fit(X, y)
design = np.column_stack([np.ones(n), X])
hat = design @ np.linalg.pinv(design)
predicted = held_out(by_model, ols)
baseline = held_out(by_model, lambda rest, fold: y[rest].mean())
guess = (predicted > np.median(predicted)).astype(int)

data = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "sklearn": sklearn.__version__},
    "seed": 77,
    "X": X.ravel().tolist(),
    "shape": [n, d],
    "y": y.tolist(),
    "families": families,
    "ols": {
        "intercept": full.intercept_,
        "coefficients": full.coef_.tolist(),
        "leverage": np.diag(hat).tolist(),
        "byModel": predicted.tolist(),
        "byFamily": held_out(by_family, ols).tolist(),
    },
    "knn": {str(k): held_out(by_family, knn(k)).tolist() for k in (1, 3)},
    "baseline": baseline.tolist(),
    "metrics": {
        "mae": abs(y - predicted).mean(),
        "rmse": np.sqrt(((y - predicted) ** 2).mean()),
        "r2": 1 - ((y - predicted) ** 2).sum() / ((y - y.mean()) ** 2).sum(),
        "r2VsBaseline": 1 - ((y - predicted) ** 2).sum() / ((y - baseline) ** 2).sum(),
        "spearman": stats.spearmanr(y, predicted)[0],
        "kendall": stats.kendalltau(y, predicted)[0],
    },
    "ridge": {
        "gram": B.ravel().tolist(),
        "labels": t.tolist(),
        "penalty": penalty,
        "gcv": gcv(penalty, everyone),
        "byModel": held_out(by_model, ridge(lambda rest: penalty)).tolist(),
        "byFamily": held_out(by_family, ridge(lambda rest: penalty)).tolist(),
        "chosenByModel": held_out(by_model, ridge(best_penalty)).tolist(),
        "chosenByFamily": held_out(by_family, ridge(best_penalty)).tolist(),
    },
    "lda": {
        "two": {"labels": two.tolist(), "byModel": lda(two)},
        "three": {"labels": three.tolist(), "byModel": lda(three)},
    },
    "jackknife": {str(level): exhaustive_jackknife(level) for level in (0.8, 0.9)},
    "ties": {
        "x": ties[0].tolist(),
        "y": ties[1].tolist(),
        "spearman": stats.spearmanr(*ties)[0],
        "kendall": stats.kendalltau(*ties)[0],
    },
    "classes": {
        "observed": two.tolist(),
        "predicted": guess.tolist(),
        "balancedAccuracy": balanced_accuracy_score(two, guess),
        "confusion": confusion_matrix(two, guess).ravel().tolist(),
    },
    "normal": {"p": [1e-12, 1e-4, 0.02, 0.3, 0.5, 0.95, 0.9999]},
}
data["normal"]["quantile"] = stats.norm.ppf(data["normal"]["p"]).tolist()
z = stats.norm.ppf(0.95)
centre, half = 30 / 49 + z * z / 98, z * np.sqrt(30 / 49 * 19 / 49 / 49 + z * z / (4 * 49**2))
data["wilson"] = [(centre - half) / (1 + z * z / 49), (centre + half) / (1 + z * z / 49)]
Path(__file__).with_name("data.json").write_text(json.dumps(data, indent=1) + "\n")
