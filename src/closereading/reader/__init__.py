"""Reader: how a panel would rate a sentence, heard whole; a small transformer tuned to ratings.

Texts in, the tone on each panel's scale out. Who somebody is, is taken out before reading
(``silence``). ``benchmarks/fit_reader.py`` makes ``data/reader.npz``; ``data/reader.json`` says
from what.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "hearing": ["DAMAGED", "card", "heard", "tone"],
        "silence": ["MARK", "neutral"],
    },
)
