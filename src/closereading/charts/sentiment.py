"""Charts of tone: the words of the strongest sentences, and whose tone it is."""

import numpy as np
import pandas as pd

from closereading.charts import style
from closereading.charts.arc import NOTHING, colour, quoted
from closereading.charts.style import BLUE, GREY, INK, MUTED, ORANGE, PALE, Chart
from closereading.prose import shorten, signed
from closereading.reading import names
from closereading.sentiment import means, scorer

STRONGEST = 5  # sentences taken apart
HEAVIEST = 4  # words of each
MOST_SPEAKERS = 6
LONGEST = 18  # characters of a name
NAMES = {"reported": "reported speech"}


def drivers(article, scores: pd.DataFrame, parts: pd.DataFrame, reasons: pd.DataFrame) -> Chart:
    """Draw the words that made the strongest sentences what they are, and what the context adds.

    Parameters
    ----------
    article : Article
    scores, parts, reasons : DataFrame
        As made by ``sentiment.score``, ``contributions`` and ``reasons``.

    Returns
    -------
    Chart
        A block a sentence, a bar a word, a last one for the context. ``data``: ``sentence``,
        ``score``, ``word``, ``contribution``.
    """
    used = means.kept(scores)
    strong = used[used["label"].isin([scorer.POSITIVE, scorer.NEGATIVE])]
    if strong.empty:
        return NOTHING if used.empty else style.empty(
            "There is no strong sentence to take apart", "No sentence is positive or negative."
        )  # fmt: skip
    order = strong["score"].abs().sort_values(ascending=False, kind="stable").index
    named = dict(zip(reasons["sentence"], reasons["hangs_on"], strict=True))
    blocks = [
        (row, _block(row, parts[parts["sentence"] == row.sentence], named.get(row.sentence)))
        for row in strong.loc[order].head(STRONGEST).itertuples()
    ]
    first = max(blocks[0][1], key=lambda item: abs(item[1]))[0]
    title = f"“{shorten(first, 22)}” weighs most in the strongest sentence"
    if first.startswith(scorer.CONTEXT):
        title = "In the strongest sentence the context weighs most"
    subtitle = (
        f"What each word adds to the {len(blocks)} strongest of {len(used)} sentences; all its "
        "other words together in grey; then what the context adds, with the words it hangs on."
    )
    labels, places, heads = [], [], []
    for _, items in blocks:
        heads.append(places[-1] + 1.4 if places else 0.0)
        labels += [name for name, _ in items]
        places += [heads[-1] + 1 + k for k in range(len(items))]
    figure, axes = style.rows(
        title, subtitle, article, labels, places=places, tall=0.23, left=2.45, width=34,
        bottom=0.1,
    )  # fmt: skip
    axes.tick_params(axis="y", labelsize=9)
    axes.set_ylim(places[-1] + 0.7, -0.7)
    axes.set_xticks([])
    amounts = [amount for _, items in blocks for _, amount in items]
    widest = 1.35 * max(0.1, *map(abs, amounts))
    axes.set_xlim(-widest, widest)
    beside = {"size": 9, "va": "center", "transform": axes.get_yaxis_transform()}
    for y, (row, _) in zip(heads, blocks, strict=True):
        axes.text(
            0, y, f"{row.sentence}: {signed(row.score)}  ", weight="bold", ha="right", **beside
        )
        axes.text(0, y, quoted(row.text, 78), **beside)
    other = [name.partition(" ")[2].startswith("other word") for name in labels]
    colours = [GREY if rest else BLUE if amount > 0 else ORANGE
               for rest, amount in zip(other, amounts, strict=True)]  # fmt: skip
    bars = axes.barh(places, amounts, height=0.66, color=colours)
    axes.bar_label(bars, map(signed, amounts), padding=3, size=8, color=MUTED)
    axes.vlines(
        [0] * len(places), np.array(places) - 0.5, np.array(places) + 0.5, color=INK, lw=1.1
    )
    data = pd.DataFrame(
        [(row.sentence, row.score, *item) for row, items in blocks for item in items],
        columns=["sentence", "score", "word", "contribution"],
    )
    alt = style.told("Bars of what words add to the strongest sentences", (
        f"sentence {row.sentence}, score {signed(row.score)}: "
        + ", ".join(f"{name} {signed(amount)}" for name, amount in items)
        for row, items in blocks
    ))  # fmt: skip
    return Chart(figure, title, alt, data)


def _block(row, part: pd.DataFrame, named: str | None) -> list[tuple[str, float]]:
    """Return the bars of a sentence: its heaviest words, the others together, the context."""
    shown = part["word"].where(~part["negated"].astype(bool), "not … " + part["word"])
    sums = part.groupby(shown, sort=False)["contribution"].sum()
    sums = sums.reindex(sums.abs().sort_values(ascending=False, kind="stable").index)
    # What rounds to nothing is no driver.
    most = min(HEAVIEST, max(1, int((sums.abs() >= 0.005).sum())), len(sums))
    items = list(sums.head(most).items())
    if rest := len(sums) - most:
        items.append((f"{rest} other word{'s' if rest > 1 else ''}", float(sums.iloc[most:].sum())))
    if row.context_part:
        context = f"{scorer.CONTEXT}: {named}" if named else scorer.CONTEXT
        items.append((context, row.context_part))
    return items


def _short(name: str) -> str:
    """Shorten a long name to the family name, of two people to both."""
    people = name.split(" and ")
    if len(name) > LONGEST and all(map(names.person, people)):
        name = " and ".join(one.split()[-1] for one in people)
    return shorten(name, LONGEST)


def voices(article, whole: pd.DataFrame, spoken: pd.DataFrame, people: pd.DataFrame) -> Chart:
    """Draw the mean tone of the whole, of its parts, of each voice and each speaker.

    Parameters
    ----------
    article : Article
    whole, spoken, people : DataFrame
        As made by ``sentiment.summary``, ``by_voice`` and ``by_speaker``.

    Returns
    -------
    Chart
        A dot with its interval a row. ``data``: ``group``, ``mean``, ``low``, ``high``, ``n``.
    """
    if not whole["n"].any():
        return NOTHING
    people = people.head(MOST_SPEAKERS).assign(
        group=lambda rows: [f"{_short(name)} speaking" for name in rows["group"]]
    )
    blocks = [block for block in (whole, spoken, people) if len(block)]
    table = pd.concat(blocks, ignore_index=True)
    apart = spoken[spoken["n"] >= means.FEWEST].set_index("group")
    title = "No voice is clearly darker than another"
    if len(spoken) < 2:
        title = "One voice tells this text"
    elif len(apart) < 2:
        title = "Too few sentences to compare the voices"
    else:
        one, other = apart["mean"].idxmin(), apart["mean"].idxmax()
        if apart.loc[one, "high"] < apart.loc[other, "low"]:
            title = f"{NAMES.get(one, one).capitalize()} is darker than {NAMES.get(other, other)}"
    subtitle = (
        "Mean tone of the sentences, −1 to +1. Line: 95 % bootstrap interval over sentences, grey "
        "where it holds zero; none for a single sentence. n: sentences."
    )
    y = np.arange(len(table)) + 0.6 * np.repeat(range(len(blocks)), [len(rows) for rows in blocks])
    beside = {"mean": table["mean"].map(signed), "n": table["n"].map("{:,}".format)}
    figure, axes = style.rows(
        title, subtitle, article, table["group"], beside=beside, places=y, left=2.0, width=28
    )
    colours = [
        MUTED if scorer.uncertain(row.low, row.high) else colour(row.mean, MUTED)
        for row in table.itertuples()
    ]
    fill = np.where(table["group"].isin(means.OTHERS), "white", colours)
    axes.hlines(y, table["low"], table["high"], color=colours, linewidth=1.6)
    axes.scatter(table["mean"], y, s=42, color=fill, edgecolors=colours, zorder=3)
    reach = np.nanmax(np.abs(table[["mean", "low", "high"]].to_numpy(float)))
    reach = max(0.2, float(reach) * 1.08)
    axes.set_xlim(-reach, reach)
    step = 0.1 if reach < 0.35 else 0.2 if reach < 0.7 else 0.5
    for tick in style.ticks(axes, -reach, reach, step, lambda x: signed(x, 1) if x else "0"):
        axes.axvline(tick, color=PALE if tick else INK, linewidth=1 if tick else 1.2, zorder=0)
    alt = style.told("Dots of mean tone with intervals", (
        f"{row.group} {signed(row.mean)}"
        + (f" ({signed(row.low)} to {signed(row.high)})" if np.isfinite(row.low) else "")
        + f", n = {row.n}"
        for row in table.itertuples()
    ))  # fmt: skip
    return Chart(figure, title, alt, table)
