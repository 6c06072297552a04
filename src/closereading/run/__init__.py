"""Run: the command, the notebooks it executes, and how their files reach their place.

Inside a notebook, ``run.report("story.txt")`` is the command ``closereading report story.txt``.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submod_attrs={"lab": ["report"]})
