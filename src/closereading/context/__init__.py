"""Context: one article's place among others, and what a corpus of one's own shows.

An article and the quantiles of ``news`` (or a table made by ``corpus``) in, percentiles out.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "percentiles": [
            "EDGE",
            "LEVEL",
            "ORDINARY",
            "UNKNOWN",
            "UNUSUAL",
            "holm",
            "numbers",
            "place",
        ],
    },
)
