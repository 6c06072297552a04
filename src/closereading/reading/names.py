"""Names of people in a text: which words are one, and of which kind."""

import re
from collections import Counter
from functools import lru_cache

from closereading import lists

_LISTS = lists.sections("names.txt")
TITLES, OFFICES, MALE, FEMALE, BODIES, NEVER, PLACES = (
    frozenset(_LISTS[kind])
    for kind in ("titles", "offices", "male", "female", "bodies", "never", "places")
)
GIVEN = MALE | FEMALE
TITLES_TOO = frozenset({"Dean"})  # given names that are also titles
ROYAL = frozenset({"King", "Queen", "Prince", "Princess", "Pope"})
# Titles that are family names too: Mervyn King
BORNE = frozenset({"King", "Bishop", "Pope", "Dean", "Judge", "Major", "Prince", "Baron", "Master"})
COURTESY = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss"})
# "American", "Canadians": words for a people, which are nobody's name. A country can speak.
PEOPLES = frozenset(word.title() for words in lists.peoples() for word in words[1:])
PEOPLES |= {"African", "Asian", "European", "Hispanic", "Latin"}
TITLED = 0.7  # share of a line's longer words with a capital from which it is in title case
# People, whom "it" and "the party" are not
PARTIES = frozenset({"Democrats", "Republicans", "Greens", "Nationals"})
# Words of bodies and places that are family names behind a given name
SURNAMES = frozenset({"Hall", "Post", "Church", "House", "Park", "Lake", "West", "North", "Bay"})
LOWER_END = re.compile(r"-[a-z]{3,}\Z")
# What follows a name and is none: "Boulder, Colo.," and a member's party, "D-Mass."
STATE = re.compile(
    rf"(?:(?:[DRI]-)?(?:{'|'.join(map(re.escape, _LISTS['states']))})"
    r"|[DRI]-[A-Z][\w. ]{1,20}?|Inc|Corp|Ltd|LLC|Co|Jr|Sr)\.?"
)
PEOPLE_WORDS = _LISTS["people"]
PEOPLE = re.compile(rf"(?:{'|'.join(PEOPLE_WORDS)})\Z", re.IGNORECASE)
# Every capital letter of the Latin scripts, for a set in a pattern: Ødegaard, Żak, Çelik
_CAPITALS = filter(str.isupper, map(chr, [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]))
UPPER = "A-Z" + "".join(_CAPITALS)
_KNOWN = r"known (?:(?:only|now|locally) )?as|named|called|nicknamed|identified (?:only )?as"
CALLED = re.compile(rf"\b(?:{_KNOWN}|by the name of|call sign|goes by) (?:the )?\Z")
NICKNAME = re.compile(rf"\b(?:{_KNOWN}) (?P<name>[{UPPER}][\w'-]*(?: [{UPPER}][\w'-]*)*)")
SHORT = _LISTS["short"]
_PARTICLES = r"(?:von|van|de|der|den|da|del|di|du|dos|das|la|le|ten|ter|bin|ibn|al|el)"
_WORD = (
    rf"(?:(?:[{UPPER}]\.){{1,3}}|(?:{'|'.join(SHORT)})\."
    rf"|[{UPPER}][\w&-]{{0,40}}(?:'[{UPPER}][\w-]{{1,40}})?|(?:al|el|ul|ash|as)-[{UPPER}][\w-]{{1,40}})"
)
CALLED_SO = rf"['\"][{UPPER}][\w-]*(?: [{UPPER}][\w-]*)?['\"]"  # Edward "Duke" Marston
_JOIN = rf"(?:{_PARTICLES}|of|the|for|&|y)"
# A run of capitalised words; small words only between two of them, but particles of a family name
# also before the first. A possessive ends it.
_JOINED = (
    rf"(?:(?<=\bthe )|The ){_WORD} and {_WORD}(?: {_WORD})? (?:Administration|Agency|Board|Bureau"
    r"|Cent(?:er|re)|Commission|Committee|Council|Department|Ministry|Office|Services?)\b"
    rf"|{_WORD} and {_WORD} (?:Enforcement|Protection)\b"
)  # "the Food and Drug Administration"
CHUNK = re.compile(  # the look ahead halves the time
    rf"(?<![\w'])(?=[{UPPER}]|{_PARTICLES} |(?:al|el|ul|ash|as)-)"
    rf"(?:{_JOINED}|(?:(?:{_PARTICLES} ){{1,2}})?{_WORD})"
    rf"(?: (?:(?:{_JOIN} ){{0,2}}{_WORD}|{CALLED_SO}(?= {_WORD}))){{0,9}}(?:'s?(?!\w))?"
)
PARTICLE = re.compile(rf"(?:{_PARTICLES}\Z|(?:al|el|ul|ash|as)-)", re.IGNORECASE)

_PRONOUNS = {"he": ("he", "his", "him", "himself"), "she": ("she", "her", "hers", "herself")}
_VOTE = {word: told for told, words in _PRONOUNS.items() for word in words}
_HIS, _HERS = _LISTS["his"], _LISTS["hers"]
_TITLED = re.compile(
    rf"\b(?P<title>{'|'.join((*_HIS, *_HERS))})"
    rf"\.?,? (?P<name>[{UPPER}][\w'-]+(?: [{UPPER}][\w'-]+){{0,2}})"
)
_NEAR = re.compile(
    rf"(?<![\w-])(?P<name>[{UPPER}][\w-]{{1,40}}(?: [{UPPER}][\w-]{{1,40}}){{0,2}})\b"
    rf"(?P<between>[^.;!?\"\x02{UPPER}]{{0,60}}?)\b"
    rf"(?P<pronoun>{'|'.join(_VOTE)})\b"
)
# "Websense, which found it": no person
_WHICH = re.compile(rf"(?<![\w'-] )(?<![\w-])(?P<name>[{UPPER}][\w-]{{1,40}}), which\b")


@lru_cache(maxsize=1 << 12)
def trim(chunk: str) -> str:
    """Return the bare name in a run of capitalised words: no title, no possessive, no article.

    "" when nothing is left: a title alone, or with "of" (the President of the Republic), is a role
    and no name, and so is a people (the Canadian, the Oscar-winning star).
    """
    words = re.sub(r"'s?\Z", "", chunk.strip(" ,")).split()
    while words and (words[0] in NEVER or (words[0].islower() and not PARTICLE.match(words[0]))):
        words = words[1:]
    months = len(words) > 1 and words[-1] in ("May", "March", "June", "April", "August")
    if not words or (words[-1] in NEVER and not months):
        return ""
    # "Colima Attorney General Yolanda Verduzco": what stands before an office is where it is.
    offices = [place for place, word in enumerate(words[:-2]) if word in OFFICES]
    if offices and not any(word in BODIES for word in words[offices[-1] + 1 :]):
        words = words[offices[-1] + 1 :]
    if (words[0] in TITLES or words[0] in ("of", "for")) and {"of", "for"} & set(words[:3]):
        # "Secretary of State Hillary Clinton"
        given = [place for place, word in enumerate(words[:-1]) if word in GIVEN]
        return " ".join(words[given[0] :]) if given else ""
    # "William Gray of Colorado State University": two words, none of a body, lead a person.
    if "of" in words[2:] and not any(word in BODIES for word in words[: words.index("of")]):
        words = words[: words.index("of")]
    if words[0] in COURTESY or not any(word in BODIES for word in words[1:]):
        # "American Carl Lewis", "Canadian Coach Charlie Francis"
        if len(words) > 2 and words[0] in PEOPLES and words[1] in GIVEN | TITLES:
            words = words[1:]
        mister = False  # "Mr King"
        while words and words[0] in TITLES and not (mister or (len(words) == 2 and _given(*words))):
            mister = words[0] in COURTESY and len(words) == 2
            words = words[1:]
    role = len(words) > 1 and words[-1] in TITLES - BODIES - BORNE
    if role and words[0] not in GIVEN and not {"of", "for"} & {*words}:
        return ""  # "the New York Democrat"
    if len(words) == 2 and words[1].rstrip(".") in ("Jr", "Sr"):
        words = words[:1]
    if len(words) == 1 and (words[0] in PEOPLES or LOWER_END.search(words[0])):
        return ""
    return " ".join(words)


def _given(first: str, second: str) -> bool:
    """Tell a title that belongs to the name: Dean Harris, Prince Harry."""
    return first in TITLES_TOO or (first in ROYAL and second in GIVEN)


def person(name: str) -> bool:
    """Tell whether a name can be a person's: no organisation, no known place, no initials."""
    words = name.split()
    if len(words) == 2 and words[0] in GIVEN and words[1] in BODIES:
        return words[1] in SURNAMES
    if not words or any(word in BODIES or word in ("of", "for", "&") for word in words):
        return False
    if any(word in NEVER for word in words[1:-1]):
        return False  # a headline: "Response Took Everyone By Surprise"
    initials = len(words) == 1 and name.isupper() and 1 < len(name) <= 4
    shouted = len(words) > 1 and name.isupper() and "." not in name  # "FULL TEXT"
    return not (initials or shouted) and name not in PLACES


def gender(name: str, tally: dict[str, Counter]) -> str:
    """Return "he", "she", "it" or "" for a name, from a given name or the words that follow it."""
    words = name.split()
    first = words[0]
    if (first in MALE) != (first in FEMALE):
        return "he" if first in MALE else "she"
    counts = sum((tally[part] for part in {name, words[-1]} if part in tally), Counter())
    if counts["it"] > counts["he"] + counts["she"]:
        return "it"
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
        if name and person(name) and match["between"].strip() != ",":  # not "Nonsense, he said"
            vote(name, _VOTE[match["pronoun"]], 1)
    for match in _WHICH.finditer(text):
        vote(match["name"], "it", 5)
    return found


def _told(text: str) -> int:
    """Return where a text begins behind a first line in title case, whose capitals tell nothing."""
    first = text.partition("\n")[0]
    words = re.findall(r"[A-Za-z][\w'-]{3,}", first)
    titled = words and sum(word[0].isupper() for word in words) > TITLED * len(words)
    return len(first) if titled else 0


def surname(name: str) -> str:
    """Return the family name of a full name, its particle with it."""
    words = [word for word in name.split() if word not in ("Jr.", "Jr", "Sr.", "Sr", "II", "III")]
    begins = next((at for at, word in enumerate(words[1:], 1) if PARTICLE.match(word)), -1)
    return " ".join(words[begins:])


def parts(text: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Map each family name, and each given name or short form, to the full names that have it."""
    family: dict[str, list[str]] = {}
    given: dict[str, list[str]] = {}
    told = _told(text)
    for match in CHUNK.finditer(text):
        name = trim(match.group())
        words = name.split()
        if match.start() < told and not (words and words[0] in GIVEN):
            continue
        if len(words) > 1 and (short := re.match(r" \(([A-Z]{2,6})\)", text[match.end() :])):
            given.setdefault(short[1], []).append(name)  # "World Health Organization (WHO)"
        if 2 <= len(words) <= 5 and person(name) and words[0] not in PEOPLES:
            last = surname(name)
            for part in {last, last[0].upper() + last[1:], last.split()[-1]}:
                family.setdefault(part, []).append(name)
            for part in (words[0], *re.findall(r"""['"](.+)['"]""", name)):
                given.setdefault(part, []).append(name)
    return family, given


def only(names: dict[str, list[str]]) -> dict[str, str]:
    """Keep the parts that lead to one person: all names have the same first word.

    Of two spellings of one person ("Donald J. Trump") the first counts.
    """
    return {
        part: those[0] for part, those in names.items() if len({n.split()[0] for n in those}) == 1
    }


def known(text: str) -> set[str]:
    """Return the words that are names, not just beginnings of sentences.

    They are capitalised in mid-sentence, and oftener so than written small: a headline in title
    case makes no name of its nouns.
    """
    text = text[_told(text) :]
    capital = Counter(
        match.group(1) for match in re.finditer(rf"(?<=[\w,;:\x02'\")] )([{UPPER}][\w-]*)", text)
    )
    small = Counter(re.findall(r"(?<![\w'-])[a-z][\w-]*", text))
    return {word for word, times in capital.items() if times > small[word.lower()]}


def generic(chunk: str, front: str, seen: set[str]) -> bool:
    """Tell a common noun, capital only because it begins a sentence, from a name."""
    words = chunk.split()
    last = words[-1]
    return len(words) <= 2 and not front.strip() and last not in seen and bool(PEOPLE.match(last))
