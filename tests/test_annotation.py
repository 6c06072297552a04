"""The annotated article: tints, voices, marks, and that it prints the article word for word."""

import pandas as pd
import pytest

from closereading import paths, prose
from closereading.article import read_article
from closereading.report import annotation

TEXT = """Floods close the bridge

The river rose again on Monday. The old bridge is closed, and nobody is happy.

"We hope it holds," said Anna Weber, the mayor. Trucks take the long way.
"""


def annotated(text=TEXT, scores=(), **marked):
    article = read_article(text)
    columns = ["sentence", "score", "low", "high", "label", "words"]
    marked = {name: pd.DataFrame(rows, columns=["start", "end"]) for name, rows in marked.items()}
    return article, annotation.sentences(article, pd.DataFrame(scores, columns=columns), marked)


@pytest.mark.parametrize(
    ("score", "tint"),
    [(None, ""), (float("nan"), ""), (0.0, ""), (1.0, "p3"), (-1.0, "n3"),
     (annotation.STEPS[0], "p1"), (-annotation.STEPS[1], "n2")],
)  # fmt: skip
def test_tint(score, tint):
    assert annotation.tint(score) == tint


@pytest.mark.parametrize(
    ("low", "high", "open_"),
    [(-0.1, 0.2, True), (0.0, 0.2, True), (0.01, 0.2, False), (-0.2, -0.01, False),
     (None, None, True), (float("nan"), 0.2, True)],
)  # fmt: skip
def test_a_sign_is_uncertain_where_the_interval_holds_zero(low, high, open_):
    assert annotation.uncertain(low, high) is open_


def test_prints_every_sentence_as_it_stands():
    article, rows = annotated(q=[(3, 9), (9, 12), (0, len(TEXT))], up=[(30, 60)])
    for row, text in zip(rows, article.sentences["text"], strict=True):
        assert "".join(piece["text"] for piece in row["pieces"]) == text == row["text"]


def test_marks():
    hope, bridge = TEXT.index("hope"), TEXT.index("bridge is")
    _, rows = annotated(
        scores=[(4, 0.4, 0.1, 0.6, "positive", "hope +0.30"), (5, 0.4, -0.1, 0.6, "positive", "")],
        up=[(hope, hope + 4)],
        j=[(hope + 2, hope + 7), (bridge, bridge + 6)],
    )
    marked = [
        (row["number"], piece["text"], piece["marks"])
        for row in rows
        for piece in row["pieces"]
        if piece["marks"]
    ]
    assert marked == [(3, "bridge", "j"), (4, "ho", "up"), (4, "pe", "j up"), (4, " it", "j")]
    told = prose.environment().get_template("blocks.html").module.told
    assert told(rows[3]) == (
        "Sentence 4, Anna Weber, quoted. Tone +0.40 (+0.10 to +0.60), positive. Moved by hope "
        "+0.30."
    )
    assert "the sign uncertain" in told(rows[4])
    assert (rows[3]["unsure"], rows[4]["unsure"]) == (False, True)
    assert told(rows[2]) == "Sentence 3, the author. Its tone is not scored."


def test_a_speaker_is_named_once_in_a_paragraph():
    text = 'She left.\n\n"We wait," said Anna Weber. "We hope," she said. It rains.\n'
    _, rows = annotated(text)
    assert [row["who"] for row in rows] == ["", "Anna Weber, quoted", "Anna Weber, quoted", ""]
    assert [row["chip"] for row in rows] == ["", "Anna Weber, quoted", "", ""]


def test_residue_is_neither_tinted_nor_scored():
    article = read_article(paths.SHIPPED)
    number = int(article.sentences.loc[article.sentences["residue"], "sentence"].iloc[0])
    scores = pd.DataFrame({"sentence": [number], "score": [0.9], "label": ["x"], "words": [""]})
    row = annotation.sentences(article, scores, {})[number - 1]
    assert (row["tint"], row["score"], row["chip"]) == ("", "", "left out")
    assert row["residue"]
