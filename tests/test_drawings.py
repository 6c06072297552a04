"""Figures in the report: ids of their own, text alternatives, nothing that acts or loads."""

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from closereading import charts
from closereading.charts import style
from closereading.report import drawings

SVG = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt"
 viewBox="0 0 10 20" onload="alert(1)">
 <metadata><rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <dc:title>A &lt;b&gt; title</dc:title><dc:description>What it shows</dc:description>
 </rdf:RDF></metadata>
 <defs><style>* { color: red }</style><clipPath id="c"><path id="p" d="M 1.23456 -2.5 L 3 4"/>
 </clipPath></defs>
 <script>alert(1)</script>
 <foreignObject><b>x</b></foreignObject>
 <a xlink:href="http://example.com"><path d="M 0 0"/></a>
 <g clip-path="url(#c)"><use xlink:href="#p" onclick="alert(1)"/>
  <image xlink:href="http://example.com/x.png"/></g>
</svg>"""


@pytest.fixture
def drawing(tmp_path):
    path = tmp_path / "03-a.b.svg"
    path.write_text(SVG)
    return drawings.read(path)


def test_title_and_alternative(drawing):
    assert (drawing.title, drawing.alt) == ("A <b> title", "What it shows")
    root = ET.fromstring(drawing.svg)
    title, desc = root[0], root[1]
    assert (title.text, desc.text) == ("A <b> title", "What it shows")
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {desc.attrib['id']}"
    assert root.attrib["role"] == "img"


def test_nothing_acts_or_loads(drawing):
    for word in (
        "script",
        "style>",
        "foreignObject",
        "example.com",
        "onload",
        "onclick",
        "DOCTYPE",
    ):
        assert word not in drawing.svg


def test_ids_carry_the_name_and_still_meet(drawing):
    assert 'id="f03-a-b-p"' in drawing.svg
    assert "#f03-a-b-p" in drawing.svg
    assert "url(#f03-a-b-c)" in drawing.svg


def test_coordinates_are_short(drawing):
    assert 'd="M 1.23 -2.5 L 3 4"' in drawing.svg


def test_reads_what_charts_publish(tmp_path):
    figure, axes = style.frame("Words with $ and <", "n = 3", "Source: x.")
    axes.bar([1, 2, 3], [1, 2, 3])
    chart = charts.Chart(figure, "Words with $ and <", "Bar chart & more\x01", pd.DataFrame())
    charts.publish(chart, "09-test", out=tmp_path)
    drawing = drawings.read(tmp_path / "figures" / "09-test.svg")
    assert drawing.title == "Words with $ and <"
    assert drawing.alt.startswith("Bar chart & more")
    width, height = map(float, re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', drawing.svg).groups())
    assert width > height > 100
    assert len(drawing.svg) < len((tmp_path / "figures" / "09-test.svg").read_text())


def test_letters_are_outlined_once_a_page(tmp_path):
    for name in ("09-one", "09-two"):
        figure, _ = style.frame("The same title", "n = 3", "Source: x.")
        charts.publish(charts.Chart(figure, name, name, pd.DataFrame()), name, out=tmp_path)
    first, second = (
        drawings.read(tmp_path / "figures" / f"{name}.svg") for name in ("09-one", "09-two")
    )
    known: set[str] = set()
    page = drawings.once(first.svg, known) + drawings.once(second.svg, known)
    ids = re.findall(r'id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert len(page) < 0.8 * len(first.svg + second.svg)


def test_the_bare_form_has_the_drawing_and_not_its_frame(tmp_path):
    figure, axes = style.frame("Bars stand here", "A bar a year, n = 3", "Source: x.")
    axes.bar([1, 2, 3], [1, 2, 3], color=style.BLUE)
    axes.set_xticks([1], ["Quay"])
    charts.publish(charts.Chart(figure, "T", "Alt", pd.DataFrame()), "09-bare", out=tmp_path)
    made = drawings.read(tmp_path / "figures" / "09-bare.svg")
    assert (made.subtitle, made.source) == ("A bar a year, n = 3", "Source: x.")
    assert "frame-" in made.svg
    assert "frame-" not in made.bare
    assert "var(--blue, #0a6fa5)" in made.bare
    ids = set(re.findall(r'id="([^"]*)"', made.bare))
    assert set(re.findall(r'href="#([^"]*)"', made.bare)) <= ids  # every letter has its outline
    _, top, _, height = map(float, re.search(r'viewBox="([^"]*)"', made.bare)[1].split())
    assert 20 < top < 80
    whole = float(re.search(r'viewBox="\S+ \S+ \S+ (\S+)"', made.svg)[1])
    assert 0.5 * whole < height < whole - top


def test_a_chart_is_drawn_again_for_a_phone(tmp_path):
    @style.drawn
    def bars():
        figure, axes = style.frame("A title of some words that breaks", "n = 3", "Source: x.")
        axes.bar([1, 2, 3], [1, 2, 3])
        return charts.Chart(figure, "narrow" if style.narrow() else "wide", "alt", pd.DataFrame())

    charts.publish(bars(), "09-two", out=tmp_path)
    made = drawings.read(tmp_path / "figures" / "09-two.svg")
    assert made.title == "wide"
    assert not style.narrow()
    wide, phone = (
        float(re.search(r'viewBox="\S+ \S+ (\S+)', svg)[1]) for svg in (made.bare, made.phone)
    )
    assert phone < 0.6 * wide
    ids = [set(re.findall(r'id="([^"]*)"', svg)) for svg in (made.bare, made.phone)]
    assert not {one for one in ids[0] & ids[1] if not one.startswith(drawings.GLYPH)}
    (tmp_path / "figures" / "phone" / "09-two.svg").unlink()
    assert drawings.read(tmp_path / "figures" / "09-two.svg").phone == ""
