"""Where an article stands among others, and what is unusual when many measures are looked at."""

import numpy as np
import pandas as pd

from closereading import book, corpus, news
from closereading.article import Article
from closereading.news import COMPARED, Measure, shares

LEVEL = 0.05
UNUSUAL, EDGE, ORDINARY, UNKNOWN = "unusual", "at the edge", "ordinary", "not known"

TABLE = [
    "measure", "value", "low", "high", "percentile", "percentile_low", "percentile_high",
    "p", "p_corrected", "verdict", "n", "unit", "reading",
]  # fmt: skip


def holm(p: np.ndarray) -> np.ndarray:
    """Correct p values for how many there are.

    Notes
    -----
    Holm (1979): the smallest times their number m, the next times m − 1 …, never falling, at most
    1. It keeps the chance of any false alarm among them at the level, whatever ties them together.
    """
    p = np.asarray(p, dtype=float)
    order = np.argsort(p, kind="stable")
    steps = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(steps, 1)
    return corrected


def place(article: Article, *, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare an article with others.

    Parameters
    ----------
    article : Article
    among : DataFrame, optional
        Made by ``others.reference`` or ``others.quantiles``; the news stories that ship without it.

    Returns
    -------
    DataFrame
        A row a measure: ``measure``, ``value``, ``low`` and ``high`` (its own 95 % interval, where
        there is one), ``percentile`` (share of the others below it, those equal counted half, 0 to
        100), ``percentile_low`` and ``percentile_high`` (where the interval would put it), ``p``
        (two-sided), ``p_corrected`` (Holm, over the measures), ``verdict`` ("unusual": corrected p
        at most .05; "at the edge": only p; "ordinary"; "not known"), ``n`` (others), ``unit``,
        ``reading``.

    Notes
    -----
    p = 2 · min(1 + others at most as large, 1 + others at least as large) / (1 + others): the
    chance that one more article of the same kind stands as far out (a conformal p value; Vovk,
    Gammerman & Shafer 2005).
    """
    among = news.reference() if among is None else among
    row = corpus.row(article, scorer=among.attrs.get(news.TONE_BY, "reader"))
    found = []
    for measure in COMPARED:
        steps = among[among["measure"] == measure.key]
        value = row[measure.key] if len(steps) else None
        value = float("nan") if value is None else float(value)
        told = measure.interval and len(steps)
        ends = [row.get(f"{measure.key}_{end}") if told else None for end in ("low", "high")]
        low, high = (float("nan") if end is None else float(end) for end in ends)
        n = int(steps["n"].iloc[0]) if len(steps) else 0
        below, at_most = shares(value, steps)
        p = float("nan")
        if n and np.isfinite(value):
            p = min(1.0, 2 * (1 + n * min(at_most, 1 - below)) / (1 + n))
        found.append(
            (measure.name, value, low, high, 50 * (below + at_most),
             *(100 * shares(end, steps)[side] for side, end in enumerate((low, high))),
             p, float("nan"), UNKNOWN, n, measure.unit, "")
        )  # fmt: skip
    table = pd.DataFrame(found, columns=TABLE)
    known = table["p"].notna()
    table.loc[known, "p_corrected"] = holm(table.loc[known, "p"].to_numpy())
    table.loc[known, "verdict"] = [
        UNUSUAL if corrected <= LEVEL else EDGE if p <= LEVEL else ORDINARY
        for p, corrected in zip(table.loc[known, "p"], table.loc[known, "p_corrected"], strict=True)
    ]
    table["reading"] = [
        _reading(measure, line) for measure, line in zip(COMPARED, table.itertuples(), strict=True)
    ]
    return table


def _reading(measure: Measure, line) -> str:
    """Say where the article stands in words: "gloomier than 97 % of them"."""
    if line.verdict == UNKNOWN:
        return "the text is too short or not English" if line.n else "too few others to compare"
    if line.percentile < 50:
        return f"{measure.below} than {_most(100 - line.percentile)} of them"
    return f"{measure.above} than {_most(line.percentile)} of them"


def _most(percent: float) -> str:
    """Write a percentage; never 100, because nobody has seen all articles."""
    return f"{percent:.0f}\u00a0%" if percent < 99.5 else "nearly all"


def numbers(table: pd.DataFrame, *, name: str = news.SHIPPED) -> dict[str, dict]:
    """Return the entries ``context.*`` of results.json; they point into the table ``context``.

    Parameters
    ----------
    table : DataFrame
        Made by ``place``.
    name : str
        What the others are.
    """
    known = table[table["verdict"] != UNKNOWN]
    most, looked = int(table["n"].max()), len(known)
    found = book.facts(
        "context",
        {
            "own": (name != news.SHIPPED, 1),
            "others": (most, most),
            "kind": (name, most),
            "looked": (looked, most),
            "unusual": (int((table["verdict"] == UNUSUAL).sum()), looked),
            "edge": (int((table["verdict"] == EDGE).sum()), looked),
        },
        looked=looked,
    )
    for place, measure in zip(table.index, COMPARED, strict=True):
        found |= book.cells(
            "context.{k}", table.loc[[place]], keys=[measure.key], unit=measure.unit, looked=looked
        )
    return found | book.cells("context.rank.{k}", known.sort_values("p"))
