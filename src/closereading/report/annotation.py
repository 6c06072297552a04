"""The article, sentence by sentence: its voices, its scores, and the words that moved them."""

import re
from itertools import groupby

import pandas as pd

from closereading import prose
from closereading.article import Article
from closereading.reading import tokens
from closereading.report.manuscript import seen

# Bounds of the three tints on either side of zero. Below the first a score is drawn untinted.
STEPS = (0.05, 0.12, 0.25)
SIGNS = {"p": "+", "n": prose.MINUS}  # for who does not see the tint
FAINT = 0.02  # a word that moves a score by less is not marked
VOICES = {"quotation": "quoted", "reported": "reported"}


def tint(score: float | None) -> str:
    """Return the tint of a score: p1 to p3 above zero, n1 to n3 below, "" near zero or unknown."""
    if score is None or pd.isna(score):
        return ""
    step = sum(abs(score) >= bound for bound in STEPS)
    return f"{'p' if score > 0 else 'n'}{step}" if step else ""


def key() -> list[dict[str, str]]:
    """Return the key to the tints, most negative first."""
    bounds = [*STEPS, None]
    made = []
    for sign, name in ((-1, "n"), (1, "p")):
        rows = []
        for step in range(1, len(STEPS) + 1):
            near, far = prose.signed(sign * bounds[step - 1]), bounds[step]
            label = f"beyond {near}" if far is None else f"{near} to {prose.signed(sign * far)}"
            rows.append({"tint": f"{name}{step}", "label": label})
        made += rows[::sign]
    near = prose.decimal(STEPS[0])
    return [
        *made[:3],
        {"tint": "", "label": f"less than {near} from zero, or not scored"},
        *made[3:],
    ]


def chip(voice: str, speaker: str) -> str:
    """Return the words that mark a voice: "Mr. Smith, quoted"; "" for narration."""
    if voice not in VOICES:
        return ""
    return f"{speaker}, {VOICES[voice]}" if speaker else VOICES[voice]


def sentences(
    article: Article,
    scores: pd.DataFrame,
    moves: pd.DataFrame,
    *,
    forms: set[str],
    phrases: list[str],
) -> list[dict]:
    """Annotate every sentence.

    Parameters
    ----------
    article : Article
    scores : DataFrame
        A row a sentence: ``sentence``, ``score``, ``label``, ``words`` (those that moved it).
    moves : DataFrame
        A row a word that moved a score: ``start``, ``end`` (offsets into the article's text),
        ``sentence`` and ``contribution``.
    forms : set of str
        Forms of the key words in lower case, to underline.
    phrases : list of str
        Key phrases, to underline.

    Returns
    -------
    list of dict
        ``number``, ``paragraph``, ``headline``, ``residue``, ``voice``, ``chip``, ``tint``,
        ``sign``, ``score`` (written), ``told`` (the annotation as a sentence), ``text`` and
        ``pieces``.
    """
    known = {row["sentence"]: row for row in scores.to_dict("records")}
    words = {number: rows for number, rows in article.tokens.groupby("sentence")}
    pushes = {number: rows.to_dict("records") for number, rows in moves.groupby("sentence")}
    patterns = [_pattern(phrase) for phrase in phrases if phrase.strip()]
    made = []
    for row in article.sentences.to_dict("records"):
        scored = {} if row["residue"] else known.get(row["sentence"], {})
        score = scored.get("score")
        score = None if score is None or pd.isna(score) else float(score)
        moved = [] if row["residue"] else pushes.get(row["sentence"], [])
        made.append(
            {
                "number": row["sentence"],
                "paragraph": row["paragraph"],
                "headline": row["part"] == "headline",
                "residue": bool(row["residue"]),
                "voice": row["voice"],
                "chip": "left out" if row["residue"] else chip(row["voice"], row["speaker"]),
                "tint": "out" if row["residue"] else tint(score),
                "sign": SIGNS.get(tint(score)[:1], ""),
                "score": "" if score is None else prose.signed(score),
                "told": _told(row, score, scored),
                "text": seen(row["text"]),
                "pieces": _pieces(row, words.get(row["sentence"]), forms, patterns, moved),
            }
        )
    return made


def _pattern(phrase: str) -> re.Pattern:
    words = [re.escape(word) for word in tokens.straighten(phrase).split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _told(row: dict, score: float | None, scored: dict) -> str:
    who = chip(row["voice"], row["speaker"]) or "narration"
    if row["residue"]:
        return f"Sentence {row['sentence']}: residue, left out of every count."
    start = f"Sentence {row['sentence']}, {who}."
    if score is None:
        return f"{start} Not scored."
    said = f"{start} Score {prose.signed(score)}, {scored['label']}."
    words = scored.get("words")
    return f"{said} Moved by {seen(words)}." if isinstance(words, str) and words else said


def _pieces(row, words, forms, patterns, moved) -> list[dict[str, str]]:
    text = row["text"]
    marks: list[set[str]] = [set() for _ in text]

    def mark(start: int, end: int, *names: str) -> None:
        for place in range(max(0, start), min(end, len(text))):
            marks[place].update(names)

    for token in () if words is None else words.to_dict("records"):
        start, end = token["start"] - row["start"], token["end"] - row["start"]
        if token["lower"].removesuffix("'s") in forms:
            mark(start, end, "k")
    for push in moved:
        if abs(push["contribution"]) >= FAINT:
            way = "up" if push["contribution"] > 0 else "down"
            mark(push["start"] - row["start"], push["end"] - row["start"], "m", way)
    straight = tokens.straighten(text)
    for pattern in patterns:
        for found in pattern.finditer(straight):
            mark(*found.span(), "k")
    order = ("k", "m", "up", "down")
    pieces = []
    for names, places in groupby(range(len(text)), key=lambda place: frozenset(marks[place])):
        places = list(places)
        piece = seen(text[places[0] : places[-1] + 1])
        if piece:
            pieces.append(
                {"text": piece, "marks": " ".join(name for name in order if name in names)}
            )
    return pieces
