"""The whole way, twice: the shipped article in, notebooks, figures and report out."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from closereading import paths
from closereading.run import notebooks

ROOT = Path(__file__).parents[1]


# What differs between two people's machines; the second build is made with all of it.
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Asia/Tokyo",
    "LC_ALL": "C",
    "LANGUAGE": "de",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "2",
    "COLUMNS": "40",
    "PYTHONIOENCODING": "ascii",
}


@pytest.fixture(scope="module")
def builds(tmp_path_factory) -> tuple[Path, Path]:
    """Build the shipped article twice, from here and as somebody elsewhere would."""
    first, second = (tmp_path_factory.mktemp(name) for name in ("first", "second folder"))
    notebooks.build(out=first)
    command = [sys.executable, "-m", "closereading", "report", "--out", str(second)]
    done = subprocess.run(
        command, cwd=second, env=os.environ | ELSEWHERE, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, f"{second}/report/findings.html\n"), done.stderr
    return first, second


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


def test_every_link_of_the_report_leads_to_a_file(builds):
    text = (builds[0] / "report/findings.html").read_text("utf-8")
    links = {link for link in re.findall(r'href="([^"]*)"', text) if link[0] != "#"}
    links = {link for link in links if not link.startswith("data:")}  # drawings, in the page itself
    pages = {f"notebooks/{path.stem}.html" for path in paths.sources()}
    assert pages < links
    assert [link for link in links if not (builds[0] / "report" / link).is_file()] == []


def test_the_same_bytes_elsewhere(builds):
    first, second = map(files, builds)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_results_record_what_they_rest_on(builds):
    meta = json.loads((builds[0] / "report/results.json").read_text("utf-8"))["meta"]
    assert meta["sha256"] == paths.SHIPPED_SHA256
    assert meta["encoding"] == "utf-8"
    assert meta["options"] == {}
    assert {"torn", "metadata"} <= {row["kind"] for row in meta["cleaned"]}
    assert all(re.match(r"\d", version) for version in [meta["python"], *meta["packages"].values()])
    assert all(type(meta[key]) is int for key in ("seed", "resamples", "permutations"))


def test_the_options_are_recorded_by_name(monkeypatch):
    given = {
        paths.OPTIONS["commentary"].variable: "/somewhere/mine.md",
        paths.OPTIONS["title"].variable: "A bridge",
    }
    for name in paths.SETTINGS:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert paths.options() == {"title": "A bridge", "commentary": "mine.md"}


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


def test_the_checksums_name_only_what_is_published():
    root = Path(__file__).parents[1]
    names = [
        line.partition("  ")[2]
        for line in (root / "report" / "checksums.txt").read_text("utf-8").splitlines()
    ]
    assert names
    assert [name for name in names if not (root / name).is_file()] == []
