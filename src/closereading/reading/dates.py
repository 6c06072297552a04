"""Dates as news prints them: which line is one, which day it is, and whose day."""

import datetime
import re
from functools import partial

from closereading import lists

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_pattern = partial(lists.pattern, "dates.txt")
MONTH, DATE, GLUED, CLOCK, AROUND, SHORT = (
    _pattern(name, re.IGNORECASE) for name in ("month", "date", "glued", "clock", "around", "short")
)
DATELINE = _pattern("dateline")
GLUED_NEXT = re.compile(r"[\"'“‘]?[A-Z\d]")
HOUR = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b|\d\d (?:GMT|UTC|BST)")
LONGEST_LINE = 90  # characters of a line that is only dates
NAME = re.compile(r"(?:By )?[A-Z][\w'-]+(?: [A-Z][\w.'-]+){1,3}[\s,|·•–—:-]+")
UPDATE = re.compile(r"\b(?:updated?|modified|corrected)\b", re.IGNORECASE)
LOAD = re.compile(r"\bload", re.IGNORECASE)
UNSURE = "Day or month first cannot be told; say which with --date."


def line(text: str) -> bool:
    """Tell whether a line is only a date or a time: ``Published 14 December 2023, 10:32 GMT``."""
    if len(text) > LONGEST_LINE:
        return False
    rest, found = DATE.subn(" ", text)
    return bool(found or HOUR.search(text)) and not AROUND.sub("", CLOCK.sub(" ", rest))


def signed(text: str) -> bool:
    """Tell a line of a name and a date: ``By Tom Aldous | 14 December 2023``."""
    rest, found = DATE.subn(" ", text)
    return bool(found and len(text) <= LONGEST_LINE and NAME.fullmatch(CLOCK.sub(" ", rest)))


def glued(text: str) -> int:
    """Return how many characters of metadata stand glued to the front of a text."""
    match = GLUED.match(text)
    return match.end() if match and GLUED_NEXT.match(text[match.end() :]) else 0


def iso(text: str) -> str:
    """Return the first date in a text as YYYY-MM-DD, or "" when none is certain."""
    match = DATE.search(text)
    if not match:
        return ""
    numbers = [int(number) for number in re.findall(r"\d+", match.group())]
    if named := MONTH.search(match.group()):
        year, day = max(numbers[:2]), min(numbers[:2])
        month = MONTHS.index(named.group()[:3].lower()) + 1
    else:
        first, second, third = numbers[:3]
        if first > 31:
            year, month, day = first, second, third
        elif first > 12 or first == second:
            year, month, day = third, second, first
        elif second > 12:
            year, month, day = third, first, second
        else:
            return ""  # 03/04/2023 is March in one country and April in another
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def best(texts: list[str]) -> str:
    """Return the date that counts: of publication before of an update, of loading last."""
    told = [(bool(LOAD.search(text)), bool(UPDATE.search(text)), iso(text)) for text in texts]
    return min((row for row in told if row[2]), key=lambda row: row[:2], default=("",))[-1]


def day(told: list[str], found: list[str], loaded: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the date that fields tell, else the best found, else that of loading; "" for none.

    Also what is doubtful about it, with why.
    """
    if day := best(told) or best(found):
        return day, []
    if day := iso(loaded):
        return day, [(loaded, "No date but that of loading into the archive was found.")]
    unsure = [text.strip() for text in (*told, *found) if SHORT.search(text) and not iso(text)]
    return "", [(text, UNSURE) for text in unsure[:1]]
