"""Keywords against people's: our two lists and the common tools, on the same articles.

``phrases`` is judged on DUC-2001 (gold: 83 % phrases) and ``words`` on 500N-KPCrowd (gold: 74 %
single words); each method is run on both sets.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading import keywords
from closereading.keywords import candidates
from closereading.reading import tokens

FILES = ("keywords-duc2001", "keywords-500n")
SETS = {"keywords-duc2001": "DUC-2001", "keywords-500n": "500N-KPCrowd"}
CUT = 10  # predictions judged
ASKED = 30  # predictions asked for, since duplicates are dropped before the cut
OURS = ("ours: phrases", "ours: words")

FOREIGN = re.compile(r"[^a-z0-9.&]")
POSSESSIVE = re.compile(r"'s\b")


@cache
def _porter():
    from nltk.stem import PorterStemmer

    return PorterStemmer()


@cache
def _stem(word: str) -> str:
    return _porter().stem(word)


def normalise(phrase: str) -> str:
    """Return a phrase as it is compared.

    Lower case, curly apostrophe straight, possessive 's dropped, every character but letters,
    digits, dots and & a space, outer dots of a word stripped, each word Porter-stemmed.
    """
    text = POSSESSIVE.sub("", phrase.lower().replace("’", "'"))
    words = (word.strip(".") for word in FOREIGN.sub(" ", text).split())
    return " ".join(_stem(word) for word in words if word)


def gold(keys: list[str]) -> set[str]:
    """Return the set of normalised keys; those absent from the text stay."""
    return {key for key in map(normalise, keys) if key}


def judge(predicted: list[str], keys: set[str], *, cut: int = CUT) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the first predictions, 0 to 100.

    Duplicates after normalisation are dropped, then the list is cut. Precision divides by the
    cut, not by how many were given.
    """
    distinct = list(dict.fromkeys(filter(None, map(normalise, predicted))))[:cut]
    hits = sum(key in keys for key in distinct)
    if not hits or not keys:
        return 0.0, 0.0, 0.0
    precision, recall = hits / cut, hits / len(keys)
    f1 = 2 * precision * recall / (precision + recall)
    return 100 * precision, 100 * recall, 100 * f1


def first_phrases(text: str) -> list[str]:
    """Return the first different noun phrases: what any method must beat."""
    reading = candidates.read(text)
    whole = [
        (spans[0][0], reading.surface(spans)) for spans in reading.phrases.values() if spans[0][2]
    ]
    return [phrase for _, phrase in sorted(whole)[:ASKED]]


def _tfidf(texts: list[str]) -> Callable[[str], list[str]]:
    """Return a TF-IDF ranking of words, fitted on the whole set: one article has no idf."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(
        stop_words=sorted(tokens.stop_words()),
        token_pattern=r"(?u)\b\w[\w'-]+\b",
        sublinear_tf=False,
    ).fit(texts)
    names = model.get_feature_names_out()

    def rank(text: str) -> list[str]:
        row = model.transform([text])
        order = np.argsort(-row.data, kind="stable")[:ASKED]
        return [str(names[row.indices[i]]) for i in order]

    return rank


def _yake(n: int) -> Callable[[str], list[str]] | None:
    package = harness.peer("yake")
    if package is None:
        return None
    extractor = package.KeywordExtractor(lan="en", n=n, top=ASKED)
    return lambda text: [phrase for phrase, _ in extractor.extract_keywords(text)]


def _rake() -> Callable[[str], list[str]] | None:
    package = harness.peer("rake_nltk")
    if package is None:
        return None
    from nltk.tokenize import wordpunct_tokenize
    from nupunkt import sent_tokenize

    # Its own lists and tokenisers need nltk_data, which is not at hand.
    extractor = package.Rake(
        stopwords=tokens.stop_words(),
        max_length=3,
        include_repeated_phrases=False,
        sentence_tokenizer=sent_tokenize,
        word_tokenizer=wordpunct_tokenize,
    )

    def rank(text: str) -> list[str]:
        extractor.extract_keywords_from_text(text)
        return extractor.get_ranked_phrases()[:ASKED]

    return rank


def methods(texts: list[str]) -> dict[str, Callable[[str], list[str]]]:
    """Return every method that can be run here, by name."""
    every = {
        OURS[0]: lambda text: keywords.phrases(text, limit=ASKED)["phrase"].tolist(),
        OURS[1]: lambda text: keywords.words(text, limit=ASKED)["word"].tolist(),
        "YAKE, n = 1": _yake(1),
        "YAKE, n = 3": _yake(3),
        "RAKE": _rake(),
        "TF-IDF words": _tfidf(texts),
        "first noun phrases": first_phrases,
    }
    return {name: method for name, method in every.items() if method}


def run(data: Path) -> pd.DataFrame:
    """Judge every method on both sets.

    Returns
    -------
    DataFrame
        ``set``, ``method``, ``articles``, ``precision``, ``recall``, ``f1`` with ``low`` and
        ``high`` (means over articles, 0 to 100; 95 % bootstrap), ``milliseconds`` (median an
        article), ``beyond_peer`` with ``beyond_low`` and ``beyond_high`` (our F1 minus the best
        peer's, paired; our rows only).
    """
    found = []
    for name in FILES:
        rows = harness.rows(data, name)
        texts, keys = [row["text"] for row in rows], [gold(row["gold"]) for row in rows]
        scores, lines = {}, []
        ran = harness.timed_together(methods(texts), texts)
        for method, (predicted, milliseconds) in ran.items():
            judged = np.array([judge(*pair) for pair in zip(predicted, keys, strict=True)])
            scores[method] = judged[:, 2]
            f1, low, high = harness.mean_interval(judged[:, 2])
            precision, recall = judged[:, 0].mean(), judged[:, 1].mean()
            lines.append([SETS[name], method, len(rows), precision, recall, f1, low, high])
            lines[-1].append(milliseconds)
        peers = {method: values for method, values in scores.items() if method not in OURS}
        best = max(peers, key=lambda method: peers[method].mean())
        for line in lines:
            ours = line[1] in OURS
            beyond = harness.paired(scores[line[1]], peers[best]) if ours else [float("nan")] * 3
            line.extend(beyond)
        found.extend(lines)
    columns = (
        "set method articles precision recall f1 low high milliseconds"
        " beyond_peer beyond_low beyond_high"
    )
    return pd.DataFrame(found, columns=columns.split())
