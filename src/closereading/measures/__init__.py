"""Measures: how long a text is, how hard it reads, how varied its words are, who has how many.

An article in, tables out; none looks at meaning.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "diversity": ["FACTOR", "moving", "mtld", "type_token"],
        "formulas": ["readability"],
        "keyfigures": ["numbers"],
        "overview": ["MEASURES", "summary"],
        "shares": [
            "AUTHOR",
            "NARRATION",
            "QUOTATION",
            "REPORTED",
            "UNNAMED",
            "by_speaker",
            "by_voice",
            "who",
        ],
    },
)
