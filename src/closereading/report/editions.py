"""The report's three editions, from one set of data: HTML, Markdown, PDF."""

import base64
import hashlib
import json
import re
from importlib import resources
from pathlib import Path

import matplotlib
import typst
from markupsafe import Markup
from matplotlib.ft2font import FT2Font

from closereading import paths, prose
from closereading.report import claims, drawings, formats, ledger, manuscript

ESSAYS = {
    "check": "How to check an answer",
    "sure": "How sure is sure",
    "limits": "What this report cannot tell you",
    "method": "How it was made, and how good it is",
}
FALLBACK = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # for what the shipped ones lack
FACES = {
    "Literata-Regular": "normal 400",
    "Literata-Italic": "italic 400",
    "LibreFranklin-Regular": "normal 400",
    "LibreFranklin-Bold": "normal 700",
}
MOST_ROWS = 60  # sentences of an article that Markdown prints
UNCOMMON = re.compile("[^\0-\u024f]")  # beyond Latin; every font here has what is below
SOFT = "\u200b"  # lets a long name break; drawn by nothing


def bare(blocks: list[dict]) -> str:
    """Return blocks as one line of bare text."""
    return " ".join(manuscript.words(blocks).split())


def html(told: dict) -> str:
    """Return the report as one HTML file that loads nothing."""
    cells = {row["key"]: f"#{row['id']}" for row in told["ledger"]}
    paragraphs: dict[int, dict] = {}
    for sentence in told["sentences"]:
        paragraph = paragraphs.setdefault(sentence["paragraph"], {"sentences": []})
        paragraph["sentences"].append(sentence)
        paragraph["headline"] = sentence["headline"]
    outlines: set[str] = set()
    script = _file("findings.js")
    digest = hashlib.sha256(script.encode()).digest()
    return (
        prose.environment()
        .get_template("findings.html")
        .render(
            told,
            css=Markup(_faces() + _file("findings.css")),
            script=Markup(script),
            hash=f"sha256-{base64.b64encode(digest).decode()}",
            titles=ESSAYS,
            may=claims.MAY,
            paragraphs=list(paragraphs.values()),
            prose=lambda blocks, level=2: formats.html(blocks, cells.__getitem__, level=level),
            inline=lambda nodes: formats.inline(nodes, cells.__getitem__),
            words=bare,
            svg=lambda drawing: Markup(drawings.once(drawing, outlines)),
        )
    )


def _file(name: str) -> str:
    return (resources.files("closereading.report.templates") / name).read_text("utf-8")


def _faces() -> str:
    """Return the shipped typefaces as style rules that hold them whole."""
    rules = []
    for name, face in FACES.items():
        family = "Libre Franklin" if name.startswith("Libre") else "Literata"
        style, weight = face.split()
        data = base64.b64encode((paths.FONTS / f"{name}.woff2").read_bytes()).decode()
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; '
            f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
        )
    return "".join(rules)


def markdown(told: dict, numbers: dict[str, dict], tables: Path) -> str:
    """Return the report as Markdown for a code host; numbers link to their lines in the CSV."""
    lines = ledger.addresses(numbers, tables)
    environment = prose.environment().overlay()
    environment.filters = environment.filters | {"literal": formats.literal}
    return environment.get_template("findings.md").render(
        told,
        may=claims.MAY,
        most=MOST_ROWS,
        prose=lambda blocks, level=2: formats.markdown(blocks, None, level=level),
        inline=lambda nodes: formats.markdown_inline(nodes, lines.__getitem__),
        words=bare,
    )


def pdf(told: dict) -> bytes:
    """Return the report as PDF/UA-1; a figure without text alternative would be an error."""
    data = {name: told[name] for name in ("heading", "byline", "colophon")}
    # What is computed of the reading stands among the answers, each with its place.
    data["reading"] = [part for part in told["reading"] if not part["computed"]]
    data["running"] = told["heading"] if len(told["heading"]) < 90 else told["heading"][:88] + "…"
    data["about"] = told["about"] and _placed(told["about"])
    data["figure"] = _picture(told["figure"], first=True)
    data["brief"] = [
        {
            "question": made["question"],
            "answer": made["answer"][0]["inner"],
            "sure": made["sure"],
        }
        for made in told["brief"]
    ]
    data["statements"] = [
        {
            "id": made["id"],
            "question": made["question"],
            "answer": made["answer"][0]["inner"],
            "sure": made["sure"],
            "detail": made["detail"],
            "doubt": made["doubt"],
            "passages": [_placed(passage) for passage in made["passages"][:1]],
            "figure": _picture(made["figure"]) if made["draws"] else None,
        }
        for made in told["statements"]
    ]
    data["essays"] = [
        {"title": title, "blocks": told["essays"][name]} for name, title in ESSAYS.items()
    ]
    data["sentences"] = [
        {name: row[name] for name in ("number", "who", "text", "score")}
        | {"tint": "" if row["unsure"] else row["tint"]}
        for row in told["sentences"]
    ]
    plain = json.dumps(data, ensure_ascii=False)
    text = _drawable(plain)
    if text != plain:
        text = _drawable(json.dumps(data | {"missing": True}, ensure_ascii=False))
    return typst.compile(
        _file("findings.typ").encode(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": text},
        font_paths=[str(paths.FONTS), str(FALLBACK)],
        ignore_system_fonts=True,
    )


def _placed(passage: dict) -> dict:
    place = ", ".join(filter(None, [f"Sentence {passage['sentence']}", passage["voice"]]))
    return {"text": passage["text"], "place": place}


def _picture(figure: dict | None, *, first: bool = False) -> dict | None:
    drawing = figure and figure["drawing"]
    return drawing and {"svg": drawing.svg, "alt": drawing.alt, "first": first}


def _drawable(text: str) -> str:
    """Replace each letter that no shipped font can draw by a mark that says so."""
    known = FT2Font(str(FALLBACK / "DejaVuSans.ttf")).get_charmap()

    def drawn(letter: re.Match) -> str:
        shown = ord(letter[0]) in known or letter[0] == SOFT
        return letter[0] if shown else "\ufffd"

    return UNCOMMON.sub(drawn, text)
