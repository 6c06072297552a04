"""What many articles cost: a generated archive through a local Dask cluster of one and two workers.

The articles are generated: sentences of words drawn by their frequency in English, with names,
quotations and dates, so that every method has its usual work and nobody's text is needed. Run from
the project's root::

    python -m benchmarks.many [--articles 200] [--workers 1 2] [--empty 0]

``--empty`` adds that many rows without a text. They cost nothing to measure, so they show what the
machinery costs: cutting, handing out, writing, putting together.
"""

import argparse
import json
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading import results
from closereading.corpora import cluster

WORDS = 600
SENTENCE = 21  # words, as in news
VOCABULARY = 50_000
PEOPLE = ("Anna Berg", "Tom Okafor", "Li Wei", "Maria Santos", "John Miller")
COLUMNS = [
    "workers", "articles", "rows", "partitions", "seconds", "per_second", "worker_mb", "client_mb",
    "worker_cpu", "client_cpu", "bytes_a_row",
]  # fmt: skip


def articles(count: int, *, seed: int = harness.SEED) -> Iterator[str]:
    """Yield generated articles."""
    import wordfreq

    words = np.array(wordfreq.top_n_list("en", VOCABULARY))
    weights = np.array([wordfreq.word_frequency(word, "en") for word in words])
    rng = np.random.default_rng(seed)
    weights /= weights.sum()
    for _ in range(count):
        # An article repeats itself: half of its words come from a few hundred.
        own = rng.choice(words, 150, p=weights**0.7 / (weights**0.7).sum())
        lines = []
        for number in range(WORDS // SENTENCE):
            drawn = np.where(
                rng.random(SENTENCE) < 0.3,
                rng.choice(own, SENTENCE),
                rng.choice(words, SENTENCE, p=weights),
            )
            line = " ".join(drawn)
            if number % 4 == 3:
                line = f'"{line.capitalize()}," said {PEOPLE[rng.integers(len(PEOPLE))]}.'
            else:
                line = f"{line.capitalize()}."
            lines.append(line)
        yield "\n\n".join(" ".join(lines[place : place + 2]) for place in range(0, len(lines), 2))


def write(path: Path, count: int, empty: int) -> None:
    """Write an archive, rows without a text spread evenly."""
    each = empty // max(count, 1)
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(articles(count)):
            day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            file.write(json.dumps({"id": number, "date": day, "text": text}) + "\n")
            file.write('{"text": ""}\n' * each)


def measure(source: Path, folder: Path, workers: int) -> dict:
    """Run an archive through a cluster and watch its memory."""
    import dask
    import distributed
    import psutil

    from closereading.corpora import shelves

    settings = {
        "distributed.nanny.pre-spawn-environ": {
            name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
        }
    }
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0"
        ) as running,
        distributed.Client(running) as client,
    ):
        # Imports and tables are loaded once a worker, whatever the archive's size.
        client.run(_warm)
        pids = list(client.run(_pid).values())
        most, own, over = 0, 0, threading.Event()

        def watch():
            nonlocal most, own
            while not over.wait(0.5):
                most = max(most, *(psutil.Process(pid).memory_info().rss for pid in pids))
                own = max(own, psutil.Process().memory_info().rss)

        watcher = threading.Thread(target=watch)
        watcher.start()
        before = sum(map(_cpu, pids)), _cpu(os.getpid())
        begun = time.perf_counter()
        made = cluster.build(
            source, out=folder / f"{workers}.parquet", scheduler=running.scheduler_address
        )
        took = time.perf_counter() - begun
        after = sum(map(_cpu, pids)), _cpu(os.getpid())
        over.set()
        watcher.join()
    size = sum(path.stat().st_size for path in made["table"].glob("*.parquet"))
    count = made["articles"] - made["errors"]
    return {
        "workers": workers,
        "articles": count,
        "rows": made["articles"],
        "partitions": len(shelves.partitions(source)),
        "seconds": took,
        "per_second": count / took,
        "worker_mb": most / 1e6,
        "client_mb": own / 1e6,
        # Seconds of processor time, which a busy machine does not stretch as it does the clock.
        "worker_cpu": after[0] - before[0],
        "client_cpu": after[1] - before[1],
        "bytes_a_row": size / max(count, 1),
    }


def _warm() -> None:
    from closereading import corpus
    from closereading.article import read_article

    corpus.row(read_article(next(articles(1, seed=1)).encode(), encoding="utf-8"))


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
    parser.add_argument("--empty", type=int, default=0)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/many.csv")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "archive.jsonl"
        write(source, options.articles, options.empty)
        for workers in options.workers:
            rows.append(measure(source, Path(folder), workers))
    table = pd.DataFrame(rows, columns=COLUMNS)
    print(table.round(2).to_string(index=False))
    if options.save:
        results.write(harness.RESULTS / "many.csv", results.csv(table))


if __name__ == "__main__":
    main()
