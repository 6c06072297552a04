"""Is it English? A check by function words and scripts, before words are scored."""

import re
import unicodedata
from collections import Counter

# In English news 38-52 % of the words are these; in the other languages below under 15 %.
ENGLISH = frozenset(
    "the of and to in a is that for it was on with he as at by be this his from are had not but they "
    "have which or were we their been has its an there she who will would said her if what when up "
    "out about more can could than into them you i my our after one all so no do did some just over "
    "before most other now then how also him your me us these those where because while".split()
)
OTHERS = {
    "German": "der die und das den dem nicht von mit ist des sich auf für eine ein zu im auch als bei nach wird",
    "French": "le la les et des un une du que qui est dans pour pas sur au avec il elle ce se par sont",
    "Spanish": "el la los las de que y en un una del se por con no para es al su lo como más pero",
    "Italian": "il la di che e un una per non con del della sono gli nel da si le alla dei più anche",
    "Portuguese": "o a os as de que e um uma do da em para não com por se mais como dos no na ao",
    "Dutch": "de het een en van ik te dat die in is niet zijn op aan met voor er maar om ook als",
    "Swedish": "och att det i en som är på av för med den till inte har de ett om var jag men",
    "Danish or Norwegian": "og i at det er en til af av på for med den som ikke de har et om var jeg men",
    "Polish": "i w na z się nie do to że jest o jak za po od przez ale dla był są tym co",
    "Turkish": "ve bir bu da de için ile çok daha gibi olarak olan ne kadar var mı en sonra ama",
    "Indonesian or Malay": "yang dan di dari untuk dengan pada ini itu tidak akan dalam oleh juga ke adalah telah ada",
    "Finnish": "ja on ei se että oli hän mutta kun joka ovat myös sen tai niin vain mitä nyt kuin",
}
_OTHERS = {name: frozenset(words.split()) for name, words in OTHERS.items()}

# Below this share of function words a text is not read as English. Headlines and lists have few, so
# the share is only judged from FEWEST words on.
LEAST = 0.20
FEWEST = 12
SAMPLE = 20_000  # characters looked at for scripts
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def share(words: list[str]) -> float:
    """Return which share of words (lower case) are English function words; nan for none."""
    return sum(word in ENGLISH for word in words) / len(words) if words else float("nan")


def script(text: str) -> str:
    """Name the script most letters of a text are in: "Latin", "Cyrillic", "Arabic" …; "" for none."""
    counts = Counter(
        "Latin" if letter.isascii() else unicodedata.name(letter, "UNKNOWN").split()[0].title()
        for letter in text[:SAMPLE]
        if letter.isalpha()
    )
    if not counts:
        return ""
    name = counts.most_common(1)[0][0]
    return {"Cjk": "Chinese or Japanese"}.get(name, name)


def name(text: str) -> str:
    """Name the language of a text: "English", another, a script, or "unknown".

    Parameters
    ----------
    text : str
        Straightened text.

    Notes
    -----
    Counts function words. A text in Latin letters with fewer than ``FEWEST`` words is taken for
    English unless more of its words belong to another language.
    """
    written = script(text)
    if written not in ("Latin", ""):
        return f"a language in {written} script"
    words = [word.lower() for word in WORD.findall(text)]
    if not words:
        return "unknown"
    english = share(words)
    best = max(_OTHERS, key=lambda name: sum(word in _OTHERS[name] for word in words))
    other = sum(word in _OTHERS[best] for word in words) / len(words)
    if len(words) < FEWEST:
        return best if other > english and other > 0.3 else "English"
    if english >= LEAST and english >= other:
        return "English"
    if other > max(english, 0.12):
        return best
    return "English" if english >= 0.75 * LEAST else "unknown"
