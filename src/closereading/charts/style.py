"""What every chart shares: its frame, its colours, and how it is published."""

import io
import logging
import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from html import escape
from importlib import resources
from pathlib import Path

import pandas as pd
from matplotlib import font_manager, rcParams, style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from closereading import book, paths, prose
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
    figure : Figure or None
        None where there is nothing to draw; ``alt`` then says why.
    title : str
        The finding, as drawn.
    alt : str
        Text for who cannot see it: kind of chart, of what, and what it shows.
    data : DataFrame
        The plotted rows.
    phone : Figure, optional
        The same, drawn for a narrow page.
    """

    figure: Figure | None
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
        if chart.figure is None:
            return chart
        _width = PHONE
        try:
            return replace(chart, phone=make(*given, **named).figure)
        finally:
            _width = WIDTH

    return both


def narrow() -> bool:
    """Whether a chart is being drawn for a phone."""
    return _width < WIDTH


def scale() -> float:
    """Return what is left of the room for labels on the page being drawn for."""
    return (1 + _width / WIDTH) / 2


def frame(
    title: str,
    subtitle: str,
    origin,
    *,
    height: float = 3.4,
    left: float = 1.6,
    right: float = 0.6,
    bottom: float = 0.45,
) -> tuple[Figure, Axes]:
    """Make a figure with a title, a subtitle, a plotting area and a source line.

    The title is the finding in ten words or fewer; the subtitle names measure, unit, n, and what
    an interval is; ``origin`` is the article, or a sentence that says where the data come from.
    ``height`` is that of the plotting area, ``left``, ``right`` and ``bottom`` the room for labels
    beside it, all in inches of a page; a phone has less of it.
    """
    left, right = left * scale(), right * scale()
    origin = origin if isinstance(origin, str) else source(origin)
    # Characters that fit a line, from the mean width of the font at that size.
    title_lines, subtitle_lines, source_lines = (
        textwrap.wrap(text, int(_width / WIDTH * fits)) or [""]
        for text, fits in ((title, 66), (subtitle, 98), (origin, 122))
    )
    head = 0.30 * len(title_lines) + 0.20 * len(subtitle_lines) + 0.28
    foot = bottom + 0.16 * len(source_lines) + 0.12
    total = head + height + foot
    figure = Figure(figsize=(_width, total))
    FigureCanvasAgg(figure)  # no pyplot: nothing global to close, no backend to choose

    margin = MARGIN / _width
    below = 1 - (0.30 * len(title_lines) + 0.04) / total
    rule = (0.16 * len(source_lines) + 0.06) / total
    # The report writes these three as text of its own, and cuts them off by their names.
    for lines, y, name, look in (
        (title_lines, 1, "title", {"size": 14.5, "weight": "bold"}),
        (subtitle_lines, below, "subtitle", {"size": 10.5, "color": MUTED}),
        (source_lines, rule - 0.05 / total, "source", {"size": 8.5, "color": MUTED}),
    ):
        figure.text(margin, y, "\n".join(lines), va="top", gid=f"frame-{name}", **look)
    figure.add_artist(
        Line2D([margin, 1 - margin], [rule, rule], color=GREY, linewidth=0.8, gid="frame-rule")
    )
    wide = _width - left - right
    return figure, figure.add_axes((left / _width, foot / total, wide / _width, height / total))


def rows(
    title: str,
    subtitle: str,
    origin,
    labels: Iterable[str],
    *,
    beside: dict[str, Iterable[str]] | None = None,
    places: Sequence[float] = (),
    tall: float = 0.31,
    left: float = 1.9,
    width: int = 30,
    bottom: float = 0.45,
    column: float = 0.8,
) -> tuple[Figure, Axes]:
    """Make the frame of a chart of rows, the first on top: labels, and numbers beside them.

    Row ``k`` stands at ``k``, or where ``places`` says. ``beside`` holds the columns of text to
    the right by their heads, ``width`` the characters of a label, ``tall`` and ``column`` the
    inches of a row and of such a column.
    """
    labels = [shorten(label, width) for label in labels]
    beside, places = beside or {}, places if len(places) else range(len(labels))
    last, head = places[-1], 0.5 if any(beside) else 0.0
    figure, axes = frame(
        title, subtitle, origin, height=tall * (last + 1 + head), left=left,
        right=0.25 + column * len(beside), bottom=bottom,
    )  # fmt: skip
    axes.set_yticks(places, labels)
    axes.set_ylim(last + 0.5, -0.5 - head)
    for place, (name, texts) in enumerate(beside.items(), start=1):
        cell = {
            "xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right",
            "xytext": (72 * column * scale() * place, 0), "annotation_clip": False,
        }  # fmt: skip
        axes.annotate(name, (1, -0.55), va="bottom", size=9, color=MUTED, **cell)
        for row, text in zip(places, texts, strict=True):
            axes.annotate(text, (1, row), va="center", **cell)
    return figure, axes


def source(article, *, beside: str = "") -> str:
    """Write the source line: title, publisher, date, sentences read, and what it is compared to."""
    used = prose.plural(len(article.kept), "sentence")
    parts = [f"“{shorten(article.title, 80)}”" if article.title else "untitled text"]
    parts += filter(None, (article.about.get("source"), str(article.date or "")))
    return f"Source: {', '.join([*parts, used])}." + (f" Compared with {beside}." if beside else "")


def told(kind: str, items: Iterable[str]) -> str:
    """Write a text alternative: what kind of chart of what, and what stands in it."""
    return f"{kind}: {'; '.join(items)}."


def sentences(axes: Axes, last: int) -> None:
    """Make the horizontal axis one of sentences, 1 to ``last``, every so many named."""
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200) if last / s <= 12), 500)
    named = [number for number in range(step, last + 1, step) if number > 1 + 0.6 * step]
    axes.set_xticks([1, *named])
    # Room for a few, so that the column of a lone sentence stays a column.
    axes.set_xlim(0.3, max(last, FEWEST_COLUMNS) + 0.7)
    axes.set_xlabel("sentence", size=9)


def ticks(axes: Axes, low: float, high: float, step: float, write: Callable[[float], str]) -> list:
    """Put a tick at every ``step`` between two values, written by ``write``; return them."""
    places = [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
    axes.set_xticks(places, [write(place) for place in places])
    return places


def empty(title: str, reason: str) -> Chart:
    """Return what stands in place of a chart where there is nothing to draw: words, no figure."""
    return Chart(None, title, reason, pd.DataFrame())


def _svg(chart: Chart, figure: Figure) -> bytes:
    said = {text.get_gid(): " ".join(text.get_text().split()) for text in figure.texts}
    about = {
        "Date": None,
        "Creator": None,
        "Title": chart.title,
        "Description": chart.alt,
        "Coverage": said.get("frame-subtitle"),
        "Source": said.get("frame-source"),
    }
    return _drawn(figure, "svg", about)


def _drawn(figure: Figure, kind: str, about: dict) -> bytes:
    """Return a figure's file; left to find its edges itself, ``savefig`` draws all of it twice."""
    edges = figure.get_tightbbox(figure.canvas.get_renderer())
    file = io.BytesIO()
    edges = edges.padded(rcParams["savefig.pad_inches"])
    figure.savefig(file, format=kind, bbox_inches=edges, metadata=about)
    return file.getvalue()


def publish(chart: Chart, name: str, *, out: Path) -> None:
    """Write a chart's files and show it in the notebook; one without a figure is shown as words.

    Writes ``out/figures/<name>.png``, ``.svg`` and ``.csv``, and ``phone/<name>.svg`` of a chart
    that is drawn for one. The SVG carries title and text alternative in its metadata, where the
    report finds them.

    Parameters
    ----------
    chart : Chart
    name : str
        File stem, prefixed by the notebook's number: "03-arc".
    out : Path
        The run's output folder.
    """
    from IPython.display import Markdown, display

    if chart.figure is None:
        return display(Markdown(f"**{prose.plain(chart.title)}.** {prose.plain(chart.alt)}"))
    png = _drawn(chart.figure, "png", {"Software": None})
    folder = Path(out) / "figures"
    book.write(folder / f"{name}.png", png)
    book.write(folder / f"{name}.svg", _svg(chart, chart.figure))
    if chart.phone:
        book.write(folder / "phone" / f"{name}.svg", _svg(chart, chart.phone))
    book.write(folder / f"{name}.csv", book.csv(chart.data))
    display(
        {"image/png": png, "text/plain": chart.alt},
        raw=True,
        metadata={"image/png": {"alt": chart.alt, "width": round(96 * WIDTH)}},
    )
    # JupyterLab drops a picture's text alternative; this says it to everybody who asks.
    words = f"<details><summary>This figure in words</summary>{escape(chart.alt)}</details>"
    display({"text/html": words, "text/plain": "This figure in words: see above."}, raw=True)
