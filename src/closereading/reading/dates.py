"""Dates as news prints them: which line is one, which day it is, and whose day."""

import datetime
import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"
_ISO = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_LONG = (
    rf"(?:{_DAY}[ -](?:of )?{MONTH},?[ -]\d{{4}}|{MONTH} {_DAY},? (?:{_WEEKDAY},? )?\d{{4}}"
    rf"|\d{{4}} {MONTH} {_DAY})"
)
_SHORT = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_WORD = (
    r"(?:(?:first |last |original(?:ly)? )?(?:date|dated|published|posted|updated|modified|created"
    r"|publication date|load-?date|issue date|release date|released|issued|filed)"
    r"(?: on| at)?:? )"
)
_CLOCK = (
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:GMT|UTC|BST|CET|E[SD]?T|P[SD]?T))?)?"
)
_ANY = rf"(?:{_ISO}|(?:{_WEEKDAY},? )?{_LONG}|{_SHORT})"
DATE = re.compile(rf"(?<!\d)(?:{_ISO}|{_LONG}|{_SHORT})(?!\d)", re.IGNORECASE)
# A date glued to the front of what follows: "date 2023-12-14 Frustrated by …".
GLUED = re.compile(
    rf"(?:{_WORD}{_ANY}{_CLOCK}|{_ISO}|{_ANY}{_CLOCK} ?[|·•–—:-])[\s|·•–—:-]*"
    r"(?=[\"'“‘A-Z\d])(?!\d{1,2}[:.]\d{2})",
    re.IGNORECASE,
)
GLUED_NEXT = re.compile(r"[\"'“‘]?[A-Z\d]")
# What else stands on a line that is only a date: "Updated 9:12 AM EST, Thu December 14, 2023".
CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?|\b)|\b\d{1,2} ?[ap]\.?m\b\.?", re.IGNORECASE
)
HOUR = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b|\d\d (?:GMT|UTC|BST)")
AROUND = re.compile(
    rf"{_WEEKDAY}|\b[ap]\.?m\b\.?"
    r"|\b(?:GMT|UTC|BST|CES?T|IST|AE[SD]T|JST|SGT|HKT|[ECMP][SD]?T|UK|Z)\b|\b(?:local|UK) time\b"
    r"|\b(?:first|last|originally|publication|published|posted|updated?|dated?|modified|created"
    r"|load|loaded|issued?|filed|released?|online|print|edition|time|on|at|of|this post was)\b"
    r"|[\s,|·•–—:;().-]+",
    re.IGNORECASE,
)
LONGEST_LINE = 90  # characters of a line that is only dates
NAME = re.compile(r"(?:By )?[A-Z][\w'-]+(?: [A-Z][\w.'-]+){1,3}[\s,|·•–—:-]+")
UPDATE = re.compile(r"\b(?:updated?|modified|corrected)\b", re.IGNORECASE)
LOAD = re.compile(r"\bload", re.IGNORECASE)
UNSURE = "Day or month first cannot be told; say which with --date."


# "KYIV, Ukraine (AP) — ", "WASHINGTON, Dec 14 (Reuters) - ", "LONDON--(BUSINESS WIRE)--"
_DAY = rf"(?:, (?:{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?))?"
_UP = "[A-ZÀ-ÖØ-Þ]"
_PLACE = rf"{_UP}{{2}}[A-ZÀ-ÖØ-Þ.'-]*(?: {_UP}[A-ZÀ-ÖØ-Þ.'-]+){{0,3}}|{_UP}{{3,}}"
_TOWN = rf"{_UP}[\w.'-]+(?: {_UP}[\w.'-]+){{0,2}}"
_AGENCY = r"(?: ?-{0,2} ?\([A-Z][\w .&/]{1,28}\)| ?/[A-Z][\w -]{1,28}/)"
# Initials in capitals that are no town.
_NO_TOWN = r"(?!(?:US|USA|UK|UN|EU|NATO|BBC|CNN|FBI|CIA|WHO|NASA|NBA|NFL|NHL|AI|TV|CEO|COVID)\b)"
DATELINE = re.compile(
    rf"(?:{_NO_TOWN}(?:{_PLACE})(?:, {_UP}[\w. ]{{1,24}}?)?{_DAY}(?:{_AGENCY})?"
    rf"|{_TOWN}(?:, {_UP}[\w. ]{{1,24}}?)?{_DAY}{_AGENCY})"
    rf" ?(?:—|–|--|-) ?(?=[\"'“‘A-ZÀ-ÖØ-Þ\d])"
)


def line(text: str) -> bool:
    """Tell whether a line is only a date or a time: ``Published 14 December 2023, 10:32 GMT``."""
    if len(text) > LONGEST_LINE:
        return False
    rest, found = DATE.subn(" ", text)
    rest = CLOCK.sub(" ", rest)
    return bool(found or HOUR.search(text)) and not AROUND.sub("", rest)


def signed(text: str) -> bool:
    """Tell a line of a name and a date: ``By Tom Aldous | 14 December 2023``."""
    rest, found = DATE.subn(" ", text)
    return bool(found and len(text) <= LONGEST_LINE and NAME.fullmatch(CLOCK.sub(" ", rest)))


def glued(text: str) -> int:
    """Return how many characters of metadata stand glued to the front of a text."""
    match = GLUED.match(text)
    return match.end() if match and GLUED_NEXT.match(text[match.end() :]) else 0


def iso(text: str) -> str:
    """Return the first date in a text as YYYY-MM-DD, or "" when none is certain."""
    match = DATE.search(text)
    if not match:
        return ""
    found = match.group()
    first, second, *rest = (int(number) for number in re.findall(r"\d+", found))
    named = re.search(MONTH, found, re.IGNORECASE)
    if named:
        month = MONTHS.index(named.group()[:3].lower()) + 1
        year, day = max(first, second), min(first, second)
    elif first > 31:
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


def unsure(text: str) -> bool:
    """Tell a date whose day and month cannot be told apart."""
    match = DATE.search(text)
    return bool(match) and not iso(text) and re.fullmatch(_SHORT, match.group()) is not None


def best(texts: list[str]) -> str:
    """Return the date that counts: of publication before of an update, of loading last."""
    told = [(bool(LOAD.search(text)), bool(UPDATE.search(text)), iso(text)) for text in texts]
    return min(
        ((*rank, day) for *rank, day in told if day), key=lambda row: row[:2], default=("",)
    )[-1]
