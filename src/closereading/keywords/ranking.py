"""The lists: the words a text uses most, the phrases it is about, and how firm each rank is."""

import numpy as np
import pandas as pd

from closereading import resampling
from closereading.keywords import candidates, reference, scoring, usage

# The formula of ``words``.
LETTER = 0.12  # what a letter is worth beside the log of the count
MOST_LETTERS = 10  # a longer word is worth no more

TOP = 10  # "stays in the top ten"
POOL = 40  # items that compete in a resample
RESAMPLES = 200  # a share then has a standard error of at most 3.5 points

PHRASES = ["phrase", "score", "count", "first", "stability", "low", "high"]
WORDS = ["word", *PHRASES[1:], *reference.AGAINST, "dispersion", "forms"]


def phrases(article_or_text, *, limit: int = 20, resamples: int = RESAMPLES) -> pd.DataFrame:
    """Rank the noun phrases of a text by how much it is about them.

    Parameters
    ----------
    article_or_text : Article or str
    limit : int
        How many to return at most.
    resamples : int
        Bootstrap samples of the sentences; 0 leaves ``stability``, ``low`` and ``high`` empty.

    Returns
    -------
    DataFrame
        A row a phrase, best first: ``phrase`` (its commonest form, as written), ``score`` (higher
        is better; comparable inside one text only), ``count`` (occurrences, singular and plural
        together), ``first`` (sentence of the first), ``stability`` (share of resamples, 0 to 1, in
        which it is among the ten best), ``low`` and ``high`` (95 % interval of its rank).

    Notes
    -----
    The score is the weighted sum in ``scoring.FORMULA``: a phrase gains by standing whole, early
    and close together, and by words the text uses often; it loses by being used once, by being
    one word, and by words that are common in English. A name counts with its short forms.
    No phrase of the list stands inside another: the better one stays. Equal scores: the earlier
    one first. In a resample the 40 best compete, and sentences keep their places.
    """
    reading = candidates.read(article_or_text)
    found = reading.phrases
    if not found:
        return pd.DataFrame(columns=PHRASES)
    scores = scoring.scores(reading, found)[0]
    keys, drawn = list(found), None
    order = np.argsort(-scores, kind="stable").tolist()
    chosen = scoring.without_overlap(keys, order, max(limit, POOL))
    if resamples and len(reading.sentences) > 1:
        pool = {keys[i]: found[keys[i]] for i in chosen}
        draws = resampling.draws(reading.units[1], times=resamples)
        drawn = scoring.scores(reading, pool, draws)
    rows = []
    for i, interval in zip(chosen, firmness(drawn, min(limit, len(chosen))), strict=False):
        uses = usage.mentions(reading, keys[i])
        first = reading.rows[uses[0][0]].sentence
        rows.append((reading.surface(found[keys[i]]), scores[i], len(uses), first, *interval))
    return pd.DataFrame(rows, columns=PHRASES)


def returned(article_or_text, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of phrases that a text comes back to: used in two paragraphs of its body.

    A body of one paragraph comes back to what two of its sentences hold.
    """
    reading = candidates.read(article_or_text)
    body = [row.sentence for row in reading.rows[reading.headline :]]
    parts = {number: reading.paragraphs[number] for number in body}
    if len(set(parts.values())) == 1:
        parts = {number: number for number in body}
    keep = []
    for phrase in table["phrase"]:
        uses = usage.mentions(reading, usage.stems(phrase))
        held = {parts.get(reading.rows[at].sentence) for at, _ in uses}
        keep.append(len(held - {None}) > 1)
    return table[np.array(keep, dtype=bool)]


def words(article_or_text, *, limit: int = 20, resamples: int = RESAMPLES) -> pd.DataFrame:
    """Rank the content words of a text by how often it uses them.

    Parameters
    ----------
    article_or_text : Article or str
    limit : int
        How many to return at most.
    resamples : int
        Bootstrap samples of the sentences; 0 leaves ``stability``, ``low`` and ``high`` empty.

    Returns
    -------
    DataFrame
        A row a word, best first: ``word`` (its commonest form, as written), ``score`` (higher is
        better), ``count`` (singular, plural and other endings together), ``first``, ``stability``,
        ``low`` and ``high`` (as in ``phrases``), ``expected``, ``keyness``, ``log_ratio``,
        ``log_ratio_low`` and ``log_ratio_high`` (against general English, see ``keyness``),
        ``dispersion`` (0 even, 1 all in one fifth of the text), ``forms`` (all forms, commonest
        first).

    Notes
    -----
    score = log(count) + 0.12 · letters of its longest part, ten at most. Equal scores: the earlier
    word first. Dispersion is Gries's deviation of proportions (2008) over fifths of the text,
    normalised after Lijffijt & Gries (2012).
    """
    reading = candidates.read(article_or_text)
    found = list(reading.words.values())
    if not found:
        return pd.DataFrame(columns=WORDS)
    counts = np.array([len(places) for places in found])
    forms = [reading.forms(places) for places in found]
    longest = [max(map(len, each[0].split("-"))) for each in forms]
    letters = LETTER * np.minimum(longest, MOST_LETTERS)
    scores = np.log(counts) + letters
    order = np.argsort(-scores, kind="stable")[: max(limit, POOL)]
    drawn = None
    if resamples and len(reading.sentences) > 1:
        unit, units = reading.units
        times = np.array([np.bincount(unit[found[i]], minlength=units) for i in order], float)
        with np.errstate(divide="ignore"):
            draws = resampling.draws(units, times=resamples)
            drawn = np.log(draws.astype(float) @ times.T) + letters[order]
    chosen = order[:limit].tolist()
    against = np.full((len(reference.AGAINST), len(chosen)), np.nan)
    if reference.english(article_or_text):
        against = reference.compare(reading, [found[i] for i in chosen])
    columns = [
        [forms[i][0] for i in chosen],
        scores[chosen],
        counts[chosen],
        [reading.rows[found[i][0]].sentence for i in chosen],
        *zip(*firmness(drawn, len(chosen)), strict=True),
        *against,
        usage.unevenness([found[i] for i in chosen], len(reading.rows)),
        [", ".join(forms[i]) for i in chosen],
    ]
    return pd.DataFrame(dict(zip(WORDS, columns, strict=True)))


def firmness(scores: np.ndarray | None, n: int) -> list[tuple[float, float, float]]:
    """Tell how firm the ranks of the first items are, from their scores in every resample.

    Columns of the scores are in the order of the whole text, which also breaks ties; −inf where an
    item is missing. Of each item: the share of resamples in the top ten (nan with ten items or
    fewer), and the ends of the 95 % interval of its rank; nan without scores.
    """
    if scores is None:
        return [(float("nan"),) * 3] * n
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.sort(np.argsort(order, axis=1)[:, :n] + 1, axis=0)
    low, high = (ranks[round(end * (len(ranks) - 1))] for end in (0.025, 0.975))
    # With ten items or fewer there is no place to lose.
    few = scores.shape[1] <= TOP
    share = np.full(n, np.nan) if few else (ranks <= TOP).mean(axis=0)
    return list(zip(share.tolist(), low.tolist(), high.tolist(), strict=True))
