"""Charts of tone, a module a chart, and the marks they share."""

from closereading.charts.sentiment.arc import arc
from closereading.charts.sentiment.drivers import drivers
from closereading.charts.sentiment.news import among_news
from closereading.charts.sentiment.scorers import beside_vader
from closereading.charts.sentiment.voices import voices

__all__ = ["among_news", "arc", "beside_vader", "drivers", "voices"]
