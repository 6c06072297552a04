"""Paragraphs and sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereading import paths
from closereading.reading import sentences


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("He met Lt. Col. James Hall. He left.", ["He met Lt. Col. James Hall.", "He left."]),
        ("See e.g. this one. And that.", ["See e.g. this one.", "And that."]),
        ("It is in the U.K. (The other is not.)", ["It is in the U.K.", "(The other is not.)"]),
        ("“Why…?” she asked. He left.", ["“Why…?” she asked.", "He left."]),
        ("“When,” he said. “Now.”", ["“When,” he said.", "“Now.”"]),
        ("asked Judge Cole. “I do not,” he said.", ["asked Judge Cole.", "“I do not,” he said."]),
        ("He got No. 5 wrong. Twice.", ["He got No. 5 wrong.", "Twice."]),
        ("He spoke at 5 p.m. Then he left.", ["He spoke at 5 p.m.", "Then he left."]),
        ("It cost $3.50 in St. Ives. So what?", ["It cost $3.50 in St. Ives.", "So what?"]),
        ("The end. * * *", ["The end. * * *"]),
        ("no punctuation at all", ["no punctuation at all"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences(text, split):
    assert sentences.split(text)["text"].tolist() == split


WRAPPED = (
    "When the lamp was made automatic in 1998, nobody told the keeper that he\n"
    "could stop coming. He came anyway, every evening at six, and sat on the\n"
    "steps until the beam went round."
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.\n\nTwo.", 2),
        ("One.\nTwo.", 2),
        ("One\n \t\nTwo", 2),
        (WRAPPED, 1),
        (WRAPPED + "\n\n" + WRAPPED, 2),
        ("A short line of verse,\nanother of the kind,\nand one more.", 3),
        ("1. Milk\n2. Bread\n3. Eggs", 3),
    ],
)
def test_paragraphs(text, count):
    assert len(sentences.paragraphs(text)) == count


def test_the_shipped_article_has_26_sentences_in_22_paragraphs():
    table = sentences.split(paths.SHIPPED.read_text("utf-8"))
    assert len(table) == 26
    assert table["paragraph"].max() == 22


def test_a_sentence_without_end_is_cut():
    table = sentences.split("word " * 2000)
    assert table["text"].str.len().max() <= sentences.LONGEST
    assert "".join(table["text"]).count("word") == 2000


@settings(max_examples=300, deadline=None)
@given(st.text("aA.!?“”\"'( )\n\r—1Mr", max_size=120))
def test_spans_slice_back_and_no_letter_is_lost(text):
    table = sentences.split(text)
    for row in table.itertuples():
        assert text[row.start : row.end] == row.text
    letters = [character for character in text if character.isalnum()]
    assert [character for character in "".join(table["text"]) if character.isalnum()] == letters
