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
    """What was taken in, and what was done to it."""

    name: str  # the file's, "" for a text
    text: str  # decoded, without markup
    about: dict[str, str]  # what it says of itself: ``title``, ``date``
    skip: int  # the length of its front matter
    sha256: str
    encoding: str
    notes: list
    article: int | str | None  # which article of the text is still to be chosen


def take(
    given,
    *,
    encoding: str | None = None,
    article: int | str | None = None,
    keep: frozenset[str] = frozenset(),
) -> Intake:
    """Take in a path, bytes or a text; refuse what holds nothing to read."""
    name, data, text = _received(given)
    bytes_of = text.encode("utf-8", "surrogatepass") if data is None else data
    kind, used, how = "", "text", ""
    try:
        if data is not None and (kind := formats.kind(data)):
            texts = formats.read(kind, data)
        elif data is not None:
            text, used, how = encodings.decode(data, encoding=encoding)
    except InputError as error:
        error.args = (f"{name}: {error}" if name else str(error),)
        raise
    if kind:
        text, about = archives.chosen(texts, article, name) if len(texts) > 1 else texts[0]
        article, used = (None if len(texts) > 1 else article), kind.split("(")[-1].rstrip(")")
        skip, notes = 0, [("format", 0, len(text), used, f"The text was taken out of {kind}.")]
        if formats.macros(data):
            notes.append(("macros", 0, 0, used, "It brings programs (macros); none was run."))
    else:
        text, about, skip, notes = _unmarked(name, SURROGATE.sub("\ufffd", text), keep)
    if how and used != "utf-8":
        notes.insert(0, ("encoding", 0, len(text), used, f"Read as {used}, {how}."))
    if not text.strip():
        raise InputError(f"{name or 'The text'} is empty. Give a file or a text with an article.")
    if not any(map(str.isalpha, text)):
        raise InputError(
            f"{name or 'The text'} holds no letters, so there are no words to read. "
            "Give an article in words."
        )
    sha256 = hashlib.sha256(bytes_of).hexdigest()
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
    received, mended = encodings.mend(text)
    text, suffix = received, Path(name).suffix.lower()
    about: dict[str, str] = {}
    skip, done = 0, []
    if suffix in PAGES or (len(text) > SAVED and markup.PAGE.match(text)):
        text, about, how = markup.page(text)
        done.append(("markup", "HTML", f"The text was extracted: {how}."))
    elif markup.pasted(text):
        text, about = markup.stripped(text)
        done.append(("markup", "HTML", "Tags of a pasted page were taken off."))
    elif suffix in (".md", ".markdown"):
        text, about = markup.markdown(text)
        done.append(("markup", "Markdown", "Marks were taken off the text."))
    else:
        text = markup.unescaped(text)
        if text != received:
            why = "A page's character references were read as the characters they stand for."
            done.append(("entities", "&…;", why))
        if "lines" not in keep and lines.HYPHENED.search(text) and lines.margin(text).width:
            text, times = lines.unhyphened(text)
            done.append(("lines", f"{times} hyphens", "Words that a margin broke are whole again."))
        skip, about = markup.front_matter(text)
    notes = [(kind, 0, len(text), what, why) for kind, what, why in done]
    if skip:
        notes.append(("front matter", 0, skip, "fields", "Metadata, not the text."))
    for start, end, was in mended:
        place = (start, end) if text == received else (0, len(text))
        notes.append(("mojibake", *place, was.strip()[:60], "Decoded wrongly before; repaired."))
    if lost := text.count("\ufffd"):
        first = text.index("\ufffd")
        why = "They were lost before the file was written, or do not fit its encoding."
        notes.append(("lost", first, first + 1, f"{lost} characters", why))
    return text, about, skip, notes
