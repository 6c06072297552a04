"""Subjects across articles: groups by their words, and how far such groups hold."""

import numpy as np
import pandas as pd

from closereading import book, resampling
from closereading.context import archive

SUBJECTS = 6  # by choice, as the strands of one article are three
HALVES = 20  # pairs of random halves
WORDS = 6  # named of each
DIMENSIONS = 50  # of the reduced tf-idf; usual for grouping short texts
FEWEST = 10  # articles a group, on average

COLUMNS = ["subject", "articles", "words", "stability"]


def group(table: pd.DataFrame, *, k: int = SUBJECTS) -> tuple[pd.DataFrame, float]:
    """Group articles by their words, and say how far the groups hold.

    Parameters
    ----------
    table : DataFrame
        Made by ``archive.words``.
    k : int
        How many groups: a choice, not a finding.

    Returns
    -------
    DataFrame
        A row a group, largest first: ``subject`` (its number), ``articles``, ``words`` (its typical
        ones), ``stability`` (share of its pairs of articles that stay together when a random half
        of the articles is grouped by itself, 0 to 1).
    float
        Agreement of the groupings of random halves with that of all, adjusted for chance: 1 the
        same, 0 no better than chance (mean adjusted Rand index of 40 halves). nan, and no rows, for
        fewer than ten articles a group.

    Notes
    -----
    k-means on tf-idf reduced to fifty dimensions.
    """
    from sklearn.metrics import adjusted_rand_score

    nothing = pd.DataFrame(columns=COLUMNS), float("nan")
    if len(table) < FEWEST * k:
        return nothing
    matrix, forms = archive.counted(table)
    held = archive.sums(matrix > 0)
    kept = np.flatnonzero((held >= archive.LEAST_ARTICLES) & (held <= 0.5 * len(table)))
    if len(kept) < 2 * k:
        return nothing
    weighted = _weighted(matrix[:, kept], held[kept])
    labels = _grouped(weighted, k)
    rng = resampling.generator()
    agreement, together, pairs = [], np.zeros(k), np.zeros(k)
    for _ in range(HALVES):
        order = rng.permutation(len(table))
        for half in (order[: len(order) // 2], order[len(order) // 2 :]):
            again = _grouped(weighted[half], k)
            agreement.append(adjusted_rand_score(labels[half], again))
            for one in range(k):
                sizes = np.bincount(again[labels[half] == one], minlength=k)
                together[one] += (sizes * (sizes - 1)).sum()
                pairs[one] += sizes.sum() * (sizes.sum() - 1)
    rows = []
    for one in range(k):
        inside = labels == one
        best = np.argsort(-archive.sums(weighted[inside]), kind="stable")[:WORDS]
        names = ", ".join(forms[kept[place]] for place in best)
        rows.append((int(inside.sum()), names, float(together[one] / max(pairs[one], 1))))
    rows.sort(key=lambda row: -row[0])
    found = pd.DataFrame(
        [(number, *row) for number, row in enumerate(rows, start=1)], columns=COLUMNS
    )
    return found, float(np.mean(agreement))


def numbers(found: pd.DataFrame, agreement: float, *, n: int) -> dict[str, dict]:
    """Return the entries ``context.subjects*`` of results.json, from what ``group`` returns."""
    facts = {"subjects": (len(found), n), "subjects.agreement": (agreement, 2 * HALVES)}
    named = book.cells("context.subjects.{k}", found.head(3), n="articles", halves=2 * HALVES)
    return book.facts("context", facts, halves=2 * HALVES) | named


def _weighted(matrix, held: np.ndarray):
    from scipy.sparse import diags
    from sklearn.preprocessing import normalize

    matrix = matrix.copy()
    matrix.data = 1 + np.log(matrix.data)
    rarity = np.log((1 + matrix.shape[0]) / (1 + held)) + 1
    return normalize(matrix @ diags(rarity)).tocsr()


def _grouped(weighted, k: int) -> np.ndarray:
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    size = min(DIMENSIONS, min(weighted.shape) - 1)
    reduced = normalize(TruncatedSVD(size, random_state=0).fit_transform(weighted))
    return KMeans(k, n_init=3, random_state=0).fit_predict(reduced)
