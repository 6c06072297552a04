"""Who has been named so far, and whom a pronoun, an office or "the group" stands for."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from closereading.reading import names
from closereading.voices import naming, subjects
from closereading.voices.attribution import Attribution
from closereading.voices.naming import Cast

RECENT = 6  # sentences back in which another speaker makes an unattributed quotation doubtful
REMEMBERED = 200  # names back in which a pronoun is looked up
NAMED, PRONOUN, DESCRIBED, CONTINUED = "named", "pronoun", "described", "continued"
BODY = re.compile(r"the (?:[\w'-]+ ){0,3}?(?P<body>\w+)\Z", re.IGNORECASE)
# Words any organisation can be called by
ANY_BODY = frozenset(
    "group company organization organisation firm network agency charity outlet paper newspaper "  # noqa: SIM905
    "corporation union association foundation institute site website magazine".split()
)


@dataclass
class Memory:
    """What has been read so far.

    Attributes
    ----------
    cast : Cast
        The names of the text.
    turns : list
        Sentence and name of who spoke or acted, in order.
    mentioned : list
        Sentence and name of everybody named.
    bodies : list
        Sentence and name of every organisation named.
    spoke : set
        Names of all speakers so far.
    strangers : list
        Sentences in which somebody speaks who has no name.
    """

    cast: Cast
    turns: list = field(default_factory=list)
    mentioned: list = field(default_factory=list)
    bodies: list = field(default_factory=list)
    spoke: set = field(default_factory=set)
    strangers: list = field(default_factory=list)

    def remember(self, sentence: str, row: int, *, subject: bool) -> None:
        """Keep who a sentence is about, and who is named in it."""
        for chunk in names.CHUNK.finditer(sentence):
            name = names.trim(chunk.group())
            if name and naming.likely(name, self.cast):
                kept = self.mentioned if names.person(name) else self.bodies
                if names.person(name) or naming.organisation(name):
                    kept.append((row, naming.name(name, self.cast)))
        if not subject:
            return
        who = subjects.first(sentence, self.cast)
        if who in ("he", "she"):
            who = self.fitting(who, row)
        if not who or who == "they":
            called = names.NICKNAME.search(sentence)
            who = naming.name(names.trim(called["name"]), self.cast) if called else ""
        if who and naming.likely(who, self.cast) and names.person(who):
            self.turns.append((row, who))

    @cached_property
    def borne(self) -> set[str]:
        """The names that the text has in full, or parts of one."""
        return {*self.cast.full, *self.cast.full.values()}

    def spoken(self, row: int, who: str, *, stranger: bool) -> None:
        """Keep who speaks in a sentence, or that a stranger does."""
        if who:
            self.turns.append((row, who))
            self.spoke.add(who)
        elif stranger:
            self.strangers.append(row)

    def acted(self, row: int) -> str | None:
        """Return who spoke or acted last in a sentence."""
        return next((name for turn, name in self.turns[-1:] if turn == row), None)

    def lately(self, row: int) -> set[str]:
        """Return who spoke or acted in the sentences before one."""
        return {name for turn, name in self.turns[-REMEMBERED:] if turn >= row - RECENT}

    def body(self, at: int) -> str:
        """Return the organisation that "it" in a sentence can stand for, or ""."""
        heard = [
            (row, name)
            for row, name in self.turns[-REMEMBERED:]
            if not names.person(name) or self._nobody(name)
        ]
        return heard[-1][1] if heard and heard[-1][0] >= at - RECENT else ""

    def _nobody(self, name: str) -> bool:
        """Tell a name of one word that no pronoun or title of a person goes with: Greenpeace."""
        alone = " " not in name and name not in names.GIVEN and name not in self.cast.full
        return alone and names.gender(name, self.cast.votes) in ("", "it")

    def fitting(self, pronoun: str, at: int) -> str:
        """Return the last person who spoke or acted and whom a pronoun in a sentence fits."""
        votes = self.cast.votes
        last = self.turns[-1][0] if self.turns else 0
        if self.strangers and self.strangers[-1] > last:
            return ""  # "A spokesman said it was. He added …"
        doubtful, near = "", False
        for row, name in reversed(self.turns[-REMEMBERED:]):
            if not names.person(name) or " and " in name:
                continue
            kind = names.gender(name, votes)
            if kind == pronoun or (not kind and name in self.spoke):
                # A near stranger comes before a far acquaintance: "Carson paused. He said …"
                return doubtful if doubtful and (near or last - row > RECENT) else name
            if not doubtful and not kind:
                doubtful, near = name, row >= at - 1 and name in self.borne
        if doubtful:
            return doubtful
        # Nobody who spoke or acted fits: somebody who was named, and is known to fit.
        for _, name in reversed(self.mentioned[-REMEMBERED:]):
            if names.gender(name, votes) == pronoun:
                return name
        return ""

    def resolve(
        self, one: Attribution, sentence: str, said: list, start: int, at: int
    ) -> tuple[str, str]:
        """Return the name of the speaker in sentence ``at``, and how it was found.

        The name is "" for the author and for somebody unnamed.
        """
        who = one.who
        if who in ("he", "she", "it"):
            # "The ministry said it was, which it called …": the speaker in the sentence is first.
            for other in said:
                named = other.place < one.place and other.who[:1].isupper()
                if named and self._fits(other.who, who):
                    return other.who, PRONOUN
        if who in ("he", "she"):
            # "When Karabas arrived, he said": the subject of the same sentence comes first.
            lead = subjects.first(sentence[: one.place], self.cast)
            somebody = lead and lead not in ("he", "she", "they") and names.person(lead)
            kind = names.gender(lead, self.cast.votes) if somebody else "it"
            fits = kind == who or (not kind and lead in self.borne)
            return (lead if fits else self.fitting(who, at)), PRONOUN
        if who == "they":
            last = self.turns[-1][1] if self.turns else ""
            several = " and " in last or (last and not names.person(last))
            return (last if several else ""), PRONOUN
        if who == "it":
            return self.body(at), PRONOUN
        if who in ("i", "we", "you", "one", "who", "which", ""):
            return self._described(one.source, start, at), DESCRIBED
        return who, NAMED

    def _fits(self, name: str, pronoun: str) -> bool:
        """Tell whether a pronoun can stand for a name."""
        if not names.person(name):
            return pronoun == "it"
        return names.gender(name, self.cast.votes) in (pronoun, "")

    def _described(self, source: str, start: int, at: int) -> str:
        """Return who is meant by "the mayor" or "the group", when the text has said so before."""
        body = BODY.fullmatch(source)
        if not body:
            return ""
        role = naming.ROLES.fullmatch(body["body"])
        if role:
            joined = self.cast.roles.get(role["role"].lower(), [])
            before = {name for place, name in joined if place < start}
            heard = [name for _, name in [*self.mentioned, *self.turns] if name in before]
            return heard[-1] if len(before) > 1 and heard else min(before, default="")
        word = body["body"].lower()
        if word not in ANY_BODY and not re.fullmatch(naming.BODY, word):
            return ""
        for _, name in reversed(self.bodies[-REMEMBERED:]):
            if word in name.lower().split() or word in ANY_BODY:
                return name
        return self.body(at) if word in ANY_BODY else ""
