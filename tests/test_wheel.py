"""What a stranger installs: the wheel, in a fresh environment and an empty folder."""

import os
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STORY = (
    "The old bridge over the river is closed. Nobody in the town knows why it was closed.\n\n"
    "“It is a great shame,” the mayor said. The bridge will open again on Monday, she added.\n"
)


def call(*words: str | Path, cwd: Path, timeout: int = 600) -> str:
    """Run a program without what this suite's environment would lend it; return its output."""
    lent = ("PYTHON", "VIRTUAL_ENV", "CLOSEREADING")
    plain = {key: value for key, value in os.environ.items() if not key.startswith(lent)}
    done = subprocess.run(
        list(map(str, words)), cwd=cwd, env=plain, capture_output=True, text=True, timeout=timeout
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(source: Path, target: str, out: Path) -> Path:
    call(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", out, cwd=source)
    return next(out.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return built(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


def test_the_sdist_builds_the_same_wheel(wheel, tmp_path):
    with tarfile.open(built(ROOT, "sdist", tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    source = next((tmp_path / "source").iterdir())
    assert built(source, "wheel", tmp_path / "again").read_bytes() == wheel.read_bytes()


@pytest.mark.installs
def test_a_report_from_the_wheel_in_an_empty_folder(wheel, tmp_path):
    """Neither lock nor extras nor checkout: what the wheel declares and holds has to do."""
    venv.create(tmp_path / "venv", with_pip=True)
    here = tmp_path / "mein Ordner für Größtes"
    here.mkdir()
    python = tmp_path / "venv" / "bin" / "python"
    call(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=here)
    command = python.with_name("closereading")
    assert call(command, "--version", cwd=here).startswith("closereading ")
    (here / "story.txt").write_text(STORY, encoding="utf-8")
    said = call(command, "report", "story.txt", cwd=here)
    report = here / "out" / "story" / "report" / "findings.html"
    assert said == f"{report}\n"
    assert "old bridge" in report.read_text("utf-8")
    assert {path.name for path in here.iterdir()} == {"story.txt", "out"}
