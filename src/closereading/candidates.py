"""Noun phrases: where they stand in a text, and how a text's words are told apart."""

import re
from dataclasses import dataclass, field

import pandas as pd

from closereading import sentences, tokens

# A noun phrase: adjectives, nouns and numbers, ending in a noun. "c" stands for a number, "j" for
# an adjective, "n" for a noun, "p" for a name, "f" for "of" inside a name ("Bank of England"), "o"
# for anything else, "|" for a place no phrase crosses.
CHUNK = re.compile("(?:pf(?=p))?[cjnp]*[np]")
LONGEST = 4  # words; 3 % of the keyphrases editors give are longer
LONGEST_CHUNK = 12  # words; a run of more nouns is a list or a table, cut into pieces

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
    """

    key: tuple[str, ...]
    spans: list[tuple[int, int, bool]] = field(default_factory=list)


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


def base(lower: str) -> str:
    """Return a straightened word without a possessive 's."""
    return lower.removesuffix("'s")


def kind(row: tuple) -> str:
    """Return c, j, n, p or o for one row of ``tokens.rows``."""
    word, tag, stop, name = base(row[4]), row[6], row[7], row[8]
    if stop or not word or (len(word) < 2 and not word.isdigit()):
        return "o"
    if tag == "CD" or word[0].isdigit():
        return "c"
    if name:
        return "p"
    if tag.startswith("NN"):
        return "n"
    # Hyphenated participles qualify nouns: "Russian-occupied territories".
    if tag.startswith("JJ") or ("-" in word and tag.startswith("VB")):
        return "j"
    return "o"


def kinds(rows: list[tuple]) -> list[str]:
    """Return the kind of every row, and "f" for an "of" inside a name.

    "Bank of England" is one name, "Brown of Denver" two: the word before "of" has to be a common
    noun with a capital, and to stand alone.
    """
    found = [kind(row) for row in rows]
    for place in range(1, len(rows) - 1):
        if rows[place][4] != "of" or found[place - 1] != "p" or found[place + 1] != "p":
            continue
        alone = place < 2 or found[place - 2] == "o" or rows[place - 2][0] != rows[place][0]
        if alone and tokens.lexicon().get(rows[place - 1][4], "").startswith("NN"):
            found[place] = "f"
    return found


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
    numbers = table["sentence"].tolist()
    spans = zip(table["start"].tolist(), table["end"].tolist(), strict=True)
    return Reading(
        text,
        rows,
        kinds(rows),
        {number: place for place, number in enumerate(numbers)},
        _headline(table, rows),
        dict(zip(numbers, spans, strict=True)),
        dict(zip(numbers, table["paragraph"].tolist(), strict=True)),
    )


def _headline(table: pd.DataFrame, rows: list[tuple]) -> int:
    """Count the tokens of a first line that stands alone and does not end like a sentence."""
    if len(table) < 2:
        return 0
    number, text = int(table["sentence"].iat[0]), str(table["text"].iat[0]).strip()
    if table["paragraph"].iat[1] == table["paragraph"].iat[0] or CLOSED.search(text):
        return 0
    return next((place for place, row in enumerate(rows) if row[0] != number), 0)


def phrases(reading: Reading) -> dict[tuple[str, ...], Place]:
    """Find every noun phrase of a text, and the phrases inside it that end in a noun.

    A phrase stays inside a sentence, its words are parted by spaces only, and nothing crosses a
    possessive: "Putin's forces" is Putin, and forces. A headline is passed over: in title case
    every word looks like a name, and what matters stands again in the body.

    Returns
    -------
    dict
        Stems to ``Place``, in order of first occurrence.
    """
    text, rows, kinds = reading.text, reading.rows, reading.kinds
    codes, index = [], []
    for place in range(reading.headline, len(rows)):
        row = rows[place]
        if codes:
            before = rows[place - 1]
            gap = text[before[2] : row[1]]
            if before[0] != row[0] or not (gap == " " or gap.isspace()) or before[4].endswith("'s"):
                codes.append("|")
                index.append(-1)
        codes.append(kinds[place])
        index.append(place)
    found: dict[tuple[str, ...], Place] = {}
    for match in CHUNK.finditer("".join(codes)):
        for begin in range(match.start(), match.end(), LONGEST_CHUNK):
            _pieces(index[begin : min(begin + LONGEST_CHUNK, match.end())], reading, found)
    return found


def _pieces(places: list[int], reading: Reading, found: dict) -> None:
    """Enter one noun phrase and the phrases inside it."""
    rows, kinds, n = reading.rows, reading.kinds, len(places)
    stems = [rows[place][5] for place in places]
    for first in range(n):
        if kinds[places[first]] == "f":
            continue
        for last in range(first, min(n, first + LONGEST)):
            if kinds[places[last]] not in "np":
                continue
            key = tuple(stems[first : last + 1])
            if key not in found:
                found[key] = Place(key)
            whole = last - first + 1 == n
            found[key].spans.append((places[first], places[last], whole))


def surface(reading: Reading, spans: list[tuple[int, int, bool]]) -> str:
    """Return the form a phrase has most often, in the original's letters.

    The earlier form wins a tie. White space is one space, a possessive ending is left off.
    """
    forms: dict[str, int] = {}
    for first, last, _ in spans:
        form = reading.text[reading.rows[first][1] : reading.rows[last][2]]
        form = " ".join(form.split())
        if form[-2:] in ("'s", "’s", "'S", "’S"):
            form = form[:-2]
        forms[form] = forms.get(form, 0) + 1
    return max(forms, key=forms.get)
