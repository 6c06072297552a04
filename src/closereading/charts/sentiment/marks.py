"""What the charts of tone share: quoted passages, the colour of a score, the empty chart."""

from closereading.charts.style import BLUE, GREY, MUTED, ORANGE, Chart, empty
from closereading.prose import shorten
from closereading.sentiment.scorer import BAND

UNSCORED = "Tone is only read in English, and in sentences that have words."


def quoted(text: str, width: int) -> str:
    """Shorten a passage and put it in quotation marks, unless it has its own."""
    text = shorten(text, width)
    return text if any(mark in text for mark in '“”"«»') else f"“{text}”"


def sentence(text: str, width: int) -> str:
    """Quote a passage at the end of a sentence: with a full stop, unless it brings its own."""
    passage = quoted(text, width)
    return passage if passage.rstrip("”\"»'’")[-1:] in (".", "!", "?") else f"{passage}."


def ink(value: float) -> str:
    """Return the colour of a dot or a line of a score: darker than a bar's where it has none."""
    return MUTED if colour(value) == GREY else colour(value)


def colour(value: float) -> str:
    return BLUE if value >= BAND else ORANGE if value <= -BAND else GREY


def nothing(article, columns: tuple[str, ...]) -> Chart:
    return empty("There is no tone to draw", UNSCORED, article, columns=columns)
