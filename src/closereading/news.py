"""The others an article is compared with, boiled down to quantiles of a few measures."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd

from closereading import lists
from closereading.errors import InputError

STEPS = 200  # quantiles kept of a reference: every half per cent, least and greatest among them
FEWEST = 50  # articles; the tails of fewer say nothing
FEWEST_SENTENCES = 8  # of an article in a reference: the means of shorter ones are mostly noise

USUAL = (0.05, 0.95)  # nine in ten lie between

SHIPPED = "ordinary news stories"
GATHERED = "English newswire and news pages of about 1990 to 2013"  # what they are
REFERENCE = ["measure", "n", "share", "value"]
TONE_BY = "tone_by"  # column of the corpus table: what scored the tone; attribute of a reference


@dataclass(frozen=True)
class Measure:
    """One thing measured of a text: a section of ``data/measures.toml``, which explains the fields.

    ``key`` is its column in the corpus table and its key everywhere else.
    """

    key: str
    name: str
    unit: str
    method: str = "count, body, residue left out"
    reading: str = ""
    below: str = ""
    above: str = ""
    interval: bool = False
    share: bool = False
    news: bool = False


MEASURES = {key: Measure(key, **told) for key, told in lists.toml("measures.toml").items()}
COMPARED = tuple(measure for measure in MEASURES.values() if measure.above)
KNOWN = tuple(measure.key for measure in MEASURES.values() if measure.above or measure.news)


def quantiles(table: pd.DataFrame) -> pd.DataFrame:
    """Boil a corpus down to what comparing needs.

    Parameters
    ----------
    table : DataFrame
        As made by ``closereading corpus``.

    Returns
    -------
    DataFrame
        A row a measure and step: ``measure`` (column of the corpus table), ``n`` (articles),
        ``share`` (0 to 1), ``value`` (that share of the articles has at most this value). English
        articles of at least eight sentences; no text, no title.
    """
    kept = table[
        (table["error"] == "")
        & (table["language"] == "English")
        & (table["sentences"] >= FEWEST_SENTENCES)
    ]
    shares = np.linspace(0, 1, STEPS + 1)
    rows = []
    for key in KNOWN:
        if key not in kept:
            continue
        values = pd.to_numeric(kept[key]).dropna().to_numpy(float)
        if len(values) >= FEWEST:
            steps = np.quantile(values, shares)
            rows += [(key, len(values), *step) for step in zip(shares, steps, strict=True)]
    return pd.DataFrame(rows, columns=REFERENCE)


@cache
def _shipped() -> pd.DataFrame:
    with (resources.files("closereading") / "data" / "news.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file, comment="#")


def reference(path: str | Path | None = None) -> pd.DataFrame:
    """Return the articles to compare with, boiled down to quantiles.

    Parameters
    ----------
    path : str or Path, optional
        A table made by ``closereading corpus``; the news stories that ship without it.

    Returns
    -------
    DataFrame
        See ``quantiles``. Its attribute ``tone_by`` names what scored the tone of a table; the
        stories that ship were scored by the reader.

    Raises
    ------
    InputError
        If it is no such table, or holds fewer than 50 articles to compare with.
    """
    if path is None:
        return _shipped().copy()
    columns = ["error", "language", "sentences", *(measure.key for measure in COMPARED)]
    found = quantiles(read(path, columns))
    found.attrs[TONE_BY] = _scorer(path)
    if found.empty:
        raise InputError(
            f"{Path(path).name} holds fewer than {FEWEST} English articles of {FEWEST_SENTENCES} "
            "sentences. Compare with a larger corpus."
        )
    return found


def _scorer(path: str | Path) -> str:
    """Return what scored the tone of a table: the words, where it does not say."""
    try:
        return next(iter(read(path, [TONE_BY])[TONE_BY].dropna()), "words")
    except InputError:
        return "words"


def read(path: str | Path, columns: list[str]) -> pd.DataFrame:
    """Read columns of a corpus table.

    Raises
    ------
    InputError
        If it is not there, or is no such table.
    """
    try:
        return pd.read_parquet(path, columns=columns)
    except ImportError:
        raise InputError(
            'A corpus needs the package pyarrow. Install it with: pip install -e ".[corpus]"'
        ) from None
    except FileNotFoundError:
        raise InputError(
            f"There is no table {path}. Make one: closereading corpus FOLDER --out TABLE.parquet"
        ) from None
    except (OSError, ValueError, KeyError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(
            f"{Path(path).name} is no table made by “closereading corpus” ({reason})."
        ) from None


def called(path: str | Path | None) -> str:
    """Say what the others are: the shipped news stories, or the articles of a table."""
    return SHIPPED if path is None else f"articles of {Path(path).stem}"


def at(among: pd.DataFrame, key: str, shares: tuple[float, ...]) -> tuple[np.ndarray, int]:
    """Return the values that given shares of the others do not exceed, and how many others.

    nan and 0 where the measure is not known of them.
    """
    steps = among[among["measure"] == key]
    if steps.empty:
        return np.full(len(shares), np.nan), 0
    return np.interp(shares, steps["share"], steps["value"]), int(steps["n"].iloc[0])


def shares(value: float, steps: pd.DataFrame) -> tuple[float, float]:
    """Return the share of a reference below a value, and the share at or below it.

    They differ where many articles have the same value, no quotation for example.
    """
    if not np.isfinite(value):
        return float("nan"), float("nan")
    values, share = steps["value"].to_numpy(float), steps["share"].to_numpy(float)
    first, last = np.searchsorted(values, value, "left"), np.searchsorted(values, value, "right")
    if first < last:
        return float(share[first]), float(share[last - 1])
    between = float(
        np.interp(
            value, values[max(first - 1, 0) : first + 1], share[max(first - 1, 0) : first + 1]
        )
    )
    return between, between


def typical(among: pd.DataFrame) -> pd.DataFrame:
    """Sum a reference up.

    Returns
    -------
    DataFrame
        A row a measure: ``measure``, ``unit``, ``n`` (articles), and the values that 5, 50 and
        95 % of them do not exceed: ``low``, ``median``, ``high``.
    """
    rows = []
    for measure in COMPARED:
        values, n = at(among, measure.key, (USUAL[0], 0.5, USUAL[1]))
        if n:
            rows.append((measure.name, measure.unit, n, *values.round(3)))
    return pd.DataFrame(rows, columns=["measure", "unit", "n", "low", "median", "high"])
