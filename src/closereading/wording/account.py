"""A computed reading: a few short paragraphs on what stands out in how an article is worded."""

import pandas as pd

from closereading.article import Article
from closereading.statement import LIKELY, Statement
from closereading.wording import frequency
from closereading.wording.drafts import CAREFUL, LEAST, PRECISION, Paragraph, say
from closereading.wording.noticing import RULES
from closereading.wording.places import told

MOST = 6  # paragraphs
FIGURE = "08-places"


def reading(article: Article, *, among: pd.DataFrame | None = None) -> list[Paragraph]:
    """Write what a careful reader would notice in how an article is worded.

    Parameters
    ----------
    article : Article
    among : DataFrame, optional
        Made by ``news.reference``; the news stories that ship without it.

    Returns
    -------
    list of Paragraph
        At most six, what stands out most first; none for a text that is not English. What was not
        found is not written: from silence nothing follows.
    """
    if not article.english:
        return []
    rates = {row.key: row for row in frequency.rates(article, among=among).itertuples()}
    made: dict[str, list[Paragraph]] = {kind: [] for kind in PRECISION}
    for notice in RULES:
        for said in notice(article, rates):
            made[said.kind].append(said)
    found = [_joined(said) for kind, said in made.items() if said and PRECISION[kind] >= LEAST]
    return sorted(found, key=lambda one: -one.weight)[:MOST]


def _joined(parts: list[Paragraph]) -> Paragraph:
    kind = parts[0].kind
    parts = parts + ([say("caution", kind=kind)] if PRECISION[kind] < CAREFUL else [])
    sentences = tuple(text for part in parts for text in part.sentences)
    places = tuple(place for part in parts for place in part.places)
    return Paragraph(kind, round(max(part.weight for part in parts), 2), sentences, places)


def statements(article: Article, numbers: dict[str, dict]) -> list[Statement]:
    """Return the reading as statements of the report: the first sentence answers.

    Parameters
    ----------
    article : Article
    numbers : dict
        All numbers of the run; what is said here needs none of them.
    """
    return [
        Statement(
            f"wording.{one.kind}", told("question")[one.kind], one.sentences[0], LIKELY,
            one.weight, tuple(dict.fromkeys(place[0] for place in one.places)), FIGURE,
            " ".join(one.sentences[1:]), told("doubt")[one.kind],
        )
        for one in reading(article)
    ]  # fmt: skip
