"""Keyness: how much commoner a word is here than in general English."""

import math
from functools import cache

import numpy as np
import pandas as pd

from closereading.keywords import candidates, content
from closereading.keywords.candidates import Reading
from closereading.keywords.kinds import base

# wordfreq lists no word rarer than this; one it does not list is at most this common.
RAREST = 1e-8
LEVEL = 0.05  # for all the words of a text together

COLUMNS = [
    "word", "count", "expected", "keyness", "log_ratio", "log_ratio_low", "log_ratio_high", "p",
    "listed",
]  # fmt: skip


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


def spellings(reading: Reading, places: list[int]) -> set[str]:
    """Return the lower-case forms of a word, without possessive."""
    return {base(reading.rows[place].lower) for place in places}


def share(words: set[str]) -> tuple[float, bool]:
    """Return how often general English uses any of these forms, and whether it lists one."""
    found = [_frequency(word) for word in words]
    # fsum: the forms are a set, and a plain sum would depend on their order.
    return max(math.fsum(part for part, _ in found), RAREST), any(listed for _, listed in found)


def compare(
    spelled: list[set[str]], counts: np.ndarray, *, total: int, tested: int, english: bool = True
) -> list[tuple[float, float, float, float, float]]:
    """Compare counts with general English.

    Parameters
    ----------
    spelled : list of set
        The forms of each word.
    counts : array
        How often each occurs here.
    total : int
        Words in the text, stop words included.
    tested : int
        Words compared in all: the intervals hold for all of them together.
    english : bool
        Whether the text is English; if not, everything is nan.

    Returns
    -------
    list of tuple
        ``expected`` (times general English would use it in a text of this length), ``keyness``
        (log-likelihood G2, negative where it is rarer here), ``log_ratio`` (binary logarithm of
        count over expected), and the ends of its interval.

    Notes
    -----
    G2 after Dunning (1993) with the reference taken as known: 2 · (k ln(k/e) + (n − k) ln((n − k)/
    (n − e))). Log ratio after Hardie (2014). Its interval is Garwood's exact one for a Poisson
    count (1936), at a level of 0.05 shared among the words tested (Bonferroni).
    """
    from scipy.special import gammaincinv

    if not english or not len(counts):
        return [(float("nan"),) * 5] * len(counts)
    expected = np.array([share(words)[0] * total for words in spelled])
    counts = np.asarray(counts, dtype=float)
    g2 = likelihood_ratio(counts, expected, total)
    tail = LEVEL / max(1, tested) / 2
    low = gammaincinv(counts, tail)
    high = gammaincinv(counts + 1, 1 - tail)
    columns = [expected, g2, *(np.log2(part / expected) for part in (counts, low, high))]
    return [tuple(map(float, row)) for row in zip(*columns, strict=True)]


def likelihood_ratio(counts: np.ndarray, expected: np.ndarray, total: int) -> np.ndarray:
    """Return the signed log-likelihood ratio of counts against expected counts."""
    rest, rest_expected = total - counts, np.maximum(total - expected, RAREST)
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = counts * np.log(counts / expected)
        outer = np.where(rest > 0, rest * np.log(rest / rest_expected), 0.0)
    return np.sign(counts - expected) * np.maximum(2 * (inner + outer), 0.0)


def keyness(article_or_text, *, least: int = 2) -> pd.DataFrame:
    """Find the words that are commoner here than in general English.

    Parameters
    ----------
    article_or_text : Article or str
    least : int
        Words used less often are tested, and counted as tested, but not returned: one use says
        nothing about how common a word is.

    Returns
    -------
    DataFrame
        A row a content word, highest keyness first: ``word``, ``count``, ``expected``,
        ``keyness`` (G2), ``log_ratio`` (1 = twice as common, 2 = four times), its interval
        ``log_ratio_low`` to ``log_ratio_high``, ``p`` (of G2, times the number of words tested, at
        most 1), ``listed`` (False: general English does not list the word, so the log ratio is
        the least it can be). Empty where the text is not English.

    Notes
    -----
    The reference is wordfreq's English: books, news, subtitles, Wikipedia and the web up to 2021.
    See ``compare`` for the measures.
    """
    from scipy.special import chdtrc

    reading = candidates.read(article_or_text)
    found = content.places(reading)
    if not getattr(article_or_text, "english", True) or not found:
        return pd.DataFrame(columns=COLUMNS)
    places = [each for each in found.values() if len(each) >= least]
    spelled = [spellings(reading, each) for each in places]
    counts = np.array([len(each) for each in places], dtype=float)
    rows = []
    against = compare(spelled, counts, total=len(reading.rows), tested=len(found))
    for each, words, values in zip(places, spelled, against, strict=True):
        p = min(1.0, float(chdtrc(1, abs(values[1]))) * len(found))
        rows.append((content.forms(reading, each)[0], len(each), *values, p, share(words)[1]))
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("keyness", ascending=False, kind="stable").reset_index(drop=True)
