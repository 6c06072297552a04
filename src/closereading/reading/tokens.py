"""Tokens: one row a word, with its stem, its part of speech and whether it carries content."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from closereading import lists
from closereading.characters import straighten
from closereading.reading import tags
from closereading.reading.tags import KEPT, lexicon, tag

# A word keeps its hyphens, inner apostrophes, accents, digits and dots: U.S.-led, COVID-19, S&P,
# O'Hare, 300-strong, 9/11.
PATTERN = re.compile(
    r"(?:[A-Za-z]\.){2,}(?:-[^\W_]+)*"
    r"|\d+(?:[.,:/-]\d+)*(?:%|(?:-?[^\W\d_]+(?:[-'][^\W_]+)*))?"
    r"|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*(?:[-'&][^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*)*"
)


class Token(NamedTuple):
    """A word of a text; see ``table``."""

    sentence: int
    start: int
    end: int
    token: str
    lower: str
    stem: str
    tag: str
    stop: bool
    name: bool


COLUMNS = list(Token._fields)

# After one of these a capital may only mark a beginning.
OPENING = re.compile(r"[\"(\[:;!?…]|(?:^|\s)'|\.\.\.")

# Where this share of the content words has a capital (a headline in title case, a line in capitals)
# a capital says nothing about names.
ALL_CAPITALISED = 0.9
# A text is in capitals from this share of its letters on, if it has enough of them to tell.
SHOUTED, FEWEST_LETTERS = 0.8, 100


def quiet(straight: str) -> str:
    """Return a text in capitals with capitals for its names alone; any other text as it is.

    What the lexicon does not know in small letters is taken for a name, and so is short what is
    neither (``UN``). The length stays.
    """
    letters = sum(map(str.isalpha, straight))
    if letters < FEWEST_LETTERS or sum(map(str.isupper, straight)) < SHOUTED * letters:
        return straight

    def small(match: re.Match) -> str:
        word = match.group()
        base = word.lower().removesuffix("'s")
        if base in stop_words() or base in lexicon():
            told = word.lower()
        else:
            told = word if len(base) < 4 else word[0] + word[1:].lower()
        return told if len(told) == len(word) else word

    words = re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)?", small, straight)
    return re.sub(
        r"(?:^|[.!?][\"')]*\s|[\"(])\s*[a-z]",
        lambda match: match.group().upper(),
        words,
        flags=re.M,
    )


@cache
def stop_words() -> frozenset[str]:
    """Return the project's reviewed English stop list, lower case, straight apostrophes."""
    return frozenset(lists.sections("stopwords.txt")[""])


@cache
def _stemmer():
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


@lru_cache(maxsize=KEPT)
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) stem of a lower-case word, without a possessive 's."""
    return _stemmer().stem(word)


@lru_cache(maxsize=KEPT)
def _facts(word: str) -> tuple[str, str, str, bool, bool]:
    """Return lower case, stem, tag, stop word or not, capitalised or not."""
    lower = word.lower()
    base = lower.removesuffix("'s")
    stop = lower in stop_words() or base in stop_words()
    capital = word[0].isupper() and base != "i" and not lower.startswith("i'")
    return lower, stem(lower), tag(word[: len(base)]), stop, capital


def spans(text: str) -> list[tuple[int, int]]:
    """Return the character offsets of the words of a straightened text."""
    return [match.span() for match in PATTERN.finditer(text)]


def rows(sentences: pd.DataFrame) -> list[Token]:
    """Return what ``table`` returns, as a list of records, without the cost of a table."""
    found: list[Token] = []
    beginnings, shouted = [], []
    make = tuple.__new__  # a third of the time that Token() takes
    columns = (sentences[name].tolist() for name in ("sentence", "start", "text"))
    for number, offset, text in zip(*columns, strict=True):
        straight = straighten(text)
        begun, last = len(found), 0
        for match in PATTERN.finditer(straight):
            start, end = match.span()
            if len(found) == begun or (
                straight[last:start] != " " and OPENING.search(straight, last, start)
            ):
                beginnings.append(len(found))
            last = end
            where = (number, offset + start, offset + end, text[start:end])
            found.append(make(Token, where + _facts(match[0])))
        content = [token.name for token in found[begun:] if not token.stop]
        full = len(content) > 3 and sum(content) >= ALL_CAPITALISED * len(content)
        if full or (len(content) > 1 and straight.isupper()):
            shouted.append((begun, len(found)))
    _second_look(found, beginnings, shouted)
    tags.settle(found)
    return found


def _second_look(found: list[Token], beginnings: list[int], shouted: list[tuple[int, int]]) -> None:
    """Settle the words whose capital may mean nothing, by how the rest of the text writes them."""
    unsure = {*beginnings, *(place for span in shouted for place in range(*span))}
    sure_names, written_small = set(), set()
    for place, token in enumerate(found):
        if not token.name or place not in unsure:
            known = sure_names if token.name else written_small
            known.add(token.lower.removesuffix("'s"))
    listed = lexicon()
    for place in unsure:
        token = found[place]
        if not token.name:
            continue
        base = token.lower.removesuffix("'s")
        if token.stop or base in written_small:
            name = False
        else:
            name = base in sure_names or base not in listed
        kind = token.tag if name or base not in listed else listed[base]
        found[place] = token._replace(tag=kind, name=name)


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

    Notes
    -----
    A word has its commonest tag, unless its neighbours contradict it; see ``tags``.
    At the beginning of a sentence or a quotation, and in a headline in title case, every word may
    have a capital. There a word is a name when the text writes it with a capital elsewhere, or
    when the lexicon does not know it in lower case; otherwise it has its lower-case tag.
    """
    return pd.DataFrame(rows(sentences), columns=COLUMNS)
