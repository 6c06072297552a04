"""Who has been named so far, and whom a pronoun, an office or "the group" stands for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from closereading.reading import names
from closereading.voices import naming, subjects
from closereading.voices.attribution import Attribution
from closereading.voices.naming import Cast

RECENT = 6  # sentences back in which another speaker makes an unattributed quotation doubtful
REMEMBERED = 400  # turns back in which a pronoun is looked up
NAMED, PRONOUN, DESCRIBED, CONTINUED = "named", "pronoun", "described", "continued"
SPOKE, ACTED, OWNED = "spoke", "acted", "owned"
MENTIONED, BODY, STRANGER = "mentioned", "body", "stranger"
CALLED = re.compile(r"the (?:[\w'-]+ ){0,3}?(?P<body>[\w-]+)\Z", re.IGNORECASE)
# Words any organisation can be called by
ANY_BODY = frozenset(
    "group company organization organisation firm network agency charity outlet paper newspaper "  # noqa: SIM905
    "corporation union association foundation institute site website magazine".split()
)
JUST = naming.pattern("just")
OWNER = re.compile(rf"(?:But |And )?({names.CHUNK.pattern})(?<='s|s') [a-z]")
ONE = naming.pattern("one stranger", re.IGNORECASE)


@dataclass(frozen=True)
class Turn:
    """Somebody in a sentence: who spoke, acted, was named, or a stranger without a name."""

    row: int
    what: str
    name: str = ""


@dataclass
class Memory:
    """What has been read so far: the names of the text, and who came up in which order."""

    cast: Cast
    turns: list[Turn] = field(default_factory=list)
    spoke: set = field(default_factory=set)
    called: list[str] = field(default_factory=list)  # bodies without a name: "the ministry"

    def remember(self, sentence: str, row: int, *, subject: bool) -> None:
        """Keep who a sentence is about, and who is named in it."""
        for one in naming.named(sentence, self.cast):
            if self.cast.person(one.bare) or naming.organisation(one.bare):
                what = MENTIONED if self.cast.person(one.bare) else BODY
                self.turns.append(Turn(row, what, one.name))
        if not subject:
            return
        who, what = subjects.first(sentence, self.cast), ACTED
        if who in ("he", "she"):
            who = self.fitting(who, row)
        elif not who and (owner := OWNER.match(sentence)):
            who, what = naming.full(owner[1], self.cast), OWNED  # "Mr. Obama's eyes welled"
        elif called := names.NICKNAME.search(sentence) if who in ("", "they") else None:
            who, what = naming.full(called["name"], self.cast), OWNED
        if who and naming.likely(who, self.cast) and self.cast.person(who):
            self.turns.append(Turn(row, what, who))

    @cached_property
    def borne(self) -> set[str]:
        """The names that the text has in full, or parts of one."""
        return {*self.cast.full, *self.cast.full.values()}

    def spoken(self, row: int, who: str, source: str) -> None:
        """Keep who speaks in a sentence, or that a stranger does."""
        if who:
            self.turns.append(Turn(row, SPOKE, who))
            self.spoke.add(who)
        elif ONE.match(source):
            self.turns.append(Turn(row, STRANGER))

    def source(self, one: Attribution) -> str:
        """Return what an unnamed source is called: "it" and "the ministry" as at the first time."""
        if one.who == "it":
            return next(reversed(self.called), "")
        word = naming.head(one.source).lower()
        if not re.fullmatch(naming.BODY, word):
            return one.source
        short = one.source.lower() == f"the {word}"
        same = [called for called in self.called if short and called.lower().endswith(f" {word}")]
        self.called.append([one.source, *same][-1])
        return self.called[-1]

    def _back(self, *what: str) -> Iterator[Turn]:
        """Go back over who came up in some way."""
        return (turn for turn in reversed(self.turns[-REMEMBERED:]) if turn.what in what)

    def acted(self, row: int) -> str | None:
        """Return who spoke or acted last, if it was in a sentence."""
        last = next(self._back(SPOKE, ACTED), None)
        return last.name if last and last.row == row else None

    def lately(self, row: int) -> set[str]:
        """Return who spoke or acted in the sentences before one."""
        return {turn.name for turn in self._back(SPOKE, ACTED) if turn.row >= row - RECENT}

    def body(self, at: int) -> str:
        """Return the organisation that "it" in a sentence can stand for, or ""."""
        for turn in self._back(SPOKE, ACTED):
            if self._body(turn.name):
                return turn.name if turn.row >= at - RECENT else ""
        return ""

    def _body(self, name: str) -> bool:
        """Tell an organisation, or a name of one word that nothing of a person goes with: Tesco."""
        if " " in name or not names.person(name):
            return not names.person(name) and name not in names.PARTIES
        alone = name not in names.GIVEN and name not in self.cast.full
        return alone and names.gender(name, self.cast.votes) in ("", "it")

    def fitting(self, pronoun: str, at: int) -> str:
        """Return the last person who spoke or acted and whom a pronoun in a sentence fits."""
        votes = self.cast.votes
        doubtful, near, last, stranger = "", False, None, None
        for turn in self._back(SPOKE, ACTED, OWNED, STRANGER):
            last = turn.row if last is None else last
            if stranger is not None and turn.row < stranger:
                return ""  # "A spokesman said it was. He added …"
            if turn.what == STRANGER and turn.row == last:
                stranger = last
            name = turn.name
            if not name or not names.person(name) or " and " in name:
                continue
            kind = names.gender(name, votes)
            if kind == pronoun or (not kind and name in self.spoke):
                # A near stranger comes before a far acquaintance: "Carson paused. He said …"
                return doubtful if doubtful and (near or last - turn.row > RECENT) else name
            if not doubtful and not kind:
                doubtful, near = name, turn.row >= at - 2
        # Nobody who spoke or acted fits: somebody who was named, and is known to fit.
        known = (one.name for one in self._back(MENTIONED))
        return doubtful or next((one for one in known if names.gender(one, votes) == pronoun), "")

    def resolve(
        self, one: Attribution, sentence: str, said: list, start: int, at: int
    ) -> tuple[str, str]:
        """Return the name of the speaker in sentence ``at``, and how it was found.

        The name is "" for the author and for somebody unnamed.
        """
        who = one.who
        if who in ("i", "we", "you", "one", "who", "which", ""):
            return self._described(one.source, start, at), DESCRIBED
        if who not in ("he", "she", "it", "they"):
            return who, NAMED
        if who == "they":
            last = next(self._back(SPOKE, ACTED), None)
            several = last and (" and " in last.name or not names.person(last.name))
            return (last.name if several else ""), PRONOUN
        for other in said:
            # "The ministry said it was, which it called …": the speaker in the sentence is first.
            named = other.place < one.place and other.who[:1].isupper()
            if named and self._fits(other.who, who):
                return other.who, PRONOUN
        if who == "it":
            return self.body(at), PRONOUN
        # "When Karabas arrived, he said": the subject of the same sentence comes next.
        lead = subjects.first(sentence[: one.place], self.cast)
        kind = names.gender(lead, self.cast.votes) if lead and names.person(lead) else "it"
        fits = kind == who or (not kind and lead in self.borne)
        return (lead if fits else self.fitting(who, at)), PRONOUN

    def _fits(self, name: str, pronoun: str) -> bool:
        """Tell whether a pronoun can stand for a name."""
        if not names.person(name):
            return pronoun == "it"
        return names.gender(name, self.cast.votes) in (pronoun, "")

    def _described(self, source: str, start: int, at: int) -> str:
        """Return who is meant by "the mayor" or "the group", when the text has said so before."""
        called = CALLED.fullmatch(source)
        if not called:
            return ""
        word = called["body"].lower()
        if JUST.fullmatch(word):
            heard = (one for one in self._back(SPOKE, ACTED, MENTIONED) if one.row >= at - 2)
            return next((one.name for one in heard if names.person(one.name)), "")
        if naming.ROLES.fullmatch(word):
            before = {name for place, name in self.cast.roles.get(word, []) if place < start}
            heard = (turn.name for turn in self._back(SPOKE, ACTED, MENTIONED))
            return next((name for name in heard if name in before), min(before, default=""))
        anybody = word in ANY_BODY
        if not anybody and not re.fullmatch(naming.BODY, word):
            return ""
        for turn in self._back(BODY, SPOKE, ACTED):
            fits = anybody or word in turn.name.lower().split()
            if fits and (turn.what == BODY or self._body(turn.name)):
                return turn.name
        return ""
