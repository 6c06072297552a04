"""Where many articles stand: a folder of files, JSON lines, Parquet; cut into partitions.

A partition is a place, not a copy: whoever works on it opens the source and reads its own part.
Nothing is read beforehand but sizes, so an archive of any size is cut at once.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from closereading.article import InputError
from closereading.reading.source import ARTICLES

LINES = (".jsonl", ".ndjson")
ROWS = (".parquet", ".pq")
FIELDS = ("id", "title", "date", "text")

# An archive makes about this many partitions: steps of a progress bar, and what a kill loses.
PARTITIONS = 400
FEWEST, MOST = 8, 1000  # articles of a partition
AN_ARTICLE = 4096  # bytes, about; only the size of a partition hangs on it
LONGEST_LINE = 64_000_000  # bytes; a longer line is no article
BATCH = 64  # rows of Parquet in memory at once
BUFFER = 1 << 20


@dataclass(frozen=True)
class Partition:
    """Some articles of a source.

    Attributes
    ----------
    number : int
        From 0, in the order of the source.
    kind : str
        "files", "lines" or "rows".
    path : str
        The folder or the file.
    start, stop : int
        Bytes of a file of lines; rows of a row group.
    weight : int
        Its share of the work: files, bytes or rows.
    group : int
        The row group.
    names : tuple of str
        The files.
    """

    number: int
    kind: str
    path: str
    start: int
    stop: int
    weight: int
    group: int = 0
    names: tuple[str, ...] = ()

    def records(self) -> Iterator[tuple[str, dict | Path | Exception]]:
        """Yield each article's id and what there is of it: its fields, its file, or an error."""
        if self.kind == "files":
            return ((name, Path(self.path, name)) for name in self.names)
        return (_lines if self.kind == "lines" else _rows)(self)


def partitions(source: str | Path) -> list[Partition]:
    """Cut a source into partitions.

    Parameters
    ----------
    source : str or Path
        A folder of articles, subfolders included; a file of JSON lines; a Parquet
        file; or a folder of files of one of these two kinds. A row has ``text`` and may have
        ``id``, ``title`` and ``date``.

    Returns
    -------
    list of Partition
        The same for the same source, so that a run can be taken up again.

    Raises
    ------
    InputError
        If there is nothing to read.
    """
    source = Path(source)
    if not source.exists():
        raise InputError(f"There is no file or folder {source}. Check the name.")
    if not source.is_dir():
        return _of_files([source], source)
    names = sorted(_names(source, ARTICLES + LINES + ROWS))
    kinds = {
        suffix: [n for n in names if n.lower().endswith(suffix)]
        for suffix in (ARTICLES, LINES, ROWS)
    }
    found = [files for files in kinds.values() if files]
    if not found:
        raise InputError(
            f"{source} holds no articles. Give a folder of texts, pages or documents, a .jsonl "
            "or .parquet file."
        )
    if len(found) > 1:
        raise InputError(
            f"{source} holds files of several kinds ({found[0][0]}, {found[1][0]}). "
            "Give a folder of one kind, or a file."
        )
    if found[0] is not kinds[ARTICLES]:
        return _of_files([source / name for name in names], source)
    size = _size(len(names), FEWEST, MOST)
    return [
        Partition(
            number, "files", str(source), start, min(start + size, len(names)),
            len(names[start : start + size]), names=tuple(names[start : start + size]),
        )
        for number, start in enumerate(range(0, len(names), size))
    ]  # fmt: skip


def _size(total: int, fewest: int, most: int) -> int:
    return min(max(total // PARTITIONS, fewest), most)


def _names(folder: Path, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Yield the files of a folder and its subfolders; hidden ones and ``_`` ones are left out."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name[0] not in "._"]
        inside = os.path.relpath(place, folder)
        for name in files:
            if name[0] not in "._" and name.lower().endswith(suffixes):
                yield name if inside == "." else Path(inside, name).as_posix()


def _of_files(paths: list[Path], source: Path) -> list[Partition]:
    suffix = paths[0].suffix.lower()
    if suffix in LINES:
        sizes = [path.stat().st_size for path in paths]
        size = _size(sum(sizes), FEWEST * AN_ARTICLE, MOST * AN_ARTICLE)
        spans = [
            ("lines", path, start, min(start + size, total), 0)
            for path, total in zip(paths, sizes, strict=True)
            for start in range(0, total, size)
        ]
    elif suffix in ROWS:
        groups = [group for path in paths for group in _groups(path)]
        size = _size(sum(rows for _, _, rows in groups), FEWEST, MOST)
        spans = [
            ("rows", path, start, min(start + size, rows), group)
            for path, group, rows in groups
            for start in range(0, rows, size)
        ]
    else:
        raise InputError(
            f"{source.name} is not a corpus. Give a folder of articles, or a .jsonl or .parquet "
            "file with a row an article."
        )
    if not spans:
        raise InputError(f"{source.name} is empty. Give a corpus with at least one article.")
    return [
        Partition(number, kind, str(path), start, stop, stop - start, group=group)
        for number, (kind, path, start, stop, group) in enumerate(spans)
    ]


def _groups(path: Path) -> list[tuple[Path, int, int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            if "text" not in file.schema_arrow.names:
                raise InputError(f"{path.name} has no column “text”. Name the column of texts so.")
            about = file.metadata
            return [(path, i, about.row_group(i).num_rows) for i in range(about.num_row_groups)]
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{path.name} cannot be read as Parquet: {error}") from None


def _lines(part: Partition) -> Iterator[tuple[str, dict | Exception]]:
    """Read the lines that begin inside a range of bytes."""
    name = Path(part.path).name
    with Path(part.path).open("rb") as file:
        if part.start:
            file.seek(part.start - 1)
            _skip(file)
        while (at := file.tell()) < part.stop:
            line = file.readline(LONGEST_LINE)
            if len(line) == LONGEST_LINE:
                _skip(file)
            if line.strip():
                yield _named(_parsed(line), f"{name}@{at}")


def _skip(file) -> None:
    """Go to the end of the line, without holding it."""
    while (piece := file.readline(BUFFER)) and not piece.endswith(b"\n"):
        pass


def _parsed(line: bytes) -> dict | Exception:
    if len(line) == LONGEST_LINE:
        return InputError(f"The line has more than {LONGEST_LINE / 1e6:.0f} MB. It is no article.")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return InputError(f"The line is not JSON: {error}. Write one object a line, in UTF-8.")
    return record if isinstance(record, dict) else InputError("The line is not a JSON object.")


def _named(record: dict | Exception, name: str) -> tuple[str, dict | Exception]:
    given = record.get("id") if isinstance(record, dict) else None
    return (name if given in (None, "") else str(given)), record


def _rows(part: Partition) -> Iterator[tuple[str, dict]]:
    """Read rows of a row group, a batch at a time."""
    import pyarrow.parquet as pq

    name, at = Path(part.path).name, 0
    with pq.ParquetFile(part.path, buffer_size=BUFFER) as file:
        columns = [field for field in FIELDS if field in file.schema_arrow.names]
        batches = file.iter_batches(BATCH, row_groups=[part.group], columns=columns)
        for batch in batches:
            if at >= part.stop:
                return
            for place, record in enumerate(
                batch.to_pylist() if at + len(batch) > part.start else []
            ):
                if part.start <= at + place < part.stop:
                    yield _named(record, f"{name}#{part.group}.{at + place}")
            at += len(batch)
