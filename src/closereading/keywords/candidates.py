"""Noun phrases: where they stand in a text, and how a text's words are told apart."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from closereading import lists
from closereading.keywords import content
from closereading.keywords.kinds import TIME, bare, kinds, stretches
from closereading.reading import names, sentences, tokens
from closereading.reading.tokens import Token

# A noun phrase; see ``kinds``.
NAME = re.compile("p[pf]*")
CHUNK = re.compile("(?!f)[cjnpf]*[npt]")
LONGEST = 4  # words; 3 % of the keyphrases editors give are longer
LONGEST_NAME = 7  # words: American Association for the Advancement of Science
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


# Where a phrase stands: first and last token, and whether it stands there as a whole phrase.
# Shorter than the phrase where a short form stands for it.
Span = tuple[int, int, bool]


@dataclass(frozen=True, eq=False)
class Reading:
    """A text's tokens, and what the scores need of them."""

    text: str
    rows: list[Token]  # residue left out
    headline: int  # tokens at the beginning that are a headline's; 0 when it is a full sentence
    sentences: dict[int, tuple[int, int]]  # number to start and end in the text
    paragraphs: dict[int, int]  # number of a sentence to that of its paragraph

    @cached_property
    def kinds(self) -> str:
        """One letter a token; see ``kinds``."""
        return kinds(self.text, self.rows)

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
        for place, row in enumerate(self.rows):
            if content.counts(row.lower):
                found.setdefault(content.key(row.token, row.lower, row.name), []).append(place)
        return found

    @cached_property
    def stems(self) -> list[str]:
        """The stem of each token."""
        return [row.stem for row in self.rows]

    @cached_property
    def dated(self) -> list[bool]:
        """Whether each token is a number or a word of time."""
        return [
            kind == "c" or row.lower in TIME
            for row, kind in zip(self.rows, self.kinds, strict=True)
        ]

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """Begin and end of each run of tokens that can be phrases; see ``stretches``."""
        return stretches(self.text, self.rows, self.kinds)

    @cached_property
    def short(self) -> dict[int, tuple[str, ...]]:
        """The place of each short name, and the stems of the fuller name that it stands for.

        A short form that fits two names stands for itself. A title in front of a person's name
        stands for (): "President Vladimir Putin" is about Vladimir Putin.
        """
        rows = self.rows
        fuller: dict[str, dict[tuple, list[str]]] = {}  # short form: stems of a name, its words
        titled: dict[str, tuple] = {}
        pairs = []  # the places of a name, and those of it without titles
        for begin, end in self.runs:
            for match in NAME.finditer(self.kinds, begin, end):
                run = own = range(*match.span())
                body, key = begin >= self.headline, tuple(self.stems[slice(*match.span())])
                if len(run) > 1 and body:
                    words = [bare(rows[place].token) for place in run]
                    name = names.trim(" ".join(words)).split()
                    own = run[-len(name) :] if name and words[-len(name) :] == name else run
                    if 1 < len(own) <= LONGEST and _person(name):
                        for word in {name[-1]} | ({name[0]} & names.GIVEN):
                            fuller.setdefault(word, {})[key[-len(own) :]] = name
                    elif len(own) == 1:
                        titled.setdefault(name[0], key)
                    if initials := _initials(self, run):
                        fuller.setdefault(initials, {})[key] = words
                if len(run) == 1 or body:
                    pairs.append((run, own))
        found = {}
        for run, own in pairs:
            word = bare(rows[own[0]].token)
            if len(own) == 1 and (known := _one(fuller.get(word, {}))):
                found[own[0]] = known
            elif len(run) == 1 and word in titled:
                found[own[0]] = titled[word]
            if len(own) < len(run) and (len(own) > 1 or own[0] in found):
                for place in reversed(run[: -len(own)]):
                    if rows[place].token not in names.TITLES | names.PEOPLES:
                        break
                    found[place] = ()
        return found

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], list[Span]]:
        """Every noun phrase, and those inside it that also stand by themselves: stems to places.

        A phrase does not cross the beginning of a name ("the actor Ann Lee"). A headline and lines
        in capitals are passed over: every word looks like a name there, and what matters stands
        again in the body. Phrases of nothing but numbers and words of time ("last year", "five
        days") are left out, and so are pieces of names ("Force Base" of "Air Force Base").
        """
        codes = list(self.kinds)
        for title in (place for place, name in self.short.items() if not name):
            codes[title] = "o"
        codes = "".join(codes)
        loud = {n for n, (a, b) in self.sentences.items() if self.text[a:b].isupper()}
        if len(loud) == len(self.sentences):
            loud = set()
        found: dict[tuple[str, ...], list[Span]] = {}
        for start, end in self.runs:
            if start >= self.headline and self.rows[start].sentence not in loud:
                for match in CHUNK.finditer(codes, start, end):
                    self._enter(match.start(), match[0], found)
        return {
            key: spans
            for key, spans in found.items()
            if any(whole and last - first + 1 == len(key) for first, last, whole in spans)
            and COUNTRIES.get(key) not in found
        }

    def _enter(self, begin: int, codes: str, found: dict) -> None:
        """Enter one noun phrase and the phrases inside it."""
        for one, two in _pieces(codes):
            first, last = begin + one, begin + two
            if self.rows[last].token in PLAIN_PEOPLES or all(self.dated[first : last + 1]):
                continue
            key = (one == two and self.short.get(first)) or tuple(self.stems[first : last + 1])
            found.setdefault(key, []).append((first, last, two - one + 1 == len(codes)))

    def written(self, first: int, last: int) -> str:
        """Return tokens as written, in one line, without a possessive at the end."""
        return bare(" ".join(self.text[self.rows[first].start : self.rows[last].end].split()))

    def surface(self, spans: list[Span]) -> str:
        """Return the form a phrase has most often in full."""
        longest = max(last - first for first, last, _ in spans)
        return forms([self.written(*at) for *at, _ in spans if at[1] - at[0] == longest])[0]

    def forms(self, places: list[int]) -> list[str]:
        """Return the forms of a word, given its tokens, commonest first."""
        return forms([bare(self.rows[place].token) for place in places])


def forms(written: list[str]) -> list[str]:
    """Return different forms, commonest first; of equals, the first that is not in capitals."""

    def rank(form: str) -> tuple:
        return -written.count(form), form.isupper(), bool(SHOUTED.search(form))

    return sorted(dict.fromkeys(written), key=rank) if len(written) > 1 else written


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
    return Reading(text, rows, headline, *by_number)


def _person(name: list[str]) -> bool:
    return names.person(" ".join(name)) and name[0] not in names.PEOPLES


def _initials(reading: Reading, run: range) -> str:
    """Return the initials given in brackets behind a name, "" if there are none."""
    rows, after = reading.rows, run[-1] + 1
    if after >= len(rows) or not rows[after].token.isupper():
        return ""
    letters = "".join(rows[place].token[0] for place in run if rows[place].token[0].isupper())
    bracketed = reading.text[rows[run[-1]].end : rows[after].start].strip() == "("
    return letters if bracketed and rows[after].token.replace(".", "") == letters else ""


def _one(known: dict[tuple, list[str]]) -> tuple:
    """Return the only name, the first of those with the same first and last word, or ()."""
    ends = {(name[0], name[-1]) for name in known.values()}
    return next(iter(known)) if len(ends) == 1 else ()


@lru_cache(maxsize=tokens.KEPT)
def _pieces(codes: str) -> list[tuple[int, int]]:
    """Return first and last word of the phrases inside a noun phrase of these kinds."""
    n = len(codes)
    inside = [0 < at < n and {codes[at - 1], codes[at]} <= set("pf") for at in range(n + 1)]
    return [
        (first, last)
        for first in range(n)
        for last in range(first, min(n, first + LONGEST_NAME))
        if not (codes[first] == "f" or inside[first] or inside[last + 1])
        and codes[last] in "npt"
        and (last - first < LONGEST or set(codes[first : last + 1]) <= set("pf"))
    ]
