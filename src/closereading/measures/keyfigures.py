"""The entries ``article.*`` of results.json."""

from closereading import book, news
from closereading.article import Article
from closereading.measures import overview, shares

MOST_NAMED = 5  # speakers with entries of their own
MOST_QUOTED = 3  # passages of one kind
COUNTS = ("paragraphs", "sentences", "words")
METADATA = ("metadata", "date", "byline", "dateline", "field")  # kinds of notes


def numbers(article: Article) -> dict[str, dict]:
    """Return the entries ``article.*`` of results.json.

    Notes
    -----
    Tables they point into: ``sentences``, ``measures``, ``voices``, ``speakers``, ``notes``.
    """
    return {
        **_about(article),
        **_measured(article),
        **_cleaned(article),
        **_voices(article),
        **_passages(article),
    }


def _about(article: Article) -> dict[str, dict]:
    sentences, total = article.sentences, len(article.sentences)
    return book.facts(
        "article",
        {
            "title": (article.title, 1),
            "date": (article.date or None, 1),
            "name": (article.name or None, 1),
            "sha256": (article.sha256, 1),
            "encoding": (article.encoding, 1),
            "language": (article.language, 1),
            "english": (article.english, 1),
            "characters": (len(article.text), len(article.text)),
            "all_sentences": (total, total),
            "all_paragraphs": (int(sentences["paragraph"].nunique()), total),
            "all_words": (article.words, article.words),
            "headline": (bool((sentences["part"] == "headline").any()), 1),
        },
    )


def _measured(article: Article) -> dict[str, dict]:
    found, table = {}, overview.summary(article)
    for row, (measure, line) in enumerate(zip(overview.MEASURES, table.itertuples(), strict=True)):
        said = {"unit": measure.unit, "method": measure.method, "keys": [measure.key]}
        of, one = "article.measures", table.iloc[[row]]
        leaves = ["", "reading"] if measure.key in ("ease", "mattr") else [""]
        found |= book.cells(of, one, leaves=leaves, **said)
        if n := overview.in_news(measure.key)[2]:
            low, high = news.USUAL
            found |= book.cells(
                of, one, leaves=["news.low", "news.high"], low=low, high=high,
                n=n, **said,
            )  # fmt: skip
        if measure.unit in COUNTS and float(line.value).is_integer():
            found[f"article.{measure.key}"]["value"] = int(line.value)
    return found


def _cleaned(article: Article) -> dict[str, dict]:
    sentences, total = article.sentences, len(article.sentences)
    residue, notes = sentences[sentences["residue"]], article.notes.reset_index(drop=True)
    metadata = notes[notes["kind"].isin(METADATA)]
    foreign = int((notes["kind"] == "language").sum()) if article.english else 0
    return {
        **book.facts(
            "article",
            {
                "residue": (len(residue), total),
                "notes": (len(notes), len(notes)),
                "metadata": (len(metadata), len(notes)),
                "foreign": (foreign, total),
                "duplicates": (int((notes["kind"] == "duplicate").sum()), total),
            },
        ),
        **book.cells("article.residue.{k}", residue.head(MOST_QUOTED), n=1),
        **book.cells("article.metadata.{k}", metadata.head(MOST_QUOTED), n=1),
    }


def _voices(article: Article) -> dict[str, dict]:
    """Return how much each voice and each named speaker has."""
    n, voices, speakers = len(article.body), shares.by_voice(article), shares.by_speaker(article)
    named = speakers[~speakers["speaker"].isin([shares.AUTHOR, shares.UNNAMED])]
    return {
        **book.cells("article.{k}", voices, keys=voices["voice"], n=n),
        **book.facts("article", {"speakers": (len(named), n)}),
        **book.cells("article.speaker.{k}", named.head(MOST_NAMED), n=n),
    }


def _passages(article: Article) -> dict[str, dict]:
    body = article.body
    quoted = body[body["voice"] == shares.QUOTATION]
    longest = body.iloc[[int(body["words"].argmax())]] if len(body) else body
    return book.cells("article.quotation.1", quoted.head(1), n=len(quoted)) | book.cells(
        "article.longest.passage", longest, n=len(body)
    )
