"""Many articles: a row an article, made by the very functions that read a single one."""

from collections.abc import Iterator
from pathlib import Path

from closereading import keywords, lists, measures, resampling, sentiment, topics
from closereading.article import Article, InputError, read_article
from closereading.corpus.shelves import Partition
from closereading.reading.archives import Several

LISTED = 10  # phrases and words named in a row
MOST_TERMS = 2000  # different content words counted in a row; only a book has more
LONGEST_ERROR = 300  # characters

# Column to type, in the order of the table.
COLUMNS, SENTENCES = (lists.toml("corpus.toml")[name] for name in ("articles", "sentences"))


def row(article: Article, *, scorer: sentiment.Scorer = sentiment.WORDS) -> dict:
    """Measure one article.

    Parameters
    ----------
    article : Article
    scorer : {"words", "reader"}
        What the tone is made by: the table of words, or the reader, which takes a second a row.

    Returns
    -------
    dict
        Column to value, see ``COLUMNS``: ``words``, ``sentences`` and ``paragraphs`` of the body,
        ``residue`` (sentences left out), ``sentence_length`` (mean, words), ``ease``, ``grade``,
        ``mattr``, ``mtld`` with 95 % intervals (``_low``, ``_high``), shares of the body's words
        by voice (``narration``, ``reported``, ``quotation``, 0 to 1), ``speakers`` (named),
        ``phrases`` and ``top_words`` (ten at most, best first), ``terms`` and ``counts`` (every
        content word, lower case, and how often), ``tone`` (mean over ``tone_sentences``, -1 to 1,
        with its interval), ``tone_by`` (the scorer), ``vader`` (mean), ``structure_z``,
        ``structure_p`` (against shuffled copies), ``several`` (calibrated chance of several
        themes) and ``verdict``. None where a text is too short, or not English, for the question.
    """
    return _row(article, sentiment.kept(sentiment.score(article, scorer=scorer)), scorer)


def _row(article: Article, scores, scorer: sentiment.Scorer) -> dict:
    measured = {}
    for each, line in zip(measures.MEASURES, measures.summary(article).itertuples(), strict=True):
        measured[each.key] = line.value
        measured[f"{each.key}_low"], measured[f"{each.key}_high"] = line.low, line.high
    # Without intervals, which no column shows: they take a tenth of the time of a row.
    voices = measures.by_voice(article, resamples=0).set_index("voice")["share"]
    speakers = measures.by_speaker(article, resamples=0)["speaker"]
    words = keywords.words(article, limit=MOST_TERMS, resamples=0)
    mean, low, high = resampling.mean_interval(scores["score"].to_numpy(float))
    structure = topics.structure(article)
    found = {
        "title": article.title,
        "date": article.date,
        "language": article.language,
        **measured,
        "residue": int(article.sentences["residue"].sum()),
        **voices,
        "speakers": int((~speakers.isin([measures.AUTHOR, measures.UNNAMED])).sum()),
        "phrases": list(keywords.phrases(article, limit=LISTED, resamples=0)["phrase"]),
        "top_words": list(words["word"].head(LISTED)),
        "terms": [word.lower() for word in words["word"]],
        "counts": [int(count) for count in words["count"]],
        "tone": mean,
        "tone_low": low,
        "tone_high": high,
        "tone_sentences": len(scores),
        "tone_by": scorer,
        "vader": scores["vader"].mean() if len(scores) else None,
        "structure_z": structure.z,
        "structure_p": structure.p,
        "several": structure.probability,
        "verdict": structure.verdict,
    }
    return {key: _plain(found[key], kind) for key, kind in COLUMNS.items() if key in found}


def _plain(item, kind: str):
    """Return a Python value for a column of a kind; None for what cannot be known."""
    if hasattr(item, "item"):
        item = item.item()
    if isinstance(item, float) and item != item:
        return None
    return int(item) if kind == "int64" else item


def rows(
    partition: Partition,
    *,
    sentences: bool = False,
    scorer: sentiment.Scorer = sentiment.WORDS,
) -> tuple[list[dict], list[dict]]:
    """Measure the articles of one partition.

    Parameters
    ----------
    partition : Partition
    sentences : bool
        Whether the second list is filled.
    scorer : {"words", "reader"}
        See ``row``.

    Returns
    -------
    tuple of list
        A row an article; a row a sentence. An article that cannot be read, or on which a method
        fails, is a row with ``id`` and ``error``.
    """
    articles, told = [], []
    for name, article in _articles(partition):
        try:
            if isinstance(article, Exception):
                raise article
            scores = sentiment.score(article, scorer=scorer)
            made = {"id": name, **_row(article, sentiment.kept(scores), scorer), "error": ""}
            lines = _lines(name, article, scores) if sentences else []
        except InputError as error:
            made, lines = {"id": name, "error": str(error)[:LONGEST_ERROR]}, []
        except Exception as error:  # one article must not stop a million
            message = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
            made, lines = {"id": name, "error": message}, []
        articles.append(made)
        told += lines
    return articles, told


def _articles(partition: Partition) -> Iterator[tuple[str, Article | Exception]]:
    """Yield every article, or why there is none; a file may hold several, as archives' do."""
    for name, record in partition.records():
        try:
            if isinstance(record, Exception):
                raise record
            yield name, _read(record)
        except Several as several:
            for number in range(1, several.count + 1):
                try:
                    yield f"{name}#{number}", _read(record, number)
                except Exception as error:
                    yield f"{name}#{number}", error
        except Exception as error:
            yield name, error


def _read(record: Path | dict, number: int | None = None) -> Article:
    if isinstance(record, Path):
        return read_article(record, article=number)
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError("There is no text. Every row needs a field “text” that holds a text.")
    known = {
        key: str(record[key]) for key in ("title", "date") if record.get(key) not in (None, "")
    }
    # As bytes: a text is never taken for the name of a file.
    data = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
    return read_article(data, encoding="utf-8", article=number, **known)


def _lines(name: str, article: Article, scores) -> list[dict]:
    table = article.sentences.reset_index(drop=True).assign(id=name)
    for column in ("score", "low", "high", "label", "vader"):
        table[column] = scores[column].to_numpy()
    lines = table[list(SENTENCES)].to_dict("records")
    return [{key: _plain(item, SENTENCES[key]) for key, item in line.items()} for line in lines]
