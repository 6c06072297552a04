"""Real articles through the whole path: what fails, how long it takes, how large the reports are.

``python -m benchmarks.whole [--data DIR] [--out DIR] [id ...]`` gives every text of the two keyword
sets to the command. One thing differs from a user's run: the notebooks' cells run in this process
instead of a kernel each, since starting kernels is most of the time of one article.
"""

import argparse
import base64
import io
import multiprocessing
import os
import re
import signal
import sys
import tempfile
import time
import traceback
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType

import nbformat
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from benchmarks import harness
from closereading import paths
from closereading.run import command, notebooks

FILES = ("keywords-duc2001", "keywords-500n")
AT_MOST = 25  # articles a process; what typst and IPython keep would fill the memory
SECONDS = 120  # an article that takes longer hangs
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
)
SIZES = ("findings.md", "findings.html", "findings.pdf")


@contextmanager
def settings(values: dict[str, str]):
    """Put settings where ``paths`` finds them, and take them away again."""
    before = {name: os.environ.pop(name, None) for name in paths.SETTINGS}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def execute(source: Path) -> nbformat.NotebookNode:
    """Run a notebook's cells in this process, and return it with their outputs."""
    shell = InteractiveShell.instance(user_module=ModuleType("cells"))
    shell.user_ns.clear()  # shell.reset() would collect garbage, a third of a second a notebook
    shell.init_user_ns()
    notebook = notebooks.clean(nbformat.read(source, as_version=4))
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        with capture_output() as captured:
            outcome = shell.run_cell(cell.source, store_history=False)
        outcome.raise_error()
        shown = [(output.data, output.metadata or {}) for output in captured.outputs]
        if outcome.result is not None:
            shown.append(shell.display_formatter.format(outcome.result))
        cell.outputs = [
            nbformat.v4.new_output(
                "display_data",
                data={kind: _text(content) for kind, content in data.items()},
                metadata=metadata,
            )
            for data, metadata in shown
        ]
    return notebook


def _text(data: str | bytes) -> str:
    """Write a picture as a notebook keeps it."""
    return base64.b64encode(data).decode("ascii") if isinstance(data, bytes) else data


def run(sources: list[Path], *, target: Path, out: Path, given: dict[str, str]) -> None:
    """Do what ``notebooks.run`` does, without kernels."""
    with settings({**given, paths.OUT: str(out)}):
        for source in sorted(sources, key=lambda source: (source.stem == notebooks.LAST, source)):
            target.mkdir(parents=True, exist_ok=True)
            nbformat.write(execute(source), target / source.name)


def sketch() -> None:
    """Draw charts once, as uncropped SVG, instead of four times: half of an article's time."""
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams["savefig.bbox"] = None
    drawn = Figure.savefig

    def savefig(figure, file, *, format, **options):
        if format == "png":
            file.write(PIXEL)
        else:
            drawn(figure, file, format=format, **options)

    Figure.savefig = savefig


def report(article: Path, out: Path) -> dict[str, object]:
    """Make the report of one article.

    Returns
    -------
    dict
        ``seconds``, the size of each edition in kB, and ``error``: "" or what went wrong.
    """

    def late(*_):
        raise TimeoutError(f"more than {SECONDS} seconds")

    signal.signal(signal.SIGALRM, late)
    shown, said, error = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO(), ""
    start = time.perf_counter()
    signal.alarm(SECONDS)
    try:
        with redirect_stdout(shown), redirect_stderr(said):
            code = command.main(["report", str(article), "--out", str(out)])
        if code:
            error = said.getvalue().strip().splitlines()[-1]
    except Exception as failure:
        place = traceback.extract_tb(failure.__traceback__)[-1]
        error = f"{type(failure).__name__}: {failure} ({Path(place.filename).name}:{place.lineno})"
    finally:
        signal.alarm(0)
    row = {"seconds": time.perf_counter() - start, "error": " ".join(error.split())[:300]}
    for name in SIZES:
        made = out / "report" / name
        row[f"{name.split('.')[1]}_kB"] = made.stat().st_size / 1000 if made.exists() else None
    return row


def main(arguments: list[str] | None = None) -> int:
    """Run all articles; the exit code is 1 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whole", description=__doc__)
    parser.add_argument("ids", nargs="*", help="only these articles")
    parser.add_argument("--data", type=Path, default=harness.DATA)
    parser.add_argument("--out", type=Path, help="keep the reports here")
    parser.add_argument("--sketch", action="store_true", help="no PNG, and SVG uncropped")
    options = parser.parse_args(arguments)
    if options.sketch:
        import closereading.charts  # noqa: F401 - its style would undo the sketch's

        sketch()
    notebooks.run = lambda sources, *, target, out, given, **named: run(
        sources, target=target, out=out, given=given
    )
    made = []
    fork = multiprocessing.get_context("fork")  # the child keeps what is set up above
    with (
        tempfile.TemporaryDirectory() as scratch,
        fork.Pool(1, maxtasksperchild=AT_MOST) as pool,
    ):
        for file in FILES:
            for row in harness.rows(options.data, file):
                if options.ids and row["id"] not in options.ids:
                    continue
                out = (options.out or Path(scratch)) / re.sub(r"[^\w.-]", "_", row["id"])
                out.mkdir(parents=True, exist_ok=True)
                (out / "article.txt").write_text(row["text"], "utf-8")
                made.append({"id": row["id"], "words": len(row["text"].split())})
                made[-1] |= pool.apply(report, (out / "article.txt", out))
                line = "\t".join(
                    f"{value:.1f}" if isinstance(value, float) else str(value)
                    for value in made[-1].values()
                )
                print(line, flush=True)
    table = pd.DataFrame(made)
    failed = table[table["error"] != ""]
    print(f"{len(table)} articles, {len(failed)} failures", file=sys.stderr)
    print(table.describe(percentiles=[0.05, 0.5, 0.95]).round(1).to_string(), file=sys.stderr)
    return int(len(failed) > 0)


if __name__ == "__main__":
    sys.exit(main())
