"""Whose words: the subject of a verb of speech, read from the names around it."""

import re

from closereading.reading import names
from closereading.voices.naming import ROLE, ROLES, Cast, full, likely, name, pattern, phrase, trim
from closereading.voices.quotations import MASK
from closereading.voices.verbs import FINITE

# What is put in between and says nothing of the subject: "(R-Ohio)"
ASIDE = re.compile(rf"\s?[(\[][^()\[\]{MASK}]{{0,80}}[)\]]")
REACH = 400  # characters before and behind a verb in which its subject and clause are looked for

CONNECTIVE = re.compile(rf".*(?:^|\s){pattern('connective').pattern}\s", re.DOTALL | re.IGNORECASE)
PRONOUN = re.compile(r"(?:^|\s)(?P<word>he|she|they|it|i|we|you|who)\Z", re.IGNORECASE)
OBJECT = r"\s(?:of|from|at|in|for|with|to|by)\s"
OWN_VERB = re.compile(rf"\b(?:{FINITE}|that)\b")
STOP = re.compile(rf"\s(?:{pattern('stop').pattern}|and then)\s")
HANGS = pattern("hangs")
APPOSITION = pattern("apposition")
OFFICE = re.compile(r"(?:[A-Z]\w+ ){1,3}(?:of|for|at) ")  # "Ann Lee, Director of the Institute,"
SEGMENT = re.compile(
    rf"[,;:{MASK}()]|\s-+\s|[.!?](?=\s|\Z)(?<!\b[A-Z]\.)"
    + "".join(rf"(?<!\b{short}\.)" for short in names.SHORT)
)
PICTURE = re.compile(r"\s*[^\w\s.,;:!?'\")\]}>-]+\s*\Z")  # an emoji behind a name
CAPITALS = pattern("capitals").pattern
NAME_END = re.compile(rf"[{names.UPPER}][\w'-]*(?: [{names.UPPER}][\w'-]*)*\Z")
JOINT = re.compile(rf"({CAPITALS})\sand\s({CAPITALS})")
LEADING = re.compile(rf"\A\W*(?:{pattern('leading').pattern}\s)+")
FIRST_CALLED = pattern("first called")

WITH_OTHERS = pattern("with others")
INNER = re.compile(rf".*\s{pattern('connective').pattern}\s(?P<who>he|she|they)\s", re.DOTALL)
SET_BEFORE = re.compile(rf"{pattern('set before').pattern}\b")
DESCRIBING = re.compile(
    rf"(?i:(?:(?!to |by |for )[\w'&.-]+ ){{0,6}}{ROLE}(?: of [a-z]+)? "
    r"|(?:an?|the|one) (?:[\w'-]+ ){1,4}named )"
    rf"|(?:{'|'.join(sorted(names.PEOPLES))}) [a-z-]+(?<!s) (?=[A-Z]\w+ [A-Z])"
)
BY = re.compile(r"(?:[\w'-]+ ){1,6}?(?:by|from) (?=.*?[A-Z])")  # "a study by Peter Schott"


def before(segment: str, sentence: str, cast: Cast) -> tuple[str, str]:
    """Return the subject to the left of a verb: a name, a pronoun, or "" and what it is called."""
    parts = [part.strip() for part in segment.split(",")]
    parts = [part for part in parts if not names.STATE.fullmatch(part)] or [""]
    own = parts.pop()
    if own:
        others = WITH_OTHERS.search(own)
        own = (others["who"] or others["first"]).strip() if others else own
        piece = _last_clause(own)
        if not piece:
            # "as he spoke and urged"; "packed his bags and said": the subject of the sentence.
            inner = INNER.search(own)
            return inner["who"].lower() if inner else first(sentence, cast), ""
        if piece in ("who", "Who", "which", "Which"):
            piece = ""
        # "The dam held, the mayor said"; not "Ann Lee, the mayor said"
        lead = trim(parts[0], cast) if len(parts) == 1 and names.CHUNK.fullmatch(parts[0]) else ""
        alone = " " in lead and names.person(lead)
        put_in = parts and piece == own and _put_in(own)
        if piece and not (put_in and (alone or not phrase(own)) and not subject(piece, cast)):
            return _both(piece, cast)
    # "Karabas, 27, from the north, said": to the left, over what is put in between.
    lead = names.CHUNK.fullmatch(parts[0]) if len(parts) > 1 else None
    if lead and _put_in(parts[1]) and (who := subject(parts[0], cast)):
        return who, ""
    for part in reversed(parts):
        if not part or part.startswith("or "):  # "the April 19 Movement, or M-19, said"
            continue
        who = subject(_last_clause(part), cast)
        if who and (not _put_in(part) or _alone(part, who)):
            return who, ""
        if not _put_in(part):
            return _both(_last_clause(part), cast)
    return "", phrase(parts[0]) if parts else ""


def clause(segment: str) -> str:
    """Return what stands behind the last comma and connective before a verb."""
    last = segment.rpartition(",")[2].strip()
    return _last_clause(last) if last else "none"


def _both(text: str, cast: Cast) -> tuple[str, str]:
    """Return a noun phrase's name or pronoun, and how it is called when it has none."""
    who = subject(text, cast)
    return who, "" if who else phrase(text)


def _put_in(part: str) -> bool:
    """Tell what is put in between a subject and its verb."""
    if APPOSITION.match(part) or (OFFICE.match(part) and part.split()[0] in names.TITLES):
        return True
    if re.match(rf"{CAPITALS}'s? [a-z]", part):  # "Germany's largest private bank"
        return True
    roles = list(ROLES.finditer(part))
    return bool(roles) and not NAME_END.search(re.split(OBJECT, part[roles[-1].end() :])[0])


def _alone(part: str, who: str) -> bool:
    """Tell whether a stretch ends with a name that hangs on no preposition."""
    last = who.split()[-1]
    return part.endswith(last) and not re.search(r"\s(?:of|for|at|in|from|with|by|to)\s", part)


def _last_clause(part: str) -> str:
    """Return what stands after the last connective, unless that joins two names."""
    joint = re.search(rf"(?:^|\s)({JOINT.pattern})\Z", part)
    if joint:
        # What stands before it tells whether it hangs on a preposition.
        return f"{CONNECTIVE.sub('', part[: joint.start(1)])} {joint.group(1)}".strip()
    if names.CALLED.search(NAME_END.sub("", part)):
        return part
    return CONNECTIVE.sub("", part + " ").strip()


def subject(text: str, cast: Cast) -> str:
    """Read a noun phrase: a name, a pronoun, or "" for somebody unnamed."""
    text = text.strip(" ,-\"'")
    pronoun = PRONOUN.search(text)
    if pronoun and (len(pronoun["word"]) == 1 or not pronoun["word"].isupper()):  # "the WHO"
        return pronoun["word"].lower()
    if joint := JOINT.fullmatch(text):
        pair = [full(part, cast) for part in joint.groups()]
        if all(pair) and all(map(names.person, pair)):
            return " and ".join(pair)
    chunks = list(names.CHUNK.finditer(text))
    if not chunks:
        return ""
    last, lead = chunks[-1], chunks[0]
    front, run = text[: last.start()], last.group()
    if len(chunks) > 1 and run in names.BODIES and front.endswith(f"{chunks[-2].group()} "):
        return name(f"{chunks[-2].group()} {run}", cast)  # "the Attorney General's Office"
    if last.end() >= len(text.rstrip(".")) and full(run, cast) and not run.endswith("'"):
        if names.generic(run, front, cast.known):
            return ""
        if names.CALLED.search(front) or not HANGS.search(front):
            return full(run, cast)
    if lead.start():
        return ""
    # "Karabas of the battalion said", "Inspector Ann Lee of the York police said"
    whole = full(re.split(OBJECT, lead.group())[0], cast)
    if re.search(OBJECT, lead.group()) and " " in whole and names.person(whole):
        return whole
    hangs = re.match(OBJECT, text[lead.end() :])
    return (
        full(lead.group(), cast)
        if hangs and not names.generic(lead.group(), "", cast.known)
        else ""
    )


def after(text: str, cast: Cast, *, strict: bool = False) -> tuple[str, str] | None:
    """Return the subject to the right of a verb, as ``before`` does, or None where there is none.

    With ``strict`` a finite verb behind it means that it is no subject of this one.
    """
    whole, *rest = (part.strip() for part in SEGMENT.split(text.lstrip()))
    if not whole:
        return None
    if pronoun := re.match(r"(he|she|they|it|I|we|one)\b", whole):
        return None if strict else (pronoun[1].lower(), "")
    if (called := names.NICKNAME.search(whole)) and (who := full(called["name"], cast)):
        return who, ""
    if strict and (OWN_VERB.search(whole) or (rest and OWN_VERB.match(rest[0]))):
        return None  # "said the new Movement, is the organ of …"
    source = phrase(STOP.split(whole + " ")[0])
    if not strict and phrase(re.split(" (?:by|from) ", whole)[0]) and (by := BY.match(whole)):
        whole = whole[by.end() :]  # "according to a study by Peter Schott"
    if who := subject(PICTURE.sub("", STOP.split(whole + " ")[0]), cast):
        return who, ""
    # "said the group's director, Amir Khan": the name that follows the description.
    chunk = names.CHUNK.match(rest[0]) if rest else None
    if chunk and names.person(who := full(chunk.group(), cast)):
        left = rest[0][chunk.end() :] + " "
        if not left.strip() or STOP.match(left) or re.match(OBJECT, left):
            return who, ""
    return "", source


def first(sentence: str, cast: Cast) -> str:
    """Return the subject a sentence begins with: a name, a pronoun, or ""."""
    text = next((part for part in sentence.split(MASK) if part.strip(" ,.-")), "")[:REACH]
    text = ASIDE.sub("", text)
    text = LEADING.sub("", text.strip(" ,.-"))
    pronoun = re.match(r"(he|she|they)\b", text, re.IGNORECASE)
    if pronoun:
        return pronoun.group(1).lower()
    called = FIRST_CALLED.match(text)
    if called and (nickname := names.NICKNAME.match(text, called.end())):
        return full(nickname["name"], cast)
    # "Karabas left", "On Monday, Karabas left", "Today a teacher, Ann Lee, left".
    for place, part in enumerate(text.split(",")[:6]):
        part = part.strip()
        if place < text.count(",") and SET_BEFORE.match(part):
            continue
        chunk = names.CHUNK.match(part)
        if described := DESCRIBING.match(part):  # "Radio host Ann Lee", "Canadian skater Ann Lee"
            chunk = names.CHUNK.match(part, described.end()) or chunk
        if not chunk or chunk.group().endswith(("'s", "'")):
            continue
        who, rest = trim(chunk.group(), cast), part[chunk.end() :]
        if not who or names.generic(chunk.group(), "", cast.known):
            continue
        if (
            likely(who, cast)
            if place == 0
            else names.person(who) and re.match(r"\s[a-z]+|\Z", rest)
        ):
            return full(chunk.group(), cast)
    return ""
