"""The numbers of a run: each entry with its interval, n, unit, method and table cell."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from closereading import paths
from closereading.errors import InputError

if TYPE_CHECKING:  # the runner writes files too, and needs no tables
    import pandas as pd

    from closereading.article import Article

WRITTEN: dict[Path, str] = {}  # what this process wrote, with its sha256: a notebook's own files
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
    # As objects: a row of numbers alone would turn its counts into fractions.
    for (place, row), key in zip(rows.astype(object).iterrows(), keys, strict=False):
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
    data = text.encode("utf-8") if isinstance(text, str) else text
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
        WRITTEN[path.absolute()] = hashlib.sha256(data).hexdigest()
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
    part: str,
    numbers: dict[str, dict],
    *,
    article: Article,
    out: Path,
    tables: dict[str, pd.DataFrame] | None = None,
) -> None:
    """Keep what a notebook found, and what it read.

    Writes ``out/report/parts/<part>.json`` and ``out/report/tables/<name>.csv``. The part says
    which text and which options it is of, and the sha256 of each table and figure made with it.

    Parameters
    ----------
    part : str
        Name of the notebook's part: "article", "keywords", "sentiment" or "topics".
    numbers : dict
        Key (dotted, begins with the part) to an entry made by ``number``.
    article : Article
        What they are of.
    out : Path
        The run's output folder.
    tables : dict of DataFrame, optional
        Name to tidy table.
    """
    out = Path(out).absolute()
    for name, table in (tables or {}).items():
        write(out / "report" / "tables" / f"{name}.csv", csv(table))
    places = {out / "report" / "tables", out / "figures"}
    files = {
        path.relative_to(out).as_posix(): digest
        for path, digest in sorted(WRITTEN.items())
        if path.parent in places
    }
    kept = {"of": _of(article), "files": files, "numbers": numbers}
    text = json.dumps(kept, ensure_ascii=False, indent=1, allow_nan=False)
    write(out / "report" / "parts" / f"{part}.json", text + "\n")


def load(*, article: Article, out: Path, parts: tuple[str, ...] = PARTS) -> dict:
    """Gather what the notebooks saved, if all of it is of one text, read in one way.

    Returns
    -------
    dict
        Key to entry, parts in reading order.

    Raises
    ------
    InputError
        If a part is missing, of another text or other options, or not of one piece; says which
        notebook to run.
    """
    out = Path(out)
    numbers: dict[str, dict] = {}
    for part in parts:
        path = out / "report" / "parts" / f"{part}.json"
        if not path.exists():
            raise InputError(
                f"The numbers of the {part} notebook are missing. Run the {part} notebook first, "
                "or everything with: make report"
            )
        kept = json.loads(path.read_text("utf-8"))
        if kept["of"] != _of(article):
            raise InputError(
                f"The {part} notebook has read {_called(kept['of'])}, this one "
                f"{_called(_of(article))}. Set the same article in both and run the {part} "
                "notebook again, or everything with: make report"
            )
        for name, digest in kept["files"].items():
            file = out / name
            if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                raise InputError(
                    f"{name} is not the file that the {part} notebook made with its numbers. Run "
                    f"the {part} notebook again."
                )
        numbers.update(kept["numbers"])
    return numbers


def _of(article: Article) -> dict:
    """Return which text it is and all that was said of it."""
    return {"title": article.title, "sha256": article.sha256, "options": paths.options(whole=True)}


def _called(of: dict) -> str:
    said = [f"text {of['sha256'][:8]}", *(f"{k} {v}" for k, v in of["options"].items())]
    return f"“{of['title']}” ({', '.join(said)})"
