"""A source audit: who is heard, who is only talked about, and what has no source."""

import re

import pandas as pd

from closereading import voices
from closereading.article import Article
from closereading.reading import names
from closereading.voices import NARRATION, verbs
from closereading.wording.judging import judgements
from closereading.wording.places import LISTS, Found, Line, lines, patterns, table

NAMED, UNNAMED, NOT_HEARD, MINDS, ACCUSED, CLAIM = (
    "heard", "heard, unnamed", "not heard", "minds", "accused", "no source",
)  # fmt: skip

# Beside a name: "Ann Lee, a nurse, later said", "Ann Lee's remarks"; "…,” said the nurse Ann Lee"
SPEAKS = re.compile(
    rf"(?:,[^,]{{1,60}},)?(?:[\s,-]+\w+){{0,2}}[\s,-]+{verbs.VERB.pattern}|: "
    r"|'s (?:words|statement|remarks?|tweets?|comments?|speech)\b"
)
SPOKE = re.compile(rf"[,\"'] {verbs.VERB.pattern} (?:\w+ ){{0,3}}\Z")
ODD = re.compile(r"[A-Z]{2}|(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!Le)[a-z][A-Z]")  # UConn, no person
REACH = 60  # characters before a name


def sources(article: Article) -> pd.DataFrame:
    """Audit the sources of an article.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        A row a source or a gap: ``sentence``, ``start``, ``end`` (of its first place), ``text``,
        ``voice``, ``speaker``, ``kind`` (heard; heard, unnamed; not heard: a person named twice or
        more; minds: what several hope or fear, of whom nobody is heard; accused; no source: a
        strong claim of the author's), ``name``, ``detail`` (how introduced; whether somebody
        accused answers; the rule that chose a claim) and ``times`` (sentences given to a source,
        mentions of who is not heard). Candidates: the places decide.
    """
    text, cast = lines(article), voices.cast(article)
    people = [row for row in cast.itertuples(index=False) if row.name]
    found = [*_people(people, text), *_accused(people, text), *_claims(article, text)]
    for line in text:
        nobody = line.speaker.lower() in ("", *LISTS["nobody"])
        if line.voice != NARRATION and nobody:
            for match in pattern("unnamed").finditer(line.text):
                found.append(Found(line, *match.span(), (UNNAMED, "", line.voice, 1)))
        elif line.voice == NARRATION and not line.quotes and line.part == "body":
            found += _minds(line, text)
    return table(article, found, ("kind", "name", "detail", "times"))


def pattern(name: str) -> re.Pattern:
    """Return a pattern of the section on sources."""
    return dict(patterns("source"))[name]


def known(row) -> set[str]:
    """Return the names a row of the cast goes by, surnames among them."""
    told = {row.name, *filter(None, row.also.split("; "))}
    return told | {name.split()[-1] for name in told}


def _people(people: list, text: tuple[Line, ...]) -> list[Found]:
    by_number = {line.sentence: line for line in text}
    heard = set().union(*(known(row) for row in people if row.heard))
    found = []
    for row in people:
        line = by_number.get(row.first)
        named = sorted(filter(lambda name: line and name in line.text, known(row)), key=len)
        if not named:
            continue
        start, end = line.text.find(named[-1]), line.text.find(named[-1]) + len(named[-1])
        if row.heard:
            found.append(Found(line, start, end, (NAMED, row.name, row.introduced, row.sentences)))
        elif not known(row) & heard and _silent(row, text):
            told = row.silent or row.introduced
            found.append(Found(line, start, end, (NOT_HEARD, row.name, told, row.mentions)))
    return found


def _silent(row, text: tuple[Line, ...]) -> bool:
    """Tell somebody who is surely a person, and beside whose name no verb of saying stands."""
    told, name = row.introduced.split(), row.name.split()[-1]
    titled = told and told[-1].strip(".") in names.TITLES
    if row.kind != "person" or row.name.count(" ") > 2 or ODD.search(row.name):
        return False
    if not (titled or row.name.split()[0] in names.GIVEN):
        return False
    places = (
        (line.text, match) for line in text for match in re.finditer(re.escape(name), line.text)
    )
    return not any(
        SPEAKS.match(told, match.end()) or SPOKE.search(told[: match.start()][-REACH:])
        for told, match in places
    )


def _minds(line: Line, text: tuple[Line, ...]) -> list[Found]:
    """Find what a group hopes or fears, of whom nobody is heard."""
    found = []
    for match in pattern("minds").finditer(line.text):
        who = match["who"].lower().split()
        named = who[-1].endswith("'s") or not {who[0], who[-1]}.isdisjoint(LISTS["no_group"])
        heard = any(one.voice != NARRATION and who[-1] in one.text.lower() for one in text)
        if not named and not heard:
            found.append(Found(line, *match.span("at"), (MINDS, match["who"], "", 1)))
    return found


def _accused(people: list, text: tuple[Line, ...]) -> list[Found]:
    accusing = [one for name, one in patterns("source") if name == "accused"]
    found: dict[str, Found] = {}
    for line in text:
        for match in (match for one in accusing for match in one.finditer(line.text)):
            last = names.trim(match["at"]).split()[-1:]
            row = next((row for row in people if known(row).issuperset(last) and last), None)
            if row is None or row.name in found:
                continue
            denials = (one.text for one in text if pattern("denied").search(one.text))
            told = any(name in denial for denial in denials for name in known(row))
            answer = "heard" if row.heard else row.silent or ("an answer is told" if told else "")
            more = (ACCUSED, row.name, answer, row.mentions)
            found[row.name] = Found(line, *match.span("at"), more)
    return list(found.values())


def _claims(article: Article, text: tuple[Line, ...]) -> list[Found]:
    """Find superlatives that value, and everybody's opinions, in sentences without a source."""
    own = [line for line in text if line.voice == NARRATION and line.part == "body"]
    own = {line.sentence: line for line in own if not pattern("sourced").search(line.text)}
    found = []
    for row in judgements(article).itertuples(index=False):
        strong = row.kind == "superlative" and row.text.lower() not in LISTS["mild"]
        if strong and row.sentence in own:
            line = own[row.sentence]
            more = (CLAIM, "", "a superlative that values", 1)
            found.append(Found(line, row.start - line.start, row.end - line.start, more))
    for line in own.values():
        for match in pattern("opinion").finditer(line.text):
            found.append(Found(line, *match.span(), (CLAIM, "", "everybody's opinion", 1)))
    return found
