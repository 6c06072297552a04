"""The report's three editions, from one set of data: HTML, Markdown, PDF."""

import json
import re
from importlib import resources
from pathlib import Path

import matplotlib
import typst
from markupsafe import Markup
from matplotlib.ft2font import FT2Font

from closereading import prose
from closereading.report import drawings, formats, ledger, manuscript

ESSAYS = {
    "strength": "How strong is strong",
    "limits": "What this report cannot tell you",
    "method": "How it was made",
}
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
UNCOMMON = re.compile("[^\0-\u024f]")  # beyond Latin; every font here has what is below
SOFT = "\u200b"  # lets a long name break; drawn by nothing


def bare(blocks: list[dict]) -> str:
    """Return blocks as one line of bare text."""
    return manuscript.words(blocks).strip()


def html(told: dict, numbers: dict[str, dict]) -> str:
    """Return the report as one HTML file that loads nothing."""
    cells = {row["key"]: row["href"] or f"#{row['id']}" for row in told["ledger"]}
    paragraphs: dict[int, dict] = {}
    for sentence in told["sentences"]:
        paragraph = paragraphs.setdefault(sentence["paragraph"], {"sentences": []})
        paragraph["sentences"].append(sentence)
        paragraph["headline"] = sentence["headline"]
    outlines: set[str] = set()
    css = (resources.files("closereading.report.templates") / "findings.css").read_text("utf-8")
    template = prose.environment().get_template("findings.html")
    return template.render(
        told,
        css=Markup(css),
        titles=ESSAYS,
        paragraphs=list(paragraphs.values()),
        prose=lambda blocks, level=2: formats.html(blocks, cells.__getitem__, level=level),
        inline=lambda nodes: formats.inline(nodes, cells.__getitem__),
        words=bare,
        svg=lambda drawing: Markup(drawings.once(drawing.svg, outlines)),
    )


def markdown(told: dict, numbers: dict[str, dict], tables: Path) -> str:
    """Return the report as Markdown for a code host; numbers link to their lines in the CSV."""
    lines = ledger.addresses(numbers, tables)
    environment = prose.environment().overlay()
    environment.filters = environment.filters | {"literal": formats.literal}
    return environment.get_template("findings.md").render(
        told,
        titles=ESSAYS,
        prose=lambda blocks, level=2: formats.markdown(blocks, lines.__getitem__, level=level),
        inline=lambda nodes: formats.markdown_inline(nodes, lines.__getitem__),
        words=bare,
    )


def pdf(told: dict) -> bytes:
    """Return the report as PDF/UA-1; a figure without text alternative would be an error."""
    data = {
        name: told[name]
        for name in ("heading", "byline", "summary", "guide", "colophon", "notes", "ledger")
    }
    data["essays"] = [
        {"title": title, "blocks": told["essays"][name]} for name, title in ESSAYS.items()
    ]
    data["running"] = told["heading"] if len(told["heading"]) < 90 else told["heading"][:88] + "…"
    data["labels"] = {row["key"]: row["id"] for row in told["ledger"]}
    data["sentences"] = [
        {name: row[name] for name in ("number", "chip", "text", "score", "tint")}
        for row in told["sentences"]
    ]
    data["findings"] = [
        {
            "name": finding["name"],
            "strength": finding["strength"],
            "headline": bare(finding["headline"]),
            "claim": bare(finding["claim"]),
            **{part: finding[part] for part in ("text", "doubt", "check")},
            "passages": [
                {
                    "text": passage["text"],
                    "place": ", ".join(
                        filter(None, [f"Sentence {passage['sentence']}", passage["voice"]])
                    ),
                }
                for passage in finding["passages"]
            ],
            "figures": [
                {
                    "number": figure["number"],
                    "svg": figure["drawing"].svg,
                    "alt": figure["drawing"].alt,
                }
                for figure in finding["figures"]
            ],
        }
        for finding in told["findings"]
    ]
    plain = json.dumps(data, ensure_ascii=False)
    text = _drawable(plain)
    if text != plain:
        text = _drawable(json.dumps(data | {"missing": True}, ensure_ascii=False))
    source = resources.files("closereading.report.templates") / "findings.typ"
    return typst.compile(
        source.read_text("utf-8").encode(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": text},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )


def _drawable(text: str) -> str:
    """Replace each letter that no shipped font can draw by a mark that says so."""
    known = FT2Font(str(FONTS / "DejaVuSans.ttf")).get_charmap()

    def drawn(letter: re.Match) -> str:
        shown = ord(letter[0]) in known or letter[0] == SOFT
        return letter[0] if shown else "\ufffd"

    return UNCOMMON.sub(drawn, text)
