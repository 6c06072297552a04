"""How hard a text reads: Flesch and Flesch-Kincaid, with an interval over sentences."""

import numpy as np

from closereading import resampling
from closereading.measures import syllables

# A readability formula was made on samples of 100 words; below that it says nothing.
FEWEST = 100

# Flesch (1948): reading ease from this value up.
EASE = (
    (90, "very easy"),
    (80, "easy"),
    (70, "fairly easy"),
    (60, "standard"),
    (50, "fairly difficult"),
    (30, "difficult"),
    (-1000, "very difficult"),
)


def formulas(sentences, words, heavy):
    """Return Flesch reading ease and Flesch-Kincaid grade from counts; ``heavy`` is syllables."""
    length, weight = words / sentences, heavy / words
    return 206.835 - 1.015 * length - 84.6 * weight, 0.39 * length + 11.8 * weight - 15.59


def readability(sentences: list[list[str]]) -> dict[str, tuple[float, float, float]]:
    """Compute how hard a text reads.

    Parameters
    ----------
    sentences : list of list of str
        The words of each sentence.

    Returns
    -------
    dict
        ``ease`` (Flesch reading ease, about 0 hard to 100 easy) and ``grade`` (Flesch-Kincaid,
        years of American school): value, low, high. nan below ``FEWEST`` words.

    Notes
    -----
    206.835 - 1.015 W/S - 84.6 Y/W (Flesch 1948) and 0.39 W/S + 11.8 Y/W - 15.59 (Kincaid and others
    1975), with W words, S sentences, Y syllables. 95 % bootstrap interval over sentences.
    """
    long = np.array([len(sentence) for sentence in sentences], dtype=float)
    heavy = np.array([sum(map(syllables.count, sentence)) for sentence in sentences], dtype=float)
    if long.sum() < FEWEST:
        return dict.fromkeys(("ease", "grade"), (float("nan"),) * 3)
    found = formulas(len(long), long.sum(), heavy.sum())
    times = resampling.draws(len(long) if len(long) > 1 else 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = formulas(len(long), times @ long[: times.shape[1]], times @ heavy[: times.shape[1]])
    return {
        key: (float(value), *resampling.interval(samples))
        for key, value, samples in zip(("ease", "grade"), found, drawn, strict=True)
    }


def ease_in_words(value: float) -> str:
    """Say a Flesch reading ease in words: "difficult"."""
    return next((name for least, name in EASE if value >= least), "")
