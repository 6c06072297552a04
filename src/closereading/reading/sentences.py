"""Paragraphs and sentences, with offsets into the text."""

import itertools
import re

import pandas as pd

from closereading import lists
from closereading.reading import lines
from closereading.reading.tokens import STRAIGHT

_LISTS = lists.sections("sentences.txt")
# No real sentence is longer; what is (a table, a page without full stops) is cut at a space, so
# that methods whose cost grows with the square of a sentence's length stay usable.
LONGEST = 2000

# A place where a sentence may end: marks, what closes, footnotes; or no space at all.
PLACE = re.compile(r"[.!?…][\"'”’)\]]*(?:\[\d{1,3}\])*(?:(?P<space> +)|(?=[A-Z]))")
INNER_END = re.compile("[.!?…:;]")
TAIL = re.compile(r"\w\W*\Z")  # the last word character and what follows it
REACH = 40  # characters a rule sees on either side
TITLED = 0.7  # share of capitals from which a line is in title case, where they open nothing
LONGEST_TITLE = 25  # words

_STARTERS = "|".join(_LISTS["starters"])
_OPENS = rf"(?:(?:{_STARTERS})\b|(?:I|A|An|So|No|Do)(?=['’ ,]+[a-z]))"
_TIMES = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)[a-z]*\b|[A-Z]{2,4}\b|(?:Eastern|Central|Pacific|Mountain|Greenwich)(?: [Tt]ime)?\W"
    r"|(?:[A-Z]\w+ ){1,2}(?:[Ss]tandard |[Dd]aylight )?[Tt]ime\b)"
)
_THERE = r"\b(?:in|to|from|into|across|within|outside|of) the U\.[KNS]\."
_VERB = r"(?:said|says|is|was|has|had|have|are|were|will|would|could|can)\b"

# Each rule is a pattern of what stands left and right of a place: "¦" for spaces, "‖" for none.
# Where a sentence ends though the splitter thinks it goes on:
ENDS = {
    "a word that opens": rf"\w\.[\"'”’)]*¦[\"'“‘(]?{_OPENS}",
    "a bracket opens": r"[.!?][\"'”’]?¦\([A-Z][a-z]+ ",
    "a quotation opens": r"[a-z0-9)][.!?…]+[\"'”’)]*¦[“\"‘'][A-Z]",
    "no abbreviation": rf"\b(?!(?:{'|'.join(_LISTS['lower'])})\.)[a-z]{{2,}}\.[\"”]?¦[“\"(]?[A-Z]",
    "a whole word": rf"\b(?:{'|'.join(_LISTS['whole'])})\.¦[A-Z]",
    "a letter": rf"\b(?i:{'|'.join(_LISTS['lettered'])}) [A-Z]\.¦[A-Z]",
    "initials of a body": r"\b[A-Z]{3,}\.¦[\"“]?[A-Z][a-z]",
    "an hour": rf"\b[ap]\.m\.¦(?!{_TIMES})[A-Z]",
    "a footnote": r"[.!?][\"'”’]?(?:\[\d{1,3}\])+¦[\"“(]?[A-Z]",
    "no space": (
        r"(?:\b[a-z]{2,}|[A-Za-z][a-z]{4,})[.!?]‖(?!(?:Com|Org|Net)\b)"
        r"(?:[A-Z][a-z]+|[IA])[ ,’']"
    ),
    "somebody acts": rf"{_THERE}¦(?!(?:{'|'.join(_LISTS['public'])})\b)[A-Z]\w+ {_VERB}",
}
# Where it goes on though the splitter, or a rule above, thinks that it ends:
GOES_ON = {
    "before a name": (rf"(?:^|[\s(\"'“‘])(?:{'|'.join(map(re.escape, _LISTS['before']))})\.[¦‖]"),
    "a footnote follows": r"[¦‖]\[\d{1,3}\]",
    "what a country has": rf"\bU\.[KNS]\.[¦‖](?:{'|'.join(_LISTS['public'])})\b",
    "a number in a list": r"\A(?:\d{1,3}|[A-Za-z])\.¦",
    "small letters follow": r"![\"'”’)]*¦[a-z](?!ttps?:)",
    "a name with a mark": r"\b(?:Yahoo|Jeopardy|Jeb|Wham)![¦‖][A-Z]",
    "the same again": r"\b(?P<word>\w+!)¦(?P=word)",
}
_ENDS = re.compile("|".join(f"(?:{rule})" for rule in ENDS.values()))
_GOES_ON = re.compile("|".join(f"(?:{rule})" for rule in GOES_ON.values()))


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
        if words and following:  # marks alone, before or behind, are part of a sentence
            spans.extend(_short(piece, begin, stop))
            begin, words = stop, False
    return [(start + first, start + last) for first, last in spans]


def _ends(piece: str) -> list[int]:
    """Find where the sentences of a paragraph end: nupunkt's places, mended by the rules."""
    from nupunkt import sent_spans

    # Its model was taught with straight marks; as many characters, so that places hold.
    spans = sent_spans(piece.translate(STRAIGHT))
    told = {begin + len(piece[begin:stop].rstrip()) for begin, stop in spans}
    places = {len(match.group().rstrip()) + match.start() for match in PLACE.finditer(piece)}
    titled = None
    ends = []
    for place in sorted(told | places):
        rest = piece[place : place + REACH]
        right = rest.lstrip()
        here = f"{piece[max(0, place - REACH) : place]}{'¦' if right != rest else '‖'}{right}"
        if right and place not in told:
            if not _ENDS.search(here):
                continue
            titled = _titled(piece) if titled is None else titled
            if titled:
                continue
        if not right or not _GOES_ON.search(here):
            ends.append(place)
    return ends


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
