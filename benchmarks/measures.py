"""What is usual in news: sentence length, readability and word variety of real stories.

Run ``python -m benchmarks.measures [folder]``. It prints the quantiles that ship as
``measures.NEWS``; no text leaves it.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading import measures
from closereading.article import read_article

FILES = ("keywords-500n", "keywords-duc2001")
FEWEST = 200  # words; shorter stories measure too roughly
QUANTILES = (0.05, 0.5, 0.95)


def stories(folder: Path) -> list[str]:
    """Read the labelled sets' texts."""
    texts = []
    for name in FILES:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    return texts


def run(folder: Path = harness.DATA) -> pd.DataFrame:
    """Measure each story; a row a measure: its quantiles and on how many stories they rest."""
    rows = []
    for text in stories(folder):
        sentences = measures.words(read_article(text + "\n"))
        lower = [word.lower().removesuffix("'s") for words in sentences for word in words]
        if len(lower) < FEWEST:
            continue
        ease, grade = measures.formulas(
            len(sentences),
            len(lower),
            sum(measures.syllables.count(word) for words in sentences for word in words),
        )
        length = len(lower) / len(sentences)
        rows.append((length, ease, grade, measures.moving(lower), measures.mtld(lower)))
    names = ["sentence length", "reading ease", "grade", "moving type-token ratio", "MTLD"]
    values = np.quantile(np.array(rows), QUANTILES, axis=0).T
    table = pd.DataFrame(values, columns=["low", "middle", "high"])
    table.insert(0, "measure", names)
    table["n"] = len(rows)
    return table


if __name__ == "__main__":
    print(run(Path(sys.argv[1]) if len(sys.argv) > 1 else harness.DATA).round(3).to_string())
