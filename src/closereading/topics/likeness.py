"""How alike sentences are: the words they share, and how near the other words are in meaning."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from closereading.characters import UNSEEN
from closereading.keywords import candidates, content
from closereading.keywords.kinds import bare
from closereading.reading import tokens
from closereading.topics import vectors

LIMIT = 200  # units; above it neighbouring sentences are read as one, and work stays within seconds
NEIGHBOURS = 3000  # stems compared in meaning; more than that is a book, and the commonest suffice
MEANING = 0.15  # share of the likeness in meaning of whole sentences; .1 to .5 were tried
NEARBY = 0.2  # share of the likeness of single words; .2 to 1 were tried
NEAR = 0.3  # cosine below which two words are not called near; .2 to .5 were tried
SMOOTH = 1e-3  # word frequency at which a word's meaning counts half (Arora, Liang & Ma 2017)


@dataclass(frozen=True, eq=False)
class Words:
    """The content words of the units of a text; every call of ``topics`` takes it for the text.

    Attributes
    ----------
    sentences : list of list of int
        Sentence numbers (from 1) of every unit; one each, unless the text is long.
    pieces : list of list of str
        Their original text.
    counts : ndarray, shape (units, stems)
        How often each stem occurs.
    stems, forms : list of str
        Stem, and the commonest form it has in this text.
    rarity : ndarray, shape (stems,)
        0 to 1; from the word's frequency in general English (wordfreq).
    meaning : ndarray, shape (stems, 100)
        Mean word vector of its forms, weighted for summing; zeros when none is known.
    near : ndarray, shape (stems, stems)
        How near two different stems are in meaning, 0 to 1.
    """

    sentences: list[list[int]]
    pieces: list[list[str]]
    counts: np.ndarray
    stems: list[str]
    forms: list[str]
    rarity: np.ndarray
    meaning: np.ndarray
    near: np.ndarray

    @cached_property
    def alike(self) -> np.ndarray:
        """How alike every two units are; see ``likeness``."""
        return likeness(self, self.counts)


@lru_cache(maxsize=tokens.KEPT)
def zipf(word: str) -> float:
    """Return a word's frequency in general English on the Zipf scale: 0 unknown, 7 *the*."""
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "en")


def texts_of(source) -> tuple[list[int], list[str], list[str]]:
    """Return numbers, texts and texts for analysis of the sentences of an article or a list."""
    if isinstance(source, str):
        raise TypeError("give an article or a list of sentences, not one string")
    if hasattr(source, "kept"):
        rows = source.kept
        return list(rows["sentence"]), list(rows["text"]), list(source.plain[rows.index])
    texts = [str(text) for text in source]
    return list(range(1, len(texts) + 1)), texts, texts


def _tokens(source, numbers: list[int], plain: list[str]) -> list[tokens.Token]:
    """Return the words of the sentences; an article keeps its own."""
    if hasattr(source, "kept"):
        return candidates.read(source).rows
    return tokens.rows(pd.DataFrame({"sentence": numbers, "start": 0, "text": plain}))


def words(source, *, limit: int = LIMIT) -> Words:
    """Count the content words of every sentence.

    Parameters
    ----------
    source : Article, list of str or Words
        Sentences flagged as residue are left out. What is counted already comes back.
    limit : int
        A text with more sentences is read in units of two, three … neighbouring sentences, the
        fewest that bring it within the limit.

    Returns
    -------
    Words
    """
    if isinstance(source, Words):
        return source
    return (
        source.once(_counted)
        if hasattr(source, "once") and limit == LIMIT
        else _counted(source, limit)
    )


def _counted(source, limit: int = LIMIT) -> Words:
    """Count the words of an article or of a list, which is what ``words`` keeps."""
    numbers, texts, plain = texts_of(source)
    step = max(1, -(-len(texts) // limit))
    groups = [range(i, min(i + step, len(texts))) for i in range(0, len(texts), step)]
    places: dict[str, int] = {}
    forms: defaultdict[int, Counter] = defaultdict(Counter)
    rows = [Counter() for _ in groups]
    unit = {number: place // step for place, number in enumerate(numbers)}
    for token in _tokens(source, numbers, plain):
        if content.counts(token.lower):
            key = content.key(token.token, token.lower, token.name)
            place = places.setdefault(key, len(places))
            forms[place][UNSEEN.sub("", bare(token.token)).strip(".")] += 1
            rows[unit[token.sentence]][place] += 1
    counts = np.zeros((len(rows), len(places)))
    for number, row in enumerate(rows):
        counts[number, list(row)] = list(row.values())
    frequency = np.array(
        [max(zipf(form.lower()) for form in forms[place]) for place in range(len(places))]
    )
    meaning = _meaning(forms, len(places))
    return Words(
        sentences=[[numbers[i] for i in group] for group in groups],
        pieces=[[texts[i] for i in group] for group in groups],
        counts=counts,
        stems=list(places),
        forms=[_shown(forms[place]) for place in range(len(places))],
        rarity=1 - np.clip(frequency, 0, 7) / 7.5,
        meaning=meaning * (SMOOTH / (SMOOTH + 10 ** (frequency - 9)))[:, None],
        near=_near(meaning, counts),
    )


def _shown(forms: Counter) -> str:
    """Return the commonest form; a lower-case one before a capital that only begins a sentence."""
    return max(forms, key=lambda form: (forms[form], form.islower(), form))


def _meaning(forms: dict[int, Counter], size: int) -> np.ndarray:
    """Average the vectors of each stem's forms, by how often they occur."""
    flat = [
        (place, word.lower(), count) for place, row in forms.items() for word, count in row.items()
    ]
    total = np.zeros((size, vectors.SIZE))
    if flat:
        places, found, numbers = zip(*flat, strict=True)
        rows = vectors.lookup(list(found)) * np.array(numbers)[:, None]
        np.add.at(total, list(places), rows)
    return unit(total)


def _near(meaning: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Compare every two stems; only the commonest ones when there are very many."""
    kept = np.flatnonzero(meaning.any(axis=1))
    if len(kept) > NEIGHBOURS:
        kept = kept[np.argsort(-counts[:, kept].sum(axis=0), kind="stable")[:NEIGHBOURS]]
    rows = meaning[kept]
    cosine = np.clip(rows @ rows.T - NEAR, 0, None) / (1 - NEAR)
    np.fill_diagonal(cosine, 0)
    near = np.zeros((len(meaning), len(meaning)), dtype=np.float32)
    near[np.ix_(kept, kept)] = cosine
    return near


def unit(rows: np.ndarray) -> np.ndarray:
    """Scale vectors (last axis) to length one; rows of zeros stay."""
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


def weighted(counts: np.ndarray, rarity: np.ndarray) -> np.ndarray:
    """Weigh counts by rarity, (1 + log count) · rarity, and scale every unit to length one."""
    return unit(np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0) * rarity)


def meanings(counts: np.ndarray, meaning: np.ndarray) -> np.ndarray:
    """Sum up the meaning of every unit, less the mean of the text, and scale to length one."""
    rows = counts @ meaning
    if not rows.size:
        return rows
    return unit(rows - rows.mean(axis=-2, keepdims=True))


def likeness(words: Words, counts: np.ndarray) -> np.ndarray:
    """Return how alike every two units are; those of the text itself are ``words.alike``.

    Parameters
    ----------
    words : Words
    counts : ndarray, shape (..., units, stems)
        Of the same stems, such as shuffled ones.

    Returns
    -------
    ndarray, shape (..., units, units)
        Cosine of rarity-weighted words, plus ``NEARBY`` times the same for near words, plus
        ``MEANING`` times the positive part of the cosine of summed word vectors. Zero on the
        diagonal.
    """
    rows = weighted(counts, words.rarity)
    sums = meanings(counts, words.meaning)
    shared = (rows + NEARBY * (rows @ words.near)) @ np.swapaxes(rows, -1, -2)
    alike = shared + MEANING * np.clip(sums @ np.swapaxes(sums, -1, -2), 0, None)
    alike[..., range(alike.shape[-1]), range(alike.shape[-1])] = 0
    return alike
