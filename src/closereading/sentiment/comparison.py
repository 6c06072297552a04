"""Ours beside plain VADER: how far the two agree, and on which sentences they do not."""

import numpy as np
import pandas as pd

from closereading import resampling
from closereading.sentiment.lexicon import vader_words
from closereading.sentiment.means import kept

SIGNS = {"positive": 1, "negative": -1}


def _compared(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that count, and whether both give the same label, or opposed signs."""
    used = kept(scores)
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
