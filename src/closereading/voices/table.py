"""The table of an article's sentences: who says each, and which are no part of it."""

import re

from closereading.reading import furniture, sentences, tokens
from closereading.reading.layout import Layout
from closereading.voices import assignment, quotations, transcripts
from closereading.voices.assignment import Sentence

ENDS = re.compile(r"[.!?…]\W*\Z")


HEADED = furniture.Rule("heading", "a heading, not a sentence", bool)
LABELLED = furniture.Rule("label", "a speaker's label, or a sound", bool)


def make(
    laid: Layout, *, keep: frozenset[str] = frozenset()
) -> tuple[dict[str, list], list[furniture.Rule | None]]:
    """Split paragraphs into sentences and tell residue and voices.

    Returns the columns of ``Article.sentences``, placed in the original, and two more, ``how``
    a speaker was found and the words for an unnamed one (``source``); and the rule by which each
    sentence is residue.
    """
    plain, straight, places = laid.plain, laid.straight, laid.places
    rows = [
        Sentence(paragraph, start, end)
        for paragraph, (first, last) in enumerate(laid.blocks, start=1)
        for start, end in sentences.within(plain, first, last)
    ]
    marks = quotations.single(tokens.quiet(straight))
    quotes = quotations.find(marks, laid.blocks)
    rules = [
        HEADED
        if row.paragraph - 1 in laid.headings
        else None
        if quotations.over(quotes, row.start, row.end)
        else furniture.residue(straight[row.start : row.end], keep)
        for row in rows
    ]
    if all(rules):
        rules = [None] * len(rows)  # a text of nothing but boilerplate is what it is about
    for row, rule in zip(rows, rules, strict=True):
        row.residue = rule is not None
    assignment.voices(marks, rows, quotes)
    turns = transcripts.turns(straight, laid.blocks)
    for place, row in enumerate(rows):
        turn = transcripts.at(turns, row.start)
        if turn is not None and not row.residue:
            row.voice = assignment.QUOTATION
            row.give(turn.who, turn.how)
            # The label is nobody's words, nor is a sound.
            labelled, row.start = row.start, min(max(row.start, turn.speech), row.end)
            if row.start == row.end or transcripts.SOUND.match(straight[row.start : row.end]):
                row.start, row.residue, rules[place] = labelled, True, LABELLED
        row.speaker = _written(row.speaker, marks, plain)
    starts = [places[row.start] for row in rows]
    ends = [places[row.end - 1] + 1 for row in rows]
    columns = {
        "sentence": list(range(1, len(rows) + 1)),
        "paragraph": [row.paragraph for row in rows],
        "start": starts,
        "end": ends,
        "text": [laid.text[a:b] for a, b in zip(starts, ends, strict=True)],
        "words": [len(tokens.spans(straight[row.start : row.end])) for row in rows],
        "part": [
            "heading"
            if rule is HEADED
            else "headline"
            if laid.headline and row.paragraph == 1
            else "body"
            for row, rule in zip(rows, rules, strict=True)
        ],
    }
    for name in ("voice", "speaker", "residue", "how", "source"):
        columns[name] = [getattr(row, name) for row in rows]
    return columns, rules


def _written(who: str, marks: str, plain: str) -> str:
    """Return a name as the text writes it: its marks curly, if they are."""
    at = marks.find(who) if {"'", '"'} & {*who} else -1
    return plain[at : at + len(who)] if at >= 0 else who


def remarks(columns: dict[str, list], rules: list[furniture.Rule | None]) -> list:
    """Note which sentences are left out, and which were cut because they did not end."""
    notes = []
    after = [*columns["paragraph"][1:], 0]
    told = (columns[name] for name in ("paragraph", "start", "end", "text"))
    for paragraph, start, end, text, rule, following in zip(*told, rules, after, strict=True):
        if rule:
            notes.append((rule.name, start, end, text[:80], f"Left out: {rule.why}."))
        long = end - start >= sentences.LONGEST // 2
        if long and following == paragraph and not ENDS.search(text):
            why = f"Cut: it does not end within {sentences.LONGEST:,} characters."
            notes.append(("long sentence", start, end, f"{end - start:,} characters", why))
    return notes
