"""Ours beside plain VADER: how far the two agree, and on which sentences they do not."""

import numpy as np
import pandas as pd

from closereading import resampling
from closereading.sentiment.lexicon import vader_words
from closereading.sentiment.means import kept
from closereading.sentiment.scorer import NEGATIVE, NEUTRAL, POSITIVE, SILENT


def agreement(scores: pd.DataFrame) -> dict:
    """Compare our scores with plain VADER's.

    Returns
    -------
    dict
        ``r`` (Pearson; nan for fewer than three sentences), ``low``, ``high`` (95 % bootstrap
        interval), ``same`` (share of sentences with the same label, no signal counted as neutral),
        ``opposed`` (number of sentences with opposite signs) and ``n``.
    """
    used = kept(scores)
    ours, theirs = used["score"].to_numpy(float), used["vader"].to_numpy(float)
    labels = used["label"].replace({SILENT: NEUTRAL})
    r = low = high = float("nan")
    if len(ours) > 2 and np.ptp(ours) > 0 and np.ptp(theirs) > 0:
        r = float(np.corrcoef(ours, theirs)[0, 1])
        drawn = resampling.draws(len(ours))
        low, high = resampling.interval(_weighted_r(drawn, ours, theirs))
    return {
        "r": r,
        "low": low,
        "high": high,
        "same": float((labels == used["vader_label"]).mean()) if len(ours) else float("nan"),
        "opposed": int(_opposed(used).sum()),
        "n": len(ours),
    }


def _weighted_r(times: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    share = times / times.sum(axis=1, keepdims=True)
    mx, my = share @ x, share @ y
    xy, xx, yy = share @ (x * y) - mx * my, share @ (x * x) - mx**2, share @ (y * y) - my**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return xy / np.sqrt(np.maximum(xx, 0) * np.maximum(yy, 0))


def _opposed(used: pd.DataFrame) -> pd.Series:
    signs = {POSITIVE: 1, NEGATIVE: -1}
    ours = used["label"].map(signs).astype(float).fillna(0)
    return ours * used["vader_label"].map(signs).astype(float).fillna(0) < 0


def disagreements(scores: pd.DataFrame) -> pd.DataFrame:
    """List the sentences to which ours and plain VADER give different labels.

    Returns
    -------
    DataFrame
        ``sentence``, ``score``, ``vader``, ``opposed`` (signs differ), ``our_words``,
        ``vader_words`` (with VADER's valence, -4 to 4) and ``text``; opposed signs first, then by
        the distance of the two scores.
    """
    used = kept(scores)
    labels = used["label"].replace({SILENT: NEUTRAL})
    used = used.assign(opposed=_opposed(used), apart=(used["score"] - used["vader"]).abs())
    used = used[labels != used["vader_label"]]
    used = used.sort_values(["opposed", "apart"], ascending=False, kind="stable")
    table = used[["sentence", "score", "vader", "opposed"]].copy()
    table["our_words"] = used["words"]
    table["vader_words"] = [vader_words(text) for text in used["text"]]
    table["text"] = used["text"]
    return table.reset_index(drop=True)
