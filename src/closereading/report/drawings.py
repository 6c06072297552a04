"""Figures for the report: SVG cleaned, shrunk and given names of its own; its text alternative.

A drawing has two forms: whole, for print, and bare, for the page, which writes title, subtitle and
source as text and takes its colours from the page, so that it can be dark.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from closereading import characters

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
DC = "{http://purl.org/dc/elements/1.1/}"
LONG = re.compile(r"-?\d+\.\d{3,}")
# matplotlib names a letter's outline by font and letter, the same in every figure.
GLYPH = ("DejaVuSans", "LibreFranklin")
OUTLINE = re.compile(rf'<path id="((?:{"|".join(GLYPH)})[\w-]*)"[^>]*/>')
# Parts of the frame that the page writes itself, and the colours that it gives.
FRAME = ("frame-title", "frame-subtitle", "frame-rule", "frame-source")
COLOURS = {
    "#ffffff": "--paper", "#222222": "--ink", "#595959": "--muted", "#555555": "--muted",
    "#bdbdbd": "--grey", "#ececec": "--pale", "#dddddd": "--pale", "#0a6fa5": "--blue",
    "#cf5f1b": "--orange",
}  # fmt: skip
BASELINE = re.compile(r"translate\([\d.]+ ([\d.]+)\) scale")
UNDER, ABOVE = 5, 14  # points from a line's foot to the drawing under it, and above it
PHONE = "phone"  # the folder of figures drawn for a narrow page
# Elements a chart needs. Whatever else an SVG may hold (scripts, links, foreign HTML) is dropped.
KEPT = {
    "svg", "g", "defs", "path", "use", "rect", "circle", "line", "polyline", "polygon", "clipPath",
    "image",
}  # fmt: skip


@dataclass(frozen=True)
class Drawing:
    """A figure of the run: what it shows, how, of what, its text alternative, and one ``<svg>``.

    ``bare`` is without title, subtitle and source; ``phone`` so, and drawn for a narrow page, ""
    where the figure is drawn in one width only.
    """

    name: str
    title: str
    subtitle: str
    source: str
    alt: str
    svg: str
    bare: str
    phone: str


def read(path: Path) -> Drawing:
    """Read a figure that ``charts.publish`` wrote, an SVG file."""
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(characters.seen(path.read_text("utf-8")))
    said = {element.tag: " ".join((element.text or "").split()) for element in root.iter()}
    title = said.get(f"{DC}title") or path.stem
    alt = said.get(f"{DC}description") or title
    subtitle, source = said.get(f"{DC}coverage", ""), said.get(f"{DC}source", "")
    kind = "p" if path.parent.name == PHONE else "f"
    prefix = f"{kind}{re.sub(r'[^A-Za-z0-9]', '-', path.stem)}-"
    _prune(root)
    for element in root.iter():
        _rename(element, prefix)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{prefix}title {prefix}desc"}
    for place, (tag, text) in enumerate((("title", title), ("desc", alt))):
        element = ET.Element(f"{{{SVG}}}{tag}", {"id": prefix + tag})
        element.text = text
        root.insert(place, element)
    svg = ET.tostring(root, encoding="unicode")
    bare = _bare(root) if subtitle else svg
    small = path.parent / PHONE / path.name
    phone = read(small).bare if small.exists() else ""
    return Drawing(path.stem, title, subtitle, source, alt, svg, bare, phone)


def _bare(root: ET.Element) -> str:
    """Cut off what the frame says, and let the page give the colours."""
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    top, bottom = 0.0, height
    for parent in list(root.iter()):
        for child in list(parent):
            if not child.get("id", "").endswith(FRAME):
                continue
            written = [value for element in child.iter() for value in element.attrib.values()]
            places = [float(at[1]) for at in map(BASELINE.search, written) if at]
            if child.attrib["id"].endswith(FRAME[:2]):
                top = max([top, *places])
            else:
                bottom = min([bottom, *(place - ABOVE for place in places)])
            parent.remove(child)
    root.attrib["viewBox"] = f"0 {top + UNDER:g} {width:g} {bottom - top - UNDER - 2:g}"
    text = ET.tostring(root, encoding="unicode")
    return re.sub("|".join(COLOURS), lambda found: f"var({COLOURS[found[0]]}, {found[0]})", text)


def _prune(parent: ET.Element) -> None:
    for child in list(parent):
        if not isinstance(child.tag, str) or child.tag.removeprefix(f"{{{SVG}}}") not in KEPT:
            parent.remove(child)
            continue
        _prune(child)
        child.tail = None
    parent.text = None


def _rename(element: ET.Element, prefix: str) -> None:
    for name, value in element.attrib.items():
        if name == "id" and not value.startswith(GLYPH):
            value = prefix + value
        elif name in (XLINK, "href") and value.startswith("#") and not value[1:].startswith(GLYPH):
            value = "#" + prefix + value[1:]
        elif "url(#" in value:
            value = value.replace("url(#", f"url(#{prefix}")
        elif name in ("d", "points", "x", "y", "width", "height", "r", "cx", "cy"):
            value = LONG.sub(lambda found: f"{float(found.group()):.2f}", value)
            value = " ".join(value.split())
        element.attrib[name] = value
    for name in [name for name, value in element.attrib.items() if _foreign(name, value)]:
        del element.attrib[name]


def _foreign(name: str, value: str) -> bool:
    """Whether an attribute could act or load something; embedded PNGs may stay."""
    if name.lower().startswith("on"):
        return True
    return name in (XLINK, "href") and not value.startswith(("#", "data:image/png;base64,"))


def once(svg: str, known: set[str]) -> str:
    """Leave out the outlines of letters that stand in the page, ``known``, and note the others."""

    def kept(outline: re.Match) -> str:
        there = outline[1] in known
        known.add(outline[1])
        return "" if there else outline[0]

    return OUTLINE.sub(kept, svg).replace("<defs />", "").replace("<defs></defs>", "")
