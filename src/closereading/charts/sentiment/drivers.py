"""The words that made the strongest sentences what they are, and their context."""

import numpy as np
import pandas as pd

from closereading.charts.sentiment import marks
from closereading.charts.style import GREY, INK, MUTED, Chart, frame
from closereading.prose import shorten, signed
from closereading.sentiment import leave_out, means, scorer


def drivers(article, scores: pd.DataFrame, *, sentences: int = 5, words: int = 4) -> Chart:
    """Draw the words that made the strongest sentences what they are, and what the context adds.

    Returns
    -------
    Chart
        A block a sentence, a bar a word, a last one for the context. ``data``: ``sentence``,
        ``score``, ``word``, ``contribution``.
    """
    columns = ("sentence", "score", "word", "contribution")
    used = means.kept(scores)
    used = used[used["label"].isin([scorer.POSITIVE, scorer.NEGATIVE])]
    if used.empty:
        return marks.nothing(article, columns)
    chosen = used.reindex(used["score"].abs().sort_values(ascending=False, kind="stable").index)
    chosen = chosen.head(sentences)
    table = scorer.contributions(article)
    table["shown"] = [
        f"not … {word}" if negated else word
        for word, negated in zip(table["word"], table["negated"], strict=True)
    ]
    blocks = []
    for row in chosen.itertuples():
        part = table[table["sentence"] == row.sentence]
        sums = part.groupby("shown", sort=False)["contribution"].sum()
        sums = sums.reindex(sums.abs().sort_values(ascending=False, kind="stable").index)
        # What rounds to nothing is no driver.
        most = min(words, max(1, int((sums.abs() >= 0.005).sum())), len(sums))
        blocks.append((row, sums.head(most), float(sums.iloc[most:].sum()), len(sums) - most))
    row, sums, *_ = blocks[0]
    if sums.empty or abs(row.context_part) > abs(sums.iloc[0]):
        title = "In the strongest sentence the context weighs most"
    else:
        title = f"“{shorten(sums.index[0], 22)}” weighs most in the strongest sentence"
    count = len(means.kept(scores))
    subtitle = (
        f"What each word adds to the {len(blocks)} strongest of {count} sentences; all its other "
        "words together in grey; then what the context adds, with the words it hangs on."
    )
    rows = sum(len(block[1]) + 2 + (block[3] > 0) for block in blocks) + 0.4 * len(blocks)
    figure, axes = frame(
        title, subtitle, article, height=0.23 * rows + 0.1, left=2.45, right=0.4, bottom=0.3
    )
    y, ticks, names, data = 0.0, [], [], []
    plain = dict(zip(article.sentences["sentence"], article.plain, strict=True))
    widest = max([0.1, *(abs(row.context_part) for row, *_ in blocks)])
    widest = 1.35 * max([widest, *(sums.abs().max() for _, sums, *_ in blocks if len(sums))])
    for row, sums, rest, more in blocks:
        axes.text(
            0, y, f"{row.sentence}: {signed(row.score)}  ", size=9, weight="bold", va="center",
            ha="right", transform=axes.get_yaxis_transform(),
        )  # fmt: skip
        axes.text(
            0, y, marks.quoted(row.text, 78), size=9, va="center",
            transform=axes.get_yaxis_transform(),
        )  # fmt: skip
        items = [(word, amount, marks.colour(np.sign(amount))) for word, amount in sums.items()]
        if more > 0:
            items.append((f"{more} other word{'s' if more > 1 else ''}", rest, GREY))
        if row.context_part:
            text = plain[row.sentence]
            named = leave_out.written(text, leave_out.hangs_on(text))
            context = f"{scorer.CONTEXT}: {named}" if named else scorer.CONTEXT
            items.append((context, row.context_part, marks.colour(np.sign(row.context_part))))
        for word, amount, colour in items:
            y += 1
            axes.barh(y, amount, height=0.66, color=colour)
            axes.plot([0, 0], [y - 0.5, y + 0.5], color=INK, linewidth=1.1)
            axes.annotate(
                signed(amount), (amount, y), (3 if amount >= 0 else -3, 0),
                textcoords="offset points", va="center", ha="left" if amount >= 0 else "right",
                size=8, color=MUTED,
            )  # fmt: skip
            ticks.append(y)
            names.append(shorten(word, 34))
            data.append((row.sentence, row.score, word, amount))
        y += 1.4
    axes.set_yticks(ticks, names, size=9)
    axes.set_ylim(y - 0.7, -0.7)
    axes.set_xlim(-widest, widest)
    axes.set_xticks([])
    alt = "Bars of what words add to the strongest sentences. " + " ".join(
        f"Sentence {row.sentence}, score {signed(row.score)}: "
        + ", ".join(f"{word} {signed(amount)}" for word, amount in sums.items())
        + f", {scorer.CONTEXT} {signed(row.context_part)}."
        for row, sums, _, _ in blocks
    )  # fmt: skip
    return Chart(figure, title, alt, pd.DataFrame(data, columns=list(columns)))
