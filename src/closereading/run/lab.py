"""JupyterLab for one article: its notebooks in its folder, their parameters set."""

import argparse
import os
import sys
from pathlib import Path

import nbformat

from closereading import book, paths
from closereading.errors import InputError
from closereading.run import jobs, notebooks, parameters, terminal, warm

# JupyterLab's settings for a page, which turn off news and updates: nothing leaves the machine, and
# nothing asks whether it may.
QUIET = paths.PACKAGE / "data" / "jupyter"


def start(options: argparse.Namespace) -> None:
    """Put an article's notebooks into its folder and become JupyterLab there.

    Raises
    ------
    InputError
        If the article or an option cannot be used.
    """
    job, *others = jobs.find(options)
    if others:
        raise InputError(f"{options.article} holds several articles. Give one of its files.")
    given = jobs.environment(job, options)
    folder = place(job)
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
    article = job.article or paths.SHIPPED
    if isinstance(article, bytes):
        book.write(job.out / notebooks.PASTED, article)
        article = job.out / notebooks.PASTED
    for source in sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb")):
        target = folder / source.name
        if target.exists():
            notebook = nbformat.read(target, as_version=4)
        else:
            notebook = notebooks.clean(nbformat.read(source, as_version=4))
        parameters.put(notebook, parameters.of(article.absolute(), folder))
        book.write(target, nbformat.writes(notebook) + "\n")
    return folder


def report(article: str | Path | None = None, **options: str | Path | None):
    """Read an article from inside a notebook: run all notebooks on it, with a progress bar.

    Parameters
    ----------
    article : str or Path, optional
        A path, or the text itself; the article that ships without it.
    **options
        As those of the command: ``title``, ``date``, ``notes`` …

    Returns
    -------
    IPython.display.Markdown
        Links to the report and to the executed notebooks.
    """
    from IPython.display import Markdown

    if unknown := options.keys() - paths.OPTIONS.keys():
        raise InputError(
            f"There is no option {', '.join(sorted(unknown))}. There are: "
            f"{', '.join(paths.OPTIONS)}."
        )
    said = argparse.Namespace(article=article, out=None)
    for name, option in paths.OPTIONS.items():
        value = options.get(name)
        setattr(said, option.key, paths.find(value) if value and option.file else value)
    jobs.check(said)
    out = paths.out(article).resolve()
    read = None if article is None else paths.given(article)
    given = jobs.environment(jobs.Job(read, out, "The article"), said)
    pasted = read if isinstance(read, bytes) else None
    with warm.kernels(notebooks.environment()) as manager:
        made = notebooks.build(out=out, given=given, pasted=pasted, manager=manager)
    here = [os.path.relpath(path, Path.cwd()) for path in (made, out / "notebooks")]
    links = [path.replace(" ", "%20") for path in here]
    return Markdown(f"[The report]({links[0]}), and [the notebooks that made it]({links[1]}).")
