"""A file's bytes, or the reason why there are none."""

from pathlib import Path

from closereading.errors import InputError

__all__ = ["InputError", "read"]

# How the names of files end that hold an article; what they are is told by their bytes.
ARTICLES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"),
    *(".docx", ".odt", ".rtf", ".pdf", ".epub", ".eml", ".mhtml", ".mht"),
)
# A book is 1 MB. More than this is a mistake in the file's name, or no article.
MOST_BYTES = 20_000_000
SAVE_AS_TEXT = "Copy the article's text into a .txt file and give that."


def read(path: Path) -> bytes:
    """Read a file; every way it can fail ends in an ``InputError`` of one sentence."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise InputError(
                f"{name} is a folder, not an article. Name a file in it: {name}/article.txt."
            )
        if not path.exists():
            raise InputError(f"There is no file {path}. Check the name and the folder.")
        if not path.is_file():
            raise InputError(f"{name} is not an ordinary file. Give a text, a page or a document.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(
                f"{name} has {size / 1e6:,.0f} MB; an article has far less than "
                f"{MOST_BYTES / 1e6:.0f} MB. {SAVE_AS_TEXT}"
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{name} cannot be read ({reason}). Check its name and that you may open it."
        ) from None
