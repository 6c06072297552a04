"""The numbers of the sentiment notebook, each with its n, its method and its table cell."""

import numpy as np
import pandas as pd

from closereading import book
from closereading.book import Column
from closereading.sentiment import (
    among_news,
    comparison,
    leave_out,
    means,
    scorer,
    subject,
    turns,
)

SCORE = "score, -1 to 1"
MEAN = "mean over sentences, 95 % bootstrap interval over sentences"
LABELLED = "score at least 0.06, at most -0.06, between, nothing to go by"
# Rows of ``means.summary``, and the names of their numbers.
GROUPS = {
    "mean": "whole article",
    "headline": "headline",
    "body": "body",
    "told": "without subject words",
    "words_alone": "words alone",
    "vader": "plain VADER",
}
SUBJECT_NAMED = 6  # words of the subject that are named
MEANS = {"": Column("mean", SCORE, MEAN, "n", "low", "high")}
NAMES = {".name": Column("group", "name", "named in the text", "n")}
EXTREME = {
    "": Column("score", SCORE, "sentence score, 90 % prediction interval", 1, "low", "high"),
    ".passage": Column("text", "passage", "as printed"),
    ".sentence": Column("sentence", "sentence", "number"),
    ".words": Column("words", "words", "contribution of each before the squash"),
}


def numbers(article, scores: pd.DataFrame) -> dict[str, dict]:
    """Gather the numbers of the notebook.

    Parameters
    ----------
    article : Article
    scores : DataFrame
        As made by ``sentiment.score``.

    Returns
    -------
    dict
        Keys ``sentiment.…``, entries made by ``book.number``.
    """
    used = means.kept(scores)
    found = _counts(article, scores, used)
    found |= _means(article, scores)
    found |= _judged(found["mean"])
    found |= _compared(article, scores)
    plain = dict(zip(article.sentences["sentence"], article.plain, strict=True))
    found |= _extreme("lowest", used, plain, -1)
    found |= _extreme("highest", used, plain, 1)
    return {f"sentiment.{key}": entry for key, entry in found.items()}


def _counts(article, scores: pd.DataFrame, used: pd.DataFrame) -> dict[str, dict]:
    read, left = len(scores), len(used)
    english = bool(getattr(article, "english", True))
    rows = [
        ("english", english, read, "verdict", "share of English function words"),
        ("sentences", left, read, "sentences", "residue left out"),
        ("residue", int(scores["residue"].sum()), read, "sentences", "left out"),
    ]
    for label in (scorer.POSITIVE, scorer.NEGATIVE, scorer.NEUTRAL, scorer.SILENT):
        count = int((used["label"] == label).sum())
        rows.append((label.replace(" ", "_"), count, left, "sentences", LABELLED))
    for label in (scorer.POSITIVE, scorer.NEGATIVE):
        count = int(((used["label"] == label) & ~used["uncertain"]).sum())
        rows.append((f"{label}.surely", count, left, "sentences", "interval without zero"))
    return book.facts(rows)


def _means(article, scores: pd.DataFrame) -> dict[str, dict]:
    """Return the mean of the whole, of its parts, of each voice and of each speaker."""
    whole, voices = means.summary(article, scores), means.by_voice(scores)
    speakers = means.by_speaker(scores)
    keys = {group: key for key, group in GROUPS.items()}
    count = len(means.kept(scores))
    return {
        **book.facts((key, None, 0, SCORE, MEAN) for key in GROUPS),
        **book.cells("sentiment-means", whole, whole["group"].map(keys), MEANS),
        **book.cells("sentiment-voices", voices, voices["group"], MEANS),
        **book.cells(
            "sentiment-speakers", speakers, (f"speaker{row + 1}" for row in speakers.index),
            MEANS | NAMES,
        ),
        **book.facts([("speakers", len(speakers), count, "speakers", "named, with a sentence")]),
    }  # fmt: skip


def _judged(mean: dict) -> dict[str, dict]:
    """Return the verdict on the mean, and the percentile of it and of its interval's ends."""
    verdict = means.verdict(mean["value"], mean["low"], mean["high"], n=mean["n"])
    how = f"all of the interval within {means.BAND} of zero; or none of it at zero"
    at = {
        name: among_news.percentile(np.nan if mean[name] is None else mean[name])
        for name in ("value", "low", "high")
    }
    entry = book.number(
        **at, n=among_news.stories(), unit="per cent of news stories",
        method="stories with a lower mean tone; ends of the mean's interval",
    )  # fmt: skip
    return {"percentile": entry} | book.facts([("verdict", verdict, mean["n"], "verdict", how)])


def _compared(article, scores: pd.DataFrame) -> dict[str, dict]:
    """Compare two scorers, the sentences before a turn and after it, and name the subject."""
    both, bend = comparison.agreement(scores), turns.turn(scores)
    subjects = subject.subject_words(article)["word"].tolist()
    r = book.number(
        both["r"], low=both["low"], high=both["high"], n=both["n"], unit="correlation",
        method="Pearson r of ours and plain VADER over sentences, 95 % bootstrap interval",
    )  # fmt: skip
    key = "nouns and verbs key against general English, corrected p at most .05"
    order = "permutation of sentence order, largest CUSUM"
    return {"agreement": r} | book.facts(
        [
            ("same", both["same"], both["n"], "share", "same label, no signal as neutral"),
            ("opposed", both["opposed"], both["n"], "sentences", "labels of opposite sign"),
            ("turn.p", bend["p"], bend["n"], "p", order),
            ("turn.sentence", bend["sentence"], bend["n"], "sentence",
             "first after the largest CUSUM"),
            ("turn.before", bend["before"], bend["n"], SCORE, "mean over sentences"),
            ("turn.after", bend["after"], bend["n"], SCORE, "mean over sentences"),
            ("subject", ", ".join(subjects[:SUBJECT_NAMED]), len(subjects), "words", key),
        ]
    )  # fmt: skip


def _extreme(key: str, used: pd.DataFrame, plain: dict, sign: int) -> dict[str, dict]:
    """Return the most negative or the most positive sentence, quoted, if there is one."""
    values = used["score"] * sign
    named = None
    if len(used) and values.max() >= scorer.BAND:
        row = used.loc[[values.idxmax()]]
        found = book.cells("sentiment", row, [key], EXTREME)
        if row["context_part"].iloc[0]:
            text = plain[row["sentence"].iloc[0]]
            named = leave_out.written(text, leave_out.hangs_on(text)) or None
    else:
        found = {
            key + leaf: book.number(
                None, n=1, unit=column.unit, method=column.method, table="sentiment",
                column=column.name,
            )
            for leaf, column in EXTREME.items()
        }  # fmt: skip
    hangs = (".hangs_on", named, 1, "words", "left out in turn; those the context loses most by")
    return found | book.facts([hangs], key)
