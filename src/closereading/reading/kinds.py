"""What bytes are: text with a byte order mark, text in wide characters, or no text at all."""

import codecs
import io
import zipfile

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
    if marked(data) or wide(data):
        return None
    head = data[:SAMPLE]
    controls = len(head) - len(head.translate(None, CONTROL))
    return BINARY if controls > 0.05 * len(head) + 1 else None


def marked(data: bytes) -> str | None:
    """Name the encoding whose byte order mark stands in front; None without one."""
    return next((name for mark, name in MARKS if data.startswith(mark)), None)


def wide(data: bytes) -> str | None:
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
