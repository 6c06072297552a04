"""Charts of strands and of topic models: which sentences are put together, and how firmly."""

import pandas as pd

from closereading import prose
from closereading.charts import style
from closereading.charts.style import BLUE, GREY, PALE, Chart, empty, frame
from closereading.prose import shorten
from closereading.topics import grouping, models

TINTS = {0: "white", 1: "#f3d9c6", 2: "#cfe0ec", 3: "#e3e3e3"}  # of LDA's topics; 0 is none


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
        few = f"{prose.plural(n, 'sentence')}."
        return empty("Too few sentences to draw strands of", few, article, columns=data.columns)
    steady, count = int(table["steady"].sum()), int(table["strand"].max())
    title = f"{steady:,} of {n:,} sentences keep to their strand"
    subtitle = (
        f"{count} strands, a number set beforehand and not a finding. Blue: the sentence falls to "
        f"the same strand in at least {prose.percent(grouping.STEADY)} of "
        f"{grouping.SUBSAMPLES} trials on "
        f"{prose.percent(grouping.KEPT)} of the sentences; grey and low: it does not."
    )
    height = 0.62 * count + 0.1
    figure, axes = frame(title, subtitle, article, height=height, left=2.5, right=0.3, bottom=0.5)
    wide = 0.8 if n <= 150 else 1.0
    for row in table.itertuples():
        tall, colour = (0.62, BLUE) if row.steady else (0.28, GREY)
        base = count - row.strand + 0.1
        axes.bar(row.sentence, tall, bottom=base, width=wide, color=colour, lw=0)
    labels = []
    for strand in range(1, count + 1):
        axes.axhline(count - strand + 0.1, color=PALE, lw=0.8, zorder=0)
        first = words.loc[words["strand"] == strand, "word"].head(3)
        labels.append(shorten(", ".join(first), 32) or "no word in common")
    _layers(axes, labels, int(table["sentence"].max()), middle=0.41)
    sizes = table["strand"].value_counts().sort_index()
    told = "; ".join(
        f"{labels[s - 1]}: {prose.plural(int(sizes[s]), 'sentence')}" for s in sizes.index
    )
    alt = f"A row for each of {count} strands, a mark for each sentence in it. {told}. {title}."
    return Chart(figure, title, alt, data)


def _layers(axes, labels: list[str], last: int, *, middle: float) -> None:
    """Name the layers, one unit high, over an axis of sentences."""
    axes.set_yticks([len(labels) - 1 - row + middle for row in range(len(labels))], labels, size=9)
    axes.set_ylim(0, len(labels))
    style.sentences(axes, last)
    axes.grid(False)
    axes.spines["left"].set_visible(False)


def model(usual: models.Models, article) -> Chart:
    """Draw what becomes of a topic model's topic when one looks closer.

    Returns
    -------
    Chart
        ``data``: ``sentence``, ``nmf``, ``lda_1``, ``lda_2``, ``word``.
    """
    data = usual.sentences
    if data.empty or not usual.clearest:
        few = "It takes a few sentences with words in common."
        return empty("No topic model can be run on so little", few, article, columns=data.columns)
    row = usual.topics.loc[usual.clearest - 1]
    word = shorten(row["word"], 18)
    if row["f1"] >= 0.7:
        just = "just" if row["f1"] == 1 else "nearly"
        title = f"“Topic {usual.clearest}” is {just} the sentences with “{word}”"
    elif usual.lda_agreement < 0.2:
        title = "Two runs of LDA give two different answers"
    else:
        title = "No single word explains a topic here"
    subtitle = (
        f"Blue: a topic of NMF ({row['words']}) and the sentences that hold one word. Letters: "
        "the topics LDA gives each sentence, from two seeds; letters have no meaning of their own. "
        f"Agreement of seeds {prose.decimal(usual.lda_agreement)} (1 the same groups, 0 chance)."
    )
    figure, axes = frame(title, subtitle, article, height=1.9, left=2.1, right=0.3, bottom=0.5)
    bar = {"height": 0.55, "width": 0.8 if len(data) <= 150 else 1.0, "lw": 0}
    for base, marks in ((3.2, data["nmf"] == usual.clearest), (2.2, data["word"])):
        axes.bar(data["sentence"], bottom=base, color=PALE, **bar)
        axes.bar(data.loc[marks, "sentence"], bottom=base, color=BLUE, **bar)
    for base, column in ((1.2, "lda_1"), (0.2, "lda_2")):
        for sentence, topic in zip(data["sentence"], data[column], strict=True):
            axes.bar(sentence, bottom=base, color=TINTS.get(topic, PALE), **bar)
            if len(data) <= 60 and topic:
                letter = "ABCDEF"[topic - 1]
                axes.text(sentence, base + 0.26, letter, ha="center", va="center", size=8)
    names = [
        f"NMF, topic {usual.clearest}",
        f"holds “{word}”",
        "LDA, first seed",
        "LDA, second seed",
    ]
    _layers(axes, names, int(data["sentence"].max()), middle=0.47)
    alt = (
        f"Four rows over the sentences: topic {usual.clearest} of NMF, the sentences with the word "
        f"{word}, and LDA's topics from two seeds. The first two coincide with F1 "
        f"{row['f1']:.2f}; LDA's seeds agree at {usual.lda_agreement:.2f}. {title}."
    )
    return Chart(figure, title, alt, data)
