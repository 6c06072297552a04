"""The questions of the report: each has a rule that decides the answer and one that weighs it."""

from collections.abc import Callable
from dataclasses import dataclass

from closereading import news
from closereading.report import claims, manuscript
from closereading.report.claims import LIKELY, OPEN, SURE, Numbers, Statement, value
from closereading.sentiment import means

LARGE = 0.2  # share of the words from which a speaker carries a text
OFTEN = 4  # mentions from which it is odd that somebody is not heard
FILLS = 0.35  # weight up to which a statement only fills a brief
FEWEST = 4  # statements of a brief, if so many say anything


Judged = tuple[str, float]  # how sure an answer is, and how much it says


@dataclass(frozen=True)
class Question:
    """How one statement is made from the numbers.

    ``judge`` says how sure the answer is and how much it says. ``passages`` are keys of numbers
    that are passages, or sentences, to show. ``tested``: an interval or a p value decides; such
    questions are counted. Without the number ``needs`` it is not asked.
    """

    key: str
    text: str
    judge: Callable[[Numbers], Judged]
    figure: str | None = None
    passages: tuple[str, ...] = ()
    tested: bool = False
    needs: str = "article.words"


def _speaks(numbers: Numbers) -> Judged:
    kind = claims.speakers(numbers)
    if kind == "nobody":
        # A quotation mark in a sentence taken for the author's may be somebody's speech after all,
        # and what has labels, dashes or questions may be an interview.
        doubts = value(numbers, "findings.voices.marks") or value(numbers, "findings.voices.turns")
        return LIKELY if doubts else SURE, 0.6
    large = kind != "unnamed" and numbers["article.speaker.1.share"]["value"] >= LARGE
    return claims.surely_first(numbers), 0.6 if kind == "unnamed" else 0.75 if large else 0.5


def _silent(numbers: Numbers) -> Judged:
    most = value(numbers, "findings.silent.1.mentions") or 0
    return LIKELY, 0.6 if most >= OFTEN else 0.3 if most else 0.0


def _words(numbers: Numbers) -> Judged:
    shares = [value(numbers, f"{key}.stability") for key in claims.leading(numbers)]
    sure = claims.weakest(*map(claims.by_share, shares)) if shares else OPEN
    return sure, {SURE: 0.5, LIKELY: 0.4, OPEN: 0.0}[sure]


def _phrases(numbers: Numbers) -> Judged:
    if value(numbers, "keywords.verdict") != "ranked":
        return OPEN, 0.0
    return LIKELY, 0.1 if value(numbers, "keywords.about.1") else 0.0  # rules find them


def _tone(numbers: Numbers) -> Judged:
    verdict = value(numbers, "sentiment.verdict")
    sure = claims.tone(numbers, questions=TESTED)
    if verdict in ("positive", "negative"):
        return sure, 0.65 if claims.apart(numbers) else 0.35
    return sure, 0.2 if verdict == "neutral" else 0.0


def _speech(numbers: Numbers) -> Judged:
    entry = numbers.get("findings.speech.difference")
    return _found(claims.by_interval(entry, questions=TESTED) if entry else OPEN, 0.7)


def _turn(numbers: Numbers) -> Judged:
    return _found(claims.by_chance(value(numbers, "sentiment.turn.p"), questions=TESTED), 0.6)


def _found(sure: str, most: float) -> Judged:
    """Weigh an answer by how sure it is: nothing found is never news."""
    return sure, {SURE: most, LIKELY: most - 0.2, OPEN: 0.0}[sure]


def _several(numbers: Numbers) -> Judged:
    sure = claims.themes(numbers, questions=TESTED)
    several = numbers["topics.verdict"]["value"] == "several themes" and sure != OPEN
    return sure, 0.8 * several


def _shorter(numbers: Numbers) -> bool:
    """Whether the text has fewer sentences than any article it is compared with."""
    return numbers["article.sentences"]["value"] < news.FEWEST_SENTENCES


def _unusual(numbers: Numbers) -> Judged:
    if _shorter(numbers) or not value(numbers, "context.looked"):
        return OPEN, 0.0
    if not value(numbers, "context.unusual"):
        return LIKELY, 0.0
    # The claim is about all measures, so the chance is the one that Holm's correction leaves.
    sure = claims.by_chance(value(numbers, "context.rank.1.corrected"), questions=TESTED)
    return sure, 0.9 * (sure != OPEN)


def _ease(numbers: Numbers) -> Judged:
    """Hard or easy is news outside what nine in ten news stories have."""
    parts = [value(numbers, f"article.ease{end}") for end in ("", ".news.low", ".news.high")]
    if None in parts:
        return LIKELY, 0.0
    here, low, high = parts
    return LIKELY, 0.4 * (not low <= here <= high)


def _residue(numbers: Numbers) -> Judged:
    # A date or a repeated paragraph is plain to see; that a sentence is foreign is a guess.
    metadata, doubled, residue = (
        value(numbers, f"article.{name}") for name in ("metadata", "duplicates", "residue")
    )
    sure = SURE if (metadata or doubled) and not residue else LIKELY
    return sure, 0.25 if residue or doubled else 0.0


ASKED = (
    Question("voices.speaks", "Who speaks?", _speaks, "01-speakers", ("article.quotation.1",)),
    Question("voices.silent", "Who is talked about and not heard?", _silent, None,
             ("findings.silent.1.first", "findings.silent.2.first"), needs="findings.silent"),
    Question("keywords.lead", "What does it keep coming back to?", _words, "02-words",
             ("keywords.passage",)),
    Question("keywords.phrases", "Which phrases come back?", _phrases),
    Question("sentiment.tone", "How does it sound?", _tone, "03-arc",
             ("sentiment.lowest.passage", "sentiment.highest.passage"), tested=True),
    Question("sentiment.speech", "Do quotations sound different from the telling?", _speech,
             tested=True),
    Question("sentiment.turn", "Does the tone turn?", _turn, tested=True),
    Question("topics.several", "Does it tell several stories?", _several, tested=True),
    Question("context.unusual", "Is it unusual beside other articles?", _unusual, "06-context",
             tested=True, needs="context.others"),
    Question("measures.ease", "How hard is it to read?", _ease, "01-sentences",
             ("article.longest.passage",)),
    Question("reading.residue", "Is all of the file the article?", _residue),
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


def texts(question: Question, numbers: Numbers) -> dict[str, list[dict]]:
    """Return the parts of an answer as blocks: ``answer``, ``detail``, ``doubt``."""
    return manuscript.render(
        f"questions/{question.key.replace('.', '-')}.md",
        numbers,
        sure=question.judge(numbers)[0],
        kind=lambda: claims.speakers(numbers),
        apart=claims.apart(numbers),
        alike=lambda: claims.alike(numbers),
        mostly_named=lambda: claims.mostly_named(numbers),
        leading=claims.leading(numbers),
        tied=lambda: claims.tied(numbers),
        shorter=lambda: _shorter(numbers),
        fewest=means.FEWEST,
        firm=claims.FIRM,
        listed=claims.LISTED,
    )


def answer(numbers: Numbers) -> list[Statement]:
    """Answer every question that the notebooks of this run can answer, in reading order."""
    made = []
    for asked in ASKED:
        if asked.needs not in numbers:
            continue
        blank = value(numbers, "keywords.verdict") != "ranked" and "keywords" in asked.key
        places = () if blank else _places(numbers, asked.passages)
        figure = None if blank else asked.figure
        said = texts(asked, numbers)
        made.append(
            Statement(asked.key, asked.text, said.pop("answer"), *asked.judge(numbers), places,
                      figure, **said)
        )  # fmt: skip
    return made


def brief(statements: list[Statement], *, most: int = 6) -> list[Statement]:
    """Choose what a busy editor reads: what says most of this article, the surest of equals.

    What says little is taken only where there would be fewer than four.
    """
    telling = [made for made in statements if made.weight > 0 and made.sure != OPEN]
    order = sorted(telling, key=lambda made: (-made.weight, claims.LEVELS.index(made.sure)))
    strong = sum(made.weight > FILLS for made in order)
    return order[: min(most, max(strong, FEWEST))]
