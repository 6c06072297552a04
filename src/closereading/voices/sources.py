"""The cast of an article: who is heard, how each is introduced, and who is only talked about."""

import re
from collections import Counter

import pandas as pd

from closereading.reading import names, tokens
from closereading.voices import naming

COLUMNS = [
    "name", "also", "kind", "introduced", "heard", "mentions", "words", "quoted", "reported",
    "sentences", "first", "silent",
]  # fmt: skip
PERSON, ORGANISATION, OFFICE = "person", "organisation", "office"
DOCUMENT, UNNAMED = "document", "unnamed"
TALKED_ABOUT = 2  # mentions from which somebody who says nothing is part of the cast
LONGEST = 12  # words of an introduction

# Of what kind a source without a name is, by its noun; people in the plural are only unnamed
KINDS = (
    (DOCUMENT, re.compile(naming.PAPER, re.IGNORECASE)),
    (ORGANISATION, re.compile(rf"{naming.BODY}|campaign|company|firm", re.IGNORECASE)),
    (OFFICE, re.compile(naming.ROLE, re.IGNORECASE)),
)
PEOPLE = r"man|woman|boy|girl|student|volunteer|group|company|network|resident|wife|husband|critic"
PLACED = re.compile(r"\b(?:in|at|near|outside|across|around|into|toward|towards) (?:the )?\Z")
SILENT = re.compile(
    r"\b(?:declin(?:ed|es|ing) (?:to (?:comment|speak|talk|discuss|answer|be interviewed|say)"
    r"|comment|an? (?:\w+ )?request|requests)|refused to (?:comment|speak|answer|be interviewed)"
    r"|(?:did|does|do|had|has|have)(?: not|n't)(?: \w+ly)? (?:respond|repl(?:y|ied)|return"
    r"|answer|comment|responded|returned|commented)"
    r"|(?:could|can)(?: not|n't)(?: immediately)? be reached"
    r"|w(?:as|ere)(?: not|n't) (?:immediately )?(?:available|reachable)|no comment from)\b"
)
# Before a name: "a young Russian, now known as", "the ministry's spokeswoman,"
FRONT = re.compile(
    r"(?:(?<=\W)|\A)(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[A-Z][\w-]*'s?) "
    rf"(?:[\w'&.,-]+ ){{0,6}}?(?:(?:{naming.ROLE}|{PEOPLE})s?,?|(?:now |locally |only )*"
    r"(?:known|called|named|nicknamed|identified)(?: only)?(?: as)?(?: the)?) \Z"
)
BEHIND = re.compile(
    r"\A(?:,|\s\()\s?(?P<what>(?:\d\d?|who|whose|an?|the|one of|[Ff]ormer|president|head|chief"
    r"|director|spokes\w+|chair\w*|[A-Z][\w-]*'s|its|his|her|their)\b[^.;:!?\"\x02()]{0,110}?)"
    r"(?=[,.;)]|\s(?:said|says|told|added)\b|\Z)"
)
TITLE_FRONT = re.compile(r"(?:(?:[A-Z][\w.-]*|of|for|the) ){1,6}\Z")


def cast(article) -> pd.DataFrame:
    """List the sources of an article, and whom it talks about without letting them speak.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        A row a source, those heard first, by words: ``name`` (as given, fullest; what an office, a
        body or a document is called; "" for people without a name), ``also`` (other names used,
        joined by "; "), ``kind`` (person, organisation, office, document, unnamed), ``introduced``
        (what stands with the name where it stands first; the words for people without a name),
        ``heard`` (False: named twice or more and never heard), ``mentions`` (by name, surname
        included), ``words`` (of the sentences given to it), ``quoted`` and ``reported`` (words of
        these by voice), ``sentences``, ``first`` (the sentence of the first mention), ``silent``
        (the words that say it declined to comment or was not reached, or "").
    """
    kept = article.kept
    texts = [tokens.straighten(text) for text in article.plain[kept.index]]
    numbers = kept["sentence"].tolist()
    said = kept[kept["voice"] != "narration"].join(article.speech["source"])
    called = said["source"].map(_called).where(said["speaker"] == "", "")
    written = {tokens.straighten(name): name for name in said["speaker"].unique() if name}
    said = said.assign(speaker=said["speaker"].map(tokens.straighten), called=called)
    everybody = naming.cast("\n".join(texts))
    mentions = _mentions(texts, [*written], everybody)
    rows = [_row(name, said, mentions[name], texts, numbers) for name in written]
    nobody = said[said["speaker"] == ""]
    rows += [_unnamed(source, own) for source, own in nobody.groupby("called", sort=False)]
    rows += [
        _row(name, said, places, texts, numbers)
        for name, places in mentions.items()
        if name not in written
        and len(places) >= TALKED_ABOUT
        and _somebody(name, places, texts, everybody)
    ]
    _silence(rows, texts, mentions)
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["name"] = table["name"].map(lambda name: written.get(name, name))
    order = ["heard", "words", "mentions", "first"]
    return table.sort_values(order, ascending=[False, False, False, True], ignore_index=True)


def _called(source: str) -> str:
    """Return how an unnamed source is called, so that one called twice alike is one source."""
    words = source.split()
    if words and words[0].lower() in ("the", "a", "an", "some", "many", "several"):
        words = words[1:]
    return " ".join(words)


def _unnamed(called: str, own: pd.DataFrame) -> list:
    """Return the row of a source without a name: an office, a document, or people."""
    head = naming.head(called)
    kind = (
        next((kind for kind, word in KINDS if word.fullmatch(head)), UNNAMED) if head else UNNAMED
    )
    words = own["words"].groupby(own["voice"]).sum()
    source = own["source"].iloc[0]
    return [
        "" if kind == UNNAMED else source, "", kind, source if kind == UNNAMED else "", True, 0,
        int(own["words"].sum()), int(words.get("quotation", 0)), int(words.get("reported", 0)),
        len(own), int(own["sentence"].min()), "",
    ]  # fmt: skip


def _mentions(texts: list[str], heard: list[str], everybody: naming.Cast) -> dict[str, list]:
    """Map each name to its mentions: sentence (from 0), start, end, as written."""
    found: dict[str, list] = {name: [] for name in heard}
    for row, text in enumerate(texts):
        for chunk in names.CHUNK.finditer(text):
            bare = names.trim(chunk.group())
            if not bare or not naming.likely(bare, everybody):
                continue
            start = chunk.start() + max(chunk.group().rfind(bare), 0)
            name = naming.name(bare, everybody)
            found.setdefault(name, []).append((row, start, start + len(bare), bare))
    return found


def _somebody(name: str, places: list, texts: list[str], everybody: naming.Cast) -> bool:
    """Tell a person or an organisation from a place and from a word with a capital."""
    words = name.split()
    if name in naming.COUNTRIES or name in names.PLACES or name in names.PEOPLES:
        return False
    where = sum(bool(PLACED.search(texts[row][:start])) for row, start, _, _ in places)
    if 2 * where >= len(places):
        return False
    if not names.person(name):
        return naming.organisation(name)
    if any(word in names.BODIES for word in words):
        return False
    short = any(written != name and written == words[-1] for _, _, _, written in places)
    titled = any(_title(texts[row][:start]) for row, start, _, _ in places)
    sex = names.gender(name, everybody.votes) in ("he", "she")
    return words[0] in names.GIVEN or titled or sex or (short and len(words) > 1)


def _title(front: str) -> bool:
    """Tell whether a title stands right before a name."""
    before = front.rstrip().rsplit(" ", 1)[-1]
    return before in names.TITLES


def _row(name: str, said: pd.DataFrame, places: list, texts: list[str], numbers: list) -> list:
    own = said[said["speaker"] == name]
    words = own["words"].groupby(own["voice"]).sum()
    written = Counter(bare for _, _, _, bare in places)
    fullest = max([name, *written], key=lambda one: (one == name, len(one)))
    first = numbers[places[0][0]] if places else int(own["sentence"].min()) if len(own) else 0
    introduced = _introduced(places, texts)
    also = "; ".join(one for one in written if one != fullest)
    return [
        fullest, also, PERSON if names.person(name) else ORGANISATION, introduced, len(own) > 0,
        len(places), int(own["words"].sum()), int(words.get("quotation", 0)),
        int(words.get("reported", 0)), len(own), int(first), "",
    ]  # fmt: skip


def _introduced(places: list, texts: list[str]) -> str:
    """Return what stands with a name at the first mention that has something: before or behind."""
    for row, start, end, _ in places[:3]:
        front, rest = texts[row][:start], texts[row][end:]
        if behind := BEHIND.match(rest):
            return " ".join(behind["what"].split()[:LONGEST]).strip(" ,")
        if title := TITLE_FRONT.search(front):
            words = [word for word in title.group().split() if word not in names.NEVER]
            if words and words[-1].strip(".") and not words[0].islower():
                return " ".join(words)
        if before := FRONT.search(front):
            return " ".join(before.group().split()[-LONGEST:]).strip(" ,")
    return ""


def _silence(rows: list[list], texts: list[str], mentions: dict[str, list]) -> None:
    """Write beside each name the words that say it gave no answer."""
    by_name = {row[0]: row for row in rows}
    for place, text in enumerate(texts):
        for match in SILENT.finditer(text):
            before = [
                (start, name)
                for name, places in mentions.items()
                if name in by_name
                for row, start, _, _ in places
                if row == place and start < match.start()
            ]
            if before:
                by_name[max(before)[1]][-1] = match.group()
