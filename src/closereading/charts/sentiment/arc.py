"""The arc: the tone of each sentence in order, its voices below."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from closereading.charts.sentiment import marks
from closereading.charts.style import GREY, INK, MUTED, PALE, Chart, drawn, frame, narrow
from closereading.prose import plural, signed
from closereading.sentiment import means, scorer

LETTER = {"narration": "N", "quotation": "Q", "reported": "R"}
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


@drawn
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
    columns = (
        "sentence", "score", "low", "high", "label", "uncertain", "voice", "speaker", "residue"
    )  # fmt: skip
    used = means.kept(scores)
    if used.empty:
        return marks.nothing(article, columns)
    mean, low, high = means.mean(scores)
    title = f"The telling, on average, {TITLES[means.verdict(mean, low, high, n=len(used))]}"
    left_out = int(scores["residue"].sum())
    silent = int((used["label"] == scorer.SILENT).sum())
    subtitle = (
        f"Tone of {plural(len(used), 'sentence')}, −1 to +1; whiskers: 90 % interval of a "
        "sentence’s score, grey where it holds zero."
        + (" Open circle: nothing to go by." if silent else "")
        + (" Cross: left out." if left_out else "")
        + (" Band: 95 % bootstrap interval of the mean." if np.isfinite(low) else "")
        + (
            " Strip: N narration, Q quotation, R reported speech."
            if len(scores) <= MOST_LETTERS
            else " Strip: white narration, black quotation, hatched reported speech."
        )
    )
    figure, axes = frame(title, subtitle, article, height=4.1, left=0.75, right=1.15)
    ends = used[["score", "low", "high"]].abs().max().max()
    top = max(0.3, float(ends) * 1.04)
    quotes = 0 if narrow() else top * 0.62
    axes.set_xlim(0.3, max(len(scores), 10) + 0.7)
    _arc_bars(axes, scores)
    if np.isfinite(low):
        axes.axhspan(low, high, color=PALE, zorder=0)
    axes.axhline(mean, color=MUTED, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    told = f"mean {signed(mean)}"
    if np.isfinite(low):
        told += f"\n{signed(low)} to {signed(high)}"
    axes.annotate(
        told, (1, mean), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
        va="center", size=9, color=MUTED,
    )  # fmt: skip
    if not narrow():
        _passages(axes, used, top, quotes)
    strip = -top - quotes - top * 0.2
    _voices_strip(axes, scores, strip, top * 0.15)
    axes.set_ylim(strip - top * 0.06, top + quotes)
    step = 0.2 if top <= 0.62 else 0.5
    ticks = [k * step for k in range(-5, 6) if abs(k * step) <= top]
    axes.set_yticks(ticks, [signed(tick, 1) if tick else "0" for tick in ticks])
    for tick in ticks:
        axes.axhline(tick, color=PALE, linewidth=0.8, zorder=0)
    axes.axhline(0, color=INK, linewidth=1.3, zorder=3)
    step = next(s for s in (1, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if len(scores) / s <= 14)
    places = [k for k in range(step, len(scores) + 1, step)]
    axes.set_xticks([1, *places] if step > 1 else places)
    axes.set_xlabel("sentence", size=9)
    ends = [used.loc[used["score"].idxmin()], used.loc[used["score"].idxmax()]]
    alt = (
        f"Bar chart of the tone of {len(used)} sentences in order. Mean {signed(mean)}"
        + (f", 95 % interval {signed(low)} to {signed(high)}" if np.isfinite(low) else "")
        + f". Sentences that are negative: {int((used['label'] == scorer.NEGATIVE).sum())}, "
        f"positive: {int((used['label'] == scorer.POSITIVE).sum())}, "
        f"of uncertain sign: {int(used['uncertain'].sum())}, "
        f"neutral: {int((used['label'] == scorer.NEUTRAL).sum())}, without signal: {silent}. "
        + " ".join(
            f"Sentence {row['sentence']} is the {word}, {signed(row['score'])}: "
            f"{marks.sentence(row['text'], 90)}"
            for word, row in zip(("lowest", "highest"), ends, strict=True)
        )
    )
    return Chart(figure, title, alt, scores[list(columns)])


def _arc_bars(axes: Axes, scores: pd.DataFrame) -> None:
    silent = scores["label"] == scorer.SILENT
    out = scores["residue"] | scores["score"].isna()
    shown = scores[~silent & ~out]
    colours = [
        GREY if unsure else marks.colour(value)
        for value, unsure in zip(shown["score"], shown["uncertain"], strict=True)
    ]
    axes.bar(shown["sentence"], shown["score"], width=0.72, color=colours, zorder=2)
    axes.vlines(shown["sentence"], shown["low"], shown["high"], color=MUTED, lw=0.7, zorder=2.5)
    size = 4.5 if len(scores) <= 80 else 2.5
    quiet = scores.loc[silent & ~out, "sentence"]
    axes.plot(
        quiet, np.zeros(len(quiet)), "o", markersize=size, color="white", markeredgecolor=MUTED,
        zorder=4,
    )  # fmt: skip
    gone = scores.loc[out, "sentence"]
    axes.plot(gone, np.zeros(len(gone)), "x", markersize=size, color=MUTED, zorder=4)


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
            lines = textwrap.wrap(marks.quoted(row.text, 92), 36)[:3]
            # A text pushed to the left of its bar ends towards it.
            ends = crowded and place == 0 and row.sentence > left + wide * 0.7
            axes.text(
                left + wide if ends else left,
                sign * (top + room * 0.18),
                "\n".join(lines),
                size=8.5,
                va="bottom" if sign > 0 else "top",
                ha="right" if ends else "left",
            )
            near = min(max(row.sentence, left + wide * 0.04), left + wide * (0.97 if ends else 0.7))
            axes.plot(
                [near, row.sentence],
                [sign * (top + room * 0.12), sign * max(sign * row.high, sign * row.low)],
                color=GREY,
                linewidth=1.2,
                zorder=1,
            )


def _voices_strip(axes: Axes, scores: pd.DataFrame, y: float, tall: float) -> None:
    letters = len(scores) <= MOST_LETTERS
    look = {
        "narration": {"facecolor": "white", "edgecolor": GREY},
        "quotation": {"facecolor": INK, "edgecolor": INK},
        "reported": {"facecolor": "white", "edgecolor": INK, "hatch": "" if letters else "////"},
    }
    for row in scores.itertuples():
        kind = {**look[row.voice], "linewidth": 0.8 if letters else 0.3}
        axes.add_patch(Rectangle((row.sentence - 0.4, y), 0.8, tall, **kind, zorder=2))
        if letters:
            ink = "white" if row.voice == "quotation" else INK if row.voice == "reported" else MUTED
            axes.text(
                row.sentence, y + tall * 0.46, LETTER[row.voice], ha="center", va="center",
                size=7.5, color=ink, zorder=3,
            )  # fmt: skip
