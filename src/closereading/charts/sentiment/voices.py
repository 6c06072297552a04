"""The mean tone of the whole, of its parts, of each voice and each speaker."""

import numpy as np
import pandas as pd

from closereading.charts import style
from closereading.charts.sentiment import marks
from closereading.charts.style import INK, PALE, Chart, frame
from closereading.prose import shorten, signed
from closereading.reading import names
from closereading.sentiment import means

LONGEST = 18  # characters of a name


def _short(name: str) -> str:
    """Shorten a long name to the family name, of two people to both."""
    people = name.split(" and ")
    if len(name) > LONGEST and all(map(names.person, people)):
        name = " and ".join(one.split()[-1] for one in people)
    return shorten(name, LONGEST)


def voices(article, scores: pd.DataFrame, *, most: int = 6) -> Chart:
    """Draw the mean tone of the whole, of its parts, of each voice and each speaker.

    Returns
    -------
    Chart
        A dot with its interval a row. ``data``: ``group``, ``mean``, ``low``, ``high``, ``n``.
    """
    if means.kept(scores).empty:
        return marks.nothing(article, tuple(means.GROUP))
    summary = means.summary(article, scores)
    people = means.by_speaker(scores).head(most)
    people["group"] = [f"{_short(name)} speaking" for name in people["group"]]
    spoken = means.by_voice(scores)
    blocks = [summary, spoken, people]
    table = pd.concat([block for block in blocks if len(block)], ignore_index=True)
    apart = spoken[spoken["n"] >= means.FEWEST].set_index("group")
    if len(spoken) < 2:
        title = "One voice tells this text"
    elif len(apart) < 2:
        title = "Too few sentences to compare the voices"
    else:
        one, other = apart["mean"].idxmin(), apart["mean"].idxmax()
        clear = apart.loc[one, "high"] < apart.loc[other, "low"]
        title = (
            f"{one.capitalize()} is darker than {other}" if clear
            else "No voice is clearly darker than another"
        )  # fmt: skip
    subtitle = (
        "Mean tone of the sentences, −1 to +1. Line: 95 % bootstrap interval over sentences; none "
        "for a single sentence. n: sentences."
    )
    gaps = np.cumsum([len(block) for block in blocks if len(block)])[:-1]
    y = np.arange(len(table)) + 0.6 * np.searchsorted(gaps, np.arange(len(table)), side="right")
    figure, axes = frame(title, subtitle, article, height=0.3 * (y[-1] + 1), left=2.0, right=1.3)
    for place, row in zip(y, table.itertuples(), strict=True):
        colour = marks.ink(row.mean)
        style.span(axes, place, row.low, row.high, color=colour, linewidth=1.6)
        plain = row.group in means.OTHERS
        axes.plot(
            row.mean, place, "D" if plain else "o", markersize=6.5, markeredgecolor=colour,
            color="white" if plain else colour,
        )  # fmt: skip
        for told, offset in ((signed(row.mean), 38), (f"n = {row.n:,}", 90)):
            axes.annotate(
                told, (1, place), (offset, 0), xycoords=("axes fraction", "data"),
                textcoords="offset points", va="center", ha="right", size=9, color=INK,
            )  # fmt: skip
    reach = np.nanmax(np.abs(table[["mean", "low", "high"]].to_numpy(float)))
    reach = max(0.2, float(reach) * 1.08)
    axes.set_xlim(-reach, reach)
    axes.axvline(0, color=INK, linewidth=1.2, zorder=0)
    step = 0.1 if reach < 0.35 else 0.2 if reach < 0.7 else 0.5
    for tick in style.ticks(axes, -reach, reach, step, lambda x: signed(x, 1) if x else "0"):
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
