"""The numbers of the keywords notebook, each with its n, its method and its table cell."""

import pandas as pd

from closereading import book
from closereading.keywords import candidates, ranking, reference
from closereading.keywords.candidates import Reading
from closereading.keywords.kinds import bare
from closereading.resampling import FIRM

NAMED = 10  # items that get an entry of their own
FEWEST_WORDS = 50  # content words; below, a ranking of them is chance
FEWEST_SENTENCES = 8
MOST_ABOUT = 3  # phrases named in one sentence
OFTEN = 4  # uses from which a word's spread can be told


def uses(reading: Reading) -> int:
    """Count the content words of a text."""
    return sum(map(len, reading.words.values()))


def enough(reading: Reading) -> bool:
    """Tell whether a text is long enough for a ranking of its words."""
    much = uses(reading) >= FEWEST_WORDS and len(reading.words) > NAMED
    return much and len(reading.sentences) >= FEWEST_SENTENCES


def numbers(
    article, words: pd.DataFrame, phrases: pd.DataFrame, key: pd.DataFrame
) -> dict[str, dict]:
    """Make the entries of results.json.

    Parameters
    ----------
    article : Article
    words, phrases, key : DataFrame
        As made by ``keywords.words``, ``keywords.phrases`` and ``keywords.keyness``.

    Returns
    -------
    dict
        Key to entry: those of ``data/book.toml`` that begin with ``keywords``.
    """
    reading = candidates.read(article)
    total, sentences, content = len(reading.rows), len(reading.sentences), uses(reading)
    different, top = len(reading.words), phrases.head(NAMED)
    found = book.facts(
        "keywords",
        {
            "words": (total, sentences),
            "sentences": (sentences, sentences),
            "content": (different, content),
            "verdict": ("ranked" if enough(reading) else "too short", content),
            "english": (reference.english(article), total),
            "repeated": (int((top["count"] > 1).sum()), len(top)),
            "key": (int((key["log_ratio_low"] > 0).sum()), different),
        },
        fewest_words=FEWEST_WORDS, fewest_sentences=FEWEST_SENTENCES, named=NAMED,
    )  # fmt: skip
    returned = ranking.returned(article, phrases).head(MOST_ABOUT)
    key = key.head(NAMED)
    surely = key[(key["log_ratio_low"] > 0).cumprod().astype(bool)]
    return {
        **found,
        **_items("word", words, content, sentences),
        **_items("phrase", phrases, sentences, sentences),
        **book.cells("keywords.about.{k}", returned, n=sentences),
        **book.cells("keywords.key.{k}", surely, n=total),
        **_spread(words, total),
        **_passage(reading, words.head(NAMED)),
    }


def _items(name: str, table: pd.DataFrame, n: int, sentences: int) -> dict[str, dict]:
    """Name the first ten, say how firmly they stand there, and how many do."""
    head = table.head(NAMED)
    firm = int((head["stability"] >= FIRM).sum())
    ranks = {
        f"{name}.{row + 1}.rank": (row + 1, sentences, low, high)
        for row, low, high in zip(head.index, head["low"], head["high"], strict=True)
    }
    return {
        **book.cells(
            f"keywords.{name}.{{k}}",
            head,
            n={"": n, "stability": sentences},
            resamples=ranking.RESAMPLES,
        ),
        **book.facts("keywords", ranks, of="rank"),
        **book.facts("keywords", {f"firm.{name}s": (firm, len(head))}, firm=FIRM),
    }


def _spread(words: pd.DataFrame, total: int) -> dict[str, dict]:
    """Name the evenest and the most gathered of the words that are used often enough to tell."""
    often = words[words["count"] >= OFTEN].head(NAMED)
    if len(often) < 2:
        return {}
    ends = words.loc[[often["dispersion"].idxmin(), often["dispersion"].idxmax()]]
    return book.cells("keywords.{k}", ends, keys=["even", "gathered"], n=total, often=OFTEN)


def _passage(reading: Reading, words: pd.DataFrame) -> dict[str, dict]:
    """Quote the sentence that holds most of these words, the earlier one of equals."""
    of = {form: row.word for row in words.itertuples() for form in row.forms.split(", ")}
    holds: dict[int, set[str]] = {}
    for row in reading.rows:
        if word := of.get(bare(row.token)):
            holds.setdefault(row.sentence, set()).add(word)
    if not holds:
        return {}
    number = max(holds, key=lambda sentence: len(holds[sentence]))
    start, end = reading.sentences[number]
    most = len(holds[number])
    found = {"passage": (reading.text[start:end], most), "passage.words": (most, len(words))}
    made = book.facts("keywords", found)
    made["keywords.passage"]["row"] = number
    return made
