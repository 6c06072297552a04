"""Noun phrases: where they stand in a text, and how a text's words are told apart."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from closereading import lists
from closereading.keywords import shortened
from closereading.keywords.kinds import base, kinds, stretches
from closereading.keywords.timewords import TIME_WORDS
from closereading.reading import names, sentences, tokens
from closereading.reading.tokens import Token

# A noun phrase; see ``kinds``.
CHUNK = re.compile("(?!f)[cjnpf]*[np]")
LONGEST = 4  # words; 3 % of the keyphrases editors give are longer
LONGEST_NAME = 7  # words: American Association for the Advancement of Science
LONGEST_CHUNK = 12  # words; a run of more nouns is a list or a table, cut into pieces

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
    """What a text says of one phrase or word, gathered while reading.

    Attributes
    ----------
    key : tuple of str
        The stems.
    spans : list of tuple
        For each occurrence: first and last token, and whether it stands there as a whole phrase.
        Shorter than the key where a short form stands for it. An occurrence that cuts a name in
        the middle ("Force Base" of "Air Force Base") is none.
    """

    key: tuple[str, ...]
    spans: list[tuple[int, int, bool]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether it stands somewhere in full, as a whole phrase."""
        return any(all and last - first + 1 == len(self.key) for first, last, all in self.spans)


@dataclass(frozen=True, eq=False)
class Reading:
    """A text's tokens, and what the scores need of them.

    Attributes
    ----------
    text : str
        The original.
    rows : list of Token
        Residue left out.
    kinds : list of str
        One letter a token; see ``kinds``.
    order : dict
        Sentence number to its place among the sentences read, from 0.
    headline : int
        How many tokens at the beginning are a headline's; 0 when it is a full sentence.
    sentences : dict
        Sentence number to its start and end in the text.
    paragraphs : dict
        Sentence number to its paragraph.
    """

    text: str
    rows: list[Token]
    kinds: list[str]
    order: dict[int, int]
    headline: int
    sentences: dict[int, tuple[int, int]]
    paragraphs: dict[int, int]

    @cached_property
    def dated(self) -> list[bool]:
        """Whether each token is a number or a word of time."""
        return [
            kind == "c" or base(row.lower) in TIME_WORDS
            for row, kind in zip(self.rows, self.kinds, strict=True)
        ]

    @cached_property
    def stems(self) -> list[str]:
        """What each token counts as: its stem; "" for what is no part of a phrase."""
        return [
            row.stem if kind not in "of" else ""
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


def read(article_or_text) -> Reading:
    """Make a ``Reading`` of an ``Article`` or of a plain text; an article keeps its own."""
    if not isinstance(article_or_text, str):
        return article_or_text.once(of_article)
    table = sentences.split(article_or_text)
    return reading(article_or_text, table, tokens.rows(table))


def of_article(article) -> Reading:
    """Make the ``Reading`` of an ``Article``, residue left out."""
    table, kept = article.kept, article.tokens
    kept = kept[kept["sentence"].isin(table["sentence"])]
    columns = (kept[name].tolist() for name in tokens.COLUMNS)
    return reading(article.text, table, [Token(*row) for row in zip(*columns, strict=True)])


def reading(text: str, table, rows: list[Token]) -> Reading:
    """Make a ``Reading`` of sentences and tokens."""
    numbers, paragraphs = table["sentence"].tolist(), table["paragraph"].tolist()
    spans = list(zip(table["start"].tolist(), table["end"].tolist(), strict=True))
    headline = 0
    if len(numbers) > 1 and paragraphs[0] != paragraphs[1] and _is_headline(text[slice(*spans[0])]):
        headline = next((place for place, row in enumerate(rows) if row.sentence != numbers[0]), 0)
    return Reading(
        text,
        rows,
        kinds(text, rows),
        {number: place for place, number in enumerate(numbers)},
        headline,
        dict(zip(numbers, spans, strict=True)),
        dict(zip(numbers, paragraphs, strict=True)),
    )


def _is_headline(line: str) -> bool:
    """Return whether a line does not end like a sentence, or is in capitals however it ends."""
    return line.isupper() or not CLOSED.search(line.strip())


def find(reading: Reading) -> dict[tuple[str, ...], Place]:
    """Find every noun phrase of a text, and those inside it that also stand by themselves.

    A phrase does not cross the beginning of a name ("the actor Ann Lee"). A headline and lines in
    capitals are passed over: every word looks like a name there, and what matters stands again in
    the body. Phrases of nothing but numbers and words of time ("last year", "five days") are left
    out, and so are pieces of names.

    Returns
    -------
    dict
        Stems to ``Place``, in order of first occurrence.
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
    if n == 1:  # most of them
        place = places[0]
        if not (reading.dated[place] or rows[place].token in PLAIN_PEOPLES):
            key = reading.short.get(place) or (rows[place].stem,)
            found.setdefault(key, Place(key)).spans.append((place, place, True))
        return
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
            short = reading.short.get(places[first]) if first == last else None
            key = short or tuple(rows[place].stem for place in places[first : last + 1])
            found.setdefault(key, Place(key)).spans.append(
                (places[first], places[last], last - first + 1 == n)
            )


def surface(reading: Reading, spans: list[tuple[int, int, bool]]) -> str:
    """Return the form a phrase has most often, in the original's letters.

    A form with words in capitals loses a tie, then the later one. White space is one space, a
    possessive ending is left off.
    """
    forms: dict[str, int] = {}
    longest = max(last - first for first, last, _ in spans)
    for first, last, _ in spans:
        if last - first < longest:
            continue
        form = reading.text[reading.rows[first].start : reading.rows[last].end]
        form = " ".join(form.split())
        if form[-2:] in ("'s", "’s", "'S", "’S"):
            form = form[:-2]
        forms[form] = forms.get(form, 0) + 1
    return max(forms, key=lambda form: (forms[form], not form.isupper(), not SHOUTED.search(form)))
