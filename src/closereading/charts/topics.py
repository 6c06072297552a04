"""Charts of themes: is there more than one, and does the text turn."""

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from closereading import news, prose
from closereading.charts import style
from closereading.charts.style import BLUE, GREY, INK, MUTED, ORANGE, Chart, numbered
from closereading.topics import Study, gate, segments, themes

SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#a9cbe0", BLUE, "#06304a"])
BINS = 31
STORIES = 20  # dots, each a twentieth of the stories
TITLES = {
    themes.ONE: "Chance alone groups the sentences as well",
    themes.ORDINARY: "More grouped than chance, as many single stories are",
    themes.SEVERAL: "Far more grouped than chance makes it",
}


def null(found: themes.Structure, article) -> Chart:
    """Draw how grouped the text is, among its word-shuffled copies and among other stories.

    Returns
    -------
    Chart
        A hill of copies, a line for the text, a dot for every twentieth of the stories. ``data``:
        ``what`` ("article", "copy" or "story"), ``z``.
    """
    if found.verdict == themes.SHORT:
        return style.empty(
            "The text is too short to ask for themes",
            f"{prose.plural(found.n, 'sentence')} with {prose.plural(found.shared, 'word')} that "
            f"occur in more than one of them; it takes {themes.LEAST_SENTENCES} sentences and "
            f"{themes.LEAST_SHARED} such words.",
        )
    nulls, title = found.nulls, TITLES[found.by_permutation]
    copies, reached = nulls.size, int((nulls >= found.modularity - 1e-12).sum())
    stories = prose.plural(sum(gate.calibration()["single"].values()), "article")
    none = {0: "No copy is", 1: "1 copy is", copies: "All copies are"}
    subtitle = (
        f"How grouped {prose.plural(found.n, 'sentence')} are, in standard deviations above "
        f"{prose.count(copies)} copies with their words shuffled between them (grey hill). "
        f"{none.get(reached, f'{reached} copies are')} at least as grouped as the article "
        f"(p = {prose.chance(found.p)}). A dot: a twentieth of {stories} that tell one story "
        "each, beside their own copies."
    )
    origin = style.source(article, beside=news.GATHERED)
    figure, axes = style.frame(title, subtitle, origin, height=2.5, left=0.35, right=0.35)
    copied = (nulls - nulls.mean()) / max(nulls.std(), 1e-9)
    others = np.percentile(found.news, 100 * (np.arange(STORIES) + 0.5) / STORIES)
    # One strange story would push the others into a corner; its dot is drawn at the edge.
    edge = max(1.25 * found.limit, 1.1 * found.z, copied.max())
    low = min(others.min(), found.z, copied.min()) - 0.2
    counts, _, _ = axes.hist(copied, BINS, color=GREY, edgecolor="white", lw=0.6)
    top = counts.max()
    axes.scatter(np.minimum(others, edge), np.full(STORIES, -0.16 * top), s=60, color=MUTED,
                 edgecolor="white")  # fmt: skip
    axes.plot([found.z] * 2, [-0.28 * top, top * 1.1], color=ORANGE, lw=3, solid_capstyle="butt")
    axes.axhline(0, color=INK, lw=1.1)
    left = found.z > (low + edge) / 2
    note = {"textcoords": "offset points", "va": "top", "size": 9.5}
    axes.annotate(
        "this article", (found.z, top * 1.12), (-6 if left else 6, 0), color=ORANGE,
        ha="right" if left else "left", weight="bold", **note,
    )  # fmt: skip
    hill = {"ha": "left", "xy": (2.2, top * 0.55)}
    if found.z > 2:
        hill = {"ha": "right", "xy": (-2.2, top * 0.55)}
    axes.annotate("shuffled copies", xytext=(0, 0), color=MUTED, **hill, **note)
    axes.annotate("other stories", (low, -0.3 * top), (0, 0), color=MUTED, **note)
    if (others > edge).any():
        axes.annotate("further out →", (edge, -0.3 * top), (0, 0), color=MUTED, ha="right", **note)
    axes.set_xlim(low, edge + 0.2)
    axes.set_ylim(-0.5 * top, top * 1.14)
    axes.set_yticks([])
    axes.set_xlabel("← less grouped · standard deviations · more grouped →", size=9)
    alt = (
        f"Histogram of how grouped {copies} shuffled copies are, with a line for the article at "
        f"{found.z:.1f} standard deviations; {prose.plural(reached, 'copy', 'copies')} reach it. "
        f"Dots of other stories from {others[0]:.1f} to {others[-1]:.1f}; "
        f"{prose.percent(found.percentile)} of them lie lower. {title}."
    )
    what = ["article"] + ["copy"] * copies + ["story"] * STORIES
    return Chart(figure, title, alt, pd.DataFrame({"what": what, "z": [found.z, *copied, *others]}))


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
    if n < 2 or not alike.any():
        few = "It takes two sentences that share a word or a meaning."
        return style.empty("No two sentences to compare", few)
    if cuts:
        title = f"The text turns {prose.times(len(cuts))}"
    elif order.p <= themes.ALPHA:
        title = "Alike sentences stand near each other, within one story"
    else:
        title = "No blocks: alike sentences stand anywhere"
    split = f"the share of {segments.SHUFFLES} shuffled orders that split as well."
    subtitle = (
        "How alike every two sentences are, in text order: rare words they share, words near in "
        "meaning; darker is more alike. "
        + (f"p = {prose.chance(order.p)}: {split}" if order.cuts else "The best split is none.")
        + " Orange lines: where a new part begins." * bool(cuts)
    )
    figure, axes = style.frame(
        title, subtitle, article, height=4.4, left=1.9, right=1.9, bottom=0.5
    )
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
        }
    )
    return Chart(figure, title, alt, data)
