"""The questions of the report: each has a rule that decides the answer and one that weighs it."""

from collections.abc import Callable
from dataclasses import dataclass

from closereading import news
from closereading.report import claims, manuscript
from closereading.report.claims import LIKELY, OPEN, SURE, Numbers, Statement, value
from closereading.sentiment import means

LISTED = 5  # speakers, words, phrases that are named
LARGE = 0.2  # share of the words from which a speaker carries a text
OFTEN = 4  # mentions from which it is odd that somebody is not heard
SMALL = 0.1  # weight of what only fills a brief
FEWEST = 4  # statements of a brief, if so many say anything
FEW_NAMED = 0.5  # share of sentences with a named speaker, below which sources are mostly unnamed


@dataclass(frozen=True)
class Question:
    """How one statement is made from the numbers.

    Attributes
    ----------
    key, text : str
        As in ``Statement``.
    sure, weight : callable
        Take the numbers, return how sure the answer is and how much it says.
    figure : str or None
        Stem of the figure that shows it.
    passages : tuple of str
        Keys of numbers that are passages, or sentences, to show.
    tested : bool
        Whether an interval or a p value decides; such questions are counted.
    needs : str
        A number without which it is not asked.
    """

    key: str
    text: str
    sure: Callable[[Numbers], str]
    weight: Callable[[Numbers], float]
    figure: str | None = None
    passages: tuple[str, ...] = ()
    tested: bool = False
    needs: str = "article.words"

    @property
    def template(self) -> str:
        return f"questions/{self.key.replace('.', '-')}.md"


def _speaks(numbers: Numbers) -> str:
    # A quotation mark in a sentence taken for the author's may be somebody's speech after all, and
    # what has labels, dashes or questions may be an interview.
    doubts = value(numbers, "findings.voices.marks") or value(numbers, "findings.voices.turns")
    nobody = claims.speakers(numbers) == "nobody"
    return (LIKELY if doubts else SURE) if nobody else claims.surely_first(numbers)


def _speaks_weight(numbers: Numbers) -> float:
    kind = claims.speakers(numbers)
    if kind in ("nobody", "unnamed"):
        return 0.6
    return 0.75 if numbers["article.speaker.1.share"]["value"] >= LARGE else 0.5


def _named_weight(numbers: Numbers) -> float:
    named = numbers["findings.voices.named"]
    if named["n"] < 3:
        return 0.0
    return 0.55 if named["value"] < FEW_NAMED * named["n"] else SMALL


def _silent_weight(numbers: Numbers) -> float:
    most = value(numbers, "findings.silent.1.mentions") or 0
    return 0.6 if most >= OFTEN else 0.3 if most else 0.0


def _words_weight(numbers: Numbers) -> float:
    return {SURE: 0.5, LIKELY: 0.4, OPEN: 0.0}[claims.ranked(numbers, "word")]


def _tone_weight(numbers: Numbers) -> float:
    leans = value(numbers, "sentiment.verdict") in ("positive", "negative")
    if not leans:
        return 0.2 if value(numbers, "sentiment.verdict") == "neutral" else 0.0
    return 0.65 if claims.apart(numbers) else 0.35


def _difference(numbers: Numbers) -> str:
    entry = numbers.get("findings.speech.difference")
    return claims.by_interval(entry, questions=TESTED) if entry else OPEN


def _turn(numbers: Numbers) -> str:
    return claims.by_chance(value(numbers, "sentiment.turn.p"), questions=TESTED)


def _shorter(numbers: Numbers) -> bool:
    """Whether the text has fewer sentences than any article it is compared with."""
    return numbers["article.sentences"]["value"] < news.FEWEST_SENTENCES


def _unusual(numbers: Numbers) -> str:
    # The claim is about all measures, so the chance is the one that Holm's correction leaves.
    p = value(numbers, "context.rank.1.corrected")
    if _shorter(numbers) or not value(numbers, "context.looked"):
        return OPEN
    found = claims.by_chance(p, questions=TESTED)
    return found if value(numbers, "context.unusual") else LIKELY


def _unusual_weight(numbers: Numbers) -> float:
    odd = value(numbers, "context.unusual") and _unusual(numbers) != OPEN
    return 0.9 if odd else 0.0


def _beyond(numbers: Numbers, key: str) -> bool:
    """Whether a measure lies outside what nine in ten news stories have."""
    here, low, high = (value(numbers, f"{key}{end}") for end in ("", ".news.low", ".news.high"))
    return None not in (here, low, high) and not low <= here <= high


def _weighed(sure: Callable[[Numbers], str], most: float) -> Callable[[Numbers], float]:
    """Weigh an answer by how sure it is: nothing found is never news."""
    return lambda numbers: {SURE: most, LIKELY: most - 0.2, OPEN: 0.0}[sure(numbers)]


def _foreign(numbers: Numbers) -> str:
    # A date or a repeated paragraph is plain to see; that a sentence is foreign is a guess.
    plain = value(numbers, "article.metadata") or value(numbers, "article.duplicates")
    return LIKELY if value(numbers, "article.residue") or not plain else SURE


def _foreign_weight(numbers: Numbers) -> float:
    residue, doubled = value(numbers, "article.residue"), value(numbers, "article.duplicates")
    return 0.25 if residue or doubled else 0.0


ASKED = (
    Question("voices.speaks", "Who speaks?", _speaks, _speaks_weight, "01-speakers",
             ("article.quotation.1",)),
    Question("voices.named", "Are those who speak named?", lambda numbers: LIKELY, _named_weight,
             "01-sentences"),
    Question("voices.silent", "Who is talked about and not heard?", lambda numbers: LIKELY,
             _silent_weight, None, ("findings.silent.1.first", "findings.silent.2.first"),
             needs="findings.silent"),
    Question("keywords.lead", "What does it keep coming back to?",
             lambda numbers: claims.ranked(numbers, "word"), _words_weight, "02-words",
             ("keywords.passage",)),
    Question("keywords.phrases", "Which phrases come back?",
             lambda numbers: claims.ranked(numbers, "phrase"),
             lambda numbers: SMALL if value(numbers, "keywords.about.1") else 0.0),
    Question("sentiment.tone", "How does it sound?",
             lambda numbers: claims.tone(numbers, questions=TESTED), _tone_weight, "03-arc",
             ("sentiment.lowest.passage", "sentiment.highest.passage"), tested=True),
    Question("sentiment.speech", "Do quotations sound different from the telling?", _difference,
             _weighed(_difference, 0.7), tested=True),
    Question("sentiment.turn", "Does the tone turn?", _turn, _weighed(_turn, 0.6), tested=True),
    Question("topics.several", "Does it tell several stories?",
             lambda numbers: claims.themes(numbers, questions=TESTED),
             lambda numbers: 0.8 * (numbers["topics.verdict"]["value"] == "several themes"),
             tested=True),
    Question("context.unusual", "Is it unusual beside other articles?", _unusual,
             _unusual_weight, "06-context", tested=True, needs="context.others"),
    Question("measures.ease", "How hard is it to read?", lambda numbers: LIKELY,
             lambda numbers: 0.4 * _beyond(numbers, "article.ease"),
             passages=("article.longest.passage",)),
    Question("reading.residue", "Is all of the file the article?", _foreign, _foreign_weight),
)  # fmt: skip
TESTED = sum(question.tested for question in ASKED)


def _places(numbers: Numbers, keys: tuple[str, ...]) -> tuple[int, ...]:
    """Return the numbers of the sentences that passages are.

    A passage with a table names the table's row, from 0; one without names the sentence itself.
    """
    found = []
    for entry in (numbers[key] for key in keys if value(numbers, key)):
        if entry["unit"] == "sentence":
            found.append(int(entry["value"]))
        elif entry["row"] is not None:
            found.append(entry["row"] + (entry["table"] is not None))
    return tuple(found)


def _commonest(numbers: Numbers) -> list[str]:
    """Return the keys of the leading words that are used most, the commonest first."""
    keys = [f"keywords.word.{place}" for place in range(1, LISTED + 1)]
    keys = [key for key in keys if key in numbers]
    return sorted(keys, key=lambda key: -numbers[f"{key}.count"]["value"])[:3]


def _texts(question: Question, numbers: Numbers) -> dict[str, list[dict]]:
    return manuscript.render(
        question.template,
        numbers,
        sure=question.sure(numbers),
        kind=lambda: claims.speakers(numbers),
        apart=claims.apart(numbers),
        alike=lambda: claims.alike(numbers),
        mostly_named=lambda: claims.mostly_named(numbers),
        common=_commonest(numbers),
        shorter=lambda: _shorter(numbers),
        fewest=means.FEWEST,
        firm=claims.FIRM,
        listed=LISTED,
    )


def said(question: Question, numbers: Numbers, part: str = "answer") -> str:
    """Return a part of an answer, ``detail`` or ``doubt`` or itself, as bare text."""
    return " ".join(manuscript.words(_texts(question, numbers)[part]).split())


def answer(numbers: Numbers) -> list[Statement]:
    """Answer every question that the notebooks of this run can answer, in reading order."""
    made = []
    for question in ASKED:
        if question.needs not in numbers:
            continue
        texts = _texts(question, numbers)
        blank = value(numbers, "keywords.verdict") != "ranked" and "keywords" in question.key
        made.append(
            Statement(
                question.key,
                question.text,
                texts["answer"],
                question.sure(numbers),
                question.weight(numbers),
                () if blank else _places(numbers, question.passages),
                None if blank else question.figure,
                texts["detail"],
                texts["doubt"],
            )
        )
    return made


def brief(statements: list[Statement], *, most: int = 6) -> list[Statement]:
    """Choose what a busy editor reads: what says most of this article, the surest of equals.

    What says little is taken only where there would be fewer than four.
    """
    telling = [made for made in statements if made.weight > 0 and made.sure != OPEN]
    order = sorted(telling, key=lambda made: (-made.weight, claims.LEVELS.index(made.sure)))
    strong = sum(made.weight > SMALL for made in order)
    return order[: min(most, max(strong, FEWEST))]
