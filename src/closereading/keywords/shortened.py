"""Names by their short forms: a family name, a title with a name, initials in brackets."""

import re

from closereading.keywords.kinds import bare
from closereading.reading import names
from closereading.reading.tokens import Token

NAME = re.compile("p[pf]*")
LONGEST = 4  # words of a person's name


def resolve(
    text: str, rows: list[Token], kinds: str, runs: list[tuple[int, int]], headline: int
) -> dict[int, tuple]:
    """Map the place of a short name to the stems of the one fuller name that it stands for.

    A short form that fits two names stands for itself. A title in front of a person's name stands
    for (): "President Vladimir Putin" is about Vladimir Putin.
    """
    fuller: dict[str, dict[tuple, list[str]]] = {}  # short form: stems of a name, its words
    titled: dict[str, tuple] = {}
    pairs = []  # the places of a name, and those of it without titles
    for begin, end in runs:
        for match in NAME.finditer(kinds, begin, end):
            run = own = range(*match.span())
            if len(run) > 1 and begin >= headline:
                words = [bare(rows[place].token) for place in run]
                name = names.trim(" ".join(words)).split()
                own = run[-len(name) :] if name and words[-len(name) :] == name else run
                stems = tuple(rows[place].stem for place in own)
                if 1 < len(own) <= LONGEST and _person(name):
                    for word in {name[-1]} | ({name[0]} & names.GIVEN):
                        fuller.setdefault(word, {})[stems] = name
                elif len(own) == 1:
                    titled.setdefault(name[0], tuple(rows[place].stem for place in run))
                if initials := _initials(text, rows, run):
                    stems = tuple(rows[place].stem for place in run)
                    fuller.setdefault(initials, {})[stems] = words
            if len(run) == 1 or begin >= headline:
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


def _person(name: list[str]) -> bool:
    return names.person(" ".join(name)) and name[0] not in names.PEOPLES


def _initials(text: str, rows: list[Token], run: range) -> str:
    """Return the initials given in brackets behind a name, "" if there are none."""
    after = run[-1] + 1
    if after >= len(rows) or not rows[after].token.isupper():
        return ""
    letters = "".join(rows[place].token[0] for place in run if rows[place].token[0].isupper())
    bracketed = text[rows[run[-1]].end : rows[after].start].strip() == "("
    return letters if bracketed and rows[after].token.replace(".", "") == letters else ""


def _one(known: dict[tuple, list[str]]) -> tuple:
    """Return the only name, the first of those with the same first and last word, or ()."""
    ends = {(name[0], name[-1]) for name in known.values()}
    return next(iter(known)) if len(ends) == 1 else ()
