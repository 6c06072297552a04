"""All uncertainty in one place: bootstrap, permutation, intervals. Seeded, so that runs repeat."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy import special

# Fixed before looking at any article. Resampling perturbs the data; the seed only makes it repeat.
SEED = 20231214
RESAMPLES = 1999
PERMUTATIONS = 999
LEVEL = 0.95
FIRM = 0.8  # share of resamples from which a rank is called firm and a sentence steady
KEPT = 1_000_000  # draws kept for the next measure of the same article: 8 MB
AT_ONCE = 500_000  # draws of a long text made together, to stay within a cache


def generator(*, seed: int = SEED) -> np.random.Generator:
    """Return a fresh generator; equal seeds give equal draws."""
    return np.random.default_rng(seed)


def draws(n: int, *, times: int = RESAMPLES, seed: int = SEED) -> np.ndarray:
    """Draw bootstrap samples of ``n`` units.

    Returns
    -------
    ndarray of int, shape (times, n)
        How often each unit is drawn in each sample; every row sums to ``n``.

    Notes
    -----
    The ordinary bootstrap (Efron 1979) as counts: a resampled total is ``draws @ values``.
    """
    if n == 0:
        return np.zeros((times, 0), dtype=int)
    return (_drawn if n * times <= KEPT else _counted)(n, times, seed)


@lru_cache(maxsize=4)
def _drawn(n: int, times: int, seed: int) -> np.ndarray:
    """Draw; the measures of one article ask for the same draws again and again."""
    drawn = generator(seed=seed).multinomial(n, np.full(n, 1 / n), size=times)
    drawn.flags.writeable = False
    return drawn


def _counted(n: int, times: int, seed: int) -> np.ndarray:
    """Draw unit by unit and count: the same samples' distribution, ten times as fast for many."""
    rng = generator(seed=seed)
    drawn = np.empty((times, n), dtype=np.int32)
    step = max(1, AT_ONCE // n)
    for begin in range(0, times, step):
        rows = len(drawn[begin : begin + step])
        units = rng.integers(0, n, size=(rows, n)) + n * np.arange(rows)[:, None]
        drawn[begin : begin + rows] = np.bincount(units.ravel(), minlength=rows * n).reshape(-1, n)
    return drawn


def interval(samples: np.ndarray, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the percentile interval of resampled values; (nan, nan) when there are none."""
    samples = np.asarray(samples, dtype=float)
    samples = samples[np.isfinite(samples)]
    if samples.size == 0:
        return float("nan"), float("nan")
    tail = (1 - level) / 2
    low, high = np.quantile(samples, [tail, 1 - tail])
    return float(low), float(high)


def mean_interval(
    values: np.ndarray, *, level: float = LEVEL, times: int = RESAMPLES, seed: int = SEED
) -> tuple[float, float, float]:
    """Return a mean and its bootstrap percentile interval, expanded for few values.

    Parameters
    ----------
    values : array of float, shape (n,)
        One value a unit, a sentence as a rule.

    Returns
    -------
    tuple of float
        Mean, low, high. With fewer than two values low and high are nan: one unit says nothing
        about its own spread.

    Notes
    -----
    Of few values the bootstrap is too narrow: it divides by n, not n - 1, and knows no Student's t.
    The percentiles are moved out by as much (Hesterberg 2015): the 0.1st for the 2.5th of five.
    """
    values = np.asarray(values, dtype=float)
    if values.size == 0:
        return float("nan"), float("nan"), float("nan")
    if values.size == 1:
        return float(values[0]), float("nan"), float("nan")
    means = draws(values.size, times=times, seed=seed) @ values / values.size
    return float(values.mean()), *interval(means, level=expanded(values.size, level=level))


def expanded(n: int, *, level: float = LEVEL) -> float:
    """Return the level at which percentiles of resampled means hold the mean at ``level``."""
    t = special.stdtrit(n - 1, (1 + level) / 2)
    return float(2 * special.ndtr(t * np.sqrt(n / (n - 1))) - 1)


def p_value(observed: float, null: np.ndarray) -> float:
    """Return the one-sided permutation p, large values being the surprising ones.

    Notes
    -----
    (1 + number of null values at least as large) / (1 + number of null values), which is never
    zero (Phipson & Smyth 2010).
    """
    null = np.asarray(null, dtype=float)
    # Ties differ in the last bits when sums are made in another order; they count as ties.
    return float((1 + np.sum(null >= observed - 1e-12)) / (1 + null.size))


def permutation(
    values: np.ndarray,
    statistic: Callable[[np.ndarray], np.ndarray],
    *,
    times: int = PERMUTATIONS,
    seed: int = SEED,
) -> tuple[float, np.ndarray, float]:
    """Test whether the order of values matters.

    Parameters
    ----------
    values : array, shape (n,)
        One value a unit, in text order.
    statistic : callable
        Takes an array of shape (m, n), returns m numbers; larger means more order.

    Returns
    -------
    tuple
        Observed statistic, its values under ``times`` shufflings, p.
    """
    values = np.asarray(values)
    rng = generator(seed=seed)
    shuffled = rng.permuted(np.broadcast_to(values, (times, values.size)), axis=1)
    observed = float(statistic(values[None, :])[0])
    null = np.asarray(statistic(shuffled), dtype=float)
    return observed, null, p_value(observed, null)
