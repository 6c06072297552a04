"""JupyterLab for one article: its notebooks in its folder, their parameters set."""

import json
import os
import sys
from pathlib import Path

import nbformat

from closereading import book, paths
from closereading.errors import InputError
from closereading.run import jobs, notebooks, terminal, warm

# JupyterLab's settings. They turn off news and updates: nothing leaves the machine, and nothing
# asks whether it may.
QUIET = paths.PACKAGE / "data" / "jupyter"


def start(found: list[jobs.Job], said: dict[str, str]) -> None:
    """Put an article's notebooks into its folder and become JupyterLab there.

    Raises
    ------
    InputError
        If there are several articles, or this one cannot be used.
    """
    if len(found) > 1:
        raise InputError("That folder holds several articles. Give one of its files.")
    given = jobs.environment(found[0], said)
    folder = place(found[0])
    terminal.say(f"The notebooks are in {folder}.")
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.parent}"]
    command.append(str(folder / paths.sources()[0].name))
    kept = os.environ.get("JUPYTER_CONFIG_PATH")
    quiet = {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, (str(QUIET), kept)))}
    os.execve(sys.executable, command, os.environ | given | quiet)


def place(job: jobs.Job) -> Path:
    """Put the notebooks for an article into its folder, and return the folder of notebooks.

    Those that are there already, executed or changed, stay and get their parameters set. The
    project's own notebooks read its own article where they are.
    """
    if job.article is None and job.out == paths.ROOT:
        return paths.NOTEBOOKS
    folder = job.out / "notebooks"
    for source in sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb")):
        if not (folder / source.name).exists():
            notebook = notebooks.clean(nbformat.read(source, as_version=4))
            book.write(folder / source.name, nbformat.writes(notebook) + "\n")
    if isinstance(job.article, bytes):
        book.write(job.out / notebooks.PASTED, job.article)
    notebooks.settle(folder, article=job.article or paths.SHIPPED, out=job.out)
    return folder


def keep_language(model: dict, path: str, contents_manager, **_) -> None:
    """Save the language as the file has it: opening one with another Python changes nothing."""
    file = Path(contents_manager.root_dir, path)
    if model["type"] != "notebook" or not file.exists():
        return
    if told := json.loads(file.read_text("utf-8"))["metadata"].get("language_info"):
        model["content"]["metadata"]["language_info"] = told


def report(article: str | Path | None = None, **options: str | Path | None):
    """Read an article from inside a notebook: run all notebooks on it, with a progress bar.

    Parameters
    ----------
    article : str or Path, optional
        A path, or the text itself; the article that ships without it.
    **options
        As those of the command: ``title``, ``date``, ``commentary`` …

    Returns
    -------
    IPython.display.Markdown
        Links to the report and to the executed notebooks.
    """
    from IPython.display import Markdown

    files = {name for name, option in paths.OPTIONS.items() if option.file}
    said = jobs.options(
        {name: paths.find(at) if at and name in files else at for name, at in options.items()}
    )
    out = paths.out(article).resolve()
    job = jobs.Job(None if article is None else paths.given(article), out)
    with warm.kernels(notebooks.environment()) as manager:
        made = jobs.report(job, said, manager=manager)
    here = [os.path.relpath(path, Path.cwd()) for path in (made, out / "notebooks")]
    links = [path.replace(" ", "%20") for path in here]
    return Markdown(f"[The report]({links[0]}), and [the notebooks that made it]({links[1]}).")
