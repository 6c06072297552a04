"""The numbers that no single notebook has: those that compare two, and how good the methods are."""

from importlib import resources
from io import StringIO
from math import hypot

import pandas as pd

from closereading import book, measures, reader, voices
from closereading.article import Article
from closereading.book import Column
from closereading.reading import tokens
from closereading.report.claims import Numbers
from closereading.sentiment import means

SHOWN = 3  # sentences on which two scorers differ, people who are not heard
MOST_WORDS = 2000  # VADER's time grows with the square of a text's length
SCORE = "score, -1 to 1"
DIFFER = "differ in label; opposite signs first, then by distance"
# What the turns of an interview, a transcript or a dialogue look like
TURN = r"^(?:- ?[A-Z]|[A-Z][\w.' ]{0,30}: )|\?$"
APART = {
    ".sentence": Column("sentence", "sentence", DIFFER),
    ".score": Column("score", SCORE, DIFFER),
    ".vader": Column("vader", SCORE, DIFFER),
    ".our_words": Column("our_words", "words", DIFFER),
    ".vader_words": Column("vader_words", "words", DIFFER),
}
TALKED_ABOUT = 3  # mentions from which it is told that somebody is not heard
SILENT = f"people named {TALKED_ABOUT} times or more, given no sentence; most often named first"
UNHEARD = {
    "": Column("name", "name", SILENT),
    ".mentions": Column("mentions", "mentions", SILENT),
    ".first": Column("first", "sentence", "of the first mention"),
}


def added(article: Article, numbers: Numbers, *, differing: pd.DataFrame) -> tuple[Numbers, dict]:
    """Return the numbers the report adds, and the tables that they point into.

    Parameters
    ----------
    article : Article
    numbers : dict
        What the notebooks found.
    differing : DataFrame
        ``sentiment-vader``: a row a sentence on which two scorers differ.
    """
    cast, method = voices.cast(article), card()
    unheard = _unheard(cast)
    found = {
        **difference(numbers),
        **spoken(article),
        **book.facts(
            [("silent", len(unheard), len(cast), "people", SILENT)], "findings."
        ),
        **book.cells(
            "cast", unheard, [f"findings.silent.{place}" for place in range(1, SHOWN + 1)], UNHEARD
        ),
        **book.cells(
            "sentiment-vader", differing,
            [f"findings.scorers.{place}" for place in range(1, SHOWN + 1)], APART,
        ),
        **_whole(article),
    }  # fmt: skip
    for row, line in enumerate(method.itertuples()):
        of = f"{line.data}; see benchmarks/README.md"
        column = Column("value", line.measure, of, 1, "low", "high")
        found |= book.cells("method", method.iloc[[row]], [f"method.{row + 1}"], {"": column})
    return found, {"cast": cast, "method": method}


def _unheard(cast: pd.DataFrame) -> pd.DataFrame:
    """Return the people who are named again and again and never heard.

    Of one word a name may be a firm's; with the surname of somebody heard it may be that person.
    """
    last = cast["name"].str.split().str[-1]
    known = last.isin(set(last[cast["heard"]]))
    often = (cast["mentions"] >= TALKED_ABOUT) & cast["name"].str.contains(" ", regex=False)
    return cast[~cast["heard"] & (cast["kind"] == "person") & often & ~known]


def card() -> pd.DataFrame:
    """Return how good the methods are, on labelled news."""
    text = (resources.files("closereading") / "data" / "card.csv").read_text("utf-8")
    table = pd.read_csv(StringIO(text))
    fitted = reader.card()["cross_validated"]  # kept beside the reader, so never out of step
    table["value"] = table["value"].fillna(table.pop("figure").map(fitted))
    return table


def difference(numbers: Numbers) -> Numbers:
    """Compare quotations and narration in tone.

    Notes
    -----
    The interval of a difference comes from the intervals of its two means (Zou & Donner 2008).
    """
    quoted, told = (numbers.get(f"sentiment.{voice}") for voice in ("quotation", "narration"))
    if not quoted or not told or min(quoted["n"], told["n"]) < means.FEWEST:
        return {}
    value = quoted["value"] - told["value"]
    below = hypot(quoted["value"] - quoted["low"], told["high"] - told["value"])
    above = hypot(quoted["high"] - quoted["value"], told["value"] - told["low"])
    entry = book.number(
        value, low=value - below, high=value + above, n=min(quoted["n"], told["n"]),
        unit="difference of scores",
        method="quotation minus narration; 95 % interval from those of the two means; n of the "
        "voice with fewer sentences",
    )  # fmt: skip
    return {"findings.speech.difference": entry}


def spoken(article: Article) -> Numbers:
    """Count the sentences of others whose speaker is named, and the author's that hold marks."""
    table = measures.by_speaker(article)
    spoken = table[table["speaker"] != measures.AUTHOR]
    named = int(spoken.loc[spoken["speaker"] != measures.UNNAMED, "sentences"].sum())
    body = article.body
    told = body.loc[body["voice"] == voices.NARRATION, "text"].map(tokens.straighten)
    right = voices.inferred(article)["right"].dropna()
    facts = [
        ("named", named, int(spoken["sentences"].sum()), "sentences",
         "rules for speakers, summed over table speakers"),
        ("turns", int(told.str.contains(TURN).sum()), len(told), "sentences",
         "a label, a dash or a question, in a sentence that counts as the author's"),
        ("marks", int(told.str.contains('"', regex=False).sum()), len(told), "sentences",
         "double quotation marks in a sentence that counts as the author's"),
    ]  # fmt: skip
    if len(right):
        how = "share right on marked news of speakers found the same way, mean of table inferred"
        facts.append(("right", float(right.mean()), len(right), "share", how))
    return book.facts(facts, "findings.voices.")


def _whole(article: Article) -> Numbers:
    """Return what plain VADER says of the text in one call, the way it should not be used."""
    if not article.english or article.words > MOST_WORDS:
        return {}
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    text = " ".join(tokens.straighten(article.clean).split())
    score = SentimentIntensityAnalyzer().polarity_scores(text)["compound"]
    how = "plain VADER, the text with straight quotes in one call"
    return book.facts([("findings.scorers.whole", score, 1, SCORE, how)])
