"""Passives without an agent: what is done, and nobody is said to have done it."""

import re
from collections.abc import Iterator

import pandas as pd

from closereading.article import Article
from closereading.wording.places import WORDS, Line, Place, Token, by_line, rule, table

# A line as a letter a word: b is a form of be (e: been, being; i: one that leads no other verb), g
# of get, a another auxiliary, n and m what may stand between (n: before, too), c and, or, p a
# participle (q: one with which get makes a passive).
PASSIVE = re.compile(r"[aben]*(?:[bei][emn]{0,3}[pq]|g[emn]{0,3}q)(?:c[pq])*")


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
    ends = [0, *(word.end for word in line.words)]
    following = [word.lower for word in line.words[1:]] + [""]
    letters = "".join(
        _letter(word, after, rule("apart").search(line.text, end, word.start) is not None)
        for word, after, end in zip(line.words, following, ends, strict=False)
    )
    for match in PASSIVE.finditer(letters):
        first, verb = line.words[match.start()], line.words[match.end() - 1]
        after = line.text[verb.end :]
        stop, along = rule("clause_end").search(after), rule("along").match(after)
        if not rule("agent").search(after[: stop.start()] if stop else after):
            end = verb.end + (along.end() if along else 0)
            yield line.place(first.start, end, verb=verb.lower)


def _letter(word: Token, following: str, apart: bool) -> str:
    """Return what a word can be in a passive; a state, "was interested", is no participle."""
    lower, tag = word.lower, word.tag
    leads = lower in WORDS["auxiliary"]
    if lower in WORDS["be"]:
        return "e" if lower in WORDS["between"] else "b" if leads else "i"
    if lower in WORDS["get"]:
        return "g"
    if apart:
        return "a" if leads else "x"
    if lower in WORDS["between"] or (lower.endswith("ly") and tag.startswith("RB")):
        return "n" if leads else "m"
    if lower in ("and", "or"):
        return "c"
    regular = lower.endswith("ed") and len(lower) > 3 and tag in ("VBN", "VBD", "JJ")
    state = lower in WORDS["state"] or f"{lower} {following}" in WORDS["state_before"]
    undoing = lower.startswith("un") and lower not in WORDS["undo"]
    none = word.name or state or undoing or lower in WORDS["no_participle"]
    if not none and (regular or lower in WORDS["participle"]):
        return "q" if lower in WORDS["got"] else "p"
    return "a" if leads else "x"
