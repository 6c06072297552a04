"""Run the notebooks: top to bottom, two at a time, into a staging folder, then into place."""

import asyncio
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from tqdm import tqdm

from closereading import paths, results
from closereading.reporting import pages

AT_ONCE = 2  # kernels; more gain nothing on two cores, where starting them is most of the time
CELL_SECONDS = 600  # a cell that takes longer hangs
LAST = "05-findings"  # gathers what the others saved, so it waits for them
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class NotebookError(RuntimeError):
    """A notebook's cell failed; the message names the notebook, the cell and the error."""


def clean(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without outputs, counts and whatever differs between machines."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python", "file_extension": ".py"},
        }
    )
    return notebook


async def _execute(source: Path, target: Path, *, environment: dict[str, str], bar: tqdm) -> None:
    notebook = clean(nbformat.read(source, as_version=4))

    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(source.parent)}},
        on_cell_executed=lambda **of: bar.update(1),
        extra_arguments=["--log-level=ERROR"],
    )
    bar.set_postfix_str(source.stem)
    try:
        await client.async_execute(env=environment)
    except CellExecutionError as error:
        number = next(
            index
            for index, cell in enumerate(notebook.cells, start=1)
            if any(output.output_type == "error" for output in cell.get("outputs", []))
        )
        kept = Path(tempfile.gettempdir()) / f"failed-{source.name}"
        results.write(kept, nbformat.writes(notebook) + "\n")
        raise NotebookError(
            f"{source.name}, cell {number}: {error.ename}: {ANSI.sub('', str(error.evalue))}. "
            f"The notebook with the whole traceback: {kept}"
        ) from error
    except (DeadKernelError, CellTimeoutError) as error:
        reason = "took too long" if isinstance(error, CellTimeoutError) else "ended by itself"
        raise NotebookError(
            f"{source.name}: its kernel {reason}. Run it again with more memory free."
        ) from error
    notebook = nbformat.from_dict(notebook)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python", "file_extension": ".py"}
    results.write(target, nbformat.writes(notebook) + "\n")


async def _execute_all(sources: list[Path], target: Path, environment: dict[str, str]) -> None:
    first = [source for source in sources if source.stem != LAST]
    last = [source for source in sources if source.stem == LAST]
    cells = sum(
        cell.cell_type == "code"
        for source in sources
        for cell in nbformat.read(source, as_version=4).cells
    )
    gate = asyncio.Semaphore(AT_ONCE)
    # A terminal shows a moving bar; a log gets a line now and then.
    pace = 0.1 if sys.stderr.isatty() else 20
    with tqdm(total=cells, unit="cell", desc="notebooks", file=sys.stderr, mininterval=pace) as bar:

        async def one(source: Path) -> None:
            async with gate:
                await _execute(source, target / source.name, environment=environment, bar=bar)

        for batch in (first, last):
            async with asyncio.TaskGroup() as group:
                for source in batch:
                    group.create_task(one(source))


def run(
    sources: list[Path], *, target: Path, out: Path, settings: dict[str, str] | None = None
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
    settings : dict, optional
        What ``paths`` finds in the environment; the shipped article without it.

    Raises
    ------
    NotebookError
        If a cell fails. Executed copies are written only for notebooks that ran to their end.
    """
    inherited = {key: value for key, value in os.environ.items() if key not in paths.SETTINGS}
    # The same bytes on every machine: no hash order, no threads that add in another order.
    fixed = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment = {**inherited, **fixed, **(settings or {}), paths.OUT: str(out)}
    try:
        asyncio.run(_execute_all(sources, target, environment))
    except BaseExceptionGroup as errors:
        # Where one notebook fails the other is stopped, which may fail in its own way.
        ours = errors.subgroup(NotebookError)
        while isinstance(ours, BaseExceptionGroup):
            ours = ours.exceptions[0]
        raise (ours or errors) from None


def build(*, out: Path = paths.ROOT, settings: dict[str, str] | None = None) -> Path:
    """Run all notebooks and put what they made into place, whole or not at all.

    Parameters
    ----------
    out : Path
        Gets ``notebooks/``, ``figures/`` and ``report/``.
    settings : dict, optional
        As for ``run``.

    Returns
    -------
    Path
        The report, ``out/report/findings.html``.

    Raises
    ------
    NotebookError
        If a cell fails; what stood in ``out`` before stands unchanged.
    """
    sources = sorted((paths.ROOT / "notebooks").glob("[0-9]*.ipynb"))
    out.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=out))
    try:
        run(sources, target=staging / "notebooks", out=staging, settings=settings)
        pages.save(staging / "notebooks", out=staging)
        _install(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return out / "report" / "findings.html"


def _install(staging: Path, out: Path) -> None:
    """Move a finished run into place, file by file; then drop what the run no longer makes."""
    made = sorted(path for path in staging.rglob("*") if path.is_file())
    for path in made:
        home = out / path.relative_to(staging)
        home.parent.mkdir(parents=True, exist_ok=True)
        path.replace(home)
    kept = {out / path.relative_to(staging) for path in made}
    for folder in ("figures", "report"):
        for path in sorted((out / folder).rglob("*")):
            if path.is_file() and path not in kept and path.suffix != ".gitkeep":
                path.unlink()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        source = Path(name).resolve()
        run([source], target=source.parent, out=paths.ROOT)
