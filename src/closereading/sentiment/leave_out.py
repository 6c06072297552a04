"""Why the context adds what it adds: the words it hangs on, found by leaving each out."""

import re
from collections.abc import Collection, Sequence

import pandas as pd

from closereading import lists
from closereading.sentiment import means, scorer

STRONGEST = 4  # sentences looked into; each costs as many readings as it has words
LEAST = 0.1  # a context's part that is worth a reason
NAMED = 2  # words named at most
SHARE = 0.25  # of what the first word moves: one that moves less is not named
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SKIPPED = frozenset(lists.sections("negations.txt")["skipped"])
COLUMNS = ["sentence", "score", "words_part", "context_part", "hangs_on", "moves", "text"]


def candidates(text: str) -> list[re.Match]:
    """Return the words of a sentence that its context may hang on."""
    return [word for word in WORD.finditer(text) if word[0].lower() not in SKIPPED]


def hangs_on(text: str, *, without: Collection[str] = ()) -> list[tuple[int, str, float]]:
    """Find the words that the context's part of a sentence hangs on.

    Returns
    -------
    list of tuple
        Offset, word as printed, and how much less the context would add without it, before the
        squash; two at most, in the order of the text, all pulling as the context does.
    """
    words = candidates(text)
    variants = [text[: word.start()] + text[word.end() :] for word in words]
    whole, *others = (one.context for one in scorer.readings([text, *variants], without=without))
    sign = 1 if whole >= 0 else -1
    moves = [
        (-round(sign * (whole - other), 4), word.start(), word[0], whole - other)
        for other, word in zip(others, words, strict=True)
    ]
    named = sorted(moves)[:NAMED]
    least = max(SHARE * sign * named[0][-1], 0) if named else 0
    return sorted((start, word, move) for _, start, word, move in named if sign * move > least)


def written(text: str, named: Sequence[tuple[int, str, float]]) -> str:
    """Write the words a context hangs on as they stand: "left … behind"."""
    told, end = "", 0
    for start, word, _ in named:
        told += (" " if told and not text[end:start].strip() else " … " if told else "") + word
        end = start + len(word)
    return told


def reasons(article, scores: pd.DataFrame, *, without: Collection[str] = ()) -> pd.DataFrame:
    """Say what the context's part of the strongest sentences hangs on.

    Parameters
    ----------
    article : Article
    scores : DataFrame
        As made by ``score``.
    without : collection of str
        Words, lower case, that shall not count.

    Returns
    -------
    DataFrame
        ``sentence``, ``score``, ``words_part``, ``context_part``, ``hangs_on`` (the words, as
        printed), ``moves`` (how much of the context's part goes with the first of them, before
        the squash) and ``text``; the sentences to which the context adds most, by at least .1.

    Notes
    -----
    A word's share is what the context's part loses when the word alone is left out. Words that
    only work together can each seem to matter little, and a sentence without a word may be read
    anew; so this is a pointer for the eye, measured in ``benchmarks/README.md``, and no sum.
    """
    used = means.kept(scores)
    size = used["context_part"].abs().sort_values(ascending=False, kind="stable")
    used = used.loc[size[size >= LEAST].index[:STRONGEST], [*COLUMNS[:4], "text"]]
    plain = dict(zip(article.sentences["sentence"], article.plain, strict=True))
    told = {number: hangs_on(plain[number], without=without) for number in used["sentence"]}
    most = {n: max((move for *_, move in told[n]), key=abs, default=0.0) for n in told}
    used["hangs_on"] = [written(plain[number], told[number]) for number in used["sentence"]]
    used["moves"] = [round(most[number], 2) for number in used["sentence"]]
    return used[COLUMNS].reset_index(drop=True)
