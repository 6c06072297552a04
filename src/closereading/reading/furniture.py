"""What a page holds beside its article, as named rules: for paragraphs, and for sentences.

General rules only; none knows the words of one article. Text is looked at with straight quotes.
The patterns are in ``data/boilerplate.txt``, a section a rule.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from closereading import lists
from closereading.reading import dates, names

TOP = 8  # paragraphs at the top among which dates and bylines are looked for
TAIL = 3  # paragraphs at the end where a byline or an address may stand
LONGEST = 500  # characters of a paragraph that a rule may take off
LONGEST_BOILERPLATE = 320  # characters; a longer sentence has something to say
MOST_CAPTION_WORDS = 14  # a caption or a link that goes on longer has a sentence glued to it
MOST_TORN_WORDS = 12
FEWEST_ROWS = 3  # lines of a table

_pattern = partial(lists.pattern, "boilerplate.txt")
BOILERPLATE, CAPTION = _pattern("sentences", re.I), _pattern("short", re.I)
RELEASED = _pattern("released", re.I | re.M)
FIELD, PAGE, SIGNED, GLUED_BYLINE, TORN = map(
    _pattern, ("field", "page", "signed", "glued", "torn")
)
INNER = re.compile(r"[.!?]['\")]* ['\"(]?[A-Z]")  # a paragraph of more than one sentence
# A line in a list of links: short, and no sentence
LINK = re.compile(r"[^\n]{0,99}[^\n.!?:'\")]")


class Rule(NamedTuple):
    """What is no part of an article: a name for ``keep``, why, how it is seen, and where."""

    name: str
    why: str
    reads: Callable[[str], object]
    place: str = ""  # "top", "end", "edge" (one of both), "job" (behind a byline), "release"
    rest: str = ""  # "links": short lines behind go too; "all": all that stands behind


def _whole(section: str, flags: int = 0) -> Callable[[str], object]:
    return _pattern(section, flags).fullmatch


def signed(text: str) -> bool:
    """Tell whether a line at the end of a text is its author's name in capitals: ``JULIE CART``."""
    return bool(SIGNED.fullmatch(text)) and text.split()[0].capitalize() in names.GIVEN


def _boilerplate(text: str) -> bool:
    caption = len(text.split()) <= MOST_CAPTION_WORDS and CAPTION.match(text)
    return bool(caption or (len(text) <= LONGEST_BOILERPLATE and BOILERPLATE.match(text)))


def _alone(text: str) -> bool:
    """Tell boilerplate that is a paragraph of its own."""
    return not INNER.search(text) and _boilerplate(text)


def _glued(text: str) -> bool:
    """Tell a paragraph that begins like boilerplate and is too long for it."""
    return bool(CAPTION.match(text) or BOILERPLATE.match(text)) and not _boilerplate(text)


def _torn(text: str) -> bool:
    return len(text.split()) <= MOST_TORN_WORDS and bool(TORN.match(text))


AROUND, A_LINE = "words a page adds around an article", "A line of metadata, not a sentence."
PARAGRAPHS = (
    Rule("furniture", "A list of links.", _whole("links", re.I), rest="links"),
    Rule("furniture", f"{AROUND.capitalize()}.", _whole("lines", re.I)),
    Rule("furniture", f"{AROUND.capitalize()}.", _alone),
    Rule("page", "A page's number.", PAGE.fullmatch),
    Rule("credit", "Whose picture or story it is.", _whole("credit")),
    Rule("credit", "A picture's caption.", _whole("captioned")),
    Rule("release", "What a release is headed by.", _whole("opening"), "top"),
    Rule("release", "Behind the end of a release.", _whole("release", re.I), "release", "all"),
    Rule("date", A_LINE, dates.line),
    Rule("byline", A_LINE, _whole("byline"), "edge"),
    Rule("byline", A_LINE, dates.signed, "edge"),
    Rule("byline", "The author's name under the text.", signed, "end"),
    Rule("field", A_LINE, FIELD.fullmatch, "edge"),
    Rule("field", A_LINE, _whole("slug"), "edge"),
    Rule("address", A_LINE, _whole("address"), "edge"),
    Rule("byline", A_LINE, _whole("job"), "job"),
    Rule("release", "About the sender of a release.", _whole("about"), "release", "all"),
    Rule("footnote", "A note under the text.", _whole("footnote"), "end"),
)
# What one of these would take off elsewhere is kept, and told.
PLACED = tuple(rule for rule in PARAGRAPHS if rule.place not in ("", "job"))
PLACED += (Rule("furniture", "", _glued, "top"),)
EVERYWHERE = {rule.place for rule in PLACED}
ROW = Rule("table", "A row of a table, not a sentence.", bool)
HEAD = Rule("page", "A running head.", bool)
SENTENCES = (
    Rule("address", "an address, not a sentence", _whole("address")),
    Rule("credit", "whose picture or story it is", _whole("credit")),
    Rule("furniture", AROUND, _boilerplate),
    Rule("torn", "a torn sentence: a modal verb without a subject", _torn),
)
# Rules that are no pattern of one line.
OTHERS = ("archive", "lines", "metadata", "dateline", "heading", "table")
NAMES = frozenset({rule.name for rule in (*PARAGRAPHS, *SENTENCES)} | set(OTHERS))
# Where nothing but these is left, they are what the text is about.
OPINION = frozenset({"furniture", "credit", "release", "page", "footnote", "table", "heading"})


def residue(text: str, keep: frozenset[str] = frozenset()) -> Rule | None:
    """Return the rule by which a sentence, outside quotation marks, is no part of the article."""
    return _first(SENTENCES, text, keep)


@dataclass
class Sifted:
    """What is left of the paragraphs, and what was found on the way."""

    kept: list[tuple[int, int]] = field(default_factory=list)
    # Rule's name, start, end and why of what was taken off
    off: list[tuple[str, int, int, str]] = field(default_factory=list)
    # What is kept though a rule would take it off elsewhere, likewise
    doubts: list[tuple[str, int, int, str]] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)  # the lines that tell a date
    fields: dict[str, str] = field(default_factory=dict)  # ``title`` and others that lines tell
    glued: bool = False  # metadata was glued to the first paragraph, so it is a headline


def sift(
    straight: str, blocks: list[tuple[int, int]], *, keep: frozenset[str] = frozenset()
) -> Sifted:
    """Take off the paragraphs, and beginnings of paragraphs, that are no part of the article.

    ``blocks`` are start and end of each paragraph, ``keep`` names rules that do not hold.
    """
    found = Sifted()
    single = len(blocks) < 2
    texts = [straight[start:end] for start, end in blocks]
    released = bool(not single and RELEASED.search(straight))
    whole = {} if single else _rows(texts, keep)
    behind: Rule | None = None
    for number, (start, end) in enumerate(blocks):
        top = number - len(found.off) < TOP and len(found.kept) < TOP
        last = number >= max(2, len(blocks) - TAIL) or (released and number > 2)
        if behind and (behind.rest == "all" or LINK.fullmatch(texts[number])):
            found.off.append((behind.name, start, end, "Behind what ends the article."))
            continue
        behind = None
        if top:
            start, end = _trimmed(straight, start, end, found, keep)
        text = straight[start:end]
        rule = whole.get(number)
        if rule is None and not single:
            places = {"", *("top", "edge") * top, *("end", "edge") * last}
            places |= {"job"} if found.off and found.off[-1][0] == "byline" else set()
            places |= {"release"} if released and last else set()
            rule = _first(PARAGRAPHS, text, keep, places)
        if rule is None:
            found.kept.append((start, end))
            if not single and (like := _first(PLACED, text, keep, EVERYWHERE)):
                why = (
                    f"Looks like what {like.name} takes off; kept, because of its place or length."
                )
                found.doubts.append(("doubtful", start, end, why))
            continue
        if rule.name in ("date", "byline", "field", "page"):
            found.dates.append(text)
            found.glued = False
        if rule.name == "field" and (match := FIELD.fullmatch(text)):
            name = match["name"].lower().replace("headline", "title")
            found.fields.setdefault(name, match["value"])
        found.off.append((rule.name, start, end, rule.why))
        behind = rule if rule.rest else None
    if not found.kept and found.off and not keep >= OPINION:
        again = sift(straight, blocks, keep=keep | OPINION)
        return again if again.kept else found
    return found


def _first(
    rules: tuple[Rule, ...], text: str, keep: frozenset[str], places: set[str] = frozenset({""})
) -> Rule | None:
    """Return the first rule that holds for a text at its place."""
    if len(text) > LONGEST:
        return None
    return next(
        (r for r in rules if r.place in places and r.name not in keep and r.reads(text)), None
    )


def _trimmed(
    straight: str, start: int, end: int, found: Sifted, keep: frozenset[str]
) -> tuple[int, int]:
    """Take metadata and datelines off the beginning of a paragraph, a byline off its end."""
    while len(found.kept) <= 2:
        text = straight[start:end]
        length = 0 if found.kept or "metadata" in keep else dates.glued(text)
        name, why = "metadata", "Glued to the text by whoever saved it."
        if not length and "dateline" not in keep:
            match = dates.DATELINE.match(text)
            length = match.end() if match else 0
            name, why = "dateline", "Where and by whom, before the story begins."
        if not 0 < length < end - start:
            break
        what = text[:length].strip()
        found.off.append((name, start, start + len(what), why))
        found.dates.append(what)
        found.glued = found.glued or (name == "metadata" and not found.kept)
        start += length
    text = straight[start:end]
    match = GLUED_BYLINE.search(text)
    if match and not found.kept and "\n" not in text and "byline" not in keep:
        what = text[match.start() :].strip(" -@")
        found.off.append(("byline", end - len(what), end, "Glued to the headline."))
        end = start + match.start()
    return start, end


def _rows(texts: list[str], keep: frozenset[str]) -> dict[int, Rule]:
    """Find what is seen beside its neighbours: rows of tables, and heads that come again."""
    found: dict[int, Rule] = {}
    cells = [text.count(" | ") for text in texts]
    times = Counter(texts)
    for number, (text, count) in enumerate(zip(texts, cells, strict=True)):
        if "page" not in keep and times[text] > 1 and "    " in text:
            found[number] = HEAD
        row = count and cells[number : number + FEWEST_ROWS] == [count] * FEWEST_ROWS
        if row and "table" not in keep:
            found.update(dict.fromkeys(range(number, number + FEWEST_ROWS), ROW))
    return found
