"""Where each number stands: its row in the list of numbers, its cell in a table, its address."""

import csv
import re
from pathlib import Path

import pandas as pd

from closereading import book, prose
from closereading.report.manuscript import seen

# A table in the report shows this many rows, and every row a number points at.
ROWS = 60
NUMBERS = "numbers"  # the table of all numbers, made by the report itself
COLUMNS = ["key", "value", "low", "high", "n", "unit", "method", "table", "row", "column"]


def slug(*parts) -> str:
    """Return a name fit for an id in HTML and a label in Typst."""
    return "-".join(re.sub(r"[^A-Za-z0-9]+", "-", str(part)) for part in parts)


def written(value) -> str:
    """Write any value of the list of numbers, four digits of it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        text = f"{value:.4g}" if abs(value) < 1000 else prose.count(value)
        return (text if "e" not in text else f"{value:.4f}").replace("-", prose.MINUS)
    if isinstance(value, int):
        return prose.count(value).replace("-", prose.MINUS)
    return str(value)


def cell_id(entry: dict) -> str | None:
    """Return the id of the cell a number comes from, None if it has none."""
    if entry["table"] is None or entry["row"] is None or entry["column"] is None:
        return None
    return slug("c", entry["table"], entry["row"], entry["column"])


def lines(path: Path) -> list[int]:
    """Return the line of a CSV file on which each data row begins; cells may hold line ends."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        return [reader.line_num + 1 for _ in reader][:-1]


def rows(numbers: dict[str, dict], keys: list[str]) -> list[dict]:
    """Return the list of numbers, a row a key, every cell written out."""
    made = []
    for key in keys:
        entry = numbers[key]
        cell = cell_id(entry)
        made.append(
            {name: written(entry[name]) for name in COLUMNS[1:]}
            | {"key": key, "id": slug("n", key), "href": f"#{cell}" if cell else ""}
            | {"cell": f"{entry['table']}, row {entry['row']}, {entry['column']}" if cell else ""}
        )
    return made


def table(path: Path, targets: dict[tuple[int, str], str]) -> dict:
    """Read the rows of a CSV file that are shown; ``targets`` has the ids of cells by place."""
    with path.open(encoding="utf-8", newline="") as file:
        columns, *lines = list(csv.reader(file)) or [[]]
    wanted = {row for row, _ in targets}
    body = [
        {
            "number": row,
            "cells": [
                {"text": seen(text), "id": targets.get((row, column))}
                for column, text in zip(columns, cells, strict=True)
            ],
        }
        for row, cells in enumerate(lines)
        if row < ROWS or row in wanted
    ]
    return {"name": path.stem, "columns": columns, "total": len(lines), "body": body}


def tables(numbers: dict[str, dict], folder: Path, *, keys: list[str]) -> list[dict]:
    """Read the tables that numbers come from, with the cells of ``keys`` marked.

    A number whose table, row or column is not there is a ValueError.
    """
    targets: dict[str, dict[tuple[int, str], str]] = {}
    for entry in map(numbers.__getitem__, keys):
        if cell := cell_id(entry):
            targets.setdefault(entry["table"], {})[entry["row"], entry["column"]] = cell
    made = []
    for name, cells in targets.items():
        if not (folder / f"{name}.csv").exists():
            raise ValueError(f"a number comes from {name}.csv, which is not there")
        made.append(table(folder / f"{name}.csv", cells))
        have = {cell["id"] for row in made[-1]["body"] for cell in row["cells"]}
        if missing := set(cells.values()) - have:
            raise ValueError(f"{name}.csv has no cell for {', '.join(sorted(missing))}")
    return made


def save(numbers: dict[str, dict], folder: Path) -> None:
    """Write ``numbers.csv``: a row a number, in the order of ``results.json``."""
    rows = [{"key": key} | entry for key, entry in numbers.items()]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    # Numbers and words share a column; a whole number stays whole beside an empty cell.
    frame["row"] = frame["row"].astype("Int64")
    book.write(folder / f"{NUMBERS}.csv", book.csv(frame))


def addresses(numbers: dict[str, dict], folder: Path) -> dict[str, str]:
    """Return where each number stands in a CSV file: ``tables/words.csv#L5``, a line number."""
    starts, made = {}, {}
    for place, (key, entry) in enumerate(numbers.items()):
        name, row = (entry["table"], entry["row"]) if cell_id(entry) else (NUMBERS, place)
        if name not in starts:
            starts[name] = lines(folder / f"{name}.csv")
        made[key] = f"tables/{name}.csv#L{starts[name][row]}"
    return made
