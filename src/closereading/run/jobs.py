"""What one call of the command is to do: articles, each with its folder, checked before it runs."""

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from closereading import paths
from closereading.errors import InputError
from closereading.reading import source
from closereading.run import release, terminal

CORRECTIONS = "corrections.csv"
FEWEST = 2  # sentences; one alone leaves nothing to compare or resample
HIDDEN = (".", "~")  # how names of hidden files and of editors' locks begin


@dataclass(frozen=True)
class Job:
    """One report to make.

    Attributes
    ----------
    article : Path, bytes or None
        A file, what came through a pipe, or None for the article that ships.
    out : Path
        The folder for notebooks, figures and report.
    name : str
        What messages call it.
    """

    article: Path | bytes | None
    out: Path
    name: str = field(default="")


def find(options: argparse.Namespace) -> list[Job]:
    """Return a job for each article the command is to read.

    Raises
    ------
    InputError
        If there is none, or an option is wrong for all of them.
    """
    check(options)
    home = Path("out")
    if options.article is None:
        own = paths.ROOT if paths.CHECKOUT else home / paths.folder_name(paths.SHIPPED)
        return [Job(None, _folder(options.out or own), "The article")]
    if options.out and _folder(options.out) == paths.ROOT:
        raise InputError(
            "That --out is the project's own folder, which keeps the report of its own article. "
            "Give another folder, or leave --out out."
        )
    if options.article == "-":
        given = sys.stdin.buffer.read() if sys.stdin else b""
        if not given.strip():
            raise InputError(
                "Nothing came through the pipe. Copy an article first, or give a file."
            )
        return [
            Job(given, _folder(options.out or home / paths.pasted_name(given)), "The pasted text")
        ]
    article = Path(options.article)
    if not options.article.strip():
        raise InputError("The article's name is empty. Give a file, a folder, or - for a pipe.")
    if not article.is_dir():
        out = _folder(options.out or home / paths.folder_name(article))
        return [Job(article, out, article.name)]
    found = sorted(
        path
        for path in article.iterdir()
        if path.suffix.lower() in source.ARTICLES
        and not path.name.startswith(HIDDEN)
        and path.is_file()
    )
    if not found:
        raise InputError(
            f"{article} is a folder without articles. Give a file, or a folder of .txt, .md or "
            ".html files."
        )
    if len(found) > 1 and (options.title or options.notes or options.corrections):
        raise InputError(
            "--title, --notes and --corrections belong to one article. Leave them out for a folder "
            "of several."
        )
    folder = options.out or home
    names = apart(found)
    return [
        Job(path, _folder(folder / name), path.name)
        for path, name in zip(found, names, strict=True)
    ]


def apart(files: list[Path]) -> list[str]:
    """Name a folder for each file: its stem; its whole name where stems are the same.

    Case does not tell two names apart, as it does not on every disk.
    """
    names = [paths.folder_name(path) for path in files]
    for longer in ([path.name for path in files], [f"{n}-{p.name}" for n, p in enumerate(files)]):
        times = Counter(name.casefold() for name in names)
        names = [
            long if times[name.casefold()] > 1 else name
            for name, long in zip(names, longer, strict=True)
        ]
    return names


def _folder(path: Path) -> Path:
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError) as error:
        raise InputError(f"{path} cannot be a folder ({error}). Give another with --out.") from None


def check(options: argparse.Namespace) -> None:
    """Check the options that need no article to be wrong."""
    if options.notes and not options.notes.is_file():
        raise InputError(f"There is no file {options.notes}. Give --notes a Markdown file.")
    if options.compare and not options.compare.exists():
        raise InputError(
            f"There is no table {options.compare}. Make one: closereading corpus FOLDER --out TABLE"
        )
    if options.date:
        try:
            date.fromisoformat(options.date)
            known = re.fullmatch(r"\d{4}-\d\d-\d\d", options.date)
        except ValueError:
            known = None
        if not known:
            raise InputError(f"{options.date} is no date. Write --date as YYYY-MM-DD, 2024-03-31.")
    for name, said in _given(options).items():
        if not paths.OPTIONS[name].file and any("\ud800" <= letter <= "\udfff" for letter in said):
            raise InputError(f"What --{name} says is not UTF-8. Set the terminal to UTF-8.")
    if options.compare:
        from closereading import news

        news.reference(options.compare)


def environment(job: Job, options: argparse.Namespace) -> dict[str, str]:
    """Return what the notebooks are to know, once all that can be known now is found right.

    Raises
    ------
    InputError
        If the article or an option cannot be used.
    """
    release.mend(job.out)  # also says at once that another run holds the folder
    said = _given(options)
    if not options.corrections and (own := job.out / CORRECTIONS).is_file():
        said["corrections"] = str(own.resolve())  # written there by a reader in JupyterLab
    known = {name: said[name] for name in said if paths.OPTIONS[name].known}
    kept = {paths.OPTIONS[name].variable: value for name, value in said.items()}
    if job.article is None and not {"notes", "encoding", "corrections"} & {*said}:
        return kept  # the shipped article needs no check, and that loads pandas
    if isinstance(job.article, Path):
        source.read(job.article)  # a file that is not there is said without that
    from closereading.article import read_article

    article = read_article(paths.SHIPPED if job.article is None else job.article, **known)
    if len(article.kept) < FEWEST:
        raise InputError(
            f"{job.name} holds one sentence, which leaves nothing to compare. "
            f"Give a text of at least {FEWEST}."
        )
    if options.notes:
        from closereading.report import commentary

        commentary.check(options.notes, article, own=options.compare is not None)
    if isinstance(job.article, Path):
        kept[paths.ARTICLE] = str(job.article.resolve())
    if job.article is not None:
        terminal.say(f"{job.name}: {len(article.kept)} sentences")
    return kept


def _given(options: argparse.Namespace) -> dict[str, str]:
    """Return what was said of each of ``paths.OPTIONS``, with whole paths."""
    said = {
        name: str(getattr(options, option.key) or "").strip()
        for name, option in paths.OPTIONS.items()
    }
    return {
        name: str(Path(value).resolve()) if paths.OPTIONS[name].file else value
        for name, value in said.items()
        if value
    }
