"""Lines that a margin broke: seen for the whole text, so that its paragraphs can be found."""

import itertools
import re
from dataclasses import dataclass

NARROW, WIDE = 25, 130  # characters of the lines a margin makes
FEWEST = 3  # lines whose breaks tell
TORN = 0.2  # share of the breaks inside a sentence from which a margin made them
FULL = 0.7  # of the width: a line this long may be full though letters differ in width
OVER = 1.1  # of the width of lines that go on: no other is longer
EXACT = 0.95  # share of full lines from which all letters are of one width
SAMPLE = 400  # lines looked at

LINE = re.compile(r"\S(?:[^\n]*\S)?")
CLOSED = re.compile(r"[.!?:;…]['\"’”)\]]*\Z|\A[^a-z]*\Z")
OPEN = re.compile(r"[\w\u2010-]\Z")  # a line of verse ends with a mark
ITEM = re.compile(r"(?:[•·▪◦●*–—-]|\d{1,3}[.)])\s")
HYPHENED = re.compile(
    r"\b(?P<front>[^\W_]{2,40})[-\u2010\u00ad](?:\r\n|\r|\n)[ \t]*(?P<back>[a-z]{2,})"
)
Span = tuple[int, int]


@dataclass(frozen=True)
class Margin:
    """Where lines are broken."""

    width: int = 0  # characters of a full line, 0 where nothing broke them
    double: bool = False  # blank lines part the lines
    exact: bool = False  # every line took as many words as fit: letters are of one width

    def full(self, line: str, after: str, share: float = 1) -> bool:
        """Tell whether the next line's first word would not have fitted."""
        return len(line) + 1 + len(after.split(None, 1)[0]) > share * self.width


def margin(text: str, begin: int = 0) -> Margin:
    """Find the margin a whole text, from ``begin`` on, is broken at.

    Where a margin breaks lines, many go on with a small letter and are about as long as the
    longest; where an author does, nearly none. In a text of double spacing the lines that blank
    lines part are such lines.
    """
    found = list(itertools.islice(LINE.finditer(text, begin), SAMPLE))
    if len(found) < FEWEST:
        return Margin()
    pairs = [
        (a.group(), b.group(), text.count("\n", a.end(), b.start()) > 1)
        for a, b in itertools.pairwise(found)
        if "    " not in a.group() + b.group()
    ]
    for double in (False, True):
        here = [(one, other) for one, other, apart in pairs if apart is double]
        if double and len(here) < 0.6 * len(pairs):
            continue
        torn = [(one, other) for one, other in here if other[0].islower() and OPEN.search(one)]
        if len(here) < FEWEST - 1 or len(torn) < max(2, TORN * len(here)):
            continue
        width = max(len(one) for one, other in here if other[0].islower())
        longest = [len(one) for one, _ in here if len(one) > width]
        if longest and max(longest) <= OVER * width:
            width, longest = max(longest), []
        if not NARROW <= width <= WIDE or len(longest) > 0.1 * len(here):
            continue
        if sum(len(one) >= FULL * width for one, _ in torn) >= 0.6 * len(torn):
            exact = sum(Margin(width).full(*pair) for pair in torn) >= EXACT * len(torn)
            return Margin(width, double, exact)
    return Margin()


def joined(text: str, broken: Margin, begin: int = 0) -> list[Span]:
    """Find the paragraphs of a text that is broken at a margin, as start and end."""
    found: list[Span] = []
    last = ""
    for match in LINE.finditer(text, begin):
        line = match.group()
        ends = text.count("\n", found[-1][1], match.start()) if found else 0
        near = ends == 1 or (broken.double and ends == 2)
        if near and _goes_on(last, line, broken):
            found[-1] = (found[-1][0], match.end())
        else:
            found.append((match.start(), match.end()))
        last = line
    return found


def _goes_on(line: str, after: str, broken: Margin) -> bool:
    """Tell whether a line goes on in the next one."""
    if ITEM.match(after) or "    " in line + after or len(line) > broken.width:
        return False
    if line[-1] == "-" or broken.exact:
        return line[-1] == "-" or broken.full(line, after)
    if CLOSED.search(line):
        return broken.full(line, after, 0.95)
    return after[0].islower() or line[-1] == "," or broken.full(line, after, 0.8)


def unhyphened(text: str) -> tuple[str, int]:
    """Join the words a margin broke; returns the text and how many were joined.

    A hyphen stays where it is the word's own: where the text, or the language, has both parts as
    words and not the whole.
    """
    from closereading.reading import tokens

    def whole(match: re.Match) -> str:
        front, back = match["front"], match["back"]
        known = tokens.lexicon()
        own = f"{front}-{back}"
        parts = {front, front.lower()} & known.keys() and back in known
        parts = parts or front[-1].isdigit()  # 300-strong
        parts = parts and (front + back).lower() not in known
        return own if own in text or own.lower() in known or parts else front + back

    return HYPHENED.subn(whole, text)
