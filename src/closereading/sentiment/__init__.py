"""Sentiment: the tone of each sentence, its interval, the words that made it, and what they sum to.

A sentence's score is what its words say, each by itself, by a table of weights fitted to human
ratings of news, and what the context adds: what the ``reader`` hears of the whole, less the words.
So every score can be taken apart. An article or sentences in, a row a sentence out; see
``benchmarks/README.md``.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "comparison": ["agreement", "disagreements"],
        "keyfigures": ["numbers"],
        "leave_out": ["hangs_on", "reasons", "written"],
        "lexicon": ["vader", "vader_words"],
        "means": [
            "GROUP",
            "by_speaker",
            "by_voice",
            "kept",
            "mean",
            "news_quantiles",
            "percentile",
            "summary",
            "turn",
        ],
        "scorer": [
            "BAND",
            "NEGATIVE",
            "NEUTRAL",
            "POSITIVE",
            "READER",
            "SILENT",
            "Scorer",
            "UNREAD",
            "WORDS",
            "contributions",
            "is_headline",
            "label",
            "score",
            "score_texts",
            "squash",
            "uncertain",
        ],
        "subject": ["subject_words"],
    },
)
