"""An article: its text as received, its sentences and tokens, and what reading it did."""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pandas as pd

from closereading import paths
from closereading.reading import (
    archives,
    cleaning,
    furniture,
    intake,
    language,
    layout,
    tokens,
)
from closereading.reading.source import InputError
from closereading.voices import corrections as right
from closereading.voices import sources, table

__all__ = ["Article", "InputError", "read_article"]

Made = TypeVar("Made")
NOTES = ["kind", "start", "end", "what", "why"]


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
        The original, decoded. Of documents, Markdown and HTML: the text without its markup; words
        that a margin broke are whole.
    sha256 : str
        Of the bytes received; of the UTF-8 of a text given as text.
    encoding : str
        The encoding read; "text" when a text was given.
    sentences : DataFrame
        A row a sentence: ``sentence``, ``paragraph`` (both from 1), ``start``, ``end``, ``text``
        (always ``article.text[start:end]``), ``words``, ``part`` (headline, body, heading),
        ``voice`` (narration, quotation, reported), ``speaker`` ("" for the author or somebody
        unnamed),
        ``residue`` (True: no part of the article, left out of every count); a heading inside the
        text has the part heading and is left out.
    notes : DataFrame
        What reading did: ``kind`` (the rule's name, which ``keep`` takes), ``start``, ``end``
        (place in ``text``), ``what``, ``why``.
    name : str
        The file's name, "" for a text.
    language : str
        "English", another language's name, or "unknown".
    speech : DataFrame
        Beside each sentence ``how`` its speaker was found and what an unnamed ``source`` is called;
        see ``voices.inferred``.
    about : dict
        What the file tells of the article, as far as it does: ``title``, ``date``, ``source``,
        ``section``, ``byline``, ``length``, ``loaded``.
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
    about: dict[str, str] = field(default_factory=dict)

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
        starts = [bisect_left(places, start) for start in self.sentences["start"]]
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
    def _made(self) -> dict:
        return {}

    def once(self, make: Callable[["Article"], Made]) -> Made:
        """Return what a function makes of the article, made when first asked for and kept."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

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
    article: int | str | None = None,
    keep: str | Iterable[str] = (),
    corrections: str | os.PathLike | None = None,
) -> Article:
    """Read one article.

    Parameters
    ----------
    path_or_text : str, path or bytes
        A file, its bytes, or the text itself: a text, a page, Word, OpenDocument, RTF, PDF, an
        e-book or a mail, told by its bytes. A ``Path`` is always a file. A ``str`` is a file when
        one of that name exists, or when it is one line without spaces that holds a slash, or ends
        like a file's name (.txt, .md, .html …); anything else is the text. To give a text that
        looks like a name, end it with a line end.
    encoding : str, optional
        The file's encoding, when it is known; found otherwise.
    title, date : str, optional
        Instead of those the text tells.
    article : int, optional
        Which one to read, from 1, where an archive's export holds several.
    keep : str or list of str, optional
        Names of rules that are not to take anything off: ``furniture``, ``heading`` …, the kinds of
        the notes.
    corrections : path, optional
        What the reader puts right, a CSV file; see ``voices.template``. One beside the article
        that is of its text (``NAME.corrections.csv``, ``corrections.csv``) is found by itself.

    Returns
    -------
    Article

    Raises
    ------
    InputError
        If there is nothing to read; one sentence that says why and what to do.
    """
    kept = _kept(keep)
    taken = intake.take(path_or_text, encoding=encoding, article=article, keep=kept)
    laid = layout.lay_out(taken, keep=kept)
    columns, rules = table.make(laid, keep=kept)
    left = zip(columns["text"], columns["residue"], strict=True)
    title = title or cleaning.title(
        (cleaning.line(sentence) for sentence, residue in left if not residue),
        headline=laid.plain[slice(*laid.blocks[0])] if laid.headline else "",
        told=laid.about.get("title", ""),
    )
    notes = laid.notes
    if corrections is None and taken.name:
        corrections = right.beside(paths.find(os.fspath(path_or_text)), taken.sha256)
    if corrections is not None:
        rows = pd.DataFrame(columns)
        lines = right.load(corrections, taken.sha256)
        notes += right.apply(rows, lines, file=Path(corrections).name)
        columns = rows.to_dict("list")
        left = columns["residue"]
        rules = [rule if gone else None for rule, gone in zip(rules, left, strict=True)]
    notes += table.remarks(columns, rules)
    speech = pd.DataFrame({name: columns.pop(name) for name in ("how", "source")})
    spoken, foreign = language.told(laid.straight, laid.blocks, laid.places)
    return Article(
        title=title,
        date=date or laid.date,
        text=taken.text,
        sha256=taken.sha256,
        encoding=taken.encoding,
        sentences=pd.DataFrame(columns),
        notes=pd.DataFrame(sorted([*notes, *foreign], key=lambda note: note[1:3]), columns=NOTES),
        name=taken.name,
        language=spoken,
        speech=speech,
        about={name: laid.about[name] for name in archives.ABOUT if laid.about.get(name)},
    )


def _kept(keep: str | Iterable[str]) -> frozenset[str]:
    """Return the names of the rules that are switched off."""
    names = keep.replace(",", " ").split() if isinstance(keep, str) else keep
    if unknown := sorted(set(names) - furniture.NAMES):
        raise InputError(
            f"There is no rule {unknown[0]!r} to switch off. The rules: "
            f"{', '.join(sorted(furniture.NAMES))}."
        )
    return frozenset(names)
