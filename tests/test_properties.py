"""What holds for any text: it is read or refused, soon, and what does not matter changes nothing.

See conftest.py for how many texts are tried, and how to try more.
"""

import math
import time
from collections import Counter

import making
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from closereading import keywords, measures, sentiment, tone, topics
from closereading.article import Article, InputError, read_article

LONGEST = 20_000  # characters; for such a text no step may take longer than
SECONDS = 5

# Whatever means something to a rule.
WORDS = """
he she said told that according to Karabas Ann Lee Mr. Dr. Lt. Col. U.S. Will get help By not very
no but war good terrible hope 300 5 1,000,000 2023-12-14 date title: KYIV (AP) AP Advertisement x =
- it’s isn't don´t é naïve ﬁ ß İ ① Ⅷ ٣ ½ € a.m. e.g. Привет 你好 שלום عربي हिन्दी 한국어 🙂 👩‍👩‍👧 🇫🇷
@ www.a.b http://a.b/c?d a@b.c #tag @who %s {0} None nan inf
""".split()  # noqa: SIM905
MARKS = [*".,!?…;:–—-()[]{}«»“”‘’\"'`´*_#|/\\<>&%$€^~=+@", "''", "``", '""', "...", "--", "?!"]
ENDS = [
    *("\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x85"),
    *(" ", "\t", "\xa0", ""),
]
UNSEEN = [
    *("\u200b", "\u202e", "\u2066", "\u2069", "\ufeff", "\xad", "\ufe0f", "\u0301", "\x00", "\x07"),
    *("\x1b[31m", "\x1b]0;t\x07", "\ufffd", "\U000e0041", "\ud800"),
]
MARKUP = [
    *("<p>", "</p>", "<br>", "<b>", "</div>", "<script>", "</script>", "<!--", "-->", "<![CDATA["),
    *("<img src=x onerror=alert(1)>", "<title>", "&amp;", "&#8217;", "&#xD800;", "&nbsp;"),
    *("# ", "> ", "**", "__", "```\n", "[a](b)", "![a](b)", "[^1]", "| a | b |\n|---|---|\n"),
    *("---\n", "===\n", "{{ 7 * 7 }}", "{% raw %}", "$x^{2$", '#read("x")', '=HYPERLINK("x")'),
]
LONG = [
    *("x" * 3000, "a-" * 300, "'a" * 300, "." * 500, "“" * 200, "é" * 900, "1" * 400, "Mr. " * 100),
]
BROKEN = ["â€œ", "â€™", "Ã©", "Â ", "‚Äô"]

PIECE = st.one_of(
    *map(st.sampled_from, (WORDS, WORDS, MARKS, ENDS, UNSEEN, MARKUP, LONG, BROKEN)),
)

NAMES = ["Anna Weber", "Tom Novak", "Karabas", "Dr. Silva", "the mayor", "a spokesman"]
DEEDS = ["closed the old bridge", "praised the brave workers", "lost the terrible war", "waited",
         "found no hope in the market", "was not happy with the new school"]  # fmt: skip
SENTENCE = st.one_of(
    st.builds("{} {}.".format, st.sampled_from(NAMES), st.sampled_from(DEEDS)),
    st.builds("“We {},” said {}.".format, st.sampled_from(DEEDS), st.sampled_from(NAMES)),
    st.builds('{} said: "It {}!'.format, st.sampled_from(NAMES), st.sampled_from(DEEDS)),
    st.builds("{} said that they {} in {}.".format, *map(st.sampled_from, (NAMES, DEEDS, ["May"]))),
    st.builds("On {} {} {}?".format, st.integers(1, 31), *map(st.sampled_from, (NAMES, DEEDS))),
)
NEWS = st.lists(st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6)
STORM = st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(ENDS)), max_size=80).map("".join)
MIXED = st.lists(PIECE, max_size=40).map(" ".join)


def torn(story: list[str], odd: str, place: int) -> str:
    """Put something strange into the middle of a story."""
    text = "\n\n".join(story)
    place %= len(text) + 1
    return text[:place] + odd + text[place:]


TORN = st.builds(torn, NEWS, MIXED, st.integers(0, 10**6))
SHORT = st.one_of(
    TORN, TORN, MIXED, MIXED, NEWS.map("\n".join), STORM, st.text(max_size=200),
    st.text(st.characters(codec="utf-8"), max_size=200),
)  # fmt: skip
# One in thirty is as long as a text may be.
ANY = st.builds(
    lambda text, times: (text * times)[:LONGEST], SHORT, st.sampled_from([1] * 58 + [30, LONGEST])
)


@pytest.fixture(scope="module", autouse=True)
def warm():
    """Load what is loaded once, so that no example is timed with it."""
    article = read_article(making.long_text(12))
    for step in STEPS.values():
        step(article)


def read(text: str) -> Article | None:
    try:
        return read_article(text + "\n")  # the line end says that it is no file's name
    except InputError:
        return None


def _sentiment(article: Article) -> None:
    scores = sentiment.score(article)
    assert scores["score"].dropna().between(-1, 1).all()
    tone.summary(article, scores)
    tone.by_voice(scores)
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
    """Do one step; no step takes long."""
    begun = time.process_time()
    result = step(*given)
    spent = time.process_time() - begun
    assert spent < SECONDS, f"{what} took {spent:.1f} s"
    return result


@given(ANY)
def test_any_text_goes_the_whole_way_soon(text):
    article = timed("reading", read, text)
    if article is not None:
        for what, step in STEPS.items():
            timed(what, step, article)


@given(ANY)
def test_sentences_and_tokens_slice_back_to_the_original(text):
    article = read(text)
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


@given(SHORT.map(lambda text: text.replace("\r", "")), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_make_no_difference(text, end):
    one, other = read(text), read(text.replace("\n", end))
    assert (one is None) == (other is None)
    if one is None:
        return
    assert one.title == other.title
    columns = ["sentence", "paragraph", "words", "part", "voice", "speaker", "residue"]
    pd.testing.assert_frame_equal(one.sentences[columns], other.sentences[columns])
    assert one.plain.str.split().tolist() == other.plain.str.split().tolist()
    assert one.tokens["lower"].tolist() == other.tokens["lower"].tolist()


CURLED = str.maketrans("“”‘’", "\"\"''")


@given(SHORT)
def test_curly_and_straight_marks_are_alike(text):
    for letters in BROKEN:
        text = text.replace(letters, "")
    one, other = read(text), read(text.translate(CURLED))
    assert (one is None) == (other is None)
    if one is None:
        return
    columns = ["paragraph", "words", "part", "voice", "speaker", "residue"]
    pd.testing.assert_frame_equal(one.sentences[columns], other.sentences[columns])
    assert one.tokens["lower"].tolist() == other.tokens["lower"].tolist()
    scores = [sentiment.score(article)["score"] for article in (one, other)]
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


@given(DRESS, NEWS.map("\n\n".join), TAIL)
def test_cleaning_is_idempotent(before, story, behind):
    article = read(before + story + behind)
    again = read(article.clean)
    assert again.clean == article.clean
    gone = {"metadata", "residue", "invisible", "byline", "date", "dateline", "address"}
    assert not gone & set(again.notes["kind"])


# Two sentences a paragraph: one alone could be read as a headline where it comes first.
PARAGRAPH = st.lists(SENTENCE, min_size=2, max_size=4).map(" ".join)
STORY = st.lists(PARAGRAPH, min_size=1, max_size=5)


def counts(article: Article) -> Counter:
    """Count every content word, whichever of its forms is shown."""
    table = keywords.words(article, limit=10_000, resamples=0)
    forms = [" ".join(sorted(cell.lower().split(", "))) for cell in table["forms"]]
    return Counter(dict(zip(forms, table["count"], strict=True)))


@given(STORY, st.randoms(use_true_random=False))
def test_the_order_of_paragraphs_changes_no_count(story, chance):
    shuffled = list(story)
    chance.shuffle(shuffled)
    assert counts(read("\n\n".join(shuffled))) == counts(read("\n\n".join(story)))


@given(STORY)
def test_a_text_doubled_keeps_its_tone_and_its_words(story):
    once, twice = read("\n\n".join(story)), read("\n\n".join(story * 2))
    assume(once.english and twice.english)
    means = [tone.kept(sentiment.score(each))["score"].mean() for each in (once, twice)]
    assert means[1] == pytest.approx(means[0], nan_ok=True)
    assert counts(twice) == Counter({word: 2 * n for word, n in counts(once).items()})
    best = [keywords.words(each, limit=5, resamples=0)["word"].tolist() for each in (once, twice)]
    assert best[0] == best[1]


# --- time


GROWTH = 1.2
SIZES = (400, 1600)  # sentences, about 25 and 100 thousand characters


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [making.long_text(size) for size in SIZES]


def exponent(step, things: list) -> float:
    """Return the power of the size that the time grows with: 1 linear, 2 square."""
    best = [math.inf, math.inf]
    for _ in range(4):
        for place, thing in enumerate(things):
            begun = time.process_time()
            step(thing)
            best[place] = min(best[place], time.process_time() - begun)
    return math.log(best[1] / best[0]) / math.log(SIZES[1] / SIZES[0])


@pytest.mark.parametrize("what", ["reading", *STEPS])
def test_time_grows_with_the_text_not_with_its_square(what, texts):
    if what in ("reading", "tokens"):
        step = {"reading": read_article, "tokens": lambda text: read_article(text).tokens}[what]
        found = exponent(step, texts)
    else:
        articles = [read_article(text) for text in texts]
        for article in articles:
            assert len(article.tokens)
        found = exponent(STEPS[what], articles)
    assert found <= GROWTH, f"time grows with size to the power {found:.2f}"
