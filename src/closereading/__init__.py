"""Read one news article closely: what it is about, how it feels, and how far to believe it.

Data flows one way: bytes, ``Article``, tables, numbers, claims, prose and figures.

========== ==================================================================================
word       what it means here
========== ==================================================================================
keywords   words and phrases, ranked, with how firm each rank is
sentiment  the scores of all sentences; a single sentence's sentiment is its *tone*
topics     whether there are several themes; *strands* and *cuts* are parts of it
voices     who says a sentence: narration, quotation or reported speech, and the speaker
measures   length, reading ease, variety of words, shares of the words
news       the reference: quantiles of ordinary news stories
context    an article's place in the news, or in a corpus of one's own
notes      what reading set aside or mended
commentary the analyst's own text on the article
book       every number, with its interval, n, unit and method
========== ==================================================================================
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=[
        "charts", "context", "corpus", "keywords", "measures", "report", "sentiment", "topics",
        "voices", "wording",
    ],
    submod_attrs={"article": ["Article", "InputError", "read_article"]},
)  # fmt: skip
