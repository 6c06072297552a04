"""The annotated article: tints, voices, marks, and that it prints the article word for word."""

import pandas as pd
import pytest

from closereading import paths
from closereading.article import read_article
from closereading.report import annotation

TEXT = """Floods close the bridge

The river rose again on Monday. The old bridge is closed, and nobody is happy.

"We hope it holds," said Anna Weber, the mayor. Trucks take the long way.
"""


def annotated(text=TEXT, scores=(), moves=(), forms=(), phrases=()):
    article = read_article(text)
    scores = pd.DataFrame(scores, columns=["sentence", "score", "label", "words"])
    moves = pd.DataFrame(moves, columns=["sentence", "start", "end", "contribution"])
    rows = annotation.sentences(article, scores, moves, forms=set(forms), phrases=list(phrases))
    return article, rows


@pytest.mark.parametrize(
    ("score", "tint"),
    [(None, ""), (float("nan"), ""), (0.0, ""), (1.0, "p3"), (-1.0, "n3"),
     (annotation.STEPS[0], "p1"), (-annotation.STEPS[1], "n2")],
)  # fmt: skip
def test_tint(score, tint):
    assert annotation.tint(score) == tint


def test_key_names_every_tint_in_order():
    assert [step["tint"] for step in annotation.key()] == ["n3", "n2", "n1", "", "p1", "p2", "p3"]


def test_prints_every_sentence_as_it_stands():
    article, rows = annotated(forms={"bridge"}, phrases=["the long way"])
    for row, text in zip(rows, article.sentences["text"], strict=True):
        assert "".join(piece["text"] for piece in row["pieces"]) == text == row["text"]


def test_marks():
    article = read_article(TEXT)
    hope = article.text.index("hope")
    _, rows = annotated(
        scores=[(4, 0.4, "positive", "hope +0.30")],
        moves=[(4, hope, hope + 4, 0.3), (4, hope + 5, hope + 7, 0.001)],
        forms={"bridge"},
        phrases=["LONG way"],
    )
    marked = [
        (row["number"], piece["text"], piece["marks"])
        for row in rows
        for piece in row["pieces"]
        if piece["marks"]
    ]
    assert marked == [
        (1, "bridge", "k"),
        (3, "bridge", "k"),
        (4, "hope", "m up"),
        (5, "long way", "k"),
    ]
    assert rows[3]["told"] == (
        "Sentence 4, Anna Weber, quoted. Score +0.40, positive. Moved by hope +0.30."
    )
    assert rows[3]["sign"] == "+"
    assert rows[4]["told"] == "Sentence 5, narration. Not scored."


def test_residue_is_neither_tinted_nor_scored():
    article = read_article(paths.SHIPPED)
    number = int(article.sentences.loc[article.sentences["residue"], "sentence"].iloc[0])
    scores = pd.DataFrame({"sentence": [number], "score": [0.9], "label": ["x"], "words": [""]})
    moves = pd.DataFrame(columns=["sentence", "start", "end", "contribution"])
    row = annotation.sentences(article, scores, moves, forms=set(), phrases=[])[number - 1]
    assert (row["tint"], row["score"], row["chip"]) == ("out", "", "left out")
