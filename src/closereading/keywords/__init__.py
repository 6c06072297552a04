"""Keywords: the words a text uses most, the phrases it is about, and how firm each rank is.

An article or a plain text in, tables out; ``numbers`` gathers what the report says of them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "keyfigures": ["numbers"],
        "ranking": ["phrases", "returned", "words"],
        "reference": ["keyness"],
        "usage": ["collocations", "concordance", "dispersion", "ngrams"],
    },
)
