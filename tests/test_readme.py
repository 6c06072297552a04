"""The README says what the results say, and its commands are the Makefile's."""

import json
import re
from pathlib import Path

import pandas as pd
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
            "{} has {} of the words, after the author, who has {}. ",
            [
                ("article.speaker.1", str, "value"),
                ("article.speaker.1.share", prose.percent, "value"),
                ("article.narration.share", prose.percent, "value"),
            ],
        ),
        (
            "{} on average, on a scale from −1 to +1 (95 % interval {} to {}, {} sentences)",
            [
                ("sentiment.mean", prose.signed, "value"),
                ("sentiment.mean", prose.signed, "low"),
                ("sentiment.mean", prose.signed, "high"),
                ("sentiment.mean", prose.count, "n"),
            ],
        ),
    ],
)
def test_every_number_of_the_lead_is_computed(template, values):
    sentence = template.format(*(written(*value) for value in values))
    assert sentence in README


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ("F1 of the first ten against readers’ phrases, percent", "(DUC-2001) | {:.1f} |"),
        ("F1 of the first ten against readers’ words, percent", "(500N-KPCrowd) | {:.1f} |"),
        ("agreement with the stories of a mixture, adjusted Rand index", "(BBC mixed) | .{:.0f} |"),
        ("error Pk, smaller is better", "less is better | .{:02.0f} |"),
    ],
)
def test_how_good_it_is_stands_in_the_card(measure, text):
    value = pd.read_csv(ROOT / "src/closereading/data/card.csv").set_index("measure")["value"]
    shown = value[measure] if value[measure] > 1 else 100 * value[measure]
    assert text.format(shown) in README


def test_the_sentences_of_the_lead_are_the_articles():
    article = " ".join((ROOT / "data" / "article.txt").read_text("utf-8").split())
    rows = re.findall(
        r"^\| \d+ \| [^|]+ \| ([^|]+) \|", (ROOT / "README.md").read_text("utf-8"), re.M
    )
    assert len(rows) >= 4
    for row in rows:
        assert row.replace("**", "").replace("…", "").strip() in article


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
