"""Who speaks in a transcript: lines that begin with a label, ``Q:`` or ``ANN LEE:``."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from closereading.reading import names, tokens
from closereading.voices import naming, verbs

# "Q:", "ANN LEE:", and on the radio "ANN LEE, HOST:", "Ann Lee (archived recording):"
LABEL = re.compile(
    rf"^[ \t]*(?P<who>[{names.UPPER}][\w.' -]{{0,40}}?)"
    rf"(?:, [{names.UPPER}][{names.UPPER} .,'-]{{1,40}}|,? ?\([^()\n]{{1,40}}\))?:(?=\s)",
    re.MULTILINE,
)
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
        no transcript: when fewer than two labels come again and again. The answers of an interview
        without labels are those of the one its first lines name.
    """
    begins = [start for start, _ in blocks]
    found = []
    for match in LABEL.finditer(straight):
        block = bisect_right(begins, match.start("who")) - 1
        if block >= 0 and match.end() <= blocks[block][1]:
            found.append((match.start("who"), match["who"]))
    counts = Counter(label.split()[-1] for _, label in found)
    lines = sum(
        bool(line.strip()) for start, end in blocks for line in straight[start:end].split("\n")
    )
    fewest = max(FEWEST, SHARE * lines)
    if len(found) < fewest:
        # most texts, before it takes a reading of who is who
        return _interview(straight, blocks) or _dialogue(straight, blocks)
    cast = naming.cast(straight)
    labels = {label for _, label in found}
    bare = (names.trim(label.title() if label.isupper() else label) for label in labels)
    cast = replace(cast, full=cast.full | {name.split()[-1]: name for name in bare if " " in name})
    speakers = {
        label: _speaker(label, cast) for label in labels if counts[label.split()[-1]] >= TWICE
    }
    speakers = {label: name for label, name in speakers.items() if name is not None}
    told = [
        (start, speakers.get(label, ""))
        for start, label in found
        if label in speakers or label.isupper()  # "UNIDENTIFIED PERSON:"
    ]
    if len({label.split()[-1] for label in speakers}) < TWICE or len(told) < fewest:
        return []
    return told


def _interview(straight: str, blocks: list[tuple[int, int]]) -> list[tuple[int, str | None]]:
    """Find the turns of an interview without labels: questions, each with its answer below."""
    asked = [
        end - start < LONGEST_QUESTION and straight[start:end].endswith("?")
        and '"' not in straight[start:end]
        for start, end in blocks
    ]  # fmt: skip
    pairs = [row for row, (one, then) in enumerate(pairwise([*asked, True])) if one and not then]
    own = sum(bool(OWN.search(straight[slice(*blocks[row + 1])])) for row in pairs)
    if len(pairs) < max(FEWEST_QUESTIONS, SHARE * (len(blocks) - pairs[0]) if pairs else 0):
        return []
    if 2 * own < len(pairs):
        return []  # questions the author asks, and answers
    intro = straight[: blocks[pairs[0]][0]]
    cast = naming.cast(intro)
    people = [cast.full[part] for part in cast.full if names.person(cast.full[part])]
    told = Counter(people)
    who = max(told, key=lambda name: intro.count(name.split()[-1])) if told else ""
    return [
        (blocks[row + shift][0], who if shift else "")
        for row in pairs
        for shift in range(2)
    ] + [(start, None) for start, end in blocks if EDITED.search(straight, start, end)]  # fmt: skip


def _dialogue(straight: str, blocks: list[tuple[int, int]]) -> list[tuple[int, str | None]]:
    """Find the turns of a dialogue in dashes: "- At home, said Tom."; two speak in turns."""
    rows = [row for row, (start, _) in enumerate(blocks) if DASH.match(straight, start)]
    told = {row: TOLD.search(straight, *blocks[row]) for row in rows}
    asked = [row for row in rows if told[row] or straight[: blocks[row][1]].endswith("?")]
    if sum(map(bool, told.values())) < TWICE or 2 * len(asked) < len(rows):
        return []  # a list
    cast = naming.cast(straight)
    found: list[tuple[int, str | None]] = []
    speakers: list[str] = []
    for row in rows:
        named = told[row] and names.trim(told[row]["who"] or told[row]["before"] or "")
        before = speakers[-2] if len(speakers) > 1 else ""
        speakers.append(naming.name(named, cast) if named else before)
        found.append((blocks[row][0], speakers[-1]))
        if row + 1 < len(blocks) and row + 1 not in told:
            found.append((blocks[row + 1][0], None))
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


def at(found: list[tuple[int, str]], start: int) -> str | None:
    """Return the speaker of the turn that a place belongs to, None before the first."""
    place = bisect_right(found, start, key=lambda turn: turn[0])
    return found[place - 1][1] if place else None
