"""Report: what the notebooks found, as findings in Markdown, HTML and PDF, and every number.

Numbers and tables in, files out.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "build": ["NotesError", "card", "gather", "notes", "reading", "whole", "write"],
    },
)
