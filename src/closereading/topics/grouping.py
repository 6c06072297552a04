"""Strands: sentences that belong together, how steady they are, and what sets them apart."""

import numpy as np
import pandas as pd

from closereading import prose, resampling
from closereading.topics import cores, curveball, groups, likeness, network, themes

STRANDS = 3  # by choice, for every article: a reading aid, not a finding
STEADY = 0.8  # stability below which a sentence is drawn grey
SUBSAMPLES = 50
KEPT = 0.8  # share of the sentences in each subsample
COPIES = 39  # word-shuffled copies a strand's stability is compared with: p can reach .025
WORDS = 6  # distinctive words shown of each strand
REPEATED = 2  # sentences of a strand that must hold a word before it can be the strand's own
MOST_STRANDS = 6  # suggested at most
MOST_UNITS = 60  # above it word-shuffled copies take too long; the comparison is left out


@cores.one
def strands(source, k: int = STRANDS, *, subsamples: int = SUBSAMPLES) -> pd.DataFrame:
    """Group the sentences of a text into ``k`` strands.

    Parameters
    ----------
    source : Article or list of str
        Residue is left out.
    k : int
        How many. Fewer come back when there are fewer sentences.
    subsamples : int
        How often the grouping is repeated on four fifths of the sentences.

    Returns
    -------
    DataFrame
        A row a sentence: ``sentence`` (from 1), ``strand`` (1 the largest), ``stability`` (share
        of the subsamples holding the sentence that put it into the same strand, 0 to 1; nan
        without subsamples), ``steady`` (stability of at least 0.8), ``text``.

    Notes
    -----
    A reading aid for any text, with one theme or several: k strands always come out. Likeness:
    see ``likeness.likeness``; grouping: see ``groups.group``. Strands of the subsamples are
    matched with those of the whole by the most sentences in common.
    """
    words = likeness.words(source)
    labels = labelled(words, k)
    stability = steadiness(words.alike, labels, subsamples=subsamples)
    rows = [
        (number, labels[unit] + 1, stability[unit], text)
        for unit, numbers in enumerate(words.sentences)
        for number, text in zip(numbers, words.pieces[unit], strict=True)
    ]
    table = pd.DataFrame(rows, columns=["sentence", "strand", "stability", "text"])
    table.insert(3, "steady", table["stability"] >= STEADY)
    return table.astype({"sentence": int, "strand": int, "stability": float, "steady": bool})


def labelled(words: likeness.Words, k: int) -> np.ndarray:
    """Return the strand of every unit, from 0, the largest strand first."""
    return ordered(groups.group(words.alike, k))


def ordered(labels: np.ndarray) -> np.ndarray:
    """Number groups by size, the largest first; equal ones by their first sentence."""
    found, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    rank = np.empty(int(found.max(initial=-1)) + 1, dtype=int)
    rank[found[np.lexsort((first, -sizes))]] = np.arange(len(found))
    return rank[labels] if len(labels) else labels


def steadiness(
    alike: np.ndarray,
    labels: np.ndarray,
    *,
    subsamples: int = SUBSAMPLES,
    seed: int = resampling.SEED,
) -> np.ndarray:
    """Return how often each unit stays with its group when a fifth of the units is left out.

    Parameters
    ----------
    alike : ndarray, shape (n, n)
    labels : ndarray of int, shape (n,)
        Groups of the whole, from 0.

    Returns
    -------
    ndarray, shape (n,)
        0 to 1; nan where there is no telling.
    """
    n = len(labels)
    k = int(labels.max(initial=0)) + 1
    size = round(KEPT * n)
    if subsamples == 0 or size <= k or n < 3:
        return np.full(n, np.nan)
    rng = resampling.generator(seed=seed)
    kept = np.sort(rng.permuted(np.tile(np.arange(n), (subsamples, 1)), axis=1)[:, :size], axis=1)
    found = groups.group(alike[kept[:, :, None], kept[:, None, :]], k)
    before = labels[kept]
    together = np.einsum(
        "bng,bnh->bgh",
        (found[:, :, None] == np.arange(k)).astype(float),
        (before[:, :, None] == np.arange(k)).astype(float),
    )
    same = np.take_along_axis(_matched(together), found, axis=1) == before
    stayed = np.zeros(n)
    np.add.at(stayed, kept, same)
    return stayed / np.maximum(np.bincount(kept.ravel(), minlength=n), 1)


def _matched(together: np.ndarray) -> np.ndarray:
    """Match groups one to one by the most units in common; returns the partner of each."""
    from scipy.optimize import linear_sum_assignment

    return np.stack([linear_sum_assignment(table, maximize=True)[1] for table in together])


@cores.one
def describe(source, k: int = STRANDS, *, copies: int = COPIES) -> pd.DataFrame:
    """Say of every strand how far it may be believed.

    Returns
    -------
    DataFrame
        A row a strand: ``strand``, ``sentences`` (how many), ``words`` (its distinctive words),
        ``stability`` (mean of its sentences), ``shuffled`` (the median stability of strands in
        word-shuffled copies), ``p`` (share of those at least as stable; nan when not compared),
        ``word`` and ``f1`` (the one word that tells the strand's sentences from the others best,
        and how well: 1 means the strand is the sentences with that word).
    """
    words = likeness.words(source)
    labels = labelled(words, k)
    stability = steadiness(words.alike, labels)
    nulls = _shuffled_stability(words, k, copies)
    strong = distinctive(words, k)
    rows = []
    for strand in range(int(labels.max(initial=-1)) + 1):
        inside = labels == strand
        word, f1 = one_word(words, inside)
        mean = float(np.mean(stability[inside]))
        known = len(nulls) and np.isfinite(mean)
        beside = (np.median(nulls), resampling.p_value(mean, nulls)) if known else (np.nan, np.nan)
        size = sum(len(words.sentences[unit]) for unit in np.flatnonzero(inside))
        told = ", ".join(strong.loc[strong["strand"] == strand + 1, "word"])
        rows.append((strand + 1, size, told, mean, *beside, word, f1))
    columns = ["strand", "sentences", "words", "stability", "shuffled", "p", "word", "f1"]
    return pd.DataFrame(rows, columns=columns)


def _shuffled_stability(words: likeness.Words, k: int, copies: int) -> np.ndarray:
    """Return the mean stability of every strand in every word-shuffled copy."""
    if not 3 <= len(words.counts) <= MOST_UNITS or not words.stems:
        return np.zeros(0)
    shuffled = curveball.shuffle(words.counts > 0, copies=copies)
    means = []
    for alike in likeness.likeness(words, shuffled.astype(float)):
        labels = groups.group(alike, k)
        stability = steadiness(alike, ordered(labels), subsamples=SUBSAMPLES // 2)
        means += [stability[labels == g].mean() for g in np.unique(labels)]
    means = np.array(means)
    return means[np.isfinite(means)]


def pairs(source, *, limit: int = 3) -> pd.DataFrame:
    """List the pairs of sentences that are most alike, quoted.

    Returns
    -------
    DataFrame
        ``one``, ``other`` (sentence numbers), ``likeness``, ``first``, ``second`` (beginnings of
        the two sentences).
    """
    words = likeness.words(source)
    matrix = np.triu(words.alike, 1)
    best = np.argsort(-matrix.round(9), axis=None, kind="stable")[:limit]
    rows = []
    for spots in zip(*np.unravel_index(best, matrix.shape), strict=True):
        if matrix[spots] > 0:
            quoted = [prose.shorten(" ".join(words.pieces[spot]), 90) for spot in spots]
            numbers = [words.sentences[spot][0] for spot in spots]
            rows.append((*numbers, round(float(matrix[spots]), 2), *quoted))
    return pd.DataFrame(rows, columns=["one", "other", "likeness", "first", "second"])


def one_word(words: likeness.Words, inside: np.ndarray) -> tuple[str, float]:
    """Return the word whose presence tells a group from the rest best, and its F1."""
    if not words.stems or not inside.any():
        return "", 0.0
    present = words.counts > 0
    both = (present & inside[:, None]).sum(axis=0)
    f1 = 2 * both / (present.sum(axis=0) + inside.sum())
    return words.forms[int(f1.argmax())], float(f1.max())


@cores.one
def distinctive(source, k: int = STRANDS, *, limit: int = WORDS) -> pd.DataFrame:
    """List the words that set each strand apart.

    Returns
    -------
    DataFrame
        Words that at least two of the strand's sentences hold: ``strand``, ``word``, ``inside``
        and ``outside`` (how many of the strand's sentences and of the others hold it), ``weight``
        (what it is sorted by: the difference of the two shares, times the word's rarity).
    """
    words = likeness.words(source)
    labels = labelled(words, k)
    present = words.counts > 0
    rows = []
    for strand in range(int(labels.max(initial=-1)) + 1):
        inside = labels == strand
        here, there = present[inside].sum(axis=0), present[~inside].sum(axis=0)
        gap = here / inside.sum() - there / max((~inside).sum(), 1)
        weight = gap * words.rarity
        weight = np.where(here >= REPEATED, weight, 0)
        for place in np.argsort(-weight, kind="stable")[:limit]:
            if weight[place] > 0:
                rows.append(
                    (strand + 1, words.forms[place], here[place], there[place], weight[place])
                )
    return pd.DataFrame(rows, columns=["strand", "word", "inside", "outside", "weight"])


@cores.one
def suggest_k(source) -> int:
    """Suggest how many strands to ask for.

    Returns
    -------
    int
        1 unless the text passes for several stories; else the number of groups, 2 to 6, whose
        likeness has the highest modularity. Its accuracy is in ``benchmarks/README.md``: a hint.
    """
    words = likeness.words(source)
    if not themes.several(words):
        return 1
    alike = words.alike[None]
    found = [
        network.modularity(alike, groups.group(alike, k))[0] for k in range(2, MOST_STRANDS + 1)
    ]
    return int(np.argmax(found)) + 2
