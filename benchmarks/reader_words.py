"""The reader's dictionary and word pieces, and the sentences written for it.

The dictionary says which words are heard: English words of a spelling dictionary, of VADER's
lexicon, or seen in news in lower case; none for a people, a religion or a gender
(``identity.txt``). A word that is also a name is marked, so that it can be silent where it has a
capital.
"""

import collections
import itertools
import json
import random
import re
from pathlib import Path

from benchmarks import harness
from benchmarks.tone_words import SURNAMES, hunspell, identity
from closereading.reader import silence

NEWS = ("keywords-duc2001", "keywords-500n", "themes-mix")
FEWEST = 3  # times a word must be seen to count as one
OFTENER = 10  # times as often a word as a name: then it is heard in a headline in title case
REVERSALS = Path(__file__).with_name("reversals.txt")
SHARE = 0.8  # the ratings of written sentences are drawn towards zero: a panel's mean is moderate
SPECIAL = ("<s>", "</s>", "[UNK]", "<mask>")


def dictionary(inputs: Path, data: Path, rated: list[str]) -> dict[str, int]:
    """Return the words that are heard, each with its kind; see ``silence``."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    first = set()
    for file in ("dist.female.first", "dist.male.first"):
        first |= {
            line.split()[0].lower() for line in (inputs / file).read_text().split("\n") if line
        }
    last = (inputs / "dist.all.last").read_text().split("\n")[:SURNAMES]
    cities = json.loads((inputs / "cities15000.json").read_bytes()).values()
    named = first | {line.split()[0].lower() for line in last if line}
    named |= {city["name"].lower() for city in cities}
    small, large = _seen([*rated, *_news(data)])
    words = {form.replace("’", "'") for form in hunspell(inputs / "dictionary-en")}
    words = {form for form in words if form == form.lower()} | set(
        SentimentIntensityAnalyzer().lexicon
    )
    words |= {w for w, n in small.items() if n >= max(FEWEST, large[w] + 1) and w not in named}
    words = {word for word in words if silence.WORD.fullmatch(word) and len(word) > 1}
    words = {word for word in words if not word.endswith(silence.ENDINGS)}
    words -= {word for words in identity().values() for word in words}
    kinds = {"a": silence.COMMON, "i": silence.COMMON}
    for word in sorted(words):
        if word not in named and large[word] <= max(small[word], FEWEST - 1):
            kinds[word] = silence.COMMON
        elif word not in first and small[word] > OFTENER * large[word]:
            kinds[word] = silence.OPENING
        else:
            kinds[word] = silence.NAME
    return kinds


def _news(data: Path) -> list[str]:
    rows = [row for name in NEWS for row in harness.rows(data, name)]
    return [text for row in rows for text in row.get("sentences", [row.get("text")])]


def _seen(texts: list[str]) -> tuple[collections.Counter, collections.Counter]:
    """Count words in mid-sentence, in lower case and with a capital; title case left out."""
    small, large = collections.Counter(), collections.Counter()
    inside = re.compile(rf"(?<=[a-z,;] ){silence.WORD.pattern}")
    for text in sorted(set(texts)):
        parts = text.split()
        if sum(part[0].isupper() for part in parts) > silence.TITLED * len(parts):
            continue
        for word in inside.findall(text.replace("’", "'")):
            word = silence.base(word)
            (large if word[:1].isupper() else small)[word.lower()] += 1
    return small, large


def pieces(vocabulary: list[str], words: dict[str, int]) -> list[str]:
    """Return the word pieces to keep: those of heard words, single signs, and numbers."""
    from closereading.reader.pieces import Pieces

    whole = Pieces(vocabulary)
    kept = {place for word in words for place in whole.ids(word)}
    kept |= {whole.place[piece] for piece in SPECIAL}
    for place, piece in enumerate(vocabulary):
        bare = piece.removeprefix("##")
        sign = len(bare) == 1 and (bare.isascii() or not bare.isalpha())
        if sign or (bare.isdecimal() and bare.isascii()):
            kept.add(place)
    return [vocabulary[place] for place in sorted(kept)]


def reversals(spread: float) -> list[tuple[str, float, bool]]:
    """Write out the patterns of ``reversals.txt``: text, rating in deviations, held back."""
    rng, made = random.Random(0), []
    for line in REVERSALS.read_text("utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        rating, _, pattern = line.partition(" ")
        parts = [part.split("|") for part in re.split(r"[{}]", pattern)]
        choices = ["".join(choice) for choice in itertools.product(*parts)]
        rng.shuffle(choices)
        most = max(4, *map(len, parts)) + 1
        value = SHARE * float(rating.rstrip("*")) / spread
        made += [
            (text[0].upper() + text[1:], value, rating.endswith("*")) for text in choices[:most]
        ]
    return made
