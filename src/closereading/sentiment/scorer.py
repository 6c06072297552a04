"""The scorer: a sentence's score, its interval, its label, and the words that made it."""

import math
import re
from collections.abc import Iterable

from closereading.sentiment import weights
from closereading.sentiment.lexicon import vader

# The neutral band of VADER's authors; the scale of the weights is set so that it fits ours too.
BAND = 0.05
# A sentence in which no word moves the score by this much says nothing: "no signal".
FAINT = 0.02
# The squash near zero: how much is taken off, and up to which sum. See ``squash``.
DAMPED, NARROW = 0.5, 0.1
# Words shown for a sentence.
SHOWN = 3
# Of the rated texts 98 % of the headlines have no closing mark, and 0.2 % of the sentences.
CLOSED = re.compile(r"[.!?:;,…][\"')\]]*\s*\Z")
MOST_IN_HEADLINE = 20

POSITIVE, NEGATIVE, NEUTRAL, SILENT = "positive", "negative", "neutral", "no signal"
UNREAD = "not English"
COLUMNS = ["score", "low", "high", "label", "words", "count"]


def squash(total: float) -> float:
    """Turn a sum of contributions into a score: monotone, odd, between -1 and 1.

    Near zero it halves the sum. Small sums are mostly chance: on the labelled news this puts the
    neutral band of 0.05 where a class of "neutral" is told best.
    """
    return math.tanh(total * (1 - DAMPED * math.exp(-((total / NARROW) ** 2))))


def _sentence(text: str, without: frozenset[str]) -> tuple[float, list, int]:
    """Return the sum of a sentence, its rows (start, word, negated, amount), its length."""
    rows, count = weights.contributions(text)
    root = math.sqrt(count or 1)
    rows = [
        (start, word, negated, weight / root)
        for start, word, negated, weight in rows
        if word not in without
    ]
    return math.fsum([row[3] for row in rows]), rows, count


def _label(score: float, rows: list) -> str:
    if score >= BAND:
        return POSITIVE
    if score <= -BAND:
        return NEGATIVE
    for row in rows:
        if not -FAINT < row[3] < FAINT:
            return NEUTRAL
    return SILENT


def _told(rows: list) -> str:
    """Write the words that move a sentence most, with what each adds: "war −0.21, hope +0.08"."""
    totals: dict[str, float] = {}
    for _, word, negated, amount in rows:
        name = "not … " + word if negated else word
        totals[name] = totals.get(name, 0.0) + amount
    most = sorted([(-abs(amount), word) for word, amount in totals.items()])[:SHOWN]
    return ", ".join(
        [
            f"{word} {'+' if totals[word] > 0 else '−'}{-size:.2f}"
            for size, word in most
            if size <= -FAINT / 2
        ]
    )


def is_headline(text: str) -> bool:
    """Tell a headline by its typography: short, and without a closing mark."""
    straight = weights.straighten(text[-80:])
    return not CLOSED.search(straight) and len(text[:400].split()) <= MOST_IN_HEADLINE


def _rows(texts: Iterable[str], without: frozenset[str]) -> list[tuple]:
    widths = weights.card()["interval"]
    made = []
    for text in texts:
        total, rows, count = _sentence(text, without)
        stretch, half = widths["headline" if is_headline(text) else "sentence"]
        score = squash(total) if rows else 0.0
        label = _label(score, rows)
        if label == SILENT:
            score = 0.0
        # Stretched, the interval of a strong headline could lie wholly beyond its own score.
        low = min(math.tanh(stretch * total - half), score)
        high = max(math.tanh(stretch * total + half), score)
        made.append((score, low, high, label, "" if label == SILENT else _told(rows), count))
    return made


def score_texts(texts: list[str], *, without: Iterable[str] = ()):
    """Score bare sentences.

    Parameters
    ----------
    texts : list of str
        English sentences.
    without : iterable of str
        Words, lower case, that shall not count.

    Returns
    -------
    DataFrame
        A row a sentence: ``score`` (-1 to 1; a quarter of the mean rating of a panel on -4 … +4),
        ``low`` and ``high`` (90 % prediction interval of that rating; of a headline, which raters
        take much more strongly, of its rating on -1 … 1), ``label`` (positive from
        0.05, negative from -0.05, neutral between; "no signal" when no word moves the score by
        0.02), ``words`` (the three that move it most, with what each adds before the squash),
        ``count`` (words of the sentence).

    Notes
    -----
    ``score = squash(sum of contributions)``; a word contributes its weight over the square root of
    the sentence's number of words.
    """
    import pandas as pd

    return pd.DataFrame(_rows(texts, frozenset(without)), columns=COLUMNS)


def score(article, *, without: Iterable[str] = ()):
    """Score each sentence of an article.

    Parameters
    ----------
    article : Article
    without : iterable of str
        Words, lower case, that shall not count; see ``tone.subject_words``.

    Returns
    -------
    DataFrame
        ``sentence``, the columns of ``score_texts``, ``vader`` (plain VADER's compound of the
        sentence with straight quotes), ``vader_label``, ``part``, ``voice``, ``speaker``,
        ``residue`` and ``text``. Of a text that is not English the scores are nan.
    """
    import pandas as pd

    sentences = article.sentences.reset_index(drop=True)
    if not getattr(article, "english", True):
        nothing = (math.nan, math.nan, math.nan, UNREAD, "")
        table = pd.DataFrame(
            [(*nothing, count) for count in sentences["words"]], columns=COLUMNS
        ).assign(vader=math.nan, vader_label=UNREAD)
    else:
        plain = list(article.plain)
        table = pd.DataFrame(_rows(plain, frozenset(without)), columns=COLUMNS)
        table["vader"] = vader(plain)
        table["vader_label"] = [label(value) for value in table["vader"]]
    table.insert(0, "sentence", sentences["sentence"])
    for column in ("part", "voice", "speaker", "residue", "text"):
        table[column] = sentences[column]
    return table


def label(value: float) -> str:
    """Name a score: positive from 0.05, negative from -0.05, neutral between."""
    return POSITIVE if value >= BAND else NEGATIVE if value <= -BAND else NEUTRAL


def contributions(article, *, without: Iterable[str] = ()):
    """Take the scores apart, word by word.

    Returns
    -------
    DataFrame
        A row a word that has a weight: ``sentence``, ``start`` and ``end`` (offsets into the
        article's text), ``token`` (as printed), ``word`` (as in the table of weights),
        ``negated``, ``contribution``. ``squash`` of a sentence's sum is its score, but for
        sentences without signal, whose score is 0.
    """
    import pandas as pd

    columns = ["sentence", "start", "end", "token", "word", "negated", "contribution"]
    rows = []
    if getattr(article, "english", True):
        for number, begin, text, plain in zip(
            article.sentences["sentence"],
            article.sentences["start"],
            article.sentences["text"],
            article.plain,
            strict=True,
        ):
            same = len(text) == len(plain)
            for start, word, negated, amount in _sentence(plain, frozenset(without))[1]:
                token = plain[start : start + len(word)]
                # Invisible characters left out of the text for analysis shift the offsets.
                at = begin + (start if same else max(text.find(token), 0))
                rows.append((number, at, at + len(word), token, word, negated, amount))
    return pd.DataFrame(rows, columns=columns)
