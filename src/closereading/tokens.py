"""Tokens: one row a word, with its stem, its part of speech and whether it carries content."""

import re
from functools import cache
from importlib import resources

import pandas as pd

# Curly and other typographic marks, each one character for one character, so that offsets hold.
STRAIGHT = str.maketrans("‘’‚‛′`´“”„‟″«»–—―‒‑‐−\u00a0", "'''''''" + '"' * 7 + "-------" + " ")

# A word keeps its hyphens, inner apostrophes, digits and dots: U.S., COVID-19, S&P, 300-strong.
PATTERN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|\d+(?:[.,:]\d+)*(?:%|(?:-?[^\W\d_]+(?:[-'][^\W_]+)*))?"
    r"|[^\W_]+(?:[-'&][^\W_]+)*"
)


def straighten(text: str) -> str:
    """Return the text with straight quotes, apostrophes and dashes; its length is unchanged."""
    return text.translate(STRAIGHT)


@cache
def stop_words() -> frozenset[str]:
    """Return the project's reviewed English stop list, lower case, straight apostrophes."""
    text = (resources.files("closereading") / "data" / "stopwords.txt").read_text("utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def _stemmer():
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


@cache
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) stem of a lower-case word, without a possessive 's."""
    return _stemmer().stem(word)


def spans(text: str) -> list[tuple[int, int]]:
    """Return the character offsets of the words of a straightened text."""
    return [match.span() for match in PATTERN.finditer(text)]


def table(sentences: pd.DataFrame) -> pd.DataFrame:
    """Split sentences into words.

    Parameters
    ----------
    sentences : DataFrame
        Columns ``sentence``, ``start`` and ``text``, as made by ``sentences.split``.

    Returns
    -------
    DataFrame
        A row a word: ``sentence``, ``start`` and ``end`` (offsets into the original), ``token``
        (original characters), ``lower`` (straightened, lower case), ``stem``, ``tag`` (Penn
        Treebank), ``stop`` and ``name`` (capitalised other than by its place).
    """
    from textblob.en import parser

    rows = []
    for number, offset, text in zip(
        sentences["sentence"], sentences["start"], sentences["text"], strict=True
    ):
        straight = straighten(text)
        places = spans(straight)
        words = [straight[start:end] for start, end in places]
        tags = [tag for _, tag in parser.find_tags(words)] if words else []
        for place, ((start, end), word, tag) in enumerate(zip(places, words, tags, strict=True)):
            lower = word.lower()
            name = (
                place > 0 and word[0].isupper() and lower not in {"i", "i'm", "i'd", "i've", "i'll"}
            )
            rows.append(
                (
                    number,
                    offset + start,
                    offset + end,
                    text[start:end],
                    lower,
                    stem(lower),
                    tag,
                    lower in stop_words(),
                    name,
                )
            )
    return pd.DataFrame(
        rows,
        columns=["sentence", "start", "end", "token", "lower", "stem", "tag", "stop", "name"],
    )
