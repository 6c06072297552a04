"""Keyness: how much commoner a word is here than in general English."""

import math
from functools import cache

import numpy as np
import pandas as pd

from closereading.keywords import candidates
from closereading.keywords.candidates import Reading
from closereading.keywords.kinds import base

# wordfreq lists no word rarer than this; one it does not list is at most this common.
RAREST = 1e-8
LEVEL = 0.05  # for all the words of a text together

AGAINST = ["expected", "keyness", "log_ratio", "log_ratio_low", "log_ratio_high"]
COLUMNS = ["word", "count", *AGAINST, "p", "listed"]


@cache
def _frequency(word: str) -> tuple[float, bool]:
    """Return how often general English uses a word, and whether it is listed.

    wordfreq lists "U.S." as "u.s", and a compound by its parts; how often these stand side by side
    is at most what it infers from them.
    """
    import wordfreq

    listed = wordfreq.get_frequency_dict("en", wordlist="large").get(word.rstrip("."))
    if listed is not None:
        return listed, True
    return wordfreq.word_frequency(word, "en", wordlist="large"), False


@cache
def commonness(lower: str) -> float:
    """Return how common a word is in English: 0 a thousand million words apart, 6 a thousand."""
    return math.log10(max(_frequency(lower)[0], RAREST) * 1e9)


def share(words: set[str]) -> tuple[float, bool]:
    """Return how often general English uses any of these forms, and whether it lists one."""
    found = [_frequency(word) for word in words]
    # fsum: the forms are a set, and a plain sum would depend on their order.
    return max(math.fsum(part for part, _ in found), RAREST), any(listed for _, listed in found)


def english(article_or_text) -> bool:
    """Tell whether a text can be compared with English; a plain text is taken for it."""
    return getattr(article_or_text, "english", True)


def _shares(reading: Reading, places: list[list[int]]) -> list[tuple[float, bool]]:
    return [share({base(reading.rows[at].lower) for at in each}) for each in places]


def compare(reading: Reading, places: list[list[int]]) -> np.ndarray:
    """Compare the counts of words, given their tokens, with general English; rows as ``AGAINST``.

    The intervals hold for all the words of the text together.
    """
    expected = np.array([part for part, _ in _shares(reading, places)]) * len(reading.rows)
    counts = np.array([len(each) for each in places], dtype=float)
    low, high = interval(counts, len(reading.words))
    ratios = (np.log2(each / expected) for each in (counts, low, high))
    return np.array([expected, likelihood_ratio(counts, expected, len(reading.rows)), *ratios])


def interval(counts: np.ndarray, tested: int) -> tuple[np.ndarray, np.ndarray]:
    """Return Garwood's exact interval of Poisson counts, at a level shared among words tested."""
    from scipy.special import gammaincinv

    tail = LEVEL / tested / 2
    return gammaincinv(counts, tail), gammaincinv(counts + 1, 1 - tail)


def likelihood_ratio(counts: np.ndarray, expected: np.ndarray, total: int) -> np.ndarray:
    """Return the signed log-likelihood ratio of counts against expected counts."""
    rest, rest_expected = total - counts, np.maximum(total - expected, RAREST)
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = counts * np.log(counts / expected)
        outer = np.where(rest > 0, rest * np.log(rest / rest_expected), 0.0)
    return np.sign(counts - expected) * np.maximum(2 * (inner + outer), 0.0)


def keyness(article_or_text) -> pd.DataFrame:
    """Find the words that are commoner here than in general English.

    Returns
    -------
    DataFrame
        A row a content word used twice or more (one use says nothing about how common a word is),
        highest keyness first: ``word``, ``count``, ``expected`` (times general English would use it
        in a text of this length), ``keyness`` (log-likelihood G2, negative where it is rarer here),
        ``log_ratio`` (1 = twice as common, 2 = four times), its interval ``log_ratio_low`` to
        ``log_ratio_high``, ``p`` (of G2, times the number of words tested, at most 1), ``listed``
        (False: general English does not list the word, so the log ratio is the least it can be).
        Empty where the text is not English.

    Notes
    -----
    The reference is wordfreq's English: books, news, subtitles, Wikipedia and the web up to 2021.
    G2 after Dunning (1993) with the reference taken as known: 2 · (k ln(k/e) + (n − k) ln((n − k)/
    (n − e))). Log ratio after Hardie (2014). Its interval is Garwood's exact one for a Poisson
    count (1936), at a level of 0.05 shared among the words tested (Bonferroni).
    """
    from scipy.special import chdtrc

    reading = candidates.read(article_or_text)
    places = [each for each in reading.words.values() if len(each) > 1]
    if not english(article_or_text) or not places:
        return pd.DataFrame(columns=COLUMNS)
    against = compare(reading, places)
    columns = [
        [reading.forms(each)[0] for each in places],
        [len(each) for each in places],
        *against,
        np.minimum(chdtrc(1, np.abs(against[1])) * len(reading.words), 1),
        [listed for _, listed in _shares(reading, places)],
    ]
    table = pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))
    return table.sort_values("keyness", ascending=False, kind="stable", ignore_index=True)
