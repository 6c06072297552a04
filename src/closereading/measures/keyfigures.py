"""The entries ``article.*`` of results.json."""

import pandas as pd

from closereading import book, news
from closereading.article import Article
from closereading.book import Column
from closereading.measures import overview, shares

MOST_NAMED = 5  # speakers with entries of their own
MOST_QUOTED = 3  # passages of one kind
COUNTS = ("paragraphs", "sentences", "words")
METADATA = ("metadata", "date", "byline", "dateline", "field")  # kinds of notes

MEASURES = {each.name: (each.key, each.method) for each in overview.MEASURES}


def numbers(article: Article) -> dict[str, dict]:
    """Return the entries ``article.*`` of results.json.

    Notes
    -----
    Tables they point into: ``sentences``, ``measures``, ``voices``, ``speakers``, ``notes``.
    """
    found = {
        **_about(article),
        **_measured(article),
        **_cleaned(article),
        **_voices(article),
        **_passages(article),
    }
    return {f"article.{key}": entry for key, entry in found.items()}


def _about(article: Article) -> dict[str, dict]:
    sentences, total = article.sentences, len(article.sentences)
    headed = bool((sentences["part"] == "headline").any())
    blocks, words = int(sentences["paragraph"].nunique()), article.words
    return book.facts(
        [
            ("title", article.title, 1, "title", "as told, or the headline, or the first sentence"),
            ("date", article.date or None, 1, "date", "as told, or found in the text"),
            ("name", article.name or None, 1, "file name", "as given"),
            ("sha256", article.sha256, 1, "sha256", "of the bytes received"),
            ("encoding", article.encoding, 1, "encoding", "mark, strict UTF-8, zero bytes, cp1252"),
            ("language", article.language, 1, "language", "English and other function words"),
            ("english", article.english, 1, "yes or no", "share of English function words"),
            ("characters", len(article.text), len(article.text), "characters", "count"),
            ("all_sentences", total, total, "sentences", "headline and residue among them"),
            ("all_paragraphs", blocks, total, "paragraphs", "count"),
            ("all_words", words, words, "words", "headline and body, residue left out"),
            ("headline", headed, 1, "yes or no", "first paragraph"),
        ]
    )


def _measured(article: Article) -> dict[str, dict]:
    found, table = {}, overview.summary(article)
    for row, line in enumerate(table.itertuples()):
        key, method = MEASURES[line.measure]
        method = method or "count, body, residue left out"
        columns = {"": Column("value", line.unit, method, "n", "low", "high")}
        if line.measure in overview.IN_NEWS:
            n = overview.in_news(line.measure)[2]
            for end, share in zip(("low", "high"), news.USUAL, strict=True):
                most = f"{share:.0%} of news stories have at most this"
                columns[f".news.{end}"] = Column(f"news_{end}", line.unit, most, n)
        if key in ("ease", "mattr"):
            columns[".reading"] = Column("reading", "words", "in words, or why it is not given")
        found |= book.cells("measures", table.iloc[[row]], [key], columns)
        if line.unit in COUNTS and float(line.value).is_integer():
            found[key]["value"] = int(line.value)
    return found


def _cleaned(article: Article) -> dict[str, dict]:
    sentences, total = article.sentences, len(article.sentences)
    residue, notes = sentences[sentences["residue"]], article.notes.reset_index(drop=True)
    metadata = notes[notes["kind"].isin(METADATA)]
    doubled = int((notes["kind"] == "duplicate").sum())
    foreign = int((notes["kind"] == "language").sum()) if article.english else 0
    return {
        **book.facts(
            [
                ("residue", len(residue), total, "sentences", "torn sentences and boilerplate"),
                ("notes", len(notes), len(notes), "notes", "what reading did"),
                ("metadata", len(metadata), len(notes), "notes", "metadata taken off the text"),
                ("foreign", foreign, total, "paragraphs", "told by function words"),
                ("duplicates", doubled, total, "paragraphs", "equal words"),
            ]
        ),
        **_quoted("residue", residue, Column("text", "passage", "rule for residue"), "sentences"),
        **_quoted("metadata", metadata, Column("what", "passage", "rule for metadata"), "notes"),
    }


def _quoted(key: str, rows: pd.DataFrame, column: Column, table: str) -> dict[str, dict]:
    """Quote the first few rows."""
    keys = [f"{key}.{place}" for place in range(1, MOST_QUOTED + 1)]
    return book.cells(table, rows, keys, {"": column})


def _voices(article: Article) -> dict[str, dict]:
    """Return how much each voice and each named speaker has."""
    n, voices, speakers = len(article.body), shares.by_voice(article), shares.by_speaker(article)

    def columns(how: str) -> dict[str, Column]:
        return {
            ".sentences": Column("sentences", "sentences", how, n),
            ".words": Column("words", "words", how, n),
            ".share": Column(
                "share", "share of words", "95 % bootstrap over sentences", n, "low", "high"
            ),
        }

    named = speakers[~speakers["speaker"].isin([shares.AUTHOR, shares.UNNAMED])]
    how = "rules for speakers"
    return {
        **book.cells("voices", voices, voices["voice"], columns("rules for voice")),
        **book.facts([("speakers", len(named), n, "named speakers", how)]),
        **book.cells(
            "speakers", named, [f"speaker.{place}" for place in range(1, MOST_NAMED + 1)],
            {"": Column("speaker", "name", how, n), **columns(how)},
        ),
    }  # fmt: skip


def _passages(article: Article) -> dict[str, dict]:
    body, found = article.body, {}
    quoted = body[body["voice"] == shares.QUOTATION]
    longest = body.iloc[[int(body["words"].argmax())]] if len(body) else body
    for key, rows, n, method in (
        ("quotation.1", quoted.head(1), len(quoted), "first quotation"),
        ("longest.passage", longest, len(body), "most words"),
    ):
        found |= book.cells("sentences", rows, [key], {"": Column("text", "passage", method, n)})
    return found
