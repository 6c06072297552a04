"""Is it English? A check by function words and scripts, before words are scored."""

import itertools
import re
import unicodedata
from collections import Counter

from closereading import lists

# In English news 38-52 % of the words are these; in the other languages listed under 15 %.
_LISTS = {name: frozenset(words) for name, words in lists.sections("languages.txt").items()}
ENGLISH = _LISTS["English"]
OTHERS = {name: words for name, words in _LISTS.items() if name != "English"}

# Below this share of function words a text is not read as English. Headlines and lists have few, so
# the share is only judged from FEWEST words on.
LEAST = 0.20
FEWEST = 12
SAMPLE = 20_000  # words looked at
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def share(words: list[str]) -> float:
    """Return which share of words (lower case) are English function words; nan for none."""
    return sum(word in ENGLISH for word in words) / len(words) if words else float("nan")


def words(text: str) -> list[str]:
    """Return up to ``SAMPLE`` words of a straightened text, in small letters."""
    return WORD.findall(text.lower())[:SAMPLE]


def script(words: list[str]) -> str:
    """Name the script most letters are in: "Latin", "Cyrillic", "Arabic" …; "" for none."""
    strange = [letter for word in words if not word.isascii() for letter in word]
    counts = Counter(unicodedata.name(letter, "UNKNOWN").split()[0].title() for letter in strange)
    counts["Latin"] += sum(map(len, words)) - len(strange)
    name = counts.most_common(1)[0][0]
    if name in ("Hiragana", "Katakana") or (name == "Cjk" and counts["Hiragana"]):
        return "Japanese"
    return {"Cjk": "Chinese"}.get(name, name)


def name(words: list[str]) -> str:
    """Name the language of words: "English", another, a script, or "unknown".

    Fewer than ``FEWEST`` words in Latin letters are taken for English unless most of them belong
    to another language.
    """
    if not words:
        return "unknown"
    if (written := script(words)) != "Latin":
        return f"a language in {written} script"
    english = share(words)
    if len(words) >= FEWEST and english >= 2 * LEAST:
        return "English"
    counts = Counter(words)
    shares = {name: sum(counts[word] for word in theirs) for name, theirs in OTHERS.items()}
    best = max(shares, key=shares.get)
    other = shares[best] / len(words)
    if other > max(english, 0.3 if len(words) < FEWEST else 0.12):
        return best
    return "English" if len(words) < FEWEST or english >= 0.75 * LEAST else "unknown"


def told(straight: str, blocks, places) -> tuple[str, list]:
    """Name the language of a text, and note what of it is not English."""
    counted = [words(straight[start:end]) for start, end in blocks]
    whole = list(itertools.islice(itertools.chain.from_iterable(counted), SAMPLE))
    spoken = name(whole)
    if spoken != "English":
        english = 100 * share(whole)
        portion = "no words" if english != english else f"{english:.0f} % English function words"
        why = f"Not read as English ({portion}): tone and keyness are not computed."
        place = (places[blocks[0][0]], places[blocks[-1][1] - 1] + 1)
        return spoken, [("language", *place, spoken, why)]
    why = "This paragraph is not in English; what is computed from its words means little."
    notes = []
    for (start, end), theirs in zip(blocks, counted, strict=True):
        if len(theirs) < FEWEST or share(theirs) >= LEAST:
            continue
        other = name(theirs)
        if other not in ("English", "unknown"):
            notes.append(("language", places[start], places[end - 1] + 1, other, why))
    return spoken, notes
