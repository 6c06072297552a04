"""What holds for any text: it is read or refused, soon, and every span slices back.

See conftest.py for how many texts are tried, and how to try more.
"""

import math
import time

import making
import pytest
import texts
from hypothesis import given
from hypothesis import strategies as st

from closereading import keywords, measures, sentiment, topics
from closereading.article import Article, InputError, read_article

SECONDS = 5  # no step may take longer, for a text of 20,000 characters


@pytest.fixture(scope="module", autouse=True)
def warm():
    """Load what is loaded once, so that no example is timed with it."""
    article = read_article(making.long_text(12))
    for step in STEPS.values():
        step(article)


def _sentiment(article: Article) -> None:
    scores = sentiment.score(article, scorer="words")
    assert scores["score"].dropna().between(-1, 1).all()
    sentiment.summary(article, scores)
    sentiment.by_voice(scores)
    sentiment.contributions(article)


STEPS = {
    "tokens": lambda article: article.tokens,
    "words": keywords.words,
    "phrases": keywords.phrases,
    "keyness": keywords.keyness,
    "sentiment": _sentiment,
    "measures": measures.summary,
    "voices": measures.by_voice,
    "structure": topics.structure,
    "strands": topics.strands,
    "cuts": topics.cuts,
}


def timed(what: str, step, *given):
    """Do one step; no step takes long. One more try, since a machine can have a bad moment."""
    for _ in range(2):
        begun = time.process_time()
        result = step(*given)
        spent = time.process_time() - begun
        if spent < SECONDS:
            return result
    pytest.fail(f"{what} took {spent:.1f} s")


@given(texts.ANY)
def test_any_text_goes_the_whole_way_soon(text):
    article = timed("reading", texts.read, text)
    if article is not None:
        for what, step in STEPS.items():
            timed(what, step, article)


# Found by mutating texts for half an hour: 20,000 characters that took a step from 6 to 20 seconds.
SYLLABLES = ["ka", "lo", "mi", "ru", "se", "ta", "no", "vi", "du", "pe"]
PLENTY = [one + two + three for one in SYLLABLES for two in SYLLABLES for three in SYLLABLES]


@pytest.mark.parametrize(
    "text",
    [
        "Yes. No. " * 2200,
        "a\n" * 10_000,
        " ".join(word.title() + "." for word in PLENTY * 3),
        "\n".join(PLENTY * 3),
        "\n".join(
            f"The {' and '.join(PLENTY[i * 7 % 991 : i * 7 % 991 + 5])} were it."
            for i in range(550)
        ),
    ],
    ids=["two words", "letters", "one-word sentences", "one-word lines", "many words"],
)
def test_worst_texts_found_take_no_step_long(text):
    article = timed("reading", texts.read, text[: texts.LONGEST])
    for what, step in STEPS.items():
        timed(what, step, article)


@given(texts.ANY)
def test_sentences_and_tokens_slice_back_to_the_original(text):
    article = texts.read(text)
    if article is None:
        return
    table = article.sentences
    assert len(table) >= 1
    assert article.title
    article.text.encode("utf-8")
    last = 0
    for row in table.itertuples():
        assert article.text[row.start : row.end] == row.text
        assert row.text.strip() == row.text != ""
        assert row.start >= last
        last = row.end
    last = 0
    for row in article.tokens.itertuples():
        assert article.text[row.start : row.end] == row.token
        assert row.start >= last
        last = row.end
    for note in article.notes.itertuples():
        assert 0 <= note.start <= note.end <= len(article.text)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        article = read_article(data)
    except InputError:
        return
    article.text.encode("utf-8")
    assert len(article.sentences)


# --- time


GROWTH = 1.2
SIZES = (300, 1200)  # sentences, about 20 and 80 thousand characters


@pytest.fixture(scope="module")
def stories() -> list[str]:
    return [making.long_text(size) for size in SIZES]


TURNS = (3, 15)  # at least, and as many more as a busy machine needs to show a quiet moment


def exponent(step, things: list) -> float:
    """Return the power of the size that the time grows with: 1 linear, 2 square."""
    best = [math.inf, math.inf]
    for turn in range(1, TURNS[1] + 1):
        for place, thing in enumerate(things):
            begun = time.process_time()
            step(thing)
            best[place] = min(best[place], time.process_time() - begun)
        found = math.log(best[1] / best[0]) / math.log(SIZES[1] / SIZES[0])
        if turn >= TURNS[0] and found <= GROWTH:
            break
    return found


@pytest.mark.parametrize("what", ["reading", *STEPS])
def test_time_grows_with_the_text_not_with_its_square(what, stories):
    if what in ("reading", "tokens"):
        step = {"reading": read_article, "tokens": lambda text: read_article(text).tokens}[what]
        found = exponent(step, stories)
    else:
        articles = [read_article(text) for text in stories]
        for article in articles:
            assert len(article.tokens)
        found = exponent(STEPS[what], articles)
    assert found <= GROWTH, f"time grows with size to the power {found:.2f}"
