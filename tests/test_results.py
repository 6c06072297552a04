"""Numbers and tables on their way to the report."""

import io
import json
import math

import numpy as np
import pandas as pd
import pytest

from closereading import book


def test_a_number_keeps_what_it_rests_on():
    entry = book.number(np.float64(0.5), n=np.int64(25), unit="share", method="counted")
    assert entry["value"] == 0.5
    assert type(entry["value"]) is float
    assert type(entry["n"]) is int
    assert entry["low"] is None


def test_what_cannot_be_known_is_none_not_nan():
    assert book.number(math.nan, n=1, unit="x", method="m", low=math.inf)["value"] is None
    assert book.number(1.0, n=1, unit="x", method="m", low=math.inf)["low"] is None


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


def test_save_and_load_give_back_the_same(tmp_path):
    numbers = {"topics.p": book.number(0.86, n=25, unit="p", method="permutation")}
    book.save("topics", numbers, tables={"t": pd.DataFrame({"a": [1, 2]})}, out=tmp_path)
    assert book.load(out=tmp_path, parts=("topics",)) == numbers
    assert (tmp_path / "report" / "tables" / "t.csv").read_text() == "a\n1\n2\n"


def test_a_missing_part_says_what_to_run(tmp_path):
    with pytest.raises(FileNotFoundError, match="make report"):
        book.load(out=tmp_path)


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
