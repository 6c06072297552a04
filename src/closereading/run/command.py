"""The command: ``closereading report [ARTICLE]``, ``lab`` and ``corpus``."""

import argparse
import os
import re
import signal
import sys
from pathlib import Path

from closereading import __version__, paths
from closereading.errors import InputError
from closereading.run import release, terminal

EXAMPLES = """examples:
  closereading report                                 the article that ships with the project
  closereading report story.txt                       your own article, into out/story/
  closereading report page.html --title "A headline"  a saved web page, with its title set right
  closereading report stories/ --out reports          every article of a folder, a folder each
  closereading report story.txt --compare mine.parquet  beside your own corpus, see: corpus --help
  pbpaste | closereading report -                     what you have copied, into out/pasted-…/
"""
AFTER = """A text needs two sentences: one alone leaves nothing to compare. What a run makes, the
next one into the same folder replaces; other files there stay. Exit code: 0 every report is made,
2 what was given cannot be used, 1 our fault, 128 and the signal's number when stopped.
"""


LAB = """The notebooks go to out/NAME/notebooks, set to read this article; those that are there stay
and are set. Run all of them in any order, 05-findings last.

examples:
  closereading lab story.txt
  closereading lab                                    the article that ships with the project
"""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints hold no orders for the terminal."""

    def _print_message(self, message, file=None):
        super()._print_message(terminal.ORDERS.sub("", message), file)


def parser() -> Parser:
    """Return the parser of the command line."""
    top = Parser(prog="closereading", description="Read one news article closely.")
    top.add_argument("--version", action="version", version=f"closereading {__version__}")
    commands = top.add_subparsers(dest="command", required=True)
    report = _reading(
        commands, "report", "run the notebooks, write figures and report", f"{EXAMPLES}\n{AFTER}"
    )
    report.add_argument("--json", action="store_true", help="print results.json, not its place")
    report.add_argument(
        "--no-fork", action="store_true", help="let each notebook import its packages itself"
    )
    _reading(commands, "lab", "open JupyterLab with the notebooks for an article", LAB)
    corpus = commands.add_parser(
        "corpus",
        help="measure many articles, a row an article",
        description="Measure many articles. JSON lines and Parquet rows have a field text, and may "
        "have id, title and date. Stopped, the same command goes on where it was.",
    )
    corpus.add_argument("source", type=Path, help="a folder, FILE.jsonl or FILE.parquet")
    corpus.add_argument("--out", type=Path, required=True, help="the table: NAME.parquet, a folder")
    corpus.add_argument("--sentences", action="store_true", help="a table of the sentences too")
    corpus.add_argument(
        "--sentiment", choices=("words", "reader"), default="words",
        help="tone by the table of words, or read as a whole: a second more an article",
    )  # fmt: skip
    corpus.add_argument(
        "--scheduler", help="a Dask cluster, tcp://HOST:8786 (default: this machine)"
    )
    corpus.add_argument("--workers", type=int, help="processes (default: one a core)")
    return top


def _reading(commands, name: str, does: str, epilog: str) -> argparse.ArgumentParser:
    """Add a command that takes an article and all that can be said of it."""
    made = commands.add_parser(
        name, help=does, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument(
        "article", nargs="?", help="a file, a folder of files, or - for a pasted text"
    )
    made.add_argument("--out", type=Path, help="folder to write to (default: out/NAME)")
    for option in paths.OPTIONS.values():
        kind = Path if option.file else str
        made.add_argument(f"--{option.name}", dest=option.key, type=kind, help=option.help)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0 when every report is written, 2 when an input cannot be used, 1 when it is our fault,
        128 and the signal's number when a signal ends it, as shells and make expect.
    """
    options = parser().parse_args(arguments)
    terminal.settle()
    try:
        with release.caught(_stop):  # so that it tidies up first
            return {"corpus": _corpus, "lab": _lab, "report": _reports}[options.command](options)
    except KeyboardInterrupt as stop:
        number = signal.Signals(stop.args[0] if stop.args else signal.SIGINT)
        if options.command == "corpus":
            terminal.complain("stopped; what is done is kept, and the same command goes on.")
        else:
            terminal.complain(f"stopped ({number.name}); the last finished report is whole.")
        return 128 + number
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + getattr(signal, "SIGPIPE", 13)
    except Exception as error:
        return _complain(error)


def _stop(number: int, frame: object) -> None:
    for other in release.SIGNALS:  # once is enough; what follows is the tidying
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt(number)


def _asked(options: argparse.Namespace) -> tuple[list, dict[str, str]]:
    """Return the articles to read, and what is said of them."""
    # Imported late: --help and a wrong option answer at once.
    from closereading.run import jobs

    said = jobs.options(
        {name: getattr(options, option.key) for name, option in paths.OPTIONS.items()}
    )
    return jobs.find(options.article, options.out, said), said


def _reports(options: argparse.Namespace) -> int:
    from closereading.run import jobs, notebooks, warm

    found, said = _asked(options)
    failed: dict[str, int] = {}
    # Begun before the articles are looked at: it imports meanwhile.
    with warm.kernels(notebooks.environment(), fork=not options.no_fork) as manager:
        for job in found:
            try:
                report = jobs.report(job, said, manager=manager)
            except Exception as error:  # one broken file does not stop the rest
                failed[job.name] = _complain(error)
            else:
                results = report.with_name("results.json")
                terminal.say(_first(report))
                terminal.show(results.read_text("utf-8") if options.json else str(report))
    if len(found) > 1:
        missing = f"; not of {', '.join(failed)}" if failed else ""
        terminal.say(f"{len(found) - len(failed)} of {len(found)} reports made{missing}.")
    # Our own fault outweighs theirs.
    return min(failed.values(), default=0)


def _first(report: Path) -> str:
    """Return the first line of what the report says in brief, without its links."""
    page = report.with_name("findings.md")
    lines = page.read_text("utf-8").partition("\n## ")[2].splitlines()[1:] if page.exists() else []
    line = next((line for line in lines if line.strip(" >-*")), "")
    return re.sub(r"\[([^]]*)\]\([^)]*\)|\*\*", r"\1", line).strip(" >-*")


def _lab(options: argparse.Namespace) -> int:
    from closereading.run import lab

    lab.start(*_asked(options))
    return 0


def _corpus(options: argparse.Namespace) -> int:
    from closereading.corpus import cluster

    made = cluster.build(
        options.source,
        out=options.out,
        sentences=options.sentences,
        scorer=options.sentiment,
        scheduler=options.scheduler,
        workers=options.workers,
    )
    terminal.say(f"{made['articles']:,} articles, {made['errors']:,} with an error")
    terminal.show(str(made["table"]))
    return 0


def _complain(error: Exception) -> int:
    """Say in one sentence what is wrong, and return the exit code for it."""
    if isinstance(error, BrokenPipeError):
        raise error
    if isinstance(error, InputError):
        terminal.complain(error)
        return 2
    known = isinstance(error, RuntimeError | OSError) and str(error)
    terminal.complain(error if known else terminal.unexpected(error))
    return 1
