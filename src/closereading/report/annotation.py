"""The article, sentence by sentence: who speaks, its tone, and the words that a switch marks."""

from itertools import pairwise

import pandas as pd

from closereading import prose
from closereading.article import Article
from closereading.report.manuscript import seen
from closereading.sentiment.scorer import BAND, uncertain

# Bounds of the three tints on either side of zero. Below the first a score is drawn untinted.
STEPS = (BAND, 0.2, 0.3)
VOICES = {"quotation": "quoted", "reported": "reported"}


def tint(score: float | None) -> str:
    """Return the tint of a score: p1 to p3 above zero, n1 to n3 below, "" near zero or unknown."""
    step = 0 if score is None else sum(abs(score) >= bound for bound in STEPS)
    return f"{'p' if score > 0 else 'n'}{step}" if step else ""


def chip(voice: str, speaker: str) -> str:
    """Return the words that mark a voice: "Mr. Smith, quoted"; "" for narration."""
    if voice not in VOICES:
        return ""
    return f"{speaker}, {VOICES[voice]}" if speaker else VOICES[voice]


def sentences(
    article: Article, scores: pd.DataFrame, marked: dict[str, pd.DataFrame]
) -> list[dict]:
    """Annotate every sentence with its voice, its row of ``scores``, and marks.

    ``marked`` has the class of a mark and the places that bear it. ``chip`` names the voice where
    it changes in a paragraph, ``who`` always; ``pieces`` are the text, cut where marks begin and
    end.
    """
    known = {row["sentence"]: row for row in scores.to_dict("records")}
    places = [
        (int(start), int(end), name)
        for name, table in marked.items()
        for start, end in zip(table["start"], table["end"], strict=True)
    ]
    made, before = [], (None, None)
    for row in article.sentences.to_dict("records"):
        out = bool(row["residue"])
        scored = {} if out else known.get(row["sentence"], {})
        score, low, high = (
            None if scored.get(name) is None or pd.isna(scored[name]) else float(scored[name])
            for name in ("score", "low", "high")
        )
        who = "left out" if out else chip(row["voice"], row["speaker"])
        own = [place for place in places if row["start"] <= place[0] < row["end"] and not out]
        made.append(
            {
                "number": row["sentence"],
                "paragraph": row["paragraph"],
                "headline": row["part"] == "headline",
                "residue": out,
                "voice": row["voice"],
                "who": who,
                "chip": "" if before == (row["paragraph"], who) else who,
                "tint": tint(score),
                "unsure": score is not None and uncertain(low, high),
                "low": low,
                "high": high,
                "label": scored.get("label", ""),
                "moved": seen(scored.get("words") or ""),
                "score": "" if score is None else prose.signed(score),
                "text": seen(row["text"]),
                "pieces": _pieces(row, own),
            }
        )
        before = (row["paragraph"], who)
    return made


def _pieces(row: dict, places: list[tuple[int, int, str]]) -> list[dict[str, str]]:
    """Cut a sentence where marks begin and end; each piece knows its marks."""
    text, begin = row["text"], row["start"]
    edges = {0, len(text)}
    for start, end, _ in places:
        edges |= {start - begin, min(end - begin, len(text))}
    pieces = []
    for start, end in pairwise(sorted(edges)):
        names = {name for low, high, name in places if low <= begin + start < high}
        if piece := seen(text[start:end]):
            pieces.append({"text": piece, "marks": " ".join(sorted(names))})
    return pieces
