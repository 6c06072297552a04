"""Questions of one's own: tables that hold in a script and in a notebook, checks that tell."""

import csv

import pandas as pd
import pytest

from closereading import keywords, paths, read_article, sentiment, topics
from closereading.charts import tables
from closereading.errors import InputError
from closereading.explore import Checks, Explorer

TEXTS = {
    "one sentence": "The bridge is closed.",
    "marks": "It cost $5 & <b>more</b>. Привет мир. “It rained,” said Anna Weber. So it did.",
    "German": "Der Regen fiel auf die Stadt und es war nicht schön. " * 5,
}


@pytest.fixture(scope="module")
def article():
    return read_article(paths.SHIPPED)


@pytest.fixture
def explore(article, tmp_path):
    (tmp_path / "article.txt").write_bytes(paths.SHIPPED.read_bytes())
    return Explorer(article, source=tmp_path / "article.txt")


def test_a_word_is_shown_in_all_its_forms(explore, article):
    found = explore.word("fight")
    assert isinstance(found, pd.DataFrame)
    assert found.equals(keywords.concordance(article, "fight")) or len(found) == 5
    assert list(found["sentence"]) == [1, 7, 11, 16, 25]
    assert "5\u00a0uses as fight, fighting" in found.page
    scores = sentiment.score(article).set_index("sentence")["score"]
    mean = scores[[1, 7, 11, 16, 25]].mean()
    assert f"{mean:+.2f}" in found.page


@pytest.mark.parametrize("term", ["nowhere", "", "the ministry of nothing"])
def test_a_word_that_is_not_there_is_told_so(explore, term):
    found = explore.word(term)
    assert len(found) == (0 if term else 17)  # without a word the leading one
    assert ("There is none." in found.page) == bool(term)


def test_a_speaker_has_the_sentences_that_count_for_him(explore, article):
    found = explore.speaker("Holod")
    body = article.body
    assert list(found["sentence"]) == list(body.loc[body["speaker"] == "Holod", "sentence"])
    assert "8\u00a0% of the words" in found.page
    assert explore.speaker()["sentence"].iloc[0] == 4  # Karabas, who has most
    assert explore.speaker("Nobody").empty


@pytest.mark.parametrize("k", [2, 4])
def test_strands_are_as_many_as_asked_for(explore, article, k):
    found = explore.strands(k)
    assert len(found) == k
    assert list(found["stability"]) == list(topics.describe(article, k)["stability"])


def test_a_sentence_is_taken_apart(explore, article):
    found = explore.sentence(12)
    parts = sentiment.contributions(article)
    parts = parts[parts["sentence"] == 12].set_index("word")["contribution"]
    heaviest = found.iloc[0]
    assert (heaviest["which"], heaviest["value"]) == ("disappointed", parts.abs().max() * -1)
    near = found[found["what"] == "likeness"]
    assert len(near) == 3
    assert near["value"].is_monotonic_decreasing
    assert explore.sentence()["value"].notna().any()


@pytest.mark.parametrize("number", [-1, 27, 999])
def test_a_sentence_that_is_not_there_is_refused(explore, number):
    with pytest.raises(InputError, match="Give 1 to 26"):
        explore.sentence(number)
    with pytest.raises(InputError, match="Give 1 to 26"):
        explore.correct(number, "Anna Weber")


def test_a_correction_is_written_and_a_later_one_takes_its_place(explore, tmp_path):
    explore.correct(3, "Holod")
    explore.correct(5, "", remark="the author tells it")
    shown = explore.correct(3, "Anna “$x” Weber, Jr.")
    with (tmp_path / "article.corrections.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert rows[1:] == [
        ("5", "speaker", "", "the author tells it"),
        ("3", "speaker", "Anna “$x” Weber, Jr.", ""),
    ]
    again = read_article(tmp_path / "article.txt").sentences
    assert again["speaker"].iloc[2] == "Anna “$x” Weber, Jr."
    assert "5 is the author and 3 is Anna “$x” Weber, Jr." in shown.page
    assert len(shown) == 26


def test_asking_alone_writes_nothing(explore, tmp_path):
    explore.correct()
    assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_gets_an_answer(text):
    explore = Explorer(read_article(text + "\n"))
    for ask in (explore.word, explore.speaker, explore.strands, explore.sentence, explore.correct):
        made = ask()
        assert "<b>more" not in made.page
        bundle = made._repr_mimebundle_()
        assert bundle["text/html"] == made.page
        assert set(bundle) == {"text/html", "text/plain"}  # no kernel, no widget


def page(box) -> str:
    """Return the table that a picker shows, below its buttons to sort it."""
    return box.children[1].children[1].value


def test_the_picker_answers_for_another_choice(explore, monkeypatch):
    monkeypatch.setattr(tables, "live", lambda: True)
    asked = explore.word("fight")
    assert "application/vnd.jupyter.widget-view+json" in asked._repr_mimebundle_()
    box = asked.picker()
    assert page(box) == asked.page
    box.children[0].value = "oust"
    assert page(box) == explore.word("oust").page
    box = explore.strands().picker()
    box.children[0].value = 4
    assert page(box) == explore.strands(4).page
    box = explore.sentence(12).picker()
    box.children[0].value = 3
    assert page(box) == explore.sentence(3).page


def test_the_button_writes_a_correction_down(explore, tmp_path):
    box = explore.correct().picker()
    number, name, button = box.children[0].children
    number.value, name.value = 4, " Anna Weber "
    button.click()
    assert "4 is Anna Weber" in page(box)
    assert "4,speaker,Anna Weber," in (tmp_path / "article.corrections.csv").read_text("utf-8")


# --- the checks of the exercises, against what is known of the shipped article

ANSWERS = [
    ("sentences", (24,), True),
    ("sentences", (25,), False),
    ("speaker", ("karabas",), True),
    ("speaker", ("Holod",), False),
    ("speaker", ("Nobody",), False),
    ("voice", (10, "quotation"), True),
    ("voice", (10, "narration"), False),
    ("voice", (99, "narration"), False),
    ("key_word", ("Russian",), True),
    ("key_word", ("banana",), False),
    ("firm_phrase", ("banana",), False),
    ("heaviest", (12, "disappointed"), True),
    ("heaviest", (12, "war"), False),
    ("lean", ("neither",), True),
    ("lean", ("negative",), False),
    ("themes", ("one",), True),
    ("themes", ("several",), False),
    ("unusual", ("word variety",), True),
    ("unusual", ("tone",), False),
    ("unusual", (3,), False),
    ("sentences", ("many",), False),
]


@pytest.fixture(scope="module")
def check(article):
    return Checks(article)


@pytest.mark.parametrize(("question", "answer", "holds"), ANSWERS)
def test_a_check_says_whether_and_why(check, question, answer, holds):
    told = getattr(check, question)(*answer).data
    assert told.startswith("**Holds.**" if holds else "**Does not hold.**")
    assert len(told.split()) > 4


@pytest.mark.parametrize("question", sorted({question for question, _, _ in ANSWERS}))
def test_without_an_answer_there_is_no_verdict(check, question):
    assert "Put your answer" in getattr(check, question)(...).data


@pytest.mark.parametrize("wrong", [20, 30])
def test_a_wrong_count_does_not_give_the_right_one_away(check, wrong):
    assert "24" not in check.sentences(wrong).data


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("question", sorted({question for question, _, _ in ANSWERS}))
def test_any_text_gets_a_verdict_and_no_number_that_is_none(text, question):
    given = next(answer for asked, answer, _ in ANSWERS if asked == question)
    told = getattr(Checks(read_article(text + "\n")), question)(*given).data
    assert told.startswith(("**Holds.**", "**Does not hold.**"))
    assert "nan" not in told
    assert "not known" not in told
