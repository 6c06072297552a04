"""A report put in place: whole or not at all, by one run at a time, whatever ends it."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from closereading.article import InputError
from closereading.run import release

KILLING = Path(__file__).with_name("killing.py")


def publish(out: Path, **files: str) -> None:
    """Put one run in place; ``report__findings`` stands for the file report/findings."""
    with release.staged(out) as staging:
        for name, text in files.items():
            path = staging / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


def seen(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): path.read_text()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "checksums.txt"
    }


@pytest.mark.parametrize("how", [["random", "50"], ["steps"]])
def test_killed_at_any_moment_the_report_is_whole(tmp_path, how):
    done = subprocess.run(
        [sys.executable, str(KILLING), str(tmp_path / "out"), *how],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    *complaints, last = done.stdout.splitlines()
    assert complaints == []
    # The list (2), the staging folder, 25 files; 20 of the other letter go.
    assert last.endswith("of 50 whole at once" if how[0] == "random" else "48 steps")


def test_a_new_run_replaces_what_runs_made_and_nothing_else(tmp_path):
    publish(tmp_path, notebooks__01="old", figures__1="old", figures__2="old", report__findings="a")
    own = {"notebooks/mine": "m", "figures/.gitkeep": "", "report/deep/mine": "m", "mine": "m"}
    for name, text in own.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "report" / "link").symlink_to("nowhere")
    publish(tmp_path, notebooks__01="new", figures__1="new", report__findings="b")
    made = {"notebooks/01": "new", "figures/1": "new", "report/findings": "b"}
    assert seen(tmp_path) == made | own
    assert (tmp_path / "report" / "link").readlink() == Path("nowhere")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_checksums_are_those_of_the_files(tmp_path):
    publish(tmp_path, figures__1="x", report__findings="y")
    lines = (tmp_path / release.CHECKSUMS).read_text().splitlines()
    # printf x | sha256sum
    first = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert lines[0] == f"{first}  figures/1"
    assert [line[66:] for line in lines] == ["figures/1", "report/findings"]


def test_figures_made_anew_by_the_reader_meanwhile_stay(tmp_path):
    """Killed between two files, then a notebook run by hand wrote into figures/."""
    publish(tmp_path, figures__1="old", figures__2="old", report__findings="a")
    ready = tmp_path / ".ready-x"
    for name in ("figures/1", "report/findings"):
        (ready / name).parent.mkdir(parents=True)
        (ready / name).write_text("new")
    (ready / release.CHECKSUMS).write_text(f"{'0' * 64}  figures/1\n{'0' * 64}  report/findings\n")
    (ready / "figures" / "1").rename(tmp_path / "figures" / "1")
    (tmp_path / "figures" / "mine").write_text("m")
    release.mend(tmp_path)
    assert seen(tmp_path) == {"figures/1": "new", "figures/mine": "m", "report/findings": "new"}
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("gone", ["notebooks/mine", "../elsewhere", "report/link/x"])
def test_a_list_takes_away_no_files_of_others(tmp_path, gone):
    """Of what an old list names only what stands in figures/ and report/ goes."""
    out = tmp_path / "out"
    publish(out, report__findings="old")
    (out / "report" / "link").symlink_to("../notebooks")
    for file in (out / "notebooks" / "mine", out / "notebooks" / "x", tmp_path / "elsewhere"):
        file.parent.mkdir(exist_ok=True)
        file.write_text("mine")
    with (out / release.CHECKSUMS).open("a") as checksums:
        checksums.write(f"{'0' * 64}  {gone}\n")
    publish(out, report__findings="new")
    assert (out / "report" / "findings").read_text() == "new"
    for file in (out / "notebooks" / "mine", out / "notebooks" / "x", tmp_path / "elsewhere"):
        assert file.read_text() == "mine"


def test_what_a_killed_run_left_unfinished_goes(tmp_path):
    (tmp_path / ".staging-dead" / "figures").mkdir(parents=True)
    release.mend(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_runs_at_once_into_one_folder(tmp_path):
    with release.staged(tmp_path) as staging:
        with pytest.raises(InputError, match=r"Another run is writing to .*--out"):
            publish(tmp_path, report__findings="second")
        with pytest.raises(InputError, match="Another run"):
            release.mend(tmp_path)
        assert staging.is_dir()
        (staging / "report").mkdir()
        (staging / "report" / "findings").write_text("first")
    assert seen(tmp_path) == {"report/findings": "first"}


def test_without_locks_another_runs_staging_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "fcntl", None)
    with release.staged(tmp_path) as staging:
        publish(tmp_path, report__findings="second")
        assert staging.is_dir()


def test_a_failed_run_leaves_no_folder(tmp_path):
    with pytest.raises(ZeroDivisionError), release.staged(tmp_path / "new" / "deep"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, OSError, r"disk is full.*Make room"),
        (errno.EDQUOT, OSError, r"disk is full"),
        (errno.EROFS, InputError, r"Nothing can be written to .*Read-only.*another with --out"),
        (errno.EACCES, InputError, "Permission denied"),
        (errno.EIO, OSError, r"cannot be written or read"),
    ],
)
def test_a_disk_that_does_not_take_it(tmp_path, monkeypatch, number, kind, words):
    publish(tmp_path, report__findings="the last one")

    def broken(path, text):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(release.book, "write", broken)
    with pytest.raises(kind, match=words):
        publish(tmp_path, report__findings="new")
    assert seen(tmp_path) == {"report/findings": "the last one"}
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_folder_that_cannot_be_made(tmp_path, monkeypatch):
    def broken(path, **named):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", broken)
    with pytest.raises(InputError, match="Permission denied"):
        publish(tmp_path / "out")


@pytest.mark.parametrize("place", ["out", "out/deeper"])
def test_a_file_where_the_folder_should_be(tmp_path, place):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(InputError, match=r"out is a file\. Give another"):
        publish(tmp_path / place)
    assert (tmp_path / "out").read_text() == "mine"


def test_a_file_or_link_where_the_report_should_be(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report").write_text("mine")
    with pytest.raises(InputError, match="not an ordinary folder"):
        publish(tmp_path / "out")
    (tmp_path / "out" / "report").unlink()
    (tmp_path / "out" / "figures").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="not an ordinary folder"):
        publish(tmp_path / "out")


def test_a_folder_or_link_where_a_file_must_go(tmp_path):
    publish(tmp_path, report__tables__words="old")
    (tmp_path / "report" / "numbers").mkdir()
    with pytest.raises(InputError, match="numbers is a folder"):
        publish(tmp_path, report__tables__words="new", report__numbers="new")
    (tmp_path / "report" / "numbers").rmdir()
    (tmp_path / "report" / "numbers").symlink_to(tmp_path / "report" / "tables")
    with pytest.raises(InputError, match="not an ordinary folder"):
        publish(tmp_path, report__tables__words="new", report__numbers__deep="new")
    assert seen(tmp_path)["report/tables/words"] == "old"
    assert not list(tmp_path.glob(".*"))


def test_a_signal_waits_until_the_report_is_in_place(tmp_path, monkeypatch):
    install = release._install

    def interrupted(ready, out):
        signal.raise_signal(signal.SIGINT)
        install(ready, out)

    monkeypatch.setattr(release, "_install", interrupted)
    # A suite started in the background inherits that an interrupt is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path, report__findings="new")
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen(tmp_path) == {"report/findings": "new"}


def test_away_from_the_main_thread_signals_are_left_alone(tmp_path):
    worker = threading.Thread(target=publish, args=(tmp_path,), kwargs={"report__findings": "x"})
    worker.start()
    worker.join()
    assert seen(tmp_path) == {"report/findings": "x"}
