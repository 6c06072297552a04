"""The numbers of the keywords notebook, each with its n, its method and its table cell."""

import pandas as pd

from closereading import book
from closereading.keywords import candidates, content
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
    found = {
        "keywords.words": _entry(total, sentences, "words", "residue left out"),
        "keywords.sentences": _entry(sentences, sentences, "sentences", "residue left out"),
        "keywords.content": _entry(
            len(counted), uses, "different content words", "no stop words, numbers, days or months"
        ),
        "keywords.verdict": _entry(
            "ranked" if enough else "too short",
            uses,
            "verdict",
            f"at least {FEWEST_WORDS} content words, more than {NAMED} different ones, in at least "
            f"{FEWEST_SENTENCES} sentences",
        ),
        "keywords.english": _entry(
            bool(getattr(article, "english", True)), total, "yes or no", "language found"
        ),
    }
    for name, table, column, n in (
        ("word", words, "word", uses),
        ("phrase", phrases, "phrase", sentences),
    ):
        head = table.head(NAMED)
        found[f"keywords.firm.{name}s"] = _entry(
            int((head["stability"] >= FIRM).sum()),
            len(head),
            f"{name}s of the first ten",
            f"stay among the ten best in at least {FIRM:.0%} of the resamples",
        )
        found |= _items(name, head, column, n, sentences)
    found["keywords.repeated"] = _entry(
        int((phrases.head(NAMED)["count"] > 1).sum()),
        min(NAMED, len(phrases)),
        "phrases of the first ten",
        "stand in the text more than once",
    )
    found |= _about(phrases, sentences)
    found |= _key(key, len(counted), total)
    found |= _spread(words, total)
    found |= _passage(article, reading, counted, words)
    return found


def _entry(value, n: int, unit: str, method: str, **more) -> dict:
    return book.number(value, n=n, unit=unit, method=method, **more)


def _items(name: str, head: pd.DataFrame, column: str, n: int, sentences: int) -> dict[str, dict]:
    found = {}
    for row, item in enumerate(head.itertuples(index=False)):
        stem, cell = f"keywords.{name}.{row + 1}", {"table": f"{name}s", "row": row}
        found[stem] = _entry(
            getattr(item, column), n, name, f"rank {row + 1} by score", column=column, **cell
        )
        found[f"{stem}.count"] = _entry(
            item.count, n, "uses", "all its forms", column="count", **cell
        )
        found[f"{stem}.stability"] = _entry(
            item.stability, sentences, "share", BOOTSTRAP, column="stability", **cell
        )
        found[f"{stem}.rank"] = _entry(
            row + 1,
            sentences,
            "rank",
            "place in the list; 95 % bootstrap interval over sentences",
            low=item.low,
            high=item.high,
        )
    return found


def _about(phrases: pd.DataFrame, sentences: int) -> dict[str, dict]:
    """Name the leading phrases of two words or more that the text comes back to."""
    head = phrases.head(NAMED)
    rows = [
        row
        for row, item in enumerate(head.itertuples(index=False))
        if item.count > 1 and " " in item.phrase
    ]
    method = "among the ten leading phrases, of two words or more and used more than once"
    return {
        f"keywords.about.{place}": _entry(
            head["phrase"].iloc[row], sentences, "phrase", method, table="phrases", row=row,
            column="phrase",
        )
        for place, row in enumerate(rows[:MOST_ABOUT], start=1)
    }  # fmt: skip


def _key(key: pd.DataFrame, tested: int, total: int) -> dict[str, dict]:
    above = int((key["log_ratio_low"] > 0).sum()) if len(key) else 0
    found = {
        "keywords.key": _entry(
            above,
            tested,
            "words",
            "commoner than in general English, 5 % shared among the words tested (Bonferroni)",
        )
    }
    for row, item in enumerate(key.head(NAMED).itertuples(index=False)):
        if not item.log_ratio_low > 0:
            break
        stem, cell = f"keywords.key.{row + 1}", {"table": "keyness", "row": row}
        found[stem] = _entry(
            item.word, total, "word", f"rank {row + 1} by log-likelihood", column="word", **cell
        )
        for column, unit, method in (
            ("count", "uses", "all its forms"),
            ("expected", "uses", "its share of general English (wordfreq) times the words here"),
            ("keyness", "log-likelihood G2", "against general English (wordfreq)"),
        ):
            value = getattr(item, column)
            found[f"{stem}.{column}"] = _entry(value, total, unit, method, column=column, **cell)
        found[f"{stem}.log_ratio"] = _entry(
            item.log_ratio,
            total,
            "binary logarithm of count over expected",
            "Garwood interval, 5 % shared among the words tested",
            low=item.log_ratio_low,
            high=item.log_ratio_high,
            column="log_ratio",
            **cell,
        )
        found[f"{stem}.listed"] = _entry(
            bool(item.listed),
            total,
            "yes or no",
            "general English lists it",
            column="listed",
            **cell,
        )
    return found


def _spread(words: pd.DataFrame, total: int) -> dict[str, dict]:
    """Name the evenest and the most gathered of the words that are used often enough to tell."""
    often = words[(words["count"] >= OFTEN) & words["dispersion"].notna()].head(NAMED)
    if len(often) < 2:
        return {}
    found = {}
    for name, row in (
        ("even", often["dispersion"].idxmin()),
        ("gathered", often["dispersion"].idxmax()),
    ):
        cell = {"table": "words", "row": int(row)}
        method = f"among the first ten words used at least {OFTEN} times"
        found[f"keywords.{name}"] = _entry(
            words["word"][row], total, "word", method, column="word", **cell
        )
        found[f"keywords.{name}.dispersion"] = _entry(
            words["dispersion"][row],
            total,
            "0 even, 1 all in one fifth",
            "Gries's deviation of proportions over fifths of the text, normalised",
            column="dispersion",
            **cell,
        )
    return found


def _passage(article, reading, counted: dict, words: pd.DataFrame) -> dict[str, dict]:
    """Quote the sentence that holds most of the first ten words, the earlier one of equals."""
    if not len(words):
        return {}
    places = sorted(counted.values(), key=len)
    first = {name: None for name in words.head(NAMED)["word"]}
    holds: dict[int, set[str]] = {}
    for each in places:
        forms = {reading.rows[place][3].removesuffix("’s").removesuffix("'s") for place in each}
        for name in first.keys() & forms:
            for place in each:
                holds.setdefault(reading.rows[place][0], set()).add(name)
    if not holds:
        return {}
    number = min(holds, key=lambda sentence: (-len(holds[sentence]), sentence))
    start, end = reading.sentences[number]
    text = reading.text[start:end]
    method = "the sentence that holds most of the first ten words"
    return {
        "keywords.passage": _entry(text, len(holds[number]), "passage", method, row=number),
        "keywords.passage.words": _entry(
            len(holds[number]), min(NAMED, len(words)), "words of the first ten", method
        ),
    }
