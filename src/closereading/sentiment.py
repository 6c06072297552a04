"""Tone, sentence by sentence: a score, an interval, and the words that made it.

The scorer is a table of word weights fitted to human ratings of news sentences; see
``closereading.weights`` and ``benchmarks/README.md``. A sentence's score is a sum over its words,
then one squash; so every score can be taken apart. The calls notebooks, benchmarks and users rely
on; each lives in a module of ``tones``. What the sentences make together is in ``tone``.
"""

from closereading.tones.scorer import (
    BAND,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    SILENT,
    UNREAD,
    contributions,
    is_headline,
    label,
    score,
    score_texts,
    squash,
)
from closereading.tones.vader import vader, vader_words

__all__ = [
    "BAND",
    "NEGATIVE",
    "NEUTRAL",
    "POSITIVE",
    "SILENT",
    "UNREAD",
    "contributions",
    "is_headline",
    "label",
    "numbers",
    "score",
    "score_texts",
    "squash",
    "vader",
    "vader_words",
]


def numbers(article, scores) -> dict[str, dict]:
    """Gather the numbers of the notebook; see ``tones.keyfigures``, which loads pandas."""
    from closereading.tones import keyfigures

    return keyfigures.numbers(article, scores)
