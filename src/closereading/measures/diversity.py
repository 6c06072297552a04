"""How varied the words are: type-token ratios and MTLD, with an interval by leaving out."""

import itertools

import numpy as np

# The usual window of the moving-average type-token ratio (Covington & McFall 2010).
WINDOW = 50
# The share of new words at which a stretch counts as used up (McCarthy & Jarvis 2010).
FACTOR = 0.72
FEWEST = 100
# Stretches left out in turn: enough for a variance, long enough to hold whole sentences.
GROUPS = 20


def type_token(lower: list[str]) -> float:
    """Return different words per word."""
    return len(set(lower)) / len(lower) if lower else float("nan")


def moving(lower: list[str], *, window: int = WINDOW) -> float:
    """Return the mean type-token ratio of all windows of ``window`` words (MATTR)."""
    if len(lower) < window:
        return float("nan")
    counts: dict[str, int] = {}
    total = 0
    for place, word in enumerate(lower):
        counts[word] = counts.get(word, 0) + 1
        if place >= window:
            old = lower[place - window]
            counts[old] -= 1
            if not counts[old]:
                del counts[old]
        if place >= window - 1:
            total += len(counts)
    return total / (len(lower) - window + 1) / window


def mtld(lower: list[str], *, factor: float = FACTOR) -> float:
    """Return the measure of textual lexical diversity.

    Returns
    -------
    float
        The mean length, in words, of stretches over which the type-token ratio stays above
        ``factor``, read forwards and backwards. nan when it never falls.

    Notes
    -----
    McCarthy & Jarvis (2010); the last, unfinished stretch counts in part.
    """

    def one_way(sequence):
        factors, seen, length = 0.0, set(), 0
        for word in sequence:
            seen.add(word)
            length += 1
            if len(seen) / length < factor:
                factors, seen, length = factors + 1, set(), 0
        if length:
            factors += (1 - len(seen) / length) / (1 - factor)
        return len(sequence) / factors if factors else float("nan")

    return (one_way(lower) + one_way(lower[::-1])) / 2 if lower else float("nan")


def _left_out(lower: list[str], measure) -> tuple[float, float, float]:
    """Return a measure and its interval by leaving out stretches of the text in turn.

    A bootstrap would repeat words, and repeated words are what diversity measures; leaving out does
    not (delete-a-group jackknife, Kott 2001).
    """
    value = measure(lower)
    if len(lower) < FEWEST or not np.isfinite(value):
        return float("nan"), float("nan"), float("nan")
    edges = np.linspace(0, len(lower), GROUPS + 1).astype(int)
    others = np.array(
        [measure(lower[:start] + lower[end:]) for start, end in itertools.pairwise(edges)]
    )
    spread = np.sqrt((GROUPS - 1) / GROUPS * np.nansum((others - np.nanmean(others)) ** 2))
    return value, float(value - 1.96 * spread), float(value + 1.96 * spread)


def diversity(sentences: list[list[str]]) -> dict[str, tuple[float, float, float]]:
    """Compute how varied the words are.

    Returns
    -------
    dict
        ``ttr`` (different words per word: falls with length, never compare texts by it), ``mattr``
        (the same in windows of 50 words) and ``mtld``: value, low, high. The interval is 95 %, by
        leaving out a twentieth of the text in turn. nan below ``FEWEST`` words.
    """
    lower = [word.lower().removesuffix("'s") for sentence in sentences for word in sentence]
    return {
        "ttr": _left_out(lower, type_token),
        "mattr": _left_out(lower, moving),
        "mtld": _left_out(lower, mtld),
    }
