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
NUMBER = re.compile(rf"\W*\d{{1,4}}\W*|{furniture.PAGE.pattern}.*")


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
    row: str  # all that stands beside it, with # for numbers: what a running head repeats


def read(data: bytes) -> str:
    """Return the text of a PDF; one that is locked, broken or a scan is refused."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(LOCKED if locked else f"it is broken. {SAVE_AS_TEXT}") from None
    pages = [_lines(document[n], n) for n in range(min(len(document), MOST_PAGES))]
    if sum(len(line.text) for page in pages for line in page) < 20:
        raise InputError(SCAN)
    kept = _headless(list(itertools.chain.from_iterable(pages)))
    pages = [list(page) for _, page in itertools.groupby(kept, key=lambda line: line.page)]
    return _joined(list(itertools.chain.from_iterable(map(_ordered, pages))))


def _lines(page, number: int) -> list[Line]:
    """Return the lines of a page in the order they are drawn, cut where columns part them."""
    text_page = page.get_textpage()
    height = page.get_height()
    # PDFium writes U+FFFE for a hyphen at a line's end and leaves the line end out.
    text = text_page.get_text_range().replace("\x02", "\ufffe")
    rows = []
    for match in re.finditer(r"[^\r\n\ufffe]+\ufffe?", text):
        places = [word.span() for word in re.finditer(r"[^\s\ufffe]+", match.group())]
        boxes = [
            [text_page.get_charbox(match.start() + n, loose=True) for n in (first, last - 1)]
            for first, last in places
        ]
        rows.append((match.group(), places, boxes))
    wide = [
        (one[1][2], other[0][0])
        for _, _, boxes in rows
        for one, other in itertools.pairwise(boxes)
        if other[0][0] - one[1][2] > one[0][3] - one[0][1]
    ]
    # White between columns stands in several lines, and few lines run across it.
    across = [(boxes[0][0][0], boxes[-1][1][2]) for _, _, boxes in rows if boxes]
    gutters = {
        a
        for a, b in wide
        if (here := sum(x < b and a < y for x, y in wide)) > 2
        and here > 0.5 * sum(left < a and b < right for left, right in across)
    }
    found = []
    for whole, places, boxes in rows:
        cuts = [n for n in range(1, len(boxes)) if boxes[n - 1][1][2] in gutters]
        row = re.sub(r"\d+", "#", whole.strip())
        for begin, stop in itertools.pairwise([0, *cuts, len(boxes)] if boxes else []):
            end = places[stop][0] if stop < len(places) else len(whole)
            line = whole[places[begin][0] : end].strip().replace("\ufffe", "-")
            (left, bottom, _, top), right = boxes[begin][0], boxes[stop - 1][1][2]
            edge = not EDGE * height < bottom < (1 - EDGE) * height
            last = found[-1] if found else None
            level = last and abs(boxes[stop - 1][1][1] - last.bottom) < 0.3 * last.size
            if last and line[0] in "-\u00ad" and (level or len(line) == 1):
                last.text += line.replace("\u00ad", "-")  # PDFium parted a line at its hyphen
                last.right = max(right, last.right)
                continue
            size = max(top - bottom, 0.1)
            found.append(Line(line, number, left, right, bottom, size, edge, row))
    return found


def _headless(found: list[Line]) -> list[Line]:
    """Take running heads, feet and page numbers off."""
    times = Counter(row for row, _ in {(line.row, line.page) for line in found if line.edge})
    smallest: dict[str, float] = {}
    for line in found:
        smallest[line.row] = min(line.size, smallest.get(line.row, line.size))
    first = max((line for line in found if line.page == found[0].page), key=lambda line: line.size)
    kept = []
    for line in found:
        again = times[line.row] > 1 and line.size < 1.1 * smallest[line.row]
        # On one page alone a head is what is printed smaller above the headline.
        above = line.page == first.page and line.bottom > first.bottom
        above = above and line.left < first.right and line.right > first.left
        above = above and line.size < 0.9 * first.size
        if not (line.edge and (NUMBER.fullmatch(line.text) or again or above)):
            kept.append(line)
    return kept or found


def _ordered(page: list[Line]) -> list[Line]:
    """Order the lines of a page; one that is drawn row by row goes column by column."""
    beside = sum(
        abs(one.bottom - other.bottom) < 0.5 * one.size and other.left > one.right
        for one, other in itertools.pairwise(page)
    )
    if beside <= 0.25 * len(page):
        return page
    starts = sorted(line.left for line in page)
    columns = starts[:1]
    for start in starts:
        if start - columns[-1] > 8 * page[0].size:
            columns.append(start)
    band, place = 0, {}
    for line in sorted(page, key=lambda line: -line.bottom):
        column = sum(line.left >= left - 1 for left in columns)
        wide = column < len(columns) and line.right > columns[column]  # parts what is above it
        band += wide
        place[id(line)] = (band, column, -line.bottom)
        band += wide
    return sorted(page, key=lambda line: place[id(line)])


def _joined(found: list[Line]) -> str:
    """Join lines to paragraphs, and part these by blank lines."""
    body = statistics.median(line.size for line in found)
    pairs = list(itertools.pairwise(found))

    def width(line: Line) -> float:
        """Return how wide the column of a line is."""
        near = [o for o in found if o.page == line.page and abs(o.left - line.left) < 20]
        return max(o.right for o in near if abs(o.size - line.size) < 0.12 * line.size) - line.left

    def full(line: Line, after: Line) -> bool:
        """Tell whether the next line's first word would not have fitted behind a line."""
        letter = (after.right - after.left) / len(after.text)
        word = letter * (1 + len(after.text.split()[0]))
        return line.right + word > line.left + width(line) - 0.3 * line.size

    def sure(line: Line, after: Line) -> bool:
        """Tell whether a line goes on in the next one, by what they say."""
        return line.text.endswith("-") or (
            after.text[0].islower() and lines.CLOSED.search(line.text) is None
        )

    steps = [(a.bottom - b.bottom) / a.size for a, b in pairs]
    near = [step for step, pair in zip(steps, pairs, strict=True) if 0.5 < step < 3 and sure(*pair)]
    pitch = statistics.median(near) if near else 1.3  # from line to line, in heights of one
    told = sum(step > 1.25 * pitch for step in steps) > 0.1 * len(steps)  # white parts paragraphs
    text = found[0].text
    for (line, after), step in zip(pairs, steps, strict=True):
        if abs(after.size - line.size) > 0.12 * line.size:
            same = False
        elif sure(line, after) or abs(step) < 0.3:
            same = True
        elif step <= 0 or after.page != line.page:  # the next column, the next page
            same = lines.CLOSED.search(line.text) is None or full(line, after)
        else:
            indented = after.left - line.left > 0.4 * line.size
            near = step < 1.25 * pitch and not indented
            long = line.size > 1.15 * body or (told and line.right - line.left > 0.6 * width(line))
            same = near and (full(line, after) or long)
        text += f"\n{after.text}" if same else f"\n\n{after.text}"
    return text + "\n"
