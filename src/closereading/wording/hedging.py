"""Hedges, boosters and negations: how sure a sentence says it is."""

from collections.abc import Iterator

import pandas as pd

from closereading.article import Article
from closereading.wording.places import WORDS, Line, Place, by_line, free, phrase, stems, table

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
    return table(hedged(article), "kind")


@by_line
def hedged(line: Line) -> Iterator[Place]:
    """Find what hedges, stresses or denies in a line."""
    taken: list[tuple[int, int]] = []
    for kind, section in (
        (HEDGE, "hedge_phrase"), (BOOSTER, "booster_phrase"), ("", "negation_not"),
    ):  # fmt: skip
        for match in phrase(section).finditer(line.text):
            if all(match.end() <= first or last <= match.start() for first, last in taken):
                taken.append(match.span())
                if kind:
                    yield line.place(*match.span(), kind=kind)
    for place, word in free(line, taken, "certain_sense"):
        if word.lower.endswith("n't"):
            yield line.place(word.end - 3, word.end, kind=NEGATION)
        elif word.lower in WORDS[NEGATION]:
            yield line.place(word.start, word.end, kind=NEGATION)
        elif word.name and place:  # May, and whatever else is somebody
            continue
        elif word.lower in WORDS[BOOSTER]:
            yield line.place(word.start, word.end, kind=BOOSTER)
        elif word.lower in WORDS[HEDGE] or word.stem in stems("hedging"):
            yield line.place(word.start, word.end, kind=HEDGE)
