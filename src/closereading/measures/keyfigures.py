"""The entries ``article.*`` of results.json."""

import pandas as pd

from closereading import book, news
from closereading.article import Article
from closereading.measures import overview, shares

MOST_NAMED = 5  # speakers with entries of their own
MOST_QUOTED = 3  # passages of one kind
COUNTS = ("paragraphs", "sentences", "words")
METADATA = ("metadata", "date", "byline", "dateline", "field")  # kinds of notes

# What a measure of the table is called in results.json, and how it is made.
MEASURES = {
    "paragraphs": ("paragraphs", ""),
    "sentences": ("sentences", ""),
    "words": ("words", ""),
    "sentence length": ("sentence_length", "mean of body sentences, 95 % bootstrap"),
    "longest sentence": ("longest", ""),
    "reading ease": ("ease", "Flesch 1948, 95 % bootstrap over sentences"),
    "grade": ("grade", "Kincaid 1975, 95 % bootstrap over sentences"),
    "type-token ratio": ("ttr", "types / tokens, 95 % jackknife over 20 stretches"),
    "moving type-token ratio": ("mattr", "MATTR, windows of 50, 95 % jackknife over 20 stretches"),
    "MTLD": ("mtld", "MTLD .72, both ways, 95 % jackknife over 20 stretches"),
}


def numbers(article: Article) -> dict[str, dict]:
    """Return the entries ``article.*`` of results.json.

    Notes
    -----
    Tables they point into: ``sentences``, ``measures``, ``voices``, ``speakers``, ``notes``.
    """
    told = {
        **_about(article),
        **_measured(article),
        **_cleaned(article),
        **_voices(article),
        **_speakers(article),
        **_passages(article),
    }
    return {f"article.{key}": entry for key, entry in told.items()}


def _entry(value, unit: str, method: str, n: int = 1, **cell) -> dict:
    return book.number(value, n=n, unit=unit, method=method, **cell)


def _about(article: Article) -> dict[str, dict]:
    sentences, total = article.sentences, len(article.sentences)
    headed = bool((sentences["part"] == "headline").any())
    return {
        "title": _entry(article.title, "title", "as told, or the headline, or the first sentence"),
        "date": _entry(article.date or None, "date", "as told, or found in the text"),
        "name": _entry(article.name or None, "file name", "as given"),
        "sha256": _entry(article.sha256, "sha256", "of the bytes received"),
        "encoding": _entry(article.encoding, "encoding", "mark, strict UTF-8, zero bytes, cp1252"),
        "language": _entry(article.language, "language", "English and other function words"),
        "english": _entry(article.english, "yes or no", "share of English function words"),
        "characters": _entry(len(article.text), "characters", "count", len(article.text)),
        "all_sentences": _entry(total, "sentences", "headline and residue among them", total),
        "all_paragraphs": _entry(
            int(sentences["paragraph"].nunique()), "paragraphs", "count", total
        ),
        "all_words": _entry(
            article.words, "words", "headline and body, residue left out", article.words
        ),
        "headline": _entry(headed, "yes or no", "first paragraph"),
    }


def _measured(article: Article) -> dict[str, dict]:
    told = {}
    for row, line in enumerate(overview.summary(article).itertuples(index=False)):
        key, method = MEASURES[line.measure]
        counted = line.unit in COUNTS and float(line.value).is_integer()
        cell = {"table": "measures", "row": row}
        told[key] = _entry(
            int(line.value) if counted else line.value, line.unit,
            method or "count, body, residue left out", int(line.n),
            low=line.low, high=line.high, column="value", **cell,
        )  # fmt: skip
        if line.measure in overview.IN_NEWS:
            n = overview.in_news(line.measure)[2]
            for end, share in zip(("low", "high"), news.USUAL, strict=True):
                told[f"{key}.news.{end}"] = _entry(
                    getattr(line, f"news_{end}"), line.unit,
                    f"{share:.0%} of news stories have at most this", n,
                    column=f"news_{end}", **cell,
                )  # fmt: skip
        if key in ("ease", "mattr"):
            told[f"{key}.reading"] = _entry(
                line.reading, "words", "in words, or why it is not given", column="reading", **cell
            )
    return told


def _cleaned(article: Article) -> dict[str, dict]:
    sentences, total = article.sentences, len(article.sentences)
    residue = sentences[sentences["residue"]]
    told = {"residue": _entry(len(residue), "sentences", "torn sentences and boilerplate", total)}
    told |= _listed("residue", residue, "text", "rule for residue", table="sentences")
    notes = article.notes.reset_index(drop=True)
    told["notes"] = _entry(len(notes), "notes", "what reading did", len(notes))
    metadata = notes[notes["kind"].isin(METADATA)]
    told["metadata"] = _entry(len(metadata), "notes", "metadata taken off the text", len(notes))
    told |= _listed("metadata", metadata, "what", "rule for metadata", table="notes")
    doubled = int((notes["kind"] == "duplicate").sum())
    foreign = int((notes["kind"] == "language").sum()) if article.english else 0
    told["foreign"] = _entry(foreign, "paragraphs", "told by function words", total)
    told["duplicates"] = _entry(doubled, "paragraphs", "equal words", total)
    return told


def _listed(key: str, rows: pd.DataFrame, column: str, method: str, *, table: str) -> dict:
    """Quote the first few rows."""
    return {
        f"{key}.{count}": _entry(
            line[column], "passage", method, table=table, row=int(place), column=column
        )
        for count, (place, line) in enumerate(rows.head(MOST_QUOTED).iterrows(), start=1)
    }


def _voices(article: Article) -> dict[str, dict]:
    told, n = {}, len(article.body)
    for row, line in enumerate(shares.by_voice(article).itertuples(index=False)):
        told |= _weighed(line.voice, line, "rules for voice", n, table="voices", row=row)
    return told


def _speakers(article: Article) -> dict[str, dict]:
    n = len(article.body)
    speakers = shares.by_speaker(article)
    named = speakers[~speakers["speaker"].isin([shares.AUTHOR, shares.UNNAMED])]
    told = {"speakers": _entry(len(named), "named speakers", "rules for speakers", n)}
    for count, line in enumerate(named.head(MOST_NAMED).itertuples(), start=1):
        key, cell = f"speaker.{count}", {"table": "speakers", "row": int(line.Index)}
        told[key] = _entry(line.speaker, "name", "rules for speakers", n, column="speaker", **cell)
        told |= _weighed(key, line, "rules for speakers", n, **cell)
    return told


def _weighed(key: str, line, method: str, n: int, **cell) -> dict[str, dict]:
    """Return sentences, words and share of one voice or speaker."""
    return {
        f"{key}.sentences": _entry(
            line.sentences, "sentences", method, n, column="sentences", **cell
        ),
        f"{key}.words": _entry(line.words, "words", method, n, column="words", **cell),
        f"{key}.share": _entry(
            line.share, "share of words", "95 % bootstrap over sentences", n,
            low=line.low, high=line.high, column="share", **cell,
        ),
    }  # fmt: skip


def _passages(article: Article) -> dict[str, dict]:
    body, told = article.body, {}
    quoted = body[body["voice"] == shares.QUOTATION]
    if len(quoted):
        told["quotation.1"] = _passage(quoted, 0, "first quotation")
    if len(body):
        told["longest.passage"] = _passage(body, int(body["words"].argmax()), "most words")
    return told


def _passage(rows: pd.DataFrame, place: int, method: str) -> dict:
    return _entry(
        rows["text"].iloc[place], "passage", method, len(rows),
        table="sentences", row=int(rows.index[place]), column="text",
    )  # fmt: skip
