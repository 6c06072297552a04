"""What the text is: its length, how hard it reads, how varied its words are, who speaks in it.

The calls notebooks and the report rely on; each lives in a module of ``counts``.
"""

from closereading.counts.diversity import FACTOR, moving, mtld, type_token
from closereading.counts.keyfigures import numbers
from closereading.counts.overview import summary
from closereading.counts.readability import readability
from closereading.counts.shares import (
    AUTHOR,
    NARRATION,
    QUOTATION,
    REPORTED,
    UNNAMED,
    by_speaker,
    by_voice,
    turns,
)

__all__ = [
    "AUTHOR",
    "FACTOR",
    "NARRATION",
    "QUOTATION",
    "REPORTED",
    "UNNAMED",
    "by_speaker",
    "by_voice",
    "moving",
    "mtld",
    "numbers",
    "readability",
    "summary",
    "turns",
    "type_token",
]
