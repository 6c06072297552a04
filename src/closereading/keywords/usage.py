"""Words in their surroundings: concordance, dispersion, collocations, n-grams."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from closereading.keywords import candidates, content
from closereading.keywords.candidates import Reading, forms
from closereading.keywords.kinds import base, linked
from closereading.reading import tokens

WIDTH = 40  # characters either side in a concordance line
# A word is spread over fifths of the text: five uses can then be perfectly even.
PARTS = 5
LONGEST = 4  # words of an n-gram
LEAST = 2  # uses of a pair or an n-gram
LISTED = 20

CONCORDANCE = ["sentence", "left", "term", "right"]
DISPERSION = ["term", "sentence", "paragraph", "start", "position"]
COLLOCATIONS = ["pair", "count", "first_word", "second_word", "keyness"]
NGRAMS = ["ngram", "n", "count", "first"]


def mentions(reading: Reading, key: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return first and last token of each occurrence of a phrase, headline and short names too."""
    stems, spans, n = reading.stems, reading.phrases.get(key), len(key)
    found = {span[:2] for span in spans or ()}
    found |= {(at, at) for at, name in reading.short.items() if name == key}
    for start in range(len(stems) if spans is None else reading.headline):
        if stems[start] == key[0] and tuple(stems[start : start + n]) == key:
            side = pairwise(reading.rows[start : start + n])
            if all(linked(reading.text, *pair) for pair in side):
                found.add((start, start + n - 1))
    return sorted(found)


def stems(term: str) -> tuple[str, ...]:
    """Return the stems of a term's words."""
    straight = tokens.straighten(term).lower()
    return tuple(tokens.stem(match[0]) for match in tokens.PATTERN.finditer(straight))


def _places(reading: Reading, term: str) -> list[tuple[int, int]]:
    """Return first and last token of each occurrence of a term, in any of its forms.

    A single word of a country stands for its people too, as in the list of words; a name has its
    short forms, as in the list of phrases.
    """
    key = stems(term)
    if len(key) != 1:
        return mentions(reading, key) if key else []
    # "united" finds the word, "United" the name as well.
    word = tokens.straighten(term).strip()
    wanted = {content.key(word, word.lower(), name) for name in (False, True)}
    return [
        (place, place)
        for place, row in enumerate(reading.rows)
        if content.key(row.token, row.lower, row.name) in wanted
    ]


def concordance(article_or_text, term: str, *, width: int = WIDTH) -> pd.DataFrame:
    """Show every use of a term with what stands around it (key word in context).

    Parameters
    ----------
    article_or_text : Article or str
    term : str
        A word or a phrase; other endings of its words are found too.
    width : int
        Characters either side, cut at words.

    Returns
    -------
    DataFrame
        A row a use, in text order: ``sentence``, ``left``, ``term`` (as written), ``right``. The
        context stays inside the sentence.
    """
    reading = candidates.read(article_or_text)
    rows = []
    for first, last in _places(reading, term):
        number, start = reading.rows[first].sentence, reading.rows[first].start
        begin, stop = reading.sentences[number]
        end = reading.rows[last].end
        pieces = (begin, start), (start, end), (end, stop)
        left, used, right = (re.sub(r"\s+", " ", reading.text[a:b]) for a, b in pieces)
        left = left.lstrip()
        if len(left) > width:
            left = "…" + re.sub(r"^\S*", "", left[-width:])
        if len(right) > width:
            right = re.sub(r"\S*$", "", right[:width]) + "…"
        rows.append((number, left, used, right))
    return pd.DataFrame(rows, columns=CONCORDANCE)


def dispersion(article_or_text, terms: list[str]) -> pd.DataFrame:
    """Find where terms stand in a text.

    Returns
    -------
    DataFrame
        A row a use: ``term`` (as asked for), ``sentence``, ``paragraph``, ``start`` (offset into
        the original), ``position`` (share of the words before it, 0 to 1).
    """
    reading = candidates.read(article_or_text)
    n = max(1, len(reading.rows))
    places = [(term, first) for term in terms for first, _ in _places(reading, term)]
    rows = ((term, first / n, reading.rows[first]) for term, first in places)
    found = [
        (term, x.sentence, reading.paragraphs[x.sentence], x.start, at) for term, at, x in rows
    ]
    return pd.DataFrame(found, columns=DISPERSION)


def unevenness(places: list[list[int]], total: int) -> list[float]:
    """Measure how unevenly words, given their tokens, are spread over the fifths of a text.

    0 when a word is spread as the text is, 1 when all of it stands in one fifth.
    """
    bounds = np.linspace(0, total, PARTS + 1).round().astype(int)
    expected = np.diff(bounds) / total
    most = 1 - expected[expected > 0].min()
    part = np.repeat(np.arange(PARTS), np.diff(bounds))
    observed = [np.bincount(part[each], minlength=PARTS) / len(each) for each in places]
    return [float(np.abs(one - expected).sum() / 2 / most) if most else 0.0 for one in observed]


def collocations(article_or_text) -> pd.DataFrame:
    """Find pairs of content words that stand side by side more often than chance would have it.

    Returns
    -------
    DataFrame
        A row a pair used twice, strongest first, twenty at most: ``pair`` (commonest form),
        ``count``, ``first_word`` and ``second_word`` (their counts), ``keyness`` (log-likelihood
        ratio of NLTK's ``BigramAssocMeasures``; Dunning 1993).
    """
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    reading = candidates.read(article_or_text)
    stems, parts, written = reading.stems, _stretches(reading), {}
    for begin, end in parts:
        for place, pair in enumerate(pairwise(stems[begin:end]), begin):
            written.setdefault(pair, []).append(reading.written(place, place + 1))
    finder = BigramCollocationFinder.from_documents([stems[begin:end] for begin, end in parts])
    finder.apply_freq_filter(LEAST)
    plain = {row.stem for row in reading.rows if row.stop or base(row.lower).isdigit()}
    finder.apply_word_filter(plain.__contains__)
    rows = []
    for pair, score in sorted(
        finder.score_ngrams(BigramAssocMeasures.likelihood_ratio),
        key=lambda item: (-item[1], item[0]),
    ):
        words = (finder.word_fd[stem] for stem in pair)
        rows.append((forms(written[pair])[0], finder.ngram_fd[pair], *words, score))
    return pd.DataFrame(rows[:LISTED], columns=COLLOCATIONS)


def ngrams(article_or_text) -> pd.DataFrame:
    """Find sequences of two to four words that a text repeats.

    Sequences stay between punctuation marks and neither begin nor end with a stop word. One that
    only occurs inside a longer one of the list is left out.

    Returns
    -------
    DataFrame
        A row a sequence, commonest first, twenty at most: ``ngram`` (first form), ``n`` (words),
        ``count``, ``first`` (sentence).
    """
    from nltk.util import everygrams

    reading = candidates.read(article_or_text)
    rows, found = reading.rows, {}
    for begin, end in _stretches(reading):
        for one, *_, two in everygrams(range(begin, end), 2, LONGEST):
            if not (rows[one].stop or rows[two].stop):
                key = tuple(base(row.lower) for row in rows[one : two + 1])
                found.setdefault(key, []).append(one)
    repeated = {key: places for key, places in found.items() if len(places) >= LEAST}
    covered = {
        part
        for key, places in repeated.items()
        for part in everygrams(key, 2, len(key) - 1)
        if len(repeated.get(part, ())) == len(places)
    }
    table = [
        (reading.written(one, one + len(key) - 1), len(key), len(places), rows[one].sentence)
        for key, places in repeated.items()
        if key not in covered
        for one in places[:1]
    ]
    table.sort(key=lambda row: (-row[2], -row[1], row[3]))
    return pd.DataFrame(table[:LISTED], columns=NGRAMS)


def _stretches(reading: Reading) -> list[tuple[int, int]]:
    """Cut the tokens at sentence ends and at anything but a space between two words."""
    pairs = enumerate(pairwise(reading.rows), 1)
    cuts = (place for place, pair in pairs if not linked(reading.text, *pair))
    return list(pairwise([0, *cuts, len(reading.rows)]))
