"""Numbers and tables on their way to the report."""

import io
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from closereading import book, lists, paths, read_article
from closereading.errors import InputError


def test_a_number_keeps_what_it_rests_on():
    entry = book.number(np.float64(0.5), n=np.int64(25), unit="share", method="counted")
    assert entry["value"] == 0.5
    assert type(entry["value"]) is float
    assert type(entry["n"]) is int
    assert entry["low"] is None


def test_what_cannot_be_known_is_none_not_nan():
    assert book.number(math.nan, n=1, unit="x", method="m", low=math.inf)["value"] is None
    assert book.number(1.0, n=1, unit="x", method="m", low=math.inf)["low"] is None


def test_cells_take_value_interval_and_n_from_their_row():
    rows = pd.DataFrame(
        {"group": ["A", "B"], "mean": [0.5, -0.25], "low": [0.25, -0.5], "high": [0.75, 0.0],
         "n": [4, 9]}
    )  # fmt: skip
    found = book.cells("sentiment.means", rows, keys=[None, "body"])
    assert list(found) == ["sentiment.body"]
    entry = found["sentiment.body"]
    assert (entry["value"], entry["low"], entry["high"], entry["n"]) == (-0.25, -0.5, 0.0, 9)
    assert (entry["table"], entry["row"], entry["column"]) == ("sentiment-means", 1, "mean")
    assert entry["unit"] == "score, -1 to 1"


def test_rows_are_counted_from_one_in_keys_and_methods():
    rows = pd.DataFrame({"word": ["war"], "count": [3], "stability": [0.5]}, index=[4])
    found = book.cells("keywords.word.{k}", rows, n={"": 20, "stability": 7}, resamples=200)
    assert found["keywords.word.1"]["method"] == "rank 5 by score"
    assert [found[f"keywords.word.1{leaf}"]["n"] for leaf in ("", ".count", ".stability")] == [
        20, 20, 7,
    ]  # fmt: skip


def test_a_number_without_unit_and_method_is_none():
    with pytest.raises(KeyError, match="wodrs"):
        book.facts("keywords", {"wodrs": (1, 1)})


def test_every_number_of_the_schema_is_made_of_the_shipped_article():
    """A unit that no number bears is left over; a corpus of one's own is not there."""
    numbers = json.loads(Path(paths.ROOT, "report", "results.json").read_text("utf-8"))["numbers"]
    made = {(e["table"], e["column"]) for e in numbers.values()}
    for of, section in lists.toml(book.SCHEMA)["cells"].items():
        section = dict(section)
        table = section.pop("table")
        section.pop("key", "")
        for leaf, told in section.items():
            if table != "corpus-subjects":
                assert (table, told.get("column", leaf)) in made, (of, leaf)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_cell_runs_in_a_spreadsheet(cell):
    text = book.csv(pd.DataFrame({"text": [cell], "score": [-1.5]}))
    assert f"'{cell.lstrip(chr(13))[0]}" in text
    assert "\r" not in text
    assert "-1.5" in text
    assert "'-1.5" not in text


@pytest.mark.parametrize(
    ("text", "seen"),
    [("S\0n\0ow", "Snow"), ("\x1b[31mred\x1b[0m", "red"), ("a\u202eb", "ab"), ("a\nb", "a\nb"),
     ("no\u200cn", "no\u200cn")],
)  # fmt: skip
def test_what_no_reader_sees_stays_in_the_article(text, seen):
    assert book.number(text, n=1, unit="word", method="m")["value"] == seen
    assert pd.read_csv(io.StringIO(book.csv(pd.DataFrame({"a": [text]}))))["a"].tolist() == [seen]


NUMBERS = {"topics.p": book.number(0.86, n=25, unit="p", method="permutation")}
TEXT = "The bridge\n\nThe bridge is closed. Nobody knows why.\n"


def save(part: str, out: Path, text: str = TEXT, *, cell: int = 1, **known) -> None:
    """Save a part with a table and a figure, as a notebook in a process of its own would."""
    book.WRITTEN.clear()
    book.write(out / "figures" / f"{part}.svg", f"{text} {cell}")
    article = read_article(text, **known)
    book.save(part, NUMBERS, article=article, tables={part: pd.DataFrame({"a": [cell]})}, out=out)


def test_save_and_load_give_back_the_same(tmp_path):
    article = read_article(TEXT)
    table = pd.DataFrame({"a": [1, 2]})
    book.save("topics", NUMBERS, article=article, tables={"t": table}, out=tmp_path)
    assert book.load(article=article, out=tmp_path, parts=("topics",)) == NUMBERS
    assert (tmp_path / "report" / "tables" / "t.csv").read_text() == "a\n1\n2\n"


def test_a_missing_part_says_what_to_run(tmp_path):
    with pytest.raises(InputError, match="make report"):
        book.load(article=read_article(TEXT), out=tmp_path)


class TestOfOneText:
    """A report is of one text, read in one way, or there is none."""

    OTHER = TEXT.replace("bridge", "harbour")
    # printf TEXT | sha256sum | head -c 8, of both
    HASHES = ("85d42de0", "0838221f")

    @pytest.mark.parametrize("part", ["article", "keywords", "sentiment", "topics", "context"])
    def test_a_part_of_another_text_is_refused_and_both_are_named(self, tmp_path, part):
        parts = ("article", "keywords", "sentiment", "topics", "context")
        for each in parts:
            save(each, tmp_path, self.OTHER if each == part else TEXT)
        with pytest.raises(InputError) as caught:
            book.load(article=read_article(TEXT), out=tmp_path, parts=parts)
        for word in (f"The {part} notebook", "“The bridge”", "“The harbour”", *self.HASHES):
            assert word in str(caught.value)
        save(part, tmp_path)
        assert book.load(article=read_article(TEXT), out=tmp_path, parts=parts) == NUMBERS

    def test_another_title_or_another_option_is_another_reading(self, tmp_path, monkeypatch):
        save("article", tmp_path)
        with pytest.raises(InputError, match=r"“The bridge”.*“Another”"):
            book.load(article=read_article(TEXT, title="Another"), out=tmp_path, parts=("article",))
        mine = tmp_path / "mine.md"
        monkeypatch.setenv(paths.OPTIONS["commentary"].variable, str(mine))
        for content in ("one", "two"):
            mine.write_text(content)
            with pytest.raises(InputError, match=r"this one .*commentary mine\.md \w{8}\)"):
                book.load(article=read_article(TEXT), out=tmp_path, parts=("article",))
            save("article", tmp_path)
            book.load(article=read_article(TEXT), out=tmp_path, parts=("article",))

    @pytest.mark.parametrize("name", ["figures/article.svg", "report/tables/article.csv"])
    def test_a_file_of_another_run_is_refused(self, tmp_path, name):
        save("article", tmp_path)
        file = tmp_path / name
        before = file.read_bytes()
        for content in (b"another", None):
            file.unlink()
            if content:
                file.write_bytes(content)
            with pytest.raises(InputError, match=rf"{name} is not .*Run the article notebook"):
                book.load(article=read_article(TEXT), out=tmp_path, parts=("article",))
            file.write_bytes(before)
        assert book.load(article=read_article(TEXT), out=tmp_path, parts=("article",)) == NUMBERS


def test_what_is_wrong_is_said_in_one_line_in_a_notebook():
    assert InputError("Say it.")._render_traceback_() == ["InputError: Say it."]


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path, monkeypatch):
    target = tmp_path / "results.json"
    book.write(target, json.dumps({"old": 1}))

    def broken(self, data):
        raise OSError("disk full")

    monkeypatch.setattr(type(target), "write_bytes", broken)
    with pytest.raises(OSError, match="disk full"):
        book.write(target, "new")
    assert json.loads(target.read_text()) == {"old": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]
