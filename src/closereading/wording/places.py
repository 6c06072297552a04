"""An article as the rules of wording read it, and the rules: lists and patterns by section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import pandas as pd

from closereading import lists
from closereading.article import Article
from closereading.reading import tokens
from closereading.voices import NARRATION, QUOTATION, REPORTED, quotations, verbs

LISTS = lists.sections("wording.txt")
COLUMNS = ["sentence", "start", "end", "text", "voice", "speaker"]
FRAMED = 4  # words behind a verb of saying from which they are what is said
NEAR = 40  # characters around a word in which its sense is looked for


@dataclass(frozen=True)
class Word:
    """A word: its place in its line, and what the rules ask of it."""

    start: int
    end: int
    lower: str
    stem: str
    tag: str
    name: bool


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence with straight marks; ``start`` is its place in the article."""

    sentence: int
    start: int
    text: str
    part: str
    voice: str
    speaker: str
    words: tuple[Word, ...]
    quotes: tuple[tuple[int, int], ...]

    @cached_property
    def frame(self) -> tuple[int, int]:
        """Where reported speech is framed: "Ann Lee, the notorious gambler, said", "…, he said"."""
        verb = verbs.VERB.search(self.text)
        if verb is None:
            return 0, 0
        if len(self.text[verb.end() :].split()) >= FRAMED:
            return 0, verb.end()
        return max(self.text.rfind(",", 0, verb.start()), 0), len(self.text)

    def spoken(self, start: int) -> tuple[str, str]:
        """Return the voice and the speaker of a place.

        Inside marks it is a quotation. Outside them a quotation's sentence is the author's, and so
        is what frames reported speech: ``said the notorious Ann Lee``.
        """
        if any(first <= start < last for first, last in self.quotes):
            return QUOTATION, self.speaker
        first, last = self.frame if self.voice == REPORTED else (0, 0)
        if (self.voice == QUOTATION and self.quotes) or first <= start < last:
            return NARRATION, ""
        return self.voice, self.speaker


@dataclass(frozen=True)
class Found:
    """Something found in a line, with what its table says besides."""

    line: Line
    start: int
    end: int
    more: tuple = ()


@lru_cache(maxsize=4)
def lines(article: Article) -> tuple[Line, ...]:
    """Return the sentences of an article, residue left out."""
    rows = article.kept
    straight = tokens.straighten(article.text)
    blocks = rows.groupby("paragraph", sort=True).agg({"start": "min", "end": "max"})
    marks = quotations.find(quotations.single(straight), [*blocks.itertuples(index=False)])
    starts = dict(zip(rows["sentence"].tolist(), rows["start"].tolist(), strict=True))
    words: dict[int, list[Word]] = {number: [] for number in starts}
    columns = ("sentence", "start", "end", "lower", "stem", "tag", "name")
    told = (article.tokens[name].tolist() for name in columns)
    for number, start, end, *rest in zip(*told, strict=True):
        if number in starts:
            words[number].append(Word(start - starts[number], end - starts[number], *rest))
    found = []
    for row in rows.itertuples(index=False):
        text = straight[row.start : row.end].replace("\n", " ")
        over = quotations.over(marks, row.start, row.end)
        quotes = tuple((mark.start - row.start, mark.end - row.start) for mark in over)
        own = tuple(words[row.sentence])
        spoken = row.part, row.voice, row.speaker
        found.append(Line(row.sentence, row.start, text, *spoken, own, quotes))
    return tuple(found)


def table(article: Article, found: list[Found], columns: tuple[str, ...]) -> pd.DataFrame:
    """Make the table of what was found, in the order of the text."""
    rows = []
    for one in sorted(found, key=lambda one: (one.line.start + one.start, one.end)):
        start, end = one.line.start + one.start, one.line.start + one.end
        spoken = one.line.spoken(one.start)
        rows.append((one.line.sentence, start, end, article.text[start:end], *spoken, *one.more))
    return pd.DataFrame(rows, columns=[*COLUMNS, *columns])


@cache
def piece(name: str) -> str:
    """Return what {name} stands for in a pattern: a piece, or the words of a list."""
    if name in LISTS:
        return "|".join(sorted(LISTS[name], key=len, reverse=True))
    pieces = dict(line.split(": ", 1) for line in LISTS["piece"])
    return whole(pieces[name])


def whole(pattern: str) -> str:
    """Return a pattern with its pieces put in."""
    return re.sub(r"\{([A-Za-z]+)\}", lambda match: piece(match[1]), pattern)


@cache
def patterns(section: str, *, flags: int = 0) -> tuple[tuple[str, re.Pattern], ...]:
    """Return a section's patterns with their names, in order; see ``data/wording.txt``."""
    pairs = (line.split(": ", 1) for line in LISTS[section])
    return tuple((name, re.compile(whole(pattern), flags)) for name, pattern in pairs)


@cache
def phrase(section: str) -> re.Pattern:
    """Return one pattern for all the phrases of a section."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(LISTS[section])})(?![\w'-])", re.IGNORECASE)


@cache
def stems(section: str) -> frozenset[str]:
    """Return the stems of a section's words."""
    return frozenset(map(tokens.stem, LISTS[section]))


def words(line: Line, taken: list[tuple[int, int]], senses: str) -> Iterator[tuple[int, Word]]:
    """Yield the words of a line outside what is taken, and not in a sense in which they mean less.

    ``senses`` is a section of patterns, by word or by stem, that hold the word in such a sense.
    """
    known = dict(patterns(senses))
    for place, word in enumerate(line.words):
        if any(word.start < last and first < word.end for first, last in taken):
            continue
        sense = known.get(word.lower) or known.get(word.stem)
        if sense is not None:
            first = max(0, word.start - NEAR)
            near, here = line.text[first : word.end + NEAR].lower(), word.start - first
            if any(match.start() <= here < match.end() for match in sense.finditer(near)):
                continue
        yield place, word
