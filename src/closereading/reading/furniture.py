"""What a page holds beside its article, as named rules: for paragraphs, and for sentences.

General rules only; none knows the words of one article. Text is looked at with straight quotes.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from closereading import lists
from closereading.reading import dates, names

TOP = 8  # paragraphs at the top among which dates and bylines are looked for
TAIL = 3  # paragraphs at the end where a byline or an address may stand
LONGEST = 500  # characters of a paragraph that a rule may take off
LONGEST_METADATA = 240  # characters
LONGEST_BOILERPLATE = 320  # characters; a longer sentence has something to say
MOST_CAPTION_WORDS = 14  # a caption or a link that goes on longer has a sentence glued to it
MOST_TORN_WORDS = 12
FEWEST_ROWS = 3  # lines of a table

_LISTS = lists.sections("boilerplate.txt")


def _any(section: str, flags: int = re.IGNORECASE) -> re.Pattern:
    return re.compile("|".join(f"(?:{each})" for each in _LISTS[section]), flags)


BOILERPLATE, CAPTION, LINES, LINKS = map(_any, ("sentences", "short", "lines", "links"))
RELEASE, CREDIT, JOB = _any("release"), _any("credit", 0), _any("job", 0)
RELEASED = _any("released", re.IGNORECASE | re.MULTILINE)
ABOUT = re.compile(r"About [A-Z][^.!?]{1,60}\Z")
OPENING = re.compile(
    r"(?:for immediate release|(?:press|news|media) release|embargoed until).{0,60}", re.I
)
BYLINE = re.compile(
    r"(?:By|BY|by|Written by|Story by|Words by|From) (?P<who>[A-Z][\w.'’-]+(?:,? (?:and |& )?"
    r"(?:(?:de|van|von|der|la|bin|al|in|for|of|the) )?[A-Z][\w.'’-]*){1,12}|[A-Z]{2,6})"
    r"(?:[,|·] ?[^.!?\n]{0,80})?\Z"
)
FIELD = re.compile(
    r"(?P<name>title|headline|date|author|byline|source|url|link|section|category|tags|keywords"
    r"|publisher|published|updated|slug|language|copyright|id): ?(?P<value>\S.*)\Z",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)\Z")
# "Rain Falls ---- By Ann Lee Staff Reporter of The Paper": a byline glued to the headline
GLUED_BYLINE = re.compile(
    r"(?: @)? -{2,}(?: @)? "
    r"(?=(?:By [A-Z]|This article was \w+ by |A [A-Z].{0,40} (?:News )?Roundup\Z))"
)
# What a wire service writes for the desk: "$Adv 20", "End Adv for Sun Jan 8"
SLUG = re.compile(r"(?:\$?adv ?\d{1,2}|end adv\b.{0,30})\Z", re.IGNORECASE)
SIGNED = re.compile(r"[A-Z][A-Z'-]+(?: (?:[A-Z]\.|[A-Z][A-Z'-]+)){1,3}\Z")
PAGE = re.compile(
    r"(?:page |pg\.? |p\. ?)\d{1,4}(?: ?(?:of|/) ?\d{1,4})?|\d{1,4} ?/ ?\d{1,4}", re.I
)
FOOTNOTE = re.compile(r"\[\d{1,3}\] ?\S")
CAPTIONED = re.compile(
    r".{10,400}?[.!?)\]\"] ?\(?(?:Photograph|Photo|Picture|Image|Credit)s?(?: by|:| courtesy)"
    r"[^.!?]{2,80}\.?\)?"
)
INNER = re.compile(r"[.!?]['\")]* ['\"(]?[A-Z]")  # a paragraph of more than one sentence
CLOSED = re.compile(r"[.!?]['\")]*\Z")
# A line in a list of links: short, and no sentence
LINK = re.compile(r"[^\n]{0,99}[^\n.!?:'\")]")

# A torn sentence has lost its subject: a modal verb, then a bare verb, and a full stop.
TORN = re.compile(
    r"(?:Will|Would|Can|Could|May|Might|Shall|Should|Must|Won't|Can't|Cannot|Wouldn't|Couldn't|Shouldn't)"
    r"(?: (?:not|also|never|soon|then|only|still|always|likely|probably|now))*"
    rf" (?:{'|'.join(_LISTS['bare'])})\b[^?]*\Z"
)
AROUND = "words a page adds around an article"


class Rule(NamedTuple):
    """What is no part of an article: a name for ``keep``, why, how it is seen, and where."""

    name: str
    why: str
    reads: Callable[[str], object]
    place: str = ""  # "top", "end", "edge" (one of both), "job" (behind a byline), "release"
    rest: str = ""  # "links": short lines behind go too; "all": all that stands behind


def _metadata(pattern: re.Pattern) -> Callable[[str], bool]:
    return lambda text: len(text) <= LONGEST_METADATA and bool(pattern.match(text))


def signed(text: str) -> bool:
    """Tell whether a line at the end of a text is its author's name in capitals: ``JULIE CART``."""
    return bool(SIGNED.match(text)) and text.split()[0].capitalize() in names.GIVEN


A_LINE = "A line of metadata, not a sentence."
PARAGRAPHS = (
    Rule("furniture", "A list of links.", LINKS.fullmatch, rest="links"),
    Rule("furniture", f"{AROUND.capitalize()}.", LINES.fullmatch),
    Rule(
        "furniture",
        f"{AROUND.capitalize()}.",
        lambda text: not INNER.search(text) and _boilerplate(text),
    ),
    Rule("page", "A page's number.", PAGE.fullmatch),
    Rule("credit", "Whose picture or story it is.", CREDIT.fullmatch),
    Rule("credit", "A picture's caption.", CAPTIONED.fullmatch),
    Rule("release", "What a release is headed by.", OPENING.fullmatch, "top"),
    Rule("release", "Behind the end of a release.", RELEASE.fullmatch, "release", "all"),
    Rule("date", A_LINE, dates.line),
    Rule("byline", A_LINE, _metadata(BYLINE), "edge"),
    Rule("byline", A_LINE, dates.signed, "edge"),
    Rule("byline", "The author's name under the text.", signed, "end"),
    Rule("field", A_LINE, _metadata(FIELD), "edge"),
    Rule("field", A_LINE, SLUG.fullmatch, "edge"),
    Rule("address", A_LINE, ADDRESS.match, "edge"),
    Rule("byline", A_LINE, JOB.fullmatch, "job"),
    Rule("release", "About the sender of a release.", ABOUT.match, "release", "all"),
    Rule("footnote", "A note under the text.", FOOTNOTE.match, "end"),
)
ROW = Rule("table", "A row of a table, not a sentence.", bool)
HEAD = Rule("page", "A running head.", bool)
SENTENCES = (
    Rule("address", "an address, not a sentence", ADDRESS.match),
    Rule("credit", "whose picture or story it is", CREDIT.fullmatch),
    Rule("furniture", AROUND, lambda text: _boilerplate(text)),
    Rule("torn", "a torn sentence: a modal verb without a subject",
         lambda text: len(text.split()) <= MOST_TORN_WORDS and TORN.match(text)),
)  # fmt: skip
# Rules that are no pattern of one line.
OTHERS = ("archive", "lines", "metadata", "dateline", "heading", "table")
NAMES = frozenset({rule.name for rule in (*PARAGRAPHS, *SENTENCES)} | set(OTHERS))
# Where nothing but these is left, they are what the text is about.
OPINION = frozenset({"furniture", "credit", "release", "page", "footnote", "table", "heading"})


def _boilerplate(text: str) -> bool:
    caption = len(text.split()) <= MOST_CAPTION_WORDS and CAPTION.match(text)
    return bool(caption or (len(text) <= LONGEST_BOILERPLATE and BOILERPLATE.match(text)))


def _alone(text: str) -> bool:
    """Tell boilerplate that is a paragraph of its own."""
    return not INNER.search(text) and _boilerplate(text)


def residue(text: str, keep: frozenset[str] = frozenset()) -> Rule | None:
    """Return the rule by which a sentence, outside quotation marks, is no part of the article."""
    return _first(SENTENCES, text, keep)


@dataclass
class Sifted:
    """What is left of the paragraphs, and what was found on the way.

    Attributes
    ----------
    kept : list of tuple
        The paragraphs left.
    off : list of tuple
        Rule's name, start, end and why of what was taken off.
    dates : list of str
        The lines that tell a date.
    fields : dict
        ``title`` and others that lines tell.
    glued : bool
        Whether the first paragraph had metadata glued to it, so that it is a headline.
    """

    kept: list[tuple[int, int]] = field(default_factory=list)
    off: list[tuple[str, int, int, str]] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    glued: bool = False

    def take(self, name: str, start: int, end: int, why: str) -> None:
        """Note what is taken off."""
        self.off.append((name, start, end, why))


def sift(
    straight: str, blocks: list[tuple[int, int]], *, keep: frozenset[str] = frozenset()
) -> Sifted:
    """Take off the paragraphs, and the beginnings of paragraphs, that are no part of the article.

    Parameters
    ----------
    straight : str
        The text with straight quotation marks.
    blocks : list of tuple
        Start and end of each paragraph.
    keep : set of str
        Names of rules that do not hold for this text.
    """
    found = Sifted()
    texts = [straight[start:end] for start, end in blocks]
    released = bool(len(blocks) > 1 and RELEASED.search(straight))
    whole = {} if len(blocks) < 2 else _rows(texts, keep)
    behind: Rule | None = None
    for number, (start, end) in enumerate(blocks):
        top = number - len(found.off) < TOP and len(found.kept) < TOP
        last = number >= max(2, len(blocks) - TAIL) or (released and number > 2)
        if behind and (behind.rest == "all" or LINK.fullmatch(texts[number])):
            found.take(behind.name, start, end, "Behind what ends the article.")
            continue
        behind = None
        if top:
            start, end = _trimmed(straight, start, end, found, keep)
        text = straight[start:end]
        rule = whole.get(number)
        if rule is None and len(blocks) > 1:
            places = {"", *("top", "edge") * top, *("end", "edge") * last}
            places |= {"job"} if found.off and found.off[-1][0] == "byline" else set()
            places |= {"release"} if released and last else set()
            rule = _first(PARAGRAPHS, text, keep, places)
        if rule is None:
            found.kept.append((start, end))
            continue
        _told(rule, text, found)
        found.take(rule.name, start, end, rule.why)
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


def _told(rule: Rule, text: str, found: Sifted) -> None:
    """Keep what a line of metadata tells."""
    if rule.name in ("date", "byline", "field", "page"):
        found.dates.append(text)
        found.glued = False
    if rule.name == "field" and (match := FIELD.match(text)):
        found.fields.setdefault(match["name"].lower().replace("headline", "title"), match["value"])


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
        found.take(name, start, start + len(what), why)
        found.dates.append(what)
        found.glued = found.glued or (name == "metadata" and not found.kept)
        start += length
    text = straight[start:end]
    match = GLUED_BYLINE.search(text)
    if match and not found.kept and "\n" not in text and "byline" not in keep:
        what = text[match.start() :].strip(" -@")
        found.take("byline", end - len(what), end, "Glued to the headline.")
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
        if (
            count
            and "table" not in keep
            and cells[number : number + FEWEST_ROWS] == [count] * FEWEST_ROWS
        ):
            found.update(dict.fromkeys(range(number, number + FEWEST_ROWS), ROW))
    return found
