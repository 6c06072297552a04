"""The report as a whole: right for any text, inert, traceable, the same twice."""

import base64
import csv
import hashlib
import io
import json
import math
import re
from html.parser import HTMLParser
from itertools import pairwise

import making
import pandas as pd
import pypdf
import pytest

from closereading import book, paths, report
from closereading.errors import InputError
from closereading.report import build, commentary, editions

VOID = {"meta", "input", "br", "hr", "img", "link"}
TEXTS = {
    "shipped": paths.SHIPPED,
    "short": making.SHORT,
    "one": "The bridge is closed.",
    "long": making.long_text(),
    "hostile": making.HOSTILE,
    "german": "Die Brücke ist geschlossen. Niemand weiß, warum das so ist. Der Bürgermeister "
    "sagte, sie werde am Montag wieder öffnen. Die Leute nehmen den langen Weg über die Berge.",
}


@pytest.fixture(scope="module", params=TEXTS)
def made(request, tmp_path_factory):
    """The report of a text: its article and its folder."""
    out = tmp_path_factory.mktemp(request.param)
    article = making.parts(TEXTS[request.param], out)
    report.write(article, out=out)
    return article, out / "report"


class Reader(HTMLParser):
    """Collects what a browser would act on, and checks that tags close."""

    def __init__(self, text: str):
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.words = [], [], [], [], []
        self.events, self.sources = [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "xlink:href"):
                self.links.append(value)
            elif name in ("src", "srcset", "action", "data"):
                self.sources.append(value)
            elif name.startswith("on"):
                self.events.append((tag, name))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def page(folder) -> Reader:
    return Reader((folder / "findings.html").read_text("utf-8"))


def pdf(folder) -> pypdf.PdfReader:
    return pypdf.PdfReader(folder / "findings.pdf")


def test_html_closes_its_tags_and_names_things_once(made):
    reader = page(made[1])
    assert len(reader.ids) == len(set(reader.ids))
    for link in reader.links:
        if link.startswith("#"):
            assert link[1:] in reader.ids, link
        else:
            assert (made[1] / link).is_file(), link


def test_html_runs_nothing_and_loads_nothing(made):
    reader = page(made[1])
    assert not {"iframe", "object", "embed", "img", "base", "form"} & set(reader.tags)
    assert reader.events == []
    assert all(source.startswith("data:image/png;base64,") for source in reader.sources)
    assert not [link for link in reader.links if re.match(r"(?i)\s*[a-z]+:", link)]
    text = (made[1] / "findings.html").read_text("utf-8")
    assert "default-src 'none'" in text
    # One script, allowed by its hash and by nothing else; typefaces are in the file.
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'\"" in text
    assert not re.search(r"\b(?:fetch|XMLHttpRequest|import|eval|innerHTML)\b", script)
    assert not re.search(r"url\((?!#|\"data:font/woff2;base64,)|@import", text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text)


def test_headings_go_down_one_step_at_a_time(made):
    levels = [int(tag[1]) for tag in page(made[1]).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_article_stands_in_every_edition(made):
    article, folder = made
    words = " ".join("".join(page(folder).words).split())
    for text in article.plain:
        assert " ".join(text.split()) in words


def test_markdown_holds_no_html_and_links_only_to_its_own_files(made):
    text = (made[1] / "findings.md").read_text("utf-8")
    assert "<" not in text.replace("&lt;", "")
    for target in re.findall(r"(?<!\\)\]\(([^)]*)\)", text):
        assert re.fullmatch(r"(\.\./figures/|tables/)?[\w.-]+(#L\d+)?", target), target
        assert (made[1] / target.partition("#")[0]).is_file(), target
    folder = made[1]
    for name, line in re.findall(r"\]\(tables/([\w-]+\.csv)#L(\d+)\)", text):
        content = (folder / "tables" / name).read_text("utf-8").split("\n")
        assert 2 <= int(line) <= len(content)


def test_pdf_is_tagged_titled_and_in_english(made):
    article, folder = made
    reader = pdf(folder)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/Suspects" not in root["/MarkInfo"]  # false is the default; pdfinfo takes it amiss
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith("en")
    assert reader.metadata.title.endswith(": a close reading")
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "/JavaScript" not in str(root.get("/Names", ""))
    assert "/OpenAction" not in root
    text = " ".join(page.extract_text() for page in reader.pages)
    assert ("/etc/passwd" in text) == ("/etc/passwd" in article.text)
    assert "root:x:0" not in text


def test_results_json_agrees_with_the_tables(made):
    folder = made[1]
    numbers = json.loads((folder / "results.json").read_text("utf-8"))["numbers"]
    tables = {
        path.stem: list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
        for path in (folder / "tables").glob("*.csv")
    }
    looked = 0
    for key, entry in numbers.items():
        if entry["column"] is None or entry["value"] is None or entry["table"] is None:
            continue
        cell = tables[entry["table"]][entry["row"]][entry["column"]]
        looked += 1
        if isinstance(entry["value"], bool):
            assert cell == str(entry["value"]), key
        elif isinstance(entry["value"], int | float):
            assert math.isclose(float(cell), entry["value"], rel_tol=1e-5, abs_tol=1e-9), key
        else:
            assert cell.removeprefix("'") == entry["value"].removeprefix("'"), key
    assert looked > 10


def test_every_number_in_prose_is_in_the_results(made):
    folder = made[1]
    numbers = json.loads((folder / "results.json").read_text("utf-8"))["numbers"]
    listed = {row["key"] for row in csv.DictReader((folder / "tables/numbers.csv").open())}
    assert listed == set(numbers)
    reader = page(folder)
    assert sum(link.startswith(("#c-", "#n-")) for link in reader.links) > 20


def test_a_way_leads_back_from_every_number_without_script(made):
    text = (made[1] / "findings.html").read_text("utf-8")
    rows = re.findall(r'<tr id="(n-[\w-]+)"><th scope="row">[^<]*(?:<a href="#([^"]*)")?', text)
    said = set(re.findall(r'<a class="n"(?: id="[^"]*")? href="#(n-[\w-]+)"', text))
    assert len(said) > 10
    assert {row for row, back in rows if back} == said
    assert {back for _, back in rows if back} == set(re.findall(r'<a class="n" id="([^"]*)"', text))


def test_the_same_twice(made, tmp_path):
    article, folder = made
    names = ["findings.html", "findings.md", "findings.pdf", "results.json", "tables/numbers.csv"]
    before = {name: (folder / name).read_bytes() for name in names}
    report.write(article, out=folder.parent)
    assert [name for name in names if (folder / name).read_bytes() != before[name]] == []


def test_meta_says_what_the_run_rests_on(made):
    article, folder = made
    results = json.loads((folder / "results.json").read_text("utf-8"))
    assert list(results) == ["schema", "meta", "numbers"]
    assert results["schema"] == build.SCHEMA
    meta = results["meta"]
    assert meta["sha256"] == article.sha256
    assert meta["encoding"] == article.encoding
    assert len(meta["cleaned"]) == len(article.notes)
    assert {"pandas", "nltk", "closereading"} <= set(meta["packages"])
    assert meta["seed"]


def test_the_brief_is_short_and_every_question_has_an_answer(made):
    told = report.gather(made[0], numbers(made[1]), out=made[1].parent, comment=None)
    assert len(told["brief"]) <= 6
    assert len({statement["id"] for statement in told["statements"]}) == len(told["statements"])
    for statement in told["statements"]:
        assert 3 < len(editions.bare(statement["answer"])) < 400
        assert editions.bare(statement["answer"]).endswith((".", ".”"))
        assert statement["question"].endswith("?")
    stands = [figure["number"] for figure in figures(told)]
    assert stands == list(range(1, len(stands) + 1))
    assert len(stands) <= build.MOST_FIGURES


def numbers(folder):
    return json.loads((folder / "results.json").read_text("utf-8"))["numbers"]


def figures(told):
    shown = [told["figure"]] if told["figure"] else []
    for statement in told["statements"]:
        if statement["figure"] and statement["figure"] not in shown:
            shown.append(statement["figure"])
    return shown


class TestAsItIsShipped:
    """What the shipped article's report may take of a reader's time."""

    def test_markdown_is_short(self, shipped):
        article, out = shipped
        report.write(article, out=out)
        assert len((out / "report" / "findings.md").read_bytes()) <= 15_000

    def test_pdf_is_short_and_its_brief_is_page_one(self, shipped):
        pages = pdf(shipped[1] / "report").pages
        assert len(pages) <= 8
        assert "Who speaks?" in pages[0].extract_text()

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            (paths.SHIPPED, 7),
            ("Mayor opens bridge\n\nIt was early and it was cold in town.\n\nBirds sang. The mayor "
             "came to open the new bridge.\n", 4),
            ("Mayor opens bridge\n\nThe mayor came to open it.\n\nThe mayor opens a new bridge "
             "here.\n", 2),
            ("He comes late again. He goes early.\n\nThe town is quiet about it today.\n", 3),
            ("Let citizens review police\n\nConsider this case of a long chase.\n\nSo he ran away "
             "again.\n\nWe need citizens to review what the police do.\n", 4),
            ("Nothing here.", None),
        ],
    )  # fmt: skip
    def test_the_sentence_that_is_quoted_for_the_whole(self, text, sentence):
        found = build.nutshell(making.read_article(text))
        assert (found and found["sentence"]) == sentence


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    out = tmp_path_factory.mktemp("commentary")
    return making.parts(paths.SHIPPED, out), out


class TestCommentary:
    def read(self, shipped, text):
        article, out = shipped
        return report.reading(text, article, book.load(article=article, out=out))

    def test_quotations_must_stand_in_the_article(self, shipped):
        assert self.read(shipped, "He “sank into despair”.")
        with pytest.raises(InputError, match="sank into joy"):
            self.read(shipped, "He “sank into joy”.")

    def test_placeholders_must_be_known(self, shipped):
        with pytest.raises(InputError, match=r"article\.gone"):
            self.read(shipped, '{{ v("article.gone") }}')

    def test_a_template_that_does_not_parse_names_its_line(self, shipped):
        with pytest.raises(InputError, match="line 2"):
            self.read(shipped, "one\n{{ two")

    def test_the_shipped_commentary_is_for_the_shipped_article_only(self, shipped, monkeypatch):
        article, out = shipped
        written = out / "article.commentary.md"
        written.write_text("A reading.")
        monkeypatch.setattr(paths, "commentary", lambda: written)
        assert commentary.text(article) == "A reading."
        monkeypatch.setattr(paths, "SHIPPED", out / "article.txt")
        assert commentary.text(article) == "A reading."
        assert commentary.text(making.read_article("Another text. It is short.")) is None


def test_a_missing_part_names_its_notebook(tmp_path):
    article = making.read_article(making.SHORT)
    with pytest.raises(InputError, match="Run the article notebook first"):
        report.write(article, out=tmp_path)
    assert not (tmp_path / "report").exists()


def test_the_method_card_repeats_the_benchmarks():
    """Out of step after a new measurement: run ``python -m benchmarks.make_card``."""
    from benchmarks import make_card

    kept = pd.read_csv(make_card.CARD).set_index(["question", "measure"])["value"]
    for row in make_card.card().dropna(subset=["value"]).itertuples():
        assert kept[row.question, row.measure] == pytest.approx(row.value), row.measure
