"""How often an article does each of these, per 1,000 words, beside ordinary news."""

import pandas as pd

from closereading import book, news
from closereading.article import Article
from closereading.voices import NARRATION
from closereading.wording.counting import VAGUE, quantities
from closereading.wording.hedging import BOOSTER, HEDGE, NEGATION, certainty
from closereading.wording.judging import MARKS, SAYING, judgements
from closereading.wording.passives import agency

FEWEST_WORDS = 100  # fewer say nothing about a rate
TABLES = {
    "judgements": judgements, "certainty": certainty, "quantities": quantities, "agency": agency,
}  # fmt: skip
# Key of the measure: table, which of its rows count. Of the author's own: per 1,000 of the
# author's own words.
OWN = "wording_own"
RATES = {
    "wording_judging": ("judgements", lambda rows: ~rows["kind"].isin((SAYING, MARKS))),
    OWN: (
        "judgements",
        lambda rows: ~rows["kind"].isin((SAYING, MARKS)) & (rows["voice"] == NARRATION),
    ),
    "wording_saying": ("judgements", lambda rows: rows["kind"] == SAYING),
    "wording_hedges": ("certainty", lambda rows: rows["kind"] == HEDGE),
    "wording_boosters": ("certainty", lambda rows: rows["kind"] == BOOSTER),
    "wording_negations": ("certainty", lambda rows: rows["kind"] == NEGATION),
    "wording_numbers": (
        "quantities", lambda rows: (rows["kind"] != "date") & (rows["exactness"] != VAGUE),
    ),
    "wording_vague": ("quantities", lambda rows: rows["exactness"] == VAGUE),
    "wording_passives": ("agency", lambda rows: rows["verb"] != ""),
}  # fmt: skip


def tables(article: Article) -> dict[str, pd.DataFrame]:
    """Return the tables that the rates count, by name."""
    return {name: make(article) for name, make in TABLES.items()}


def measured(article: Article) -> dict[str, float | None]:
    """Return each rate by its key; None where there are fewer than 100 words to count in."""
    made = rates(article)
    return {row.key: row.rate if row.rate == row.rate else None for row in made.itertuples()}


def rates(
    article: Article,
    *,
    among: pd.DataFrame | None = None,
    made: dict[str, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """Set the rates of an article beside ordinary news.

    Parameters
    ----------
    article : Article
    among : DataFrame, optional
        Made by ``news.reference``; the news stories that ship without it.
    made : dict of DataFrame, optional
        What ``tables`` returned for this article, so that it is not made again.

    Returns
    -------
    DataFrame
        A row a rate: ``key``, ``measure``, ``count``, ``words`` (counted in), ``rate`` (per 1,000
        words), ``median`` (of the others), ``percentile`` (share of the others below it, those
        equal counted half, 0 to 100) and ``n`` (others). nan where a text is too short or nothing
        is known of others.
    """
    among = news.reference() if among is None else among
    made = tables(article) if made is None else made
    kept, rows = article.kept, []
    words = kept["words"].sum(), kept.loc[kept["voice"] == NARRATION, "words"].sum()
    for key, (table, which) in RATES.items():
        count, n = int(which(made[table]).sum()), int(words[key == OWN])
        rate = 1000 * count / n if n >= FEWEST_WORDS else float("nan")
        steps = among[among["measure"] == key]
        median, others = news.at(among, key, (0.5,))
        below, at_most = news.shares(rate, steps) if others else (float("nan"),) * 2
        rows.append(
            (
                key,
                news.MEASURES[key].name,
                count,
                n,
                rate,
                median[0],
                50 * (below + at_most),
                others,
            )
        )
    columns = ["key", "measure", "count", "words", "rate", "median", "percentile", "n"]
    return pd.DataFrame(rows, columns=columns)


def numbers(article: Article, table: pd.DataFrame, told: list) -> dict[str, dict]:
    """Return the entries ``wording.*`` of results.json; they point into ``wording-rates``.

    Parameters
    ----------
    article : Article
    table : DataFrame
        Made by ``rates``.
    told : list of Paragraph
        Made by ``reading``.
    """
    keys = table["key"].str.replace("_", ".")
    paragraphs = {
        f"reading.{place}": (one.text, len(one.places)) for place, one in enumerate(told, start=1)
    }
    n = {"": "words", "percentile": "n"}
    return {
        **book.cells("wording.rates", table, keys=keys, n=n),
        **book.facts("wording", {"paragraphs": (len(told), int(article.words))}),
        **book.facts("wording", paragraphs, of="reading"),
    }
