"""Passives without an agent: what is done, and nobody is said to have done it."""

from collections.abc import Iterator

import pandas as pd

from closereading.article import Article
from closereading.wording.places import WORDS, Line, Place, Token, by_line, rule, table

LONGEST = 3  # words between them


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
    return table(undone(article), "verb")


@by_line
def undone(line: Line) -> Iterator[Place]:
    """Find the passives of a line that name nobody."""
    last = -1
    for place, word in enumerate(line.words):
        if place <= last or not (word.lower in WORDS["be"] or word.lower in WORDS["get"]):
            continue
        if (end := _end(line, place)) is None:
            continue
        last, first, verb = end, place, line.words[end]
        while first and line.words[first - 1].lower in WORDS["auxiliary"]:
            first -= 1
        after = line.text[verb.end :]
        stop, along = rule("clause_end").search(after), rule("along").match(after)
        if not rule("agent").search(after[: stop.start()] if stop else after):
            finish = verb.end + (along.end() if along else 0)
            yield line.place(line.words[first].start, finish, verb=verb.lower)


def _end(line: Line, place: int) -> int | None:
    """Return the last participle of a passive that begins at a word; None when it is none."""
    words, end = line.words, place + 1
    while end < len(words) and end - place <= LONGEST and _between(words[end]):
        end += 1
    if not _act(line, end) or rule("apart").search(line.text, words[place].end, words[end].start):
        return None
    if words[place].lower in WORDS["get"] and words[end].lower not in WORDS["got"]:
        return None
    while end + 2 < len(words) and words[end + 1].lower in ("and", "or") and _act(line, end + 2):
        end += 2  # "trained and deployed"
    return end


def _between(word: Token) -> bool:
    adverb = word.lower.endswith("ly") and word.tag.startswith("RB")
    return adverb or word.lower in WORDS["between"]


def _act(line: Line, place: int) -> bool:
    """Tell a participle that says what is done from a state: "was interested", "is based"."""
    if place >= len(line.words):
        return False
    word, lower = line.words[place], line.words[place].lower
    regular = lower.endswith("ed") and len(lower) > 3 and word.tag in ("VBN", "VBD", "JJ")
    following = line.words[place + 1].lower if place + 1 < len(line.words) else ""
    undoing = lower.startswith("un") and lower not in WORDS["undo"]
    state = undoing or lower in WORDS["state"] or f"{lower} {following}" in WORDS["state_before"]
    if state or word.name or lower in WORDS["no_participle"]:
        return False
    return regular or lower in WORDS["participle"]
