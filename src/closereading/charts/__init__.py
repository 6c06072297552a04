"""Charts: each function takes a tidy table and returns a ``Chart`` to ``publish``."""

from closereading.charts.style import Chart, publish, source

__all__ = ["Chart", "publish", "source"]
