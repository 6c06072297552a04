"""Keywords: the words a text uses most, the phrases it is about, and how firm each rank is."""

from functools import cache, lru_cache
from importlib import resources

import numpy as np
import pandas as pd

from closereading import candidates, context, reference, resampling
from closereading.candidates import Reading, base
from closereading.context import collocations, concordance, dispersion, ngrams
from closereading.keyfigures import numbers
from closereading.reference import keyness

__all__ = [
    "collocations", "concordance", "dispersion", "keyness", "ngrams", "numbers", "phrases", "words",
]  # fmt: skip

# The formula of ``phrases``: fitted on labelled news and rounded, see benchmarks/README.md.
WHOLE = 2.0  # share of its occurrences in which it is a whole noun phrase
FREQUENT = 1.0  # mean log frequency of its words
LATE = 0.5  # log of the words before it
SINGLE = 1.0  # it is one word
NUMBERED = 1.5  # a number is in it
CALENDAR = 2.5  # a day or a month is in it

# The formula of ``words``.
LETTER = 0.1  # what a letter is worth beside the log of the count
MOST_LETTERS = 10  # a longer word is worth no more

TOP = 10  # "stays in the top ten"
POOL = 50  # items that compete in a resample
RESAMPLES = 400  # a share then has a standard error of at most 2.5 points
UNITS = 1000  # sentences of a longer text are resampled in blocks

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
]  # fmt: skip
PLURAL_DAYS = [day + "s" for day in DAYS]
SHORT = [*(month[:3] for month in MONTHS), "sept", "today", "yesterday", "tomorrow", "tonight"]
CALENDAR_WORDS = frozenset([*DAYS, *PLURAL_DAYS, *MONTHS, *SHORT])

PHRASES = ["phrase", "score", "count", "first", "stability", "low", "high"]
WORDS = [
    "word", "score", "count", "first", "stability", "low", "high", "expected", "keyness",
    "log_ratio", "log_ratio_low", "log_ratio_high", "dispersion", "forms",
]  # fmt: skip


def phrases(article_or_text, *, limit: int = 20, resamples: int = RESAMPLES) -> pd.DataFrame:
    """Rank the noun phrases of a text by how much it is about them.

    Parameters
    ----------
    article_or_text : Article or str
    limit : int
        How many to return at most.
    resamples : int
        Bootstrap samples of the sentences; 0 leaves ``stability``, ``low`` and ``high`` empty.

    Returns
    -------
    DataFrame
        A row a phrase, best first: ``phrase`` (its commonest form, as written), ``score`` (higher
        is better; comparable inside one text only), ``count`` (occurrences, singular and plural
        together), ``first`` (sentence of the first), ``stability`` (share of resamples, 0 to 1, in
        which it is among the ten best), ``low`` and ``high`` (95 % interval of its rank).

    Notes
    -----
    score = 2 · whole / all occurrences + mean over its words of log(1 + count)
    − ½ · log(1 + words before it) − [one word] − 1½ · [a number in it]
    − 2½ · [a day or month in it].
    No phrase of the list stands inside another: the better one stays. Equal scores: the earlier
    one first. In a resample the 50 best compete, and sentences keep their places.
    """
    reading = candidates.read(article_or_text)
    found = candidates.phrases(reading)
    keys = list(found)
    if not keys:
        return pd.DataFrame(columns=PHRASES)
    counts: dict[str, int] = {}
    for row, kind in zip(reading.rows, reading.kinds, strict=True):
        if kind != "o":
            counts[row[5]] = counts.get(row[5], 0) + 1
    spans = [found[key].spans for key in keys]
    whole = np.array([sum(span[2] for span in each) for each in spans], dtype=float)
    times = np.array([len(each) for each in spans], dtype=float)
    begin = np.array([each[0][0] - reading.headline for each in spans], dtype=float)
    frequent = np.array([_mean_log(key, counts) for key in keys])
    fixed = np.array([_fixed(reading, key, each[0]) for key, each in zip(keys, spans, strict=True)])
    scores = _phrase_score(whole / times, frequent, begin, fixed)
    chosen = _without_overlap(keys, np.argsort(-scores, kind="stable"), max(limit, POOL))
    drawn = None
    if resamples and len(reading.order) > 1:
        places = [found[keys[i]] for i in chosen]
        drawn = _resampled_phrases(reading, places, fixed[chosen], resamples)
    chosen = chosen[:limit]
    everywhere = context.occurrences(reading, [keys[i] for i in chosen])
    rows = [
        (
            candidates.surface(reading, spans[i]),
            float(scores[i]),
            len(starts),
            reading.rows[starts[0]][0],
            *firmness,
        )
        for i, starts, firmness in zip(
            chosen, everywhere, _firmness(drawn, len(chosen)), strict=True
        )
    ]
    return pd.DataFrame(rows, columns=PHRASES)


def _phrase_score(share, frequent, begin, fixed):
    return WHOLE * share + FREQUENT * frequent - LATE * np.log1p(begin) + fixed


def _mean_log(key: tuple[str, ...], counts: dict[str, int]) -> float:
    return sum(np.log1p(counts.get(part, 0)) for part in key) / len(key)


def _fixed(reading: Reading, key: tuple[str, ...], span: tuple[int, int, bool]) -> float:
    """Return what no resampling changes: length, numbers, days and months."""
    places = range(span[0], span[1] + 1)
    return -(
        SINGLE * (len(key) == 1)
        + NUMBERED * any(reading.kinds[place] == "c" for place in places)
        + CALENDAR * any(base(reading.rows[place][4]) in CALENDAR_WORDS for place in places)
    )


def _without_overlap(keys: list[tuple[str, ...]], order: np.ndarray, limit: int) -> list[int]:
    """Take the best, leaving out what stands inside a better one or holds it."""
    taken: list[int] = []
    pieces: set[tuple[str, ...]] = set()  # everything inside a phrase that is taken
    wholes: set[tuple[str, ...]] = set()
    for i in order.tolist():
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


@lru_cache(maxsize=8)
def _draws(units: int, resamples: int) -> np.ndarray:
    return resampling.draws(units, times=resamples).astype(float)


def _units(reading: Reading) -> np.ndarray:
    """Return the unit of resampling each token belongs to."""
    n = len(reading.order)
    places = np.array([reading.order[row[0]] for row in reading.rows], dtype=int)
    return places if n <= UNITS else places * UNITS // n


def _resampled_phrases(
    reading: Reading, places: list[candidates.Place], fixed: np.ndarray, resamples: int
) -> np.ndarray:
    """Score phrases in resamples of the sentences; −inf where one does not occur."""
    unit = _units(reading)
    units = min(len(reading.order), UNITS)
    draws = _draws(units, resamples)
    stems = {stem: column for column, stem in enumerate({s: 0 for p in places for s in p.key})}
    times, whole = np.zeros((units, len(places))), np.zeros((units, len(places)))
    share = np.zeros((len(stems), len(places)))
    words = np.zeros((units, len(stems)))
    for row, kind, place in zip(reading.rows, reading.kinds, unit.tolist(), strict=True):
        if kind != "o" and row[5] in stems:
            words[place, stems[row[5]]] += 1
    begin = np.zeros((resamples, len(places)))
    for column, place in enumerate(places):
        first: dict[int, int] = {}
        for start, _, is_whole in place.spans:
            here = int(unit[start])
            times[here, column] += 1
            whole[here, column] += is_whole
            first.setdefault(here, start - reading.headline)
        drawn = draws[:, list(first)] > 0
        begin[:, column] = np.array(list(first.values()))[drawn.argmax(axis=1)]
        for stem in place.key:
            share[stems[stem], column] += 1 / len(place.key)
    drawn_times = draws @ times
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = _phrase_score(
            (draws @ whole) / drawn_times, np.log1p(draws @ words) @ share, begin, fixed
        )
    return np.where(drawn_times > 0, scores, -np.inf)


def _firmness(scores: np.ndarray | None, n: int) -> list[tuple[float, float, float]]:
    """Return, for the first n items, the share of draws in the top ten and the rank's interval.

    Equal scores rank in the order of the whole text.
    """
    if scores is None:
        return [(float("nan"),) * 3] * n
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1)[None, :], axis=1)
    ranks = np.sort(ranks[:, :n], axis=0)
    last = len(ranks) - 1
    low, high = ranks[round(0.025 * last)], ranks[round(0.975 * last)]
    share = (ranks <= TOP).mean(axis=0)
    return list(zip(share.tolist(), low.tolist(), high.tolist(), strict=True))


@cache
def peoples() -> dict[str, str]:
    """Return the table that joins a people to its country: stem of "Russian" to stem of "Russia".

    It is read from ``data/peoples.txt``, a country a line, its people's words after it.
    """
    from closereading.tokens import stem

    text = (resources.files("closereading") / "data" / "peoples.txt").read_text("utf-8")
    table = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            country, *names = line.lower().split()
            table.update({stem(name): stem(country) for name in names})
    return table


def counted(reading: Reading) -> dict[str, list[int]]:
    """Return the content words of a text: stem to the places of its tokens.

    Content words have a letter, are no stop words, numbers, days or months; a people counts with
    its country ("Russia", "Russian").
    """
    found: dict[str, list[int]] = {}
    joined = peoples()
    for place, (row, kind) in enumerate(zip(reading.rows, reading.kinds, strict=True)):
        word = base(row[4])
        if row[7] or len(word) < 2 or word in CALENDAR_WORDS:
            continue
        if kind == "c" and not any(map(str.isalpha, word)):
            continue
        found.setdefault(joined.get(row[5], row[5]), []).append(place)
    return found


def words(article_or_text, *, limit: int = 20, resamples: int = RESAMPLES) -> pd.DataFrame:
    """Rank the content words of a text by how often it uses them.

    Parameters
    ----------
    article_or_text : Article or str
    limit : int
        How many to return at most.
    resamples : int
        Bootstrap samples of the sentences; 0 leaves ``stability``, ``low`` and ``high`` empty.

    Returns
    -------
    DataFrame
        A row a word, best first: ``word`` (its commonest form, as written), ``score`` (higher is
        better), ``count`` (singular, plural and other endings together), ``first`` (sentence of
        the first), ``stability`` (share of resamples, 0 to 1, in which it is among the ten best),
        ``low`` and ``high`` (95 % interval of its rank), ``expected``, ``keyness``,
        ``log_ratio``, ``log_ratio_low`` and ``log_ratio_high`` (against general English, see
        ``keyness``), ``dispersion`` (0 even, 1 all in one place, see
        ``context.unevenness``), ``forms`` (all forms, commonest first).

    Notes
    -----
    score = log(count) + 0.1 · letters of its longest part, ten at most. Equal scores: the earlier
    word first.
    """
    reading = candidates.read(article_or_text)
    found = counted(reading)
    if not found:
        return pd.DataFrame(columns=WORDS)
    keys = list(found)
    counts = np.array([len(found[key]) for key in keys], dtype=float)
    letters = np.array([_letters(reading.rows[found[key][0]][4]) for key in keys])
    scores = np.log(counts) + LETTER * letters
    order = np.argsort(-scores, kind="stable")[: max(limit, POOL)]
    drawn = None
    if resamples and len(reading.order) > 1:
        unit = _units(reading)
        units = min(len(reading.order), UNITS)
        times = np.array([np.bincount(unit[found[keys[i]]], minlength=units) for i in order])
        with np.errstate(divide="ignore"):
            drawn = np.log(_draws(units, resamples) @ times.T) + LETTER * letters[order]
    chosen = order[:limit].tolist()
    english = getattr(article_or_text, "english", True)
    against = reference.compare(
        [reference.forms(reading, found[keys[i]]) for i in chosen],
        counts[chosen],
        total=len(reading.rows),
        tested=len(keys),
        english=english,
    )
    uneven = context.unevenness([found[keys[i]] for i in chosen], len(reading.rows))
    firmness = _firmness(drawn, len(chosen))
    rows = [
        (
            form(reading, found[keys[i]]),
            float(scores[i]),
            int(counts[i]),
            reading.rows[found[keys[i]][0]][0],
            *firmness[place],
            *against[place],
            uneven[place],
            ", ".join(_forms(reading, found[keys[i]])),
        )
        for place, i in enumerate(chosen)
    ]
    return pd.DataFrame(rows, columns=WORDS)


@cache
def _letters(lower: str) -> float:
    """Return the letters of the longest part of a word, ten at most."""
    return float(min(MOST_LETTERS, max(map(len, base(lower).split("-")))))


def _forms(reading: Reading, places: list[int]) -> list[str]:
    """Return the forms of a word as written, without possessive, commonest first."""
    forms: dict[str, int] = {}
    for place in places:
        token = reading.rows[place][3]
        if token[-2:] in ("'s", "’s", "'S", "’S"):
            token = token[:-2]
        forms[token] = forms.get(token, 0) + 1
    return sorted(forms, key=lambda form: -forms[form])


def form(reading: Reading, places: list[int]) -> str:
    return _forms(reading, places)[0]
