"""Verbs of speech: their forms, and what must stand around one for it to report speech."""

import re

from closereading import lists
from closereading.reading import names

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
ACT = frozenset(_forms(_LISTS["act"]))
BASE = frozenset(_LISTS["report"] + _LISTS["act"])
_ALL = sorted(
    SAY | REPORT | QUOTE | ACT | {"found", "finds", "show", "shows", "showed"},
    key=len,
    reverse=True,
)
# Capitals only for the plainest: a headline's "Mayor Says", but not "Consensus Estimates".
VERB = re.compile(
    rf"(?<![\w'-])(?:{'|'.join(_ALL)}|points? out|pointed out|Says|Said|Tells|Told)(?![\w'-])"
)
REPORTING = frozenset(_LISTS["reporting"])

FINITE = (
    "is are was were will would could can cannot may might must should has have had do does did "
    "won't isn't wasn't wouldn't hasn't didn't can't couldn't doesn't don't aren't weren't"
).replace(" ", "|")
# After a verb of reporting: a clause, so that "claimed 30 lives" is not speech.
CLAUSE = re.compile(
    r"(?: (?:to )?(?:\w+ ){0,2}\w+)?,? (?:that|how|whether|why|if)\b(?! (?:one|year|week)\b)"
    r"| in (?:[\w'-]+ ){1,4}that\b"
    r"|,? (?:there|it|he|she|they|we|I|you)\b(?! to\b)"
    rf"|(?: [\w'&.%$-]+){{1,7}}? (?:{FINITE})\b"
)
# Acts of speech: warned of, promised to, urged them to.
_ACTS = (
    ("warn complain boast", r" (?:\w+ )?(?:of|about|against)\b"),
    ("promise vow pledge swear", r" (?:not )?to\b"),
    ("urge", r" (?:[\w'-]+ ){1,5}to\b"),
    ("call", r" (?:again )?(?:on|for) "),
    (
        "call",  # "called him divisive", "called Hart a liar"
        r" (?:him|her|it|them|\w+sel(?:f|ves)|the (?:\w+ ){1,4}?|[A-Z][\w.']*(?: [A-Z][\w.']*)*?) ?"
        r"\b(?:an?|the|his|her|[a-z]+(?:ive|ous|ful|able|ist|al|ic))\b",
    ),
    ("ask wonder explain", r" (?:[\w'-]+ ){0,4}?(?:about|what|who|when|where|which)\b"),
    ("find show", r" that\b"),
    ("refer point object apologize apologise allude respond", r" (?:\w+ )?(?:to|for)\b"),
    (
        "deny",
        r" (?:any|all|it|having|being|wrongdoing|allegations|charges|claims|the \w+|\w+ing)\b",
    ),
    ("accuse", r" [\w' -]{1,60}? of\b"),
)
# "denounced the plan": an object, and no "by", no day
OBJECT = re.compile(
    r" (?:an?|the|any|all|his|her|its|their|our|this|these|those|that|such|him|them|it|\w+ing|\w+s"
    rf"|[{names.UPPER}](?!\w*day\b)[\w.'-]+|\w+ (?:of|for|to)|[a-z-]+ [a-z-]+)\b(?<! by)"
)
NEEDS_MORE = frozenset(
    _forms(("refer", "point", "object", "apologize", "apologise", "allude", "respond", "urge"))
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
    r"|just|even|further|again|however|earlier|instead|meanwhile|too|all|each|soon|long|himself|herself|themselves|afterwards|today|yesterday|did|does|do|\w+ly"
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
PROGRESSIVE = re.compile(
    r"(?:(?:\s|^)(?:is|are|was|were|been|be|am)|'s|'re|'m)(?: (?:already|also|now|still|\w+ly))?\Z"
)
QUOTED_AS = re.compile(
    r"(?:was|were|is|are|been) (?:(?:quoted|cited) (?:by [^,]{1,40} )?as|(?:over)?heard)\Z"
)
QUOTING = re.compile(r"\b(?:quoted|cited|quotes|cites) (?P<who>[^,;]{2,80}) as\s*\Z")
THING = re.compile(r"(?:^|\s)(?:this|that|which|these|those|there|what)\Z", re.IGNORECASE)
