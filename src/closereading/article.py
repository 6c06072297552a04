"""An article: its text as received, its sentences and tokens, and what reading it did."""

import os
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from closereading.reading import cleaning, furniture, intake, language, sentences, tokens
from closereading.reading.source import InputError
from closereading.voices import sources, table

__all__ = ["Article", "InputError", "read_article"]

NOTES = ["kind", "start", "end", "what", "why"]
QUOTED = frozenset({"metadata", "dateline", "date", "byline", "field", "address"})


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
    speech : DataFrame
        Beside each sentence ``how`` its speaker was found and what an unnamed ``source`` is called;
        see ``voices.inferred``.
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
    speech: pd.DataFrame = field(default_factory=pd.DataFrame)

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
        found = tokens.table(rows)
        starts = [places[start] for start in found["start"]]
        ends = [places[end - 1] + 1 for end in found["end"]]
        words = [self.text[start:end] for start, end in zip(starts, ends, strict=True)]
        return found.assign(start=starts, end=ends, token=words)

    @cached_property
    def plain(self) -> pd.Series:
        """The sentences for analysis: no invisible characters, every space and line end a space.

        Quotes and dashes are as written; ``tokens.straighten`` straightens them.
        """
        return self.sentences["text"].map(cleaning.line)

    @cached_property
    def cast(self) -> pd.DataFrame:
        """A row a source or somebody talked about; see ``voices.cast``."""
        return sources.cast(self)

    @cached_property
    def phrasing(self):
        """What the lists of words and phrases need of the text; see ``keywords.candidates``."""
        from closereading.keywords import candidates

        return candidates.of_article(self)

    @cached_property
    def body(self) -> pd.DataFrame:
        """The sentences of the body, residue left out."""
        rows = self.sentences
        return rows[(rows["part"] == "body") & ~rows["residue"]]

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
    taken = intake.take(path_or_text, encoding=encoding)
    text, about, notes = taken.text, taken.about, taken.notes
    plain, places = cleaning.plain(text)
    notes += cleaning.unseen(text)
    plain = cleaning.cut(plain, places, notes, len(text))
    straight = tokens.straighten(plain)
    blocks = sentences.paragraphs(plain, cleaning.place(places, taken.skip))
    blocks, dated, glued = cleaning.without_metadata(straight, blocks, places, notes)
    if not any(map(str.isalpha, "".join(straight[start:end] for start, end in blocks))):
        raise InputError(
            f"{taken.name or 'The text'} holds only a date, a byline or other metadata. "
            "Give a text with an article."
        )
    told = tokens.straighten(about.get("title", ""))
    headline = cleaning.headline(straight, blocks, glued=glued, told=told)
    rows, reasons = table.make(plain, straight, blocks, headline=headline)
    title = title or cleaning.title(
        plain, straight, blocks, rows, headline=headline, told=about.get("title", "")
    )
    rows = table.placed(rows, text, places)
    speech = pd.concat([rows.pop("how"), rows.pop("source")], axis=1)
    notes += table.remarks(rows, reasons)
    notes += cleaning.duplicates(plain, blocks, places)
    spoken, foreign = language.told(straight, blocks, places)
    # Rules look at straightened text; notes quote the original.
    notes = [
        (kind, start, end, text[start:end][:80] if kind in QUOTED else what, why)
        for kind, start, end, what, why in [*notes, *foreign]
    ]
    return Article(
        title=title,
        date=date or furniture.iso(about.get("date", "")) or dated,
        text=text,
        sha256=taken.sha256,
        encoding=taken.encoding,
        sentences=rows,
        notes=pd.DataFrame(sorted(notes, key=lambda note: note[1:3]), columns=NOTES),
        name=taken.name,
        language=spoken,
        speech=speech,
    )
