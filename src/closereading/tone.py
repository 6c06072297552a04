"""The tone of a whole article, from the tone of its sentences: means, voices, turns, context.

The calls notebooks and the report rely on; each lives in a module of ``tones``.
"""

from closereading.tones.agreement import agreement, disagreements
from closereading.tones.keyfigures import numbers
from closereading.tones.means import GROUP, by_speaker, by_voice, kept, mean, summary
from closereading.tones.standing import news_quantiles, percentile
from closereading.tones.subject import subject_words
from closereading.tones.turns import turn

__all__ = [
    "GROUP",
    "agreement",
    "by_speaker",
    "by_voice",
    "disagreements",
    "kept",
    "mean",
    "news_quantiles",
    "numbers",
    "percentile",
    "subject_words",
    "summary",
    "turn",
]
