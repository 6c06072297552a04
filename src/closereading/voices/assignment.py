"""Who says each sentence: the author, a quotation, reported speech; and the speaker's name."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from closereading.reading import names
from closereading.voices import attribution, naming, quotations, subjects, verbs
from closereading.voices.attribution import Attribution
from closereading.voices.memory import CONTINUED, NAMED, RECENT, REMEMBERED, Memory
from closereading.voices.quotations import MASK, Quotation

NARRATION, QUOTATION, REPORTED = "narration", "quotation", "reported"
WORD = re.compile(r"\w[\w'-]*")
# A quotation's end that looks like the sentence's: "“Now!” she said."
CUT = re.compile(r"[!?…]['\"]\Z")
FRAGMENT = 5  # words in small letters between marks that are somebody's, one less with a subject


@dataclass
class _Reading:
    """What has been read so far.

    Attributes
    ----------
    named : dict
        Speaker of a quotation by its start.
    told : set
        Sentences whose speaker, or stranger, stands in the sentence itself.
    """

    straight: str
    blotted: str
    found: list[Quotation]
    rows: list[tuple]
    memory: Memory
    voice: list[str]
    speaker: list[str]
    how: list[str]
    source: list[str]
    named: dict = field(default_factory=dict)
    told: set = field(default_factory=set)


def voices(
    straight: str, spans: list[tuple[int, int, int]], residue: list[bool], found: list[Quotation]
) -> tuple[list[str], list[str], list[str], list[str]]:
    """Tell who speaks in each sentence.

    Parameters
    ----------
    straight : str
        The text with straight quotation marks.
    spans : list of tuple
        Paragraph, start and end of each sentence.
    residue : list of bool
        Which sentences are no part of the article; they are passed over.
    found : list of Quotation
        From ``quotations.find``.

    Returns
    -------
    tuple of list
        Each sentence's voice (narration, quotation, reported), its speaker, how the speaker was
        found (named, pronoun, described, continued) and what an unnamed one is called.

    Notes
    -----
    A sentence is a quotation when half of its words stand between quotation marks, or a whole
    clause does and a verb of speech goes with it. It is reported when it has a verb of speech and
    no such clause: said that, estimates that, according to. A pronoun is the last named speaker or
    subject that fits it. Words in quotation marks without a verb of speech take the speaker of
    the quotation they continue. How often this is right is measured in ``benchmarks/voices.py``.
    """
    blotted = quotations.masked(straight, found, MASK)
    rows = [(*span, left_out) for span, left_out in zip(spans, residue, strict=True)]
    blank = [""] * len(rows)
    reading = _Reading(
        straight, blotted, found, rows, Memory(naming.cast(blotted)),
        [NARRATION] * len(rows), [*blank], [*blank], [*blank],
    )  # fmt: skip
    waiting: dict[int, list[int]] = {}
    for row, (_, start, end, residue) in enumerate(rows):
        if not residue:
            _read(reading, row, start, end, waiting)
    _backwards(reading)
    return reading.voice, reading.speaker, reading.how, reading.source


def _read(reading: _Reading, row: int, start: int, end: int, waiting: dict[int, list[int]]) -> None:
    sentence, memory = reading.blotted[start:end], reading.memory
    spans = quotations.over(reading.found, start, end)
    said = [
        one
        for one in attribution.find(sentence, memory.cast)
        if one.who != "it" or one.plain or memory.body(row)  # "it suggests that" is a thing
    ]
    speech = [span for span in spans if _speech(reading, span, start, end)]
    kind, by = _kind(reading, start, end, spans, speech, said)
    reading.voice[row] = kind
    memory.remember(sentence, row, subject=kind != QUOTATION)
    if kind == QUOTATION and by is None and (who := subjects.first(sentence, memory.cast)):
        by = Attribution(0, who, clause=False)  # "Hart thanked him for “taking these steps.”"
    if by is not None:
        who, how = memory.resolve(by, sentence, said, start, row)
        memory.spoken(row, who, stranger=not by.who)
        _give(reading, row, who, how)
        reading.source[row] = by.source
        reading.told.add(row)
    if kind != QUOTATION:
        _behind(reading, row, start, end)
        return
    inside = speech or spans
    if by is not None:
        for span in inside:
            reading.named[span.start] = reading.speaker[row]
            for earlier in waiting.pop(span.start, []):
                _give(reading, earlier, reading.speaker[row], CONTINUED)
        return
    begun = inside[0]
    if begun.start not in reading.named:
        waiting.setdefault(begun.start, []).append(row)
        guess = _carried(reading, row, begun)
        if guess is None:
            return
        for span in inside:
            reading.named.setdefault(span.start, guess)
    _give(reading, row, reading.named[begun.start], CONTINUED)


def _give(reading: _Reading, row: int, who: str, how: str) -> None:
    reading.speaker[row], reading.how[row] = who, how if who else ""


def _kind(reading, start, end, spans, speech, said) -> tuple[str, Attribution | None]:
    """Return the voice of a sentence and the attribution that goes with it."""
    if not spans:
        # "We also note that" is the author.
        ours = [one for one in said if one.clause and one.who not in ("i", "we")]
        one = next((one for one in ours if one.plain), ours[0] if ours else None)
        return (NARRATION, None) if one is None else (REPORTED, one)
    texts = [reading.straight[max(span.start, start) : min(span.end, end)] for span in spans]
    inside = [word for text in texts for word in WORD.findall(text)]
    outside = WORD.findall(reading.blotted[start:end])
    by = min(said, key=lambda one: _distance(one, spans, start)) if said else None
    runs_on = any(span.start < start or span.end > end for span in speech)
    # The title of a book or a film is in quotation marks and nobody says it.
    capitals = sum(word[0].isupper() for word in inside)
    title = len(inside) > 1 and capitals > 0.6 * len(inside) and by is None and outside
    if speech and not title and (by is not None or runs_on or len(inside) >= len(outside)):
        return QUOTATION, by
    led = speech and reading.blotted[start : speech[0].start].rstrip().endswith(":")
    if led or (inside and len(inside) >= len(outside) and not title):
        return QUOTATION, by
    # Words in marks inside somebody's reported speech: the verb that governs the whole counts.
    by = next((one for one in said if one.clause), by)
    if by is None:
        # "He made the point that it would be “a third term by another name.”"
        plain = [[word for word in WORD.findall(text) if word[0].islower()] for text in texts]
        longest = max(map(len, plain))
        who = subjects.first(reading.blotted[start:end], reading.memory.cast)
        named = who in ("he", "she", "they") or (who and names.person(who))
        if longest >= FRAGMENT or (named and longest >= FRAGMENT - 1):
            by = Attribution(0, who, clause=False)
    return (NARRATION, None) if by is None else (QUOTATION if speech else REPORTED, by)


def _distance(one: Attribution, spans: list[Quotation], start: int) -> int:
    place = one.place + start
    return min(min(abs(place - span.start), abs(place - span.end)) for span in spans)


def _speech(reading: _Reading, span: Quotation, start: int, end: int) -> bool:
    """Tell a clause somebody said from a word or a title in quotation marks."""
    words = reading.straight[span.start + 1 : span.end - span.closed].strip("\x03 \n")
    if not words:
        return False
    if span.start < start or span.end > end:
        return True
    before = reading.blotted[start : span.start].rstrip(" \x03\n")
    opens = words[0].isupper() or words[0].isdigit() or words[0] in ".…'[$£€"
    stops = words[-1] in ".,!?…-" or words[-2:] in (".'", ",'", "!'", "?'")
    stops = stops or reading.straight[span.end : span.end + 1] == ","
    led = not before or before.endswith((",", ":", "-")) or MASK in before
    return (stops and (opens or led)) or (opens and led and len(words.split()) > 3)


def _carried(reading: _Reading, row: int, span: Quotation) -> str | None:
    """Return whose quotation goes on, when no verb of speech stands in the sentence."""
    place = bisect_left(reading.found, span.start, key=lambda quotation: quotation.start)
    before = reading.found[place - 1] if place else None
    paragraph = reading.rows[row][0]
    if before is not None and not before.closed and before.paragraph == span.paragraph - 1:
        # It ran on from the paragraph before.
        return reading.named.get(before.start)
    together = before is not None and not before.closed and before.end >= span.start - 1
    if together and before.start in reading.named:
        # Paragraphs run together: each begins with a mark, and only the last ends with one.
        return reading.named[before.start]
    if not row or reading.rows[row - 1][3]:
        return None
    earlier, start, end, _ = reading.rows[row - 1]
    voice, speaker = reading.voice[row - 1], reading.speaker[row - 1]
    acted = reading.memory.acted(row - 1)
    if earlier == paragraph:
        if voice != NARRATION:
            return speaker if speaker or row - 1 in reading.told else None
        return acted[-1] if acted else None
    if earlier == paragraph - 1:
        if voice == REPORTED and speaker:
            return speaker
        if (led := reading.blotted[start:end].rstrip()).endswith(":"):
            # "It was a trick, and Cruz called them on it:"
            lead = subjects.first(re.split(r",|\s-+\s", led)[-1], reading.memory.cast)
            return lead if names.person(lead) else acted[-1] if acted else None
        # The same voice goes on when nobody else has been heard lately.
        turns = reading.memory.turns[-REMEMBERED:]
        recent = {name for turn, name in turns if turn >= row - RECENT}
        if voice == QUOTATION and recent == {speaker}:
            return speaker
    return None


def _behind(reading: _Reading, row: int, start: int, end: int) -> None:
    """Give a quotation the speaker told in what looks like the next sentence."""
    if not row or reading.voice[row - 1] != QUOTATION or reading.rows[row - 1][3]:
        return
    paragraph, _, before, _ = reading.rows[row - 1]
    who, how = "", NAMED
    if paragraph == reading.rows[row][0] and CUT.search(reading.straight[before - 3 : before]):
        sentence = MASK + reading.blotted[before:end].replace("\n", " ")
        said = attribution.find(sentence, reading.memory.cast)
        if said and not verbs.CLAUSE.match(" " + sentence[said[0].place :].partition(" ")[2]):
            who, how = reading.memory.resolve(said[0], sentence, said, start, row)
    if not who:
        return
    for back in range(row - 1, -1, -1):
        told = back in reading.told and reading.speaker[back]
        if told or reading.voice[back] != QUOTATION or reading.rows[back][0] != paragraph:
            break
        _give(reading, back, who, how if back == row - 1 else CONTINUED)


def _backwards(reading: _Reading) -> None:
    """Give quotations without a speaker the one named next in their paragraph."""
    rows, voice, speaker = reading.rows, reading.voice, reading.speaker
    for row in range(len(rows) - 2, -1, -1):
        together = rows[row + 1][0] == rows[row][0]
        both = together and voice[row] == voice[row + 1] == QUOTATION
        if both and not speaker[row] and row not in reading.told:
            _give(reading, row, speaker[row + 1], CONTINUED)
