"""An article as the rules of wording read it, and the rules: lists and patterns by section."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from types import SimpleNamespace as Place

import pandas as pd

from closereading import lists
from closereading.article import Article
from closereading.reading import tokens
from closereading.reading.tokens import Token
from closereading.voices import NARRATION, QUOTATION, REPORTED, quotations, verbs

LISTS = lists.sections("wording.txt")
WORDS = {name: frozenset(items) for name, items in LISTS.items()}
COLUMNS = ["sentence", "start", "end", "text", "voice", "speaker"]
FRAMED = 4  # words behind a verb of saying from which they are what is said
NEAR = 40  # characters around a word in which its sense is looked for


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence with straight marks; ``start`` is its place in the article.

    ``raw`` is as written; its words and quotations are placed from its own beginning.
    """

    sentence: int
    start: int
    text: str
    raw: str
    part: str
    voice: str
    speaker: str
    words: tuple[Token, ...]
    quotes: tuple[tuple[int, int], ...]

    @cached_property
    def frame(self) -> tuple[int, int]:
        """Where reported speech is framed: "Ann Lee, the notorious gambler, said", "…, he said"."""
        said = [*verbs.VERB.finditer(self.text)]
        if not said:
            return 0, 0
        comma = max(self.text.rfind(",", 0, said[-1].start()), 0)
        before, after = self.text[:comma], self.text[said[-1].end() :]
        name = self.speaker.split(" ")[-1]
        # "…, the union's director Ann Lee told a paper on Friday.", "…, said Ann Lee, who …"
        named = name and name in self.text[comma:] and name not in before
        turned = named and not self.text[comma + 1 : said[-1].start()].strip()
        if turned or len(after.split()) < (len(before.split()) if named else FRAMED):
            return comma, len(self.text)
        return 0, said[0].end()

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

    def place(self, start: int, end: int, **more) -> Place:
        """Return something found here, with what its table says besides."""
        voice, speaker = self.spoken(start)
        return Place(
            sentence=self.sentence, start=self.start + start, end=self.start + end,
            text=self.raw[start:end], voice=voice, speaker=speaker, line=self, **more,
        )  # fmt: skip


def before(place: Place) -> str:
    """Return what stands before a place in its sentence."""
    return place.line.text[: place.start - place.line.start]


def kept(make: Callable[[Article], object]) -> Callable:
    """Let a function of an article work once for each."""
    return wraps(make)(lambda article: article.once(make))


def by_line(rule: Callable[[Line], Iterable[Place]]) -> Callable[[Article], list[Place]]:
    """Make a rule for a line one for an article, the places in the order of the text."""

    @wraps(rule)
    def whole(article: Article) -> list[Place]:
        return in_order(place for line in lines(article) for place in rule(line))

    return kept(whole)


def in_order(places: Iterable[Place]) -> list[Place]:
    """Return places in the order of the text."""
    return sorted(places, key=lambda place: (place.start, place.end))


def table(places: Iterable[Place], *columns: str) -> pd.DataFrame:
    """Make a table of places."""
    return pd.DataFrame([vars(place) for place in places], columns=[*COLUMNS, *columns])


@kept
def lines(article: Article) -> tuple[Line, ...]:
    """Return the sentences of an article, residue left out."""
    rows = article.kept
    straight = tokens.straighten(article.text)
    blocks = rows.groupby("paragraph", sort=True).agg({"start": "min", "end": "max"})
    marks = quotations.find(quotations.single(straight), [*blocks.itertuples(index=False)])
    words: dict[int, list[Token]] = {number: [] for number in rows["sentence"].tolist()}
    starts = dict(zip(words, rows["start"].tolist(), strict=True))
    for number, start, end, *rest in article.tokens.itertuples(index=False, name=None):
        if number in starts:
            first = starts[number]
            words[number].append(Token(number, start - first, end - first, *rest))
    found = []
    for row in rows.itertuples(index=False):
        quotes = tuple(
            (mark.start - row.start, mark.end - row.start)
            for mark in quotations.over(marks, row.start, row.end)
        )
        text = straight[row.start : row.end].replace("\n", " ")
        spoken = row.part, row.voice, row.speaker
        told = row.sentence, row.start, text, article.text[row.start : row.end], *spoken
        found.append(Line(*told, tuple(words[row.sentence]), quotes))
    return tuple(found)


@cache
def piece(name: str) -> str:
    """Return what {name} stands for in a pattern: a piece, or the words of a list."""
    if name in LISTS:
        return "|".join(sorted(LISTS[name], key=len, reverse=True))
    pieces = dict(line.split(": ", 1) for line in LISTS["piece"])
    return verbs.VERB.pattern if name == "VERB" else whole(pieces[name])


def whole(pattern: str) -> str:
    """Return a pattern with its pieces put in."""
    return re.sub(r"\{([A-Za-z]+)\}", lambda match: piece(match[1]), pattern)


@cache
def patterns(section: str) -> tuple[tuple[str, re.Pattern], ...]:
    """Return a section's patterns with their names, in order; see ``data/wording.txt``."""
    pairs = (line.split(": ", 1) for line in LISTS[section])
    return tuple((name, re.compile(whole(pattern))) for name, pattern in pairs)


@cache
def rule(name: str) -> re.Pattern:
    """Return one of the patterns that the rules look for around a place."""
    return dict(patterns("rule"))[name]


@cache
def phrase(section: str) -> re.Pattern:
    """Return one pattern for all the phrases of a section."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(LISTS[section])})(?![\w'-])", re.IGNORECASE)


@cache
def stems(section: str) -> frozenset[str]:
    """Return the stems of a section's words."""
    return frozenset(map(tokens.stem, LISTS[section]))


@cache
def told(section: str) -> dict[str, str]:
    """Return a section of sentences by name."""
    return dict(line.split(": ", 1) for line in LISTS[section])


def free(line: Line, taken: list[tuple[int, int]], senses: str) -> Iterator[tuple[int, Token]]:
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
