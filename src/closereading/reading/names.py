"""Names of people in a text: which words are one, and of which kind."""

import re
from collections import Counter

from closereading.reading import lists

_LISTS = lists.sections("names.txt")
TITLES, OFFICES, MALE, FEMALE, BODIES, NEVER = (
    frozenset(_LISTS[kind]) for kind in ("titles", "offices", "male", "female", "bodies", "never")
)
# What follows a name and is none: "Boulder, Colo.," and a member's party, "D-Mass."
STATE = re.compile(
    rf"(?:(?:[DRI]-)?(?:{'|'.join(map(re.escape, _LISTS['states']))})"
    r"|[DRI]-[A-Z][\w. ]{1,20}?)\.?"
)
PEOPLE = re.compile(rf"(?:{'|'.join(_LISTS['people'])})\Z", re.IGNORECASE)
CALLED = re.compile(
    r"\b(?:known (?:(?:only|now|locally) )?as|named|called|nicknamed|identified (?:only )?as"
    r"|by the name of|call sign|goes by) (?:the )?\Z"
)
NICKNAME = re.compile(
    r"\b(?:known (?:(?:only|now|locally) )?as|named|called|nicknamed|identified (?:only )?as) "
    r"(?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*)*)"
)
_WORD = (
    r"(?:(?:[A-Z]\.){1,3}|(?:Mrs?|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Lt|Maj|Capt|Cpl|Sgt|Prof|Rev|Jr|Sr|Inc"
    r"|Corp|Ltd|Adm|Cmdr)\.|[A-Z][\w&-]{0,40}(?:'[A-Z][\w-]{1,40})?)"
)
_JOIN = r"(?:de|da|del|di|du|la|le|van|von|der|den|bin|ibn|al|el|of|the|for|&|y)"
# A run of capitalised words; small words only between two of them. A possessive ends it.
CHUNK = re.compile(rf"(?<![\w'])(?:{_WORD})(?: (?:{_JOIN} ){{0,2}}{_WORD}){{0,9}}(?:'s?(?!\w))?")

_VOTE = {
    **dict.fromkeys(("he", "his", "him", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_TITLED = re.compile(
    r"\b(?P<title>Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Father|Sister|King|Queen|spokesman|spokeswoman"
    r"|chairman|chairwoman|businessman|businesswoman|actress|actor|husband|wife|mother|father"
    r"|daughter|son|brother|sister|policeman|policewoman|widow|widower|grandmother|grandfather)"
    r"\.?,? (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"
)
_HERS = frozenset(
    {"Mrs", "Ms", "Miss", "Dame", "Lady", "Sister", "Queen", "spokeswoman", "chairwoman", "wife"}
    | {"businesswoman", "actress", "mother", "daughter", "sister", "policewoman", "widow"}
    | {"grandmother"}
)
_NEAR = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][\w-]{1,40}(?: [A-Z][\w-]{1,40}){0,2})\b"
    r"(?P<between>[^.;!?\"\x02A-Z]{0,60}?)\b"
    r"(?P<pronoun>he|his|him|himself|she|her|hers|herself)\b"
)


def trim(chunk: str) -> str:
    """Return the bare name in a run of capitalised words: no title, no possessive, no article.

    Returns
    -------
    str
        "" when nothing is left: a title alone, or with "of" (the President of the Republic), is a
        role and no name.
    """
    words = re.sub(r"'s?\Z", "", chunk.strip(" ,")).split()
    while words and (words[0] in NEVER or words[0].islower()):
        words = words[1:]
    if not words or words[-1] in NEVER:
        return ""
    if words[0] in TITLES and any(word in ("of", "for") for word in words[1:3]):
        return ""
    # "Colima Attorney General Yolanda Verduzco": what stands before an office is where it is.
    offices = [place for place, word in enumerate(words[:-2]) if word in OFFICES]
    if offices:
        words = words[offices[-1] + 1 :]
    # "William Gray of Colorado State University": a given name leads a person, not a body.
    given = next((place for place, word in enumerate(words) if word not in TITLES), 0)
    if words[given] in MALE | FEMALE and "of" in words[given + 2 :]:
        words = words[: words.index("of", given + 2)]
    if not any(word in BODIES for word in words[1:]):
        while words and words[0] in TITLES:
            words = words[1:]
    return " ".join(words)


def person(name: str) -> bool:
    """Tell whether a name can be a person's: no organisation, no known place, no initials."""
    words = name.split()
    if not words or any(word in BODIES or word in ("of", "for", "&") for word in words):
        return False
    initials = len(words) == 1 and name.isupper() and 1 < len(name) <= 4
    return not initials


def gender(name: str, tally: dict[str, Counter]) -> str:
    """Return "he", "she" or "" for a name, from its given name or the pronouns that follow it."""
    words = name.split()
    first = words[0]
    if (first in MALE) != (first in FEMALE):
        return "he" if first in MALE else "she"
    counts = tally.get(name) or tally.get(words[-1]) or Counter()
    he, she = counts["he"], counts["she"]
    return "he" if he > she else "she" if she > he else ""


def votes(text: str) -> dict[str, Counter]:
    """Count for each name, whole and its last word, which pronouns and titles go with it."""
    found: dict[str, Counter] = {}

    def vote(name: str, kind: str, weight: int) -> None:
        for part in {name, name.split()[-1]}:
            found.setdefault(part, Counter())[kind] += weight

    for match in _TITLED.finditer(text):
        if name := trim(match["name"]):
            vote(name, "she" if match["title"] in _HERS else "he", 5)
    for match in _NEAR.finditer(text):
        name = trim(match["name"])
        if name and person(name):
            vote(name, _VOTE[match["pronoun"]], 1)
    return found


def full(text: str) -> dict[str, str]:
    """Map a family or given name to the full name it belongs to in this text, if just one."""
    names: dict[str, set[str]] = {}
    for match in CHUNK.finditer(text):
        name = trim(match.group())
        words = name.split()
        if 2 <= len(words) <= 4 and person(name):
            for part in {words[-1], words[0]}:
                names.setdefault(part, set()).add(name)
    return {part: next(iter(those)) for part, those in names.items() if len(those) == 1}


def known(text: str) -> set[str]:
    """Return the words that are names, not just beginnings of sentences.

    They are capitalised in mid-sentence, and oftener so than written small: a headline in title
    case makes no name of its nouns.
    """
    capital = Counter(
        match.group(1) for match in re.finditer(r"(?<=[\w,;:\x02'\")-] )([A-Z][\w-]*)", text)
    )
    small = Counter(re.findall(r"(?<![\w'-])[a-z][\w-]*", text))
    return {word for word, times in capital.items() if times > small[word.lower()]}


def generic(chunk: str, front: str, seen: set[str]) -> bool:
    """Tell a common noun, capital only because it begins a sentence, from a name."""
    words = chunk.split()
    last = words[-1]
    return len(words) <= 2 and not front.strip() and last not in seen and bool(PEOPLE.match(last))
