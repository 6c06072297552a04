"""Parts of speech: a word's commonest tag, and what the words beside it make of that.

The lexicon is Brill's, shipped with TextBlob: one tag a word. Many a noun of news also is a verb
(launch, recall, match), so four rules, one for each kind of tag, look at the neighbours.
"""

from functools import cache, lru_cache

from closereading import lists

KEPT = 1 << 15  # words whose facts are kept: more than one text uses, fewer than an archive holds

_LISTS = {name: frozenset(words) for name, words in lists.sections("tags.txt").items()}
OPENERS, PREPOSITIONS = _LISTS["openers"], _LISTS["prepositions"]  # a noun stands behind these,
SUBJECTS, SINGULAR = _LISTS["subjects"], _LISTS["singular"]  # a verb behind these,
OBJECTS, COURSE = _LISTS["objects"], _LISTS["course"]  # and in front of these
KINDS, PLURAL, NO_OWNER = _LISTS["kinds"], _LISTS["plural"], _LISTS["no owner"]


@cache
def lexicon() -> dict[str, str]:
    """Return Brill's lexicon as shipped with TextBlob: word to its commonest tag."""
    from textblob.en import parser

    parser.lexicon.get("a")  # it loads itself at the first look
    return dict(parser.lexicon)


@lru_cache(maxsize=KEPT)
def tag(word: str) -> str:
    """Return the Penn Treebank tag a word has most often, whatever stands around it.

    A word that is not in the lexicon is tagged by its shape.
    """
    if listed := lexicon().get(word):
        return listed
    from textblob.en import parser

    # In second place, where a capital counts as a name's.
    return parser.find_tags(["-", word])[1][1]


@lru_cache(maxsize=KEPT)
def verbal(lower: str) -> bool:
    """Return whether a word also is a verb, judging by whether the lexicon has its other forms."""
    root = lower.removesuffix("e")
    endings = (f"{lower}ed", f"{lower}ing", f"{root}ed", f"{root}ing", f"{lower}{lower[-1]}ing")
    return any(word in lexicon() for word in endings)


@lru_cache(maxsize=KEPT)
def nominal(lower: str) -> bool:
    """Return whether a verb also is a noun, judging by whether the lexicon has its plural."""
    return any(lexicon().get(lower + ending) == "NNS" for ending in ("s", "es"))


def settle(found: list) -> None:
    """Change, in place, the tags of a text's tokens that their neighbours contradict.

    Only words with a space between them are neighbours. A verb the text uses as a noun once may be
    one in a compound ("the recall … a product recall").
    """
    nouns: set[str] = set()
    last = len(found) - 1
    unsure = [
        place
        for place, token in enumerate(found)
        if token.tag in RULES and not (token.stop or token.name)
    ]
    for place in unsure:
        token = found[place]
        before = found[place - 1] if place else None
        if before and before.end + 1 != token.start:
            before = None
        after = found[place + 1] if place < last else None
        if after and (after.start != token.end + 1 or after.sentence != token.sentence):
            after = None
        earlier = found[place - 2] if before and place > 1 else None
        if new := RULES[token.tag](token, before, after, earlier, nouns):
            found[place] = token._replace(tag=new)
            if new == "NN":
                nouns.add(token.lower)


def _verb(token, before, after, earlier, nouns) -> str:
    """Tell a noun from a verb: behind an article, an owner, an adjective, a preposition, a noun."""
    if before is None:
        return ""
    third = token.tag == "VBZ"
    noun = "NNS" if third else "NN"
    if before.lower in OPENERS or before.lower in PREPOSITIONS:
        return noun
    if before.stop:
        return ""
    if before.tag.startswith("JJ") or before.lower.endswith("'s"):
        return noun if before.lower not in NO_OWNER else ""
    compound = before.tag in ("NN", "NNP", "VBG") and before.lower not in PLURAL
    known = token.lower in nouns or nominal(token.lower)
    return noun if compound and not third and known and not _object(after) else ""


def _noun(token, before, after, earlier, nouns) -> str:
    """Tell a verb from a noun: behind a subject, an auxiliary or a plural."""
    if before is None or not verbal(token.lower):
        return ""
    if before.lower in SUBJECTS or (before.tag == "RB" and earlier and earlier.lower in SUBJECTS):
        return "VB"
    if not before.stop and after and after.lower in COURSE:
        return "VBP"  # "the fire spread out"
    if before.lower == "and" and after and after.lower in OBJECTS:
        return "VB"
    # Two nouns, the first in the plural, are rare: "officials plan", but "sports page".
    return "VBP" if before.tag == "NNS" and not before.stop and before.lower not in KINDS else ""


def _plural(token, before, after, earlier, nouns) -> str:
    """Tell a verb in the third person from a plural: "he sets", "the moon hides the sun"."""
    if before is None or not verbal(token.lower[:-1]):
        return ""
    if before.lower in SINGULAR:
        return "VBZ"
    noun = before.name or before.tag in ("NN", "NNP")
    ahead = after and (after.lower in OBJECTS or after.lower in COURSE)
    return "VBZ" if noun and not before.stop and ahead else ""


def _participle(token, before, after, earlier, nouns) -> str:
    """Tell a noun in -ing: behind an article, with no noun to qualify."""
    if before is None or before.lower not in OPENERS:
        return ""
    noun = after and not after.stop and (after.name or after.tag.startswith(("NN", "JJ")))
    return "" if noun else "NN"


def _object(after) -> bool:
    """Tell whether an object begins here."""
    return after is not None and (after.lower in OBJECTS or after.name)


RULES = {
    **dict.fromkeys(("VB", "VBP", "VBZ"), _verb),
    "NN": _noun,
    "NNS": _plural,
    "VBG": _participle,
}
