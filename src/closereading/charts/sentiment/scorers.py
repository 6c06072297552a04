"""The sentences that ours and plain VADER label differently."""

import textwrap

import numpy as np
import pandas as pd

from closereading.charts.sentiment import marks
from closereading.charts.style import GREY, INK, PALE, Chart, empty, frame
from closereading.prose import signed
from closereading.sentiment import comparison, means, scorer


def beside_vader(article, scores: pd.DataFrame, *, most: int = 9) -> Chart:
    """Draw the sentences that ours and plain VADER label differently.

    Returns
    -------
    Chart
        A row a sentence, ours a filled dot, VADER's an open diamond. ``data``: the table of
        ``tone.disagreements``.
    """
    used = means.kept(scores)
    table = comparison.disagreements(scores)
    if used.empty:
        return marks.nothing(article, tuple(table.columns))
    both = comparison.agreement(scores)
    opposed = both["opposed"]
    title = (
        f"The two scorers oppose each other in {opposed} sentence{'s' if opposed > 1 else ''}"
        if opposed else "The two scorers never contradict each other outright"
    )  # fmt: skip
    if table.empty:
        return empty(
            title, f"Both give the same label to all {both['n']} sentences.", article,
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
        title, subtitle, article, height=0.46 * len(shown) + 0.1, left=4.15, right=0.35
    )
    for place, row in enumerate(shown.itertuples()):
        axes.plot([row.score, row.vader], [place, place], color=GREY, linewidth=1.6, zorder=1)
        axes.plot(
            row.vader, place, "D", markersize=6.5, color="white", markeredgecolor=INK, zorder=2
        )
        axes.plot(row.score, place, "o", markersize=7, color=marks.ink(row.score), zorder=3)
        lines = textwrap.wrap(f"{row.sentence}  {marks.quoted(row.text, 92)}", 52)[:2]
        axes.annotate(
            "\n".join(lines), (0, place), (-8, 0), xycoords=("axes fraction", "data"),
            textcoords="offset points", ha="right", va="center", size=8.5,
            weight="bold" if row.opposed else "normal", linespacing=1.15,
        )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1.2, zorder=0)
    axes.axvspan(-scorer.BAND, scorer.BAND, color=PALE, zorder=-1)
    axes.set_xlim(-1, 1)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.set_yticks([])
    axes.set_ylim(len(shown) - 0.5, -0.5)
    alt = (
        "Ours against plain VADER"
        + (f", r = {both['r']:.2f}" if np.isfinite(both["r"]) else "")
        + f" over {both['n']} sentences. "
        "Different labels: "
        + "; ".join(
            f"sentence {row.sentence}, ours {signed(row.score)}, VADER {signed(row.vader)}"
            for row in shown.itertuples()
        )
        + "."
    )
    return Chart(figure, title, alt, table)
