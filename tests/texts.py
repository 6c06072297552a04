"""Texts of every kind for the properties: news, noise, storms of marks, markup, wrong letters."""

from hypothesis import strategies as st

from closereading.article import Article, InputError, read_article

LONGEST = 20_000  # characters of the longest

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


def read(text: str) -> Article | None:
    try:
        return read_article(text + "\n")  # the line end says that it is no file's name
    except InputError:
        return None
