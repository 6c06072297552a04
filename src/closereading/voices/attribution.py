"""Verbs of speech in a sentence, and the subject of each."""

import itertools
import re
from dataclasses import dataclass

from closereading.reading import names
from closereading.voices import subjects, verbs
from closereading.voices.quotations import MASK
from closereading.voices.subjects import REACH, Cast

MOST_VERBS = 12  # of one sentence; a longer list is no sentence

NAMING = frozenset({"called", "dubbed", "labeled", "labelled", "branded"})
# A common noun right before one of these, but not "what the company called"
COMMON = re.compile(r"\b(?!(?:he|she|they|it|we|you|who)\b)[a-z][\w-]*\s\Z")
WHAT = re.compile(r"\bwhat\b[^,;]{0,60}\Z")
ACCORDING = re.compile(r"\b[Aa]ccording to (?=\S)|\b[Ii]n the words of (?=\S)")
COLON = re.compile(
    rf"(?:^|\s)(?P<who>[{names.UPPER}][\w.'-]*(?: [{names.UPPER}][\w.'-]*){{0,3}}):\s*\Z"
)


@dataclass(frozen=True)
class Attribution:
    """A verb of speech in a sentence and its subject.

    Attributes
    ----------
    place : int
        Where the verb stands in the sentence.
    who : str
        A name, a pronoun, or "" for somebody unnamed.
    clause : bool
        True when it reports speech without quotation marks.
    """

    place: int
    who: str
    clause: bool = True


def find(sentence: str, cast: Cast) -> list[Attribution]:
    """Find the verbs of speech in a sentence.

    Parameters
    ----------
    sentence : str
        Its quotations blotted out.
    cast : Cast
        The names of the text.
    """
    quoted = MASK in sentence
    found = []
    for match in itertools.islice(verbs.VERB.finditer(sentence), MOST_VERBS):
        verb = match.group().lower()
        if not quoted and verb in verbs.QUOTE and verb not in verbs.REPORT:
            continue
        one = _attribution(sentence, match, cast, quoted)
        if one is not None:
            found.append(one)
    for match in ACCORDING.finditer(sentence):
        who = subjects.after(sentence[match.end() :][:REACH], cast)[0]
        found.append(Attribution(match.start(), who))
    if quoted and not found:
        colon = COLON.search(sentence.split(MASK)[0])
        if colon and (who := names.trim(colon["who"])):
            found.append(Attribution(colon.end(), subjects.name(who, cast)))
    return found


def _attribution(sentence: str, match: re.Match, cast: Cast, quoted: bool) -> Attribution | None:
    verb = match.group().lower()
    left = sentence[max(0, match.start() - REACH) : match.start()]
    right = sentence[match.end() : match.end() + REACH]
    beside = quoted and _beside(left, right)
    clause = verb in verbs.SAY or verb.endswith(" out") or bool(verbs.CLAUSE.match(right))
    clause = clause or any(verb in act and follows.match(right) for act, follows in verbs.ACTS)
    if not clause and verb in verbs.REPORT:
        # "The war is over, she added." and "As she noted yesterday, the war is over."
        comma = re.search(r",\s[^,]{2,60}\Z", left)
        ends = comma and verbs.CLOSES.match(right) and verbs.PAST.search(verb)
        clause = bool(ends) or re.search(r"(?:^|,\s)[Aa]s [^,]{2,60}\Z", left) is not None
    names_it = verb in NAMING and re.match(rf"\s*{MASK}", right)
    if names_it and COMMON.search(left) and not WHAT.search(left):
        return None  # a product called "Window": its name, and nobody says it
    # "The attack may last, warned Runald, as …"
    inverted = verbs.PAST.search(verb) and left.endswith(", ") and names.CHUNK.match(right, 1)
    clause = clause or bool(inverted and re.match(r"[,.]", right[inverted.end() :]))
    participle = verb.endswith("ing")
    if participle and verb not in verbs.REPORTING and not beside:
        return None
    if not left.strip() and verb in verbs.SAY and not quoted:
        return None  # "Tell me what you think"
    if verb in verbs.QUOTE and verb not in verbs.REPORT:
        clause = False
    if not (clause or beside):
        return None
    segment = re.split(rf"[{MASK};:()]|\s-+\s", left)[-1]
    if participle:
        if not re.search(r",\s*\Z|^\s*\Z|\bby\s*\Z|\bas\s*\Z", segment):
            if not (verbs.PASSIVE.search(segment) or verbs.QUOTED_AS.search(segment.rstrip())):
                return None
        elif verbs.QUOTED_AS.search(segment.rstrip()):
            segment, participle = verbs.QUOTED_AS.sub("", segment.rstrip()), False
    while (
        adverb := verbs.ADVERB.search(segment.rstrip(), max(0, len(segment.rstrip()) - 40))
    ) is not None:
        segment = segment[: adverb.start()]
    segment = segment.rstrip()
    if verb in verbs.BASE and not beside and not verbs.PLURAL.search(segment):
        return None  # "a curtain call that", not "they call"
    if verbs.PASSIVE.search(segment):
        if participle:
            segment = verbs.PASSIVE.sub("", segment)
            participle = False
        elif verb in verbs.SAY and not quoted:
            # "He was told", "is said to": somebody unnamed speaks.
            return Attribution(match.start(), "", True)
        else:
            return None
    if verbs.QUOTED_AS.search(segment):
        segment = verbs.QUOTED_AS.sub("", segment)
    if verbs.BARRED.search(segment) and not participle:
        return None
    if verbs.MODAL.search(segment):
        if not quoted:
            return None
        segment = verbs.MODAL.sub("", segment)
    if verb not in verbs.SAY and not beside and verbs.THING.search(segment):
        return None
    if participle:
        return Attribution(match.start(), subjects.first(sentence[: match.start()], cast), clause)
    if verb not in ("tell", "tells", "told"):
        # The verb comes first: “…,” said Karabas. The war is over, said Karabas.
        first = not left.strip() and beside  # Says the paper's Ann Lee: "…"
        if not segment.strip(" ,") and (first or re.search(rf"(?:{MASK}|,)\s*(?:\w+ly )?\Z", left)):
            who, somebody = subjects.after(right, cast, strict=not beside)
            if somebody:
                return Attribution(match.start(), who, clause)
        # Not "Ann Lee, a nurse, said the river rose"; but "Nonsense, say scientists."
        elif segment.endswith(",") and not _named(segment.split(",")[0].strip(), cast):
            who, somebody = subjects.after(right, cast, strict=True)
            if who or (
                somebody and re.match(r" (?:an?|the|one|another|police|officials)\b", right)
            ):
                return Attribution(match.start(), who, clause)
    return Attribution(match.start(), subjects.before(segment, sentence, cast), clause)


def _named(lead: str, cast: Cast) -> bool:
    """Tell whether what leads a sentence is somebody's name."""
    return names.CHUNK.fullmatch(lead) is not None and subjects.likely(names.trim(lead), cast)


def _beside(left: str, right: str) -> bool:
    """Tell whether a verb stands beside a quotation: nothing but its subject or object between."""
    if re.search(rf"{MASK}[,\s-]*\Z", left):
        return True
    if re.match(rf"(?: [\w'-]+){{0,8}}[,:]?(?: that)?\s*{MASK}", right):
        return True
    return bool(
        re.search(rf"{MASK}[,\s-]*[^{MASK}.;]{{0,90}}\Z", left)
        and re.match(rf"[^\w]*\Z|[,.:;-]|\s*{MASK}|(?: [\w'-]+){{0,9}}[,.;:-]", right)
    )
