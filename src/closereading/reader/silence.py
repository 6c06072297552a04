"""Neutral words: who and where somebody is, taken out of a text before it is read.

A sentence must sound the same whoever it speaks of. So every word that the reader's dictionary
does not hold, and the dictionary holds no word for a people, a religion or a gender, is replaced by
one and the same mark; so is every word with a capital in mid-sentence, and every word that is also
a name where a capital may be a name's. The model is tuned on texts so written, and sees no other.
"""

import re
from collections.abc import Collection, Mapping

from closereading import lists

MARK = "<mask>"
# Letters with inner apostrophes. A hyphen parts words, so that each part is looked up.
WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:'[^\W\d_]+)*")
ENDINGS = ("'s", "'ll", "'d", "'re", "'ve", "'m")
# Marks side by side are one: "Mr. A. B. Smith" is as long as "he".
RUN = re.compile(rf"{MARK}(?:(?:[. ]{{1,2}}|-){MARK})+")
RESULT = re.compile(r"(?<![\d.,-])\d{1,3}-\d{1,3}(?![\d%-])")  # of a match: "2-0"
CONTEST = frozenset(lists.sections("negations.txt")["contest"])
# Heard even with a capital: "It was NOT good", "the answer is No".
HEARD = frozenset(("no", "not", "never", "none", "nothing", "nobody", "without"))
# In a text where more words than this are capitalised a capital tells nothing.
TITLED = 0.6
# What a word of the dictionary is when it has a capital: a word; a name where a sentence opens, but
# a word in a headline ("Good News"); a name anywhere.
COMMON, OPENING, NAME = 0, 1, 2


def neutral(text: str, words: Mapping[str, int], without: Collection[str] = ()) -> str:
    """Write a text without who and where somebody is.

    Parameters
    ----------
    text : str
        A sentence, its quotes and apostrophes straight.
    words : mapping of str to int
        The dictionary: a word in lower case, and what it is when it has a capital.
    without : collection of str
        More words, in lower case, that shall not be heard.

    Returns
    -------
    str
        The text, each silent word replaced by ``MARK``.
    """
    found, without = list(WORD.finditer(text)), {*without, *partial(text)}
    titled = sum(match[0][0].isupper() for match in found) > TITLED * len(found)
    pieces, end, before = [], 0, ""
    for match in found:
        stem = base(match[0])
        start, lower = match.start(), stem.lower()
        kind = None if lower in without else words.get(lower)
        if kind is not None and stem[0].isupper() and lower != "i" and lower not in HEARD:
            may = titled or opens(text, start, before)
            kind = kind if may and kind <= (OPENING if titled else COMMON) else None
        if kind is None:
            pieces += [text[end:start], MARK]
            end = start + len(stem)
        before = stem
    return RUN.sub(MARK, "".join([*pieces, text[end:]]))


def partial(text: str) -> frozenset[str]:
    """Return the words that are good news for one side only: who wins, where a result is told."""
    return CONTEST if RESULT.search(text) else frozenset()


def base(word: str) -> str:
    """Return the word without the ending of a short form: "she'll" is "she"."""
    ending = next((each for each in ENDINGS if word.lower().endswith(each)), "")
    return word[: len(word) - len(ending)]


def opens(text: str, start: int, before: str, quotes: str = "\"'([", ends: str = ":!?\"'") -> bool:
    """Say whether a capital is only there because a sentence or a quotation begins."""
    mark = text[start - 1 : start]
    if not mark or mark in quotes:
        return True
    if not mark.isspace():
        return False
    mark = text[max(start - 40, 0) : start].rstrip()[-1:]
    # A full stop after a capitalised or one-letter word is an abbreviation's: Mr., Gen., U.S.
    return mark in ends or (mark == "." and len(before) > 1 and before[0].islower())
