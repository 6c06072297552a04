"""Charts of the piece itself: its sentences one by one, and who speaks how much."""

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from closereading.article import Article
from closereading.charts import style
from closereading.charts.style import BLUE, GREY, INK, MUTED, ORANGE, PALE, Chart
from closereading.measures import AUTHOR, NARRATION, QUOTATION, REPORTED, UNNAMED, who
from closereading.prose import percent, shorten

MOST_LANES = 6  # speakers with a row of their own; the others share one
MOST_BARS = 12
OTHERS = "others"
LANE = 0.3  # inches a speaker, under columns of 2.3
FILL = {
    QUOTATION: {"facecolor": BLUE, "edgecolor": BLUE},
    REPORTED: {"facecolor": "white", "edgecolor": BLUE},
    NARRATION: {"facecolor": GREY, "edgecolor": GREY},
}
LEFT_OUT = {"facecolor": "white", "edgecolor": ORANGE, "linestyle": ":"}


@style.drawn
def score(article: Article, speakers: pd.DataFrame) -> Chart:
    """Draw the article sentence by sentence: how long each is and who speaks in it.

    Parameters
    ----------
    article : Article
    speakers : DataFrame
        As made by ``measures.by_speaker``.

    Returns
    -------
    Chart
        Columns over a row for each speaker, as in a score. ``data``: ``sentence``, ``paragraph``,
        ``words``, ``part``, ``voice``, ``speaker``, ``residue``.
    """
    table, body = article.sentences, article.body
    if body.empty:
        return style.empty("There is no sentence to draw", "The text has no body.")
    counts = body["voice"].value_counts().reindex([NARRATION, REPORTED, QUOTATION], fill_value=0)
    left_out = int(table["residue"].sum())
    subtitle = (
        "Words in each sentence, and below it who speaks. Filled blue: quotation "
        f"({counts[QUOTATION]} sentences); outlined: reported speech ({counts[REPORTED]}); "
        f"grey: the author ({counts[NARRATION]})."
        + (f" Dotted orange: left out ({left_out})." if left_out else "")
    )
    title = _telling(len(body) - counts[NARRATION], len(body))
    lanes, rows = _lanes(article, speakers)
    height = 2.3 + LANE * len(lanes)
    figure, axes = style.frame(title, subtitle, article, height=height, left=1.5, right=0.3)
    # Above the line a unit is a word, and a lane below takes as many as fit its height.
    tallest = max(int(table["words"].max()), 1)
    top, lane = tallest * 1.12, tallest * 1.12 / 2.3 * LANE
    wide, thin = (0.78, 1.1) if len(table) <= 150 else (1.0, 0.3)
    for line in table.itertuples():
        look = {"width": wide, "linewidth": thin}
        look |= LEFT_OUT if line.residue else FILL[line.voice]
        axes.bar(line.sentence, line.words, **look)
        if not line.residue:
            place = -lane * (lanes.index(rows[line.Index]) + 1)
            axes.bar(line.sentence, lane * 0.56, bottom=place, **look)
    axes.axhline(0, color=INK, linewidth=1.1)
    style.sentences(axes, len(table))
    axes.set_ylim(-lane * (len(lanes) + 0.15), top)
    ticks = [
        int(tick)
        for tick in MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]).tick_values(0, tallest)
    ]
    ticks = [tick for tick in ticks if 0 < tick <= tallest]
    axes.hlines(ticks, *axes.get_xlim(), color=PALE, linewidth=0.8, zorder=0)
    axes.set_yticks(
        [*ticks, *(-lane * (row + 0.72) for row in range(len(lanes)))],
        [*map(str, ticks), *(shorten(name, 20) for name in lanes)],
    )
    _notes(axes, table, body, top=top, wide=wide)
    longest = table.loc[body["words"].idxmax()]
    told = "; ".join(f"{r.speaker} {r.sentences}" for r in speakers.head(MOST_LANES).itertuples())
    alt = (
        f"Column chart of the sentences in order, {len(table)} in all. Of the body by speaker: "
        f"{told}. The longest is sentence {longest['sentence']} with {longest['words']} words."
    )
    data = table[["sentence", "paragraph", "words", "part", "voice", "speaker", "residue"]]
    return Chart(figure, title, alt, data)


def _lanes(article: Article, speakers: pd.DataFrame) -> tuple[list[str], pd.Series]:
    """Return the rows of the map and each sentence's row."""
    lanes = [AUTHOR, *(name for name in speakers["speaker"] if name != AUTHOR)]
    if len(lanes) > MOST_LANES:
        lanes = [*lanes[: MOST_LANES - 1], OTHERS]
    speaking = who(article.sentences)
    return lanes, speaking.where(speaking.isin(lanes), OTHERS if OTHERS in lanes else AUTHOR)


def _notes(axes, table: pd.DataFrame, body: pd.DataFrame, *, top: float, wide: float) -> None:
    """Name the axis, the longest sentence and the headline where they stand."""
    note = {"size": 9, "color": MUTED}
    axes.text(0.3, top, "words", ha="right", va="top", clip_on=False, **note)
    longest = table.loc[body["words"].idxmax()]
    last = axes.get_xlim()[1] - 0.7
    side = (longest["sentence"] > 0.88 * last) - int(longest["sentence"] < 0.12 * last)
    above = {"textcoords": "offset points", "va": "bottom", **note}
    axes.annotate(
        f"longest: {longest['words']} words",
        (longest["sentence"] + side * wide / 2, longest["words"]), (0, 3),
        ha=("center", "right", "left")[side], **above,
    )  # fmt: skip
    headline = table[table["part"] == "headline"]
    if len(headline) and last <= 60 and longest["sentence"] > 4:
        end = headline.iloc[-1]
        axes.annotate(
            "headline", (end["sentence"], end["words"]), (0, 4), ha="center", rotation=90, **above
        )


def _telling(others: int, sentences: int) -> str:
    """Say in how many sentences somebody else than the author speaks."""
    if others:
        return f"Others speak in {others:,} of {sentences:,} sentences"
    alone = "the one sentence" if sentences == 1 else f"all {sentences:,} sentences"
    return f"The author alone tells {alone}"


@style.drawn
def speakers(article: Article, table: pd.DataFrame) -> Chart:
    """Draw who has how many of the words.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``measures.by_speaker``.

    Returns
    -------
    Chart
        A bar a speaker, with the interval. ``data``: the table.
    """
    if table.empty:
        return style.empty("There is nobody to count", "The text has no body.")
    named = table[~table["speaker"].isin([AUTHOR, UNNAMED])].head(2)
    heard = [(shorten(line.speaker, 24), percent(line.share)) for line in named.itertuples()]
    title = "No named person speaks in this text"
    if heard:
        title = f"{heard[0][0]} has {heard[0][1]} of the words"
        title += "".join(f", {name} {share}" for name, share in heard[1:])
    total, sentences = int(table["words"].sum()), int(table["sentences"].sum())
    subtitle = (
        f"Share of the {total:,} words of the body by who speaks. Filled blue: in quotations; "
        "outlined: reported; grey: the author."
    )
    if sentences > 1:
        subtitle += f" Line: 95 % bootstrap interval over {sentences} sentences."
    shown = table.head(MOST_BARS)
    beside = {"share": shown["share"].map(percent), "words": shown["words"].map("{:,}".format)}
    figure, axes = style.rows(
        title, subtitle, article, shown["speaker"], beside=beside, tall=0.42, width=22
    )
    own = shown["speaker"] == AUTHOR
    quoted = (shown["quotation"] / total).where(~own, shown["share"])
    bar, at = {"height": 0.55, "linewidth": 1.1}, np.arange(len(shown))
    axes.barh(at[own], quoted[own], **bar, **FILL[NARRATION])
    axes.barh(at[~own], quoted[~own], **bar, **FILL[QUOTATION])
    reported = shown["reported"][~own] / total
    axes.barh(at[~own], reported, left=quoted[~own], **bar, **FILL[REPORTED])
    axes.hlines(at, shown["low"], shown["high"], color=INK, linewidth=1.2)
    axes.axvline(0, color=INK, linewidth=1.1)
    axes.set_xlim(0, 1.02)
    style.ticks(axes, 0, 1, 0.5 if style.narrow() else 0.25, percent)
    alt = style.told("Bar chart of who has which share of the words", (
        f"{line.speaker} {percent(line.share)}"
        + (f" (95 % interval {percent(line.low)} to {percent(line.high)})"
           if np.isfinite(line.low) else "")
        for line in shown.itertuples()
    ))  # fmt: skip
    return Chart(figure, title, alt, table)
