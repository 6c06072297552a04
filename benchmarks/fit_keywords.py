"""Fit the formula of ``keywords.phrases``, and test each of its terms by leaving it out.

``python -m benchmarks.fit_keywords [--data DIR]`` prints and writes results/keywords-fit.csv: for
the formula as shipped, for weights fitted anew, and for each term left out, the F1 of the first
ten on DUC-2001. Fitted weights are judged on articles they were not fitted on: five folds of
articles, a logistic regression of "an editor chose it" on the terms in the other four; beside them
the marks of phrases-rules.md, print or strike, each worth ``MARK`` candidates. The shipped weights
are near those of the whole set, in twentieths; they were fitted on the marks of the half ``dev``.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness, phrases
from benchmarks.keywords import FILES, gold, judge, normalise
from closereading import keywords, read_article
from closereading.keywords import candidates, ranking, scoring

TERMS, WEIGHTS = tuple(scoring.FORMULA), np.array([*scoring.FORMULA.values()])
FOLDS = 5
MARK = 3.0  # what a mark is worth beside a candidate of DUC-2001
STRENGTH = 1.0  # of the regression's ridge, on standardised terms; the fit hardly feels it
LETTERS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)  # tried for ``words``


@dataclass(frozen=True)
class Case:
    """One article's phrases: stems, forms, terms of the formula, chosen or not, and the gold."""

    keys: list[tuple[str, ...]]
    forms: list[str]
    terms: np.ndarray
    chosen: np.ndarray
    gold: set[str]


def case(row: dict) -> Case:
    """Read one labelled article."""
    reading = candidates.read(row["text"])
    found = reading.phrases
    keys, forms = gold(row["gold"]), [reading.surface(spans) for spans in found.values()]
    chosen = np.array([normalise(form) in keys for form in forms])
    return Case(list(found), forms, np.hstack(scoring.terms(reading, found)), chosen, keys)


def marks(data: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return terms, print or not, and weight of marked phrases; a doubtful one is half each."""
    table = pd.read_csv(phrases.MARKS, dtype=str, keep_default_na=False)
    table = table[(table["half"] == "dev") & (table["first"] != "")].set_index("phrase")["first"]
    terms, chosen, weight = [], [], []
    for text in phrases.articles(data).values():
        reading = candidates.read(read_article(text))
        forms = [reading.surface(spans) for spans in reading.phrases.values()]
        values = np.hstack(scoring.terms(reading, reading.phrases))
        for row, name in zip(values, phrases.marked(text, forms), strict=True):
            for mark, worth in {"P": {1: 1}, "S": {0: 1}, "D": {0: 0.5, 1: 0.5}}.get(
                table.get(name), {}
            ).items():
                terms.append(row)
                chosen.append(mark)
                weight.append(MARK * worth)
    terms = np.array(terms).reshape(-1, len(TERMS))
    return terms, np.array(chosen, dtype=bool), np.array(weight)


def f1(one: Case, weights: np.ndarray) -> float:
    """Return the F1 of the first ten phrases under these weights."""
    order = np.argsort(-(one.terms @ weights), kind="stable").tolist()
    taken = scoring.without_overlap(one.keys, order, 2 * 10)
    return judge([one.forms[i] for i in taken], one.gold)[2]


def fitted(cases: list[Case], terms: list[int], extra: tuple) -> np.ndarray:
    """Return weights for these terms, zero for the others."""
    from sklearn.linear_model import LogisticRegression

    values = np.vstack([*(one.terms[:, terms] for one in cases), extra[0][:, terms]])
    chosen = np.concatenate([*(one.chosen for one in cases), extra[1]])
    weight = np.concatenate([np.ones(len(chosen) - len(extra[2])), extra[2]])
    spread = np.maximum(values.std(axis=0), 1e-9)  # a term may not vary in a small set
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit(values / spread, chosen, sample_weight=weight)
    weights = np.zeros(len(TERMS))
    weights[terms] = model.coef_[0] / spread
    return weights


def crossed(cases: list[Case], terms: list[int], extra: tuple) -> np.ndarray:
    """Return each article's F1 under weights fitted on the other folds."""
    fold = np.random.default_rng(harness.SEED).permutation(len(cases)) % FOLDS
    scores = np.zeros(len(cases))
    for held in range(FOLDS):
        weights = fitted(
            [one for one, part in zip(cases, fold, strict=True) if part != held], terms, extra
        )
        for i in np.flatnonzero(fold == held):
            scores[i] = f1(cases[i], weights)
    return scores


def run(data: Path) -> pd.DataFrame:
    """Judge the formula and its ablations.

    Returns
    -------
    DataFrame
        ``formula``, ``f1`` with ``low`` and ``high``, ``change`` against the first row of its kind
        with ``change_low`` and ``change_high`` (paired), and the weights.
    """
    cases = [case(row) for row in harness.rows(data, FILES[0])]
    every, extra = list(range(len(TERMS))), marks(data)
    shipped = np.array([f1(one, WEIGHTS) for one in cases])
    refit = crossed(cases, every, extra)
    lines = [
        ("as shipped", shipped, shipped, WEIGHTS),
        ("fitted, five folds", refit, refit, fitted(cases, every, extra)),
    ]
    for out, name in enumerate(TERMS):
        left = [term for term in every if term != out]
        lines.append(
            (
                f"fitted without {name}",
                crossed(cases, left, extra),
                refit,
                fitted(cases, left, extra),
            )
        )
    found = [
        [name, *harness.mean_interval(scores), *harness.paired(scores, against), *weights]
        for name, scores, against, weights in lines
    ]
    columns = ["formula", "f1", "low", "high", "change", "change_low", "change_high"]
    return pd.DataFrame(found, columns=[*columns, *TERMS])


def letters(data: Path) -> pd.DataFrame:
    """Judge the one constant of ``words``: what a letter is worth."""
    rows = harness.rows(data, FILES[1])
    golds, shipped, found = [gold(row["gold"]) for row in rows], ranking.LETTER, []
    try:
        for value in LETTERS:
            ranking.LETTER = value
            lists = [keywords.words(row["text"], limit=20, resamples=0)["word"] for row in rows]
            scores = [
                judge(each.tolist(), keys)[2] for each, keys in zip(lists, golds, strict=True)
            ]
            found.append([value, *harness.mean_interval(scores)])
    finally:
        ranking.LETTER = shipped
    return pd.DataFrame(found, columns=["letter", "f1", "low", "high"])


def main(arguments: list[str] | None = None) -> int:
    """Fit, judge, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_keywords", description=__doc__)
    parser.add_argument("--data", type=Path, default=harness.DATA)
    parser.add_argument("--out", type=Path, default=harness.RESULTS)
    options = parser.parse_args(arguments)
    if absent := harness.missing(options.data, FILES):
        print(f"skipped, no {absent[0]}.jsonl.gz in {options.data}", file=sys.stderr)
        return 0
    harness.write(run(options.data), "keywords-fit", folder=options.out)
    harness.write(letters(options.data), "keywords-letters", folder=options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
