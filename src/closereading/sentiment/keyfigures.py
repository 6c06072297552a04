"""The numbers of the sentiment notebook, each with its n, its method and its table cell."""

import numpy as np
import pandas as pd

from closereading import book
from closereading.sentiment import among_news, comparison, means, scorer, subject, turns

SCORE = "score, -1 to 1"
MEAN = "mean over sentences, 95 % bootstrap interval over sentences"
LABELLED = "score at least 0.05, at most -0.05, between, no word that moves it"
# Rows of ``means.summary``, and the names of their numbers.
GROUPS = {
    "mean": "whole article",
    "headline": "headline",
    "body": "body",
    "told": "without subject words",
    "vader": "plain VADER",
}
SUBJECT_NAMED = 6  # words of the subject that are named


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
        Keys ``sentiment.…``, entries made by ``results.number``.
    """
    used = means.kept(scores)
    found = _counts(article, scores, used)
    found |= _means(article, scores)
    found |= _place(found["mean"])
    found |= _agreement(scores)
    found |= _turn(scores)
    found |= _subject(article)
    found |= _extreme("lowest", used, -1)
    found |= _extreme("highest", used, 1)
    return {f"sentiment.{key}": entry for key, entry in found.items()}


def _entries(rows: list[tuple]) -> dict[str, dict]:
    """Make an entry of each row: key, value, n, unit, method."""
    return {
        key: book.number(value, n=n, unit=unit, method=method)
        for key, value, n, unit, method in rows
    }


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
    return _entries(rows)


def _mean(row, table: str, place: int) -> dict:
    return book.number(
        row.mean, low=row.low, high=row.high, n=row.n, unit=SCORE, method=MEAN,
        table=table, row=place, column="mean",
    )  # fmt: skip


def _means(article, scores: pd.DataFrame) -> dict[str, dict]:
    """Return the mean of the whole, of its parts, of each voice and of each speaker."""
    found = {key: book.number(None, n=0, unit=SCORE, method=MEAN) for key in GROUPS}
    keys = {group: key for key, group in GROUPS.items()}
    for place, row in enumerate(means.summary(article, scores).itertuples()):
        found[keys[row.group]] = _mean(row, "sentiment-means", place)
    for place, row in enumerate(means.by_voice(scores).itertuples()):
        found[row.group] = _mean(row, "sentiment-voices", place)
    speakers = means.by_speaker(scores)
    for place, row in enumerate(speakers.itertuples()):
        key, table = f"speaker{place + 1}", "sentiment-speakers"
        found[key] = _mean(row, table, place)
        found[f"{key}.name"] = book.number(
            row.group, n=row.n, unit="name", method="named in the text", table=table, row=place,
            column="group",
        )  # fmt: skip
    count = len(means.kept(scores))
    return found | _entries(
        [("speakers", len(speakers), count, "speakers", "named, with a sentence")]
    )


def _place(mean: dict) -> dict[str, dict]:
    """Return the percentile of the mean, and of the ends of its interval, among news stories."""
    at = {
        name: among_news.percentile(np.nan if mean[name] is None else mean[name])
        for name in ("value", "low", "high")
    }
    entry = book.number(
        at["value"], low=at["low"], high=at["high"], n=among_news.stories(),
        unit="per cent of news stories",
        method="stories with a lower mean tone; ends of the mean's interval",
    )  # fmt: skip
    return {"percentile": entry}


def _agreement(scores: pd.DataFrame) -> dict[str, dict]:
    both = comparison.agreement(scores)
    method = "Pearson r of ours and plain VADER over sentences, 95 % bootstrap interval"
    r = book.number(
        both["r"], low=both["low"], high=both["high"], n=both["n"], unit="correlation",
        method=method,
    )  # fmt: skip
    rows = [
        ("same", both["same"], both["n"], "share", "same label, no signal as neutral"),
        ("opposed", both["opposed"], both["n"], "sentences", "labels of opposite sign"),
    ]
    return {"agreement": r} | _entries(rows)


def _turn(scores: pd.DataFrame) -> dict[str, dict]:
    bend = turns.turn(scores)
    rows = [
        ("p", "p", "permutation of sentence order, largest CUSUM"),
        ("sentence", "sentence", "first after the largest CUSUM"),
        ("before", SCORE, "mean over sentences"),
        ("after", SCORE, "mean over sentences"),
    ]
    return _entries([(f"turn.{key}", bend[key], bend["n"], *rest) for key, *rest in rows])


def _subject(article) -> dict[str, dict]:
    words = subject.subject_words(article)["word"].tolist()
    method = "nouns and verbs key against general English, corrected p at most .05"
    return _entries([("subject", ", ".join(words[:SUBJECT_NAMED]), len(words), "words", method)])


def _extreme(key: str, used: pd.DataFrame, sign: int) -> dict[str, dict]:
    """Return the most negative or the most positive sentence, quoted, if there is one."""
    values = used["score"] * sign
    here = values.idxmax() if len(used) and values.max() >= scorer.BAND else None
    row = {} if here is None else used.loc[here]
    score = {"low": row.get("low"), "high": row.get("high")}
    columns = [
        ("", "score", SCORE, "sentence score, 90 % prediction interval", score),
        (".passage", "text", "passage", "as printed", {}),
        (".sentence", "sentence", "sentence", "number", {}),
        (".words", "words", "words", "contribution of each before the squash", {}),
    ]
    return {
        f"{key}{name}": book.number(
            row.get(column), n=1, unit=unit, method=method, table="sentiment", row=here,
            column=column, **more,
        )
        for name, column, unit, method, more in columns
    }  # fmt: skip
