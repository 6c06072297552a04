"""The arc of the sentences: where it turns, if their order matters at all."""

import numpy as np
import pandas as pd

from closereading import resampling
from closereading.sentiment.means import kept

# Fewer sentences than this have no order worth testing.
FEWEST_FOR_TURN = 8
ALPHA = 0.05


def _cusum(values: np.ndarray) -> np.ndarray:
    """Return the largest distance of the running sum from a straight line, a row each."""
    steps = np.cumsum(values - values.mean(axis=-1, keepdims=True), axis=-1)
    return np.abs(steps[..., :-1]).max(axis=-1) if values.shape[-1] > 1 else steps[..., 0] * 0


def turn(scores: pd.DataFrame) -> dict:
    """Find where the arc turns, if the order of the sentences matters at all.

    Returns
    -------
    dict
        ``p`` (permutation p of the largest CUSUM; nan for a short text), ``sentence`` (the first
        after the turn; None when p is above .05), ``before`` and ``after`` (means; nan likewise),
        ``n``.
    """
    used = kept(scores)
    values = used["score"].to_numpy(float)
    nothing = {"p": float("nan"), "sentence": None, "before": float("nan"), "after": float("nan")}
    if len(values) < FEWEST_FOR_TURN or np.ptp(values) == 0:
        return {**nothing, "n": len(values)}
    _, _, p = resampling.permutation(values, _cusum)
    if p > ALPHA:
        return {**nothing, "p": p, "n": len(values)}
    steps = np.cumsum(values - values.mean())
    place = int(np.argmax(np.abs(steps[:-1]))) + 1
    return {
        "p": p,
        "sentence": int(used["sentence"].iloc[place]),
        "before": float(values[:place].mean()),
        "after": float(values[place:].mean()),
        "n": len(values),
    }
