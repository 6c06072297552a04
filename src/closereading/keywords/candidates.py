"""Noun phrases: where they stand in a text, and how a text's words are told apart."""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from closereading.keywords.timewords import TIME_WORDS
from closereading.reading import sentences, tokens

# A noun phrase: adjectives, nouns and numbers, ending in a noun. "c" stands for a number, "j" for
# an adjective, "n" for a noun, "p" for a name, "f" for "of" inside a name ("Bank of England"), "o"
# for anything else, "|" for a place no phrase crosses.
CHUNK = re.compile("(?:pf(?=p))?[cjnp]*[np]")
LONGEST = 4  # words; 3 % of the keyphrases editors give are longer
LONGEST_CHUNK = 12  # words; a run of more nouns is a list or a table, cut into pieces

# Short for something in front of a name: their full stop does not end the phrase.
INITIAL = re.compile("[A-Z]|St|Mt|Ft")
# A title is not what a text is about, and its abbreviation is no part of a phrase.
TITLES = frozenset(
    {
        "adm", "capt", "cmdr", "col", "cpl", "det", "dr", "gen", "gov", "hon", "lt", "maj",
        "messrs", "mr", "mrs", "ms", "prof", "rep", "reps", "rev", "sen", "sens", "sgt", "supt",
    }
)  # fmt: skip
# Words that count something else.
NUMBERS = frozenset(
    {
        "percent", "cent", "pct", "half", "dozen", "dozens", "hundred", "hundreds", "thousand",
        "thousands", "million", "millions", "billion", "billions", "trillion", "trillions", "tens",
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety",
    }
)  # fmt: skip

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
    cut : bool
        Whether every occurrence cuts a name in the middle ("Force Base" of "Air Force Base").
    """

    key: tuple[str, ...]
    spans: list[tuple[int, int, bool]] = field(default_factory=list)
    cut: bool = True


@dataclass(frozen=True, eq=False)
class Reading:
    """A text's tokens as lists, and what the scores need of them.

    Attributes
    ----------
    text : str
        The original.
    rows : list of tuple
        As ``tokens.rows``; residue left out.
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
    rows: list[tuple]
    kinds: list[str]
    order: dict[int, int]
    headline: int
    sentences: dict[int, tuple[int, int]]
    paragraphs: dict[int, int]

    @cached_property
    def dated(self) -> list[bool]:
        """Whether each token is a number or a word of time."""
        return [
            kind == "c" or base(row[4]) in TIME_WORDS
            for row, kind in zip(self.rows, self.kinds, strict=True)
        ]


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
        return "n"
    # Hyphenated participles qualify nouns: "Russian-occupied territories". Comparatives and
    # superlatives do not: "higher interest rates" is about interest rates.
    if tag == "JJ" or ("-" in word and tag.startswith("VB")):
        return "j"
    return "o"


def kinds(text: str, rows: list[tuple]) -> list[str]:
    """Return the kind of every row, as its neighbours settle it.

    An "of" inside a name is "f": "Bank of England" is one name, "Brown of Denver" two, so the word
    before "of" has to be a common noun with a capital, and to stand alone. An initial in a name is
    part of it. In front of a name a plural noun or a form in -ing is no part of a phrase: "the
    reasons Smith gave", "hearing Smith".
    """
    found = [kind(row[4], row[6], row[7], row[8]) for row in rows]
    for place in range(len(rows) - 1):
        row = rows[place]
        if found[place + 1] != "p" or rows[place + 1][0] != row[0]:
            continue
        if row[4] == "of" and place and found[place - 1] == "p":
            alone = place < 2 or found[place - 2] == "o" or rows[place - 2][0] != row[0]
            if alone and tokens.lexicon().get(rows[place - 1][4], "").startswith("NN"):
                found[place] = "f"
        elif len(row[4]) == 1 and row[8] and text[row[2] : row[2] + 1] == ".":
            found[place] = "p"
        elif found[place] == "n" and (row[6] == "NNS" or row[4].endswith("ing")):
            found[place] = "o"
    return found


def linked(text: str, before: tuple, row: tuple) -> bool:
    """Return whether two neighbouring rows can stand in one phrase."""
    if before[0] != row[0]:
        return False
    gap = text[before[2] : row[1]]
    if gap == " " or gap.isspace():
        return True
    return gap[:1] == "." and gap[1:].isspace() and INITIAL.fullmatch(before[3]) is not None


def read(article_or_text) -> Reading:
    """Make a ``Reading`` of an ``Article`` or of a plain text."""
    if isinstance(article_or_text, str):
        text = article_or_text
        table = sentences.split(text)
        rows = tokens.rows(table)
    else:
        text = article_or_text.text
        table = article_or_text.sentences
        table = table[~table["residue"]]
        kept = article_or_text.tokens
        kept = kept[kept["sentence"].isin(table["sentence"])]
        rows = list(zip(*(kept[name].tolist() for name in tokens.COLUMNS), strict=True))
    numbers, paragraphs = table["sentence"].tolist(), table["paragraph"].tolist()
    spans = list(zip(table["start"].tolist(), table["end"].tolist(), strict=True))
    headline = 0
    if len(numbers) > 1 and paragraphs[0] != paragraphs[1] and _is_headline(text[slice(*spans[0])]):
        headline = next((place for place, row in enumerate(rows) if row[0] != numbers[0]), 0)
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


def phrases(reading: Reading) -> dict[tuple[str, ...], Place]:
    """Find every noun phrase of a text, and the phrases inside it that end in a noun.

    A phrase stays inside a sentence, its words are parted by spaces only, and nothing crosses a
    possessive: "Putin's forces" is Putin, and forces. A headline is passed over: in title case
    every word looks like a name, and what matters stands again in the body. Phrases of nothing but
    numbers and words of time ("last year", "five days") are left out, and so are pieces of names.

    Returns
    -------
    dict
        Stems to ``Place``, in order of first occurrence.
    """
    text, rows, kinds = reading.text, reading.rows, reading.kinds
    codes, index = [], []
    for place in range(reading.headline, len(rows)):
        row = rows[place]
        # What is no part of a phrase ends it anyway.
        if codes and codes[-1] != "o" and kinds[place] != "o":
            before = rows[place - 1]
            if before[4].endswith("'s") or not linked(text, before, row):
                codes.append("|")
                index.append(-1)
        codes.append(kinds[place])
        index.append(place)
    found: dict[tuple[str, ...], Place] = {}
    for match in CHUNK.finditer("".join(codes)):
        for begin in range(match.start(), match.end(), LONGEST_CHUNK):
            _pieces(index[begin : min(begin + LONGEST_CHUNK, match.end())], reading, found)
    return {key: place for key, place in found.items() if not place.cut}


def _pieces(places: list[int], reading: Reading, found: dict) -> None:
    """Enter one noun phrase and the phrases inside it."""
    rows, kinds, n = reading.rows, reading.kinds, len(places)
    if n == 1:  # most of them
        if not reading.dated[places[0]]:
            key = (rows[places[0]][5],)
            if key not in found:
                found[key] = Place(key)
            found[key].cut = False
            found[key].spans.append((places[0], places[0], True))
        return
    stems = [rows[place][5] for place in places]
    inner = [kinds[one] == kinds[two] == "p" for one, two in pairwise(places)]
    timed = [reading.dated[place] for place in places]
    for first in range(n):
        if kinds[places[first]] == "f":
            continue
        for last in range(first, min(n, first + LONGEST)):
            if kinds[places[last]] not in "np":
                continue
            key = tuple(stems[first : last + 1])
            if all(timed[first : last + 1]):
                continue
            if key not in found:
                found[key] = Place(key)
            found[key].cut &= (first > 0 and inner[first - 1]) or (last < n - 1 and inner[last])
            whole = last - first + 1 == n
            found[key].spans.append((places[first], places[last], whole))


def surface(reading: Reading, spans: list[tuple[int, int, bool]]) -> str:
    """Return the form a phrase has most often, in the original's letters.

    A form with words in capitals loses a tie, then the later one. White space is one space, a
    possessive ending is left off.
    """
    forms: dict[str, int] = {}
    for first, last, _ in spans:
        form = reading.text[reading.rows[first][1] : reading.rows[last][2]]
        form = " ".join(form.split())
        if form[-2:] in ("'s", "’s", "'S", "’S"):
            form = form[:-2]
        forms[form] = forms.get(form, 0) + 1
    return max(forms, key=lambda form: (forms[form], not form.isupper(), not SHOUTED.search(form)))
