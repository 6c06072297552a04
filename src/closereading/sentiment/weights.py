"""The words that carry tone, and what each weighs: reading a sentence for the scorer.

``data/tone.csv.gz`` holds a row a word: its weight, and its weight when a negation stands before
it. ``benchmarks/fit_sentiment.py`` makes the table; ``data/tone.json`` says from what.
"""

import gzip
import json
import re
from functools import cache
from importlib import resources

from closereading.characters import straighten

# Letters with inner apostrophes and hyphens. Numbers have no tone, nor what hangs on one: in
# "300-strong" strong is a size. A word is cut at 40 letters: a longer one is no word.
WORD = re.compile(r"(?<![^\W_])(?<!\d-)[^\W\d_]{1,40}(?:['-][^\W\d_]{1,40}){0,6}")

_NEGATIONS = (
    "not no never none nobody nothing neither nor nowhere without hardly barely scarcely rarely"
    " seldom cannot despite cant wont dont isnt aint wasnt didnt doesnt"
)
# These say that what follows does not happen: "cease to be a source of aggression". Each kind was
# tried apart on the labelled news; "halt", "end", "ban", "few" and "far" made it worse.
_UNDONE = (
    "cease ceases ceased ceasing stop stops stopped stopping fail fails failed failing failure"
    " failures lack lacks lacked lacking prevent prevents prevented preventing avoid avoids avoided"
    " avoiding refuse refuses refused refusing deny denies denied denying"
)
PLAIN, NEGATIONS = frozenset(_NEGATIONS.split()), frozenset(f"{_NEGATIONS} {_UNDONE}".split())
# A negation reaches this many words, those that only join others not counted ("An" and "Be" with
# a capital may be somebody, and count). Two to seven were tried on the labelled news; see the card.
REACH = 5
JOINING = frozenset(("a", "an", "the", "of", "to", "be"))

# "like" is a feeling after these, and a comparison elsewhere.
_BEFORE_LIKE = (
    "i you we they who to would could might may will should can don't didn't doesn't not never i'd"
    " you'd we'd they'd he'd she'd really won't wouldn't"
)
BEFORE_LIKE = frozenset(_BEFORE_LIKE.split())
# In a text where more words than this are capitalised (a headline in title case, a text in
# capitals) a capital tells nothing.
TITLED = 0.6


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
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")
    weights, names = {}, set()
    for line in lines[1:]:
        if line:
            word, weight, negated, name = line.split(",")
            weights[word] = (int(weight) / 1000, int(negated) / 1000)
            if name:
                names.add(word)
    return weights, frozenset(names)


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
    kept, step, last, before, end, titled = [], 0, -99, "", 0, None
    for place, word in enumerate(found):
        start = straight.find(word, end)
        end = start + len(word)
        lower = word.lower()
        step += word not in JOINING
        if lower != word and word[0] != lower[0] and lower != "i" and lower[:2] != "i'":
            if lower in names:
                before = lower
                continue
            if place and not _opens(straight, start, found[place - 1]):
                if titled is None:
                    titled = sum(each[0].isupper() for each in found) > TITLED * len(found)
                if not titled:
                    before = lower
                    continue
        if lower == "like" and (before not in BEFORE_LIKE or straight[start - 2] == ","):
            before = lower
            continue
        kept.append((start, lower, step - last <= REACH))
        if lower in NEGATIONS or lower[-3:] == "n't":
            last = step
        before = lower
    return kept, len(found)


def _opens(text: str, start: int, before: str) -> bool:
    """Say whether a capital is only there because a sentence or a quotation begins."""
    mark = text[start - 1]
    if mark == '"' or mark == "'":
        return True
    if not mark.isspace():
        return False
    mark = text[max(start - 40, 0) : start].rstrip()[-1:]
    # A full stop after a capitalised or one-letter word is an abbreviation's: Mr., Gen., U.S.
    return mark in {":", "!", "?"} or (mark == "." and len(before) > 1 and before[0].islower())


def contributions(text: str) -> tuple[list[tuple[int, str, bool, float]], int]:
    """Weigh a sentence word by word.

    Returns
    -------
    tuple
        A list of (offset, word as in the table, whether negated, weight), words without a weight
        left out; and the number of words of the sentence.
    """
    weights, names = table()
    kept, count = words(text, names)
    rows = []
    for start, word, negated in kept:
        if word in weights:
            rows.append((start, word, negated, weights[word][negated]))
            continue
        if word[-2:] == "'s" and word[:-2] in weights:
            word = word[:-2]
            rows.append((start, word, negated, weights[word][negated]))
        elif "-" in word:
            for part in word.split("-"):
                if part in weights:
                    rows.append((start, part, negated, weights[part][negated]))
                start += len(part) + 1
    return rows, count
