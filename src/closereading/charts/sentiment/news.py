"""Where the article's mean tone lies among real news stories."""

import numpy as np
import pandas as pd

from closereading.charts import style
from closereading.charts.sentiment import marks
from closereading.charts.style import GREY, INK, PALE, Chart, frame
from closereading.prose import signed
from closereading.sentiment import means
from closereading.sentiment.among_news import news_quantiles, percentile


def among_news(article, scores: pd.DataFrame) -> Chart:
    """Draw where the article's mean tone lies among real news stories.

    Returns
    -------
    Chart
        A dot for every per cent of the stories, in order. ``data``: ``percent``, ``mean``, ``n``.
    """
    used = means.kept(scores)
    news = news_quantiles()
    if used.empty:
        return marks.nothing(article, tuple(news.columns))
    mean, low, high = means.mean(scores)
    percent = percentile(mean)
    ends = percentile(low), percentile(high)
    if len(used) < means.FEWEST:
        title = "Too few sentences to place among news stories"
    elif np.isfinite(low) and ends[0] < 50 < ends[1]:
        title = "As news goes, this text is neither dark nor bright"
    elif percent < 50:
        title = f"Darker than {100 - percent:.0f} of 100 news stories"
    else:
        title = f"Brighter than {percent:.0f} of 100 news stories"
    subtitle = (
        f"Mean tone of {int(news['n'].iloc[0])} news stories, a dot for every hundredth of them, "
        "and of this text (line)"
        + (", with its 95 % bootstrap interval (band)." if np.isfinite(low) else ".")
    )
    figure, axes = frame(title, subtitle, article, height=1.75, left=0.5, right=0.5)
    edges = np.linspace(news["mean"].min(), news["mean"].max() + 1e-9, 46)
    column = np.digitize(news["mean"], edges)
    height = news.groupby(column).cumcount()
    axes.plot(edges[column - 1], height + 0.5, "o", markersize=4.6, color=GREY, zorder=2)
    tallest = float(height.max()) + 1
    if np.isfinite(low):
        axes.axvspan(low, high, color=PALE, zorder=0)
    colour = marks.ink(mean)
    axes.axvline(mean, color=colour, linewidth=2.2, ymax=0.86, zorder=3)
    span = max(abs(edges[0]), abs(edges[-1]), abs(mean)) * 1.08
    right = mean < 0.5 * span
    axes.annotate(
        f"this text, {signed(mean)}", (mean, tallest * 1.16), (5 if right else -5, 0),
        textcoords="offset points", ha="left" if right else "right", va="bottom", size=9.5,
        color=colour, weight="bold",
    )  # fmt: skip
    axes.set_xlim(-span, span)
    axes.set_ylim(0, tallest * 1.36)
    axes.set_yticks([])
    axes.axhline(0, color=INK, linewidth=1.2)
    step = 0.05 if span < 0.22 else 0.1 if span < 0.5 else 0.25
    style.ticks(axes, -span, span, step, lambda tick: signed(tick) if tick else "0")
    axes.set_xlabel("mean tone over sentences", size=9)
    alt = (
        f"Dots of the mean tone of {int(news['n'].iloc[0])} news stories. The text stands at "
        f"{signed(mean)}, above {percent:.0f} per cent of them."
    )
    return Chart(figure, title, alt, news)
