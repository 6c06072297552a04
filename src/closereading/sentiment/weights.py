"""The words that carry tone, and what each weighs: reading a sentence for the scorer.

``data/tone.csv.gz`` holds a row a word: its weight, and its weight when a negation stands before
it. ``benchmarks/fit_sentiment.py`` makes the table; ``data/tone.json`` says from what.
"""

import gzip
import json
import re
from functools import cache
from importlib import resources

from closereading import lists
from closereading.characters import straighten
from closereading.reader.silence import TITLED, opens

# Letters with inner apostrophes and hyphens. Numbers have no tone, nor what hangs on one: in
# "300-strong" strong is a size. A word is cut at 40 letters: a longer one is no word.
WORD = re.compile(r"(?<![^\W_])(?<!\d-)[^\W\d_]{1,40}(?:['-][^\W\d_]{1,40}){0,6}")

_LISTS = {name: frozenset(words) for name, words in lists.sections("negations.txt").items()}
PLAIN, NEGATIONS = _LISTS["negations"], _LISTS["negations"] | _LISTS["undone"]
LIKING = _LISTS["before like"]  # "like" is a feeling after these, a comparison elsewhere
# A negation reaches this many words, those that only join others not counted ("An" and "Be" with
# a capital may be somebody, and count). Two to seven were tried on the labelled news; see the card.
REACH = 5
JOINING = frozenset(("a", "an", "the", "of", "to", "be"))


@cache
def table() -> tuple[dict[str, tuple[float, float]], frozenset[str]]:
    """Load the weights the first time they are asked for.

    Returns
    -------
    tuple
        Word to (weight, weight when negated); and the words that are silent when capitalised,
        because they are also somebody's or some place's name: "Hope", "Nice", "Will".
    """
    path = resources.files("closereading") / "data" / "tone.csv.gz"
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()[1:]
    rows = [line.split(",") for line in lines]
    weights = {word: (int(plain) / 1000, int(negated) / 1000) for word, plain, negated, _ in rows}
    return weights, frozenset(word for word, _, _, name in rows if name)


@cache
def card() -> dict:
    """Load what goes with the weights: scale, interval, provenance and measured figures."""
    path = resources.files("closereading") / "data" / "tone.json"
    return json.loads(path.read_text("utf-8"))


def words(text: str, names: frozenset[str]) -> tuple[list[tuple[int, str, bool]], int]:
    """Find the words of a sentence that may carry tone.

    Parameters
    ----------
    text : str
        One sentence, quotes straight or curly.
    names : frozenset of str
        Words that are silent when capitalised.

    Returns
    -------
    tuple
        A list of (offset, word in lower case, whether it is negated), and the number of words of
        the sentence, silent ones included.
    """
    straight = straighten(text)
    found = WORD.findall(straight)
    kept, step, last, before, end = [], 0, -REACH - 1, "", 0
    titled = sum(word[0].isupper() for word in found) > TITLED * len(found)
    for place, word in enumerate(found):
        start = straight.find(word, end)
        end, lower = start + len(word), word.lower()
        step += word not in JOINING
        silent = lower == "like" and (before not in LIKING or straight[start - 2] == ",")
        if word[0] != lower[0] and lower != "i" and lower[:2] != "i'":
            silent |= lower in names or not (
                titled or not place or opens(straight, start, found[place - 1], "\"'", ":!?")
            )
        if not silent:
            kept.append((start, lower, step - last <= REACH))
            if lower in NEGATIONS or lower[-3:] == "n't":
                last = step
        before = lower
    return kept, len(found)


def contributions(text: str) -> tuple[list[tuple[int, str, bool, float]], int]:
    """Weigh a sentence word by word.

    Returns (offset, word as in the table, whether negated, weight) of each word that has a weight,
    and the number of words of the sentence.
    """
    weights, names = table()
    kept, count = words(text, names)
    rows = []
    for start, word, negated in kept:
        parts = [word] if word in weights else word.split("-")
        if word[-2:] == "'s" and word not in weights and word[:-2] in weights:
            parts = [word[:-2]]
        for part in parts:
            if part in weights:
                rows.append((start, part, negated, weights[part][negated]))
            start += len(part) + 1
    return rows, count
