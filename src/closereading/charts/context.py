"""Charts of an article among others, and of these by themselves: strips, tone over time."""

from pathlib import Path

import numpy as np
import pandas as pd

from closereading import news, prose
from closereading.charts import style, tables
from closereading.charts.style import BLUE, GREY, INK, MUTED, ORANGE, PALE, Chart, narrow
from closereading.context import archive, groups
from closereading.context.percentiles import EDGE, UNKNOWN, UNUSUAL

BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)
COLUMNS = [f"share_{100 * share:.0f}" for share in BANDS]
FEWEST = 3  # points that make a line


def written(key: str, value: float) -> str:
    """Write a value of a measure as its strip shows it."""
    if key == "tone":
        return prose.signed(value)
    return prose.percent(value) if news.MEASURES[key].share else tables.like(value)(value)


@style.drawn
def strips(article, table: pd.DataFrame, among: pd.DataFrame, *, name: str = news.SHIPPED) -> Chart:
    """Draw each measure of an article over its spread among other articles.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``context.place``.
    among : DataFrame
        As made by ``news.reference``.
    name : str
        What the others are.

    Returns
    -------
    Chart
        A strip a measure, each on its own scale. ``data``: the table, with the values that 5, 25,
        50, 75 and 95 % of the others do not exceed.
    """
    data = table.drop(columns="reading").assign(key=[measure.key for measure in news.COMPARED])
    data[COLUMNS] = [news.at(among, key, BANDS)[0] for key in data["key"]]
    shown = data[data["verdict"] != UNKNOWN].reset_index(drop=True)
    n, odd = int(data["n"].max()), shown.loc[shown["verdict"] == UNUSUAL, "measure"].tolist()
    if shown.empty:
        few = "It is too short, or not English, for every measure."
        return style.empty("This text cannot be compared", few)
    title = f"Nothing measured here is unusual beside {n:,} other articles"
    if len(odd) == 1:
        title = f"Unusual beside {n:,} other articles: its {odd[0]}"
    elif odd:
        title = f"{len(odd)} of {len(shown)} measures are unusual beside {n:,} other articles"
    subtitle = (
        f"Each strip on its own scale: the middle half and the middle 90 % of {n:,} {name} "
        "(thin line: 98 %), white: their median. The mark: this article, with its 95 % interval "
        "where the measure has one."
    )
    others = f"{n:,} {name}" + f" ({news.GATHERED})" * (name == news.SHIPPED)
    values = [written(line.key, line.value) for line in shown.itertuples()]
    beside = {"here": values, "of the others": [_beyond(line) for line in shown.itertuples()]}
    figure, axes = style.rows(
        title, subtitle, style.source(article, beside=others), shown["measure"], beside=beside,
        tall=0.5, left=1.75, bottom=0.1, column=1.1,
    )  # fmt: skip
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    for row, line in enumerate(shown.itertuples()):
        _strip(axes, row, line, among[among["measure"] == line.key]["value"].to_numpy(float))
    alt = style.told(f"Strips of {len(shown)} measures beside {n:,} {name}", (
        f"{line.measure} {value}, percentile {line.percentile:.0f}"
        + (f", {line.verdict}" if line.verdict in (UNUSUAL, EDGE) else "")
        for line, value in zip(shown.itertuples(), values, strict=True)
    ))  # fmt: skip
    return Chart(figure, title, alt, data)


def _beyond(line) -> str:
    share = max(line.percentile, 100 - line.percentile)
    told = f"{share:.0f} %" if share < 99.5 else "nearly all"
    return f"{'above' if line.percentile >= 50 else 'below'} {told}"


def _strip(axes, row: int, line, values: np.ndarray) -> None:
    # The outermost hundredths are cut: one giant among the others would flatten the strip.
    tails = np.quantile(values, [0.01, 0.99])
    ends = [line.value, line.low, line.high, *tails]
    least, most = np.nanmin(ends), np.nanmax(ends)

    def x(value):
        return 0.01 + 0.98 * (value - least) / max(most - least, 1e-9)

    p5, p25, p50, p75, p95 = (getattr(line, column) for column in COLUMNS)
    axes.plot(x(tails), [row, row], color=GREY, linewidth=0.8, zorder=1)
    axes.barh(row, x(p95) - x(p5), left=x(p5), height=0.34, color=PALE, zorder=2)
    axes.barh(row, x(p75) - x(p25), left=x(p25), height=0.34, color=GREY, zorder=3)
    axes.plot([x(p50)] * 2, [row - 0.17, row + 0.17], color="white", linewidth=2, zorder=4)
    low, high = written(line.key, p5), written(line.key, p95)
    below = {"size": 8, "color": MUTED, "va": "top"}
    if x(p95) - x(p5) > (0.5 if narrow() else 0.16):
        axes.text(x(p5), row + 0.2, low, ha="left", **below)
        axes.text(x(p95), row + 0.2, high, ha="right", **below)
    else:
        axes.text(x(p95), row + 0.2, f"{low} to {high}", ha="right", **below)
    colour, marker = (ORANGE, "D") if line.verdict == UNUSUAL else (BLUE, "o")
    axes.hlines(row, x(line.low), x(line.high), color=colour, linewidth=1.6, zorder=5)
    axes.plot(
        x(line.value), row, marker=marker, markersize=8, color=colour, markeredgecolor="white",
        zorder=6, clip_on=False,
    )  # fmt: skip


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
    words = archive.keyness(texts, inside, without=lead)
    told = f"Inside: {int(inside.sum()):,} {name} with “{lead}”; outside: the others."
    tables.show("corpus-words", words, caption=told)
    subjects, agreement = groups.group(texts)
    tables.show("subjects", subjects)
    made = {"corpus-time": months, "corpus-words": words, "corpus-subjects": subjects}
    return groups.numbers(subjects, agreement, n=len(texts)), made
