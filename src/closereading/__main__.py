"""The command: ``closereading report [ARTICLE]``."""

import argparse
import sys
from pathlib import Path

from closereading import paths

EXAMPLES = """examples:
  closereading report                                 the article that ships with the project
  closereading report story.txt                       your own article, into out/story/
  closereading report page.html --title "A headline"  a saved web page, with its title set right
  closereading report stories/ --out reports          every article of a folder, a folder each
  closereading report story.txt --compare mine.parquet  beside your own corpus, see: corpus --help
  pbpaste | closereading report -                     what you have copied, into out/pasted/
"""
ARTICLES = (".txt", ".text", ".md", ".markdown", ".html", ".htm")
FEWEST = 2  # sentences; one alone leaves nothing to compare or resample


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="closereading", description="Read one news article closely.")
    commands = top.add_subparsers(dest="command", required=True)
    report = commands.add_parser(
        "report",
        help="run the notebooks, write figures and report",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    report.add_argument(
        "article", nargs="?", help="a file, a folder of files, or - for a pasted text"
    )
    report.add_argument("--out", type=Path, help="folder to write to (default: out/NAME)")
    report.add_argument("--title", help="the headline, if the file does not tell it right")
    report.add_argument("--date", help="the date, likewise: YYYY-MM-DD")
    report.add_argument("--encoding", help="the file's encoding, if it is not found right")
    report.add_argument("--notes", type=Path, help="your own reading, a Markdown file")
    report.add_argument(
        "--compare", type=Path, help="compare with your own corpus, a table made by corpus"
    )
    report.add_argument("--json", action="store_true", help="print results.json, not its place")
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
        "--scheduler", help="a Dask cluster, tcp://HOST:8786 (default: this machine)"
    )
    corpus.add_argument("--workers", type=int, help="processes (default: one a core)")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0 when every report is written, 2 when an input cannot be used, 1 when a notebook fails.
    """
    options = parser().parse_args(arguments)
    # Imported late: --help and a wrong option answer at once.
    from closereading.reading.source import InputError

    if options.command == "corpus":
        return _corpus(options)
    try:
        jobs = _jobs(options)
    except InputError as error:
        return _complain(error, 2)
    worst = 0
    for article, out in jobs:
        try:
            report = _report(article, out, options)
        except InputError as error:
            worst = _complain(error, 2)
        except KeyboardInterrupt:
            return _complain("stopped; the last report is as it was.", 1)
        except (RuntimeError, OSError) as error:
            worst = _complain(error, 1)
        else:
            made = report.with_name("results.json").read_text("utf-8") if options.json else report
            print(made, flush=True)
    return worst


def _corpus(options: argparse.Namespace) -> int:
    from closereading.corpora import cluster
    from closereading.reading.source import InputError

    try:
        made = cluster.build(
            options.source,
            out=options.out,
            sentences=options.sentences,
            scheduler=options.scheduler,
            workers=options.workers,
        )
    except InputError as error:
        return _complain(error, 2)
    except KeyboardInterrupt:
        return _complain("stopped; what is done is kept, and the same command goes on.", 1)
    except (RuntimeError, OSError) as error:
        return _complain(error, 1)
    print(f"{made['articles']:,} articles, {made['errors']:,} with an error", file=sys.stderr)
    print(made["table"])
    return 0


def _complain(error: object, code: int) -> int:
    print(f"closereading: {' '.join(str(error).split())}", file=sys.stderr)
    return code


def _jobs(options: argparse.Namespace) -> list[tuple[Path | None, Path]]:
    """Return each article with the folder its report goes to."""
    from closereading.reading.source import InputError

    if not (paths.ROOT / "notebooks").is_dir():
        raise InputError(
            "The notebooks are not here. Install the project from its own folder: pip install -e ."
        )
    if options.notes and not options.notes.is_file():
        raise InputError(f"There is no file {options.notes}. Give --notes a Markdown file.")
    if options.compare and not options.compare.exists():
        raise InputError(
            f"There is no table {options.compare}. Make one: closereading corpus FOLDER --out TABLE"
        )
    if options.article is None:
        return [(None, options.out or paths.ROOT)]
    home = paths.ROOT / "out"
    if options.article == "-":
        out = options.out or home / "pasted"
        given = sys.stdin.buffer.read()
        if not given.strip():
            raise InputError(
                "Nothing came through the pipe. Copy an article first, or give a file."
            )
        # Kept beside its report: a text that came through a pipe is nowhere else.
        out.mkdir(parents=True, exist_ok=True)
        pasted = out / "article.txt"
        pasted.write_bytes(given)
        return [(pasted, out)]
    article = Path(options.article)
    if not article.is_dir():
        return [(article, options.out or home / article.stem)]
    found = sorted(path for path in article.iterdir() if path.suffix.lower() in ARTICLES)
    if not found:
        raise InputError(
            f"{article} is a folder without articles. Give a file, or a folder of .txt, .md or "
            ".html files."
        )
    return [(path, (options.out or home) / path.stem) for path in found]


def _report(article: Path | None, out: Path, options: argparse.Namespace) -> Path:
    from closereading import notebooks

    settings = {
        name: getattr(options, key) for key, name in paths.KNOWN.items() if getattr(options, key)
    }
    if article is not None:
        # Not for the shipped article: it needs no check, and this loads pandas.
        from closereading.article import InputError, read_article

        read = read_article(article, encoding=options.encoding)
        if len(read.kept) < FEWEST:
            raise InputError(
                f"{article.name} holds one sentence, which leaves nothing to compare. "
                f"Give a text of at least {FEWEST}."
            )
        settings[paths.ARTICLE] = str(article.resolve())
        print(f"{article.name}: {len(read.kept)} sentences", file=sys.stderr)
    if options.notes:
        settings[paths.NOTES] = str(options.notes.resolve())
    if options.compare:
        settings[paths.COMPARE] = str(options.compare.resolve())
    return notebooks.build(out=out.resolve(), settings=settings)


if __name__ == "__main__":
    sys.exit(main())
