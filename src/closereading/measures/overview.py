"""The measures of a text in one table, beside what is usual in news."""

from functools import cache

import numpy as np
import pandas as pd

from closereading import news, resampling
from closereading.article import Article
from closereading.measures import diversity, formulas
from closereading.reading import tokens

SHOWN = (
    "paragraphs", "sentences", "words", "sentence_length", "longest", "ease", "grade", "ttr",
    "mattr", "mtld",
)  # fmt: skip
MEASURES = tuple(map(news.MEASURES.get, SHOWN))
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
    n, count = len(sentences), sum(map(len, sentences))
    lengths = np.array([len(sentence) for sentence in sentences], dtype=float)
    bare = (float("nan"),) * 2
    refused, few = "", ""
    if count < diversity.FEWEST:
        refused = few = f"not computed: fewer than {diversity.FEWEST} words"
    if not article.english:
        refused = f"not computed: {article.language}, and the formulas are for English"
    ease = formulas.readability([] if refused else sentences)
    said = {
        "ease": refused or formulas.ease_in_words(ease["ease"][0]),
        "grade": refused,
        **dict.fromkeys(("ttr", "mattr", "mtld"), few),
    }
    values = {
        "paragraphs": (article.body["paragraph"].nunique(), *bare, n),
        "sentences": (n, *bare, n),
        "words": (count, *bare, count),
        "sentence_length": (*resampling.mean_interval(lengths), n),
        "longest": (lengths.max(initial=0), *bare, n),
        **{key: (*found, n) for key, found in ease.items()},
        **{key: (*found, count) for key, found in diversity.diversity(sentences).items()},
    }
    rows = [
        (each.name, *values[each.key], each.unit, said.get(each.key) or each.reading,
         *in_news(each.key)[:2])
        for each in MEASURES
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=SUMMARY)


@cache
def in_news(key: str) -> tuple[float, float, int]:
    """Return what nine in ten news stories lie between, and how many they are.

    nan, nan and 0 where the measure is not known of them, and for the length: it is nobody's style.
    """
    (low, high), n = news.at(news.reference(), "" if key == "words" else key, news.USUAL)
    return float(low), float(high), n
