"""The command, as a person types it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def closereading(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "closereading", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        **options,
    )


def make(folder: Path, kind: str) -> Path:
    """Make one bad input and return its path."""
    path = folder / kind
    content = {"empty": b"", "blank": b" \n\n ", "one sentence": b"Only one sentence stands here."}
    if kind == "folder":
        path.mkdir()
    elif kind in content:
        path.write_bytes(content[kind])
    return path


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("missing", "no file"),
        ("folder", "folder"),
        ("empty", "empty"),
        ("blank", "empty"),
        ("one sentence", "sentence"),
    ],
)
def test_bad_input_ends_in_one_sentence_and_2(tmp_path, kind, word):
    out = tmp_path / "out"
    (out / "report").mkdir(parents=True)
    (out / "report" / "findings.html").write_text("the last one")
    done = closereading("report", str(make(tmp_path, kind)), "--out", str(out))
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "report" / "findings.html").read_text() == "the last one"
    assert [path.name for path in out.rglob("*")] == ["report", "findings.html"]


def test_an_empty_pipe_is_said_and_writes_nothing(tmp_path):
    done = closereading("report", "-", "--out", str(tmp_path / "out"), input=" \n")
    assert done.returncode == 2
    assert "pipe" in done.stderr
    assert not (tmp_path / "out").exists()


def test_help_shows_examples_and_is_quick_to_import():
    done = closereading("report", "--help")
    assert done.returncode == 0
    assert done.stdout.count("closereading report") >= 3


def test_a_wrong_option_is_an_input_error():
    assert closereading("report", "--nonsense").returncode == 2


@pytest.mark.parametrize("module", ["pandas", "matplotlib", "nltk", "sklearn"])
def test_importing_the_package_loads_nothing_heavy(module):
    code = f"import sys, closereading, closereading.__main__; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
