"""Charts of themes: is there more than one, and does the text turn."""

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from closereading import prose
from closereading.charts.style import BLUE, GREY, INK, MUTED, ORANGE, Chart, empty, frame, numbered
from closereading.topics import Study, segments, themes

SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#a9cbe0", BLUE, "#06304a"])
BINS = 31
TITLES = {
    themes.ONE: "Chance alone groups the sentences as well",
    themes.ORDINARY: "More grouped than chance, as many single stories are",
    themes.SEVERAL: "Far more grouped than chance makes it",
}


def _too_short(found: themes.Structure, article, columns: tuple[str, ...]) -> Chart:
    few = (
        f"{prose.plural(found.n, 'sentence')} with {prose.plural(found.shared, 'word')} that "
        f"occur in more than one of them; it takes {themes.LEAST_SENTENCES} sentences and "
        f"{themes.LEAST_SHARED} such words."
    )
    return empty("The text is too short to ask for themes", few, article, columns=columns)


def _bare(axes) -> None:
    """Leave only the horizontal axis: heights are counts or nothing."""
    axes.set_yticks([])
    axes.grid(False)
    axes.spines["left"].set_visible(False)


def null(found: themes.Structure, article) -> Chart:
    """Draw how grouped the text is among its word-shuffled copies.

    Returns
    -------
    Chart
        ``data``: ``copy`` (0 the text itself), ``modularity``.
    """
    if found.verdict == themes.SHORT:
        return _too_short(found, article, ("copy", "modularity"))
    nulls, title = found.nulls, TITLES[found.by_permutation]
    atleast = int((nulls >= found.modularity - 1e-12).sum())
    subtitle = (
        f"How grouped {prose.plural(found.n, 'sentence')} are (modularity) in the article and in "
        f"{prose.count(nulls.size)} copies with its words shuffled between sentences. "
        f"{_copies(atleast, nulls.size)} at least as grouped as the article "
        f"(p = {prose.chance(found.p)})."
    )
    figure, axes = frame(title, subtitle, article, height=2.7, left=0.35, right=0.35, bottom=0.62)
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
    _bare(axes)
    below = {"transform": axes.transAxes, "size": 9, "color": MUTED, "va": "top"}
    axes.text(0, -0.13, "← less grouped", **below)
    axes.text(1, -0.13, "more grouped →", ha="right", **below)
    alt = (
        f"Histogram of the modularity of {nulls.size} shuffled copies, from {nulls.min():.2f} to "
        f"{nulls.max():.2f}, with a line for the article at {found.modularity:.2f}; "
        f"{prose.plural(atleast, 'copy', 'copies')} {'reaches' if atleast == 1 else 'reach'} it. "
        f"{title}."
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
        return _too_short(found, article, ("what", "percentile", "z"))
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
    figure, axes = frame(title, subtitle, article, height=1.25, left=0.35, right=0.35, bottom=0.5)
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
    _bare(axes)
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


def matrix(study: Study, article) -> Chart:
    """Draw how alike every two sentences are, in text order.

    Parameters
    ----------
    study : Study
        As made by ``topics.study`` of the article.
    article : Article

    Returns
    -------
    Chart
        ``data``: ``one``, ``other`` (sentence numbers), ``likeness``; pairs above zero.
    """
    units, order, cuts = study.units.sentences, study.order, study.cuts
    alike = study.units.alike
    n = len(alike)
    columns = ("one", "other", "likeness")
    if n < 2 or not alike.any():
        few = "It takes two sentences that share a word or a meaning."
        return empty("No two sentences to compare", few, article, columns=columns)
    if cuts:
        title = f"The text turns {prose.times(len(cuts))}"
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
    figure, axes = frame(title, subtitle, article, height=4.4, left=1.9, right=1.9, bottom=0.5)
    scale = max(float(np.quantile(alike[alike > 0], 0.98)), 1e-6)
    axes.imshow(np.clip(alike / scale, 0, 1), cmap=SHADES, vmin=0, vmax=1, interpolation="nearest")
    numbers = [unit[0] for unit in units]
    holds = {number: place for place, unit in enumerate(units) for number in unit}
    for spot in cuts:
        axes.axhline(holds[spot + 1] - 0.5, color=ORANGE, lw=1.4)
        axes.axvline(holds[spot + 1] - 0.5, color=ORANGE, lw=1.4)
    # Round numbers, where those sentences are; one that was left out has no tick.
    rounded = [number for number in numbered(units[-1][-1]) if number in holds]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks([holds[number] for number in rounded], [str(each) for each in rounded])
        axis.set_label_text("sentence", size=9)
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
