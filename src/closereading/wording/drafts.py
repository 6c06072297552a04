"""Paragraphs of the reading, and their sentences from a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from closereading import prose
from closereading.wording.places import Place, told

# Precision by hand on sentences nobody had seen (benchmarks/README.md). What lies below LEAST is
# not told; below CAREFUL it comes with a word of caution.
PRECISION = {
    "headline": 0.97, "sources": 0.83, "judgements": 0.82, "quantities": 0.87, "certainty": 0.89,
    "agency": 0.9, "times": 1.0,
}  # fmt: skip
LEAST, CAREFUL = 0.7, 0.8
QUOTED = 4  # places quoted in a sentence of the reading


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the reading, or a sentence of it.

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
    places: tuple[tuple[int, int, int], ...] = ()

    @property
    def text(self) -> str:
        """The sentences, one after the other."""
        return " ".join(self.sentences)


def say(
    key: str, rows: Iterable[Place] = (), *, most: int = QUOTED, weight=None, kind="", **facts
) -> Paragraph:
    """Return a sentence of the list, with the places it quotes and its facts put in."""
    head, text = told("say")[key].split(": ", 1)
    usual_kind, usual_weight = head.split()
    rows, shown = [*rows], []
    for row in rows[:most]:
        by = f"{row.by}, " if getattr(row, "by", "") else ""
        note = f": {row.implies}" if getattr(row, "implies", "") else ""
        shown.append(f"“{' '.join(row.text.split())}” ({by}sentence\u00a0{row.sentence}){note}")
    if rows[most:]:
        shown.append(f"{len(rows) - most}\u00a0more")
    places = tuple((row.sentence, row.start, row.end) for row in rows[:most])
    sentence = text.format(places=prose.listed(shown), **facts)
    weight = float(usual_weight) if weight is None else weight
    return Paragraph(kind or usual_kind, weight, (sentence,), places)
