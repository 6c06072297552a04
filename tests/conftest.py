"""How many examples the properties try, and on how many cores.

The same 500 every time, so that a red run is red for everybody. To look further, with other texts
each time: ``python -m pytest tests/test_properties.py tests/test_indifference.py
--hypothesis-profile=search``, and with
``--hypothesis-seed=N`` to repeat one such search.
"""

import os

from hypothesis import settings

# Two test processes share the cores; their matrices are too small to gain by more threads.
# Before numpy is loaded, which reads it once.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("fixed", max_examples=500, deadline=None, derandomize=True)
settings.register_profile("search", max_examples=5000, deadline=None, print_blob=True)
settings.load_profile("fixed")
