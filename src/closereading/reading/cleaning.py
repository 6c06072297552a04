"""What is looked at and what is set aside: invisible characters, metadata, headline, repeats.

Nothing is cut out of the text. Cleaning says where things stand; the original keeps its characters.
"""

import html
import re
from array import array
from bisect import bisect_left

from closereading.reading import dates, furniture, sentences

# About 80,000 words, a novel. What stands behind it is left out, and the notes say so.
MOST_CHARACTERS = 500_000
LONGEST_HEADLINE = 30  # words
LONGEST_TITLE = 12  # words, of a title made from the first sentence
MOST_HEADING_WORDS = 8
HEADING = re.compile(r"[A-Z0-9\"'][^\n|:]*[\w)%][\"']?\Z")
SHORTEST_DUPLICATE = 5  # words

# Zero-width characters, marks of writing direction, soft hyphens, variation selectors and tags,
# byte order marks in mid-text.
INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
# A terminal's escape sequences go whole; so do control characters but tab and line ends.
CONTROL = (
    "\x1b\\[[0-9;?]{0,20}[A-Za-z]|\x1b\\][^\x07\x1b]{0,200}\x07"
    "|[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]"
)
DROPPED = re.compile(f"(?P<control>{CONTROL})|(?P<invisible>{INVISIBLE})|\r(?=\n)")
# One character for one: every line end a line feed, every space a space.
SPACES = str.maketrans(
    {
        **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
        **dict.fromkeys("\t\u00a0\u1680\u202f\u205f\u3000", " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    }
)

# "in the U.S.", "Tom Jones Jr.", "so ...": the last full stop is no sentence's.
ABBREVIATED = re.compile(r"(?:\.\.|\b[A-Z]\.|\b(?:Jr|Sr|Inc|Co|Corp|Ltd)\.)\Z")

Note = tuple[str, int, int, str, str]  # kind, start, end, what, why
Blocks = list[tuple[int, int]]


def plain(text: str) -> tuple[str, range | array]:
    """Return the text for analysis, and the place of each of its characters in the original."""
    if not DROPPED.search(text):
        return text.translate(SPACES), range(len(text))
    pieces, places, last = [], array("L"), 0
    for match in DROPPED.finditer(text):
        pieces.append(text[last : match.start()])
        places.extend(range(last, match.start()))
        last = match.end()
    pieces.append(text[last:])
    places.extend(range(last, len(text)))
    return "".join(pieces).translate(SPACES), places


def line(text: str) -> str:
    """Return one sentence for analysis: nothing invisible, every space and line end a space."""
    return DROPPED.sub("", text).translate(SPACES).replace("\n", " ")


def place(places: range | array, original: int) -> int:
    """Return the place in the text for analysis of a character of the original."""
    return bisect_left(places, original)


def unseen(text: str) -> list[Note]:
    """Note what a reader does not see."""
    return [
        (
            match.lastgroup,
            match.start(),
            match.end(),
            " ".join(f"U+{ord(character):04X}" for character in match.group()[:4]),
            "Not shown to a reader; not analysed.",
        )
        for match in DROPPED.finditer(text)
        if match.lastgroup
    ]


def cut(plain: str, places: range | array, notes: list[Note], end: int) -> str:
    """Return a text no longer than ``MOST_CHARACTERS``, cut at a line end; note the cut."""
    if len(plain) <= MOST_CHARACTERS:
        return plain
    at = max(plain.rfind("\n", MOST_CHARACTERS // 2, MOST_CHARACTERS), 0) or MOST_CHARACTERS
    what, why = f"{len(plain) - at:,} characters", f"Only the first {at:,} characters are analysed."
    notes.append(("cut", places[at], end, what, why))
    return plain[:at]


def day(told: list[str], found: list[str], loaded: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the date: the one fields tell, else the best found, else that of loading.

    Returns
    -------
    tuple
        The date, "" for none, and what is doubtful about it, each with why.
    """
    day = dates.best(told) or dates.best(found)
    doubts = [(text.strip(), dates.UNSURE) for text in (*told, *found) if dates.unsure(text)]
    if not day and loaded and (day := dates.iso(loaded)):
        doubts.append((loaded, "No date but that of loading into the archive was found."))
    return day, [] if day and not loaded else doubts[:1]


def headline(straight: str, blocks: Blocks, *, glued: bool = False, told: str = "") -> bool:
    """Tell whether the first paragraph is a headline.

    It is when it repeats the title the page tells; when metadata is glued to it; when it is all
    capitals; or when it is one short line that does not end like a sentence. A lone paragraph is
    never one.
    """
    if len(blocks) < 2:
        return False
    start, end = blocks[0]
    first = straight[start:end]
    # "Rain falls | The Paper" repeats the headline "Rain falls".
    if told and re.match(rf"{re.escape(first.strip(' .'))}[ .]*(?:[|–—-]|\Z)", told.strip()):
        return True
    words = len(first.split())
    if words > LONGEST_HEADLINE or "\n" in first:
        return False
    if len(sentences.within(straight, start, end)) > 2:
        return False
    letters = [letter for letter in first if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if glued or (words > 1 and letters and capitals > 0.8 * len(letters)):
        return True
    if first.startswith('"') and re.search(r'[.!?,]"?\Z', first):
        return False
    bare = first.rstrip("\"')")
    if ABBREVIATED.search(bare):
        bare = bare[:-1]
    if bare.endswith((".", ":", ";", ",", "…")):
        return False
    # A question or a shout may be either; a headline is shorter than what follows it.
    follows = blocks[1][1] - blocks[1][0]
    return follows > end - start or not bare.endswith(("?", "!"))


def headings(straight: str, blocks: list[tuple[int, int]]) -> set[int]:
    """Find the paragraphs that head a part of the article: a short line between longer ones.

    Returns
    -------
    set of int
        Their places in ``blocks``; the first paragraph is the headline's place.
    """
    found = set()
    texts = [straight[start:end] for start, end in blocks]
    for number in range(2, len(texts) - 1):
        before, text, after = texts[number - 1 : number + 2]
        words = text.split()
        if len(words) > MOST_HEADING_WORDS or not HEADING.match(text):
            continue
        if all(
            furniture.CLOSED.search(near) and len(near) > 2 * len(text) for near in (before, after)
        ):
            found.add(number)
    return found


def title(plain: str, straight: str, blocks: Blocks, rows, *, headline: bool, told: str) -> str:
    """Return the title: what the page tells, the headline, or the first sentence."""
    kept = rows[~rows["residue"]]
    spans = list(zip(kept["start"], kept["end"], strict=True))
    # A salutation ("Sir,") is no title; the first sentence of three words is.
    worded = [span for span in spans if any(map(str.isalnum, straight[slice(*span)]))] or spans
    longer = [span for span in worded if len(straight[slice(*span)].split()) > 2]
    text = plain[slice(*(blocks[0] if headline else (longer or worded)[0]))]
    # The page's title may be the headline with the paper's name behind it.
    if told and not (headline and told.startswith(text.strip(" ."))):
        return told
    text = html.unescape(" ".join(text.split())).replace('""', '"')
    # One full stop goes; an abbreviation's ("in the U.S.") stays, and so do dots.
    if not ABBREVIATED.search(text):
        text = text.removesuffix(".")
    words = text.split()
    if headline or len(words) <= LONGEST_TITLE:
        return text
    return " ".join(words[:LONGEST_TITLE]).rstrip(",;:") + "…"


def duplicates(plain: str, blocks: Blocks, places: range | array) -> list[Note]:
    """Note paragraphs that stand in the text twice."""
    found: list[Note] = []
    seen: dict[str, int] = {}
    for number, (start, end) in enumerate(blocks, start=1):
        words = plain[start:end].split()
        if len(words) < SHORTEST_DUPLICATE:
            continue
        first = seen.setdefault(" ".join(words).lower(), number)
        if first != number:
            why = f"The same words as paragraph {first}; both are counted."
            found.append(
                ("duplicate", places[start], places[end - 1] + 1, f"paragraph {number}", why)
            )
    return found
