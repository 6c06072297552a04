"""Exports of news archives: fields before and behind the text, several articles in a file."""

import re
from functools import cache

from closereading import lists
from closereading.errors import InputError

HEADER = 25  # lines in which fields are looked for
LONGEST_FIELD = 120  # characters; a longer line is text
SENTENCE = re.compile(r"[a-z]{3} [^\n]{40,}[.!?]['\"’”)]*(?=\s|\Z)")
ABOUT = ("title", "date", "source", "section", "byline", "length", "loaded")
Span = tuple[int, int]


@cache
def _patterns() -> dict[str, list[tuple[str, re.Pattern]]]:
    """Return each archive's fields and their patterns, in order."""
    told = lists.sections("archives.txt")
    return {
        name: [
            (field, re.compile(f"(?:{pattern})\\Z", re.IGNORECASE))
            for field, pattern in (line.split(" ", 1) for line in told[name])
        ]
        for name in told
    }


def _fields(archive: str, line: str) -> dict[str, str]:
    """Return what a line tells: each field to its value, first come first."""
    found = {}
    for name, pattern in _patterns()[archive]:
        if name not in found and (match := pattern.match(line)):
            found[name] = (match[1] if match.lastindex else line) or ""
    return found


def articles(text: str, blocks: list[Span]) -> tuple[str, list[list[Span]]]:
    """Find the archive a text comes from, "" for none, and the paragraphs of each article."""
    ends = [text[start:end].strip() for start, end in (*blocks[:3], *blocks)]
    for archive, patterns in _patterns().items():
        signs = [pattern for name, pattern in patterns if name == "sign"]
        if any(pattern.match(line) for line in ends for pattern in signs):
            return archive, _parted(archive, text, blocks)
    return "", [blocks]


def _parted(archive: str, text: str, blocks: list[Span]) -> list[list[Span]]:
    parts: list[list[Span]] = [[]]
    for start, end in blocks:
        told = _fields(archive, text[start:end].strip())
        if "restart" in told and parts[-1]:
            parts.append([])
        parts[-1].append((start, end))
        if "end" in told:
            parts.append([])
    # A cover page or a list of contents before the first article has no field of one.
    whole = [part for part in parts if any(SENTENCE.search(text, a, b) for a, b in part)]
    return whole or [blocks]


def chosen(parts: list, article: int | str | None, name: str) -> list[Span]:
    """Return the article asked for.

    Raises
    ------
    InputError
        If there are several and none is chosen, or not that one.
    """
    if article is None or article == "":
        if len(parts) == 1:
            return parts[0]
        raise Several(
            f"{name or 'The text'} holds {len(parts)} articles. Choose one with --article 1 (to "
            f"{len(parts)}), or read them all with closereading corpus.",
            len(parts),
        )
    try:
        number = int(article)
    except ValueError:
        number = 0
    if not 1 <= number <= len(parts):
        raise InputError(
            f"There is no article {article} in {name or 'the text'}; it holds {len(parts)}. "
            f"Give a number from 1 to {len(parts)}."
        )
    return parts[number - 1]


class Several(InputError):
    """A file holds several articles; ``count`` says how many."""

    def __init__(self, message: str, count: int):
        super().__init__(message)
        self.count = count


def read(archive: str, text: str, part: list[Span]) -> tuple[list[Span], dict[str, str]]:
    """Part an exported article from its fields.

    Returns
    -------
    tuple
        The paragraphs of headline and body, and the fields that were told.
    """
    lines = [text[start:end].strip() for start, end in part]
    told = [_fields(archive, line) if len(line) <= 400 else {} for line in lines]
    begin = _begin(lines, told)
    end = next((n for n in range(begin, len(part)) if "tail" in told[n]), len(part))
    about: dict[str, str] = {}
    for number in (*range(begin), *range(end, len(part))):
        for name, value in told[number].items():
            if name in ABOUT and value:
                about.setdefault(name, value.strip())
    head = [n for n in range(begin) if not told[n]]
    title = _title(archive, lines, told, head, about)
    if title is not None:
        about.setdefault("title", lines[title])
        others = [n for n in head if n != title]
        if archive == "Factiva":
            _place(others, lines, told, about)
        elif others:
            about.setdefault("source", lines[others[0]])
    body = part[begin:end]
    if "body" in told[begin]:
        start = part[begin][1] - len(told[begin]["body"])
        body = [(start, part[begin][1]), *body[1:]]
    return [*([part[title]] if title is not None else []), *body], about


def _begin(lines: list[str], told: list[dict]) -> int:
    """Return the number of the body's first line."""
    for number, fields in enumerate(told):
        if fields.get("body"):
            return number
        if "begin" in fields or "body" in fields:
            return min(number + 1, len(lines) - 1)
    fields = [n for n in range(min(HEADER, len(told))) if set(told[n]) - {"sign", "end"}]
    long = next((n for n, line in enumerate(lines) if len(line) > LONGEST_FIELD), len(lines) - 1)
    # Without a mark the body begins behind the last field before the first long line.
    return min(max((n + 1 for n in fields if n < long), default=0), len(lines) - 1)


def _title(
    archive: str, lines: list[str], told: list[dict], head: list[int], about: dict
) -> int | None:
    """Return the number of the headline among the lines of the header that are no field."""
    if not head or "title" in about:
        return next((n for n in head if lines[n] == about.get("title")), None)
    if archive == "Factiva":
        words = next((n for n, fields in enumerate(told) if "length" in fields), len(lines))
        return max([n for n in head if n < words] or head, key=lambda n: len(lines[n]))
    listed = re.match(r"\d+ of \d+ DOCUMENTS", lines[0])
    return head[-1] if listed and len(head) > 1 else head[0]


def _place(others: list[int], lines: list[str], told: list[dict], about: dict) -> None:
    """Sort Factiva's bare lines: a section before the headline, the byline, then the source."""
    words = next((n for n, fields in enumerate(told) if "length" in fields), len(lines))
    before, behind = [n for n in others if n < words], [n for n in others if n > words]
    title = lines.index(about["title"]) if about["title"] in lines else -1
    for number in before:
        about.setdefault("section" if number < title else "byline", lines[number])
    if behind:
        about.setdefault("source", lines[behind[0]])


def take(
    text: str,
    blocks: list[Span],
    article: int | str | None,
    name: str,
    *,
    keep: frozenset[str] = frozenset(),
) -> tuple[list[Span], dict[str, str], list[tuple[str, int, int, str]]]:
    """Return an article's paragraphs, its fields, and what is taken off with the rule's name."""
    archive, parts = articles(text, blocks) if "archive" not in keep else ("", [blocks])
    part = chosen(parts, article, name)
    if not archive:
        return part, {}, []
    body, about = read(archive, text, part)
    inside = {span[1] for span in body}
    why = f"A field of {archive}, not the text."
    off = [("archive", *span, why) for span in part if span[1] not in inside]
    others = [span for other in parts if other is not part for span in other]
    off += [("archive", *span, "Another article of the file.") for span in others]
    return body, about, off
