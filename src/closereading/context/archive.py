"""What a whole corpus shows: tone over time, words of one group against another."""

from pathlib import Path

import numpy as np
import pandas as pd

from closereading import keywords, news, resampling
from closereading.reading import tokens

ABOUT = ["id", "date", "language", "error", "tone", "sentences"]
MOST = 2000  # articles whose words are read: enough for any word worth naming
LEAST_ARTICLES = 5  # articles a word must stand in
LEAST_GROUP = 20  # articles of a group compared with the others; in fewer, no word can stand out
PERIODS = 40  # most points in time drawn
# How a day, week, month, quarter and year are written; a week by its first day.
STEPS = {"D": "%Y-%m-%d", "W": "", "M": "%Y-%m", "Q": "%Y-Q%q", "Y": "%Y"}
FEWEST = 5  # articles of a period
RESAMPLES = 499
LEVEL = 0.05  # for all words together

TIME = ["period", "n", "tone", "low", "high"]
KEYNESS = [
    "word", "inside", "outside", "articles", "keyness", "log_ratio", "low", "high",
]  # fmt: skip


def tones(path: str | Path) -> pd.DataFrame:
    """Return id, date and tone of the English articles of a corpus table."""
    table = news.read(path, ABOUT)
    kept = table[(table["error"] == "") & (table["language"] == "English") & table["tone"].notna()]
    return kept.reset_index(drop=True)


def words(path: str | Path, *, most: int = MOST, seed: int = resampling.SEED) -> pd.DataFrame:
    """Return id, terms and counts of the English articles, a random ``most`` of a larger corpus."""
    about = news.read(path, ["id", "language", "error"])
    places = np.flatnonzero((about["error"] == "") & (about["language"] == "English"))
    if len(places) > most:
        places = np.sort(resampling.generator(seed=seed).choice(places, most, replace=False))
    import pyarrow.dataset as ds

    # Taken by place: the words of the other articles are never in memory.
    table = ds.dataset(path, format="parquet").take(places, columns=["id", "terms", "counts"])
    return table.to_pandas()


def over_time(table: pd.DataFrame) -> pd.DataFrame:
    """Average the tone of articles by period.

    Parameters
    ----------
    table : DataFrame
        ``date`` (YYYY-MM-DD) and ``tone``, as made by ``tones``.

    Returns
    -------
    DataFrame
        ``period`` ("2024-01-31", the first day of a week, "2024-01", "2024-Q1" or "2024"), ``n``
        (articles), ``tone`` (their mean), ``low`` and ``high`` (95 % bootstrap over articles; nan
        below five). Days, weeks, months, quarters or years, the finest that makes at most forty.
        Articles without a date are left out.
    """
    dates = pd.to_datetime(table["date"], format="%Y-%m-%d", errors="coerce")
    table = table.assign(day=dates)[dates.notna()]
    for step in STEPS:
        periods = table["day"].dt.to_period(step)
        if periods.nunique() <= PERIODS:
            break
    rows = []
    for period, part in table.groupby(periods, sort=True):
        mean, low, high = resampling.mean_interval(part["tone"].to_numpy(float), times=RESAMPLES)
        if len(part) < FEWEST:
            low = high = float("nan")
        written = period.strftime(STEPS[step]) or str(period.start_time.date())
        rows.append((written, len(part), mean, low, high))
    return pd.DataFrame(rows, columns=TIME)


def lead(article, table: pd.DataFrame) -> str:
    """Return the article's leading word that the corpus knows as well.

    The first of its ten leading words that at least twenty, and not all, articles of ``table``
    (made by ``words``) use; else the one most of them use; "" where there is none.
    """
    words = list(keywords.words(article, limit=10, resamples=0)["word"])
    used = {word: int(using(table, word).sum()) for word in words}
    shared = (word for word in words if LEAST_GROUP <= used[word] < len(table))
    return next(shared, max(words, key=lambda word: used[word] % len(table), default=""))


def using(table: pd.DataFrame, term: str) -> np.ndarray:
    """Say which articles use a word, in any of its forms."""
    stem = tokens.stem(term.lower())
    return np.array([stem in {tokens.stem(word) for word in terms} for terms in table["terms"]])


def counted(table: pd.DataFrame):
    """Return articles by stems, the stems' commonest forms, and how many words each has."""
    from scipy.sparse import csr_matrix

    stems: dict[str, int] = {}
    forms: list[dict[str, int]] = []
    rows, columns, values = [], [], []
    for place, (terms, counts) in enumerate(zip(table["terms"], table["counts"], strict=True)):
        for word, count in zip(terms, counts, strict=True):
            stem = tokens.stem(word)
            column = stems.setdefault(stem, len(stems))
            if column == len(forms):
                forms.append({})
            forms[column][word] = forms[column].get(word, 0) + int(count)
            rows.append(place)
            columns.append(column)
            values.append(count)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(table), len(stems)), dtype=float)
    return matrix, [max(form, key=form.get) for form in forms]


def keyness(
    table: pd.DataFrame, inside: np.ndarray, *, without: str = "", limit: int = 15
) -> pd.DataFrame:
    """Find the words that set one group of articles off from the others.

    Parameters
    ----------
    table : DataFrame
        Made by ``words``.
    inside : ndarray of bool
        Which articles are in the group.
    without : str
        A word left out: the one the group was made by.
    limit : int
        Most rows.

    Returns
    -------
    DataFrame
        Highest keyness first: ``word``, ``inside`` and ``outside`` (uses), ``articles``
        (of the group, with the word), ``keyness`` (log-likelihood), ``log_ratio`` (1: twice as
        common in the group), ``low`` and ``high``. Only words of five articles whose interval lies
        above zero.

    Notes
    -----
    Log-likelihood (Rayson & Garside 2000) takes every word as drawn by itself, but a word said once
    is soon said again. So the interval of the log ratio is a bootstrap over whole articles, at a
    level of .05 shared among the words tested (Bonferroni, by a normal approximation).
    """
    from statistics import NormalDist

    inside = np.asarray(inside, dtype=bool)
    if not inside.any() or inside.all():
        return pd.DataFrame(columns=KEYNESS)
    matrix, forms = counted(table)
    enough = np.flatnonzero(sums(matrix > 0) >= LEAST_ARTICLES)
    lengths = np.asarray(matrix.sum(axis=1)).ravel()
    counts = np.asarray(matrix[:, enough].todense())
    one, other = counts[inside], counts[~inside]
    a, b = one.sum(axis=0), other.sum(axis=0)
    total_a, total_b = lengths[inside].sum(), lengths[~inside].sum()
    share = (a + b) / (total_a + total_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        g2 = 2 * (
            np.where(a > 0, a * np.log(a / (total_a * share)), 0)
            + np.where(b > 0, b * np.log(b / (total_b * share)), 0)
        )
    ratio = _ratio(a, b, total_a, total_b)
    drawn = []
    for group, long, seed in ((one, lengths[inside], 0), (other, lengths[~inside], 1)):
        times = resampling.draws(len(group), times=RESAMPLES, seed=resampling.SEED + seed)
        drawn += [times @ group, (times @ long)[:, None]]
    spread = _ratio(drawn[0], drawn[2], drawn[1], drawn[3]).std(axis=0)
    reach = NormalDist().inv_cdf(1 - LEVEL / len(enough) / 2) * spread
    found = pd.DataFrame(
        {
            "word": [forms[place] for place in enough],
            "inside": a.astype(int),
            "outside": b.astype(int),
            "articles": (one > 0).sum(axis=0),
            "keyness": g2,
            "log_ratio": ratio,
            "low": ratio - reach,
            "high": ratio + reach,
        }
    )
    told = tokens.stem(without.lower())
    found = found[[tokens.stem(word) != told for word in found["word"]]]
    found = found[(found["low"] > 0) & (found["articles"] >= LEAST_ARTICLES)]
    found = found.sort_values(["keyness", "word"], ascending=[False, True], kind="stable")
    return found.head(limit).reset_index(drop=True)


def sums(matrix) -> np.ndarray:
    return np.asarray(matrix.sum(axis=0)).ravel()


def _ratio(a, b, total_a, total_b):
    """Return the binary logarithm of two rates' ratio; half a use more keeps it finite."""
    return np.log2(((a + 0.5) / total_a) / ((b + 0.5) / total_b))
