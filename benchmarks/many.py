"""What many articles cost: a generated archive through a local Dask cluster of one and two workers.

The articles are generated: sentences of words drawn by their frequency in English, with names,
quotations and dates, so that every method has its usual work and nobody's text is needed. They are
written to a file of JSON lines one by one. Run from the project's root::

    python -m benchmarks.many [--articles 200] [--workers 1 2] [--sentences 28] [--empty 0]

``--sentences`` makes shorter articles, so that very many can be run: memory is read when 1,000,
10,000, 100,000 … rows are done. ``--empty`` adds that many rows without a text. They cost nothing
to measure, so they show what the machinery costs: cutting, handing out, writing, putting together.
``ceiling`` is how much faster than one process two are that share nothing, neither Dask nor disk,
on the same articles at the same time: no cluster of two workers can do better on this machine.
"""

import argparse
import json
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading import book
from closereading.corpus import cluster, shelves

SENTENCES = 28  # of an article: 600 words
SENTENCE = 21  # words, as in news
VOCABULARY = 50_000
PEOPLE = ("Anna Berg", "Tom Okafor", "Li Wei", "Maria Santos", "John Miller")
WATCHED = 1.0  # seconds between two looks at memory
ALONE = 60  # articles each process measures for the ceiling
COLUMNS = [
    "workers", "articles", "rows", "lost", "doubled", "partitions", "seconds", "per_second",
    "worker_mb", "client_mb", "worker_cpu", "client_cpu", "load", "bytes_a_row",
]  # fmt: skip
MEMORY = ["workers", "rows", "seconds", "worker_mb", "least_mb", "client_mb"]


def articles(count: int, *, sentences: int = SENTENCES, seed: int = harness.SEED) -> Iterator[str]:
    """Yield generated articles."""
    import wordfreq

    words = np.array(wordfreq.top_n_list("en", VOCABULARY))
    weights = np.array([wordfreq.word_frequency(word, "en") for word in words])
    rng = np.random.default_rng(seed)
    # An article repeats itself: half of its words come from a few hundred.
    common, every = np.cumsum(weights**0.7), np.cumsum(weights)
    for _ in range(count):
        own = _drawn(rng, words, common, 150)
        lines = []
        for number in range(sentences):
            drawn = np.where(
                rng.random(SENTENCE) < 0.3,
                rng.choice(own, SENTENCE),
                _drawn(rng, words, every, SENTENCE),
            )
            line = " ".join(drawn)
            if number % 4 == 3:
                line = f'"{line.capitalize()}," said {PEOPLE[rng.integers(len(PEOPLE))]}.'
            else:
                line = f"{line.capitalize()}."
            lines.append(line)
        yield "\n\n".join(" ".join(lines[place : place + 2]) for place in range(0, len(lines), 2))


def _drawn(rng, words: np.ndarray, steps: np.ndarray, count: int) -> np.ndarray:
    """Draw words by their weight, given as a running sum."""
    return words[np.searchsorted(steps, rng.random(count) * steps[-1], "right")]


def write(path: Path, count: int, empty: int, sentences: int) -> None:
    """Write an archive, rows without a text spread evenly."""
    each = empty // max(count, 1)
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(articles(count, sentences=sentences)):
            day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            file.write(json.dumps({"id": number, "date": day, "text": text}) + "\n")
            file.write('{"text": ""}\n' * each)


def measure(source: Path, out: Path, workers: int) -> tuple[dict, list[tuple]]:
    """Run an archive through a cluster and watch its memory.

    Returns
    -------
    dict
        See ``COLUMNS``.
    list of tuple
        See ``MEMORY``: a row whenever ten times as many rows are done, and at the end.
    """
    import distributed

    parts = shelves.partitions(source)
    with cluster.local(workers) as running, distributed.Client(running) as client:
        # Imports and tables are loaded once a worker, whatever the archive's size.
        client.run(_warm)
        pids = list(client.run(_pid).values())
        kept = out.with_name(f".{out.name}.partial") / "articles"
        looks, over = [], threading.Event()
        begun = time.perf_counter()
        watcher = threading.Thread(target=_watch, args=(pids, kept, begun, looks, over))
        watcher.start()
        before = sum(map(_cpu, pids)), _cpu(os.getpid())
        made = cluster.build(source, out=out, scheduler=running.scheduler_address)
        took = time.perf_counter() - begun
        after = sum(map(_cpu, pids)), _cpu(os.getpid())
        load = os.getloadavg()
        over.set()
        watcher.join()
    size = sum(path.stat().st_size for path in made["table"].glob("*.parquet"))
    count = made["articles"] - made["errors"]
    found = {
        "workers": workers,
        "articles": count,
        "rows": made["articles"],
        "partitions": len(parts),
        "seconds": took,
        "per_second": count / took,
        "worker_mb": max(look[2] for look in looks),
        "client_mb": max(look[4] for look in looks),
        # Seconds of processor time, which a busy machine does not stretch as it does the clock.
        "worker_cpu": after[0] - before[0],
        "client_cpu": after[1] - before[1],
        "load": load[1 if took > 200 else 0],  # mean of the last minute, or of the last five
        "bytes_a_row": size / max(count, 1),
        **_counted(made["table"], count),
    }
    return found, _milestones(looks, len(parts), made["articles"], workers)


def _watch(pids: list[int], kept: Path, begun: float, looks: list, over: threading.Event) -> None:
    """Look at the memory of workers and client until the run is over."""
    import psutil

    workers, client = [psutil.Process(pid) for pid in pids], psutil.Process()
    while not over.wait(WATCHED):
        used = [worker.memory_info().rss / 1e6 for worker in workers]
        done = sum(1 for _ in kept.glob("part-*")) if kept.exists() else 0
        own = client.memory_info().rss / 1e6
        looks.append((done, time.perf_counter() - begun, max(used), min(used), own))


def _milestones(looks: list[tuple], parts: int, rows: int, workers: int) -> list[tuple]:
    """Return the looks at which 1,000, 10,000 … rows were done, and the last but the end."""
    known = [look for look in looks if look[0]]
    wanted = [10**power for power in range(3, 9) if 10**power < rows]
    chosen = [next((look for look in known if look[0] * rows / parts >= n), None) for n in wanted]
    chosen.append(known[-1] if known else None)
    return [
        (workers, round(done * rows / parts), seconds, *used)
        for done, seconds, *used in dict.fromkeys(filter(None, chosen))
    ]


def _counted(table: Path, count: int) -> dict[str, int]:
    """Count the articles that are missing from a table, and those that are there twice."""
    import pyarrow.parquet as pq

    about = pq.read_table(table, columns=["id", "error"]).to_pandas()
    ids = about.loc[about["error"] == "", "id"]
    wanted = set(map(str, range(count)))
    return {"lost": len(wanted - set(ids)), "doubled": len(ids) - ids.nunique()}


def ceiling(sentences: int) -> float:
    """Return how much faster two processes are than one when they share nothing but the machine.

    The processes of one and of two take turns, so that what else the machine does slows both.
    """
    os.environ.update(cluster.ONE_THREAD)
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        pool.map(_alone, [(sentences, 3)] * 4, chunksize=1)
        rates: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(4):
            for processes in (1, 2):
                begun = time.perf_counter()
                pool.map(_alone, [(sentences, ALONE // 4)] * processes, chunksize=1)
                rates[processes].append(processes / (time.perf_counter() - begun))
    return float(np.mean(rates[2]) / np.mean(rates[1]))


def _alone(task: tuple[int, int]) -> None:
    from closereading import corpus
    from closereading.article import read_article

    sentences, count = task
    for text in articles(count, sentences=sentences):
        corpus.row(read_article(text.encode(), encoding="utf-8"))


def _warm() -> None:
    _alone((SENTENCES, 1))


def _pid() -> int:
    return os.getpid()


def _cpu(pid: int) -> float:
    import psutil

    spent = psutil.Process(pid).cpu_times()
    return spent.user + spent.system


def main() -> None:
    """Generate, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--empty", type=int, default=0)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--ceiling", action="store_true", help="also time two bare processes")
    parser.add_argument(
        "--save", metavar="NAME", help="write benchmarks/results/NAME.csv and NAME_memory.csv"
    )
    options = parser.parse_args()
    rows, memory = [], []
    if options.ceiling:
        print(f"two bare processes: {ceiling(options.sentences):.2f} times one")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "archive.jsonl"
        write(source, options.articles, options.empty, options.sentences)
        for workers in options.workers:
            found, looks = measure(source, Path(folder) / f"{workers}.parquet", workers)
            rows.append(found)
            memory += looks
    tables = {
        "": pd.DataFrame(rows, columns=COLUMNS),
        "_memory": pd.DataFrame(memory, columns=MEMORY),
    }
    for name, table in tables.items():
        print(table.round(2).to_string(index=False))
        if options.save:
            book.write(harness.RESULTS / f"{options.save}{name}.csv", book.csv(table))


if __name__ == "__main__":
    main()
