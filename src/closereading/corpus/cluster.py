"""Run a corpus through Dask: partition by partition, to Parquet, to be taken up again after a kill.

A worker reads its partition, measures it and writes one file, under a temporary name first. So a
partition is done or not done, whoever is killed in between, and nothing is moved between workers.
"""

import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from closereading.article import InputError
from closereading.corpus import shelves, tables
from closereading.corpus.rows import COLUMNS, SENTENCES, rows

AHEAD = 3  # partitions handed out per worker: enough to keep it busy, few enough to stay flat
PATIENCE = 60  # seconds to wait for the first worker of a cluster
# How often a partition may lose its worker before it is blamed for it.
LOSSES = 5
# One thread a worker: the processes share the cores, and equal sums give equal last digits.
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
# Of a cluster on this machine. Dask looks at itself so often that four per cent of two cores go
# into it; partitions take seconds, so once in a while is enough.
SETTINGS = {
    "distributed.scheduler.allowed-failures": LOSSES,
    "distributed.nanny.pre-spawn-environ": ONE_THREAD,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
}


def build(
    source: str | Path,
    *,
    out: str | Path,
    sentences: bool = False,
    scorer: str = "words",
    scheduler: str | None = None,
    workers: int | None = None,
) -> dict:
    """Make the table of a corpus.

    Parameters
    ----------
    source : str or Path
        See ``shelves.partitions``.
    out : str or Path
        The table, a folder of Parquet files as Dask, pandas and Spark read it.
    sentences : bool
        Whether to write a row a sentence as well, to ``NAME.sentences.parquet`` beside it.
    scorer : {"words", "reader"}
        What the tone is made by; see ``rows.row``.
    scheduler : str, optional
        Address of a Dask scheduler, ``tcp://host:8786``. Its workers need this package, and see
        ``source`` and ``out`` under the same paths. All cores of this machine without it.
    workers : int, optional
        Worker processes on this machine, instead of one a core.

    Returns
    -------
    dict
        ``table`` (path), ``articles``, ``errors``, ``sentences`` (path or None).

    Raises
    ------
    InputError
        If there is nothing to read, the table is there already, or what is left of another run
        stands in the way.
    RuntimeError
        If a partition cannot be worked on; what is done is kept, and the same command goes on.
    """
    distributed = _distributed()
    out = Path(out).absolute()
    kept = out.with_name(f".{out.name}.partial")
    for path in (out, tables.beside(out)) if sentences and not kept.exists() else (out,):
        if path.exists():
            raise InputError(
                f"{path.name} is there already. Remove it or give another name with --out."
            )
    parts = shelves.partitions(Path(source).absolute())
    tables.begin(kept, parts, sentences=sentences, scorer=scorer)
    done = tables.done(kept)
    work = partial(_work, kept=str(kept), sentences=sentences, scorer=scorer)
    articles = errors = 0
    with _bar(parts, done) as bar, _client(distributed, scheduler, workers) as client:
        todo = iter([part for part in parts if part.number not in done])
        for part, counted in _ahead(distributed, client, work, todo):
            articles, errors = articles + counted[0], errors + counted[1]
            bar.set_postfix_str(_told(articles, errors, bar.format_dict["elapsed"]), refresh=False)
            bar.update(part.weight)
    return tables.finish(kept, out, sentences=sentences)


def _distributed():
    """Import what only this command needs.

    Raises
    ------
    InputError
        If it is not installed.
    """
    try:
        import distributed
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise InputError(
            f"Many articles need the package {error.name}. Install what is missing with: "
            'pip install -e ".[corpus]"'
        ) from None
    return distributed


def _told(articles: int, errors: int, seconds: float) -> str:
    told = f"{articles:,} articles, {articles / max(seconds, 0.1):.1f} a second"
    return told + (f", {errors:,} with an error" if errors else "")


@contextmanager
def _bar(parts: list[shelves.Partition], done: set[int]) -> Iterator:
    """Show how far the run is, on stderr: a bar on a terminal, a line now and then in a log."""
    import sys

    from tqdm import tqdm

    unit = {"files": "files", "lines": "B", "rows": "rows"}[parts[0].kind]
    with tqdm(
        total=sum(part.weight for part in parts),
        initial=sum(part.weight for part in parts if part.number in done),
        unit=unit,
        unit_scale=True,
        desc="corpus",
        file=sys.stderr,
        mininterval=0.2 if sys.stderr.isatty() else 20,
    ) as bar:
        yield bar


@contextmanager
def _client(distributed, scheduler: str | None, workers: int | None) -> Iterator:
    if scheduler is not None:
        try:
            client = distributed.Client(scheduler, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise InputError(
                f"No scheduler answers at {scheduler} ({error}). Check --scheduler."
            ) from None
        with client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError:
                raise InputError(
                    f"The scheduler at {scheduler} has no workers. Start some."
                ) from None
            yield client
        return
    with local(workers) as cluster, distributed.Client(cluster) as client:
        yield client


@contextmanager
def local(workers: int | None = None) -> Iterator:
    """Start workers on this machine, one a core without ``workers``; yield the cluster."""
    import dask
    import distributed

    with (
        dask.config.set(SETTINGS),
        distributed.LocalCluster(
            n_workers=workers or os.cpu_count() or 1,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster


def _ahead(distributed, client, work, todo: Iterator) -> Iterator:
    """Hand out a few partitions a worker, one more whenever one is done; yield what is done.

    The scheduler never knows of more than these, so it stays as small for a million partitions.
    """
    given = {}
    pending = distributed.as_completed()

    def give() -> bool:
        part = next(todo, None)
        if part is None:
            return False
        future = client.submit(work, part, key=f"corpus-{uuid.uuid4().hex}", pure=False)
        given[future.key] = part
        pending.add(future)
        return True

    while len(given) < AHEAD * max(sum(client.nthreads().values()), 1) and give():
        pass
    for future in pending:
        part = given.pop(future.key)
        error = future.exception()
        if error is not None:
            raise RuntimeError(
                f"Partition {part.number} ({Path(part.path).name}, from {part.start}) failed: "
                f"{type(error).__name__}: {error}. What is done is kept; the same command goes on."
            ) from None
        yield part, future.result()
        future.release()
        give()


def _work(part: shelves.Partition, *, kept: str, sentences: bool, scorer: str) -> tuple[int, int]:
    """Measure a partition and write its files; return articles and errors."""
    articles, lines = rows(part, sentences=sentences, scorer=scorer)
    if sentences:
        tables.write(lines, SENTENCES, Path(kept, tables.SENTENCES, tables.file(part.number)))
    # Last: this file says that the partition is done.
    tables.write(articles, COLUMNS, Path(kept, tables.ARTICLES, tables.file(part.number)))
    return len(articles), sum(bool(article["error"]) for article in articles)
