"""Who speaks in a transcript: lines that begin with a label, ``Q:`` or ``ANN LEE:``."""

import re
from bisect import bisect_right
from collections import Counter

from closereading.reading import names, tokens
from closereading.voices import naming

LABEL = re.compile(r"^[ \t]*(?P<who>[A-Z][\w.' -]{0,40}?):(?=\s)", re.MULTILINE)
PLAIN = frozenset({"q", "a", "question", "answer"})  # labels that name nobody
FEWEST = 4  # labelled lines of a transcript
SHARE = 1 / 3  # of its lines
TWICE = 2  # lines that a label begins at least


def turns(straight: str, blocks: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Find the turns of a transcript.

    Parameters
    ----------
    straight : str
        The text with straight quotation marks.
    blocks : list of tuple
        Start and end of each paragraph.

    Returns
    -------
    list of tuple
        Where each turn begins and its speaker, "" for one without a name; empty when the text is
        no transcript: when fewer than two labels come again and again.
    """
    begins = [start for start, _ in blocks]
    found = []
    for match in LABEL.finditer(straight):
        block = bisect_right(begins, match.start("who")) - 1
        if block >= 0 and match.end() <= blocks[block][1]:
            found.append((match.start("who"), match["who"]))
    counts = Counter(label for _, label in found)
    lines = sum(
        bool(line.strip()) for start, end in blocks for line in straight[start:end].split("\n")
    )
    fewest = max(FEWEST, SHARE * lines)
    if len(found) < fewest:
        return []  # most texts, before it takes a reading of who is who
    cast = naming.cast(straight)
    speakers = {label: _speaker(label, cast) for label, times in counts.items() if times >= TWICE}
    speakers = {label: name for label, name in speakers.items() if name is not None}
    told = [(start, speakers[label]) for start, label in found if label in speakers]
    if len(speakers) < TWICE or len(told) < fewest:
        return []
    return told


def _speaker(label: str, cast: naming.Cast) -> str | None:
    """Return a label's name, "" for ``Q`` and ``A``, None for what is no speaker (``Cost:``)."""
    if label.lower() in PLAIN:
        return ""
    name = names.trim(label.title() if label.isupper() else label)
    if not name or not names.person(name):
        return None
    sure = naming.likely(name, cast) or name in names.GIVEN
    if not sure and not (label.isupper() and name.lower() not in tokens.lexicon()):
        return None
    return naming.name(name, cast)


def at(found: list[tuple[int, str]], start: int) -> str | None:
    """Return the speaker of the turn that a place belongs to, None before the first."""
    place = bisect_right(found, start, key=lambda turn: turn[0])
    return found[place - 1][1] if place else None
