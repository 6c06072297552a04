"""What each rule of reading is worth: the figures with the rule off, on the rows it was fitted on.

Scores come from the folds that did not hold a row, as in ``fit_sentiment``, whose working files in
the inputs folder this needs. The weights are not fitted again: a rule is switched off in reading
only. Run from the project's root::

    python -m benchmarks.sentiment_rules INPUTS [--data DIR]
"""

import argparse
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd

from benchmarks import fit_sentiment, harness
from benchmarks.tone_words import Words
from closereading import sentiment
from closereading.sentiment import weights


class Everything:
    """A set that holds whatever is asked for."""

    def __contains__(self, item) -> bool:
        return True


RULES = {
    "marks straightened": {"straighten": lambda text: text},
    "capitals in mid-sentence silent": {"_opens": lambda *_: True},
    "like only after a pronoun": {"LIKING": Everything()},
    "negation": {"REACH": -1},
    "what ceases, fails or is prevented counts as negated": {"NEGATIONS": weights.PLAIN},
    "negation reaches 5 words rather than 3": {"REACH": 3},
    "joining words not counted": {"JOINING": frozenset()},
}


def main() -> None:
    """Score with all rules, then with each one off; write the differences."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inputs", type=Path)
    parser.add_argument("--data", type=Path, default=harness.DATA)
    options = parser.parse_args()
    texts, names, ratings = fit_sentiment.sets(options.data)
    words = Words(options.inputs)
    kept = np.load(options.inputs / "folded.npz")
    folded, folds = kept["folded"], kept["folds"]

    def scored(split: bool = True) -> np.ndarray:
        counts, lengths = words.counts(texts, split=split)
        made = np.zeros(len(texts))
        for fold, table in enumerate(folded):
            here = folds == fold
            made[here] = counts[here] @ table.T.ravel() / np.sqrt(np.maximum(lengths[here], 1))
        return np.array([sentiment.squash(value) for value in made])

    full = scored()
    base = fit_sentiment.figures(names, ratings, full)
    found = {"all rules": full}
    for rule, patch in RULES.items():
        with mock.patch.multiple(weights, **patch):
            found[rule] = scored()
    names_kept, words.names = words.names, frozenset()
    found["words that are also names silent with a capital"] = scored()
    words.names = names_kept
    found["hyphenated words split"] = scored(split=False)
    rows = []
    for rule, values in found.items():
        figures = fit_sentiment.figures(names, ratings, values)
        worth = {key: base[key] - figures[key] for key in base}
        changed = int((np.abs(values - full) > 0.0005).sum())
        rows.append({"rule": rule, "changed": changed} | (base if rule == "all rules" else worth))
    harness.write(pd.DataFrame(rows), "sentiment-rules")


if __name__ == "__main__":
    main()
