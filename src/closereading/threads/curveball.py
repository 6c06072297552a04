"""Shuffled copies of a text that keep every sentence's length and every word's frequency."""

import numpy as np

from closereading import resampling

ROUNDS = 24  # every sentence trades with 24 others; ten times as many move no p by more than .02
CELLS = 4_000_000  # cells worked on at once; the copies are made in batches that fit a cache


def shuffle(
    present: np.ndarray, *, copies: int, rounds: int = ROUNDS, seed: int = resampling.SEED
) -> np.ndarray:
    """Shuffle which sentence holds which word.

    Parameters
    ----------
    present : ndarray of bool, shape (sentences, stems)
        Which stems each sentence holds.
    copies : int
        How many shuffled copies.
    rounds : int
        How often every sentence trades.

    Returns
    -------
    ndarray of bool, shape (copies, sentences, stems)
        Row sums and column sums are those of ``present``.

    Notes
    -----
    Curveball (Strona et al. 2014): two sentences trade words that only one of them holds, one
    against one. Here all sentences trade in pairs at once and in all copies at once; who meets
    whom is drawn anew every round, and each trade is made or not by a coin of its own. A move and
    its reverse are equally likely, so every arrangement with these sums is.
    """
    present = np.asarray(present, dtype=bool)
    n, m = present.shape
    rows, columns = np.nonzero(present)
    if n < 2 or len(rows) == 0:
        return np.repeat(present[None], copies, axis=0)
    rng = resampling.generator(seed=seed)
    size = int(np.clip(CELLS // (n * m), 1, copies))
    batches = [min(size, copies - begun) for begun in range(0, copies, size)]
    return np.concatenate([_batch(present, rows, columns, b, rounds, rng) for b in batches])


def _batch(present, rows, columns, copies, rounds, rng):
    """Shuffle one batch of copies: place e of the list stays in its row, what it holds moves."""
    n, m = present.shape
    cells = np.repeat(present[None], copies, axis=0).reshape(-1)
    held = np.repeat(columns[:, None], copies, axis=1)
    base = np.arange(copies) * (n * m)
    lengths = np.bincount(rows, minlength=n)
    starts = np.cumsum(lengths) - lengths
    half = n // 2
    for _ in range(rounds):
        pairs = rng.permutation(n)
        one, other = pairs[:half], pairs[half : 2 * half]
        # Both lists in random order, side by side as far as the shorter one reaches.
        order = np.lexsort((rng.random(len(rows)), rows))
        slots = np.minimum(lengths[one], lengths[other])
        pair = np.repeat(np.arange(half), slots)
        rank = np.arange(len(pair)) - np.repeat(np.cumsum(slots) - slots, slots)
        mine = order[starts[one[pair]] + rank]
        theirs = order[starts[other[pair]] + rank]
        a = base + (rows[mine] * m)[:, None]
        b = base + (rows[theirs] * m)[:, None]
        give, take = held[mine], held[theirs]
        coin = rng.integers(0, 2, size=give.shape, dtype=np.uint8).view(bool)
        trade = np.nonzero(coin & ~cells.take(b + give) & ~cells.take(a + take))
        a, b, given, taken = a[trade], b[trade], give[trade], take[trade]
        cells[a + given] = False
        cells[b + taken] = False
        cells[a + taken] = True
        cells[b + given] = True
        held[mine[trade[0]], trade[1]] = taken
        held[theirs[trade[0]], trade[1]] = given
    return cells.reshape(copies, n, m)
