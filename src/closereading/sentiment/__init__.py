"""Sentiment: the tone of each sentence, its interval, the words that made it, and what they sum to.

The scorer is a table of word weights fitted to human ratings of news sentences; see ``weights`` and
``benchmarks/README.md``. A sentence's score is a sum over its words, then one squash; so every
score can be taken apart. An article or sentences in, a row a sentence out.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "among_news": ["news_quantiles", "percentile"],
        "comparison": ["agreement", "disagreements"],
        "keyfigures": ["numbers"],
        "lexicon": ["vader", "vader_words"],
        "means": ["GROUP", "by_speaker", "by_voice", "kept", "mean", "summary"],
        "scorer": [
            "BAND",
            "NEGATIVE",
            "NEUTRAL",
            "POSITIVE",
            "SILENT",
            "UNREAD",
            "contributions",
            "is_headline",
            "label",
            "score",
            "score_texts",
            "squash",
        ],
        "subject": ["subject_words"],
        "turns": ["turn"],
    },
)
