"""The formula that ranks noun phrases, and the same formula in resamples of the sentences."""

import math
from collections import Counter

import numpy as np

from closereading.keywords import firmness
from closereading.keywords.candidates import Place, Reading

# The formula: fitted on labelled news and rounded, each term tested by leaving it out; see
# benchmarks/README.md and benchmarks/fit_keywords.py.
WHOLE = 1.5  # share of its occurrences in which it is a whole noun phrase
FREQUENT = 1.0  # mean log frequency of its words
LATE = -0.5  # log of the words before it
SINGLE = -1.0  # it is one word
DATED = -1.5  # a number or a word of time is in it
WEIGHTS = np.array([WHOLE, FREQUENT, LATE, SINGLE, DATED])
TERMS = ("whole", "frequent", "late", "single", "dated")

LEAD = 10  # words at the beginning among which the order hardly counts


def features(reading: Reading, found: list[Place]) -> np.ndarray:
    """Return the terms of the formula, a row a phrase, columns as in ``TERMS``."""
    counts = Counter(
        row[5] for row, kind in zip(reading.rows, reading.kinds, strict=True) if kind not in "of"
    )
    logs = {stem: math.log1p(count) for stem, count in counts.items()}
    rows = []
    for place in found:
        whole = sum(span[2] for span in place.spans) / len(place.spans)
        weights = [logs[stem] for stem in place.key if stem in logs]
        first, last, _ = place.spans[0]
        late = math.log(LEAD + first - reading.headline)
        dated = any(reading.dated[first : last + 1])
        rows.append((whole, sum(weights) / len(weights), late, len(place.key) == 1, dated))
    return np.array(rows, dtype=float).reshape(-1, len(TERMS))


def _content(place: Place, counts) -> list[str]:
    """Return the stems of a phrase without "of"."""
    return [stem for stem in place.key if stem in counts]


def resampled(
    reading: Reading, places: list[Place], terms: np.ndarray, *, resamples: int
) -> np.ndarray:
    """Score phrases in resamples of the sentences.

    Parameters
    ----------
    reading : Reading
    places : list of Place
    terms : array
        Their ``features`` in the whole text.
    resamples : int

    Returns
    -------
    array, shape (resamples, phrases)
        −inf where a phrase does not occur. Sentences keep their places: what comes first is the
        first of the sentences that were drawn.
    """
    unit, n = firmness.units(reading)
    draws = firmness.draws(n, resamples)
    content: dict[str, list[int]] = {}
    for row, kind, here in zip(reading.rows, reading.kinds, unit.tolist(), strict=True):
        if kind not in "of":
            content.setdefault(row[5], []).append(here)
    parts = [_content(place, content) for place in places]
    stems = {stem: i for i, stem in enumerate({stem: 0 for each in parts for stem in each})}
    words = np.array([np.bincount(content[stem], minlength=n) for stem in stems], dtype=float)
    times, whole = np.zeros((n, len(places))), np.zeros((n, len(places)))
    share = np.zeros((len(stems), len(places)))
    late = np.empty((resamples, len(places)))
    for column, place in enumerate(places):
        first: dict[int, float] = {}
        for start, _, is_whole in place.spans:
            here = int(unit[start])
            times[here, column] += 1
            whole[here, column] += is_whole
            if here not in first:
                first[here] = math.log(LEAD + start - reading.headline)
        logs = np.array(list(first.values()))
        late[:, column] = (
            logs[(draws[:, list(first)] > 0).argmax(axis=1)] if len(first) > 1 else logs[0]
        )
        for stem in parts[column]:
            share[stems[stem], column] += 1 / len(parts[column])
    drawn_times = draws @ times
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = WHOLE * (draws @ whole) / drawn_times
    scores += FREQUENT * (np.log1p(draws @ words.T) @ share) + LATE * late
    scores += SINGLE * terms[:, 3] + DATED * terms[:, 4]
    return np.where(drawn_times > 0, scores, -np.inf)


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
