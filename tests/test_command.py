"""The command, as a person types it."""

import errno
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from closereading import paths
from closereading.run import jobs, notebooks, release, terminal
from closereading.run.command import EXAMPLES, main

ROOT = Path(__file__).parents[1]
QUICK = Path(__file__).with_name("quick.py")
STORY = "The bridge is closed. Nobody knows why. The mayor said it will open on Monday.\n"


def closereading(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "closereading", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        **options,
    )


@pytest.fixture
def quick(tmp_path, monkeypatch) -> Path:
    """Put a quick stand-in in place of the notebooks; return a folder with a story in it."""

    def run(sources, *, target, out, given=None, **named):
        made = {name: given[name] for name in sorted(given)}
        (out / "report").mkdir(exist_ok=True)
        (out / "report" / "findings.html").write_text(str(made))
        (out / "report" / "results.json").write_text("{}")

    monkeypatch.setattr(notebooks, "run", run)
    monkeypatch.setattr(notebooks.pages, "save", lambda *folder, out: None)
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


def told(capsys, code: int, *words: str) -> str:
    """Check that exactly one sentence was said, and return it."""
    said = capsys.readouterr()
    lines = [line for line in said.err.splitlines() if line.startswith("closereading: ")]
    assert len(lines) == 1, said.err
    assert "Traceback" not in said.err
    for word in words:
        assert word in lines[0]
    return lines[0]


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


class TestOptions:
    """What can be known before the notebooks run is said before."""

    @pytest.mark.parametrize(
        ("option", "value", "word"),
        [
            ("--date", "yesterday", "YYYY-MM-DD"),
            ("--date", "20240331", "YYYY-MM-DD"),
            ("--date", "2023-02-29", "YYYY-MM-DD"),
            ("--title", "caf\udce9", "UTF-8"),
            ("--encoding", "klingon", "no encoding called"),
            ("--encoding", "ascii", "not text in ascii"),
            ("--commentary", "missing.md", "no file"),
            ("--compare", "missing.parquet", "no file"),
            ("--compare", "story.txt", "story.txt"),
        ],
    )
    def test_a_wrong_one_is_said_at_once(self, quick, monkeypatch, capsys, option, value, word):
        monkeypatch.chdir(quick)
        (quick / "story.txt").write_text(f"The café is open. {STORY}", encoding="utf-8")
        assert main(["report", "story.txt", "--out", "new", option, value]) == 2
        told(capsys, 2, word)
        assert not (quick / "new").exists()

    @pytest.mark.parametrize(
        ("comment", "word"),
        [
            (b"He said \x93no\x94.", "not UTF-8"),
            (b'There are {{ v("no.such") }}.', "no number called 'no.such'"),
            (b"There are {{ nonsense }}.", "placeholder"),
            (b"There are {% if %}.", "line 1"),
            ("The mayor said “it will never open”.".encode(), "it will never open"),
            (b'{{ v("article.sentences") / 0 }}', "zero"),
        ],
    )
    def test_a_wrong_commentary_is_found_before_the_notebooks_run(
        self, quick, capsys, comment, word
    ):
        (quick / "mine.md").write_bytes(comment)
        given = ["report", str(quick / "story.txt"), "--commentary", str(quick / "mine.md")]
        assert main([*given, "--out", str(quick / "new")]) == 2
        told(capsys, 2, "mine.md", word)
        assert not (quick / "new").exists()

    def test_one_that_there_is_not_is_named_with_those_there_are(self):
        with pytest.raises(jobs.InputError, match=r"no option titel\..*title, date"):
            jobs.options({"titel": "A bridge"})

    def test_right_ones_reach_the_notebooks(self, quick, capsys):
        keys = ("article.sentences", "findings.voices.named", "wording.paragraphs")
        comment = "“Nobody knows why”. " + " ".join(f"{{{{ v('{key}') }}}}" for key in keys)
        (quick / "mine.md").write_text(comment, encoding="utf-8")
        given = ["--title", "A bridge", "--date", "2024-02-29", "--encoding", "utf-8"]
        given += ["--commentary", str(quick / "mine.md"), "--out", str(quick / "new")]
        assert main(["report", str(quick / "story.txt"), *given]) == 0
        settings = (quick / "new" / "report" / "findings.html").read_text()
        for said in ("A bridge", "2024-02-29", "utf-8", "mine.md", "story.txt"):
            assert said in settings

    def test_another_article_never_replaces_the_shipped_report(self, quick, capsys):
        assert main(["report", str(quick / "story.txt"), "--out", str(ROOT)]) == 2
        told(capsys, 2, "project's own folder")


class TestFolder:
    def test_each_article_gets_a_folder_and_a_broken_one_stops_nothing(self, quick, capsys):
        for name in ("story.html", "Story.md", "other.txt", ".hidden.txt", "~$other.txt", "x.png"):
            (quick / name).write_text(f"<html><body><p>{STORY}</p></body></html>")
        (quick / "broken.txt").write_bytes(b"\x89PNG\r\n")
        (quick / "folder.txt").mkdir()
        assert main(["report", str(quick), "--out", str(quick / "out")]) == 2
        assert sorted(path.name for path in (quick / "out").iterdir()) == [
            "Story.md",
            "other",
            "story.html",
            "story.txt",
        ]
        said = capsys.readouterr()
        assert len(said.out.splitlines()) == 4
        assert said.err.splitlines()[-1] == "4 of 5 reports made; not of broken.txt."

    def test_our_own_fault_outweighs_theirs_and_stops_nothing(self, quick, monkeypatch, capsys):
        (quick / "a.txt").write_text("")
        (quick / "b.txt").write_text(STORY)
        run = notebooks.run

        def once(*given, **named):
            monkeypatch.setattr(notebooks, "run", run)
            raise ZeroDivisionError("oops")

        monkeypatch.setattr(notebooks, "run", once)
        assert main(["report", str(quick), "--out", str(quick / "out")]) == 1
        assert [path.name for path in (quick / "out").iterdir()] == ["story"]
        assert "1 of 3 reports made; not of a.txt, b.txt." in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("files", "names"),
        [
            (["a.txt", "b.txt"], ["a", "b"]),
            (["a.txt", "a.html", "b.txt"], ["a.txt", "a.html", "b"]),
            (["A.txt", "a.md"], ["A.txt", "a.md"]),
            (["A.txt", "a.txt"], ["0-A.txt", "1-a.txt"]),
            (["a.txt", "a.md", "a.txt.md"], ["0-a.txt", "a.md", "2-a.txt.md"]),
            (["...txt", "\x1b[31mred\n.txt"], ["article", "[31mred"]),
        ],
    )
    def test_no_two_files_share_a_folder(self, files, names):
        assert jobs.apart([Path(name) for name in files]) == names

    def test_one_title_is_not_for_many(self, quick, capsys):
        (quick / "b.txt").write_text(STORY)
        assert main(["report", str(quick), "--title", "x", "--out", str(quick / "out")]) == 2
        told(capsys, 2, "--title")


@pytest.mark.parametrize(
    "name", ["two words.txt", 'it\'s "quoted".txt', "größe 中.txt", "-dash.txt", "$HOME `ls`.txt"]
)
class TestNames:
    def test_any_name_will_do(self, quick, monkeypatch, capsys, name):
        monkeypatch.chdir(quick)
        (quick / name).write_text(STORY)
        assert main(["report", "--out", "new", "--", name]) == 0
        assert capsys.readouterr().out == f"{quick}/new/report/findings.html\n"

    def test_make_passes_it_on(self, tmp_path, name):
        command = tmp_path / "venv" / "bin" / "closereading"
        command.parent.mkdir(parents=True)
        command.write_text(f"#!{sys.executable}\nimport sys\nprint(sys.argv[1:])\n")
        command.chmod(0o755)
        (tmp_path / "venv" / ".ready").touch()
        given = [f"VENV={tmp_path}/venv", f"ARTICLE={name.replace('$', '$$')}"]
        # The suite itself is run by make, which tells a make below it to say where it works.
        plain = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
        done = subprocess.run(
            ["make", "report", *given], cwd=ROOT, env=plain, capture_output=True, text=True
        )
        assert done.stdout == f"{['report', '--', name]}\n", done.stderr


def test_a_name_that_is_no_text(quick, capfdbinary):
    path = os.fsdecode(os.fsencode(quick) + b"/caf\xe9.txt")
    Path(path).write_text(STORY)
    assert main(["report", path, "--out", os.fsdecode(os.fsencode(quick) + b"/\xe9")]) == 0
    assert capfdbinary.readouterr().out.endswith(b"/\xe9/report/findings.html\n")


class TestDisk:
    """Each ends in one sentence, and the last report stands."""

    @pytest.fixture
    def out(self, quick) -> Path:
        assert main(["report", str(quick / "story.txt"), "--out", str(quick / "out")]) == 0
        (quick / "out" / "report" / "findings.html").write_text("the last one")
        return quick / "out"

    def check(self, out: Path) -> None:
        assert (out / "report" / "findings.html").read_text() == "the last one"
        assert not list(out.glob(".*"))

    @pytest.mark.parametrize(
        ("number", "code", "word"),
        [(errno.ENOSPC, 1, "disk is full"), (errno.EROFS, 2, "another with --out")],
    )
    def test_full_or_read_only(self, out, monkeypatch, capsys, number, code, word):
        capsys.readouterr()

        def broken(*given, **named):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(notebooks, "run", broken)
        story = str(out.parent / "story.txt")
        assert main(["report", story, "--out", str(out)]) == code
        told(capsys, code, word, str(out) if code == 2 else "")
        self.check(out)

    def test_two_at_once(self, out, capsys):
        capsys.readouterr()
        with release.held(out):
            assert main(["report", str(out.parent / "story.txt"), "--out", str(out)]) == 2
        told(capsys, 2, "Another run is writing to", str(out), "--out")
        self.check(out)

    def test_the_next_run_finishes_a_killed_one_even_if_its_own_article_is_bad(self, out, capsys):
        (out / ".ready-x" / "report").mkdir(parents=True)
        for name in ("report/findings.html", release.CHECKSUMS):
            (out / name).rename(out / ".ready-x" / name)
        assert main(["report", str(out / "missing.txt"), "--out", str(out)]) == 2
        self.check(out)

    def test_out_is_a_file(self, quick, capsys):
        (quick / "out").write_text("mine")
        assert main(["report", str(quick / "story.txt"), "--out", str(quick / "out")]) == 2
        told(capsys, 2, "out is a file")


class TestPipe:
    def test_what_comes_through_it_is_kept_with_its_report(self, quick, monkeypatch, capsys):
        monkeypatch.setattr(sys, "stdin", (quick / "story.txt").open())
        assert main(["report", "-", "--out", str(quick / "out")]) == 0
        assert (quick / "out" / "report" / "article.txt").read_text() == STORY

    def test_a_bad_one_touches_nothing(self, tmp_path):
        (tmp_path / "article.txt").write_text("mine")
        done = closereading("report", "-", "--out", str(tmp_path), input="One sentence only.")
        assert done.returncode == 2
        assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]
        assert (tmp_path / "article.txt").read_text() == "mine"


class TestTerminal:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("\x1b[31mred\x1b[0m", "red"),
            ("\x1b]0;title\x07text", "text"),
            ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
            ("\x9b31mred", "red"),
            ("\x1bcgone", "gone"),
            ("a\rb\nc\td", "a b c d"),
            ("bell\x07 and \x00nul and del\x7f", "bell and nul and del"),
            ("right\u202eleft\u2066", "rightleft"),
            ("half \udce9", "half "),
            ("größe 中 👩\u200d🚒", "größe 中 👩\u200d🚒"),
        ],
    )
    def test_orders_are_taken_out(self, text, shown):
        assert terminal.plain(text) == shown

    def test_an_article_gives_the_terminal_no_orders(self, quick, capsys):
        path = quick / "\x1b]0;owned\x07\x1b[2Jstory.txt"
        assert main(["report", str(path), "--out", str(quick / "new")]) == 2
        path.write_text(STORY)
        assert main(["report", str(path), "--out", str(quick / "new")]) == 0
        assert "\x1b" not in "".join(capsys.readouterr())

    def test_nor_does_a_wrong_option(self):
        done = closereading("report", "a", "b\x1b[2J", "--\x1b[31mred")
        assert done.returncode == 2
        assert "\x1b" not in done.stderr

    def test_whatever_is_thrown_is_one_sentence(self, quick, monkeypatch, capsys):
        def broken(*given, **named):
            raise AttributeError("no \x1b[31msuch thing")

        monkeypatch.setattr(notebooks, "run", broken)
        assert main(["report", str(quick / "story.txt"), "--out", str(quick / "new")]) == 1
        line = told(capsys, 1, "AttributeError", "no such thing", "details")
        details = Path(line.rsplit(": ", 1)[1])
        assert "Traceback" in details.read_text()
        details.unlink()
        assert not (quick / "new").exists()

    def test_nor_before_the_first_article(self, quick, monkeypatch, capsys):
        monkeypatch.setattr(jobs, "find", lambda *given: 1 / 0)
        assert main(["report"]) == 1
        Path(told(capsys, 1, "ZeroDivisionError").rsplit(": ", 1)[1]).unlink()

    def test_closed_streams_and_a_reader_that_has_seen_enough(self, quick):
        command = shlex.join([sys.executable, str(QUICK), "report", str(quick / "story.txt")])
        out = shlex.quote(str(quick / "new"))
        for ending in ("2>&-", ">&-", "| true"):
            done = subprocess.run(
                f"{command} --out {out} {ending}", shell=True, capture_output=True, text=True
            )
            assert "rror" not in done.stderr
            assert (quick / "new" / "report" / "findings.html").read_text() == "made"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_run_and_leaves_the_last_report(quick, name):
    out = quick / "new"
    given = [sys.executable, str(QUICK), "report", str(quick / "story.txt"), "--out", str(out)]
    (out / "report").mkdir(parents=True)
    (out / "report" / "findings.html").write_text("the last one")
    number = getattr(signal, name)
    # A suite started in the background inherits that an interrupt is ignored.
    run = subprocess.Popen(
        given, stderr=subprocess.PIPE, text=True, env=os.environ | {"QUICK_WAIT": "60"},
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )  # fmt: skip
    while "running" not in run.stderr.readline():
        time.sleep(0.01)
    run.send_signal(number)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 128 + number
    assert said == f"closereading: stopped ({name}); the last finished report is whole.\n"
    assert (out / "report" / "findings.html").read_text() == "the last one"
    assert [path.name for path in out.rglob("*")] == ["report", "findings.html"]


def test_the_examples_of_the_help_are_understood(quick, monkeypatch, capsys):
    """Each is run by its words; the notebooks behind it have tests of their own."""
    monkeypatch.chdir(quick)
    monkeypatch.setattr(jobs.paths, "ROOT", quick)
    monkeypatch.setattr(jobs.paths, "NOTEBOOKS", quick / "notebooks")
    (quick / "notebooks").mkdir()
    (quick / "page.html").write_text(f"<html><body><p>{STORY}</p></body></html>")
    (quick / "stories").mkdir()
    (quick / "stories" / "one.txt").write_text(STORY)
    (quick / "mine.parquet").touch()
    monkeypatch.setattr("closereading.news.reference", lambda path: None)
    lines = [line.split("  ")[1] for line in EXAMPLES.splitlines() if line.startswith("  ")]
    assert len(lines) >= 5
    for line in lines:
        words = shlex.split(line.rsplit("| ", 1)[-1])
        monkeypatch.setattr(sys, "stdin", (quick / "story.txt").open())
        assert words[0] == "closereading"
        assert main(words[1:]) == 0, line
    made = capsys.readouterr().out.splitlines()
    folders = [str(Path(line).relative_to(quick).parents[1]) for line in made]
    wanted = [".", "out/story", "out/page", "reports/one", "out/story"]
    assert folders[:-1] == wanted
    assert folders[-1] == "out/pasted-44854193"  # printf … | sha256sum


class TestLab:
    """The notebooks for an article, in its folder, set to read it."""

    @pytest.fixture
    def started(self, tmp_path, monkeypatch) -> list:
        """Say what JupyterLab would be started with."""
        calls: list = []
        monkeypatch.chdir(tmp_path)
        (tmp_path / "story.txt").write_text(STORY)
        monkeypatch.setattr(os, "execve", lambda *given: calls.append(given))
        return calls

    def read(self, path: Path) -> str:
        notebook = nbformat.read(path, as_version=4)
        return next(cell.source for cell in notebook.cells if cell.cell_type == "code")

    def test_they_read_the_article_from_where_they_stand(self, started, tmp_path):
        assert main(["lab", "story.txt", "--title", "A bridge"]) == 0
        folder = tmp_path / "out" / "story" / "notebooks"
        assert len(list(folder.glob("*.ipynb"))) >= 7
        for path in folder.glob("*.ipynb"):
            assert "ARTICLE = '../../../story.txt'  # a path" in self.read(path)
            assert "OUT = '..'" in self.read(path)
        assert (folder / "../../../story.txt").read_text() == STORY
        _, words, environment = started[0]
        assert words[-1] == str(folder / "01-article.ipynb")
        assert f"--ServerApp.root_dir={folder.parent}" in words
        quiet = Path(environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0])
        page = json.loads((quiet / "labconfig" / "page_config.json").read_text())
        assert page["disabledExtensions"] == {"@jupyterlab/apputils-extension:announcements": True}
        assert environment[paths.OPTIONS["title"].variable] == "A bridge"

    def test_what_is_there_stays_and_is_set(self, started, tmp_path):
        assert main(["lab", "story.txt"]) == 0
        path = tmp_path / "out" / "story" / "notebooks" / "01-article.ipynb"
        notebook = nbformat.read(path, as_version=4)
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        first.source = first.source.replace("../../../story.txt", "other.txt")
        notebook.cells.append(nbformat.v4.new_code_cell("mine = 1", id="mine"))
        nbformat.write(notebook, path)
        assert main(["lab", "story.txt"]) == 0
        assert "'../../../story.txt'" in self.read(path)
        assert nbformat.read(path, as_version=4).cells[-1].source == "mine = 1"

    def test_a_pasted_text_is_kept_beside_them(self, started, tmp_path, monkeypatch):
        monkeypatch.setattr(sys, "stdin", (tmp_path / "story.txt").open())
        assert main(["lab", "-"]) == 0
        (folder,) = (tmp_path / "out").glob("pasted-*/notebooks")
        assert "ARTICLE = '../report/article.txt'" in self.read(folder / "01-article.ipynb")
        assert (folder / "../report/article.txt").read_text() == STORY

    def test_the_projects_own_are_opened_where_they_are(self, started):
        assert main(["lab"]) == 0
        assert started[0][1][-1] == str(ROOT / "notebooks" / "01-article.ipynb")

    def test_several_articles_are_refused(self, started, tmp_path, capsys):
        (tmp_path / "b.txt").write_text(STORY)
        assert main(["lab", str(tmp_path)]) == 2
        told(capsys, 2, "several articles")


def test_the_report_is_said_with_its_first_sentence(quick, monkeypatch, capsys):
    page = "# Title\n\n## In brief\n\n- **Who?** [Ann](a.csv#L3) says it.\n- More.\n"
    run = notebooks.run

    def told_run(sources, *, out, **named):
        run(sources, out=out, **named)
        (out / "report" / "findings.md").write_text(page)

    monkeypatch.setattr(notebooks, "run", told_run)
    assert main(["report", str(quick / "story.txt"), "--out", str(quick / "new")]) == 0
    said = capsys.readouterr()
    assert said.err.splitlines()[-1] == "Who? Ann says it."
    assert said.out == f"{quick}/new/report/findings.html\n"
