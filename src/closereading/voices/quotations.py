"""Quotation marks: where a quotation begins and ends."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from closereading.reading import names
from closereading.voices.naming import pattern

CLIPPED = pattern("clipped", re.I)
MOST_CLOSERS = 40  # apostrophes looked at for the end of one quotation
END = re.compile(r"[.!?…](?=\s|\Z)")


@dataclass(frozen=True)
class Quotation:
    """One stretch between quotation marks, marks included, within one paragraph (from 1).

    It is not ``closed`` when it runs to the end of the paragraph without a closing mark.
    """

    start: int
    end: int
    paragraph: int
    closed: bool


FARTHEST = 400  # characters to the next mark, about four sentences
SAID = re.compile(r"\b(?:said|says?|told|tells|asked|added|wrote|writes|according)\b")
TWICE = pattern("twice", re.MULTILINE)
FILLER = "\x03"
NICKNAME = pattern("nickname")
NAMED = re.compile(rf"(?:[{names.UPPER}]\w+|[{names.UPPER}]\.) \Z")
MASK = "\x02"  # stands for every character of a quotation


def single(straight: str) -> str:
    """Return the text with doubled quotation marks single; a filler keeps its length."""
    if not TWICE.search(straight):
        return straight
    return TWICE.sub(lambda match: FILLER + '"' if match["opens"] else '"' + FILLER, straight)


def find(straight: str, blocks: list[tuple[int, int]]) -> list[Quotation]:
    """Find the quotations of a text.

    Parameters
    ----------
    straight : str
        Text with straight quotation marks: which way a mark opens is told from what stands beside
        it, so that curly and straight marks give the same result.
    blocks : list of tuple
        Start and end of each paragraph.

    Returns
    -------
    list of Quotation
        In text order, not overlapping; quotations inside quotations are part of the outer one.

    Notes
    -----
    A quotation over several paragraphs has an opening mark before each and a closing mark only
    after the last. A mark that never closes, and is not taken up by the next paragraph, ends with
    its sentence.
    """
    found = []
    for number, (start, end) in enumerate(blocks):
        follows = blocks[number + 1][0] if number + 1 < len(blocks) else None
        taken_up = follows is not None and straight[follows] in "\"'"
        found.extend(_paragraph(straight[start:end], start, number + 1, taken_up))
    return found


def _paragraph(piece: str, offset: int, paragraph: int, taken_up: bool) -> list[Quotation]:
    found, place = [], 0
    closers = [m.start() for m in re.finditer("'", piece) if _closes(piece, m.start())]
    for match in re.finditer("[\"']", piece):
        mark = match.start()
        if mark < place or not _opens(piece, mark):
            continue
        if NICKNAME.match(piece, mark) and NAMED.search(piece[max(0, mark - 30) : mark]):
            place = piece.find(match.group(), mark + 1) + 1
            continue
        end = _double(piece, mark) if match.group() == '"' else _single(piece, mark, closers)
        closed = end is not None
        if not closed:
            if match.group() == "'" and not (taken_up and mark == 0 and '"' not in piece):
                continue
            end = len(piece) if taken_up else _unclosed(piece, mark)
        found.append(Quotation(offset + mark, offset + end, paragraph, closed))
        place = end
    return found


def _beside(piece: str, mark: int) -> tuple[str, str]:
    """Return the characters before and after a mark, over a filler."""
    before, after = piece[max(0, mark - 2) : mark], piece[mark + 1 : mark + 3]
    return before.rstrip(FILLER)[-1:] or " ", after.lstrip(FILLER)[:1] or " "


def _opens(piece: str, mark: int) -> bool:
    before, after = _beside(piece, mark)
    if after.isspace() or before.isalnum():
        return False
    if piece[mark] == "'":
        return (
            before in ' \n([-"/'
            and (after.isalnum() or after in '".…[$£€')
            and not CLIPPED.match(piece, mark)
        )
    return before.isspace() or before in "([{-/,:…'" or after not in ".,;:!?)"


def _double(piece: str, mark: int) -> int | None:
    """Return the end of a quotation in double marks, or None when it does not close."""
    place = mark + 1
    while (place := piece.find('"', place)) >= 0:
        before, after = _beside(piece, place)
        if before.isspace() and not after.isspace() and (after.isalnum() or after == "'"):
            return None  # the next one opens; this one was never closed
        # 5'10": an inch mark between digits and more text is no closing mark.
        if not (before.isdigit() and "'" in piece[max(0, place - 4) : place]):
            return place + 1
        place += 1
    return None


def _unclosed(piece: str, mark: int) -> int:
    """Return where a quotation without a closing mark ends.

    Where paragraphs were run together, it goes on to the mark that opens the next one. A long way,
    or a verb of speech on it, says that a mark is missing: then it ends with its sentence.
    """
    opens = piece.find('"', mark + 1)
    if mark < opens <= mark + FARTHEST and not SAID.search(piece, mark, opens):
        return opens
    stop = END.search(piece, mark)
    return stop.end() if stop else len(piece)


def _closes(piece: str, mark: int) -> bool:
    before = piece[mark - 1] if mark else " "
    after = piece[mark + 1] if mark + 1 < len(piece) else " "
    return not before.isspace() and not after.isalnum() and before not in "(["


def _single(piece: str, mark: int, closers: list[int]) -> int | None:
    """Return the end of a quotation in single marks.

    The first closing mark after punctuation counts, before the next opening one; without such, the
    first after a word. An apostrophe at a word's end (the soldiers' mothers) is passed over when
    a better mark follows.
    """
    first = None
    begin = bisect_right(closers, mark)
    for place in closers[begin : begin + MOST_CLOSERS]:
        if first is not None and re.search(r"\s'\w", piece[first:place]):
            break
        if piece[place - 1] in '.,!?…-"':
            return place + 1
        first = place if first is None else first
    return None if first is None else first + 1


def over(quotations: list[Quotation], start: int, end: int) -> list[Quotation]:
    """Return the quotations that share a character with ``start:end``."""
    last = bisect_right(quotations, end - 1, key=lambda quotation: quotation.start)
    first = last
    while first and quotations[first - 1].end > start:
        first -= 1
    return quotations[first:last]


def masked(straight: str, quotations: list[Quotation]) -> str:
    """Return the text with every quotation, marks included, blotted out; its length is kept."""
    pieces, last = [], 0
    for quotation in quotations:
        pieces += [straight[last : quotation.start], MASK * (quotation.end - quotation.start)]
        last = quotation.end
    return "".join([*pieces, straight[last:]]).replace(FILLER, " ")
