"""Every number and every loose count: how exact it is, its unit, what it counts, its value."""

import re
from collections.abc import Iterator

import pandas as pd

from closereading.article import Article
from closereading.keywords.kinds import DAYS
from closereading.wording import timing
from closereading.wording.places import (
    LISTS,
    WORDS,
    Line,
    Place,
    by_line,
    patterns,
    rule,
    table,
    told,
)

EXACT, ROUNDED, LIMIT, RANGE, VAGUE = "exact", "rounded", "limit", "range", "vague"
NUMERALS = WORDS["number"] | WORDS["numeral"]
LONGEST = 5  # words of what is counted
UNITS = ("share", "money", "duration", "measure")
FOLLOW = ("JJ", "VBN", "VBG", "CD")
DATED = frozenset((*DAYS, "last", "next", "this"))  # "hundreds last week"
WHOSE = ("the", "its", "his", "her", "their", "them")
VALUES = {"one": 1} | dict(zip(LISTS["number"], (*range(2, 20), *range(20, 100, 10)), strict=True))
TIMES, LEAST = ({k: float(n) for k, n in told(name).items()} for name in ("times", "least"))


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
    return table(quantified(article), "exactness", "kind", "counts")


@by_line
def quantified(line: Line) -> Iterator[Place]:
    """Find the numbers of a line and its counts without one."""
    taken = [(start, end) for kind, start, end in timing.spans(line) if kind != timing.DURATION]
    for start, end in taken:
        if re.search(r"\d", line.text[start:end]):
            yield line.place(start, end, exactness=EXACT, kind="date", counts="", phrase="")
    said = {part for word in line.words for part in (word.lower, *word.lower.split("-"))}
    loose = not said.isdisjoint(WORDS["loose"])
    number = re.search(r"\d", line.text) or not said.isdisjoint(NUMERALS)
    for name, pattern in patterns("quantity"):
        for match in pattern.finditer(line.text) if (loose if name == "vague" else number) else ():
            if (told := _told(line, name, match)) is None:
                continue
            exactness, kind, end = told
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                first, last = (end, end) if kind in ("score", "age") else counted(line, end)
                more = {"counts": line.text[first:last], "phrase": line.raw[start:last]}
                yield line.place(start, end, exactness=exactness, kind=kind, **more)


def _told(line: Line, name: str, match: re.Match) -> tuple[str, str, int] | None:
    """Return exactness, kind and end of what a pattern found; None when it counts nothing."""
    if name == "number":
        return _number(line, match)
    if name == "vague":
        first, last = counted(line, match.end())
        money = rule("money").match(line.text, match.end()) or (
            first == last and rule("currency").search(line.text)  # "raking in millions more"
        )
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
    if told["age"] or rule("aged").search(line.text[: match.start("first")]):
        kind = "age"
    if told["first"].lower() in ("one", "a"):
        return None if kind == "count" else (_exactness(match), kind, end)
    plain = rule("plain").fullmatch(told["first"])
    listed = plain and not before.strip() and after.startswith(".")  # "2. The court"
    island = told["first"].istitle() and re.match(r" [A-Z]", after) and before.strip()
    if listed or island or len(told["first"]) > 15 or (plain and told["first"].startswith("0")):
        return None
    if kind == "count" and plain and not (told["hyphen"] or told["rounded"] or told["limit"]):
        if rule("named").search(before) and counted(line, end) == (end, end):
            return None
        if rule("goes_on").match(after) and rule("apposed").search(before):
            return EXACT, "age", end
    if told["joint"] == " and " and not told["between"]:
        return _exactness(match), kind, match.end("first")  # "two and three": two numbers
    if told["second"]:
        score = told["joint"] == "-" and kind == "count" and counted(line, end) == (end, end)
        return (EXACT, "score", end) if score else (RANGE, kind, end)
    return _exactness(match), kind, end


def counted(line: Line, end: int) -> tuple[int, int]:
    """Return where the noun phrase stands that follows a number: "other Russians"."""
    ahead = [word for word in line.words if word.start >= end][: LONGEST + 2]
    if not ahead or line.text[end : ahead[0].start].strip():
        return end, end
    ahead = ahead[ahead[0].lower == "of" :]
    ahead = ahead[bool(ahead) and ahead[0].lower in WHOSE :][:LONGEST]
    last, before = None, None
    for word in ahead:
        apart = before and line.text[before.end : word.start] != " "
        plural = last and before is last and re.search(r"[^s']s\Z", last.lower)
        verb = plural and not word.name and not word.lower.endswith("s")  # "Britons fear"
        if apart or verb or word.lower in DATED:
            break
        if word.tag.startswith("NN") or word.name:
            last = word
        elif not word.tag.startswith(FOLLOW) and word.lower not in ("other", "more", "new"):
            break
        before = word
    return (ahead[0].start, last.end) if last else (end, end)


def value(text: str) -> list[tuple[float, int, int]]:
    """Return the numbers of a straightened text: value, start and end."""
    found = []
    for match in rule("value").finditer(text):
        if match["digits"]:
            number = float(match["digits"].replace(",", ""))
        else:
            number = VALUES[match["word"].lower()] + VALUES.get((match["unit"] or "").lower(), 0)
        found.append((number * TIMES.get((match["large"] or "").lower(), 1), *match.span()))
    return found


def least(text: str) -> float:
    """Return the least that a loose count can mean: "tens or hundreds of thousands", 20,000."""
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if word in LEAST]
    if " of " in text and len(words) > 1:
        return min(LEAST[word] for word in words[:-1]) * LEAST[words[-1]] / 2
    return max((LEAST[word] for word in words), default=0)
