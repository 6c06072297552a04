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
    described, topics = found.described, found.models.topics
    clearest = topics[topics["topic"] == found.models.clearest]
    return {
        **_themes(found),
        **book.cells("topics.power.{k}", found.power, n="articles"),
        **_groups(found),
        **book.cells(
            "topics.strands.{k}", described, keys=described["strand"], n="sentences"
        ),
        **_parts(found),
        **book.cells("topics.models", clearest, n="sentences"),
    }  # fmt: skip


def _themes(found: Study) -> dict[str, dict]:
    s = found.structure
    copies, gated = int(s.nulls.size), gate.calibration()
    stories, bound = sum(gated["single"].values()), gate.probability(gated["themes"]["threshold"])
    values = {
        "verdict": s.verdict,
        "by_permutation": s.by_permutation,
        "by_calibration": s.by_calibration,
        "agree": s.agree,
        "language": found.language,
        "n": s.n,
        "stems": s.stems,
        "shared": s.shared,
        "copies": copies,
        "modularity": s.modularity,
        "z": s.z,
        "p": s.p,
        "atleast": int((s.nulls >= s.modularity - 1e-12).sum()),
        "eigenvalue": s.eigenvalue,
        "eigenvalue_z": s.eigenvalue_z,
        "eigenvalue_p": s.eigenvalue_p,
        "percentile": s.percentile,
        "limit": s.limit,
        "stories": stories,
        "probability": s.probability,
        "bound": bound,
    }
    rests = {"shared": s.stems, "atleast": copies}
    rests |= dict.fromkeys(("percentile", "limit", "stories"), stories)
    rows = {key: (value, rests.get(key, s.n)) for key, value in values.items()}
    return book.facts("topics", rows, copies=copies)


def _groups(found: Study) -> dict[str, dict]:
    n, strands = found.structure.n, found.strands
    drawn, total = strands["stability"].notna().any(), len(strands)
    rows = {
        "power.sizes": (len(found.power), n),
        "strands.k": (int(strands["strand"].max()) if total else 0, total),
        "strands.agreement": (found.models.nmf_agreement, n),
        "strands.steady": (strands["steady"].mean() if drawn else None, total),
    }
    if not drawn:
        del rows["strands.agreement"]
    return book.facts("topics", rows)


def _parts(found: Study) -> dict[str, dict]:
    n, usual, described = found.structure.n, found.models, found.described
    return book.facts(
        "topics",
        {
            "strands.firm": (int((described["p"] <= themes.ALPHA).sum()), len(described)),
            "cuts": (len(found.cuts), n),
            "order.p": (found.order.p, n),
            "suggested": (found.suggested, n),
            "models.lda_agreement": (usual.lda_agreement, n),
            "models.clearest": (usual.clearest, n),
        },
        shuffles=segments.SHUFFLES, seeds=models.SEEDS, topics=models.TOPICS,
    )  # fmt: skip
