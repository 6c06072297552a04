"""The numbers of a run: each entry with its interval, n, unit, method and table cell."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the runner writes files too, and needs no tables
    import pandas as pd

PARTS = ("article", "keywords", "sentiment", "topics")  # that every run has, in reading order
# A cell that begins with one of these runs as a formula when a spreadsheet opens the file.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Escape sequences of terminals, controls, and marks that turn the direction of what follows: no
# reader sees them, and some programs act on them. They stay in the article and go no further.
UNSEEN = re.compile(
    r"\x1b\[[0-9;?]{0,20}[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def number(
    value: float | int | str | bool | None,
    *,
    n: int,
    unit: str,
    method: str,
    low: float | None = None,
    high: float | None = None,
    table: str | None = None,
    row: int | None = None,
    column: str | None = None,
) -> dict:
    """Return one entry of results.json.

    Parameters
    ----------
    value : float, int, str, bool or None
        The number; text for a verdict, a word or a passage; None where it cannot be known.
    n : int
        How many units (sentences, words, articles) it rests on.
    unit : str
        What it counts or measures: "sentences", "score, -1 to 1", "share", "passage" …
    method : str
        How it was made, in a few words.
    low, high : float, optional
        The interval; which one is part of ``method``.
    table, row, column : optional
        The cell it stands in: ``report/tables/<table>.csv``, data row from 0, column name.
    """
    entry = {
        "value": value,
        "low": low,
        "high": high,
        "n": n,
        "unit": unit,
        "method": method,
        "table": table,
        "row": row,
        "column": column,
    }
    return {key: _plain(item) for key, item in entry.items()}


def _plain(item):
    """Make a value fit for JSON: numpy scalars to Python's, not-a-number to None, seen text.

    Ten significant digits: the last ones depend on the order in which a machine adds.
    """
    if hasattr(item, "item"):
        item = item.item()
    if isinstance(item, str):
        return UNSEEN.sub("", item)
    if not isinstance(item, float):
        return item
    return float(f"{item:.10g}") if math.isfinite(item) else None


@dataclass(frozen=True)
class Column:
    """What the numbers of a table's column are: said once, true of every cell.

    Attributes
    ----------
    name : str
        The column.
    unit, method : str
        As in ``number``; ``{k}`` in the method is the row, from 1.
    n : int or str
        How many units each rests on, or the column that says so.
    low, high : str or None
        The columns of its interval.
    """

    name: str
    unit: str
    method: str
    n: int | str = 1
    low: str | None = None
    high: str | None = None


def cells(
    table: str, rows: pd.DataFrame, keys: Iterable[str | None], columns: dict[str, Column]
) -> dict[str, dict]:
    """Return the entries of a table's cells.

    Parameters
    ----------
    table : str
        The name the table is saved under.
    rows : DataFrame
        The table, or its first rows; the row labels count from 0, as in the file.
    keys : iterable of str or None
        What each row's numbers are called; a row without a name is passed over.
    columns : dict
        What a column adds to the key (``".count"``, or nothing) to the column.
    """
    found = {}
    for (place, row), key in zip(rows.iterrows(), keys, strict=False):
        for leaf, column in columns.items() if key is not None else ():
            found[key + leaf] = number(
                row[column.name],
                n=row[column.n] if isinstance(column.n, str) else column.n,
                low=column.low and row[column.low],
                high=column.high and row[column.high],
                unit=column.unit,
                method=column.method.replace("{k}", str(place + 1)),
                table=table,
                row=place,
                column=column.name,
            )
    return found


def facts(rows: Iterable[tuple], prefix: str = "") -> dict[str, dict]:
    """Return the entries of numbers that stand in no cell: key, value, n, unit, method."""
    return {
        f"{prefix}{key}": number(value, n=n, unit=unit, method=method)
        for key, value, n, unit, method in rows
    }


def write(path: Path, text: str | bytes) -> None:
    """Write a file whole or not at all: to a temporary name beside it, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def csv(table: pd.DataFrame) -> str:
    """Return a table as CSV that no spreadsheet runs: risky text cells get a leading apostrophe."""
    from pandas.api.types import is_numeric_dtype

    safe = table.copy()
    safe.columns = [_inert(str(name)) for name in safe.columns]
    for place, kind in enumerate(safe.dtypes):
        if not is_numeric_dtype(kind):
            safe.isetitem(place, safe.iloc[:, place].map(_inert))
    return safe.to_csv(index=False, lineterminator="\n", float_format="%.6g")


def _inert(cell):
    if not isinstance(cell, str):
        return cell
    seen = UNSEEN.sub("", cell)
    return "'" + seen if seen.startswith(FORMULA) else seen


def save(
    part: str, numbers: dict[str, dict], *, out: Path, tables: dict[str, pd.DataFrame] | None = None
) -> None:
    """Keep what a notebook found.

    Writes ``out/report/parts/<part>.json`` and ``out/report/tables/<name>.csv``.

    Parameters
    ----------
    part : str
        Name of the notebook's part: "article", "keywords", "sentiment" or "topics".
    numbers : dict
        Key (dotted, begins with the part) to an entry made by ``number``.
    out : Path
        The run's output folder.
    tables : dict of DataFrame, optional
        Name to tidy table.
    """
    report = Path(out) / "report"
    for name, table in (tables or {}).items():
        write(report / "tables" / f"{name}.csv", csv(table))
    text = json.dumps(numbers, ensure_ascii=False, indent=1, allow_nan=False)
    write(report / "parts" / f"{part}.json", text + "\n")


def load(*, out: Path, parts: tuple[str, ...] = PARTS) -> dict:
    """Gather what the notebooks saved.

    Returns
    -------
    dict
        Key to entry, parts in reading order.

    Raises
    ------
    FileNotFoundError
        If a part is missing; says which notebook to run.
    """
    numbers = {}
    for part in parts:
        path = Path(out) / "report" / "parts" / f"{part}.json"
        if not path.exists():
            raise FileNotFoundError(
                f"The numbers of the {part} notebook are missing. Run the {part} notebook first, "
                "or everything with: make report"
            )
        numbers.update(json.loads(path.read_text("utf-8")))
    return numbers
