"""The table of an article's sentences: who says each, and which are no part of it."""

import re

import pandas as pd

from closereading.reading import furniture, sentences, tokens
from closereading.voices import assignment, quotations, transcripts
from closereading.voices.assignment import Sentence

COLUMNS = [
    "sentence", "paragraph", "start", "end", "words", "part", "voice", "speaker", "residue", "how",
    "source",
]  # fmt: skip
ENDS = re.compile(r"[.!?…]\W*\Z")


HEADED = furniture.Rule("heading", "a heading, not a sentence", bool)


def make(
    plain: str,
    straight: str,
    blocks,
    *,
    headline: bool,
    headings: set[int] = frozenset(),
    keep: frozenset[str] = frozenset(),
) -> tuple[pd.DataFrame, list[furniture.Rule | None]]:
    """Split paragraphs into sentences and tell residue and voices.

    Returns
    -------
    tuple
        The table, placed in the text for analysis, with two columns more: ``how`` a speaker was
        found and the words for an unnamed one (``source``); and the rule by which each sentence is
        residue.
    """
    rows = [
        Sentence(paragraph, start, end)
        for paragraph, (first, last) in enumerate(blocks, start=1)
        for start, end in sentences.within(plain, first, last)
    ]
    marks = quotations.single(tokens.quiet(straight))
    quotes = quotations.find(marks, blocks)
    rules = [
        HEADED
        if row.paragraph - 1 in headings
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
    turns = transcripts.turns(straight, blocks)
    for row in rows:
        turn = transcripts.at(turns, row.start)
        if turn is not None and not row.residue:
            row.voice = assignment.QUOTATION
            row.give(turn.who, turn.how)
        row.speaker = _written(row.speaker, marks, plain)
    table = pd.DataFrame(rows).assign(
        sentence=range(1, len(rows) + 1),
        words=[len(tokens.spans(straight[row.start : row.end])) for row in rows],
        part=[
            "heading"
            if rule is HEADED
            else "headline"
            if headline and row.paragraph == 1
            else "body"
            for row, rule in zip(rows, rules, strict=True)
        ],
    )
    return table[COLUMNS], rules


def _written(who: str, marks: str, plain: str) -> str:
    """Return a name as the text writes it: its marks curly, if they are."""
    at = marks.find(who) if {"'", '"'} & {*who} else -1
    return plain[at : at + len(who)] if at >= 0 else who


def placed(rows: pd.DataFrame, text: str, places) -> pd.DataFrame:
    """Return the table placed in the original, with the sentences' texts."""
    starts = [places[start] for start in rows["start"]]
    ends = [places[end - 1] + 1 for end in rows["end"]]
    rows = rows.assign(start=starts, end=ends)
    rows.insert(4, "text", [text[a:b] for a, b in zip(starts, ends, strict=True)])
    return rows


def remarks(rows: pd.DataFrame, rules: list[furniture.Rule | None]) -> list:
    """Note which sentences are left out, and which were cut because they did not end."""
    notes = []
    paragraphs = [*rows["paragraph"], 0]
    for row, rule in zip(rows.itertuples(index=False), rules, strict=True):
        if rule:
            why = f"Left out: {rule.why}."
            notes.append((rule.name, row.start, row.end, row.text[:80], why))
        long = row.end - row.start >= sentences.LONGEST // 2
        goes_on = paragraphs[row.sentence] == row.paragraph and not ENDS.search(row.text)
        if long and goes_on:
            what = f"{row.end - row.start:,} characters"
            why = f"Cut: it does not end within {sentences.LONGEST:,} characters."
            notes.append(("long sentence", row.start, row.end, what, why))
    return notes
