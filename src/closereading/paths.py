"""Where things are, and what the runner says: the article, the folder to write to, the options.

The runner says it in environment variables, which the notebooks ask for here. In JupyterLab the
cell tagged ``parameters`` says the same by hand.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = (PACKAGE.parents[1] / "pyproject.toml").is_file()
# Where notebooks/ and data/ are: an installed package holds both inside itself.
ROOT = PACKAGE.parents[1] if CHECKOUT else PACKAGE
NOTEBOOKS = ROOT / "notebooks"
BY_HAND = ("07-try-it",)  # notebooks for readers, no part of a report
SHIPPED = ROOT / "data" / "article.txt"
FONTS = PACKAGE / "data" / "fonts"
SHIPPED_SHA256 = "caa448d0d10ec5f4a48cf6f722972b3a84c16fb64d3ed75ff5a75f85129c5b67"


@dataclass(frozen=True)
class Option:
    """What may be said of a report besides its article, as ``--name`` or in the environment.

    Attributes
    ----------
    name, help : str
    file : bool
        Whether it names a file; the notebooks get the whole path, the record its name.
    known : bool
        Whether it is known of the article: ``read_article`` takes it.
    called : str
        What the parser and the environment call it, where its name is taken.
    """

    name: str
    help: str
    file: bool = False
    known: bool = False
    called: str = ""

    @property
    def variable(self) -> str:
        """The environment variable it travels in."""
        return f"CLOSEREADING_{self.key.upper()}"

    @property
    def key(self) -> str:
        """What the parser and the environment call it."""
        return self.called or self.name

    @property
    def said(self) -> str | None:
        """What the runner says, None if it says nothing."""
        return os.environ.get(self.variable) or None


# An option is a line here: the command, the runner, the record and the notebooks all ask this list.
OPTIONS = {
    option.name: option
    for option in (
        Option("title", "the headline, if the file does not tell it right", known=True),
        Option("date", "the date, likewise: YYYY-MM-DD", known=True),
        Option("encoding", "the file's encoding, if it is not found right", known=True),
        Option("article", "which one, if the file holds several: 3", known=True, called="which"),
        Option("keep", "rules that take nothing off: furniture,credit", known=True),
        Option("corrections", "who speaks, put right: a CSV file", file=True, known=True),
        Option("commentary", "your own reading, a Markdown file", file=True),
        Option("compare", "compare with your own corpus, a table made by corpus", file=True),
    )
}
ARTICLE, OUT = "CLOSEREADING_ARTICLE", "CLOSEREADING_OUT"
SETTINGS = (ARTICLE, OUT, *(option.variable for option in OPTIONS.values()))


def sources() -> list[Path]:
    """Return the notebooks of a report, in reading order."""
    found = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    return [path for path in found if path.stem not in BY_HAND]


def article() -> str:
    """Return the path of the article to read: the runner's, or the one that ships."""
    return os.environ.get(ARTICLE) or str(SHIPPED)


def known() -> dict[str, str]:
    """Return what the reader said of the article, for ``read_article``."""
    return {name: option.said for name, option in OPTIONS.items() if option.known and option.said}


def options(*, whole: bool = False) -> dict[str, str]:
    """Return all that the reader said, for the record: files by name, as places differ.

    With ``whole`` the beginning of a file's sha256 stands after its name.
    """
    return {
        name: _named(Path(option.said), whole) if option.file else option.said
        for name, option in OPTIONS.items()
        if option.said
    }


def _named(file: Path, whole: bool) -> str:
    if not (whole and file.is_file()):
        return file.name
    return f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()[:8]}"


def find(name: str | Path) -> Path:
    """Return the path of a file named in a notebook.

    It is looked for beside the notebook, in the folder JupyterLab was started in, and at the
    project's root.
    """
    path = Path(name).expanduser()
    started = Path(os.environ.get("PWD", ""))
    places = (path, started / path, ROOT / path)
    return next((place for place in places if place.exists()), path)


def folder_name(file: Path) -> str:
    """Return the folder's name for a file: its own without the suffix, without odd characters."""
    kept = "".join(letter for letter in file.stem if letter.isprintable())
    return kept.strip(" .") or "article"


def pasted_name(text: bytes) -> str:
    """Return the folder's name for a text without a file: two of them never share one."""
    return f"pasted-{hashlib.sha256(text).hexdigest()[:8]}"


def out(article: str | Path | None = None) -> Path:
    """Return the folder below which ``figures/`` and ``report/`` are written.

    Parameters
    ----------
    article : str or Path, optional
        A path or a text, as the parameters cell says.

    Returns
    -------
    Path
        The runner's folder, if it names one. Else the project's own for the article that ships,
        and ``out/NAME`` for any other: the shipped report stays as it is.
    """
    if named := os.environ.get(OUT):
        return Path(named)
    home = ROOT if CHECKOUT else Path.cwd()
    if article is None or str(article) == str(SHIPPED):
        return home if CHECKOUT else home / "out" / folder_name(SHIPPED)
    read = given(article)
    if isinstance(read, bytes):
        return home / "out" / pasted_name(read)
    return home / "out" / folder_name(read)


def given(article: str | Path) -> Path | bytes:
    """Return the file that a parameter names, or the text it is."""
    try:
        file = find(article)
        if file.is_file():
            return file
    except (OSError, ValueError, RuntimeError):  # a text, and no file's name
        pass
    return str(article).encode("utf-8", "surrogatepass")


def commentary() -> Path | None:
    """Return the analyst's commentary: the runner's, or that on the shipped article."""
    if named := OPTIONS["commentary"].said:
        return Path(named)
    shipped = SHIPPED.with_name("article.commentary.md")
    return shipped if ARTICLE not in os.environ and shipped.exists() else None


def compare() -> Path | None:
    """Return the table of a corpus to compare with, if the runner names one."""
    named = OPTIONS["compare"].said
    return Path(named) if named else None
