"""Reference numbers for src/lib/language: a gated mixture of Witten-Bell trigrams in exact fractions.

Run with Debian's python3: python3 make.py
"""

import json
import platform
from fractions import Fraction
from math import exp, log
from pathlib import Path

CORPORA = {
    "dam": [
        "the dam holds the water . the water is deep .",
        "the keeper reads the gauge . the gauge is old .",
    ],
    "song": [
        "the singer holds the note . the note is high .",
        "the song is old . the singer reads the song .",
    ],
}
EXTRA = ["the gauge is wrong . the keeper burns the ledger ."]
WEIGHT = 3
QUERIES = [
    ["", "is the water deep"],
    ["", "who reads the old song"],
    ["", "the ledger zzz"],
    ["the dam holds", "is it old"],
]
HISTORIES = [
    ["", "", "the"],
    ["the", "gauge", "is"],
    ["gauge", "is", "wrong"],
    ["the", "keeper", "burns"],
    ["the", "keeper", "reads"],
    ["deep", "song", "high"],
    ["", "high", "dam"],
    ["is", "wrong", "ledger"],
]


def counts(documents):
    """{(topic, history): {word: count}} of the last two, one and no words."""
    out = {}
    for weight, text in documents:
        a, b = "", ""
        for w in text.split():
            for h in [(), (b,), (a, b)]:
                out.setdefault(h, {}).setdefault(w, 0)
                out[h][w] += weight
            a, b = b, w
    return out


def interpolate(seen, word, lower):
    if not seen:
        return lower
    types = len(seen)
    return (seen.get(word, 0) + types * lower) / Fraction(sum(seen.values()) + types)


VOCABULARY = {w for docs in CORPORA.values() for text in docs for w in text.split()}


def probability(table, a, b, w):
    p = Fraction(1, len(VOCABULARY)) if w in VOCABULARY else Fraction(0)
    for h in [(), (b,), (a, b)]:
        p = interpolate(table.get(h), w, p)
    return p


BASE = {z: counts([(1, t) for t in docs]) for z, docs in CORPORA.items()}
TUNED = {
    z: counts([(1, t) for t in docs] + ([(WEIGHT, t) for t in EXTRA] if z == "dam" else []))
    for z, docs in CORPORA.items()
}


def posterior(context, query):
    weights = []
    for z in CORPORA:
        p = Fraction(1)
        for w in f"{context} {query}".split():
            if w in VOCABULARY:
                uniform = Fraction(1, len(VOCABULARY))
                p *= interpolate(BASE[z][()], w, uniform)
        weights.append(p)
    return [float(w / sum(weights)) for w in weights]


def perplexity(tables, text, gate):
    known = VOCABULARY | {w for t in EXTRA for w in t.split()}
    total, n, a, b = 0.0, 0, "", ""
    for w in text.split():
        if w in known:
            p = sum(g * float(probability(tables[z], a, b, w)) for g, z in zip(gate, CORPORA))
            total, n = total + log(p), n + 1
        a, b = b, w
    return {"perplexity": exp(-total / n), "tokens": n}


TEXT = "the keeper reads the ledger . qqq the gauge is wrong ."
data = {
    "python": platform.python_version(),
    "corpora": CORPORA,
    "extra": EXTRA,
    "weight": WEIGHT,
    "probabilities": [
        {
            "topic": z,
            "history": h[:2],
            "word": h[2],
            "base": float(probability(BASE[z], *h)),
            "tuned": float(probability(TUNED[z], *h)),
        }
        for z in CORPORA
        for h in HISTORIES
    ],
    "posteriors": [
        {"context": c, "query": q, "posterior": posterior(c, q)} for c, q in QUERIES
    ],
    "text": TEXT,
    "gate": [0.75, 0.25],
    "perplexity": perplexity(TUNED, TEXT, [0.75, 0.25]),
}
Path(__file__).with_name("data.json").write_text(json.dumps(data, indent=1) + "\n")
