"""Who speaks, on political news in which people marked every attribution (PolNeAR).

``python -m benchmarks voices`` runs it after the passages. ``python -m benchmarks.speakers`` prints
the attributions missed, for mending rules; ``--half A`` looks at one half of the stories by their
ids, so that a rule made on one half is checked on the other.
"""

import argparse
import re
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading.article import read_article

NAME = "speakers-polnear"
KINDS = ("direct", "mixed", "said", "other")
SAYING = """
say tell add according ask announce argue claim note insist explain tweet write call describe
declare suggest warn state report acknowledge respond reply continue conclude point mention
remark quote accuse criticize deny admit promise vow pledge predict question recall joke refer
assert contend maintain emphasize
"""
ODD = {"said": "say", "told": "tell", "wrote": "write", "written": "write", "denied": "deny"}
GRADES = harness.ROOT / "src" / "closereading" / "data" / "speakers.csv"
LETTER = re.compile(r"\w")


def half(identity: str) -> str:
    """Return the half a story belongs to, by its id."""
    return "AB"[zlib.crc32(identity.encode()) % 2]


def kind(marked: dict) -> str:
    """Return the kind of an attribution: direct, mixed, said or other."""
    if marked["kind"] != "indirect":
        return marked["kind"]
    for word in re.findall(r"[a-z]+", marked["cue_text"].lower()):
        word = ODD.get(word, word)
        ends = {word.removesuffix(end) for end in ("s", "es", "d", "ed", "ing")}
        ends |= {stem + "e" for stem in ends}
        ends |= {stem[:-1] for stem in ends if stem[-1:] == stem[-2:-1]}
        ends |= {stem[:-1] + "y" for stem in ends if stem.endswith("i")}
        if ends & set(SAYING.split()):
            return "said"
    return "other"


def _letters(text: str, spans: list) -> np.ndarray:
    """Return the places of the letters of some spans."""
    return np.array([m.start() for a, b in spans for m in LETTER.finditer(text, a, b)], dtype=int)


def last(name: str) -> str:
    """Return the last word of a name, in small letters."""
    words = re.findall(r"[\w'-]+", name.lower().replace("’", "'"))
    return words[-1].removesuffix("'s") if words else ""


def bears(speaker: str, name: str) -> bool:
    """Tell whether a speaker bears the last word of a name."""
    return last(name) in re.findall(r"[\w'-]+", speaker.lower().replace("’", "'"))


def judged(row: dict, rows: pd.DataFrame) -> list[dict]:
    """Set each attribution of a story beside what a reading found, a row an attribution."""
    starts, ends = rows["start"].to_numpy(), rows["end"].to_numpy()
    heard = (rows["voice"] != "narration").to_numpy()
    found = []
    for marked in row["readers"][row["first"]]:
        places = _letters(row["text"], marked["content"])
        if not len(places):
            continue
        at = np.searchsorted(starts, places, side="right") - 1
        at = at[(at >= 0) & (places < ends[at])]
        most = int(np.bincount(at).argmax()) if len(at) else 0
        speaker = rows["speaker"].iloc[most]
        told = rows.iloc[most]
        name = marked["name"] if marked["by"] else ""
        found.append(
            {
                "story": row["id"],
                "kind": kind(marked),
                "by": marked["by"] if name else "",
                "found": bool(heard[at].sum() * 2 >= len(places)),
                "right": bool(name and bears(speaker, name)),
                "given": bool(speaker),
                "voice": told["voice"],
                "how": told.get("how", ""),
                "name": name,
                "speaker": speaker,
                "sentence": most,
                "marked": marked,
            }
        )
    return found


def touched(row: dict, rows: pd.DataFrame) -> tuple[int, int]:
    """Count the sentences not told by the author, and those of them that touch a mark."""
    spans = [
        span
        for marked in row["readers"][row["first"]]
        for part in ("source", "cue", "content")
        for span in marked[part]
    ]
    given = rows[rows["voice"] != "narration"]
    right = sum(
        any(a < end and b > start for a, b in spans)
        for start, end in zip(given["start"], given["end"], strict=True)
    )
    return len(given), right


def human(row: dict) -> list[dict]:
    """Set each reader's attributions beside each other reader's, as ``judged`` does."""
    found = []
    for one, marks in row["readers"].items():
        for other, theirs in row["readers"].items():
            if one == other:
                continue
            held = [set(_letters(row["text"], mark["content"]).tolist()) for mark in theirs]
            for marked in marks:
                places = set(_letters(row["text"], marked["content"]).tolist())
                if not places:
                    continue
                shared = [len(places & letters) for letters in held]
                best = int(np.argmax(shared)) if shared else 0
                name = marked["name"] if marked["by"] else ""
                same = bool(name and shared and shared[best] and theirs[best]["name"])
                found.append(
                    {
                        "story": row["id"],
                        "kind": kind(marked),
                        "by": marked["by"] if name else "",
                        "found": 2 * len(places & set().union(*held)) >= len(places),
                        "right": same and last(theirs[best]["name"]) == last(name),
                    }
                )
    return found


def rate(table: pd.DataFrame, column: str) -> tuple[int, float, float, float]:
    """Return how many, the share that is true, and its interval with the stories resampled."""
    counts = table.groupby("story")[column].agg(["sum", "count"]).to_numpy(dtype=float)
    if not len(counts):
        return 0, float("nan"), float("nan"), float("nan")
    share, low, high = harness.interval(
        lambda hits, of: hits.sum() / max(of.sum(), 1), counts[:, 0], counts[:, 1]
    )
    return int(counts[:, 1].sum()), share, low, high


def scores(table: pd.DataFrame) -> pd.DataFrame:
    """Compute what is found and whose name is right, with 95 % intervals over stories."""
    rows = []
    for name in KINDS:
        part = table[table["kind"] == name]
        rows.append((name, "found", *rate(part, "found")))
        for by, what in (("span", "right, named"), ("coref", "right, resolved")):
            rows.append((name, what, *rate(part[part["by"] == by], "right")))
    return pd.DataFrame(rows, columns=["what", "measure", "n", "value", "low", "high"])


def read(rows: list[dict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read every story; return its attributions judged and its sentences counted."""
    told, counts = [], []
    for row in rows:
        sentences = read_article(row["text"] + "\n").sentences
        told += judged(row, sentences)
        given, right = touched(row, sentences)
        counts += [{"story": row["id"], "true": place < right} for place in range(given)]
    return pd.DataFrame(told), pd.DataFrame(counts)


def run(data: Path = harness.DATA) -> pd.DataFrame:
    """Score this project, and one reader against another where a story has several."""
    rows = harness.rows(data, NAME)
    told, counts = read(rows)
    ours = scores(told)
    ours.loc[len(ours)] = ("sentences", "true", *rate(counts, "true"))
    several = [row for row in rows if len(row["readers"]) > 1]
    people = scores(pd.DataFrame([one for row in several for one in human(row)]))
    parts = {
        "closereading": ours,
        "closereading, stories of several readers": scores(read(several)[0]),
        "another reader": people,
    }
    for method, part in parts.items():
        part.insert(0, "method", method)
    return pd.concat(parts.values(), ignore_index=True)


def grades(rows: list[dict]) -> pd.DataFrame:
    """Return how often a given speaker is right, by voice and by how it was found."""
    told = []
    for row in rows:
        article = read_article(row["text"] + "\n")
        told += judged(row, article.sentences.join(article.speech))
    table = pd.DataFrame(told)
    table = table[(table["by"] != "") & table["given"] & (table["voice"] != "narration")]
    found = [
        (voice, how, *rate(part, "right")) for (voice, how), part in table.groupby(["voice", "how"])
    ]
    return pd.DataFrame(found, columns=["voice", "how", "n", "right", "low", "high"])


def summary(rows: list[dict]) -> str:
    """Return the figures of some stories in five short lines."""
    told, counts = read(rows)
    lines = []
    for name in KINDS:
        part = told[told["kind"] == name]
        named, resolved = part[part["by"] == "span"], part[part["by"] == "coref"]
        given = part[(part["by"] != "") & part["given"]]
        lines.append(
            f"{name:7} n {len(part):4} found {part['found'].mean():.3f} | named n {len(named):4} "
            f"{named['right'].mean():.3f} | resolved n {len(resolved):4} "
            f"{resolved['right'].mean():.3f} | of those given {given['right'].mean():.3f}"
        )
    return "\n".join([*lines, f"true    n {len(counts):4} {counts['true'].mean():.3f}"])


def main() -> None:
    """Print the figures of a half, or write the grades of speakers that ship."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=harness.DATA)
    parser.add_argument("--half", default="AB", help="A, B or both")
    parser.add_argument("--grades", action="store_true", help=f"write {GRADES.name}")
    options = parser.parse_args()
    rows = [row for row in harness.rows(options.data, NAME) if half(row["id"]) in options.half]
    if not options.grades:
        print(summary(rows))
        return
    head = (
        "# How often a speaker is right, by voice and how found; PolNeAR, 449 stories, see\n"
        "# benchmarks/README.md. Made by python -m benchmarks.speakers --grades.\n"
    )
    text = grades(rows).to_csv(index=False, float_format="%.3f", lineterminator="\n")
    GRADES.write_text(head + text, "utf-8")


if __name__ == "__main__":
    main()
