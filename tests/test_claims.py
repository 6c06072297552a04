"""One place decides: how sure is sure, and the same verdict wherever it is said."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereading import book, prose, resampling, statement
from closereading.article import read_article
from closereading.charts import sentiment as draw
from closereading.report import claims, editions, questions
from closereading.report.claims import LIKELY, OPEN, SURE
from closereading.sentiment import means, scorer


def entry(value, low=None, high=None, n=20):
    return book.number(value, low=low, high=high, n=n, unit="u", method="m")


@pytest.mark.parametrize(
    ("share", "level"),
    [(None, OPEN), (0.0, OPEN), (0.49, OPEN), (0.5, LIKELY), (0.79, LIKELY), (0.8, SURE),
     (1.0, SURE)],
)  # fmt: skip
def test_by_share(share, level):
    assert claims.by_share(share) == level


@pytest.mark.parametrize(
    ("value", "low", "high", "looks", "level"),
    [
        (0.1, -0.1, 0.3, 1, OPEN),
        (0.1, 0.0, 0.3, 1, OPEN),
        (0.1, None, None, 1, OPEN),
        (None, None, None, 1, OPEN),
        # Student's t of 19 degrees: five questions widen by 2.861 / 2.093 = 1.367.
        (0.1, 0.001, 0.2, 1, SURE),
        (0.1, 0.025, 0.2, 5, LIKELY),  # 0.1 - 1.367 * 0.075 is below zero
        (0.1, 0.03, 0.2, 5, SURE),  # 0.1 - 1.367 * 0.07 is above
        (-0.1, -0.2, -0.025, 5, LIKELY),
        (-0.1, -0.2, -0.03, 5, SURE),
    ],
)
def test_by_interval(value, low, high, looks, level):
    assert claims.by_interval(entry(value, low, high), questions=looks) == level


def test_few_sentences_widen_more():
    seven = entry(0.1, 0.038, 0.15, n=7)
    # Six degrees, five questions: 3.707 / 2.447 = 1.515 times 0.062 leaves 0.006.
    assert claims.by_interval(seven, questions=5) == SURE
    assert claims.by_interval(seven | {"n": 5}, questions=5) == LIKELY  # 4.604 / 2.776 = 1.658


@pytest.mark.parametrize(
    ("p", "looks", "level"),
    [(None, 5, OPEN), (0.051, 5, OPEN), (0.05, 5, LIKELY), (0.0101, 5, LIKELY), (0.01, 5, SURE),
     (0.05, 1, SURE)],
)  # fmt: skip
def test_by_chance(p, looks, level):
    assert claims.by_chance(p, questions=looks) == level


def test_weakest():
    assert claims.weakest(SURE, LIKELY, SURE) == LIKELY
    assert claims.weakest(LIKELY, OPEN) == OPEN
    assert claims.weakest(SURE) == SURE


@pytest.mark.parametrize(
    ("mean", "low", "high", "n", "verdict"),
    [
        (0.012, 0.008, 0.016, 80, "neutral"),  # surely above zero, and too near it to matter
        (0.04, 0.02, 0.06, 80, "positive"),
        (-0.2, -0.3, -0.1, 20, "negative"),
        (-0.013, -0.052, 0.027, 25, "open"),
        (-0.2, -0.3, -0.1, 4, "too few"),
        (0.3, None, None, 1, "too few"),
        (None, None, None, 0, "unknown"),
    ],
)
def test_verdict_on_a_mean(mean, low, high, n, verdict):
    assert means.verdict(mean, low, high, n=n) == verdict


def scored(values: np.ndarray) -> pd.DataFrame:
    """A table of scores as ``sentiment.score`` makes it, of given values."""
    rows = pd.DataFrame({"sentence": range(1, len(values) + 1), "score": values})
    rows = rows.assign(low=values - 0.1, high=values + 0.1, words="", vader=values, residue=False)
    rows = rows.assign(part="body", voice="narration", speaker="", vader_label="neutral")
    rows["label"] = [
        scorer.POSITIVE if value >= scorer.BAND else
        scorer.NEGATIVE if value <= -scorer.BAND else scorer.NEUTRAL for value in values
    ]  # fmt: skip
    rows["uncertain"] = [
        scorer.uncertain(*ends) for ends in zip(rows["low"], rows["high"], strict=True)
    ]
    return rows.assign(text="Words stand here.", count=3, words_part=values, context_part=0.0)


# What each verdict says in the figure's title, in the notebook's answer and in the report.
SAID = {
    "positive": ("leans positive", "leans positive", "It leans positive"),
    "negative": ("leans negative", "leans negative", "It leans negative"),
    "neutral": ("is close to neutral", "is close to neutral", "Close to neutral"),
    "open": ("does not lean", "does not lean", "It cannot be told"),
    "too few": ("cannot be told from so little", "too few for a tone", "too few to say"),
}
ARTICLE = read_article("The bridge is closed. Nobody knows why it is closed.")


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([2, 4, 5, 20, 80]),
    st.sampled_from([-0.3, -0.06, -0.02, 0.0, 0.012, 0.03, 0.06, 0.2]),
    st.sampled_from([0.002, 0.02, 0.2]),
)
def test_figure_answer_and_report_say_the_same_of_a_mean(n, mean, spread):
    values = mean + spread * np.resize([1.0, -1.0], n)
    table = scored(values)
    value, low, high = resampling.mean_interval(values)
    whole = entry(value, low, high, n=n)
    numbers = {
        "sentiment.mean": whole,
        "sentiment.percentile": entry(50.0, 10.0, 90.0, n=397),
        "article.foreign": entry(0), "article.words": entry(100), "sentiment.english": entry(True),
    }  # fmt: skip
    verdict = means.verdict(value, low, high, n=n)
    for key in ("negative", "positive", "neutral", "no_signal", "sentences"):
        numbers[f"sentiment.{key}"] = entry(n)
    for key in ("lowest", "highest", "agreement", "turn.sentence", "turn.p"):
        numbers[f"sentiment.{key}"] = entry(None)
    numbers["sentiment.verdict"] = entry(verdict)
    title, notebook, report = SAID[verdict]
    assert title in draw.arc(ARTICLE, table).title
    assert notebook in prose.answer("sentiment", numbers)
    question = next(asked for asked in questions.ASKED if asked.key == "sentiment.tone")
    assert report in editions.bare(questions.texts(question, numbers)["answer"])
    sure = claims.tone(numbers, questions=questions.TESTED)
    assert (sure == OPEN) == (verdict in ("open", "too few"))


@pytest.mark.parametrize(
    ("verdict", "agree", "p", "noticed", "level"),
    [
        ("several themes", True, 0.001, 1.0, SURE),
        ("several themes", True, 0.04, 1.0, LIKELY),
        ("several themes", True, 0.5, 1.0, LIKELY),
        ("several themes", False, 0.001, 1.0, OPEN),
        ("one theme", True, 0.5, 0.9, LIKELY),
        ("one theme", True, 0.5, 0.7, OPEN),
        ("too short", True, None, None, OPEN),
    ],
)
def test_themes(verdict, agree, p, noticed, level):
    numbers = {
        "topics.verdict": entry(verdict), "topics.agree": entry(agree), "topics.p": entry(p),
        "topics.power.sizes": entry(2), "topics.power.2.calibration": entry(noticed),
    }  # fmt: skip
    assert claims.themes(numbers, questions=5) == level


@pytest.mark.parametrize(
    ("words", "others", "kind"),
    [((), 0, "nobody"), ((), 3, "unnamed"), ((30,), 2, "one"), ((30, 30), 4, "tied"),
     ((30, 20), 4, "several")],
)  # fmt: skip
def test_who_has_a_part(words, others, kind):
    numbers = {"article.quotation.sentences": entry(others), "article.reported.sentences": entry(0)}
    numbers["article.speakers"] = entry(len(words))
    for place, count in enumerate(words, start=1):
        numbers[f"article.speaker.{place}.words"] = entry(count)
    assert claims.speakers(numbers) == kind


def test_a_statement_refuses_what_it_cannot_be():
    made = statement.Statement("a.b", "Who?", "Nobody.", SURE, 0.5, places=(1,))
    assert claims.MAY[made.sure]
    with pytest.raises(ValueError, match="firm"):
        statement.Statement("a.b", "Who?", "Nobody.", "firm")
    with pytest.raises(ValueError, match="weight"):
        statement.Statement("a.b", "Who?", "Nobody.", SURE, 2)
