"""Does who somebody is change a score? Every listed name and word, in every template.

Run from the project's root::

    python -m benchmarks.sentiment_audit INPUTS
"""

import argparse
import json
from pathlib import Path

import pandas as pd

from benchmarks import harness
from benchmarks.tone_words import identity
from closereading import sentiment

TEMPLATES = (
    "{} waited for the train.",
    "The {} soldier waited.",
    "“{} was kind, but the war was cruel,” he said.",
    "It was not good for {}.",
)


def lists(inputs: Path) -> dict[str, list[str]]:
    """Return the lists by name; names of people and places capitalised, as they are printed."""
    found = {}
    for name, file, most in (
        ("given names, women", "dist.female.first", None),
        ("given names, men", "dist.male.first", None),
        ("family names", "dist.all.last", 10_000),
    ):
        lines = (inputs / file).read_text().split("\n")[:most]
        found[name] = [line.split()[0].capitalize() for line in lines if line]
    cities = json.loads((inputs / "cities15000.json").read_bytes()).values()
    found["cities"] = sorted({city["name"] for city in cities if city["name"].isalpha()})
    for name, words in identity().items():
        found[f"{name}, lower case"] = words
        found[f"{name}, capitalised"] = [word.capitalize() for word in words]
    return found


def main() -> None:
    """Score every word of every list in every template; count the scores that differ."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inputs", type=Path)
    rows = []
    for name, words in lists(parser.parse_args().inputs).items():
        other = 0
        for template in TEMPLATES:
            # A made-up name sets the score that all must have.
            made_up = "Zqxan" if words[0][0].isupper() else "zqxan"
            scores = sentiment.score_texts([template.format(w) for w in [made_up, *words]])["score"]
            other += int((scores != scores.iloc[0]).sum())
        rows.append({"list": name, "words": len(words), "scores": 4 * len(words), "other": other})
    harness.write(pd.DataFrame(rows), "sentiment-audit")


if __name__ == "__main__":
    main()
