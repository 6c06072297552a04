"""Wording: how an article puts things, each finding a place in the text.

An article in, tables out: a row a place, with its sentence, voice and speaker. ``reading`` writes
a few short paragraphs from what stands out beside ordinary news. The rules are lists and patterns
in ``data/wording.txt``; how often they err stands in the benchmarks' README.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "account": ["reading", "statements"],
        "audit": ["sources"],
        "counting": ["quantities"],
        "drafts": ["PRECISION", "Paragraph"],
        "frequency": ["measured", "numbers", "rates"],
        "headlines": ["headline"],
        "hedging": ["certainty"],
        "judging": ["judgements"],
        "passives": ["agency"],
        "timing": ["times"],
    },
)
