"""Markdown and HTML to the text a reader sees, and what the page says of itself."""

import html as entities
import itertools
import re
from html.parser import HTMLParser

from closereading import lists

FRONT = re.compile(r"\A\s*---[ \t]*\r?\n(?P<fields>(?:[^\n]*\n){0,60}?)---[ \t]*(?:\r?\n|\Z)")
FRONT_FIELD = re.compile(r"^(?P<key>[A-Za-z_-]+):[ \t]*(?P<value>[^\r\n]*)\r?$", re.MULTILINE)

_LISTS = lists.sections("markup.txt")
_BLOCKS, _SILENT = frozenset(_LISTS["block"]), frozenset(_LISTS["silent"])
# A pasted page, not an article that mentions a tag.
TAG = re.compile(rf"</?(?:{'|'.join(_LISTS['page'])})\b[^<>]{{0,2000}}>", re.IGNORECASE)
FEWEST_TAGS = 3
PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,99}>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
OPEN = re.compile(r"<(?=[^<>]*(?:<|\Z))")  # of a tag in which another begins
MOST_OPEN = 2000  # each costs the parser a look at all that follows
MOST_PAGE = 2_000_000  # characters trafilatura is given: about four seconds
MOST_ESCAPES = 3  # times a text can have been escaped over


def front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Return the length of the fields between two lines of dashes at a text's beginning, and them.

    Their names are in lower case; without any the length is 0.
    """
    match = FRONT.match(text)
    found = FRONT_FIELD.finditer(match["fields"]) if match else ()
    fields = {field["key"].lower(): field["value"].strip(" \t\"'") for field in found}
    return (match.end(), fields) if fields else (0, {})


def markdown(text: str) -> tuple[str, dict[str, str]]:
    """Take the marks off a Markdown text; return it and the ``title`` and ``date`` it tells."""
    import mistune

    length, fields = front_matter(text)
    read = mistune.create_markdown(escape=False, plugins=["table", "footnotes", "strikethrough"])
    for unshown in ("footnote_ref", "footnotes"):
        read.renderer.register(unshown, lambda *_, **__: "")
    page = read(text[length:])
    about = {key: fields[key] for key in ("title", "date") if fields.get(key)}
    if first := re.search(r"<h1>(.*?)</h1>", page, re.S):
        about.setdefault("title", stripped(first[1])[0].strip())
    return stripped(page)[0], about


class _Reader(HTMLParser):
    """Collects what a browser would show, a blank line between blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces, self.silent, self.title, self.in_title = [], [], "", False

    def handle_starttag(self, tag, attrs):
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag == "title":
            self.in_title = True
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag in ("td", "th"):
            self.pieces.append(" | ")

    def handle_endtag(self, tag):
        if tag in _SILENT:
            while tag in self.silent:  # what was left open inside ends with it
                self.silent.pop()
        elif tag == "title":
            self.in_title = False
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def parse_marked_section(self, i, report=1):
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:  # "<![CDATTA": a section no browser knows, passed over as a comment
            return self.parse_bogus_comment(i)

    def handle_data(self, data):
        if self.in_title:
            self.title += data
        elif not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def _closed(text: str) -> str:
    """Take off the tags that never close and would hide everything behind them."""
    for tag in ("title", *sorted(_SILENT)):
        last = max((match.start() for match in re.finditer(f"</{tag}", text, re.I)), default=0)
        text = text[:last] + re.sub(rf"<{tag}\b[^<>]*>?", " ", text[last:], flags=re.I)
    if sum(1 for _ in OPEN.finditer(text)) > MOST_OPEN:
        text = OPEN.sub("&lt;", text)
    head, opened, tail = text.rpartition("<!--")
    return head + tail if opened and "-->" not in tail else text


def unescaped(text: str) -> str:
    """Read a page's character references (``&amp;``, ``&#8217;``), also those escaped twice."""
    for _ in range(MOST_ESCAPES):
        if not REFERENCE.search(text):
            break
        text = REFERENCE.sub(lambda match: entities.unescape(match.group()), text)
    return text


def stripped(text: str) -> tuple[str, dict[str, str]]:
    """Take the tags off HTML with the standard library alone: for a page pasted into a text."""
    reader = _Reader()
    reader.feed(_closed(text))
    reader.close()
    shown = re.sub(r" {2,}", " ", "".join(reader.pieces))
    plain = re.sub(r"\s*\n\n\s*(?:\| )*", "\n\n", shown).strip()
    title = " ".join(reader.title.split())
    return plain + "\n", {"title": title} if title else {}


def page(text: str) -> tuple[str, dict[str, str], str]:
    """Extract the article from a saved web page.

    trafilatura finds it among menus and advertisements; where it finds nothing, all visible text is
    taken. Returns the text, the page's ``title`` and ``date``, and how it was extracted.
    """
    import trafilatura

    if len(text) > MOST_PAGE:
        return *stripped(text), "all visible text, because it is too long for more"
    try:
        found = trafilatura.bare_extraction(
            text, include_comments=False, include_tables=False, with_metadata=True
        )
        found = found if isinstance(found, dict) or found is None else found.as_dict()
    except Exception:  # whatever a stranger's page does to the extractor, its text can be read
        found = None
    if not found or not (found.get("text") or "").strip():
        return *stripped(text), "all visible text, because no article was found in the page"
    about = {key: found[key] for key in ("title", "date") if found.get(key)}
    # trafilatura puts a line end between paragraphs.
    return re.sub(r"\n+", "\n\n", found["text"]).strip() + "\n", about, "by trafilatura"


def pasted(text: str) -> bool:
    """Tell whether a text is HTML: it has a document type or several tags."""
    found = itertools.islice(TAG.finditer(text), FEWEST_TAGS)
    return bool(PAGE.match(text)) or len(list(found)) == FEWEST_TAGS
