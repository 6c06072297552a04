"""The chart of words that are commoner here than in general English."""

import numpy as np
import pandas as pd

from closereading import prose
from closereading.charts import style
from closereading.charts.keywords import HEADER, LABEL, MOST, ROW, blank
from closereading.charts.style import BLUE, GREY, INK, MUTED, ORANGE, PALE, Chart, empty, frame
from closereading.prose import shorten


def keyness(article, table: pd.DataFrame) -> Chart:
    """Draw how much commoner the key words are here than in general English.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``keywords.keyness``.

    Returns
    -------
    Chart
        Dots on a scale of doublings with simultaneous intervals. ``data``: the rows drawn.
    """
    if table.empty:
        reason = (
            "No content word is used twice."
            if article.english
            else f"The text is read as {article.language}; the comparison is with general English."
        )
        return empty("No comparison with general English", reason, article)
    head = table.head(MOST)
    above = int((table["log_ratio_low"] > 0).sum())
    many = f"{above} {'word is' if above == 1 else 'words are'}" if above else "No word is"
    title = f"{many} surely commoner here than in English"
    subtitle = (
        f"Times as common as in general English (wordfreq), intervals that hold for all words "
        f"together; the {len(head)} of highest log-likelihood of {len(table)} used twice or more"
    )
    figure, axes = frame(
        title, subtitle, style.source(article) + " Open dots: not in the reference, a least value.",
        height=ROW * (len(head) + HEADER), left=1.75, right=1.75, bottom=0.35,
    )  # fmt: skip
    rows = len(head)
    blank(axes, rows)
    low = min(0.0, float(head["log_ratio_low"].min()))
    high = float(head["log_ratio_high"].max())
    axes.set_xlim(low - 0.3, high + 0.3)
    ten = np.log2(10)
    step = ten * max(1, int(np.ceil((high - low) / ten / 8)))
    ticks = np.arange(np.ceil(low / step) * step, high + 0.01, step)
    axes.set_xticks(ticks, [_times(tick) for tick in ticks])
    axes.vlines(ticks, -0.5, rows - 0.5, color=PALE, linewidth=0.8, zorder=0)
    axes.vlines(0, -0.5, rows - 0.5, color=INK, linewidth=1.2, zorder=1)
    axes.set_yticks(range(rows), [shorten(word, LABEL - 6) for word in head["word"]])
    beside = {"transform": axes.get_yaxis_transform(), "ha": "right"}
    for row, item in enumerate(head.itertuples(index=False)):
        sure = item.log_ratio_low > 0 or item.log_ratio_high < 0
        colour = (BLUE if item.log_ratio > 0 else ORANGE) if sure else GREY
        style.span(axes, row, item.log_ratio_low, item.log_ratio_high, color=colour, linewidth=2)
        axes.plot(
            [item.log_ratio], [row], "o", color=colour, markersize=6.5,
            markerfacecolor=colour if item.listed else "white",
        )  # fmt: skip
        for x, text in ((1.13, f"{item.count}"), (1.32, _few(item.expected))):
            axes.text(x, row, text, va="center", **beside)
    for x, text in ((1.13, "here"), (1.32, "expected")):
        axes.text(x, -0.55, text, va="bottom", color=MUTED, size=9, **beside)
    alt = f"Dot plot of {prose.plural(rows, 'word')} on a scale of doublings. " + " ".join(
        f"{item.word}: {item.count} uses here, {_few(item.expected)} expected, "
        f"{_times(item.log_ratio)} as common."
        for item in head.itertuples(index=False)
    )
    return Chart(figure, title, alt, head.reset_index(drop=True))


def _times(log_ratio: float) -> str:
    """Write a binary logarithm as a multiple: ×8, ×1/4, ×1,000."""
    value = float(f"{2.0 ** abs(log_ratio):.6g}")
    if value >= 1e6:
        text = f"{value / 1e6:.0f}\u00a0m"
    elif value >= 1000:
        text = f"{value:,.0f}" if value < 10_000 else f"{value / 1000:.0f}\u00a0k"
    else:
        text = f"{value:.0f}"
    return f"×1/{text}" if log_ratio < 0 and value > 1 else f"×{text}"


def _few(expected: float) -> str:
    return f"{expected:.2f}" if expected >= 0.005 else "<0.01"
