"""The command: ``closereading report [ARTICLE]``."""

import argparse
import sys
from pathlib import Path

from closereading import paths

EXAMPLES = """examples:
  closereading report                          the article that ships with the project
  closereading report story.txt                your own article, into out/story/
  closereading report story.txt --out reading  the same, into reading/
"""


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
    report.add_argument("article", nargs="?", help="a text file in English")
    report.add_argument("--out", type=Path, help="folder to write to (default: out/NAME)")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0 when the report is written, 2 when the input cannot be used, 1 when a notebook fails.
    """
    options = parser().parse_args(arguments)
    # Imported late: --help and a wrong option answer at once.
    from closereading.article import InputError, check

    try:
        path = None if options.article is None else check(Path(options.article))
        if not (paths.ROOT / "notebooks").is_dir():
            raise InputError(
                "The notebooks are not here. Install the project from its folder: pip install -e ."
            )
    except InputError as error:
        print(f"closereading: {error}", file=sys.stderr)
        return 2
    from closereading import notebooks

    out = options.out or (paths.ROOT if path is None else paths.ROOT / "out" / path.stem)
    try:
        report = notebooks.build(article=None if path is None else str(path), out=out.resolve())
    except notebooks.NotebookError as error:
        print(f"closereading: {error}", file=sys.stderr)
        return 1
    print(f"The report is written: {report}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
