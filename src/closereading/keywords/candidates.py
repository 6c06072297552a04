"""Noun phrases: where they stand in a text, and how a text's words are told apart."""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from closereading import lists
from closereading.keywords import shortened
from closereading.keywords.timewords import TIME_WORDS
from closereading.reading import names, sentences, tokens
from closereading.reading.tokens import Token

# A noun phrase: adjectives, nouns and numbers, ending in a noun. "c" stands for a number, "j" for
# an adjective, "n" for a noun, "p" for a name, "f" for a small word inside a name ("Bank of
# England"), "o" for anything else.
CHUNK = re.compile("(?!f)[cjnpf]*[np]")
LONGEST = 4  # words; 3 % of the keyphrases editors give are longer
LONGEST_NAME = 7  # words: American Association for the Advancement of Science
LONGEST_CHUNK = 12  # words; a run of more nouns is a list or a table, cut into pieces

# Short for something in front of a name: their full stop does not end the phrase.
INITIAL = re.compile("[A-Z]|St|Mt|Ft")
_LISTS = lists.sections("phrases.txt")
# A title is not what a text is about, and its abbreviation is no part of a phrase.
TITLES = frozenset(_LISTS["titles"])
NUMBERS = frozenset(_LISTS["numbers"])  # words that count something else
# What these say of a noun holds of any: "big role", "right man".
EMPTY = frozenset(_LISTS["empty"])
VAGUE = frozenset(_LISTS["vague"])
# "Ukrainian" alone is half a phrase, and "Ukrainians" none where Ukraine is one.
PLAIN_PEOPLES = frozenset(word for word in names.PEOPLES if not word.endswith("s"))
COUNTRIES = {
    (tokens.stem(people),): (tokens.stem(country),)
    for country, *peoples in lists.peoples()
    for people in peoples
}
AGENCIES = frozenset(_LISTS["agencies"])
PARTICLES = frozenset(_LISTS["particles"])
JOINTS = PARTICLES | {"of", "for", "on", "and", "the"}  # small words inside a name
SOURCE = frozenset({"told", "to", "with", "by", "for"})  # in front of an agency

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
        Shorter than the key where a short form stands for it.
    cut : bool
        Whether every occurrence cuts a name in the middle ("Force Base" of "Air Force Base").
    """

    key: tuple[str, ...]
    spans: list[tuple[int, int, bool]] = field(default_factory=list)
    cut: bool = True


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
        One of c, j, n, p, f, o a token; see ``CHUNK``.
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


def base(lower: str) -> str:
    """Return a straightened word without a possessive 's."""
    return lower.removesuffix("'s")


@cache
def kind(lower: str, tag: str, stop: bool, name: bool) -> str:
    """Return c, j, n, p or o for a word."""
    word = base(lower)
    if stop or not word or word in TITLES or (len(word) < 2 and not word.isdigit()):
        return "o"
    if tag == "CD" or word[0].isdigit() or word in NUMBERS:
        return "c"
    if name:
        return "p"
    if tag.startswith("NN"):
        return "o" if word in VAGUE else "n"
    # Hyphenated participles qualify nouns: "Russian-occupied territories". Comparatives and
    # superlatives do not: "higher interest rates" is about interest rates.
    if (tag == "JJ" and word not in EMPTY) or ("-" in word and tag.startswith("VB")):
        return "j"
    return "o"


def kinds(text: str, rows: list[Token]) -> list[str]:
    """Return the kind of every row, as its neighbours settle it.

    A small word inside a name is "f"; see ``_joined``. An initial in a name is part of it.
    """
    found = [kind(row.lower, row.tag, row.stop, row.name) for row in rows]
    for place, row in enumerate(rows[1:-1], start=1):
        lower = row.lower
        if lower in JOINTS:
            if found[place - 1] in "pf":
                found[place] = "f" if _joined(rows, found, place) else "o"
            elif lower in PARTICLES and found[place + 1] == "p" and row.token.islower():
                found[place] = "p"  # "the de Young Museum"
        elif lower in AGENCIES:
            if _source(text, rows, place):
                found[place] = "o"
        elif len(lower) == 1 and row.name and found[place + 1] == "p":
            if text[row.end : row.end + 1] == ".":
                found[place] = "p"
    return found


def _source(text: str, rows: list[Token], place: int) -> bool:
    """Tell whether a news agency stands where a text names its source, or in an address."""
    if text[rows[place].start - 1] in "(@" or text[rows[place].end : rows[place].end + 1] == ")":
        return True
    before = [row.lower for row in rows[max(0, place - 3) : place] if not row.name]
    return next((word for word in reversed(before) if word != "the"), "") in SOURCE


def _common(row: Token) -> bool:
    """Tell whether a capitalised word is a common noun or adjective in small letters."""
    return tokens.lexicon().get(row.lower, "").startswith(("NN", "JJ", "VBG"))


def _body(row: Token) -> bool:
    return row.token in names.BODIES or row.token.removesuffix("s") in names.BODIES


def _joined(rows: list[Token], found: list[str], place: int) -> bool:
    """Tell whether a small word between two names makes them one.

    "Bank of England" is one name, "Brown of Denver" two: in front of "of" stands a common noun,
    alone or as the word for a body; in front of "for" and "on", and behind "and", the word for a
    body.
    """
    before, row, after = rows[place - 1], rows[place], rows[place + 1]
    apart = row.start - before.end != 1 or after.start - row.end != 1
    if apart or not (after.token[0].isupper() or after.lower in JOINTS):
        return False
    inside = place > 1 and found[place - 2] == "f"
    if row.lower == "of":
        alone = place < 2 or found[place - 2] == "o" or rows[place - 2].sentence != row.sentence
        office = before.token in names.TITLES
        return (alone or inside or office or _body(before)) and _common(before)
    if row.lower in ("for", "on"):
        return _body(before) and _common(before)
    if row.lower == "the":
        return found[place - 1] == "f"
    if row.lower != "and":
        return row.token.islower()
    end = place + 1  # "Food and Drug Administration"
    while end < len(rows) and rows[end].start - rows[end - 1].end == 1 and found[end] == "p":
        end += 1
    inside |= place > 2 and found[place - 3] == "f"
    inside |= end - place > 2 and _body(rows[end - 1])
    return inside and _common(before) and _common(after)


def linked(text: str, before: Token, row: Token) -> bool:
    """Return whether two neighbouring rows can stand in one phrase."""
    if before.sentence != row.sentence:
        return False
    gap = text[before.end : row.start]
    if gap == " " or gap.isspace():
        return True
    return gap[:1] == "." and gap[1:].isspace() and INITIAL.fullmatch(before.token) is not None


def stretches(text: str, rows: list[Token], kinds: list[str]) -> list[tuple[int, int]]:
    """Return the runs of rows, begin and end, that can be phrases.

    A run stays inside a sentence, its words are parted by spaces only, and it does not cross a
    possessive: "Putin's forces" is Putin, and forces.
    """
    found = []
    for match in re.finditer("[^o]+", "".join(kinds)):
        begin = match.start()
        for place in range(begin + 1, match.end()):
            before = rows[place - 1]
            if before.lower.endswith("'s") or not linked(text, before, rows[place]):
                found.append((begin, place))
                begin = place
        found.append((begin, match.end()))
    return found


def read(article_or_text) -> Reading:
    """Make a ``Reading`` of an ``Article`` or of a plain text; an article keeps its own."""
    if not isinstance(article_or_text, str):
        return article_or_text.phrasing
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
    """Find every noun phrase of a text, and the phrases inside it that end in a noun.

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
        if not place.cut
        and any(whole for _, _, whole in place.spans)
        and COUNTRIES.get(key) not in found
    }


def _pieces(places: range, reading: Reading, found: dict) -> None:
    """Enter one noun phrase and the phrases inside it."""
    rows, kinds, n = reading.rows, reading.kinds, len(places)
    if n == 1:  # most of them
        if not (reading.dated[places[0]] or rows[places[0]].token in PLAIN_PEOPLES):
            key = reading.short.get(places[0]) or (rows[places[0]].stem,)
            if key not in found:
                found[key] = Place(key)
            found[key].cut &= len(key) > 1
            found[key].spans.append((places[0], places[0], True))
        return
    stems = [rows[place].stem for place in places]
    name = [kinds[place] in "pf" for place in places]
    inner = [one and two for one, two in pairwise(name)]
    timed = [reading.dated[place] for place in places]
    for first in range(n):
        if kinds[places[first]] == "f":
            continue
        for last in range(first, min(n, first + LONGEST_NAME)):
            if kinds[places[last]] not in "np" or all(timed[first : last + 1]):
                continue
            if rows[places[last]].token in PLAIN_PEOPLES:
                continue
            if last - first >= LONGEST and not all(name[first : last + 1]):
                continue
            key = (first == last and reading.short.get(places[first])) or tuple(
                stems[first : last + 1]
            )
            if key not in found:
                found[key] = Place(key)
            if len(key) == last - first + 1:
                found[key].cut &= (first > 0 and inner[first - 1]) or (last < n - 1 and inner[last])
            whole = last - first + 1 == n
            found[key].spans.append((places[first], places[last], whole))


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
