"""Make ``src/closereading/data/tone_quantiles.csv``: how mean tone spreads over real news stories.

Every article of the two keyword sets and every single story (k = 1) of the themes set is scored
sentence by sentence with ``closereading.sentiment``; its mean counts once. Only the quantiles ship.
Run from the project's root after every new fit::

    python -m benchmarks.tone_of_news [--data DIR]
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading import sentences, sentiment

TARGET = Path(__file__).resolve().parents[1] / "src" / "closereading" / "data"
FEWEST = 8  # sentences of a story; the mean of fewer says little


def stories(data: Path) -> list[list[str]]:
    """Return the stories, each as its sentences."""
    found = []
    for name in ("keywords-duc2001", "keywords-500n"):
        for row in harness.rows(data, name):
            found.append(list(sentences.split(row["text"])["text"]))
    found += [row["sentences"] for row in harness.rows(data, "themes-mix") if row["k"] == 1]
    return [story for story in found if len(story) >= FEWEST]


def main() -> None:
    """Score, sort, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=harness.DATA)
    data = parser.parse_args().data
    means = [sentiment.score_texts(story)["score"].mean() for story in stories(data)]
    percent = np.arange(0, 101)
    table = pd.DataFrame({"percent": percent, "mean": np.percentile(means, percent)})
    table["n"] = len(means)
    table.to_csv(
        TARGET / "tone_quantiles.csv", index=False, float_format="%.4f", lineterminator="\n"
    )
    print(len(means), "stories;", table.iloc[[0, 5, 25, 50, 75, 95, 100]].to_string(index=False))


if __name__ == "__main__":
    main()
