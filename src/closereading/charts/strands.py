"""Charts of threads: which sentences belong together, and by which words."""

import numpy as np
import pandas as pd

from closereading import prose
from closereading.charts.style import (
    BLUE,
    GREY,
    INK,
    MUTED,
    PALE,
    Chart,
    empty,
    frame,
    shorten,
    source,
    ticks,
)
from closereading.topics import grouping, models

WORDS = 6


def strip(table: pd.DataFrame, words: pd.DataFrame, article) -> Chart:
    """Draw which strand each sentence belongs to, unsteady ones grey.

    Parameters
    ----------
    table : DataFrame
        As from ``topics.strands``.
    words : DataFrame
        As from ``topics.distinctive``.

    Returns
    -------
    Chart
        ``data``: ``sentence``, ``strand``, ``stability``, ``steady``.
    """
    data = table[["sentence", "strand", "stability", "steady"]]
    n = len(table)
    if n < 3 or table["stability"].isna().all() or table["strand"].max() < 2:
        return empty(
            "Too few sentences to draw strands of", f"{prose.plural(n, 'sentence')}.",
            source(article), columns=tuple(data.columns),
        )  # fmt: skip
    steady = int(table["steady"].sum())
    count = int(table["strand"].max())
    title = f"{steady:,} of {n:,} sentences keep to their strand"
    subtitle = (
        f"{count} strands, a number set beforehand and not a finding. Blue: the sentence falls to "
        f"the same strand in at least {prose.percent(grouping.STEADY)} of "
        f"{grouping.SUBSAMPLES} trials on "
        f"{prose.percent(grouping.KEPT)} of the sentences; grey and low: it does not."
    )
    figure, axes = frame(title, subtitle, source(article), height=0.62 * count + 0.1, left=2.5,
                         right=0.3, bottom=0.5)  # fmt: skip
    last = int(table["sentence"].max())
    for row in table.itertuples():
        base = count - row.strand
        axes.bar(row.sentence, 0.62 if row.steady else 0.28, bottom=base + 0.1, width=0.8 if
                 n <= 150 else 1.0, color=BLUE if row.steady else GREY, lw=0)  # fmt: skip
    labels = []
    for strand in range(1, count + 1):
        axes.axhline(count - strand + 0.1, color=PALE, lw=0.8, zorder=0)
        first = words.loc[words["strand"] == strand, "word"].head(3)
        labels.append(shorten(", ".join(first), 32) or "no word in common")
    axes.set_yticks([count - s + 0.41 for s in range(1, count + 1)], labels, size=9)
    axes.set_ylim(0, count)
    axes.set_xlim(0.3, max(last, 12) + 0.7)
    axes.set_xticks([spot + 1 for spot in ticks(last)])
    axes.set_xlabel("sentence", size=9)
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    sizes = table["strand"].value_counts().sort_index()
    told = "; ".join(
        f"{labels[s - 1]}: {prose.plural(int(sizes[s]), 'sentence')}" for s in sizes.index
    )
    alt = f"A row for each of {count} strands, a mark for each sentence in it. {told}. {title}."
    return Chart(figure, title, alt, data)


def words(table: pd.DataFrame, described: pd.DataFrame, article) -> Chart:
    """Draw the distinctive words of each strand side by side.

    Parameters
    ----------
    table : DataFrame
        As from ``topics.distinctive``.
    described : DataFrame
        As from ``topics.describe``.

    Returns
    -------
    Chart
        ``data``: the table.
    """
    if table.empty:
        return empty("No word sets a strand apart", "The strands share their words, or have none.",
                     source(article), columns=tuple(table.columns))  # fmt: skip
    explained = described[described["sentences"] > 2]
    best = explained.loc[explained["f1"].idxmax()] if len(explained) else None
    if best is not None and best["f1"] >= 0.9:
        title = f"One strand is little more than the word “{shorten(best['word'], 20)}”"
    else:
        title = "What sets each strand apart is a few words"
    subtitle = (
        "Words more common inside a strand than outside. Blue: sentences of the strand that hold "
        "the word; grey outline: all other sentences that do."
    )
    present = sorted(table["strand"].unique())
    figure, axes = frame(title, subtitle, source(article), height=1.75, left=1.25, right=0.3,
                         columns=len(present), gap=1.2, bottom=0.45)  # fmt: skip
    axes = axes if isinstance(axes, list) else [axes]
    most = int(table[["inside", "outside"]].to_numpy().max())
    for strand, ax in zip(present, axes, strict=True):
        rows = table[table["strand"] == strand].head(WORDS)
        spots = -np.arange(len(rows))
        ax.barh(spots + 0.16, rows["inside"], 0.36, color=BLUE)
        ax.barh(spots - 0.2, rows["outside"], 0.22, facecolor="white", edgecolor=MUTED, lw=0.9)
        for spot, count in zip(spots, rows["inside"], strict=True):
            ax.text(count + most * 0.03, spot + 0.16, str(count), va="center", size=8.5, color=INK)
        ax.set_yticks(spots, [shorten(word, 15) for word in rows["word"]], size=9)
        ax.set_ylim(-WORDS + 0.4, 0.9)
        ax.set_xlim(0, most * 1.25)
        ax.set_xticks([])
        ax.grid(False)
        size = int(described.loc[described["strand"] == strand, "sentences"].iloc[0])
        ax.text(0, -WORDS + 0.35, prose.plural(size, "sentence"), size=9, color=MUTED, va="top")
        ax.spines["bottom"].set_visible(False)
    told = "; ".join(
        f"strand {s}: " + ", ".join(f"{r.word} {r.inside}" for r in
                                    table[table["strand"] == s].head(WORDS).itertuples())
        for s in present
    )  # fmt: skip
    alt = f"Bars: how many sentences of each strand hold each of its words. {told}."
    return Chart(figure, title, alt, table)


def model(usual: models.Models, article) -> Chart:
    """Draw what becomes of a topic model's topic when one looks closer.

    Returns
    -------
    Chart
        ``data``: ``sentence``, ``nmf``, ``lda_1``, ``lda_2``, ``word``.
    """
    data = usual.sentences
    if data.empty or not usual.clearest:
        return empty("No topic model can be run on so little", "It takes a few sentences with "
                     "words in common.", source(article), columns=tuple(data.columns))  # fmt: skip
    row = usual.topics.loc[usual.clearest - 1]
    word = shorten(row["word"], 18)
    if row["f1"] == 1:
        title = f"“Topic {usual.clearest}” is just the sentences with “{word}”"
    elif row["f1"] >= 0.7:
        title = f"“Topic {usual.clearest}” is nearly the sentences with “{word}”"
    else:
        again = usual.lda_agreement < 0.2
        title = ("Two runs of LDA give two different answers" if again
                 else "No single word explains a topic here")  # fmt: skip
    subtitle = (
        f"Blue: a topic of NMF ({row['words']}) and the sentences that hold one word. Letters: "
        "the topics LDA gives each sentence, from two seeds; letters have no meaning of their own. "
        f"Agreement of seeds {prose.decimal(usual.lda_agreement)} (1 the same groups, 0 chance)."
    )
    figure, axes = frame(title, subtitle, source(article), height=1.9, left=2.1, right=0.3,
                         bottom=0.5)  # fmt: skip
    last = int(data["sentence"].max())
    lines = [
        (f"NMF, topic {usual.clearest}", data["nmf"] == usual.clearest),
        (f"holds “{word}”", data["word"]),
    ]
    wide = 0.8 if len(data) <= 150 else 1.0
    for height, (_, marks) in zip((3, 2), lines, strict=True):
        axes.bar(data["sentence"], 0.55, bottom=height + 0.2, width=wide, color=PALE, lw=0)
        axes.bar(
            data.loc[marks, "sentence"], 0.55, bottom=height + 0.2, width=wide, color=BLUE, lw=0
        )
    tint = {0: "white", 1: "#f3d9c6", 2: "#cfe0ec", 3: "#e3e3e3"}
    for height, column in ((1, "lda_1"), (0, "lda_2")):
        for line in data.itertuples():
            topic = int(getattr(line, column))
            axes.bar(line.sentence, 0.55, bottom=height + 0.2, width=wide, color=tint.get(topic,
                     PALE), lw=0)  # fmt: skip
            if len(data) <= 60 and topic:
                axes.text(line.sentence, height + 0.46, "ABCDEF"[topic - 1], ha="center",
                          va="center", size=8, color=INK)  # fmt: skip
    names = [*[name for name, _ in lines], "LDA, first seed", "LDA, second seed"]
    axes.set_yticks([3.47, 2.47, 1.47, 0.47], names, size=9)
    axes.set_ylim(0, 4)
    axes.set_xlim(0.3, max(last, 12) + 0.7)
    axes.set_xticks([spot + 1 for spot in ticks(last)])
    axes.set_xlabel("sentence", size=9)
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    alt = (
        f"Four rows over the sentences: topic {usual.clearest} of NMF, the sentences with the word "
        f"{word}, and LDA's topics from two seeds. The first two coincide with F1 "
        f"{row['f1']:.2f}; LDA's seeds agree at {usual.lda_agreement:.2f}. {title}."
    )
    return Chart(figure, title, alt, data)
