"""Explore: questions of one's own to an article, one line each, and exercises with checks.

An article in; a table out, which shows itself in a notebook with a picker where ipywidgets is at
hand, and as a still table everywhere else.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"checks": ["Checks"], "tools": ["Answer", "Explorer"]}
)
