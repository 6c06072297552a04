"""Wording against marks by hand: precision and recall of each kind of place.

``results/wording-marks.csv`` holds the marks: which sentence of which story (its offset and a hash
of its text), and offsets in it, no text. The rules they were made by stand in ``wording-rules.md``.
The sample "seen" was looked at while the lists were made; "unseen" was drawn and marked
afterwards. ``python -m benchmarks wording``.
"""

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading import wording
from closereading.article import Article, read_article
from closereading.wording import audit, headlines

FILES = ("keywords-duc2001", "keywords-500n", "themes-mix", "speakers-polnear", "loaded-babe")
MARKS = harness.RESULTS / "wording-marks.csv"
KINDS = {
    "judgements": lambda table: table[table["kind"] != "marks"],
    "certainty": lambda table: table,
    "agency": lambda table: table,
    "quantities": lambda table: table[table["kind"] != "date"],
    "times": lambda table: table,
    "sources": lambda table: table[table["kind"].isin(GAPS)],
    "headline": lambda table: table[table["kind"] == headlines.ABSENT],
}
GAPS = (audit.UNNAMED, audit.MINDS, audit.CLAIM)
# What was marked in a sentence: of those drawn for sources and headlines nothing else.
ASKED = {"sentence": [*KINDS][:5], "sources": ["sources"], "headline": ["headline"]}


def text(row: dict) -> str:
    """Return the text of a labelled story as the marks know it."""
    if "sentences" in row:
        return " ".join(row["sentences"])
    return row["text"].replace('""', '"')


def touched(spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> int:
    """Count the spans that share a character with any of the others."""
    return sum(any(a < d and c < b for c, d in others) for a, b in spans)


def _found(article: Article, kind: str, start: int, end: int) -> list[tuple[int, int]]:
    table = KINDS[kind](getattr(wording, kind)(article))
    table = table[(table["start"] >= start) & (table["end"] <= end)]
    return [(a - start, b - start) for a, b in zip(table["start"], table["end"], strict=True)]


def marked(data: Path) -> pd.DataFrame:
    """Return for each sample and kind how many were found, marked, and right."""
    marks = pd.read_csv(MARKS)
    stories = {
        (name, row["id"]): text(row) for name in FILES[:-1] for row in harness.rows(data, name)
    }
    counts = []
    keys = ["sample", "asked", "set", "id", "sentence_start", "sentence_end", "hash"]
    for (sample, asked, name, story, start, end, digest), own in marks.groupby(keys, sort=False):
        article = read_article(stories[name, story].encode(), encoding="utf-8")
        sentence = article.text[start:end]
        assert hashlib.sha256(sentence.encode()).hexdigest()[:16] == digest, (name, story)
        for kind in ASKED[asked]:
            # Half of the unseen sentences were looked at when more words that judge were listed.
            looked = kind == "judgements" and int(digest[:2], 16) % 2 == 0
            gold = own[(own["measure"] == kind) & (own["pass"] != "first")]
            gold = [(int(a), int(b)) for a, b in zip(gold["start"], gold["end"], strict=True)]
            found = _found(article, kind, start, end)
            right, met = touched(found, gold), touched(gold, found)
            counts.append(
                ("seen" if looked else sample, kind, 1, len(found), right, len(gold), met)
            )
    columns = ["sample", "kind", "sentences", "found", "right", "marked", "met"]
    return pd.DataFrame(counts, columns=columns).groupby(["sample", "kind"]).sum().reset_index()


def loaded(data: Path) -> tuple[int, float]:
    """Return how many sentences of BABE, and the macro-F1 of "holds a word that judges"."""
    gold, said = [], []
    for row in harness.rows(data, "loaded-babe"):
        if (share := np.mean(row["votes"])) != 0.5:
            table = wording.judgements(read_article(row["text"].strip().encode() + b"\n"))
            gold.append(share > 0.5)
            said.append(len(KINDS["judgements"](table)) > 0)
    gold, said = np.array(gold), np.array(said)
    scores = [
        2 * (gold == side)[said == side].sum() / ((gold == side).sum() + (said == side).sum())
        for side in (True, False)
    ]
    return len(gold), float(np.mean(scores))


def run(data: Path = harness.DATA) -> pd.DataFrame:
    """Measure all kinds on both samples, and the judging words on BABE."""
    rows = []
    for line in marked(data).itertuples():
        for measure, right, n in (
            ("precision", line.right, line.found),
            ("recall", line.met, line.marked),
        ):
            share = right / n if n else float("nan")
            rows.append((line.sample, line.kind, measure, n, share, *harness.wilson(right, n)))
    n, f1 = loaded(data)
    rows.append(("BABE", "judgements", "macro-F1, loaded or not", n, f1, np.nan, np.nan))
    columns = ["sample", "kind", "measure", "n", "value", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
