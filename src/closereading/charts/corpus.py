"""What a corpus of one's own shows: tone over time, words of a group of articles, subjects."""

from pathlib import Path

import numpy as np
import pandas as pd

from closereading import news, prose
from closereading.charts import keyness, style, tables
from closereading.charts.style import BLUE, GREY, INK, ORANGE, PALE, Chart
from closereading.context import archive, groups

FEWEST = 3  # points that make a line


def over_time(table: pd.DataFrame, *, name: str, tone: float | None = None) -> Chart:
    """Draw the mean tone of a corpus over time.

    Parameters
    ----------
    table : DataFrame
        As made by ``archive.over_time``.
    name : str
        What the corpus is called.
    tone : float, optional
        This article's, drawn as a line across.

    Returns
    -------
    Chart
        Points with intervals. ``data``: the table.
    """
    origin = f"Source: {name}, {int(table['n'].sum()):,} dated articles."
    if len(table) < FEWEST:
        return style.empty("No tone over time", "Fewer than three dates.")
    first, last = table["tone"].iloc[0], table["tone"].iloc[-1]
    title = _change(table)
    subtitle = (
        "Mean tone of the articles of a period, −1 to 1; line: 95 % bootstrap interval over "
        "articles, where there are five or more."
    )
    known = bool(tone is not None and np.isfinite(tone))
    subtitle += " Dashed orange: this article." * known
    figure, axes = style.frame(title, subtitle, origin, height=2.6, left=0.7, right=0.3)
    x = _places(table["period"])
    axes.vlines(x, table["low"], table["high"], color=GREY, linewidth=2.2)
    axes.plot(x, table["tone"], "o-", color=BLUE, markersize=5, linewidth=1)
    axes.axhline(0, color=INK, linewidth=1.1)
    if known:
        axes.axhline(tone, color=ORANGE, linewidth=1.2, linestyle="--")
    # The period nearest to each of six evenly spaced places: a label stands below its own point.
    spots = np.linspace(x[0], x[-1], min(len(table), 6))
    ticks = np.unique(np.abs(x[:, None] - spots).argmin(axis=0))
    axes.set_xticks(x[ticks], [table["period"].iloc[place] for place in ticks])
    axes.grid(axis="y", color=PALE)
    alt = (
        f"Line chart of mean tone over {len(table)} periods: "
        f"{prose.signed(first)} in {table['period'].iloc[0]}, "
        f"{prose.signed(last)} in {table['period'].iloc[-1]}."
    )
    return Chart(figure, title, alt, table)


def _places(periods: pd.Series) -> np.ndarray:
    """Return where periods stand in time, in days: a gap in the archive is a gap in the chart."""
    begun = [pd.Period(text.replace("-Q", "Q")).start_time for text in periods]
    return (pd.DatetimeIndex(begun) - begun[0]).days.to_numpy(float)


def _change(table: pd.DataFrame) -> str:
    """Say whether tone differs between the first and the last period that have an interval."""
    known = table[table["low"].notna()]
    first, last = (known.iloc[0], known.iloc[-1]) if len(known) else (None, None)
    if len(known) > 1 and first["low"] > last["high"]:
        return f"Tone falls from {first['period']} to {last['period']}"
    if len(known) > 1 and last["low"] > first["high"]:
        return f"Tone rises from {first['period']} to {last['period']}"
    return "No firm change of tone from first to last"


def own(article, path: Path | None, *, tone: float | None, out: Path) -> tuple[dict, dict]:
    """Show what a corpus of one's own shows: tone over time, a leading word's company, groups.

    Parameters
    ----------
    article : Article
    path : Path or None
        A table made by ``closereading corpus``; nothing is shown without one.
    tone : float or None
        The article's mean tone.
    out : Path
        The run's output folder.

    Returns
    -------
    tuple of dict
        The numbers of results.json, and the tables to save.
    """
    if path is None:
        return {}, {}
    name, texts = news.called(path), archive.words(path)
    months = archive.over_time(archive.tones(path))
    style.publish(over_time(months, name=name, tone=tone), "06-time", out=out)
    lead = archive.lead(article, texts)
    inside = archive.using(texts, lead)
    words, group = archive.keyness(texts, inside, without=lead), f"{name} with “{lead}”"
    chart = keyness.among(words, group=group, n=int(inside.sum()), rest=int((~inside).sum()))
    style.publish(chart, "06-words", out=out)
    subjects, agreement = groups.group(texts)
    tables.show("subjects", subjects)
    made = {"corpus-time": months, "corpus-words": words, "corpus-subjects": subjects}
    return groups.numbers(subjects, agreement, n=len(texts)), made
