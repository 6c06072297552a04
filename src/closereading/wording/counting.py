"""Every number and every loose count: how exact it is, its unit, and what it counts."""

import re

import pandas as pd

from closereading.article import Article
from closereading.keywords.kinds import DAYS
from closereading.wording import timing
from closereading.wording.places import LISTS, Found, Line, lines, patterns, table, whole

EXACT, ROUNDED, LIMIT, RANGE, VAGUE = "exact", "rounded", "limit", "range", "vague"
NUMERALS = frozenset(LISTS["number"] + LISTS["numeral"])
LONGEST = 5  # words of what is counted
UNITS = ("share", "money", "duration", "measure")
PLAIN = re.compile(r"\d{1,4}|[a-z-]+", re.IGNORECASE)
# "Boeing 747", "Flight 800": a name, no number; "Sanders, 74, …": an age
NAMED = re.compile(r"(?:\b\w*[A-Z][\w&-]*|\bNo\.|#) \Z")
AGED = re.compile(r"\baged? \Z")
APPOSED = re.compile(r"[A-Z][\w'-]+, \Z")
GOES_ON = re.compile(r", ?(?:[a-z]|[A-Z]\w+,)|,\Z")
MONEY = re.compile(whole(r" (?:of )?{MONEY}\b"), re.IGNORECASE)
FOLLOW = ("JJ", "VBN", "VBG", "CD")
WHOSE = ("the", "its", "his", "her", "their", "them")


def quantities(article: Article) -> pd.DataFrame:
    """Find every number and every count without one.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        A row an expression: ``sentence``, ``start``, ``end``, ``text`` (with what rounds or bounds
        it: "almost a year"), ``voice``, ``speaker``, ``exactness`` (exact, rounded, limit: up to,
        more than; range; vague: many, dozens), ``kind`` (count, money, share, age, duration,
        measure, score, date), ``counts`` (the words for what is counted, "" if none follow).
    """
    found = [one for line in lines(article) for one in _in_line(line)]
    return table(article, found, ("exactness", "kind", "counts"))


def _in_line(line: Line) -> list[Found]:
    dated = [(start, end) for kind, start, end in timing.spans(line) if kind != timing.DURATION]
    found = [
        Found(line, start, end, (EXACT, "date", ""))
        for start, end in dated
        if re.search(r"\d", line.text[start:end])
    ]
    taken = dated
    said = {part for word in line.words for part in (word.lower, *word.lower.split("-"))}
    loose = not said.isdisjoint(LISTS["loose"])
    number = re.search(r"\d", line.text) or not said.isdisjoint(NUMERALS)
    for name, pattern in patterns("quantity", flags=re.IGNORECASE):
        for match in pattern.finditer(line.text) if (loose if name == "vague" else number) else ():
            told = _told(line, name, match)
            if told is None:
                continue
            exactness, kind, end = told
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                counts = "" if kind in ("score", "age") else counted(line, end)
                found.append(Found(line, start, end, (exactness, kind, counts)))
    return found


def _told(line: Line, name: str, match: re.Match) -> tuple[str, str, int] | None:
    """Return exactness, kind and end of what a pattern found; None when it counts nothing."""
    if name == "number":
        return _number(line, match)
    if name == "vague":
        money = MONEY.match(line.text, match.end())
        return VAGUE, "money" if money else "count", match.end()
    if name == "one":
        tags = {word.start: word.tag for word in line.words}
        noun = tags.get(match.start("next"), "").startswith("NN")
        return (EXACT, "count", match.end()) if noun else None
    return _exactness(match), name, match.end()


def _exactness(match: re.Match) -> str:
    told = match.groupdict()
    if told.get("rounded") or told.get("more") == "so":
        return ROUNDED
    return LIMIT if told.get("limit") or told.get("more") else EXACT


def _number(line: Line, match: re.Match) -> tuple[str, str, int] | None:
    told, end = match.groupdict(), match.end()
    before, after = line.text[: match.start()], line.text[end:]
    kind = next((name for name in UNITS if told[name]), "count")
    kind = "money" if told["currency"] else kind
    if told["age"] or AGED.search(line.text[: match.start("first")]):
        kind = "age"
    if told["first"].lower() in ("one", "a"):
        return None if kind == "count" else (_exactness(match), kind, end)
    plain = PLAIN.fullmatch(told["first"])
    listed = plain and not before.strip() and after.startswith(".")  # "2. The court"
    island = told["first"].istitle() and re.match(r" [A-Z]", after) and before.strip()
    if listed or island or len(told["first"]) > 15 or (plain and told["first"].startswith("0")):
        return None
    if kind == "count" and plain and not (told["hyphen"] or told["rounded"] or told["limit"]):
        if NAMED.search(before) and not counted(line, end):
            return None
        if GOES_ON.match(after) and APPOSED.search(before):
            return EXACT, "age", end
    if told["joint"] == " and " and not told["between"]:
        return _exactness(match), kind, match.end("first")  # "two and three": two numbers
    if told["second"]:
        score = told["joint"] == "-" and kind == "count" and not counted(line, end)
        return (EXACT, "score", end) if score else (RANGE, kind, end)
    return _exactness(match), kind, end


def counted(line: Line, end: int) -> str:
    """Return the noun phrase that follows a number: "other Russians"."""
    words = line.words
    place = next((n for n, word in enumerate(words) if word.start >= end), len(words))
    if place == len(words) or line.text[end : words[place].start].strip():
        return ""
    if words[place].lower == "of":
        whose = place + 1 < len(words) and words[place + 1].lower in WHOSE
        place += 2 if whose else 1
    first, last = place, None
    for place, word in enumerate(words[first : first + LONGEST], first):
        apart = place > first and line.text[words[place - 1].end : word.start] != " "
        if apart or word.lower in DAYS:
            break
        if word.tag.startswith("NN") or word.name:
            last = place
        elif not word.tag.startswith(FOLLOW) and word.lower not in ("other", "more", "new"):
            break
    return "" if last is None else line.text[words[first].start : words[last].end]
