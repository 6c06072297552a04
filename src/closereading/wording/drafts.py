"""Paragraphs of the reading: sentences from a list, and the places they quote."""

from dataclasses import dataclass

import pandas as pd

from closereading import prose
from closereading.wording.places import LISTS

# Precision by hand on sentences nobody had seen (benchmarks/README.md). What lies below LEAST is
# not told; below CAREFUL it comes with a word of caution.
PRECISION = {
    "headline": 0.98, "sources": 0.92, "judgements": 0.84, "quantities": 0.89, "certainty": 0.89,
    "agency": 0.9, "times": 1.0,
}  # fmt: skip
LEAST, CAREFUL = 0.7, 0.8
QUOTED = 4  # places quoted in a sentence of the reading
HIGH = 80  # percentile from which a rate is told


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the reading.

    Attributes
    ----------
    kind : str
        headline, sources, judgements, quantities, certainty, agency or times.
    weight : float
        0 to 1: how far it stands out; the paragraphs come in this order.
    sentences : tuple of str
        Short ones. Words of the article stand between “ and ”.
    places : tuple
        (sentence, start, end) of each quoted place.
    """

    kind: str
    weight: float
    sentences: tuple[str, ...]
    places: tuple[tuple[int, int, int], ...]

    @property
    def text(self) -> str:
        """The sentences, one after the other."""
        return " ".join(self.sentences)


class Draft:
    """A paragraph as its sentences come, with the places they quote."""

    def __init__(self, kind: str):
        self.kind, self.told, self.places, self.weight = kind, [], [], 0.0

    def say(self, weight: float, sentence: str, rows: pd.DataFrame, most: int = QUOTED, **facts):
        told = dict(line.split(": ", 1) for line in LISTS["say"])[sentence]
        self.told.append(told.format(places=quoted(rows, most=most), **facts))
        self.weight = max(self.weight, weight)
        shown = rows.head(most)
        self.places += zip(shown["sentence"], shown["start"], shown["end"], strict=True)

    def rate(self, line, rows: pd.DataFrame) -> float:
        """Say how a rate stands beside the news when it stands out; return its weight."""
        if not line.percentile >= HIGH or len(rows) < 3:
            return 0.0
        share = "nearly all" if line.percentile > 99 else prose.percent(line.percentile / 100)
        self.say((line.percentile - 50) / 50, "rate", rows[:0], share=share, n=int(line.n))
        return self.weight

    def paragraph(self) -> Paragraph | None:
        if not self.told or PRECISION[self.kind] < LEAST:
            return None
        if PRECISION[self.kind] < CAREFUL:
            self.say(0, "caution", pd.DataFrame(columns=["sentence", "start", "end", "text"]))
        places = tuple(tuple(map(int, place)) for place in self.places)
        return Paragraph(self.kind, round(self.weight, 2), tuple(self.told), places)


def quoted(rows: pd.DataFrame, *, most: int = QUOTED) -> str:
    """Quote places: “fiercest” (sentence 16), “callous” (Karabas, sentence 4)."""
    shown = []
    for row in rows.head(most).itertuples():
        by = f"{row.by}, " if getattr(row, "by", "") else ""
        note = f": {row.implies}" if getattr(row, "implies", "") else ""
        text = " ".join(row.text.split())
        shown.append(f"“{text}” ({by}sentence\u00a0{row.sentence}){note}")
    if len(rows) > most:
        shown.append(f"{len(rows) - most}\u00a0more")
    return prose.listed(shown)
