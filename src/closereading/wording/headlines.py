"""The headline against the story: words, numbers and claims that it has to itself."""

import re

import pandas as pd

from closereading.article import Article
from closereading.keywords import content
from closereading.reading import tokens
from closereading.topics import vectors
from closereading.voices import NARRATION
from closereading.wording.places import Found, Line, Word, lines, patterns, table
from closereading.wording.values import VALUES, value

ABSENT, NUMBER, CLAIM = "absent", "number", "claim"
NEAR = 0.65  # cosine from which a word of the body counts as near in meaning
ALIKE = 0.4  # ... as an irregular form (won, win), when it begins with the same letter
ROUND = 0.05  # a headline rounds that much
SAME, MORE = 0.6, 0.25  # share of the headline in a sentence, and more than in the author's own
YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")


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
    head = [line for line in lines(article) if line.part == "headline"]
    body = [line for line in lines(article) if line.part == "body"]
    found = [*_absent(head, body), *_numbers(head, body), *_claim(head, body)] if body else []
    return table(article, found, ("kind", "nearest", "where"))


def _key(word: Word) -> str:
    return content.peoples().get(word.stem, word.stem)


def _content(line: Line) -> list[Word]:
    stop = tokens.stop_words()
    told = (word for word in line.words if word.lower.removesuffix("'s") not in stop)
    return [word for word in told if len(word.lower) > 2 and word.lower[0].isalpha()]


def _absent(head: list[Line], body: list[Line]) -> list[Found]:
    there, keys = {}, set()
    for line in body:
        for word in line.words:
            keys |= {_key(word), *map(tokens.stem, word.lower.split("-"))}
        for word in _content(line):
            if not word.name:
                there.setdefault(word.lower, line.sentence)
    known, found = vectors.lookup(list(there)), []
    for line in head:
        for word in _content(line):
            pieces = map(tokens.stem, word.lower.removesuffix("'s").split("-"))
            if word.name or word.lower in VALUES or _key(word) in keys or keys.issuperset(pieces):
                continue
            likeness = pd.Series(known @ vectors.lookup([word.lower])[0], index=list(there))
            alike = likeness[likeness.index.str[0] == word.lower[0]]
            begins = word.lower[: max(4, len(word.lower) - 3)]
            if alike.max() >= ALIKE or likeness.index.str.startswith(begins).any():
                continue
            near = likeness.idxmax() if likeness.max() >= NEAR else ""
            found.append(Found(line, word.start, word.end, (ABSENT, near, there.get(near, 0))))
    return found


def _numbers(head: list[Line], body: list[Line]) -> list[Found]:
    there, found = {number for line in body for number, *_ in value(line.text)}, []
    for line in head:
        for number, start, end in value(line.text) if there else ():
            known = any(abs(number - other) <= ROUND * other for other in there)
            if not known and not YEAR.match(line.text[start:end]):
                nearest = min(there, key=lambda other: abs(number - other))
                found.append(Found(line, start, end, (NUMBER, f"{nearest:,.10g}", 0)))
    return found


def _claim(head: list[Line], body: list[Line]) -> list[Found]:
    """Find the sentence that tells what the headline does, if it is not the author's."""
    reported = dict(patterns("source", flags=re.IGNORECASE))["reported"]
    own = {_key(word) for line in head[:1] for word in _content(line)}
    if len(own) < 4 or head[0].voice != NARRATION or reported.search(head[0].text):
        return []
    best = {True: (0, 0, ""), False: (0, 0, "")}
    for line in body:
        share = len(own & set(map(_key, line.words))) / len(own)
        authors = line.voice == NARRATION
        if share > best[authors][0]:
            best[authors] = (share, line.sentence, line.speaker)
    share, where, speaker = best[False]
    if share < SAME or share - best[True][0] < MORE:
        return []
    return [Found(head[0], 0, len(head[0].text), (CLAIM, speaker, where))]
