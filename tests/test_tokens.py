import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereading.reading import sentences, tokens


def table(text):
    return tokens.table(sentences.split(text))


def words(text):
    return table(text)["token"].tolist()


WORDS = [
    ("The U.S. won’t act.", ["The", "U.S.", "won’t", "act"]),
    ("The U.S.-led force", ["The", "U.S.-led", "force"]),
    ("COVID-19 and S&P 500", ["COVID-19", "and", "S&P", "500"]),
    ("a 300-strong battalion", ["a", "300-strong", "battalion"]),
    ("on 9/11, at 10:30", ["on", "9/11", "at", "10:30"]),
    ("on 2023-12-14 he", ["on", "2023-12-14", "he"]),
    ("up 3.5% to 1,200", ["up", "3.5%", "to", "1,200"]),
    ("O’Hare, O'Hare", ["O’Hare", "O'Hare"]),
    ("“Well…and now”–yes", ["Well", "and", "now", "yes"]),
    ("full-scale, six-month-old", ["full-scale", "six-month-old"]),
    ("Cafe\u0301 society", ["Cafe\u0301", "society"]),
    ("snake_case word", ["snake", "case", "word"]),
    ("Львів і Київ", ["Львів", "і", "Київ"]),
    ("-- ... !!! $", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_keep_what_belongs_to_them(text, expected):
    assert words(text) == expected


def test_lower_is_straight_and_token_is_original():
    row = table("It was Moscow’s war.").iloc[2]
    assert (row["token"], row["lower"], row["stem"]) == ("Moscow’s", "moscow's", "moscow")


STOPS = ["said", "don’t", "don't", "Mr", "It’s", "the", "president's"]


@pytest.mark.parametrize("word", STOPS[:-1])
def test_stop_words_straight_and_curly(word):
    assert table(f"x {word} y")["stop"].tolist()[1]


@pytest.mark.parametrize("word", ["system", "fire", "president's", "war", "interest", "bill"])
def test_content_words_stay(word):
    assert not table(f"x {word} y")["stop"].tolist()[1]


def test_stop_list_is_clean():
    listed = tokens.stop_words()
    assert 180 <= len(listed) <= 320
    assert all(word == word.lower().strip() and "’" not in word for word in listed)


NAMES = [
    # a name by its capital in mid-sentence
    ("He met Putin.", {"Putin"}),
    # at the beginning: written with a capital elsewhere, or unknown to the lexicon
    ("Putin left. They saw Putin.", {"Putin"}),
    ("Karabas left.", {"Karabas"}),
    # at the beginning: written small elsewhere, or a word of the lexicon
    ("War is war.", set()),
    ("Soldiers left.", set()),
    ("“Soldiers left,” he said. “Rain fell.”", set()),
    # in title case every word has a capital
    ("Officials Warn Of Water Shortage\n\nThe water is low, officials say.", set()),
    ("The Siberian Battalion left.", {"Siberian", "Battalion"}),
    ("I’m here, and I’ll stay, I think.", set()),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text, expected):
    found = table(text)
    assert set(found.loc[found["name"], "token"]) == expected


TAGS = [
    ("They want to fight Moscow.", "fight", "VB"),
    ("The fight went on.", "fight", "NN"),
    ("They must fight.", "fight", "VB"),
    ("They went to Moscow.", "Moscow", "NNP"),
    ("It was Moscow’s war.", "Moscow’s", "NNP"),
    ("Shocked by images, he left.", "Shocked", "VBN"),
]


@pytest.mark.parametrize(("text", "word", "tag"), TAGS)
def test_tags(text, word, tag):
    found = table(text)
    assert found.loc[found["token"] == word, "tag"].tolist() == [tag]


def test_no_sentences_no_tokens():
    empty = tokens.table(pd.DataFrame(columns=["sentence", "start", "text"]))
    assert empty.columns.tolist() == tokens.COLUMNS
    assert empty.empty


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aAbB1. -'’“&/\n\u0301éЖ😀", max_size=80))
def test_spans_slice_back_and_quotes_do_not_matter(text):
    found = table(text)
    for row in found.itertuples():
        assert text[row.start : row.end] == row.token
    assert (found["start"].diff().dropna() > 0).all()
    straight = table(tokens.straighten(text))
    assert straight[["lower", "stem", "tag", "stop"]].equals(
        found[["lower", "stem", "tag", "stop"]]
    )


@given(st.text(max_size=60))
def test_straighten_keeps_the_length(text):
    assert len(tokens.straighten(text)) == len(text)
    assert tokens.straighten(tokens.straighten(text)) == tokens.straighten(text)
