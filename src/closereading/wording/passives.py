"""Passives without an agent: what is done, and nobody is said to have done it."""

import re

import pandas as pd

from closereading.article import Article
from closereading.wording.places import LISTS, Found, Line, Word, lines, table

LONGEST = 3  # words between them
# Who did it, to the end of the clause; not "by the end", "by Tuesday", "by accident"
AGENT = re.compile(
    r"\bby (?!(?:the end|then|now|\d+|(?:mid|late|early)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|next|last|this|hand|mail|phone|accident|mistake|law|default|means|more than|about|at least"
    r"|a factor|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember"
    r"|October)\b)"
)
CLAUSE_END = re.compile(r"[;:,]| (?:and|but|while|when|after|before|because|although|which|who) ")
ALONG = re.compile(  # "was gunned down"
    r" (?:down|up|out|off|away)(?= [a-z]|[.,;]|\Z)(?! (?:of|by)\b)"
)
APART = re.compile(r"[,;:()\"]|--")


def agency(article: Article) -> pd.DataFrame:
    """Find what is done without anybody who does it.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        A row a passive without an agent: ``sentence``, ``start``, ``end``, ``text`` ("have already
        been deployed"), ``voice``, ``speaker``, ``verb`` (its last participle).

    Notes
    -----
    A form of *be* or *get* and a past participle, joined ones together ("are then trained and
    deployed"), with no "by" and somebody after it in the clause. States are left out: "is based",
    "was disappointed". Passives without *be* ("a man arrested in May") are not looked for; who acts
    on whom is not told either.
    """
    found = [one for line in lines(article) for one in _in_line(line)]
    return table(article, found, ("verb",))


def _in_line(line: Line) -> list[Found]:
    found, last = [], -1
    for place, word in enumerate(line.words):
        end = (
            _end(line, place) if place > last and word.lower in LISTS["be"] + LISTS["get"] else None
        )
        if end is None:
            continue
        last, first, verb = end, place, line.words[end]
        while first and line.words[first - 1].lower in LISTS["auxiliary"]:
            first -= 1
        after = line.text[verb.end :]
        stop, along = CLAUSE_END.search(after), ALONG.match(after)
        if not AGENT.search(after[: stop.start()] if stop else after):
            finish = verb.end + (along.end() if along else 0)
            found.append(Found(line, line.words[first].start, finish, (verb.lower,)))
    return found


def _end(line: Line, place: int) -> int | None:
    """Return the last participle of a passive that begins at a word; None when it is none."""
    words, end = line.words, place + 1
    while end < len(words) and end - place <= LONGEST and _between(words[end]):
        end += 1
    if not _act(line, end) or APART.search(line.text[words[place].end : words[end].start]):
        return None
    if words[place].lower in LISTS["get"] and words[end].lower not in LISTS["got"]:
        return None
    while end + 2 < len(words) and words[end + 1].lower in ("and", "or") and _act(line, end + 2):
        end += 2  # "trained and deployed"
    return end


def _between(word: Word) -> bool:
    return word.lower in LISTS["between"] or (
        word.lower.endswith("ly") and word.tag.startswith("RB")
    )


def _act(line: Line, place: int) -> bool:
    """Tell a participle that says what is done from a state: "was interested", "is based"."""
    if place >= len(line.words):
        return False
    word, lower = line.words[place], line.words[place].lower
    regular = lower.endswith("ed") and len(lower) > 3 and word.tag in ("VBN", "VBD", "JJ")
    if (
        word.name
        or lower in LISTS["no_participle"]
        or not (regular or lower in LISTS["participle"])
    ):
        return False
    following = line.words[place + 1].lower if place + 1 < len(line.words) else ""
    pair = f"{lower} {following}" in LISTS["state_before"]
    undone = lower.startswith("un") and lower not in LISTS["undo"]
    return not (pair or undone or lower in LISTS["state"])
