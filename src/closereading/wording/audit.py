"""A source audit: who is heard, who is only talked about, and what has no source."""

import re
from collections.abc import Iterator

import pandas as pd

from closereading.article import Article
from closereading.reading import names
from closereading.voices import NARRATION
from closereading.wording.judging import judged
from closereading.wording.places import (
    WORDS,
    Line,
    Place,
    by_line,
    in_order,
    kept,
    lines,
    patterns,
    rule,
    table,
)  # fmt: skip

NAMED, UNNAMED, NOT_HEARD, MINDS, ACCUSED, CLAIM = (
    "heard", "heard, unnamed", "not heard", "minds", "accused", "no source",
)  # fmt: skip
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
    return table(audited(article), "kind", "name", "detail", "times")


@kept
def audited(article: Article) -> list[Place]:
    """Find sources and gaps."""
    text = lines(article)
    people = [row for row in article.cast.itertuples(index=False) if row.name]
    found = [*_people(people, text), *_accused(people, text), *_claims(article, text)]
    return in_order([*found, *_unnamed(article), *_minds(text)])


def known(row) -> set[str]:
    """Return the names a row of the cast goes by, surnames among them."""
    told = {row.name, *filter(None, row.also.split("; "))}
    return told | {name.split()[-1] for name in told}


@by_line
def _unnamed(line: Line) -> Iterator[Place]:
    if line.voice != NARRATION and line.speaker.lower() in {"", *WORDS["nobody"]}:
        for match in rule("unnamed").finditer(line.text):
            yield line.place(*match.span(), kind=UNNAMED, name="", detail=line.voice, times=1)


def _people(people: list, text: tuple[Line, ...]) -> Iterator[Place]:
    by_number = {line.sentence: line for line in text}
    heard = set().union(*(known(row) for row in people if row.heard))
    for row in people:
        line = by_number.get(row.first)
        named = max(
            (name for name in known(row) if line and name in line.text), key=len, default=""
        )
        silent = not row.heard and known(row).isdisjoint(heard) and _silent(row, text)
        if named and (row.heard or silent):
            start = line.text.find(named)
            told = (NAMED, row.introduced, row.sentences) if row.heard else (
                NOT_HEARD, row.silent or row.introduced, row.mentions,
            )  # fmt: skip
            more = dict(zip(("kind", "detail", "times"), told, strict=True))
            yield line.place(start, start + len(named), name=row.name, **more)


def _silent(row, text: tuple[Line, ...]) -> bool:
    """Tell somebody who is surely a person, and beside whose name no verb of saying stands."""
    told, name = row.introduced.split(), row.name.split()[-1]
    titled = told and told[-1].strip(".") in names.TITLES
    if row.kind != "person" or row.name.count(" ") > 2 or rule("odd").search(row.name):
        return False
    if not (titled or row.name.split()[0] in names.GIVEN):
        return False
    return not any(
        rule("speaks").match(line.text, match.end())
        or rule("spoke").search(line.text[max(0, match.start() - REACH) : match.start()])
        for line in text
        for match in re.finditer(re.escape(name), line.text)
    )


def _minds(text: tuple[Line, ...]) -> Iterator[Place]:
    """Find what a group hopes or fears, of whom nobody is heard."""
    heard = " ".join(line.text.lower() for line in text if line.voice != NARRATION)
    for line in text:
        if line.voice != NARRATION or line.quotes or line.part != "body":
            continue
        for match in rule("minds").finditer(line.text):
            who = match["who"].lower().split()
            named = who[-1].endswith("'s") or not WORDS["no_group"].isdisjoint((who[0], who[-1]))
            if not named and who[-1] not in heard:
                place = line.place(
                    *match.span("at"), kind=MINDS, name=match["who"], detail="", times=1
                )
                yield place


def _accused(people: list, text: tuple[Line, ...]) -> list[Place]:
    found: dict[str, Place] = {}
    denials = [line.text for line in text if rule("denied").search(line.text)]
    for line in text:
        for _, pattern in patterns("accused"):
            for match in pattern.finditer(line.text):
                last = names.trim(match["at"]).split()[-1:]
                row = next((row for row in people if last and known(row).issuperset(last)), None)
                if row is None or row.name in found:
                    continue
                told = any(name in denial for denial in denials for name in known(row))
                answer = (
                    "heard" if row.heard else row.silent or ("an answer is told" if told else "")
                )
                found[row.name] = line.place(
                    *match.span("at"),
                    kind=ACCUSED,
                    name=row.name,
                    detail=answer,
                    times=row.mentions,
                )
    return list(found.values())


def _claims(article: Article, text: tuple[Line, ...]) -> Iterator[Place]:
    """Find superlatives that value, and everybody's opinions, in sentences without a source."""
    own = [line for line in text if line.voice == NARRATION and line.part == "body"]
    own = {line.sentence: line for line in own if not rule("sourced").search(line.text)}
    told = {"kind": CLAIM, "name": "", "times": 1}
    for word in judged(article):
        strong = word.kind == "superlative" and word.text.lower() not in WORDS["mild"]
        if strong and (line := own.get(word.sentence)):
            place = word.start - line.start, word.end - line.start
            yield line.place(*place, detail="a superlative that values", **told)
    for line in own.values():
        for match in rule("opinion").finditer(line.text):
            yield line.place(*match.span(), detail="everybody's opinion", **told)
