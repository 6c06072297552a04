"""What the report finds, and how strongly: the rules stand here, fixed before any article is read.

Every finding tests one claim, and the claim gets one of three grades.

firm
    A count of what stands in the text; or a share of resamplings of at least ``FIRM``; or an
    interval that excludes zero even when widened for the number of questions asked; or a p value
    of at most ``ALPHA`` divided by that number.
suggestive
    A share of at least ``SUGGESTIVE``; or an interval that excludes zero only at its own width;
    or a p value of at most ``ALPHA`` before the division.
not supported
    Anything else, and every claim that the text is too short for.

A claim with several parts gets the grade of its weakest part. The questions are counted
(``QUESTIONS``) because seven looks at one text find something by chance more often than one look
(Bonferroni 1936; Dunn 1961).
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

from closereading import manuscript

Numbers = dict[str, dict]

FIRM = 0.9
SUGGESTIVE = 0.5
ALPHA = 0.05
QUESTIONS = 7
LISTED = 5  # speakers, words, phrases that a finding names
GRADES = ("firm", "suggestive", "not supported")


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
        Stems of figures that show it, the best first.
    sentences : tuple of int
        Numbers of the sentences that show it.
    """

    name: str
    strength: str
    texts: dict
    keys: tuple[str, ...]
    figures: tuple[str, ...]
    sentences: tuple[int, ...]


def by_share(share: float | None) -> str:
    """Grade a share of resamplings in which something held."""
    if share is None or share < SUGGESTIVE:
        return "not supported"
    return "firm" if share >= FIRM else "suggestive"


def by_interval(entry: dict, *, questions: int) -> str:
    """Grade a number by whether its interval excludes zero."""
    value, low, high = entry["value"], entry["low"], entry["high"]
    if None in (value, low, high) or low <= 0 <= high:
        return "not supported"
    normal = NormalDist()
    wider = normal.inv_cdf(1 - ALPHA / 2 / questions) / normal.inv_cdf(1 - ALPHA / 2)
    near = value - (value - low) * wider if value > 0 else value + (high - value) * wider
    return "firm" if near * value > 0 else "suggestive"


def by_chance(p: float | None, *, questions: int) -> str:
    """Grade a p value."""
    if p is None or p > ALPHA:
        return "not supported"
    return "firm" if p <= ALPHA / questions else "suggestive"


def weakest(*strengths: str) -> str:
    """Return the weakest of several grades."""
    return max(strengths, key=GRADES.index)


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
        Stems of figures, the best first.
    passages : callable
        Takes the numbers, returns sentence numbers to quote.
    """

    name: str
    grade: Callable[[Numbers], str]
    figures: tuple[str, ...] = ()
    passages: Callable[[Numbers], list[int]] = lambda numbers: []


def _counted(numbers: Numbers) -> str:
    return "firm"


def _attributed(numbers: Numbers) -> str:
    spoken = sum(
        numbers[f"article.{voice}.sentences"]["value"] for voice in ("quotation", "reported")
    )
    named = sum(_each(numbers, "article.speaker", ".sentences"))
    return by_share(named / spoken) if spoken else "firm"


def _each(numbers: Numbers, stem: str, leaf: str = "") -> list:
    """Return the values of ``stem.1``, ``stem.2`` … as far as they go."""
    return [
        numbers[key]["value"]
        for key in (f"{stem}.{place}{leaf}" for place in range(1, LISTED + 1))
        if key in numbers
    ]


def _row(numbers: Numbers, key: str) -> list[int]:
    """Return the sentence that a passage comes from: the table of sentences counts from 0."""
    entry = numbers.get(key)
    return [entry["row"] + 1] if entry and entry["row"] is not None else []


ASKED = (
    Question(
        "structure", _counted, ("01-sentences",), lambda n: _row(n, "article.longest.passage")
    ),
    Question("voices", _attributed, ("01-speakers",), lambda n: _row(n, "article.quotation.1")),
    Question("cleaning", _counted),
)


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
    for question in ASKED:
        strength = question.grade(numbers)
        texts = manuscript.render(f"findings/{question.name}.md", numbers, strength=strength)
        keys = {key for name in ("headline", "text") for key in manuscript.keys(texts[name])}
        made.append(
            Finding(
                question.name,
                strength,
                texts,
                tuple(sorted(keys)),
                question.figures,
                tuple(dict.fromkeys(question.passages(numbers))),
            )
        )
    return sorted(made, key=lambda finding: GRADES.index(finding.strength))
