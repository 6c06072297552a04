"""What a page holds beside its article: dates, bylines, datelines, boilerplate, torn sentences.

General rules only; none knows the words of one article.
"""

import datetime
import re

from closereading import lists
from closereading.reading import names

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_LONG = rf"{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}})"
_SHORT = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_DATE = rf"(?:{_ISO}|{_LONG}|{_SHORT})"
_CLOCK = (
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:GMT|UTC|BST|CET|E[SD]?T|P[SD]?T))?)?"
)
_WORD = (
    r"(?:(?:first |last )?(?:date|dated|published|posted|updated|modified|created)(?: on| at)?:? )"
)

DATE = re.compile(_DATE)
# A line that is only a date: "Published 14 December 2023, 10:32 GMT".
DATE_LINE = re.compile(rf"{_WORD}?{_DATE}{_CLOCK}\.?\Z", re.IGNORECASE)
# A date glued to the front of what follows: "date 2023-12-14 Frustrated by …".
GLUED = re.compile(
    rf"(?:{_WORD}{_DATE}{_CLOCK}|{_ISO}|(?:{_LONG}|{_SHORT}){_CLOCK} ?[|·•–—:-])[\s|·•–—:-]*"
    r"(?=[\"'“‘A-Z\d])(?!\d{1,2}[:.]\d{2})",
    re.IGNORECASE,
)
GLUED_NEXT = re.compile(r"[\"'“‘]?[A-Z\d]")
_PERSON = r"[A-Z][\w.'’-]*(?: (?:de|van|von|der|la|bin|al) | )?(?:[A-Z][\w.'’-]*(?: |(?=\W|\Z)))*"
BYLINE = re.compile(
    r"(?:By|BY|by|Written by|Story by|Words by|From) (?P<who>[A-Z][\w.'’-]+(?:,? (?:and |& )?"
    r"(?:(?:de|van|von|der|la|bin|al|in|for|of|the) )?[A-Z][\w.'’-]*){1,12}|[A-Z]{2,6})"
    r"(?:[,|·] ?[^.!?\n]{0,80})?\Z"
)
FIELD = re.compile(
    r"(?:title|headline|date|author|byline|source|url|link|section|category|tags|keywords"
    r"|publisher|published|updated|slug|language|copyright|id): ?(?P<value>\S.*)\Z",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)\Z")
# "Rain Falls ---- By Ann Lee Staff Reporter of The Paper": a byline glued to the headline
CREDIT = re.compile(
    r"(?: @)? -{2,}(?: @)? "
    r"(?=(?:By [A-Z]|This article was \w+ by |A [A-Z].{0,40} (?:News )?Roundup\Z))"
)
# What a wire service writes for the desk: "$Adv 20", "End Adv for Sun Jan 8"
SLUG = re.compile(r"(?:\$?adv ?\d{1,2}|end adv\b.{0,30})\Z", re.IGNORECASE)
SIGNED = re.compile(r"[A-Z][A-Z'-]+(?: (?:[A-Z]\.|[A-Z][A-Z'-]+)){1,3}\Z")
# "KYIV, Ukraine (AP) — ", "WASHINGTON, Dec 14 (Reuters) - ", "LONDON — "
_DAY = rf"(?:, (?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?))?"
_UP = "[A-ZÀ-ÖØ-Þ]"
_PLACE = rf"{_UP}{{2}}[A-ZÀ-ÖØ-Þ.'-]*(?: {_UP}[A-ZÀ-ÖØ-Þ.'-]+){{0,3}}|{_UP}{{3,}}"
_TOWN = rf"{_UP}[\w.'-]+(?: {_UP}[\w.'-]+){{0,2}}"
_AGENCY = r" ?\([A-Z][\w .&/]{1,28}\)"
# Initials in capitals that are no town.
_NO_TOWN = r"(?!(?:US|USA|UK|UN|EU|NATO|BBC|CNN|FBI|CIA|WHO|NASA|NBA|NFL|NHL|AI|TV|CEO|COVID)\b)"
DATELINE = re.compile(
    rf"(?:{_NO_TOWN}(?:{_PLACE})(?:, {_UP}[\w. ]{{1,24}}?)?{_DAY}(?:{_AGENCY})?"
    rf"|{_TOWN}(?:, {_UP}[\w. ]{{1,24}}?)?{_DAY}{_AGENCY})"
    rf" ?(?:—|–|--|-) ?(?=[\"'“‘A-ZÀ-ÖØ-Þ\d])"
)

_LISTS = lists.sections("boilerplate.txt")
BOILERPLATE = re.compile(rf"(?:{'|'.join(_LISTS['sentences'])})", re.IGNORECASE)
CAPTION = re.compile(rf"(?:{'|'.join(_LISTS['short'])})", re.IGNORECASE)
MOST_CAPTION_WORDS = 14  # a caption or a link that goes on longer has a sentence glued to it
LONGEST_BOILERPLATE = 320  # characters; a longer sentence has something to say

# A torn sentence has lost its subject: a modal verb, then a bare verb, and a full stop.
TORN = re.compile(
    r"(?:Will|Would|Can|Could|May|Might|Shall|Should|Must|Won't|Can't|Cannot|Wouldn't|Couldn't|Shouldn't)"
    r"(?: (?:not|also|never|soon|then|only|still|always|likely|probably|now))*"
    rf" (?:{'|'.join(_LISTS['bare'])})\b[^?]*\Z"
)
MOST_TORN_WORDS = 12


def iso(text: str) -> str:
    """Return the first date in a text as YYYY-MM-DD, or "" when none is certain."""
    match = DATE.search(text)
    if not match:
        return ""
    found = match.group()
    first, second, *rest = (int(number) for number in re.findall(r"\d+", found))
    named = re.search(rf"\b{_MONTH}", found, re.IGNORECASE)
    if named:
        month = MONTHS.index(named.group()[:3].lower()) + 1
        year, day = second, first
    elif rest and first > 31:
        year, month, day = first, second, rest[0]
    elif first > 12 or first == second:
        year, month, day = rest[0], second, first
    elif second > 12:
        year, month, day = rest[0], first, second
    else:
        return ""  # 03/04/2023 is March in one country and April in another
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def glued(text: str) -> int:
    """Return how many characters of metadata stand glued to the front of a text."""
    match = GLUED.match(text)
    return match.end() if match and GLUED_NEXT.match(text[match.end() :]) else 0


def dateline(text: str) -> int:
    """Return the length of a dateline at the front of a text: ``KYIV, Ukraine (AP) — ``."""
    match = DATELINE.match(text)
    return match.end() if match else 0


def credit(text: str) -> int:
    """Return where a byline glued to the end of a headline begins; the length when none is."""
    match = CREDIT.search(text)
    return match.start() if match and "\n" not in text else len(text)


def signed(text: str) -> bool:
    """Tell whether a line at the end of a text is its author's name in capitals: ``JULIE CART``."""
    return bool(SIGNED.match(text)) and text.split()[0].capitalize() in names.GIVEN


def line(text: str) -> str:
    """Say what kind of metadata a paragraph is: "date", "byline", "field", "address" or ""."""
    if len(text) > 240:
        return ""
    if DATE_LINE.match(text):
        return "date"
    if BYLINE.match(text):
        return "byline"
    if FIELD.match(text) or SLUG.match(text):
        return "field"
    if ADDRESS.match(text):
        return "address"
    return ""


def residue(text: str) -> str:
    """Say why a sentence is no part of the article, or "" when it is.

    Parameters
    ----------
    text : str
        One sentence, with straight quotes, outside quotation marks.
    """
    caption = len(text.split()) <= MOST_CAPTION_WORDS and CAPTION.match(text)
    if ADDRESS.match(text):
        return "an address, not a sentence"
    if caption or (len(text) <= LONGEST_BOILERPLATE and BOILERPLATE.match(text)):
        return "words a page adds around an article"
    if len(text.split()) <= MOST_TORN_WORDS and TORN.match(text):
        return "a torn sentence: a modal verb without a subject"
    return ""
