"""What the report finds: each finding tests a claim, and the claim is graded (``grades``)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot

import pandas as pd

from closereading import book, measures, news
from closereading.report import grades, manuscript
from closereading.sentiment import means

Numbers = dict[str, dict]

DIFFERENCE = "findings.speech.difference"
NAMED = "findings.voices.named"
SHOWN = 3  # sentences on which two scorers differ
LISTED = 5  # speakers, words, phrases that a finding names


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes
    ----------
    name : str
    strength : str
        "firm", "suggestive" or "not supported": how far the text supports the claim.
    texts : dict
        ``headline``, ``claim``, ``text``, ``doubt`` and ``check``, as blocks.
    keys : tuple of str
        The numbers it rests on: those its text quotes.
    figures : tuple of str
        Stems of the figures that show it.
    sentences : tuple of int
        Numbers of the sentences that show it.
    """

    name: str
    strength: str
    texts: dict
    keys: tuple[str, ...]
    figures: tuple[str, ...]
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """How one finding is made from the numbers.

    Attributes
    ----------
    name : str
        Template ``findings/<name>.md``.
    grade : callable
        Takes the numbers, returns the strength.
    figures : tuple of str
        Stems of figures; each belongs to one question.
    passages : tuple of str
        Keys of the passages to quote.
    tested : bool
        Whether an interval or a p value grades it; such questions are counted.
    needs : str or None
        A key without which the question is not asked.
    """

    name: str
    grade: Callable[[Numbers], str]
    figures: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    tested: bool = False
    needs: str | None = None


def _counted(numbers: Numbers) -> str:
    return "firm"


def _attributed(numbers: Numbers) -> str:
    named = numbers[NAMED]
    return grades.by_share(named["value"] / named["n"]) if named["n"] else "firm"


def _foreign(numbers: Numbers) -> str:
    # A date or a repeated paragraph is plain to see; that a sentence is foreign is a guess.
    if numbers["article.metadata"]["value"] or numbers["article.duplicates"]["value"]:
        return "firm"
    return "suggestive" if numbers["article.residue"]["value"] else "not supported"


def _each(numbers: Numbers, stem: str, leaf: str = "") -> list:
    """Return the values of ``stem.1``, ``stem.2`` … as far as they go."""
    return [
        numbers[key]["value"]
        for key in (f"{stem}.{place}{leaf}" for place in range(1, LISTED + 1))
        if key in numbers
    ]


def _sentence(numbers: Numbers, key: str) -> list[int]:
    """Return the number of the sentence that a passage is.

    A passage with a table names the table's row, from 0; one without names the sentence itself.
    """
    entry = numbers.get(key)
    if not entry or not entry["value"] or entry["row"] is None:
        return []
    if entry["unit"] == "sentence":
        return [entry["value"]]
    if key == "keywords.passage" and numbers["keywords.verdict"]["value"] != "ranked":
        return []
    return [entry["row"] + (entry["table"] is not None)]


def _ranked(kind: str) -> Callable[[Numbers], str]:
    def grade(numbers: Numbers) -> str:
        shares = _each(numbers, f"keywords.{kind}", ".stability")
        if numbers["keywords.verdict"]["value"] != "ranked" or not shares:
            return "not supported"
        return grades.weakest(*map(grades.by_share, shares))

    return grade


def _unranked(name: str, numbers: Numbers) -> bool:
    """Whether a finding says that there is no ranking; its figures would rank all the same."""
    return name in ("words", "phrases") and numbers["keywords.verdict"]["value"] != "ranked"


def _standing_out(numbers: Numbers) -> str:
    # The interval shares 5 % among the words tested; a word is counted when all of it is above 0.
    return "firm" if numbers["keywords.key"]["value"] else "not supported"


def _tone(numbers: Numbers) -> str:
    if numbers["sentiment.mean"]["n"] < means.FEWEST:
        return "not supported"
    return grades.by_interval(numbers["sentiment.mean"], questions=QUESTIONS)


def _telling(numbers: Numbers) -> str:
    told, mean = numbers["sentiment.told"], numbers["sentiment.mean"]
    if told["n"] < means.FEWEST or None in (told["value"], mean["value"]):
        return "not supported"
    if told["value"] * mean["value"] <= 0:
        return "not supported"
    return grades.by_interval(told, questions=QUESTIONS)


def _scorers(numbers: Numbers) -> str:
    return grades.weakest(
        grades.by_share(numbers["sentiment.same"]["value"], n=numbers["sentiment.same"]["n"]),
        grades.by_interval(numbers["sentiment.agreement"], questions=QUESTIONS),
    )


def _speech(numbers: Numbers) -> str:
    return (
        grades.by_interval(numbers[DIFFERENCE], questions=QUESTIONS)
        if DIFFERENCE in numbers
        else "not supported"
    )


def _turn(numbers: Numbers) -> str:
    return grades.by_chance(numbers["sentiment.turn.p"]["value"], questions=QUESTIONS)


def _themes(numbers: Numbers) -> str:
    if numbers["topics.verdict"]["value"] != "several themes":
        return "not supported"
    return (
        grades.by_chance(numbers["topics.p"]["value"], questions=QUESTIONS)
        if numbers["topics.agree"]["value"]
        else "suggestive"
    )


def _models(numbers: Numbers) -> str:
    return grades.by_share(numbers["topics.models.lda_agreement"]["value"])


def _strands(numbers: Numbers) -> str:
    firm, steady = numbers["topics.strands.firm"], numbers["topics.strands.steady"]
    if not firm["n"] or firm["value"] < firm["n"]:
        return "not supported"
    return grades.weakest("suggestive", grades.by_share(steady["value"]))


def _shorter(numbers: Numbers) -> bool:
    """Whether the text has fewer sentences than any article it is compared with."""
    return (
        "context.others" in numbers
        and numbers["article.sentences"]["value"] < news.FEWEST_SENTENCES
    )


def _unusual(numbers: Numbers) -> str:
    # The claim is about all measures, so the chance is the one that Holm's correction leaves.
    if _shorter(numbers):
        return "not supported"
    furthest = numbers.get("context.rank.1.corrected")
    return grades.by_chance(furthest and furthest["value"], questions=QUESTIONS)


ASKED = (
    Question("structure", _counted, ("01-sentences",), ("article.longest.passage",)),
    Question("voices", _attributed, ("01-speakers",), ("article.quotation.1",)),
    Question("words", _ranked("word"), ("02-words", "02-dispersion"), ("keywords.passage",)),
    Question("phrases", _ranked("phrase"), ("02-phrases",)),
    Question("keyness", _standing_out, ("02-keyness",)),
    Question(
        "tone",
        _tone,
        ("03-arc", "03-news"),
        ("sentiment.lowest.passage", "sentiment.highest.passage"),
        tested=True,
    ),
    Question("subject", _telling, ("03-words",), tested=True),
    Question("speech", _speech, ("03-voices",), tested=True),
    Question("scorers", _scorers, ("03-vader",), ("findings.scorers.1.sentence",), tested=True),
    Question("turn", _turn, tested=True),
    Question("themes", _themes, ("04-null", "04-place"), tested=True),
    Question("strands", _strands, ("04-strands", "04-matrix"), tested=True),
    Question("models", _models, ("04-model",)),
    Question("among", _unusual, ("06-context",), tested=True, needs="context.others"),
    Question("cleaning", _foreign),
)
QUESTIONS = sum(question.tested for question in ASKED)


def apart(table: pd.DataFrame) -> Numbers:
    """Return the sentences on which two scorers differ most.

    Parameters
    ----------
    table : DataFrame
        ``sentiment-vader``: a row a sentence, opposite signs first, then the widest apart.
    """
    found = {}
    kinds = {"sentence": "sentence", "score": "score, -1 to 1", "vader": "score, -1 to 1"}
    kinds |= {"our_words": "words", "vader_words": "words"}
    for row, line in enumerate(table.head(SHOWN).to_dict("records")):
        for column, unit in kinds.items():
            found[f"findings.scorers.{row + 1}.{column}"] = book.number(
                line[column],
                n=1,
                unit=unit,
                method="differ in label; opposite signs first, then by distance",
                table="sentiment-vader",
                row=row,
                column=column,
            )
    return found


def named(table: pd.DataFrame) -> Numbers:
    """Return in how many of the sentences in which somebody else speaks the speaker has a name.

    Parameters
    ----------
    table : DataFrame
        ``speakers``: a row a speaker.
    """
    spoken = table[table["speaker"] != measures.AUTHOR]
    known = spoken[spoken["speaker"] != measures.UNNAMED]
    return {
        NAMED: book.number(
            int(known["sentences"].sum()),
            n=int(spoken["sentences"].sum()),
            unit="sentences",
            method="rules for speakers, summed over table speakers",
        )
    }


def derived(numbers: Numbers) -> Numbers:
    """Return the numbers that compare two others.

    Notes
    -----
    The interval of a difference comes from the intervals of its two means (Zou & Donner 2008).
    """
    found = {}
    quoted, told = (numbers.get(f"sentiment.{voice}") for voice in ("quotation", "narration"))
    if quoted and told and min(quoted["n"], told["n"]) >= means.FEWEST:
        value = quoted["value"] - told["value"]
        below = hypot(quoted["value"] - quoted["low"], told["high"] - told["value"])
        above = hypot(quoted["high"] - quoted["value"], told["value"] - told["low"])
        found[DIFFERENCE] = book.number(
            value,
            low=value - below,
            high=value + above,
            n=min(quoted["n"], told["n"]),
            unit="difference of scores",
            method="quotation minus narration; 95 % interval from those of the two means; n of "
            "the voice with fewer sentences",
        )
    return found


def asked(numbers: Numbers) -> list[Question]:
    """Return the questions that the notebooks of this run can answer."""
    return [question for question in ASKED if question.needs is None or question.needs in numbers]


def make(numbers: Numbers) -> list[Finding]:
    """Answer every question, strongest evidence first.

    Parameters
    ----------
    numbers : dict
        Key to entry, as the notebooks saved them.

    Returns
    -------
    list of Finding
        By grade; within a grade in reading order.
    """
    made = []
    for question in asked(numbers):
        strength = question.grade(numbers)
        texts = manuscript.render(
            f"findings/{question.name}.md",
            numbers,
            strength=strength,
            firm=grades.FIRM,
            alpha=grades.ALPHA,
            fewest=means.FEWEST,
            shorter=_shorter(numbers),
            listed=LISTED,
            shown=SHOWN,
        )
        keys = {key for name in ("headline", "text") for key in manuscript.keys(texts[name])}
        made.append(
            Finding(
                question.name,
                strength,
                texts,
                tuple(sorted(keys)),
                () if _unranked(question.name, numbers) else question.figures,
                tuple(place for key in question.passages for place in _sentence(numbers, key)),
            )
        )
    return sorted(made, key=lambda finding: grades.GRADES.index(finding.strength))
