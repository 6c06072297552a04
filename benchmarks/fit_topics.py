"""Fit the calibrated steps of ``topics.structure`` and ``topics.cuts``.

Writes ``src/closereading/data/topics.json``. Two questions. *Themes*: single stories of three
sources (BBC, 500N, DUC) against mixtures of two to four stories of one source, in any order.
*Parts*: the same single stories against stories in a row. What is shipped are the weights of two
logistic regressions, on ten and on three statistics, their thresholds, and the percentiles of the
permutation test's z among the single stories: numbers only. Run from the project's root, with the
labelled sets in ``../shared/benchmarks``::

    python -m benchmarks.fit_topics
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from benchmarks import harness
from closereading.reading import sentences
from closereading.topics import gate, likeness, segments, themes

FILES = ("themes-mix", "segments-streams", "keywords-500n", "keywords-duc2001")
TARGET = Path(themes.__file__).parent / "data" / "topics.json"
THEMES = ["grouping", "held2", "held4", "smaller", "apart", "between", "common", "first",
            "linked", "length"]  # fmt: skip
PARTS = ["themes", "separation", "order"]
SEED = 1
MIXES = 60  # of each number of stories and each source without mixtures of its own
STREAMS = 200  # stories in a row, of each source that has none of its own
SIZES = (12, 20, 28, 40, 60)  # sentences a mixture
STRENGTH = 0.5  # of the ridge; .05 to 1 make no difference
FALSE_ALARMS = 0.045  # the share of single stories of the worst source that may be called several


def texts(data: Path) -> list[tuple[str, int, str, list[str]]]:
    """Return source, number of stories, kind and sentences of every text to fit on."""
    found = []
    for row in harness.rows(data, "themes-mix"):
        found.append(("bbc", row["k"], row["kind"], row["sentences"]))
    rng = np.random.default_rng(SEED)
    for name in FILES[2:]:
        source = name.removeprefix("keywords-")
        stories = [list(sentences.split(row["text"])["text"]) for row in harness.rows(data, name)]
        found += [(source, 1, "one", story) for story in stories]
        stories = [story for story in stories if len(story) >= themes.LEAST_SENTENCES]
        for k in (2, 3, 4):
            for _ in range(MIXES):
                size = max(4, round(int(rng.choice(SIZES)) / k))
                chosen = rng.choice(len(stories), k, replace=False)
                found.append((source, k, "mix", [s for c in chosen for s in stories[c][:size]]))
    return found


def permuted(story: list[str]) -> float:
    """Return the z of the permutation test alone."""
    values, _ = themes._measured(themes._cosines(likeness.words(story), 199))
    return themes._z(float(values[0]), values[1:])


def table(data: Path) -> pd.DataFrame:
    """Measure every text that is long enough; single stories get their z as well."""
    rows = []
    for source, k, kind, story in texts(data):
        words = likeness.words(story)
        if not themes.enough(words):
            continue
        z = permuted(story) if k == 1 else np.nan
        rows.append({"source": source, "k": k, "kind": kind, "z": z, **gate.statistics(words)})
    return pd.DataFrame(rows)


def fit(
    rows: pd.DataFrame, features: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Return mean, scale, weights and offset; every source counts alike, in both classes."""
    values, several = rows[features].to_numpy(), (rows["k"] > 1).to_numpy()
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    share = 1 / rows.groupby(["source", several])["k"].transform("size").to_numpy()
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit((values - mean) / scale, several, sample_weight=share * len(share) / share.sum())
    return mean, scale, model.coef_[0], float(model.intercept_[0])


def odds(rows: pd.DataFrame, fitted, features: list[str]) -> np.ndarray:
    """Return the log odds of several stories."""
    mean, scale, weights, offset = fitted
    return (rows[features].to_numpy() - mean) / scale @ weights + offset


def held_out(rows: pd.DataFrame, fold: np.ndarray, features: list[str]) -> np.ndarray:
    """Return every text's log odds from a fit without its fold."""
    found = np.zeros(len(rows))
    for name in np.unique(fold):
        found[fold == name] = odds(rows[fold == name], fit(rows[fold != name], features), features)
    return found


def threshold(rows: pd.DataFrame, found: np.ndarray) -> float:
    """Return the lowest log odds that keeps the false alarms of every source within bounds."""
    single = (rows["k"] == 1).to_numpy()
    return max(
        float(np.quantile(found[single & (rows["source"] == source)], 1 - FALSE_ALARMS))
        for source in rows["source"].unique()
    )


def rates(rows: pd.DataFrame, found: np.ndarray, limit: float) -> pd.DataFrame:
    """Return false alarms and power by source."""
    called = pd.Series(found > limit, index=rows.index)
    single = rows["k"] == 1
    return pd.DataFrame(
        {
            "false_alarms": called[single].groupby(rows["source"]).mean(),
            "single": single.groupby(rows["source"]).sum(),
            "power": called[~single].groupby(rows["source"]).mean(),
            "mixtures": (~single).groupby(rows["source"]).sum(),
        }
    )


def streams(data: Path, shipped: dict) -> pd.DataFrame:
    """Measure the best split of single stories and of stories in a row."""
    gate.calibration = lambda: shipped  # the first regression feeds the second
    found = [("bbc", 1, row["sentences"]) for row in harness.rows(data, "themes-mix")
             if row["k"] == 1]  # fmt: skip
    found += [("bbc", 2, row["sentences"]) for row in harness.rows(data, "segments-streams")]
    rng = np.random.default_rng(SEED)
    for name in FILES[2:]:
        source = name.removeprefix("keywords-")
        stories = [list(sentences.split(row["text"])["text"]) for row in harness.rows(data, name)]
        stories = [story for story in stories if len(story) >= themes.LEAST_SENTENCES]
        found += [(source, 1, story) for story in stories]
        for _ in range(STREAMS):
            chosen = rng.choice(len(stories), int(rng.integers(2, 7)), replace=False)
            row = [s for c in chosen for s in stories[c][: int(rng.integers(4, 12))]]
            found.append((source, 2, row))
    rows = []
    for source, k, story in found:
        words = likeness.words(story)
        if themes.enough(words):
            measured = segments.statistics(words, segments.best(words))
            rows.append({"source": source, "k": k, **measured})
    return pd.DataFrame(rows)


def regression(rows: pd.DataFrame, features: list[str]) -> dict:
    """Fit, print the proof, and return what is shipped."""
    folds = np.random.default_rng(SEED).integers(0, 10, len(rows))
    crossed = held_out(rows, folds, features)
    limit = threshold(rows, crossed)
    print("ten folds\n", rates(rows, crossed, limit).round(3))
    apart = held_out(rows, rows["source"].to_numpy(), features)
    print("one source left out\n", rates(rows, apart, limit).round(3), "\n")
    mean, scale, weights, offset = fit(rows, features)
    return {
        "features": features,
        "mean": mean.round(5).tolist(),
        "scale": scale.round(5).tolist(),
        "weights": weights.round(4).tolist(),
        "offset": round(offset, 4),
        "threshold": round(limit, 3),
    }


def main() -> int:
    """Fit, prove and write."""
    if absent := harness.missing(harness.DATA, FILES):
        print(f"no {absent[0]}.jsonl.gz in {harness.DATA}", file=sys.stderr)
        return 1
    rows = table(harness.DATA)
    print("themes")
    shipped = {"themes": regression(rows, THEMES)}
    print("parts")
    shipped["parts"] = regression(streams(harness.DATA, shipped), PARTS)
    single = rows[rows["k"] == 1]
    # Sources count alike: the middle of their percentiles.
    news = np.mean(
        [np.percentile(z, np.arange(0, 101, 5)) for _, z in single.groupby("source")["z"]], axis=0
    )
    shipped["news_z"] = news.round(3).tolist()
    shipped["single"] = single["source"].value_counts().sort_index().to_dict()
    TARGET.write_text(json.dumps(shipped, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
