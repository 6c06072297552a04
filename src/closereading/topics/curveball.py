"""Shuffled copies of a text that keep every sentence's length and every word's frequency."""

import numpy as np

from closereading import resampling

ROUNDS = 24  # every sentence trades with 24 others; ten times as many move no p by more than .02
CELLS = 4_000_000  # cells of a batch of copies, at most
BLOCK = 500  # copies of a batch worked on at once: they fit a cache, and no result hangs on it


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
    """Shuffle one batch of copies, ``BLOCK`` of them at a time."""
    n, m = present.shape
    trades = _drawn(rows, n, m, copies, rounds, rng)
    shuffled = np.empty((copies, n, m), dtype=bool)
    for begun in range(0, copies, BLOCK):
        block = shuffled[begun : begun + BLOCK]
        block[:] = present
        _trade(block.reshape(-1), columns, n * m, trades, slice(begun, begun + BLOCK))
    return shuffled


def _drawn(rows, n, m, copies, rounds, rng):
    """Draw for every round who trades with whom.

    A round is two lists of places that trade, one against one, the first cells of their rows, and
    a coin for every copy.
    """
    lengths = np.bincount(rows, minlength=n)
    starts = np.cumsum(lengths) - lengths
    half = n // 2
    trades = []
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
        coin = rng.integers(0, 2, size=(len(pair), copies), dtype=np.uint8).view(bool)
        trades.append((mine, theirs, (rows[mine] * m)[:, None], (rows[theirs] * m)[:, None], coin))
    return trades


def _trade(cells, columns, size, trades, block):
    """Make the trades in a block of copies: a place stays in its row, what it holds moves.

    What it holds is written as the cell it would be in the first row of its copy, so that the cell
    in any row is one addition away.
    """
    held = columns[:, None] + np.arange(len(cells) // size) * size
    for mine, theirs, a, b, coin in trades:
        give, take = held.take(mine, axis=0), held.take(theirs, axis=0)
        there, here = give + b, take + a
        # A coin of one, and neither sentence holds already what it would get.
        going = coin[:, block] > (cells.take(there) | cells.take(here))
        change = (give ^ take) * going
        held[mine] = give ^ change
        held[theirs] = take ^ change
        give += a
        take += b
        trade = np.flatnonzero(going)
        for gone in (give, take):
            cells[gone.take(trade)] = False
        for come in (here, there):
            cells[come.take(trade)] = True
