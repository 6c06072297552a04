"""Wording: text in, rows out, a table of cases for each kind; and the reading made of them."""

import re
import time
from pathlib import Path

import pandas as pd
import pytest

from closereading import lists, news, paths, read_article, wording
from closereading.charts import wording as chart
from closereading.wording import account, counting, drafts, hedging, judging
from closereading.wording.places import LISTS, patterns

TABLES = (
    wording.judgements, wording.certainty, wording.quantities, wording.agency, wording.times,
    wording.sources, wording.headline,
)  # fmt: skip
FILLER = "The council met in the hall.\n\n"


def article(text: str, **known):
    return read_article(f"{text}\n", **known)


def rows(made: pd.DataFrame, *columns: str) -> list:
    """Return the texts of a table, or tuples of its columns."""
    if not columns:
        return made["text"].tolist()
    return list(made[list(columns)].itertuples(index=False, name=None))


@pytest.fixture(scope="module")
def shipped():
    return read_article(paths.SHIPPED)


class TestJudgements:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("The fiercest fighting was in the east.", [("fiercest", "superlative")]),
            ("It was the most brutal war of the age.", [("most brutal", "blame")]),
            ("The so-called reform passed.", [("so-called", "distance")]),
            ("The regime fell. The tax regime stayed.", [("regime", "label")]),
            ("The mayor slammed the plan.", [("slammed", "vivid")]),
            ("Critics hit back at the plan.", [("hit back", "vivid")]),
            ("Fortunately nobody was there.", [("Fortunately", "praise")]),
            ("A good deal of it is in good repair.", [("good", "praise")]),
            ("He claimed that it was safe.", [("claimed", "saying")]),
            ("The blaze claimed 30 lives. She claimed the title.", []),
            ("He was admitted to hospital. He admitted lying.", [("admitted", "saying")]),
            ("They maintain the road. They maintain that it is safe.", [("maintain", "saying")]),
            ("The minister's claim was heard. An insurance claim was heard.",
             [("claim", "saying")]),
            ('The "reform" of the law passed.', [("reform", "marks")]),
            ("Workers are striking. A striking rise came.", [("striking", "colour")]),
            ("Tornadoes trashed towns. Critics trashed the plan.", [("trashed", "vivid")]),
            ("They burn waste. It is a waste of time.", [("waste", "verdict")]),
            ("He hammered nails. The senator hammered the plan.", [("hammered", "vivid")]),
            ("The senator's claim on the land held.", []),
            ("He is obliged to disclose it.", []),
            ("They are reeling it in. The party is reeling.", [("reeling", "vivid")]),
            ("The Russian and the Muslim woman spoke to a Jewish man.", []),
        ],
    )  # fmt: skip
    def test_what_judges(self, text, expected):
        assert rows(wording.judgements(article(text)), "text", "kind") == expected

    def test_a_verb_says_what_it_implies(self):
        made = wording.judgements(article("She admitted that it was a brutal act."))
        assert rows(made, "text", "implies") == [
            ("admitted", "grants unwillingly that it is so"),
            ("brutal", ""),
        ]

    def test_whose_word_it_is(self):
        text = "“It was a brutal act,” said Ann Lee, the notorious judge."
        made = wording.judgements(article(FILLER + text))
        assert rows(made, "text", "voice", "speaker") == [
            ("brutal", "quotation", "Ann Lee"),
            ("notorious", "narration", ""),
        ]

    def test_who_somebody_is_stands_in_no_list(self):
        people = {word for words in lists.peoples() for word in words}
        people |= {"muslim", "christian", "jewish", "catholic", "islam", "woman", "man", "gay"}
        judging_words = judging.forms().keys() | set(LISTS["vivid"]) | set(LISTS["most"])
        assert not judging_words & people


class TestCertainty:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("It may rain in May.", [("may", "hedge")]),
            ("He reportedly left.", [("reportedly", "hedge")]),
            ("I think it will hold.", [("I think", "hedge")]),
            ("He is expected to leave.", [("is expected", "hedge")]),
            ("She appeared in court. She appeared to sleep.", [("appeared", "hedge")]),
            ("They suggested moving it. It suggested that he knew.", [("suggested", "hedge")]),
            ("Men are twice as likely to die.", []),
            ("He could have run. He could not be reached.", [("not", "negation")]),
            (
                "He indicated publicly that it was over. Tests indicated the end.",
                [("indicated", "hedge")],
            ),
            ("The suspect fled. The suspected thief fled.", [("suspected", "hedge")]),
            (
                "It is certainly so, of course.",
                [("certainly", "booster"), ("of course", "booster")],
            ),
            (
                "There is no doubt. There is no bread.",
                [("no doubt", "booster"), ("no", "negation")],
            ),
            ("It isn't so. It is not only so.", [("n't", "negation")]),
            ("He lives at No. 9 now.", []),
        ],
    )
    def test_what_hedges_stresses_denies(self, text, expected):
        assert rows(wording.certainty(article(text)), "text", "kind") == expected


class TestAgency:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("They are then trained and deployed to the front.", ["are then trained and deployed"]),
            ("Some have already been deployed there.", ["have already been deployed"]),
            ("The report was not circulated.", ["was not circulated"]),
            ("The report was written by two clerks.", []),
            ("The bridge was closed by Tuesday.", ["was closed"]),
            ("He was gunned down in May.", ["was gunned down"]),
            ("He is interested. It is based here. She was disappointed.", []),
            ("Two men got killed. Two men got married.", ["got killed"]),
            ("The law should be changed.", ["should be changed"]),
            ("He has closed the bridge.", []),
        ],
    )
    def test_passives_without_an_agent(self, text, expected):
        assert rows(wording.agency(article(text))) == expected


class TestQuantities:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("About 30 men left.", [("About 30", "rounded", "count", "men")]),
            ("It cost up to $2.5 million.", [("up to $2.5 million", "limit", "money", "")]),
            ("It rose by 7 percent.", [("7 percent", "exact", "share", "")]),
            ("Sanders, 74, left.", [("74", "exact", "age", "")]),
            ("A 26-year-old man left.", [("26-year-old", "exact", "age", "")]),
            ("They won 4-2 at home.", [("4-2", "exact", "score", "")]),
            ("From 20-30 people came.", [("20-30", "range", "count", "people")]),
            ("One in six men left.", [("One in six", "exact", "share", "men")]),
            ("It took almost a year.", [("almost a year", "rounded", "duration", "")]),
            ("Many people left.", [("Many", "vague", "count", "people")]),
            ("There were tens or hundreds of thousands of other Russians.",
             [("tens or hundreds of thousands", "vague", "count", "other Russians")]),
            ("It was seen by some of the fiercest men. How many were there?", []),
            ("The old Boeing 747 landed. No one came.", []),
            ("The ten most popular films won. Most Western films lost.",
             [("ten", "exact", "count", ""), ("Most", "vague", "count", "Western films")]),
            ("Many Britons fear it.", [("Many", "vague", "count", "Britons")]),
            ("A majority of the town's men left.",
             [("A majority of", "vague", "count", "town's men")]),
            ("An estimated 50 million residents in 14 states left.",
             [("An estimated 50 million", "rounded", "count", "residents"),
              ("14", "exact", "count", "states")]),
            ("It began on 4 May 2012.", [("4 May 2012", "exact", "date", "")]),
        ],
    )  # fmt: skip
    def test_what_is_counted(self, text, expected):
        made = wording.quantities(article(text))
        assert rows(made, "text", "exactness", "kind", "counts") == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("1,200", 1200), ("2.5 million", 2.5e6), ("twenty-five", 25), ("three hundred", 300)],
    )
    def test_the_value_of_a_number(self, text, expected):
        assert [number for number, *_ in counting.value(text)] == [expected]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("dozens", 24), ("tens or hundreds of thousands", 2e4), ("many", 0)],
    )
    def test_the_least_that_a_loose_count_means(self, text, expected):
        assert counting.least(text) == expected


class TestTimes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("It began in February 2022.", [("February 2022", "date", "2022-02")]),
            ("It began on May 4, 2012.", [("May 4, 2012", "date", "2012-05-04")]),
            ("He left on Tuesday.", [("Tuesday", "relative", "2023-12-12")]),
            ("He will leave on Tuesday.", [("Tuesday", "relative", "")]),
            ("He left last year.", [("last year", "relative", "2022")]),
            ("He left two years ago.", [("two years ago", "relative", "2021")]),
            ("He left at 5 p.m. with others.", [("5 p.m.", "clock", "")]),
            ("He left with 2000 other people.", []),
            ("He left by 1900 GMT.", [("1900", "clock", "")]),
            ("It began in the 1990s.", [("the 1990s", "date", "1990")]),
            ("He ruled for 12 years.", [("12 years", "duration", "")]),
            ("The year 1988 was dry, and 2000 people left.", [("1988", "date", "1988")]),
            ("A 26-year-old man may march with her.", []),
        ],
    )
    def test_when(self, text, expected):
        made = wording.times(article(text, date="2023-12-14"))
        assert rows(made, "text", "kind", "when") == expected

    def test_without_a_date_of_its_own(self):
        assert rows(wording.times(article("He left on Tuesday.")), "when") == [("",)]


class TestHeadline:
    @pytest.mark.parametrize(
        ("head", "body", "expected"),
        [
            ("Frustrated men join army", "The men joined the army. They were disappointed.",
             [("Frustrated", "absent", "disappointed", 2)]),
            ("Men won the war", "The men win the war. It is over.", []),
            ("Russia attacks town", "Russian troops attacked the town. It fell.", []),
            ("Seven killed in crash", "The crash killed 9 people. It was dark.",
             [("Seven", "number", "9", 0)]),
            ("Fund pays $40 million", "The fund pays $9 million. It is late.",
             [("$40 million", "number", "9,000,000", 0)]),
            ("Ann Lee will stay six more weeks in hospital",
             "Ann Lee will stay six more weeks in hospital, her doctors said. It is late.",
             [("Ann Lee will stay six more weeks in hospital", "claim", "her doctors said", 1)]),
            ("Ann Lee will stay six more weeks in hospital",
             "Ann Lee will stay six more weeks in hospital. It is late.", []),
        ],
    )  # fmt: skip
    def test_what_it_has_to_itself(self, head, body, expected):
        text = article(f"{head}\n\n{body}")
        shift = [(word, kind, near, where and where + 1) for word, kind, near, where in expected]
        assert rows(wording.headline(text), "text", "kind", "nearest", "where") == shift


class TestSources:
    @pytest.mark.parametrize(
        ("text", "kind", "expected"),
        [
            ("Officials said the bridge is safe.", "heard, unnamed", ["Officials said"]),
            ("Farmers fear the plan.", "minds", ["Farmers fear"]),
            ("Farmers fear the plan. “It is bad,” the farmers said.", "minds", []),
            ("It saw the bloodiest days of the war.", "no source", ["bloodiest"]),
            ("It saw the bloodiest days of the war, a study said.", "no source", []),
            ("These were the king’s proudest days.", "no source", []),
            ("There have been fears of a flood.", "no source", ["There have been fears"]),
            (
                "Most Republicans, however, want it to stay.",
                "minds",
                ["Most Republicans, however, want"],
            ),
            ("It is done so that companies feel it.", "minds", []),
            (
                "Officials with the ministry said it is safe.",
                "heard, unnamed",
                ["Officials with the ministry said"],
            ),
            (
                "The Labour candidate Boruk Sanders left. Sanders won.",
                "not heard",
                ["Boruk Sanders"],
            ),
            ("The town is widely seen as lost.", "no source", ["is widely seen as"]),
            ("President Vladimir Putin left. Putin won.", "not heard", ["Vladimir Putin"]),
            ("President Vladimir Putin left. “Go,” said Putin.", "not heard", []),
            ("Coach UConn left. UConn won.", "not heard", []),
            ("Jamie left. Jamie won.", "not heard", []),
            ("The late Mary Lee left. Mary Lee won.", "not heard", []),
            ("Mary Lee left. Mary Lee won.", "not heard", ["Mary Lee"]),
            (
                "“So it is,” said a friend’s spokesman.",
                "heard, unnamed",
                ["said a friend’s spokesman"],
            ),
        ],
    )
    def test_gaps(self, text, kind, expected):
        made = wording.sources(article(FILLER + text))
        assert rows(made[made["kind"] == kind]) == expected


class TestShipped:
    def test_the_reading_holds_what_the_analyst_found(self, shipped):
        told = " ".join(paragraph.text for paragraph in wording.reading(shipped))
        for found in (
            "“Frustrated” is the headline’s own word", "the author’s own voice: “fiercest”",
            "Putin is named 5 times, and is not heard", "“Ukrainian military leaders hope”",
            "Karabas and Holod are known by one name only", "“tens or hundreds of thousands",
            "“are then trained and deployed”", "“have already been deployed”", "“February 2022”",
            "2023-12-14",
        ):  # fmt: skip
            assert found in told

    def test_the_numbers_of_the_text(self, shipped):
        found = set(rows(wording.quantities(shipped), "text", "exactness"))
        assert found >= {
            ("almost a year", "rounded"), ("six-month-old", "exact"), ("up to a year", "limit"),
            ("300-strong", "exact"), ("tens or hundreds of thousands", "vague"),
        }  # fmt: skip

    def test_every_row_is_a_place_of_the_text(self, shipped):
        made = [make(shipped) for make in TABLES]
        for table in made:
            for row in table.itertuples():
                assert row.text == shipped.text[row.start : row.end]

    def test_the_places_of_a_paragraph_are_quoted_in_it(self, shipped):
        for paragraph in wording.reading(shipped):
            for sentence, *_ in paragraph.places[:1]:
                assert re.search(rf"sentence\u00a0{sentence}\b|headline|count", paragraph.text)

    def test_charts(self, shipped):
        drawn = chart.places(shipped, {"passives": wording.agency(shipped)})
        assert drawn.data["sentence"].tolist() == [16, 24]
        assert chart.timeline(shipped, wording.times(shipped)).title.startswith("Too few dates")

    def test_a_timeline_knows_days(self):
        text = article("It began on 1 May 2012. It went on to 2 July 2012. He was born in 1990.")
        drawn = chart.timeline(text, wording.times(text))
        assert drawn.data["year"].tolist() == [2012.333, 2012.503, 1990.0]
        assert drawn.title == "3 dates, told out of order"


class TestReading:
    def test_what_is_imprecise_is_not_told_or_with_care(self, shipped, monkeypatch):
        monkeypatch.setitem(drafts.PRECISION, "agency", 0.69)
        monkeypatch.setitem(drafts.PRECISION, "times", 0.75)
        told = {paragraph.kind: paragraph.text for paragraph in wording.reading(shipped)}
        assert "agency" not in told
        assert told["times"].endswith("look at them first.")

    def test_a_word_that_is_denied_is_not_told(self):
        text = "The plan was not brutal at all. The mayor said no more."
        assert "brutal" not in str(wording.reading(article(FILLER * 8 + text)))

    @pytest.mark.parametrize(
        ("text", "said", "told"),
        [
            ("It began in May 2011. It ends soon.", "Only one date", True),
            ("It began in May 2011. It ends on Sept. 30.", "Only one date", False),
            ("Hundreds of bags burned. Some 40 men came.", "loosest", True),
            ("Hundreds of bags burned. More than 600 guests came.", "loosest", False),
            ("It cost $3 million and rakes in millions more.", "loosest", False),
            ("It went off at 1900 GMT. It began in May 2011.", "Only one date", True),
            ("It began in the 1990s. It went on in 1998, and in 2004.", "“the 1990s”", True),
            ("The bus was closed. The hall was searched.", "say by whom", True),
            ("The bus was not closed. No hall was searched.", "say by whom", False),
            ("The bus will be closed. The hall could be searched.", "say by whom", False),
            ("It saw the bloodiest days.", "“bloodiest” (sentence\u00a09): a superlative", True),
            ("The town is widely seen as lost.", "opinion, and no source", True),
            ("He did not warn that it was a farce.", "more than “said”", False),
            ("“Go,” said Ann Lee, and it was vile, she said.", "vile", True),
            ("Ann Lee said the vile plan was dead.", "paraphrase, so whose", True),
            ("They debate whether it is a vile plan.", "vile", False),
            ("“A vile plan is dead,” said Ann Lee.", "in quotation: “vile”", True),
        ],
    )
    def test_a_superlative_looks_at_all_of_its_kind(self, text, said, told):
        made = " ".join(one.text for one in wording.reading(article(FILLER * 8 + text)))
        assert (said in made) == told

    def test_its_precision_is_the_measured_one(self):
        results = Path(__file__).parents[1] / "benchmarks" / "results" / "wording.csv"
        table = pd.read_csv(results)
        table = table[(table["sample"] == "unseen") & (table["measure"] == "precision")]
        for row in table.itertuples():
            assert drafts.PRECISION[row.kind] == pytest.approx(row.value, abs=0.005)

    @pytest.mark.parametrize(("most", "told"), [(2.0, False), (1.0, True)])
    def test_a_rate_is_told_where_it_stands_out(self, shipped, most, told):
        rates = wording.rates(shipped).set_index("key")
        among = news.reference()
        among["value"] = among["share"] * most * rates.at["wording_vague", "rate"]
        made = {one.kind: one.text for one in wording.reading(shipped, among=among)}
        assert ("it has more, for its length," in made["quantities"]) == told

    @pytest.mark.parametrize(("before", "told"), [(8, True), (2, False)])
    def test_how_long_the_author_is_alone(self, before, told):
        made = wording.reading(article(FILLER * before + "“Go,” said Ann Lee.\n\n" + FILLER))
        alone = f"before sentence {before + 1}"
        assert (alone in " ".join(one.text for one in made)) == told

    def test_words_in_marks_in_a_report_have_no_name(self):
        text = "Mr Daryl Gates said a judge had called it “sordid beyond all doubt and measure”."
        told = " ".join(one.text for one in wording.reading(article(FILLER * 8 + text)))
        assert "“sordid”" in told
        assert "“sordid” (Daryl" not in told

    def test_another_language_has_no_reading(self):
        text = (
            "Die Stadt ist seit dem Morgen ohne Strom und niemand weiß, wann er wiederkommt. " * 4
        )
        assert wording.reading(article(text)) == []

    def test_statements_answer_with_the_first_sentence(self, shipped):
        made = {one.key: one for one in wording.statements(shipped, {})}
        assert made["wording.headline"].answer.startswith("“Frustrated”")
        assert made["wording.headline"].places == (1,)
        sources = made["wording.sources"]
        assert sources.answer == "Karabas and Holod are known by one name only."
        assert "Putin" not in sources.detail  # the report asks of its own who is not heard
        assert all(re.search(r"\?$", one.question) for one in made.values())

    def test_nothing_is_read_into_nothing(self):
        assert wording.reading(article("It rained.")) == []

    def test_every_kind_has_its_words(self):
        for section in ("question", "doubt"):
            assert {line.split(":")[0] for line in LISTS[section]} == set(drafts.PRECISION)


@pytest.mark.parametrize(
    "section", ["sense", "saying_not", "certain_sense", "time", "accused", "rule", "quantity"]
)
def test_every_pattern_compiles(section):
    assert len(patterns(section)) == len(LISTS[section])


def test_every_sentence_of_the_reading_is_used():
    code = Path(account.__file__).read_text("utf-8")
    for line in LISTS["say"]:
        key = line.split(":")[0]
        assert f'"{key}"' in code or key in (hedging.HEDGE, hedging.BOOSTER)


def test_time_grows_with_the_length(shipped):
    body = "\n\n".join(shipped.sentences["text"].tolist()[1:])

    def spent(times: int) -> float:
        text = read_article("\n\n".join([body] * times) + "\n")
        text.tokens  # noqa: B018
        begun = time.process_time()
        wording.reading(text)
        return time.process_time() - begun

    spent(1)
    assert spent(16) < 12 * max(spent(2), 0.02)


def test_a_word_set_apart_once_is_nobodys_judgement_anywhere():
    article = read_article(
        "Brussels to back Britain on 'mad cow disease'\n\n"
        "Britain will get backing today when Germany seeks a ban for fear of 'mad cow disease'.\n\n"
        "The ministers met in the morning and talked about exports of beef for three hours.\n"
    )
    said = " ".join(
        " ".join(part.sentences) for part in wording.reading(article) if part.kind == "judgements"
    )
    assert "Set apart by quotation marks: “mad cow disease”" in said
    assert "Judged" not in said
