"""An article among others: ranks, their correction, and what a whole corpus shows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereading import book, corpus, news, paths, prose
from closereading.article import InputError, read_article
from closereading.charts import context as chart
from closereading.context import archive, groups, percentiles

KEYS = [measure.key for measure in news.COMPARED]


def table(n: int, seed: int = 0, **fixed) -> pd.DataFrame:
    """Return a corpus table of made-up numbers."""
    rng = np.random.default_rng(seed)
    made = pd.DataFrame({key: rng.normal(size=n) for key in KEYS})
    return made.assign(error="", language="English", sentences=20, **fixed)


def among(values: list[float]) -> pd.DataFrame:
    """Return a reference of which every measure has these values."""
    return news.quantiles(pd.DataFrame(dict.fromkeys(KEYS, values)).assign(
        error="", language="English", sentences=20
    ))  # fmt: skip


@pytest.fixture
def row(monkeypatch):
    """Let an article measure what a test says."""

    def says(**values):
        plain = dict.fromkeys(KEYS, 50.5)
        monkeypatch.setattr(corpus, "row", lambda article, scorer: {**plain, **values})

    return says


@pytest.fixture(scope="module")
def shipped():
    article = read_article(paths.SHIPPED)
    return article, percentiles.place(article)


class TestHolm:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ([0.01], [0.01]),
            ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),
            ([0.5, 0.9], [1.0, 1.0]),
            ([0.02, 0.02], [0.04, 0.04]),
            ([], []),
        ],
    )
    def test_by_hand(self, given, expected):
        assert percentiles.holm(np.array(given)) == pytest.approx(expected)

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
    def test_lies_between_p_and_bonferroni(self, p):
        corrected = percentiles.holm(np.array(p))
        assert (corrected >= np.array(p) - 1e-12).all()
        assert (corrected <= np.minimum(1, len(p) * np.array(p)) + 1e-12).all()


class TestShares:
    STEPS = among([float(value) for value in range(101)])

    @pytest.mark.parametrize(
        ("value", "below", "at_most"),
        [(-1, 0, 0), (0, 0, 0), (50, 0.5, 0.5), (25.25, 0.2525, 0.2525), (100, 1, 1), (200, 1, 1)],
    )
    def test_of_a_hundred_and_one_values(self, value, below, at_most):
        steps = self.STEPS[self.STEPS["measure"] == "tone"]
        assert percentiles.shares(value, steps) == pytest.approx((below, at_most))

    def test_equal_ones_are_neither_below_nor_above(self):
        steps = among([0.0] * 60 + [float(value) for value in range(1, 41)])
        below, at_most = percentiles.shares(0.0, steps[steps["measure"] == "tone"])
        assert below == 0
        assert at_most == pytest.approx(0.6, abs=0.02)

    @settings(max_examples=50)
    @given(st.integers(50, 400), st.floats(-4, 4), st.integers(0, 99))
    def test_quantiles_lose_less_than_a_step(self, n, value, seed):
        values = np.random.default_rng(seed).normal(size=n)
        steps = among(list(values))
        found, _ = percentiles.shares(value, steps[steps["measure"] == "tone"])
        assert abs(found - (values < value).mean()) <= 1 / news.STEPS + 1 / n


class TestPlace:
    def test_the_middle_is_ordinary(self, row):
        row()
        found = percentiles.place(None, among=among([float(value) for value in range(101)]))
        assert set(found["verdict"]) == {percentiles.ORDINARY}
        assert found["percentile"].to_numpy() == pytest.approx(50.5, abs=0.6)

    def test_beyond_all_of_five_hundred_is_unusual_and_said_so(self, row):
        row(tone=-5.0)
        found = percentiles.place(None, among=among(list(np.linspace(0, 100, 500))))
        line = found.set_index("measure").loc["tone"]
        assert line["p"] == pytest.approx(2 / 501)
        assert line["p_corrected"] == pytest.approx(16 / 501)
        assert line["verdict"] == percentiles.UNUSUAL
        assert line["reading"] == "gloomier than nearly all of them"

    def test_beyond_all_of_a_hundred_is_only_at_the_edge(self, row):
        row(tone=-5.0)
        found = percentiles.place(None, among=among(list(np.linspace(0, 100, 100))))
        assert found.set_index("measure").at["tone", "verdict"] == percentiles.EDGE

    def test_what_is_not_known_is_not_counted(self, row):
        row(tone=None, ease=None)
        found = percentiles.place(None, among=among([float(value) for value in range(101)]))
        assert (found["verdict"] == percentiles.UNKNOWN).sum() == 2
        assert percentiles.numbers(found)["context.looked"]["value"] == 6

    def test_false_alarms_stay_below_the_level(self, monkeypatch):
        rng = np.random.default_rng(3)
        alarms = 0
        for turn in range(80):
            drawn = {key: float(rng.normal()) for key in KEYS}
            monkeypatch.setattr(corpus, "row", lambda article, scorer, drawn=drawn: drawn)
            found = percentiles.place(None, among=news.quantiles(table(400, seed=turn)))
            alarms += (found["verdict"] == percentiles.UNUSUAL).any()
        assert alarms / 80 <= 0.1  # 0.05, and two standard errors

    def test_equal_ones_are_counted_half(self, row):
        row(quotation=0.0)
        zeros = [0.0] * 60 + [float(value) for value in range(1, 41)]
        line = percentiles.place(None, among=among(zeros)).set_index("measure").loc["quotation"]
        assert line["percentile"] == pytest.approx(30, abs=1)
        assert line["verdict"] == percentiles.ORDINARY

    def test_the_interval_is_placed_too(self, row):
        row(tone=50.0, tone_low=20.0, tone_high=80.0)
        found = percentiles.place(None, among=among([float(value) for value in range(101)]))
        line = found.set_index("measure").loc["tone"]
        assert (line["percentile_low"], line["percentile_high"]) == pytest.approx((20, 80))

    @pytest.mark.parametrize(
        "text", ["One sentence.\n", "Das ist kein Englisch. Wirklich nicht.\n"]
    )
    def test_a_short_or_foreign_text_raises_nothing(self, text):
        article = read_article(text)
        found = percentiles.place(article)
        drawn = chart.strips(article, found, news.reference())
        assert drawn.title
        assert prose.answer("context", percentiles.numbers(found))


class TestReference:
    def test_what_ships_holds_numbers_of_news_and_nothing_else(self):
        found = news.reference()
        assert list(found.columns) == news.REFERENCE
        assert set(found["measure"]) == set(news.KNOWN)
        assert (found.groupby("measure")["n"].first() >= 300).all()
        assert found.groupby("measure")["value"].apply(lambda v: v.is_monotonic_increasing).all()

    def test_a_corpus_says_what_scored_its_tone(self, tmp_path):
        table(80).to_parquet(tmp_path / "old.parquet")
        assert news.reference(tmp_path / "old.parquet").attrs["tone_by"] == "words"
        table(80).assign(tone_by="reader").to_parquet(tmp_path / "new.parquet")
        assert news.reference(tmp_path / "new.parquet").attrs["tone_by"] == "reader"

    def test_a_corpus_becomes_one(self, tmp_path):
        made = table(80)
        made.loc[0, "error"] = "broken"
        made.loc[1, "language"] = "German"
        made.loc[2, "sentences"] = 3
        made.to_parquet(tmp_path / "t.parquet")
        found = news.reference(tmp_path / "t.parquet")
        assert set(found["n"]) == {77}

    def test_too_few_articles_are_refused(self, tmp_path):
        table(20).to_parquet(tmp_path / "t.parquet")
        with pytest.raises(InputError, match="fewer than 50"):
            news.reference(tmp_path / "t.parquet")

    @pytest.mark.parametrize("content", [None, b"no parquet"])
    def test_what_is_no_table_is_said(self, tmp_path, content):
        if content:
            (tmp_path / "t.parquet").write_bytes(content)
        with pytest.raises(InputError, match="table"):
            news.reference(tmp_path / "t.parquet")

    def test_a_table_without_the_columns_is_refused(self, tmp_path):
        pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "t.parquet")
        with pytest.raises(InputError, match="no table made by"):
            news.reference(tmp_path / "t.parquet")


class TestShipped:
    def test_every_number_points_at_its_cell(self, shipped, tmp_path):
        article, found = shipped
        numbers = percentiles.numbers(found)
        book.save("context", numbers, article=article, tables={"context": found}, out=tmp_path)
        cells = pd.read_csv(tmp_path / "report" / "tables" / "context.csv")
        for key, entry in numbers.items():
            if entry["table"] and isinstance(entry["value"], float):
                cell = cells.at[entry["row"], entry["column"]]
                assert cell == pytest.approx(entry["value"], rel=1e-5), key

    def test_the_report_reads_them(self, shipped, tmp_path):
        article, found = shipped
        book.save("context", percentiles.numbers(found), article=article, out=tmp_path)
        assert "context.tone" in book.load(article=article, out=tmp_path, parts=("context",))

    def test_the_chart_says_what_the_table_says(self, shipped):
        article, found = shipped
        drawn = chart.strips(article, found, news.reference())
        odd = (found["verdict"] == percentiles.UNUSUAL).sum()
        assert ("Nothing measured" in drawn.title) == (odd == 0)
        assert len(drawn.data) == 8
        assert "percentile" in drawn.alt

    @pytest.mark.parametrize(
        "verdict", [percentiles.UNUSUAL, percentiles.EDGE, percentiles.ORDINARY]
    )
    @pytest.mark.parametrize("which", [slice(0, 1), slice(0, 8)])
    def test_the_prose_is_whole_in_every_case(self, shipped, verdict, which):
        found = shipped[1].copy()
        found.loc[range(8)[which], "verdict"] = verdict
        numbers = percentiles.numbers(found)
        for part in ("context", "context-unusual"):
            text = prose.answer(part, numbers)
            assert text.count("**") % 2 == 0
            assert "None" not in text


class TestArchive:
    def test_tone_by_week(self):
        days = pd.date_range("2024-01-01", periods=120).astype(str)
        made = pd.DataFrame({"date": [*days, "", "unknown"], "tone": [0.0] * 60 + [1.0] * 62})
        found = archive.over_time(made)
        assert list(found["period"])[:2] == ["2024-01-01", "2024-01-08"]
        assert found["n"].sum() == 120
        assert len(found) <= archive.PERIODS
        assert found["tone"].iloc[0] == 0
        assert found["tone"].iloc[-1] == 1
        assert chart.over_time(found, name="articles", tone=0.2).title.startswith("Tone rises")

    @pytest.mark.parametrize(
        ("days", "written"),
        [
            (30, ["2024-01-01", "2024-01-02"]),
            (1000, ["2024-01", "2024-02"]),
            (3000, ["2024-Q1", "2024-Q2"]),
            (9000, ["2024", "2025"]),
        ],
    )
    def test_a_period_is_written_as_what_it_is(self, days, written):
        dates = pd.date_range("2024-01-01", periods=days).astype(str)
        found = archive.over_time(pd.DataFrame({"date": dates, "tone": 0.1}))
        assert list(found["period"])[:2] == written
        assert len(chart.over_time(found, name="articles").data) <= archive.PERIODS

    def test_a_gap_in_the_archive_is_a_gap_in_the_chart(self):
        dates = ["2020", "2021", "2024"]
        table = pd.DataFrame({"period": dates, "n": 9, "tone": 0.1, "low": 0.0, "high": 0.2})
        drawn = chart.over_time(table, name="articles")
        places = drawn.figure.axes[0].lines[0].get_xdata()
        assert list(places) == [0, 366, 1461]

    def test_the_article_s_word_that_enough_articles_use(self):
        article = read_article("Storm storm storm river river bridge.\n\n" * 3)
        terms = [["storm"]] * 5 + [["river"]] * 25 + [["other"]] * 20
        assert archive.lead(article, pd.DataFrame({"terms": terms})) == "river"
        assert (
            archive.lead(article, pd.DataFrame({"terms": terms[:9] + [["other"]] * 9})) == "storm"
        )

    def test_no_dates_make_no_line(self):
        found = archive.over_time(pd.DataFrame({"date": ["", None], "tone": [0.1, 0.2]}))
        assert found.empty
        assert "No tone" in chart.over_time(found, name="articles").title

    @staticmethod
    def words(n: int, themes: int, seed: int = 0) -> tuple[pd.DataFrame, np.ndarray]:
        rng = np.random.default_rng(seed)
        labels = np.arange(n) % themes
        terms = []
        for label in labels:
            own = [f"{'abcdefgh'[label]}word{i}" for i in rng.choice(20, 12, replace=False)]
            terms.append([*own, *(f"common{i}" for i in rng.choice(40, 20, replace=False))])
        counts = [[2] * len(each) for each in terms]
        return pd.DataFrame({"id": range(n), "terms": terms, "counts": counts}), labels

    def test_keyness_finds_the_words_of_a_group(self):
        made, labels = self.words(120, 3)
        found = archive.keyness(made, labels == 0)
        assert found["word"].str.startswith("aword").all()
        assert len(found) == 15
        assert (found["low"] > 0).all()

    def test_keyness_finds_nothing_between_like_groups(self):
        made, _ = self.words(120, 1)
        inside = np.random.default_rng(1).random(120) < 0.5
        assert len(archive.keyness(made, inside)) <= 1

    def test_one_wordy_article_does_not_make_a_key_word(self):
        made, labels = self.words(60, 2)
        made.at[0, "terms"] = [*made.at[0, "terms"], "obsession"]
        made.at[0, "counts"] = [*made.at[0, "counts"], 500]
        for at in range(1, 12):
            made.at[at, "terms"] = [*made.at[at, "terms"], "obsession"]
            made.at[at, "counts"] = [*made.at[at, "counts"], 1]
        assert "obsession" not in set(archive.keyness(made, labels == 0)["word"])

    def test_all_or_none_is_no_group(self):
        made, labels = self.words(20, 2)
        assert archive.keyness(made, labels < 5).empty

    def test_using_finds_other_forms(self):
        made = pd.DataFrame({"terms": [["wars"], ["peace"]]})
        assert list(archive.using(made, "War")) == [True, False]

    def test_planted_subjects_are_found_and_firm(self):
        made, _ = self.words(120, 4)
        found, agreement = groups.group(made, k=4)
        assert agreement > 0.9
        assert (found["stability"] > 0.9).all()
        assert list(found["articles"]) == [30] * 4

    def test_where_there_are_none_the_groups_do_not_hold(self):
        made, _ = self.words(120, 1)
        _, agreement = groups.group(made, k=4)
        assert agreement < 0.3

    def test_a_small_corpus_has_no_subjects(self):
        found, agreement = groups.group(self.words(20, 2)[0])
        assert found.empty
        assert np.isnan(agreement)
        numbers = groups.numbers(found, agreement, n=20)
        numbers["context.own"] = book.number(True, n=1, unit="", method="")
        assert "too small" in prose.answer("context-corpus", numbers)
