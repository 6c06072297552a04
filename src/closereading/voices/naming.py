"""The names of a text, the offices it joins to them, and the words for those without a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from closereading import lists
from closereading.reading import names

_LISTS = lists.sections("speech.txt")


def pattern(section: str, flags: int = 0) -> re.Pattern:
    """Compile a section of the list of speech, its A-Z for every capital of the Latin scripts."""
    found = lists.pattern("speech.txt", section).pattern
    return re.compile(found.replace("A-Z", names.UPPER), flags)


ROLE, BODY, PAPER = (pattern(kind).pattern for kind in ("role", "body", "paper"))
_BODY = re.compile(rf"\b{BODY}\b", re.IGNORECASE)
COUNTRIES = frozenset(words[0].title() for words in lists.peoples())
SOME = rf"(?:{'|'.join(names.PEOPLE_WORDS)}|{'|'.join(_LISTS['somebody'])})"
# What a text calls somebody who has a name elsewhere in it: "the mayor", "the former governor"
ROLES = re.compile(rf"\b(?P<role>{ROLE})\b", re.IGNORECASE)
_BEFORE = pattern("role before", re.IGNORECASE)
_BEHIND = pattern("role behind")
_LONG = {"sen": "senator", "gov": "governor", "rep": "representative", "pres": "president"}
# "officials", "a spokesman for the ministry": the words that stand for an unnamed source
PHRASE = re.compile(
    rf"(?P<what>\b(?:(?:an?|the|one|two|three|some|several|many|most|other|another|both|his|her|its"
    rf"|their|our|[{names.UPPER}][\w-]*'s?) )?(?:[\w'&.-]+ ){{0,5}}?"
    rf"(?P<head>{ROLE}s?|{BODY}s?|{PAPER}|{SOME}))"
    r"(?P<tail>(?: (?:of|for|at|in|from|with|by|who|on|to|near|close|familiar|published|released"
    r"|conducted)\b[^,;:]{0,60})?)\Z",
    re.IGNORECASE,
)
DETERMINED = re.compile(r"\b(?:an?|the|one|two|three|some|several|many|most|other|another)\b", re.I)


@dataclass(frozen=True)
class Cast:
    """The names of a text: a part to the ``full`` name, where just one person has it.

    ``known`` words are names, not just beginnings of sentences; ``votes`` are the pronouns and
    titles that go with a name; ``family`` has all who bear a family name.
    """

    full: dict
    known: set
    votes: dict
    family: dict
    text: str

    @cached_property
    def mentions(self) -> list["Mention"]:
        """The names of the text where they stand."""
        return list(named(self.text, self))

    @cached_property
    def things(self) -> set[str]:
        """Names of one word that always have an article, and are no person: the Internet."""
        told: dict[str, bool] = {}
        for one in self.mentions:
            article = one.chunk.startswith("The ") or self.text.endswith("the ", 0, one.begin)
            if " " not in one.bare:
                told[one.bare] = told.get(one.bare, True) and article
        return {word for word, always in told.items() if always}

    def person(self, name: str) -> bool:
        """Tell whether a name of the text can be a person's: no body, no thing, no "it"."""
        kind = names.gender(name, self.votes) if name else "it"
        return names.person(name) and name not in self.things and kind != "it"

    @cached_property
    def roles(self) -> dict[str, list[tuple[int, str]]]:
        """Role to the places in the text that join it to somebody, and to whom."""
        found: dict[str, list[tuple[int, str]]] = {}
        for one in self.mentions:
            if not names.person(one.bare):
                continue
            title = one.chunk.partition(one.bare.split()[0])[0]
            joined = [_LONG.get(word, word) for word in re.findall(r"\w+", title.lower())]
            before = _BEFORE.search(self.text[max(0, one.begin - 40) : one.begin])
            behind = _BEHIND.match(self.text[one.end : one.end + 90])
            joined += [match["role"].lower() for match in (before, behind) if match]
            for role in joined:
                found.setdefault(role, []).append((one.begin, one.name))
        return found


@dataclass(frozen=True)
class Mention:
    """A name in a text: the run of capitalised words, the name in it and the name in full."""

    begin: int
    chunk: str
    bare: str
    name: str

    @property
    def start(self) -> int:
        """Where the bare name begins."""
        return self.begin + max(self.chunk.rfind(self.bare), 0)

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.bare)


def named(text: str, cast: Cast) -> Iterator[Mention]:
    """Find the names in a text."""
    for match in names.CHUNK.finditer(text):
        bare = trim(match.group(), cast)
        if likely(bare, cast):
            yield Mention(match.start(), match.group(), bare, name(bare, cast))


def cast(blotted: str) -> Cast:
    """Collect the names of a text with its quotations blotted out."""
    family, given = names.parts(blotted)
    full = names.only(given) | names.only(family)  # who bears it as a family name goes first
    return Cast(full, names.known(blotted), names.votes(blotted), family, blotted)


def name(who: str, cast: Cast) -> str:
    """Return a name in full, when the text has it in full."""
    return cast.full.get(who, who)


def trim(chunk: str, cast: Cast) -> str:
    """Return the bare name in a run of capitalised words; one borne by somebody may be a people."""
    word = re.sub(r"'s?\Z", "", chunk)
    return names.trim(chunk) or (word if word in names.PEOPLES and word in cast.full else "")


def full(chunk: str, cast: Cast) -> str:
    """Return whom a run of capitalised words names, in full where the text has it, or "".

    Of two of one family the title before the name tells which.
    """
    who, title = trim(chunk, cast), chunk.split()[0]
    if who in cast.full or title not in names.COURTESY:
        return name(who, cast)
    sex = "she" if title in names.FEMALE else "he"
    those = {full for full in cast.family.get(who, ()) if names.gender(full, {}) == sex}
    return those.pop() if len(those) == 1 else who


def likely(who: str, cast: Cast) -> bool:
    """Tell a name from a word that is capitalised because it begins the sentence."""
    if not who or " " in who or who in cast.known:
        return bool(who)
    # "Monitoring them, he said": a participle. "Audiences", "Catches": a plural.
    told = names.gender(who, cast.votes) and not who.endswith(("ing", "ed", "ly"))
    return bool(told) and (not who.endswith("s") or who in names.GIVEN or who in cast.full)


def phrase(text: str) -> str:
    """Return the words that stand for an unnamed source at the end of a text, or ""."""
    found = PHRASE.search(text.strip(" ,")[-120:])
    if not found:
        return ""
    whole = found["what"] + found["tail"]
    begins = DETERMINED.search(whole)  # "by securing a majority of delegates"
    return whole[begins.start() :] if begins else whole


def head(source: str) -> str:
    """Return the noun of the words for an unnamed source: "report" of "a report by the bank"."""
    found = PHRASE.search(source)
    return found["head"] if found else ""


def organisation(name: str) -> bool:
    """Tell an organisation from a place: by a word of it, or a short form in capitals."""
    words = name.split()
    if len(words) == 1:
        short = name.isupper() and "." not in name
        return short or name in names.BODIES - COUNTRIES - names.PARTIES
    headline = any(word in names.NEVER for word in words[1:-1])
    return not headline and re.search(_BODY, name) is not None
