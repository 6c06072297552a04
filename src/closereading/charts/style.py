"""What every chart shares: its frame, its colours, and how it is published."""

import io
import logging
import math
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from html import escape
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib import font_manager, rcParams, style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox

from closereading import book, paths
from closereading.prose import shorten

# Blue and orange stay apart in greyscale and for every common colour blindness (Okabe & Ito 2008).
BLUE = "#0a6fa5"
ORANGE = "#cf5f1b"
GREY = "#bdbdbd"
PALE = "#ececec"
MUTED = "#595959"
INK = "#222222"

WIDTH = 8.2  # inches; the report's column and a notebook cell both hold it at full size
PHONE = 4.4  # inches, at which a chart is drawn again for a page as narrow as a hand
_width = WIDTH
FEWEST_COLUMNS = 12  # on an axis of sentences
MARGIN = 0.12  # inches, left and right of the text
_TITLE, _SUBTITLE, _SOURCE = 14.5, 10.5, 8.5

for _font in sorted(paths.FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(_font)
style.use(str(resources.files("closereading.charts") / "closereading.mplstyle"))
# A script no shipped font can draw shows as boxes; the words stand in the CSV beside the figure.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Chart:
    """A finished figure with what must travel with it.

    Attributes
    ----------
    figure : Figure
    title : str
        The finding, as drawn.
    alt : str
        Text for who cannot see it: kind of chart, of what, and what it shows.
    data : DataFrame
        The plotted rows.
    phone : Figure, optional
        The same, drawn for a narrow page.
    """

    figure: Figure
    title: str
    alt: str
    data: pd.DataFrame
    phone: Figure | None = None


def drawn(make: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw a chart twice, for a page and for a phone."""

    @wraps(make)
    def both(*given, **named) -> Chart:
        global _width
        chart = make(*given, **named)
        _width = PHONE
        try:
            return replace(chart, phone=make(*given, **named).figure)
        finally:
            _width = WIDTH

    return both


def narrow() -> bool:
    """Whether a chart is being drawn for a phone."""
    return _width < WIDTH


def frame(
    title: str,
    subtitle: str,
    origin,
    *,
    height: float = 3.4,
    left: float = 1.6,
    right: float = 0.6,
    bottom: float = 0.45,
    columns: int = 1,
    gap: float = 0.3,
) -> tuple[Figure, Axes | list[Axes]]:
    """Make a figure with a title, a subtitle, a plotting area and a source line.

    Parameters
    ----------
    title : str
        The finding, ten words or fewer.
    subtitle : str
        Measure, unit, n, and what an interval is.
    origin : str or Article
        Where the data come from, a sentence; or the article they are of.
    height : float
        Height of the plotting area alone, inches; title and source come on top of it.
    left, right : float
        Room for labels beside the plotting area, inches from the figure's edge.
    bottom : float
        Room for tick labels below the plotting area, inches.
    columns : int
        Small multiples.
    gap : float
        Room between small multiples, inches.

    Returns
    -------
    tuple
        Figure, and its axes: one, or a flat list when there are several.
    """
    share = _width / WIDTH
    left, right = left * (1 + share) / 2, right * (1 + share) / 2
    # Characters that fit a line, from the mean width of the font at that size.
    origin = origin if isinstance(origin, str) else source(origin)
    title_lines, subtitle_lines, source_lines = (
        textwrap.wrap(text, int(share * fits)) or [""]
        for text, fits in ((title, 66), (subtitle, 98), (origin, 122))
    )
    head = 0.30 * len(title_lines) + 0.20 * len(subtitle_lines) + 0.28
    foot = bottom + 0.16 * len(source_lines) + 0.12
    total = head + height + foot
    figure = Figure(figsize=(_width, total))
    FigureCanvasAgg(figure)  # no pyplot: nothing global to close, no backend to choose

    margin = MARGIN / _width
    below = 1 - (0.30 * len(title_lines) + 0.04) / total
    # The report writes these three as text of its own, and cuts them off by their names.
    figure.text(
        margin, 1, "\n".join(title_lines), size=_TITLE, weight="bold", va="top", gid="frame-title"
    )
    figure.text(
        margin, below, "\n".join(subtitle_lines), size=_SUBTITLE, color=MUTED, va="top",
        gid="frame-subtitle",
    )  # fmt: skip
    rule = (0.16 * len(source_lines) + 0.06) / total
    figure.add_artist(
        Line2D([margin, 1 - margin], [rule, rule], color=GREY, linewidth=0.8, gid="frame-rule")
    )
    figure.text(
        margin, rule - 0.05 / total, "\n".join(source_lines), size=_SOURCE, color=MUTED, va="top",
        gid="frame-source",
    )  # fmt: skip
    wide = (_width - left - right - gap * (columns - 1)) / columns
    axes = [
        figure.add_axes(
            ((left + column * (wide + gap)) / _width, foot / total, wide / _width, height / total)
        )
        for column in range(columns)
    ]
    return figure, axes if len(axes) > 1 else axes[0]


def source(article) -> str:
    """Write the source line of a chart: title, date, and how many sentences were read."""
    used = int((~article.sentences["residue"]).sum())
    parts = [f"“{shorten(article.title, 80)}”" if article.title else "untitled text"]
    if article.date:
        parts.append(str(article.date))
    parts.append(f"{used} sentence{'s' if used != 1 else ''}")
    return "Source: " + ", ".join(parts) + "."


def rows(axes: Axes, labels: Iterable[str], *, width: int = 22, head: float = 0.0) -> None:
    """Make the axes a chart of rows, the first on top, with ``head`` rows of room above it."""
    labels = [shorten(label, width) for label in labels]
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5 - head)


def span(axes: Axes, row: float, low: float, high: float, **look) -> None:
    """Draw the interval of a row, if it has one."""
    if np.isfinite(low):
        axes.plot([low, high], [row, row], **look)


def numbered(last: int) -> list[int]:
    """Return the sentences whose numbers an axis shows: the first, and every so many."""
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200) if last / s <= 12), 500)
    numbers = range(step, last + 1, step)
    return sorted({1, *(number for number in numbers if number > 1 + 0.6 * step)})


def sentences(axes: Axes, last: int) -> None:
    """Make the horizontal axis one of sentences, 1 to ``last``."""
    axes.set_xticks(numbered(last))
    # Room for a few, so that the column of a lone sentence stays a column.
    axes.set_xlim(0.3, max(last, FEWEST_COLUMNS) + 0.7)
    axes.set_xlabel("sentence", size=9)


def ticks(axes: Axes, low: float, high: float, step: float, write: Callable[[float], str]) -> list:
    """Put a tick at every ``step`` between two values, written by ``write``; return them."""
    places = [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
    axes.set_xticks(places, [write(place) for place in places])
    return places


def empty(title: str, reason: str, origin, *, columns: Iterable[str] = ()) -> Chart:
    """Make the chart of nothing: it says in words why there is nothing to draw."""
    figure, axes = frame(title, reason, origin, height=0.4, bottom=0.1)
    axes.set_axis_off()
    return Chart(figure, title, f"No chart: {reason}", pd.DataFrame(columns=list(columns)))


def _svg(chart: Chart, figure: Figure) -> bytes:
    svg = io.BytesIO()
    about = {
        "Date": None,
        "Creator": None,
        "Title": chart.title,
        "Description": chart.alt,
        "Coverage": _written(figure, "frame-subtitle"),
        "Source": _written(figure, "frame-source"),
    }
    figure.savefig(svg, format="svg", metadata=about)
    return svg.getvalue()


def _written(figure: Figure, gid: str) -> str | None:
    """Return what a text of the frame says."""
    texts = [text.get_text() for text in figure.texts if text.get_gid() == gid]
    return " ".join(texts[0].split()) if texts and texts[0] else None


def _edges(figure: Figure) -> Bbox:
    """Return the edges of what is drawn, in inches.

    Left to find them itself, ``savefig`` draws all of it once more for each format.
    """
    kept, figure.dpi = figure.dpi, rcParams["savefig.dpi"]
    try:
        drawn = figure.get_tightbbox(figure.canvas.get_renderer())
    finally:
        figure.dpi = kept
    return drawn.padded(rcParams["savefig.pad_inches"])


def publish(chart: Chart, name: str, *, out: Path) -> None:
    """Write a chart's files and show it in the notebook.

    Writes ``out/figures/<name>.png``, ``.svg`` and ``.csv``, and ``phone/<name>.svg`` of a chart
    that is drawn for one. The SVG carries title and text
    alternative in its metadata, where the report finds them.

    Parameters
    ----------
    chart : Chart
    name : str
        File stem, prefixed by the notebook's number: "03-arc".
    out : Path
        The run's output folder.
    """
    from IPython.display import display

    png = io.BytesIO()
    chart.figure.savefig(
        png, format="png", bbox_inches=_edges(chart.figure), metadata={"Software": None}
    )
    folder = Path(out) / "figures"
    book.write(folder / f"{name}.png", png.getvalue())
    book.write(folder / f"{name}.svg", _svg(chart, chart.figure))
    if chart.phone:
        book.write(folder / "phone" / f"{name}.svg", _svg(chart, chart.phone))
    book.write(folder / f"{name}.csv", book.csv(chart.data))
    display(
        {"image/png": png.getvalue(), "text/plain": chart.alt},
        raw=True,
        metadata={"image/png": {"alt": chart.alt, "width": round(96 * WIDTH)}},
    )
    # JupyterLab drops a picture's text alternative; this says it to everybody who asks.
    words = f"<details><summary>This figure in words</summary>{escape(chart.alt)}</details>"
    display({"text/html": words, "text/plain": "This figure in words: see above."}, raw=True)
