"""An article: its text as received, its sentences and tokens, and what reading it did."""

import hashlib
import os
import re
from array import array
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from closereading import furniture, language, markup, quotations, sentences, source, tokens, voices
from closereading.source import InputError

__all__ = ["Article", "InputError", "read_article"]

# About 80,000 words, a novel. What stands behind it is left out, and the notes say so.
MOST_CHARACTERS = 500_000
# A name is shorter than this in every file system; a longer string is a text.
LONGEST_NAME = 1024
SUFFIXES = frozenset(
    ".txt .text .md .markdown .html .htm .xhtml .mhtml .pdf .doc .docx .odt .rtf .epub .csv .json"
    " .xml .zip .png .jpg".split()
)
LONGEST_HEADLINE = 30  # words
LONGEST_TITLE = 12  # words, of a title made from the first sentence
LONGEST_METADATA = 8  # paragraphs at the top among which dates and bylines are looked for
LONGEST_TAIL = 3  # paragraphs at the end where a byline or an address may stand
SHORTEST_DUPLICATE = 5  # words

NOTES = ["kind", "start", "end", "what", "why"]
COLUMNS = [
    "sentence", "paragraph", "start", "end", "text", "words", "part", "voice", "speaker", "residue",
]  # fmt: skip

# Left out of the text for analysis: zero-width characters, marks of writing direction, soft hyphens,
# variation selectors and tags, byte order marks in mid-text.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
# A terminal's escape sequences go whole; so do control characters but tab and line ends.
CONTROL = re.compile(
    "\x1b\\[[0-9;?]{0,20}[A-Za-z]|\x1b\\][^\x07\x1b]{0,200}\x07|[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]"
)
DROPPED = re.compile(f"(?P<control>{CONTROL.pattern})|(?P<invisible>{INVISIBLE.pattern})|\r(?=\n)")
# One character for one: every line end a line feed, every space a space.
SPACES = str.maketrans(
    {
        **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
        **dict.fromkeys("\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
                        "\u200a\u202f\u205f\u3000", " "),
    }
)  # fmt: skip
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, eq=False, repr=False)
class Article:
    """One article, read.

    Attributes
    ----------
    title : str
        The headline without its full stop; the beginning of the first sentence when there is none.
    date : str
        YYYY-MM-DD, or "" when the text does not tell.
    text : str
        The original, decoded. Of Markdown and HTML: the text without its markup.
    sha256 : str
        Of the bytes received; of the UTF-8 of a text given as text.
    encoding : str
        The encoding read; "text" when a text was given.
    sentences : DataFrame
        A row a sentence: ``sentence``, ``paragraph`` (both from 1), ``start``, ``end``, ``text``
        (always ``article.text[start:end]``), ``words``, ``part`` (headline, body), ``voice``
        (narration, quotation, reported), ``speaker`` ("" for the author or somebody unnamed),
        ``residue`` (True: no part of the article, left out of every count).
    notes : DataFrame
        What reading did: ``kind``, ``start``, ``end`` (place in ``text``), ``what``, ``why``.
    name : str
        The file's name, "" for a text.
    language : str
        "English", another language's name, or "unknown".
    """

    title: str
    date: str
    text: str
    sha256: str
    encoding: str
    sentences: pd.DataFrame
    notes: pd.DataFrame
    name: str = ""
    language: str = "English"

    def __repr__(self) -> str:
        return (
            f"Article({self.title!r}, {self.date or 'no date'}, {len(self.sentences)} sentences, "
            f"{self.words} words, {self.encoding})"
        )

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """A row a word: sentence, start, end, token, lower, stem, tag, stop, name.

        Made when first asked for: the tagger takes longer to load than the article to read.
        """
        if not DROPPED.search(self.text):
            return tokens.table(self.sentences)
        # Words with invisible characters inside are read without them and placed with them.
        plain, places = _plain(self.text)
        rows = self.sentences.assign(
            start=[_find(places, start) for start in self.sentences["start"]],
            text=list(self.plain),
        )
        table = tokens.table(rows)
        starts = [places[start] for start in table["start"]]
        ends = [places[end - 1] + 1 for end in table["end"]]
        words = [self.text[start:end] for start, end in zip(starts, ends, strict=True)]
        return table.assign(start=starts, end=ends, token=words)

    @cached_property
    def plain(self) -> pd.Series:
        """The sentences for analysis: no invisible characters, every space and line end a space.

        Quotes and dashes are as written; ``tokens.straighten`` straightens them.
        """
        return self.sentences["text"].map(
            lambda text: DROPPED.sub("", text).translate(SPACES).replace("\n", " ")
        )

    @cached_property
    def body(self) -> pd.DataFrame:
        """The sentences of the body, residue left out."""
        table = self.sentences
        return table[(table["part"] == "body") & ~table["residue"]]

    @cached_property
    def kept(self) -> pd.DataFrame:
        """The sentences of headline and body, residue left out."""
        return self.sentences[~self.sentences["residue"]]

    @cached_property
    def clean(self) -> str:
        """The text as analysed: kept sentences, one space between them, blank lines between paragraphs."""
        kept = ~self.sentences["residue"]
        pieces = self.plain[kept].groupby(self.sentences["paragraph"][kept], sort=False)
        return "\n\n".join(pieces.agg(" ".join))

    @property
    def words(self) -> int:
        """The number of words, residue left out."""
        return int(self.kept["words"].sum())

    @property
    def english(self) -> bool:
        """Whether the text is read as English; tone and keyness are refused when it is not."""
        return self.language == "English"


def read_article(
    path_or_text: str | os.PathLike | bytes,
    *,
    encoding: str | None = None,
    title: str | None = None,
    date: str | None = None,
) -> Article:
    """Read one article.

    Parameters
    ----------
    path_or_text : str, path or bytes
        A file, its bytes, or the text itself. A ``Path`` is always a file. A ``str`` is a file when
        one of that name exists, or when it is one line without spaces that holds a slash, or ends
        like a file's name (.txt, .md, .html …); anything else is the text. To give a text that
        looks like a name, end it with a line end.
    encoding : str, optional
        The file's encoding, when it is known; found otherwise.
    title, date : str, optional
        Instead of those the text tells.

    Returns
    -------
    Article

    Raises
    ------
    InputError
        If there is nothing to read; one sentence that says why and what to do.
    """
    notes: list[tuple] = []
    name, data, text = _received(path_or_text)
    if data is None:
        sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        used = "text"
    else:
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            text, used, how = source.decode(data, encoding=encoding)
        except InputError as error:
            raise InputError(f"{name}: {error}" if name else str(error)) from None
        if used != "utf-8":
            notes.append(("encoding", 0, len(text), used, f"Read as {used}, {how}."))
    text = SURROGATE.sub("\ufffd", text)
    text, about = _unmarked(name, text, notes)
    if not text.strip():
        raise InputError(f"{name or 'The text'} is empty. Give a file or a text with an article.")
    if not any(map(str.isalpha, text)):
        raise InputError(
            f"{name or 'The text'} holds no letters, so there are no words to read. "
            "Give an article in words."
        )
    return _article(
        text, about, notes, name=name, sha256=sha256, encoding=used, title=title, date=date
    )


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
    if _is_path(given):
        path = Path(given).expanduser()
        return path.name, source.read(path), ""
    return "", None, given


def _is_path(given: str) -> bool:
    if not given.strip() or len(given) > LONGEST_NAME or re.search("[\n\r\0]", given):
        return False
    try:
        if Path(given).expanduser().exists():
            return True
    except (OSError, ValueError, RuntimeError):
        return False
    single = not re.search(r"\s", given)
    return (single and ("/" in given or "\\" in given)) or Path(given).suffix.lower() in SUFFIXES


def _unmarked(name: str, text: str, notes: list[tuple]) -> tuple[str, dict[str, str]]:
    """Undo mojibake and take markup off; note both."""
    text, mended = source.mend(text)
    suffix = Path(name).suffix.lower()
    about: dict[str, str] = {}
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    if suffix in (".html", ".htm", ".xhtml") or markup.pasted(text):
        if suffix in (".html", ".htm", ".xhtml"):
            text, about, how = markup.page(lined)
        else:
            (text, about), how = markup.stripped(lined), "tags taken off a pasted page"
        notes.append(("markup", 0, len(text), "HTML", f"The text was extracted: {how}."))
    elif suffix in (".md", ".markdown"):
        text, about = markup.markdown(lined)
        notes.append(("markup", 0, len(text), "Markdown", "Marks were taken off the text."))
    elif length := markup.front_matter(lined)[0]:
        about = markup.front_matter(lined)[1]
        # Offsets of the original: as many line ends, whatever they look like.
        ends = list(re.finditer(r"\r\n|\r|\n", text))
        count = lined[:length].count("\n")
        about["skip"] = str(ends[count - 1].end() if count else len(text))
        notes.append(("front matter", 0, int(about["skip"]), "fields", "Metadata, not the text."))
    for start, end, was in mended:
        same = not notes or notes[-1][0] != "markup"
        place = (start, end) if same else (0, len(text))
        notes.append(("mojibake", *place, was.strip()[:60], "Decoded wrongly before; repaired."))
    lost = text.count("\ufffd")
    if lost:
        first = text.index("\ufffd")
        notes.append(
            ("lost", first, first + 1, f"{lost} characters", "They were lost before this file.")
        )
    return text, about


def _plain(text: str) -> tuple[str, range | array]:
    """Return the text for analysis and the place of each of its characters in the original."""
    if not DROPPED.search(text):
        return text.translate(SPACES), range(len(text))
    pieces, places, last = [], array("L"), 0
    for match in DROPPED.finditer(text):
        pieces.append(text[last : match.start()])
        places.extend(range(last, match.start()))
        last = match.end()
    pieces.append(text[last:])
    places.extend(range(last, len(text)))
    return "".join(pieces).translate(SPACES), places


def _find(places: range | array, original: int) -> int:
    """Return the place in the text for analysis of a character of the original."""
    from bisect import bisect_left

    return bisect_left(places, original)


def _article(text, about, notes, *, name, sha256, encoding, title, date) -> Article:
    plain, places = _plain(text)
    for match in DROPPED.finditer(text):
        kind = match.lastgroup
        if kind:
            what = " ".join(f"U+{ord(character):04X}" for character in match.group()[:4])
            notes.append(
                (kind, match.start(), match.end(), what, "Not shown to a reader; not analysed.")
            )
    if len(plain) > MOST_CHARACTERS:
        cut = max(plain.rfind("\n", MOST_CHARACTERS // 2, MOST_CHARACTERS), 0) or MOST_CHARACTERS
        notes.append(
            ("cut", places[cut], len(text), f"{len(plain) - cut:,} characters",
             f"Only the first {cut:,} characters are analysed.")
        )  # fmt: skip
        plain = plain[:cut]
    skip = _find(places, int(about.get("skip", 0)))
    blocks = [(start + skip, end + skip) for start, end in sentences.paragraphs(plain[skip:])]
    straight = tokens.straighten(plain)
    blocks, found_date, glued_first = _without_metadata(straight, blocks, places, notes)
    if not blocks:
        raise InputError(
            f"{name or 'The text'} holds only a date, a byline or other metadata. "
            "Give a text with an article."
        )
    headline = _headline(straight, blocks, glued_first, about.get("title", ""))
    rows = []
    for paragraph, (first, last) in enumerate(blocks, start=1):
        for start, end in sentences.within(plain, first, last):
            rows.append((paragraph, start, end, "headline" if paragraph <= headline else "body"))
    quotes = quotations.find(straight, blocks)
    table = pd.DataFrame(rows, columns=["paragraph", "from", "to", "part"])
    reasons = [
        "" if voices.touches(quotes, start, end) else furniture.residue(straight[start:end])
        for start, end in zip(table["from"], table["to"], strict=True)
    ]
    table["residue"] = [bool(reason) for reason in reasons]
    if table["residue"].all():
        table["residue"], reasons = False, [""] * len(table)
    table["words"] = [
        len(tokens.PATTERN.findall(straight[start:end]))
        for start, end in zip(table["from"], table["to"], strict=True)
    ]
    said = voices.voices(straight, table, quotes)
    table["voice"], table["speaker"] = said["voice"], said["speaker"]
    table["start"] = [places[start] for start in table["from"]]
    table["end"] = [places[end - 1] + 1 for end in table["to"]]
    table["text"] = [
        text[start:end] for start, end in zip(table["start"], table["end"], strict=True)
    ]
    table["sentence"] = range(1, len(table) + 1)
    for row, reason in zip(table.itertuples(), reasons, strict=True):
        if reason:
            notes.append(("residue", row.start, row.end, row.text[:80], f"Left out: {reason}."))
        if row.to - row._2 >= sentences.LONGEST:
            notes.append(
                ("long sentence", row.start, row.end, f"{row.end - row.start:,} characters",
                 f"Cut at {sentences.LONGEST:,} characters.")
            )  # fmt: skip
    _duplicates(plain, blocks, places, notes)
    spoken = _language(straight, blocks, places, notes)
    notes.sort(key=lambda note: (note[1], note[2]))
    return Article(
        title=title or about.get("title") or _title(plain, table, headline),
        date=date or furniture.iso(about.get("date", "")) or found_date,
        text=text,
        sha256=sha256,
        encoding=encoding,
        sentences=table[COLUMNS],
        notes=pd.DataFrame(notes, columns=NOTES),
        name=name,
        language=spoken,
    )


def _without_metadata(straight, blocks, places, notes):
    """Take dates, bylines and datelines off the paragraphs."""
    kept, date, glued_first = [], "", False
    for number, (start, end) in enumerate(blocks):
        top = number < LONGEST_METADATA
        if top or number >= len(blocks) - LONGEST_TAIL:
            kind = furniture.line(straight[start:end])
            if kind and len(blocks) > 1:
                notes.append(
                    (kind, places[start], places[end - 1] + 1, straight[start:end][:80],
                     "A line of metadata, not a sentence.")
                )  # fmt: skip
                date = date or furniture.iso(straight[start:end])
                continue
        while top and len(kept) <= 2:
            length = 0 if kept else furniture.glued(straight[start:end])
            kind = "metadata" if length else "dateline"
            length = length or furniture.dateline(straight[start:end])
            if not 0 < length < end - start:
                break
            piece = straight[start : start + length].strip()
            notes.append(
                (kind, places[start], places[start + length - 1] + 1, piece,
                 "Glued to the text by whoever saved it." if kind == "metadata"
                 else "Where and by whom, before the story begins.")
            )  # fmt: skip
            if kind == "metadata":
                date = date or furniture.iso(piece)
                glued_first = glued_first or not kept
            start += length
        kept.append((start, end))
    return kept, date, glued_first


def _headline(straight: str, blocks, glued: bool, told: str) -> int:
    """Return how many paragraphs at the top are the headline: 0 or 1.

    A headline is a short first paragraph of one line that does not end like a sentence, or that has
    metadata glued to it, or that repeats the title the page tells.
    """
    if len(blocks) < 2:
        return 0
    start, end = blocks[0]
    first = straight[start:end]
    words = len(first.split())
    if told and tokens.straighten(told).strip(" .") == first.strip(" ."):
        return 1
    if words > LONGEST_HEADLINE or "\n" in first:
        return 0
    if len(sentences.within(straight, start, end)) > 2:
        return 0
    ends = first.rstrip("\"')").endswith((".", ":", ";", ",", "…"))
    letters = [letter for letter in first if letter.isalpha()]
    if glued or (letters and sum(map(str.isupper, letters)) > 0.8 * len(letters) and words > 1):
        return 1
    if first.startswith('"') and re.search(r'[.!?,]"?\Z', first):
        return 0
    # A question or a shout may be either; a headline is shorter than what follows it.
    follows = blocks[1][1] - blocks[1][0]
    if ends or (first.rstrip("\"')").endswith(("?", "!")) and follows <= end - start):
        return 0
    return 1


def _title(plain: str, table: pd.DataFrame, headline: int) -> str:
    rows = table[table["part"] == "headline"] if headline else table[~table["residue"]][:1]
    start, end = rows["from"].iloc[0], rows["to"].iloc[-1]
    title = " ".join(plain[start:end].split())
    if headline:
        # One full stop goes; an abbreviation's ("in the U.S.") stays.
        whole = re.search(r"(?:\.\.|\b[A-Z]\.[A-Z]\.|\b[A-Z]\.)\Z", title)
        return title if whole else title.removesuffix(".")
    words = title.split()
    if len(words) <= LONGEST_TITLE:
        return title.removesuffix(".") if not title.endswith("..") else title
    return " ".join(words[:LONGEST_TITLE]).rstrip(",;:") + "…"


def _duplicates(plain: str, blocks, places, notes: list[tuple]) -> None:
    seen: dict[str, int] = {}
    for number, (start, end) in enumerate(blocks, start=1):
        words = plain[start:end].split()
        if len(words) < SHORTEST_DUPLICATE:
            continue
        first = seen.setdefault(" ".join(words).lower(), number)
        if first != number:
            notes.append(
                ("duplicate", places[start], places[end - 1] + 1, f"paragraph {number}",
                 f"The same words as paragraph {first}; both are counted.")
            )  # fmt: skip


def _language(straight: str, blocks, places, notes: list[tuple]) -> str:
    text = "\n".join(straight[start:end] for start, end in blocks)[: 5 * language.SAMPLE]
    name = language.name(text)
    words = [word.lower() for word in language.WORD.findall(text)]
    portion = f"{100 * language.share(words):.0f} % English function words" if words else "no words"
    if name != "English":
        notes.append(
            ("language", places[blocks[0][0]], places[blocks[-1][1] - 1] + 1, name,
             f"Not read as English ({portion}): tone and keyness are not computed.")
        )  # fmt: skip
        return name
    foreign = [
        (start, end)
        for start, end in blocks[:500]
        if len(straight[start:end].split()) >= language.FEWEST
        and language.name(straight[start:end]) not in ("English", "unknown")
    ]
    for start, end in foreign:
        notes.append(
            ("language", places[start], places[end - 1] + 1, language.name(straight[start:end]),
             "This paragraph is not in English; what is computed from its words means little.")
        )  # fmt: skip
    return name
