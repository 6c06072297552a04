"""What bytes are: a document, a table of articles, text in wide characters, or no text at all."""

import codecs
import io
import json
import re
import zipfile

from closereading import lists

_LISTS = lists.sections("kinds.txt")
BEGINS = [(bytes.fromhex(line.split()[0]), line.split(" ", 1)[1]) for line in _LISTS["begins"]]
ZIPPED = [line.split(" ", 1) for line in _LISTS["zipped"]]
BINARY, MAIL = "a binary file", "a mail or a saved page"
# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text reads as one of these when every second, or three of four, of its bytes are zero.
WIDE = (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
SAMPLE = 65_536  # bytes looked at to tell what a file is
# Control characters no text holds; tab, line ends, form feed and escape are left out.
CONTROL = bytes({*range(9), 11, *range(14, 27), *range(28, 32)})
HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
MAILED = re.compile(rb"^(?:MIME-Version|Content-Type|Received|Message-ID):", re.I | re.M)
COLUMNS = re.compile(r"\"?[\w -]{1,30}\"?(?:[,;\t]\"?[\w -]{1,30}\"?)+\s*\Z")
ROWS = re.compile(r"\b(?:text|body|title|headline|content|article|story)\b", re.IGNORECASE)


def kind(data: bytes) -> str | None:
    """Name what bytes are when they are no text; None for text."""
    name = next((name for start, name in BEGINS if data.startswith(start)), None)
    if name == "an archive (ZIP)":
        try:
            names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            names = []
        inside = (told for inner, told in ZIPPED if any(part.startswith(inner) for part in names))
        return next(inside, name)
    if name or data[4:8] == b"ftyp":
        return name or "a film or sound file (MP4)"
    if marked(data) or wide(data):
        return None
    header = HEADER.match(data[:SAMPLE].lstrip())
    if header and MAILED.search(header.group()):
        return MAIL
    head = data[:SAMPLE]
    controls = len(head) - len(head.translate(None, CONTROL))
    return BINARY if controls > 0.05 * len(head) + 1 else None


def table(data: bytes) -> str:
    """Name the kind of table that bytes are, "" for none: rows of articles, not one."""
    if data.startswith(b"PAR1"):
        return "Parquet"
    head = data[:SAMPLE].decode("utf-8", "ignore").lstrip("\ufeff \r\n\t")
    first, _, rest = head.partition("\n")
    if head[:1] in ("{", "["):
        for text, kind in ((first, "JSON lines"), (data, "JSON")):
            try:
                if isinstance(json.loads(text), dict | list):
                    return kind if rest.strip() else "JSON"
            except (ValueError, RecursionError):
                continue
        return ""
    if not (COLUMNS.match(first) and ROWS.search(first)):
        return ""
    mark = next(mark for mark in ",;\t" if mark in first)
    return "CSV" if mark in rest.partition("\n")[0] else ""


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
        if zeros.pop(letter) < 0.1 and min(zeros) > 0.6:
            return name
    return None
