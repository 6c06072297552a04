"""Charts of tone: the arc, what drove it, whose it is, plain VADER beside it, news around it."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from closereading import sentiment, tone
from closereading.charts.frame import (
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
from closereading.prose import signed

LETTER = {"narration": "N", "quotation": "Q", "reported": "R"}
# Cells of the voices strip hold a letter up to this many sentences; beyond, letters would touch.
MOST_LETTERS = 48
UNSCORED = "Tone is only read in English, and in sentences that have words."


def _quoted(text: str, width: int) -> str:
    """Shorten a passage and put it in quotation marks, unless it has its own."""
    text = shorten(text, width)
    return text if any(mark in text for mark in '“”"«»') else f"“{text}”"


def _colour(value: float) -> str:
    return BLUE if value >= sentiment.BAND else ORANGE if value <= -sentiment.BAND else GREY


def _verdict(mean: float, low: float, high: float) -> str:
    """Say in a word or three where a mean lies."""
    if not np.isfinite(low):
        return "cannot be told from so little"
    if low <= 0 <= high or abs(mean) < sentiment.BAND / 2:
        return "does not lean either way"
    return "leans positive" if mean > 0 else "leans negative"


def _nothing(article, columns: tuple[str, ...]) -> Chart:
    return empty("There is no tone to draw", UNSCORED, source(article), columns=columns)


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
        A bar a sentence, up or down from zero; an open circle where no word carries tone; a cross
        where a sentence is left out. Below, a strip of voices. ``data``: the scores.
    """
    columns = ("sentence", "score", "low", "high", "label", "voice", "speaker", "residue")
    used = tone.kept(scores)
    if used.empty:
        return _nothing(article, columns)
    mean, low, high = tone.mean(scores)
    title = f"The telling, on average, {_verdict(mean, low, high)}"
    left_out = int(scores["residue"].sum())
    silent = int((used["label"] == sentiment.SILENT).sum())
    subtitle = (
        f"Tone of {len(used)} sentences, −1 to +1."
        + (" Open circle: no word carries tone." if silent else "")
        + (" Cross: left out." if left_out else "")
        + (" Band: 95 % bootstrap interval of the mean." if np.isfinite(low) else "")
        + (
            " Strip: N narration, Q quotation, R reported speech."
            if len(scores) <= MOST_LETTERS
            else " Strip: white narration, black quotation, hatched reported speech."
        )
    )
    figure, axes = frame(title, subtitle, source(article), height=4.1, left=0.75, right=1.15)
    top = max(0.3, float(used["score"].abs().max()) * 1.08)
    quotes = top * 0.62
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
        + f". {int((used['label'] == sentiment.NEGATIVE).sum())} sentences are negative, "
        f"{int((used['label'] == sentiment.POSITIVE).sum())} positive, "
        f"{int((used['label'] == sentiment.NEUTRAL).sum())} neutral, {silent} without signal. "
        + " ".join(
            f"Sentence {row['sentence']} is the {word}, {signed(row['score'])}: "
            f"{_quoted(row['text'], 90)}."
            for word, row in zip(("lowest", "highest"), ends, strict=True)
        )
    )
    return Chart(figure, title, alt, scores[list(columns)])


def _arc_bars(axes: Axes, scores: pd.DataFrame) -> None:
    silent = scores["label"] == sentiment.SILENT
    out = scores["residue"] | scores["score"].isna()
    shown = scores[~silent & ~out]
    colours = [_colour(value) for value in shown["score"]]
    axes.bar(shown["sentence"], shown["score"], width=0.72, color=colours, zorder=2)
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
        strong = used[used["score"] * sign >= sentiment.BAND]
        strong = strong.reindex((strong["score"] * -sign).sort_values(kind="stable").index)
        chosen = strong.head(2).sort_values("sentence")
        lefts = [min(max(x - wide / 2, begin), end - wide) for x in chosen["sentence"]]
        crowded = len(lefts) == 2 and lefts[1] - lefts[0] < wide * 1.08
        if crowded:
            middle = min(max(sum(lefts) / 2, begin + wide * 0.54), end - wide * 1.54)
            lefts = [middle - wide * 0.54, middle + wide * 0.54]
        for place, (left, row) in enumerate(zip(lefts, chosen.itertuples(), strict=True)):
            lines = textwrap.wrap(_quoted(row.text, 92), 36)[:3]
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
                [sign * (top + room * 0.12), row.score + sign * top * 0.02],
                color=MUTED,
                linewidth=0.8,
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


def drivers(article, scores: pd.DataFrame, *, sentences: int = 5, words: int = 4) -> Chart:
    """Draw the words that made the strongest sentences what they are.

    Returns
    -------
    Chart
        A block a sentence, a bar a word. ``data``: ``sentence``, ``score``, ``word``,
        ``contribution``.
    """
    columns = ("sentence", "score", "word", "contribution")
    used = tone.kept(scores)
    used = used[used["label"].isin([sentiment.POSITIVE, sentiment.NEGATIVE])]
    if used.empty:
        return _nothing(article, columns)
    chosen = used.reindex(used["score"].abs().sort_values(ascending=False, kind="stable").index)
    chosen = chosen.head(sentences)
    table = sentiment.contributions(article)
    table["shown"] = [
        f"not … {word}" if negated else word
        for word, negated in zip(table["word"], table["negated"], strict=True)
    ]
    blocks = []
    for row in chosen.itertuples():
        part = table[table["sentence"] == row.sentence]
        sums = part.groupby("shown", sort=False)["contribution"].sum()
        sums = sums.reindex(sums.abs().sort_values(ascending=False, kind="stable").index)
        blocks.append((row, sums.head(words), float(sums.iloc[words:].sum()), len(sums) - words))
    first = blocks[0]
    title = f"“{shorten(first[1].index[0], 22)}” weighs most in the strongest sentence"
    count = len(tone.kept(scores))
    subtitle = (
        f"What each word adds to the {len(blocks)} strongest of {count} sentences, before the "
        "squash to −1 … +1; all other words of the sentence together in grey."
    )
    rows = sum(len(block[1]) + 1 + (block[3] > 0) for block in blocks) + 0.4 * len(blocks)
    figure, axes = frame(
        title, subtitle, source(article), height=0.23 * rows + 0.1, left=1.75, right=0.4, bottom=0.3
    )
    y, ticks, names, data = 0.0, [], [], []
    widest = max(float(block[1].abs().max()) for block in blocks) * 1.35
    for row, sums, rest, more in blocks:
        axes.text(
            0, y, f"{row.sentence}: {signed(row.score)}  ", size=9, weight="bold", va="center",
            ha="right", transform=axes.get_yaxis_transform(),
        )  # fmt: skip
        axes.text(
            0, y, _quoted(row.text, 78), size=9, va="center",
            transform=axes.get_yaxis_transform(),
        )  # fmt: skip
        items = [(word, amount, _colour(np.sign(amount))) for word, amount in sums.items()]
        if more > 0:
            items.append((f"{more} other word{'s' if more > 1 else ''}", rest, GREY))
        for word, amount, colour in items:
            y += 1
            axes.barh(y, amount, height=0.66, color=colour)
            axes.plot([0, 0], [y - 0.5, y + 0.5], color=INK, linewidth=1.1)
            axes.annotate(
                signed(amount), (amount, y), (3 if amount >= 0 else -3, 0),
                textcoords="offset points", va="center", ha="left" if amount >= 0 else "right",
                size=8, color=MUTED,
            )  # fmt: skip
            ticks.append(y)
            names.append(shorten(word, 24))
            data.append((row.sentence, row.score, word, amount))
        y += 1.4
    axes.set_yticks(ticks, names, size=9)
    axes.set_ylim(y - 0.7, -0.7)
    axes.set_xlim(-widest, widest)
    axes.set_xticks([])
    alt = "Bars of what words add to the strongest sentences. " + " ".join(
        f"Sentence {row.sentence}, score {signed(row.score)}: "
        + ", ".join(f"{word} {signed(amount)}" for word, amount in sums.items()) + "."
        for row, sums, _, _ in blocks
    )  # fmt: skip
    return Chart(figure, title, alt, pd.DataFrame(data, columns=list(columns)))


def voices(article, scores: pd.DataFrame, *, most: int = 6) -> Chart:
    """Draw the mean tone of the whole, of its parts, of each voice and each speaker.

    Returns
    -------
    Chart
        A dot with its interval a row. ``data``: ``group``, ``mean``, ``low``, ``high``, ``n``.
    """
    if tone.kept(scores).empty:
        return _nothing(article, tuple(tone.GROUP))
    summary = tone.summary(article, scores)
    people = tone.by_speaker(scores).head(most)
    people["group"] = people["group"].map(lambda name: f"{shorten(name, 18)} speaking")
    blocks = [summary, tone.by_voice(scores), people]
    table = pd.concat([block for block in blocks if len(block)], ignore_index=True)
    by_voice = tone.by_voice(scores).set_index("group")
    if len(by_voice) > 1 and by_voice["low"].notna().sum() > 1:
        apart = by_voice.dropna()
        one, other = apart["mean"].idxmin(), apart["mean"].idxmax()
        clear = apart.loc[one, "high"] < apart.loc[other, "low"]
        title = (
            f"{one.capitalize()} is darker than {other}" if clear
            else "No voice is clearly darker than another"
        )  # fmt: skip
    else:
        title = "One voice tells this text"
    subtitle = (
        "Mean tone of the sentences, −1 to +1. Line: 95 % bootstrap interval over sentences; none "
        "for a single sentence. n: sentences."
    )
    gaps = np.cumsum([len(block) for block in blocks if len(block)])[:-1]
    y = np.arange(len(table)) + 0.6 * np.searchsorted(gaps, np.arange(len(table)), side="right")
    figure, axes = frame(
        title, subtitle, source(article), height=0.3 * (y[-1] + 1), left=2.0, right=1.3
    )
    for place, row in zip(y, table.itertuples(), strict=True):
        colour = _colour(row.mean)
        colour = MUTED if colour == GREY else colour
        if np.isfinite(row.low):
            axes.plot([row.low, row.high], [place, place], color=colour, linewidth=1.6)
        plain = row.group == "plain VADER"
        axes.plot(
            row.mean, place, "D" if plain else "o", markersize=6.5, markeredgecolor=colour,
            color="white" if plain else colour,
        )  # fmt: skip
        for told, offset in ((signed(row.mean), 42), (f"n = {row.n}", 84)):
            axes.annotate(
                told, (1, place), (offset, 0), xycoords=("axes fraction", "data"),
                textcoords="offset points", va="center", ha="right", size=9, color=INK,
            )  # fmt: skip
    reach = np.nanmax(np.abs(table[["mean", "low", "high"]].to_numpy(float)))
    reach = max(0.2, float(reach) * 1.08)
    axes.set_xlim(-reach, reach)
    axes.axvline(0, color=INK, linewidth=1.2, zorder=0)
    step = 0.1 if reach < 0.35 else 0.2 if reach < 0.7 else 0.5
    ticks = [k * step for k in range(-10, 11) if abs(k * step) <= reach]
    axes.set_xticks(ticks, [signed(tick, 1) if abs(tick) > 1e-9 else "0" for tick in ticks])
    for tick in ticks:
        axes.axvline(tick, color=PALE, linewidth=0.8, zorder=-1)
    axes.set_yticks(y, [shorten(name, 28) for name in table["group"]])
    axes.set_ylim(y[-1] + 0.6, -0.6)
    alt = "Dots of mean tone with intervals: " + "; ".join(
        f"{row.group} {signed(row.mean)}"
        + (f" ({signed(row.low)} to {signed(row.high)})" if np.isfinite(row.low) else "")
        + f", n = {row.n}"
        for row in table.itertuples()
    ) + "."  # fmt: skip
    return Chart(figure, title, alt, table)


def beside_vader(article, scores: pd.DataFrame, *, most: int = 9) -> Chart:
    """Draw the sentences that ours and plain VADER label differently.

    Returns
    -------
    Chart
        A row a sentence, ours a filled dot, VADER's an open diamond. ``data``: the table of
        ``tone.disagreements``.
    """
    used = tone.kept(scores)
    table = tone.disagreements(scores)
    if used.empty:
        return _nothing(article, tuple(table.columns))
    both = tone.agreement(scores)
    opposed = both["opposed"]
    title = (
        f"The two scorers oppose each other in {opposed} sentence{'s' if opposed > 1 else ''}"
        if opposed else "The two scorers never contradict each other outright"
    )  # fmt: skip
    if table.empty:
        return empty(
            title, f"Both give the same label to all {both['n']} sentences.", source(article),
            columns=tuple(table.columns),
        )  # fmt: skip
    shown = table.head(most)
    subtitle = (
        "Sentences to which ours (filled dot) and plain VADER (open diamond) give different "
        f"labels: {len(table)} of {both['n']}"
        + (f", the {len(shown)} farthest apart" if len(shown) < len(table) else "")
        + (". Bold: opposite signs" if opposed else "")
        + ". Score, −1 to +1."
    )
    figure, axes = frame(
        title, subtitle, source(article), height=0.46 * len(shown) + 0.1, left=4.15, right=0.35
    )
    for place, row in enumerate(shown.itertuples()):
        axes.plot([row.score, row.vader], [place, place], color=GREY, linewidth=1.6, zorder=1)
        axes.plot(
            row.vader, place, "D", markersize=6.5, color="white", markeredgecolor=INK, zorder=2
        )
        colour = _colour(row.score)
        axes.plot(
            row.score, place, "o", markersize=7, color=MUTED if colour == GREY else colour, zorder=3
        )
        lines = textwrap.wrap(f"{row.sentence}  {_quoted(row.text, 92)}", 52)[:2]
        axes.annotate(
            "\n".join(lines), (0, place), (-8, 0), xycoords=("axes fraction", "data"),
            textcoords="offset points", ha="right", va="center", size=8.5,
            weight="bold" if row.opposed else "normal", linespacing=1.15,
        )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1.2, zorder=0)
    axes.axvspan(-sentiment.BAND, sentiment.BAND, color=PALE, zorder=-1)
    axes.set_xlim(-1, 1)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.set_yticks([])
    axes.set_ylim(len(shown) - 0.5, -0.5)
    alt = (
        f"Ours against plain VADER, r = {both['r']:.2f} over {both['n']} sentences. "
        "Different labels: "
        + "; ".join(
            f"sentence {row.sentence}, ours {signed(row.score)}, VADER {signed(row.vader)}"
            for row in shown.itertuples()
        )
        + "."
    )
    return Chart(figure, title, alt, table)


def among_news(article, scores: pd.DataFrame) -> Chart:
    """Draw where the article's mean tone lies among real news stories.

    Returns
    -------
    Chart
        A dot for every per cent of the stories, in order. ``data``: ``percent``, ``mean``, ``n``.
    """
    used = tone.kept(scores)
    news = tone.news_quantiles()
    if used.empty:
        return _nothing(article, tuple(news.columns))
    mean, low, high = tone.mean(scores)
    percent = tone.percentile(mean)
    ends = tone.percentile(low), tone.percentile(high)
    if np.isfinite(low) and ends[0] < 50 < ends[1]:
        title = "As news goes, this text is neither dark nor bright"
    elif percent < 50:
        title = f"Darker than {100 - percent:.0f} of 100 news stories"
    else:
        title = f"Brighter than {percent:.0f} of 100 news stories"
    subtitle = (
        f"Mean tone of {int(news['n'].iloc[0])} news stories, a dot for every hundredth of them, "
        "and of this text (line)"
        + (", with its 95 % bootstrap interval (band)." if np.isfinite(low) else ".")
    )
    figure, axes = frame(title, subtitle, source(article), height=1.75, left=0.5, right=0.5)
    edges = np.linspace(news["mean"].min(), news["mean"].max() + 1e-9, 46)
    column = np.digitize(news["mean"], edges)
    height = news.groupby(column).cumcount()
    axes.plot(edges[column - 1], height + 0.5, "o", markersize=4.6, color=GREY, zorder=2)
    tallest = float(height.max()) + 1
    if np.isfinite(low):
        axes.axvspan(low, high, color=PALE, zorder=0)
    colour = _colour(mean)
    colour = MUTED if colour == GREY else colour
    axes.axvline(mean, color=colour, linewidth=2.2, ymax=0.86, zorder=3)
    span = max(abs(edges[0]), abs(edges[-1]), abs(mean)) * 1.08
    right = mean < 0.5 * span
    axes.annotate(
        f"this text, {signed(mean)}", (mean, tallest * 1.16), (5 if right else -5, 0),
        textcoords="offset points", ha="left" if right else "right", va="bottom", size=9.5,
        color=colour, weight="bold",
    )  # fmt: skip
    axes.set_xlim(-span, span)
    axes.set_ylim(0, tallest * 1.36)
    axes.set_yticks([])
    axes.axhline(0, color=INK, linewidth=1.2)
    step = 0.05 if span < 0.22 else 0.1 if span < 0.5 else 0.25
    ticks = [k * step for k in range(-10, 11) if abs(k * step) <= span]
    axes.set_xticks(ticks, [signed(tick) if abs(tick) > 1e-9 else "0" for tick in ticks])
    axes.set_xlabel("mean tone over sentences", size=9)
    alt = (
        f"Dots of the mean tone of {int(news['n'].iloc[0])} news stories. The text stands at "
        f"{signed(mean)}, above {percent:.0f} per cent of them."
    )
    return Chart(figure, title, alt, news)
