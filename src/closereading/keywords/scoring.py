"""The formula that ranks noun phrases, in the whole text and in resamples of its sentences."""

import numpy as np

from closereading.keywords import reference
from closereading.keywords.candidates import Place, Reading
from closereading.keywords.kinds import base

# The formula: each term, its weight, and what it is. Fitted on labelled news and on phrases marked
# as an editor would, and rounded; see benchmarks/README.md and benchmarks/fit_keywords.py.
FORMULA = {
    "whole": 2.75,  # share of its occurrences in which it is a whole noun phrase
    "frequent": 1.3,  # mean log frequency of its words
    "late": -0.85,  # log of the words before it
    "once": -1.05,  # it is used once
    "gathered": 0.65,  # share of the text outside its first and last use
    "definite": 0.2,  # share of its occurrences behind "the"
    "incomplete": -0.7,  # share of its occurrences in front of "of": first item, manager
    "dated": -1.9,  # a number or a word of time is in it
    "name": -1.35,  # it is one word, and a name
    "word": -0.45,  # it is one word, and no name: how common that is in English
    "common": -0.15,  # how common its last word is in English
    "described": 0.2,  # an adjective is in it
}
TERMS = tuple(FORMULA)
WEIGHTS = np.array(list(FORMULA.values()))

LEAD = 10  # words at the beginning among which the order hardly counts


def _static(reading: Reading, place: Place) -> tuple[float, ...]:
    """Return the terms that hang on the words of a phrase alone."""
    length = len(place.key) - 1
    first, last = next(span[:2] for span in place.spans if span[1] - span[0] == length)
    kinds = reading.kinds[first : last + 1]
    common = reference.commonness(base(reading.rows[last].lower))
    single, name = len(place.key) == 1, kinds[-1] == "p"
    dated = any(reading.dated[first : last + 1])
    return dated, single and name, common * (single and not name), common, "j" in kinds


class Terms:
    """The terms of the formula for some phrases, in the whole text or in resamples of it."""

    def __init__(self, reading: Reading, places: list[Place]) -> None:
        self.unit, self.units = reading.units
        self.total, self.headline = len(reading.rows), reading.headline
        spans = [span for place in places for span in place.spans]
        self.begins = np.cumsum([0, *(len(place.spans) for place in places)])[:-1]
        self.first, last, whole = np.array(spans, dtype=int).T
        # Of an occurrence: is it a whole phrase, stands "the" before it, and "of" behind it?
        lower = [row.lower for row in reading.rows] + [""]
        the = [lower[first - 1] == "the" for first in self.first.tolist()]
        of = [lower[end + 1] == "of" for end in last.tolist()]
        self.told = np.array([whole, the, of], dtype=float)
        self.static = np.array([_static(reading, place) for place in places], dtype=float)
        # The words of the phrases, each numbered, and where the text has them.
        stems = [
            row.stem if kind not in "of" else ""
            for row, kind in zip(reading.rows, reading.kinds, strict=True)
        ]
        known = set(stems) - {""}
        parts = [[stem for stem in place.key if stem in known] for place in places]
        index = {stem: n for n, stem in enumerate({s: 0 for each in parts for s in each})}
        self.parts = np.array([index[stem] for each in parts for stem in each], dtype=int)
        self.parted = np.cumsum([0, *map(len, parts)])
        self.places = [place for place, stem in enumerate(stems) if stem in index]
        self.words, self.stems = len(index), np.array([index[stems[n]] for n in self.places], int)

    def whole_text(self) -> np.ndarray:
        """Return the terms, a row a phrase, columns as in ``TERMS``."""
        counts = np.bincount(self.stems, minlength=self.words)[None, :]
        return self._table(np.ones((1, self.units)), counts)[0]

    def resampled(self, draws: np.ndarray) -> np.ndarray:
        """Return scores, a row a resample, −inf where a phrase does not occur.

        Sentences keep their places: what comes first is the first of those that were drawn.
        """
        words = np.zeros((self.units, self.words))
        np.add.at(words, (self.unit[self.places], self.stems), 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            scores = self._table(draws, draws @ words) @ WEIGHTS
        return np.where(np.isnan(scores), -np.inf, scores)

    def _table(self, draws: np.ndarray, counts: np.ndarray) -> np.ndarray:
        drawn = draws[:, self.unit[self.first]]
        times = np.add.reduceat(drawn, self.begins, axis=1)
        shares = [np.add.reduceat(drawn * each, self.begins, axis=1) / times for each in self.told]
        there = drawn > 0
        first = np.minimum.reduceat(np.where(there, self.first, np.inf), self.begins, axis=1)
        last = np.maximum.reduceat(np.where(there, self.first, -np.inf), self.begins, axis=1)
        logs = np.log1p(counts)[:, self.parts].cumsum(axis=1)
        logs = np.hstack([np.zeros((len(logs), 1)), logs])[:, self.parted]
        columns = [
            shares[0],
            np.diff(logs, axis=1) / np.maximum(np.diff(self.parted), 1),
            np.log(LEAD + first - self.headline),
            times == 1,
            1 - (last - first) / self.total,
            *shares[1:],
            *(np.broadcast_to(column, times.shape) for column in self.static.T),
        ]
        return np.stack(columns, axis=2)


def without_overlap(keys: list[tuple[str, ...]], order: list[int], limit: int) -> list[int]:
    """Take the best, leaving out what stands inside a better phrase or holds one."""
    taken: list[int] = []
    pieces: set[tuple[str, ...]] = set()  # everything inside a phrase that is taken
    wholes: set[tuple[str, ...]] = set()
    for i in order:
        key = keys[i]
        inside = {key[a:b] for a in range(len(key)) for b in range(a + 1, len(key) + 1)}
        if key in pieces or inside & wholes:
            continue
        taken.append(i)
        pieces |= inside
        wholes.add(key)
        if len(taken) == limit:
            break
    return taken
