"""Exports of news archives: fields before and behind the text, several articles in a file."""

import re
from functools import cache
from typing import NamedTuple

from closereading import lists
from closereading.errors import InputError

HEADER = 25  # lines in which fields are looked for
LONGEST_FIELD = 120  # characters; a longer line is text
LONGEST_LINE = 400  # of a field, its value with it
SENTENCE = re.compile(r"[a-z]{3} [^\n]{40,}[.!?]['\"’”)]*(?=\s|\Z)")
LABEL = re.compile(r"[A-Z]{2,3}\Z")  # a field's name in a cell of its own
ABOUT = ("title", "date", "source", "section", "byline", "length", "loaded")
Span = tuple[int, int]


class Line(NamedTuple):
    """A paragraph of an export: its place, its text in one line, and the fields it tells."""

    start: int
    end: int
    text: str
    told: dict[str, str]


class Several(InputError):
    """A file holds several articles; ``count`` says how many."""

    def __init__(self, message: str, count: int):
        super().__init__(message)
        self.count = count


@cache
def _patterns() -> dict[str, list[tuple[str, re.Pattern]]]:
    """Return each archive's fields and their patterns, in order."""
    found = {}
    for archive, rows in lists.sections("archives.txt").items():
        told = [row.split(" ", 1) for row in rows]
        found[archive] = [
            (name, re.compile(f"(?:{each})\\Z", re.IGNORECASE)) for name, each in told
        ]
    return found


def _told(archive: str, line: str) -> dict[str, str]:
    """Return what a line tells: each field to its value, first come first."""
    found: dict[str, str] = {}
    for name, pattern in _patterns()[archive] if len(line) <= LONGEST_LINE else ():
        if name not in found and (match := pattern.match(line)):
            found[name] = ((match[1] if match.lastindex else line) or "").strip()
    return found


def _archive(texts: list[str]) -> str:
    """Name the archive a text comes from, "" for none."""
    for archive, patterns in _patterns().items():
        signs = [pattern for name, pattern in patterns if name == "sign"]
        if any(sign.match(text) for text in texts for sign in signs):
            return archive
    return ""


def _lines(archive: str, text: str, blocks: list[Span]) -> list[Line]:
    """Return the lines of an export; a label in a cell of its own goes with what it is of."""
    found: list[Line] = []
    label = None
    for start, end in blocks:
        bare = " ".join(re.split(r"[\s|]+", text[start:end])).strip()
        if label is None and LABEL.match(bare) and _told(archive, f"{bare} x"):
            label = (start, bare)
            continue
        if label:
            start, bare = label[0], f"{label[1]} {bare}"
        label = None
        found.append(Line(start, end, bare, _told(archive, bare)))
    return found


def _parts(lines: list[Line], text: str) -> list[list[Line]]:
    """Part the lines of an export into its articles."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if "restart" in line.told and parts[-1]:
            parts.append([])
        parts[-1].append(line)
        if "end" in line.told:
            parts.append([])
    # A cover page or a list of contents has no sentence.
    return [p for p in parts if any(SENTENCE.search(text, x.start, x.end) for x in p)] or [lines]


def chosen(parts: list, article: int | str | None, name: str):
    """Return the article asked for; refuse to choose among several."""
    if article is None or article == "":
        if len(parts) == 1:
            return parts[0]
        raise Several(
            f"{name or 'The text'} holds {len(parts)} articles. Choose one with --article 1 (to "
            f"{len(parts)}), or read them all with closereading corpus.",
            len(parts),
        )
    number = int(article) if str(article).strip().isdecimal() else 0
    if not 1 <= number <= len(parts):
        raise InputError(
            f"There is no article {article} in {name or 'the text'}; it holds {len(parts)}. "
            f"Give a number from 1 to {len(parts)}."
        )
    return parts[number - 1]


def _begin(lines: list[Line]) -> int:
    """Return the number of the body's first line."""
    for number, line in enumerate(lines):
        if line.told.get("body"):
            return number
        if {"begin", "body"} & line.told.keys():
            return min(number + 1, len(lines) - 1)
    # Without a mark the body begins behind the last field before the first long line.
    long = next((n for n, x in enumerate(lines) if len(x.text) > LONGEST_FIELD), len(lines) - 1)
    fields = [n for n, x in enumerate(lines[:HEADER]) if x.told.keys() - {"sign", "end", "tail"}]
    return min(max((n + 1 for n in fields if n < long), default=0), len(lines) - 1)


def _headed(archive: str, lines: list[Line], about: dict[str, str]) -> Line | None:
    """Return the headline among the lines before the body, and tell what the others are."""
    head = [n for n, line in enumerate(lines) if not line.told]
    words = len(lines)
    if archive == "Factiva":
        words = next((n for n, line in enumerate(lines) if "length" in line.told), words)
    if "title" in about:
        title = next((n for n, line in enumerate(lines) if about["title"] in line.text), -1)
    elif not head:
        return None
    elif archive == "Factiva":
        title = max([n for n in head if n < words] or head, key=lambda n: len(lines[n].text))
    else:  # in the old form of Nexis the paper stands before the headline
        listed = re.match(r"\d+ of \d+ DOCUMENTS", lines[0].text)
        title = head[-1] if listed and len(head) > 1 else head[0]
    for number in head:
        if number != title:
            behind = archive != "Factiva" or number > words
            name = "source" if behind else "section" if number < title else "byline"
            about.setdefault(name, lines[number].text)
    return lines[title] if title >= 0 else None


def _read(archive: str, text: str, part: list[Line]) -> tuple[list[Span], dict[str, str]]:
    """Return the paragraphs of headline and body of an exported article, and its fields."""
    begin = _begin(part)
    end = next((n for n in range(begin, len(part)) if "tail" in part[n].told), len(part))
    about: dict[str, str] = {}
    for line in (*part[:begin], *part[end:]):
        for name in ABOUT:
            if line.told.get(name):
                about.setdefault(name, line.told[name])
    title = _headed(archive, part[:begin], about)
    spans = []
    if title:
        about.setdefault("title", title.text)
        spans = [_behind(text, title, about["title"])]
    return spans + [_behind(text, line, line.told.get("body")) for line in part[begin:end]], about


def _behind(text: str, line: Line, value: str | None) -> Span:
    """Return the place of a line without its field's name."""
    label = line.start + len(line.text) - len(value) if value else 0  # at least so far
    at = text.find(value.split()[0], label, line.end) if value else -1
    return (at if at >= 0 else line.start, line.end)


def take(
    text: str,
    blocks: list[Span],
    article: int | str | None,
    name: str,
    *,
    keep: frozenset[str] = frozenset(),
) -> tuple[list[Span], dict[str, str], list[tuple[str, int, int, str]]]:
    """Return an article's paragraphs, its fields, and what is taken off with the rule's name."""
    texts = [text[start:end].strip() for start, end in blocks]
    archive = "" if "archive" in keep else _archive(texts)
    parts = _parts(_lines(archive, text, blocks), text) if archive else [blocks]
    part = chosen(parts, article, name)
    if not archive:
        return part, {}, []
    body, about = _read(archive, text, part)
    inside = {end for _, end in body}
    why = f"A field of {archive}, not the text."
    off = [("archive", x.start, x.end, why) for x in part if x.end not in inside]
    others = [x for other in parts if other is not part for x in other]
    off += [("archive", x.start, x.end, "Another article of the file.") for x in others]
    return body, about, off
