"""What does not matter changes nothing: line ends, curly marks, order, saying it all twice."""

import pandas as pd
import pytest
import texts
from hypothesis import assume, given
from hypothesis import strategies as st

from closereading import keywords, sentiment
from closereading.article import Article
from closereading.reading import furniture


@given(texts.SHORT.map(lambda text: text.replace("\r", "")), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_make_no_difference(text, end):
    one, other = texts.read(text), texts.read(text.replace("\n", end))
    assert (one is None) == (other is None)
    if one is None:
        return
    assert one.title == other.title
    columns = ["sentence", "paragraph", "words", "part", "voice", "speaker", "residue"]
    pd.testing.assert_frame_equal(one.sentences[columns], other.sentences[columns])
    assert one.plain.str.split().tolist() == other.plain.str.split().tolist()
    assert one.tokens["lower"].tolist() == other.tokens["lower"].tolist()


CURLED = str.maketrans("“”‘’", "\"\"''")


@given(texts.SHORT)
def test_curly_and_straight_marks_are_alike(text):
    for letters in texts.BROKEN:
        text = text.replace(letters, "")
    one, other = texts.read(text), texts.read(text.translate(CURLED))
    assert (one is None) == (other is None)
    if one is None:
        return
    columns = ["paragraph", "words", "part", "voice", "speaker", "residue"]
    pd.testing.assert_frame_equal(one.sentences[columns], other.sentences[columns])
    assert one.tokens["lower"].tolist() == other.tokens["lower"].tolist()
    scores = [sentiment.score(article, scorer="words")["score"] for article in (one, other)]
    pd.testing.assert_series_equal(*scores)
    counts = [keywords.words(article, resamples=0)["count"].tolist() for article in (one, other)]
    assert counts[0] == counts[1]


DRESS = st.sampled_from(
    ["date 2020-01-02 ", "By Ann Lee\n\n", "KYIV, Ukraine (AP) — ", "Advertisement\n\n", "\ufeff",
     "2 May 2021\n\n", "", ""]
)  # fmt: skip
TAIL = st.sampled_from(
    [" Will get help.", "\n\nAll rights reserved.", "\n\nhttp://a.b/c", "\u200b", "\n", ""]
)


@given(DRESS, texts.NEWS.map("\n\n".join), TAIL)
def test_cleaning_is_idempotent(before, story, behind):
    article = texts.read(before + story + behind)
    again = texts.read(article.clean)
    assert again.clean == article.clean
    gone = furniture.NAMES | {"invisible"}
    assert not gone & set(again.notes["kind"])


# Two sentences a paragraph: one alone could be read as a headline where it comes first.
PARAGRAPH = st.lists(texts.SENTENCE, min_size=2, max_size=4).map(" ".join)
STORY = st.lists(PARAGRAPH, min_size=1, max_size=5)


def counts(article: Article) -> dict[str, int]:
    """Count every content word, best first, whichever of its forms is shown."""
    table = keywords.words(article, limit=10_000, resamples=0)
    forms = [" ".join(sorted(cell.lower().split(", "))) for cell in table["forms"]]
    return dict(zip(forms, table["count"], strict=True))


@given(STORY, st.randoms(use_true_random=False))
def test_the_order_of_paragraphs_changes_no_count(story, chance):
    shuffled = list(story)
    chance.shuffle(shuffled)
    assert counts(texts.read("\n\n".join(shuffled))) == counts(texts.read("\n\n".join(story)))


@given(STORY)
def test_a_text_doubled_keeps_its_tone_and_its_words(story):
    once, twice = texts.read("\n\n".join(story)), texts.read("\n\n".join(story * 2))
    assume(once.english and twice.english)
    means = [
        sentiment.kept(sentiment.score(each, scorer="words"))["score"].mean()
        for each in (once, twice)
    ]
    assert means[1] == pytest.approx(means[0], nan_ok=True)
    found = counts(once), counts(twice)
    assert found[1] == {word: 2 * n for word, n in found[0].items()}
    assert list(found[1])[:5] == list(found[0])[:5]
