"""The others an article is compared with, boiled down to quantiles of a few measures."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd

from closereading.errors import InputError

STEPS = 200  # quantiles kept of a reference: every half per cent, least and greatest among them
FEWEST = 50  # articles; the tails of fewer say nothing
FEWEST_SENTENCES = 8  # of an article in a reference: the means of shorter ones are mostly noise

USUAL = (0.05, 0.95)  # nine in ten lie between

SHIPPED = "ordinary news stories"
REFERENCE = ["measure", "n", "share", "value"]
TONE_BY = "tone_by"  # column of the corpus table: what scored the tone; attribute of a reference


@dataclass(frozen=True)
class Measure:
    """One thing articles are compared by.

    Attributes
    ----------
    key : str
        Column of the corpus table.
    name, unit : str
    below, above : str
        What few others are, in words: "is … than".
    low, high : str
        Columns of its interval, "" without one.
    share : bool
        Whether it is written as a percentage.
    """

    key: str
    name: str
    unit: str
    below: str
    above: str
    low: str = ""
    high: str = ""
    share: bool = False


# Eight, and no more: each further look makes all of them harder to believe.
MEASURES = (
    Measure("words", "length", "words", "shorter", "longer"),
    Measure(
        "sentence_length",
        "sentence length",
        "words a sentence, mean",
        "written in shorter sentences",
        "written in longer sentences",
    ),
    Measure(
        "ease", "reading ease", "Flesch, 0 hard to 100 easy", "harder to read", "easier to read",
        "ease_low", "ease_high",
    ),
    Measure(
        "mattr", "word variety", "different words in 50", "poorer in words", "richer in words",
        "mattr_low", "mattr_high", True,
    ),
    Measure(
        "quotation", "quotation", "share of the words", "less given to quotation",
        "more given to quotation", share=True,
    ),
    Measure(
        "reported",
        "reported speech",
        "share of the words",
        "less given to reported speech",
        "more given to reported speech",
        share=True,
    ),
    Measure(
        "tone", "tone", "mean of sentences, −1 to 1", "gloomier", "brighter", "tone_low",
        "tone_high",
    ),
    Measure(
        "structure_z", "grouping", "z against shuffled copies", "less divided into parts",
        "more divided into parts",
    ),
)  # fmt: skip

# Known of the others too, but not looked at here: two go with one of the eight, the rates of
# wording are shown in their own notebook.
KNOWN = (
    "grade", "mtld", "wording_judging", "wording_own", "wording_saying", "wording_hedges",
    "wording_boosters", "wording_negations", "wording_numbers", "wording_vague", "wording_passives",
)  # fmt: skip


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
    for key in (*(measure.key for measure in MEASURES), *KNOWN):
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
    columns = ["error", "language", "sentences", *(measure.key for measure in MEASURES)]
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
    for measure in MEASURES:
        values, n = at(among, measure.key, (USUAL[0], 0.5, USUAL[1]))
        if n:
            rows.append((measure.name, measure.unit, n, *values.round(3)))
    return pd.DataFrame(rows, columns=["measure", "unit", "n", "low", "median", "high"])
