"""From a number to its cell: ids, lines, tables, and what does not fit."""

import csv

import pandas as pd
import pytest

from closereading import book
from closereading.report import ledger


@pytest.fixture
def tables(tmp_path):
    frame = pd.DataFrame({"text": ["one\ntwo", "=x", "three"], "score": [0.5, -0.25, 1 / 3]})
    book.write(tmp_path / "a.csv", book.csv(frame))
    long = pd.DataFrame({"n": range(1000)})
    book.write(tmp_path / "long.csv", book.csv(long))
    return tmp_path


def number(value, **cell):
    return book.number(value, n=3, unit="u", method="m", **cell)


NUMBERS = {
    "a.first": number(0.5, table="a", row=0, column="score"),
    "a.last": number(1 / 3, low=-0.1, high=0.5, table="a", row=2, column="score"),
    "a.far": number(900, table="long", row=900, column="n"),
    "a.free": number('x, "y"\nz'),
}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "yes"), (-0.07123, "−0.07123"), (0.123456, "0.1235"), (1234, "1,234"),
        (1e-7, "0.0000"), ("words", "words"), (123456.0, "123,456"),
    ],
)  # fmt: skip
def test_written(value, text):
    assert ledger.written(value) == text


def test_lines_of_a_file_with_line_ends_in_cells(tables):
    assert ledger.lines(tables / "a.csv") == [2, 4, 5]


def test_tables_hold_the_cells_that_numbers_point_at(tables):
    first, long = ledger.tables(NUMBERS, tables, keys=["a.first", "a.last", "a.far"])
    cells = {cell["id"]: cell["text"] for row in first["body"] for cell in row["cells"]}
    assert cells["c-a-0-score"] == "0.5"
    assert cells["c-a-2-score"] == "0.333333"
    assert long["total"] == 1000
    assert [row["number"] for row in long["body"]] == [*range(ledger.ROWS), 900]


@pytest.mark.parametrize(
    "cell",
    [
        {"table": "gone", "row": 0, "column": "score"},
        {"table": "a", "row": 9, "column": "score"},
        {"table": "a", "row": 0, "column": "gone"},
    ],
)
def test_a_number_without_its_cell_is_an_error(tables, cell):
    with pytest.raises(ValueError, match=cell["table"]):
        ledger.tables({"x": number(1, **cell)}, tables, keys=["x"])


def test_every_number_has_a_line_in_a_csv(tables):
    ledger.save(NUMBERS, tables)
    addresses = ledger.addresses(NUMBERS, tables)
    assert addresses["a.last"] == "tables/a.csv#L5"
    with (tables / "numbers.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["key"] for row in rows] == list(NUMBERS)
    assert float(rows[1]["value"]) == pytest.approx(1 / 3, abs=1e-6)
    assert rows[1]["row"] == "2"
    assert rows[1]["low"] == "-0.1"
    assert addresses["a.free"] == "tables/numbers.csv#L5"
