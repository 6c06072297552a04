"""What is imported is declared, and what is built is whole."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Run by name, not imported: the server that `lab` opens.
STARTED = {"jupyterlab"}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    """Return the names of requirements, those of their extras (a package each here) too."""
    return {canonical(n) for item in requirements for n in re.findall(r"[A-Za-z][\w.-]*", item)}


def imports(folder: Path) -> dict[str, set[str]]:
    """Return the packages whose modules are imported anywhere in a folder, with the files."""
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            else:
                continue
            for name in names:
                found.setdefault(name.split(".")[0], set()).add(path.name)
    return {name: files for name, files in found.items() if name not in sys.stdlib_module_names}


def test_what_is_imported_is_declared_and_the_other_way_round():
    modules = metadata.packages_distributions()
    found = imports(ROOT / "src")
    found.pop("closereading")
    used = {canonical(modules[name][0]) for name in found}
    extra = declared(PROJECT["optional-dependencies"]["corpus"])
    needed = declared(PROJECT["dependencies"])
    assert used - needed == extra, "imported and not declared, or the other way round"
    assert needed - used == STARTED, "declared and not imported"


def test_the_versions_a_report_names_are_of_declared_packages():
    from closereading.report import build

    named = declared(list(build.PACKAGES)) - {"closereading"}
    assert named <= declared(PROJECT["dependencies"])


@pytest.mark.parametrize("name", ["notebooks", "data"])
def test_the_wheel_takes_from_the_only_source(name):
    assert not (ROOT / "src" / "closereading" / "notebooks").exists()
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert hatch["targets"]["wheel"]["sources"][name] == f"closereading/{name}"
    assert name in hatch["targets"]["sdist"]["only-include"]
