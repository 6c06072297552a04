"""The numbers of the sentiment notebook, each with its n, its method and its table cell."""

import numpy as np
import pandas as pd

from closereading import book
from closereading.sentiment import comparison, leave_out, means, scorer, subject

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
TURN = ("p", "sentence", "before", "after")


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
    found = _counts(article, scores, used) | _means(article, scores, len(used))
    plain = dict(zip(article.sentences["sentence"], article.plain, strict=True))
    return {
        **found,
        **_judged(found["sentiment.mean"]),
        **_compared(article, scores),
        **_extreme("lowest", used, plain, -1),
        **_extreme("highest", used, plain, 1),
    }


def _counts(article, scores: pd.DataFrame, used: pd.DataFrame) -> dict[str, dict]:
    read, left, labels = len(scores), len(used), used["label"]
    counts = {
        label.replace(" ", "_"): (int((labels == label).sum()), left)
        for label in (scorer.POSITIVE, scorer.NEGATIVE, scorer.NEUTRAL, scorer.SILENT)
    }
    about = {
        "english": (bool(getattr(article, "english", True)), read),
        "sentences": (left, read),
    }
    return {
        **book.facts("sentiment", about),
        **book.facts("sentiment", counts, of="label"),
    }


def _means(article, scores: pd.DataFrame, count: int) -> dict[str, dict]:
    """Return the mean of the whole, of its parts, of each voice and of each speaker."""
    whole, voices = means.summary(article, scores), means.by_voice(scores)
    speakers = means.by_speaker(scores)
    keys = {group: key for key, group in GROUPS.items()}
    return {
        **book.facts("sentiment", dict.fromkeys(GROUPS, (None, 0)), of="mean"),
        **book.cells("sentiment.means", whole, keys=whole["group"].map(keys)),
        **book.cells("sentiment.voices", voices, keys=voices["group"]),
        **book.cells("sentiment.speaker{k}", speakers),
        **book.facts("sentiment", {"speakers": (len(speakers), count)}),
    }


def _judged(mean: dict) -> dict[str, dict]:
    """Return the verdict on the mean, and the percentile of it and of its interval's ends."""
    verdict = means.verdict(mean["value"], mean["low"], mean["high"], n=mean["n"])
    value, *ends = (
        means.percentile(np.nan if mean[name] is None else mean[name])
        for name in ("value", "low", "high")
    )
    stories = int(means.news_quantiles()["n"].iloc[0])
    return book.facts(
        "sentiment",
        {"percentile": (value, stories, *ends), "verdict": (verdict, mean["n"])},
        band=means.BAND,
    )


def _compared(article, scores: pd.DataFrame) -> dict[str, dict]:
    """Compare two scorers, the sentences before a turn and after it, and name the subject."""
    both, bend = comparison.agreement(scores), means.turn(scores)
    subjects = subject.subject_words(article)["word"].tolist()
    return book.facts(
        "sentiment",
        {
            "agreement": (both["r"], both["n"], both["low"], both["high"]),
            "same": (both["same"], both["n"]),
            "opposed": (both["opposed"], both["n"]),
            **{f"turn.{each}": (bend[each], bend["n"]) for each in TURN},
            "subject": (", ".join(subjects[:SUBJECT_NAMED]), len(subjects)),
        },
    )


def _extreme(key: str, used: pd.DataFrame, plain: dict, sign: int) -> dict[str, dict]:
    """Return the most negative or the most positive sentence, quoted, if there is one."""
    values, hangs = used["score"] * sign, None
    if len(used) and values.max() >= scorer.BAND:
        row = used.loc[[values.idxmax()]]
        found = book.cells("sentiment.{k}", row, keys=[key], n=1)
        if row["context_part"].iloc[0]:
            text = plain[row["sentence"].iloc[0]]
            hangs = leave_out.written(text, leave_out.hangs_on(text)) or None
    else:
        none = pd.DataFrame([{}], columns=["score", "low", "high", "text", "sentence", "words"])
        found = book.cells("sentiment.{k}", none, keys=[key], n=1)
        for entry in found.values():
            entry["row"] = None
    return found | book.facts("sentiment", {f"{key}.hangs_on": (hangs, 1)}, of="hangs_on")
