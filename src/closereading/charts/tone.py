"""Charts of tone: the arc, what drove it, whose it is, plain VADER beside it, news around it."""

from closereading.charts.tones.arc import arc
from closereading.charts.tones.drivers import drivers
from closereading.charts.tones.news import among_news
from closereading.charts.tones.scorers import beside_vader
from closereading.charts.tones.voices import voices

__all__ = ["among_news", "arc", "beside_vader", "drivers", "voices"]
