"""Documents that are no text: Word, OpenDocument, RTF, PDF, e-books, mail and saved pages.

Word, OpenDocument and e-books are XML in a ZIP file, which the standard library reads, as it reads
mail; RTF is striprtf's. PDF is PDFium's, the reader inside Chrome: it is quick, is hard to upset
and tells where every letter stands. The last two run in a process of their own that is stopped
when it takes too long, because a file can be made to keep any reader busy.
"""

import email
import email.policy
import io
import json
import os
import posixpath
import re
import subprocess
import sys
import urllib.parse
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from closereading.reading import encodings, kinds, lines, markup
from closereading.reading.source import SAVE_AS_TEXT, InputError

MOST_INSIDE = 40_000_000  # bytes of one part of a ZIP file, unpacked
SECONDS = 10
MEMORY = 1_000_000_000  # bytes a reader of its own may take
FEWEST_LETTERS = 200  # of a chapter; less is a title page
WORD, TEXT = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
)
# Paragraphs, what stands for a space, and what is not the text, in both kinds of XML.
PARAGRAPHS = {f"{WORD}p", f"{TEXT}p", f"{TEXT}h"}
SPACES = {f"{WORD}tab", f"{WORD}br", f"{WORD}cr", f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}
SKIPPED = re.compile(
    r"\}(?:Fallback|delText|instrText|moveFrom|note|annotation|tracked-changes|sequence-decls)\Z"
)
MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
MAILED = re.compile(rb"^(?:MIME-Version|Content-Type|Received|Message-ID):", re.I | re.M)
COLUMNS = re.compile(r"\"?[\w -]{1,30}\"?(?:[,;\t]\"?[\w -]{1,30}\"?)+\s*\Z")
ROWS = re.compile(r"\b(?:text|body|title|headline|content|article|story)\b", re.IGNORECASE)

SEVERAL = "Measure them with: closereading corpus FILE --out TABLE (a .jsonl with a field text)."


def table(data: bytes) -> str:
    """Name the kind of table that bytes are, "" for none: rows of articles, not one."""
    if data.startswith(b"PAR1"):
        return "Parquet"
    head = data[:65_536].decode("utf-8", "ignore").lstrip("\ufeff \r\n\t")
    if head[:1] in ("{", "["):
        first = head.split("\n", 1)[0].strip()
        for text, kind in ((first, "JSON lines"), (data, "JSON")):
            try:
                if isinstance(json.loads(text), dict | list):
                    return kind if kind == "JSON" or b"\n" in data.strip() else "JSON"
            except (ValueError, RecursionError):
                continue
        return ""
    rows = head.split("\n")[:2]
    if len(rows) == 2 and COLUMNS.match(rows[0]) and ROWS.search(rows[0]):
        mark = next((mark for mark in ",;\t" if mark in rows[0]), ",")
        return "CSV" if mark in rows[1] else ""
    return ""


def mail(data: bytes) -> bool:
    """Tell a mail or a page saved as one (MHTML) by its header."""
    match = MAIL.match(data[:65_536].lstrip())
    return bool(match and MAILED.search(match.group()))


def kind(data: bytes) -> str:
    """Name the kind of document that bytes are, "" for none that is read here.

    Raises
    ------
    InputError
        If they are a table of articles.
    """
    found = kinds.kind(data) or ""
    if rows := table(data):
        raise InputError(f"This is a table of articles ({rows}), not one article. {SEVERAL}")
    if not found and mail(data):
        return "a mail or a saved page"
    return found if found in READERS else ""


def read(kind: str, data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Read a document.

    Parameters
    ----------
    kind : str
        A name in ``READERS``.
    data : bytes
        Its content.

    Returns
    -------
    list of tuple
        Each text in it, paragraphs parted by blank lines, and what it says of itself: one, but
        the chapters of an e-book.

    Raises
    ------
    InputError
        If it is broken, locked, too large or empty.
    """
    try:
        found = READERS[kind](data)
    except InputError:
        raise
    except Exception as error:  # whatever a broken file does to its reader
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise InputError(
            f"This is {kind}, but it cannot be read ({reason}). Open it, copy the article's "
            "text into a .txt file and give that."
        ) from None
    found = [(text, about) for text, about in found if any(map(str.isalpha, text))]
    if not found:
        raise InputError(f"This is {kind} without text. {SAVE_AS_TEXT}")
    return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one part of a ZIP file, as far as it may be large."""
    with archive.open(name) as part:
        data = part.read(MOST_INSIDE + 1)
    if len(data) > MOST_INSIDE:
        raise InputError(f"{name} in it unpacks to more than {MOST_INSIDE / 1e6:.0f} MB.")
    return data


def _tree(data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise InputError("It declares entities, which no office program writes. Save it anew.")
    return ElementTree.fromstring(data)


def _office(part: str):
    def reader(data: bytes) -> list[tuple[str, dict[str, str]]]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = _tree(_part(archive, part))
        return [("\n\n".join(filter(None, _paragraphs(root))) + "\n", {})]

    return reader


def _paragraphs(root: ElementTree.Element) -> Iterator[str]:
    """Yield the paragraphs of a document; those of a text box before the one it hangs on."""
    stack: list[tuple[ElementTree.Element, bool]] = [(root, False)]
    open_: list[list[str]] = []
    while stack:
        element, left = stack.pop()
        if left:
            yield " ".join("".join(open_.pop()).split(" ")).strip()
            continue
        if not isinstance(element.tag, str) or SKIPPED.search(element.tag):
            if open_ and element.tail:
                open_[-1].append(element.tail)
            continue
        if element.tag in PARAGRAPHS:
            open_.append([element.text or ""])
            stack.append((element, True))
        elif open_:
            open_[-1].append(" " if element.tag in SPACES else element.text or "")
        for child in reversed(element):
            if child.tail and open_ and element.tag.startswith(TEXT):
                tail = ElementTree.Element("tail")
                tail.text = child.tail
                stack.append((tail, False))
            stack.append((child, False))


def _book(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Read an e-book's chapters in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        holder = ElementTree.fromstring(_part(archive, "META-INF/container.xml"))
        place = next(e.get("full-path") for e in holder.iter() if e.tag.endswith("rootfile"))
        package = _tree(_part(archive, place))
        files = {e.get("id"): e.get("href") for e in package.iter() if e.tag.endswith("}item")}
        chapters = []
        for item in package.iter():
            href = files.get(item.get("idref")) if item.tag.endswith("}itemref") else None
            if href:
                name = posixpath.join(posixpath.dirname(place), urllib.parse.unquote(href))
                page = _part(archive, posixpath.normpath(name)).decode("utf-8", "replace")
                text, _ = markup.stripped(page)
                if sum(map(str.isalpha, text)) >= FEWEST_LETTERS:
                    chapters.append((text, {}))
    return chapters


def _mail(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Read a mail or a saved page: its HTML, else its text."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    parts = [part for part in parts if part.get_content_disposition() != "attachment"]
    html = next((part for part in parts if part.get_content_subtype() == "html"), None)
    plain = next((part for part in parts if part.get_content_subtype() == "plain"), None)
    told = {"title": str(message.get("subject") or ""), "date": str(message.get("date") or "")}
    if html is not None:
        text, about, _ = markup.page(_decoded(html))
        return [(text, {**told, **about})]
    return [(_decoded(plain).replace("\r\n", "\n"), told)] if plain is not None else []


def _decoded(part: email.message.Message) -> str:
    data = part.get_payload(decode=True) or b""
    try:
        return encodings.decode(data, encoding=part.get_content_charset())[0]
    except InputError:  # what it says of its letters is not true
        return encodings.decode(data)[0]


def _apart(kind: str):
    """Return a reader that does its work in a process of its own."""

    def reader(data: bytes) -> list[tuple[str, dict[str, str]]]:
        code = f"from closereading.reading import formats; formats.{kind}()"
        there = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            done = subprocess.run(
                [sys.executable, "-c", code],
                input=data,
                capture_output=True,
                timeout=SECONDS,
                env=there,
            )
        except subprocess.TimeoutExpired:
            raise InputError(
                f"Reading it takes longer than {SECONDS} seconds. Save the article's pages alone."
            ) from None
        answer = done.stdout.decode("utf-8", "replace")
        if done.returncode or not answer:
            raise InputError(f"Its reader gave up on it. {SAVE_AS_TEXT}")
        told = json.loads(answer)
        if isinstance(told, str):
            raise InputError(told)
        whole = [lines.unhyphened(text)[0] for text in told]
        return [(re.sub(r"(?<!\n)\n(?!\n)", " ", text).strip() + "\n", {}) for text in whole]

    return reader


def _bounded() -> bytes:
    """Read what the parent sends, with bounded memory from here on."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    except (ImportError, ValueError, OSError):  # not on every system
        pass
    return sys.stdin.buffer.read()


def rtf() -> None:
    """Answer with the text of the rich text that comes in."""
    from striprtf.striprtf import rtf_to_text

    text = rtf_to_text(_bounded().decode("latin-1"), errors="replace")
    json.dump([re.sub(r"\n+", "\n\n", text)], sys.stdout)


def pdf() -> None:
    """Answer with the text of the PDF that comes in."""
    from closereading.reading import pdfs

    json.dump(pdfs.read(_bounded()), sys.stdout)


READERS = {
    "a Word document (DOCX)": _office("word/document.xml"),
    "an OpenDocument file (ODT)": _office("content.xml"),
    "an e-book (EPUB)": _book,
    "a mail or a saved page": _mail,
    "a rich-text document (RTF)": _apart("rtf"),
    "a PDF": _apart("pdf"),
}
