"""The grades, their rules, and the words of every finding in every case."""

import re
from pathlib import Path

import making
import pandas as pd
import pytest

from closereading import book, paths
from closereading.report import findings, grades, manuscript

FOLDER = Path(findings.__file__).parent / "templates"


def entry(value, low=None, high=None, **cell):
    return book.number(value, low=low, high=high, n=20, unit="u", method="m", **cell)


@pytest.mark.parametrize(
    ("share", "grade"),
    [
        (None, "not supported"), (0.0, "not supported"), (0.49, "not supported"),
        (0.5, "suggestive"), (0.79, "suggestive"), (0.8, "firm"), (1.0, "firm"),
    ],
)  # fmt: skip
def test_by_share(share, grade):
    assert grades.by_share(share) == grade


@pytest.mark.parametrize(
    ("value", "low", "high", "questions", "grade"),
    [
        (0.1, -0.1, 0.3, 1, "not supported"),
        (0.1, 0.0, 0.3, 1, "not supported"),
        (0.1, None, None, 1, "not supported"),
        (None, None, None, 1, "not supported"),
        # Student's t of 19 degrees: one question widens by 2.093 / 1.96, five by 2.861 / 1.96.
        (0.1, 0.01, 0.2, 1, "firm"),  # 0.1 - 1.068 * 0.09 is above zero
        (0.1, 0.005, 0.2, 1, "suggestive"),  # 0.1 - 1.068 * 0.095 is below
        (0.1, 0.03, 0.2, 5, "suggestive"),  # 0.1 - 1.460 * 0.07 is below
        (0.1, 0.035, 0.2, 5, "firm"),  # 0.1 - 1.460 * 0.065 is above
        (-0.1, -0.2, -0.03, 5, "suggestive"),
        (-0.1, -0.2, -0.035, 5, "firm"),
    ],
)
def test_by_interval(value, low, high, questions, grade):
    assert grades.by_interval(entry(value, low, high), questions=questions) == grade


def test_few_sentences_widen_more():
    seven = book.number(0.1, low=0.05, high=0.15, n=7, unit="u", method="m")
    # Six degrees, five questions: 3.707 / 1.96 = 1.891 times 0.05 leaves 0.005.
    assert grades.by_interval(seven, questions=5) == "firm"
    assert grades.by_interval(seven | {"n": 5}, questions=5) == "suggestive"  # 4.604 / 1.96


@pytest.mark.parametrize(
    ("right", "n", "grade"),
    [
        # Wilson's lower end: .487, .490, .548, .438, .445 and .542.
        (6, 7, "not supported"), (8, 10, "not supported"), (12, 15, "firm"),
        (3, 3, "not supported"), (16, 25, "not supported"), (64, 100, "suggestive"),
        (0, 5, "not supported"), (0, 0, "not supported"),
    ],
)  # fmt: skip
def test_a_share_of_sentences_must_be_surely_more_than_half(right, n, grade):
    assert grades.by_share(right / n if n else 0.0, n=n) == grade


@pytest.mark.parametrize(
    ("p", "questions", "grade"),
    [
        (None, 5, "not supported"), (0.051, 5, "not supported"), (0.05, 5, "suggestive"),
        (0.0101, 5, "suggestive"), (0.01, 5, "firm"), (0.05, 1, "firm"),
    ],
)  # fmt: skip
def test_by_chance(p, questions, grade):
    assert grades.by_chance(p, questions=questions) == grade


def test_weakest():
    assert grades.weakest("firm", "suggestive", "firm") == "suggestive"
    assert grades.weakest("suggestive", "not supported") == "not supported"
    assert grades.weakest("firm") == "firm"


def test_the_difference_of_two_means_by_hand():
    numbers = {
        "sentiment.quotation": entry(0.2, 0.1, 0.4),
        "sentiment.narration": entry(-0.1, -0.3, 0.0),
    }
    found = findings.derived(numbers)[findings.DIFFERENCE]
    assert found["value"] == pytest.approx(0.3)
    assert found["low"] == pytest.approx(0.3 - (0.1**2 + 0.1**2) ** 0.5)
    assert found["high"] == pytest.approx(0.3 + (0.2**2 + 0.2**2) ** 0.5)
    assert found["n"] == 20
    assert findings.derived({"sentiment.quotation": entry(0.2)}) == {}
    few = numbers | {"sentiment.quotation": numbers["sentiment.quotation"] | {"n": 4}}
    assert findings.derived(few) == {}


@pytest.mark.parametrize(
    "path",
    sorted([*FOLDER.glob("findings/*.md"), FOLDER / "report.md"]),
    ids=lambda path: path.stem,
)
def test_no_digit_is_typed(path):
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"[^\n]*\d[^\n]*", text.replace("sha256", "")) == []


def test_every_template_is_asked_for():
    named = {question.name for question in findings.ASKED}
    assert {path.stem for path in FOLDER.glob("findings/*.md")} == named
    figures = [figure for question in findings.ASKED for figure in question.figures]
    assert len(figures) == len(set(figures))


def test_an_unknown_number_stops_the_report():
    with pytest.raises(KeyError, match="no number called"):
        findings.make({})


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    out = tmp_path_factory.mktemp("shipped")
    article = making.parts(paths.SHIPPED, out)
    numbers = book.load(article=article, out=out)
    speakers = pd.read_csv(out / "report/tables/speakers.csv")
    return numbers | findings.derived(numbers) | findings.named(speakers)


def said(numbers, **changed) -> dict[str, str]:
    """The findings' names and headlines, with some numbers changed."""
    numbers = dict(numbers)
    for key, new in changed.items():
        key = key.replace("__", ".")
        numbers[key] = numbers[key] | new
    return {
        finding.name: (finding.strength, manuscript.words(finding.texts["headline"]).strip())
        for finding in findings.make(numbers)
    }


def test_strongest_first(shipped):
    order = [grades.GRADES.index(finding.strength) for finding in findings.make(shipped)]
    assert order == sorted(order)


def test_every_finding_says_everything(shipped):
    for finding in findings.make(shipped):
        for name in ("headline", "claim", "text", "doubt", "check"):
            text = manuscript.words(finding.texts[name]).strip()
            assert text, (finding.name, name)
            assert "  " not in text, (finding.name, name)
            assert not re.search(r"\s[,.;:)]|None|nan|not known", text), (finding.name, name, text)
        assert finding.keys, finding.name


def test_what_is_known_of_the_shipped_article(shipped):
    found = said(shipped)
    assert found["tone"][0] == "not supported"
    assert found["themes"][0] == "not supported"
    assert found["themes"][1].startswith("One theme")
    assert found["models"][0] == "not supported"
    assert "Karabas" in found["voices"][1]
    assert found["cleaning"] == ("firm", "1\u00a0sentence of the file is not part of the article")


@pytest.mark.parametrize(
    ("changed", "name", "grade", "words"),
    [
        ({"sentiment__mean": {"value": -0.3, "low": -0.4, "high": -0.2}}, "tone", "firm",
         "The tone leans negative"),
        ({"sentiment__mean": {"value": 0.3, "low": 0.01, "high": 0.5}}, "tone", "suggestive",
         "The tone leans positive"),
        ({"sentiment__mean": {"value": None, "low": None, "high": None}}, "tone", "not supported",
         "No tone"),
        ({"topics__verdict": {"value": "several themes"}, "topics__agree": {"value": False}},
         "themes", "suggestive", "The text may hold several themes"),
        ({"topics__verdict": {"value": "several themes"}, "topics__p": {"value": 0.001}},
         "themes", "firm", "The text holds several themes"),
        ({"topics__verdict": {"value": "ordinary variation"}}, "themes", "not supported",
         "One story"),
        ({"article__speakers": {"value": 0}}, "voices", "firm", "no one by name"),
        ({"article__residue": {"value": 0}, "article__metadata": {"value": 0}}, "cleaning",
         "not supported", "Nothing but the article"),
        ({"article__metadata": {"value": 0}}, "cleaning", "suggestive", "1\u00a0sentence of"),
        ({"sentiment__turn.p": {"value": 0.001}, "sentiment__turn.sentence": {"value": 9},
          "sentiment__turn.before": {"value": -0.2}, "sentiment__turn.after": {"value": 0.3}},
         "turn", "firm", "The tone rises at sentence 9"),
        ({"keywords__verdict": {"value": "too short"}}, "words", "not supported", "too short"),
        ({"sentiment__mean": {"n": 4, "value": -0.3, "low": -0.4, "high": -0.2}}, "tone",
         "not supported", "4\u00a0sentences are too few for a tone"),
        ({"article__narration.share": {"value": 0.1}}, "voices", "firm", "Karabas speaks most: 30"),
        ({"article__narration.share": {"value": 0.6}}, "voices", "firm",
         "Karabas speaks most after the author: 30"),
        ({"topics__models.f1": {"value": 0.92}}, "models", "not supported", "is nearly one word"),
        ({"topics__verdict": {"value": "too short"}}, "models", "not supported",
         "too short for a topic model"),
    ],
)  # fmt: skip
def test_other_numbers_say_other_things(shipped, changed, name, grade, words):
    strength, headline = said(shipped, **changed)[name]
    assert strength == grade
    assert words in headline


def text(numbers, name, **changed) -> str:
    """The text of a finding, with some numbers changed."""
    numbers = dict(numbers)
    for key, new in changed.items():
        key = key.replace("__", ".")
        numbers[key] = numbers.get(key, entry(None)) | new
    (found,) = [finding for finding in findings.make(numbers) if finding.name == name]
    return manuscript.words(found.texts["text"]).replace("\u00a0", " ").strip()


@pytest.mark.parametrize(
    ("name", "changed", "there", "gone"),
    [
        ("words", {"keywords__firm.words": {"value": 1}}, "1 stays in at least", "1 stay "),
        ("words", {"keywords__firm.words": {"value": 0}}, "none stays in at least", "0 stay"),
        ("words", {"keywords__gathered": {"value": "Putin"}, "keywords__even": {"value": "Putin"}},
         "These content words", "spread most evenly"),
        ("phrases", {"keywords__repeated": {"value": 0}}, "none stands in the text", "0 stand"),
        ("keyness", {"keywords__key": {"value": 1}}, "1 word of", "are commoner"),
        ("voices", {"article__narration.sentences": {"value": 0}}, "No sentence is in the author",
         "0 sentences"),
        ("voices", {"article__narration.sentences": {"value": 1}}, "1 sentence is in the author",
         "1 sentence are"),
        ("voices", {}, "In 10 of 11 sentences in which somebody else speaks, the speaker is named: "
         "Karabas (7 sentences, 136 words), Holod (3 sentences, 35 words).", "first of all"),
        ("voices", {"article__speakers": {"value": 0}, findings.NAMED: {"value": 0}},
         "In none of 11 sentences in which somebody else speaks is the speaker named.", "Holod"),
        ("voices", {"article__speakers": {"value": 0}, findings.NAMED: {"value": 0, "n": 1}},
         "In the one sentence in which somebody else speaks the speaker is not named.", "none of"),
        ("tone", {"sentiment__mean": {"n": 4, "low": -0.3, "high": -0.1}},
         "Of fewer than 5 sentences each one decides the mean", "zero lies"),
        ("tone", {"sentiment__percentile": {"value": 0.2}}, "hardly one has a lower", "0 in a"),
        ("turn", {"sentiment__turn.p": {"value": 0.051}}, "and 5.1 % of the orders", "and 5 %"),
        ("themes", {"topics__probability": {"value": 0.57}},
         "at 57 %; it says “several themes” only above 60 %", "at 57 %. The"),
        ("themes", {"topics__percentile": {"value": 0.001}}, "hardly one is less", "0 % are"),
        ("strands", {"topics__order.p": {"value": 0.005}, "topics__cuts": {"value": 4}},
         "which one story can do too", "No cut"),
        ("models", {"topics__verdict": {"value": "too short"}, "topics__n": {"value": 4}},
         "The text is too short for one, yet it answers. Two runs", "too few"),
        ("voices", {findings.NAMED: {"value": 1, "n": 1}},
         "In the one sentence in which somebody else speaks, the speaker is named: Karabas",
         "1 of 1"),
        ("themes", {"topics__verdict": {"value": "too short"}, "topics__shared": {"value": 1}},
         "and 1 word that occurs in more than one of them, a text of one", "occur in"),
        ("tone", {"article__foreign": {"value": 2}}, "2 paragraphs are not in English, and",
         "is not in"),
        ("words", {"keywords__gathered.dispersion": {"value": 0.0}}, "These content words",
         "spread most evenly"),
        ("tone", {"sentiment__mean": {"low": -0.06, "high": -0.004}}, "−0.06 to −0.004; zero lies",
         "0.00;"),
        ("tone", {"sentiment__positive": {"value": 0}}, "none positive and", " 0 "),
        ("keyness", {"keywords__key": {"value": 4}}, "tested. How often each", "first of them"),
        ("themes", {"topics__probability": {"value": 0.996}}, "above 99 %", "100 %;"),
        ("strands", {"topics__order.p": {"value": 0.02}}, "stories have too. No cut is drawn",
         "can be cut as well, so"),
        ("strands", {"topics__order.p": {"value": 0.005}, "topics__cuts": {"value": 1}},
         "and 1 cut is drawn", "No cut"),
        ("strands", {"topics__order.p": {"value": 0.4}}, "40 % of shuffled orders can be cut as "
         "well, so no cut is drawn", "single stories have too"),
        ("cleaning", {"article__residue": {"value": 0}, "article__metadata": {"value": 0},
                      "article__notes": {"value": 0}}, "found nothing", "What else"),
        ("voices", {"article__quotation.sentences": {"value": 0},
                    "article__reported.sentences": {"value": 0},
                    "article__narration.sentences": {"value": 1}},
         "The one sentence is told", "All"),
        ("tone", {"sentiment__mean": {"low": None, "high": None}}, "A mean needs more",
         "zero lies"),
        ("cleaning", {"article__duplicates": {"value": 1}}, "1 paragraph repeats", "repeat an"),
    ],
)  # fmt: skip
def test_singular_plural_and_none(shipped, name, changed, there, gone):
    said = text(shipped, name, **changed)
    assert there in said
    assert gone not in said


def test_what_is_not_ranked_shows_no_ranking(shipped):
    numbers = shipped | {"keywords.verdict": shipped["keywords.verdict"] | {"value": "too short"}}
    figures = {finding.name: finding.figures for finding in findings.make(numbers)}
    assert figures["words"] == figures["phrases"] == ()
    assert figures["keyness"]


@pytest.mark.parametrize(
    ("corrected", "grade", "headline"),
    [(0.3, "not supported", "nothing measured is unusual"), (0.04, "suggestive", "it is gloomier"),
     (0.005, "firm", "it is gloomier")],
)  # fmt: skip
def test_many_looks_are_corrected_for(shipped, corrected, grade, headline):
    numbers = dict(shipped)
    for key, value in {
        "looked": 8, "others": 397, "kind": "ordinary news stories", "edge": 1,
        "unusual": int(corrected <= 0.05), "rank.1": "tone", "rank.1.p": 0.005,
        "rank.1.corrected": corrected, "rank.1.reading": "gloomier than nearly all of them",
    }.items():  # fmt: skip
        numbers[f"context.{key}"] = entry(value)
    found = said(numbers)["among"]
    assert found[0] == grade
    assert headline in found[1]
    short = said(numbers, article__sentences={"value": 7})["among"]
    assert short[0] == "not supported"
    assert short[1].startswith("Too short to be placed among 397")
