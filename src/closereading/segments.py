"""Where a text turns to something else: an optimal split, and whether the order matters at all."""

import numpy as np

from closereading import likeness, resampling

MEANING = 0.2  # weight of word vectors beside shared words; .15 to 2.5 were tried
NEARBY = 0.2  # weight of near words; 0 to .5 were tried
PENALTY = 1.4  # what a cut must gain; chosen on the benchmark's own half, see benchmarks/README.md
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
        back[:, end] = options.argmax(axis=1)
        best[:, end] = np.take_along_axis(options, back[:, end, None], axis=1)[:, 0]
    cuts, end = [], n
    while end > 0:
        end = int(back[0, end])
        cuts.append(end)
    return best[:, n] - worth[:, 0, n], sorted(cuts)[1:]


def order(words: likeness.Words, *, shuffles: int = SHUFFLES, seed: int = resampling.SEED):
    """Split a text and test whether the order of its sentences matters.

    Returns
    -------
    cuts : list of int
        Places of the units that begin a new part, from 0.
    p : float
        Share of shuffled orders that split at least as well; 1 when there is nothing to split.
    gain : float
        How much the best split gains.
    null : ndarray
        The gain of the shuffled orders.
    """
    n = len(words.counts)
    if n < 2:
        return [], 1.0, 0.0, np.zeros(0)
    matrix = gram(words)
    gain, cuts = split(matrix[None])
    if not cuts:
        return [], 1.0, 0.0, np.zeros(shuffles)
    rng = resampling.generator(seed=seed)
    null = []
    for begun in range(0, shuffles, 50):  # in batches: a copy of the matrix each
        size = min(50, shuffles - begun)
        orders = rng.permuted(np.broadcast_to(np.arange(n), (size, n)), axis=1)
        null.append(split(matrix[orders[:, :, None], orders[:, None, :]])[0])
    null = np.concatenate(null)
    return cuts, resampling.p_value(float(gain[0]), null), float(gain[0]), null
