"""What a word can be in a noun phrase, judged by its tag, its capital and its neighbours.

"c" stands for a number, "j" for an adjective, "n" for a noun, "t" for one in front of a name ("the
actor Ann Lee"), "p" for a name, "f" for a small word inside a name ("Bank of England"), "o" for
anything else.
"""

import re
from functools import cache

from closereading import lists
from closereading.reading import names, tokens
from closereading.reading.tokens import Token

_LISTS = lists.sections("phrases.txt")
# A title is not what a text is about, and its abbreviation is no part of a phrase.
TITLES = frozenset(_LISTS["titles"])
NUMBERS = frozenset(_LISTS["numbers"])  # words that count something else
EMPTY = frozenset(_LISTS["empty"])  # what these say of a noun holds of any: "big role"
VAGUE = frozenset(_LISTS["vague"])
AGENCIES = frozenset(_LISTS["agencies"])
PARTICLES = frozenset(_LISTS["particles"])
JOINTS = PARTICLES | {"of", "for", "on", "and", "the"}  # small words inside a name
SOURCE = frozenset({"told", "to", "with", "by", "for"})  # in front of an agency
DAYS, MONTHS = _LISTS["days"], _LISTS["months"]
# A text is dated by words of time, not about them.
_TIME = [*DAYS, *(day + "s" for day in DAYS), *MONTHS, *_LISTS["spans"]]
TIME = frozenset(word + end for word in _TIME for end in ("", "'s"))
FIRST = (names.GIVEN - names.TITLES) | {"New"}  # what belongs to the name behind it
# Short for something in front of a name: their full stop does not end the phrase.
INITIAL = re.compile("[A-Z]|St|Mt|Ft")


def base(lower: str) -> str:
    """Return a straightened word without a possessive 's."""
    return lower.removesuffix("'s")


def bare(written: str) -> str:
    """Return a word or phrase as written without a possessive 's."""
    return written[:-2] if written[-2:] in ("'s", "’s", "'S", "’S") else written


@cache
def kind(lower: str, tag: str, name: bool) -> str:
    """Return c, j, n, p or o for a word that is no stop word."""
    word = base(lower)
    if not word or word in TITLES or (len(word) < 2 and not word.isdigit()):
        return "o"
    if tag == "CD" or word[0].isdigit() or word in NUMBERS:
        return "c"
    if name:
        return "p"
    if word in EMPTY:
        return "o"
    if tag.startswith("NN"):
        return "o" if word in VAGUE else "n"
    # Hyphenated participles qualify nouns: "Russian-occupied territories". Comparatives and
    # superlatives do not: "higher interest rates" is about interest rates.
    if tag == "JJ" or ("-" in word and tag.startswith("VB")):
        return "j"
    return "o"


def kinds(text: str, rows: list[Token]) -> str:
    """Return the kind of every row, as its neighbours settle it.

    A small word inside a name is "f"; see ``_joined``. An initial in a name is part of it. A news
    agency where it is the source, and a form in -ing in front of a name, are no part of a phrase.
    """
    found = [
        "o" if stop else kind(lower, tag, name) for _, _, _, _, lower, _, tag, stop, name in rows
    ]
    for place, (row, now, after) in enumerate(zip(rows, found, found[1:], strict=False)):
        lower = row.lower
        if lower in JOINTS:
            if found[place - 1] in "pf":
                found[place] = "f" if _joined(rows, found, place) else "o"
            elif lower in PARTICLES and after == "p" and row.token.islower():
                found[place] = "p"  # "the de Young Museum"
        elif after == "p" and (row.token in FIRST or _initial(text, row)):
            found[place] = "p"  # New York; "Mark" at the beginning of a sentence
        elif after == "p" and now == "n" and row.token in names.TITLES:
            found[place] = "p"
        elif now == "o":
            continue
        elif now == "c" and found[place - 1] == "p" and re.fullmatch(r"\d{1,3}", lower):
            before = rows[place - 1]
            again = text.count(text[before.start : row.end]) > 1
            if again and before.lower not in TIME and linked(text, before, row):
                found[place] = "p"  # Firefox 4
        elif (lower in AGENCIES or text[row.start - 1] in "(@$£€") and _source(text, rows, place):
            found[place] = "o"
        elif now == "n" and after in "pj" and lower.endswith("ing"):
            found[place] = "o"  # "hearing Smith", "sampling public opinion"
        elif now == "j" and after == "p" and row.token.islower() and lower[-3:] != "ern":
            found[place] = "o"  # "unseated Smith", but "southern Florida"
    for match in re.finditer("np", "".join(found)):
        one, two = rows[match.start() : match.end()]
        person = two.token in names.GIVEN and not INITIAL.fullmatch(one.token)  # St. Mary's
        if one.token[0].islower() or person:
            found[match.start()] = "t"
    return "".join(found)


def _initial(text: str, row: Token) -> bool:
    return row.name and text[row.start + 1 : row.end + 1] == "."


def _source(text: str, rows: list[Token], place: int) -> bool:
    """Tell a news agency where it is the source, a word in brackets, a price, an address."""
    row = rows[place]
    before, after = text[row.start - 1], text[row.end : row.end + 1]
    if before == "@" or (before in "$£€" and row.token[0].isalpha()) or before + after == "()":
        return True
    if row.lower not in AGENCIES:
        return False
    words = [row.lower for row in rows[max(0, place - 3) : place] if not row.name]
    return next((word for word in reversed(words) if word != "the"), "") in SOURCE or after == ")"


def _common(row: Token, tags: tuple[str, ...] = ("NN", "JJ", "VBG")) -> bool:
    """Tell whether a capitalised word is a common noun, or adjective, in small letters."""
    return tokens.lexicon().get(row.lower, "").startswith(tags)


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
        return (alone or inside or office or _body(before)) and _common(before, ("NN",))
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
    if gap[:1] == ".":
        return gap[1:].isspace() and INITIAL.fullmatch(before.token) is not None
    return gap == " & " or gap.isspace()


def _owns(rows: list[Token], kinds: str, place: int) -> bool:
    """Tell a possessive inside the name of a body: St Mary's Hospital, the Women's Institute."""
    owner = tokens.lexicon().get(base(rows[place - 1].lower), "")
    body = any(row.token in names.BODIES for row in rows[place : place + 3])
    saint = rows[place - 2].token in ("St", "Saint") and body  # not St Paul's mayor
    return kinds[place - 1 : place + 1] == "pp" and (owner == "NNS" or saint)


def stretches(text: str, rows: list[Token], kinds: str) -> list[tuple[int, int]]:
    """Return the runs of rows, begin and end, that can be phrases.

    A run stays inside a sentence, its words are parted by spaces only, and it does not cross a
    possessive: "Putin's forces" is Putin, and forces.
    """
    found = []
    for match in re.finditer("[^o]+", kinds):
        begin = match.start()
        for place in range(begin + 1, match.end()):
            before = rows[place - 1]
            apart = before.lower.endswith("'s") and not _owns(rows, kinds, place)
            if apart or not linked(text, before, rows[place]):
                found.append((begin, place))
                begin = place
        found.append((begin, match.end()))
    return found
