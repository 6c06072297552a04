"""How long one article takes, step by step, beside the peers on the same texts in the same run.

Steps and peers take turns on every text, so a busy machine slows both. Times are medians over texts
of 400 to 800 words, in one process, each text read afresh; imports and first uses are not counted.
"""

import re
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from benchmarks import harness
from closereading import corpus, keywords, resampling, sentiment, topics
from closereading.article import read_article

FILES = ("keywords-duc2001",)
WORDS = (400, 800)
TEXTS = 15
THEMES = 4  # what notebooks ask NMF for
REPEATS = 3  # of each step on each text; the fastest counts


def texts(data: Path) -> list[str]:
    """Return newswire stories of usual length."""
    found = [row["text"] for row in harness.rows(data, FILES[0])]
    return [text for text in found if WORDS[0] <= len(text.split()) <= WORDS[1]][:TEXTS]


def steps(text: str) -> dict[str, Callable]:
    """Return what is timed, in the order of a reading; later steps use what earlier ones made."""
    made = {}

    def read():
        made["article"] = read_article(text.encode(), encoding="utf-8")

    def score():
        made["scores"] = sentiment.score(made["article"])

    return {
        "reading": read,
        "tokens": lambda: made["article"].tokens,
        "phrases": lambda: keywords.phrases(made["article"], resamples=0),
        "words": lambda: keywords.words(made["article"], resamples=0),
        "sentiment": score,
        "structure, 1 copy": lambda: topics.structure(made["article"], copies=1),
        "phrases, resampled": lambda: keywords.phrases(made["article"]),
        "words, resampled": lambda: keywords.words(made["article"]),
        "tone interval": lambda: resampling.mean_interval(made["scores"]["score"].to_numpy()),
        "structure, 999 copies": lambda: topics.structure(made["article"]),
        "row of the corpus table": lambda: corpus.row(made["article"]),
    }


PLAIN = ("reading", "tokens", "phrases", "words", "sentiment", "structure, 1 copy")
RESAMPLED = (
    "reading", "tokens", "sentiment", "phrases, resampled", "words, resampled", "tone interval",
    "structure, 999 copies",
)  # fmt: skip


def peers(text: str) -> dict[str, Callable]:
    """Return the peers that are installed, on a text or on its sentences."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    pieces = [piece for piece in re.split(r"(?<=[.!?])\s+", text) if len(piece.split()) > 1]

    def nmf():
        matrix = TfidfVectorizer(stop_words="english").fit_transform(pieces)
        NMF(THEMES, init="nndsvd", max_iter=200).fit_transform(matrix)

    found = {
        "vaderSentiment": lambda: [analyzer.polarity_scores(piece) for piece in pieces],
        "NMF": nmf,
    }
    yake = harness.peer("yake")
    if yake is not None:
        extractor = yake.KeywordExtractor(lan="en", n=3, top=20)
        found["YAKE"] = lambda: extractor.extract_keywords(text)
    return found


def _times(text: str) -> dict[str, float]:
    """Return the milliseconds of every step and peer on one text."""
    best: dict[str, float] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NMF says that it has not converged
        for _ in range(REPEATS):
            for name, step in {**steps(text), **peers(text)}.items():
                begun = time.perf_counter()
                step()
                took = 1000 * (time.perf_counter() - begun)
                best[name] = min(best.get(name, took), took)
    return best


def run(data: Path) -> pd.DataFrame:
    """Time everything.

    Returns
    -------
    DataFrame
        A row a step, a peer or a sum: ``what``, ``ms`` (median over texts), ``low`` and ``high``
        (the middle half), ``n`` (texts).
    """
    chosen = texts(data)
    _times(chosen[0])
    times = pd.DataFrame([_times(text) for text in chosen])
    names = [name for name in ("YAKE", "vaderSentiment", "NMF") if name in times]
    times["all steps, nothing resampled"] = times[list(PLAIN)].sum(axis=1)
    times["all steps, resampled"] = times[list(RESAMPLED)].sum(axis=1)
    times[" + ".join(names)] = times[names].sum(axis=1)
    ours, theirs = times["all steps, nothing resampled"], times[" + ".join(names)]
    times["ratio: ours / peers"] = ours / theirs
    times["ratio: resampled / peers"] = times["all steps, resampled"] / theirs
    return pd.DataFrame(
        [
            (name, column.median(), column.quantile(0.25), column.quantile(0.75), len(column))
            for name, column in times.items()
        ],
        columns=["what", "ms", "low", "high", "n"],
    )
