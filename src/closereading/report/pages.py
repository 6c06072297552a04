"""Executed notebooks as web pages: one file each, figures with their text, nothing loaded."""

import re
from pathlib import Path

import mistune
import nbformat
from markupsafe import Markup
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from closereading import book, paths, prose

ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Screen readers stumble over a heading cell with nothing in it.
EMPTY = re.compile(r"<th>\s*</th>")
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
NEXT = re.compile(r"\[([^\]]*)\]\((\d\d-[\w-]+)\.ipynb\)")
STYLE = re.compile(r"<style.*?</style>", re.DOTALL)


def title(path: Path) -> str:
    """Return a notebook's first heading, its file name without one."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            return cell.source.split("\n")[0].removeprefix("# ").strip()
    return path.stem


def page(path: Path) -> str:
    """Return an executed notebook as one HTML file; figures keep their text alternative."""
    notebook = nbformat.read(path, as_version=4)
    markdown = mistune.create_markdown(plugins=["table"])  # raw HTML in Markdown is shown as text
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cells.append({"text": Markup(markdown(NEXT.sub(_led, cell.source)))})
        elif cell.cell_type == "code":
            code = Markup(highlight(cell.source, PythonLexer(), HtmlFormatter(nowrap=True)))
            outputs = [_output(output, markdown) for output in cell.outputs]
            cells.append({"code": code, "outputs": [output for output in outputs if output]})
    template = prose.environment().get_template("notebook.html")
    return template.render(title=title(path), cells=cells)


def _led(link: re.Match) -> str:
    """Lead from page to page as the notebooks do; one that is no part of a report has no page."""
    text, name = link.groups()
    return text if name in paths.BY_HAND else f"[{text}]({name}.html)"


def _output(output, markdown) -> dict:
    if output.output_type == "stream":
        return {"plain": ANSI.sub("", output.text)}
    if output.output_type == "error":
        return {"plain": f"{output.ename}: {ANSI.sub('', output.evalue)}"}
    data = output.data
    if "image/png" in data:
        alt = output.metadata.get("image/png", {}).get("alt") or data.get("text/plain", "Figure")
        return {"png": "".join(data["image/png"].split()), "alt": alt}
    if "text/markdown" in data:
        return {"text": Markup(markdown(data["text/markdown"]))}
    if "text/html" in data and (tables := TABLE.findall(STYLE.sub("", data["text/html"]))):
        table = EMPTY.sub("<td></td>", "".join(tables)).replace(' border="1"', "")
        return {"table": Markup(table)}
    return {"plain": data.get("text/plain", "")}


def folder(out: Path) -> Path:
    """Return where the pages of a run stand. The runner makes it first: the report links there."""
    return Path(out) / "report" / "notebooks"


def save(notebooks: Path, *, out: Path) -> list[Path]:
    """Write every executed notebook of a folder as ``out/report/notebooks/<name>.html``."""
    made = []
    for path in sorted(notebooks.glob("[0-9]*.ipynb")):
        made.append(folder(out) / f"{path.stem}.html")
        book.write(made[-1], page(path))
    return made
