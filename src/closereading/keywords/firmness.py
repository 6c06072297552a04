"""How firm a rank is: rankings made again from resampled sentences."""

from functools import lru_cache

import numpy as np

from closereading import resampling
from closereading.keywords.candidates import Reading

TOP = 10  # "stays in the top ten"
POOL = 40  # items that compete in a resample
RESAMPLES = 200  # a share then has a standard error of at most 3.5 points
UNITS = 1000  # sentences of a longer text are resampled in blocks


@lru_cache(maxsize=8)
def draws(units: int, resamples: int) -> np.ndarray:
    """Return how often each unit is drawn, a row a resample; equal calls give equal draws."""
    drawn = resampling.draws(units, times=resamples).astype(float)
    drawn.flags.writeable = False
    return drawn


def units(reading: Reading) -> tuple[np.ndarray, int]:
    """Return the unit of resampling of each token, and how many there are.

    A unit is a sentence; a text of more than a thousand is cut into a thousand blocks of them.
    """
    n = len(reading.order)
    places = np.array([reading.order[row.sentence] for row in reading.rows], dtype=int)
    return (places, n) if n <= UNITS else (places * UNITS // n, UNITS)


def firmness(scores: np.ndarray | None, n: int) -> list[tuple[float, float, float]]:
    """Tell how firm the ranks of the first items are.

    Parameters
    ----------
    scores : array, shape (resamples, items), or None
        Items in the order of the whole text, which also breaks ties; −inf where one is missing.
    n : int
        How many items to tell about.

    Returns
    -------
    list of tuple
        Share of resamples in the top ten (nan with ten items or fewer), and the ends of the 95 %
        interval of the rank; nan without scores.
    """
    if scores is None:
        return [(float("nan"),) * 3] * n
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1)[None, :], axis=1)
    ranks = np.sort(ranks[:, :n], axis=0)
    last = len(ranks) - 1
    low, high = ranks[round(0.025 * last)], ranks[round(0.975 * last)]
    # With ten items or fewer there is no place to lose.
    few = scores.shape[1] <= TOP
    share = np.full(n, np.nan) if few else (ranks <= TOP).mean(axis=0)
    return list(zip(share.tolist(), low.tolist(), high.tolist(), strict=True))
