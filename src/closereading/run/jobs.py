"""What one call of the command is to do: articles, each with its folder, checked before it runs."""

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from closereading import paths
from closereading.errors import InputError
from closereading.reading import source
from closereading.run import notebooks, release, terminal

CORRECTIONS = "corrections.csv"
FEWEST = 2  # sentences; one alone leaves nothing to compare or resample
HIDDEN = (".", "~")  # how names of hidden files and of editors' locks begin
OF_ONE = {"title", "commentary", "corrections"}  # options that cannot be true of several articles
CHECKED = {"commentary", "encoding", "corrections"}  # options that are checked against the article


@dataclass(frozen=True)
class Job:
    """One report to make."""

    article: Path | bytes | None  # a file, a text without one, or None for the one that ships
    out: Path  # the folder for notebooks, figures and report
    name: str = "The article"  # in messages


def find(article: str | None, out: Path | None, said: dict[str, str]) -> list[Job]:
    """Return a job for each article the command is to read.

    Parameters
    ----------
    article : str or None
        A file, a folder of files, ``-`` for what comes through a pipe; None for the one that ships.
    out : Path or None
        Where the reader wants it.
    said : dict
        See ``options``.

    Raises
    ------
    InputError
        If there is no article, or what is said cannot be true of several.
    """
    home = Path("out")
    if article is None:
        own = paths.ROOT if paths.CHECKOUT else home / paths.folder_name(paths.SHIPPED)
        return [Job(None, _folder(out or own))]
    if out and _folder(out) == paths.ROOT:
        raise InputError(
            "That --out is the project's own folder, which keeps the report of its own article. "
            "Give another folder, or leave --out out."
        )
    if article == "-":
        given = sys.stdin.buffer.read() if sys.stdin else b""
        if not given.strip():
            raise InputError(
                "Nothing came through the pipe. Copy an article first, or give a file."
            )
        return [Job(given, _folder(out or home / paths.pasted_name(given)), "The pasted text")]
    if not article.strip():
        raise InputError("The article's name is empty. Give a file, a folder, or - for a pipe.")
    place = Path(article)
    if not place.is_dir():
        return [Job(place, _folder(out or home / paths.folder_name(place)), place.name)]
    found = sorted(
        path
        for path in place.iterdir()
        if path.suffix.lower() in source.ARTICLES
        and not path.name.startswith(HIDDEN)
        and path.is_file()
    )
    if not found:
        raise InputError(
            f"{article} is a folder without articles. Give a file, or a folder of .txt, .md or "
            ".html files."
        )
    if len(found) > 1 and (ones := sorted(OF_ONE & said.keys())):
        raise InputError(
            f"--{' and --'.join(ones)} can be true of one article. Leave that out for a folder of "
            "several."
        )
    return [
        Job(path, _folder((out or home) / name), path.name)
        for path, name in zip(found, apart(found), strict=True)
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


def options(given: Mapping[str, object]) -> dict[str, str]:
    """Return what is said of each of ``paths.OPTIONS``, files with their whole path.

    Raises
    ------
    InputError
        If an option is unknown, or wrong whatever the article is.
    """
    if unknown := given.keys() - paths.OPTIONS.keys():
        raise InputError(
            f"There is no option {', '.join(sorted(unknown))}. There are: "
            f"{', '.join(paths.OPTIONS)}."
        )
    said = {name: text for name in given if (text := str(given[name] or "").strip())}
    for name, text in said.items():
        option = paths.OPTIONS[name]
        if option.file and not Path(text).exists():
            raise InputError(f"There is no file {text}. What --{name} is for: {option.help}.")
        if option.file:
            said[name] = str(Path(text).resolve())
        elif any("\ud800" <= letter <= "\udfff" for letter in text):
            raise InputError(f"What --{name} says is not UTF-8. Set the terminal to UTF-8.")
    if day := said.get("date"):
        try:
            known = date.fromisoformat(day).isoformat() == day
        except ValueError:
            known = False
        if not known:
            raise InputError(f"{day} is no date. Write --date as YYYY-MM-DD, 2024-03-31.")
    if "compare" in said:
        from closereading import news

        news.reference(Path(said["compare"]))
    return said


def report(job: Job, said: dict[str, str], *, manager: type) -> Path:
    """Make the report of one article and return its place; see ``notebooks.build``."""
    given = environment(job, said)
    return notebooks.build(out=job.out, given=given, article=job.article, manager=manager)


def environment(job: Job, said: dict[str, str]) -> dict[str, str]:
    """Return what the notebooks are to know, once all that can be known now is found right.

    Raises
    ------
    InputError
        If the article or an option cannot be used.
    """
    release.mend(job.out)  # also says at once that another run holds the folder
    if (own := job.out / CORRECTIONS).is_file():  # written there by a reader in JupyterLab
        said = {"corrections": str(own.resolve()), **said}
    given = {paths.OPTIONS[name].variable: text for name, text in said.items()}
    if job.article is None and not CHECKED & said.keys():
        return given  # the shipped article needs no check, and that loads pandas
    if isinstance(job.article, Path):
        source.read(job.article)  # a file that is not there is said without that
    from closereading.article import read_article

    known = {name: text for name, text in said.items() if paths.OPTIONS[name].known}
    article = read_article(job.article or paths.SHIPPED, **known)
    if len(article.kept) < FEWEST:
        raise InputError(
            f"{job.name} holds one sentence, which leaves nothing to compare. "
            f"Give a text of at least {FEWEST}."
        )
    if "commentary" in said:
        from closereading.report import commentary

        commentary.check(Path(said["commentary"]), article, own="compare" in said)
    if job.article is not None:
        terminal.say(f"{job.name}: {len(article.kept)} sentences")
    return given
