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
PRINTED = (
    "heading", "byline", "colophon", "about", "brief", "figure", "reading", "statements",
    "essays", "sentences",
)  # fmt: skip
MOST_ROWS = 60  # sentences of an article that Markdown prints
UNCOMMON = re.compile("[^\0-\u024f]")  # beyond Latin; every font here has what is below
SUSPECTS = b"/Marked true/Suspects false"
SOFT = "\u200b"  # lets a long name break; drawn by nothing


def bare(blocks: list[dict]) -> str:
    """Return blocks as one line of bare text."""
    return " ".join(manuscript.words(blocks).split())


def html(told: dict) -> str:
    """Return the report as one HTML file that loads nothing."""
    outlines, places = set(), set()

    def named(key: str) -> Markup:
        """Give the first place of a number a name, for the way back from its row."""
        first = key not in places
        places.add(key)
        return Markup(f' id="u{ledger.slug("n", key)}"' if first else "")

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
            to={row["key"]: f"#{row['id']}" for row in told["ledger"]},
            named=named,
            places=places,
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
    template = formats.environment().get_template("findings.md")
    to = ledger.addresses(numbers, tables)
    return template.render(told, may=claims.MAY, most=MOST_ROWS, to=to, words=bare)


def pdf(told: dict) -> bytes:
    """Return the report as PDF/UA-1; a figure without text alternative would be an error."""
    plain = json.dumps(
        {name: told[name] for name in PRINTED} | {"titles": ESSAYS},
        ensure_ascii=False,
        default=lambda drawing: {"svg": drawing.svg, "alt": drawing.alt},
    )
    text = _drawable(plain)
    made = typst.compile(
        _file("findings.typ").encode(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": text} | ({"missing": "yes"} if text != plain else {}),
        font_paths=[str(paths.FONTS), str(FALLBACK)],
        ignore_system_fonts=True,
    )
    # Readers built on Poppler complain of the default written out; blanks keep every offset.
    return made.replace(SUSPECTS, b"/Marked true".ljust(len(SUSPECTS)))


def _drawable(text: str) -> str:
    """Replace each letter that no shipped font can draw by a mark that says so."""
    known = FT2Font(str(FALLBACK / "DejaVuSans.ttf")).get_charmap()

    def drawn(letter: re.Match) -> str:
        shown = ord(letter[0]) in known or letter[0] == SOFT
        return letter[0] if shown else "\ufffd"

    return UNCOMMON.sub(drawn, text)
