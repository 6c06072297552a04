"""All the notebook on topics shows, gathered: one study, its tables and its numbers."""

from dataclasses import dataclass

import pandas as pd

from closereading import book
from closereading.book import Column
from closereading.topics import gate, grouping, likeness, models, segments, themes


@dataclass(frozen=True)
class Study:
    """All that the notebook on topics shows; see the function that makes each part.

    Attributes
    ----------
    units : Words
        The content words of the sentences, which all else is made of.
    structure : Structure
    power, pairs, strands, described, words : DataFrame
        From ``power``, ``pairs``, ``strands``, ``describe`` and ``distinctive``.
    order : Split
        From ``order``.
    cuts : list of int
        From ``cuts``.
    suggested : int
        From ``suggest_k``.
    models : Models
        From ``models.models``.
    language : str
        Of the article; rarity and nearness of words come from English.
    """

    units: likeness.Words
    structure: themes.Structure
    power: pd.DataFrame
    pairs: pd.DataFrame
    strands: pd.DataFrame
    described: pd.DataFrame
    words: pd.DataFrame
    order: segments.Split
    cuts: list[int]
    suggested: int
    models: models.Models
    language: str


def study(article, *, k: int = grouping.STRANDS) -> Study:
    """Ask everything this module can ask of one article."""
    words = likeness.words(article)
    return Study(
        words,
        themes.structure(words),
        themes.power(article),
        grouping.pairs(words),
        grouping.strands(words, k),
        grouping.describe(words, k),
        grouping.distinctive(words, k),
        segments.order(words),
        segments.cuts(words),
        grouping.suggest_k(words),
        models.models(words, k),
        getattr(article, "language", "English"),
    )


def tables(found: Study) -> dict[str, pd.DataFrame]:
    """Return the tables of a study, by the names they are saved under."""
    s = found.structure
    return {
        "topics_shuffled": pd.DataFrame(
            {
                "copy": range(1, s.nulls.size + 1),
                "modularity": s.nulls,
                "eigenvalue": s.eigenvalue_nulls,
            }
        ),
        "topics_power": found.power,
        "topics_strands": found.strands,
        "topics_described": found.described,
        "topics_words": found.words,
        "topics_models": found.models.topics,
        "topics_sentences": found.models.sentences,
    }


SPIKED = "foreign sentences swapped in, then tested as the text was"
POWER = {
    ".foreign": Column("foreign", "sentences", SPIKED, "articles"),
    ".permutation": Column("permutation", "share", f"{SPIKED}: p ≤ .05", "articles"),
    ".calibration": Column("calibration", "share", f"{SPIKED}: called several themes", "articles"),
}
SUBSAMPLED = "subsamples of four fifths of the sentences"
DESCRIBED = {
    f".{name}": Column(name, unit, method, "sentences")
    for name, unit, method in (
        ("sentences", "sentences", "size of the strand"),
        ("words", "words", "distinctive words"),
        ("stability", "share", SUBSAMPLED),
        ("shuffled", "share", "median stability in word-shuffled copies"),
        ("p", "p, one-sided", "stability against word-shuffled copies"),
        ("word", "word", "explains the strand best"),
        ("f1", "F1, 0 to 1", "sentences with the word against the strand"),
    )
}
MODELLED = {
    f".{name}": Column(name, unit, method, "sentences")
    for name, unit, method in (
        ("word", "word", "explains the topic best"),
        ("f1", "F1, 0 to 1", "sentences with the word against the topic"),
        ("sentences", "sentences", "size of the topic"),
        ("words", "words", "the topic's strongest words"),
    )
}


def numbers(found: Study) -> dict[str, dict]:
    """Return the entries of results.json of a study."""
    topics = found.models.topics
    clearest = ["models" if row == found.models.clearest else None for row in topics["topic"]]
    power = [f"power.{row + 1}" for row in range(len(found.power))]
    made = {
        **book.facts(_themes(found)),
        **book.cells("topics_power", found.power, power, POWER),
        **book.facts(_groups(found)),
        **book.cells(
            "topics_described", found.described,
            "strands." + found.described["strand"].astype(str), DESCRIBED,
        ),
        **book.facts(_parts(found)),
        **book.cells("topics_models", topics, clearest, MODELLED),
    }  # fmt: skip
    return {f"topics.{key}": entry for key, entry in made.items()}


def _themes(found: Study) -> list[tuple]:
    s = found.structure
    copies, gated = int(s.nulls.size), gate.calibration()
    stories, bound = sum(gated["single"].values()), gate.probability(gated["themes"]["threshold"])
    shuffled = f"curveball permutation, {copies} copies"
    fitted = "logistic regression on ten statistics of the text"
    atleast = int((s.nulls >= s.modularity - 1e-12).sum())
    deviations, p = "standard deviations", "p, one-sided"
    same = "both ways give the same answer to: several themes or not"
    three = "single-story news articles of three collections"
    called = "probability above which the text is called several themes"
    return [
        ("verdict", s.verdict, s.n, "verdict", f"{fitted}; {shuffled}"),
        ("by_permutation", s.by_permutation, s.n, "verdict", shuffled),
        ("by_calibration", s.by_calibration, s.n, "verdict", fitted),
        ("agree", s.agree, s.n, "yes or no", same),
        ("language", found.language, s.n, "language", "as read; words are weighed by English"),
        ("n", s.n, s.n, "sentences", "residue left out; long texts in units of several sentences"),
        ("stems", s.stems, s.n, "stems", "different content stems"),
        ("shared", s.shared, s.stems, "stems", "content stems in at least two sentences"),
        ("copies", copies, s.n, "copies", shuffled),
        ("modularity", s.modularity, s.n, "modularity", "network of tf-idf cosines"),
        ("z", s.z, s.n, deviations, f"modularity against {shuffled}"),
        ("p", s.p, s.n, p, f"modularity against {shuffled}"),
        ("atleast", atleast, copies, "copies", "shuffled copies at least as grouped"),
        ("eigenvalue", s.eigenvalue, s.n, "eigenvalue", "second of the matrix of tf-idf cosines"),
        ("eigenvalue_z", s.eigenvalue_z, s.n, deviations, f"eigenvalue against {shuffled}"),
        ("eigenvalue_p", s.eigenvalue_p, s.n, p, f"eigenvalue against {shuffled}"),
        (
            "percentile",
            s.percentile,
            stories,
            "share",
            "single-story news articles with a smaller z",
        ),
        ("limit", s.limit, stories, deviations, "95 % of single stories stay below"),
        ("stories", stories, stories, "articles", three),
        ("probability", s.probability, s.n, "share", fitted),
        ("bound", bound, s.n, "share", called),
    ]


def _groups(found: Study) -> list[tuple]:
    n, strands, rand = found.structure.n, found.strands, "adjusted Rand index"
    drawn, total = strands["stability"].notna().any(), len(strands)
    k = int(strands["strand"].max()) if total else 0
    steady = strands["steady"].mean() if drawn else None
    against = "strands against NMF topics: 1 the same groups, 0 chance"
    rows = [
        ("power.sizes", len(found.power), n, "sizes", "sizes of the second story tried"),
        ("strands.k", k, total, "strands", "set beforehand"),
        ("strands.agreement", found.models.nmf_agreement, n, rand, against),
        ("strands.steady", steady, total, "share", f"sentences steady in 80 % of {SUBSAMPLED}"),
    ]
    return [row for row in rows if drawn or row[0] != "strands.agreement"]


def _parts(found: Study) -> list[tuple]:
    n, usual = found.structure.n, found.models
    firm = int((found.described["p"] <= themes.ALPHA).sum())
    steadier = "steadier than in word-shuffled copies, p ≤ .05"
    split = "optimal split, if order matters and it passes for one between stories"
    orders = f"{segments.SHUFFLES} shuffled orders of the sentences"
    seeds = f"every two of {models.SEEDS} seeds of LDA, {models.TOPICS} topics"
    clearest = "the topic of NMF that one word explains best"
    return [
        ("strands.firm", firm, len(found.described), "strands", steadier),
        ("cuts", len(found.cuts), n, "cuts", split),
        ("order.p", found.order.p, n, "p, one-sided", orders),
        ("suggested", found.suggested, n, "strands", "highest modularity, after the verdict"),
        ("models.lda_agreement", usual.lda_agreement, n, "adjusted Rand index", seeds),
        ("models.clearest", usual.clearest, n, "topic", clearest),
    ]
