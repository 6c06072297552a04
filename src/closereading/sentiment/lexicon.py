"""Plain VADER, which ours is compared with: a sentence's compound, and the words behind it."""

from collections.abc import Iterable
from functools import cache

from closereading.sentiment import weights

# VADER's time grows with the square of the length, so it reads this many words of a sentence.
MOST_WORDS, MOST_CHARACTERS = 300, 4000


@cache
def _analyzer():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _short(text: str) -> str:
    return " ".join(weights.straighten(text[:MOST_CHARACTERS]).split()[:MOST_WORDS])


def vader(texts: Iterable[str]) -> list[float]:
    """Return plain VADER's compound of each text, quotes straightened first.

    Of a very long sentence the first 300 words are read, because VADER's time is quadratic.
    """
    return [_analyzer().polarity_scores(_short(text))["compound"] for text in texts]


def vader_words(text: str) -> str:
    """Write the words of a text that are in VADER's lexicon, with their valence, -4 to 4."""
    lexicon = _analyzer().lexicon
    found = [match.group().lower() for match in weights.WORD.finditer(_short(text))]
    return ", ".join(
        f"{word} {'+' if lexicon[word] > 0 else '−'}{abs(lexicon[word]):.1f}"
        for word in dict.fromkeys(found)
        if lexicon.get(word)
    )
