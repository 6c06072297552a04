"""A notebook's parameters: which article it reads, and where it writes to."""

import ast
import os
from pathlib import Path

import nbformat

# What the cell tagged ``parameters`` holds where the runner says the rest, see ``paths``.
ASKED = {
    "ARTICLE": "paths.article()  # a path, or the text itself",
    "OUT": "paths.out(ARTICLE)  # figures/ and report/ are written below this folder",
    "COMPARE": 'paths.compare()  # a table made by "closereading corpus", or None',
}


def of(article: Path, folder: Path) -> dict[str, str]:
    """Return the parameters of notebooks that stand in a folder of their article's own.

    The way from there to the article names as little of the machine as can be.
    """
    try:
        way = os.path.relpath(article, folder)
    except ValueError:  # on another drive
        way = str(article)
    return {
        "ARTICLE": f"{way!r}  # a path, or the text itself",
        "OUT": "'..'  # figures/ and report/ are written below this folder",
    }


def put(notebook: nbformat.NotebookNode, values: dict[str, str]) -> None:
    """Set what the parameters cell assigns, whatever a saved notebook says.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    values : dict
        Name to expression; names that the cell does not assign are left out.
    """
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = _assigned(cell.source, values)


def _assigned(source: str, values: dict[str, str]) -> str:
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a pasted text that lost its end; what the cell is for is known
        assigned = "\n".join(f"{name} = {value}" for name, value in values.items())
        return f"from closereading import paths\n\n{assigned}"
    lines = source.splitlines()
    for statement in reversed(statements):
        names = {target.id for target in getattr(statement, "targets", ()) if _is_name(target)}
        for name in names & values.keys():
            lines[statement.lineno - 1 : statement.end_lineno] = [f"{name} = {values[name]}"]
    return "\n".join(lines)


def _is_name(target: ast.expr) -> bool:
    return isinstance(target, ast.Name)
