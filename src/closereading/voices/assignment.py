"""Who says each sentence: the author, a quotation, reported speech; and the speaker's name."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from closereading.reading import names
from closereading.voices import attribution, naming, quotations, subjects, verbs
from closereading.voices.attribution import Attribution
from closereading.voices.memory import CONTINUED, Memory
from closereading.voices.quotations import MASK, Quotation

NARRATION, QUOTATION, REPORTED = "narration", "quotation", "reported"
WORD = re.compile(r"\w[\w'-]*")
# A quotation's end that looks like the sentence's: "“Now!” she said."
CUT = re.compile(r"[!?…]['\"]\Z")
# Before a title: a common noun or a preposition, no article, no verb of speech, no "calls of"
TITLED = re.compile(
    rf"(?<![\w'-])(?!(?:an?|the|his|her|its|their|as)\b|{verbs.VERB.pattern})"
    r"(?<!\bchant )(?<!\bcalls )(?<!\bwords )[a-z][\w'-]* \Z|\bshow \Z"
)
FRAGMENT = 5  # words in small letters between marks that are somebody's, one less with a subject


@dataclass
class Sentence:
    """A sentence, and who speaks in it.

    ``told``: the speaker, or a stranger called ``source``, stands in the sentence itself.
    """

    paragraph: int
    start: int
    end: int
    residue: bool = False
    voice: str = NARRATION
    speaker: str = ""
    how: str = ""
    source: str = ""
    told: bool = False

    def give(self, who: str, how: str) -> None:
        """Give it a speaker."""
        self.speaker, self.how = who, how if who else ""


@dataclass
class _Reading:
    """What has been read so far; ``named`` holds the speaker of a quotation by its start."""

    straight: str
    blotted: str
    found: list[Quotation]
    rows: list[Sentence]
    memory: Memory
    named: dict = field(default_factory=dict)


def voices(straight: str, rows: list[Sentence], found: list[Quotation]) -> None:
    """Tell who speaks in each sentence, in the rows themselves.

    Parameters
    ----------
    straight : str
        The text with straight quotation marks.
    rows : list of Sentence
        Get voice, speaker, how the speaker was found and what an unnamed one is called; residue is
        passed over.
    found : list of Quotation
        From ``quotations.find``.

    Notes
    -----
    A sentence is a quotation when half of its words stand between quotation marks, or a whole
    clause does and a verb of speech goes with it. It is reported when it has a verb of speech and
    no such clause: said that, estimates that, according to. A pronoun is the last named speaker or
    subject that fits it. Words in quotation marks without a verb of speech take the speaker of
    the quotation they continue. How often this is right is measured in ``benchmarks/voices.py``.
    """
    blotted = quotations.masked(straight, found)
    reading = _Reading(straight, blotted, found, rows, Memory(naming.cast(blotted)))
    waiting: dict[int, list[Sentence]] = {}
    for row, sentence in enumerate(rows):
        if not sentence.residue:
            _read(reading, row, sentence, waiting)
    # Quotations without a speaker have the one named next in their paragraph.
    for one, then in reversed([*pairwise(rows)]):
        both = one.paragraph == then.paragraph and one.voice == then.voice == QUOTATION
        if both and not one.speaker and not one.told:
            one.give(then.speaker, CONTINUED)


def _read(reading: _Reading, row: int, own: Sentence, waiting: dict[int, list[Sentence]]) -> None:
    start, end, memory = own.start, own.end, reading.memory
    sentence, spans = reading.blotted[start:end], []
    for span in quotations.over(reading.found, start, end):
        if _title(reading, span, start, end):
            bare = re.sub(r"[^,;]", " ", reading.straight[span.start : span.end])
            sentence = sentence[: span.start - start] + bare + sentence[span.end - start :]
        else:
            spans.append(span)
    said = [
        one
        for one in attribution.find(sentence, memory.cast)
        if one.who != "it" or one.plain or memory.body(row)  # "it suggests that" is a thing
    ]
    speech = [span for span in spans if _speech(reading, span, start, end)]
    own.voice, by = _kind(reading, start, end, spans, speech, said)
    memory.remember(sentence, row, subject=own.voice != QUOTATION)
    if own.voice == QUOTATION and by is None and (who := subjects.first(sentence, memory.cast)):
        by = Attribution(0, who, clause=False)  # "Hart thanked him for “taking these steps.”"
    if by is not None:
        own.give(*memory.resolve(by, sentence, said, start, row))
        memory.spoken(row, own.speaker, by.source)
        own.source, own.told = by.source if own.speaker else memory.source(by), True
    if own.voice != QUOTATION:
        _behind(reading, row)
        return
    inside = speech or spans
    begun = inside[0].start
    if by is not None:
        for span in inside:
            reading.named[span.start] = own.speaker
            for earlier in waiting.pop(span.start, []):
                earlier.give(own.speaker, CONTINUED)
        return
    if begun not in reading.named:
        waiting.setdefault(begun, []).append(own)
        guess = _carried(reading, row, inside[0])
        if guess is None:
            return
        for span in inside:
            reading.named.setdefault(span.start, guess)
    own.give(reading.named[begun], CONTINUED)


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


def _title(reading: _Reading, span: Quotation, start: int, end: int) -> bool:
    """Tell the title of a book or a film, which nobody says: the TV show "The Apprentice"."""
    words = WORD.findall(reading.straight[span.start : span.end])
    capitals = sum(word[0].isupper() for word in words)
    whole = start <= span.start and span.end <= end and len(words) > 1
    before = reading.blotted[start : span.start]
    return whole and capitals > 0.6 * len(words) and TITLED.search(before) is not None


def _carried(reading: _Reading, row: int, span: Quotation) -> str | None:
    """Return whose quotation goes on, when no verb of speech stands in the sentence."""
    place = bisect_left(reading.found, span.start, key=lambda quotation: quotation.start)
    before = reading.found[place - 1] if place else None
    if before is not None and not before.closed:
        if before.paragraph == span.paragraph - 1:
            return reading.named.get(before.start)  # it ran on from the paragraph before
        if before.end >= span.start - 1 and before.start in reading.named:
            # Paragraphs run together: each begins with a mark, and only the last ends with one.
            return reading.named[before.start]
    own, last = reading.rows[row], reading.rows[row - 1]
    if not row or last.residue:
        return None
    acted = reading.memory.acted(row - 1)
    if last.paragraph == own.paragraph:
        if last.voice != NARRATION:
            return last.speaker if last.speaker or last.told else None
        return acted
    if last.paragraph == own.paragraph - 1:
        if last.voice == REPORTED and last.speaker:
            return last.speaker
        if (led := reading.blotted[last.start : last.end].rstrip()).endswith(":"):
            # "It was a trick, and Cruz called them on it:"
            lead = subjects.first(re.split(r",|\s-+\s", led)[-1], reading.memory.cast)
            return lead if names.person(lead) else acted
        # The same voice goes on when nobody else has been heard lately.
        if last.voice == QUOTATION and reading.memory.lately(row) == {last.speaker}:
            return last.speaker
    return None


def _behind(reading: _Reading, row: int) -> None:
    """Give a quotation the speaker told in what looks like the next sentence."""
    own, last = reading.rows[row], reading.rows[row - 1]
    cut = CUT.search(reading.straight[last.end - 3 : last.end])
    if not row or last.voice != QUOTATION or last.paragraph != own.paragraph or not cut:
        return
    sentence = MASK + reading.blotted[last.end : own.end].replace("\n", " ")
    said = attribution.find(sentence, reading.memory.cast)
    if not said or re.match(verbs.CLAUSE, " " + sentence[said[0].place :].partition(" ")[2]):
        return
    who, how = reading.memory.resolve(said[0], sentence, said, own.start, row)
    for back in reversed(reading.rows[:row] if who else []):
        told = back.told and back.speaker
        if told or back.voice != QUOTATION or back.paragraph != own.paragraph:
            break
        back.give(who, how if back is last else CONTINUED)
