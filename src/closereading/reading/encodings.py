"""From bytes to text: which encoding, and mojibake undone."""

import codecs
import contextlib
import re

from closereading.reading import kinds
from closereading.reading.source import SAVE_AS_TEXT, InputError

ENCODING = "Say which encoding it is in with --encoding, or save it as UTF-8."
FOUND = "leave --encoding out to have it found."
# Letters UTF-8 turns into when it is read as an eight-bit encoding; only then is ftfy asked.
SUSPECT = re.compile("[\u0080-\u009f\u00c2-\u00f4\u0402-\u045f]|‚Ä")
# "donÕt", "ÒWe": a Mac's curly quotes read as cp1252.
MAC = re.compile(r"[a-z]Õ[a-z]|(?:^|\s)Ò[A-Z][^\n]{0,2000}?Ó(?=\W|$)")
# "â€" for a closing mark whose third byte is lost, as it has no letter in cp1252
LOST = re.compile(r"â€(?=[\s.,;:!?)\]]|\Z)")


def decode(data: bytes, *, encoding: str | None = None) -> tuple[str, str, str]:
    """Return the text that bytes are, the encoding used, and how it was found.

    In this order: the user's word; byte order mark; UTF-16 and UTF-32 by the pattern of their zero
    bytes; strict UTF-8; cp1252, the usual encoding of older English files, unless it reads as Mac
    Roman or hardly as Western text; last a detector, as a hint that the notes pass on. A detector
    is not asked first because it takes short Western text for something rarer.
    """
    what = kinds.kind(data)
    # The user's word settles what looks odd, but not what is plainly another kind of file.
    if what not in (None, kinds.MAIL) and (not encoding or what != kinds.BINARY):
        raise InputError(f"This is {what}, not text. {SAVE_AS_TEXT}")
    if encoding:
        return _told(data, encoding)
    if name := kinds.marked(data):
        return _strict(data, name), name, "by its byte order mark"
    if name := kinds.wide(data):
        return _strict(data, name), name, "by the pattern of its zero bytes"
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8", "by a strict reading"
    text = ""
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("cp1252")
    if MAC.search(text) and "’" not in text:
        return data.decode("mac_roman"), "mac_roman", "by its quotation marks"
    # Few letters of Western text are accented; many of another script's are, read as cp1252.
    strange = sum(character.isalpha() and not character.isascii() for character in text)
    if text and strange <= 0.25 * sum(map(str.isalpha, text)) + 1:
        return text, "cp1252", "because it is not UTF-8 and reads as Western text"
    return _guessed(data, text)


def _told(data: bytes, encoding: str) -> tuple[str, str, str]:
    try:
        name = codecs.lookup(encoding).name
        return data.decode(encoding).removeprefix("\ufeff"), name, "as told"
    except UnicodeDecodeError as error:
        told = f"This is not text in {encoding} (byte {error.start:,} does not fit)."
        way = f"Name another encoding, or {FOUND}"
    except UnicodeError:
        told, way = f"This is not text in {encoding}.", FOUND.capitalize()
    except (LookupError, ValueError, AttributeError):
        told = f"There is no encoding called {encoding!r}."
        way = "Common ones: utf-8, cp1252, mac_roman."
    raise InputError(f"{told} {way}")


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(
            f"This begins like {name} but is not (byte {error.start:,} does not fit). {ENCODING}"
        ) from None


def _guessed(data: bytes, western: str) -> tuple[str, str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: kinds.SAMPLE]).best()
    if best is not None:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(best.encoding), best.encoding, "as a detector's guess; check it"
    if western:
        return western, "cp1252", "for want of a better guess; check it"
    raise InputError(f"The encoding of this text cannot be told. {ENCODING}")


def mend(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Undo mojibake ("â€œ" for "“"), line by line, and nothing else.

    Returns the text, and for each mended line its start and end in it and what it was.
    """
    mac = MAC.search(text) and "’" not in text
    if not mac and not SUSPECT.search(text):
        return text, []
    from ftfy import fix_encoding

    lines, mended, place = [], [], 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        fixed = fix_encoding(LOST.sub("â€\x9d", line)) if SUSPECT.search(line) else line
        if mac:
            with contextlib.suppress(UnicodeEncodeError):  # it holds what no Mac wrote
                fixed = line.encode("cp1252").decode("mac_roman")
        if fixed != line:
            mended.append((place, place + len(fixed), line))
        lines.append(fixed)
        place += len(fixed)
    return "".join(lines), mended
