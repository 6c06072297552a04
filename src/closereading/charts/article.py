"""Charts of the piece itself: its sentences one by one, and who speaks how much."""

import pandas as pd

from closereading import measures
from closereading.article import Article
from closereading.charts.style import (
    BLUE,
    GREY,
    INK,
    MUTED,
    ORANGE,
    PALE,
    Chart,
    empty,
    frame,
    shorten,
    source,
)

MOST_LANES = 6  # speakers with a row of their own; the others share one
OTHERS = "others"
FEWEST_COLUMNS = 12  # room for as many, so that the column of a lone sentence stays a column
FILL = {
    measures.QUOTATION: {"facecolor": BLUE, "edgecolor": BLUE},
    measures.REPORTED: {"facecolor": "white", "edgecolor": BLUE},
    measures.NARRATION: {"facecolor": GREY, "edgecolor": GREY},
}
LEFT_OUT = {"facecolor": "white", "edgecolor": ORANGE, "linestyle": ":"}


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def _lanes(article: Article) -> tuple[list[str], pd.Series]:
    """Return the rows of the map and each sentence's row."""
    table = article.sentences
    who = table["speaker"].where(table["speaker"] != "", measures.UNNAMED)
    who = who.where(table["voice"] != measures.NARRATION, measures.AUTHOR)
    named = measures.by_speaker(article)["speaker"].tolist()
    lanes = [measures.AUTHOR, *[name for name in named if name != measures.AUTHOR]]
    if len(lanes) > MOST_LANES:
        lanes = [*lanes[: MOST_LANES - 1], OTHERS]
    present = {*who[~table["residue"]], OTHERS}
    lanes = [lane for lane in lanes if lane in present or lane == measures.AUTHOR]
    return lanes, who.where(who.isin(lanes), OTHERS if OTHERS in lanes else measures.AUTHOR)


def score(article: Article) -> Chart:
    """Draw the article sentence by sentence: how long each is and who speaks in it.

    Parameters
    ----------
    article : Article

    Returns
    -------
    Chart
        Columns over a row for each speaker, as in a score. ``data``: ``sentence``, ``paragraph``,
        ``words``, ``part``, ``voice``, ``speaker``, ``residue``.
    """
    table = article.sentences
    data = table[["sentence", "paragraph", "words", "part", "voice", "speaker", "residue"]]
    body = article.body
    if body.empty:
        return empty("There is no sentence to draw", "The text has no body.", source(article))
    others = int((body["voice"] != measures.NARRATION).sum())
    if others:
        title = f"Others speak in {others:,} of {len(body):,} sentences"
    else:
        alone = "the one sentence" if len(body) == 1 else f"all {len(body):,} sentences"
        title = f"The author alone tells {alone}"
        title = title if len(body) > 1 else "The author alone tells the one sentence"
    counts = body["voice"].value_counts()
    subtitle = (
        "Words in each sentence, and below it who speaks. Filled blue: quotation "
        f"({counts.get(measures.QUOTATION, 0)} sentences); outlined: reported speech "
        f"({counts.get(measures.REPORTED, 0)}); grey: the author "
        f"({counts.get(measures.NARRATION, 0)})."
    )
    left_out = int(table["residue"].sum())
    if left_out:
        subtitle += f" Dotted orange: left out ({left_out})."
    lanes, rows = _lanes(article)
    height = 2.3 + 0.3 * len(lanes)
    figure, axes = frame(title, subtitle, source(article), height=height, left=1.5, right=0.3)
    tallest = max(int(table["words"].max()), 1)
    # Columns take the upper 2.3 inches, each speaker's row 0.3: all in units of words.
    step = tallest * 1.12 / 2.3 * 0.3
    wide = 0.78 if len(table) <= 150 else 1.0
    for line in table.itertuples():
        look = LEFT_OUT if line.residue else FILL[line.voice]
        thin = 1.1 if len(table) <= 150 else 0.3
        axes.bar(line.sentence, line.words, width=wide, linewidth=thin, **look)
        if line.residue:
            continue
        place = -step * (lanes.index(rows[line.Index]) + 1)
        axes.bar(
            line.sentence, step * 0.56, bottom=place, width=wide, linewidth=thin, **look
        )  # fmt: skip
    axes.axhline(0, color=INK, linewidth=1.1)
    span = max(len(table), FEWEST_COLUMNS)
    axes.set_xlim(0.3, span + 0.7)
    axes.set_ylim(-step * (len(lanes) + 0.15), tallest * 1.12)
    ticks = [tick for tick in _steps(tallest) if tick]
    for tick in ticks:
        axes.axhline(tick, color=PALE, linewidth=0.8, zorder=0)
    axes.set_yticks(
        [*ticks, *[-step * (row + 0.72) for row in range(len(lanes))]],
        [*[f"{tick}" for tick in ticks], *[shorten(lane, 20) for lane in lanes]],
    )
    axes.text(
        0.3, tallest * 1.12, "words", ha="right", va="top", size=9, color=MUTED, clip_on=False
    )
    every = _steps(len(table), 13)
    axes.set_xticks([tick for tick in every if 1 <= tick <= len(table)] or [1])
    axes.set_xlabel("sentence", size=9)
    longest = table.loc[body["words"].idxmax()]
    left, right = longest["sentence"] < 0.12 * span, longest["sentence"] > 0.88 * span
    axes.annotate(
        f"longest: {longest['words']} words",
        (longest["sentence"] + (-wide / 2 if left else wide / 2 if right else 0), longest["words"]),
        (0, 3),
        textcoords="offset points",
        ha="left" if left else "right" if right else "center",
        va="bottom",
        size=9,
        color=MUTED,
    )
    headline = table[table["part"] == "headline"]
    if len(headline) and span <= 60 and longest["sentence"] > 4:
        axes.annotate(
            "headline", (headline["sentence"].iloc[-1], headline["words"].iloc[-1]), (0, 4),
            textcoords="offset points", ha="center", va="bottom", size=9, color=MUTED, rotation=90,
        )  # fmt: skip
    speakers = measures.by_speaker(article)
    told = "; ".join(
        f"{line.speaker} {line.sentences}" for line in speakers.head(MOST_LANES).itertuples()
    )
    alt = (
        f"Column chart of the sentences in order, {len(table)} in all. Of the body by speaker: "
        f"{told}. The longest is sentence {longest['sentence']} with {longest['words']} words."
    )
    return Chart(figure, title, alt, data)


def _steps(most: int, count: int = 5) -> list[int]:
    """Return round tick values from 0 to ``most``, about ``count`` of them."""
    rough = max(most / count, 1)
    power = 10 ** (len(str(int(rough))) - 1)
    step = next(unit * power for unit in (1, 2, 5, 10) if unit * power >= rough)
    return list(range(0, most + 1, step))


def speakers(article: Article) -> Chart:
    """Draw who has how many of the words.

    Returns
    -------
    Chart
        A bar a speaker, with the interval. ``data``: the table of ``measures.by_speaker``.
    """
    table = measures.by_speaker(article)
    named = table[~table["speaker"].isin([measures.AUTHOR, measures.UNNAMED])]
    if table.empty:
        return empty("There is nobody to count", "The text has no body.", source(article))
    if named.empty:
        title = "No named person speaks in this text"
    else:
        first = named.iloc[0]
        title = f"{shorten(first['speaker'], 24)} has {_percent(first['share'])} of the words"
        if len(named) > 1:
            second = named.iloc[1]
            title += f", {shorten(second['speaker'], 24)} {_percent(second['share'])}"
    total = int(table["words"].sum())
    sentences = int(table["sentences"].sum())
    subtitle = (
        f"Share of the {total:,} words of the body by who speaks. Filled blue: in quotations; "
        "outlined: reported; grey: the author."
    )
    if sentences > 1:
        subtitle += f" Line: 95 % bootstrap interval over {sentences} sentences."
    shown = table.head(12)
    figure, axes = frame(
        title, subtitle, source(article), height=0.42 * len(shown) + 0.1, left=1.7, right=1.0
    )
    for row, line in enumerate(shown.itertuples()):
        if line.speaker == measures.AUTHOR:
            axes.barh(row, line.share, height=0.55, **FILL[measures.NARRATION])
        else:
            quoted = line.quotation / total
            axes.barh(row, quoted, height=0.55, linewidth=1.1, **FILL[measures.QUOTATION])
            axes.barh(
                row, line.reported / total, left=quoted, height=0.55, linewidth=1.1,
                **FILL[measures.REPORTED],
            )  # fmt: skip
        end = line.share
        if pd.notna(line.low):
            axes.plot([line.low, line.high], [row, row], color=INK, linewidth=1.2)
            end = max(end, line.high)
        axes.text(
            end + 0.012, row, f"{_percent(line.share)}, {line.words:,} words", va="center", size=9,
            color=INK,
        )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1.1)
    axes.set_yticks(range(len(shown)), [shorten(name, 22) for name in shown["speaker"]])
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(0, max(1.0, float(shown["high"].max(skipna=True) or 0)) * 1.02)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    axes.set_xticks(ticks, [_percent(tick) for tick in ticks])
    alt = "Bar chart of who has which share of the words: " + "; ".join(
        f"{line.speaker} {_percent(line.share)}"
        + (f" (95 % interval {_percent(line.low)} to {_percent(line.high)})"
           if pd.notna(line.low) else "")
        for line in shown.itertuples()
    ) + "."  # fmt: skip
    return Chart(figure, title, alt, table)
