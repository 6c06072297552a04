"""All the notebook on topics shows, gathered: one study, its tables and its numbers."""

from dataclasses import dataclass

import pandas as pd

from closereading import book
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


def numbers(found: Study) -> dict[str, dict]:
    """Return the entries of results.json of a study."""
    s, usual = found.structure, found.models
    copies = int(s.nulls.size)
    told: dict[str, dict] = {}

    def tell(key: str, value, unit: str, method: str, *, n: int = s.n, **cell) -> None:
        told[f"topics.{key}"] = book.number(value, n=n, unit=unit, method=method, **cell)

    shuffled = f"curveball permutation, {copies} copies"
    fitted = "logistic regression on ten statistics of the text"
    tell("verdict", s.verdict, "verdict", f"{fitted}; {shuffled}")
    tell("by_permutation", s.by_permutation, "verdict", shuffled)
    tell("by_calibration", s.by_calibration, "verdict", fitted)
    tell("agree", s.agree, "yes or no", "both ways give the same answer to: several themes or not")
    tell("language", found.language, "language", "as read; words are weighed by English")
    tell("n", s.n, "sentences", "residue left out; long texts in units of several sentences")
    tell("stems", s.stems, "stems", "different content stems")
    tell("shared", s.shared, "stems", "content stems in at least two sentences", n=s.stems)
    tell("copies", copies, "copies", shuffled)
    tell("modularity", s.modularity, "modularity", "network of tf-idf cosines")
    tell("z", s.z, "standard deviations", f"modularity against {shuffled}")
    tell("p", s.p, "p, one-sided", f"modularity against {shuffled}")
    tell("atleast", int((s.nulls >= s.modularity - 1e-12).sum()), "copies",
         "shuffled copies at least as grouped", n=copies)  # fmt: skip
    tell("eigenvalue", s.eigenvalue, "eigenvalue", "second of the matrix of tf-idf cosines")
    tell("eigenvalue_z", s.eigenvalue_z, "standard deviations", f"eigenvalue against {shuffled}")
    tell("eigenvalue_p", s.eigenvalue_p, "p, one-sided", f"eigenvalue against {shuffled}")
    stories = sum(gate.calibration()["single"].values())
    tell(
        "percentile",
        s.percentile,
        "share",
        "single-story news articles with a smaller z",
        n=stories,
    )
    tell("limit", s.limit, "standard deviations", "95 % of single stories stay below", n=stories)
    tell(
        "stories", stories, "articles", "single-story news articles of three collections", n=stories
    )
    tell("probability", s.probability, "share", fitted)
    bound = gate.probability(gate.calibration()["themes"]["threshold"])
    tell("bound", bound, "share", "probability above which the text is called several themes")
    for place, row in enumerate(found.power.itertuples()):
        spiked = "foreign sentences swapped in, then tested as the text was"
        cell = {"n": row.articles, "table": "topics_power", "row": place}
        tell(
            f"power.{place + 1}.foreign", row.foreign, "sentences", spiked, column="foreign", **cell
        )
        tell(f"power.{place + 1}.permutation", row.permutation, "share", f"{spiked}: p ≤ .05",
             column="permutation", **cell)  # fmt: skip
        tell(f"power.{place + 1}.calibration", row.calibration, "share",
             f"{spiked}: called several themes", column="calibration", **cell)  # fmt: skip
    tell("power.sizes", len(found.power), "sizes", "sizes of the second story tried")
    drawn = found.strands["stability"].notna()
    tell("strands.k", int(found.strands["strand"].max()) if len(found.strands) else 0, "strands",
         "set beforehand", n=len(found.strands))  # fmt: skip
    subsampled = "subsamples of four fifths of the sentences"
    if drawn.any():
        tell("strands.agreement", usual.nmf_agreement, "adjusted Rand index",
             "strands against NMF topics: 1 the same groups, 0 chance")  # fmt: skip
    steady = found.strands["steady"].mean() if drawn.any() else None
    tell("strands.steady", steady, "share", f"sentences steady in 80 % of {subsampled}",
         n=len(found.strands))  # fmt: skip
    for place, row in enumerate(found.described.itertuples()):
        cell = {"n": row.sentences, "table": "topics_described", "row": place}
        key = f"strands.{row.strand}"
        tell(
            f"{key}.sentences",
            row.sentences,
            "sentences",
            "size of the strand",
            column="sentences",
            **cell,
        )
        tell(f"{key}.words", row.words, "words", "distinctive words", column="words", **cell)
        tell(f"{key}.stability", row.stability, "share", subsampled, column="stability", **cell)
        tell(f"{key}.shuffled", row.shuffled, "share", "median stability in word-shuffled copies",
             column="shuffled", **cell)  # fmt: skip
        tell(
            f"{key}.p",
            row.p,
            "p, one-sided",
            "stability against word-shuffled copies",
            column="p",
            **cell,
        )
        tell(f"{key}.word", row.word, "word", "explains the strand best", column="word", **cell)
        tell(f"{key}.f1", row.f1, "F1, 0 to 1", "sentences with the word against the strand",
             column="f1", **cell)  # fmt: skip
    firm = sum(bool(row.p <= themes.ALPHA) for row in found.described.itertuples())
    tell("strands.firm", firm, "strands", "steadier than in word-shuffled copies, p ≤ .05",
         n=len(found.described))  # fmt: skip
    tell("cuts", len(found.cuts), "cuts", "optimal split, if order matters and it "
         "passes for one between stories")  # fmt: skip
    tell(
        "order.p",
        found.order.p,
        "p, one-sided",
        f"{segments.SHUFFLES} shuffled orders of the sentences",
    )
    tell("suggested", found.suggested, "strands", "highest modularity, after the verdict")
    tell("models.lda_agreement", usual.lda_agreement, "adjusted Rand index",
         f"every two of {models.SEEDS} seeds of LDA, {models.TOPICS} topics")  # fmt: skip
    tell("models.clearest", usual.clearest, "topic", "the topic of NMF that one word explains best")
    if usual.clearest:
        place = usual.clearest - 1
        row = usual.topics.loc[place]
        cell = {"n": int(row["sentences"]), "table": "topics_models", "row": place}
        tell("models.word", row["word"], "word", "explains the topic best", column="word", **cell)
        tell(
            "models.f1",
            row["f1"],
            "F1, 0 to 1",
            "sentences with the word against the topic",
            column="f1",
            **cell,
        )
        tell(
            "models.sentences",
            row["sentences"],
            "sentences",
            "size of the topic",
            column="sentences",
            **cell,
        )
        tell(
            "models.words",
            row["words"],
            "words",
            "the topic's strongest words",
            column="words",
            **cell,
        )
    return told
