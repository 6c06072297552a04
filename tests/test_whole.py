"""The whole way, twice: the shipped article in, notebooks, figures and report out."""

import json
import re
from pathlib import Path

import pytest

from closereading import notebooks

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def builds(tmp_path_factory) -> tuple[Path, Path]:
    """Build the shipped article into two empty folders."""
    folders = tuple(tmp_path_factory.mktemp(name) for name in ("first", "second"))
    for folder in folders:
        notebooks.build(out=folder)
    return folders


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_everything_promised_is_there(builds):
    made = files(builds[0])
    for name in ("findings.html", "findings.md", "findings.pdf", "results.json"):
        assert made[f"report/{name}"]
    assert sum(name.startswith("notebooks/") and name.endswith(".ipynb") for name in made) >= 5
    stems = {Path(name).stem for name in made if name.startswith("figures/")}
    assert len(stems) >= 6
    for stem in stems:
        for kind in ("png", "svg", "csv"):
            assert f"figures/{stem}.{kind}" in made


def test_two_builds_are_the_same_to_the_byte(builds):
    first, second = map(files, builds)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def numbers(path: Path) -> dict[str, object]:
    return {key: entry["value"] for key, entry in json.loads(path.read_text())["numbers"].items()}


def test_the_committed_report_is_of_this_code(builds):
    fresh, shipped = (
        numbers(builds[0] / "report/results.json"),
        numbers(ROOT / "report/results.json"),
    )
    assert fresh.keys() == shipped.keys()
    for key, value in fresh.items():
        if isinstance(value, float):
            assert shipped[key] == pytest.approx(value, rel=1e-6, abs=1e-9), key
        else:
            assert shipped[key] == value, key
    committed = {path.name for path in (ROOT / "figures").iterdir() if path.suffix == ".png"}
    assert committed == {Path(name).name for name in files(builds[0]) if name.endswith(".png")}


def test_nothing_names_a_place_of_this_machine(builds):
    for name, content in files(builds[0]).items():
        if not name.endswith((".png", ".pdf")):
            text = content.decode("utf-8")
            assert str(builds[0]) not in text, name
            assert not re.search(r"(?<![\w.])/(?:root|home|Users)/\w", text), name
