"""Topics: first ask whether there is more than one, then help the reader see the strands.

An article or a list of sentences in; verdict, strands and cuts out.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "grouping": [
            "STRANDS",
            "describe",
            "distinctive",
            "pairs",
            "strands",
            "suggest_k",
        ],
        "segments": ["cuts", "order"],
        "survey": ["Study", "numbers", "study", "tables"],
        "themes": ["ONE", "ORDINARY", "SEVERAL", "SHORT", "Structure", "power", "structure"],
    },
)
