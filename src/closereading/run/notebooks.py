"""Run the notebooks: top to bottom, a few at a time, into a staging folder, then into place."""

import asyncio
import atexit
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from closereading import book, paths
from closereading.errors import InputError
from closereading.report import pages
from closereading.run import parameters, release
from closereading.run.terminal import Bar
from closereading.run.warm import Manager

AT_ONCE = 3  # kernels: two cores have work while a third starts or ends
CELL_SECONDS = 600  # a cell that takes longer hangs
PASTED = Path("report", "article.txt")  # where a text without a file is kept, below its folder
LAST = "05-findings"  # gathers what the others saved, so it waits for them
ERRNO = re.compile(r"\[Errno (\d+)\] ([^:]*)")
THEIRS = ("InputError", "NotesError")  # of what was given; said again as they are


class NotebookError(RuntimeError):
    """A notebook's cell failed; the message names the notebook, the cell and the error."""


def clean(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without outputs, counts and whatever differs between machines."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    # All that JupyterLab would add when it opens one; what runs it says which Python it is.
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    language = notebook.metadata.get("language_info", {"name": "python"})
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": language})
    return notebook


async def _execute(
    source: Path, target: Path, *, environment: dict[str, str], manager: type, bar: Bar
) -> None:
    notebook = clean(nbformat.read(source, as_version=4))
    parameters.put(notebook, parameters.ASKED)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        kernel_manager_class=manager,
        record_timing=False,
        resources={"metadata": {"path": str(source.parent)}},
        on_cell_executed=lambda **of: bar.cell(),
        extra_arguments=["--log-level=ERROR"],
    )
    bar.begin(source.stem)
    try:
        await client.async_execute(env=environment, stderr=subprocess.DEVNULL)
    except CellExecutionError as error:
        raise _told(error, notebook, source.name) from error
    except (RuntimeError, CellTimeoutError) as error:  # also of a kernel that ends while it starts
        reason = "took too long" if isinstance(error, CellTimeoutError) else "ended by itself"
        raise NotebookError(
            f"{source.name}: its kernel {reason}. Run it again with more memory free."
        ) from error
    finally:
        atexit.unregister(client._cleanup_kernel)  # it fails at the end where a start has failed
    notebook = nbformat.from_dict(notebook)
    notebook.metadata.pop("widgets", None)
    book.write(target, nbformat.writes(notebook) + "\n")


def _told(error: CellExecutionError, notebook: nbformat.NotebookNode, name: str) -> Exception:
    """Say what a cell's error means for who runs the notebooks."""
    value = str(error.evalue)
    if error.ename in THEIRS:
        return InputError(value)
    system = ERRNO.search(value)
    if system and int(system[1]) in (*release.FULL, *release.CLOSED):
        return OSError(int(system[1]), system[2])
    number = next(
        index
        for index, cell in enumerate(notebook.cells, start=1)
        if any(output.output_type == "error" for output in cell.get("outputs", []))
    )
    told = f"{name}, cell {number}: {error.ename}: {value}."
    try:
        kept = Path(tempfile.mkdtemp(prefix="closereading-")) / name
        book.write(kept, nbformat.writes(notebook) + "\n")
    except OSError:
        return NotebookError(told)
    return NotebookError(f"{told} The notebook with the whole traceback: {kept}")


async def _execute_all(
    sources: list[Path], target: Path, environment: dict[str, str], manager: type
) -> None:
    first = [source for source in sources if source.stem != LAST]
    last = [source for source in sources if source.stem == LAST]
    cells = sum(
        cell.cell_type == "code"
        for source in sources
        for cell in nbformat.read(source, as_version=4).cells
    )
    gate = asyncio.Semaphore(AT_ONCE)
    with Bar(cells, len(sources)) as bar:

        async def one(source: Path) -> None:
            async with gate:
                await _execute(
                    source, target / source.name, environment=environment, manager=manager, bar=bar
                )
                bar.done(source.stem)

        for batch in (first, last):
            async with asyncio.TaskGroup() as group:
                for source in batch:
                    group.create_task(one(source))


def environment(given: dict[str, str] | None = None) -> dict[str, str]:
    """Return the environment of kernels: ours, with what gives the same bytes on every machine."""
    inherited = {key: value for key, value in os.environ.items() if key not in paths.SETTINGS}
    # No hash order, no threads that add in another order.
    fixed = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**inherited, **fixed, **(given or {})}


def run(
    sources: list[Path],
    *,
    target: Path,
    out: Path,
    given: dict[str, str] | None = None,
    manager: type = Manager,
) -> None:
    """Execute notebooks.

    Parameters
    ----------
    sources : list of Path
        Notebooks, in reading order. ``05-findings`` runs after the others.
    target : Path
        Folder for the executed copies.
    out : Path
        Folder below which they write ``figures/`` and ``report/``.
    given : dict, optional
        What ``paths`` finds in the environment; the shipped article without it.
    manager : type
        What starts their kernels: ordinary ones, or those of ``warm.kernels``.

    Raises
    ------
    NotebookError
        If a cell fails. Executed copies are written only for notebooks that ran to their end.
    """
    told = environment(given) | {paths.OUT: str(out)}
    try:
        _finish(_execute_all(sources, target, told, manager))
    except BaseExceptionGroup as errors:
        raise _first(errors) from None


def _finish(work: Coroutine) -> None:
    """Run a coroutine to its end in a thread of its own.

    nbclient answers a signal by ending one kernel and going on. Away from the main thread it does
    not, and what a signal raises in the main thread cancels the work, which ends all kernels.
    """
    begun: SimpleQueue = SimpleQueue()

    async def whole() -> None:
        begun.put((asyncio.get_running_loop(), asyncio.current_task()))
        await work

    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(asyncio.run, whole())
        try:
            future.result()
        finally:
            if not future.done():
                loop, task = begun.get()
                loop.call_soon_threadsafe(task.cancel)


def _first(errors: BaseExceptionGroup) -> BaseException:
    """Return the error that tells most: where one notebook fails, the other is stopped."""
    for kind in (InputError, OSError, NotebookError, BaseException):
        found = errors.subgroup(kind)
        while isinstance(found, BaseExceptionGroup):
            found = found.exceptions[0]
        if found:
            return found
    return errors


def build(
    *,
    out: Path = paths.ROOT,
    given: dict[str, str] | None = None,
    pasted: bytes | None = None,
    manager: type = Manager,
) -> Path:
    """Run all notebooks and put what they made into place, whole or not at all.

    Parameters
    ----------
    out : Path
        Gets ``notebooks/``, ``figures/`` and ``report/``. Other files in them stay.
    given, manager : optional
        As for ``run``.
    pasted : bytes, optional
        The article, if it stands in no file; kept as ``report/article.txt``.

    Returns
    -------
    Path
        The report, ``out/report/findings.html``.

    Raises
    ------
    InputError
        If ``out`` cannot be written to, or another run writes to it.
    FullError
        If the disk is full.
    NotebookError
        If a cell fails. In all these cases what stood in ``out`` before stands unchanged.
    """
    given = dict(given or {})
    with release.staged(out) as staging:
        if pasted is not None:
            book.write(staging / PASTED, pasted)
            given[paths.ARTICLE] = str(staging / PASTED)
        pages.folder(staging).mkdir(parents=True)
        run(
            paths.sources(), target=staging / "notebooks", out=staging, given=given, manager=manager
        )
        pages.save(staging / "notebooks", out=staging)
        if paths.ARTICLE in given:
            article = out / PASTED if pasted is not None else Path(given[paths.ARTICLE])
            _set(staging / "notebooks", parameters.of(article, out / "notebooks"))
    return out / "report" / "findings.html"


def _set(folder: Path, values: dict[str, str]) -> None:
    """Set the parameters of executed notebooks, so that opened again they read the same article."""
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        parameters.put(notebook, values)
        book.write(path, nbformat.writes(notebook) + "\n")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        source = Path(name).resolve()
        run([source], target=source.parent, out=paths.ROOT)
