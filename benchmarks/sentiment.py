"""How close each scorer comes to human ratings of news sentences, and what it costs.

The shipped weights and the shipped reader were fitted to these very rows, so for them ours stands
as predicted by fits that did not hold the row: ``results/reader-unseen.csv.gz`` of ``fit_reader``,
and for the words alone ``results/sentiment-unseen.csv.gz`` of ``fit_sentiment``. On any other rows
both are scored as shipped.
"""

import hashlib
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from benchmarks import harness
from closereading import reader, sentiment
from closereading.reader import hearing
from closereading.sentiment import weights

FILES = ("sentiment-nyt", "sentiment-newsmtsc", "sentiment-headlines")
METRICS = {
    "sentiment-nyt": ("r",),
    "sentiment-newsmtsc": ("rho", "macro-F1"),
    "sentiment-headlines": ("r",),
}
LABELS = {"pos": 1, "neu": 0, "neg": -1}
UNSEEN = {
    "ours": (harness.RESULTS / "reader-unseen.csv.gz", reader.card),
    "words alone": (harness.RESULTS / "sentiment-unseen.csv.gz", weights.card),
}
TIMED = 100  # texts the reader is timed on
FOLDS = 8
BAND = 0.05  # the metric's, whatever ours is
REPEATS = 3  # the fastest of three passes is a scorer's time


def vader(texts: list[str]) -> np.ndarray:
    """Score with vaderSentiment, as its documentation shows."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return np.array([analyzer.polarity_scores(text)["compound"] for text in texts])


def nltk_vader(texts: list[str]) -> np.ndarray:
    """Score with NLTK's engine on the same lexicon; NLTK has none of its own without a download."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer as Original

    analyzer = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyzer.lexicon, analyzer.constants = Original().lexicon, VaderConstants()
    return np.array([analyzer.polarity_scores(text)["compound"] for text in texts])


def afinn(texts: list[str]) -> np.ndarray:
    """Score with AFINN."""
    scorer = harness.peer("afinn").Afinn()
    return np.array([scorer.score(text) for text in texts], dtype=float)


def textblob(texts: list[str]) -> np.ndarray:
    """Score with TextBlob's pattern analyser."""
    from textblob.en.sentiments import PatternAnalyzer

    analyzer = PatternAnalyzer()
    return np.array([analyzer.analyze(text).polarity for text in texts], dtype=float)


def tfidf_ridge(texts: list[str], goal: np.ndarray) -> np.ndarray:
    """Predict each eighth of a set from the rest: ridge regression on tf-idf of words and pairs."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import KFold

    table = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2).fit_transform(texts)
    predicted = np.zeros(len(texts))
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=0).split(texts):
        predicted[unseen] = Ridge(alpha=3.0).fit(table[seen], goal[seen]).predict(table[unseen])
    # Thresholds of 0.05 on the scale of the labels would never be crossed; z-scores are kinder.
    return predicted / max(predicted.std(), 1e-9) * 0.15


def ours(texts: list[str]) -> np.ndarray:
    """Score with the shipped reader, nothing remembered."""
    hearing._known.clear()
    return sentiment.score_texts(texts)["score"].to_numpy()


def words_alone(texts: list[str]) -> np.ndarray:
    """Score with the shipped weights."""
    return sentiment.score_texts(texts, scorer="words")["score"].to_numpy()


def unseen(data: Path, method: str) -> dict[str, np.ndarray]:
    """Return a scorer's out-of-fold scores of each set whose file is the one it was fitted on."""
    path, card = UNSEEN[method]
    table, fitted = pd.read_csv(path), card()["data"]
    return {
        name: table.loc[table["set"] == name.removeprefix("sentiment-"), "score"].to_numpy() / 1000
        for name in FILES
        if hashlib.sha256((data / f"{name}.jsonl.gz").read_bytes()).hexdigest() == fitted[name]
    }


def correlations(times: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the correlation in each resample, given how often each row is drawn."""
    share = times / times.sum(axis=1, keepdims=True)
    mx, my = share @ x, share @ y
    xy, xx, yy = share @ (x * y) - mx * my, share @ (x * x) - mx**2, share @ (y * y) - my**2
    return xy / np.sqrt(xx * yy)


def macro_f1(times: np.ndarray, score: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """Return the macro-F1 of three classes in each resample; thresholds of 0.05."""
    label = np.where(score >= BAND, 1, np.where(score <= -BAND, -1, 0))
    values = []
    for kind in (-1, 0, 1):
        right = times @ ((label == kind) & (gold == kind))
        values.append(2 * right / (times @ (label == kind) + times @ (gold == kind)))
    return np.mean(values, axis=0)


def resampled(metric: str, times: np.ndarray, score: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """Return a metric in each resample."""
    if metric == "macro-F1":
        return macro_f1(times, score, gold)
    if metric == "rho":
        # Ranks of the whole set stand for the ranks in a resample.
        score, gold = rankdata(score), rankdata(gold)
    return correlations(times, score.astype(float), gold.astype(float))


def run(data: Path) -> pd.DataFrame:
    """Measure every scorer on every set.

    Returns
    -------
    DataFrame
        A row a scorer and metric: ``set``, ``metric``, ``method``, ``n``, ``value``, ``low``,
        ``high`` (95 % bootstrap interval over rows), ``minus_vader`` with ``minus_low`` and
        ``minus_high`` (paired), ``ms_per_1000`` sentences.
    """
    scorers = {"vaderSentiment": vader, "ours": ours, "words alone": words_alone}
    scorers |= {"NLTK VADER": nltk_vader}
    scorers |= {"AFINN": afinn} if harness.peer("afinn") else {}
    scorers |= {"TextBlob": textblob}
    known = {method: unseen(data, method) for method in UNSEEN}
    rows = []
    for name in FILES:
        items = harness.rows(data, name)
        texts = [item["text"] for item in items]
        gold = np.array([LABELS.get(item.get("label"), item.get("score")) for item in items], float)
        scores, cost = {}, {}
        # Rows that our second reader has not met; every scorer is measured on the same.
        kept = np.isfinite(known["ours"].get(name, gold))
        for method, scorer in scorers.items():
            scorer(texts[:20])
            fitted = method in known and name in known[method]
            some = texts[:TIMED] if fitted else texts
            spent = []
            for _ in range(REPEATS if len(some) <= TIMED or method != "ours" else 1):
                begun = time.process_time()
                scores[method] = scorer(some)
                spent.append(time.process_time() - begun)
            cost[method] = 1e6 * min(spent) / len(some)
            if fitted:
                scores[method] = known[method][name]
        scores["tf-idf ridge"] = tfidf_ridge(texts, gold)
        gold, scores = gold[kept], {method: score[kept] for method, score in scores.items()}
        # The first row is the sample itself.
        draws = np.random.default_rng(harness.SEED).multinomial(
            len(gold), np.full(len(gold), 1 / len(gold)), size=harness.RESAMPLES
        )
        times = np.vstack([np.ones(len(gold)), draws])
        for metric in METRICS[name]:
            base = resampled(metric, times, scores["vaderSentiment"], gold)
            for method, score in scores.items():
                values = resampled(metric, times, score, gold)
                apart = values - base
                rows.append(
                    {
                        "set": name.removeprefix("sentiment-"),
                        "metric": metric,
                        "method": f"{method}, cross-validated"
                        if name in known.get(method, ())
                        else method,
                        "n": len(gold),
                        "value": values[0],
                        "low": np.quantile(values[1:], 0.025),
                        "high": np.quantile(values[1:], 0.975),
                        "minus_vader": apart[0],
                        "minus_low": np.quantile(apart[1:], 0.025),
                        "minus_high": np.quantile(apart[1:], 0.975),
                        "ms_per_1000": cost.get(method, float("nan")),
                    }
                )
    return pd.DataFrame(rows)
