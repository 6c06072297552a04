"""Executed notebooks as web pages: alternatives kept, nothing loaded, nothing run."""

import base64
import re
import xml.etree.ElementTree as ET

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from closereading.report import pages

PNG = base64.b64encode(b"\x89PNG not really").decode()
TABLE = (
    '<div><style scoped>.x {}</style><table border="1" class="dataframe"><thead><tr><th></th>'
    "<th>a</th></tr></thead><tbody><tr><th>0</th><td>&lt;b&gt;</td></tr></tbody></table></div>"
)


@pytest.fixture
def page(tmp_path):
    def output(data, metadata=None):
        return new_output("display_data", data=data, metadata=metadata or {})

    cells = [
        new_markdown_cell("# What is it?\n\nText with *stress* <script>alert(1)</script>."),
        new_markdown_cell("Next: [what?](02-b.ipynb), [try](07-try-it.ipynb), [not](https://x.org/02-b.ipynb)."),
        new_code_cell("x = '<b>'  # why", execution_count=1, outputs=[
            output({"image/png": PNG + "\n"}, {"image/png": {"alt": 'A "chart" & <more>'}}),
            output({"text/markdown": "**37** of [x](javascript:alert(1))"}),
            output({"text/html": TABLE, "text/plain": "a"}),
            output({"text/html": "<script>alert(1)</script>", "text/plain": "plain <i>"}),
            new_output("stream", name="stdout", text="\x1b[31mred\x1b[0m <u>"),
        ]),
    ]  # fmt: skip
    path = tmp_path / "01-a.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    assert pages.save(tmp_path, out=tmp_path) == [tmp_path / "report" / "notebooks" / "01-a.html"]
    return (tmp_path / "report" / "notebooks" / "01-a.html").read_text()


def test_keeps_text_alternatives(page):
    assert 'alt="A &#34;chart&#34; &amp; &lt;more&gt;"' in page
    assert f"data:image/png;base64,{PNG}" in page


def test_nothing_runs_and_nothing_loads(page):
    assert "<script" not in page
    assert "javascript:" not in page
    assert not re.search(
        r"(?:src|href)=\"(?!data:image/png;base64,)",
        re.sub(r'href="(#|02-b.html|https://x.org)', "", page),
    )
    assert "\x1b" not in page
    assert "red &lt;u&gt;" in page
    assert "plain &lt;i&gt;" in page


def test_tables_are_tables(page):
    assert "<td>&lt;b&gt;</td>" in page
    assert "<th></th>" not in page
    assert "scoped" not in page


def test_is_well_formed_but_for_html_itself(page):
    body = page[page.index("<main>") : page.index("</main>") + len("</main>")]
    ET.fromstring(re.sub(r"<(img|br|hr)([^>]*)>", r"<\1\2/>", body))


def test_a_page_leads_to_the_next_page(page):
    assert 'href="02-b.html"' in page
    assert ", try, " in page  # it has no page
    assert 'href="https://x.org/02-b.ipynb"' in page


def test_title(tmp_path):
    path = tmp_path / "x.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), path)
    assert pages.title(path) == "x"
