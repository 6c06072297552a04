"""Lists that ship with the package: words in sections, and tables of facts."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import groupby

HEAD = re.compile(r"\[([\w ]+)(?::(\w+))?\]")
PART = re.compile(r"\{([a-z][a-z ]*)\}")


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Read a list of words or patterns.

    Parameters
    ----------
    name : str
        File name in ``closereading/data``: sections headed ``[name]``, and ``#`` before remarks. In
        a section ``[name:lines]`` each line is an item, otherwise each word.

    Returns
    -------
    dict
        Section to its items, in order.
    """
    text = (resources.files("closereading") / "data" / name).read_text("utf-8")
    found: dict[str, list[str]] = {}
    current, whole = found.setdefault("", []), False
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if head := HEAD.fullmatch(line):
            current, whole = found.setdefault(head[1], []), head[2] == "lines"
        elif whole:
            current.append(line)
        else:
            current.extend(line.split())
    return {title: tuple(items) for title, items in found.items() if title or items}


def pattern(name: str, section: str, flags: int = 0) -> re.Pattern:
    """Compile a section of ``name``: each of its items is a pattern, an alternative to the others.

    ``{other}`` in an item stands for all of section ``other``.
    """

    def alternatives(section: str) -> str:
        items = sections(name)[section]
        return f"(?:{'|'.join(re.sub(PART, lambda told: alternatives(told[1]), i) for i in items)})"

    return re.compile(alternatives(section), flags)


def words(items: Iterable[str]) -> str:
    """Return one pattern for many words, by their first letters: seven times as quick as a row."""
    first = groupby(sorted(items, key=lambda word: (word[0], -len(word))), key=lambda word: word[0])
    return "|".join(f"{one}(?:{'|'.join(word[1:] for word in those)})" for one, those in first)


@cache
def peoples() -> tuple[tuple[str, ...], ...]:
    """Read ``peoples.txt``: for each country its name, then its people's words, lower case."""
    text = (resources.files("closereading") / "data" / "peoples.txt").read_text("utf-8")
    lines = (line.lower().split() for line in text.split("\n") if not line.startswith("#"))
    return tuple(tuple(line) for line in lines if line)


@cache
def toml(name: str) -> dict[str, dict]:
    """Read a file of facts in ``closereading/data``; for reading only, as it is kept."""
    return tomllib.loads((resources.files("closereading") / "data" / name).read_text("utf-8"))
