"""The headline against the story: words, numbers and claims that it has to itself."""

from collections.abc import Iterator
from itertools import repeat

import pandas as pd

from closereading.article import Article
from closereading.keywords import content
from closereading.reading import tokens
from closereading.topics import vectors
from closereading.voices import NARRATION
from closereading.wording.counting import VALUES, value
from closereading.wording.places import Line, Place, Token, in_order, kept, lines, rule, table

ABSENT, NUMBER, CLAIM = "absent", "number", "claim"
NEAR = 0.65  # cosine from which a word of the body counts as near in meaning
ALIKE = 0.4  # ... as an irregular form (won, win), when it begins with the same letter
ROUND = 0.05  # a headline rounds that much
SAME, MORE = 0.6, 0.25  # share of the headline in a sentence, and more than in the author's own


def headline(article: Article) -> pd.DataFrame:
    """Compare the headline with the story below it.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        A row a finding: ``sentence``, ``start``, ``end``, ``text``, ``voice``, ``speaker``,
        ``kind`` (absent: a word that no sentence of the body has in any form; number: one that the
        body does not have; claim: what the headline states and the body has only from somebody's
        mouth), ``nearest`` (the word, number or speaker of the body that comes closest, "" without
        one) and ``where`` (its sentence, 0 without one).

    Notes
    -----
    A word is in the body when one has its stem, when it is the people of a country named there, or
    when an irregular form of it is (it begins alike and its word vector is near).
    """
    return table(compared(article), "kind", "nearest", "where")


@kept
def compared(article: Article) -> list[Place]:
    """Find what the headline has to itself."""
    head = [line for line in lines(article) if line.part == "headline"]
    body = [line for line in lines(article) if line.part == "body"]
    finders = (_absent, _numbers, _claim) if head and body else ()
    return in_order(place for find in finders for place in find(head, body))


def _key(word: Token) -> str:
    return content.peoples().get(word.stem, word.stem)


def _content(line: Line) -> list[Token]:
    told = (word for word in line.words if not word.stop)
    return [word for word in told if len(word.lower) > 2 and word.lower[0].isalpha()]


def _absent(head: list[Line], body: list[Line]) -> Iterator[Place]:
    said = {word.lower for line in body for word in line.words}
    keys = {_key(word) for line in body for word in line.words}
    keys |= {tokens.stem(part) for word in said for part in word.split("-")}
    there: dict[str, int] = {}
    for line in body:
        for word in _content(line):
            if not word.name:
                there.setdefault(word.lower, line.sentence)
    known = vectors.lookup([*there])
    for line in head:
        for word in _content(line):
            pieces = map(tokens.stem, word.lower.removesuffix("'s").split("-"))
            if word.name or word.lower in VALUES or _key(word) in keys or keys.issuperset(pieces):
                continue
            alike = dict(zip(there, known @ vectors.lookup([word.lower])[0], strict=True))
            begins = word.lower[: max(4, len(word.lower) - 3)]
            first = [near for other, near in alike.items() if other[0] == word.lower[0]]
            if max(first, default=0) >= ALIKE or any(map(str.startswith, there, repeat(begins))):
                continue
            near = max(alike, key=alike.get, default="")
            near = near if alike.get(near, 0) >= NEAR else ""
            more = {"kind": ABSENT, "nearest": near, "where": there.get(near, 0)}
            yield line.place(word.start, word.end, **more)


def _numbers(head: list[Line], body: list[Line]) -> Iterator[Place]:
    there = {number for line in body for number, *_ in value(line.text)}
    for line in head:
        for number, start, end in value(line.text) if there else ():
            known = any(abs(number - other) <= ROUND * other for other in there)
            if not known and not rule("year").fullmatch(line.text[start:end]):
                start -= line.text[start - 1 : start] in ("$", "£", "€")
                nearest = min(there, key=lambda other: abs(number - other))
                yield line.place(start, end, kind=NUMBER, nearest=f"{nearest:,.10g}", where=0)


def _claim(head: list[Line], body: list[Line]) -> Iterator[Place]:
    """Find the sentence that tells what the headline does, if somebody says it: "…, she said."."""
    first, best = head[0], {True: (0.0, None), False: (0.0, None)}
    own = {_key(word) for word in _content(first)}
    if len(own) < 4 or first.voice != NARRATION or rule("reported").search(first.text):
        return
    for line in body:
        share = len(own & {*map(_key, line.words)}) / len(own)
        if share > best[line.voice == NARRATION][0]:
            best[line.voice == NARRATION] = share, line
    share, line = best[False]
    who = line.raw[line.frame[0] :].strip(" ,.") if line and line.frame[0] else ""
    if rule("told_by").search(who) and share >= SAME and share - best[True][0] >= MORE:
        yield first.place(0, len(first.text), kind=CLAIM, nearest=who, where=line.sentence)
