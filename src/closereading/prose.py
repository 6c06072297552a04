"""Prose from numbers: templates in which every number is a placeholder."""

from functools import cache

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

MINUS = "−"


def signed(value: float | None, digits: int = 2) -> str:
    """Write a number with its sign: +0.12, −0.07, 0.00."""
    if value is None:
        return "not known"
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return ("+" if value > 0 else MINUS) + text


def bound(value: float | None, digits: int = 2) -> str:
    """Write the end of an interval with its sign, and never as zero unless it is zero.

    A reader looks whether zero lies inside, and "−0.06 to 0.00" does not tell.
    """
    if value and float(f"{value:.{digits}f}") == 0 and float(f"{value:.{digits + 1}f}"):
        digits += 1
    return signed(value, digits)


def decimal(value: float | None, digits: int = 2) -> str:
    """Write a number with a fixed count of decimals and a true minus sign."""
    return "not known" if value is None else f"{value:.{digits}f}".replace("-", MINUS)


def percent(value: float | None, digits: int = 0) -> str:
    """Write a share between 0 and 1 as a percentage."""
    return "not known" if value is None else f"{100 * value:.{digits}f}\u00a0%"


def count(value: float | None) -> str:
    """Write a whole number, thousands apart."""
    return "not known" if value is None else f"{value:,.0f}"


def chance(value: float | None) -> str:
    """Write a p value: two decimals, three where two could read as .05 or less, never zero."""
    if value is None:
        return "not known"
    return f"{value:.2f}" if value >= 0.055 else f"{max(value, 0.001):.3f}"


def plural(value: float, one: str, many: str = "") -> str:
    """Write a count with its noun: 1 sentence, 25 sentences."""
    return f"{count(value)}\u00a0{one if value == 1 else many or one + 's'}"


def times(value: float) -> str:
    """Write how often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(value) or plural(value, "time")


def listed(items: list[str], word: str = "and") -> str:
    """Write a list in words: a, b and c."""
    items = list(items)
    return f" {word} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def shorten(text: str, width: int = 28) -> str:
    """Cut a label to ``width`` characters, between words if it can; an ellipsis shows it."""
    text = " ".join(str(text).split())
    if len(text) <= width:
        return text
    head = text[: width - 1]
    words = head.rsplit(" ", 1)[0]
    return (words if len(words) > width // 2 else head).rstrip(" ,;:.-–—") + "…"


def plain(text: str) -> str:
    """Escape text of an article for Markdown, so that it stays text."""
    for mark in "\\`*_{}[]<>#|~$!":
        text = text.replace(mark, "\\" + mark)
    return " ".join(text.split())


class _Numbers(dict):
    """Entries by key; an unknown key is an error that names it."""

    def __missing__(self, key):
        raise KeyError(f"no number called {key!r}")


WRITERS = (signed, bound, decimal, percent, count, chance, plural, times, listed, plain)


@cache
def environment() -> jinja2.Environment:
    """Return the one template environment; a missing placeholder is an error.

    It is closed: a template, an analyst's too, reaches nothing but what it is given.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.PackageLoader("closereading.report"),
        undefined=jinja2.StrictUndefined,
        autoescape=jinja2.select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {writer.__name__: writer for writer in WRITERS}
    return environment


def answer(part: str, numbers: dict[str, dict]) -> str:
    """Write a notebook's one-paragraph answer.

    Parameters
    ----------
    part : str
        Name of the template in ``templates/answers``. In it ``v("key")`` is a number's value and
        ``e("key")`` its whole entry; filters write it: ``{{ v("sentiment.mean") | signed }}``.
    numbers : dict
        Key to entry, as made by ``results.number``.

    Returns
    -------
    str
        Markdown.

    Raises
    ------
    KeyError
        If the template asks for a number that is not there.
    """
    numbers = _Numbers(numbers)
    template = environment().get_template(f"answers/{part}.md")
    text = template.render(
        v=lambda key: numbers[key]["value"],
        e=lambda key: numbers[key],
        has=lambda key: key in numbers,
    )
    return "\n\n".join(" ".join(block.split()) for block in text.split("\n\n") if block.strip())


def show(part: str, numbers: dict[str, dict]):
    """Show the answer in a notebook; see ``answer``."""
    from IPython.display import Markdown

    return Markdown(answer(part, numbers))
