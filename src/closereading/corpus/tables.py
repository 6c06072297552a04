"""Tables of many articles on disk: a Parquet file a partition, whole or not there, then together.

Until all partitions are done they stand in a hidden folder beside the table, with a note of what
they are partitions of.
"""

import hashlib
import json
import uuid
from pathlib import Path

from closereading import __version__, book
from closereading.article import InputError
from closereading.corpus import shelves

ARTICLES, SENTENCES = "articles", "sentences"
MANIFEST = "_closereading.json"  # readers of Parquet pass over files that begin with _


def begin(kept: Path, parts: list[shelves.Partition], *, sentences: bool, scorer: str) -> None:
    """Make the temporary folder, or see that the one that is there belongs to the same run."""
    plan = hashlib.sha256(repr(parts).encode()).hexdigest()
    about = {
        "closereading": __version__,
        "plan": plan,
        "partitions": len(parts),
        "sentences": sentences,
        "sentiment": scorer,
    }
    note = kept / MANIFEST
    if not note.exists():
        book.write(note, json.dumps(about, indent=1) + "\n")
    elif json.loads(note.read_text("utf-8")) != about:
        raise InputError(
            f"{kept} holds a run over other articles, or with other options. Repeat that command, "
            "or remove the folder."
        )
    for name in (ARTICLES, SENTENCES) if sentences else (ARTICLES,):
        (kept / name).mkdir(exist_ok=True)


def file(number: int) -> str:
    """Return the name of a partition's file."""
    return f"part-{number:07d}.parquet"


def done(kept: Path) -> set[int]:
    """Return the numbers of the partitions that are done."""
    return {int(path.stem.split("-")[1]) for path in (kept / ARTICLES).glob("part-*.parquet")}


def schema(columns: dict[str, str]):
    """Return the Arrow schema of a table: the same in every file, empty columns too."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "int64": pa.int64(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "list": pa.list_(pa.string()),
        "counts": pa.list_(pa.int32()),
    }
    return pa.schema([(name, types[kind]) for name, kind in columns.items()])


def write(rows: list[dict], columns: dict[str, str], path: Path) -> None:
    """Write a file whole or not at all. Two workers may do so at once: either file is right."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        pq.write_table(
            pa.Table.from_pylist(rows, schema=schema(columns)), temporary, compression="zstd"
        )
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def beside(out: Path) -> Path:
    """Return where the table of sentences goes."""
    return out.with_name(f"{out.stem}.{SENTENCES}{out.suffix}")


def finish(kept: Path, out: Path, *, sentences: bool) -> dict:
    """Put the tables into place and count what is in them."""
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    for path in (
        path for folder in kept.iterdir() if folder.is_dir() for path in folder.glob(".*")
    ):
        path.unlink()  # half-written by a worker that was killed
    lines = beside(out) if sentences else None
    if lines is not None:
        # It stands there if the last run was killed right here.
        (kept / SENTENCES).rmdir() if lines.exists() else (kept / SENTENCES).replace(lines)
    table = ds.dataset(kept / ARTICLES, format="parquet")
    counted = {
        "articles": table.count_rows(),
        "errors": table.count_rows(filter=pc.field("error") != ""),
    }
    about = json.loads((kept / MANIFEST).read_text("utf-8"))
    book.write(kept / ARTICLES / MANIFEST, json.dumps({**about, **counted}, indent=1) + "\n")
    (kept / ARTICLES).replace(out)
    (kept / MANIFEST).unlink()
    kept.rmdir()
    return {"table": out, **counted, "sentences": lines}
