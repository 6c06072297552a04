"""The order of the house: no package imports one above it, and no imports run in a circle."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "closereading"
# From the ground up. Rooms of one floor may use each other, but not in a circle.
FLOORS = (
    {"characters", "errors", "lists", "paths", "prose", "resampling", "book", "statement", "news"},
    {"reading"},
    {"voices", "reader"},
    {"article"},
    {"keywords", "sentiment", "topics", "measures"},
    {"wording"},
    {"corpus", "context"},
    {"charts"},
    {"explore"},
    {"report"},
    {"run"},
)


def modules(source: Path) -> dict[str, Path]:
    """Name every module of a package: "keywords" is its door, "keywords.ranking" a module."""
    named = {}
    for path in source.rglob("*.py"):
        if path.is_relative_to(source / "data"):  # JupyterLab's settings, no module
            continue
        parts = path.relative_to(source).with_suffix("").parts
        if parts[0] == "data":
            continue  # what JupyterLab reads, and no module of ours
        named[".".join(part for part in parts if part != "__init__")] = path
    return named


def imports(text: str, name: str, known: set[str]) -> set[str]:
    """Return what a module imports, inside functions too, and what a door offers lazily."""
    found = set()
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []  # for who reads the types; nothing is imported
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("closereading"):
            base = node.module.removeprefix("closereading").strip(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".strip(".")
                found.add(inner if inner in known else base)
                if alias.name == "__version__":
                    found.discard(base)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "lazy_loader.attach":
            given = {word.arg: word.value for word in node.keywords}
            for offered in getattr(given.get("submod_attrs"), "keys", []):
                found.add(f"{name}.{offered.value}".strip("."))
    return found - {name}


def graph(source: Path) -> dict[str, set[str]]:
    named = modules(source)
    return {
        name: imports(path.read_text("utf-8"), name, set(named)) for name, path in named.items()
    }


def floor(name: str) -> int:
    room = name.split(".")[0]
    return next((place for place, rooms in enumerate(FLOORS) if room in rooms), -1)


def climbing(made: dict[str, set[str]]) -> list[str]:
    return [
        f"{name} imports {other}"
        for name, others in sorted(made.items())
        for other in sorted(others)
        if floor(other) > floor(name) >= 0
    ]


def test_every_room_has_a_floor():
    rooms = {name.split(".")[0] for name in modules(SOURCE)} - {"", "__main__", "data"}
    assert [room for room in sorted(rooms) if floor(room) < 0] == []


def test_no_package_imports_one_above_it():
    assert climbing(graph(SOURCE)) == []


def test_no_imports_run_in_a_circle():
    list(TopologicalSorter(graph(SOURCE)).static_order())  # raises CycleError, and names them


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from closereading import keywords", {"keywords"}),
        ("def late():\n    from closereading.keywords import ranking", {"keywords.ranking"}),
        ("from closereading.keywords.ranking import words", {"keywords.ranking"}),
        ("from closereading import read_article", {""}),
        ("from closereading import __version__", set()),
        ("lazy_loader.attach(__name__, submod_attrs={'ranking': ['words']})", {"x.ranking"}),
        ("import pandas", set()),
        ("if TYPE_CHECKING:\n    from closereading import keywords", set()),
    ],
)
def test_imports_are_seen_wherever_they_stand(text, found):
    assert imports(text, "x", {"keywords", "keywords.ranking", "x.ranking"}) == found


def test_an_import_upwards_is_named():
    made = {"topics.gate": {"charts.style", "resampling"}, "charts.style": set()}
    assert climbing(made) == ["topics.gate imports charts.style"]
