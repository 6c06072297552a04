"""What is given, a path, bytes or a text, up to the text itself: markup off, mojibake undone."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from closereading import paths
from closereading.reading import archives, encodings, formats, lines, markup, source
from closereading.reading.source import InputError

# A name is shorter than this in every file system; a longer string is a text.
LONGEST_NAME = 1024
SAVED = 5_000  # characters: a page this long was saved, with its menus, whatever its name
PAGES = (".html", ".htm", ".xhtml")
OTHERS = (".doc", ".csv", ".json", ".jsonl", ".parquet", ".xml", ".zip", ".png", ".jpg", ".jpeg")
SUFFIXES = frozenset({*source.ARTICLES, *OTHERS})
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Intake:
    """What was taken in.

    Attributes
    ----------
    name : str
        The file's name, "" for a text.
    text : str
        Decoded, without markup.
    about : dict
        What it says of itself: ``title``, ``date``.
    skip : int
        The length of its front matter.
    sha256, encoding : str
        See ``Article``.
    notes : list
        What was done to it.
    article : int, optional
        Which article of the text is still to be chosen.
    """

    name: str
    text: str
    about: dict[str, str]
    skip: int
    sha256: str
    encoding: str
    notes: list
    article: int | str | None = None


def take(
    given,
    *,
    encoding: str | None = None,
    article: int | str | None = None,
    keep: frozenset[str] = frozenset(),
) -> Intake:
    """Take in a path, bytes or a text.

    Raises
    ------
    InputError
        If there is nothing to read.
    """
    name, data, text = _received(given)
    encoded, about, skip, notes = None, {}, 0, []
    bytes_of = text.encode("utf-8", "surrogatepass") if data is None else data
    sha256, used = hashlib.sha256(bytes_of).hexdigest(), "text"
    try:
        kind = formats.kind(data) if data is not None else ""
        if kind:
            texts = formats.read(kind, data)
            text, about = archives.chosen(texts, article, name) if len(texts) > 1 else texts[0]
            article, used = (None if len(texts) > 1 else article), kind.split("(")[-1].rstrip(")")
            notes.append(("format", 0, len(text), used, f"The text was taken out of {kind}."))
        elif data is not None:
            text, used, how = encodings.decode(data, encoding=encoding)
            encoded = None if used == "utf-8" else f"Read as {used}, {how}."
    except InputError as error:
        error.args = (f"{name}: {error}" if name else str(error),)
        raise
    text = SURROGATE.sub("\ufffd", text)
    if not kind:
        text, about, skip, notes = _unmarked(name, text, keep)
    if encoded:
        notes.insert(0, ("encoding", 0, len(text), used, encoded))
    if not text.strip():
        raise InputError(f"{name or 'The text'} is empty. Give a file or a text with an article.")
    if not any(map(str.isalpha, text)):
        raise InputError(
            f"{name or 'The text'} holds no letters, so there are no words to read. "
            "Give an article in words."
        )
    return Intake(name, text, about, skip, sha256, used, notes, article)


def _received(given) -> tuple[str, bytes | None, str]:
    """Return a file's name and bytes, or a text."""
    if isinstance(given, bytes):
        return "", given, ""
    if isinstance(given, os.PathLike):
        path = Path(given)
        return path.name, source.read(path), ""
    if not isinstance(given, str):
        raise InputError(
            f"An article is a file's path or a text, not {type(given).__name__}. Give one of these."
        )
    if _named(given):
        path = paths.find(given)
        return path.name, source.read(path), ""
    return "", None, given


def _named(given: str) -> bool:
    if not given.strip() or len(given) > LONGEST_NAME or re.search("[\n\r\0]", given):
        return False
    try:
        if paths.find(given).exists():
            return True
    except (OSError, ValueError, RuntimeError):
        return False
    single = not re.search(r"\s", given)
    return (single and ("/" in given or "\\" in given)) or Path(given).suffix.lower() in SUFFIXES


def _unmarked(name: str, text: str, keep: frozenset[str]) -> tuple[str, dict[str, str], int, list]:
    """Undo mojibake and take markup off; note both.

    Returns the text, what it says of itself, the length of its front matter, and the notes.
    """
    notes: list = []
    text, mended = encodings.mend(text)
    suffix = Path(name).suffix.lower()
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    about: dict[str, str] = {}
    skip = 0
    received = text
    if suffix in PAGES or (len(text) > SAVED and markup.PAGE.match(text)):
        text, about, how = markup.page(lined)
        notes.append(("markup", 0, len(text), "HTML", f"The text was extracted: {how}."))
    elif markup.pasted(text):
        text, about = markup.stripped(lined)
        notes.append(("markup", 0, len(text), "HTML", "Tags of a pasted page were taken off."))
    elif suffix in (".md", ".markdown"):
        text, about = markup.markdown(lined)
        notes.append(("markup", 0, len(text), "Markdown", "Marks were taken off the text."))
    else:
        if (read := markup.unescaped(text)) != text:
            text, lined = read, read.replace("\r\n", "\n").replace("\r", "\n")
            why = "A page's character references were read as the characters they stand for."
            notes.append(("entities", 0, len(text), "&…;", why))
        if "lines" not in keep and lines.HYPHENED.search(text) and lines.margin(lined).width:
            text, times = lines.unhyphened(text)
            lined = text.replace("\r\n", "\n").replace("\r", "\n")
            why = "Words that a margin broke are whole again."
            notes.append(("lines", 0, len(text), f"{times} hyphens", why))
        length, about = markup.front_matter(lined)
        if length:
            # As many line ends into the original, whatever they look like.
            ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
            number = lined[:length].count("\n")
            skip = ends[number - 1] if lined[length - 1] == "\n" else len(text)
            notes.append(("front matter", 0, skip, "fields", "Metadata, not the text."))
    for start, end, was in mended:
        place = (start, end) if text is received else (0, len(text))
        notes.append(("mojibake", *place, was.strip()[:60], "Decoded wrongly before; repaired."))
    if lost := text.count("\ufffd"):
        first = text.index("\ufffd")
        why = "They were lost before the file was written, or do not fit its encoding."
        notes.append(("lost", first, first + 1, f"{lost} characters", why))
    return text, about, skip, notes
