"""Chart of where an article stands among others: a strip a measure."""

import numpy as np
import pandas as pd

from closereading import news, prose
from closereading.charts import style
from closereading.charts.style import BLUE, GREY, MUTED, ORANGE, PALE, Chart
from closereading.context.percentiles import EDGE, UNKNOWN, UNUSUAL

ROW = 0.5  # inches a strip
BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)
COLUMNS = [f"share_{100 * share:.0f}" for share in BANDS]


def written(key: str, value: float) -> str:
    """Write a value of a measure as its strip shows it."""
    if news.MEASURES[key].share:
        return prose.percent(value)
    if key == "tone":
        return prose.signed(value)
    if key == "words":
        return prose.count(value)
    return prose.decimal(value, 0 if key == "ease" else 1)


@style.drawn
def strips(article, table: pd.DataFrame, among: pd.DataFrame, *, name: str = news.SHIPPED) -> Chart:
    """Draw each measure of an article over its spread among other articles.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``context.place``.
    among : DataFrame
        As made by ``news.reference``.
    name : str
        What the others are.

    Returns
    -------
    Chart
        A strip a measure, each on its own scale. ``data``: the table, with the values that 5, 25,
        50, 75 and 95 % of the others do not exceed.
    """
    data = table.drop(columns="reading").assign(key=[measure.key for measure in news.COMPARED])
    data[COLUMNS] = [news.at(among, key, BANDS)[0] for key in data["key"]]
    shown = data[data["verdict"] != UNKNOWN].reset_index(drop=True)
    n = int(data["n"].max())
    if shown.empty:
        few = "It is too short, or not English, for every measure."
        return style.empty("This text cannot be compared", few)
    subtitle = (
        f"Each strip on its own scale: the middle half and the middle 90 % of {n:,} {name} "
        "(thin line: 98 %), white: their median. The mark: this article, with its 95 % interval."
    )
    others = f"{n:,} {name}" + f" ({news.GATHERED})" * (name == news.SHIPPED)
    figure, axes = style.frame(
        _title(shown, n), subtitle, style.source(article, beside=others),
        height=ROW * len(shown) + 0.1, left=1.55, right=2.15, bottom=0.1,
    )  # fmt: skip
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(shown) - 0.4, -0.4)
    for row, line in enumerate(shown.itertuples()):
        _strip(axes, row, line, among[among["measure"] == line.key]["value"].to_numpy(float))
    alt = style.told(f"Strips of {len(shown)} measures beside {n:,} {name}", (
        f"{line.measure} {written(line.key, line.value)}, percentile {line.percentile:.0f}"
        + (f", {line.verdict}" if line.verdict in (UNUSUAL, EDGE) else "")
        for line in shown.itertuples()
    ))  # fmt: skip
    return Chart(figure, _title(shown, n), alt, data)


def _title(shown: pd.DataFrame, n: int) -> str:
    odd = shown.loc[shown["verdict"] == UNUSUAL, "measure"].tolist()
    beside = f"beside {n:,} other articles"
    if not odd:
        return f"Nothing measured here is unusual {beside}"
    if len(odd) == 1:
        return f"Unusual {beside}: its {odd[0]}"
    return f"{len(odd)} of {len(shown)} measures are unusual {beside}"


def _strip(axes, row: int, line, values: np.ndarray) -> None:
    # The outermost hundredths are cut: one giant among the others would flatten the strip.
    tails = np.quantile(values, [0.01, 0.99])
    ends = [line.value, line.low, line.high, *tails]
    least, most = np.nanmin(ends), np.nanmax(ends)
    wide = max(most - least, 1e-9)

    def x(value):
        return 0.01 + 0.98 * (value - least) / wide

    p5, p25, p50, p75, p95 = (getattr(line, column) for column in COLUMNS)
    axes.plot(x(tails), [row, row], color=GREY, linewidth=0.8, zorder=1)
    axes.barh(row, x(p95) - x(p5), left=x(p5), height=0.34, color=PALE, zorder=2)
    axes.barh(row, x(p75) - x(p25), left=x(p25), height=0.34, color=GREY, zorder=3)
    axes.plot([x(p50)] * 2, [row - 0.17, row + 0.17], color="white", linewidth=2, zorder=4)
    low, high = written(line.key, p5), written(line.key, p95)
    below = {"size": 8, "color": MUTED, "va": "top"}
    if x(p95) - x(p5) > 0.16:
        axes.text(x(p5), row + 0.2, low, ha="left", **below)
        axes.text(x(p95), row + 0.2, high, ha="right", **below)
    else:
        axes.text(x(p95), row + 0.2, f"{low} to {high}", ha="left", **below)
    colour, marker = (ORANGE, "D") if line.verdict == UNUSUAL else (BLUE, "o")
    axes.hlines(row, x(line.low), x(line.high), color=colour, linewidth=1.6, zorder=5)
    axes.plot(
        x(line.value), row, marker=marker, markersize=8, color=colour, markeredgecolor="white",
        zorder=6, clip_on=False,
    )  # fmt: skip
    beside = {"va": "center", "size": 10.5}
    axes.text(-0.02, row, line.measure, ha="right", **beside)
    # On a phone the words stand under the value, not beside it.
    under = (1.03, row + 0.2) if style.narrow() else (1.17, row - 0.04)
    lift = 0.14 if style.narrow() else 0.04
    axes.text(1.03, row - lift, written(line.key, line.value), weight="bold", **beside)
    more = "higher" if line.percentile >= 50 else "lower"
    share = max(line.percentile, 100 - line.percentile)
    told = f"{more} than {share:.0f} %" if share < 99.5 else f"{more} than nearly all"
    told += {UNUSUAL: ", unusual", EDGE: ", at the edge"}.get(line.verdict, "")
    axes.text(*under, told, va="center", color=MUTED, size=9)
