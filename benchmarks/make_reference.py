"""Make ``src/closereading/data/news.csv``: how the measures of an article spread over news stories.

Every article of the two keyword sets and every single story (k = 1) of the themes set becomes a
row of a corpus table, by ``closereading.corpus.row``; only the quantiles of that table ship. The
stories of the themes set were cut to a length, so their length is left out. Run from the project's
root, about five minutes, whenever a measure changes::

    python -m benchmarks.make_reference [--data DIR]

With ``--only wording`` the rates of wording alone are made anew, in half a minute; with ``--only
tone`` the tone, which takes ten; with ``--keep tone`` all but the tone, where only reading changed.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from benchmarks import harness
from closereading import book, corpus, news, sentiment, wording
from closereading.article import InputError, read_article

TARGET = Path(__file__).resolve().parents[1] / "src" / "closereading" / "data" / "news.csv"
WHOLE = ("keywords-duc2001", "keywords-500n")
CUT = "themes-mix"
# What can be made anew alone, and how the names of its measures begin.
ONLY = {"wording": "wording_", "tone": "tone"}


def stories(data: Path) -> Iterator[tuple[str, str]]:
    """Yield each story's set and text."""
    for name in WHOLE:
        for row in harness.rows(data, name):
            # Some texts come out of a CSV file with their quotation marks doubled.
            yield name, row["text"].replace('""', '"')
    for row in harness.rows(data, CUT):
        if row["k"] == 1:
            yield CUT, " ".join(row["sentences"])


def _row(article, *, only: str | None, scorer: str) -> dict:
    if only is None:
        row = corpus.row(article, scorer=scorer)
    else:
        row = {"language": article.language, "sentences": len(article.body)}
    if only == "tone":
        row["tone"] = sentiment.mean(sentiment.score(article))[0]
    else:
        row |= wording.measured(article)
    return {**row, "error": ""}


def table(data: Path, *, only: str | None = None, scorer: str = "reader") -> pd.DataFrame:
    """Return a row a story."""
    rows = []
    for name, text in tqdm(list(stories(data)), unit="stories"):
        try:
            article = read_article(text.encode(), encoding="utf-8")
        except InputError:
            continue
        row = _row(article, only=only, scorer=scorer)
        if name == CUT:
            row["words"] = None
        rows.append({**row, "set": name})
    return pd.DataFrame(rows)


def main() -> None:
    """Measure, sort, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=harness.DATA)
    parser.add_argument("--rows", type=Path, help="keep the rows too, as Parquet")
    parser.add_argument("--only", choices=ONLY, help="make these anew and keep the others")
    parser.add_argument("--keep", choices=["tone"], help="keep these and make the others anew")
    options = parser.parse_args()
    found = table(options.data, only=options.only, scorer="words" if options.keep else "reader")
    if options.rows:
        found.to_parquet(options.rows)
    steps = news.quantiles(found)
    if part := options.only or options.keep:
        before, begins = news.reference(), ONLY[part]
        old, new = (before, steps) if options.only else (steps, before)
        parts = [
            old[~old["measure"].str.startswith(begins)],
            new[new["measure"].str.startswith(begins)],
        ]
        steps = pd.concat(parts)
    counts = found["set"].value_counts()
    head = (
        "# Quantiles of measures of news stories; made by benchmarks/make_reference.py.\n"
        "# " + ", ".join(f"{name}: {counts.get(name, 0)}" for name in (*WHOLE, f"{CUT}"))
        + " stories; English ones of at least "
        f"{news.FEWEST_SENTENCES} sentences count. Sources: benchmarks/README.md.\n"
    )  # fmt: skip
    steps["share"] = steps["share"].map("{:.3f}".format)
    book.write(TARGET, head + book.csv(steps))
    print(head, steps.groupby("measure", sort=False)["n"].first().to_string())


if __name__ == "__main__":
    main()
