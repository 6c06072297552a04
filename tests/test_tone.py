"""The tone of an article: means, voices, turns, the other scorer, context; and its charts."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from closereading import prose, sentiment
from closereading.article import read_article
from closereading.charts import sentiment as draw

ROOT = Path(__file__).resolve().parents[1]

SENTENCES = [
    "The council praised the generous and wonderful rescue of the school.",
    "The fire was a cruel disaster that killed the old town’s only hope.",
    "The meeting is on Tuesday in the hall.",
    "“We are proud and happy,” said Anna Berg.",
    "Critics called the plan a shameful fraud.",
]


def text(count):
    """Return a story of so many sentences, one a paragraph, none a copy of another."""
    return "\n\n".join(
        SENTENCES[k % 5].replace(".", f" in part {k + 1}.").replace(".”", "”") for k in range(count)
    )


def table(values, *, voice="narration", vader=None):
    """Return scored sentences made by hand."""
    count = len(values)
    return pd.DataFrame(
        {
            "sentence": range(1, count + 1),
            "score": np.array(values, float),
            "low": -0.5,
            "high": 0.5,
            "label": [sentiment.label(value) for value in values],
            "uncertain": True,
            "words": "",
            "count": 10,
            "words_part": np.array(values, float),
            "context_part": 0.0,
            "vader": np.array(values if vader is None else vader, float),
            "vader_label": [sentiment.label(v) for v in (values if vader is None else vader)],
            "part": "body",
            "voice": voice,
            "speaker": "",
            "residue": False,
            "text": "A sentence.",
        }
    )


@pytest.fixture(scope="module")
def shipped():
    article = read_article(ROOT / "data" / "article.txt")
    return article, sentiment.score(article)


# -- article level -----------------------------------------------------------------------------


def test_means_by_hand(shipped):
    article, scores = shipped
    used = scores[~scores["residue"]]
    found = sentiment.summary(article, scores).set_index("group")
    assert found.loc["whole article", "mean"] == pytest.approx(used["score"].mean())
    assert found.loc["whole article", "n"] == 25
    assert found.loc["headline", "n"] == 1
    assert math.isnan(found.loc["headline", "low"])
    assert found.loc["plain VADER", "mean"] == pytest.approx(used["vader"].mean())
    for row in found.dropna().itertuples():
        assert row.low <= row.mean <= row.high


def test_voices_and_speakers_add_up(shipped):
    _, scores = shipped
    voices = sentiment.by_voice(scores)
    assert voices["n"].sum() == 25
    assert dict(zip(voices["group"], voices["n"], strict=True))["quotation"] == 5
    speakers = sentiment.by_speaker(scores)
    assert speakers["group"].tolist() == ["Karabas", "Holod"]
    assert (voices["mean"] * voices["n"]).sum() / 25 == pytest.approx(
        sentiment.kept(scores)["score"].mean()
    )


def test_subject_words_are_the_articles_own(shipped):
    article, _ = shipped
    found = set(sentiment.subject_words(article)["word"])
    assert {"battalion", "fight", "war"} <= found
    assert not {"karabas", "russian", "disappointed", "great", "said"} & found
    assert found <= set(article.tokens["lower"])
    parts = sentiment.contributions(article, without=found)
    assert not set(parts["word"]) & found


def test_subject_words_of_another_story():
    story = "The glacier lost ice. Melting glaciers feed the river. A glacier is old. " * 3
    found = set(sentiment.subject_words(read_article(story))["word"])
    assert "glacier" in found
    assert "war" not in found


def test_a_turn_is_found_where_there_is_one():
    found = sentiment.turn(
        table([0.3, 0.25, 0.35, 0.3, 0.28, 0.31, -0.3, -0.25, -0.3, -0.2, -0.35, -0.3])
    )
    assert found["sentence"] == 7
    assert found["p"] <= 0.01
    assert found["before"] > 0.25 > -0.25 > found["after"]


def test_no_turn_in_shuffled_sentences():
    rng = np.random.default_rng(1)
    told = [
        sentiment.turn(table(rng.normal(0, 0.2, 24)))["sentence"] is not None for _ in range(40)
    ]
    assert sum(told) <= 6  # at .05 a binomial of 40 exceeds 6 once in a hundred


@pytest.mark.parametrize("values", [[], [0.1], [0.0] * 20, [0.1, -0.1, 0.2]])
def test_no_turn_where_there_is_nothing_to_turn(values):
    assert sentiment.turn(table(values))["sentence"] is None


def test_residue_counts_nowhere():
    scores = table([0.4, 0.4, -1.0])
    scores.loc[2, "residue"] = True
    assert len(sentiment.kept(scores)) == 2
    assert sentiment.by_voice(scores)["mean"].tolist() == pytest.approx([0.4])
    assert sentiment.agreement(scores)["n"] == 2


def test_agreement_by_hand():
    scores = table([0.3, -0.2, 0.0, 0.1], vader=[0.6, -0.4, 0.2, -0.3])
    found = sentiment.agreement(scores)
    assert found["r"] == pytest.approx(
        np.corrcoef([0.3, -0.2, 0, 0.1], [0.6, -0.4, 0.2, -0.3])[0, 1]
    )
    assert found["same"] == 0.5
    assert found["opposed"] == 1
    assert sentiment.disagreements(scores)["sentence"].tolist() == [4, 3]


def test_percentile_follows_the_shipped_quantiles():
    news = sentiment.news_quantiles()
    assert news["percent"].tolist() == list(range(101))
    assert (news["mean"].diff().dropna() >= 0).all()
    assert news["n"].nunique() == 1
    assert news["n"].iloc[0] > 300
    assert sentiment.percentile(news["mean"].iloc[50]) == pytest.approx(50, abs=1)
    assert sentiment.percentile(-1) == 0
    assert sentiment.percentile(1) == 100
    assert math.isnan(sentiment.percentile(float("nan")))


def test_a_text_doubled_keeps_its_mean():
    once = read_article(text(20))
    twice = read_article(text(20) + "\n\n" + text(20))
    means = [
        sentiment.kept(sentiment.score(each, scorer="words"))["score"].mean()
        for each in (once, twice)
    ]
    assert means[0] == pytest.approx(means[1], abs=0.02)


# -- numbers and prose -------------------------------------------------------------------------


def test_numbers_point_at_their_cells(shipped):
    article, scores = shipped
    numbers = sentiment.numbers(article, scores)
    tables = {
        "sentiment": scores,
        "sentiment-means": sentiment.summary(article, scores),
        "sentiment-voices": sentiment.by_voice(scores),
        "sentiment-speakers": sentiment.by_speaker(scores),
    }
    pointed = 0
    for key, entry in numbers.items():
        assert key.startswith("sentiment.")
        if entry["table"]:
            cell = tables[entry["table"]][entry["column"]].iloc[entry["row"]]
            assert (
                cell == pytest.approx(entry["value"])
                if not isinstance(cell, str)
                else (cell == entry["value"])
            )
            pointed += 1
    assert pointed >= 15
    counts = [
        numbers[f"sentiment.{k}"]["value"] for k in ("positive", "negative", "neutral", "no_signal")
    ]
    assert sum(counts) == numbers["sentiment.sentences"]["value"] == 25


@pytest.mark.parametrize("count", [1, 2, 3, 10, 60])
def test_answer_holds_for_any_length(count):
    article = read_article(text(count))
    scores = sentiment.score(article, scorer=scorer_for(text(count)))
    answer = prose.answer("sentiment", sentiment.numbers(article, scores))
    assert answer.startswith("**")
    assert "None" not in answer
    assert "nan" not in answer.split()
    assert "Karabas" not in answer


def test_answer_for_another_language():
    article = read_article("Der Krieg ist schrecklich, und die Menschen leiden sehr darunter. " * 8)
    answer = prose.answer("sentiment", sentiment.numbers(article, sentiment.score(article)))
    assert "not read as English" in answer


# -- charts ------------------------------------------------------------------------------------

ODD = (
    "Костас said the price is $5 and $x^{2$ is no formula. Пётр was terribly unhappy.\n\n"
    "“مرحبا,” said the wonderful Ms. Quill_ with <b>great</b> joy & a Donaudampfschifffahrtsgesell"
    "schaftskapitänsmützenabzeichenverwaltung of the cruel kind.\n\nIt was a good day."
)
TEXTS = [
    text(1),
    text(2),
    text(5),
    text(60),
    text(300),
    ODD,
    "Oh.",
    "Dies ist nicht gut. " * 20,
]


def scorer_for(source):
    """Read short texts as a whole; of long ones the words alone, which takes no time."""
    return "reader" if len(source) < 1000 else "words"


def voices(article, scores):
    blocks = (sentiment.summary(article, scores), sentiment.by_voice(scores))
    return draw.voices(article, *blocks, sentiment.by_speaker(scores))


@pytest.mark.parametrize("draw_it", [draw.arc, voices])
@pytest.mark.parametrize("source", TEXTS, ids=lambda source: f"{len(source)}")
def test_charts_hold_for_any_text(draw_it, source):
    article = read_article(source)
    chart = draw_it(article, sentiment.score(article, scorer=scorer_for(source)))
    if chart.figure:
        chart.figure.canvas.draw()
    assert len(chart.title.split()) <= 10
    assert chart.alt
    assert isinstance(chart.data, pd.DataFrame)
    assert not any(f"{mark}" in chart.title + chart.alt for mark in ("nan", "None"))


@pytest.mark.parametrize("source", [None, text(5), text(12), text(60), text(300), ODD])
def test_passages_of_the_arc_do_not_touch(source, shipped):
    article = shipped[0] if source is None else read_article(source)
    chart = draw.arc(article, sentiment.score(article, scorer=scorer_for(source or "")))
    renderer = chart.figure.canvas.get_renderer()
    chart.figure.canvas.draw()
    axes = chart.figure.axes[0]
    boxes = [item.get_window_extent(renderer) for item in axes.texts if item.get_text().strip()]
    bars = [bar.get_window_extent(renderer) for bar in axes.patches]
    page = chart.figure.bbox
    long = [box for box, item in zip(boxes, axes.texts, strict=True) if len(item.get_text()) > 8]
    for place, box in enumerate(long):
        assert box.x0 >= page.x0
        assert box.x1 <= page.x1
        assert not any(box.overlaps(other) for other in long[place + 1 :])
    quotes = [box for box, item in zip(boxes, axes.texts, strict=True) if len(item.get_text()) > 24]
    for box in quotes:
        assert not any(box.overlaps(bar) for bar in bars)


def test_arc_shows_every_sentence(shipped):
    article, scores = shipped
    chart = draw.arc(article, scores)
    assert len(chart.data) == len(article.sentences)
    letters = [item.get_text() for item in chart.figure.axes[0].texts if len(item.get_text()) == 1]
    assert "".join(letters).count("Q") == 5
    assert len(letters) == 26


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Karabas", "Karabas"),
        ("George L. Blaisdell", "Blaisdell"),
        ("George L. Blaisdell and John Rand", "Blaisdell and Rand"),
        ("Ministry of Agriculture and Food", "Ministry of…"),
    ],
)
def test_long_names_are_told_apart(name, short):
    assert draw._short(name) == short


def test_four_sentences_are_no_tone():
    article = read_article("It was a cruel, awful loss.\n" * 4)
    scores = sentiment.score(article)
    assert draw.arc(article, scores).title.endswith("cannot be told from so little")
