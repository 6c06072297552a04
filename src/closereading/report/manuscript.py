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


class _Float(float):
    """A number that remembers its key."""


class _Int(int):
    """A count that remembers its key."""


class _Text(str):
    """A text that remembers its key."""


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


def _keyed(key: str, value):
    if isinstance(value, bool) or value is None:
        return value
    kind = {int: _Int, float: _Float, str: _Text}[type(value)]
    kept = kind(value)
    kept.key = key
    return kept


def _filter(writer: Callable, fragments: _Fragments) -> Callable:
    def write(value, *arguments, **named):
        if isinstance(value, _Mark):
            return value
        return fragments.add(writer(value, *arguments, **named), getattr(value, "key", None))

    return write


def _environment(fragments: _Fragments) -> jinja2.Environment:
    def finalize(value):
        if isinstance(value, _Mark | Markup):
            return value
        if isinstance(value, bool) or value is None or not isinstance(value, str | int):
            raise ValueError(f"a placeholder printed {value!r}: say how to write it, with a filter")
        written = prose.count(value) if isinstance(value, int) else value
        return fragments.add(written, getattr(value, "key", None))

    def listed(items, word="and"):
        marks = [finalize(item) for item in items]
        return _Mark(prose.listed(marks, word))

    environment = prose.environment().overlay(autoescape=False, finalize=finalize)
    written = {writer.__name__: _filter(writer, fragments) for writer in prose.WRITERS}
    kept = {"listed": listed, "plain": lambda value: value}
    environment.filters = environment.filters | written | kept
    return environment


@cache
def _parser():
    return mistune.create_markdown(renderer=None)


def render(template: str, numbers: dict[str, dict], **given) -> dict[str, list[dict]]:
    """Render a template of ``templates/`` block by block.

    Parameters
    ----------
    template : str
        Name below ``templates/``. ``v("key")`` in it is a number's value, ``low`` and ``high``
        its interval, ``e`` its entry, ``has`` whether it is there and known.
    numbers : dict
        Key to entry, as made by ``results.number``.
    **given
        More names for the template.

    Returns
    -------
    dict of list
        Name of each ``{% block %}`` to its blocks; see ``parse``.

    Raises
    ------
    KeyError
        If the template asks for a number that is not there.
    ValueError
        If a number is printed without a filter that says how to write it.
    """
    fragments = _Fragments()
    page = _environment(fragments).get_template(template)
    context = page.new_context(_names(numbers) | given)
    return {name: parse("".join(block(context)), fragments) for name, block in page.blocks.items()}


def render_text(source: str, numbers: dict[str, dict], **given) -> list[dict]:
    """Render a text that is itself a template, an analyst's notes; see ``render``.

    Raises
    ------
    ValueError
        If it is no valid template; the message says where.
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

    return {
        "v": lambda key: _keyed(key, entry(key)["value"]),
        "low": lambda key: _keyed(key, entry(key)["low"]),
        "high": lambda key: _keyed(key, entry(key)["high"]),
        "n": lambda key: _keyed(key, entry(key)["n"]),
        "e": entry,
        "has": lambda key: numbers.get(key, {}).get("value") is not None,
    }


def parse(text: str, fragments: list[tuple[str, str | None]] = ()) -> list[dict]:
    """Parse a Markdown skeleton into blocks.

    Returns
    -------
    list of dict
        ``{"kind": "paragraph" | "heading" | "quote" | "list", …}``; paragraphs and headings hold
        ``inner``, a list of ``{"kind": "text" | "number" | "code" | "strong" | "emphasis", …}``.
        Links keep their words only; raw HTML becomes text. All of it can go into JSON.
    """
    return _blocks(_parser()(text.strip()), fragments)


def plain(text: str) -> list[dict]:
    """Return a plain text as blocks, a paragraph each; nothing in it is markup."""
    parts = [seen(part).strip() for part in re.split(r"\n\s*\n", text)]
    return [{"kind": "paragraph", "inner": [_leaf(part)]} for part in parts if part]


def _blocks(tokens: list[dict], fragments) -> list[dict]:
    made = []
    for token in tokens:
        kind = token["type"]
        if kind in ("paragraph", "block_text"):
            made.append({"kind": "paragraph", "inner": _inner(token["children"], fragments)})
        elif kind == "heading":
            inner = _inner(token["children"], fragments)
            made.append({"kind": "heading", "level": token["attrs"]["level"], "inner": inner})
        elif kind == "block_quote":
            made.append({"kind": "quote", "blocks": _blocks(token["children"], fragments)})
        elif kind == "list":
            items = [_blocks(item["children"], fragments) for item in token["children"]]
            made.append({"kind": "list", "ordered": token["attrs"]["ordered"], "items": items})
        elif kind not in ("blank_line", "thematic_break"):
            made.append({"kind": "paragraph", "inner": _leaves(token.get("raw", ""), fragments)})
    return made


def _inner(tokens: list[dict], fragments) -> list[dict]:
    made = []
    for token in tokens:
        kind = token["type"]
        if kind in ("strong", "emphasis"):
            made.append({"kind": kind, "inner": _inner(token["children"], fragments)})
        elif kind == "codespan":
            made.append({"kind": "code", "text": token["raw"]})
        elif kind in ("softbreak", "linebreak"):
            made.append({"kind": "text", "text": " "})
        elif "children" in token:
            made.extend(_inner(token["children"], fragments))
        else:
            made.extend(_leaves(token["raw"], fragments))
    return _spaced(made)


def _spaced(nodes: list[dict]) -> list[dict]:
    """Make every run of spaces one: a template's lines and conditions leave several."""
    made, ended = [], True
    for node in nodes:
        if "text" in node:
            text = re.sub(" {2,}", " ", node["text"])
            node = node | {"text": text.lstrip(" ") if ended else text}
            ended = node["text"].endswith(" ") if node["text"] else ended
            if text[:1] in set(",.;:)") and made and made[-1].get("text", "").endswith(" "):
                made[-1] = made[-1] | {"text": made[-1]["text"].rstrip(" ")}
        else:
            ended = False
        if node.get("text", True):
            made.append(node)
    return made


def _leaves(raw: str, fragments) -> list[dict]:
    made, place = [], 0
    for mark in MARK.finditer(raw):
        made.append({"kind": "text", "text": raw[place : mark.start()]})
        text, key = fragments[int(mark.group(1))]
        made.append({"kind": "number", "text": text, "key": key} if key else _leaf(text))
        place = mark.end()
    made.append({"kind": "text", "text": raw[place:]})
    return [leaf for leaf in made if leaf["text"]]


def _leaf(text: str) -> dict:
    return {"kind": "text", "text": text}


def keys(blocks: list[dict]) -> list[str]:
    """Return the keys of the numbers in blocks, in order, each once."""
    found = {}
    for node in _walk(blocks):
        if node["kind"] == "number":
            found[node["key"]] = None
    return list(found)


def words(blocks: list[dict]) -> str:
    """Return blocks as bare text."""
    return "".join(node["text"] for node in _walk(blocks) if "text" in node)


def _walk(nodes: list[dict]):
    for node in nodes:
        yield node
        for item in [node.get("inner", []), node.get("blocks", []), *node.get("items", [])]:
            yield from _walk(item)
        if node["kind"] in ("paragraph", "heading"):
            yield {"kind": "text", "text": "\n"}


def quotations(blocks: list[dict]) -> list[str]:
    """Return what stands between curly double quotation marks."""
    return [" ".join(quoted.split()) for quoted in QUOTED.findall(words(blocks))]
