"""Words that judge or colour, and verbs of saying that say more than "said"."""

import re
from functools import cache

import pandas as pd

from closereading.article import Article
from closereading.reading import tokens
from closereading.voices import NARRATION
from closereading.wording import places
from closereading.wording.places import LISTS, Found, Line, lines, patterns, table

SAYING, MARKS = "saying", "marks"
MARKED = 3  # words in marks that are still a word set apart, and no quotation
SAID_SO = re.compile(r" that\b(?! \w+ \w+[.,])|,? (?:there|it|he|she|they|we|I|you) ")
BESIDE = re.compile(r"[\"'],?(?: [\w.]+){0,3}\Z")
PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)\Z", re.IGNORECASE)
# Somebody's claim, not an insurance claim
OWN = re.compile(r"(?:'s?|\b(?:his|her|their|its|the|this|that|such|fresh|new))\Z")
THING = re.compile(
    r"\b(?:insurance|jobless|compensation|unemployment|damage|legal|pay|territorial|benefits?"
    r"|wage|asylum|interruption|baggage|weekly|initial|land|stake|to)\Z"
)


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
    found = [one for line in lines(article) for one in [*_judged(line), *_marked(line)]]
    return table(article, found, ("kind", "implies"))


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
    found = {}
    for line in LISTS["saying"]:
        implied, _, verbs = line.partition(": ")
        for verb in verbs.split():
            found[tokens.stem(verb.rstrip("+"))] = (implied, verb.endswith("+"))
    return found


def _judged(line: Line) -> list[Found]:
    spans = [match.span() for match in places.phrase("vivid_phrase").finditer(line.text)]
    found = [Found(line, *span, ("vivid", "")) for span in spans]
    for place, word in places.words(line, spans, "sense"):
        if word.name:
            continue
        before = line.words[place - 1] if place else word
        most = before.start if before.lower == "most" else word.start
        if kind := forms().get(word.lower):
            found.append(Found(line, most, word.end, (kind, "")))
        elif most < word.start and word.lower in LISTS["most"]:
            found.append(Found(line, most, word.end, ("superlative", "")))
        elif word.stem in places.stems("vivid") and word.tag.startswith("VB"):
            found.append(Found(line, word.start, word.end, ("vivid", "")))
        elif implied := _implied(line, word):
            found.append(Found(line, word.start, word.end, (SAYING, implied)))
    return found


def _marked(line: Line) -> list[Found]:
    """Find words set in marks that nobody is quoted with: the "reform" of the law."""
    found = []
    for first, last in line.quotes if line.voice == NARRATION and line.part == "body" else ():
        inside = line.text[max(first, 0) : last].strip("\"'.,")
        told = inside.split()
        title = 2 * sum(word[0].isupper() for word in told) > len(told)
        quoted = line.text[:first].rstrip().endswith((":", ","))
        whole = first >= 0 and len(inside) > 2 and len(told) <= MARKED
        whole = whole and (inside[0] + inside[-1]).isalpha()
        if whole and not title and not quoted:
            at = line.text.find(inside, first)
            found.append(Found(line, at, at + len(inside), (MARKS, "")))
    return found


def _implied(line: Line, word) -> str:
    """Return what a verb of saying at a word implies, "" when none stands there."""
    implied, clause = sayings().get(word.stem, ("", False))
    before, after = line.text[: word.start].rstrip(), line.text[word.end :]
    if not implied or word.lower.endswith("ly"):
        return ""
    if word.lower in ("claim", "claims") and word.tag.startswith("NN"):
        return implied if OWN.search(before) and not THING.search(before.lower()) else ""
    nothing = dict(patterns("saying_not")).get(word.stem)
    if not word.tag.startswith("VB") or (nothing and nothing.match(after.lstrip())):
        return ""
    if PASSIVE.search(before) and word.stem not in ("warn", "reveal"):
        return ""
    said = SAID_SO.match(after) or re.match(r"[,:]? [\"']", after) or BESIDE.search(before)
    return implied if said or not clause else ""
