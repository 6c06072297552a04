"""The numbers that no single notebook has: those that compare two, and how good the methods are."""

from importlib import resources
from io import StringIO
from math import hypot

import pandas as pd

from closereading import book, measures, reader, voices, wording
from closereading.article import Article
from closereading.reading import tokens
from closereading.report.claims import Numbers
from closereading.sentiment import means
from closereading.wording import audit
from closereading.wording.account import TALKED_OF

SHOWN = 3  # people who are not heard
# What the turns of an interview, a transcript or a dialogue look like
TURN = r"^(?:- ?[A-Z]|[A-Z][\w.' ]{0,30}: )|\?$"


def added(article: Article, numbers: Numbers) -> tuple[Numbers, dict[str, pd.DataFrame]]:
    """Return the numbers the report adds to those of the notebooks, and the tables they are in."""
    cast, method = voices.cast(article), card()
    gaps = wording.sources(article)
    silent = gaps.loc[gaps["kind"] == audit.NOT_HEARD, "name"]
    unheard = cast[cast["name"].isin(silent) & (cast["mentions"] >= TALKED_OF)]
    found = {
        **difference(numbers),
        **spoken(article),
        **book.facts("findings", {"silent": (len(unheard), len(cast))}, often=TALKED_OF),
        **book.cells("findings.silent.{k}", unheard.head(SHOWN), n=1, often=TALKED_OF),
    }
    for place, line in method.iterrows():
        one, said = method.loc[[place]], {"measure": line["measure"], "data": line["data"]}
        found |= book.cells("method.{k}", one, keys=[place + 1], n=1, **said)
    return found, {"cast": cast, "method": method}


def card() -> pd.DataFrame:
    """Return how good the methods are, on labelled news."""
    text = (resources.files("closereading") / "data" / "card.csv").read_text("utf-8")
    table = pd.read_csv(StringIO(text))
    fitted = reader.card()["cross_validated"]  # kept beside the reader, so never out of step
    table["value"] = table["value"].fillna(table.pop("figure").map(fitted))
    return table


def difference(numbers: Numbers) -> Numbers:
    """Compare quotations and narration in tone.

    The interval of a difference comes from the intervals of its two means (Zou & Donner 2008).
    """
    quoted, told = (numbers.get(f"sentiment.{voice}") for voice in ("quotation", "narration"))
    if not quoted or not told or min(quoted["n"], told["n"]) < means.FEWEST:
        return {}
    value = quoted["value"] - told["value"]
    below = hypot(quoted["value"] - quoted["low"], told["high"] - told["value"])
    above = hypot(quoted["high"] - quoted["value"], told["value"] - told["low"])
    entry = (value, min(quoted["n"], told["n"]), value - below, value + above)
    return book.facts("findings", {"speech.difference": entry})


def spoken(article: Article) -> Numbers:
    """Count the sentences of others whose speaker is named, and the author's that hold marks."""
    table = measures.by_speaker(article)
    spoken = table[table["speaker"] != measures.AUTHOR]
    named = int(spoken.loc[spoken["speaker"] != measures.UNNAMED, "sentences"].sum())
    body = article.body
    told = body.loc[body["voice"] == voices.NARRATION, "text"].map(tokens.straighten)
    inferred = voices.inferred(article)
    right = inferred["right"].dropna()
    facts = {
        "named": (named, int(spoken["sentences"].sum())),
        "turns": (int(told.str.contains(TURN).sum()), len(told)),
        "answers": (int((inferred["how"] == "answer").sum()), len(inferred)),
        "marks": (int(told.str.contains('"', regex=False).sum()), len(told)),
    }
    if corrected := int((article.notes["kind"] == "correction").sum()):
        facts["corrected"] = (corrected, len(article.sentences))
    if len(right):
        facts["right"] = (float(right.mean()), len(right))
    return book.facts("findings.voices", facts)
