"""Charts of words and phrases: how often, how firm, and where."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from closereading import prose
from closereading.charts.style import (
    BLUE,
    GREY,
    INK,
    MUTED,
    PALE,
    Chart,
    drawn,
    empty,
    frame,
    narrow,
    span,
)
from closereading.keywords import candidates, keyfigures, returned
from closereading.keywords.keyfigures import FIRM, OFTEN
from closereading.prose import shorten

MOST = 10  # bars
MOST_ROWS = 8  # words in the dispersion plot
LABEL = 30  # characters
ROW = 0.31  # inches a bar
PARAGRAPHS = 120  # the lines of more than these run together into a grey wall
SOFT = "#8fbcd6"  # BLUE, thinned: an item whose place is not firm
HEADER = 0.5  # rows above the first bar for the column heads


def _stays(share: float) -> str:
    return "–" if pd.isna(share) else prose.percent(share)


def _label(row) -> str:
    """Name a word by its two commonest forms that are more than an ending apart."""
    forms = str(row.forms).split(", ")
    other = next(
        (form for form in forms[1:] if form[:4].lower() == row.word[:4].lower()
         and form[0].isupper() and row.word[0].isupper()
         and form.rstrip("s") != row.word.rstrip("s")),
        None,
    )  # fmt: skip
    return shorten(f"{row.word} / {other}" if other else row.word, LABEL)


def blank(axes: Axes, rows: int) -> None:
    """Make room for so many rows, without ticks."""
    axes.set_ylim(rows - 0.5, -0.5 - HEADER)
    axes.set_xticks([])
    axes.set_yticks([])


def _ranked(
    article, table: pd.DataFrame, kind: str, *, title: str, labels: list[str], lengths: pd.Series,
    texts: list[str], measure: str, head: str,
) -> Chart:  # fmt: skip
    """Draw bars on the left and the interval of each rank on the right."""
    rows = len(table)
    subtitle = (
        f"The {rows} leading {kind}: {measure}, and the rank of each when the sentences are drawn "
        "again (95 % interval; share of draws in the top ten)"
    )
    figure, (bars, ranks) = frame(
        title, subtitle, article, height=ROW * (rows + HEADER), left=2.3, right=0.15,
        bottom=0.28, columns=2, gap=0.25,
    )  # fmt: skip
    firm = (table["stability"] >= FIRM).to_numpy()
    colours = np.where(firm, BLUE, SOFT)
    over, above = {"color": MUTED, "size": 9, "va": "bottom"}, -0.55
    bars.barh(range(rows), lengths, height=0.62, color=colours)
    blank(bars, rows)
    reach = max(float(lengths.max()), 1e-9)
    bars.set_xlim(0, reach * 1.22)
    bars.set_yticks(range(rows), labels)
    for row, (length, text) in enumerate(zip(lengths, texts, strict=True)):
        bars.text(length + reach * 0.025, row, text, va="center", weight="bold")
    bars.text(0, above, head, **over)
    most = max(MOST + 2.0, float(table["high"].fillna(0).max()))
    ranks.set_xlim(-most * 0.02, most * (2.0 if narrow() else 1.3))
    blank(ranks, rows)
    edge = ranks.get_xlim()[1]
    ranks.axvspan(0.5, MOST + 0.5, ymax=rows / (rows + HEADER), color=PALE, zorder=0)
    for row, item in enumerate(table.itertuples()):
        span(ranks, row, item.low, item.high, color=colours[row], linewidth=2.2)
        ranks.plot([item.Index + 1], [row], "o", color=colours[row], markersize=5)
        ink = INK if firm[row] else MUTED
        ranks.text(
            ranks.get_xlim()[1], row, _stays(item.stability), ha="right", va="center", color=ink
        )
    heads = ("rank", "stays") if narrow() else ("rank, top ten shaded", "stays in")
    ranks.text(0.5, above, heads[0], **over)
    ranks.text(edge, above, heads[1], ha="right", **over)
    for tick in (1, MOST, int(most)):
        ranks.text(tick, rows - 0.42, str(tick), color=MUTED, size=8.5, ha="center", va="top")
    named = zip(table.iloc[:, 0], table["count"], table["stability"], strict=True)
    alt = (
        f"Bar chart of the {rows} leading {kind.removeprefix('noun ')} with the interval of each "
        "rank. "
        + " ".join(
            f"{name}: {prose.plural(count, 'use')}, stays in the top ten in {_stays(share)}."
            for name, count, share in named
        )
    )
    return Chart(figure, title, alt, table.reset_index(drop=True))


@drawn
def words(article, table: pd.DataFrame) -> Chart:
    """Draw the most used content words, with how firm each place is.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``keywords.words``.

    Returns
    -------
    Chart
        Bars of counts, sorted; beside them the interval of each rank. ``data``: the ten rows.
    """
    head = table.head(MOST)
    if head.empty:
        return empty("No content words", "This text has no content words.", article)
    head = head.sort_values(["count", "score"], ascending=False, kind="stable")
    reading = candidates.read(article)
    short = not keyfigures.enough(reading)
    return _ranked(
        article, head, "content words",
        title=f"{_most_used(head)}; {'too little text to rank' if short else _firm(head)}",
        labels=[_label(row) for row in head.itertuples(index=False)],
        lengths=head["count"].astype(float), texts=list(map(str, head["count"])),
        measure=f"uses among {keyfigures.uses(reading):,} content words", head="times used",
    )  # fmt: skip


def _most_used(head: pd.DataFrame) -> str:
    """Say which word is used most; it need not be the list's first, where early words lead."""
    first = head[head["count"] == head["count"].max()]
    if len(first) > 2 and first["count"].iloc[0] == 1:
        return "No word is used twice"
    names = [f"“{shorten(str(word), 24)}”" for word in first["word"]]
    if len(names) == 1:
        return f"{names[0]} is used most"
    if len(names) == 2:
        return f"{names[0]} and {names[1]} are used most"
    return f"{names[0]} and {len(names) - 1} more words are used most"


def _firm(head: pd.DataFrame) -> str:
    firm, n = int((head["stability"] >= FIRM).sum()), len(head)
    if head["stability"].isna().all():
        return "too little text to rank"
    if firm == 0:
        return "no place is firm"
    if firm == n:
        return "every place is firm"
    return f"{firm} of {n} places {'is' if firm == 1 else 'are'} firm"


def phrases(article, table: pd.DataFrame) -> Chart:
    """Draw how often the leading phrases are used, with how firm each place is.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``keywords.phrases``.

    Returns
    -------
    Chart
        Bars of counts, in the order of the list; beside them the interval of each rank. ``data``:
        the ten rows.
    """
    head = table.head(MOST)
    if head.empty:
        return empty("No phrases", "This text has no noun phrases.", article)
    names = [f"“{shorten(phrase, 28)}”" for phrase in returned(article, head)["phrase"].head(2)]
    back = f"The text comes back to {' and '.join(names)}"
    return _ranked(
        article, head, "noun phrases",
        title=f"{back if names else 'No leading phrase returns'}; {_firm(head)}",
        labels=[shorten(phrase, LABEL) for phrase in head["phrase"]],
        lengths=head["count"].astype(float), texts=list(map(str, head["count"])),
        measure="uses, in order of what the text is about", head="times used",
    )  # fmt: skip


def spread(article, table: pd.DataFrame, places: pd.DataFrame) -> Chart:
    """Draw where the leading words stand, from the first word of the text to the last.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``keywords.words``.
    places : DataFrame
        As made by ``keywords.dispersion`` for words of the table.

    Returns
    -------
    Chart
        A row a word, a stroke a use, paragraphs marked. ``data``: the strokes.
    """
    shown = table[table["word"].isin(places["term"])].head(MOST_ROWS)
    if shown.empty:
        return empty("No words to place", "This text has no content words.", article)
    shown = shown.sort_values("dispersion", kind="stable")
    often = shown[shown["count"] >= OFTEN]["word"]  # of fewer uses, the spread is chance
    title = f"Where “{shorten(shown['word'][shown.index.min()], 40)}” stands"
    if len(often) > 1:
        even, gathered = (shorten(often.iloc[place], 22) for place in (0, -1))
        title = f"“{even}” is spread most evenly, “{gathered}” least"
    starts = _paragraph_starts(article)
    starts = starts if len(starts) <= PARAGRAPHS else []
    subtitle = (
        f"Each stroke is one use, in reading order ({int(article.words):,} words); "
        f"{'thin lines are paragraphs; ' if starts else ''}spread from 0 (even) to 1 (all in one "
        "fifth)"
    )
    figure, axes = frame(
        title, subtitle, article, height=ROW * 1.15 * (len(shown) + HEADER), left=2.3,
        right=0.9, bottom=0.3,
    )  # fmt: skip
    rows = len(shown)
    blank(axes, rows)
    axes.set_xlim(-0.005, 1.005)
    axes.vlines(starts, -0.5, rows - 0.5, color=GREY, linewidth=0.5, zorder=0)
    axes.set_yticks(range(rows), [_label(row) for row in shown.itertuples(index=False)])
    for row, item in enumerate(shown.itertuples(index=False)):
        at = places.loc[places["term"] == item.word, "position"]
        axes.hlines(row, 0, 1, color=PALE, linewidth=1, zorder=0)
        axes.vlines(at, row - 0.3, row + 0.3, color=BLUE, linewidth=2.2)
        axes.text(1.1, row, f"{item.dispersion:.2f}", ha="right", va="center")
    axes.text(1.1, -0.55, "spread", color=MUTED, size=9, ha="right", va="bottom")
    axes.set_xticks([0, 0.5, 1], ["first word", "half way", "last word"])
    alt = f"Dispersion plot of {prose.plural(rows, 'word')}. " + " ".join(
        f"{item.word}: {prose.plural(int((places['term'] == item.word).sum()), 'use')}, spread "
        f"{item.dispersion:.2f}."
        for item in shown.itertuples(index=False)
    )
    data = places[places["term"].isin(shown["word"])].reset_index(drop=True)
    return Chart(figure, title, alt, data)


def _paragraph_starts(article) -> list[float]:
    """Return where paragraphs begin, as shares of the words."""
    sentences = article.sentences[~article.sentences["residue"]]
    before = sentences["words"].cumsum() - sentences["words"]
    first = ~sentences["paragraph"].duplicated()
    return (before[first] / max(1, int(sentences["words"].sum()))).tolist()
