"""Charts of themes and threads: is there more than one, and which sentences belong together."""

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from closereading import prose
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
from closereading.threads import likeness, models, segments, strands, themes

SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#a9cbe0", BLUE, "#06304a"])
BINS = 31
DOTS = 19  # one in twenty ordinary stories each
WORDS = 6
TOO_SHORT = "The text is too short to ask for themes"


def _few(found: themes.Structure) -> str:
    return (
        f"{prose.plural(found.n, 'sentence')} with {prose.plural(found.shared, 'word')} that "
        f"occur in more than one of them; it takes {themes.LEAST_SENTENCES} sentences and "
        f"{themes.LEAST_SHARED} such words."
    )


def null(found: themes.Structure, article) -> Chart:
    """Draw how grouped the text is among its word-shuffled copies.

    Returns
    -------
    Chart
        ``data``: ``copy`` (0 the text itself), ``modularity``.
    """
    if found.verdict == themes.SHORT:
        return empty(TOO_SHORT, _few(found), source(article), columns=("copy", "modularity"))
    nulls = found.nulls
    atleast = int((nulls >= found.modularity - 1e-12).sum())
    if found.by_permutation == themes.ONE:
        title = "Chance alone groups the sentences as well"
    elif found.by_permutation == themes.ORDINARY:
        title = "More grouped than chance, as many single stories are"
    else:
        title = "Far more grouped than chance makes it"
    subtitle = (
        f"How grouped {prose.plural(found.n, 'sentence')} are (modularity) in the article and in "
        f"{prose.count(nulls.size)} copies with its words shuffled between sentences. "
        f"{_copies(atleast, nulls.size)} at least as grouped as the article "
        f"(p = {prose.chance(found.p)})."
    )
    figure, axes = frame(title, subtitle, source(article), height=2.7, left=0.35, right=0.35,
                         bottom=0.62)  # fmt: skip
    low, high = min(nulls.min(), found.modularity), max(nulls.max(), found.modularity)
    pad = max(high - low, 0.01) * 0.04
    counts, edges = np.histogram(nulls, bins=BINS, range=(low - pad, high + pad))
    axes.bar(
        edges[:-1], counts, np.diff(edges), align="edge", color=GREY, edgecolor="white", lw=0.6
    )
    top = counts.max()
    axes.plot([found.modularity] * 2, [0, top * 1.1], color=ORANGE, lw=3, solid_capstyle="butt")
    leftish = found.modularity > (low + high) / 2
    axes.annotate(
        "this article", (found.modularity, top * 1.1), (-6 if leftish else 6, -1),
        textcoords="offset points", ha="right" if leftish else "left", va="top", color=ORANGE,
        weight="bold", size=10.5,
    )  # fmt: skip
    # The note goes where there is most room: before the hill, behind it, or before the line.
    first, last = np.quantile(nulls, [0.01, 0.995])
    rooms = {"left": (edges[0], min(first, found.modularity))}
    if found.modularity > last:
        rooms["gap"] = (last, found.modularity)
    else:
        rooms["right"] = (max(last, found.modularity), edges[-1])
    room = max(rooms, key=lambda name: rooms[name][1] - rooms[name][0])
    spot = {"left": edges[0], "gap": last + 2 * pad, "right": edges[-1]}[room]
    axes.annotate(
        f"{prose.count(nulls.size)} shuffled copies: every\nsentence keeps its length,\n"
        "every word its frequency",
        (spot, top * 0.98), ha="right" if room == "right" else "left", va="top", size=9,
        color=MUTED,
    )  # fmt: skip
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(0, top * 1.12)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(False)
    axes.text(0, -0.13, "← less grouped", transform=axes.transAxes, size=9, color=MUTED, va="top")
    axes.text(1, -0.13, "more grouped →", transform=axes.transAxes, size=9, color=MUTED, va="top",
              ha="right")  # fmt: skip
    alt = (
        f"Histogram of the modularity of {nulls.size} shuffled copies, from {nulls.min():.2f} to "
        f"{nulls.max():.2f}, with a line for the article at {found.modularity:.2f}; {atleast} "
        f"copies reach it. {title}."
    )
    data = pd.DataFrame({"copy": range(nulls.size + 1), "modularity": [found.modularity, *nulls]})
    return Chart(figure, title, alt, data)


def _copies(count: int, total: int) -> str:
    if count == 0:
        return "No copy is"
    if count == total:
        return "All copies are"
    return f"{count} {'copy is' if count == 1 else 'copies are'}"


def place(found: themes.Structure, article) -> Chart:
    """Draw the text's place among ordinary news stories.

    Returns
    -------
    Chart
        ``data``: ``what`` ("story" or "article"), ``percentile`` of the stories, ``z``.
    """
    if found.verdict == themes.SHORT:
        return empty(TOO_SHORT, _few(found), source(article), columns=("what", "percentile", "z"))
    below = round(20 * found.percentile)
    if below == 0:
        title = "Less grouped than nearly all ordinary news stories"
    elif below == 20:
        title = "More grouped than nearly all ordinary news stories"
    else:
        title = f"More grouped than {below} of 20 ordinary news stories"
    subtitle = (
        "Each grey dot stands for a twentieth of the single-story articles of three collections, "
        "by how far they lie above their own shuffled copies (standard deviations, z)."
    )
    z = np.percentile(found.news, 100 * (np.arange(20) + 0.5) / 20)
    # One strange story would push the others into a corner; its dot is drawn at the edge.
    edge = max(1.25 * found.limit, 1.1 * found.z)
    shown = np.minimum(z, edge)
    figure, axes = frame(title, subtitle, source(article), height=1.25, left=0.35, right=0.35,
                         bottom=0.5)  # fmt: skip
    axes.axvline(0, color=INK, lw=1.1, zorder=1)
    axes.text(0, 1.5, " no more grouped than chance", size=9, color=MUTED, va="top")
    axes.scatter(shown, np.full(20, 0.45), s=70, color=GREY, edgecolor="white", zorder=2)
    axes.scatter([found.z], [0.45], s=130, marker="D", color=ORANGE, edgecolor="white", zorder=3)
    if (z > edge).any():
        axes.text(edge, 0.78, "further out →", size=8.5, color=MUTED, ha="right", va="bottom")
    right = found.z > edge * 0.75
    axes.annotate("this article", (found.z, 0.45), (0, -12), textcoords="offset points",
                  ha="right" if right else "center", va="top", color=ORANGE, weight="bold",
                  size=10, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
    axes.set_ylim(-0.4, 1.5)
    low = min(shown.min(), found.z, -1)
    axes.set_xlim(low - 0.05 * (edge - low), edge + 0.03 * (edge - low))
    axes.set_yticks([])
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("standard deviations above the shuffled copies", size=9)
    alt = (
        f"Twenty dots for single-story news articles, from {z[0]:.1f} to {z[-1]:.1f} standard "
        f"deviations above their shuffled copies; the article lies at {found.z:.1f}. {title}."
    )
    data = pd.DataFrame(
        {
            "what": ["story"] * 20 + ["article"],
            "percentile": [*(2.5 + 5 * np.arange(20)), 100 * found.percentile],
            "z": [*z, found.z],
        }
    )
    return Chart(figure, title, alt, data)


def _ticks(count: int) -> list[int]:
    """Return places (from 0) of at most a dozen ticks: 1, and every so many."""
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200) if count / s <= 12), 500)
    spots = range(step - 1, count, step)
    return sorted({0, *(spot for spot in spots if spot > 0.6 * step)})


def matrix(article, order: segments.Split, cuts: list[int]) -> Chart:
    """Draw how alike every two sentences are, in text order.

    Returns
    -------
    Chart
        ``data``: ``one``, ``other`` (sentence numbers), ``likeness``; pairs above zero.
    """
    words = likeness.words(article)
    alike = likeness.likeness(words)
    n = len(alike)
    columns = ("one", "other", "likeness")
    if n < 2 or not alike.any():
        return empty(
            "No two sentences to compare", "It takes two sentences that share a word or a meaning.",
            source(article), columns=columns,
        )  # fmt: skip
    if cuts:
        title = f"The text turns {prose.count(len(cuts))} {'time' if len(cuts) == 1 else 'times'}"
    elif order.p <= themes.ALPHA:
        title = "Alike sentences stand near each other, within one story"
    else:
        title = "No blocks: alike sentences stand anywhere"
    subtitle = (
        "How alike every two sentences are, in text order: rare words they share, words near in "
        "meaning; darker is more alike. "
    )
    if order.cuts:
        subtitle += (
            f"p = {prose.chance(order.p)}: the share of {segments.SHUFFLES} shuffled orders that "
            "split as well."
        )
    else:
        subtitle += "The best split into parts is none."
    if cuts:
        subtitle += " Orange lines: where a new part begins."
    figure, axes = frame(title, subtitle, source(article), height=4.4, left=1.9, right=1.9,
                         bottom=0.5)  # fmt: skip
    scale = max(float(np.quantile(alike[alike > 0], 0.98)), 1e-6)
    axes.imshow(np.clip(alike / scale, 0, 1), cmap=SHADES, vmin=0, vmax=1, interpolation="nearest")
    numbers = [unit[0] for unit in words.sentences]
    for spot in cuts:
        at = (
            next(i for i, unit in enumerate(words.sentences) if _number(article, spot) in unit)
            - 0.5
        )
        axes.axhline(at, color=ORANGE, lw=1.4)
        axes.axvline(at, color=ORANGE, lw=1.4)
    # Round numbers, where those sentences are; one that was left out has no tick.
    holds = {number: place for place, unit in enumerate(words.sentences) for number in unit}
    rounded = [spot + 1 for spot in _ticks(words.sentences[-1][-1]) if spot + 1 in holds]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks([holds[number] for number in rounded], [str(each) for each in rounded])
    axes.set_xlabel("sentence", size=9)
    axes.set_ylabel("sentence", size=9)
    axes.grid(False)
    for side in axes.spines.values():
        side.set_visible(True)
        side.set_color(GREY)
    one, other = np.unravel_index(np.triu(alike, 1).argmax(), alike.shape)
    alt = (
        f"Square of {n} by {n} sentences, darker where two are more alike. Most alike are "
        f"sentences {numbers[one]} and {numbers[other]}. {title}."
    )
    rows, others = np.nonzero(np.triu(alike, 1))
    data = pd.DataFrame(
        {
            "one": [numbers[i] for i in rows],
            "other": [numbers[i] for i in others],
            # Further digits change with the number of threads.
            "likeness": np.round(alike[rows, others], 5),
        },
        columns=list(columns),
    )
    return Chart(figure, title, alt, data)


def _number(article, spot: int) -> int:
    """Return the number of the sentence at a place."""
    return int(article.sentences["sentence"].iloc[spot])


def alike(article, *, limit: int = 3) -> pd.DataFrame:
    """List the pairs of sentences that are most alike, quoted.

    Returns
    -------
    DataFrame
        ``one``, ``other`` (sentence numbers), ``likeness``, ``first``, ``second`` (beginnings of
        the two sentences).
    """
    words = likeness.words(article)
    matrix = np.triu(likeness.likeness(words), 1)
    best = np.argsort(-matrix, axis=None, kind="stable")[:limit]
    rows = []
    for one, other in zip(*np.unravel_index(best, matrix.shape), strict=True):
        if matrix[one, other] > 0:
            pair = [shorten(" ".join(words.pieces[spot]), 90) for spot in (one, other)]
            numbers = [words.sentences[spot][0] for spot in (one, other)]
            rows.append((*numbers, round(float(matrix[one, other]), 2), *pair))
    return pd.DataFrame(rows, columns=["one", "other", "likeness", "first", "second"])


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
    if n < 3 or table["stability"].isna().all():
        return empty(
            "Too few sentences to draw strands of", f"{prose.plural(n, 'sentence')}.",
            source(article), columns=tuple(data.columns),
        )  # fmt: skip
    steady = int(table["steady"].sum())
    count = int(table["strand"].max())
    title = f"{steady:,} of {n:,} sentences keep to their strand"
    subtitle = (
        f"{count} strands, a number set beforehand and not a finding. Blue: the sentence falls to "
        f"the same strand in at least {prose.percent(strands.STEADY)} of "
        f"{strands.SUBSAMPLES} trials on "
        f"{prose.percent(strands.KEPT)} of the sentences; grey and low: it does not."
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
    axes.set_xticks([spot + 1 for spot in _ticks(last)])
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
    axes.set_xticks([spot + 1 for spot in _ticks(last)])
    axes.set_xlabel("sentence", size=9)
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    alt = (
        f"Four rows over the sentences: topic {usual.clearest} of NMF, the sentences with the word "
        f"{word}, and LDA's topics from two seeds. The first two coincide with F1 "
        f"{row['f1']:.2f}; LDA's seeds agree at {usual.lda_agreement:.2f}. {title}."
    )
    return Chart(figure, title, alt, data)
