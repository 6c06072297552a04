"""The formula that ranks noun phrases, in the whole text and in resamples of its sentences."""

from collections.abc import Iterable, Sized

import numpy as np

from closereading.keywords import reference
from closereading.keywords.candidates import Reading, Span
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
LEAD = 10  # words at the beginning among which the order hardly counts

Found = dict[tuple[str, ...], list[Span]]  # phrases, as in ``Reading.phrases``


def scores(reading: Reading, found: Found, draws: np.ndarray | None = None) -> np.ndarray:
    """Return the scores of phrases, a row a resample: one, of the whole text, without draws.

    −inf where a phrase does not occur. Sentences keep their places: what comes first is the first
    of those that were drawn.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        weighed = zip(FORMULA.values(), terms(reading, found, draws), strict=True)
        total = sum(weight * term for weight, term in weighed)
    return np.where(np.isnan(total), -np.inf, total).T


def terms(reading: Reading, found: Found, draws: np.ndarray | None = None) -> list[np.ndarray]:
    """Return the terms of the formula, each a row a phrase, a column a resample."""
    unit, units = reading.units
    draws = np.ones((units, 1)) if draws is None else draws.T.astype(float)
    spans = [span for each in found.values() for span in each]
    begins, places = _begins(found.values()), np.array(spans)[:, 0]
    # Of an occurrence: is it a whole phrase, stands "the" before it, and "of" behind it?
    around = [*reading.stems, ""]
    told = [(all, around[one - 1] == "the", around[two + 1] == "of") for one, two, all in spans]
    drawn = draws[unit[places]]
    times = np.add.reduceat(drawn, begins)
    whole, the, of = (
        np.add.reduceat(drawn * each[:, None], begins) / times for each in np.array(told).T
    )
    first = np.minimum.reduceat(np.where(drawn, places[:, None], np.inf), begins)
    last = np.maximum.reduceat(np.where(drawn, places[:, None], -np.inf), begins)
    frequent = _frequent(reading, found, draws)
    early = np.log(LEAD + first - reading.headline)
    gathered = 1 - (last - first) / len(reading.rows)
    static = np.array([_static(reading, *each) for each in found.items()], dtype=float)
    return [whole, frequent, early, times == 1, gathered, the, of, *static.T[:, :, None]]


def _frequent(reading: Reading, found: Found, draws: np.ndarray) -> np.ndarray:
    """Return the mean log frequency of the words of phrases."""
    counted: dict[str, list[int]] = {}
    for place, (stem, kind) in enumerate(zip(reading.stems, reading.kinds, strict=True)):
        if kind not in "of":
            counted.setdefault(stem, []).append(place)
    parts = [[stem for stem in key if stem in counted] for key in found]
    index = {stem: n for n, stem in enumerate(dict.fromkeys(stem for key in parts for stem in key))}
    tokens = [place for stem in index for place in counted[stem]]
    drawn = draws[reading.units[0][tokens]]
    logs = np.log1p(np.add.reduceat(drawn, _begins(counted[stem] for stem in index)))
    rows = logs[[index[stem] for key in parts for stem in key]]
    return np.add.reduceat(rows, _begins(parts)) / np.array([*map(len, parts)])[:, None]


def _begins(groups: Iterable[Sized]) -> np.ndarray:
    return np.cumsum([0, *map(len, groups)])[:-1]


def _static(reading: Reading, key: tuple[str, ...], spans: list[Span]) -> tuple[float, ...]:
    """Return the terms that hang on the words of a phrase alone."""
    n = len(key)
    first = next(first for first, last, _ in spans if last - first == n - 1)
    kinds = reading.kinds[first : first + n]
    common = reference.commonness(base(reading.rows[first + n - 1].lower))
    single, name = n == 1, kinds[-1] == "p"
    dated = any(reading.dated[first : first + n])
    return dated, single and name, common * (single and not name), common, "j" in kinds


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
