"""The scorer: a sentence's score, its interval, its label, and what made it.

A score is what the words say, each by itself, and what the context adds: what a reader hears of the
whole sentence less what its words say.
"""

import math
import re
from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

import pandas as pd

from closereading import reader
from closereading.reader.silence import partial
from closereading.sentiment import weights
from closereading.sentiment.lexicon import vader

# Below this a sentence is called neutral. Of the sentences beyond, three in four are so called by
# readers too; see the card. VADER's authors give theirs another.
BAND, VADERS_BAND = 0.1, 0.05
# A sentence in which no word moves the score by as much, nor all together by thrice that, says
# nothing: "no signal".
FAINT = 0.02
# The squash near zero: how much is taken off, and up to which sum. See ``squash``.
DAMPED, NARROW = 0.5, 0.1
# Words shown for a sentence, and what stands for all that they do not say.
SHOWN, CONTEXT = 3, "the context"
# Of the rated texts 98 % of the headlines have no closing mark, and 0.2 % of the sentences.
CLOSED = re.compile(r"[.!?:;,…][\"')\]]*\s*\Z")
MOST_IN_HEADLINE = 20

POSITIVE, NEGATIVE, NEUTRAL, SILENT = "positive", "negative", "neutral", "no signal"
UNREAD = "not English"
COLUMNS = [
    "score", "low", "high", "label", "uncertain", "words", "count", "words_part", "context_part"
]  # fmt: skip

READER, WORDS = "reader", "words"
Scorer = Literal["reader", "words"]


def squash(total: float, damped: float = DAMPED, narrow: float = NARROW) -> float:
    """Turn a sum of contributions into a score: monotone, odd, between -1 and 1.

    Near zero it takes a share off the sum. Small sums are mostly chance: on the labelled news this
    puts ±0.05 where a class of "neutral" is told best on NewsMTSC.
    """
    return math.tanh(total * (1 - damped * math.exp(-((total / narrow) ** 2))))


def _words(text: str, without: Collection[str]) -> tuple[list, int]:
    """Return (start, word, negated, contribution) of each word with a weight; how many words."""
    rows, count = weights.contributions(text)
    without = {*without, *partial(weights.straighten(text))}
    root = math.sqrt(count or 1)
    return [(*row[:3], row[3] / root) for row in rows if row[1] not in without], count


def _told(rows: list, context: float = 0.0) -> str:
    """Write what moves a sentence most: "war −0.21, hope +0.08, the context −0.11"."""
    totals: dict[str, float] = {}
    for _, word, negated, amount in rows:
        name = "not … " + word if negated else word
        totals[name] = totals.get(name, 0.0) + amount
    most = sorted(totals.items(), key=lambda item: (-abs(item[1]), item[0]))[:SHOWN]
    told = [item for item in most if abs(item[1]) >= FAINT / 2]
    told += [(CONTEXT, context)] if abs(context) >= FAINT else []
    return ", ".join(f"{name} {'+' if add > 0 else '−'}{abs(add):.2f}" for name, add in told)


def is_headline(text: str) -> bool:
    """Tell a headline by its typography: short, and without a closing mark."""
    straight = weights.straighten(text[-80:])
    return not CLOSED.search(straight) and len(text[:400].split()) <= MOST_IN_HEADLINE


class Reading(NamedTuple):
    """What a sentence's score is made of, before any squash."""

    total: float  # what the score is squashed from
    words: float  # the sum of the words' contributions
    rows: list  # of each word that has a weight (start, word, whether negated, contribution)
    count: int  # words of the sentence
    kind: str  # "headline" or "sentence"
    nothing: bool  # whether there is nothing in it to go by

    @property
    def context(self) -> float:
        """Return what the context adds."""
        return self.total - self.words


def readings(
    texts: Iterable[str], *, without: Collection[str] = (), scorer: Scorer = READER
) -> list[Reading]:
    """Read sentences: by the table of words, and, unless it alone is asked for, as a whole."""
    if scorer not in (READER, WORDS):
        raise ValueError(f"scorer is {READER!r} or {WORDS!r}, not {scorer!r}")
    texts, without = list(texts), frozenset(without)
    headed = [is_headline(text) for text in texts]
    tones, hears, share = [0.0] * len(texts), 0.0, 1.0
    if scorer == READER:
        tones = reader.tone(reader.heard(texts, without=without), headed).tolist()
        hears, share = reader.card()["hears"], reader.card()["words_share"]
    made = []
    for text, tone, headline in zip(texts, tones, headed, strict=True):
        rows, count = _words(text, without)
        words = math.fsum(row[3] for row in rows)
        nothing = not rows and tone == 0
        if scorer == WORDS:
            nothing = abs(squash(words)) < 3 * FAINT and all(abs(row[3]) < FAINT for row in rows)
        kind = "headline" if headline else "sentence"
        made.append(Reading(hears * tone + share * words, words, rows, count, kind, nothing))
    return made


def _row(reading: Reading, scorer: Scorer) -> tuple:
    """Return a row of ``score_texts``.

    Each part to the hundredth: the sum holds to the last digit, and no processor's last bit shows.
    """
    card = (reader if scorer == READER else weights).card()
    words = 0.0 if reading.nothing else _hundredth(squash(reading.words))
    score = words
    if scorer == READER and not reading.nothing:
        score = _hundredth(squash(reading.total, *card["squash"][reading.kind]))
    context = _hundredth(score - words)
    stretch, half = card["interval"][reading.kind]
    # Stretched, the interval of a strong headline could lie wholly beyond its own score.
    low = min(round(math.tanh(stretch * reading.total - half), 2), score)
    high = max(round(math.tanh(stretch * reading.total + half), 2), score)
    name, told = label(score), _told(reading.rows, context)
    if reading.nothing:
        name, told = SILENT, ""
    return score, low, high, name, uncertain(low, high), told, reading.count, words, context


def _hundredth(value: float) -> float:
    return round(value, 2) + 0.0  # never minus zero


def uncertain(low: float | None, high: float | None) -> bool:
    """Say whether the sign of a score is uncertain: its interval, if there is one, holds zero."""
    return low is None or high is None or not (low > 0 or high < 0)


def score_texts(texts: list[str], *, without: Iterable[str] = (), scorer: Scorer = READER):
    """Score bare sentences, in one go: a thousand cost less than a thousand calls.

    Parameters
    ----------
    texts : list of str
        English sentences.
    without : iterable of str
        Words, lower case, that shall not count.
    scorer : {"reader", "words"}
        Whether each sentence is read as a whole, which takes some 40 ms, or only its words are
        added up, which takes a thousandth of that and errs more.

    Returns
    -------
    DataFrame
        A row a sentence: ``score`` (-1 to 1; a quarter of the mean rating of a panel on -4 … +4),
        ``low`` and ``high`` (90 % prediction interval of that rating; of a headline, which raters
        take much more strongly, of its rating on -1 … 1), ``label`` (positive from
        0.1, negative from -0.1, neutral between; "no signal" where there is nothing to go by),
        ``uncertain`` (whether the interval includes zero, so that the sign may be wrong),
        ``words`` (the three that move it most, with what each adds before the squash, and the
        context),
        ``count`` (words of the sentence), ``words_part`` (what the words say, each by itself) and
        ``context_part`` (what the context adds): their sum is the score.

    Raises
    ------
    InputError
        If the reader's file is missing or damaged.

    Notes
    -----
    ``words_part = squash(sum of contributions)``; a word contributes its weight over the square
    root of the sentence's number of words. The reader hears the whole sentence; its score leans on
    the words' sum too, by a share fitted to ratings. The context's part is what is left.
    """
    rows = [_row(reading, scorer) for reading in readings(texts, without=without, scorer=scorer)]
    return pd.DataFrame(rows, columns=COLUMNS)


def score(article, *, without: Iterable[str] = (), scorer: Scorer = READER):
    """Score each sentence of an article.

    Parameters
    ----------
    article : Article
    without : iterable of str
        Words, lower case, that shall not count; see ``subject_words``.
    scorer : {"reader", "words"}
        See ``score_texts``.

    Returns
    -------
    DataFrame
        ``sentence``, the columns of ``score_texts``, ``vader`` (plain VADER's compound of the
        sentence with straight quotes), ``vader_label``, ``part``, ``voice``, ``speaker``,
        ``residue`` and ``text``. Of a text that is not English the scores are nan.
    """
    sentences, plain = article.sentences.reset_index(drop=True), list(article.plain)
    english = getattr(article, "english", True)
    table = score_texts(plain if english else [], without=without, scorer=scorer)
    table["vader"] = vader(plain if english else [])
    table["vader_label"] = [label(value, VADERS_BAND) for value in table["vader"]]
    if not english:
        table = table.reindex(sentences.index).assign(
            label=UNREAD, uncertain=True, words="", count=sentences["words"], vader_label=UNREAD
        )
    table.attrs["scorer"] = scorer  # what is made from the scores asks the same one again
    table.insert(0, "sentence", sentences["sentence"])
    for column in ("part", "voice", "speaker", "residue", "text"):
        table[column] = sentences[column]
    return table


def label(value: float, band: float = BAND) -> str:
    """Name a score: positive from 0.1, negative from -0.1, neutral between."""
    return POSITIVE if value >= band else NEGATIVE if value <= -band else NEUTRAL


def contributions(article, *, without: Iterable[str] = ()):
    """Take the scores apart, word by word.

    Returns
    -------
    DataFrame
        A row a word that has a weight: ``sentence``, ``start`` and ``end`` (offsets into the
        article's text), ``token`` (as printed), ``word`` (as in the table of weights),
        ``negated``, ``contribution``. ``squash`` of a sentence's sum is its ``words_part``, to the
        hundredth, but for sentences without signal, where that is 0.
    """
    columns = ["sentence", "start", "end", "token", "word", "negated", "contribution"]
    rows, without = [], frozenset(without)
    english = getattr(article, "english", True)
    sentences = article.sentences[["sentence", "start", "text"]].itertuples(index=False)
    for (number, begin, text), plain in zip(sentences, article.plain, strict=True):
        for start, word, negated, amount in _words(plain, without)[0] if english else []:
            token = plain[start : start + len(word)]
            # Invisible characters left out of the text for analysis shift the offsets.
            at = begin + (start if len(text) == len(plain) else max(text.find(token), 0))
            rows.append((number, at, at + len(word), token, word, negated, amount))
    return pd.DataFrame(rows, columns=columns)
