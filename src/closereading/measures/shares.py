"""Whose words the words are: the share of each voice and speaker."""

import numpy as np
import pandas as pd

from closereading import resampling
from closereading.article import Article

NARRATION, QUOTATION, REPORTED = "narration", "quotation", "reported"
AUTHOR, UNNAMED = "the author", "unnamed"


def _shares(groups: pd.Series, weights: pd.Series, resamples: int) -> pd.DataFrame:
    """Return each group's share of words with a bootstrap interval over sentences."""
    names = groups.drop_duplicates().tolist()
    times = resampling.draws(len(groups), times=resamples)
    weight = weights.to_numpy(dtype=float)
    totals = times @ weight
    rows = []
    for name in names:
        inside = (groups == name).to_numpy()
        with np.errstate(divide="ignore", invalid="ignore"):
            samples = (times @ (weight * inside)) / totals
        low, high = resampling.interval(samples) if len(groups) > 1 else (float("nan"),) * 2
        rows.append(
            (name, int(inside.sum()), int(weight[inside].sum()),
             float(weight[inside].sum() / max(weight.sum(), 1)), low, high)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["group", "sentences", "words", "share", "low", "high"])


def who(sentences: pd.DataFrame) -> pd.Series:
    """Say who speaks in each sentence: the author, a name, or somebody unnamed."""
    speaking = sentences["speaker"].where(sentences["speaker"] != "", UNNAMED)
    return speaking.where(sentences["voice"] != NARRATION, AUTHOR)


def by_voice(article: Article, *, resamples: int = resampling.RESAMPLES) -> pd.DataFrame:
    """Count the words of each voice.

    Returns
    -------
    DataFrame
        ``voice`` (narration, quotation, reported), ``sentences``, ``words``, ``share`` of the
        body's words, ``low`` and ``high`` (95 % bootstrap over sentences). Words of a sentence all
        go to its voice, "he said" too. A row for each voice, also one that is absent. Without
        ``resamples`` there are no intervals.
    """
    body = article.body
    table = _shares(body["voice"], body["words"], resamples).rename(columns={"group": "voice"})
    table = table.set_index("voice").reindex([NARRATION, REPORTED, QUOTATION])
    fill = {"sentences": 0, "words": 0, "share": 0.0}
    table = table.fillna(fill).astype({"sentences": int, "words": int})
    return table.reset_index()


def by_speaker(article: Article, *, resamples: int = resampling.RESAMPLES) -> pd.DataFrame:
    """Count the words of each speaker.

    Returns
    -------
    DataFrame
        ``speaker`` ("the author", a name, or "unnamed"), ``sentences``, ``words``, ``quotation``
        and ``reported`` (words of sentences of that voice), ``share`` of the body's words, ``low``
        and ``high`` (95 % bootstrap over sentences). The author first, then by words.
    """
    body = article.body
    speaking = who(body)
    table = _shares(speaking, body["words"], resamples).rename(columns={"group": "speaker"})
    for voice in (QUOTATION, REPORTED):
        counts = body["words"].where(body["voice"] == voice, 0).groupby(speaking).sum()
        table[voice] = table["speaker"].map(counts).fillna(0).astype(int)
    table["order"] = (table["speaker"] != AUTHOR).astype(int)
    table = table.sort_values(["order", "words", "speaker"], ascending=[True, False, True])
    columns = ["speaker", "sentences", "words", QUOTATION, REPORTED, "share", "low", "high"]
    return table[columns].reset_index(drop=True)
