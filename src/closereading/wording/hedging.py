"""Hedges, boosters and negations: how sure a sentence says it is."""

import pandas as pd

from closereading.article import Article
from closereading.wording.places import LISTS, Found, Line, lines, phrase, stems, table, words

HEDGE, BOOSTER, NEGATION = "hedge", "booster", "negation"


def certainty(article: Article) -> pd.DataFrame:
    """Find the words that hedge, stress or deny.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        A row a word or phrase: ``sentence``, ``start``, ``end``, ``text``, ``voice``, ``speaker``,
        ``kind`` (hedge: may, reportedly, I think; booster: certainly, of course; negation: not,
        never, n't).
    """
    found = [one for line in lines(article) for one in _in_line(line)]
    return table(article, found, ("kind",))


def _in_line(line: Line) -> list[Found]:
    taken, found = [], []
    for kind in (HEDGE, BOOSTER, "not"):
        section = "negation_not" if kind == "not" else f"{kind}_phrase"
        for match in phrase(section).finditer(line.text):
            if all(match.end() <= first or last <= match.start() for first, last in taken):
                taken.append(match.span())
                if kind != "not":
                    found.append(Found(line, *match.span(), (kind,)))
    for place, word in words(line, taken, "certain_sense"):
        lower, start = word.lower, word.start
        before = line.words[place - 1].lower if place else ""
        if lower.endswith("n't") or lower in LISTS[NEGATION]:
            start = word.end - 3 if lower.endswith("n't") else start
            found.append(Found(line, start, word.end, (NEGATION,)))
        elif word.name and place:  # May, and whatever else is somebody
            continue
        elif lower in LISTS[BOOSTER]:
            found.append(Found(line, start, word.end, (BOOSTER,)))
        elif (
            lower in LISTS[HEDGE]
            or word.stem in stems("hedging")
            or (lower == "reported" and before in LISTS["determiner"])  # "the reported rivalry"
        ):
            found.append(Found(line, start, word.end, (HEDGE,)))
    return found
