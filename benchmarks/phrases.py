"""Phrases as an editor would mark them: how many of the first ten to print and to strike.

The rules are in phrases-rules.md, the marks in phrases-marks.csv.
"""

import hashlib
from pathlib import Path

import pandas as pd

from benchmarks import harness
from benchmarks.keywords import CUT, FILES, normalise
from closereading import keywords, read_article

MARKS = Path(__file__).with_name("phrases-marks.csv")


def digest(text: str) -> str:
    """Return the name a text or a phrase has in the marks."""
    return hashlib.sha256(text.encode()).hexdigest()


def articles(data: Path) -> dict[str, str]:
    """Return the marked articles, by the beginning of their hash."""
    texts = {row["text"] for name in FILES for row in harness.rows(data, name)}
    wanted = set(pd.read_csv(MARKS)["text"])
    return {digest(text)[:16]: text for text in sorted(texts) if digest(text)[:16] in wanted}


def marked(text: str, phrases: list[str]) -> list[str]:
    """Return what stands for each phrase in the marks of its article."""
    return [digest(digest(text) + normalise(phrase))[:16] for phrase in phrases]


def run(data: Path) -> pd.DataFrame:
    """Count marks and things named among the first ten phrases.

    Returns
    -------
    DataFrame
        A row a half: ``half``, ``articles``, ``phrases``, ``print``, ``doubtful``, ``strike`` with
        ``low`` and ``high`` (shares; 95 % bootstrap over articles), ``unmarked``, ``named`` and
        ``keys`` (of how many an editor would name).
    """
    table, found = pd.read_csv(MARKS, dtype=str, keep_default_na=False), []
    texts = articles(data)
    for half, rows in table.groupby("half"):
        counts, named, keys = [], 0, 0
        for name, own in rows.groupby("text"):
            first = keywords.phrases(read_article(texts[name]), limit=CUT, resamples=0)["phrase"]
            here = marked(texts[name], first.tolist())
            marks = own[own["first"] != ""].set_index("phrase")["first"]
            counts.append(marks.reindex(here).fillna("U").value_counts())
            wanted = own[own["key"] != ""]
            keys += wanted["key"].nunique()
            named += wanted.loc[wanted["phrase"].isin(here), "key"].nunique()
        sums = pd.DataFrame(counts).reindex(columns=list("PDSU")).fillna(0)
        of = sums.sum(axis=1)
        strike, low, high = harness.mean_interval((sums["S"] / of).to_numpy())
        total = sums.sum() / of.sum()
        found.append(
            [
                half, len(sums), int(of.sum()), total["P"], total["D"], strike, low, high,
                int(sums["U"].sum()), named, keys,
            ]
        )  # fmt: skip
    columns = "half articles phrases print doubtful strike low high unmarked named keys"
    return pd.DataFrame(found, columns=columns.split())
