"""Verbs of speech: their forms, and the rules for what must stand around one, as ordered lists."""

import re
from dataclasses import dataclass

from closereading import lists
from closereading.reading import names
from closereading.voices.naming import pattern
from closereading.voices.quotations import MASK

_LISTS = lists.sections("speech.txt")
_ODD = dict(line.split(": ") for line in _LISTS["irregular"])


def _forms(*verbs: str) -> frozenset[str]:
    forms = set()
    for verb in verbs:
        if verb in _ODD:
            forms.update(_ODD[verb].split())
        elif verb.endswith("e"):
            forms |= {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
        elif verb.endswith("y") and verb[-2] not in "aeiou":
            forms |= {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
        else:
            end = "es" if verb.endswith(("s", "sh", "ch")) else "s"
            stem = verb + verb[-1] if verb in _LISTS["doubled"] else verb
            forms |= {verb, verb + end, stem + "ed", stem + "ing"}
    return frozenset(forms)


SAY = frozenset(_LISTS["say"])
REPORT = _forms(*_LISTS["report"])
QUOTE = _forms(*_LISTS["quote"])
ACT = _forms(*_LISTS["act"])
BASE = frozenset(_LISTS["report"] + _LISTS["act"])
OUT = frozenset({"point out", "points out", "pointed out"})
_ALL = SAY | REPORT | QUOTE | ACT | {"found", "finds", *_forms("show")}
# Capitals only for the plainest: a headline's "Mayor Says", but not "Consensus Estimates".
VERB = re.compile(
    rf"(?<![\w'-])(?:points? out|pointed out|{lists.words(_ALL)}|Says|Said|Tells|Told)(?![\w'-])"
)
REPORTING = frozenset(_LISTS["reporting"])
FINITE = pattern("finite").pattern
CLAUSE = pattern("clause")
OBJECT = pattern("object")
NEEDS_MORE = _forms(*_LISTS["needs more"])
PAST = re.compile(r"(?:ed|wrote|swore)\Z")
# A verb of reporting at the end: "The war is over, she added on Monday."
CLOSES = r"[.!?]?\Z| (?:on|in|at|during|last|this|late|early|yesterday|today)\b[^,;]{0,40}[.]\Z"
INSERTED = r",\s(?!(?:who|which|that|when|where|and|or|but)\b)[^,]{2,40}\Z"
ADVERB = re.compile(rf"(?:\s|^){pattern('adverb').pattern}\Z")
ASPECT = pattern("aspect")
MODAL = re.compile(rf"(?:\s|^){pattern('modal').pattern}(?: \w+ly| also| then)?\Z")
PASSIVE = pattern("passive")
PROGRESSIVE = pattern("progressive")
QUOTED_AS = pattern("quoted as")
QUOTING = re.compile(r"\b(?:quoted|cited|quotes|cites) (?P<who>[^,;]{2,80}) as\s*\Z")
NAMING = frozenset("called dubbed labeled labelled branded titled headlined".split())  # noqa: SIM905


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
    segment: str = ""  # what stands between the last break and the verb, adverbs taken off
    participle: bool = False
    said: tuple = ()  # what was found before it in the sentence


@dataclass(frozen=True)
class Rule:
    """What must hold of a verb, with an example: all that is given.

    The verb is one of ``words``; ``left`` is found before it, ``segment`` in its segment, ``right``
    fits what follows; ``but`` excepts a verb.
    """

    example: str
    words: frozenset = frozenset()
    left: str = ""
    segment: str = ""
    right: str = ""
    but: object = None

    def holds(self, verb: Verb) -> bool:
        return bool(
            (not self.words or verb.word in self.words)
            and (not self.left or re.search(self.left, verb.left))
            and (not self.segment or re.search(self.segment, verb.segment))
            and (not self.right or re.match(self.right, verb.right))
            and not (self.but and self.but(verb))
        )


def inverted(verb: Verb) -> bool:
    """Tell a verb before its subject inside a sentence: "…, warned Hart, …"."""
    if not (PAST.search(verb.word) and verb.left.endswith(", ")):
        return False
    who = names.CHUNK.match(verb.right, 1)
    return bool(who and re.match(r"[,.]", verb.right[who.end() :]))


# Why a verb reports speech without quotation marks
REPORTS = (
    Rule("say: in any sentence", SAY | OUT),
    Rule("noted that: a clause follows", right=CLAUSE),
    *(
        Rule("an act of speech", _forms(*act.split()), right=" " + after)
        for act, _, after in (line.partition(": ") for line in _LISTS["acts"])
    ),
    Rule("denounced the plan: an object", ACT - NEEDS_MORE, right=OBJECT),
    Rule(
        "…, she added.: at the end",
        frozenset(filter(PAST.search, REPORT)), left=r",\s[^,]{2,60}\Z", right=CLOSES,
    ),
    Rule("voters, Hart argued, do not", REPORT, left=INSERTED, right="[,;]"),
    Rule("as she noted", REPORT | OUT, left=r"(?:^\W?|,\s)[Aa]s [^,]{2,60}\Z"),
    Rule("noted the attendance:", REPORT - _forms("call"), right=r"[^.:]{0,60}:\s*\Z"),
    Rule("…, warned Hart, …", but=lambda verb: not inverted(verb)),
)  # fmt: skip
# Why a verb reports nothing, whatever follows
BARS = (
    Rule(
        'a product called "Window": its name, but not "what the company called"',
        NAMING, left=r"\b(?!(?:he|she|they|it|we|you|who|been|was|is|were|are)\b)[a-z][\w-]*\s\Z",
        right=rf"\s*{MASK}",
        but=lambda verb: re.search(r"\bwhat\b[^,;]{0,60}\Z", verb.left),
    ),
    Rule("Hart, asked whether, smiled", _forms("ask"), left=r"\w, \Z", right="[^,]*, [a-z]"),
    Rule("Tell me: an order", SAY, left=r"\A\s*\Z", but=lambda verb: verb.quoted),
    Rule(
        "a growling dog: a participle",
        but=lambda verb: not verb.participle or verb.word in REPORTING or verb.beside,
    ),
)  # fmt: skip
PLURAL = pattern("plural", re.IGNORECASE)
STATES = pattern("states", re.IGNORECASE)
# Why what stands before a verb keeps it from reporting
BARRED = (
    Rule(
        "a curtain call that: a noun", BASE,
        but=lambda verb: (verb.beside and not verb.segment) or re.search(PLURAL, verb.segment),
    ),
    Rule('the "big" state', BASE, left=rf"\b(?:the|an?|his|her|its|their|this) {MASK}+\s*\Z"),
    Rule("13 states: a noun", frozenset({"states"}), segment=STATES),
    Rule("was called: passive", segment=PASSIVE),
    Rule(
        "to say, the claim: no verb", segment=rf"(?:\s|^){pattern('barring').pattern}\Z",
        but=lambda verb: verb.participle,
    ),
    Rule("would say", segment=MODAL, but=lambda verb: verb.quoted),
    Rule(
        "which added: a thing", segment=r"(?i)(?:^|\s)(?:this|that|which|these|those|there|what)\Z",
        but=lambda verb: verb.word in SAY or verb.beside,
    ),
)  # fmt: skip
