"""What the usual topic models say about one text, and what becomes of it when one looks closer."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from closereading.topics import grouping, groups, likeness

TOPICS = 3
TERMS = 5  # words a topic is known by
SEEDS = 4  # of LDA; every two of them are compared
PASSES = 10  # of LDA over the text, scikit-learn's default
LEAST = 4  # sentences; fewer than that cannot be modelled in three topics
FALL = 1e-4  # of weight, from the first sentence to the last


@dataclass(frozen=True)
class Models:
    """What NMF and LDA make of a text.

    Attributes
    ----------
    topics : DataFrame
        A row a topic of NMF: ``topic``, ``words`` (its strongest words), ``sentences`` (how
        many), ``word`` and ``f1`` (the one word that explains it best, and how well).
    sentences : DataFrame
        A row a sentence: ``sentence``, ``nmf``, ``lda_1``, ``lda_2`` (topic by NMF, and by LDA
        from two seeds), ``word`` (whether it holds the word that explains the clearest topic).
    clearest : int
        The topic (from 1) that one word explains best; 0 when there is none.
    lda_agreement : float
        Mean adjusted Rand index of every two of LDA's seeds: 1 the same groups, 0 chance.
    nmf_agreement : float
        Adjusted Rand index of NMF and of ``strands.strands``: two methods, one text.
    """

    topics: pd.DataFrame
    sentences: pd.DataFrame
    clearest: int
    lda_agreement: float
    nmf_agreement: float


def models(source, k: int = TOPICS) -> Models:
    """Run NMF and LDA on the sentences of a text.

    Parameters
    ----------
    source : Article or list of str
    k : int
        How many topics to ask for.

    Notes
    -----
    NMF: tf-idf with rarity from general English, the variant that finds mixed stories best, and
    the ``nndsvd`` start, so that it always comes out the same; scikit-learn. LDA:
    counts, scikit-learn's defaults, ``SEEDS`` seeds. A sentence belongs to its strongest topic.
    """
    words = likeness.words(source)
    n, m = words.counts.shape
    used = words.counts.any(axis=1)
    if used.sum() < max(LEAST, k) or m < k:
        return Models(
            pd.DataFrame(columns=["topic", "words", "sentences", "word", "f1"]),
            pd.DataFrame(columns=["sentence", "nmf", "lda_1", "lda_2", "word"]),
            0,
            float("nan"),
            float("nan"),
        )
    weights, terms = _nmf(words, k)
    labels = groups.largest(weights)
    # A sentence that shares no word with another has rounding errors for weights, and no topic.
    loaded = weights.max(axis=1) > 1e-6 * max(weights.max(), 1e-9)
    lda = [_lda(words.counts[used], k, seed) for seed in range(SEEDS)]
    rows = []
    for topic in range(k):
        inside = (labels == topic) & loaded
        word, f1 = grouping.one_word(words, inside)
        best = [
            words.forms[place]
            for place in np.argsort(-terms[topic].round(9), kind="stable")[:TERMS]
        ]
        rows.append((topic + 1, ", ".join(best), int(inside.sum()), word, f1))
    table = pd.DataFrame(rows, columns=["topic", "words", "sentences", "word", "f1"])
    # A topic of one or two sentences is explained by some word of theirs anyway.
    real = table[table["sentences"] > 2]
    clearest = int(real.loc[real["f1"].idxmax(), "topic"]) if len(real) else 0
    holds = np.zeros(n, dtype=bool)
    if clearest:
        place = words.forms.index(table.loc[clearest - 1, "word"])
        holds = words.counts[:, place] > 0
    seeds = np.zeros((2, n), dtype=int)
    seeds[:, used] = np.array(lda[:2]) + 1
    frame = pd.DataFrame(
        {
            "sentence": [numbers[0] for numbers in words.sentences],
            "nmf": np.where(loaded, labels + 1, 0),
            "lda_1": seeds[0],
            "lda_2": seeds[1],
            "word": holds,
        }
    )
    ours = grouping.labelled(words, k)
    return Models(table, frame, clearest, _agreement(lda), _rand(labels[used], ours[used]))


def _nmf(words: likeness.Words, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of sentences and of words in every topic."""
    from sklearn.decomposition import NMF

    rows = likeness.weighted(words.counts, words.rarity)
    # Sentences that share no word weigh the same, and the start would order them by rounding error.
    rows = rows * np.linspace(1, 1 - FALL, len(rows))[:, None]
    model = NMF(k, init="nndsvd", max_iter=400, tol=1e-4, random_state=0)
    with warnings.catch_warnings():
        # Sentences that repeat each other leave NMF nothing to converge to; its answer stands.
        warnings.simplefilter("ignore")
        return model.fit_transform(rows), model.components_


def _lda(counts: np.ndarray, k: int, seed: int) -> np.ndarray:
    """Return the strongest topic of every sentence."""
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(k, max_iter=PASSES, random_state=seed)
    return model.fit_transform(counts).argmax(axis=1)


def _agreement(labels: list[np.ndarray]) -> float:
    """Return the mean adjusted Rand index of every two groupings."""
    pairs = [(a, b) for a in range(len(labels)) for b in range(a)]
    return float(np.mean([_rand(labels[a], labels[b]) for a, b in pairs]))


def _rand(one: np.ndarray, other: np.ndarray) -> float:
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(one, other))
