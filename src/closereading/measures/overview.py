"""The measures of a text in one table, beside what is usual in news."""

from functools import cache

import numpy as np
import pandas as pd

from closereading import news, resampling
from closereading.article import Article
from closereading.measures import diversity, formulas
from closereading.reading import tokens

# What a measure is called in the reference of ordinary news.
IN_NEWS = {
    "sentence length": "sentence_length",
    "reading ease": "ease",
    "grade": "grade",
    "moving type-token ratio": "mattr",
    "MTLD": "mtld",
}
SUMMARY = ["measure", "value", "low", "high", "n", "unit", "reading", "news_low", "news_high"]


def words(article: Article) -> list[list[str]]:
    """Return the words of each body sentence, straightened, residue left out."""
    plain = article.plain[article.body.index]
    return [tokens.PATTERN.findall(tokens.straighten(text)) for text in plain]


def summary(article: Article) -> pd.DataFrame:
    """Measure a text.

    Returns
    -------
    DataFrame
        A row a measure: ``measure``, ``value``, ``low`` and ``high`` (95 %), ``n``, ``unit`` and
        ``reading`` (what it says, or why it is not given), ``news_low`` and ``news_high`` (nine in
        ten news stories lie between). Headline and residue are left out.
    """
    sentences = words(article)
    count = sum(map(len, sentences))
    lengths = np.array([len(sentence) for sentence in sentences], dtype=float)
    mean, low, high = resampling.mean_interval(lengths)
    nan = float("nan")
    blocks = article.body["paragraph"].nunique()
    rows = [
        ("paragraphs", blocks, nan, nan, len(sentences), "paragraphs", ""),
        ("sentences", len(sentences), nan, nan, len(sentences), "sentences", ""),
        ("words", count, nan, nan, count, "words", ""),
        ("sentence length", mean, low, high, len(sentences), "words a sentence", "mean"),
        ("longest sentence", lengths.max(initial=0), nan, nan, len(sentences), "words", ""),
    ]  # fmt: skip
    if not article.english:
        too = f"not computed: {article.language}, and the formulas are for English"
    elif count < formulas.FEWEST:
        too = f"not computed: fewer than {formulas.FEWEST} words"
    else:
        too = ""
    ease, grade = formulas.readability(sentences if not too else []).values()
    rows.append(
        ("reading ease", *ease, len(sentences), "Flesch, 0 hard to 100 easy",
         too or formulas.ease_in_words(ease[0]))
    )  # fmt: skip
    rows.append(
        ("grade", *grade, len(sentences), "Flesch-Kincaid, school years", too or "American grades")
    )
    few = f"not computed: fewer than {diversity.FEWEST} words" if count < diversity.FEWEST else ""
    window = f"in windows of {diversity.WINDOW} words"
    units = {
        "ttr": ("type-token ratio", "different words per word", "falls with length"),
        "mattr": ("moving type-token ratio", window, "1 = none repeated"),
        "mtld": ("MTLD", "words before repetition sets in", "longer = more varied"),
    }
    for key, values in diversity.diversity(sentences).items():
        name, unit, reading = units[key]
        rows.append((name, *values, count, unit, few or reading))
    return pd.DataFrame([(*row, *in_news(row[0])[:2]) for row in rows], columns=SUMMARY)


@cache
def in_news(measure: str) -> tuple[float, float, int]:
    """Return what nine in ten news stories lie between, and how many they are.

    nan, nan and 0 where ``measure``, as ``summary`` calls it, is not known of them.
    """
    (low, high), n = news.at(news.reference(), IN_NEWS.get(measure, ""), news.USUAL)
    return float(low), float(high), n
