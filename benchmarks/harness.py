"""What every benchmark needs: labelled rows in; intervals, timings and one table out.

A benchmark module (``benchmarks/keywords.py`` and its like) has two names the command uses:
``FILES``, the data files it cannot do without, and ``run(data)``, which returns a DataFrame with a
row a method. The harness reads the rows, times the methods and puts the intervals on the figures.
Nothing here knows what a keyword or a sentiment is.
"""

import gzip
import importlib
import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "benchmarks"
RESULTS = Path(__file__).resolve().parent / "results"

SEED = 20231214  # any number; fixed so that the same rows give the same interval
RESAMPLES = 2000  # the ends of a 95 % interval then move by about a twentieth of its width


def missing(data: Path, files: Iterable[str]) -> list[str]:
    """Return the names in `files` that are not in the folder `data`."""
    return [name for name in files if not (Path(data) / f"{name}.jsonl.gz").is_file()]


def rows(data: Path, name: str) -> list[dict]:
    """Read one labelled set: gzipped JSON, one object a line.

    Parameters
    ----------
    data : Path
        The folder that holds the sets.
    name : str
        The file's name without ``.jsonl.gz``, for example ``"keywords-duc2001"``.
    """
    with gzip.open(Path(data) / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def peer(module: str):
    """Import an optional package, or return None where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def timed(function: Callable, items: Sequence, *, warm: int = 3) -> tuple[list, float]:
    """Run a function on every item, and take the time.

    Parameters
    ----------
    function : callable
        Takes one item.
    items : sequence
        The inputs, in order.
    warm : int
        How many items are run beforehand, untimed: imports and caches are not the method's time.

    Returns
    -------
    results : list
        What the function returned for each item.
    milliseconds : float
        The median time of one item. One process, one item after the other.
    """
    for item in items[:warm]:
        function(item)
    results, times = [], []
    for item in items:
        begun = time.perf_counter()
        results.append(function(item))
        times.append(1000 * (time.perf_counter() - begun))
    return results, statistics.median(times) if times else float("nan")


def timed_together(
    functions: dict[str, Callable], items: Sequence, *, warm: int = 3
) -> dict[str, tuple[list, float]]:
    """Run several functions on every item, one after the other, and take each one's time.

    What else the machine does then slows all of them alike, so that their times compare.

    Returns
    -------
    dict
        Name to what ``timed`` returns.
    """
    for item in items[:warm]:
        for function in functions.values():
            function(item)
    results: dict[str, list] = {name: [] for name in functions}
    times: dict[str, list[float]] = {name: [] for name in functions}
    for item in items:
        for name, function in functions.items():
            begun = time.perf_counter()
            results[name].append(function(item))
            times[name].append(1000 * (time.perf_counter() - begun))
    return {name: (results[name], statistics.median(times[name])) for name in functions}


def _resamples(n: int, resamples: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, n, size=(resamples, n))


def mean_interval(
    values: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[float, float, float]:
    """Return a mean and the ends of its 95 % bootstrap interval, rows resampled."""
    values = np.asarray(values, dtype=float)
    if not len(values):
        return float("nan"), float("nan"), float("nan")
    means = values[_resamples(len(values), resamples, seed)].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(values.mean()), float(low), float(high)


def paired(
    ours: Sequence[float], theirs: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[float, float, float]:
    """Return the mean difference of two methods on the same rows, and its 95 % interval.

    The rows are resampled together, so that an easy row is easy for both.
    """
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    if ours.shape != theirs.shape:
        raise ValueError("a paired difference needs the same rows on both sides")
    return mean_interval(ours - theirs, resamples=resamples, seed=seed)


def interval(
    statistic: Callable[..., float],
    *columns: Sequence,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[float, float, float]:
    """Return any statistic of aligned columns and its 95 % bootstrap interval.

    For figures that are not a mean over rows: a correlation, an F1 over all rows, the difference
    of two correlations. `statistic` takes the columns as arrays and returns a number.
    """
    arrays = [np.asarray(column) for column in columns]
    draws = _resamples(len(arrays[0]), resamples, seed)
    values = [statistic(*(array[draw] for array in arrays)) for draw in draws]
    low, high = np.nanquantile(values, [0.025, 0.975])
    return float(statistic(*arrays)), float(low), float(high)


def write(table: pd.DataFrame, name: str, *, folder: Path = RESULTS) -> Path:
    """Write a table of figures to ``results/<name>.csv`` and print it."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    table.to_csv(path, index=False, float_format="%.4g", lineterminator="\n")
    print(table.to_string(index=False, float_format=lambda value: f"{value:.2f}"))
    return path


Z = 1.96  # of a 95 % interval


def wilson(right: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if not n:
        return 0.0, 1.0
    share, wide = right / n, 1 + Z * Z / n
    middle = (share + Z * Z / 2 / n) / wide
    half = Z * np.sqrt(share * (1 - share) / n + Z * Z / 4 / n / n) / wide
    return float(middle - half), float(middle + half)
