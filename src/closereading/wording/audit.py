"""A source audit: who is heard, who is only talked about, and what has no source."""

import re
from collections.abc import Iterator

import pandas as pd

from closereading.article import Article
from closereading.reading import names
from closereading.voices import NARRATION, naming
from closereading.wording import places
from closereading.wording.judging import judged
from closereading.wording.places import WORDS, Line, Place, by_line, lines, rule

NAMED, UNNAMED, NOT_HEARD, MINDS, ACCUSED, CLAIM = (
    "heard", "heard, unnamed", "not heard", "minds", "accused", "no source",
)  # fmt: skip
SUPERLATIVE = "a superlative that values"
ROLE = re.compile(naming.ROLE, re.IGNORECASE)


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
    return places.table(audited(article), "kind", "name", "detail", "times")


@places.kept
def audited(article: Article) -> list[Place]:
    """Find sources and gaps."""
    text = lines(article)
    people = [row for row in article.cast.itertuples(index=False) if row.name]
    found = [*_people(people, text), *_accused(people, text), *_claims(article, text)]
    return places.in_order([*found, *_unnamed(article), *_minds(text)])


def known(row) -> set[str]:
    """Return the names a row of the cast goes by, surnames among them."""
    told = {row.name, *filter(None, row.also.split("; "))}
    return told | {name.split()[-1] for name in told}


def _row(line: Line, span: tuple[int, int], kind: str, name="", detail="", times=1) -> Place:
    return line.place(*span, kind=kind, name=name, detail=detail, times=times)


@by_line
def _unnamed(line: Line) -> Iterator[Place]:
    if line.voice != NARRATION and line.speaker.lower() in {"", *WORDS["nobody"]}:
        for match in rule("unnamed").finditer(line.text):
            yield _row(line, match.span(), UNNAMED, detail=line.voice)


def _people(people: list, text: tuple[Line, ...]) -> Iterator[Place]:
    by_number = {line.sentence: line for line in text}
    heard = set().union(*(known(row) for row in people if row.heard))
    for row in people:
        line = by_number.get(row.first)
        named = [name for name in known(row) if line and name in line.text]
        if not named:
            continue
        start = line.text.find(max(named, key=len))
        span = start, start + len(max(named, key=len))
        if row.heard:
            yield _row(line, span, NAMED, row.name, row.introduced, row.sentences)
        elif known(row).isdisjoint(heard) and _silent(row, text):
            told = row.silent or row.introduced
            yield _row(line, span, NOT_HEARD, row.name, told, row.mentions)


def _silent(row, text: tuple[Line, ...]) -> bool:
    """Tell somebody who is surely a person, alive, and beside whose name no verb of saying stands.

    A first name alone may be that of somebody who is heard.
    """
    told, name = row.introduced.split(), row.name.split()[-1]
    titled = told and (told[-1].strip(".") in names.TITLES or ROLE.fullmatch(told[-1]))
    full = " " in row.name and row.name.split()[0] in names.GIVEN
    odd = row.kind != "person" or row.name.count(" ") > 2 or rule("odd").search(row.name)
    if odd or not (titled or full):
        return False
    named = re.compile(re.escape(name))
    found = ((line.text, match) for line in text for match in named.finditer(line.text))
    return not any(
        rule("speaks").match(text, match.end()) or rule("spoke").search(text[: match.start()])
        for text, match in found
    )


def _minds(text: tuple[Line, ...]) -> Iterator[Place]:
    """Find what a group hopes or fears, of whom nobody is heard."""
    heard = " ".join(line.text.lower() for line in text if line.voice != NARRATION)
    for line in text:
        if line.voice != NARRATION or line.quotes or line.part != "body":
            continue
        for match in rule("minds").finditer(line.text):
            who = match["who"].lower().split()
            named = who[-1].endswith("'s") or not WORDS["no_group"].isdisjoint(who)
            if not named and who[-1] not in heard:
                yield _row(line, match.span("at"), MINDS, match["who"])


def _accused(people: list, text: tuple[Line, ...]) -> list[Place]:
    found: dict[str, Place] = {}
    denials = [line.text for line in text if rule("denied").search(line.text)]
    accusing = [pattern for _, pattern in places.patterns("accused")]
    for line, match in ((a, one) for a in text for b in accusing for one in b.finditer(a.text)):
        last = names.trim(match["at"]).split()[-1:]
        row = next((row for row in people if last and known(row).issuperset(last)), None)
        if row is not None and row.name not in found:
            told = any(name in denial for denial in denials for name in known(row))
            answer = "heard" if row.heard else row.silent or ("an answer is told" if told else "")
            span = match.span("at")
            found[row.name] = _row(line, span, ACCUSED, row.name, answer, row.mentions)
    return [*found.values()]


def _claims(article: Article, text: tuple[Line, ...]) -> Iterator[Place]:
    """Find superlatives that value, and everybody's opinions, in sentences without a source."""
    own = [line for line in text if line.voice == NARRATION and line.part == "body"]
    own = [line for line in own if not rule("sourced").search(line.text)]
    for word in judged(article):
        strong = word.kind == "superlative" and word.text.lower() not in WORDS["mild"]
        if strong and word.line in own and not rule("somebodys").search(places.before(word)):
            span = word.start - word.line.start, word.end - word.line.start
            yield _row(word.line, span, CLAIM, detail=SUPERLATIVE)
    for line in own:
        for match in rule("opinion").finditer(line.text):
            yield _row(line, match.span(), CLAIM, detail="everybody's opinion")
