"""Where things are: the checkout, the article to read, the folder to write to.

The runner names another article, and what its reader knows of it, in environment variables; in
JupyterLab the cell tagged ``parameters`` says the same by hand.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data" / "article.txt"
SHIPPED_SHA256 = "caa448d0d10ec5f4a48cf6f722972b3a84c16fb64d3ed75ff5a75f85129c5b67"

ARTICLE = "CLOSEREADING_ARTICLE"
OUT = "CLOSEREADING_OUT"
PASTED = "pasted"  # what a text without a file is called
NOTES = "CLOSEREADING_NOTES"
COMPARE = "CLOSEREADING_COMPARE"
KNOWN = {
    "encoding": "CLOSEREADING_ENCODING",
    "title": "CLOSEREADING_TITLE",
    "date": "CLOSEREADING_DATE",
}
SETTINGS = (ARTICLE, OUT, NOTES, COMPARE, *KNOWN.values())


def article() -> str:
    """Return the path of the article to read: the runner's, or the one that ships."""
    return os.environ.get(ARTICLE) or str(SHIPPED)


def known() -> dict[str, str]:
    """Return what the reader said of the article: ``encoding``, ``title``, ``date``, if any."""
    return {key: os.environ[name] for key, name in KNOWN.items() if os.environ.get(name)}


def options() -> dict[str, str]:
    """Return all that the reader said, for the record: files by name, as places differ."""
    named = {"notes": NOTES, "compare": COMPARE}
    files = {key: os.environ[name] for key, name in named.items() if os.environ.get(name)}
    return known() | {key: Path(file).name for key, file in files.items()}


def folder_name(file: Path) -> str:
    """Return the folder's name for a file: its own without the suffix, without odd characters."""
    kept = "".join(letter for letter in file.stem if letter.isprintable())
    return kept.strip(" .") or "article"


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
    if article is None or str(article) == str(SHIPPED):
        return ROOT
    try:
        file = Path(article).expanduser()
        return ROOT / "out" / (folder_name(file) if file.is_file() else PASTED)
    except (OSError, ValueError, RuntimeError):  # a text, and no file's name
        return ROOT / "out" / PASTED


def notes() -> Path | None:
    """Return the analyst's notes: those the runner names, or those of the shipped article."""
    if named := os.environ.get(NOTES):
        return Path(named)
    shipped = SHIPPED.with_name("article.notes.md")
    return shipped if ARTICLE not in os.environ and shipped.exists() else None


def compare() -> Path | None:
    """Return the table of a corpus to compare with, if the runner names one."""
    return Path(os.environ[COMPARE]) if os.environ.get(COMPARE) else None
