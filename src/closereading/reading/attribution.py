"""Verbs of speech in a sentence, and the subject of each."""

import itertools
import re
from dataclasses import dataclass

from closereading.reading import lists, names

MASK = "\x02"  # stands for every character of a quotation

REACH = 400  # characters before and behind a verb in which its subject and clause are looked for
MOST_VERBS = 12  # of one sentence; a longer list is no sentence

_LISTS = lists.sections("speech.txt")
_ODD = dict(line.split(": ") for line in _LISTS["irregular"])


def _forms(verbs) -> set[str]:
    forms = set()
    for verb in verbs:
        if verb in _ODD:
            forms.update(_ODD[verb].split())
        elif verb.endswith("e"):
            forms |= {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
        elif verb.endswith("y") and verb[-2] not in "aeiou":
            forms |= {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
        elif verb in _LISTS["doubled"]:
            forms |= {verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
        else:
            end = "es" if verb.endswith(("s", "sh", "ch")) else "s"
            forms |= {verb, verb + end, verb + "ed", verb + "ing"}
    return forms


SAY = frozenset(_LISTS["say"])
REPORT = frozenset(_forms(_LISTS["report"]))
QUOTE = frozenset(_forms(_LISTS["quote"]))
BASE = frozenset(_LISTS["report"])
_ALL = sorted(SAY | REPORT | QUOTE, key=len, reverse=True)
# Capitals only for the plainest: a headline's "Mayor Says", but not "Consensus Estimates".
VERB = re.compile(
    rf"(?<![\w'-])(?:{'|'.join(_ALL)}|points? out|pointed out|Says|Said|Tells|Told)(?![\w'-])"
)
REPORTING = frozenset(_LISTS["reporting"])
ROLE = rf"(?:{'|'.join(_LISTS['role'])})"
ACCORDING = re.compile(r"\b[Aa]ccording to (?=\S)|\b[Ii]n the words of (?=\S)")
COLON = re.compile(r"(?:^|\s)(?P<who>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}):\s*\Z")

_FINITE = (
    "is are was were will would could can cannot may might must should has have had do does did "
    "won't isn't wasn't wouldn't hasn't didn't can't couldn't doesn't don't aren't weren't"
).replace(" ", "|")
# After a verb of reporting: a clause, so that "claimed 30 lives" is not speech.
CLAUSE = re.compile(
    r"(?: (?:to )?(?:\w+ ){0,2}\w+)?,? (?:that|how|whether|why|if)\b(?! (?:one|year|week)\b)"
    r"|,? (?:there|it|he|she|they|we|I|you)\b(?! to\b)"
    rf"|(?: [\w'&.%$-]+){{1,7}}? (?:{_FINITE})\b"
)
# Acts of speech: warned of, promised to, urged them to.
_ACTS = (
    ("warn complain boast", r" (?:\w+ )?(?:of|about|against)\b"),
    ("promise vow pledge swear", r" (?:not )?to\b"),
    ("urge ask call", r" (?:on )?(?:[\w'-]+ ){1,5}to\b|(?<=called) for\b"),
    (
        "deny",
        r" (?:any|all|it|having|being|wrongdoing|allegations|charges|claims|the \w+|\w+ing)\b",
    ),
    ("accuse", r" [\w' -]{1,60}? of\b"),
)
ACTS = [(frozenset(_forms(verbs.split())), re.compile(after)) for verbs, after in _ACTS]
PAST = re.compile(r"(?:ed|wrote|swore)\Z")
PLURAL = re.compile(
    r"(?:^|\s)(?:they|we|I|you|who|people|police|\w+s|many|some|others|\w+ and \w+)\Z", re.I
)
# A verb of reporting at the end: "The war is over, she added on Monday."
CLOSES = re.compile(
    r"[.!?]?\Z|(?: (?:on|in|at|during|last|this|late|early|yesterday|today)\b[^,;]{0,40})?[.]\Z"
)

ADVERB = re.compile(
    r"(?:\s|^)(?:has|have|had|'s|'ve|'d|later|also|then|now|once|since|often|still|always|first|already"
    r"|just|even|further|again|himself|herself|themselves|afterwards|today|yesterday|did|does|do|\w+ly"
    r"|(?:(?:late|early) )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:in|on) an? [a-z-]+"
    r"|last (?:week|month|year|night)|this (?:week|month|year|morning)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\Z"
)
MODAL = re.compile(
    r"(?:\s|^)(?:will|would|can|could|may|might|must|should|shall|'ll)(?: \w+ly| also| then)?\Z"
)
BARRED = re.compile(
    r"(?:\s|^)(?:not|never|to|\w+n't|cannot|without|before|after|of|by|the|a|an|than|for|from|in|no|on|with|amid|despite|about|over|against|between|any"
    r"|his|her|its|their|my|our|your)\Z"
)
PASSIVE = re.compile(
    r"(?:\s|^)(?:is|are|was|were|be|been|being|am|get|gets|got|it's|that's)(?: \w+ly)?\Z"
)
QUOTED_AS = re.compile(r"(?:was|were|is|are|been) (?:quoted|cited) (?:by [^,]{1,40} )?as\Z")
CONNECTIVE = re.compile(
    r".*(?:^|\s)(?:and|but|or|because|that|when|while|as|which|if|since|where|so|although|though|yet"
    r"|until|what|how|why|whether|like|than)\s",
    re.DOTALL | re.IGNORECASE,
)
PRONOUN = re.compile(r"(?:^|\s)(?P<word>he|she|they|it|i|we|you|who)\Z", re.IGNORECASE)
THING = re.compile(r"(?:^|\s)(?:this|that|which|these|those|it|there|what)\Z", re.IGNORECASE)
NOUN = re.compile(r"(?:^|.*\s)(?P<noun>[a-z][\w'-]*)\Z", re.DOTALL)
OBJECT = r"\s(?:of|from|at|in|for|with)\s"
STOP = re.compile(
    r"\s(?:who|whom|whose|which|in|on|at|during|after|before|when|as|with|while|adding|to|by|about"
    r"|and then|upon|outside|inside|near|because|but|from|via|through|this|last|earlier|yesterday"
    r"|today|late|early|\w+day)\s"
)
PREPOSITION = re.compile(
    r"(?:^|\s)(?:of|for|in|from|at|with|by|to|on|near|against|about|under|behind|like|than)"
    r"(?: the| a| an| its| his| her| their)?\s*\Z"
)
# "a spokesman for Germany's": what follows hangs on the preposition.
OBJECT_FRONT = re.compile(
    rf"{PREPOSITION.pattern}|[a-z][\w-]* (?:of|for|at|in|from|with|to|by|on)\s"
)
# What is put in between a subject and its verb: an age, "a nurse", "who lives here", "of Leeds".
APPOSITION = re.compile(
    r"\d|(?:an?|the|his|her|their|its|of|from|in|at|on|aged|now|then|one of|both|all|chief|head) "
    r"|(?:who|which|whose|where)\b|[a-z][\w-]* "
)
SEGMENT = re.compile(
    rf"[,;:{MASK}()]|\s-+\s|[.!?](?=\s|\Z)(?<!\b[A-Z]\.)(?<!Mr\.)(?<!Dr\.)(?<!Mrs\.)(?<!Ms\.)"
)
JOINT = re.compile(r"((?:[A-Z][\w'.-]*\s?)+)\sand\s((?:[A-Z][\w'.-]*\s?)+)")
LEADING = re.compile(
    r"\A\W*(?:(?:When|While|After|Before|As|Although|Though|Because|If|Since|And|But|So|Then|Later|Now"
    r"|Once|Yet|Still)\s)+"
)
FIRST_CALLED = re.compile(
    r"\A(?:An?|The|One|Another|Its|His|Her|Their)\b[^,.;]{0,80}?(?=\b(?:known|named|called)\b)"
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


@dataclass(frozen=True)
class Cast:
    """The names of a text: ``full`` by part, ``known`` words, pronoun ``votes``."""

    full: dict
    known: set
    votes: dict


def cast(blotted: str) -> Cast:
    """Collect the names of a text with its quotations blotted out."""
    return Cast(names.full(blotted), names.known(blotted), names.votes(blotted))


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
    for match in itertools.islice(VERB.finditer(sentence), MOST_VERBS):
        verb = match.group().lower()
        if not quoted and verb in QUOTE and verb not in REPORT:
            continue
        one = _attribution(sentence, match, cast, quoted)
        if one is not None:
            found.append(one)
    for match in ACCORDING.finditer(sentence):
        found.append(Attribution(match.start(), after(sentence[match.end() :][:REACH], cast)[0]))
    if quoted and not found:
        colon = COLON.search(sentence.split(MASK)[0])
        if colon and (who := names.trim(colon["who"])):
            found.append(Attribution(colon.end(), name(who, cast)))
    return found


def _attribution(sentence: str, match: re.Match, cast: Cast, quoted: bool) -> Attribution | None:
    verb = match.group().lower()
    left = sentence[max(0, match.start() - REACH) : match.start()]
    right = sentence[match.end() : match.end() + REACH]
    beside = quoted and _beside(left, right)
    clause = verb in SAY or verb.endswith(" out") or bool(CLAUSE.match(right))
    clause = clause or any(verb in verbs and follows.match(right) for verbs, follows in ACTS)
    if not clause and verb in REPORT:
        # "The war is over, she added." and "As she noted yesterday, the war is over."
        ends = CLOSES.match(right) and re.search(r",\s[^,]{2,60}\Z", left) and PAST.search(verb)
        clause = bool(ends) or re.search(r"(?:^|,\s)[Aa]s [^,]{2,60}\Z", left) is not None
    participle = verb.endswith("ing")
    if participle and verb not in REPORTING and not beside:
        return None
    if not left.strip() and verb in SAY and not quoted:
        return None  # "Tell me what you think"
    if verb in QUOTE and verb not in REPORT:
        clause = False
    if not (clause or beside):
        return None
    segment = re.split(rf"[{MASK};:()]|\s-+\s", left)[-1]
    if participle:
        if not re.search(r",\s*\Z|^\s*\Z|\bby\s*\Z|\bas\s*\Z", segment):
            if not PASSIVE.search(segment):
                return None
        elif QUOTED_AS.search(segment.rstrip()):
            segment, participle = QUOTED_AS.sub("", segment.rstrip()), False
    while (
        adverb := ADVERB.search(segment.rstrip(), max(0, len(segment.rstrip()) - 40))
    ) is not None:
        segment = segment[: adverb.start()]
    segment = segment.rstrip()
    if verb in BASE and not beside and not PLURAL.search(segment):
        return None  # "a curtain call that", not "they call"
    if PASSIVE.search(segment):
        if participle:
            segment = PASSIVE.sub("", segment)
            participle = False
        elif verb in SAY and not quoted:
            # "He was told", "is said to": somebody unnamed speaks.
            return Attribution(match.start(), "", True)
        else:
            return None
    if QUOTED_AS.search(segment):
        segment = QUOTED_AS.sub("", segment)
    if BARRED.search(segment) and not participle:
        return None
    if MODAL.search(segment):
        if not quoted:
            return None
        segment = MODAL.sub("", segment)
    if verb not in SAY and not beside and THING.search(segment):
        return None
    if participle:
        return Attribution(match.start(), first(sentence[: match.start()], cast), clause)
    if verb not in ("tell", "tells", "told"):
        # The verb comes first: “…,” said Karabas. The war is over, said Karabas.
        if not segment.strip(" ,") and re.search(rf"(?:{MASK}|,)\s*(?:\w+ly )?\Z", left):
            who, somebody = after(right, cast, strict=not beside)
            if somebody:
                return Attribution(match.start(), who, clause)
        elif segment.rstrip().endswith(","):
            who, somebody = after(right, cast, strict=True)
            if who or (
                somebody and re.match(r" (?:an?|the|one|another|police|officials)\b", right)
            ):
                return Attribution(match.start(), who, clause)
    return Attribution(match.start(), _before(segment, sentence, cast), clause)


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


def _before(segment: str, sentence: str, cast: Cast) -> str:
    """Return the subject to the left of a verb: a name, a pronoun, or ""."""
    parts = [part.strip() for part in segment.split(",")]
    own = parts.pop()
    if own:
        piece = _last_clause(own)
        if piece.lower() in ("who", "which", ""):
            rest = own[: len(own) - len(piece)].strip()
            if not piece:
                # "packed his bags and said": the subject of the sentence.
                return first(sentence, cast)
            if rest:
                return subject(_last_clause(rest), cast)
        else:
            return subject(piece, cast)
    # "Karabas, 27, from the north, said": to the left, over what is put in between.
    lead = names.CHUNK.fullmatch(parts[0]) if len(parts) > 1 else None
    if lead and APPOSITION.match(parts[1]) and (who := subject(parts[0], cast)):
        return who
    for part in reversed(parts):
        if not part:
            continue
        who = subject(_last_clause(part), cast)
        if who and (not APPOSITION.match(part) or _alone(part, who)):
            return who
        if not APPOSITION.match(part):
            return ""
    return ""


def _alone(part: str, who: str) -> bool:
    """Tell whether a stretch ends with a name that hangs on no preposition."""
    last = who.split()[-1]
    return part.endswith(last) and not re.search(r"\s(?:of|for|at|in|from|with|by|to)\s", part)


def _last_clause(part: str) -> str:
    """Return what stands after the last connective, unless that joins two names."""
    joint = re.search(rf"(?:^|\s)({JOINT.pattern})\Z", part)
    if joint:
        return joint.group(1).strip()
    if names.CALLED.search(re.sub(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)*\Z", "", part)):
        return part
    return CONNECTIVE.sub("", part + " ").strip()


def name(who: str, cast: Cast) -> str:
    """Return a name in full, when the text has it in full."""
    return cast.full.get(who, who) if " " not in who else who


def subject(text: str, cast: Cast) -> str:
    """Read a noun phrase: a name, a pronoun, or "" for somebody unnamed."""
    text = text.strip(" ,-\"'")
    pronoun = PRONOUN.search(text)
    if pronoun:
        return pronoun["word"].lower()
    joint = JOINT.fullmatch(text)
    if joint:
        pair = [name(names.trim(part), cast) for part in joint.groups()]
        if all(pair) and all(map(names.person, pair)):
            return " and ".join(pair)
    chunks = list(names.CHUNK.finditer(text))
    if not chunks:
        return ""
    last, lead = chunks[-1], chunks[0]
    front = text[: last.start()]
    whole = names.trim(last.group())
    if last.end() >= len(text.rstrip(".")) and whole and not last.group().endswith("'"):
        if names.generic(last.group(), front, cast.known):
            return ""
        if names.CALLED.search(front) or not OBJECT_FRONT.search(front):
            return name(whole, cast)
    # "Karabas of the battalion said": the name that leads.
    led = names.trim(lead.group())
    if lead.start() == 0 and led and re.match(OBJECT, text[lead.end() :]):
        return "" if names.generic(lead.group(), "", cast.known) else name(led, cast)
    return ""


def after(text: str, cast: Cast, *, strict: bool = False) -> tuple[str, bool]:
    """Return the subject to the right of a verb, and whether there is one.

    With ``strict`` a finite verb behind it means that it is no subject of this one.
    """
    parts = SEGMENT.split(text.lstrip())
    whole = parts[0].strip()
    if not whole:
        return "", False
    pronoun = re.match(r"(he|she|they|it|I|we|one)\b", whole)
    if pronoun:
        return ("", False) if strict else (pronoun.group(1).lower(), True)
    called = names.NICKNAME.search(whole)
    if called:
        return name(names.trim(called["name"]), cast), True
    if strict and re.search(rf"\b(?:{_FINITE}|that)\b", whole):
        return "", False
    stop = STOP.search(whole + " ")
    head = whole[: stop.start()] if stop else whole
    joint = JOINT.fullmatch(head)
    if joint:
        return subject(head, cast), True
    chunks = list(names.CHUNK.finditer(head))
    if chunks:
        lead, last = chunks[0], chunks[-1]
        if lead.start() == 0 and re.match(r"\s(?:of|from|at|for)\s", head[lead.end() :]):
            return name(names.trim(lead.group()), cast), True
        ends = last.end() >= len(head.rstrip(".")) and not last.group().endswith(("'s", "'"))
        if ends and not PREPOSITION.search(head[: last.start()]):
            return name(names.trim(last.group()), cast), True
    # "said the group's director, Amir Khan": the name that follows the description.
    for part in parts[1:2]:
        chunk = names.CHUNK.match(part.strip())
        who = names.trim(chunk.group()) if chunk else ""
        rest = part.strip()[chunk.end() :] if chunk else ""
        if who and names.person(who) and (not rest or STOP.match(rest + " ")):
            return name(who, cast), True
    return "", True


def first(sentence: str, cast: Cast) -> str:
    """Return the subject a sentence begins with: a name, a pronoun, or ""."""
    text = next((part for part in sentence.split(MASK) if part.strip(" ,.-")), "")[:REACH]
    text = LEADING.sub("", text.strip(" ,.-"))
    pronoun = re.match(r"(he|she|they)\b", text, re.IGNORECASE)
    if pronoun:
        return pronoun.group(1).lower()
    called = FIRST_CALLED.match(text)
    if called and (nickname := names.NICKNAME.match(text, called.end())):
        return name(names.trim(nickname["name"]), cast)
    # "Karabas left", "On Monday, Karabas left", "Today a teacher, Ann Lee, left".
    for place, part in enumerate(text.split(",")[:3]):
        part = part.strip()
        chunk = names.CHUNK.match(part)
        if not chunk or chunk.group().endswith(("'s", "'")):
            continue
        described = re.match(rf"'?s?\s(?:[a-z-]+ ){{0,2}}{ROLE} ", part[chunk.end() :])
        if described and (by := names.CHUNK.match(part, chunk.end() + described.end())):
            chunk = by
        who = names.trim(chunk.group())
        rest = part[chunk.end() :]
        if not who or names.generic(chunk.group(), "", cast.known):
            continue
        if (place == 0 and likely(who, cast)) or (
            names.person(who) and place and (not rest or re.match(r"\s[a-z]+", rest))
        ):
            return name(who, cast)
    return ""


def likely(who: str, cast: Cast) -> bool:
    """Tell a name from a noun that is capitalised because it begins the sentence."""
    return " " in who or who in cast.known or bool(names.gender(who, cast.votes))
