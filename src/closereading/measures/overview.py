"""The measures of a text in one table, beside what is usual in news."""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from closereading import news, resampling
from closereading.article import Article
from closereading.measures import diversity, formulas
from closereading.reading import tokens


class Measure(NamedTuple):
    """A measure of one text: its name in the table, its key everywhere else, and what it says."""

    name: str
    key: str
    unit: str
    reading: str = ""
    method: str = ""
    in_news: bool = False


_JACKKNIFE = "95 % jackknife over 20 stretches"
MEASURES = (
    Measure("paragraphs", "paragraphs", "paragraphs"),
    Measure("sentences", "sentences", "sentences"),
    Measure("words", "words", "words"),
    Measure("sentence length", "sentence_length", "words a sentence", "mean",
            "mean of body sentences, 95 % bootstrap", True),
    Measure("longest sentence", "longest", "words"),
    Measure("reading ease", "ease", "Flesch, 0 hard to 100 easy", "",
            "Flesch 1948, 95 % bootstrap over sentences", True),
    Measure("grade", "grade", "Flesch-Kincaid, school years", "American grades",
            "Kincaid 1975, 95 % bootstrap over sentences", True),
    Measure("type-token ratio", "ttr", "different words per word", "falls with length",
            f"types / tokens, {_JACKKNIFE}"),
    Measure("moving type-token ratio", "mattr", f"in windows of {diversity.WINDOW} words",
            "1 = none repeated", f"MATTR, windows of 50, {_JACKKNIFE}", True),
    Measure("MTLD", "mtld", "words before repetition sets in", "longer = more varied",
            f"MTLD .72, both ways, {_JACKKNIFE}", True),
)  # fmt: skip
# What a measure is called in the reference of ordinary news.
IN_NEWS = {measure.name: measure.key for measure in MEASURES if measure.in_news}
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
         *in_news(each.name)[:2])
        for each in MEASURES
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=SUMMARY)


@cache
def in_news(measure: str) -> tuple[float, float, int]:
    """Return what nine in ten news stories lie between, and how many they are.

    nan, nan and 0 where ``measure``, as ``summary`` calls it, is not known of them.
    """
    (low, high), n = news.at(news.reference(), IN_NEWS.get(measure, ""), news.USUAL)
    return float(low), float(high), n
