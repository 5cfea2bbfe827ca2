"""Reference values for a study of scores: the GPT4All benchmark table of data/studies/gpt4all, as
classical scaling of its rows by NumPy and SciPy alone, in double precision.

usage: /usr/bin/python3 test/golden/scores/make.py   (writes data.json beside itself)
"""

import csv
import json
from pathlib import Path

import numpy as np
import scipy
from scipy.spatial.distance import pdist, squareform

here = Path(__file__).resolve().parent
study = here.parents[2] / "data" / "studies" / "gpt4all"


def rows(name):
    with open(study / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


table = rows("scores.csv")
tasks = [name for name in table[0] if name != "model_id"]
X = np.array([[float(row[task]) for task in tasks] for row in table])

# Root mean square over tasks, so that the unit is the table's: percentage points.
D2 = pdist(X, "sqeuclidean") / len(tasks)
n = len(X)
H = np.eye(n) - 1 / n
B = -0.5 * H @ squareform(D2) @ H
values, vectors = np.linalg.eigh(B)
order = np.argsort(-values)[: len(tasks)]
values, vectors = values[order], vectors[:, order]

# The same by another road: the scores about their means have these singular values.
singular = np.linalg.svd((X - X.mean(axis=0)) / np.sqrt(len(tasks)), compute_uv=False)
assert np.allclose(singular**2, values, rtol=1e-10)

data = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
    "models": [row["model_id"] for row in table],
    "tasks": tasks,
    "distances": np.sqrt(D2).tolist(),
    "eigenvalues": values.tolist(),
    # the first three axes, each up to its sign
    "coordinates": (vectors[:, :3] * np.sqrt(values[:3])).tolist(),
    "means": X.mean(axis=1).tolist(),
}
(here / "data.json").write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
