"""Text as Markdown: an article's words stay words there, as autoescaping keeps them in HTML."""

import re

from closereading import prose
from closereading.report.manuscript import seen


def markdown(blocks: list[dict], to: dict[str, str], *, level: int = 0) -> str:
    """Write blocks as Markdown; ``to`` has addresses of numbers, ``level`` sinks the headings."""
    return environment().get_template("blocks.md").module.prose(blocks, to, level)


def environment():
    """Return the template environment with what Markdown needs."""
    made = prose.environment().overlay()
    made.filters = made.filters | {"literal": literal, "guarded": guarded}
    return made


def literal(text: str) -> str:
    """Escape text for Markdown so that a reader sees exactly these characters and no link."""
    text = seen(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]#|~$!])", r"\\\1", text)
    # A bare address would become a link.
    return re.sub(r"(?i)(?<=\bwww)\.|(?<=[a-z]):(?=//)|@", lambda found: "\\" + found.group(), text)


def guarded(line: str) -> str:
    """Keep the start of a line from becoming a list or a rule."""
    return re.sub(
        r"^(\d+(?=[.)])|[-+=](?=[\s=+-]))",
        lambda start: f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}",
        line.strip(),
    )
