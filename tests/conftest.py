"""How many examples the properties try.

The same 500 every time, so that a red run is red for everybody. To look further, with other texts
each time: ``python -m pytest tests/test_properties.py tests/test_indifference.py
--hypothesis-profile=search``, and with
``--hypothesis-seed=N`` to repeat one such search.
"""

from hypothesis import settings

settings.register_profile("fixed", max_examples=500, deadline=None, derandomize=True)
settings.register_profile("search", max_examples=5000, deadline=None, print_blob=True)
settings.load_profile("fixed")
