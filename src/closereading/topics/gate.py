"""One story or several: ten cheap statistics of a text and the calibrated chance of several.

``benchmarks/fit_topics.py`` fits the weights in ``data/topics.json`` and measures them.
"""

import json
from functools import cache
from importlib import resources

import numpy as np

from closereading.topics import cores, groups, likeness, network


@cache
def calibration() -> dict:
    """Return the shipped numbers.

    ``themes`` and ``parts`` hold a regression each (features, mean, scale, weights, offset,
    threshold); ``news_z`` the percentiles of z among single stories, ``single`` their number.
    """
    path = resources.files("closereading") / "data" / "topics.json"
    return json.loads(path.read_text("utf-8"))


@cores.one
def statistics(words: likeness.Words) -> dict[str, float]:
    """Measure a text in ten numbers that differ between one story and a mixture of stories.

    Returns
    -------
    dict of float
        ``grouping``: modularity of the likeness. ``held2``, ``held4``: share of the likeness that
        stays inside two and four groups. ``smaller``: share of sentences in the smaller of two
        groups. ``apart``: cosine of the two groups' words. ``between``: mean cosine of sentences
        across the two groups. ``common``: mean cosine of sentences. ``first``: share of the
        largest eigenvalue of the cosines. ``linked``: share of pairs that share a stem.
        ``length``: log of one plus the mean number of stems a sentence.
    """
    n = len(words.counts)
    present = (words.counts > 0).astype(float)
    rows = likeness.weighted(words.counts, words.rarity)
    cosine = rows @ rows.T
    alike = words.alike
    off = ~np.eye(n, dtype=bool)
    two, four = groups.group(alike, 2), groups.group(alike, 4)
    across = two[:, None] != two
    sums = np.stack([present[two == g].mean(axis=0) if (two == g).any() else 0 * present[0]
                     for g in (0, 1)])  # fmt: skip
    pair = likeness.unit(sums * words.rarity)
    values = np.linalg.eigvalsh(cosine)
    single = alike[None]
    grouping = network.modularity(single, network.grouped(single, network.leading(single, 3)[1]))
    return {
        "grouping": float(grouping[0]),
        "held2": _held(alike, two, 2),
        "held4": _held(alike, four, 4),
        "smaller": float(min(np.bincount(two, minlength=2)) / n),
        "apart": float(pair[0] @ pair[1]),
        "between": float(cosine[across].mean()) if across.any() else 0.0,
        "common": float(cosine[off].mean()) if n > 1 else 0.0,
        "first": float(values[-1] / max(values.sum(), 1e-9)),
        "linked": float((present @ present.T > 0)[off].mean()) if n > 1 else 0.0,
        "length": float(np.log(present.sum(axis=1).mean() + 1)),
    }


def _held(alike: np.ndarray, labels: np.ndarray, k: int) -> float:
    """Return the mean share of each group's likeness that stays inside it."""
    member = (labels[:, None] == np.arange(k)).astype(float)
    inside = np.einsum("ng,nm,mg->g", member, alike, member)
    return float((inside / np.maximum(alike.sum(axis=1) @ member, 1e-9)).mean())


def score(values: dict[str, float], question: str = "themes") -> float:
    """Return the log odds that a text holds several stories.

    Parameters
    ----------
    values : dict of float
        From ``statistics``; for the question "parts", from ``segments.statistics``.
    question : str
        "themes" or "parts".
    """
    fitted = calibration()[question]
    row = np.array([values[name] for name in fitted["features"]])
    scaled = (row - fitted["mean"]) / np.array(fitted["scale"])
    return float(scaled @ np.array(fitted["weights"]) + fitted["offset"])


def passes(odds: float, question: str = "themes") -> bool:
    """Say whether log odds lie above the threshold."""
    return odds > calibration()[question]["threshold"]


def probability(odds: float) -> float:
    """Turn log odds into a chance from 0 to 1; one story and several taken as equally likely.

    Six decimals: further ones mean nothing and change with the number of threads.
    """
    return round(float(1 / (1 + np.exp(-odds))), 6)
