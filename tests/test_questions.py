"""The questions of the report: each rule made true and made false, and the words of each case."""

import re
from pathlib import Path

import making
import pytest

from closereading import book, paths, read_article
from closereading.report import claims, derived, manuscript, questions
from closereading.report.claims import LIKELY, OPEN, SURE

FOLDER = Path(questions.__file__).parent / "templates"
ASKED = {question.key: question for question in questions.ASKED}


def entry(value, low=None, high=None, n=20, **cell):
    return book.number(value, low=low, high=high, n=n, unit="u", method="m", **cell)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    out = tmp_path_factory.mktemp("shipped")
    article = making.parts(paths.SHIPPED, out)
    numbers = book.load(article=article, out=out)
    numbers |= derived.added(article, numbers)[0]
    for key, value in {
        "looked": 8, "others": 397, "kind": "ordinary news stories", "edge": 0, "unusual": 0,
        "rank.1": "tone", "rank.1.p": 0.3, "rank.1.corrected": 1.0,
        "rank.1.reading": "gloomier than nearly all of them",
    }.items():  # fmt: skip
        numbers[f"context.{key}"] = entry(value)
    return numbers


def said(key, numbers, part="answer"):
    """A part of an answer as bare text."""
    (made,) = [made for made in questions.answer(numbers) if made.key == key]
    return " ".join(manuscript.words(getattr(made, part)).split())


def changed(numbers, changes):
    """Some numbers with other values; a plain value stands for ``{"value": …}``."""
    made = dict(numbers)
    for key, new in changes.items():
        new = new if isinstance(new, dict) else {"value": new}
        made[key] = made.get(key, entry(None)) | new
    return made


def without(numbers, *starts):
    return {key: made for key, made in numbers.items() if not key.startswith(starts)}


NOBODY = {"article.quotation.sentences": 0, "article.reported.sentences": 0,
          "findings.voices.marks": 0}  # fmt: skip
SHORT = {"keywords.verdict": {"value": "too short", "n": 20}}


def test_what_looks_like_turns_and_how_often_speakers_are_right_are_counted():
    article = read_article("It rained. Why? Ann Lee said it was late.\n\n- No one came.\n")
    found = derived.spoken(article)
    assert found["findings.voices.turns"]["value"] == 2
    assert found["findings.voices.right"]["n"] == 1
    assert 0.9 < found["findings.voices.right"]["value"] < 0.97
    assert "findings.voices.right" not in derived.spoken(read_article("It rained. It blew.\n"))


@pytest.mark.parametrize(
    ("key", "changes", "words", "sure", "told"),
    [
        ("voices.speaks", {}, "Karabas, after the author: 30 % of the words. The author has 57 %, "
         "Holod 8 %.", SURE, True),
        ("voices.speaks", {"article.narration.share": 0.1}, "Karabas: 30 %", SURE, True),
        ("voices.speaks", {"article.speaker.2.words": 100}, "Karabas, after", LIKELY, True),
        ("voices.speaks", {"article.speaker.2.words": 120}, "Karabas and Holod have about as much, "
         "8 % to 30 % of the words each", LIKELY, True),
        ("voices.speaks", {"article.speaker.2.words": 120, "article.speaker.3": "Ann",
                           "article.speaker.3.words": 119, "article.speaker.3.share": 0.301,
                           "article.speaker.3.sentences": 5},
         "Karabas, Holod and Ann have about as much, 30 % of the words each", LIKELY, True),
        ("voices.speaks", {"article.speaker.1": "Ann Karabas", "article.speaker.2": "Karabas"},
         "The author has 57 %.", LIKELY, True),
        ("voices.speaks", {"article.speakers": 1}, "by name only Karabas, who has 30 %", SURE,
         True),
        ("voices.speaks", {"article.speakers": 0, "findings.voices.named": 0}, "11 sentences "
         "are somebody else’s, nobody’s by name.", LIKELY, True),
        ("voices.speaks", NOBODY, "Only the author, as far as the rules see: they find no "
         "quotation and no reported speech.", SURE, True),
        ("voices.speaks", NOBODY | {"findings.voices.marks": 2}, "though quotation marks stand in "
         "2 sentences", LIKELY, True),
        ("voices.speaks", NOBODY | {"findings.voices.turns": 3}, "Only the author", LIKELY, True),
        ("voices.speaks", {"findings.voices.named": {"value": 4}}, "Of those whom the "
         "rules could name, Karabas: 30 %", LIKELY, True),
        ("voices.silent", {}, "Vladimir Putin, named 5 times.", LIKELY, True),
        ("voices.silent", {"findings.silent.1": None, "findings.silent.1.mentions": None},
         "Nobody was found", LIKELY, False),
        ("keywords.lead", {}, "“Russian” (17 times), “Ukraine” (14 times) and “battalion” (5",
         SURE, True),
        ("keywords.lead", {"keywords.word.5.count": 15}, "“Russian” (17 times), “fighters” (15 "
         "times) and “Ukraine” (14 times).", LIKELY, True),
        ("keywords.lead", {"keywords.word.2.stability": 0.6}, "“Ukraine” (14 times)", LIKELY, True),
        ("keywords.lead", {"keywords.word.2.stability": 0.4}, "“Russian” (17 times), “battalion” "
         "(5 times) and “Karabas” (5", LIKELY, True),
        ("keywords.lead", {f"keywords.word.{k}.stability": 0.4 for k in range(1, 6)},
         "No word leads that would lead in other sentences too.", OPEN, False),
        ("keywords.lead", {f"keywords.word.{k}.count": 2 for k in range(2, 6)},
         "“Russian” (17 times).", SURE, True),
        ("keywords.lead", SHORT, "too short", OPEN, False),
        ("keywords.phrases", SHORT, "too short", OPEN, False),
        ("keywords.phrases", {"keywords.about.1": "old bridge", "keywords.about.1.count": 3},
         "“old bridge” (3 times)", LIKELY, True),
        ("keywords.phrases", {"keywords.about.1": None}, "None of the leading ones stands in two",
         LIKELY, False),
        ("sentiment.tone", {}, "It cannot be told: the average of −0.02 may as well be zero", OPEN,
         False),
        ("sentiment.tone", {"sentiment.verdict": "neutral"}, "Close to neutral", LIKELY, True),
        ("sentiment.tone", {"sentiment.verdict": "positive",
                            "sentiment.mean": {"value": 0.2, "low": 0.1, "high": 0.3},
                            "sentiment.percentile": {"value": 99.0, "low": 80.0, "high": 100.0}},
         "It leans positive: +0.20 on average, on a scale from −1 to +1 (+0.10 to +0.30); brighter "
         "than 99 % of", SURE, True),
        ("sentiment.tone", {"sentiment.verdict": "negative",
                            "sentiment.mean": {"value": -0.2, "low": -0.3, "high": -0.001},
                            "sentiment.percentile": {"value": 8.0, "low": 3.0, "high": 60.0}},
         "(−0.30 to −0.001).", LIKELY, True),
        ("sentiment.tone", {"sentiment.verdict": "unknown"}, "It is not scored", OPEN, False),
        ("sentiment.tone", {"sentiment.verdict": "too few", "sentiment.mean": {"n": 4}},
         "4 sentences are too few", OPEN, False),
        ("sentiment.speech", {"findings.speech.difference":
                              {"value": 0.05, "low": -0.02, "high": 0.12}},
         "No difference can be shown", OPEN, False),
        ("sentiment.speech", {"findings.speech.difference":
                              {"value": -0.3, "low": -0.35, "high": -0.25, "n": 20}},
         "Yes, they are darker", SURE, True),
        ("sentiment.speech", {"findings.speech.difference": {"value": 0.3, "low": 0.01,
                                                             "high": 0.5}},
         "Yes, they are brighter", LIKELY, True),
        ("sentiment.turn", {}, "No turn can be shown.", OPEN, False),
        ("sentiment.turn", {"sentiment.turn.p": 0.005, "sentiment.turn.sentence": 9,
                            "sentiment.turn.before": -0.2, "sentiment.turn.after": 0.1},
         "Yes, at sentence 9 it rises, from −0.20 to +0.10", SURE, True),
        ("sentiment.turn", {"sentiment.turn.p": 0.03, "sentiment.turn.sentence": 9,
                            "sentiment.turn.before": 0.2, "sentiment.turn.after": -0.1},
         "it falls", LIKELY, True),
        ("sentiment.turn", {"sentiment.turn.p": None}, "too short", OPEN, False),
        ("topics.several", {}, "No sign of it.", LIKELY, False),
        ("topics.several", {"topics.power.sizes": 0}, "one could hide", OPEN, False),
        ("topics.several", {"topics.verdict": "too short"}, "too short", OPEN, False),
        ("topics.several", {"topics.verdict": "several themes", "topics.p": 0.001,
                            "topics.cuts": 2}, "Yes: its sentences fall into groups as they do "
         "where stories are mixed. Read in order, it turns to something else twice.", SURE, True),
        ("topics.several", {"topics.verdict": "several themes", "topics.agree": False},
         "It cannot be told: one of two tests says so", OPEN, False),
        ("topics.several", {"topics.verdict": "several themes", "topics.p": 0.02}, "Yes: its",
         LIKELY, True),
        ("context.unusual", {}, "Not in 8 measures beside 397 ordinary news stories.", LIKELY,
         False),
        ("context.unusual", {"context.unusual": 1, "context.rank.1.corrected": 0.04},
         "It is gloomier than nearly all of them", LIKELY, True),
        ("context.unusual", {"context.unusual": 1, "context.rank.1.corrected": 0.005}, "It is",
         SURE, True),
        ("context.unusual", {"article.sentences": 7, "context.unusual": 1,
                             "context.rank.1.corrected": 0.005}, "It cannot be compared", OPEN,
         False),
        ("context.unusual", {"context.looked": 0}, "It cannot be compared", OPEN, False),
        ("measures.ease", {}, "“Fairly difficult” by Flesch’s formula: 54", LIKELY, False),
        ("measures.ease", {"article.ease": 5.0}, "formula: 5", LIKELY, True),
        ("measures.ease", {"article.ease": None, "article.ease.reading": "not computed: x"},
         "It is not computed: x.", LIKELY, False),
        ("reading.residue", {}, "No: 1 sentence is no part of it (“Will get help.”)", LIKELY, True),
        ("reading.residue", {"article.residue": 0}, "No: “date 2023-12-14” was taken off.", SURE,
         False),
        ("reading.residue", {"article.residue": 0, "article.duplicates": 2},
         "2 paragraphs repeat an earlier one", SURE, True),
        ("reading.residue", {"article.residue": 0, "article.metadata": 0}, "Nothing else was found",
         LIKELY, False),
    ],
)  # fmt: skip
def test_each_rule_both_ways(shipped, key, changes, words, sure, told):
    numbers, question = changed(shipped, changes), ASKED[key]
    assert words in said(key, numbers)
    grade, weight = question.judge(numbers)
    assert grade == sure
    assert (weight > 0) == told


@pytest.mark.parametrize(
    ("key", "changes", "there", "gone"),
    [
        ("voices.speaks", {"article.narration.sentences": 1}, "1 sentence is the author’s",
         "are t"),
        ("voices.speaks", {}, "Karabas: 7 sentences, 136 words, 30 % (10 % to 51 % if", "None"),
        ("keywords.phrases", {"keywords.repeated": 0}, "none stands in the text", "0 stand"),
        ("sentiment.tone", {"sentiment.positive": 1}, "negative, 1 positive", "None"),
        ("sentiment.tone", {"article.foreign": 2}, "2 paragraphs are not in English", "is not in"),
        ("sentiment.turn", {"sentiment.turn.p": 0.051}, "found in 5.1 % of", "5 % of the orders "),
        ("topics.several", {"topics.probability": 0.57}, "at 57 %; it says “several” only above "
         "60 %", "at 57 %."),
        ("topics.several", {"topics.probability": 0.996}, "above 99 %", "100 %."),
        ("topics.several", {"topics.agree": False}, "A second test", "None"),
        ("reading.residue", {"article.sentences": 1}, "1 counts as", "1 count as"),
    ],
)  # fmt: skip
def test_details_agree_with_their_numbers(shipped, key, changes, there, gone):
    text = said(key, changed(shipped, changes), "detail")
    assert there in text
    assert gone not in text


def test_the_brief_takes_what_says_most_and_nothing_that_says_nothing(shipped):
    made = questions.brief(questions.answer(shipped))
    keys = [statement.key for statement in made]
    assert keys[0] == "voices.speaks"
    assert {"topics.several", "sentiment.turn", "sentiment.tone"}.isdisjoint(keys)
    # What says little only fills a brief up to four.
    assert "keywords.phrases" not in keys
    few = changed(shipped, {"findings.silent.1.mentions": 0})
    assert len(questions.brief(questions.answer(few))) == questions.FEWEST
    rare = changed(shipped, {"context.unusual": 1, "context.rank.1.corrected": 0.005})
    assert questions.brief(questions.answer(rare))[0].key == "context.unusual"
    weights = [statement.weight for statement in made]
    assert weights == sorted(weights, reverse=True)
    assert len(questions.brief(questions.answer(rare), most=2)) == 2


def test_a_part_that_is_not_there_asks_no_question(shipped):
    keys = {made.key for made in questions.answer(without(shipped, "context."))}
    assert "context.unusual" not in keys
    assert "voices.speaks" in keys


def test_what_is_not_ranked_shows_no_ranking(shipped):
    for made in questions.answer(changed(shipped, SHORT)):
        if made.key.startswith("keywords"):
            assert made.figure is None
            assert made.places == ()


def test_an_unknown_number_stops_the_report():
    with pytest.raises(KeyError):
        questions.answer({"article.words": entry(3)})


@pytest.mark.parametrize(
    "path", sorted([*FOLDER.glob("questions/*.md"), FOLDER / "report.md"]), ids=lambda p: p.stem
)
def test_no_digit_is_typed(path):
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    text = text.replace("sha256", "").replace("−1 to +1", "")
    assert re.findall(r"[^\n]*\d[^\n]*", text) == []


def test_every_template_is_asked_for_and_no_grade_is_said():
    stems = {question.key.replace(".", "-") for question in questions.ASKED}
    assert {path.stem for path in FOLDER.glob("questions/*.md")} == stems
    figures = [question.figure for question in questions.ASKED if question.figure]
    assert len(figures) == len(set(figures)) <= 8
    assert len({question.key for question in questions.ASKED}) == len(questions.ASKED)
    for path in FOLDER.glob("*/*.md"):
        assert "not supported" not in path.read_text("utf-8"), path


def test_the_difference_of_two_means_by_hand():
    numbers = {
        "sentiment.quotation": entry(0.2, 0.1, 0.4),
        "sentiment.narration": entry(-0.1, -0.3, 0.0),
    }
    found = derived.difference(numbers)["findings.speech.difference"]
    assert found["value"] == pytest.approx(0.3)
    assert found["low"] == pytest.approx(0.3 - (0.1**2 + 0.1**2) ** 0.5)
    assert found["high"] == pytest.approx(0.3 + (0.2**2 + 0.2**2) ** 0.5)
    assert found["n"] == 20
    assert derived.difference({"sentiment.quotation": entry(0.2)}) == {}
    few = numbers | {"sentiment.quotation": numbers["sentiment.quotation"] | {"n": 4}}
    assert derived.difference(few) == {}
    assert claims.SURE in claims.MAY
