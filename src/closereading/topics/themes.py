"""One theme or several: a permutation test the reader can see, and a calibrated second opinion."""

from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
import pandas as pd

from closereading import resampling
from closereading.topics import cores, curveball, gate, likeness, network

LEAST_SENTENCES = 8  # below it mixtures and single stories cannot be told apart
LEAST_SHARED = 5  # stems that must occur in two sentences; fewer leave nothing to shuffle
ALPHA = 0.05
# Cells (sentences times stems) shuffled in all copies together; a long text gets fewer copies, so
# that 20,000 characters take seconds. News of 120 sentences still gets all of them.
WORK = 25_000_000
FEWEST = 99  # copies of a long text: p can reach .01
SPIKED = 12  # articles made for each point of the power line
SPIKE_COPIES = 19  # shuffled copies for each of them: p ≤ .05 if none reaches the article

ONE, ORDINARY, SEVERAL, SHORT = (
    "one theme",
    "ordinary variation",
    "several themes",
    "too short",
)
ONE_STORY = "one story"  # all the calibrated step can say besides SEVERAL


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


@cores.one
def structure(source, *, copies: int = resampling.PERMUTATIONS) -> Structure:
    """Ask whether a text has more than one theme.

    Parameters
    ----------
    source : Article or list of str
        Residue is left out. Above ``likeness.LIMIT`` sentences neighbours are read as one unit.
    copies : int
        Shuffled copies, at most. A text with more than ``WORK`` / 999 cells (sentences times stems
        that more than one holds) gets fewer, but never fewer than ``FEWEST``.

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
    n, stems = words.counts.shape
    if not enough(words):
        return Structure(SHORT, SHORT, SHORT, n, stems, shared_stems(words))
    copies = min(copies, max(FEWEST, WORK // (n * shared_stems(words))))
    measured = _measured(_cosines(words, copies))
    (modularity, nulls), (eigenvalue, eigenvalue_nulls) = [(float(v[0]), v[1:]) for v in measured]
    z, p = _z(modularity, nulls), resampling.p_value(modularity, nulls)
    news = np.array(gate.calibration()["news_z"])
    limit = float(np.interp(95, np.linspace(0, 100, len(news)), news))
    odds = gate.score(gate.statistics(words))
    by_permutation = ONE if p > ALPHA else ORDINARY if z < limit else SEVERAL
    by_calibration = SEVERAL if gate.passes(odds) else ONE_STORY
    verdict = ORDINARY if by_permutation == SEVERAL else by_permutation
    return Structure(
        verdict=SEVERAL if by_calibration == SEVERAL else verdict,
        by_permutation=by_permutation,
        by_calibration=by_calibration,
        n=n,
        stems=stems,
        shared=shared_stems(words),
        modularity=modularity,
        z=z,
        p=p,
        eigenvalue=eigenvalue,
        eigenvalue_z=_z(eigenvalue, eigenvalue_nulls),
        eigenvalue_p=resampling.p_value(eigenvalue, eigenvalue_nulls),
        percentile=float(np.interp(z, news, np.linspace(0, 1, len(news)))),
        probability=gate.probability(odds),
        nulls=nulls,
        eigenvalue_nulls=eigenvalue_nulls,
        news=news,
        limit=limit,
    )


def several(words: likeness.Words) -> bool:
    """Say whether a text passes for several stories, by the calibrated step alone."""
    return enough(words) and gate.passes(gate.score(gate.statistics(words)))


def shared_stems(words: likeness.Words) -> int:
    """Count the stems that at least two units hold."""
    return int(((words.counts > 0).sum(axis=0) > 1).sum())


def enough(words: likeness.Words) -> bool:
    """Say whether a text is long enough to ask for themes."""
    return len(words.counts) >= LEAST_SENTENCES and shared_stems(words) >= LEAST_SHARED


def _z(value: float, nulls: np.ndarray) -> float:
    """Return how many standard deviations a value lies above its shuffled copies."""
    return float((value - nulls.mean()) / max(nulls.std(), 1e-9))


def _cosines(words: likeness.Words, copies: int) -> list[np.ndarray]:
    """Return the cosines of a text, first, and of its shuffled copies, in batches."""
    present = words.counts > 0
    n, held = len(present), present.sum(axis=0)
    rarity = np.log((1 + n) / (1 + held)) + 1
    # Words found in one sentence only stay where they are: they link nothing, wherever they are.
    alone = (present & (held == 1)).sum(axis=1) * (np.log((1 + n) / 2) + 1) ** 2
    moving = present[:, held > 1]
    weights = rarity[held > 1]
    everyone = np.concatenate([moving[None], curveball.shuffle(moving, copies=copies)])
    size = max(1, curveball.CELLS // (n * max(n, moving.shape[1])))
    batches = []
    for begun in range(0, copies + 1, size):
        rows = everyone[begun : begun + size] * weights
        lengths = np.sqrt((rows**2).sum(axis=2) + alone)
        rows /= np.maximum(lengths, 1e-9)[:, :, None]
        batches.append(rows @ np.swapaxes(rows, 1, 2))
    return batches


def _measured(batches: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the modularity and the second eigenvalue of every matrix of cosines."""
    modularity, eigenvalue = [], []
    for cosines in batches:
        diagonal = range(cosines.shape[1])
        cosines[:, diagonal, diagonal] = 1
        values, vectors = network.strongest(cosines)
        cosines[:, diagonal, diagonal] = 0
        labels = network.grouped(cosines, vectors[:, :, 1:])
        modularity.append(network.modularity(cosines, labels))
        eigenvalue.append(values[:, 1])
    return np.concatenate(modularity).astype(float), np.concatenate(eigenvalue).astype(float)


@cache
def _neutral() -> tuple[tuple[str, ...], ...]:
    """Return the invented stories that stand for foreign matter, a tuple of sentences each."""
    text = (resources.files("closereading") / "data" / "neutral.txt").read_text("utf-8")
    blocks = [[line for line in block.split("\n") if line and not line.startswith("#")]
              for block in text.split("\n\n")]  # fmt: skip
    return tuple(tuple(block) for block in blocks if block)


@cores.one
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
        mixtures = []
        for number in range(articles):
            mixed = list(texts)
            places = np.sort(rng.choice(n, size=size, replace=False))
            for place, sentence in zip(places, stories[number % len(stories)], strict=False):
                mixed[place] = sentence
            mixtures.append(likeness.words(mixed))
        mixtures = [words for words in mixtures if enough(words)]
        if not mixtures:
            continue
        found = [_passes(mixtures), [several(words) for words in mixtures]]
        shares = np.sum(found, axis=1) / articles
        rows.append((size, n, articles, shares[0], shares[1]))
    return pd.DataFrame(rows, columns=["foreign", "n", "articles", "permutation", "calibration"])


def _passes(mixtures: list[likeness.Words]) -> list[bool]:
    """Say of every mixture whether its grouping passes chance; all are measured at once."""
    cosines = [_cosines(words, SPIKE_COPIES) for words in mixtures]
    if len(mixtures[0].counts) <= network.EXACT:
        cosines = [[np.concatenate([batch for one in cosines for batch in one])]]
    values = np.concatenate([_measured(one)[0] for one in cosines])
    values = values.reshape(len(mixtures), SPIKE_COPIES + 1)
    return [resampling.p_value(row[0], row[1:]) <= ALPHA for row in values]
