"""Content words: which words of a text are counted, and as forms of which."""

from functools import cache

from closereading import lists
from closereading.keywords.kinds import NUMBERS, TIME, TITLES, base
from closereading.reading import tokens

PLURALS = (("ies", "y"), ("es", ""), ("s", ""), ("e", ""))
ENDINGS = (("ied", "y"), ("ing", ""), ("ed", ""), *PLURALS)
SHORTEST = 3  # letters, one a vowel, that are left of a word without its ending


@cache
def root(lower: str, name: bool) -> str:
    """Return what the forms of a word share: consultant, consultants, but not consultancy.

    Of a name only a plural is another form: United is no form of unit.
    """
    word = base(lower)
    if not word.isalpha():
        return word
    for ending, instead in PLURALS if name else ENDINGS:
        left = word[: -len(ending)]
        # "business", "virus" and "crisis" are no plurals.
        kept = len(left) < SHORTEST or not set(left) & set("aeiouy")
        if not word.endswith(ending) or kept or (ending == "s" and left[-1] in "sui"):
            continue
        word = left + instead
        break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]  # running
    return word.removesuffix("e") if len(word) > SHORTEST else word


@cache
def peoples() -> dict[str, str]:
    """Return the table that joins a people to its country, both as roots: "russian", "russia"."""
    return {
        root(name, True): root(country, True)
        for country, *names in lists.peoples()
        for name in names
    }


@cache
def key(word: str, lower: str, name: bool) -> str:
    """Return what a word is counted under: its root, of a people its country's."""
    found = root(lower, name)
    # "Polish" is Poland's, "polish" is not.
    return peoples().get(found, found) if word[0].isupper() else found


@cache
def counts(lower: str) -> bool:
    """Tell a content word: two letters, and no stop word, title, number or word of time."""
    word = base(lower)
    plain = word in TIME or word in TITLES or word in NUMBERS or word in tokens.stop_words()
    return len(word) > 1 and any(map(str.isalpha, word)) and not plain
