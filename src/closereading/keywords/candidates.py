"""Noun phrases: where they stand in a text, and how a text's words are told apart."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from closereading import lists
from closereading.keywords import content, shortened
from closereading.keywords.kinds import TIME, bare, base, kinds, stretches
from closereading.reading import names, sentences, tokens
from closereading.reading.tokens import Token

# A noun phrase; see ``kinds``.
CHUNK = re.compile("(?!f)[cjnpf]*[np]")
LONGEST = 4  # words; 3 % of the keyphrases editors give are longer
LONGEST_NAME = 7  # words: American Association for the Advancement of Science
LONGEST_CHUNK = 12  # words; a run of more nouns is a list or a table, cut into pieces
UNITS = 1000  # sentences of a longer text are resampled in blocks

# "Ukrainian" alone is half a phrase, and "Ukrainians" none where Ukraine is one.
PLAIN_PEOPLES = frozenset(word for word in names.PEOPLES if not word.endswith("s"))
COUNTRIES = {
    (tokens.stem(people),): (tokens.stem(country),)
    for country, *peoples in lists.peoples()
    for people in peoples
}

SHOUTED = re.compile(r"\b[A-Z]{6,}\b")  # longer than most initials
# An end like this makes a first line a sentence; a headline has none.
CLOSED = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass
class Place:
    """Where a phrase, known by the stems of its words, stands in a text."""

    key: tuple[str, ...]
    # First and last token, and whether it stands there as a whole phrase. Shorter than the key
    # where a short form stands for it. What cuts a name ("Force Base") is none.
    spans: list[tuple[int, int, bool]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether it stands somewhere in full, as a whole phrase."""
        return any(all and last - first + 1 == len(self.key) for first, last, all in self.spans)


@dataclass(frozen=True, eq=False)
class Reading:
    """A text's tokens, and what the scores need of them."""

    text: str
    rows: list[Token]  # residue left out
    kinds: list[str]  # one letter a token; see ``kinds``
    headline: int  # tokens at the beginning that are a headline's; 0 when it is a full sentence
    sentences: dict[int, tuple[int, int]]  # number to start and end in the text
    paragraphs: dict[int, int]  # number of a sentence to that of its paragraph

    @cached_property
    def units(self) -> tuple[np.ndarray, int]:
        """The unit of resampling of each token, a sentence or a block of them, and their number."""
        n = len(self.sentences)
        places = np.searchsorted(list(self.sentences), [row.sentence for row in self.rows])
        return (places, n) if n <= UNITS else (places * UNITS // n, UNITS)

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """The content words: what each is counted under, and the places of its tokens."""
        found: dict[str, list[int]] = {}
        for place, (row, kind) in enumerate(zip(self.rows, self.kinds, strict=True)):
            if content.counts(row, kind):
                found.setdefault(content.key(row.token, row.lower, row.name), []).append(place)
        return found

    @cached_property
    def dated(self) -> list[bool]:
        """Whether each token is a number or a word of time."""
        return [
            kind == "c" or base(row.lower) in TIME
            for row, kind in zip(self.rows, self.kinds, strict=True)
        ]

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """Begin and end of each run of tokens that can be phrases; see ``stretches``."""
        return stretches(self.text, self.rows, self.kinds)

    @cached_property
    def short(self) -> dict[int, tuple[str, ...]]:
        """Place of a token to the stems of the fuller name it stands for, () for a title."""
        return shortened.resolve(self.text, self.rows, self.kinds, self.runs, self.headline)

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], Place]:
        """Stems to ``Place``, in order of first occurrence; see ``find``."""
        return find(self)

    def written(self, first: int, last: int) -> str:
        """Return tokens as written, in one line, without a possessive at the end."""
        return bare(" ".join(self.text[self.rows[first].start : self.rows[last].end].split()))

    def forms(self, spans: list[tuple[int, int]]) -> list[str]:
        """Return the forms that spans of tokens have, commonest first; one in capitals loses."""
        found: dict[str, int] = {}
        for span in spans:
            form = self.written(*span)
            found[form] = found.get(form, 0) + 1
        return sorted(
            found, key=lambda form: (-found[form], form.isupper(), bool(SHOUTED.search(form)))
        )

    def surface(self, place: Place) -> str:
        """Return the form a phrase has most often in full."""
        longest = max(last - first for first, last, _ in place.spans)
        return self.forms([span[:2] for span in place.spans if span[1] - span[0] == longest])[0]


def read(article_or_text) -> Reading:
    """Make a ``Reading`` of an ``Article`` or of a plain text; an article keeps its own."""
    if not isinstance(article_or_text, str):
        return article_or_text.once(_of_article)
    table = sentences.split(article_or_text)
    return _reading(article_or_text, table, tokens.rows(table))


def _of_article(article) -> Reading:
    table, kept = article.kept, article.tokens
    kept = kept.loc[kept["sentence"].isin(table["sentence"]), tokens.COLUMNS]
    return _reading(article.text, table, [*map(Token._make, kept.itertuples(False, None))])


def _reading(text: str, table, rows: list[Token]) -> Reading:
    numbers, paragraphs = table["sentence"].tolist(), table["paragraph"].tolist()
    spans = list(zip(table["start"].tolist(), table["end"].tolist(), strict=True))
    headline = 0
    if len(numbers) > 1 and paragraphs[0] != paragraphs[1]:
        line = text[slice(*spans[0])].strip()
        if line.isupper() or not CLOSED.search(line):  # in capitals however it ends
            body = (place for place, row in enumerate(rows) if row.sentence != numbers[0])
            headline = next(body, 0)
    by_number = (dict(zip(numbers, each, strict=True)) for each in (spans, paragraphs))
    return Reading(text, rows, kinds(text, rows), headline, *by_number)


def find(reading: Reading) -> dict[tuple[str, ...], Place]:
    """Find every noun phrase of a text, and those inside it that also stand by themselves.

    A phrase does not cross the beginning of a name ("the actor Ann Lee"). A headline and lines in
    capitals are passed over: every word looks like a name there, and what matters stands again in
    the body. Phrases of nothing but numbers and words of time ("last year", "five days") are left
    out, and so are pieces of names.
    """
    rows, kinds, short = reading.rows, reading.kinds, reading.short
    loud = {n for n, (a, b) in reading.sentences.items() if reading.text[a:b].isupper()}
    if len(loud) == len(reading.sentences):
        loud = set()
    found: dict[tuple[str, ...], Place] = {}
    for start, end in reading.runs:
        if start < reading.headline or rows[start].sentence in loud:
            continue
        codes = "".join(kinds[start:end])
        if "pp" in codes:
            codes = "".join(
                "o" if short.get(place) == () else kinds[place] for place in range(start, end)
            )
        if "np" in codes:
            codes = "".join(
                code + "|" * (two == "p" and code == "n" and row.token[0].islower())
                for code, two, row in zip(codes, codes[1:] + "o", rows[start:end], strict=True)
            )
        for match in CHUNK.finditer(codes):
            begin = start + match.start() - codes.count("|", 0, match.start())
            last = begin + match.end() - match.start()
            for piece in range(begin, last, LONGEST_CHUNK):
                _pieces(range(piece, min(piece + LONGEST_CHUNK, last)), reading, found)
    return {
        key: place
        for key, place in found.items()
        if place.whole and COUNTRIES.get(key) not in found
    }


def _pieces(places: range, reading: Reading, found: dict) -> None:
    """Enter one noun phrase and the phrases inside it."""
    rows, kinds, n = reading.rows, reading.kinds, len(places)
    name = [kinds[place] in "pf" for place in places]
    inner = [False, *(one and two for one, two in pairwise(name)), False]
    timed = [reading.dated[place] for place in places]
    for first in range(n):
        if kinds[places[first]] == "f" or inner[first]:
            continue
        for last in range(first, min(n, first + LONGEST_NAME)):
            ends = rows[places[last]].token not in PLAIN_PEOPLES and kinds[places[last]] in "np"
            if inner[last + 1] or not ends or all(timed[first : last + 1]):
                continue
            if last - first >= LONGEST and not all(name[first : last + 1]):
                continue
            key = tuple(row.stem for row in rows[places[first] : places[last] + 1])
            key = (reading.short.get(places[first]) if first == last else None) or key
            span = places[first], places[last], last - first + 1 == n
            found.setdefault(key, Place(key)).spans.append(span)
