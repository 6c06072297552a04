"""Charts, a module an analysis.

Each function takes the article, whose sentences and title it needs, and the tables or numbers named
in its description, asks nothing of the article again, and returns a ``Chart`` to ``publish``. The
rows it plots, whole, are the chart's ``data``.
"""

from closereading.charts.style import Chart, publish, source

__all__ = ["Chart", "publish", "source"]
