"""The numbers of the keywords notebook, each with its n, its method and its table cell."""

import pandas as pd

from closereading import book
from closereading.keywords import candidates, content, ranking
from closereading.keywords.firmness import RESAMPLES
from closereading.resampling import FIRM

NAMED = 10  # items that get an entry of their own
FEWEST_WORDS = 50  # content words; below, a ranking of them is chance
FEWEST_SENTENCES = 8
MOST_ABOUT = 3  # phrases named in one sentence
OFTEN = 4  # uses from which a word's spread can be told


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
        ``keywords.words`` and ``keywords.sentences`` (how many there are), ``keywords.content``
        (content words, different ones), ``keywords.verdict`` ("ranked" or "too short"),
        ``keywords.word.K``, ``keywords.phrase.K``, ``keywords.key.K`` and what belongs to each,
        ``keywords.firm.words``, ``keywords.firm.phrases``, ``keywords.repeated``,
        ``keywords.about.K`` (leading phrases the text comes back to) and ``keywords.passage``
        (the sentence that holds most of the ten words).
    """
    reading = candidates.read(article)
    counted = content.places(reading)
    total, sentences = len(reading.rows), len(reading.order)
    uses = sum(map(len, counted.values()))
    enough = uses >= FEWEST_WORDS and sentences >= FEWEST_SENTENCES and len(counted) > NAMED
    top = phrases.head(NAMED)
    found = book.facts(
        "keywords",
        {
            "words": (total, sentences),
            "sentences": (sentences, sentences),
            "content": (len(counted), uses),
            "verdict": ("ranked" if enough else "too short", uses),
            "english": (bool(getattr(article, "english", True)), total),
            "repeated": (int((top["count"] > 1).sum()), len(top)),
            "key": (int((key["log_ratio_low"] > 0).sum()) if len(key) else 0, len(counted)),
        },
        fewest_words=FEWEST_WORDS, fewest_sentences=FEWEST_SENTENCES, named=NAMED,
    )  # fmt: skip
    returned = ranking.returned(article, top).head(MOST_ABOUT)
    return {
        **found,
        **_items("word", words, uses, sentences),
        **_items("phrase", phrases, sentences, sentences),
        **book.cells("keywords.about.{k}", returned, n=sentences),
        **_key(key.head(NAMED), total),
        **_spread(words, total),
        **_passage(reading, counted, words),
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
            f"keywords.{name}.{{k}}", head, n={"": n, "stability": sentences}, resamples=RESAMPLES
        ),
        **book.facts("keywords", ranks, of="rank"),
        **book.facts("keywords", {f"firm.{name}s": (firm, len(head))}, firm=FIRM),
    }


def _key(head: pd.DataFrame, total: int) -> dict[str, dict]:
    if head.empty:
        return {}
    surely = (head["log_ratio_low"] > 0).cumprod().astype(bool)
    return book.cells("keywords.key.{k}", head[surely], n=total)


def _spread(words: pd.DataFrame, total: int) -> dict[str, dict]:
    """Name the evenest and the most gathered of the words that are used often enough to tell."""
    often = words[(words["count"] >= OFTEN) & words["dispersion"].notna()].head(NAMED)
    if len(often) < 2:
        return {}
    ends = words.loc[[often["dispersion"].idxmin(), often["dispersion"].idxmax()]]
    return book.cells("keywords.{k}", ends, keys=["even", "gathered"], n=total, often=OFTEN)


def _passage(reading, counted: dict, words: pd.DataFrame) -> dict[str, dict]:
    """Quote the sentence that holds most of the first ten words, the earlier one of equals."""
    if not len(words):
        return {}
    places = sorted(counted.values(), key=len)
    first = {name: None for name in words.head(NAMED)["word"]}
    holds: dict[int, set[str]] = {}
    for each in places:
        forms = {reading.rows[place].token.removesuffix("’s").removesuffix("'s") for place in each}
        for name in first.keys() & forms:
            for place in each:
                holds.setdefault(reading.rows[place].sentence, set()).add(name)
    if not holds:
        return {}
    number = min(holds, key=lambda sentence: (-len(holds[sentence]), sentence))
    start, end = reading.sentences[number]
    text = reading.text[start:end]
    most = len(holds[number])
    found = {"passage": (text, most), "passage.words": (most, min(NAMED, len(words)))}
    made = book.facts("keywords", found)
    made["keywords.passage"]["row"] = number
    return made
