"""An article: its text as received, its sentences and tokens, and what reading it did."""

import hashlib
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from closereading.reading import (
    cleaning,
    furniture,
    language,
    markup,
    quotations,
    sentences,
    source,
    tokens,
    voices,
)
from closereading.reading.source import InputError

__all__ = ["Article", "InputError", "read_article"]

# A name is shorter than this in every file system; a longer string is a text.
LONGEST_NAME = 1024
PAGES = (".html", ".htm", ".xhtml")
SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".csv"}
    | {".json", ".xml", ".zip", ".png", ".jpg", ".jpeg", ".mhtml", *PAGES}
)

NOTES = ["kind", "start", "end", "what", "why"]
QUOTED = frozenset({"metadata", "dateline", "date", "byline", "field", "address"})
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
        if not cleaning.DROPPED.search(self.text):
            return tokens.table(self.sentences)
        # Words with invisible characters inside are read without them and placed with them.
        places = cleaning.plain(self.text)[1]
        starts = [cleaning.place(places, start) for start in self.sentences["start"]]
        rows = self.sentences.assign(start=starts, text=list(self.plain))
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
        return self.sentences["text"].map(cleaning.line)

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
        """The text as analysed: kept sentences, blank lines between paragraphs."""
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
    notes: list[cleaning.Note] = []
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
    text, about, skip = _unmarked(name, text, notes)
    if not text.strip():
        raise InputError(f"{name or 'The text'} is empty. Give a file or a text with an article.")
    if not any(map(str.isalpha, text)):
        raise InputError(
            f"{name or 'The text'} holds no letters, so there are no words to read. "
            "Give an article in words."
        )
    return _article(
        text, about, skip, notes, name=name, sha256=sha256, encoding=used, title=title, date=date
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


def _unmarked(name: str, text: str, notes: list) -> tuple[str, dict[str, str], int]:
    """Undo mojibake and take markup off; note both.

    Returns the text, what it says of itself, and the length of its front matter.
    """
    text, mended = source.mend(text)
    suffix = Path(name).suffix.lower()
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    about: dict[str, str] = {}
    skip = 0
    received = text
    if suffix in PAGES:
        text, about, how = markup.page(lined)
        notes.append(("markup", 0, len(text), "HTML", f"The text was extracted: {how}."))
    elif markup.pasted(text):
        text, about = markup.stripped(lined)
        notes.append(("markup", 0, len(text), "HTML", "Tags of a pasted page were taken off."))
    elif suffix in (".md", ".markdown"):
        text, about = markup.markdown(lined)
        notes.append(("markup", 0, len(text), "Markdown", "Marks were taken off the text."))
    else:
        length, about = markup.front_matter(lined)
        if length:
            # As many line ends into the original, whatever they look like.
            ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
            lines = lined[:length].count("\n")
            skip = ends[lines - 1] if lined[length - 1] == "\n" else len(text)
            notes.append(("front matter", 0, skip, "fields", "Metadata, not the text."))
    for start, end, was in mended:
        place = (start, end) if text is received else (0, len(text))
        notes.append(("mojibake", *place, was.strip()[:60], "Decoded wrongly before; repaired."))
    if lost := text.count("\ufffd"):
        first = text.index("\ufffd")
        why = "They were lost before the file was written, or do not fit its encoding."
        notes.append(("lost", first, first + 1, f"{lost} characters", why))
    return text, about, skip


def _table(plain: str, straight: str, blocks, *, headline: bool) -> tuple[pd.DataFrame, list[str]]:
    """Split paragraphs into sentences and tell residue and voices.

    Returns the table, placed in the text for analysis, and why each sentence is residue.
    """
    spans = [
        (paragraph, start, end)
        for paragraph, (first, last) in enumerate(blocks, start=1)
        for start, end in sentences.within(plain, first, last)
    ]
    marks = quotations.single(straight)
    quotes = quotations.find(marks, blocks)
    reasons = [
        "" if quotations.over(quotes, start, end) else furniture.residue(straight[start:end])
        for _, start, end in spans
    ]
    if all(reasons):
        reasons = [""] * len(spans)  # a text of nothing but boilerplate is what it is about
    residue = [bool(reason) for reason in reasons]
    voice, speaker = voices.voices(marks, spans, residue, quotes)
    table = pd.DataFrame(
        {
            "sentence": range(1, len(spans) + 1),
            "paragraph": [paragraph for paragraph, _, _ in spans],
            "start": [start for _, start, _ in spans],
            "end": [end for _, _, end in spans],
            "words": [len(tokens.spans(straight[start:end])) for _, start, end in spans],
            "part": ["headline" if headline and span[0] == 1 else "body" for span in spans],
            "voice": voice,
            "speaker": speaker,
            "residue": residue,
        }
    )
    return table, reasons


def _article(text, about, skip, notes, *, name, sha256, encoding, title, date) -> Article:
    plain, places = cleaning.plain(text)
    notes += cleaning.unseen(text)
    plain = cleaning.cut(plain, places, notes, len(text))
    skip = cleaning.place(places, skip)
    straight = tokens.straighten(plain)
    blocks = [(start + skip, end + skip) for start, end in sentences.paragraphs(plain[skip:])]
    blocks, found, glued = cleaning.without_metadata(straight, blocks, places, notes)
    if not any(map(str.isalpha, "".join(straight[start:end] for start, end in blocks))):
        raise InputError(
            f"{name or 'The text'} holds only a date, a byline or other metadata. "
            "Give a text with an article."
        )
    told = about.get("title", "")
    headline = cleaning.headline(straight, blocks, glued=glued, told=tokens.straighten(told))
    table, reasons = _table(plain, straight, blocks, headline=headline)
    spans = list(zip(table["start"], table["end"], strict=True))
    starts = [places[start] for start, _ in spans]
    ends = [places[end - 1] + 1 for _, end in spans]
    texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    table = table.assign(start=starts, end=ends)
    table.insert(4, "text", texts)
    for start, end, sentence, reason in zip(starts, ends, texts, reasons, strict=True):
        if reason:
            notes.append(("residue", start, end, sentence[:80], f"Left out: {reason}."))
        if end - start >= sentences.LONGEST // 2 and end - start <= sentences.LONGEST:
            why = f"A sentence is cut at {sentences.LONGEST:,} characters."
            notes.append(("long sentence", start, end, f"{end - start:,} characters", why))
    notes += cleaning.duplicates(plain, blocks, places)
    spoken, remarks = _language(straight, blocks, places)
    notes += remarks
    # A salutation ("Sir,") is no title; the first sentence of three words is.
    likely = [span for span, why in zip(spans, reasons, strict=True) if not why]
    worded = [span for span in likely if any(map(str.isalnum, straight[slice(*span)]))] or likely
    longer = [span for span in worded if len(straight[slice(*span)].split()) > 2]
    first = blocks[0] if headline else (longer or worded)[0]
    # Rules look at straightened text; notes quote the original.
    notes = [
        (kind, start, end, text[start:end][:80] if kind in QUOTED else what, why)
        for kind, start, end, what, why in notes
    ]
    if headline and told.startswith(plain[slice(*first)].strip(" .")):
        told = ""  # the page's title is the headline, with the paper's name behind it
    title = title or told or cleaning.title(plain[slice(*first)], headline=headline)
    return Article(
        title=title,
        date=date or furniture.iso(about.get("date", "")) or found,
        text=text,
        sha256=sha256,
        encoding=encoding,
        sentences=table,
        notes=pd.DataFrame(sorted(notes, key=lambda note: note[1:3]), columns=NOTES),
        name=name,
        language=spoken,
    )


def _language(straight: str, blocks, places) -> tuple[str, list]:
    """Name the language, and note what is not English."""
    counted = language.words("\n".join(straight[start:end] for start, end in blocks))
    name = language.name(counted)
    if name != "English":
        share = 100 * language.share(counted)
        portion = "no words" if share != share else f"{share:.0f} % English function words"
        why = f"Not read as English ({portion}): tone and keyness are not computed."
        return name, [("language", places[blocks[0][0]], places[blocks[-1][1] - 1] + 1, name, why)]
    why = "This paragraph is not in English; what is computed from its words means little."
    notes = []
    for start, end in blocks:
        counted = language.words(straight[start:end])
        if len(counted) < language.FEWEST or language.share(counted) >= language.LEAST:
            continue
        other = language.name(counted)
        if other not in ("English", "unknown"):
            notes.append(("language", places[start], places[end - 1] + 1, other, why))
    return name, notes
