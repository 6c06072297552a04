"""How long a warm ``make report`` takes against its floor.

The floor is the same runner on five notebooks that only import the packages these import, lazily
imported ones included: ``python -m benchmarks.warm``. Ratios are of one run; the machine's speed
drifts.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from closereading import paths
from closereading.run import notebooks

TIMES = 3
LIST = (
    "import sys; print(' '.join(sorted(name for name in sys.modules if name.split('.')[0] in %r)))"
)
PACKAGES = {
    "closereading", "jinja2", "matplotlib", "mistune", "nbconvert", "networkx", "nltk", "numpy",
    "nupunkt", "pandas", "scipy", "sklearn", "textblob", "typst", "vaderSentiment", "wordfreq",
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


def main() -> None:
    """Time both in turn and print the ratio of the medians."""
    sources = sorted((paths.ROOT / "notebooks").glob("[0-9]*.ipynb"))
    whole, floor = [], []
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
            for seconds, what in ((whole, sources), (floor, bare)):
                start = time.perf_counter()
                notebooks.run(what, target=folder / "made", out=folder)
                seconds.append(time.perf_counter() - start)
            print(f"{turn + 1}: report {whole[-1]:.1f} s, floor {floor[-1]:.1f} s", file=sys.stderr)
    ratio = statistics.median(whole) / statistics.median(floor)
    print(
        f"report {statistics.median(whole):.1f} s, floor {statistics.median(floor):.1f} s, ", end=""
    )
    print(f"ratio {ratio:.2f} (medians of {TIMES})")


if __name__ == "__main__":
    main()
