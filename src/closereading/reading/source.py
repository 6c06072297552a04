"""From a file's bytes to text: which encoding, and what is no text at all."""

import codecs
import io
import re
import zipfile
from pathlib import Path


class InputError(ValueError):
    """What was given cannot be read; the message says why and what to do."""


# A book is 1 MB. More than this is a mistake in the file's name, or no article.
MOST_BYTES = 20_000_000

SAVE_AS_TEXT = "Copy the article's text into a .txt file and give that."
ENCODING = "Say which encoding it is in with --encoding, or save it as UTF-8."

KINDS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich-text document (RTF)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (DOC, XLS or PPT)"),
    (b"\x1f\x8b", "a compressed file (GZIP)"),
    (b"BZh", "a compressed file (BZIP2)"),
    (b"\xfd7zXZ", "a compressed file (XZ)"),
    (b"7z\xbc\xaf", "an archive (7Z)"),
    (b"Rar!", "an archive (RAR)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound file (MP3)"),
    (b"OggS", "a sound file (OGG)"),
    (b"bplist", "a property list or Safari web archive"),
)
ZIPPED = (
    ("word/", "a Word document (DOCX)"),
    ("xl/", "a spreadsheet (XLSX)"),
    ("ppt/", "a slide show (PPTX)"),
    ("META-INF/container.xml", "an e-book (EPUB)"),
    ("content.xml", "an OpenDocument file (ODT)"),
)
BINARY = "a binary file"
WAY_OUT = {
    "a PDF": "Open it, copy the article's text into a .txt file and give that.",
    "a Word document (DOCX)": "Open it, save it as plain text (.txt, UTF-8) and give that.",
}

# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text reads as one of these when every second, or three of four, of its bytes are zero.
WIDE = (
    ("utf-32-le", 4, 0),
    ("utf-32-be", 4, 3),
    ("utf-16-le", 2, 0),
    ("utf-16-be", 2, 1),
)
SAMPLE = 65_536  # bytes looked at to tell what a file is

# Control characters no text holds; tab, line ends, form feed and escape are left out.
CONTROL = bytes({*range(9), 11, *range(14, 27), *range(28, 32)})

# Letters UTF-8 turns into when it is read as an eight-bit encoding; only then is ftfy asked.
SUSPECT = re.compile("[\u0080-\u009f\u00c2-\u00f4\u0402-\u045f]|‚Ä")
# "donÕt", "ÒWe": a Mac's curly quotes read as cp1252.
MAC = re.compile(r"[a-z]Õ[a-z]|(?:^|\s)Ò[A-Z][^\n]{0,2000}?Ó(?=\W|$)")


def read(path: Path) -> bytes:
    """Read a file; every way it can fail ends in one sentence.

    Raises
    ------
    InputError
        If it is missing, a folder, unreadable, too large or not a plain file.
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise InputError(
                f"{name} is a folder, not an article. Name a file in it: {name}/article.txt."
            )
        if not path.exists():
            raise InputError(f"There is no file {path}. Check the name and the folder.")
        if not path.is_file():
            raise InputError(f"{name} is not an ordinary file. Give a .txt, .md or .html file.")
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


def kind(data: bytes) -> str | None:
    """Name what bytes are when they are no text; None for text."""
    for start, name in KINDS:
        if data.startswith(start):
            return name
    if data.startswith(b"PK\x03\x04"):
        try:
            names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            names = []
        for inner, name in ZIPPED:
            if any(part.startswith(inner) for part in names):
                return name
        return "an archive (ZIP)"
    if data[4:8] == b"ftyp":
        return "a film or sound file (MP4)"
    if data[:4] == b"RIFF":
        return "a sound or picture file (RIFF)"
    if _marked(data) or _wide(data):
        return None
    head = data[:SAMPLE]
    controls = len(head) - len(head.translate(None, CONTROL))
    return BINARY if controls > 0.05 * len(head) + 1 else None


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in MARKS if data.startswith(mark)), None)


def _wide(data: bytes) -> str | None:
    """Find UTF-16 and UTF-32 without a mark by where their zero bytes stand."""
    head = data[: SAMPLE - SAMPLE % 4]
    if b"\0" not in head:
        return None
    for name, width, letter in WIDE:
        if len(data) % width or len(head) < width:
            continue
        places = [head[place::width] for place in range(width)]
        zeros = [part.count(0) / len(part) for part in places]
        others = zeros[:letter] + zeros[letter + 1 :]
        if zeros[letter] < 0.1 and min(others) > 0.6:
            return name
    return None


def decode(data: bytes, *, encoding: str | None = None) -> tuple[str, str, str]:
    """Turn bytes into text.

    Parameters
    ----------
    data : bytes
        A file's content.
    encoding : str, optional
        The user's word for it; then nothing is guessed.

    Returns
    -------
    tuple of str
        The text, the encoding used, and how it was found.

    Raises
    ------
    InputError
        If the bytes are no text, or not text in that encoding.

    Notes
    -----
    In this order: byte order mark; UTF-16 and UTF-32 by the pattern of their zero bytes; strict
    UTF-8; cp1252, the usual encoding of older English files, unless it reads as Mac Roman or hardly
    as Western text; last a detector, as a hint that the notes pass on. A detector is not asked
    first because it takes short Western text for something rarer.
    """
    what = kind(data)
    # The user's word settles what looks odd, but not what is plainly another kind of file.
    if what and (not encoding or what != BINARY):
        raise InputError(f"This is {what}, not text. {WAY_OUT.get(what, SAVE_AS_TEXT)}")
    if encoding:
        return _told(data, encoding)
    name = _marked(data)
    if name:
        return _strict(data, name), name, "by its byte order mark"
    name = _wide(data)
    if name:
        return _strict(data, name), name, "by the pattern of its zero bytes"
    try:
        return data.decode("utf-8"), "utf-8", "by a strict reading"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    if text is not None and MAC.search(text) and "’" not in text:
        return data.decode("mac_roman"), "mac_roman", "by its quotation marks"
    if text is not None and _western(text):
        return text, "cp1252", "because it is not UTF-8 and reads as Western text"
    return _guessed(data, text)


def _told(data: bytes, encoding: str) -> tuple[str, str, str]:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(encoding)
        if not isinstance(text, str):
            raise LookupError
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeError):
            raise InputError(
                f"This is not text in {encoding} (byte {error.start:,} does not fit). "
                "Name another encoding, or leave --encoding out to have it found."
                if isinstance(error, UnicodeDecodeError)
                else f"This is not text in {encoding}. Leave --encoding out to have it found."
            ) from None
        raise InputError(
            f"There is no encoding called {encoding!r}. Common ones: utf-8, cp1252, mac_roman."
        ) from None
    return text.removeprefix("\ufeff"), name, "as told"


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(
            f"This begins like {name} but is not (byte {error.start:,} does not fit). {ENCODING}"
        ) from None


def _western(text: str) -> bool:
    """Tell Western text from another script read as cp1252: few of its letters are accented."""
    letters = sum(map(str.isalpha, text))
    strange = sum(character.isalpha() and not character.isascii() for character in text)
    return strange <= 0.25 * letters + 1


def _guessed(data: bytes, western: str | None) -> tuple[str, str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is not None:
        try:
            return data.decode(best.encoding), best.encoding, "as a detector's guess; check it"
        except UnicodeDecodeError:
            pass
    if western is not None:
        return western, "cp1252", "for want of a better guess; check it"
    raise InputError(f"The encoding of this text cannot be told. {ENCODING}")


def mend(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Undo mojibake ("â€œ" for "“"), line by line, and nothing else.

    Returns
    -------
    tuple
        The text, and for each mended line its start and end in it and what it was.
    """
    if not SUSPECT.search(text):
        return text, []
    from ftfy import fix_encoding

    lines, mended, place = [], [], 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        fixed = fix_encoding(line) if SUSPECT.search(line) else line
        if fixed != line:
            mended.append((place, place + len(fixed), line))
        lines.append(fixed)
        place += len(fixed)
    return "".join(lines), mended
