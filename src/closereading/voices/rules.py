"""The rules for a verb of speech: ordered lists, each rule with an example of what it is for."""

import re
from dataclasses import dataclass

from closereading.reading import names
from closereading.voices import verbs
from closereading.voices.naming import Cast
from closereading.voices.quotations import MASK

NAMING = frozenset({"called", "dubbed", "labeled", "labelled", "branded", "titled", "headlined"})
# A common noun right before one of these, but not "what the company called"
COMMON = re.compile(r"\b(?!(?:he|she|they|it|we|you|who)\b)[a-z][\w-]*\s\Z")
WHAT = re.compile(r"\bwhat\b[^,;]{0,60}\Z")


@dataclass(frozen=True)
class Verb:
    """A verb that may report speech, with what stands around it."""

    sentence: str
    place: int
    word: str
    left: str
    right: str
    quoted: bool
    beside: bool
    cast: Cast
    segment: str = ""  # what stands between the last break and the verb, adverbs taken off
    participle: bool = False
    said: tuple = ()  # what was found before it in the sentence


def _closes(verb: Verb) -> bool:
    comma = re.search(r",\s[^,]{2,60}\Z", verb.left)
    return bool(comma and verbs.CLOSES.match(verb.right) and verbs.PAST.search(verb.word))


def _inserted(verb: Verb) -> bool:
    held = re.search(r",\s(?!(?:who|which|that|when|where|and|or|but)\b)[^,]{2,40}\Z", verb.left)
    return bool(held and verb.word in verbs.REPORT and re.match(r"[,;]", verb.right))


def inverted(verb: Verb) -> bool:
    if not (verbs.PAST.search(verb.word) and verb.left.endswith(", ")):
        return False
    who = names.CHUNK.match(verb.right, 1)
    return bool(who and re.match(r"[,.]", verb.right[who.end() :]))


def _act(verb: Verb) -> bool:
    return any(verb.word in act and after.match(verb.right) for act, after in verbs.ACTS)


def _object(verb: Verb) -> bool:
    plain = verb.word in verbs.ACT and verb.word not in verbs.NEEDS_MORE
    return bool(plain and verbs.OBJECT.match(verb.right))


# Why a verb reports speech without quotation marks, first that holds
REPORTS = (
    ("say: in any sentence", lambda verb: verb.word in verbs.SAY or verb.word.endswith(" out")),
    ("noted that: a clause follows", lambda verb: bool(verbs.CLAUSE.match(verb.right))),
    ("urged them to: an act of speech", _act),
    ("denounced the plan: an object", _object),
    ("…, she added.: at the end", lambda verb: verb.word in verbs.REPORT and _closes(verb)),
    ("voters, Hart argued, do not", _inserted),
    (
        "as she noted",
        lambda verb: (
            (verb.word in verbs.REPORT or verb.word.endswith(" out"))
            and re.search(r"(?:^|,\s)[Aa]s [^,]{2,60}\Z", verb.left) is not None
        ),
    ),
    ("…, warned Hart, …", inverted),
)
# Why a verb reports nothing, whatever follows
BARS = (
    (
        'a product called "Window": its name',
        lambda verb: (
            verb.word in NAMING
            and re.match(rf"\s*{MASK}", verb.right)
            and COMMON.search(verb.left)
            and not WHAT.search(verb.left)
        ),
    ),
    (
        "Tell me: an order",
        lambda verb: not verb.left.strip() and verb.word in verbs.SAY and not verb.quoted,
    ),
    (
        "a growling dog: a participle",
        lambda verb: verb.participle and verb.word not in verbs.REPORTING and not verb.beside,
    ),
)


# Why what stands before a verb keeps it from reporting
BARRED = (
    (
        "a curtain call that: a noun",
        lambda verb: (
            verb.word in verbs.BASE
            and not (verb.beside and not verb.segment)
            and not verbs.PLURAL.search(verb.segment)
        ),
    ),
    (
        'the "big" state: a noun',
        lambda verb: (
            verb.word in verbs.BASE
            and re.search(rf"\b(?:the|an?|his|her|its|their|this) {MASK}+\s*\Z", verb.left)
        ),
    ),
    ("was called: passive", lambda verb: verbs.PASSIVE.search(verb.segment)),
    (
        "to say, the claim: no verb with a subject",
        lambda verb: not verb.participle and verbs.BARRED.search(verb.segment),
    ),
    ("would say", lambda verb: verbs.MODAL.search(verb.segment) and not verb.quoted),
    (
        "which added: a thing",
        lambda verb: (
            verb.word not in verbs.SAY and not verb.beside and verbs.THING.search(verb.segment)
        ),
    ),
)
