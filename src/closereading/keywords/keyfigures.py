"""The numbers of the keywords notebook, each with its n, its method and its table cell."""

import pandas as pd

from closereading import book
from closereading.book import Column
from closereading.keywords import candidates, content, ranking
from closereading.keywords.firmness import RESAMPLES

NAMED = 10  # items that get an entry of their own
FIRM = 0.8  # stays in the top ten in four of five resamples
FEWEST_WORDS = 50  # content words; below, a ranking of them is chance
FEWEST_SENTENCES = 8
MOST_ABOUT = 3  # phrases named in one sentence
OFTEN = 4  # uses from which a word's spread can be told

BOOTSTRAP = (
    f"share of {RESAMPLES} bootstrap samples of the sentences in which it is among the ten best"
)
RANK = "place in the list; 95 % bootstrap interval over sentences"


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
    fewest = (
        f"at least {FEWEST_WORDS} content words, more than {NAMED} different ones, in at least "
        f"{FEWEST_SENTENCES} sentences"
    )
    top = phrases.head(NAMED)
    above = int((key["log_ratio_low"] > 0).sum()) if len(key) else 0
    stay = f"stay among the ten best in at least {FIRM:.0%} of the resamples"
    rows = [
        ("words", total, sentences, "words", "residue left out"),
        ("sentences", sentences, sentences, "sentences", "residue left out"),
        ("content", len(counted), uses, "different content words",
         "no stop words, numbers, days or months"),
        ("verdict", "ranked" if enough else "too short", uses, "verdict", fewest),
        ("english", bool(getattr(article, "english", True)), total, "yes or no", "language found"),
        ("repeated", int((top["count"] > 1).sum()), len(top), "phrases of the first ten",
         "stand in the text more than once"),
        ("key", above, len(counted), "words",
         "commoner than in general English, 5 % shared among the words tested (Bonferroni)"),
    ]  # fmt: skip
    found = {}
    for name, table, n in (("word", words, uses), ("phrase", phrases, sentences)):
        head = table.head(NAMED)
        firm = int((head["stability"] >= FIRM).sum())
        rows.append((f"firm.{name}s", firm, len(head), f"{name}s of the first ten", stay))
        found |= _items(name, head, n, sentences)
    found |= book.facts(rows)
    found |= _about(ranking.returned(article, top), sentences)
    found |= _key(key.head(NAMED), total)
    found |= _spread(words, total)
    found |= _passage(reading, counted, words)
    return {f"keywords.{name}": entry for name, entry in found.items()}


def _items(name: str, head: pd.DataFrame, n: int, sentences: int) -> dict[str, dict]:
    stems = [f"{name}.{row + 1}" for row in head.index]
    columns = {
        "": Column(name, name, "rank {k} by score", n),
        ".count": Column("count", "uses", "all its forms", n),
        ".stability": Column("stability", "share", BOOTSTRAP, sentences),
    }
    ranks = {
        f"{stem}.rank": book.number(
            row + 1, low=low, high=high, n=sentences, unit="rank", method=RANK
        )
        for stem, row, low, high in zip(stems, head.index, head["low"], head["high"], strict=True)
    }
    return book.cells(f"{name}s", head, stems, columns) | ranks


def _about(rows: pd.DataFrame, sentences: int) -> dict[str, dict]:
    """Name the leading phrases that the text comes back to."""
    method = "among the ten leading phrases, and used in two paragraphs of the body"
    keys = [f"about.{place}" for place in range(1, MOST_ABOUT + 1)]
    columns = {
        "": Column("phrase", "phrase", method, sentences),
        ".count": Column("count", "uses", "all its forms, a name’s short forms too", sentences),
    }
    return book.cells("phrases", rows, keys, columns)


def _key(head: pd.DataFrame, total: int) -> dict[str, dict]:
    if head.empty:
        return {}
    columns = {
        "": Column("word", "word", "rank {k} by log-likelihood", total),
        ".count": Column("count", "uses", "all its forms", total),
        ".expected": Column(
            "expected", "uses", "its share of general English (wordfreq) times the words here",
            total
        ),
        ".keyness": Column(
            "keyness", "log-likelihood G2", "against general English (wordfreq)", total
        ),
        ".log_ratio": Column(
            "log_ratio", "binary logarithm of count over expected",
            "Garwood interval, 5 % shared among the words tested", total,
            "log_ratio_low", "log_ratio_high",
        ),
        ".listed": Column("listed", "yes or no", "general English lists it", total),
    }  # fmt: skip
    surely = (head["log_ratio_low"] > 0).cumprod().astype(bool)
    return book.cells("keyness", head[surely], (f"key.{row + 1}" for row in head.index), columns)


def _spread(words: pd.DataFrame, total: int) -> dict[str, dict]:
    """Name the evenest and the most gathered of the words that are used often enough to tell."""
    often = words[(words["count"] >= OFTEN) & words["dispersion"].notna()].head(NAMED)
    if len(often) < 2:
        return {}
    columns = {
        "": Column("word", "word", f"among the first ten words used at least {OFTEN} times", total),
        ".dispersion": Column(
            "dispersion", "0 even, 1 all in one fifth",
            "Gries's deviation of proportions over fifths of the text, normalised", total,
        ),
    }  # fmt: skip
    even, gathered = often["dispersion"].idxmin(), often["dispersion"].idxmax()
    return book.cells("words", words.loc[[even]], ["even"], columns) | book.cells(
        "words", words.loc[[gathered]], ["gathered"], columns
    )


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
    method = "the sentence that holds most of the first ten words"
    most = len(holds[number])
    passage = book.number(text, n=most, unit="passage", method=method, row=number)
    of = ("passage.words", most, min(NAMED, len(words)), "words of the first ten", method)
    return {"passage": passage} | book.facts([of])
