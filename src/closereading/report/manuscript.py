"""Prose with placeholders: a Markdown skeleton and numbers in, blocks for every format out.

A number or a word of the article never passes through a Markdown parser. A placeholder leaves a
mark in the skeleton; the parsed skeleton gets the text back as a leaf of its own. So what an
article holds is text in HTML, Markdown and Typst alike, and every number knows its key.
"""

import re
from collections.abc import Callable
from functools import cache

import jinja2
import mistune
from markupsafe import Markup

from closereading import characters, prose

# Private-use characters: no published text holds them, and the skeleton is stripped of them.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
QUOTED = re.compile(r"“([^“”]+)”")
# What a template's lines and conditions leave: a gap before a stop, several spaces for one.
GAPS = re.compile(r"(?<=\S)(?: *\n? *(?=[,.;:)])| {2,})")


# Numbers and texts that remember their key.
_KEYED = {kind: type(f"_{kind.__name__}", (kind,), {}) for kind in (int, float, str)}


class _Mark(str):
    """A text already put aside; a mark stands for it in the skeleton."""


class _Fragments(list):
    """The texts put aside while one template renders, with the key of each."""

    def add(self, text: str, key: str | None) -> _Mark:
        self.append((seen(text), key))
        return _Mark(f"{OPEN}{len(self) - 1}{CLOSE}")


def seen(text: str) -> str:
    """Drop control characters; white space becomes single spaces, hard spaces stay."""
    return re.sub(r"[ \t\n\r\u2028\u2029]+", " ", characters.seen(str(text)))


def _environment(fragments: _Fragments) -> jinja2.Environment:
    """Return an environment in which whatever is printed is put aside as a fragment."""

    def finalize(value):
        if isinstance(value, _Mark | Markup):
            return value
        if isinstance(value, bool) or value is None or not isinstance(value, str | int):
            raise ValueError(f"a placeholder printed {value!r}: say how to write it, with a filter")
        written = prose.count(value) if isinstance(value, int) else value
        return fragments.add(written, getattr(value, "key", None))

    def aside(writer: Callable) -> Callable:
        def write(value, *arguments, **named):
            if isinstance(value, _Mark):
                return value
            return fragments.add(writer(value, *arguments, **named), getattr(value, "key", None))

        return write

    environment = prose.environment().overlay(autoescape=False, finalize=finalize)
    environment.filters = (
        environment.filters
        | {writer.__name__: aside(writer) for writer in prose.WRITERS}
        | {"listed": lambda items, *word: _Mark(prose.listed(map(finalize, items), *word))}
        | {"plain": lambda value: value}
    )
    return environment


@cache
def _parser():
    return mistune.create_markdown(renderer=None)


def render(template: str, numbers: dict[str, dict], **given) -> dict[str, list[dict]]:
    """Render a template of ``templates/`` block by block: the name of each to its blocks.

    ``v("key")`` in it is a number's value, ``low``, ``high`` and ``n`` are what goes with it, ``e``
    is its entry, ``has`` whether it is there and known; ``given`` adds more names. An unknown
    number is a KeyError; one printed without a filter that says how to write it, a ValueError.
    """
    fragments = _Fragments()
    page = _environment(fragments).get_template(template)
    context = page.new_context(_names(numbers) | given)
    return {name: parse("".join(block(context)), fragments) for name, block in page.blocks.items()}


def render_text(source: str, numbers: dict[str, dict], **given) -> list[dict]:
    """Render a text that is itself a template, an analyst's commentary; see ``render``.

    If it is no valid template, a ValueError says where.
    """
    fragments = _Fragments()
    source = source.replace(OPEN, "").replace(CLOSE, "")
    try:
        page = _environment(fragments).from_string(source)
        return parse(page.render(_names(numbers) | given), fragments)
    except jinja2.TemplateSyntaxError as error:
        raise ValueError(f"line {error.lineno}: {error.message}") from error
    except jinja2.exceptions.SecurityError as error:
        raise ValueError(str(error)) from error


def _names(numbers: dict[str, dict]) -> dict:
    def entry(key: str) -> dict:
        if key not in numbers:
            raise KeyError(f"no number called {key!r}")
        return numbers[key]

    def part(name: str) -> Callable:
        def keyed(key: str):
            value = entry(key)[name]
            if isinstance(value, bool) or value is None:
                return value
            kept = _KEYED[type(value)](value)
            kept.key = key
            return kept

        return keyed

    parts = {"v": part("value"), "low": part("low"), "high": part("high"), "n": part("n")}
    known = {"has": lambda key: numbers.get(key, {}).get("value") is not None}
    return parts | known | {"e": entry}


def parse(text: str, fragments: list[tuple[str, str | None]] = ()) -> list[dict]:
    """Parse a Markdown skeleton into blocks.

    ``{"kind": "paragraph" | "heading" | "quote" | "list", …}``; paragraphs and headings hold
    ``inner``, a list of ``{"kind": "text" | "number" | "code" | "strong" | "emphasis", …}``. Links
    keep their words only; raw HTML becomes text. All of it can go into JSON.
    """
    return _nodes(_parser()(GAPS.sub(_gap, text.strip())), fragments)


def _gap(gap: re.Match) -> str:
    return "" if gap.string[gap.end() : gap.end() + 1] in set(",.;:)") else " "


def plain(text: str) -> list[dict]:
    """Return a plain text as blocks, a paragraph each; nothing in it is markup."""
    parts = [seen(part).strip() for part in re.split(r"\n\s*\n", text)]
    return [{"kind": "paragraph", "inner": [_leaf(part)]} for part in parts if part]


def _nodes(tokens: list[dict], fragments) -> list[dict]:
    made = []
    for token in tokens:
        kind = token["type"]
        inner = _nodes(token.get("children", []), fragments)
        if kind in ("paragraph", "block_text", "strong", "emphasis"):
            made.append({"kind": kind.replace("block_text", "paragraph"), "inner": inner})
        elif kind == "heading":
            made.append({"kind": kind, "level": token["attrs"]["level"], "inner": inner})
        elif kind == "block_quote":
            made.append({"kind": "quote", "blocks": inner})
        elif kind == "list":
            items = [_nodes(item["children"], fragments) for item in token["children"]]
            made.append({"kind": kind, "ordered": token["attrs"]["ordered"], "items": items})
        elif kind == "codespan":
            made.append({"kind": "code", "text": token["raw"]})
        elif kind in ("softbreak", "linebreak"):
            made.append(_leaf(" "))
        elif kind.startswith("block_"):  # code and raw HTML stay text
            made.append({"kind": "paragraph", "inner": _leaves(token["raw"], fragments)})
        else:
            made.extend(inner or _leaves(token.get("raw", ""), fragments))
    return made


def _leaves(raw: str, fragments) -> list[dict]:
    made = []
    for place, part in enumerate(MARK.split(raw)):
        text, key = fragments[int(part)] if place % 2 else (part, None)
        if text:
            made.append({"kind": "number", "text": text, "key": key} if key else _leaf(text))
    return made


def _leaf(text: str) -> dict:
    return {"kind": "text", "text": text}


def keys(tree: list | dict) -> list[str]:
    """Return the keys of the numbers in blocks, or in anything that holds blocks, each once."""
    return list(dict.fromkeys(node["key"] for node in _walk(tree) if node.get("kind") == "number"))


def words(blocks: list[dict]) -> str:
    """Return blocks as bare text."""
    return "".join(node["text"] for node in _walk(blocks) if "text" in node)


def _walk(tree):
    if isinstance(tree, dict):
        yield tree
        yield from _walk(list(tree.values()))
        if tree.get("kind") in ("paragraph", "heading"):
            yield {"text": "\n"}
    elif isinstance(tree, list):
        for part in tree:
            yield from _walk(part)


def quotations(blocks: list[dict]) -> list[str]:
    """Return what stands between curly double quotation marks."""
    return [" ".join(quoted.split()) for quoted in QUOTED.findall(words(blocks))]
