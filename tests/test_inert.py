"""Text is data: nothing an article says is run, fetched or followed by what shows the report."""

import csv
import html
import json
import os
import re
import shutil
import subprocess
import threading
import xml.etree.ElementTree as ET
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import making
import nbformat
import pytest

from closereading import paths, report
from closereading.report import pages
from closereading.run import notebooks

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)
SECONDS = 120  # a browser on a busy machine takes long to start

# One address each, so that what got through has a name. The control page shows that each works.
RAN = "document.documentElement.dataset.ran = 1;"
FORMS = {
    "script": '<script src="{at}/script"></script>',
    "inline": f"<script>{RAN} new Image().src='{{at}}/inline'</script>",
    "image": '<img src="{at}/image">',
    "onerror": "<img src=x: onerror=\"new Image().src='{at}/onerror'\">",
    "link": '<link rel="stylesheet" href="{at}/link">',
    "style": "<style>body {{ background: url({at}/style) }}</style>",
    "iframe": '<iframe src="{at}/iframe"></iframe>',
    "object": '<object data="{at}/object"></object>',
    "svg": '<svg><image href="{at}/svg" width="9" height="9"/></svg>',
    "onload": "<svg onload=\"new Image().src='{at}/onload'\"></svg>",
    "srcset": '<img srcset="{at}/srcset 1x">',
    "poster": '<video poster="{at}/poster"></video>',
    "closing": '</style></title></textarea></script><img src="{at}/closing">',
    "attribute": '"><img src="{at}/attribute"><b title="',
}
# These need a Markdown or Typst reader, or leave the page; no control page shows them.
OTHERS = {
    "meta": '<meta http-equiv="refresh" content="0; url={at}/meta">',
    "markdown": "![a chart]({at}/markdown) and [a link](javascript:fetch('{at}/javascript'))",
    "reference": "[a chart][1] and\n[1]: {at}/reference",
    "typst": '#image("{at}/typst") #read("/etc/passwd")',
    "jinja": "{{{{ cycler.__init__.__globals__.os.popen('id').read() }}}}",
}


class Canary(ThreadingHTTPServer):
    """A server on this machine that remembers what it was asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answer)
        self.heard: set[str] = set()
        self.at = f"http://127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.heard.add(self.path.strip("/"))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def canary():
    server = Canary()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture(scope="module")
def hostile(canary, tmp_path_factory) -> Path:
    """An article that quotes every form, in tags that are themselves part of the text."""
    title = "Rain falls</title>" + FORMS["script"].format(at=canary.at)
    told = [
        f"The mayor said {form.format(at=canary.at)} is a terrible crime."
        for form in (FORMS | OTHERS).values()
    ]
    shown = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in [title, *told])
    path = tmp_path_factory.mktemp("hostile") / "=cmd <img src=x onerror=alert(1)>.txt"
    path.write_text(shown, "utf-8")
    return path


@pytest.fixture(scope="module")
def made(hostile, tmp_path_factory) -> Path:
    """The folder of its report, made the real way, and the page of one notebook run on it."""
    out = tmp_path_factory.mktemp("made")
    article = making.parts(hostile, out)
    assert "<script src=" in article.text
    report.write(article, out=out)
    source = paths.ROOT / "notebooks" / "01-article.ipynb"
    settings = {paths.ARTICLE: str(hostile)}
    notebooks.run([source], target=out / "notebooks", out=out / "second", given=settings)
    pages.save(out / "notebooks", out=out)
    return out


def opened(page: Path, profile: Path) -> str:
    """Open a page in the browser and return what it made of it."""
    command = [
        BROWSER, "--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}",
        "--virtual-time-budget=5000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    if os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # as root it does not start with one
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert "<html" in done.stdout, done.stderr[-500:]
    return done.stdout


@pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed")
class TestInABrowser:
    def test_the_control_page_calls_the_canary(self, canary, tmp_path):
        page = tmp_path / "control.html"
        forms = [form.format(at=canary.at) for form in FORMS.values()]
        page.write_text("<!doctype html><meta charset=utf-8><body>" + "\n".join(forms), "utf-8")
        canary.heard.clear()
        seen = opened(page, tmp_path / "profile")
        assert "data-ran" in seen
        assert canary.heard == set(FORMS)

    @pytest.mark.parametrize("name", ["findings.html", "notebooks/01-article.html"])
    def test_the_report_runs_nothing_and_asks_for_nothing(self, canary, made, name, tmp_path):
        text = (made / "report" / name).read_text("utf-8")
        # Without the policy that forbids it: the text itself is inert.
        bare, found = re.subn(r"<meta http-equiv=\"?Content-Security-Policy[^>]*>", "", text)
        page = tmp_path / "page.html"
        page.write_text(bare, "utf-8")
        canary.heard.clear()
        seen = opened(page, tmp_path / "profile")
        assert canary.heard == set()
        assert "data-ran" not in seen
        assert "&lt;script src=" in seen
        assert found == 1


def test_tables_hold_no_formula(made):
    cells = [
        cell
        for path in made.rglob("*.csv")
        for row in csv.reader(path.read_text("utf-8").splitlines(keepends=True))
        for cell in row
    ]
    assert len(cells) > 100
    for cell in cells:
        number = re.fullmatch(r"[-+]?[\d.]+(?:e[-+]?\d+)?|-inf", cell)
        assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def test_drawings_hold_no_script_and_no_address(made, canary):
    drawings = list(made.rglob("*.svg"))
    assert drawings
    for path in drawings:
        for element in ET.parse(path).iter():
            assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "iframe")
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on"), path
                assert canary.at not in value, path


def test_markdown_and_notebooks_hold_no_link_to_it(made, canary):
    text = (made / "report" / "findings.md").read_text("utf-8")
    assert not re.search(rf"(?<!\\)\]\([^)]*{re.escape(canary.at)}", text)
    assert "<" not in text.replace("&lt;", "")
    notebook = nbformat.read(made / "notebooks" / "01-article.ipynb", as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            markup = "".join(shown.get(kind, "") for kind in ("text/html", "text/markdown"))
            markup = re.sub(r"<style.*?</style>", "", markup, flags=re.DOTALL)
            assert not re.search(r"(?<!\\)<(?:script|img|iframe|object|link|meta|svg)", markup)
            # Markdown's link is plain text in HTML.
            marked = shown.get("text/markdown", "")
            assert not re.search(rf"(?<!\\)\]\([^)]*{re.escape(canary.at)}", marked)
            tags = re.findall(r"<\w[^<>]*>", shown.get("text/html", ""))
            assert not [tag for tag in tags if canary.at in tag]


def test_no_file_of_this_machine_is_in_the_report(made):
    secret = Path("/etc/passwd")
    if not secret.exists():
        pytest.skip("this system has no /etc/passwd")
    line = secret.read_text("utf-8").splitlines()[0]
    for path in made.rglob("*"):
        if path.suffix in (".html", ".md", ".json", ".csv", ".svg", ".ipynb"):
            assert line not in path.read_text("utf-8"), path
    meta = json.loads((made / "report" / "results.json").read_text("utf-8"))["meta"]
    assert "{{" in json.dumps(meta) or "<script" in json.dumps(meta)
