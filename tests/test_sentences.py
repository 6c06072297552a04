"""Paragraphs and sentences."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereading import lists, paths
from closereading.reading import sentences


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("He met Lt. Col. James Hall. He left.", ["He met Lt. Col. James Hall.", "He left."]),
        ("See e.g. this one. And that.", ["See e.g. this one.", "And that."]),
        ("It is in the U.K. (Nobody is.)", ["It is in the U.K.", "(Nobody is.)"]),
        ("“Why…?” she asked. He left.", ["“Why…?” she asked.", "He left."]),
        ("“When,” he said. “Now.”", ["“When,” he said.", "“Now.”"]),
        (
            "asked Judge Cole. “Nobody does,” he said.",
            ["asked Judge Cole.", "“Nobody does,” he said."],
        ),
        ("He got No. 5 wrong. Twice.", ["He got No. 5 wrong.", "Twice."]),
        ("He spoke at 5 p.m. Then he left.", ["He spoke at 5 p.m.", "Then he left."]),
        ("It cost $3.50 in St. Ives. So what?", ["It cost $3.50 in St. Ives.", "So what?"]),
        # each of these is a rule's own: take the rule out and it fails
        ("I read Malcolm X. The book is old.", ["I read Malcolm X.", "The book is old."]),
        ("Ask the FDA. Movie theaters did.", ["Ask the FDA.", "Movie theaters did."]),
        ("He met U.S. Ambassador Ann Lee.", ["He met U.S. Ambassador Ann Lee."]),
        ("It works in the U.S. Keller said so.", ["It works in the U.S.", "Keller said so."]),
        ("Polls close at 8 p.m. Voters queue.", ["Polls close at 8 p.m.", "Voters queue."]),
        ("It was plan B. Nobody liked it.", ["It was plan B.", "Nobody liked it."]),
        ("It begins at 9 p.m. Eastern.", ["It begins at 9 p.m. Eastern."]),
        ("They met at 8 p.m. Eastern time.", ["They met at 8 p.m. Eastern time."]),
        ("He voted no. No. 10 was silent.", ["He voted no.", "No. 10 was silent."]),
        ("It fell to 5. 51 percent agreed.", ["It fell to 5.", "51 percent agreed."]),
        ("It hit his hand. Referee Lee saw it.", ["It hit his hand.", "Referee Lee saw it."]),
        ("He lives in Iowa. Farmers know him.", ["He lives in Iowa.", "Farmers know him."]),
        ("“So,” he said.[1] He smiled.", ["“So,” he said.[1]", "He smiled."]),
        ("They left.Nobody saw it.", ["They left.", "Nobody saw it."]),
        ("Yahoo! said no. It left.", ["Yahoo! said no.", "It left."]),
        ("Ask Yahoo! Finance about it.", ["Ask Yahoo! Finance about it."]),
        ("They chanted “Ben! Ben! Ben!” for hours.", ["They chanted “Ben! Ben! Ben!” for hours."]),
        ("1. To begin with, it rained.", ["1. To begin with, it rained."]),
        ("Tension Grows as U.S. And China Talk", ["Tension Grows as U.S. And China Talk"]),
        ("It ended (in N.H.). They left.", ["It ended (in N.H.).", "They left."]),
        ("The end. * * *", ["The end. * * *"]),
        ("“No,” he says. “ It is late.”", ["“No,” he says.", "“ It is late.”"]),
        ('It left. " . . . Nobody saw." So', ["It left.", '" . . . Nobody saw."', "So"]),
        ('He "left. " It was late.', ['He "left. "', "It was late."]),
        ("They left. (...) We stay.", ["They left.", "(...) We stay."]),
        ("no punctuation at all", ["no punctuation at all"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences(text, split):
    assert sentences.split(text)["text"].tolist() == split


@pytest.mark.parametrize("kind", ["ends", "goes on"])
def test_every_rule_looks_at_a_place(kind):
    for rule in lists.sections("sentences.txt")[kind]:
        assert re.search("[¦‖]", rule)
    rules = lists.pattern("sentences.txt", kind)
    assert not rules.search("a plain sentence ends here.¦it does")


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
