"""Charts of tone: the arc from sentence to sentence, and whose tone it is."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from closereading.charts import style
from closereading.charts.style import BLUE, GREY, INK, MUTED, ORANGE, PALE, Chart, narrow
from closereading.measures import NARRATION, QUOTATION, REPORTED
from closereading.prose import bound, plural, shorten, signed
from closereading.reading import names
from closereading.sentiment import means, scorer

MOST_SPEAKERS = 6
LONGEST = 18  # characters of a name
NAMES = {REPORTED: "reported speech"}
# Cells of the voices strip hold a letter up to this many sentences; beyond, letters would touch.
MOST_LETTERS = 48
# What ``means.verdict`` says, as the end of a title.
TITLES = {
    scorer.POSITIVE: "leans positive",
    scorer.NEGATIVE: "leans negative",
    scorer.NEUTRAL: "is close to neutral",
    "open": "does not lean either way",
    "too few": "cannot be told from so little",
}
LABELS = (scorer.POSITIVE, scorer.NEGATIVE, scorer.NEUTRAL, scorer.SILENT)
NOTHING = style.empty(
    "There is no tone to draw", "Tone is only read in English, and in sentences that have words."
)


def _quoted(text: str, width: int) -> str:
    """Shorten a passage and put it in quotation marks, unless it has its own."""
    text = shorten(text, width)
    return text if any(mark in text for mark in '“”"«»') else f"“{text}”"


def _colour(value: float) -> str:
    return BLUE if value >= scorer.BAND else ORANGE if value <= -scorer.BAND else GREY


@style.drawn
def arc(article, scores: pd.DataFrame) -> Chart:
    """Draw the tone of each sentence in order, with the passages that matter most.

    Parameters
    ----------
    article : Article
    scores : DataFrame
        As made by ``sentiment.score``.

    Returns
    -------
    Chart
        A bar a sentence, up or down from zero, grey where its sign is uncertain; an open circle
        where there is nothing to go by; a cross where a sentence is left out. Below, a strip of
        voices. ``data``: the scores.
    """
    used = means.kept(scores)
    if used.empty:
        return NOTHING
    mean, low, high = means.mean(scores)
    title = f"The telling, on average, {TITLES[means.verdict(mean, low, high, n=len(used))]}"
    silent = int((used["label"] == scorer.SILENT).sum())
    lettered = len(scores) <= MOST_LETTERS
    subtitle = (
        f"Tone of {plural(len(used), 'sentence')}, −1 to +1; whiskers: 90 % interval of a "
        "sentence’s score, grey where it holds zero."
        + " Open circle: nothing to go by." * bool(silent)
        + " Cross: left out." * bool(scores["residue"].any())
        + " Band: 95 % bootstrap interval of the mean." * bool(np.isfinite(low))
        + (
            " Strip: N narration, Q quotation, R reported speech."
            if lettered
            else " Strip: white narration, black quotation, hatched reported speech."
        )
    )
    figure, axes = style.frame(title, subtitle, article, height=4.1, left=0.75, right=1.15)
    ends = used[["score", "low", "high"]].abs().max().max()
    top = max(0.3, float(ends) * 1.04)
    quotes = 0 if narrow() else top * 0.62
    style.sentences(axes, len(scores))
    _bars(axes, scores)
    told = f"mean {signed(mean)}"
    if np.isfinite(low):
        axes.axhspan(low, high, color=PALE, zorder=0)
        told += f"\n{bound(low)} to {bound(high)}"
    axes.axhline(mean, color=MUTED, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    axes.annotate(
        told, (1, mean), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
        va="center", size=9, color=MUTED,
    )  # fmt: skip
    if not narrow():
        _passages(axes, used, top, quotes)
    strip = -top - quotes - top * 0.2
    _voices_strip(axes, scores, strip, top * 0.15, lettered=lettered)
    axes.set_ylim(strip - top * 0.06, top + quotes)
    step = 0.2 if top <= 0.62 else 0.5
    ticks = [k * step for k in range(-5, 6) if abs(k * step) <= top]
    axes.set_yticks(ticks, [signed(tick, 1) if tick else "0" for tick in ticks])
    for tick in ticks:
        axes.axhline(tick, color=PALE, linewidth=0.8, zorder=0)
    axes.axhline(0, color=INK, linewidth=1.3, zorder=3)
    labels, extremes = used["label"], (used["score"].idxmin(), used["score"].idxmax())
    alt = style.told(f"Bar chart of the tone of {len(used)} sentences in order", [
        told.replace("\n", ", 95 % interval "),
        *(f"{(labels == label).sum()} {label}" for label in LABELS),
        f"{int(used['uncertain'].sum())} of uncertain sign",
        *(f"sentence {row['sentence']} is the {word}, {signed(row['score'])}, "
          f"{_quoted(row['text'], 90)}"
          for word, row in zip(("lowest", "highest"), map(used.loc.__getitem__, extremes),
                               strict=True)),
    ])  # fmt: skip
    data = scores[["sentence", "score", "low", "high", "label", "uncertain", "voice", "speaker",
                   "residue"]]  # fmt: skip
    return Chart(figure, title, alt, data)


def _bars(axes: Axes, scores: pd.DataFrame) -> None:
    silent = scores["label"] == scorer.SILENT
    out = scores["residue"] | scores["score"].isna()
    shown = scores[~silent & ~out]
    colours = [
        GREY if unsure else _colour(value)
        for value, unsure in zip(shown["score"], shown["uncertain"], strict=True)
    ]
    axes.bar(shown["sentence"], shown["score"], width=0.72, color=colours, zorder=2)
    axes.vlines(shown["sentence"], shown["low"], shown["high"], color=MUTED, lw=0.7, zorder=2.5)
    size = 4.5 if len(scores) <= 80 else 2.5
    for rows, mark, fill in ((silent & ~out, "o", "white"), (out, "x", MUTED)):
        at = scores.loc[rows, "sentence"]
        axes.plot(
            at, np.zeros(len(at)), mark, markersize=size, color=fill, markeredgecolor=MUTED,
            zorder=4,
        )  # fmt: skip


def _passages(axes: Axes, used: pd.DataFrame, top: float, room: float) -> None:
    """Quote up to two sentences above the bars and two below, near their bars, never touching."""
    begin, end = axes.get_xlim()
    wide = 0.46 * (end - begin)
    for sign in (1, -1):
        strong = used[used["score"] * sign >= scorer.BAND]
        strong = strong.reindex((strong["score"] * -sign).sort_values(kind="stable").index)
        chosen = strong.head(2).sort_values("sentence")
        lefts = [min(max(x - wide / 2, begin), end - wide) for x in chosen["sentence"]]
        crowded = len(lefts) == 2 and lefts[1] - lefts[0] < wide * 1.08
        if crowded:
            middle = min(max(sum(lefts) / 2, begin + wide * 0.54), end - wide * 1.54)
            lefts = [middle - wide * 0.54, middle + wide * 0.54]
        for place, (left, row) in enumerate(zip(lefts, chosen.itertuples(), strict=True)):
            # A text pushed to the left of its bar ends towards it.
            ends = crowded and place == 0 and row.sentence > left + wide * 0.7
            axes.text(
                left + wide * ends, sign * (top + room * 0.18),
                "\n".join(textwrap.wrap(_quoted(row.text, 92), 36)[:3]),
                size=8.5, va="bottom" if sign > 0 else "top", ha="right" if ends else "left",
            )  # fmt: skip
            near = min(max(row.sentence, left + wide * 0.04), left + wide * (0.97 if ends else 0.7))
            reach = sign * max(sign * row.high, sign * row.low)
            axes.plot(
                [near, row.sentence], [sign * (top + room * 0.12), reach], color=GREY,
                linewidth=1.2, zorder=1,
            )  # fmt: skip


def _voices_strip(axes: Axes, scores: pd.DataFrame, y: float, tall: float, *, lettered: bool):
    # Fill, edge, ink and letter of a cell.
    look = {
        NARRATION: ("white", GREY, MUTED, "N"),
        QUOTATION: (INK, INK, "white", "Q"),
        REPORTED: ("white", INK, INK, "R"),
    }
    for row in scores.itertuples():
        fill, edge, ink, letter = look[row.voice]
        axes.add_patch(Rectangle(
            (row.sentence - 0.4, y), 0.8, tall, facecolor=fill, edgecolor=edge, zorder=2,
            hatch="////" * (row.voice == REPORTED and not lettered),
            linewidth=0.8 if lettered else 0.3,
        ))  # fmt: skip
        if lettered:
            axes.text(
                row.sentence, y + tall * 0.46, letter, ha="center", va="center", size=7.5,
                color=ink, zorder=3,
            )  # fmt: skip


def _short(name: str) -> str:
    """Shorten a long name to the family name, of two people to both."""
    people = name.split(" and ")
    if len(name) > LONGEST and all(map(names.person, people)):
        name = " and ".join(one.split()[-1] for one in people)
    return shorten(name, LONGEST)


def voices(article, whole: pd.DataFrame, spoken: pd.DataFrame, people: pd.DataFrame) -> Chart:
    """Draw the mean tone of the whole, of its parts, of each voice and each speaker.

    Parameters
    ----------
    article : Article
    whole, spoken, people : DataFrame
        As made by ``sentiment.summary``, ``by_voice`` and ``by_speaker``.

    Returns
    -------
    Chart
        A dot with its interval a row. ``data``: ``group``, ``mean``, ``low``, ``high``, ``n``.
    """
    if not whole["n"].any():
        return NOTHING
    people = people.head(MOST_SPEAKERS).assign(
        group=lambda rows: [f"{_short(name)} speaking" for name in rows["group"]]
    )
    blocks = [block for block in (whole, spoken, people) if len(block)]
    table = pd.concat(blocks, ignore_index=True)
    apart = spoken[spoken["n"] >= means.FEWEST].set_index("group")
    title = "No voice is clearly darker than another"
    if len(spoken) < 2:
        title = "One voice tells this text"
    elif len(apart) < 2:
        title = "Too few sentences to compare the voices"
    else:
        one, other = apart["mean"].idxmin(), apart["mean"].idxmax()
        if apart.loc[one, "high"] < apart.loc[other, "low"]:
            title = f"{NAMES.get(one, one).capitalize()} is darker than {NAMES.get(other, other)}"
    subtitle = (
        "Mean tone of the sentences, −1 to +1. Line: 95 % bootstrap interval over sentences, grey "
        "where it holds zero; none for a single sentence. n: sentences."
    )
    y = np.arange(len(table)) + 0.6 * np.repeat(range(len(blocks)), [len(rows) for rows in blocks])
    beside = {"mean": table["mean"].map(signed), "n": table["n"].map("{:,}".format)}
    figure, axes = style.rows(
        title, subtitle, article, table["group"], beside=beside, places=y, left=2.0, width=28
    )
    colours = np.where(table["low"] > 0, BLUE, np.where(table["high"] < 0, ORANGE, MUTED))
    fill = np.where(table["group"].isin(means.OTHERS), "white", colours)
    axes.hlines(y, table["low"], table["high"], color=colours, linewidth=1.6)
    axes.scatter(table["mean"], y, s=42, color=fill, edgecolors=colours, zorder=3)
    reach = np.nanmax(np.abs(table[["mean", "low", "high"]].to_numpy(float)))
    reach = max(0.2, float(reach) * 1.08)
    axes.set_xlim(-reach, reach)
    step = 0.1 if reach < 0.35 else 0.2 if reach < 0.7 else 0.5
    for tick in style.ticks(axes, -reach, reach, step, lambda x: signed(x, 1) if x else "0"):
        axes.axvline(tick, color=PALE if tick else INK, linewidth=1 if tick else 1.2, zorder=0)
    alt = style.told("Dots of mean tone with intervals", (
        f"{row.group} {signed(row.mean)}"
        + (f" ({bound(row.low)} to {bound(row.high)})" if np.isfinite(row.low) else "")
        + f", n = {row.n}"
        for row in table.itertuples()
    ))  # fmt: skip
    return Chart(figure, title, alt, table)
