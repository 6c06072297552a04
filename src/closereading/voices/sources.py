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
ARTICLE = re.compile(r"\A(?:the|an?|some|many|several) ", re.IGNORECASE)
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
    plain = map(tokens.straighten, article.plain[kept.index])
    texts = dict(zip(kept["sentence"], plain, strict=True))
    said = kept[kept["voice"] != "narration"].join(article.speech["source"])
    said = said.assign(
        written=said["speaker"],
        speaker=said["speaker"].map(tokens.straighten),
        called=said["source"].str.replace(ARTICLE, "", regex=True).where(said["speaker"] == "", ""),
    )
    everybody = naming.cast("\n".join(texts.values()))
    mentions = _mentions(texts, [name for name in said["speaker"].unique() if name], everybody)
    heard = said.groupby(["speaker", "called"], sort=False)
    rows = [_row(name, own, mentions.get(name, []), texts, everybody) for (name, _), own in heard]
    rows += [
        _row(name, said[:0], places, texts, everybody)
        for name, places in mentions.items()
        if name not in set(said["speaker"])
        and len(places) >= TALKED_ABOUT
        and _somebody(name, places, texts, everybody)
    ]
    silence = _silence(texts, mentions, {row["key"] for row in rows})
    table = pd.DataFrame(rows, columns=["key", *COLUMNS])
    table["silent"] = [silence.get(name, "") for name in table["key"]]
    order = ["heard", "words", "mentions", "first"]
    table = table.sort_values(order, ascending=[False, False, False, True], ignore_index=True)
    return table[COLUMNS]


def _row(name: str, own: pd.DataFrame, places: list, texts: dict[int, str], everybody) -> dict:
    """Return the row of a source, "" for one without a name, or of somebody not heard."""
    source = "" if name or own.empty else own["source"].iloc[0]
    kind = PERSON if everybody.person(name) else ORGANISATION if name else _kind(source)
    words = own.groupby("voice")["words"].sum()
    written = Counter(bare for _, _, _, bare in places)
    fullest = max([name, *written], key=lambda one: (one == name, len(one)))
    introduced = _introduced(places, texts) if name else source if kind == UNNAMED else ""
    as_given = own["written"].iloc[0] if name and len(own) else fullest
    return {
        "key": name,
        "name": as_given or ("" if kind == UNNAMED else source),
        "also": "; ".join(one for one in written if one != fullest),
        "kind": kind,
        "introduced": introduced,
        "heard": not own.empty,
        "mentions": len(places),
        "words": int(words.sum()),
        "quoted": int(words.get("quotation", 0)),
        "reported": int(words.get("reported", 0)),
        "sentences": len(own),
        "first": places[0][0] if places else int(own["sentence"].min()),
    }


def _kind(source: str) -> str:
    """Return of what kind a source without a name is: an office, a document, or people."""
    noun = naming.head(ARTICLE.sub("", source))
    return next((kind for kind, word in KINDS if word.fullmatch(noun)), UNNAMED)


def _mentions(texts: dict[int, str], heard: list[str], everybody: naming.Cast) -> dict[str, list]:
    """Map each name to its mentions: sentence, start, end, as written."""
    found: dict[str, list] = {name: [] for name in heard}
    for row, text in texts.items():
        for one in naming.named(text, everybody):
            found.setdefault(one.name, []).append((row, one.start, one.end, one.bare))
    return found


def _somebody(name: str, places: list, texts: dict[int, str], everybody: naming.Cast) -> bool:
    """Tell a person or an organisation from a place and from a word with a capital."""
    words = name.split()
    if name in naming.COUNTRIES or name in names.PLACES or name in names.PEOPLES:
        return False
    where = sum(bool(PLACED.search(texts[row][:start])) for row, start, _, _ in places)
    if 2 * where >= len(places):
        return False
    if not everybody.person(name):
        return naming.organisation(name)
    if any(word in names.BODIES for word in words):
        return False
    short = any(written != name and written == words[-1] for _, _, _, written in places)
    before = (texts[row][:start].split()[-1:] for row, start, _, _ in places)
    titled = any(word and word[0] in names.TITLES for word in before)
    sex = names.gender(name, everybody.votes) in ("he", "she")
    return words[0] in names.GIVEN or titled or sex or (short and len(words) > 1)


def _introduced(places: list, texts: dict[int, str]) -> str:
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


def _silence(texts: dict[int, str], mentions: dict[str, list], cast: set[str]) -> dict[str, str]:
    """Map each name to the words that say it gave no answer."""
    found = {}
    for place, text in texts.items():
        for match in SILENT.finditer(text):
            before = [
                (start, name)
                for name in cast
                for row, start, _, _ in mentions.get(name, [])
                if row == place and start < match.start()
            ]
            if before:
                found[max(before)[1]] = match.group()
    return found
