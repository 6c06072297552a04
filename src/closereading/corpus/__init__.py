"""Corpus: many articles, a row an article, made by the very functions that read a single one.

A folder or a table of texts in, a Parquet table out, on Dask.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "cluster": ["build"],
        "rows": ["COLUMNS", "SENTENCES", "row", "rows"],
    },
)
