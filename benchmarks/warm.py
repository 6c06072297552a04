"""How long a report's notebooks take against a floor: ordinary kernels that only import.

``python -m benchmarks.warm``. The floor is the same runner, without the warm process, on notebooks
that import what these end up with, lazily imported packages included. Both are made in turns, each
in a process of its own, and only ratios of one run count: the machine's speed drifts. Seconds of
processors are those of all processes below; memory is what these have for themselves and their
share of what they share (PSS), at most, summed.
"""

import ctypes
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from closereading import paths
from closereading.run import notebooks

TIMES = 3
SUBREAPER = 36  # of prctl(2): processes whose parent ended become ours, and their times with them
LIST = (
    "import sys; print(' '.join(sorted(name for name in sys.modules if name.split('.')[0] in %r)))"
)
PACKAGES = {
    "closereading", "jinja2", "matplotlib", "mistune", "nltk", "numpy", "nupunkt", "pandas",
    "scipy", "sklearn", "textblob", "typst", "vaderSentiment", "wordfreq",
}  # fmt: skip


def imported(source: Path, folder: Path) -> list[str]:
    """Run a notebook and return the modules of the project's packages it ended up with."""
    notebook = nbformat.read(source, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(LIST % PACKAGES, id="floor"))
    probe = folder / source.name
    nbformat.write(notebook, probe)
    notebooks.run([probe], target=folder / "probed", out=folder)
    made = json.loads((folder / "probed" / source.name).read_text("utf-8"))
    return "".join(made["cells"][-1]["outputs"][0]["text"]).split()


def measured(sources: list[Path], out: Path, *, fork: bool) -> tuple[float, float, float]:
    """Run notebooks in a process of its own; return seconds, processor seconds and megabytes."""
    code = (
        "import sys; from pathlib import Path; from closereading.run import terminal\n"
        f"{'terminal.lighten()' if fork else ''}\n"
        "from closereading.run import notebooks, warm\n"
        "*sources, out = map(Path, sys.argv[1:])\n"
        f"with warm.kernels(notebooks.environment(), fork={fork}) as manager:\n"
        "    notebooks.run(sources, target=out / 'made', out=out, manager=manager)"
    )
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    before, start, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0
    run = subprocess.Popen([sys.executable, "-c", code, *map(str, [*sources, out])])
    while run.poll() is None:
        most = max(most, sum(map(_memory, _below(run.pid))))
        time.sleep(0.2)
    seconds = time.perf_counter() - start
    assert run.returncode == 0
    try:
        while True:
            os.wait()
    except ChildProcessError:
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, used, most / 1024


def _below(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = " ".join((thread / "children").read_text() for thread in threads).split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _below(int(child)))]


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> None:
    """Make both in turns and print the ratios of the medians."""
    sources = paths.sources()
    ways: dict[str, list] = {"report": [], "floor": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = []
        for source in sources:
            lines = [f"import {module}" for module in imported(source, folder)]
            notebook = nbformat.v4.new_notebook(
                cells=[nbformat.v4.new_code_cell("\n".join(lines), id="floor")]
            )
            bare.append(folder / "bare" / source.name)
            bare[-1].parent.mkdir(exist_ok=True)
            nbformat.write(notebook, bare[-1])
        for turn in range(TIMES):
            for way, what in (("report", sources), ("floor", bare)):
                ways[way].append(measured(what, folder / "made", fork=way == "report"))
                seconds, used, memory = ways[way][-1]
                print(
                    f"{turn + 1}: {way} {seconds:.1f} s, processors {used:.1f} s, {memory:.0f} MB",
                    file=sys.stderr,
                )
    medians = {
        way: [statistics.median(each) for each in zip(*rows, strict=True)]
        for way, rows in ways.items()
    }
    for what, ours, floor in zip(("time", "processors", "memory"), *medians.values(), strict=True):
        print(f"{what}: report {ours:.1f}, floor {floor:.1f}, ratio {ours / floor:.2f}")
    print(f"medians of {TIMES}; load of the machine {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
