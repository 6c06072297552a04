"""Report: a brief, the article to be explored, and questions with answers and how sure they are.

Numbers and tables in; HTML, Markdown, PDF and every number out. ``questions`` has what is asked,
``claims`` the rules that decide, ``build`` what becomes of it, ``editions`` how it is written.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "build": ["gather", "write"],
        "claims": ["Statement"],
        "commentary": ["reading"],
    },
)
