"""The scorer: a sentence's score, its interval, its label, and what made it.

A score is what the words say, each by itself, and what the context adds: what a reader hears of the
whole sentence less what its words say.
"""

import math
import re
from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from closereading import reader
from closereading.sentiment import weights
from closereading.sentiment.lexicon import vader

# Below this a sentence is called neutral. Of the sentences beyond, three in four are so called by
# readers too; see the card. VADER's authors give theirs another.
BAND, VADERS_BAND = 0.06, 0.05
# A sentence in which no word moves the score by this much says nothing: "no signal".
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


def _told(rows: list, context: float = 0.0) -> str:
    """Write what moves a sentence most: "war −0.21, hope +0.08, the context −0.11"."""
    totals: dict[str, float] = {}
    for _, word, negated, amount in rows:
        name = "not … " + word if negated else word
        totals[name] = totals.get(name, 0.0) + amount
    most = sorted([(-abs(amount), word) for word, amount in totals.items()])[:SHOWN]
    told = [(word, totals[word]) for size, word in most if size <= -FAINT / 2]
    if abs(context) >= FAINT:
        told.append((CONTEXT, context))
    return ", ".join(f"{name} {'+' if add > 0 else '−'}{abs(add):.2f}" for name, add in told)


def is_headline(text: str) -> bool:
    """Tell a headline by its typography: short, and without a closing mark."""
    straight = weights.straighten(text[-80:])
    return not CLOSED.search(straight) and len(text[:400].split()) <= MOST_IN_HEADLINE


class Reading(NamedTuple):
    """What a sentence's score is made of, before any squash.

    Attributes
    ----------
    total : float
        What the score is squashed from.
    words : float
        The sum of the words' contributions.
    rows : list
        Of each word that has a weight (start, word, whether negated, contribution).
    count : int
        Words of the sentence.
    kind : str
        "headline" or "sentence".
    nothing : bool
        Whether there is nothing in it to go by.
    """

    total: float
    words: float
    rows: list
    count: int
    kind: str
    nothing: bool

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
    found = [_sentence(text, without) for text in texts]
    headed = [is_headline(text) for text in texts]
    tones, hears, share = [None] * len(texts), 0.0, 1.0
    if scorer == READER:
        tones = reader.tone(reader.heard(texts, without=without), headed).tolist()
        hears, share = reader.card()["hears"], reader.card()["words_share"]
    made = []
    for tone, (words, rows, count), headline in zip(tones, found, headed, strict=True):
        total = hears * (tone or 0.0) + share * words
        faint = all(-FAINT < row[3] < FAINT for row in rows) and abs(squash(words)) < BAND
        nothing = faint if tone is None else not rows and tone == 0
        kind = "headline" if headline else "sentence"
        made.append(Reading(total, words, rows, count, kind, nothing))
    return made


def parts(reading: Reading, scorer: Scorer = READER) -> tuple[float, float, float]:
    """Return a sentence's score, what its words say, and what the context adds.

    Each to the hundredth: the sum holds to the last digit, and no processor's last bit shows.
    """
    words = 0.0 if reading.nothing else round(squash(reading.words), 2) + 0.0
    if scorer == WORDS or reading.nothing:
        return words, words, 0.0
    score = squash(reading.total, *reader.card()["squash"][reading.kind])
    score = round(score, 2) + 0.0  # never minus zero
    return score, words, round(score - words, 2) + 0.0


def _rows(texts: Iterable[str], without: Iterable[str], scorer: Scorer) -> list[tuple]:
    widths = (reader if scorer == READER else weights).card()["interval"]
    made = []
    for reading in readings(texts, without=frozenset(without), scorer=scorer):
        stretch, half = widths[reading.kind]
        score, words, context = parts(reading, scorer)
        # Stretched, the interval of a strong headline could lie wholly beyond its own score.
        low = min(round(math.tanh(stretch * reading.total - half), 2), score)
        high = max(round(math.tanh(stretch * reading.total + half), 2), score)
        name = SILENT if reading.nothing else label(score)
        told = "" if reading.nothing else _told(reading.rows, context)
        unsure = uncertain(low, high)
        made.append((score, low, high, name, unsure, told, reading.count, words, context))
    return made


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
        0.06, negative from -0.06, neutral between; "no signal" where there is nothing to go by),
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
    import pandas as pd

    return pd.DataFrame(_rows(texts, frozenset(without), scorer), columns=COLUMNS)


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
    import pandas as pd

    sentences = article.sentences.reset_index(drop=True)
    if not getattr(article, "english", True):
        nan = math.nan
        table = pd.DataFrame(
            [(nan, nan, nan, UNREAD, True, "", count, nan, nan) for count in sentences["words"]],
            columns=COLUMNS,
        ).assign(vader=nan, vader_label=UNREAD)
    else:
        plain = list(article.plain)
        table = score_texts(plain, without=without, scorer=scorer)
        table["vader"] = vader(plain)
        table["vader_label"] = [label(value, VADERS_BAND) for value in table["vader"]]
    table.attrs["scorer"] = scorer  # what is made from the scores asks the same one again
    table.insert(0, "sentence", sentences["sentence"])
    for column in ("part", "voice", "speaker", "residue", "text"):
        table[column] = sentences[column]
    return table


def label(value: float, band: float = BAND) -> str:
    """Name a score: positive from 0.06, negative from -0.06, neutral between."""
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
