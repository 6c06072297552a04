"""What of a text is the article: its paragraphs, headline and headings, what is told beside it."""

from array import array
from bisect import bisect_left
from dataclasses import dataclass

from closereading.reading import archives, cleaning, dates, furniture, sentences, tokens
from closereading.reading.intake import Intake
from closereading.reading.source import InputError


@dataclass(frozen=True)
class Layout:
    """A text laid out for reading."""

    text: str  # the original
    plain: str  # without unseen characters
    straight: str  # with straight quotation marks too, of the same length
    places: range | array  # where each character of ``plain`` stands in the original
    blocks: list[tuple[int, int]]  # start and end of each paragraph of the article
    headline: bool  # whether the first is one
    headings: set[int]  # which are headings inside the text, from 0
    about: dict[str, str]  # what the file and its lines of metadata tell
    date: str  # "YYYY-MM-DD", or ""
    notes: list[tuple]  # what was done, as in ``Article.notes``


def lay_out(taken: Intake, *, keep: frozenset[str] = frozenset()) -> Layout:
    """Part the article from all that stands around it; refuse a text of nothing else.

    ``keep`` names the rules that take nothing off.
    """
    text = taken.text
    plain, places = cleaning.plain(text)
    notes = [*taken.notes, *cleaning.unseen(text)]
    plain = cleaning.cut(plain, places, notes, len(text))
    straight = tokens.straighten(plain)
    begin = bisect_left(places, taken.skip)
    blocks = sentences.paragraphs(plain, begin, whole="lines" not in keep)
    blocks, about, off = archives.take(plain, blocks, taken.article, taken.name, keep=keep)
    sifted = furniture.sift(straight, blocks, keep=keep)
    blocks = sifted.kept
    if not any(map(str.isalpha, "".join(straight[start:end] for start, end in blocks))):
        raise InputError(
            f"{taken.name or 'The text'} holds only a date, a byline or other metadata. "
            "Give a text with an article."
        )
    # Rules look at straightened text; notes quote the original.
    headings = set() if "heading" in keep else cleaning.headings(straight, blocks)
    headed = {blocks[number][0] for number in headings}
    doubts = [doubt for doubt in sifted.doubts if doubt[1] not in headed]
    for name, start, end, why in [*off, *sifted.off, *doubts]:
        where = places[start], places[end - 1] + 1
        notes.append((name, *where, text[slice(*where)].strip()[:80], why))
    about = {**sifted.fields, **about, **taken.about}
    day, remarks = dates.day([about.get("date", "")], sifted.dates, about.get("loaded", ""))
    notes += [("date", 0, 0, what, why) for what, why in remarks]
    told = tokens.straighten(about.get("title", ""))
    headline = cleaning.headline(straight, blocks, glued=sifted.glued, told=told)
    notes += cleaning.duplicates(plain, blocks, places)
    return Layout(text, plain, straight, places, blocks, headline, headings, about, day, notes)
