"""Who speaks in a transcript: lines that begin with a label, ``Q:`` or ``ANN LEE:``."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from closereading.reading import names, tokens
from closereading.voices import naming, verbs

LABEL = naming.pattern("label", re.MULTILINE)
FEWEST_QUESTIONS = 3  # of an interview without labels
LONGEST_QUESTION = 300  # characters
DASH = re.compile(rf"--? ?[{names.UPPER}]")
_NAME = rf"[{names.UPPER}][\w'-]*(?: [{names.UPPER}][\w'-]*)*"
TOLD = re.compile(
    rf"[,.?!…-] (?:{verbs.VERB.pattern} (?:(?P<who>{_NAME})|he\b|she\b)"
    rf"|(?:(?P<before>{_NAME})|he|she) {verbs.VERB.pattern})"
)
EDITED = re.compile(r"\b(?:edited|condensed)\b[^.]*\b(?:for|clarity|length)\b")
OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
# "Interview by Ann Lee" names who asks, never who answers.
BYLINE = re.compile(rf"\b(?:[Bb]y|BY|[Tt]old to) {_NAME}(?: and {_NAME})?")
# "The trust said in a statement:", "The firm said: "…"" is not the answerer's.
STATED = re.compile(rf'\b(?:in|issued) a statement\b|{verbs.VERB.pattern}[^."]{{0,60}}: "')
SPACE = re.compile(r"\s*")
SOUND = re.compile(r"\([A-Z][A-Z ,.'-]+\)\Z")  # (SOUNDBITE OF WATER RUNNING)
PLAIN = frozenset({"q", "a", "question", "answer"})  # labels that name nobody
FEWEST = 4  # labelled lines of a transcript
SHARE = 1 / 3  # of its lines
TWICE = 2  # lines that a label begins at least


class Turn(NamedTuple):
    """Where a turn begins, who has it and how that is known.

    ``who`` is "" for somebody without a name, None where the author tells. ``speech`` is where the
    words begin behind a label.
    """

    start: int
    who: str | None
    how: str = "label"
    speech: int = 0


def turns(straight: str, blocks: list[tuple[int, int]]) -> list[Turn]:
    """Find the turns of a transcript.

    Parameters
    ----------
    straight : str
        The text with straight quotation marks.
    blocks : list of tuple
        Start and end of each paragraph.

    Returns
    -------
    list of Turn
        Empty when the text is no transcript: when fewer than two labels come again and again. The
        answers of an interview without labels are those of the one its first lines speak of.
    """
    begins = [start for start, _ in blocks]
    found = []
    for match in LABEL.finditer(straight):
        block = bisect_right(begins, match.start("who")) - 1
        if block >= 0 and match.end() <= blocks[block][1]:
            found.append(
                (match.start("who"), match["who"], SPACE.match(straight, match.end()).end())
            )
    counts = Counter(label.split()[-1] for _, label, _ in found)
    lines = sum(
        bool(line.strip()) for start, end in blocks for line in straight[start:end].split("\n")
    )
    fewest = max(FEWEST, SHARE * lines)
    if len(found) < fewest:
        # most texts, before it takes a reading of who is who
        return _interview(straight, blocks) or _dialogue(straight, blocks)
    cast = naming.cast(straight)
    labels = {label for _, label, _ in found}
    bare = (names.trim(label.title() if label.isupper() else label) for label in labels)
    cast = replace(cast, full=cast.full | {name.split()[-1]: name for name in bare if " " in name})
    again = {label for label in labels if counts[label.split()[-1]] >= TWICE}
    # Once is enough for a whole name in capitals: "JIM ORTEGA: We test it."
    once = {label for label in labels if label.isupper() and " " in label and _whole(label)}
    speakers = {label: _speaker(label, cast) for label in again | once}
    speakers = {label: name for label, name in speakers.items() if name is not None}
    told = [
        Turn(start, speakers.get(label, ""), speech=end)
        for start, label, end in found
        if label in speakers or label.isupper()  # "UNIDENTIFIED PERSON:"
    ]
    if len({label.split()[-1] for label in again & speakers.keys()}) < TWICE or len(told) < fewest:
        return []
    return told


def _interview(straight: str, blocks: list[tuple[int, int]]) -> list[Turn]:
    """Find the turns of an interview without labels: questions, each with its answer below."""
    texts = [straight[start:end] for start, end in blocks]
    asked = [
        len(text) < LONGEST_QUESTION and text.endswith("?") and '"' not in text for text in texts
    ]
    pairs = [row for row, (one, then) in enumerate(pairwise([*asked, True])) if one and not then]
    own = sum(bool(OWN.search(texts[row + 1])) for row in pairs)
    if len(pairs) < max(FEWEST_QUESTIONS, SHARE * (len(blocks) - pairs[0]) if pairs else 0):
        return []
    if 2 * own < len(pairs):
        return []  # questions the author asks, and answers
    who = _interviewed("\n\n".join(texts[: pairs[0]]))
    # Where every answer is one paragraph, a later paragraph may be a question without its mark.
    single = all(after - row == 2 for row, after in pairwise(pairs))
    turns = []
    for row, after in zip(pairs, [*pairs[1:], len(blocks)], strict=True):
        turns.append(Turn(blocks[row][0], ""))
        for place in range(row + 1, after):
            start, text = blocks[place][0], texts[place]
            if EDITED.search(text) or (place > row + 1 and STATED.search(text)):
                turns.append(Turn(start, None))  # somebody else's words, told by the author
            elif place == row + 1 or not single or OWN.search(_outside(text)):
                turns.append(Turn(start, who, "answer" if who else ""))
            else:
                turns.append(Turn(start, ""))
    return turns


def _interviewed(intro: str) -> str:
    """Return who gives the answers: the one an introduction speaks of most, if it is one."""
    cast = naming.cast(BYLINE.sub("", intro))
    people = {name for name in cast.full.values() if names.person(name)}
    # Not "St Ann's Hospital": a possessive is not the person.
    counts = Counter(
        {name: len(re.findall(rf"{re.escape(name.split()[-1])}\b(?!')", intro)) for name in people}
    ).most_common(2)
    tied = len(counts) == 2 and counts[0][1] == counts[1][1]
    return counts[0][0] if counts and counts[0][1] and not tied else ""


def _outside(text: str) -> str:
    """Return a paragraph without what stands in marks."""
    return re.sub(r'"[^"]*"?', "", text)


def _dialogue(straight: str, blocks: list[tuple[int, int]]) -> list[Turn]:
    """Find the turns of a dialogue in dashes: "- At home, said Tom."; two speak in turns."""
    rows = [row for row, (start, _) in enumerate(blocks) if DASH.match(straight, start)]
    told = {row: TOLD.search(straight, *blocks[row]) for row in rows}
    asked = [row for row in rows if told[row] or straight[: blocks[row][1]].endswith("?")]
    if sum(map(bool, told.values())) < TWICE or 2 * len(asked) < len(rows):
        return []  # a list
    cast = naming.cast(straight)
    found: list[Turn] = []
    speakers: list[str] = []
    for row in rows:
        named = told[row] and names.trim(told[row]["who"] or told[row]["before"] or "")
        before = speakers[-2] if len(speakers) > 1 else ""
        speakers.append(naming.name(named, cast) if named else before)
        found.append(Turn(blocks[row][0], speakers[-1]))
        if row + 1 < len(blocks) and row + 1 not in told:
            found.append(Turn(blocks[row + 1][0], None))
    return found


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


def _whole(label: str) -> bool:
    """Tell a name from "UNIDENTIFIED PERSON": a given name, or no word of the language."""
    words = label.title().split()
    return words[0] in names.GIVEN or not any(w.lower() in tokens.lexicon() for w in words)


def at(found: list[Turn], start: int) -> Turn | None:
    """Return the turn that a place belongs to, None before the first and where the author tells."""
    place = bisect_right(found, start, key=lambda turn: turn.start)
    return found[place - 1] if place and found[place - 1].who is not None else None
