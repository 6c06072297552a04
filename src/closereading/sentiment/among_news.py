"""Where a text's mean tone stands among real news stories."""

from functools import cache

import numpy as np
import pandas as pd

from closereading import news


@cache
def _quantiles() -> pd.DataFrame:
    steps = news.reference()
    steps = steps[steps["measure"] == "tone"].iloc[::2]
    return pd.DataFrame(
        {"percent": (100 * steps["share"]).round(), "mean": steps["value"], "n": steps["n"]}
    ).reset_index(drop=True)


def news_quantiles() -> pd.DataFrame:
    """Return the mean tone of real news stories.

    Returns
    -------
    DataFrame
        ``percent`` (0 to 100), ``mean`` (the mean tone that many per cent of the stories do not
        reach), ``n`` (stories).
    """
    return _quantiles().copy()


def stories() -> int:
    """Return how many news stories there are to compare with."""
    return int(_quantiles()["n"].iloc[0])


def percentile(mean: float) -> float:
    """Return how many per cent of real news stories have a lower mean tone; nan for nan."""
    table = _quantiles()
    if not np.isfinite(mean):
        return float("nan")
    return float(np.interp(mean, table["mean"], table["percent"]))
