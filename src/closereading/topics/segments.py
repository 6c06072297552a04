"""Where a text turns to something else: an optimal split, and whether the order matters at all."""

from dataclasses import dataclass

import numpy as np

from closereading import resampling
from closereading.topics import cores, gate, groups, likeness, network, themes

MEANING = 0.2  # weight of word vectors beside shared words; .15 to 2.5 were tried
NEARBY = 0.2  # weight of near words; 0 to .5 were tried
PENALTY = 1.4  # what a cut must gain; chosen on the benchmark's own half, see benchmarks/README.md
CELLS = 2_000_000  # of likeness held at once
SHUFFLES = 199  # of the order; enough to tell .05 from .1


def gram(words: likeness.Words) -> np.ndarray:
    """Return inner products of the sentences: shared words, near words, summed meaning."""
    rows = likeness.weighted(words.counts, words.rarity)
    sums = likeness.meanings(words.counts, words.meaning)
    return (rows + NEARBY * (rows @ words.near)) @ rows.T + MEANING * (sums @ sums.T)


def blocks(grams: np.ndarray) -> np.ndarray:
    """Return the length of the summed vectors of every run of sentences.

    Parameters
    ----------
    grams : ndarray, shape (copies, n, n)

    Returns
    -------
    ndarray, shape (copies, n + 1, n + 1)
        ``[:, a, b]`` for the sentences from a to b, b excluded.
    """
    copies, n, _ = grams.shape
    sums = np.zeros((copies, n + 1, n + 1))
    sums[:, 1:, 1:] = grams.cumsum(axis=1).cumsum(axis=2)
    corner = np.einsum("bii->bi", sums)
    inside = corner[:, None, :] - sums - np.swapaxes(sums, 1, 2) + corner[:, :, None]
    return np.sqrt(np.clip(inside, 0, None))


def split(grams: np.ndarray, penalty: float = PENALTY) -> tuple[np.ndarray, list[int]]:
    """Find the best split of every copy by dynamic programming.

    Returns
    -------
    gain : ndarray, shape (copies,)
        How much better than no cut, penalties paid; 0 when no cut is best.
    cuts : list of int
        Of the first copy: places of the sentences that begin a new part, from 0.

    Notes
    -----
    A part is worth the length of the sum of its sentences' vectors, a cut costs ``penalty``
    (the objective of Alemi & Ginsparg 2015).
    """
    copies, n, _ = grams.shape
    worth = blocks(grams)
    best = np.zeros((copies, n + 1))
    back = np.zeros((copies, n + 1), dtype=int)
    for end in range(1, n + 1):
        options = best[:, :end] + worth[:, :end, end] - penalty * (np.arange(end) > 0)
        back[:, end] = groups.largest(options)
        best[:, end] = np.take_along_axis(options, back[:, end, None], axis=1)[:, 0]
    cuts, end = [], n
    while end > 0:
        end = int(back[0, end])
        cuts.append(end)
    return best[:, n] - worth[:, 0, n], sorted(cuts)[1:]


@dataclass(frozen=True)
class Split:
    """The best split of a text, believed or not.

    Attributes
    ----------
    cuts : list of int
        Places of the units that begin a new part, from 0.
    gain : float
        How much it gains over no cut.
    nulls : ndarray
        The gain of the same sentences in shuffled orders; empty when there is nothing to cut.
    p : float
        Share of orders, the text's own among them, that gain at least as much.
    """

    cuts: list[int]
    gain: float
    nulls: np.ndarray
    p: float


@cores.one
def best(words: likeness.Words, *, shuffles: int = SHUFFLES, seed: int = resampling.SEED) -> Split:
    """Split a text and test whether the order of its sentences matters."""
    n = len(words.counts)
    if n < 2:
        return Split([], 0.0, np.zeros(0), 1.0)
    matrix = gram(words)
    gain, cuts = split(matrix[None])
    if not cuts:
        return Split([], 0.0, np.zeros(0), 1.0)
    rng = resampling.generator(seed=seed)
    nulls = []
    size = max(1, CELLS // (n * n))
    for begun in range(0, shuffles, size):
        copies = min(size, shuffles - begun)
        orders = rng.permuted(np.tile(np.arange(n), (copies, 1)), axis=1)
        nulls.append(split(matrix[orders[:, :, None], orders[:, None, :]])[0])
    found = np.concatenate(nulls)
    return Split(cuts, float(gain[0]), found, resampling.p_value(float(gain[0]), found))


def statistics(words: likeness.Words, found: Split) -> dict[str, float]:
    """Measure in three numbers whether a split separates stories or cuts one.

    Returns
    -------
    dict of float
        ``themes``: log odds of several stories, order left aside. ``separation``: modularity of
        the two parts at the weakest border, so that a story may come back after another.
        ``order``: log of one plus the gain's distance from shuffled
        orders, in standard deviations.
    """
    edges = [0, *found.cuts, len(words.counts)]
    alike = words.alike
    borders = []
    for begin, cut, end in zip(edges, edges[1:], edges[2:], strict=False):
        after = (np.arange(begin, end) >= cut).astype(int)
        borders.append(network.modularity(alike[None, begin:end, begin:end], after[None], 2)[0])
    distance = 0.0
    if len(found.nulls):
        distance = (found.gain - found.nulls.mean()) / max(found.nulls.std(), 1e-9)
    return {
        "themes": gate.score(gate.statistics(words)),
        "separation": float(min(borders, default=0.0)),
        "order": float(np.log1p(max(distance, 0.0))),
    }


def order(source) -> Split:
    """Test whether the order of the sentences matters.

    Parameters
    ----------
    source : Article or list of str

    Returns
    -------
    Split
        Places count units, which are sentences unless the text is long.
    """
    return best(likeness.words(source))


def cuts(source) -> list[int]:
    """Find the sentences that begin a new part.

    Parameters
    ----------
    source : Article or list of str

    Returns
    -------
    list of int
        Places of sentences, from 0, in the list (in ``article.sentences``). Empty unless the order
        of the sentences matters (p ≤ .05) and the split passes for one between stories.

    Notes
    -----
    Every text can be cut, and half of single stories split better than their shuffled orders. What
    tells a border between stories from a paragraph's is a logistic regression on three numbers
    (``statistics``), fitted on single stories against stories in a row.
    """
    words = likeness.words(source)
    if not themes.enough(words):
        return []
    found = best(words)
    if not found.cuts or found.p > themes.ALPHA:
        return []
    if not gate.passes(gate.score(statistics(words, found), "parts"), "parts"):
        return []
    return [words.sentences[place][0] - 1 for place in found.cuts]
