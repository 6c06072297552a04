"""The values of numbers, in digits or in words."""

import re

from closereading.wording.places import LISTS, whole

VALUES = {"one": 1} | dict(zip(LISTS["number"], (*range(2, 20), *range(20, 100, 10)), strict=True))
TIMES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
VALUE = re.compile(
    whole(
        r"(?<![\w.,:'-])(?:(?P<digits>{DIGITS})|(?P<word>{number})(?:-(?P<unit>{number}|one))?)"
        r"(?:[ -]?(?P<large>{LARGE}))?(?![\w:]|[.,]\d)"
    ),
    re.IGNORECASE,
)
# The least that a loose count can mean.
LEAST = {
    "dozens": 24, "scores": 40, "tens": 20, "hundreds": 200, "thousands": 2e3, "millions": 2e6,
    "billions": 2e9, "trillions": 2e12,
}  # fmt: skip


def value(text: str) -> list[tuple[float, int, int]]:
    """Return the numbers of a straightened text: value, start and end."""
    found = []
    for match in VALUE.finditer(text):
        if match["digits"]:
            number = float(match["digits"].replace(",", ""))
        else:
            number = VALUES[match["word"].lower()] + VALUES.get((match["unit"] or "").lower(), 0)
        found.append((number * TIMES.get((match["large"] or "").lower(), 1), *match.span()))
    return found


def least(text: str) -> float:
    """Return the least that a loose count can mean: "tens or hundreds of thousands", 20,000."""
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if word in LEAST]
    if " of " in text and len(words) > 1:
        return min(LEAST[word] for word in words[:-1]) * LEAST[words[-1]] / 2
    return max((LEAST[word] for word in words), default=0)
