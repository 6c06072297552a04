"""Paragraphs and sentences, with offsets into the text."""

import itertools
import re

import pandas as pd

from closereading import lists
from closereading.characters import straighten
from closereading.reading import lines

# No real sentence is longer; what is (a table, a page without full stops) is cut at a space, so
# that methods whose cost grows with the square of a sentence's length stay usable.
LONGEST = 2000

# A place where a sentence may end: marks, what closes, footnotes; or no space at all.
PLACE = re.compile(r"[.!?…][\"'”’)\]]*(?:\[\d{1,3}\])*(?:(?P<space> +)|(?=[A-Z]))")
INNER_END = re.compile("[.!?…:;]")
TAIL = re.compile(r"\w\W*\Z")  # the last word character and what follows it
HANGING = re.compile(r"[.!?…]( +[“\"])\Z")  # a mark between two spaces, behind a sentence
REACH = 40  # characters a rule sees on either side
TITLED = 0.7  # share of capitals from which a line is in title case, where they open nothing
LONGEST_TITLE = 25  # words

# Each rule is a pattern of what stands left and right of a place: "¦" for spaces, "‖" for none.
# ENDS: a sentence ends though the splitter thinks it goes on; GOES_ON: the other way round.
ENDS, GOES_ON = (lists.pattern("sentences.txt", name) for name in ("ends", "goes on"))


def paragraphs(text: str, begin: int = 0, *, whole: bool = True) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    Parameters
    ----------
    text : str
        Lines end with a line feed.
    begin : int
        Where to begin; what stands before is passed over.
    whole : bool
        Whether lines that a margin broke are joined; see ``lines.margin``.

    Returns
    -------
    list of tuple
        Start and end of each paragraph. Every line end parts paragraphs where no margin made it.
    """
    return lines.joined(text, lines.margin(text, begin) if whole else lines.Margin(), begin)


def within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find the sentences of one paragraph, ``text[start:end]``."""
    piece = text[start:end].replace("\n", " ")
    tail = TAIL.search(piece)
    if not INNER_END.search(piece, 0, tail.start() if tail else 0):
        return [(start + first, start + last) for first, last in _short(piece, 0, len(piece))]
    ends = _ends(piece)
    parts = itertools.pairwise([0, *ends])
    worded = [any(map(str.isalnum, piece[first:last])) for first, last in parts]
    spans, begin, words = [], 0, False
    for stop, here, following in zip(ends, worded, [*worded[1:], True], strict=True):
        words = words or here
        # Marks alone are part of the sentence before them, or of the one that they open.
        if words and (following or _opens(piece, stop)):
            spans.extend(_short(piece, begin, stop))
            begin, words = stop, False
    return [(start + first, start + last) for first, last in spans]


def _ends(piece: str) -> list[int]:
    """Find where the sentences of a paragraph end: nupunkt's places, mended by the rules."""
    from nupunkt import sent_spans

    # Its model was taught with straight marks; as many characters, so that places hold.
    spans = sent_spans(straighten(piece))
    told = {begin + len(piece[begin:stop].rstrip()) for begin, stop in spans}
    places = {len(match.group().rstrip()) + match.start() for match in PLACE.finditer(piece)}
    titled = None
    ends = []
    for place in sorted(told | places):
        rest = piece[place : place + REACH]
        right = rest.lstrip()
        here = f"{piece[max(0, place - REACH) : place]}{'¦' if right != rest else '‖'}{right}"
        if right and place not in told:
            if not ENDS.search(here):
                continue
            titled = _titled(piece) if titled is None else titled
            if titled:
                continue
        if right and GOES_ON.search(here):
            continue
        hanging = HANGING.search(piece, max(0, place - 5), place)
        if hanging and right and _opens(piece, hanging.start(1)):
            place = hanging.start(1)
        ends.append(place)
    return ends


def _opens(piece: str, place: int) -> bool:
    """Tell whether what stands behind a place opens: a bracket, an opening mark."""
    mark = piece[place:].lstrip()[:1]
    return mark in {*"“‘(["} or (mark == '"' and piece.count('"', 0, place) % 2 == 0)


def _titled(piece: str) -> bool:
    """Tell a line in title case, where a capital opens nothing."""
    words = [word for word in piece.split() if len(word) > 3][:LONGEST_TITLE]
    short = piece.count(" ") < LONGEST_TITLE
    return short and sum(word[0].isupper() for word in words) > TITLED * len(words)


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
    The splitter is nupunkt (Punkt; Kiss & Strunk 2006, with a model of news and law), mended by
    the rules in ``ENDS`` and ``GOES_ON``. No sentence runs over a
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
