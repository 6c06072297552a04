"""Charts of themes: is there more than one, and does the text turn."""

import numpy as np
import pandas as pd

from closereading import news, prose
from closereading.charts import style
from closereading.charts.style import BLUE, GREY, INK, MUTED, ORANGE, Chart
from closereading.topics import Study, gate, grouping, segments, themes

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


def strands(study: Study, article) -> Chart:
    """Draw which strand each sentence belongs to, and where a new part of the text begins.

    Parameters
    ----------
    study : Study
        As made by ``topics.study``.
    article : Article

    Returns
    -------
    Chart
        A row a strand, a mark a sentence, a line a cut. ``data``: the strands, and which sentences
        begin a part.
    """
    table, order, cuts = study.strands, study.order, study.cuts
    n, count = len(table), int(table["strand"].max()) if len(table) else 0
    if n < 3 or count < 2 or table["stability"].isna().all():
        return style.empty(
            "Too few sentences to draw strands of", f"{prose.plural(n, 'sentence')}."
        )
    title = f"{int(table['steady'].sum()):,} of {n:,} sentences keep to their strand"
    title = f"The text turns {prose.times(len(cuts))}" if cuts else title
    subtitle = (
        f"{count} strands, a number set beforehand and not a finding. Filled: the sentence falls "
        f"to the same strand in at least {prose.percent(grouping.STEADY)} of {grouping.SUBSAMPLES} "
        f"trials on {prose.percent(grouping.KEPT)} of the sentences; outlined: it does not. "
        + (
            f"p = {prose.chance(order.p)}: the share of {segments.SHUFFLES} shuffled orders that "
            "fall into parts as well."
            if order.cuts
            else "In this order there is no part to cut off."
        )
        + " Orange lines: where a new part begins." * bool(cuts)
    )
    labels = [
        ", ".join(study.words.loc[study.words["strand"] == strand, "word"].head(3))
        or "no word in common"
        for strand in range(1, count + 1)
    ]
    sizes = table["strand"].value_counts().sort_index().map(str)
    figure, axes = style.rows(
        title, subtitle, article, labels, beside={"sentences": sizes}, tall=0.5, left=2.6,
        width=32,
    )  # fmt: skip
    style.sentences(axes, int(table["sentence"].max()))
    axes.hlines(range(count), 1, table["sentence"].max(), color=GREY, linewidth=0.6, zorder=0)
    fill = np.where(table["steady"], BLUE, "white")
    axes.scatter(
        table["sentence"], table["strand"] - 1, s=46 if n <= 60 else 16, color=fill, edgecolors=BLUE
    )
    axes.vlines([cut + 0.5 for cut in cuts], -0.5, count - 0.5, color=ORANGE, linewidth=1.6)
    alt = style.told(f"A row for each of {count} strands, a mark for each sentence in it", (
        f"{label} {prose.plural(int(size), 'sentence')}"
        for label, size in zip(labels, sizes, strict=True)
    )) + f" {title}."  # fmt: skip
    data = table[["sentence", "strand", "stability", "steady"]]
    return Chart(figure, title, alt, data.assign(begins=data["sentence"].isin(np.add(cuts, 1))))
