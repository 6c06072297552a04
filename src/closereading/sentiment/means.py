"""Mean tone: of the whole text, of its parts, of each voice and of each speaker."""

import pandas as pd

from closereading import resampling
from closereading.sentiment import scorer
from closereading.sentiment.subject import subject_words

GROUP = ["group", "mean", "low", "high", "n"]
OTHERS = ("words alone", "plain VADER")  # groups scored by other scorers
BAND = 0.05  # a mean within is neutral; it scatters less than a sentence
FEWEST = 5  # sentences of a voice that is compared; of fewer, each one decides the mean


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


def _row(name: str, values: pd.Series) -> tuple:
    return (name, *resampling.mean_interval(values.to_numpy(float)), len(values))


def mean(scores: pd.DataFrame) -> tuple[float, float, float]:
    """Return the mean score of the sentences that count, and its 95 % bootstrap interval."""
    return resampling.mean_interval(kept(scores)["score"].to_numpy(float))


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
    rows = [_row("whole article", used["score"])]
    for part in ("headline", "body"):
        here = used["part"] == part
        if here.any():
            rows.append(_row(part, used.loc[here, "score"]))
    rows.append(_row("without subject words", told["score"]))
    rows += [
        _row(name, used[key]) for name, key in zip(OTHERS, ("words_part", "vader"), strict=True)
    ]
    return pd.DataFrame(rows, columns=GROUP)


def by_voice(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the mean tone of narration, quotation and reported speech; columns as ``summary``."""
    used = kept(scores)
    rows = [
        _row(voice, used.loc[used["voice"] == voice, "score"])
        for voice in ("narration", "quotation", "reported")
        if (used["voice"] == voice).any()
    ]
    return pd.DataFrame(rows, columns=GROUP)


def by_speaker(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the mean tone of each named speaker, most sentences first; columns as ``summary``."""
    used = kept(scores)
    used = used[(used["voice"] != "narration") & (used["speaker"] != "")]
    rows = [_row(name, part["score"]) for name, part in used.groupby("speaker", sort=False)]
    table = pd.DataFrame(rows, columns=GROUP)
    return table.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)
