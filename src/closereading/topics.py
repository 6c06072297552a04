"""Topics: first ask whether there is more than one, then help the reader see the threads."""

from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
import pandas as pd

from closereading import curveball, gate, groups, likeness, network, resampling, results, segments
from closereading import models as topic_models
from closereading.strands import STEADY, STRANDS, describe, distinctive, strands

__all__ = [
    "Structure", "Study", "cuts", "describe", "distinctive", "numbers", "order", "power", "strands",
    "structure", "study", "suggest_k", "tables",
]  # fmt: skip

LEAST_SENTENCES = 8  # below it mixtures and single stories cannot be told apart
LEAST_SHARED = 5  # stems that must occur in two sentences; fewer leave nothing to shuffle
ALPHA = 0.05
SPIKED = 12  # articles made for each point of the power line
SPIKE_COPIES = 39  # shuffled copies for each of them: p can reach .025
MOST_STRANDS = 6  # suggested at most

ONE, ORDINARY, SEVERAL, SHORT = (
    "one theme",
    "ordinary variation",
    "several themes",
    "too short",
)


@dataclass(frozen=True)
class Structure:
    """What is known of the theme structure of a text.

    Attributes
    ----------
    verdict : str
        "one theme", "ordinary variation", "several themes" or "too short".
    by_permutation, by_calibration : str
        The verdict of each way alone; ``by_calibration`` knows only "one story" and
        "several themes".
    n : int
        Sentences, or units of neighbouring sentences when the text is long.
    stems, shared : int
        Different content stems, and those that occur in at least two units.
    modularity, z, p : float
        Of the sentence network, against shuffled copies; p one-sided.
    eigenvalue, eigenvalue_z, eigenvalue_p : float
        The same for the second eigenvalue of the cosines.
    percentile : float
        Share of single-story news articles with a smaller z, 0 to 1.
    probability : float
        Calibrated chance of several stories, one and several taken as equally likely.
    nulls, eigenvalue_nulls : ndarray
        The shuffled copies' values.
    news : ndarray
        z of single-story news articles, at the percentiles 0 to 100.
    limit : float
        z that nineteen of twenty single stories stay below.
    """

    verdict: str
    by_permutation: str
    by_calibration: str
    n: int
    stems: int
    shared: int
    modularity: float = float("nan")
    z: float = float("nan")
    p: float = float("nan")
    eigenvalue: float = float("nan")
    eigenvalue_z: float = float("nan")
    eigenvalue_p: float = float("nan")
    percentile: float = float("nan")
    probability: float = float("nan")
    nulls: np.ndarray = field(default_factory=lambda: np.zeros(0))
    eigenvalue_nulls: np.ndarray = field(default_factory=lambda: np.zeros(0))
    news: np.ndarray = field(default_factory=lambda: np.zeros(0))
    limit: float = float("nan")

    @property
    def agree(self) -> bool:
        """Say whether both ways come to the same answer to "several themes or not"."""
        return (self.by_permutation == SEVERAL) == (self.by_calibration == SEVERAL)


def structure(source, *, copies: int = resampling.PERMUTATIONS) -> Structure:
    """Ask whether a text has more than one theme.

    Parameters
    ----------
    source : Article or list of str
        Residue is left out. Above ``likeness.LIMIT`` sentences neighbours are read as one unit.
    copies : int
        Shuffled copies.

    Returns
    -------
    Structure

    Notes
    -----
    Sentences are linked by the cosine of their tf-idf weighted stems. The shuffled copies keep
    every sentence's number of words and every word's number of sentences (curveball); words found
    in one sentence only stay where they are. p > .05: "one theme". p ≤ .05, which half of
    ordinary news stories reach, and z below that of nineteen of twenty of them: "ordinary
    variation". Beside it stands a logistic regression on ten statistics, fitted on single stories
    and mixtures of stories; it errs least and decides on "several themes".
    """
    words = likeness.words(source)
    return _structure(words, copies)


def _structure(words: likeness.Words, copies: int) -> Structure:
    n, stems = words.counts.shape
    present = words.counts > 0
    held = present.sum(axis=0)
    shared = int((held > 1).sum())
    if n < LEAST_SENTENCES or shared < LEAST_SHARED:
        return Structure(SHORT, SHORT, SHORT, n, stems, shared)
    (modularity, nulls), (eigenvalue, eigenvalue_nulls) = _null(present, held, copies)
    z, p = _z(modularity, nulls), resampling.p_value(modularity, nulls)
    shipped = gate.calibration()
    news = np.array(shipped["news_z"])
    limit = float(np.interp(95, np.linspace(0, 100, len(news)), news))
    odds = gate.score(gate.statistics(words))
    by_permutation = ONE if p > ALPHA else ORDINARY if z < limit else SEVERAL
    by_calibration = SEVERAL if odds > shipped["threshold"] else "one story"
    verdict = SEVERAL if by_calibration == SEVERAL else min(by_permutation, ORDINARY, key=RANK.get)
    return Structure(
        verdict,
        by_permutation,
        by_calibration,
        n,
        stems,
        shared,
        modularity,
        z,
        p,
        eigenvalue,
        _z(eigenvalue, eigenvalue_nulls),
        resampling.p_value(eigenvalue, eigenvalue_nulls),
        float(np.interp(z, news, np.linspace(0, 1, len(news)))),
        gate.probability(odds),
        nulls,
        eigenvalue_nulls,
        news,
        limit,
    )


RANK = {SHORT: 0, ONE: 1, ORDINARY: 2, SEVERAL: 3}


def _z(value: float, nulls: np.ndarray) -> float:
    """Return how many standard deviations a value lies above its shuffled copies."""
    return float((value - nulls.mean()) / max(nulls.std(), 1e-9))


def _null(present: np.ndarray, held: np.ndarray, copies: int):
    """Return modularity and second eigenvalue, each of the text and of its shuffled copies."""
    n = len(present)
    rarity = np.log((1 + n) / (1 + held)) + 1
    alone = (present & (held == 1)).sum(axis=1) * (np.log((1 + n) / 2) + 1) ** 2
    moving = present[:, held > 1]
    weights = rarity[held > 1].astype(np.float32)
    shuffled = curveball.shuffle(moving, copies=copies)
    modularity, eigenvalue = [], []
    size = max(1, curveball.CELLS // (n * max(n, moving.shape[1])))
    for batch in [moving[None], *np.split(shuffled, range(size, copies, size))]:
        rows = batch * weights
        lengths = np.sqrt((rows**2).sum(axis=2) + alone)
        rows /= np.maximum(lengths, 1e-9)[:, :, None]
        cosines = rows @ np.swapaxes(rows, 1, 2)
        cosines[:, range(n), range(n)] = 1
        values, vectors = network.strongest(cosines)
        cosines[:, range(n), range(n)] = 0
        labels = network.grouped(cosines, vectors[:, :, 1:])
        modularity.append(network.modularity(cosines, labels))
        eigenvalue.append(values[:, 1])
    return [(float(v[0][0]), np.concatenate(v[1:]).astype(float)) for v in (modularity, eigenvalue)]


@cache
def _neutral() -> tuple[tuple[str, ...], ...]:
    """Return the invented stories that stand for foreign matter, a tuple of sentences each."""
    text = (resources.files("closereading") / "data" / "neutral.txt").read_text("utf-8")
    blocks = [[line for line in block.split("\n") if line and not line.startswith("#")]
              for block in text.split("\n\n")]  # fmt: skip
    return tuple(tuple(block) for block in blocks if block)


def power(source, *, articles: int = SPIKED, seed: int = resampling.SEED) -> pd.DataFrame:
    """Ask how large a second story must be for the tests to notice it in this very text.

    A sixth, a third and a half of its sentences are exchanged for those of an invented story, and
    the result is tested as the text itself was.

    Parameters
    ----------
    source : Article or list of str
    articles : int
        How many mixtures of each size.

    Returns
    -------
    DataFrame
        ``foreign`` (sentences exchanged), ``n`` (sentences in all), ``articles``, ``permutation``
        (share of the mixtures in which grouping passes chance, p ≤ .05), ``calibration`` (share
        called "several themes"). Empty when the text is too short.
    """
    texts = likeness.texts_of(source)[1][: likeness.LIMIT]
    n, stories = len(texts), _neutral()
    rows = []
    rng = resampling.generator(seed=seed)
    longest = min(map(len, stories))
    sizes = sorted({min(round(n * share), longest) for share in (1 / 6, 1 / 3, 1 / 2)})
    for size in sizes if n >= LEAST_SENTENCES else []:
        found = []
        for number in range(articles):
            mixed = list(texts)
            places = np.sort(rng.choice(n, size=size, replace=False))
            for place, sentence in zip(places, stories[number % len(stories)], strict=False):
                mixed[place] = sentence
            result = structure(mixed, copies=SPIKE_COPIES)
            found.append((result.p <= ALPHA, result.by_calibration == SEVERAL))
        shares = np.mean(found, axis=0)
        rows.append((size, n, articles, shares[0], shares[1]))
    return pd.DataFrame(rows, columns=["foreign", "n", "articles", "permutation", "calibration"])


def suggest_k(source) -> int:
    """Suggest how many strands to ask for.

    Returns
    -------
    int
        1 unless the text passes for several stories; else the number of groups, 2 to 6, whose
        likeness has the highest modularity. Its accuracy is in ``benchmarks/README.md``: a hint.
    """
    words = likeness.words(source)
    present = words.counts > 0
    if len(present) < LEAST_SENTENCES or (present.sum(axis=0) > 1).sum() < LEAST_SHARED:
        return 1
    if gate.score(gate.statistics(words)) <= gate.calibration()["threshold"]:
        return 1
    alike = likeness.likeness(words)
    found = [
        network.modularity(alike[None], groups.group(alike[None], k))[0]
        for k in range(2, MOST_STRANDS + 1)
    ]
    return int(np.argmax(found)) + 2


def order(source) -> dict:
    """Test whether the order of the sentences matters.

    Returns
    -------
    dict
        ``cuts`` (the best split, whether it is believed or not: places from 0), ``p`` (share of
        shuffled orders that split at least as well), ``gain``, ``nulls``.
    """
    places, p, gain, nulls = segments.order(likeness.words(source))
    return {"cuts": places, "p": p, "gain": gain, "nulls": nulls}


def cuts(source) -> list[int]:
    """Find the sentences that begin a new part.

    Parameters
    ----------
    source : Article or list of str

    Returns
    -------
    list of int
        Places of sentences, from 0, in the list (in ``article.sentences``). Empty unless the text
        passes for several stories and the order of its sentences matters (p ≤ .05): every text can be
        cut, and a cut that a shuffled text would get as well says nothing.
    """
    words = likeness.words(source)
    present = words.counts > 0
    if len(present) < LEAST_SENTENCES or (present.sum(axis=0) > 1).sum() < LEAST_SHARED:
        return []
    if gate.score(gate.statistics(words)) <= gate.calibration()["threshold"]:
        return []
    places, p, _, _ = segments.order(words)
    if p > ALPHA:
        return []
    first = [words.sentences[place][0] for place in places]
    if not hasattr(source, "sentences"):
        return [number - 1 for number in first]
    rows = {int(number): place for place, number in enumerate(source.sentences["sentence"])}
    return [rows[number] for number in first]


@dataclass(frozen=True)
class Study:
    """All that the notebook on topics shows; see the function that makes each part.

    Attributes
    ----------
    structure : Structure
    power, strands, described, words : DataFrame
        From ``power``, ``strands``, ``describe`` and ``distinctive``.
    order : dict
        From ``order``.
    cuts : list of int
        From ``cuts``.
    suggested : int
        From ``suggest_k``.
    models : Models
        From ``models.models``.
    """

    structure: Structure
    power: pd.DataFrame
    strands: pd.DataFrame
    described: pd.DataFrame
    words: pd.DataFrame
    order: dict
    cuts: list[int]
    suggested: int
    models: topic_models.Models


def study(article, *, k: int = STRANDS) -> Study:
    """Ask everything this module can ask of one article."""
    return Study(
        structure(article),
        power(article),
        strands(article, k),
        describe(article, k),
        distinctive(article, k),
        order(article),
        cuts(article),
        suggest_k(article),
        topic_models.models(article, k),
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
        told[f"topics.{key}"] = results.number(value, n=n, unit=unit, method=method, **cell)

    shuffled = f"curveball permutation, {copies} copies"
    fitted = "logistic regression on ten statistics of the text"
    tell("verdict", s.verdict, "verdict", f"{fitted}; {shuffled}")
    tell("by_permutation", s.by_permutation, "verdict", shuffled)
    tell("by_calibration", s.by_calibration, "verdict", fitted)
    tell("agree", s.agree, "yes or no", "both ways give the same answer to: several themes or not")
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
    tell("strands.steady", steady, "share", f"sentences that keep their strand in 80 % of {subsampled}",
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
    firm = sum(bool(row.p <= ALPHA) for row in found.described.itertuples())
    tell("strands.firm", firm, "strands", "steadier than in word-shuffled copies, p ≤ .05",
         n=len(found.described))  # fmt: skip
    tell("cuts", len(found.cuts), "cuts", "optimal split, if the text passes for several stories and "
         "order matters")  # fmt: skip
    tell(
        "order.p",
        found.order["p"],
        "p, one-sided",
        f"{segments.SHUFFLES} shuffled orders of the sentences",
    )
    tell("suggested", found.suggested, "strands", "highest modularity, after the verdict")
    tell("models.lda_agreement", usual.lda_agreement, "adjusted Rand index",
         f"every two of {topic_models.SEEDS} seeds of LDA, {topic_models.TOPICS} topics")  # fmt: skip
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
