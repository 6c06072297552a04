"""Run the notebooks: top to bottom, a few at a time, into a staging folder, then into place."""

import ast
import asyncio
import atexit
import os
import re
import subprocess
import tempfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from closereading import book, paths
from closereading.errors import InputError
from closereading.report import pages
from closereading.run import release
from closereading.run.terminal import Bar
from closereading.run.warm import Manager

AT_ONCE = 3  # kernels: two cores have work while a third starts or ends
CELL_SECONDS = 600  # a cell that takes longer hangs
PASTED = Path("report", "article.txt")  # where a text without a file is kept, below its folder
LAST = "05-findings"  # gathers what the others saved, so it waits for them
ERRNO = re.compile(r"\[Errno (\d+)\] ([^:]*)")
# What the cell tagged ``parameters`` holds where the runner says the rest, see ``paths``.
ASKED = {
    "ARTICLE": "paths.article()  # a path, or the text itself",
    "OUT": "paths.out(ARTICLE)  # figures/ and report/ are written below this folder",
    "COMPARE": 'paths.compare()  # a table made by "closereading corpus", or None',
}


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
    source: Path,
    *,
    target: Path,
    environment: dict[str, str],
    manager: type,
    bar: Bar,
    gate: asyncio.Semaphore,
) -> None:
    notebook = clean(nbformat.read(source, as_version=4))
    put(notebook, ASKED)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        kernel_manager_class=manager,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(source.parent)}},
        on_cell_executed=lambda **of: bar.cell(),
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        async with gate:
            bar.begin(source.stem)
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
    book.write(target / source.name, nbformat.writes(notebook) + "\n")
    bar.done(source.stem)


def _told(error: CellExecutionError, notebook: nbformat.NotebookNode, name: str) -> Exception:
    """Say what a cell's error means for who runs the notebooks."""
    value = str(error.evalue)
    if error.ename == "InputError":  # of what was given; said again as it is
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


async def _execute_all(sources: list[Path], **named) -> None:
    read = [nbformat.read(source, as_version=4).cells for source in sources]
    cells = sum(cell.cell_type == "code" for cells in read for cell in cells)
    named["gate"] = asyncio.Semaphore(AT_ONCE)
    with closing(Bar(cells, len(sources))) as bar:
        for last in (False, True):
            batch = [source for source in sources if (source.stem == LAST) == last]
            # The first error is told; it ends the loop, which stops the others.
            await asyncio.gather(*[_execute(source, bar=bar, **named) for source in batch])


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
    _finish(_execute_all(sources, target=target, environment=told, manager=manager))


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


def build(
    *,
    out: Path = paths.ROOT,
    given: dict[str, str] | None = None,
    article: Path | bytes | None = None,
    manager: type = Manager,
) -> Path:
    """Run all notebooks and put what they made into place, whole or not at all.

    Parameters
    ----------
    out : Path
        Gets ``notebooks/``, ``figures/`` and ``report/``. Other files in them stay.
    given, manager : optional
        As for ``run``.
    article : Path or bytes, optional
        A file, or a text that stands in none and is kept as ``report/article.txt``; the article
        that ships without it.

    Returns
    -------
    Path
        The report, ``out/report/findings.html``.

    Raises
    ------
    InputError
        If ``out`` cannot be written to, or another run writes to it.
    OSError
        If the disk is full.
    NotebookError
        If a cell fails. In all these cases what stood in ``out`` before stands unchanged.
    """
    with release.staged(out) as staging:
        if isinstance(article, bytes):
            book.write(staging / PASTED, article)
        read = staging / PASTED if isinstance(article, bytes) else article
        pages.folder(staging).mkdir(parents=True)
        run(
            paths.sources(),
            target=staging / "notebooks",
            out=staging,
            given=(given or {}) | ({paths.ARTICLE: str(read.resolve())} if read else {}),
            manager=manager,
        )
        pages.save(staging / "notebooks", out=staging)
        if article is not None:
            settle(staging / "notebooks", article=article, out=out)
    return out / "report" / "findings.html"


def settle(folder: Path, *, article: Path | bytes, out: Path) -> None:
    """Set a folder's notebooks to read an article and to write to a folder, whatever they say.

    Parameters
    ----------
    folder : Path
        Holds notebooks that stand, or are to stand, in ``out/notebooks``.
    article : Path or bytes
        A file; or a text that ``build`` keeps.
    out : Path
        The article's own folder.
    """
    place = out / PASTED if isinstance(article, bytes) else article.absolute()
    try:  # the way names as little of the machine as can be
        way = os.path.relpath(place, out / "notebooks")
    except ValueError:  # on another drive
        way = str(place)
    values = {
        "ARTICLE": f"{way!r}  # a path, or the text itself",
        "OUT": "'..'  # figures/ and report/ are written below this folder",
    }
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        put(notebook, values)
        book.write(path, nbformat.writes(notebook) + "\n")


def put(notebook: nbformat.NotebookNode, values: dict[str, str]) -> None:
    """Set what the parameters cell assigns, in place; names it does not assign are left out."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = _assigned(cell.source, values)


def _assigned(source: str, values: dict[str, str]) -> str:
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a pasted text that lost its end; what the cell is for is known
        assigned = "\n".join(f"{name} = {value}" for name, value in values.items())
        return f"from closereading import paths\n\n{assigned}"
    lines = source.splitlines()
    for statement in reversed(statements):
        targets = {getattr(target, "id", "") for target in getattr(statement, "targets", ())}
        for name in targets & values.keys():
            lines[statement.lineno - 1 : statement.end_lineno] = [f"{name} = {values[name]}"]
    return "\n".join(lines)
