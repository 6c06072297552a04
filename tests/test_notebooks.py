"""The notebooks as they ship, and the runner that makes them."""

import base64
import json
import os
import re
import signal
import struct
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from closereading import paths
from closereading.run import jobs, lab, notebooks, warm

ROOT = Path(__file__).parents[1]
SHIPPED = paths.sources()
EVERY = sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb"))
NAMES = ["01-article", "02-keywords", "03-sentiment", "04-topics", "05-findings"]


def cells(path: Path, kind: str) -> list:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def write(folder: Path, name: str, *sources: str) -> Path:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)
    ]
    path = folder / name
    nbformat.write(notebook, path)
    return path


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_opening_it_changes_nothing(path):
    """JupyterLab writes what is missing here, and then the file is another one."""
    from ipykernel.ipkernel import IPythonKernel

    notebook = json.loads(path.read_text("utf-8"))
    named = IPythonKernel.language_info | {"codemirror_mode": {"name": "ipython", "version": 3}}
    told = notebook["metadata"]["language_info"]
    assert told.keys() == named.keys()
    assert {**told, "version": ""} == {**named, "version": ""}
    assert notebook["metadata"]["kernelspec"].keys() == {"display_name", "language", "name"}
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_saved_with_another_python_it_is_the_same_file(path, tmp_path):
    """JupyterLab puts its kernel's version in when it opens one, and saves it unasked."""
    from jupyter_server.services.contents.filemanager import FileContentsManager
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("jupyter_server_config.py", path=str(lab.QUIET)).load_config()
    manager = FileContentsManager(root_dir=str(tmp_path), config=config)
    (tmp_path / path.name).write_bytes(path.read_bytes())
    opened = manager.get(path.name)
    opened["content"]["metadata"]["language_info"]["version"] = "3.99.0"
    manager.save(opened, path.name)
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()
    opened["content"]["cells"][0]["source"] += " More."
    manager.save(opened, path.name)
    assert " More." in (tmp_path / path.name).read_text("utf-8")
    opened["content"]["metadata"]["language_info"]["version"] = "3.99.0"
    manager.save(opened, "copy.ipynb")
    assert "3.99.0" in (tmp_path / "copy.ipynb").read_text("utf-8")


def test_a_notebook_that_names_no_language_takes_what_jupyterlab_puts_in(tmp_path):
    """A new one is saved empty, and again once it has a kernel."""
    new = nbformat.v4.new_notebook()
    nbformat.write(new, tmp_path / "Untitled.ipynb")
    new.metadata.language_info = {"name": "python", "version": "3.99.0"}
    model, root = {"type": "notebook", "content": new}, SimpleNamespace(root_dir=tmp_path)
    lab.keep_language(model, "Untitled.ipynb", root)
    assert new.metadata.language_info["version"] == "3.99.0"


def test_the_five_notebooks_ship():
    assert [path.stem for path in SHIPPED][:5] == NAMES


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
class TestShipped:
    def test_is_valid_and_executed_top_to_bottom(self, path):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
        assert counts == list(range(1, len(counts) + 1))

    def test_holds_no_error_and_no_noise(self, path):
        for cell in cells(path, "code"):
            assert not [o for o in cell.outputs if o.output_type in {"error", "stream"}]

    def test_defines_nothing_and_keeps_cells_short(self, path):
        for cell in cells(path, "code"):
            assert not re.search(r"^\s*(def|class|async def)\s", cell.source, re.M)
            assert len(cell.source.splitlines()) <= 12

    def test_first_code_cell_holds_the_parameters(self, path):
        first = cells(path, "code")[0]
        assert "parameters" in first.metadata.get("tags", [])
        lines = [f"{name} = {value}" for name, value in notebooks.ASKED.items()]
        assert first.source.splitlines()[:2] == ["from closereading import paths", ""]
        assert first.source.splitlines()[2:] == lines[: len(first.source.splitlines()) - 2]

    def test_its_heading_asks_a_question(self, path):
        title = cells(path, "markdown")[0].source.splitlines()[0]
        assert title.startswith("# ")
        assert title.endswith("?")

    def test_every_figure_has_a_text_alternative(self, path):
        for cell in cells(path, "code"):
            for output in cell.outputs:
                if "image/png" in output.get("data", {}):
                    assert len(output.metadata["image/png"]["alt"]) > 30

    def test_length_is_an_essay_not_a_program(self, path):
        words = sum(len(cell.source.split()) for cell in cells(path, "markdown"))
        shown = sum(
            len(output["data"].get("text/markdown", "").split())
            for cell in cells(path, "code")
            for output in cell.outputs
            if "data" in output
        )
        lines = sum(len(cell.source.splitlines()) for cell in cells(path, "code"))
        assert lines <= 90
        assert 250 <= words + shown <= 1400

    def test_prose_and_exhibits_are_few(self, path):
        words = sum(len(cell.source.split()) for cell in cells(path, "markdown"))
        code = "\n".join(cell.source for cell in cells(path, "code"))
        assert words <= 700
        assert len(re.findall(r"publish\(|tables\.show\(|explore\.\w+\(", code)) <= 8

    def test_what_it_cannot_tell_is_five_lines(self, path):
        (told,) = (
            cell.source
            for cell in cells(path, "markdown")
            if cell.source.startswith("## What this cannot tell you")
        )
        lines = [line for line in told.splitlines()[1:] if line]
        assert 2 <= len(lines) <= 5
        assert all(line.startswith("- ") and len(line) <= 110 for line in lines)

    def test_a_figure_fits_a_laptop(self, path):
        for cell in cells(path, "code"):
            for output in cell.outputs:
                if png := output.get("data", {}).get("image/png"):
                    width, height = struct.unpack(">II", base64.b64decode(png[:48])[16:24])
                    shown = output.metadata["image/png"]["width"]
                    assert shown * height / width <= 640  # of 720 pixels, below JupyterLab's bars

    def test_answers_first_with_the_set_up_folded(self, path):
        folded = [
            cell.metadata.get("jupyter", {}).get("source_hidden") for cell in cells(path, "code")
        ]
        assert folded[:2] == [True, True]
        last = cells(path, "code")[1].source.splitlines()[-1]
        assert last.startswith(("prose.show(", "tables.show("))
        assert not any(cell.source.lstrip().startswith("if ") for cell in cells(path, "code"))

    def test_leads_to_notebooks_that_exist(self, path):
        text = "\n".join(cell.source for cell in cells(path, "markdown"))
        links = re.findall(r"\((\d\d-[\w-]+\.ipynb)\)", text)
        assert links
        assert all((path.parent / link).exists() for link in links)

    def test_names_no_place_of_one_machine(self, path):
        assert not re.search(r"(?<![\w.])/(?:root|home|tmp|Users|work)/", path.read_text("utf-8"))

    def test_opens_fast(self, path):
        assert path.stat().st_size < 1_500_000


def test_a_failing_cell_is_named_and_writes_nothing(tmp_path):
    path = write(tmp_path, "01-x.ipynb", "a = 1", "1 / 0")
    with pytest.raises(notebooks.NotebookError, match=r"01-x\.ipynb, cell 2: ZeroDivisionError"):
        notebooks.run([path], target=tmp_path / "made", out=tmp_path)
    assert not (tmp_path / "made").exists()


def test_two_runs_give_the_same_bytes(tmp_path):
    path = write(tmp_path, "01-x.ipynb", "{3, 'b', 'a'}", "hash('a')")
    for name in ("one", "two"):
        notebooks.run([path], target=tmp_path / name, out=tmp_path)
    made = [(tmp_path / name / "01-x.ipynb").read_bytes() for name in ("one", "two")]
    assert made[0] == made[1]
    assert json.loads(made[0])["cells"][1]["outputs"]


OUTS = [
    (None, ""),
    (paths.SHIPPED, ""),
    (str(paths.SHIPPED), ""),
    # printf TEXT | sha256sum | head -c 8
    ("A text that was pasted. It has two sentences.", "out/pasted-1601055c"),
    ("One line.\n\nAnother.", "out/pasted-07d3ac0e"),
    ("word " * 5000, "out/pasted-022625a9"),
    (str(paths.ROOT / "README.md"), "out/README"),
    (paths.ROOT / "README.md", "out/README"),
]


@pytest.mark.parametrize(("article", "folder"), OUTS)
def test_an_article_of_ones_own_leaves_the_shipped_report_alone(article, folder, monkeypatch):
    monkeypatch.delenv(paths.OUT, raising=False)
    assert paths.out(article) == paths.ROOT / folder


@pytest.mark.parametrize(
    ("name", "folder"),
    [("a.b.txt", "a.b"), ("..txt", "article"), ("a\x07b \u202e.md", "ab"), ("a b’s.html", "a b’s")],
)
def test_a_file_gets_one_folder_from_the_command_and_from_jupyter(
    name, folder, tmp_path, monkeypatch
):
    monkeypatch.delenv(paths.OUT, raising=False)
    file = tmp_path / name
    file.write_text("One line.")
    assert paths.out(file) == paths.ROOT / "out" / folder
    assert jobs.apart([file]) == [folder]


def test_the_kernel_is_told_article_and_folder(tmp_path):
    path = write(
        tmp_path,
        "01-x.ipynb",
        "from closereading import paths",
        "assert paths.article() == 'story.txt'",
        f"assert str(paths.out('story.txt')) == {str(tmp_path)!r}",
    )
    notebooks.run(
        [path],
        target=tmp_path / "made",
        out=tmp_path,
        given={"CLOSEREADING_ARTICLE": "story.txt"},
    )


ASKED = "from closereading import paths\n\nARTICLE = paths.article()  # a path, or the text itself"


@pytest.mark.parametrize(
    ("saved", "run"),
    [
        (ASKED, ASKED),
        ("ARTICLE = 'other.txt'  # mine\nN = 3", f"{ASKED.splitlines()[2]}\nN = 3"),
        ('ARTICLE = """One\n\ntext."""\nN = 3', f"{ASKED.splitlines()[2]}\nN = 3"),
        ("N = ARTICLE = 'x'", ASKED.splitlines()[2]),
        ("ARTICLE = 'lost", ASKED),
    ],
)
def test_the_runner_says_which_article_whatever_was_saved(saved, run):
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(saved, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(saved),
    ]
    notebooks.put(notebook, {"ARTICLE": notebooks.ASKED["ARTICLE"]})
    assert [cell.source for cell in notebook.cells] == [run, saved]


def test_an_article_saved_in_a_notebook_is_not_read_by_the_runner(tmp_path):
    source = write(tmp_path, "01-x.ipynb", "ARTICLE = 'saved.txt'", "assert ARTICLE == 'given.txt'")
    notebook = nbformat.read(source, as_version=4)
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.cells.insert(0, nbformat.v4.new_code_cell("from closereading import paths", id="p"))
    nbformat.write(notebook, source)
    notebooks.run(
        [source], target=tmp_path / "made", out=tmp_path, given={paths.ARTICLE: "given.txt"}
    )


def test_findings_run_after_the_parts(tmp_path):
    last = write(tmp_path, "05-findings.ipynb", "assert open('part').read() == 'x'")
    first = write(
        tmp_path, "01-x.ipynb", "import time; time.sleep(1); open('part', 'w').write('x');"
    )
    notebooks.run([last, first], target=tmp_path / "made", out=tmp_path)


def test_a_failed_build_leaves_the_last_report_untouched(tmp_path, monkeypatch):
    root, out = tmp_path / "root", tmp_path / "out"
    (root / "notebooks").mkdir(parents=True)
    write(root / "notebooks", "01-x.ipynb", "1 / 0")
    (out / "report").mkdir(parents=True)
    (out / "report" / "findings.html").write_text("the last one")
    monkeypatch.setattr(notebooks.paths, "NOTEBOOKS", root / "notebooks")
    with pytest.raises(notebooks.NotebookError):
        notebooks.build(out=out)
    assert (out / "report" / "findings.html").read_text() == "the last one"
    assert [path.name for path in out.iterdir()] == ["report"]


def test_every_notebook_holds_with_one_sentence(tmp_path):
    """The command asks for two; a notebook opened by hand takes what it gets."""
    (tmp_path / "one.txt").write_text("Only one sentence stands here.")
    settings = {notebooks.paths.ARTICLE: str(tmp_path / "one.txt")}
    notebooks.run(SHIPPED, target=tmp_path / "made", out=tmp_path, given=settings)
    assert (tmp_path / "report" / "findings.html").exists()


@pytest.fixture(scope="module")
def manager():
    with warm.kernels(notebooks.environment()) as manager:
        yield manager


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="forks are for Linux")
class TestWarm:
    """Kernels forked from a process that has imported the packages."""

    def test_they_are_processes_of_their_own_with_one_parent(self, tmp_path, manager):
        cell = "import os, sys; print(os.getpid(), os.getppid(), 'matplotlib' in sys.modules)"
        sources = [write(tmp_path, f"0{number}-x.ipynb", cell) for number in (1, 2)]
        notebooks.run(sources, target=tmp_path / "made", out=tmp_path, manager=manager)
        told = [
            cells(tmp_path / "made" / source.name, "code")[0].outputs[0].text.split()
            for source in sources
        ]
        assert told[0][0] != told[1][0]
        assert told[0][1] == told[1][1]
        assert {line[2] for line in told} == {"True"}

    def test_they_are_told_what_ordinary_ones_are_told(self, tmp_path, manager):
        path = write(
            tmp_path,
            "01-x.ipynb",
            "import os, sys; {k: v for k, v in sorted(os.environ.items()) if 'JPY' not in k}",
            "os.getcwd(), sys.path, sys.argv[3:], __name__, hash('a')",
            "import threading; sorted(t.name.split('-')[0] for t in threading.enumerate())",
            "import pandas; pandas.DataFrame([range(30)])",
            "import warnings; warnings.warn('look')",
            "import random, numpy; random.random() != numpy.random.random()",
        )
        made = {}
        for kind in (manager, notebooks.Manager):
            notebooks.run([path], target=tmp_path / "made", out=tmp_path, manager=kind)
            made[kind] = (tmp_path / "made" / path.name).read_text("utf-8")
        first, second = (re.sub(r"ipykernel_\d+", "", text) for text in made.values())
        assert first == second

    def test_a_failing_cell_is_told_and_the_next_run_goes_on(self, tmp_path, manager):
        bad, good = write(tmp_path, "01-x.ipynb", "1 / 0"), write(tmp_path, "02-x.ipynb", "1")
        with pytest.raises(notebooks.NotebookError, match="ZeroDivisionError"):
            notebooks.run([bad], target=tmp_path / "made", out=tmp_path, manager=manager)
        notebooks.run([good], target=tmp_path / "made", out=tmp_path, manager=manager)
        assert (tmp_path / "made" / good.name).exists()

    def test_a_kernel_that_ends_by_itself_is_told(self, tmp_path, manager):
        path = write(tmp_path, "01-x.ipynb", "import os; os.abort()")
        with pytest.raises(notebooks.NotebookError, match="ended by itself"):
            notebooks.run([path], target=tmp_path / "made", out=tmp_path, manager=manager)

    def test_with_a_thread_there_ordinary_kernels_serve(self, tmp_path, monkeypatch):
        """As with a package that starts one when it is imported."""
        late = tmp_path / "late" / "sitecustomize.py"
        late.parent.mkdir()
        late.write_text(
            "import threading, time\n"
            "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        )
        environment = notebooks.environment({"PYTHONPATH": f"{late.parent}:{ROOT / 'src'}"})
        path = write(tmp_path, "01-x.ipynb", "import os; os.getppid()")
        with warm.kernels(environment) as manager:
            notebooks.run([path], target=tmp_path / "made", out=tmp_path, manager=manager)
        (output,) = cells(tmp_path / "made" / path.name, "code")[0].outputs
        assert output.data["text/plain"] == str(os.getpid())


def test_a_report_from_inside_a_notebook(tmp_path):
    """One line there does what the command does, and says where the report is."""
    (tmp_path / "story.txt").write_text("The bridge is closed. Nobody knows why.\n")
    source = write(
        tmp_path,
        "01-x.ipynb",
        "from closereading import run",
        "run.report('story.txt', title='A bridge')",
        "import asyncio; await asyncio.sleep(0.1); 'and the kernel goes on'",
    )
    (tmp_path / "made").mkdir()
    environment = notebooks.environment({"CLOSEREADING_OUT": str(tmp_path / "out")})
    notebook = nbformat.read(source, as_version=4)
    client = notebooks.NotebookClient(
        notebook,
        kernel_manager_class=notebooks.Manager,
        resources={"metadata": {"path": str(tmp_path)}},
    )
    client.execute(env=environment)
    told, after = (cell.outputs[-1].data["text/plain"] for cell in notebook.cells[1:])
    assert "kernel goes on" in after
    assert told == "<IPython.core.display.Markdown object>"
    link = notebook.cells[1].outputs[-1].data["text/markdown"]
    assert link.startswith("[The report](out/report/findings.html)")
    meta = json.loads((tmp_path / "out" / "report" / "results.json").read_text("utf-8"))["meta"]
    assert meta["title"] == "A bridge"
    first = cells(tmp_path / "out" / "notebooks" / "01-article.ipynb", "code")[0].source
    assert "ARTICLE = '../../story.txt'" in first


def test_a_disk_that_is_full_in_a_kernel_is_told_as_such(tmp_path):
    path = write(tmp_path, "01-x.ipynb", "raise OSError(28, 'No space left on device', 'x.png')")
    with pytest.raises(OSError, match="No space left") as caught:
        notebooks.run([path], target=tmp_path / "made", out=tmp_path)
    assert caught.value.errno == 28


def test_what_is_wrong_with_the_input_is_told_as_such(tmp_path):
    cell = "from closereading.errors import InputError; raise InputError('Give another file.')"
    path = write(tmp_path, "01-x.ipynb", cell)
    with pytest.raises(notebooks.InputError, match=r"^Give another file\.$"):
        notebooks.run([path], target=tmp_path / "made", out=tmp_path)


def test_what_stops_the_main_thread_ends_the_kernels(tmp_path):
    """A signal raises there; the cell under way does not run to its end."""
    path = write(tmp_path, "01-x.ipynb", "open('began', 'w');", "import time; time.sleep(60)")
    began: list[float] = []

    def stop(number, frame):
        raise KeyboardInterrupt

    def interrupt():
        while not (tmp_path / "began").exists():
            time.sleep(0.05)
        began.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGUSR1)

    before = signal.signal(signal.SIGUSR1, stop)
    try:
        threading.Thread(target=interrupt, daemon=True).start()
        with pytest.raises(KeyboardInterrupt):
            notebooks.run([path], target=tmp_path / "made", out=tmp_path)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert time.monotonic() - began[0] < 50
    assert not (tmp_path / "made").exists()
