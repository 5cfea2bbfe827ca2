"""Reference values for src/lib/linalg and src/lib/geometry, by NumPy and SciPy alone.

usage: /usr/bin/python3 test/golden/geometry/make.py   (writes data.json beside itself)
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import minimize
from scipy.spatial.distance import pdist, squareform

rng = np.random.default_rng(20240501)


def classical_mds(D2, d):
    n = len(D2)
    H = np.eye(n) - 1 / n
    B = -0.5 * H @ D2 @ H
    values, vectors = np.linalg.eigh(B)
    order = np.argsort(-values)
    values, vectors = values[order], vectors[:, order]
    for k in range(n):
        if vectors[np.argmax(abs(vectors[:, k])), k] < 0:
            vectors[:, k] *= -1
    return B, values, vectors[:, :d] * np.sqrt(np.maximum(values[:d], 0))


def elbows(s, count):
    """Zhu & Ghodsi with graspologic's denominators."""
    s = np.asarray(s, float)
    out, offset = [], 0
    while len(out) < count and len(s) > 1:
        k = len(s)
        logs = []
        for q in range(1, k + 1):
            a, b = s[:q], s[q:]
            freedom = k - 2 if q < k else k - 1
            if freedom == 0:
                logs.append(-np.inf)
                continue
            squares = ((a - a.mean()) ** 2).sum() + (((b - b.mean()) ** 2).sum() if len(b) else 0)
            v = squares / freedom
            with np.errstate(all="ignore"):
                log = -0.5 * (k * np.log(2 * np.pi * v) + squares / v)
            logs.append(np.inf if v == 0 else log)
        q = int(np.argmax(logs)) + 1
        offset += q
        out.append(offset)
        s = s[q:]
    return out


# Models as mean embeddings over queries: n x m x p, and their four scalings.
n, m, p = 12, 7, 5
X = rng.normal(size=(n, m, p)) * np.linspace(3, 0.5, p)
flat = X.reshape(n, -1)
summed = pdist(flat, "sqeuclidean")
per_query = np.array([pdist(X[:, j], "sqeuclidean") for j in range(m)])
D2 = squareform(summed) / m
B, values, coordinates = classical_mds(D2, 3)

# A non-Euclidean table: squared distances with noise, some eigenvalues clearly negative.
noisy = summed / m + rng.normal(size=len(summed)) * 25.0
noisy_B, noisy_values, noisy_coordinates = classical_mds(squareform(noisy), 3)

# A thirteenth model, placed by Gower (least squares) and by Trosset & Priebe (numerical minimum).
new = rng.normal(size=(m, p)) * np.linspace(3, 0.5, p)
a2 = ((flat - new.ravel()) ** 2).sum(1) / m
b = -0.5 * (a2 - D2.mean(1) - a2.mean() + D2.mean())
gower = np.linalg.lstsq(coordinates, b, rcond=None)[0]
beta = a2.mean() - 0.5 * D2.mean()


def cost(y):
    return 2 * ((coordinates @ y - b) ** 2).sum() + (y @ y - beta) ** 2


trosset = min(
    (minimize(cost, gower + rng.normal(size=3) * s, method="BFGS", options={"gtol": 1e-12}) for s in (0, 1, 2)),
    key=lambda r: r.fun,
)

# Procrustes.
P = rng.normal(size=(9, 3))
Q = P @ np.linalg.qr(rng.normal(size=(3, 3)))[0] + rng.normal(size=(9, 3)) * 0.1 + [1, 2, 3]
Pc, Qc = P - P.mean(0), Q - Q.mean(0)
U, _, Vt = np.linalg.svd(Pc.T @ Qc)
W = U @ Vt
gap = Pc @ W - Qc
rows = np.linalg.norm(gap, axis=1)

# Debiasing: c_i from dispersions of single answers.
r = 3
dispersion = rng.uniform(0.1, 0.5, size=(m, n))
c = dispersion.sum(0) / r
debiased = summed - np.array([c[i] + c[j] for i in range(n) for j in range(i + 1, n)])

spectra = [
    np.sort(rng.gamma(0.5, size=k))[::-1].round(6).tolist() for k in (2, 3, 5, 8, 20, 40)
] + [[10, 9, 3, 2.9, 2.8, 0.2, 0.1, 0.05], [5, 4.8, 4.9, 0.1, 0.1, 0.09, 0.08], [100, 50, 10, 9, 8, 1, 0.9, 0.8, 0.7]]

data = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
    "seed": 20240501,
    "models": {
        "shape": [n, m, p],
        "perQuery": per_query.tolist(),
        "summed": summed.tolist(),
        "code": (summed / m).tolist(),
        "paper": (summed / m**2).tolist(),
        "sqrt": (np.sqrt(summed) / m).tolist(),
        "gram": B.ravel().tolist(),
        "eigenvalues": values.tolist(),
        "coordinates": coordinates.ravel().tolist(),
    },
    "nonEuclidean": {
        "squared": noisy.tolist(),
        "eigenvalues": noisy_values.tolist(),
        "coordinates": noisy_coordinates.ravel().tolist(),
        "negativeMass": float(-noisy_values[noisy_values < 0].sum() / abs(noisy_values).sum()),
    },
    "placed": {
        "squaredToReferences": a2.tolist(),
        "gower": gower.tolist(),
        "trossetPriebe": trosset.x.tolist(),
    },
    "procrustes": {
        "X": P.ravel().tolist(),
        "Y": Q.ravel().tolist(),
        "rotation": W.ravel().tolist(),
        "errors": {
            "maxRow": rows.max(),
            "meanRow": rows.mean(),
            "frobenius": np.linalg.norm(gap),
            "spectral": np.linalg.norm(gap, 2),
        },
    },
    "debias": {"replicates": r, "dispersion": dispersion.ravel().tolist(), "summed": debiased.tolist()},
    "elbows": [{"values": s, "elbows": elbows(s, 3)} for s in spectra],
}
Path(__file__).with_name("data.json").write_text(json.dumps(data, indent=1) + "\n")
