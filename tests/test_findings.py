"""The grades, their rules, and the words of every finding in every case."""

import re
from pathlib import Path

import making
import pytest

from closereading import paths, results
from closereading.reporting import findings, grades, manuscript

FOLDER = Path(findings.__file__).parents[1] / "templates"


def entry(value, low=None, high=None, **cell):
    return results.number(value, low=low, high=high, n=20, unit="u", method="m", **cell)


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
        (0.1, 0.01, 0.2, 1, "firm"),
        # Five questions widen by 2.576 / 1.960 = 1.314: 0.1 - 1.314 * 0.09 is below zero.
        (0.1, 0.01, 0.2, 5, "suggestive"),
        (0.1, 0.03, 0.2, 5, "firm"),
        (-0.1, -0.2, -0.01, 5, "suggestive"),
        (-0.1, -0.2, -0.03, 5, "firm"),
    ],
)
def test_by_interval(value, low, high, questions, grade):
    assert grades.by_interval(entry(value, low, high), questions=questions) == grade


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
    assert found["n"] == 40
    assert findings.derived({"sentiment.quotation": entry(0.2)}) == {}


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
    making.parts(paths.SHIPPED, out)
    numbers = results.load(out=out)
    return numbers | findings.derived(numbers)


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
         "themes", "suggestive", "The text holds several themes"),
        ({"topics__verdict": {"value": "ordinary variation"}}, "themes", "not supported",
         "One story"),
        ({"article__speakers": {"value": 0}}, "voices", "firm", "no one by name"),
        ({"article__residue": {"value": 0}, "article__metadata": {"value": 0}}, "cleaning", "firm",
         "Nothing had to be cleaned"),
        ({"sentiment__turn.p": {"value": 0.001}, "sentiment__turn.sentence": {"value": 9},
          "sentiment__turn.before": {"value": -0.2}, "sentiment__turn.after": {"value": 0.3}},
         "turn", "firm", "The tone rises at sentence 9"),
        ({"keywords__verdict": {"value": "too short"}}, "words", "not supported", "too short"),
    ],
)  # fmt: skip
def test_other_numbers_say_other_things(shipped, changed, name, grade, words):
    strength, headline = said(shipped, **changed)[name]
    assert strength == grade
    assert words in headline
