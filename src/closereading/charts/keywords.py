"""Charts of words and phrases: how often, how firm, how much commoner than elsewhere, where."""

import numpy as np
import pandas as pd

from closereading import prose
from closereading.charts import style
from closereading.charts.style import BLUE, GREY, INK, ORANGE, PALE, Chart
from closereading.keywords.keyfigures import OFTEN
from closereading.prose import shorten
from closereading.resampling import FIRM

MOST = 10  # rows
MOST_ROWS = 8  # words in the dispersion plot
PARAGRAPHS = 120  # the lines of more than these run together into a grey wall
TEN = float(np.log2(10))
SOFT = "#8fbcd6"  # BLUE, thinned: an item whose place is not firm


def _label(row) -> str:
    """Name a word by its two commonest forms that are more than an ending apart."""
    other = next(
        (form for form in str(row.forms).split(", ")[1:]
         if form[:4].lower() == row.word[:4].lower()
         and form[0].isupper() and row.word[0].isupper()
         and form.rstrip("s") != row.word.rstrip("s")),
        None,
    )  # fmt: skip
    return f"{row.word} / {other}" if other else row.word


def _ranked(article, table: pd.DataFrame, *, kind: str, title: str, labels, measure: str) -> Chart:
    """Draw a bar an item, and beside it the interval of its rank and whether it stays."""
    stays = table["stability"].map(prose.percent).where(table["stability"].notna(), "–")
    ranks = [
        f"{low:.0f} to {high:.0f}" if np.isfinite(low) else "–"
        for low, high in zip(table["low"], table["high"], strict=True)
    ]
    subtitle = (
        f"The {len(table)} leading {kind}: {measure}. Beside them, when the sentences are drawn "
        "again, the 95 % interval of the rank and the share of draws in the top ten; pale where "
        f"that is less than {prose.percent(FIRM)}."
    )
    figure, axes = style.rows(
        title, subtitle, article, labels, beside={"rank": ranks, "in top ten": stays}, left=2.3,
        bottom=0.1,
    )  # fmt: skip
    colours = np.where(table["stability"] >= FIRM, BLUE, SOFT)
    bars = axes.barh(range(len(table)), table["count"].astype(float), height=0.62, color=colours)
    axes.bar_label(bars, padding=4, weight="bold")
    axes.set_xlim(0, 1.1 * float(table["count"].max()))
    axes.set_xticks([])
    alt = style.told(f"Bar chart of the {len(table)} leading {kind.removeprefix('noun ')}", (
        f"{name} {prose.plural(count, 'use')}, in the top ten in {share}"
        for name, count, share in zip(table.iloc[:, 0], table["count"], stays, strict=True)
    ))  # fmt: skip
    return Chart(figure, title, alt, table.reset_index(drop=True))


@style.drawn
def words(article, table: pd.DataFrame, numbers: dict[str, dict]) -> Chart:
    """Draw the most used content words, with how firm each place is.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``keywords.words``.
    numbers : dict
        As made by ``keywords.numbers``: how many content words there are, and whether that is
        enough to rank them.

    Returns
    -------
    Chart
        Bars of counts, sorted; beside them the interval of each rank. ``data``: the ten rows.
    """
    head = table.head(MOST)
    if head.empty:
        return style.empty("No content words", "This text has no content words.")
    head = head.sort_values(["count", "score"], ascending=False, kind="stable")
    enough = numbers["keywords.verdict"]["value"] == "ranked"
    return _ranked(
        article, head, kind="content words",
        title=f"{_most_used(head)}; {_firm(head) if enough else 'too little text to rank'}",
        labels=[_label(row) for row in head.itertuples(index=False)],
        measure=f"uses among {prose.count(numbers['keywords.content']['n'])} content words",
    )  # fmt: skip


def _most_used(head: pd.DataFrame) -> str:
    """Say which word is used most; it need not be the list's first, where early words lead."""
    first = head[head["count"] == head["count"].max()]
    if len(first) > 2 and first["count"].iloc[0] == 1:
        return "No word is used twice"
    names = [f"“{shorten(str(word), 24)}”" for word in first["word"]]
    if len(names) > 2:
        names = [names[0], f"{len(names) - 1} more words"]
    return f"{prose.listed(names)} {'is' if len(names) == 1 else 'are'} used most"


def _firm(head: pd.DataFrame) -> str:
    firm, n = int((head["stability"] >= FIRM).sum()), len(head)
    if head["stability"].isna().all():
        return "too little text to rank"
    if firm in (0, n):
        return f"{'every' if firm else 'no'} place is firm"
    return f"{firm} of {n} places {'is' if firm == 1 else 'are'} firm"


def phrases(article, table: pd.DataFrame, returned: pd.DataFrame) -> Chart:
    """Draw how often the leading phrases are used, with how firm each place is.

    Parameters
    ----------
    article : Article
    table : DataFrame
        As made by ``keywords.phrases``.
    returned : DataFrame
        Those of them that the text comes back to, as made by ``keywords.returned``.

    Returns
    -------
    Chart
        Bars of counts, in the order of the list; beside them the interval of each rank. ``data``:
        the ten rows.
    """
    head = table.head(MOST)
    if head.empty:
        return style.empty("No phrases", "This text has no noun phrases.")
    leading = returned.loc[returned["phrase"].isin(head["phrase"]), "phrase"].head(2)
    back = f"The text comes back to {prose.listed([f'“{shorten(one, 28)}”' for one in leading])}"
    return _ranked(
        article, head, kind="noun phrases",
        title=f"{back if len(leading) else 'No leading phrase returns'}; {_firm(head)}",
        labels=head["phrase"], measure="uses, in order of what the text is about",
    )  # fmt: skip


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
    rows = table.head(MOST).reset_index(drop=True)
    above = int((table["log_ratio_low"] > 0).sum())
    many = f"{above} {'word is' if above == 1 else 'words are'}" if above else "No word is"
    title = f"{many} surely commoner here than in English"
    subtitle = (
        "Times as common as in general English, intervals that hold for all words together; the "
        f"{len(rows)} of highest log-likelihood of {len(table)} used twice or more. Open dots: not "
        "in the reference, a least value."
    )
    expected = rows["expected"].map(lambda uses: f"{uses:.2f}" if uses >= 0.005 else "<0.01")
    origin = style.source(article, beside="general English (wordfreq: books, news, subtitles, web)")
    beside = {"here": rows["count"].map(str), "expected": expected}
    figure, axes = style.rows(title, subtitle, origin, rows["word"], beside=beside, width=24)
    value, low, high = (rows[f"log_ratio{end}"] for end in ("", "_low", "_high"))
    sure = (low > 0) | (high < 0)
    colours, at = np.where(sure, np.where(value > 0, BLUE, ORANGE), GREY), range(len(rows))
    axes.hlines(at, low, high, color=colours, linewidth=2)
    fill = np.where(rows["listed"].astype(bool), colours, "white")
    axes.scatter(value, at, s=42, color=fill, edgecolors=colours, zorder=3)
    least, most = min(0.0, float(low.min())), float(high.max())
    axes.set_xlim(least - 0.3, most + 0.3)
    step = TEN * max(1, int(np.ceil((most - least) / TEN / 8)))
    for tick in style.ticks(axes, least, most, step, _times):
        axes.axvline(tick, color=PALE if tick else INK, linewidth=0.8 if tick else 1.2, zorder=0)
    alt = style.told("Dot plot on a scale of doublings", (
        f"{row.word} {_times(row.log_ratio)} as common" for row in rows.itertuples()
    ))  # fmt: skip
    return Chart(figure, title, alt, rows)


def _times(log_ratio: float) -> str:
    """Write a binary logarithm as a multiple: ×8, ×1/4, ×1,000."""
    value = float(f"{2.0 ** abs(log_ratio):.6g}")
    if value >= 1e6:
        text = f"{value / 1e6:.0f}\u00a0m"
    else:
        text = f"{value / 1000:.0f}\u00a0k" if value >= 10_000 else f"{value:,.0f}"
    return f"×1/{text}" if log_ratio < 0 and value > 1 else f"×{text}"


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
        return style.empty("No words to place", "This text has no content words.")
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
    labels = [_label(row) for row in shown.itertuples(index=False)]
    spreads = shown["dispersion"].map("{:.2f}".format)
    figure, axes = style.rows(
        title, subtitle, article, labels, beside={"spread": spreads}, tall=0.36, left=2.3
    )
    axes.set_xlim(-0.005, 1.005)
    axes.vlines(starts, -0.5, len(shown) - 0.5, color=GREY, linewidth=0.5, zorder=0)
    axes.hlines(range(len(shown)), 0, 1, color=PALE, linewidth=1, zorder=0)
    for row, word in enumerate(shown["word"]):
        at = places.loc[places["term"] == word, "position"]
        axes.vlines(at, row - 0.3, row + 0.3, color=BLUE, linewidth=2.2)
    axes.set_xticks([0, 0.5, 1], ["first word", "half way", "last word"])
    uses = places["term"].value_counts()
    alt = style.told(f"Dispersion plot of {prose.plural(len(shown), 'word')}", (
        f"{word} {prose.plural(int(uses[word]), 'use')}, spread {spread}"
        for word, spread in zip(shown["word"], spreads, strict=True)
    ))  # fmt: skip
    data = places[places["term"].isin(shown["word"])].reset_index(drop=True)
    return Chart(figure, title, alt, data)


def _paragraph_starts(article) -> list[float]:
    """Return where paragraphs begin, as shares of the words."""
    sentences = article.kept
    before = sentences["words"].cumsum() - sentences["words"]
    return (before[~sentences["paragraph"].duplicated()] / max(1, article.words)).tolist()
