"""Plain VADER beside ours: its scores, how far the two agree, and on which sentences not."""

from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd

from closereading import resampling
from closereading.sentiment import weights

# VADER's time grows with the square of the length, so it reads this many words of a sentence.
MOST_WORDS, MOST_CHARACTERS = 300, 4000
SIGNS = {"positive": 1, "negative": -1}


@cache
def _analyzer():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _short(text: str) -> str:
    return " ".join(weights.straighten(text[:MOST_CHARACTERS]).split()[:MOST_WORDS])


def vader(texts: Iterable[str]) -> list[float]:
    """Return plain VADER's compound of each text, quotes straightened first.

    Of a very long sentence the first 300 words are read, because VADER's time is quadratic.
    """
    return [_analyzer().polarity_scores(_short(text))["compound"] for text in texts]


def vader_words(text: str) -> str:
    """Write the words of a text that are in VADER's lexicon, with their valence, -4 to 4."""
    lexicon = _analyzer().lexicon
    found = [match.group().lower() for match in weights.WORD.finditer(_short(text))]
    return ", ".join(
        f"{word} {'+' if lexicon[word] > 0 else '−'}{abs(lexicon[word]):.1f}"
        for word in dict.fromkeys(found)
        if lexicon.get(word)
    )


def _compared(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that count, and whether both give the same label, or opposed signs."""
    used = scores[~scores["residue"] & scores["score"].notna()]
    ours, theirs = (
        used[column].map(SIGNS).astype(float).fillna(0) for column in ("label", "vader_label")
    )
    return used.assign(same=ours == theirs, opposed=ours * theirs < 0)


def agreement(scores: pd.DataFrame) -> dict:
    """Compare our scores with plain VADER's.

    Returns
    -------
    dict
        ``r`` (Pearson; nan for fewer than three sentences), ``low``, ``high`` (95 % bootstrap
        interval), ``same`` (share of sentences with the same label, no signal counted as neutral),
        ``opposed`` (number of sentences with opposite signs) and ``n``.
    """
    used = _compared(scores)
    ours, theirs = used["score"].to_numpy(float), used["vader"].to_numpy(float)
    r = low = high = float("nan")
    if len(ours) > 2 and np.ptp(ours) > 0 and np.ptp(theirs) > 0:
        r = float(np.corrcoef(ours, theirs)[0, 1])
        drawn = resampling.draws(len(ours))
        low, high = resampling.interval(_weighted_r(drawn, ours, theirs))
    same, opposed = float(used["same"].mean()), int(used["opposed"].sum())
    return {"r": r, "low": low, "high": high, "same": same, "opposed": opposed, "n": len(ours)}


def _weighted_r(times: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    share = times / times.sum(axis=1, keepdims=True)
    mx, my = share @ x, share @ y
    xy, xx, yy = share @ (x * y) - mx * my, share @ (x * x) - mx**2, share @ (y * y) - my**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return xy / np.sqrt(np.maximum(xx, 0) * np.maximum(yy, 0))


def disagreements(scores: pd.DataFrame) -> pd.DataFrame:
    """List the sentences to which ours and plain VADER give different labels.

    Returns
    -------
    DataFrame
        ``sentence``, ``score``, ``vader``, ``opposed`` (signs differ), ``our_words``,
        ``vader_words`` (with VADER's valence, -4 to 4) and ``text``; opposed signs first, then by
        the distance of the two scores.
    """
    used = _compared(scores)
    used["apart"] = (used["score"] - used["vader"]).abs()
    used = used[~used["same"]].sort_values(["opposed", "apart"], ascending=False, kind="stable")
    used["our_words"], used["vader_words"] = used["words"], used["text"].map(vader_words)
    columns = ["sentence", "score", "vader", "opposed", "our_words", "vader_words", "text"]
    return used[columns].reset_index(drop=True)
