"""The table of an article's sentences: who says each, and which are no part of it."""

import re

import pandas as pd

from closereading.reading import furniture, sentences, tokens
from closereading.voices import assignment, quotations, transcripts

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
    spans = [
        (paragraph, start, end)
        for paragraph, (first, last) in enumerate(blocks, start=1)
        for start, end in sentences.within(plain, first, last)
    ]
    marks = quotations.single(tokens.quiet(straight))
    quotes = quotations.find(marks, blocks)
    rules = [
        HEADED
        if paragraph - 1 in headings
        else None
        if quotations.over(quotes, start, end)
        else furniture.residue(straight[start:end], keep)
        for paragraph, start, end in spans
    ]
    if all(rules):
        rules = [None] * len(spans)  # a text of nothing but boilerplate is what it is about
    residue = [rule is not None for rule in rules]
    voice, speaker, how, source = assignment.voices(marks, spans, residue, quotes)
    found = transcripts.turns(straight, blocks)
    for row, (_, start, _) in enumerate(spans):
        turn = transcripts.at(found, start)
        if turn is not None and not residue[row]:
            voice[row], speaker[row] = assignment.QUOTATION, turn.who
            how[row] = turn.how if turn.who else ""
    speaker = [_written(who, marks, plain) for who in speaker]
    table = pd.DataFrame(
        {
            "sentence": range(1, len(spans) + 1),
            "paragraph": [paragraph for paragraph, _, _ in spans],
            "start": [start for _, start, _ in spans],
            "end": [end for _, _, end in spans],
            "words": [len(tokens.spans(straight[start:end])) for _, start, end in spans],
            "part": [
                "heading" if rule is HEADED else "headline" if headline and n == 1 else "body"
                for (n, _, _), rule in zip(spans, rules, strict=True)
            ],
            "voice": voice,
            "speaker": speaker,
            "residue": residue,
            "how": how,
            "source": source,
        }
    )
    return table, rules


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
