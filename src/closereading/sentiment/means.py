"""Mean tone: of the text, of its parts, voices and speakers; its turn; its place among news."""

from functools import cache

import numpy as np
import pandas as pd

from closereading import news, resampling
from closereading.sentiment import scorer
from closereading.sentiment.subject import subject_words

GROUP = ["group", "mean", "low", "high", "n"]
OTHERS = {"words alone": "words_part", "plain VADER": "vader"}  # groups scored by other scorers
BAND = 0.05  # a mean within is neutral; it scatters less than a sentence
FEWEST = 5  # sentences of a voice that is compared; of fewer, each one decides the mean
FEWEST_FOR_TURN = 8  # sentences; fewer have no order worth testing
ALPHA = 0.05


def verdict(mean: float, low: float, high: float, *, n: int) -> str:
    """Say what a mean tone comes to: the one place that decides it.

    Returns
    -------
    str
        "neutral" (all of the interval lies where a sentence is called neutral), "positive" or
        "negative" (it excludes zero otherwise), "open" (it does neither), "too few" (fewer than
        ``FEWEST`` sentences, of which each one decides the mean) or "unknown" (nothing is scored).
    """
    if mean is None or mean != mean:
        return "unknown"
    if n < FEWEST or low is None or low != low:
        return "too few"
    if low > -BAND and high < BAND:
        return scorer.NEUTRAL
    if scorer.uncertain(low, high):
        return "open"
    return scorer.POSITIVE if mean > 0 else scorer.NEGATIVE


def kept(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the scored sentences that count: no residue, no text in another language."""
    return scores[~scores["residue"] & scores["score"].notna()]


def mean(scores: pd.DataFrame) -> tuple[float, float, float]:
    """Return the mean score of the sentences that count, and its 95 % bootstrap interval."""
    return resampling.mean_interval(kept(scores)["score"].to_numpy(float))


def _table(groups: dict[str, pd.Series]) -> pd.DataFrame:
    """Return a row a group; those without a sentence have none."""
    rows = [
        (name, *resampling.mean_interval(values.to_numpy(float)), len(values))
        for name, values in groups.items()
    ]
    return pd.DataFrame(rows, columns=GROUP)


def summary(article, scores: pd.DataFrame) -> pd.DataFrame:
    """Sum the article up in a few means.

    Parameters
    ----------
    article : Article
    scores : DataFrame
        As made by ``sentiment.score``.

    Returns
    -------
    DataFrame
        ``group``, ``mean``, ``low``, ``high`` (95 % bootstrap interval over sentences; nan for
        fewer than two) and ``n``: the whole article, headline, body, without the words of its
        subject, what the words alone say, and plain VADER.
    """
    used = kept(scores)
    by = scores.attrs.get("scorer", scorer.READER)
    told = kept(scorer.score(article, without=subject_words(article)["word"], scorer=by))
    parts = dict(iter(used.groupby("part")["score"]))
    return _table(
        {"whole article": used["score"]}
        | {part: parts[part] for part in ("headline", "body") if part in parts}
        | {"without subject words": told["score"]}
        | {name: used[column] for name, column in OTHERS.items()}
    )


def by_voice(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the mean tone of narration, quotation and reported speech; columns as ``summary``."""
    return _table(dict(iter(kept(scores).groupby("voice")["score"])))


def by_speaker(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the mean tone of each named speaker, most sentences first; columns as ``summary``."""
    used = kept(scores)
    used = used[(used["voice"] != "narration") & (used["speaker"] != "")]
    table = _table(dict(iter(used.groupby("speaker", sort=False)["score"])))
    return table.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)


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
    found = {"p": np.nan, "sentence": None, "before": np.nan, "after": np.nan, "n": len(values)}
    if len(values) < FEWEST_FOR_TURN or np.ptp(values) == 0:
        return found
    found["p"] = resampling.permutation(values, lambda rows: _cusum(rows).max(axis=-1))[2]
    if found["p"] <= ALPHA:
        place = int(_cusum(values).argmax()) + 1
        found["sentence"] = int(used["sentence"].iloc[place])
        found["before"], found["after"] = values[:place].mean(), values[place:].mean()
    return found


def _cusum(values: np.ndarray) -> np.ndarray:
    """Return how far the running sum is from a straight line behind each value but the last."""
    return np.abs(np.cumsum(values - values.mean(axis=-1, keepdims=True), axis=-1)[..., :-1])


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


def percentile(mean: float) -> float:
    """Return how many per cent of real news stories have a lower mean tone; nan for nan."""
    return float(np.interp(mean, _quantiles()["mean"], _quantiles()["percent"]))
