"""Length, readability, diversity, who speaks: against values worked out by hand."""

import json

import numpy as np
import pytest

from closereading import book, measures, news, paths, prose
from closereading.article import read_article
from closereading.charts import article as piece
from closereading.measures import diversity, syllables

SHORT = ["Hello.", "One.\n\nTwo three.", "Ann Lee said no.", "Дождь шёл над городом весь день."]


@pytest.fixture(scope="module")
def article():
    return read_article(paths.SHIPPED)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1), ("cat", 1), ("make", 1), ("table", 2), ("walked", 1), ("wanted", 2),
        ("battalion", 3), ("Ukraine", 2), ("Ukrainian", 4), ("region", 2), ("area", 3),
        ("idea", 3), ("six-month-old", 3), ("isn't", 2), ("can't", 1), ("2022", 4), ("BBC", 3),
        ("a", 1), ("rhythm", 2), ("being", 2), ("Moscow's", 2), ("hundred", 2), ("-", 1),
    ],
)  # fmt: skip
def test_syllables(word, count):
    assert syllables.count(word) == count


def test_readability_by_hand():
    # 20 sentences of 6 words and 7 syllables: W/S = 6, Y/W = 7/6.
    sentences = [["The", "cat", "sat", "on", "the", "table"]] * 20
    found = measures.readability(sentences)
    assert found["ease"][0] == pytest.approx(206.835 - 1.015 * 6 - 84.6 * 7 / 6)
    assert found["grade"][0] == pytest.approx(0.39 * 6 + 11.8 * 7 / 6 - 15.59)
    # Equal sentences leave nothing to draw differently.
    assert found["ease"][1] == pytest.approx(found["ease"][2])


def test_readability_refuses_a_short_text():
    found = measures.readability([["The", "cat"]] * 49)
    assert np.isnan(found["ease"][0])


def test_diversity_by_hand():
    assert measures.type_token(["a", "b", "a", "c"]) == 0.75
    assert measures.moving(["a", "b", "a", "c"], window=2) == pytest.approx(1.0)
    assert measures.moving(["a", "a", "b", "b"], window=2) == pytest.approx((1 + 2 + 1) / 3 / 2)
    # Forwards "a a" (1/2 < .72) closes a factor, then "b b": two factors in four words, both ways.
    assert measures.mtld(["a", "a", "b", "b"]) == pytest.approx(2.0)
    assert np.isnan(measures.mtld(["a", "b", "c", "d"]))
    # One word new of four at the end: 1 factor of "a a", the rest a share of one.
    rest = (1 - 1.0) / (1 - measures.FACTOR)
    forward = 4 / (1 + rest)
    assert measures.mtld(["a", "a", "b", "c"]) == pytest.approx(
        (forward + 4 / ((1 - 0.75) / (1 - measures.FACTOR))) / 2
    )


def test_a_moving_window_is_the_mean_of_all_windows():
    words = list(np.random.default_rng(1).integers(0, 40, 300).astype(str))
    naive = np.mean([len(set(words[i : i + 50])) / 50 for i in range(251)])
    assert measures.moving(words) == pytest.approx(naive)


def test_shares_add_up(article):
    for table in (measures.by_voice(article), measures.by_speaker(article)):
        assert table["share"].sum() == pytest.approx(1)
        assert table["words"].sum() == article.body["words"].sum()
        assert table["sentences"].sum() == len(article.body)
        assert (table["low"] <= table["share"]).all()
        assert (table["share"] <= table["high"]).all()


def test_who_speaks_in_the_shipped_article(article):
    table = measures.by_speaker(article).set_index("speaker")
    assert table["sentences"].to_dict() == {
        "the author": 13,
        "Karabas": 7,
        "Holod": 3,
        "unnamed": 1,
    }
    voices = measures.by_voice(article).set_index("voice")["sentences"].to_dict()
    assert voices == {"narration": 13, "reported": 6, "quotation": 5}


def test_numbers_point_to_their_cells(article):
    tables = {
        "sentences": article.sentences,
        "notes": article.notes,
        "measures": measures.summary(article),
        "voices": measures.by_voice(article),
        "speakers": measures.by_speaker(article),
    }
    numbers = measures.numbers(article)
    assert all(key.startswith("article.") for key in numbers)
    for key, entry in numbers.items():
        if entry["table"]:
            cell = tables[entry["table"]].iloc[entry["row"]][entry["column"]]
            assert entry["value"] == cell or np.isclose(entry["value"], cell), key
    json.dumps(numbers, allow_nan=False)


@pytest.mark.parametrize("text", SHORT)
def test_short_texts_get_an_answer(text):
    article = read_article(text + "\n")
    numbers = measures.numbers(article)
    assert measures.summary(article)["reading"].str.contains("not computed").sum() == 5
    for part in ("article", "article-voices", "article-reading"):
        assert prose.answer(part, numbers).strip()
    for chart in (
        piece.score(article, measures.by_speaker(article)),
        piece.speakers(article, measures.by_speaker(article)),
    ):
        assert chart.title
        assert chart.alt
        assert book.csv(chart.data)


def test_not_english_is_not_measured():
    article = read_article("Der Regen fiel auf die Stadt und es war nicht schön. " * 20)
    reading = measures.summary(article).set_index("measure")["reading"]
    assert "German" in reading["reading ease"]


def test_answer_of_the_shipped_article(article):
    text = prose.answer("article", measures.numbers(article))
    assert "449 words" in text.replace("\u00a0", " ")
    assert "Karabas" in text


def test_titles_are_short_and_computed(article):
    for chart in (
        piece.score(article, measures.by_speaker(article)),
        piece.speakers(article, measures.by_speaker(article)),
    ):
        assert len(chart.title.replace("\u00a0%", "%").split()) <= 10
    assert (
        piece.score(article, measures.by_speaker(article)).title
        == "Others speak in 11 of 24 sentences"
    )
    assert "Karabas" in piece.speakers(article, measures.by_speaker(article)).title


@pytest.mark.parametrize("speakers", [1, 3, 12])
def test_charts_of_many_sentences_and_names(speakers):
    names = [f"Ann{'x' * n} $x^{{2$ Lee{n}" for n in range(speakers)]
    text = "\n\n".join(
        f"Rain fell. “It rained,” said Person{chr(65 + n)} Lee." for n in range(speakers)
    )
    article = read_article("Привет $x^{2$ عنوان " + names[0] + "\n\n" + text * 8)
    for chart in (
        piece.score(article, measures.by_speaker(article)),
        piece.speakers(article, measures.by_speaker(article)),
    ):
        chart.figure.savefig("/dev/null", format="png")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("mattr", f"windows of {diversity.WINDOW},"),
        ("mtld", f"MTLD {diversity.FACTOR:g},".replace("0.", ".")),
        ("ttr", f"over {diversity.GROUPS} stretches"),
    ],
)
def test_a_method_says_what_the_code_does(key, said):
    assert said in news.MEASURES[key].method


def test_eight_measures_are_compared_each_known_of_the_others():
    """Every further look makes all of them harder to believe."""
    assert len(news.COMPARED) == 8
    reference = set(news.reference()["measure"])
    assert {measure.key for measure in news.COMPARED} <= reference == set(news.KNOWN)
