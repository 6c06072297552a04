"""What is looked at and what is set aside: unseen characters, headline, headings, repeats.

Nothing is cut out of the text. Cleaning says where things stand; the original keeps its characters.
"""

import html
import re
from array import array
from collections.abc import Iterator

from closereading.characters import SPACES, UNSEEN
from closereading.reading import sentences

# About 80,000 words, a novel. What stands behind it is left out, and the notes say so.
MOST_CHARACTERS = 500_000
LONGEST_HEADLINE = 30  # words
LONGEST_TITLE = 12  # words, of a title made from the first sentence
MOST_HEADING_WORDS = 8
HEADING = re.compile(r"[A-Z0-9\"'][^\n|:]*[\w)%][\"']?\Z")
CLOSED = re.compile(r"[.!?]['\")]*\Z")
SHORTEST_DUPLICATE = 5  # words
DROPPED = re.compile(rf"{UNSEEN.pattern}|\r(?=\n)")
# "in the U.S.", "Tom Jones Jr.", "so ...": the last full stop is no sentence's.
ABBREVIATED = re.compile(r"(?:\.\.|\b[A-Z]\.|\b(?:Jr|Sr|Inc|Co|Corp|Ltd)\.)\Z")

Note = tuple[str, int, int, str, str]  # kind, start, end, what, why
Blocks = list[tuple[int, int]]


def plain(text: str) -> tuple[str, range | array]:
    """Return the text for analysis, and the place of each of its characters in the original."""
    if not DROPPED.search(text):
        return text.translate(SPACES), range(len(text))
    places, last = array("L"), 0
    for match in DROPPED.finditer(text):
        places.extend(range(last, match.start()))
        last = match.end()
    places.extend(range(last, len(text)))
    return DROPPED.sub("", text).translate(SPACES), places


def line(text: str) -> str:
    """Return one sentence for analysis: nothing unseen, every space and line end a space."""
    return DROPPED.sub("", text).translate(SPACES).replace("\n", " ")


def unseen(text: str) -> list[Note]:
    """Note what a reader does not see."""
    found = []
    for match in UNSEEN.finditer(text):
        what = " ".join(f"U+{ord(character):04X}" for character in match.group()[:4])
        why = "Not shown to a reader; not analysed."
        found.append((match.lastgroup, *match.span(), what, why))
    return found


def cut(plain: str, places: range | array, notes: list[Note], end: int) -> str:
    """Return a text no longer than ``MOST_CHARACTERS``, cut at a line end; note the cut."""
    if len(plain) <= MOST_CHARACTERS:
        return plain
    at = max(plain.rfind("\n", MOST_CHARACTERS // 2, MOST_CHARACTERS), 0) or MOST_CHARACTERS
    what, why = f"{len(plain) - at:,} characters", f"Only the first {at:,} characters are analysed."
    notes.append(("cut", places[at], end, what, why))
    return plain[:at]


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


def headings(straight: str, blocks: Blocks) -> set[int]:
    """Find the paragraphs, by number, that head a part: a short line between longer ones.

    The first paragraph is the headline's place.
    """
    texts = [straight[start:end] for start, end in blocks]

    def longer(text: str, than: str) -> bool:
        return len(text) > 2 * len(than) and CLOSED.search(text) is not None

    return {
        number
        for number, text in enumerate(texts[:-1])
        if number > 1
        and len(text.split()) <= MOST_HEADING_WORDS
        and HEADING.match(text)
        and longer(texts[number - 1], text)
        and longer(texts[number + 1], text)
        and not texts[number + 1][0].islower()  # the text was torn
    }


def title(kept: Iterator[str], *, headline: str, told: str) -> str:
    """Return the title: what the page tells, the headline, or the first of the sentences kept."""
    text = headline or next(kept)
    # A salutation ("Sir,") is no title; the first sentence of three words is.
    if len(re.findall(r"\w+", text)) < 3 and not headline:
        text = next((longer for longer in kept if len(re.findall(r"\w+", longer)) > 2), text)
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
        first = seen.setdefault(" ".join(words).lower(), number)
        if first != number and len(words) >= SHORTEST_DUPLICATE:
            why = f"The same words as paragraph {first}; both are counted."
            found.append(
                ("duplicate", places[start], places[end - 1] + 1, f"paragraph {number}", why)
            )
    return found
