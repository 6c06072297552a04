"""Topics against labelled mixtures: our grouping, cuts and verdicts, and the common tools.

``themes-mix`` holds sentences of one to four news stories mixed together, ``segments-streams`` the
beginnings of three to six stories in a row. Peers: scikit-learn's NMF, LDA and k-means, NLTK's
TextTiling, and C99 (Choi 2000), implemented here because no package on the index has it.
"""

import itertools
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading import topics
from closereading.keywords import candidates
from closereading.reading import sentences, tokens
from closereading.topics import likeness, themes

FILES = ("themes-mix", "segments-streams")
SINGLES = ("keywords-500n", "keywords-duc2001")  # single stories of two more sources
COPIES = 199  # of the permutation test; p ≤ .05 comes out as with 999
RANK = 3  # of C99's local ranking, cells each way
STOP = 1.2  # of C99: the last rise of density by so many deviations above the mean, as published
LEAST = 2  # sentences a part of C99's has at least
MOST = 6  # strands looked at by the peer that chooses their number


def _rows(texts: list[str]) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(
        tokenizer=lambda text: [
            key for key, places in candidates.read(text).words.items() for _ in places
        ],
        token_pattern=None,
        lowercase=False,
        sublinear_tf=True,
    )
    return model.fit_transform(texts)


def ours(texts: list[str], k: int) -> list[int]:
    """Group by ``topics.strands``."""
    return list(topics.strands(texts, k, subsamples=0)["strand"])


def ours_steady(texts: list[str], k: int) -> list[int]:
    """Group by ``topics.strands`` as the notebook does, stability included."""
    return list(topics.strands(texts, k)["strand"])


def nmf(texts: list[str], k: int) -> list[int]:
    """Group by the strongest topic of NMF on tf-idf of stems."""
    from sklearn.decomposition import NMF

    model = NMF(k, init="nndsvd", max_iter=400, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # not converged is a result, not news
        return list(model.fit_transform(_rows(texts)).argmax(axis=1))


def lda(texts: list[str], k: int) -> list[int]:
    """Group by the strongest topic of LDA on counts of stems."""
    from sklearn.decomposition import LatentDirichletAllocation

    counts = likeness.words(texts).counts
    return list(LatentDirichletAllocation(k, random_state=0).fit_transform(counts).argmax(axis=1))


def kmeans(texts: list[str], k: int) -> list[int]:
    """Group by k-means on tf-idf of stems."""
    from sklearn.cluster import KMeans

    return list(KMeans(k, n_init=10, random_state=0).fit(_rows(texts)).labels_)


def texttiling(texts: list[str]) -> list[int]:
    """Cut with NLTK's TextTiling, its defaults, a sentence a paragraph."""
    from nltk.tokenize.texttiling import TextTilingTokenizer

    try:
        tiles = TextTilingTokenizer(stopwords=sorted(tokens.stop_words())).tokenize(
            "\n\n".join(texts)
        )
    except ValueError:  # too short for its window
        return []
    sizes = [len([line for line in tile.split("\n\n") if line.strip()]) for tile in tiles]
    return [int(cut) for cut in np.cumsum(sizes)[:-1]]


def c99(texts: list[str]) -> list[int]:
    """Cut with C99 (Choi 2000): rank each cosine among its neighbours, then divide greedily."""
    rows = _rows(texts)
    cosine = np.asarray((rows @ rows.T).todense())
    n = len(cosine)
    ranked = np.zeros((n, n))
    for i, j in itertools.product(range(n), range(n)):
        around = cosine[max(0, i - RANK) : i + RANK + 1, max(0, j - RANK) : j + RANK + 1]
        ranked[i, j] = (around < cosine[i, j]).sum() / (around.size - 1)
    sums = np.zeros((n + 1, n + 1))
    sums[1:, 1:] = ranked.cumsum(axis=0).cumsum(axis=1)

    def inside(a: int, b: int) -> float:
        return sums[b, b] - sums[a, b] - sums[b, a] + sums[a, a]

    edges, densities = [0, n], [inside(0, n) / n**2]
    order = []
    while True:
        parts = list(itertools.pairwise(edges))
        total, area = sum(inside(a, b) for a, b in parts), sum((b - a) ** 2 for a, b in parts)
        best = None
        for a, b in parts:
            for cut in range(a + LEAST, b - LEAST + 1):
                gained = inside(a, cut) + inside(cut, b) - inside(a, b)
                size = (cut - a) ** 2 + (b - cut) ** 2 - (b - a) ** 2
                density = (total + gained) / (area + size)
                if best is None or density > best[0]:
                    best = (density, cut)
        if best is None:
            break
        densities.append(best[0])
        order.append(best[1])
        edges = sorted([*edges, best[1]])
    rises = np.diff(densities)
    if not len(rises):
        return []
    few = int(np.flatnonzero(rises > rises.mean() + STOP * rises.std()).max(initial=-1)) + 1
    return sorted(order[:few])


def silhouette(texts: list[str]) -> int:
    """Suggest the number of groups with the highest silhouette of NMF, the tutorials' way."""
    from sklearn.metrics import silhouette_score

    rows = _rows(texts)
    scores = {}
    for k in range(2, MOST + 1):
        labels = nmf(texts, k)
        if len(set(labels)) > 1:
            scores[k] = silhouette_score(rows, labels, metric="cosine")
    return max(scores, key=scores.get) if scores else 1


def errors(row: dict, cuts: list[int]) -> tuple[float, float]:
    """Return Pk and WindowDiff of a split of a stream."""
    from nltk.metrics.segmentation import pk, windowdiff

    n, truth = len(row["sentences"]), row["boundaries"]
    size = max(2, round(n / (2 * (sum(truth) + 1))))
    gold = "".join(map(str, truth[1:]))
    found = "".join("1" if place in set(cuts) else "0" for place in range(1, n))
    return pk(gold, found, k=size), windowdiff(gold, found, k=size)


def _entry(task, method, measure, values, ours=None, ms=float("nan")) -> dict:
    """Make one row of the table: mean, interval, and the paired difference from ours."""
    mean, low, high = harness.mean_interval(values)
    apart = (float("nan"),) * 3 if ours is None else harness.paired(ours, values)
    return {
        "task": task, "method": method, "measure": measure, "n": len(values), "value": mean,
        "low": low, "high": high, "ours_minus": apart[0], "minus_low": apart[1],
        "minus_high": apart[2], "ms": ms,
    }  # fmt: skip


def grouping(rows: list[dict]) -> list[dict]:
    """Judge groupings with the number of stories given: adjusted Rand index."""
    from sklearn.metrics import adjusted_rand_score

    mixed = [row for row in rows if row["k"] > 1]
    methods: dict[str, Callable] = {
        "ours: strands": ours, "ours: strands with stability": ours_steady, "NMF": nmf,
        "k-means": kmeans, "LDA": lda,
    }  # fmt: skip
    table, first = [], None
    for name, method in methods.items():
        found, ms = harness.timed(lambda row, m=method: m(row["sentences"], row["k"]), mixed)
        values = [adjusted_rand_score(r["labels"], f) for r, f in zip(mixed, found, strict=True)]
        table.append(_entry("grouping, k given", name, "ARI", values, first, ms))
        first = first or values
    return table


def cutting(rows: list[dict], singles: list[dict]) -> list[dict]:
    """Judge cuts on streams, and how many single stories are cut."""
    methods: dict[str, Callable] = {
        "ours: cuts": topics.cuts, "C99": c99, "TextTiling": texttiling, "no cuts": lambda _: [],
    }  # fmt: skip
    table, first = [], None
    for name, method in methods.items():
        found, ms = harness.timed(lambda row, m=method: m(row["sentences"]), rows)
        both = np.array([errors(row, cuts) for row, cuts in zip(rows, found, strict=True)])
        first = both if first is None else first
        ours = (None, None) if first is both else first.T
        table.append(_entry("cuts", name, "Pk", both[:, 0], ours[0], ms))
        table.append(_entry("cuts", name, "WindowDiff", both[:, 1], ours[1], ms))
        cut = [float(bool(method(row["sentences"]))) for row in singles]
        table.append(_entry("cuts", name, "BBC single stories cut", cut))
    return table


def verdicts(rows: list[dict], data: Path) -> list[dict]:
    """Judge "several themes" on single stories of three sources and on mixtures."""
    results, ms = harness.timed(lambda row: topics.structure(row["sentences"], copies=COPIES), rows)
    table = []
    for k in (1, 2, 3, 4):
        kept = [found for found, row in zip(results, rows, strict=True) if row["k"] == k]
        for measure, values in {
            "called several themes": [found.verdict == topics.SEVERAL for found in kept],
            "p ≤ .05, permutation alone": [found.p <= themes.ALPHA for found in kept],
            "three tiers, permutation alone": [
                found.by_permutation == topics.SEVERAL for found in kept
            ],
            "one theme": [found.verdict == topics.ONE for found in kept],
        }.items():
            name = f"BBC, {'single stories' if k == 1 else f'{k} stories mixed'}"
            table.append(_entry("verdict", f"ours: structure; {name}", measure, values, ms=ms))
    for source in SINGLES:
        if harness.missing(data, (source,)):
            continue
        words = [likeness.words(list(sentences.split(row["text"])["text"]))
                 for row in harness.rows(data, source)]  # fmt: skip
        values = [themes.several(one) for one in words if themes.enough(one)]
        name = f"ours: structure; {source.removeprefix('keywords-')}, single stories"
        table.append(_entry("verdict", name, "called several themes", values))
    return table


def counting(rows: list[dict]) -> list[dict]:
    """Judge the suggested number of strands."""
    table = []
    for name, method in {"ours: suggest_k": topics.suggest_k, "NMF silhouette": silhouette}.items():
        found, ms = harness.timed(lambda row, m=method: m(row["sentences"]), rows)
        for label, kept in (("k = 1", lambda k: k == 1), ("k = 2 to 4", lambda k: k > 1)):
            values = [
                float(f == row["k"]) for f, row in zip(found, rows, strict=True) if kept(row["k"])
            ]
            table.append(_entry("how many", name, f"exactly right, {label}", values, ms=ms))
    return table


def run(data: Path) -> pd.DataFrame:
    """Measure everything; a row a method and measure."""
    mixed = harness.rows(data, "themes-mix")
    streams = harness.rows(data, "segments-streams")
    singles = [row for row in mixed if row["k"] == 1]
    return pd.DataFrame(
        [*grouping(mixed), *cutting(streams, singles), *verdicts(mixed, data), *counting(mixed)]
    )
