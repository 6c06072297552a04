"""Who says each sentence: the author, a quotation, reported speech; and the speaker's name."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from closereading.reading import names
from closereading.voices import attribution, quotations, subjects
from closereading.voices.attribution import Attribution
from closereading.voices.quotations import MASK, Quotation
from closereading.voices.subjects import Cast

NARRATION, QUOTATION, REPORTED = "narration", "quotation", "reported"
RECENT = 6  # sentences back in which another speaker makes an unattributed quotation doubtful
MEMORY = 200  # names back in which a pronoun is looked up
WORD = re.compile(r"\w[\w'-]*")
# Somebody who speaks and has an office, no name: "a spokesman for the ministry".
STRANGER = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Aa]nother|[Oo]ne|[A-Z]\w+'s) (?:[\w'-]+ ){{0,5}}?(?:{subjects.ROLE}"
    r"|man|woman|source|witness|victim|neighbou?r|student|aide|soldier)\b(?! [A-Z])"
)


@dataclass
class _Reading:
    """What has been read so far.

    Attributes
    ----------
    turns : list
        Sentence and name of who spoke or acted, in order.
    mentioned : list
        Sentence and name of everybody named.
    named : dict
        Speaker of a quotation by its start.
    spoke : set
        Names of all speakers so far.
    strangers : list
        Sentences in which somebody speaks who has an office and no name.
    """

    straight: str
    blotted: str
    found: list[Quotation]
    rows: list[tuple]
    cast: Cast
    voice: list[str]
    speaker: list[str]
    turns: list = field(default_factory=list)
    mentioned: list = field(default_factory=list)
    named: dict = field(default_factory=dict)
    spoke: set = field(default_factory=set)
    strangers: list = field(default_factory=list)


def voices(
    straight: str, spans: list[tuple[int, int, int]], residue: list[bool], found: list[Quotation]
) -> tuple[list[str], list[str]]:
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
        Each sentence's voice (narration, quotation, reported) and speaker.

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
    reading = _Reading(
        straight, blotted, found, rows, subjects.cast(blotted),
        [NARRATION] * len(rows), [""] * len(rows),
    )  # fmt: skip
    waiting: dict[int, list[int]] = {}
    for row, (_, start, end, residue) in enumerate(rows):
        if not residue:
            _read(reading, row, start, end, waiting)
    _backwards(reading)
    return reading.voice, reading.speaker


def _read(reading: _Reading, row: int, start: int, end: int, waiting: dict[int, list[int]]) -> None:
    sentence = reading.blotted[start:end]
    spans = quotations.over(reading.found, start, end)
    said = attribution.find(sentence, reading.cast)
    speech = [span for span in spans if _speech(reading, span, start, end)]
    kind, by = _kind(reading, start, end, spans, speech, said)
    reading.voice[row] = kind
    _remember(reading, sentence, row, subject=kind != QUOTATION)
    if by is not None:
        reading.speaker[row] = _resolve(reading, by, sentence, said)
        if reading.speaker[row]:
            reading.turns.append((row, reading.speaker[row]))
            reading.spoke.add(reading.speaker[row])
        elif not by.who and STRANGER.search(sentence):
            reading.strangers.append(row)
    if kind != QUOTATION:
        return
    inside = speech or spans
    if by is not None:
        for span in inside:
            reading.named[span.start] = reading.speaker[row]
            for earlier in waiting.pop(span.start, []):
                reading.speaker[earlier] = reading.speaker[row]
        return
    begun = inside[0]
    if begun.start not in reading.named:
        waiting.setdefault(begun.start, []).append(row)
        guess = _carried(reading, row, begun)
        if guess is None:
            return
        for span in inside:
            reading.named.setdefault(span.start, guess)
    reading.speaker[row] = reading.named[begun.start]


def _kind(reading, start, end, spans, speech, said) -> tuple[str, Attribution | None]:
    """Return the voice of a sentence and the attribution that goes with it."""
    if not spans:
        # "We also note that" is the author.
        one = next((one for one in said if one.clause and one.who not in ("i", "we")), None)
        return (NARRATION, None) if one is None else (REPORTED, one)
    texts = [reading.straight[max(span.start, start) : min(span.end, end)] for span in spans]
    inside = [word for text in texts for word in WORD.findall(text)]
    outside = WORD.findall(reading.blotted[start:end])
    by = min(said, key=lambda one: _distance(one, spans, start)) if said else None
    runs_on = any(span.start < start or span.end > end for span in speech)
    if speech and (by is not None or runs_on or len(inside) >= len(outside)):
        return QUOTATION, by
    # The title of a book or a film is in quotation marks and nobody says it.
    capitals = sum(word[0].isupper() for word in inside)
    title = len(inside) > 1 and capitals > 0.6 * len(inside) and by is None and outside
    if inside and len(inside) >= len(outside) and not title:
        return QUOTATION, by
    # Words in marks inside somebody's reported speech: the verb that governs the whole counts.
    by = next((one for one in said if one.clause), by)
    return (NARRATION, None) if by is None else (REPORTED, by)


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


def _remember(reading: _Reading, sentence: str, row: int, *, subject: bool) -> None:
    """Keep who a sentence is about, and who is named in it."""
    cast = reading.cast
    for chunk in names.CHUNK.finditer(sentence):
        name = names.trim(chunk.group())
        if name and names.person(name) and subjects.likely(name, cast):
            reading.mentioned.append((row, subjects.name(name, cast)))
    if not subject:
        return
    who = subjects.first(sentence, cast)
    if who in ("he", "she"):
        who = _fitting(reading, who)
    if not who or who == "they":
        called = names.NICKNAME.search(sentence)
        who = subjects.name(names.trim(called["name"]), cast) if called else ""
    if who and subjects.likely(who, cast) and names.person(who):
        reading.turns.append((row, who))


def _fitting(reading: _Reading, pronoun: str) -> str:
    """Return the last person who spoke or acted and whom a pronoun fits."""
    votes = reading.cast.votes
    last = reading.turns[-1][0] if reading.turns else 0
    if reading.strangers and reading.strangers[-1] > last:
        return ""  # "A spokesman said it was. He added …"
    doubtful = ""
    for row, name in reversed(reading.turns[-MEMORY:]):
        if not names.person(name) or " and " in name:
            continue
        kind = names.gender(name, votes)
        if kind == pronoun or (not kind and name in reading.spoke):
            # A near stranger comes before a far acquaintance.
            return doubtful if doubtful and last - row > RECENT else name
        doubtful = doubtful or ("" if kind else name)
    if doubtful:
        return doubtful
    # Nobody who spoke or acted fits: somebody who was named, and is known to fit.
    for _, name in reversed(reading.mentioned[-MEMORY:]):
        if names.gender(name, votes) == pronoun:
            return name
    return ""


def _resolve(reading: _Reading, one: Attribution, sentence: str, said: list[Attribution]) -> str:
    """Return the speaker's name; "" for the author or somebody unnamed."""
    who = one.who
    if who in ("he", "she", "it"):
        # "The ministry said it was, which it called …": who spoke in the same sentence comes first.
        for other in said:
            if other.place < one.place and other.who.istitle() and _fits(reading, other.who, who):
                return other.who
    if who in ("he", "she"):
        # "When Karabas arrived, he said": the subject of the same sentence comes first.
        lead = subjects.first(sentence[: one.place], reading.cast)
        somebody = lead and lead not in ("he", "she", "they") and names.person(lead)
        if somebody and names.gender(lead, reading.cast.votes) in (who, ""):
            return lead
        return _fitting(reading, who)
    if who == "they":
        last = reading.turns[-1][1] if reading.turns else ""
        return last if " and " in last or (last and not names.person(last)) else ""
    if who == "it":
        bodies = (name for _, name in reversed(reading.turns[-MEMORY:]) if not names.person(name))
        return next(bodies, "")
    return "" if who in ("i", "we", "you", "one", "who", "which") else who


def _fits(reading: _Reading, name: str, pronoun: str) -> bool:
    """Tell whether a pronoun can stand for a name."""
    if not names.person(name):
        return pronoun == "it"
    return names.gender(name, reading.cast.votes) in (pronoun, "")


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
    subjects = [name for turn, name in reading.turns[-MEMORY:] if turn == row - 1]
    if earlier == paragraph:
        if voice != NARRATION:
            return speaker or None
        return subjects[-1] if subjects else None
    if earlier == paragraph - 1:
        if voice == REPORTED and speaker:
            return speaker
        if reading.blotted[start:end].rstrip().endswith(":"):
            return subjects[-1] if subjects else None
        # The same voice goes on when nobody else has been heard lately.
        recent = {name for turn, name in reading.turns[-MEMORY:] if turn >= row - RECENT}
        if voice == QUOTATION and recent == {speaker}:
            return speaker
    return None


def _backwards(reading: _Reading) -> None:
    """Give quotations without a speaker the one named next in their paragraph."""
    rows, voice, speaker = reading.rows, reading.voice, reading.speaker
    strangers = set(reading.strangers)
    for row in range(len(rows) - 2, -1, -1):
        together = rows[row + 1][0] == rows[row][0]
        both = together and voice[row] == voice[row + 1] == QUOTATION
        if both and not speaker[row] and row not in strangers:
            speaker[row] = speaker[row + 1]
