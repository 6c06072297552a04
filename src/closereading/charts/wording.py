"""Charts of wording: what is judged, hedged or left open, where; and a timeline."""

import pandas as pd

from closereading.article import Article
from closereading.charts import style
from closereading.charts.style import BLUE, GREY, Chart
from closereading.prose import plural, shorten
from closereading.voices import NARRATION

FEWEST_DATED = 3  # dated places that make a timeline
MOST_DATED = 14


@style.drawn
def places(article: Article, rows: dict[str, pd.DataFrame]) -> Chart:
    """Draw where an article judges, hedges, counts loosely or leaves out who acts.

    Parameters
    ----------
    article : Article
    rows : dict of DataFrame
        Name of a row to a table of ``closereading.wording``, or a part of it.

    Returns
    -------
    Chart
        A row a kind, a mark a place, over the sentences. ``data``: ``kind``, ``sentence``,
        ``text``, ``voice``, ``speaker``.
    """
    columns = ["kind", "sentence", "text", "voice", "speaker"]
    parts = [table.assign(kind=name)[columns] for name, table in rows.items() if len(table)]
    if not parts:
        return style.empty("Nothing to mark", "No place was found.")
    data = pd.concat(parts, ignore_index=True)
    own = data["voice"] == NARRATION
    title = f"{plural(len(data), 'place')} to read twice, {own.sum()} of them the author’s own"
    subtitle = "Each mark is a place. Filled blue: the author’s own words; outlined: others’ words."
    counts = [sum(data["kind"] == name) for name in rows]
    look = {"tall": 0.42, "left": 2.4, "width": 26, "beside": {"places": map(str, counts)}}
    figure, axes = style.rows(title, subtitle, article, rows, **look)
    style.sentences(axes, int(article.sentences["sentence"].max()))
    for row, name in enumerate(rows):
        axes.axhline(row, color=GREY, linewidth=0.6, zorder=0)
        told = data[data["kind"] == name]
        # Places of one sentence stand side by side.
        x = told["sentence"] + 0.22 * told.groupby("sentence").cumcount()
        colours = ["white" if voice != NARRATION else BLUE for voice in told["voice"]]
        axes.scatter(x, [row] * len(told), s=34, c=colours, edgecolors=BLUE, zorder=3)
    alt = style.told(f"Marks along {len(article.sentences)} sentences, places by kind", (
        f"{name} {count}" for name, count in zip(rows, counts, strict=True)
    ))  # fmt: skip
    return Chart(figure, title, alt, data)


def timeline(article: Article, times: pd.DataFrame) -> Chart:
    """Draw what is dated in the order of the telling, over the years.

    Parameters
    ----------
    article : Article
    times : DataFrame
        As made by ``wording.times``.

    Returns
    -------
    Chart
        A row a dated place, those with equal dates once, at most 14. ``data``: ``sentence``,
        ``text``, ``when``, ``year``.
    """
    told = times[times["when"] != ""].drop_duplicates("when").head(MOST_DATED)
    parts = told["when"].str.split("-", expand=True).reindex(columns=range(3)).fillna("1")
    years, months, days = (parts[place].astype(int) for place in range(3))
    years = years + (months - 1) / 12 + (days - 1) / 365
    data = told[["sentence", "text", "when"]].assign(year=years.round(3)).reset_index(drop=True)
    if len(data) < FEWEST_DATED:
        reason = f"It takes {FEWEST_DATED} places with different dates; there are {len(data)}."
        return style.empty("Too few dates for a timeline", reason)
    ordered = data["when"].is_monotonic_increasing
    title = f"{len(data)} dates, told {'in' if ordered else 'out of'} order"
    subtitle = "From top to bottom as they are told, from left to right as they happened."
    labels = [f"{shorten(row.text, 22)} ({row.sentence})" for row in data.itertuples()]
    figure, axes = style.rows(title, subtitle, article, labels, left=2.3)
    axes.plot(data["year"], data.index, color=GREY, linewidth=1, zorder=1)
    axes.scatter(data["year"], data.index, s=42, color=BLUE, zorder=3)
    axes.xaxis.get_major_locator().set_params(integer=True)
    alt = style.told("Dates in the order of the telling", (
        f"{row.when} (sentence {row.sentence})" for row in data.itertuples()
    ))  # fmt: skip
    return Chart(figure, title, alt, data)
