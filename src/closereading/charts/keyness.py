"""Charts of words that are commoner here than elsewhere: in English, or in other articles."""

import numpy as np
import pandas as pd

from closereading.charts import style
from closereading.charts.style import BLUE, GREY, INK, ORANGE, PALE, Chart
from closereading.context.archive import LEAST_GROUP
from closereading.prose import shorten

MOST = 10  # rows
TEN = float(np.log2(10))


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
        reason = f"The text is read as {article.language}; the comparison is with general English."
        reason = "No content word is used twice." if article.english else reason
        return style.empty("No comparison with general English", reason)
    head = table.head(MOST)
    above = int((table["log_ratio_low"] > 0).sum())
    many = f"{above} {'word is' if above == 1 else 'words are'}" if above else "No word is"
    title = f"{many} surely commoner here than in English"
    subtitle = (
        "Times as common as in general English, intervals that hold for all words together; the "
        f"{len(head)} of highest log-likelihood of {len(table)} used twice or more. Open dots: not "
        "in the reference, a least value."
    )
    drawn = head.rename(columns={"log_ratio_low": "low", "log_ratio_high": "high"})
    uses = {"here": head["count"].map(str), "expected": head["expected"].map(_few)}
    origin = style.source(article, beside="general English (wordfreq: books, news, subtitles, web)")
    return _times_as_common(title, subtitle, origin, drawn, uses, head)


def among(table: pd.DataFrame, *, group: str, n: int, rest: int) -> Chart:
    """Draw the words that set a group of articles off.

    Parameters
    ----------
    table : DataFrame
        As made by ``archive.keyness``.
    group : str
        What the group is: "articles with “war”".
    n, rest : int
        Articles inside and outside.

    Returns
    -------
    Chart
        Dots on a scale of doublings with intervals. ``data``: the table.
    """
    if table.empty:
        few = f", fewer than {LEAST_GROUP}: too few to tell" if n < LEAST_GROUP else ""
        return style.empty("No word sets them off", f"{n:,} {group}{few}.")
    table = table.sort_values("log_ratio", ascending=False, kind="stable").reset_index(drop=True)
    leading = f"“{shorten(table['word'].iloc[0], 24)}”"
    title = f"Only {leading} sets" if len(table) == 1 else f"{leading} most sets"
    title += " these articles off"
    subtitle = (
        f"How many times as common in {n:,} {group} as in {rest:,} others; line: interval over "
        "articles, corrected for the words tested. Right: uses inside and outside."
    )
    uses = {name: table[name].map("{:,}".format) for name in ("inside", "outside")}
    origin = f"Source: {n:,} {group}, {rest:,} others."
    return _times_as_common(title, subtitle, origin, table.assign(listed=True), uses, table)


def _times_as_common(title: str, subtitle: str, origin: str, rows, uses: dict, data) -> Chart:
    """Draw ``log_ratio`` with its interval, a row a word; an open dot is one that is not listed."""
    figure, axes = style.rows(title, subtitle, origin, rows["word"], beside=uses, width=24)
    sure = (rows["low"] > 0) | (rows["high"] < 0)
    colours = np.where(sure, np.where(rows["log_ratio"] > 0, BLUE, ORANGE), GREY)
    at = np.arange(len(rows))
    axes.hlines(at, rows["low"], rows["high"], color=colours, linewidth=2)
    fill = np.where(rows["listed"].astype(bool), colours, "white")
    axes.scatter(rows["log_ratio"], at, s=42, color=fill, edgecolors=colours, zorder=3)
    low, high = min(0.0, float(rows["low"].min())), float(rows["high"].max())
    axes.set_xlim(low - 0.3, high + 0.3)
    # Powers of ten, or of two where all stands within one.
    step = (TEN if high - low > 1.5 * TEN else 1) * max(1, int(np.ceil((high - low) / TEN / 8)))
    for tick in style.ticks(axes, low, high, step, _times):
        axes.axvline(tick, color=PALE if tick else INK, linewidth=0.8 if tick else 1.2, zorder=0)
    alt = style.told("Dot plot on a scale of doublings", (
        f"{row.word} {_times(row.log_ratio)} as common" for row in rows.itertuples()
    ))  # fmt: skip
    return Chart(figure, title, alt, data.reset_index(drop=True))


def _times(log_ratio: float) -> str:
    """Write a binary logarithm as a multiple: ×8, ×1/4, ×1,000."""
    value = float(f"{2.0 ** abs(log_ratio):.6g}")
    if value >= 1e6:
        text = f"{value / 1e6:.0f}\u00a0m"
    elif value >= 10_000:
        text = f"{value / 1000:.0f}\u00a0k"
    else:
        text = f"{value:,.1f}" if value < 10 and value % 1 >= 0.05 else f"{value:,.0f}"
    return f"×1/{text}" if log_ratio < 0 and value > 1 else f"×{text}"


def _few(expected: float) -> str:
    return f"{expected:.2f}" if expected >= 0.005 else "<0.01"
