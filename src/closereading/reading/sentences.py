"""Paragraphs and sentences, with offsets into the text."""

import itertools
import re

import pandas as pd

# No real sentence is longer; what is (a table, a page without full stops) is cut at a space, so
# that methods whose cost grows with the square of a sentence's length stay usable.
LONGEST = 2000

BLOCK = re.compile(r"\S(?:[^\n]*\S)?(?:\n(?=[^\n]*\S)[^\n]*\S)*")
LINE = re.compile(r"\S(?:[^\n]*\S)?")

# Abbreviations that stand before a name or an example: no sentence ends with one.
NEVER_LAST = re.compile(
    r"(?:^|[\s(\"'“‘])(?:Mr|Mrs|Ms|Dr|Prof|Lt|Col|Gen|Maj|Capt|Cpl|Sgt|Cmdr|Adm|Gov|Sen|Rep|Rev|Hon"
    r"|Pres|St|Mt|vs|e\.g|i\.e|cf|approx|a\.k\.a)\.$"
)
NUMBERED = re.compile(r"(?:^|\s)(?:No|Nos|Art|Sec|pp|Vol)\.$")
# "the U.K. (The …": an abbreviation that can end a sentence, and a bracket that opens one.
INNER_END = re.compile("[.!?…:;]")
TAIL = re.compile(r"\w\W*\Z")  # the last word character and what follows it
# So does a full stop before an opening quotation mark and a capital.
OPENS = re.compile(r"[.!?][\"'”’]? (?=\([A-Z][a-z]+ )|[a-z0-9)][.!?…][\"'”’)]* (?=[“\"‘'][A-Z])")


def paragraphs(text: str, begin: int = 0) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    Parameters
    ----------
    text : str
        Lines end with a line feed.
    begin : int
        Where to begin; what stands before is passed over.

    Returns
    -------
    list of tuple
        Start and end of each paragraph.

    Notes
    -----
    Blank lines part paragraphs. A single line end inside a block parts them too, unless the block
    is hard-wrapped: most of its lines are full, the first word of the next would not have fitted.
    """
    found = []
    for block in BLOCK.finditer(text, begin):
        lines = [
            (block.start() + line.start(), block.start() + line.end())
            for line in LINE.finditer(block.group())
        ]
        if len(lines) > 1 and _wrapped([text[start:end] for start, end in lines]):
            found.append((lines[0][0], lines[-1][1]))
        else:
            found.extend(lines)
    return found


def _wrapped(lines: list[str]) -> bool:
    """Tell lines broken at a margin from lines that are paragraphs, verses or items."""
    width = max(map(len, lines))
    if not 40 <= width <= 130:
        return False
    pairs = list(itertools.pairwise(lines))
    full = sum(len(line) + 1 + len(after.split(None, 1)[0]) > width for line, after in pairs)
    # A block of two lines whose first ends like a sentence is two short paragraphs.
    if len(lines) == 2 and lines[0].endswith((".", "!", "?", "”", '"', ":")):
        return False
    return full >= 0.6 * len(pairs)


def within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find the sentences of one paragraph, ``text[start:end]``."""
    piece = text[start:end].replace("\n", " ")
    tail = TAIL.search(piece)
    if not INNER_END.search(piece, 0, tail.start() if tail else 0):
        return [(start + first, start + last) for first, last in _short(piece, 0, len(piece))]
    from nupunkt import sent_spans

    ends = [stop for _, stop in sent_spans(piece)]
    ends = sorted({*ends, *(match.end() for match in OPENS.finditer(piece))})
    spans, begin = [], 0
    for stop in ends:
        sentence = piece[begin:stop].rstrip()
        after = piece[stop : stop + 1]
        if stop < len(piece) and (
            NEVER_LAST.search(sentence[-12:])
            or (NUMBERED.search(sentence[-6:]) and after.isdigit())
            or not any(map(str.isalnum, sentence))
        ):
            continue
        spans.extend(_short(piece, begin, stop))
        begin = stop
    # A tail without a letter (a stray mark, a row of stars) belongs to what it follows.
    if len(spans) > 1 and not any(map(str.isalnum, piece[slice(*spans[-1])])):
        tail = spans.pop()
        joined = (spans[-1][0], tail[1])
        spans[-1:] = [joined] if joined[1] - joined[0] <= LONGEST else [spans[-1], tail]
    return [(start + first, start + last) for first, last in spans]


def _short(piece: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Trim a span, and cut it where it is longer than any sentence."""
    spans = []
    while begin < stop:
        last = stop
        if stop - begin > LONGEST:
            space = piece.rfind(" ", begin + LONGEST // 2, begin + LONGEST)
            last = space if space > 0 else begin + LONGEST
        sentence = piece[begin:last]
        left = begin + len(sentence) - len(sentence.lstrip())
        sentence = sentence.strip()
        if sentence:
            spans.append((left, left + len(sentence)))
        begin = last
    return spans


def split(text: str) -> pd.DataFrame:
    """Split a text into sentences.

    Parameters
    ----------
    text : str
        Any text. Blank lines part paragraphs; see ``paragraphs``.

    Returns
    -------
    DataFrame
        A row a sentence: ``sentence`` (from 1), ``paragraph`` (from 1), ``start`` and ``end``
        (character offsets, end excluded), ``text`` (exactly ``text[start:end]``).

    Notes
    -----
    The splitter is nupunkt (Punkt; Kiss & Strunk 2006, with a model of news and law), mended for
    titles before names ("Lt. Col.") and brackets after abbreviations. No sentence runs over a
    paragraph's end or is longer than ``LONGEST`` characters.
    """
    # One character for one, so that offsets hold.
    plain = text.replace("\r\n", " \n").replace("\r", "\n")
    rows = [
        (paragraph, start, end, text[start:end])
        for paragraph, (first, last) in enumerate(paragraphs(plain), start=1)
        for start, end in within(plain, first, last)
    ]
    table = pd.DataFrame(rows, columns=["paragraph", "start", "end", "text"])
    table.insert(0, "sentence", range(1, len(table) + 1))
    return table
