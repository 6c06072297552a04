"""Verbs of speech in a sentence, and the subject of each: ordered lists of small rules."""

import itertools
import re
from dataclasses import dataclass, replace

from closereading.reading import names
from closereading.voices import subjects, verbs
from closereading.voices.naming import PAPER, Cast, full, likely, pattern, trim
from closereading.voices.quotations import MASK
from closereading.voices.subjects import ASIDE, REACH
from closereading.voices.verbs import BARRED, BARS, REPORTS, Verb

MOST_VERBS = 12  # of one sentence; a longer list is no sentence

ACCORDING = re.compile(r"\b[Aa]ccording to (?=\S)|\b[Ii]n the words of (?=\S)")
COLON = pattern("colon")
# "Hart - who spoke late - said"
DASHED = re.compile(rf"\s-+\s[^{MASK}]{{3,160}}?\s-+(?:\s|\Z)")
DOT = re.compile(rf"(\b(?:[A-Z]|{'|'.join(names.SHORT)}))\.")
AGENT = re.compile(rf"(?: {MASK}+)? by (?!\w+ing\b)")  # "first reported by the Star"
NOT_SOURCE = re.compile(r" (?!(?:an?|the|one|another|police|officials)\b)")
SUBORDINATE = pattern("subordinate", re.IGNORECASE)
PAPERED = re.compile(rf"\b{PAPER}\s*\Z")
WITH = re.compile(r"\b[Ww]ith (?P<who>[^,;:]{2,90})\Z")
BEHIND = pattern("verb behind")


@dataclass(frozen=True)
class Attribution:
    """A verb of speech in a sentence and its subject.

    ``who`` is a name, a pronoun, or "" for somebody unnamed, who is called ``source``. A
    ``clause`` reports speech without quotation marks. A ``plain`` verb of saying in a main clause
    goes before all others of its sentence.
    """

    place: int
    who: str
    clause: bool = True
    source: str = ""
    plain: bool = False


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
    found: list[Attribution] = []
    for match in itertools.islice(verbs.VERB.finditer(sentence), MOST_VERBS):
        word = match.group().lower()
        left = sentence[max(0, match.start() - REACH) : match.start()]
        left = DASHED.sub(" ", ASIDE.sub("", left))
        right = DASHED.sub("", ASIDE.sub("", sentence[match.end() : match.end() + REACH]))
        verb = Verb(
            sentence, match.start(), word, left, right, quoted, quoted and _beside(left, right),
            participle=word.endswith("ing"), said=tuple(found),
        )  # fmt: skip
        if (one := _read(verb, cast)) is not None:
            found.append(one)
    for match in ACCORDING.finditer(sentence):
        who, source = subjects.after(sentence[match.end() :][:REACH], cast) or ("", "")
        found.append(Attribution(match.start(), who, source=source, plain=True))
    if quoted and not found:
        colon = COLON.search(sentence.split(MASK)[0])
        if colon and (who := full(colon["who"], cast)):
            found.append(Attribution(colon.end(), who))
        elif behind := BEHIND.search(ASIDE.sub("", sentence)):
            who = subjects.subject(behind["who"], cast)
            found += [Attribution(behind.start("verb"), who, clause=False)] if who else []
    return found


def _read(verb: Verb, cast: Cast) -> Attribution | None:
    """Return what a verb reports and who does, or None."""
    only_quoted = verb.word in verbs.QUOTE and verb.word not in verbs.REPORT | verbs.ACT
    clause = not only_quoted and any(rule.holds(verb) for rule in REPORTS)
    if not (clause or verb.beside):
        return None
    segment = re.split(rf"[{MASK};:()]|\s-+\s", verb.left)[-1].rstrip(" ")
    if verb.participle and (doing := verbs.PROGRESSIVE.search(segment)):
        verb = replace(verb, participle=False)  # "Hart is calling for"
        segment = segment[: doing.start()]
    if any(rule.holds(verb) for rule in BARS):
        return None
    if verb.participle:
        segment, verb = _participle(segment, verb)
        if segment is None:
            return None
    segment = _stripped(segment)
    if verb.word in verbs.REPORT and (agent := AGENT.match(verb.right)):
        by = subjects.after(verb.right[agent.end() :], cast)
        return Attribution(verb.place, by[0], source=by[1]) if by and any(by) else None
    if verbs.PASSIVE.search(segment) and verb.word in verbs.SAY and not verb.quoted:
        return Attribution(verb.place, "", True)  # "He was told": somebody unnamed speaks
    verb = replace(verb, segment=verbs.QUOTED_AS.sub("", segment))
    if any(rule.holds(verb) for rule in BARRED):
        return None
    who, source = _whose(replace(verb, segment=verbs.MODAL.sub("", verb.segment)), cast)
    plain = verb.word in verbs.SAY and not SUBORDINATE.match(verb.sentence[: verb.place])
    return Attribution(verb.place, who, clause, "" if who else source, plain)


def _participle(segment: str, verb: Verb) -> tuple[str | None, Verb]:
    """Return the segment of the subject of a verb in -ing, None where it has none."""
    # "Reuters quoted Hart as saying", "with Hart calling it …"
    if led := verbs.QUOTING.search(segment) or WITH.search(segment):
        return led["who"], replace(verb, participle=False)
    if verbs.QUOTED_AS.search(segment):
        return segment, replace(verb, participle=False)
    alone = re.search(r",(?: ?\w+ly| only)?\Z|^\Z|\b(?:by|as|while)\Z", segment)
    return segment if alone or PAPERED.search(_stripped(segment)) else None, verb


def _stripped(segment: str) -> str:
    """Take off what may stand between a subject and its verb: adverbs, "went on to"."""
    segment = verbs.ASPECT.sub("", segment.rstrip())
    while (adverb := verbs.ADVERB.search(segment, max(0, len(segment) - 40))) is not None:
        segment = segment[: adverb.start()].rstrip()
    return segment


def _whose(verb: Verb, cast: Cast) -> tuple[str, str]:
    """Return the subject of a verb: a name or a pronoun, and the words for an unnamed one."""
    segment, right = verb.segment, verb.right
    if verb.participle:
        # "Hart said, adding that": who spoke before; else the subject of the sentence
        before = [one for one in verb.said if one.who]
        return before[-1].who if before else subjects.first(verb.sentence[: verb.place], cast), ""
    if verb.word not in ("tell", "tells", "told"):
        # The verb comes first: “…,” said Karabas. The war is over, said Karabas.
        first = not verb.left.strip() and verb.beside  # Says the paper's Ann Lee: "…"
        comes = first or re.search(rf"(?:{MASK}|,)\s*(?:\w+ly )?\Z", verb.left)
        if not segment.strip(" ,") and comes:
            if found := subjects.after(right, cast, strict=not verb.beside):
                return found
        # Not "Ann Lee, a nurse, said the river rose"; but "Nonsense, say scientists."
        elif segment.endswith(",") and not _named(segment.split(",")[0].strip(), cast):
            who, source = subjects.after(right, cast, strict=True) or ("", "")
            ends = verb.word in verbs.SAY or verbs.inverted(verb)
            if (who and ends) or (source and not NOT_SOURCE.match(right)):
                return who, source
    if not subjects.clause(segment) and verb.said:
        return verb.said[-1].who, verb.said[-1].source  # "said it rained and said it blew"
    who, source = subjects.before(segment, verb.sentence, cast)
    if not who and not source and segment.strip(" ,"):
        lead = subjects.first(verb.sentence[: verb.place], cast)
        who = lead if names.person(lead) else ""
    plural = verb.word in verbs.BASE or verb.word in ("say", "tell")
    if plural and who.endswith("s") and " " not in who and who not in cast.full:
        return "", who  # "Broadcasters say"
    return who, source


def _named(lead: str, cast: Cast) -> bool:
    """Tell whether what leads a sentence is somebody's name."""
    return names.CHUNK.fullmatch(lead) is not None and likely(trim(lead, cast), cast)


def _beside(left: str, right: str) -> bool:
    """Tell whether a verb stands beside a quotation: nothing but its subject or object between."""
    left, right = DOT.sub(r"\1", left), DOT.sub(r"\1", right)
    if re.search(rf"{MASK}[,\s-]*\Z", left):
        return True
    if re.match(rf"(?: [\w'-]+){{0,8}}[,:]?(?: that)?\s*{MASK}", right):
        return True
    return bool(
        re.search(rf"{MASK}[,\s-]*[^{MASK}.;]{{0,90}}\Z", left)
        and re.match(rf"[^\w]*\Z|[,.:;-]|\s*{MASK}|(?: [\w'-]+){{0,9}}[,.;:-]", right)
    )
