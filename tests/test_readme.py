"""The README says what the results say, and its commands are the Makefile's."""

import json
import re
from pathlib import Path

import pytest

from closereading import prose

ROOT = Path(__file__).parents[1]
README = " ".join((ROOT / "README.md").read_text("utf-8").split()).replace("\u00a0", " ")
NUMBERS = json.loads((ROOT / "report" / "results.json").read_text("utf-8"))["numbers"]


def written(key: str, writer, part: str = "value") -> str:
    return writer(NUMBERS[key][part]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("in {} words", [("article.words", prose.count, "value")]),
        (
            "The author has {} of the words, {} has {}",
            [
                ("article.narration.share", prose.percent, "value"),
                ("article.speaker.1", str, "value"),
                ("article.speaker.1.share", prose.percent, "value"),
            ],
        ),
        (
            "average is {} on a scale from −1 to +1 (95 % interval {} to {}, {} sentences)",
            [
                ("sentiment.mean", prose.signed, "value"),
                ("sentiment.mean", prose.signed, "low"),
                ("sentiment.mean", prose.signed, "high"),
                ("sentiment.mean", prose.count, "n"),
            ],
        ),
        ("calls the text {}", [("findings.scorers.whole", prose.signed, "value")]),
        (
            "{} of {} copies",
            [("topics.atleast", prose.count, "value"), ("topics.copies", prose.count, "value")],
        ),
    ],
)
def test_every_number_of_the_lead_is_computed(template, values):
    sentence = template.format(*(written(*value) for value in values))
    assert sentence in README


@pytest.mark.parametrize("target", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_every_link_leads_somewhere(target):
    assert (ROOT / target).exists()


def test_the_commands_are_the_makefiles():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert set(named) == {"report", "test", "lab"}
    for name in named:
        assert re.search(rf"^{name}:", makefile, re.M), name


def test_ci_calls_the_test_command():
    commands = [
        line
        for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["make test"]
