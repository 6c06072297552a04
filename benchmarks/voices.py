"""Voices and speakers on the passages written for this project, and on marked news.

Run ``python -m benchmarks voices``; the marked news (``speakers.py``) is left out where it is not
there. The passages stand in
``tests/voices.jsonl``: half were looked at while the rules were written ("tuned"), the other half
was written at the same time and left aside ("unseen"). ``python -m benchmarks.voices`` lists
what is wrong.
"""

import json
from pathlib import Path

import pandas as pd

from benchmarks import harness, speakers
from closereading.article import read_article

FILES = ()
PASSAGES = Path(__file__).parents[1] / "tests" / "voices.jsonl"
RIGHT = ["voice", "speaker"]
FOUND = ["found_voice", "found_speaker"]
VOICES = ("quotation", "reported", "narration")


def passages() -> list[dict]:
    """Read the passages: ``id``, ``half``, ``kind``, ``text``, ``voices`` (voice, speaker)."""
    return [json.loads(line) for line in PASSAGES.read_text("utf-8").splitlines()]


def judged(rows: list[dict] | None = None) -> pd.DataFrame:
    """Read each passage and set what was found beside what is right.

    Returns
    -------
    DataFrame
        A row a sentence: ``id``, ``half``, ``kind``, ``sentence``, ``voice``, ``speaker``,
        ``found_voice``, ``found_speaker``. A passage split into another number of sentences counts
        as wrong in each.
    """
    found = []
    for row in passages() if rows is None else rows:
        table = read_article(row["text"] + "\n").sentences
        pairs = list(zip(table["voice"], table["speaker"], strict=True))
        if len(pairs) != len(row["voices"]):
            pairs = [("split", "split")] * len(row["voices"])
        for place, ((voice, speaker), pair) in enumerate(zip(row["voices"], pairs, strict=True), 1):
            found.append((row["id"], row["half"], row["kind"], place, voice, speaker, *pair))
    return pd.DataFrame(
        found,
        columns=["id", "half", "kind", "sentence", *RIGHT, *FOUND],
    )


def scores(table: pd.DataFrame) -> pd.DataFrame:
    """Compute precision, recall and their harmonic mean.

    Returns
    -------
    DataFrame
        A row for each voice and one for "speaker": ``what``, ``n`` (right ones), ``precision``,
        ``recall``, ``f1``. A speaker is right when the name is the same, letter for letter; who is
        unnamed is no name and counts only as a name too many.
    """
    rows = []
    for voice in VOICES:
        gold, found = table["voice"] == voice, table["found_voice"] == voice
        rows.append((voice, int(gold.sum()), int(found.sum()), int((gold & found).sum())))
    gold, found = table["speaker"] != "", table["found_speaker"] != ""
    both = gold & (table["speaker"] == table["found_speaker"])
    rows.append(("speaker", int(gold.sum()), int(found.sum()), int(both.sum())))
    result = pd.DataFrame(rows, columns=["what", "n", "found", "right"])
    result["precision"] = result["right"] / result["found"].clip(lower=1)
    result["recall"] = result["right"] / result["n"].clip(lower=1)
    total = (result["precision"] + result["recall"]).clip(lower=1e-9)
    result["f1"] = 2 * result["precision"] * result["recall"] / total
    return result[["what", "n", "precision", "recall", "f1"]]


def on_passages() -> pd.DataFrame:
    """Score both halves of the passages."""
    table = judged()
    parts = []
    for half, rows in table.groupby("half", sort=True):
        part = scores(rows)
        part.insert(0, "half", half)
        part.insert(1, "passages", rows["id"].nunique())
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def run(data: Path = harness.DATA) -> pd.DataFrame:
    """Score the passages and, where it is, the marked news: a row a figure."""
    table = on_passages()
    rows = [
        ("closereading", f"passages, {line.half}", line.what, name, line.n, getattr(line, name))
        for line in table.itertuples()
        for name in ("precision", "recall", "f1")
    ]
    found = pd.DataFrame(rows, columns=["method", "data", "what", "measure", "n", "value"])
    if not harness.missing(data, [speakers.NAME]):
        marked = speakers.run(data)
        marked.insert(1, "data", "PolNeAR")
        found = pd.concat([found, marked], ignore_index=True)
    return found


def wrong(table: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences whose voice or speaker is wrong."""
    return table[
        (table["voice"] != table["found_voice"]) | (table["speaker"] != table["found_speaker"])
    ]


if __name__ == "__main__":
    print(wrong(judged()).to_string(index=False))
