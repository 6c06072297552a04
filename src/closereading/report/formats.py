"""Blocks of prose as HTML and as Markdown; an article's words stay words in both."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from closereading.report.manuscript import seen


def html(blocks: list[dict], href: Callable[[str], str], *, level: int = 0) -> Markup:
    """Write blocks as HTML; ``href`` gives a number's address, ``level`` sinks the headings."""
    parts = []
    for block in blocks:
        kind = block["kind"]
        if kind == "paragraph":
            parts.append(Markup("<p>{}</p>").format(inline(block["inner"], href)))
        elif kind == "heading":
            tag = Markup(f"h{min(6, block['level'] + level)}")
            parts.append(Markup("<{}>{}</{}>").format(tag, inline(block["inner"], href), tag))
        elif kind == "quote":
            inner = html(block["blocks"], href, level=level)
            parts.append(Markup("<blockquote>{}</blockquote>").format(inner))
        else:
            tag = Markup("ol" if block["ordered"] else "ul")
            items = Markup("").join(
                Markup("<li>{}</li>").format(_tight(item, href, level)) for item in block["items"]
            )
            parts.append(Markup("<{}>{}</{}>").format(tag, items, tag))
    return Markup("\n").join(parts)


def _tight(blocks: list[dict], href, level: int) -> Markup:
    if len(blocks) == 1 and blocks[0]["kind"] == "paragraph":
        return inline(blocks[0]["inner"], href)
    return html(blocks, href, level=level)


def inline(nodes: list[dict], href: Callable[[str], str]) -> Markup:
    """Write the inner nodes of a paragraph as HTML."""
    parts = []
    for node in nodes:
        if node["kind"] == "text":
            parts.append(escape(node["text"]))
        elif node["kind"] == "code":
            parts.append(Markup("<code>{}</code>").format(node["text"]))
        elif node["kind"] == "number":
            parts.append(
                Markup('<a class="n" href="{}">{}</a>').format(href(node["key"]), node["text"])
            )
        else:
            tag = Markup("strong" if node["kind"] == "strong" else "em")
            parts.append(Markup("<{}>{}</{}>").format(tag, inline(node["inner"], href), tag))
    return Markup("").join(parts)


def markdown(blocks: list[dict], href: Callable[[str], str] | None, *, level: int = 0) -> str:
    """Write blocks as Markdown; see ``html``. Without ``href`` numbers are no links."""
    parts = []
    for block in blocks:
        kind = block["kind"]
        if kind == "paragraph":
            parts.append(markdown_inline(block["inner"], href))
        elif kind == "heading":
            marks = "#" * min(6, block["level"] + level)
            parts.append(f"{marks} {markdown_inline(block['inner'], href)}")
        elif kind == "quote":
            inner = markdown(block["blocks"], href, level=level)
            parts.append("\n".join(f"> {line}".rstrip() for line in inner.split("\n")))
        else:
            items = []
            for number, item in enumerate(block["items"], start=1):
                bullet = f"{number}." if block["ordered"] else "-"
                text = markdown(item, href, level=level).replace(
                    "\n", "\n" + " " * len(bullet) + " "
                )
                items.append(f"{bullet} {text}")
            parts.append("\n".join(items))
    return "\n\n".join(parts)


def markdown_inline(nodes: list[dict], href: Callable[[str], str] | None) -> str:
    """Write the inner nodes of a paragraph as Markdown, on one line."""
    parts = []
    for node in nodes:
        if node["kind"] == "text":
            parts.append(literal(node["text"]))
        elif node["kind"] == "code":
            parts.append(f"`{node['text'].replace('`', '')}`")
        elif node["kind"] == "number" and href:
            parts.append(f"[{literal(node['text'])}]({href(node['key'])})")
        elif node["kind"] == "number":
            parts.append(literal(node["text"]))
        else:
            marks = "**" if node["kind"] == "strong" else "*"
            parts.append(f"{marks}{markdown_inline(node['inner'], href)}{marks}")
    return re.sub(r"^(\d+(?=[.)])|[-+=](?=[\s=+-]))", _guard, "".join(parts).strip())


def _guard(start: re.Match) -> str:
    text = start.group()
    return f"{text}\\" if text.isdigit() else f"\\{text}"


def literal(text: str) -> str:
    """Escape text for Markdown so that a reader sees exactly these characters and no link."""
    text = seen(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]#|~$!])", r"\\\1", text)
    # A bare address would become a link.
    return re.sub(r"(?i)(?<=\bwww)\.|(?<=[a-z]):(?=//)|@", lambda found: "\\" + found.group(), text)
