"""How sure is sure: the rules that decide what the report may say, fixed before any article.

What makes an answer sure, likely or open stands in ``templates/report.md``, for readers. An answer
with several parts is as sure as its weakest part. The questions are counted because many looks at
one text find something by chance more often than one look (Bonferroni 1936; Dunn 1961).
"""

from scipy.special import stdtrit

from closereading.resampling import FIRM
from closereading.statement import LIKELY, MAY, OPEN, SURE, Statement

__all__ = ["LIKELY", "MAY", "OPEN", "SURE", "Statement"]

Numbers = dict[str, dict]
LEAST = 0.5
ALPHA = 0.05
LEVELS = tuple(MAY)
NEAR, TIED = 1.5, 1.2  # times the words of the next that who speaks most must have, to be sure of
# it, and to be told apart at all
LISTED = 5  # speakers and words that have numbers of their own
OFTEN = 3  # uses from which a text comes back to a word
POWER = 0.8  # of trials in which a second story is noticed, before its absence says anything


def by_share(share: float | None) -> str:
    """Say how sure a share or an index of agreement makes, 0 to 1."""
    if share is None or share < LEAST:
        return OPEN
    return SURE if share >= FIRM else LIKELY


def by_interval(entry: dict, *, questions: int) -> str:
    """Say how sure a number is not zero, by its interval."""
    value, low, high = entry["value"], entry["low"], entry["high"]
    if None in (value, low, high) or low <= 0 <= high:
        return OPEN
    if entry["n"] < 2:
        return LIKELY
    one, all_ = stdtrit(entry["n"] - 1, [1 - ALPHA / 2, 1 - ALPHA / 2 / questions])
    wider = float(all_ / one)
    near = value - (value - low) * wider if value > 0 else value + (high - value) * wider
    return SURE if near * value > 0 else LIKELY


def by_chance(p: float | None, *, questions: int) -> str:
    """Say how sure a p value makes."""
    if p is None or p > ALPHA:
        return OPEN
    return SURE if p <= ALPHA / questions else LIKELY


def weakest(*levels: str) -> str:
    """Return the least sure of several levels."""
    return max(levels, key=LEVELS.index)


def value(numbers: Numbers, key: str):
    """Return a number's value, None where it is not there."""
    return numbers.get(key, {}).get("value")


def speakers(numbers: Numbers) -> str:
    """Say who has a part beside the author: "nobody", "unnamed", "one", "tied" or "several"."""
    others = ("quotation", "reported")
    spoken = sum(numbers[f"article.{voice}.sentences"]["value"] for voice in others)
    named = numbers["article.speakers"]["value"]
    if not spoken or not named:
        return "unnamed" if spoken else "nobody"
    return "one" if named == 1 else "tied" if len(tied(numbers)) > 1 else "several"


def tied(numbers: Numbers) -> list[str]:
    """Return the keys of the speakers who cannot be told from the first by how much they have."""
    keys = [f"article.speaker.{place}" for place in range(1, LISTED + 1)]
    words = {key: value(numbers, f"{key}.words") for key in keys if value(numbers, f"{key}.words")}
    return [key for key, count in words.items() if max(words.values()) < TIED * count]


def surely_first(numbers: Numbers) -> str:
    """Say how sure it is who has most.

    Not sure where many are unnamed, another comes near, or answers have no label.
    """
    kind = speakers(numbers)
    if kind in ("unnamed", "tied") or not mostly_named(numbers) or alike(numbers):
        return LIKELY
    if value(numbers, "findings.voices.answers"):
        return LIKELY
    if kind != "several":
        return SURE
    first, second = (numbers[f"article.speaker.{place}.words"]["value"] for place in (1, 2))
    return SURE if first >= NEAR * second else LIKELY


def mostly_named(numbers: Numbers) -> bool:
    """Whether the speaker is named in nearly all sentences of others."""
    named = numbers["findings.voices.named"]
    return not named["n"] or by_share(named["value"] / named["n"]) == SURE


def alike(numbers: Numbers) -> bool:
    """Whether the first two speakers bear one surname, and may be one person."""
    names = [value(numbers, f"article.speaker.{place}") or "" for place in (1, 2)]
    return all(names) and names[0].split()[-1] == names[1].split()[-1]


def leading(numbers: Numbers) -> list[str]:
    """Return the keys of up to three words that would lead in other sentences too."""
    if value(numbers, "keywords.verdict") != "ranked":
        return []
    uses = {
        key: value(numbers, f"{key}.count") or 0
        for key in (f"keywords.word.{place}" for place in range(1, LISTED + 1))
        if (value(numbers, f"{key}.stability") or 0) >= LEAST
    }
    often = [key for key in uses if uses[key] >= OFTEN]
    return sorted(often, key=lambda key: -uses[key])[:3]


def tone(numbers: Numbers, *, questions: int) -> str:
    """Say how sure the verdict on the tone is; ``sentiment.means.verdict`` made it."""
    verdict = value(numbers, "sentiment.verdict")
    if verdict in ("positive", "negative"):
        return by_interval(numbers["sentiment.mean"], questions=questions)
    return LIKELY if verdict == "neutral" else OPEN


def apart(numbers: Numbers) -> bool:
    """Whether the whole interval of the tone lies on one side of the middle news story."""
    place = numbers.get("sentiment.percentile")
    return bool(place and place["low"] is not None and not place["low"] <= 50 <= place["high"])


def themes(numbers: Numbers, *, questions: int) -> str:
    """Say how sure the answer to "several stories?" is, whichever it is."""
    verdict = numbers["topics.verdict"]["value"]
    if verdict == "several themes":
        # One test of two is no finding.
        sure = by_chance(numbers["topics.p"]["value"], questions=questions)
        return (SURE if sure == SURE else LIKELY) if numbers["topics.agree"]["value"] else OPEN
    sizes = value(numbers, "topics.power.sizes") or 0
    noticed = value(numbers, f"topics.power.{sizes}.calibration") or 0
    return LIKELY if verdict != "too short" and noticed >= POWER else OPEN
