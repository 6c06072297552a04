"""The numbers of a run: each entry with its interval, n, unit, method and table cell."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from closereading import characters, lists, paths
from closereading.errors import InputError

if TYPE_CHECKING:  # the runner writes files too, and needs no tables
    import pandas as pd

    from closereading.article import Article

WRITTEN: dict[Path, str] = {}  # what this process wrote, with its sha256: a notebook's own files
PARTS = ("article", "keywords", "sentiment", "topics")  # that every run has, in reading order
# A cell that begins with one of these runs as a formula when a spreadsheet opens the file.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
        return characters.seen(item)
    if not isinstance(item, float):
        return item
    return float(f"{item:.10g}") if math.isfinite(item) else None


SCHEMA = "book.toml"  # what the numbers are: ``facts`` by key, ``cells`` by section


def cells(
    of: str,
    rows: pd.DataFrame,
    *,
    keys: Iterable | None = None,
    n: int | str | dict[str, int | str] = "n",
    leaves: Iterable[str] = (),
    **said,
) -> dict[str, dict]:
    """Return the entries of a table's cells, as a section of the schema names them.

    Parameters
    ----------
    of : str
        The section, ``"keywords.word.{k}"``.
    rows : DataFrame
        The table, or some of its rows; the row labels count from 0, as in the file.
    keys : iterable, optional
        What stands for ``{k}`` in each row's keys, 1, 2 … without it; a row with None is passed
        over.
    n : int, str or dict
        How many units each number rests on, or the column that says so; by column where they differ
        (``""`` for all others).
    leaves : iterable of str
        The keys to make, all of the section without it.
    **said
        What units and methods of the section leave open.
    """
    columns = dict(lists.toml(SCHEMA)["cells"][of])
    table, pattern = columns.pop("table"), columns.pop("key", of)
    rests = n if isinstance(n, dict) else {"": n}
    found = {}
    # As objects: a row of numbers alone would turn its counts into fractions.
    listed = rows.astype(object).iterrows()
    for (place, row), key in zip(
        listed, itertools.count(1) if keys is None else keys, strict=False
    ):
        for leaf in (leaves or columns) if key is not None else ():
            told = columns[leaf]
            name = told.get("column", leaf)
            low, high = told.get("interval", (None, None))
            count = rests.get(name, rests.get(""))
            found[".".join(filter(None, (pattern.format(k=key), leaf)))] = number(
                row[name],
                n=row[count] if isinstance(count, str) else count,
                low=low and row[low],
                high=high and row[high],
                unit=told["unit"].format(**said),
                method=told["method"].format(row=place + 1, **said),
                table=table,
                row=place,
                column=name,
            )
    return found


def facts(part: str, rows: dict[str, tuple], *, of: str = "", **said) -> dict[str, dict]:
    """Return the entries of numbers that stand in no cell.

    Parameters
    ----------
    part : str
        What the keys begin with.
    rows : dict
        Key to value and n, and the two ends of an interval where there is one.
    of : str
        The key whose unit and method all of them have; each has its own without it.
    **said
        What the methods leave open.
    """
    told = lists.toml(SCHEMA)["facts"]
    return {
        f"{part}.{key}": number(
            value, n=n, **dict(zip(("low", "high"), ends, strict=False)),
            unit=told[f"{part}.{of or key}"]["unit"],
            method=told[f"{part}.{of or key}"]["method"].format(**said),
        )
        for key, (value, n, *ends) in rows.items()
    }  # fmt: skip


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
    seen = characters.seen(cell)
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
