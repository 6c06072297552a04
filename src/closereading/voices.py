"""Who says each sentence: the author, a quotation, reported speech; and the speaker's name."""

import re
from dataclasses import dataclass, field

import pandas as pd

from closereading import names, quotations
from closereading.quotations import Quotation

MASK = "\x02"

_SAY = "say says said saying tell tells told telling"
# Verbs that report speech in any sentence when a clause follows them.
_REPORT = (
    "add claim estimate insist argue warn note explain recall admit acknowledge announce report declare "
    "deny confirm suggest state reply respond stress emphasise emphasize write tweet post testify "
    "predict complain conclude contend allege assert maintain reveal disclose boast lament concede "
    "propose comment remark observe mention promise vow pledge swear recount reiterate caution "
    "reckon quip joke agree ask answer point counter urge describe call"
)
# Verbs that only go with words in quotation marks.
_QUOTE = (
    "continue shout cry whisper laugh smile sigh begin think muse wonder exclaim mutter yell scream "
    "sing demand repeat offer put read tell plead beg interject snap shrug nod chant go finish"
)
_ODD = {
    "write": "writes wrote writing written",
    "swear": "swears swore",
    "put": "puts",
    "read": "reads",
    "begin": "begins began",
    "think": "thinks thought",
    "sing": "sings sang",
    "beg": "begs begged",
    "go": "goes",
    "tell": "tells told",
    "point": "",
}


def _forms(verbs: str) -> set[str]:
    forms = set()
    for verb in verbs.split():
        if verb in _ODD:
            forms |= {verb, *_ODD[verb].split()}
        elif verb.endswith("e"):
            forms |= {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
        elif verb.endswith("y") and verb[-2] not in "aeiou":
            forms |= {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
        elif verb in ("quip", "admit", "nod", "snap", "shrug"):
            forms |= {verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
        else:
            end = "es" if verb.endswith(("s", "sh", "ch")) else "s"
            forms |= {verb, verb + end, verb + "ed", verb + "ing"}
    return forms


SAY = frozenset(_SAY.split())
REPORT = frozenset(_forms(_REPORT)) | {"pointed", "points"}
QUOTE = frozenset(_forms(_QUOTE))
VERB = re.compile(
    rf"(?<![\w'-])(?:{'|'.join(sorted(SAY | REPORT | QUOTE, key=len, reverse=True))})(?![\w'])"
)
ACCORDING = re.compile(r"\b[Aa]ccording to (?=\S)|\b[Ii]n the words of (?=\S)")
COLON = re.compile(rf"(?:^|[\s{MASK}])(?P<who>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){{0,3}}):\s*\Z")

# After a verb of reporting: a clause, so that "claimed 30 lives" is not speech.
CLAUSE = re.compile(
    r"(?: (?:to )?(?:\w+ ){0,2}\w+)?,? (?:that|how|whether|why|if)\b"
    r"|,? (?:there|it|he|she|they|we|I|you)\b(?! to\b)"
    r"|(?: [\w'&.-]+){1,7}? (?:is|are|was|were|will|would|could|can|cannot|may|might|must|should|has|have"
    r"|had|do|does|did|won't|isn't|wasn't|wouldn't|hasn't|didn't)\b"
)
# Acts of speech: warned of, promised to, urged them to.
ACTS = (
    ({"warn", "warns", "warned", "warning", "complain", "complains", "complained", "boast", "boasts",
      "boasted"}, re.compile(r" (?:\w+ )?(?:of|about|against)\b")),
    ({"promise", "promises", "promised", "vow", "vows", "vowed", "pledge", "pledges", "pledged", "swore",
      "swears", "agree", "agrees", "agreed"}, re.compile(r" (?:not )?to\b")),
    ({"urge", "urges", "urged", "ask", "asks", "asked", "call", "calls", "called"},
     re.compile(r" (?:on )?(?:[\w'-]+ ){1,5}to\b|(?<=d) for\b")),
    ({"deny", "denies", "denied", "denying"},
     re.compile(r" (?:any|all|the|this|that|it|having|being|wrongdoing|allegations|charges|claims|\w+ing)\b")),
)  # fmt: skip
ADVERB = re.compile(
    r"(?:\s|^)(?:(?:has|have|had|having|'s|'ve|'d|will|would|later|also|then|now|once|since|often|still|"
    r"always|first|already|recently|repeatedly|just|even|further|again|himself|herself|themselves|"
    r"afterwards|simply|can|could|may|might|did|do|does|must|should|today|yesterday|\w+ly"
    r"|(?:(?:late|early) )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:in|on) (?:a|an) \w+"
    r"|last (?:week|month|year|night)|this (?:week|month|year|morning)))\Z"
)
BARRED = re.compile(
    r"(?:\s|^)(?:not|never|to|didn't|don't|doesn't|won't|wouldn't|couldn't|can't|cannot|hasn't|haven't"
    r"|hadn't|n't|without|before|after|of|by|the|a|an|than)\Z"
)
PASSIVE = re.compile(
    r"(?:\s|^)(?:is|are|was|were|be|been|being|am|'s been|get|gets|got|it's|that's)(?: \w+ly)?\Z"
)
QUOTED_AS = re.compile(r"(?:was|were|is|are|been) (?:quoted|cited) (?:by [^,]{1,40} )?as\Z")
CONNECTIVE = re.compile(
    r".*(?:^|[\s])(?:and|but|or|because|that|when|while|as|which|if|since|where|so|although|though|yet|until"
    r"|what|how|why|whether|like)\s", re.S | re.I
)  # fmt: skip
PRONOUN = re.compile(r"(?:^|\s)(?P<word>he|she|they|it|I|we|you|who|He|She|They|It|We|You|Who)\Z")
ROLE_END = re.compile(r"(?:^|.*\s)(?P<noun>[a-z][\w'-]*)\Z", re.S)
STOP = re.compile(
    r"\s(?:who|whom|whose|which|in|on|at|during|after|before|when|as|with|while|adding|to|by|about|and then"
    r"|upon|outside|inside|near|because|but|from|via|through|this|last|earlier|yesterday|today)\s"
)
PREPOSITION = re.compile(
    r"(?:^|\s)(?:of|for|in|from|at|with|by|to|on|near|against|about|under|behind)(?: the| a| an)?\s*\Z"
)
APPOSITION = re.compile(
    r"(?:\d|a |an |the |his |her |their |its |who\b|which\b|whose\b|where\b|of |from |in |at |on |aged "
    r"|now |then |one of |both |all |chief |head |[a-z][\w-]* )"
)


@dataclass
class Attribution:
    """A verb of speech in a sentence and who is its subject.

    Attributes
    ----------
    place : int
        Where the verb stands.
    who : str
        A name, a pronoun, or "" for somebody unnamed.
    sure : bool
        True for verbs that report speech wherever they stand.
    clause : bool
        True when a clause follows, so that it reports speech without quotation marks.
    role : str
        The noun of an unnamed speaker: "mayor".
    """

    place: int
    who: str
    sure: bool = True
    clause: bool = True
    role: str = ""


@dataclass
class _State:
    """What has been read so far: for pronouns."""

    votes: dict
    full: dict
    known: set
    roles: dict = field(default_factory=dict)
    turns: list = field(default_factory=list)  # (sentence, name), speakers and subjects in order


def touches(found: list[Quotation], start: int, end: int) -> bool:
    """Tell whether a stretch of text shares a character with a quotation."""
    return bool(quotations.over(found, start, end))


def voices(straight: str, table: pd.DataFrame, found: list[Quotation]) -> pd.DataFrame:
    """Tell who speaks in each sentence.

    Parameters
    ----------
    straight : str
        The text with straight quotation marks.
    table : DataFrame
        ``paragraph``, ``from``, ``to`` of each sentence, places in that text; ``residue``.
    found : list of Quotation
        From ``quotations.find``.

    Returns
    -------
    DataFrame
        ``voice`` (narration, quotation, reported) and ``speaker``.

    Notes
    -----
    A sentence is a quotation when half of its words stand between quotation marks, or a whole clause
    does and a verb of speech goes with it. It is reported when it has a verb of speech and no such
    clause: said that, estimates that, according to. A pronoun is the last named speaker or subject
    that fits it. Words in quotation marks without a verb of speech take the speaker of the quotation
    they continue.
    """
    blotted = quotations.masked(straight, found, MASK)
    state = _State(names.votes(blotted), names.full(blotted), _known(blotted))
    rows = list(zip(table["paragraph"], table["from"], table["to"], table["residue"], strict=True))
    voice, speaker = ["narration"] * len(rows), [""] * len(rows)
    named: dict[int, str] = {}  # speaker of each quotation, by its start
    pending: dict[int, list[int]] = {}  # sentences of quotations whose speaker is still unknown
    for row, (_, start, end, residue) in enumerate(rows):
        if residue:
            continue
        sentence = blotted[start:end]
        spans = quotations.over(found, start, end)
        said = _attributions(sentence, state, bool(spans))
        kind, by = _kind(straight, blotted, start, end, spans, said)
        voice[row] = kind
        if kind == "narration":
            _remember(sentence, state, row)
            continue
        if by is not None:
            who = _resolve(by, sentence, state, row)
            speaker[row] = who
            if who:
                state.turns.append((row, who))
            else:
                _remember(sentence, state, row)
        if kind != "quotation":
            continue
        inside = [span for span in spans if _speech(straight, blotted, span, start, end)] or spans
        for span in inside:
            if by is not None:
                named[span.start] = speaker[row]
                for earlier in pending.pop(span.start, []):
                    speaker[earlier] = speaker[row]
        if by is None:
            first = inside[0]
            if first.start in named:
                speaker[row] = named[first.start]
            else:
                pending.setdefault(first.start, []).append(row)
                guess = _carried(
                    rows, row, first, voice, speaker, found, named, state, straight, blotted
                )
                if guess is not None:
                    speaker[row] = guess
                    for span in inside:
                        named.setdefault(span.start, guess)
    _backwards(rows, voice, speaker, found, named, blotted)
    return pd.DataFrame({"voice": voice, "speaker": speaker})


def _kind(straight, blotted, start, end, spans, said):
    """Return the voice of a sentence and the attribution that goes with it."""
    outside = re.findall(r"\w+", blotted[start:end])
    if not spans:
        for one in said:
            if one.clause:
                return "reported", one
        return "narration", None
    inside = sum(
        len(re.findall(r"\w[\w'-]*", straight[max(span.start, start) : min(span.end, end)]))
        for span in spans
    )
    speech = [span for span in spans if _speech(straight, blotted, span, start, end)]
    by = _nearest(said, spans, start)
    if speech and (
        by is not None
        or inside >= len(outside)
        or any(span.start < start or span.end > end for span in speech)
    ):
        return "quotation", by
    words = [
        word
        for span in spans
        for word in re.findall(r"[A-Za-z][\w'-]*", straight[span.start : span.end])
    ]
    title = words and sum(word[0].isupper() for word in words) > 0.6 * len(words) and len(words) > 1
    if inside >= len(outside) and inside and not (title and by is None and outside):
        return "quotation", by
    if by is not None:
        return "reported", by
    return "narration", None


def _speech(straight, blotted, span, start, end) -> bool:
    """Tell a clause somebody said from a word or a title in quotation marks."""
    words = straight[span.start + 1 : span.end - span.closed].strip()
    if not words:
        return False
    if span.start < start or span.end > end:
        return True
    before = blotted[max(start, span.start - 2) : span.start]
    after = straight[span.end : span.end + 1]
    opens = words[0].isupper() or words[0] in ".…'[" or words[0].isdigit()
    stops = words[-1] in ".,!?…-" or after in (",",) or words[-2:] in (".'", ",'", "!'", "?'")
    at_front = not blotted[start : span.start].strip()
    led = before.rstrip().endswith((",", ":", "-")) or at_front or MASK in before
    continues = MASK in blotted[start : span.start] and stops
    return (stops and (opens or continues or at_front)) or (
        opens and led and len(words.split()) > 3
    )


def _nearest(said: list[Attribution], spans, start: int) -> Attribution | None:
    """Return the attribution that stands nearest to a quotation."""
    if not said:
        return None
    return min(
        said,
        key=lambda one: min(
            min(abs(one.place + start - span.start), abs(one.place + start - span.end))
            for span in spans
        ),
    )


def _attributions(sentence: str, state: _State, quoted: bool) -> list[Attribution]:
    found = []
    for match in VERB.finditer(sentence):
        verb = match.group().lower()
        if verb in QUOTE and verb not in SAY | REPORT and not quoted:
            continue
        one = _attribution(sentence, match, state, quoted)
        if one is not None:
            found.append(one)
    for match in ACCORDING.finditer(sentence):
        who, role = _after(sentence[match.end() :], state)
        found.append(Attribution(match.start(), who, role=role))
    colon = COLON.search(re.split(MASK, sentence)[0]) if quoted else None
    if colon and not found:
        who = names.trim(colon["who"])
        if who:
            found.append(Attribution(colon.end(), who))
    return found


def _attribution(sentence: str, match: re.Match, state: _State, quoted: bool) -> Attribution | None:
    verb = match.group().lower()
    left, right = sentence[: match.start()], sentence[match.end() :]
    beside = quoted and (
        re.search(rf"{MASK}[,\s-]*\Z", left) is not None
        or re.match(rf"(?: [\w'-]+){{0,8}}[,:]?(?: that)?\s*{MASK}", right) is not None
        or re.search(rf"{MASK}[,\s-]*[^{MASK}.;]{{0,90}}\Z", left) is not None
        and re.match(rf"[^\w]*\Z|[,.:;-]|\s*{MASK}|(?: [\w'-]+){{0,9}}[,.;:-]", right) is not None
    )
    clause = verb in SAY or bool(CLAUSE.match(right))
    if not clause:
        clause = any(verb in verbs and after.match(right) for verbs, after in ACTS)
    # "The war is over, Karabas added." The verb closes the sentence.
    if (
        not clause
        and verb in REPORT
        and re.match(
            r"[.!?]?\Z|(?: (?:on|in|at|during|last|this|late|early) [^,;]{2,40})?[.]\Z", right
        )
    ):
        clause = bool(re.search(r",\s[^,]{2,60}\Z", left))
    if not (clause or beside):
        return None
    segment = re.split(rf"[{MASK};:()]|\s-+\s", left)[-1]
    participle = verb.endswith("ing")
    while True:
        shorter = ADVERB.sub("", segment.rstrip())
        if shorter == segment:
            break
        segment = shorter
    if QUOTED_AS.search(segment):
        segment = QUOTED_AS.sub("", segment)
        participle = False
    elif PASSIVE.search(segment) and not participle:
        if verb in SAY and not quoted:
            return Attribution(match.start(), "", verb in SAY, clause)
        return None
    if BARRED.search(segment):
        return None
    if verb in ("tell", "say", "saying", "telling") and re.search(
        r"\b(?:let|help|heard|hear)\b.{0,20}\Z", segment
    ):
        return None
    if participle:
        first = _first(sentence[: match.start()], state)
        return Attribution(match.start(), first, verb in SAY, clause)
    own = segment.strip(" ,")
    # The verb comes first: “…,” said Karabas. "The war is over, said Karabas."
    if not own or segment.rstrip().endswith(",") or not segment.strip():
        if re.search(rf"(?:{MASK}|,)\s*(?:[\w]+ly )?\Z", left) or not left.strip():
            who, role = _after(right, state, strict=not beside)
            if who or role:
                return Attribution(match.start(), who, verb in SAY, clause, role)
    who, role = _before(segment, sentence, state)
    return Attribution(match.start(), who, verb in SAY, clause, role)


def _before(segment: str, sentence: str, state: _State) -> tuple[str, str]:
    """Return the subject to the left of a verb: a name or a pronoun, and the noun of a role."""
    parts = [part.strip() for part in segment.split(",")]
    role = ""
    own = parts[-1]
    if own:
        cut = _clause_subject(own)
        if cut.lower() in ("who", "which") or PRONOUN.fullmatch(cut) and cut.lower() == "who":
            parts = [*parts[:-1], own[: len(own) - len(cut)].strip()]
            parts = [part for part in parts if part]
            own = parts[-1] if parts else ""
            cut = own
        who, role = _subject(cut, state)
        if who or role or len(parts) == 1:
            if not who and not role and cut != own:
                # "packed his bags and said": the subject of the sentence.
                return _first(sentence, state), ""
            return who, role
    # 'Karabas, 27, from the north, said': over what is put in between, to the left.
    for part in reversed(parts[:-1] if own == parts[-1] or not own else parts):
        if not part:
            continue
        who, found = _subject(_clause_subject(part), state)
        if APPOSITION.match(part) and not (who and _alone(part, who)):
            role = role or found
            continue
        if who:
            return who, ""
        role = role or found
    return "", role or "somebody"


def _alone(part: str, who: str) -> bool:
    return part.endswith(who) and PREPOSITION.search(part[: -len(who)]) is None


def _clause_subject(part: str) -> str:
    """Return what stands after the last connective, unless it joins two names."""
    joint = re.search(r"(?:^|\s)((?:[A-Z][\w'.-]*\s)+and\s(?:[A-Z][\w'.-]*\s?)+)\Z", part)
    if joint:
        return joint.group(1).strip()
    if names.CALLED.search(re.sub(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)*\Z", "", part)):
        return part
    return CONNECTIVE.sub("", part + " ").strip() if CONNECTIVE.match(part + " ") else part.strip()


def _subject(text: str, state: _State) -> tuple[str, str]:
    """Read a noun phrase: a name or a pronoun, or the noun of a role."""
    text = text.strip(" ,-\"'")
    if not text:
        return "", ""
    pronoun = PRONOUN.search(text)
    if pronoun:
        return pronoun["word"].lower().replace("i", "I") if pronoun["word"] == "I" else pronoun[
            "word"
        ].lower(), ""
    joint = re.fullmatch(r"((?:[A-Z][\w'.-]*\s?)+)\sand\s((?:[A-Z][\w'.-]*\s?)+)", text)
    if joint:
        pair = [_name(names.trim(part), state) for part in joint.groups()]
        if all(pair) and all(map(names.person, pair)):
            return " and ".join(pair), ""
    chunks = list(names.CHUNK.finditer(text))
    if chunks and chunks[-1].end() >= len(text.rstrip(".")):
        last = chunks[-1]
        front = text[: last.start()]
        name = names.trim(last.group())
        if name and not _generic(last.group(), front, state):
            if names.CALLED.search(front):
                return _name(name, state), ""
            if PREPOSITION.search(front):
                lead = (
                    names.trim(chunks[0].group())
                    if len(chunks) > 1 and chunks[0].start() == 0
                    else ""
                )
                if (
                    lead
                    and not _generic(chunks[0].group(), "", state)
                    and re.match(r"\s(?:of|from|at|in|for|with)\s", text[chunks[0].end() :])
                ):
                    return _name(lead, state), ""
                noun = re.match(
                    r"(?:.*?\s)??([a-z][\w-]+)\s(?:of|for|in|from|at|with|on)\s", front.lower()
                )
                return "", noun.group(1) if noun else "somebody"
            return _name(name, state), ""
        return "", last.group().split()[-1].lower()
    noun = ROLE_END.match(text)
    # "Karabas of the battalion said": a name leads.
    if chunks and chunks[0].start() == 0:
        lead = names.trim(chunks[0].group())
        if (
            lead
            and not _generic(chunks[0].group(), "", state)
            and re.match(r"\s(?:of|from|at|in|with)\s", text[chunks[0].end() :])
        ):
            return _name(lead, state), ""
    return "", noun["noun"].lower() if noun else "somebody"


def _generic(chunk: str, front: str, state: _State) -> bool:
    """Tell a common noun, capital only by its place, from a name."""
    words = chunk.split()
    if len(words) == 1 and not front.strip():
        return words[0] not in state.known and bool(names.PEOPLE.match(words[0]))
    return (
        bool(names.PEOPLE.match(words[-1]))
        and words[-1] not in state.known
        and len(words) <= 2
        and not front
    )


def _name(name: str, state: _State) -> str:
    """Return the name in full, when the text has it."""
    if " " not in name and name in state.full:
        return state.full[name]
    return name


def _after(text: str, state: _State, *, strict: bool = False) -> tuple[str, str]:
    """Return the subject to the right of a verb."""
    text = text.lstrip()
    parts = re.split(
        rf"[,;:{MASK}]|\s-+\s|[.!?](?=\s|\Z)(?<!\b[A-Z]\.)(?<!Mr\.)(?<!Dr\.)(?<!Mrs\.)(?<!Ms\.)",
        text,
    )
    first = parts[0].strip() if parts else ""
    if not first:
        return "", ""
    pronoun = re.match(r"(he|she|they|it|I|we|one)\b", first)
    if pronoun:
        return ("", "") if strict else (pronoun.group(1), "")
    called = re.search(
        r"\b(?:known (?:only )?as|named|called|nicknamed|identified (?:only )?as) ([A-Z][\w'-]*(?: [A-Z][\w'-]*)*)",
        first,
    )
    if called:
        return _name(names.trim(called.group(1)), state), ""
    stop = STOP.search(first + " ")
    whole, first = first, (first[: stop.start()] if stop else first)
    if strict and re.search(
        r"\b(?:is|are|was|were|will|would|had|has|have|that|could|should|must)\b", whole
    ):
        return "", ""
    chunks = list(names.CHUNK.finditer(first))
    if (
        chunks
        and chunks[0].start() == 0
        and re.match(r"\s(?:of|from|at|for)\s", first[chunks[0].end() :])
    ):
        return _name(names.trim(chunks[0].group()), state), ""
    joint = re.fullmatch(r"((?:[A-Z][\w'.-]*\s?)+)\sand\s((?:[A-Z][\w'.-]*\s?)+)", first)
    if joint:
        return _subject(first, state)
    if chunks and chunks[-1].end() >= len(first.rstrip(".")):
        front = first[: chunks[-1].start()]
        name = names.trim(chunks[-1].group())
        if name and not PREPOSITION.search(front):
            return _name(name, state), ""
    noun = re.match(
        r"(?:(?:the|a|an|one|his|her|their|its|[\w'-]+'s|[\w-]+)\s)*?([a-z][\w-]+)(?=\s(?:of|for|at|in|from)\s|\Z)",
        first,
    )
    for part in parts[1:3]:
        part = part.strip()
        name = names.trim(part)
        if (
            name
            and names.CHUNK.fullmatch(part)
            and (names.person(name))
            and first[:1].islower() | first.startswith(("The", "A ")) | ("'s " in first)
        ):
            return _name(name, state), ""
    return "", noun.group(1).lower() if noun else "somebody"


def _first(sentence: str, state: _State) -> str:
    """Return the subject a sentence begins with: a name or a pronoun, or ""."""
    text = sentence.split(MASK)[0] or sentence
    text = re.sub(
        r"\A\W*(?:(?:When|While|After|Before|As|Although|Though|Because|If|Since|And|But|So|Then|Later|Now|Once) )+",
        "",
        text.strip(),
    )
    pronoun = re.match(r"(he|she|they)\b", text, re.I)
    if pronoun:
        return pronoun.group(1).lower()
    called = re.search(
        r"\A(?:An?|The|One|Another|Its|His|Her|Their)\b[^,.;]{0,80}?\b(?:known (?:only )?as|named|called) ([A-Z][\w'-]*(?: [A-Z][\w'-]*)*)",
        text,
    )
    if called:
        return _name(names.trim(called.group(1)), state)
    chunk = names.CHUNK.match(text)
    if chunk and not text[chunk.end() :].startswith("'"):
        name = names.trim(chunk.group())
        if name and not _generic(chunk.group(), "", state) and not chunk.group().endswith("'s"):
            return _name(name, state)
    # "On Monday, Karabas left", "Today a teacher, Ann Lee, left."
    for part in text.split(",")[1:3]:
        chunk = names.CHUNK.match(part.strip())
        if chunk:
            name = names.trim(chunk.group())
            rest = part.strip()[chunk.end() :]
            if (
                name
                and not rest.startswith("'")
                and names.person(name)
                and (re.match(r"\s[a-z]+", rest) or not rest)
            ):
                return _name(name, state)
    return ""


def _remember(sentence: str, state: _State, row: int) -> None:
    """Keep the person a narrated sentence is about."""
    name = _first(sentence, state)
    if name in ("he", "she"):
        name = _resolve(Attribution(0, name), "", state, row)
    if (
        name
        and name not in ("they",)
        and names.person(name)
        and (" " in name or name in state.known or names.gender(name, state.votes))
    ):
        state.turns.append((row, name))
    else:
        called = re.search(
            r"\b(?:known (?:only )?(?:now )?as|named|called) ([A-Z][\w'-]*(?: [A-Z][\w'-]*)*)",
            sentence,
        )
        if called and (name := names.trim(called.group(1))) and names.person(name):
            state.turns.append((row, _name(name, state)))


def _resolve(one: Attribution, sentence: str, state: _State, row: int) -> str:
    """Return the speaker's name: a pronoun is the last speaker or subject that fits."""
    who = one.who
    if who in ("I", "we", "you", "one", "who", ""):
        return state.roles.get(one.role, "") if not who and one.role else ""
    if who in ("he", "she"):
        before = sentence[: one.place]
        lead = _first(before, state) if before.strip(MASK + " ,") else ""
        if (
            lead
            and lead not in ("he", "she", "they")
            and names.person(lead)
            and names.gender(lead, state.votes) in (who, "")
        ):
            return lead
        for _, name in reversed(state.turns):
            if (
                names.person(name)
                and " and " not in name
                and names.gender(name, state.votes) == who
            ):
                near = name
                break
        else:
            near = ""
        for _, name in reversed(state.turns):
            if (
                names.person(name)
                and " and " not in name
                and names.gender(name, state.votes) in (who, "")
            ):
                return name
        return near
    if who == "they":
        last = state.turns[-1][1] if state.turns else ""
        return last if " and " in last or (last and not names.person(last)) else ""
    if who == "it":
        return next((name for _, name in reversed(state.turns) if not names.person(name)), "")
    return who


def _carried(rows, row, span, voice, speaker, found, named, state, straight, blotted) -> str | None:
    """Return whose quotation goes on, when no verb of speech stands in the sentence."""
    place = found.index(span)
    before = found[place - 1] if place else None
    paragraph = rows[row][0]
    # It continues one that ran on from the paragraph before.
    if before is not None and not before.closed and before.paragraph == span.paragraph - 1:
        if before.start in named:
            return named[before.start]
    if row and rows[row - 1][0] == paragraph:
        if voice[row - 1] in ("quotation", "reported") and not rows[row - 1][3]:
            return speaker[row - 1] or None
        last = [name for turn, name in state.turns if turn == row - 1]
        return last[-1] if last else None
    # A new paragraph: who was introduced by the sentence before, unless that was a quotation.
    if row and rows[row - 1][0] == paragraph - 1 and not rows[row - 1][3]:
        if voice[row - 1] == "reported" and speaker[row - 1]:
            return speaker[row - 1]
        end = blotted[rows[row - 1][1] : rows[row - 1][2]].rstrip()
        if end.endswith(":"):
            last = [name for turn, name in state.turns if turn == row - 1]
            return last[-1] if last else None
    return None


def _backwards(rows, voice, speaker, found, named, blotted) -> None:
    """Give quotations without a speaker the one named next in their paragraph."""
    for row in range(len(rows) - 2, -1, -1):
        if voice[row] == "quotation" and not speaker[row]:
            after = row + 1
            if rows[after][0] == rows[row][0] and voice[after] == "quotation" and speaker[after]:
                speaker[row] = speaker[after]


def _known(blotted: str) -> set[str]:
    """Return the words that are capitalised in mid-sentence somewhere: names, not just beginnings."""
    return {
        match.group(1) for match in re.finditer(r"(?<=[\w,;:\x02'\")-] )([A-Z][\w-]*)", blotted)
    }
