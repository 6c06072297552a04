"""A computed reading: a few short paragraphs on what stands out in how an article is worded.

Each rule tells a sentence or two, or nothing.
"""

import re
from collections.abc import Iterator

import pandas as pd

from closereading import prose
from closereading.article import Article
from closereading.reading import tokens
from closereading.sentiment import weights
from closereading.statement import LIKELY, Statement
from closereading.voices import NARRATION, QUOTATION, REPORTED
from closereading.wording import audit, frequency, headlines, timing
from closereading.wording.counting import VAGUE, least, quantified, value
from closereading.wording.drafts import CAREFUL, LEAST, PRECISION, Paragraph, say
from closereading.wording.frequency import OWN
from closereading.wording.hedging import BOOSTER, HEDGE, hedged
from closereading.wording.judging import MARKS, SAYING, judged
from closereading.wording.passives import undone
from closereading.wording.places import WORDS, Place, before, rule, told

MOST = 6  # paragraphs
FIGURE = "08-places"
SPEAKERS = "speakers"  # sentences that the report has in answers of its own
HIGH, FEWEST = 80, 3  # percentile and places from which a rate is told beside its places
HIGHEST, MANY = 90, 8  # ... and alone
CARRIES, FEWEST_SPOKEN = 0.6, 4  # share of the sentences from which one speaker carries them
ALONE, ALONE_SHARE = 6, 0.35  # sentences of the author's before anybody speaks
TALKED_OF, LONG_AGO = 3, 3  # mentions of somebody who is not heard; years
UNSOURCED = "a superlative, and no source in the sentence"
# A headline's word that colours: of these tags, and of a weight of tone that one word in ten has
COLOURS, COLOURED = ("JJ", "JJR", "JJS", "RB", "VBN", "VBD"), 0.3


def reading(article: Article, *, among: pd.DataFrame | None = None) -> list[Paragraph]:
    """Write what a careful reader would notice in how an article is worded.

    Parameters
    ----------
    article : Article
    among : DataFrame, optional
        Made by ``news.reference``; the news stories that ship without it.

    Returns
    -------
    list of Paragraph
        At most six, what stands out most first; none for a text that is not English. What was not
        found is not written: from silence nothing follows.
    """
    return _written(article, among)


def _written(article: Article, among=None, *, speakers: bool = True) -> list[Paragraph]:
    """Return the paragraphs; who speaks and who does not belongs to the one on sources."""
    if not article.english:
        return []
    rates = {row.key: row for row in frequency.rates(article, among=among).itertuples()}
    made: dict[str, list[Paragraph]] = {kind: [] for kind in PRECISION}
    for said in (said for notice in RULES for said in notice(article, rates)):
        if said.kind != SPEAKERS:
            made[said.kind].append(said)
        elif speakers:
            made["sources"].append(said)
    found = []
    for kind, parts in made.items():
        if parts and PRECISION[kind] >= LEAST:
            parts += [say("caution", kind=kind)] if PRECISION[kind] < CAREFUL else []
            weight = round(max(part.weight for part in parts), 2)
            sentences = tuple(text for part in parts for text in part.sentences)
            places = tuple(place for part in parts for place in part.places)
            found.append(Paragraph(kind, weight, sentences, places))
    return sorted(found, key=lambda one: -one.weight)[:MOST]


def _of(rows: list[Place], **known) -> list[Place]:
    return [row for row in rows if all(getattr(row, key) == known[key] for key in known)]


def _rate(line, kind: str, *, least: int, high: int) -> Iterator[Paragraph]:
    """Say how a rate stands beside the news, when it stands out."""
    if line.percentile >= high and line.count >= least:
        share = prose.percent(line.percentile / 100) if line.percentile <= 99 else "nearly all"
        facts = {"count": line.count, "measure": line.measure, "share": share, "n": line.n}
        yield say("rate", kind=kind, weight=(line.percentile - 50) / 50, **facts)


def _stands(row: Place) -> bool:
    """Tell whether a speaker's name stands in the sentence; who "he" is may be wrong."""
    return bool(row.speaker) and row.speaker.split()[-1] in row.line.text


def _asserted(row: Place) -> bool:
    """Tell whether a place is said of something: not in a question, and not denied."""
    asked = row.line.text.rstrip("\"'").endswith("?")
    return not asked and not rule("denied_before").search(before(row))


def _colours(word: str) -> bool:
    strong = word not in WORDS["mild"] and abs(weights.table()[0].get(word, (0, 0))[0]) >= COLOURED
    return strong and tokens.tag(word).startswith(COLOURS)


def headline(article: Article, rates) -> Iterator[Paragraph]:
    """Tell what the headline has to itself: a word that colours, a number, a fact."""
    for row in headlines.compared(article):
        word = row.text.lower()
        if row.kind == headlines.NUMBER:
            yield say("number", [row], word=row.text)
        elif row.kind == headlines.CLAIM:
            yield say("claim", who=row.nearest, where=row.where)
        elif _colours(word):
            yield say("absent", [row], word=row.text)
            if row.nearest:
                yield say("near", word=row.nearest, where=row.where)


def speakers(article: Article, rates) -> Iterator[Paragraph]:
    """Tell who speaks most, how late the first one speaks, and who has the last word."""
    found, body = audit.audited(article), [*article.body.itertuples()]
    spoken = [row for row in body if row.voice != NARRATION]
    for most in sorted(_of(found, kind=audit.NAMED), key=lambda row: -row.times)[:1]:
        own = [row for row in spoken if row.speaker == most.name]
        others = "|".join(
            re.escape(row.name.split()[-1]) for row in found if row.name not in ("", most.name)
        )
        # A sentence given to somebody that begins with the name of somebody else may be his.
        begins = re.compile(rf"(?:\w+ )?(?:{others or chr(0)})\b(?!['’]s)")
        share, sure = len(own) / len(spoken), not any(begins.match(row.text) for row in own)
        if len(own) >= FEWEST_SPOKEN and share >= CARRIES and sure:
            facts = {"who": most.name, "own": len(own), "all": len(spoken)}
            yield say("carries", [most], weight=0.4 + 0.4 * share, **facts)
    first = body.index(spoken[0]) if spoken else 0
    if first >= max(ALONE, ALONE_SHARE * len(body)):
        yield say("alone", where=spoken[0].sentence)
    last = body[-1:] if len(spoken) >= FEWEST_SPOKEN and body[-1] is spoken[-1] else []
    for who in (row.speaker.split() for row in last):
        said = " ".join(row.text for row in body[-2:] if row.speaker == last[0].speaker)
        if who and who[-1] in said:
            yield say("last_word", who=last[0].speaker)


def silences(article: Article, rates) -> Iterator[Paragraph]:
    """Tell who has one name or none, who is not heard, and what has no source."""
    found = sorted(audit.audited(article), key=lambda row: -getattr(row, "times", 0))
    called = [row for row in _of(found, kind=audit.NAMED) if " " not in row.name]
    if called := [row for row in called if rule("called").search(row.detail)]:
        names = prose.listed([row.name for row in called])
        yield say("one_name", called, who=f"{names} {'is' if len(called) == 1 else 'are'}")
    silent = [row for row in _of(found, kind=audit.NOT_HEARD) if row.times >= TALKED_OF][:2]
    if silent:
        names = prose.listed([f"{row.name} is named {row.times} times" for row in silent])
        end = "is not heard" if len(silent) == 1 else "neither is heard"
        yield say("not_heard", silent, who=names, end=end)
    for key, kind, fewest in (
        ("minds", audit.MINDS, 1), ("unnamed", audit.UNNAMED, 2), ("no_source", audit.CLAIM, 1),
    ):  # fmt: skip
        rows = [row for row in _of(found, kind=kind) if row.detail != audit.SUPERLATIVE]
        if len(rows) >= fewest:
            yield say(key, rows, most=3)


def judging(article: Article, rates) -> Iterator[Paragraph]:
    """Tell the words that judge: the author's own, others', verbs of saying, words in marks."""
    worth: dict[str, Place] = {}
    for row in judged(article):
        if row.text.lower() not in WORDS["mild"] and _asserted(row):
            worth.setdefault(row.text.lower(), row)
    found, words = [*worth.values()], []
    saying, marks = _of(found, kind=SAYING), _of(found, kind=MARKS)
    # A word set apart once is not the writer's anywhere: "mad" of 'mad cow disease'.
    apart = {word for row in marks for word in row.text.lower().split()}
    unsourced = {row.start for row in _of(audit.audited(article), detail=audit.SUPERLATIVE)}
    for row in found:
        if row.kind not in (SAYING, MARKS) and row.text.lower() not in apart:
            # Who a few words in marks are quoted from, in a sentence that reports, is not known.
            sure = row.line.voice == row.voice == QUOTATION and _stands(row)
            more = {"by": row.speaker} if sure else {}
            more |= {"implies": UNSOURCED} if row.start in unsourced else {}
            words.append(Place(**vars(row) | more))
    own = _of(words, voice=NARRATION)
    if own := [row for row in own if not rule("told_of").search(before(row))]:
        yield say("own", own, weight=0.5 if unsourced else None)
        yield from _rate(rates[OWN], "judgements", least=FEWEST, high=HIGH) if own[2:] else ()
    for key, rows in (
        ("quoted", _of(words, voice=QUOTATION)), ("paraphrased", _of(words, voice=REPORTED)),
        ("saying", [row for row in saying if row.voice != QUOTATION]), ("marks", marks),
    ):  # fmt: skip
        if rows:
            yield say(key, rows, most=3)
    yield from _rate(rates["wording_saying"], "judgements", least=MANY, high=HIGHEST)


def amounts(article: Article, rates) -> Iterator[Paragraph]:
    """Tell the largest count if it is the loosest, loose counts and numbers if there are many."""
    found = _of(quantified(article), kind="count")
    given = (row for row in found if row.exactness != VAGUE)
    largest = max((number for row in given for number, *_ in value(row.text)), default=20)
    loose = [row for row in _of(found, exactness=VAGUE) if not row.phrase.endswith(" of")]
    sizes = [least(row.text) for row in loose]
    told = [Place(**vars(row) | {"text": row.phrase}) for row in loose]
    loosest = max(sizes, default=0) > largest
    if loosest:
        row = told[sizes.index(max(sizes))]
        yield say("largest", [row])
        if _stands(row):
            yield say("from", who=row.speaker)
    rate = rates["wording_vague"]
    if len(loose) >= (2 if loosest else FEWEST) and (loosest or rate.percentile >= HIGH):
        yield say("vague", told)
        yield from _rate(rate, "quantities", least=FEWEST, high=HIGH)
    yield from _rate(rates["wording_numbers"], "quantities", least=MANY, high=HIGHEST)


def certainty(article: Article, rates) -> Iterator[Paragraph]:
    """Tell hedges, boosters and negations where there are more than in most news."""
    for kind in (HEDGE, BOOSTER):
        line, rows = rates[f"wording_{kind}s"], _of(hedged(article), kind=kind)
        rows = [*filter(_asserted, rows)]
        if line.percentile >= HIGH and len(rows) >= FEWEST:
            yield say(kind, rows)
            yield from _rate(line, "certainty", least=FEWEST, high=HIGH)
    yield from _rate(rates["wording_negations"], "certainty", least=MANY, high=HIGHEST)


def passives(article: Article, rates) -> Iterator[Paragraph]:
    """Tell what is done and nobody said to have done it, formulas apart."""
    own = [
        row
        for row in _of(undone(article), voice=NARRATION)
        if not rule("formula").search(row.text) and not rule("none_before").search(before(row))
    ]
    if len(own) > 1:
        yield say("agency", own)
        yield from _rate(rates["wording_passives"], "agency", least=FEWEST, high=HIGH)


def dates(article: Article, rates) -> Iterator[Paragraph]:
    """Tell the only date, or the earliest of several."""
    named = _of(timing.timed(article), kind=timing.DATE)  # a day whose year nobody says too
    dated = [row for row in named if row.when]
    if len(dated) == len(named) == 1:
        yield say("only_date", dated)
        if article.date:
            yield say("own_date", date=article.date)
    elif len(dated) > 1:
        first = min(dated, key=lambda row: int(row.when[:4]))
        this = article.date or max(row.when for row in dated)
        if int(this[:4]) - int(first.when[:4]) >= LONG_AGO:
            yield say("earliest", [first])


RULES = (headline, speakers, silences, judging, amounts, certainty, passives, dates)


def statements(article: Article, numbers: dict[str, dict]) -> list[Statement]:
    """Return the reading as statements of the report: the first sentence answers.

    Parameters
    ----------
    article : Article
    numbers : dict
        All numbers of the run; what is said here needs none of them.
    """
    return [
        Statement(
            f"wording.{one.kind}", told("question")[one.kind], one.sentences[0], LIKELY,
            one.weight, tuple(dict.fromkeys(place[0] for place in one.places)), FIGURE,
            " ".join(one.sentences[1:]), told("doubt")[one.kind],
        )
        for one in _written(article, speakers=False)
    ]  # fmt: skip
