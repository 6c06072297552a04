"""Content words: which words of a text are counted, under which stem, and how they are written."""

from functools import cache

from closereading import lists
from closereading.keywords.candidates import TITLES, Reading, base
from closereading.keywords.timewords import TIME_WORDS
from closereading.reading.tokens import stem


@cache
def peoples() -> dict[str, str]:
    """Return the table that joins a people to its country: stem of "Russian" to stem of "Russia".

    It is read from ``data/peoples.txt``, a country a line, its people's words after it.
    """
    return {stem(name): stem(country) for country, *names in lists.peoples() for name in names}


def places(reading: Reading) -> dict[str, list[int]]:
    """Return the content words of a text: stem to the places of its tokens.

    Content words have a letter and are no stop words, titles, numbers or words of time; a people
    counts with its country ("Russia", "Russian").
    """
    found: dict[str, list[int]] = {}
    joined = peoples()
    for place, (row, kind) in enumerate(zip(reading.rows, reading.kinds, strict=True)):
        word = base(row[4])
        if row[7] or len(word) < 2 or word in TIME_WORDS or word in TITLES:
            continue
        if kind == "c" and (word.isalpha() or not any(map(str.isalpha, word))):
            continue
        # "Polish" is Poland's, "polish" is not.
        key = joined.get(row[5], row[5]) if row[3][0].isupper() else row[5]
        found.setdefault(key, []).append(place)
    return found


def forms(reading: Reading, found: list[int]) -> list[str]:
    """Return the forms of a word as written, without possessive, commonest first."""
    counts: dict[str, int] = {}
    for place in found:
        token = reading.rows[place][3]
        if token[-2:] in ("'s", "’s", "'S", "’S"):
            token = token[:-2]
        counts[token] = counts.get(token, 0) + 1
    return sorted(counts, key=lambda each: (-counts[each], each.isupper()))
