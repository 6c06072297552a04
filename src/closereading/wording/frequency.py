"""How often an article does each of these, per 1,000 words, beside ordinary news."""

from collections import Counter

import pandas as pd

from closereading import book, news
from closereading.article import Article
from closereading.voices import NARRATION
from closereading.wording.counting import VAGUE, quantified
from closereading.wording.hedging import hedged
from closereading.wording.judging import MARKS, SAYING, judged
from closereading.wording.passives import undone

FEWEST_WORDS = 100  # fewer say nothing about a rate
OWN = "wording_own"  # of the author's own: per 1,000 of the author's own words


def counts(article: Article) -> dict[str, int]:
    """Return how many there are of each, by its key in the reference."""
    judging = [place for place in judged(article) if place.kind not in (SAYING, MARKS)]
    sure = Counter(place.kind for place in hedged(article))
    numbers = [place for place in quantified(article) if place.kind != "date"]
    vague = sum(place.exactness == VAGUE for place in numbers)
    return {
        "wording_judging": len(judging),
        OWN: sum(place.voice == NARRATION for place in judging),
        "wording_saying": sum(place.kind == SAYING for place in judged(article)),
        **{f"wording_{kind}s": sure[kind] for kind in ("hedge", "booster", "negation")},
        "wording_numbers": len(numbers) - vague,
        "wording_vague": vague,
        "wording_passives": len(undone(article)),
    }


def measured(article: Article) -> dict[str, float | None]:
    """Return each rate by its key; None where there are fewer than 100 words to count in."""
    made = rates(article)
    return {row.key: row.rate if row.rate == row.rate else None for row in made.itertuples()}


def rates(article: Article, *, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """Set the rates of an article beside ordinary news.

    Parameters
    ----------
    article : Article
    among : DataFrame, optional
        Made by ``news.reference``; the news stories that ship without it.

    Returns
    -------
    DataFrame
        A row a rate: ``key``, ``measure``, ``count``, ``words`` (counted in), ``rate`` (per 1,000
        words), ``median`` (of the others), ``percentile`` (share of the others below it, those
        equal counted half, 0 to 100) and ``n`` (others). nan where a text is too short or nothing
        is known of others.
    """
    among = news.reference() if among is None else among
    kept, rows = article.kept, []
    words = kept["words"].sum(), kept.loc[kept["voice"] == NARRATION, "words"].sum()
    for key, count in counts(article).items():
        n = int(words[key == OWN])
        rate = 1000 * count / n if n >= FEWEST_WORDS else float("nan")
        steps = among[among["measure"] == key]
        median, others = news.at(steps, key, (0.5,))
        below, at_most = news.shares(rate, steps) if others else (float("nan"),) * 2
        told = key, news.MEASURES[key].name, count, n, rate
        rows.append((*told, median[0], 50 * (below + at_most), others))
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
    paragraphs = {
        f"reading.{place}": (one.text, len(one.places)) for place, one in enumerate(told, start=1)
    }
    keys, n = table["key"].str.replace("_", "."), {"": "words", "percentile": "n"}
    return {
        **book.cells("wording.rates", table, keys=keys, n=n),
        **book.facts("wording", {"paragraphs": (len(told), int(article.words))}),
        **book.facts("wording", paragraphs, of="reading"),
    }
