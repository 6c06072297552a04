"""How strong is strong: the rules by which a claim is graded, fixed before any article is read.

Every finding tests one claim, and the claim gets one of three grades.

firm
    A count of what stands in the text; or a share of at least ``FIRM`` (of resamplings in which
    something held, of sentences on which two methods agree, an index of agreement); or an interval
    that excludes zero even when widened for the number of questions asked and for few sentences; or
    a p value of at most ``ALPHA`` divided by that number. Claims about many words carry a
    correction for their number of their own (Bonferroni).
suggestive
    A share of at least ``SUGGESTIVE``, which is surely more than half where it is one of sentences
    on which two methods agree; or an interval that excludes zero only at its own width;
    or a p value of at most ``ALPHA`` before the division.
not supported
    Anything else, and every claim that the text is too short for.

A claim with several parts gets the grade of its weakest part. The questions are counted
because many looks at one text find something by chance more often than one look
(Bonferroni 1936; Dunn 1961). A bootstrap interval of few sentences is too narrow, and Student's t
makes up for it (Hesterberg 2015).
"""

from math import sqrt

from scipy.special import stdtrit

FIRM = 0.8  # also the share from which the notebooks call a rank firm and a sentence steady
SUGGESTIVE = 0.5
ALPHA = 0.05
NORMAL = 1.96  # standard errors to either end of the intervals given
GRADES = ("firm", "suggestive", "not supported")


def by_share(share: float | None, *, n: int | None = None) -> str:
    """Grade a share or an index of agreement, 0 to 1; ``n`` for a share of so many sentences."""
    if share is None or (share if n is None else surely_at_least(share, n)) < SUGGESTIVE:
        return "not supported"
    return "firm" if share >= FIRM else "suggestive"


def surely_at_least(share: float, n: int) -> float:
    """Return the lower end of a share's interval (Wilson 1927)."""
    if not n:
        return 0.0
    z = NORMAL
    middle, half = share + z * z / 2 / n, z * sqrt(share * (1 - share) / n + z * z / 4 / n / n)
    return (middle - half) / (1 + z * z / n)


def by_interval(entry: dict, *, questions: int) -> str:
    """Grade a number by whether its interval excludes zero."""
    value, low, high = entry["value"], entry["low"], entry["high"]
    if None in (value, low, high) or low <= 0 <= high:
        return "not supported"
    if entry["n"] < 2:
        return "suggestive"
    wider = float(stdtrit(entry["n"] - 1, 1 - ALPHA / 2 / questions)) / NORMAL
    near = value - (value - low) * wider if value > 0 else value + (high - value) * wider
    return "firm" if near * value > 0 else "suggestive"


def by_chance(p: float | None, *, questions: int) -> str:
    """Grade a p value."""
    if p is None or p > ALPHA:
        return "not supported"
    return "firm" if p <= ALPHA / questions else "suggestive"


def weakest(*strengths: str) -> str:
    """Return the weakest of several grades."""
    return max(strengths, key=GRADES.index)
