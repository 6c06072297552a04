import math
import re
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereading import book, corpus, keywords
from closereading.article import read_article
from closereading.charts import keywords as charts
from closereading.charts import tables
from closereading.keywords import candidates, content, ranking, reference, scoring, usage
from closereading.reading.tokens import straighten

FLOOD = """Stone Bridge Closes After Flood

The stone bridge over the Arven closed on Monday after a flash flood. Mayor Ines Holt said the
stone bridge had moved by two inches. “We don’t take chances,” said Holt.

Engineers from the University of Arven will inspect the bridge’s pillars. The flood gates were
opened last year. Flood gates upstream failed, engineers said, and the river rose for three days.

St. Mary Hospital moved 40 patients. The U.S. agency FEMA and S&P Global looked at the damage.
COVID-19 wards stayed open. The long-planned flood relief channel was never built, and Holt said
flood relief would now come first.
"""


@pytest.fixture(scope="module")
def shipped():
    return read_article("data/article.txt")


def flat(text):
    return " ".join(straighten(text).split())


def phrases(text, **options):
    return keywords.phrases(text, **options)["phrase"].tolist()


def words(text, **options):
    return keywords.words(text, **options)["word"].tolist()


def test_original_casing_hyphens_digits_and_abbreviations():
    found = phrases(FLOOD, limit=60)
    assert "stone bridge" in found
    assert "flood gates" in found
    assert any("COVID-19" in phrase for phrase in found)
    assert any("S&P" in phrase for phrase in found)
    assert any("U.S." in phrase for phrase in found)
    assert any("long-planned" in phrase for phrase in found)
    assert any("St. Mary" in phrase for phrase in found)
    assert "University of Arven" in found


def test_commonest_form_wins_and_endings_are_joined():
    text = "A border guard left. Border guards came. Two border guards saw the border guards."
    row = keywords.phrases(text).set_index("phrase").loc["border guards"]
    assert (row["count"], row["first"]) == (4, 1)
    assert keywords.words(text).iloc[0]["forms"] == "border, Border" or words(text)[0] == "guards"


def test_no_phrase_inside_another(shipped):
    for text in (FLOOD, shipped.clean):
        found = [f" {phrase.lower()} " for phrase in phrases(text, limit=100)]
        inside = [(a, b) for a in found for b in found if a != b and a in b]
        assert inside == []


def test_every_phrase_stands_in_one_sentence(shipped):
    sentences = [flat(text) for text in shipped.sentences["text"]]
    for row in keywords.phrases(shipped, limit=100).itertuples():
        whole = re.compile(rf"\b{re.escape(flat(row.phrase))}(?![\w-])")
        holding = [i for i, text in enumerate(sentences, 1) if whole.search(text)]
        # A short form may stand first ("Putin"), and so may a verb of the same letters.
        assert row.first in holding or " " in row.phrase


NOT_PHRASES = [
    # titles, numbers, words of time, verbs after "to" or before a name
    ("Police Sgt. Ann Lee left. Sgt. Lee spoke.", r"Sgt"),
    ("It rose by ten per cent last year, and by three days in June.", r"\bcent\b|year|days|June"),
    ("They want to fight Moscow. They want to fight again.", r"\bfight"),
    ("They spoke after hearing Smith. The reasons Smith gave were few.", r"hearing|reasons Smith"),
    ("Higher interest rates came. The fiercest storm left.", r"Higher|fiercest"),
    ("He left Moscow’s army. Moscow’s army left.", r"’s"),
    ("He reached Hill Air Force Base.", r"^Force|^Air|^Hill$|Force$"),
]


NOT_PHRASES += [
    ("It began on July 11, and ended on July 11.", r"July|11"),
    # what holds of any noun, nouns that name nothing, half a phrase
    ("A big role went to the right man. Good intentions helped.", r"big|right|Good|man"),
    ("Recruits joined Ukrainian ranks. Military ranks grew.", r"ranks|Ukrainian"),
    ("The hapless crowd saw the stately hall. A city spokesman came.", r"hapless|stately|spokes"),
    # a word in brackets, a handle
    ("Tim Reisch (rysch) spoke, and @rysch heard it.", r"rysch"),
    # verbs between a noun and its object
    ("On Friday Netflix adds the series. Nations support Nafta.", r"adds|support"),
    ("The astronomers bill it so. The moon moves into the shadow.", r"bill|moves"),
    ("Voters cheered unseated Ann Lee. They were sampling public opinion.", r"unseated|sampling"),
    # a trade in front of a name; titles; agencies where they are the source; lines in capitals
    ("He saw the actor Ann Lee. It was a film.", r"actor Ann"),
    ("He met President Ann Lee of Denver.", r"President"),
    ("OSLO (Reuters) - Rain fell. A judge told The Associated Press so.", r"Reuters|Press"),
    ("It rained hard.\n\nMAN LEAVES TOWN\n\nIt snowed.", r"MAN|TOWN"),
    # a common noun at the beginning of a sentence, in front of a person
    ("Substitute Daniel Okafor scored. A substitute left.", r"Substitute Daniel"),
    # a ticker, a price, a verb behind a name
    ("Shares of Gadgets (GADG) rose to $US108 or so.", r"GADG|US108"),
    ("A fire in Zion Park spread out of control.", r"spread"),
    # a people where its country is
    ("Ukrainians fled Ukraine. Ukrainians came back to Ukraine.", r"Ukrainians"),
]


@pytest.mark.parametrize(("text", "junk"), NOT_PHRASES)
def test_no_junk(text, junk):
    assert [phrase for phrase in phrases(text) if re.search(junk, phrase)] == []


PHRASES = [
    # nouns the lexicon calls verbs
    ("The recall began. A product recall is costly.", "product recall"),
    ("The solar eclipse began. They saw the eclipse.", "solar eclipse"),
    ("After the launch they cheered.", "launch"),
    ("The chief executive officer left.", "chief executive officer"),
    # names with small words in them
    ("The Food and Drug Administration agreed.", "Food and Drug Administration"),
    ("The Association for the Advancement of Science met.",
     "Association for the Advancement of Science"),
    ("The Freedom of Russia Legion is new.", "Freedom of Russia Legion"),
    ("He wore Dries van Noten in the de Young Museum.", "Dries van Noten"),
    ("He wore Dries van Noten in the de Young Museum.", "de Young Museum"),
    ("He read the Journal of Allergy & Immunology there.", "Journal of Allergy & Immunology"),
    ("They saw the New York Mets play.", "New York Mets"),
    # a possessive inside a name, a number that belongs to one
    ("He was taken to St Mary's Hospital.", "St Mary's Hospital"),
    ("She played for the Women's Tennis Association.", "Women's Tennis Association"),
    ("It rained in southern Florida.", "southern Florida"),
    ("Mozilla showed Firefox 4. They like Firefox 4.", "Firefox 4"),
    ("A member of the Subcommittee on Investigations spoke.", "Subcommittee on Investigations"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase"), PHRASES)
def test_phrases_that_must_be_whole(text, phrase):
    assert phrase in phrases(text)


def test_two_names_are_no_one_name():
    found = phrases("He met Brown of Denver. Norway and Sweden agreed. The House and Senate sat.")
    assert {"Brown", "Denver", "Norway", "Sweden", "House", "Senate"} <= set(found)


NAMES = [
    # family name; title; initials in brackets; two of one family name stand for themselves
    ("Vladimir Putin spoke. Putin left. Putin’s forces stayed.", "Vladimir Putin", 3),
    ("Mark Holt spoke, and it rained. Holt left.", "Mark Holt", 2),
    ("Mayor Holt spoke. Holt left, and Holt came back.", "Mayor Holt", 3),
    ("The World Trade Organization (WTO) met. Later the WTO left.", "World Trade Organization", 2),
    ("Ann Lee met Bob Lee. Then Lee left.", "Ann Lee", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "count"), NAMES)
def test_a_name_counts_with_its_short_forms(text, name, count):
    found = keywords.phrases(text).set_index("phrase")
    assert found.loc[name, "count"] == count
    if count > 1:
        assert not {"Putin", "Holt", "WTO"} & set(found.index)


RETURNED = [
    # used twice in one paragraph, in the headline and the lead only, and in two paragraphs
    ("The stone bridge moved. The stone bridge fell.\n\nIt rained.", []),
    ("Stone bridge closed\n\nThe stone bridge fell.\n\nIt rained.", []),
    ("The stone bridge moved.\n\nIt rained. The stone bridge fell.", ["stone bridge"]),
    ("Mayor Holt came.\n\nHolt left.", ["Mayor Holt"]),
    # a body of one paragraph
    ("Stone bridge closed\n\nThe stone bridge fell. It rained. The stone bridge lay there.",
     ["stone bridge"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), RETURNED)
def test_what_a_text_comes_back_to(text, names):
    table = keywords.phrases(text)
    assert keywords.returned(text, table)["phrase"].tolist() == names


def drawn_phrases(article, table):
    return charts.phrases(article, table, keywords.returned(article, table))


def test_a_phrase_used_once_leads_no_headline(shipped):
    table = keywords.phrases(shipped)
    title = drawn_phrases(shipped, table).title
    once = table.loc[table["count"] == 1, "phrase"]
    assert not [phrase for phrase in once if phrase in title]
    assert "Siberian Battalion" in title or "Vladimir Putin" in title
    drawn = drawn_phrases(read_article("Rain fell on the stone bridge."), table.tail(2))
    assert drawn.title.startswith("No leading phrase returns")


def test_bars_of_phrases_are_their_uses(shipped):
    table = keywords.phrases(shipped)
    bars = drawn_phrases(shipped, table).figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == table["count"].head(10).tolist()


def test_the_shipped_article(shipped):
    found = phrases(shipped, limit=10)
    assert {"Siberian Battalion", "Russian volunteers", "Karabas", "Vladimir Putin"} <= set(found)
    assert "Ukraine" in found
    assert not {"Ukrainian ranks", "young Russian", "military ranks"} & set(found)


FORMS = [
    ("consultants", "consultant", True),
    ("consulting", "consult", True),
    ("consultancy", "consultant", False),
    ("association", "associated", False),
    ("policies", "policy", True),
    ("running", "run", True),
    ("buses", "bus", True),
    ("crisis", "crises", False),
    ("kings", "king", True),
]


@pytest.mark.parametrize(("one", "two", "same"), FORMS)
def test_forms_of_one_word(one, two, same):
    assert (content.root(one, False) == content.root(two, False)) == same


def test_a_name_is_no_form_of_a_word():
    found = keywords.words("A unit of United came. Units left, and United left.")
    assert found.set_index("word")["count"].to_dict()["United"] == 2


def test_abbreviations_and_compounds_have_a_frequency():
    assert reference.share({"u.s."}) == (pytest.approx(2e-4, rel=0.1), True)
    compound, listed = reference.share({"long-term"})
    assert compound > 1e-5
    assert not listed


def test_an_article_is_read_once(shipped):
    assert candidates.read(shipped) is candidates.read(shipped)


def test_words_leave_out_functions_numbers_titles_and_time():
    text = "On Monday, Mr. Lee said three million people, or ten per cent, left in 2022. It’s June."
    assert set(words(text)) == {"Lee", "people", "left"}


def test_curly_and_straight_alike(shipped):
    straight = straighten(shipped.text)
    for function in (keywords.phrases, keywords.words):
        one, two = function(shipped.text), function(straight)
        same = ["score", "count", "first", "stability", "low", "high"]
        pd.testing.assert_frame_equal(one[same], two[same])


def test_same_answer_every_time(shipped):
    for function in (keywords.phrases, keywords.words, keywords.keyness):
        pd.testing.assert_frame_equal(function(shipped), function(shipped))


def test_ties_go_to_the_earlier():
    text = "Reports named copper. Then iron. Then nickel. Then cobalt."
    found = [word for word in words(text) if word in {"copper", "nickel", "cobalt"}]
    assert found == ["copper", "nickel", "cobalt"]


def test_higher_is_better_and_columns(shipped):
    for function, columns in (
        (keywords.phrases, ranking.PHRASES),
        (keywords.words, ranking.WORDS),
    ):
        found = function(shipped, limit=15)
        assert found.columns.tolist() == columns
        assert found["score"].is_monotonic_decreasing
        assert len(found) == 15
        assert found["stability"].between(0, 1).all()
        assert (found["low"] <= found["high"]).all()


def test_a_headline_is_passed_over_but_counted():
    found = keywords.phrases(FLOOD, limit=60).set_index("phrase")
    assert "Stone Bridge Closes" not in found.index
    assert found.loc["stone bridge", ["count", "first"]].tolist() == [3, 1]


def test_all_capitals_are_no_names():
    found = phrases("THE STONE BRIDGE CLOSED. THE STONE BRIDGE HAD MOVED.")
    assert found == ["STONE BRIDGE"]


SMALL = [
    "",
    " ",
    "Hello.",
    "one two",
    "!!!",
    "12 34",
    "😀",
    "- a\n- b\n- c",
    "Война и мир.",
    "a" * 500,
]


@pytest.mark.parametrize("text", SMALL)
def test_small_texts_give_small_tables(text):
    for table in (
        keywords.phrases(text), keywords.words(text), keywords.keyness(text),
        keywords.collocations(text), keywords.ngrams(text),
        keywords.concordance(text, "war"), keywords.dispersion(text, ["war"]),
    ):  # fmt: skip
        assert len(table) <= 2
        assert len(table.columns) >= 4


def test_score_by_hand():
    # 9 tokens and no headline. "stone bridge": whole both times, each word twice, first after
    # one word, 4 of 9 words apart, both times behind "the"; a bridge is common in English.
    found = keywords.phrases("The stone bridge moved. The stone bridge closed again.")
    expected = 2.75 + 1.3 * math.log(3) - 0.85 * math.log(11) + 0.65 * 5 / 9 + 0.2
    expected -= 0.15 * reference.commonness("bridge")
    assert found.iloc[0]["phrase"] == "stone bridge"
    assert found.iloc[0]["score"] == pytest.approx(expected)


def test_word_score_by_hand():
    found = keywords.words("Rain fell. Rain fell. Thunderstorms came.").set_index("word")
    assert found.loc["Rain", "score"] == pytest.approx(math.log(2) + 0.12 * 4)
    assert found.loc["Thunderstorms", "score"] == pytest.approx(0.12 * 10)


def test_people_and_country_count_together(shipped):
    found = keywords.words(shipped).set_index("word")
    text = shipped.clean
    assert found.loc["Russian", "count"] == len(re.findall(r"Russia", text)) - len(
        re.findall(r"Russian-occupied", text)
    )
    assert words("Polish troops came. They polish boots. Poland sent Polish troops.")[0] == "Polish"
    assert keywords.words("They polish boots.")["forms"].tolist() == ["polish", "boots"]
    mixed = keywords.words("Polish troops came. They polish boots. Poland sent Polish troops.")
    assert mixed.set_index("word")["count"].loc[["Polish", "polish"]].tolist() == [3, 1]


# --- firmness


def test_firmness_by_hand():
    # Item 0 always first; item 11 enters the top ten in the one resample in which it scores.
    scores = np.tile(-np.arange(12.0), (4, 1))
    scores[0, 11] = 5
    found = ranking.firmness(scores, 12)
    assert found[0][0] == 1
    assert (found[0][1], found[0][2]) == (1, 2)
    assert found[11] == (0.25, 1, 12)
    assert found[9][0] == 0.75


def test_word_in_one_sentence_stays_as_often_as_the_sentence_is_drawn():
    # Eleven words of like length; one rests on one sentence of twelve, the others on many.
    common = "alpha bravo delta gamma kappa lemma omega sigma theta zeta".split()  # noqa: SIM905
    lines = [f"X {' '.join(common)}." for _ in range(11)] + ["X umbra umbra umbra umbra."]
    found = keywords.words("\n\n".join(lines), limit=20).set_index("word")
    assert (found.loc[common[:9], "stability"] == 1).all()
    assert 0 < found.loc["umbra", "stability"] < 0.1
    assert found.loc[["zeta", "umbra"], "stability"].sum() == pytest.approx(1)


def test_resampled_scores_agree_with_the_formula():
    reading = candidates.read(FLOOD)
    drawn = scoring.scores(reading, reading.phrases, np.ones((1, reading.units[1])))
    assert drawn == pytest.approx(scoring.scores(reading, reading.phrases))


def test_a_phrase_whose_sentence_is_not_drawn_is_gone():
    reading = candidates.read("Copper rose. Iron ore fell. Iron ore rose.")
    drawn = scoring.scores(reading, reading.phrases, np.array([[0.0, 2.0, 1.0]]))[0]
    found = dict(zip(reading.phrases, drawn, strict=True))
    assert found[("copper",)] == -math.inf
    assert np.isfinite(found[("iron", "ore")])


def test_ten_items_have_no_place_to_lose():
    found = ranking.firmness(-np.tile(np.arange(10.0), (4, 1)), 10)
    assert all(math.isnan(share) for share, _, _ in found)
    assert found[3][1:] == (4, 4)


def test_one_sentence_has_no_firmness():
    found = keywords.words("Rain fell on the stone bridge.")
    assert found[["stability", "low", "high"]].isna().all(axis=None)


# --- keyness


def test_likelihood_ratio_by_hand():
    # 10 of 100 against 1 expected: 2 (10 ln 10 + 90 ln(90/99))
    g2 = reference.likelihood_ratio(np.array([10.0]), np.array([1.0]), 100)
    assert g2[0] == pytest.approx(2 * (10 * math.log(10) + 90 * math.log(90 / 99)))
    rarer = reference.likelihood_ratio(np.array([1.0]), np.array([10.0]), 100)
    assert rarer[0] < 0


def test_log_ratio_and_its_exact_interval():
    # Garwood's 95 % interval of a count of 10 is 4.795 to 18.39.
    low, high = reference.interval(np.array([10.0]), 1)
    assert (low[0], high[0]) == (pytest.approx(4.795, abs=1e-3), pytest.approx(18.39, abs=1e-2))
    # Ten of twenty words, and one different word tested.
    row = keywords.keyness("The water. " * 10).iloc[0]
    expected = reference.share({"water"})[0] * 20
    assert row["expected"] == pytest.approx(expected)
    assert row["log_ratio"] == pytest.approx(math.log2(10 / expected))
    assert row["log_ratio_low"] == pytest.approx(math.log2(4.795 / expected), abs=1e-3)
    assert row["log_ratio_high"] == pytest.approx(math.log2(18.39 / expected), abs=1e-3)


def test_more_words_tested_widen_the_interval():
    one, many = (reference.interval(np.array([10.0]), tested) for tested in (1, 100))
    assert many[0] < one[0]
    assert many[1] > one[1]


def test_unlisted_words_are_flagged(shipped):
    found = keywords.keyness(shipped).set_index("word")
    assert not found.loc["Karabas", "listed"]
    assert found.loc["battalion", "listed"]
    assert found["keyness"].is_monotonic_decreasing
    assert (found["count"] >= 2).all()


def test_other_languages_are_not_compared():
    text = "Der Krieg ist lang, und der Krieg ist teuer. Die Stadt liegt am Fluss und am Wald. " * 4
    article = read_article(text)
    assert not article.english
    assert keywords.keyness(article).empty
    assert keywords.words(article)["keyness"].isna().all()
    assert keywords.words(article)["count"].iloc[0] >= 4


# --- context


def test_concordance_lines(shipped):
    lines = keywords.concordance(shipped, "Karabas", width=30)
    assert lines["sentence"].tolist() == [2, 4, 10, 12, 25]
    assert lines.iloc[1].tolist()[1:3] == ["", "Karabas"]
    for line in lines.itertuples():
        inside = flat(shipped.sentences["text"].iloc[line.sentence - 1])
        assert flat((line.left + line.term + line.right).replace("…", "")) in inside
        assert max(len(line.left), len(line.right)) <= 31


def test_concordance_finds_other_endings_and_peoples():
    text = "Two fighters met. A fighter left. Russia spoke. Russians left."
    assert keywords.concordance(text, "fighter")["term"].tolist() == ["fighters", "fighter"]
    assert keywords.concordance(text, "Russia")["term"].tolist() == ["Russia", "Russians"]
    assert keywords.concordance(text, "").empty


def test_dispersion_places(shipped):
    found = keywords.dispersion(shipped, ["Karabas", "Siberian Battalion"])
    assert found["term"].value_counts().to_dict() == {"Karabas": 5, "Siberian Battalion": 2}
    for row in found.itertuples():
        assert shipped.text[row.start :].startswith(row.term.split()[0])
    assert found["position"].between(0, 1).all()


def test_unevenness_by_hand():
    # 100 tokens, fifths of 20. Once in each: 0. All in one: 1. Two of four in one fifth, two in
    # another: half of |.5-.2|·2 + .2·3 = .6, over .8.
    even, gathered, two = usage.unevenness(
        [[5, 25, 45, 65, 85], [1, 2, 3, 4, 5], [1, 2, 21, 22]], 100
    )
    assert (even, gathered, two) == pytest.approx((0, 1, 0.75))


def test_collocations_by_hand():
    text = "The red fox ran. A red fox slept. The red fox ate. Blue birds sang. A fox hid."
    found = keywords.collocations(text)
    assert found["pair"].tolist() == ["red fox"]
    row = found.iloc[0]
    assert (row["count"], row["first_word"], row["second_word"]) == (3, 3, 4)
    assert row["keyness"] > 0


def test_ngrams_by_hand():
    text = (
        "The high court ruled. The high court of appeal ruled. A court of appeal sat. High, court."
    )
    found = keywords.ngrams(text).set_index("ngram")
    assert found["count"].to_dict() == {"court of appeal": 2, "high court": 2}
    assert found.loc["court of appeal", "n"] == 3


# --- the same ranks everywhere


def test_the_same_ranks_in_lists_numbers_charts_and_corpus(shipped):
    lists = {"phrase": keywords.phrases(shipped), "word": keywords.words(shipped)}
    for name, table in lists.items():
        full = table[name].tolist()
        for limit, resamples in ((3, 0), (10, 20), (60, 0)):
            found = getattr(keywords, f"{name}s")(shipped, limit=limit, resamples=resamples)
            assert found[name].tolist()[:20] == full[:limit]
    found = keywords.numbers(shipped, lists["word"], lists["phrase"], keywords.keyness(shipped))
    for name, table in lists.items():
        ranks = [found[f"keywords.{name}.{place}"]["value"] for place in range(1, 11)]
        assert ranks == table[name].head(10).tolist()
    row = corpus.row(shipped)
    assert row["phrases"] == lists["phrase"]["phrase"].head(10).tolist()
    assert row["top_words"] == lists["word"]["word"].head(10).tolist()
    chart = charts.phrases(shipped, lists["phrase"], keywords.returned(shipped, lists["phrase"]))
    assert chart.data["phrase"].tolist() == lists["phrase"]["phrase"].head(10).tolist()


# --- numbers, charts


def test_numbers_come_from_the_tables(shipped):
    tables = {
        "words": keywords.words(shipped),
        "phrases": keywords.phrases(shipped),
        "keyness": keywords.keyness(shipped),
    }
    found = keywords.numbers(shipped, *tables.values())
    cells = [entry for entry in found.values() if entry["table"]]
    assert len(cells) > 60
    for entry in cells:
        cell = tables[entry["table"]][entry["column"]].iloc[entry["row"]]
        assert entry["value"] == book._plain(cell)
    passage = found["keywords.passage"]["value"]
    assert passage in shipped.text
    assert found["keywords.words"]["value"] == shipped.words


@pytest.mark.parametrize("text", ["Hello there.", "War. Peace. Rain.", FLOOD, "Война и мир. " * 20])
def test_numbers_and_charts_of_other_texts(text):
    article = read_article(text)
    words, phrases = keywords.words(article), keywords.phrases(article)
    key = keywords.keyness(article)
    found = keywords.numbers(article, words, phrases, key)
    assert found["keywords.verdict"]["value"] in {"ranked", "too short"}
    places = keywords.dispersion(article, words["word"].head(8).tolist())
    drawn = (
        charts.words(article, words, found), drawn_phrases(article, phrases),
        charts.spread(article, words, places), charts.keyness(article, key),
    )  # fmt: skip
    for chart in drawn:
        assert len(chart.title.split()) <= 10 or "“" in chart.title
        assert chart.alt


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([3, 4, 1], "“b” is used most; "),  # the list's first is not the most used
        ([4, 4, 1], "“a” and “b” are used most; "),
        ([2, 2, 2], "“a” and 2 more words are used most; "),
        ([1, 1, 1], "No word is used twice; "),
    ],
)
def test_the_title_names_the_word_used_most(counts, title):
    article = read_article(" ".join(["The stone bridge closed on Monday."] * 3))
    table = keywords.words(article).head(1)
    table = pd.concat([table] * 3, ignore_index=True).assign(
        word=["a", "b", "c"], count=counts, score=[3.0, 2.0, 1.0]
    )
    numbers = keywords.numbers(article, table, keywords.phrases(article), keywords.keyness(article))
    drawn = charts.words(article, table, numbers)
    assert drawn.title == title + "too little text to rank"


def test_ticks_of_keyness_are_powers_of_ten(shipped):
    axes = charts.keyness(shipped, keywords.keyness(shipped)).figure.axes[0]
    ticks = [label.get_text() for label in axes.get_xticklabels()]
    assert ticks[:4] == ["×1", "×10", "×100", "×1,000"]


def test_charts_hold_hostile_words():
    long = "Supercalifragilisticexpialidocious" * 3
    text = "The $x^{2$ offer fell in Київ, القاهرة. " * 12 + long + " ran."
    article = read_article(text)
    table = keywords.words(article)
    table["word"] = ["$x^{2$ <b>", *table["word"].tolist()[1:]]
    numbers = keywords.numbers(article, table, keywords.phrases(article), keywords.keyness(article))
    assert charts.words(article, table, numbers).figure is not None
    lines = tables.html("concordance", keywords.concordance("A <b>fox</b> & a fox ran.", "fox"))
    assert "<b>" not in lines
    assert "&lt;b&gt;" in lines


# --- any text


WILD = st.text(alphabet=st.sampled_from("ab cdeE.TR,'’“”-\n1$<&é Ж😀…"), max_size=300)


@settings(max_examples=120, deadline=None)
@given(WILD)
def test_any_text_gives_consistent_tables(text):
    found = keywords.phrases(text, resamples=20)
    plain = flat(text).lower()
    for phrase in found["phrase"]:
        assert flat(phrase).lower() in plain
    assert not found["phrase"].str.lower().duplicated().any()
    counted = keywords.words(text, resamples=20)
    assert (counted["count"] >= 1).all()
    keywords.keyness(text)
    keywords.ngrams(text)


@settings(max_examples=25, deadline=None)
@given(st.permutations(FLOOD.strip().split("\n\n")))
def test_order_of_paragraphs_keeps_the_counts(paragraphs):
    here = keywords.words("\n\n".join(paragraphs), limit=200, resamples=0)
    there = keywords.words(FLOOD, limit=200, resamples=0)
    assert sorted(here["count"]) == sorted(there["count"])


def test_a_text_doubled_keeps_its_top_words(shipped):
    body = shipped.clean
    once, twice = words(body, resamples=0), words(body + "\n\n" + body, resamples=0)
    assert twice[:5] == once[:5]


def test_time_grows_with_length(shipped):
    # Growth exponent from 10 kB to 640 kB: 1 is linear.
    def seconds(text):
        begun = time.process_time()
        keywords.phrases(text)
        keywords.words(text)
        return time.process_time() - begun

    piece = shipped.clean + "\n\n"
    keywords.phrases(piece)
    small, large = piece * 4, piece * 256
    exponent = math.log(seconds(large) / min(seconds(small) for _ in range(3))) / math.log(64)
    assert exponent <= 1.2


def test_paragraph_lines_stop_before_they_make_a_wall():
    for paragraphs, told in ((charts.PARAGRAPHS - 5, True), (charts.PARAGRAPHS + 5, False)):
        article = read_article("\n\n".join(["The stone bridge closed on Monday."] * paragraphs))
        table = keywords.words(article).head(2)
        figure = charts.spread(article, table, keywords.dispersion(article, table["word"])).figure
        assert any("thin lines" in text.get_text() for text in figure.texts) == told
