"""Names by their short forms: a family name, a title with a name, initials in brackets."""

import re

from closereading.reading import names
from closereading.reading.tokens import Token

NAME = re.compile("p[pf]*")
LONGEST = 4  # words of a person's name


def resolve(
    text: str, rows: list[Token], kinds: list[str], runs: list[tuple[int, int]], headline: int
) -> dict[int, tuple]:
    """Find which fuller name each short one stands for.

    A short form that fits two names stands for itself.

    Returns
    -------
    dict
        Place of a token to the stems of the name it stands for; () for a title in front of a
        person's name: "President Vladimir Putin" is about Vladimir Putin.
    """
    runs = [run for run in _names(kinds, runs) if run[0] >= headline or len(run) == 1]
    fuller: dict[str, dict[tuple, list[str]]] = {}  # word: stems of a name, its words
    titled: dict[str, tuple] = {}
    bare: dict[int, range] = {}
    for run in runs:
        bare[run[0]] = run
        if len(run) == 1:
            continue
        words = [_base(rows[place].token) for place in run]
        name = names.trim(" ".join(words)).split()
        own = run[len(run) - len(name) :] if name and words[-len(name) :] == name else run
        stems = tuple(rows[place].stem for place in own)
        bare[run[0]] = own
        if (
            1 < len(own) <= LONGEST
            and names.person(" ".join(name))
            and name[0] not in names.PEOPLES
        ):
            for word in {name[-1]} | ({name[0]} & names.GIVEN):
                fuller.setdefault(word, {})[stems] = name
        elif len(own) == 1 < len(run):
            titled.setdefault(name[0], tuple(rows[place].stem for place in run))
        if initials := _initials(text, rows, run):
            fuller.setdefault(initials, {})[tuple(rows[place].stem for place in run)] = words
    found = {}
    for run in runs:
        own = bare[run[0]]
        word = _base(rows[own[0]].token)
        if len(own) == 1 and (known := _one(fuller.get(word, {}))):
            found[own[0]] = known
        elif len(run) == 1 and word in titled:
            found[own[0]] = titled[word]
        if len(own) < len(run) and (len(own) > 1 or own[0] in found):
            for place in reversed(run[: len(run) - len(own)]):
                if rows[place].token not in names.TITLES | names.PEOPLES:
                    break
                found[place] = ()
    return found


def _base(token: str) -> str:
    return token[:-2] if token[-2:] in ("'s", "’s") else token


def _names(kinds: list[str], runs: list[tuple[int, int]]) -> list[range]:
    """Return the names of a text, each as the places of its words."""
    return [
        range(begin + match.start(), begin + match.end())
        for begin, end in runs
        for match in NAME.finditer("".join(kinds[begin:end]))
    ]


def _initials(text: str, rows: list[Token], run: range) -> str:
    """Return the initials given in brackets behind a name, "" if there are none."""
    after = run[-1] + 1
    if len(run) < 2 or after >= len(rows) or not rows[after].token.isupper():
        return ""
    letters = "".join(rows[place].token[0] for place in run if rows[place].token[0].isupper())
    bracketed = text[rows[run[-1]].end : rows[after].start].strip() == "("
    return letters if bracketed and rows[after].token.replace(".", "") == letters else ""


def _one(known: dict[tuple, list[str]]) -> tuple:
    """Return the only name, the first of those with the same first and last word, or ()."""
    ends = {(name[0], name[-1]) for name in known.values()}
    return next(iter(known)) if len(ends) == 1 else ()
