"""A PDF's text in reading order: paragraphs whole, heads and page numbers off."""

import itertools
import re
import statistics
from collections import Counter
from dataclasses import dataclass

from closereading.reading import furniture, lines
from closereading.reading.source import SAVE_AS_TEXT, InputError

MOST_PAGES = 60
EDGE = 0.1  # of a page's height, above and below, where heads and numbers stand
SCAN = (
    "it holds pictures of pages (a scan) and no text. Have a text recogniser (OCR) read it, "
    "or copy the article into a .txt file."
)
LOCKED = "it is locked with a password. Save a copy without one and give that."


@dataclass
class Line:
    """A line of a page: its text, and where it stands (points; ``bottom`` from below)."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    edge: bool


def read(data: bytes) -> str:
    """Return the text of a PDF; one that is locked, broken or a scan is refused."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(LOCKED if locked else f"it is broken. {SAVE_AS_TEXT}") from None
    found = [line for n in range(min(len(document), MOST_PAGES)) for line in _lines(document[n], n)]
    if sum(len(line.text) for line in found) < 20:
        raise InputError(SCAN)
    return _joined(_columns(_headless(found)))


def _lines(page, number: int) -> list[Line]:
    """Return the lines of a page in the order they are drawn."""
    text_page = page.get_textpage()
    text = text_page.get_text_range().replace("\x02", "\ufffe")
    height = page.get_height()
    found = []
    # PDFium writes U+FFFE for a hyphen at a line's end and leaves the line end out.
    for match in re.finditer(r"[^\r\n\ufffe]+\ufffe?", text):
        inside = [n for n in range(*match.span()) if not text[n].isspace() and text[n] != "\ufffe"]
        if not inside:
            continue
        first, last = (text_page.get_charbox(n, loose=True) for n in (inside[0], inside[-1]))
        size = max(first[3] - first[1], 0.1)
        edge = not EDGE * height < first[1] < (1 - EDGE) * height
        line = match.group().strip().replace("\ufffe", "-")
        found.append(Line(line, number, first[0], last[2], first[1], size, edge))
    return found


def _headless(found: list[Line]) -> list[Line]:
    """Take running heads, feet and page numbers off."""

    def key(line: Line) -> str:
        return re.sub(r"\d+", "#", line.text)

    times = Counter(key(line) for line in found if line.edge)
    largest = max(line.size for line in found)
    kept = []
    for line in found:
        number = re.fullmatch(r"\W*\d{1,4}\W*", line.text) or furniture.PAGE.fullmatch(line.text)
        # On one page alone a head is what is printed smaller above the headline.
        above = not kept and line.size < 0.9 * largest
        if not (line.edge and (number or times[key(line)] > 1 or above)):
            kept.append(line)
    return kept or found


def _columns(found: list[Line]) -> list[Line]:
    """Order the lines of pages that are drawn row by row, across columns."""
    ordered = []
    for number in sorted({line.page for line in found}):
        page = [line for line in found if line.page == number]
        beside = sum(
            abs(one.bottom - other.bottom) < 0.5 * one.size and other.left > one.right
            for one, other in itertools.pairwise(page)
        )
        if beside > 0.25 * len(page):
            starts = sorted(line.left for line in page)
            edges = [starts[0]]
            for start in starts:
                if start - edges[-1] > 8 * page[0].size:
                    edges.append(start)
            page.sort(key=lambda line: (sum(line.left >= e - 1 for e in edges), -line.bottom))
        ordered += page
    return ordered


def _joined(found: list[Line]) -> str:
    """Join lines to paragraphs, and part these by blank lines."""
    pitches = [a.bottom - b.bottom for a, b in itertools.pairwise(found)]
    near = [p / a.size for p, a in zip(pitches, found, strict=False) if 0.5 < p / a.size < 3]
    pitch = statistics.median_low(near) if near else 0  # in heights of a line
    text = found[0].text
    for (line, after), step in zip(itertools.pairwise(found), pitches, strict=True):
        rights = [o.right for o in found if o.page == line.page and abs(o.left - line.left) < 20]
        full = line.right > line.left + 0.85 * (max(rights) - line.left)
        closed = lines.CLOSED.search(line.text) is not None
        if abs(after.size - line.size) > 0.12 * line.size:
            same = False
        elif line.text.endswith("-") or (after.text[0].islower() and not closed):
            same = True
        elif step <= 0 or after.page != line.page:  # the next column, the next page
            same = not closed or full
        else:
            indented = after.left - line.left > 0.4 * line.size
            same = step < 1.25 * pitch * line.size and not indented and (full or not closed)
        text += f"\n{after.text}" if same else f"\n\n{after.text}"
    return text + "\n"
