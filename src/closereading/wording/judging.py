"""Words that judge or colour, and verbs of saying that say more than "said"."""

from collections.abc import Iterator
from functools import cache

import pandas as pd

from closereading.article import Article
from closereading.reading import tokens
from closereading.voices import NARRATION
from closereading.wording import places
from closereading.wording.places import LISTS, WORDS, Line, Place, Token, by_line, rule

SAYING, MARKS = "saying", "marks"
MARKED = 3  # words in marks that are still a word set apart, and no quotation


def judgements(article: Article) -> pd.DataFrame:
    """Find the words by which somebody judges or colours what is told.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        A row a word or phrase: ``sentence``, ``start``, ``end`` (in ``article.text``), ``text``,
        ``voice`` and ``speaker`` of that very place, ``kind`` (praise, blame, colour, label,
        verdict, remark, distance, vivid, superlative; saying: a verb of saying; marks: a few
        words set in quotation marks in a sentence that quotes nobody) and ``implies`` (what a verb
        of saying says besides).

    Notes
    -----
    A reviewed list, read with the senses in which a word does not judge. Who somebody is (a people,
    a religion, a gender) is no judgement and stands in no list.
    """
    return places.table(judged(article), "kind", "implies")


@by_line
def judged(line: Line) -> Iterator[Place]:
    """Find what judges in a line."""
    spans = [match.span() for match in places.phrase("vivid_phrase").finditer(line.text)]
    for span in spans:
        yield line.place(*span, kind="vivid", implies="")
    for place, word in places.free(line, spans, "sense"):
        if word.name:
            continue
        before = line.words[place - 1] if place else word
        start = before.start if before.lower == "most" else word.start
        kind, implied = forms().get(word.lower, ""), ""
        if not kind and start < word.start and word.lower in WORDS["most"]:
            kind = "superlative"
        elif not kind and word.stem in places.stems("vivid") and word.tag.startswith("VB"):
            kind, start = "vivid", word.start
        elif not kind and (implied := _implied(line, word)):
            kind, start = SAYING, word.start
        if kind:
            yield line.place(start, word.end, kind=kind, implies=implied)
    yield from _marked(line)


def adverb(word: str) -> str:
    """Return the adverb in -ly of an adjective: brutal, happy, horrible, heroic."""
    if word.endswith(("y", "le")):
        return word[:-1] + ("ily" if word[-1] == "y" else "y")
    return word + ("ally" if word.endswith("ic") else "ly")


@cache
def forms() -> dict[str, str]:
    """Return each word that judges in this very form, and its kind."""
    found = {}
    for kind in ("praise", "blame", "colour"):
        found |= dict.fromkeys([*LISTS[kind], *map(adverb, LISTS[kind])], kind)
    for word in LISTS["verdict"]:
        found |= dict.fromkeys((word, word + "s", word[:-1] + "ies"), "verdict")
    for kind in ("label", "remark", "distance", "superlative"):
        found |= dict.fromkeys(LISTS[kind], kind)
    return found


@cache
def sayings() -> dict[str, tuple[str, bool]]:
    """Return for the stem of each verb of saying what it implies, and if it needs a clause."""
    return {
        tokens.stem(verb.rstrip("+")): (implied, verb.endswith("+"))
        for implied, _, verbs in (line.partition(": ") for line in LISTS["saying"])
        for verb in verbs.split()
    }


def _marked(line: Line) -> Iterator[Place]:
    """Find words set in marks that nobody is quoted with: the "reform" of the law."""
    for first, last in line.quotes if line.voice == NARRATION and line.part == "body" else ():
        inside = line.text[max(first, 0) : last].strip("\"'.,")
        told = inside.split()
        title = 2 * sum(word[0].isupper() for word in told) > len(told)
        quoted = line.text[:first].rstrip().endswith((":", ","))
        whole = first >= 0 and len(inside) > 2 and len(told) <= MARKED
        whole = whole and told[0].lower() not in WORDS["determiner"]
        if whole and (inside[0] + inside[-1]).isalpha() and not title and not quoted:
            at = line.text.find(inside, first)
            yield line.place(at, at + len(inside), kind=MARKS, implies="")


def _implied(line: Line, word: Token) -> str:
    """Return what a verb of saying at a word implies, "" when none stands there."""
    implied, clause = sayings().get(word.stem, ("", False))
    if not implied or word.lower.endswith("ly"):
        return ""
    before, after = line.text[: word.start].rstrip(), line.text[word.end :]
    if word.lower in ("claim", "claims") and word.tag.startswith("NN"):
        own = rule("own_claim").search(before) and not rule("claim_about").match(after)
        return implied if own and not rule("claim_to").search(before.lower()) else ""
    nothing = dict(places.patterns("saying_not")).get(word.stem)
    if not word.tag.startswith("VB") or (nothing and nothing.match(after.lstrip())):
        return ""
    passive = rule("passive").search(before) and word.stem not in ("warn", "reveal")
    if passive or rule("bidden").search(before):
        return ""
    said = rule("said_so").match(after) or rule("beside").search(before)
    return implied if said or not clause else ""
