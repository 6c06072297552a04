"""Keywords: the words a text uses most, the phrases it is about, and how firm each rank is."""

from functools import cache

import numpy as np
import pandas as pd

from closereading.keywords import candidates, content, firmness, reference, scoring, usage
from closereading.keywords.firmness import POOL, RESAMPLES

# The formula of ``words``.
LETTER = 0.12  # what a letter is worth beside the log of the count
MOST_LETTERS = 10  # a longer word is worth no more

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
    The score is the weighted sum in ``scoring.FORMULA``: a phrase gains by standing whole, early
    and close together, and by words the text uses often; it loses by being used once, by being
    one word, and by words that are common in English. A name counts with its short forms.
    No phrase of the list stands inside another: the better one stays. Equal scores: the earlier
    one first. In a resample the 40 best compete, and sentences keep their places.
    """
    reading = candidates.read(article_or_text)
    found = reading.phrases
    if not found:
        return pd.DataFrame(columns=PHRASES)
    keys, places = list(found), list(found.values())
    scores = scoring.Terms(reading, places).whole_text() @ scoring.WEIGHTS
    order = np.argsort(-scores, kind="stable").tolist()
    chosen = scoring.without_overlap(keys, order, max(limit, POOL))
    drawn = None
    if resamples and len(reading.order) > 1:
        pool = scoring.Terms(reading, [places[i] for i in chosen])
        drawn = pool.resampled(firmness.draws(pool.units, resamples))
    chosen = chosen[:limit]
    everywhere = [usage.mentions(reading, keys[i]) for i in chosen]
    firm = firmness.firmness(drawn, len(chosen))
    rows = [
        (
            candidates.surface(reading, places[i].spans),
            float(scores[i]),
            len(starts),
            reading.rows[starts[0][0]].sentence,
            *interval,
        )
        for i, starts, interval in zip(chosen, everywhere, firm, strict=True)
    ]
    return pd.DataFrame(rows, columns=PHRASES)


def returned(article_or_text, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of phrases that a text comes back to: used in two paragraphs of its body.

    A text of one paragraph comes back to what two of its sentences hold.
    """
    reading = candidates.read(article_or_text)
    parts = reading.paragraphs if len(set(reading.paragraphs.values())) > 1 else reading.order
    again = [
        len(
            {
                parts[reading.rows[first].sentence]
                for first, _ in usage.mentions(reading, usage.stems(phrase))
                if first >= reading.headline
            }
        )
        > 1
        for phrase in table["phrase"]
    ]
    return table[np.array(again, dtype=bool)]


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
    score = log(count) + 0.12 · letters of its longest part, ten at most. Equal scores: the earlier
    word first.
    """
    reading = candidates.read(article_or_text)
    found = content.places(reading)
    if not found:
        return pd.DataFrame(columns=WORDS)
    keys = list(found)
    counts = np.array([len(found[key]) for key in keys], dtype=float)
    names = [content.forms(reading, found[key])[0] for key in keys]
    letters = np.array([_letters(name) for name in names])
    scores = np.log(counts) + LETTER * letters
    order = np.argsort(-scores, kind="stable")[: max(limit, POOL)]
    drawn = None
    if resamples and len(reading.order) > 1:
        unit, units = firmness.units(reading)
        times = np.array([np.bincount(unit[found[keys[i]]], minlength=units) for i in order])
        with np.errstate(divide="ignore"):
            drawn = np.log(firmness.draws(units, resamples) @ times.T) + LETTER * letters[order]
    chosen = order[:limit].tolist()
    english = getattr(article_or_text, "english", True)
    against = reference.compare(
        [reference.spellings(reading, found[keys[i]]) for i in chosen],
        counts[chosen],
        total=len(reading.rows),
        tested=len(keys),
        english=english,
    )
    uneven = usage.unevenness([found[keys[i]] for i in chosen], len(reading.rows))
    firm = firmness.firmness(drawn, len(chosen))
    rows = [
        (
            names[i],
            float(scores[i]),
            int(counts[i]),
            reading.rows[found[keys[i]][0]].sentence,
            *firm[place],
            *against[place],
            uneven[place],
            ", ".join(content.forms(reading, found[keys[i]])),
        )
        for place, i in enumerate(chosen)
    ]
    return pd.DataFrame(rows, columns=WORDS)


@cache
def _letters(word: str) -> float:
    """Return the letters of the longest part of a word, ten at most."""
    return float(min(MOST_LETTERS, max(map(len, word.split("-")))))
