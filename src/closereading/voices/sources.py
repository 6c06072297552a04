"""The cast of an article: who is heard, how each is introduced, and who is only talked about."""

import re
from collections import Counter

import pandas as pd

from closereading import lists
from closereading.reading import names, tokens
from closereading.voices import naming

COLUMNS = [
    "name", "also", "kind", "introduced", "heard", "mentions", "words", "quoted", "reported",
    "sentences", "first", "silent",
]  # fmt: skip
PERSON, ORGANISATION, OFFICE = "person", "organisation", "office"
DOCUMENT, UNNAMED = "document", "unnamed"
COURTESY = names.COURTESY | {"Dr", "Dr.", "Prof", "Prof.", "Professor", "Sir"}
TALKED_ABOUT = 2  # mentions from which somebody who says nothing is part of the cast
LONGEST = 12  # words of an introduction
SHORTEST = 3  # letters of a name in capitals

# Of what kind a source without a name is, by its noun; people in the plural are only unnamed
KINDS = (
    (DOCUMENT, re.compile(naming.PAPER, re.IGNORECASE)),
    (ORGANISATION, re.compile(rf"{naming.BODY}|campaign|company|firm", re.IGNORECASE)),
    (OFFICE, re.compile(naming.ROLE, re.IGNORECASE)),
)
ARTICLE = re.compile(r"\A(?:the|an?|some|many|several) ", re.IGNORECASE)
PEOPLE = naming.pattern("people").pattern
PLACED = naming.pattern("placed")
A_PLACE = naming.pattern("a place")
CAMEL = re.compile(r"\b(?!Mc|Mac|De|La|Le|Di|Du|Van|Fitz)\w*[a-z][A-Z]")  # TechCrunch
GEOGRAPHY = frozenset(lists.sections("names.txt")["geography"])
ROLES = naming.pattern("offices").pattern
SILENT = naming.pattern("silent")
SUBJECT = naming.pattern("silent subject")
OF_BODY = naming.pattern("of body")
BEFORE_BODY = naming.pattern("before body")
OF_PERSON = re.compile(r"\A(?: \([^)]*\))?(?:, \d\d\b|,? whose\b|,? (?:his|her) )")
FRONT = naming.pattern("introduced before")
OFFICE_FRONT = naming.pattern("office front")
BEHIND = naming.pattern("introduced behind")
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
    silence = _silence(texts, mentions)
    heard = said.groupby(["speaker", "called"], sort=False)
    rows = [_row(name, own, mentions.get(name, []), texts, everybody) for (name, _), own in heard]
    rows += [
        _row(name, said[:0], places, texts, everybody)
        for name, places in mentions.items()
        if name not in set(said["speaker"])
        and (len(places) >= TALKED_ABOUT or name in silence)
        and _somebody(name, places, texts, everybody)
    ]
    table = pd.DataFrame(rows, columns=["key", *COLUMNS])
    table["silent"] = [silence.get(name, "") for name in table["key"]]
    order = ["heard", "words", "mentions", "first"]
    table = table.sort_values(order, ascending=[False, False, False, True], ignore_index=True)
    return table[COLUMNS]


def _row(
    name: str, own: pd.DataFrame, places: list, texts: dict[int, str], everybody: naming.Cast
) -> dict:
    """Return the row of a source, "" for one without a name, or of somebody not heard."""
    source = "" if name or own.empty else own["source"].iloc[0]
    kind = _kind_of_name(name, places, texts, everybody) if name else _kind(source)
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


def _kind_of_name(name: str, places: list, texts: dict[int, str], everybody: naming.Cast) -> str:
    """Tell a person from an organisation, by the name and by what stands around it."""
    if not everybody.person(name) or " and " in name or CAMEL.search(name):
        return ORGANISATION
    words = name.split()
    if words[0] in names.GIVEN:
        return PERSON
    body, person = _signs(name, places, texts, everybody)
    # "the Broncos", "the Grateful Dead", "according to The Federalist"
    fronts = [texts[row][:start] for row, start, _, _ in places]
    several = len(words) > 1 or name.endswith("s")
    body += sum(f.endswith(" The ") or (several and f.endswith("the ")) for f in fronts)
    return ORGANISATION if body > person else PERSON


def _signs(
    name: str, places: list, texts: dict[int, str], everybody: naming.Cast
) -> tuple[int, int]:
    """Count what says that a name is a body's, and what says that it is a person's."""
    sex = names.gender(name, everybody.votes)
    body, person = int(sex == "it"), int(sex in ("he", "she"))
    # Colorado Avalanche, Slovenian Communists, Slovenia
    body += " " in name and name.split()[0] in names.PLACES | names.PEOPLES
    body += name in naming.COUNTRIES
    for row, start, end, _ in places:
        front, rest = texts[row][:start], texts[row][end:]
        body += bool(BEFORE_BODY.search(front)) + bool(OF_BODY.match(rest))
        titled = (front.split() or [""])[-1] in names.TITLES
        person += bool(OF_PERSON.match(rest)) + titled
    return body, person


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
    for name in heard:
        # A word that only ever begins a sentence: "Unite, the union, said …"
        found[name] = found[name] or [
            (row, match.start(), match.end(), name)
            for row, text in texts.items()
            for match in re.finditer(rf"\b{re.escape(name)}\b", text)
        ]
    return found


def _somebody(name: str, places: list, texts: dict[int, str], everybody: naming.Cast) -> bool:
    """Tell a person or an organisation from a place and from a word with a capital."""
    words = name.split()
    if name in naming.COUNTRIES or name in names.PLACES or name in names.PEOPLES:
        return False
    if name.isupper() and (len(name) < SHORTEST or not name.isalpha()) and name not in ("UN", "EU"):
        return False  # NH, US, F-16
    where = sum(
        bool(PLACED.search(texts[row][:start]) or A_PLACE.match(texts[row][end:]))
        for row, start, end, _ in places
    )
    if 2 * where >= len(places):
        return False
    if words[-1] in GEOGRAPHY:
        return False
    if not everybody.person(name):
        return naming.organisation(name)
    if any(word in names.BODIES for word in words):
        return False
    body, person = _signs(name, places, texts, everybody)
    if words[0] not in names.GIVEN and body > person:
        return True
    short = any(written != name and written == words[-1] for _, _, _, written in places)
    before = (texts[row][:start].split()[-1:] for row, start, _, _ in places)
    titled = any(word and word[0] in names.TITLES for word in before)
    sex = names.gender(name, everybody.votes) in ("he", "she")
    return words[0] in names.GIVEN or titled or sex or (short and len(words) > 1)


def _introduced(places: list, texts: dict[int, str]) -> str:
    """Return what stands with a name at the first mention that has something: before or behind."""
    for row, start, end, _ in places[:3]:
        front, rest = texts[row][:start], texts[row][end:]
        title = TITLE_FRONT.search(front)
        titles = (
            [word for word in title.group().split() if word not in names.NEVER] if title else []
        )
        titled = bool(titles) and titles[-1].strip(".") != "" and not titles[0].islower()
        behind = BEHIND.match(rest)
        # "Dr. Ann Lee, who led the work": a courtesy says less than what follows.
        if behind and not (titled and set(titles) - COURTESY):
            return " ".join(behind["what"].split()[:LONGEST]).strip(" ,")
        if titled:
            return " ".join(titles)
        if before := FRONT.search(front):
            return " ".join(before.group().split()[-LONGEST:]).strip(" ,")
        if office := OFFICE_FRONT.search(front):
            words = office.group().split()
            return " ".join(words[words[0] in names.NEVER :])
    return ""


def _silence(texts: dict[int, str], mentions: dict[str, list]) -> dict[str, str]:
    """Map each name to the words that say it gave no answer."""
    found = {}
    for place, text in texts.items():
        for match in SILENT.finditer(text):
            before = [
                (start, name)
                for name, places in mentions.items()
                for row, start, end, _ in places
                if row == place and SUBJECT.match(text[end : match.start()])
            ]
            if before:
                found[max(before)[1]] = match.group()
    return found
