"""Documents that are no text: Word, OpenDocument, RTF, PDF, e-books, mail and saved pages.

Word, OpenDocument and e-books are XML in a ZIP file, which lxml reads; mail is the standard
library's; RTF is striprtf's. PDF is PDFium's, the reader inside Chrome: it is quick, is hard to
upset and tells where every letter stands. Each runs in a process of its own, with bounded memory
and time, because a file can be made to keep any reader busy.
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

from closereading.reading import encodings, kinds, lines, markup
from closereading.reading.source import SAVE_AS_TEXT, InputError

MOST_INSIDE = 40_000_000  # bytes of one part of a ZIP file, unpacked
SECONDS, WAIT = 8, 30  # of a processor, and on a busy machine
OUT_OF_TIME = 24  # the signal, where there is one
MEMORY = 900_000_000  # bytes a reader may take
FEWEST_LETTERS = 200  # of a chapter; less is a title page
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# Paragraphs, what stands for a space, and what is not the text, in both kinds of XML.
PARAGRAPHS = (f"{WORD}p", f"{TEXT}p", f"{TEXT}h")
SPACES = (f"{WORD}tab", f"{WORD}br", f"{WORD}cr", f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break")
HIDDEN = [f"{{*}}{name}" for name in ("Fallback", "moveFrom", "note", "annotation", "desc")]
HIDDEN += [f"{TEXT}tracked-changes", f"{TEXT}sequence-decls"]
MACROS = re.compile(rb"vbaProject\.bin|\b(?:Basic|Scripts)/|/JavaScript\b|/JS\b")
SEVERAL = "Measure them with: closereading corpus FILE --out TABLE (a .jsonl with a field text)."
LOCKED = "it is locked with a password. Save a copy without one and give that."
Texts = list[tuple[str, dict[str, str]]]


def kind(data: bytes) -> str:
    """Name the kind of document that bytes are, "" for none; refuse a table of articles."""
    if rows := kinds.table(data):
        raise InputError(f"This is a table of articles ({rows}), not one article. {SEVERAL}")
    found = kinds.kind(data) or ""
    return found if found in READERS else ""


def macros(data: bytes) -> bool:
    """Tell whether a document brings programs, which are never run."""
    return MACROS.search(data) is not None


def read(kind: str, data: bytes) -> Texts:
    """Read a document of a kind in ``READERS``, in a process of its own.

    Returns each text in it, paragraphs parted by blank lines, and what it says of itself: one, but
    the chapters of an e-book. What is broken, locked, too large or empty is refused.
    """
    code = f"from closereading.reading import formats; formats.answer({kind!r})"
    there = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], input=data, capture_output=True, timeout=WAIT, env=there
        )
        late = done.returncode == -OUT_OF_TIME
    except subprocess.TimeoutExpired:
        late = True
    if late:
        raise InputError(f"This is {kind}; reading it takes too long. {SAVE_AS_TEXT}")
    try:
        told = json.loads(done.stdout)
    except ValueError:  # it was stopped, for memory or otherwise
        told = f"its reader gave up on it. {SAVE_AS_TEXT}"
    if isinstance(told, str):
        raise InputError(f"This is {kind}, but {told}")
    return [(text, about) for text, about in told]


def answer(kind: str) -> None:
    """Print, as JSON, the texts of the document that comes in, or what is wrong with it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    except (ImportError, ValueError, OSError):  # not on every system
        pass
    try:
        found = READERS[kind](sys.stdin.buffer.read())
        told = [(text, about) for text, about in found if any(map(str.isalpha, text))]
        told = told or f"it holds no text. {SAVE_AS_TEXT}"
    except InputError as error:
        told = str(error)
    except Exception as error:  # whatever a broken file does to its reader
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        told = f"it cannot be read ({reason}). {SAVE_AS_TEXT}"
    json.dump(told, sys.stdout)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one part of a ZIP file, as far as it may be large."""
    if archive.getinfo(name).flag_bits & 1:
        raise InputError(LOCKED)
    with archive.open(name) as part:
        data = part.read(MOST_INSIDE + 1)
    if len(data) > MOST_INSIDE:
        raise InputError(f"{name} in it unpacks to more than {MOST_INSIDE / 1e6:.0f} MB.")
    return data


def _tree(data: bytes):
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(data, parser)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputError("it declares entities, which no office program writes. Save it anew.")
    return root


def _office(part: str):
    """Return the reader of a kind of office document; a text box comes behind its paragraph."""

    def reader(data: bytes) -> Texts:
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if b"encryption-data" in _manifest(archive):
                raise InputError(LOCKED)
            root = _tree(_part(archive, part))
        etree.strip_elements(root, *HIDDEN, with_tail=False)
        for space in root.iter(*SPACES):
            space.text = " "
        found = []
        for paragraph in reversed(list(root.iter(*PARAGRAPHS))):
            if paragraph.tag.startswith(WORD):  # numbers that place a picture are no text
                texts = [each.text or "" for each in paragraph.iter(f"{WORD}t", *SPACES)]
            else:
                texts = list(paragraph.itertext())
            found.append(" ".join("".join(texts).split()))
            paragraph.clear(keep_tail=True)
        return [("\n\n".join(filter(None, reversed(found))) + "\n", {})]

    return reader


def _manifest(archive: zipfile.ZipFile) -> bytes:
    names = {"META-INF/manifest.xml", "META-INF/encryption.xml"} & {*archive.namelist()}
    return b"".join(_part(archive, name) for name in sorted(names))


def _book(data: bytes) -> Texts:
    """Read an e-book's chapters in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        holder = _tree(_part(archive, "META-INF/container.xml"))
        place = holder.xpath("string(//*[local-name() = 'rootfile']/@full-path)")
        package = _tree(_part(archive, place))
        files = {e.get("id"): e.get("href") for e in package.iter("{*}item")}
        locked = _manifest(archive)
        chapters: Texts = []
        for item in package.iter("{*}itemref"):
            href = files.get(item.get("idref"))
            if not href:
                continue
            if f'"{href}"'.encode() in locked or f'/{href}"'.encode() in locked:
                raise InputError("it is locked by its seller (DRM). Copy the chapter's text.")
            name = posixpath.join(posixpath.dirname(place), urllib.parse.unquote(href))
            page = _part(archive, posixpath.normpath(name)).decode("utf-8", "replace")
            chapters.append(markup.stripped(page))
    long = [each for each in chapters if sum(map(str.isalpha, each[0])) >= FEWEST_LETTERS]
    return [(text, {}) for text, _ in long or chapters]


def _mail(data: bytes) -> Texts:
    """Read a mail or a saved page: its HTML, else its text."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    parts = {
        part.get_content_subtype(): part
        for part in reversed(list(message.walk()))
        if part.get_content_maintype() == "text" and not part.is_attachment()
    }
    told = {"title": str(message.get("subject") or ""), "date": str(message.get("date") or "")}
    if "html" in parts:
        text, about, _ = markup.page(_decoded(parts["html"]))
        return [(text, {**told, **about})]
    return [(_decoded(parts["plain"]).replace("\r\n", "\n"), told)] if "plain" in parts else []


def _decoded(part: email.message.Message) -> str:
    data = part.get_payload(decode=True) or b""
    try:
        return encodings.decode(data, encoding=part.get_content_charset())[0]
    except InputError:  # what it says of its letters is not true
        return encodings.decode(data)[0]


def _rtf(data: bytes) -> Texts:
    from striprtf.striprtf import rtf_to_text

    rows = rtf_to_text(data.decode("latin-1"), errors="replace").split("\n")
    cells = (" | ".join(filter(None, map(str.strip, row.split("|")))) for row in rows)
    return [_flowing("\n\n".join(filter(None, cells)))]


def _pdf(data: bytes) -> Texts:
    from closereading.reading import pdfs

    return [_flowing(pdfs.read(data))]


def _flowing(text: str) -> tuple[str, dict[str, str]]:
    """Join the lines of each paragraph."""
    whole, _ = lines.unhyphened(text)
    return re.sub(r"(?<!\n)\n(?!\n)", " ", whole).strip() + "\n", {}


READERS = {
    "a Word document (DOCX)": _office("word/document.xml"),
    "an OpenDocument file (ODT)": _office("content.xml"),
    "an e-book (EPUB)": _book,
    kinds.MAIL: _mail,
    "a rich-text document (RTF)": _rtf,
    "a PDF": _pdf,
}
