"""Dates and durations: when things happen, and how long they last."""

import re
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from closereading.article import Article
from closereading.keywords.kinds import DAYS, MONTHS
from closereading.wording.places import LISTS, Line, Place, in_order, kept, lines, patterns, table
from closereading.wording.places import rule as pattern

DATE, RELATIVE, CLOCK, DURATION = "date", "relative", "clock", "duration"
NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1}
SMALL = {"a": 1, "one": 1} | dict(zip(LISTS["number"][:9], range(2, 11), strict=True))


def times(article: Article) -> pd.DataFrame:
    """Find when things happen and how long they last.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        A row an expression: ``sentence``, ``start``, ``end``, ``text``, ``voice``, ``speaker``,
        ``kind`` (date, relative, duration, clock), ``when`` (as much of YYYY-MM-DD as can be told,
        or ""). The article's own date is no row; ``article.date`` has it.

    Notes
    -----
    What is told from the article's date ("Tuesday", "last year") has a ``when`` only if that is
    known. A weekday is the last one up to that date; beside "next", "will", "would" it has none.
    """
    return table(timed(article), "kind", "when")


@kept
def timed(article: Article) -> list[Place]:
    """Find the expressions of time."""
    try:
        own = date.fromisoformat(article.date)
    except ValueError:
        own = None
    return in_order(
        line.place(start, end, kind=kind, when=_when(kind, line.text[start:end], own, line.text))
        for line in lines(article)
        for kind, start, end in spans(line)
    )


@lru_cache(maxsize=4096)
def spans(line: Line) -> list[tuple[str, int, int]]:
    """Return kind, start and end of the expressions of time of a line, not overlapping."""
    found: list[tuple[str, int, int]] = []
    for kind, expression in patterns("time"):
        for match in expression.finditer(line.text):
            start, end = match.span("at" if "at" in expression.groupindex else 0)
            if all(end <= first or last <= start for _, first, last in found):
                found.append((kind, start, end))
    return found


def _when(kind: str, text: str, own: date | None, sentence: str) -> str:
    """Return as much of a date as an expression tells."""
    lower = text.lower()
    if kind == DATE:
        return _named(lower, own)
    if kind != RELATIVE or own is None:
        return ""
    for word, days in NEAR.items():
        if word in lower:
            return (own + timedelta(days)).isoformat()
    for place, day in enumerate(DAYS):
        if day in lower:
            to_come = "next" in lower or re.search(r"\b(?:will|would)\b", sentence)
            return "" if to_come else str(own - timedelta((own.weekday() - place) % 7))
    if year := re.search(r"\b(last|next|this) year\b", lower):
        return str(own.year + {"last": -1, "next": 1, "this": 0}[year[1]])
    ago = pattern("ago").search(lower)
    count = 0 if ago is None else int(ago[1]) if ago[1].isdigit() else SMALL.get(ago[1], 0)
    return str(own.year - count * (10 if ago[2] == "decade" else 1)) if count else ""


def _named(lower: str, own: date | None) -> str:
    """Return the date that a text with a month or a year names."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", lower):
        return lower
    year = pattern("year").search(lower)
    numbers = (n for n, name in enumerate(MONTHS, 1) if re.search(rf"\b{name[:3]}", lower))
    month = next(numbers, 0)
    day = pattern("day").search(pattern("year").sub("", lower)) if month else None
    told = year[0] if year else ""
    if not told and month and own is not None and not re.search(r"that|next", lower):
        # A month without a year is the last one; after the article's own month, last year's.
        told = str(own.year - (month > own.month))
    month_day = (f"-{month:02d}" if month else "") + (f"-{int(day[1]):02d}" if day else "")
    return told + month_day if told else ""
