"""Documents of every format give the same sentences of the same story; broken ones a word."""

import base64
import io
import itertools
import json
import re
import textwrap
import time
import zipfile

import pytest
import test_furniture as furniture

from closereading import paths
from closereading.article import InputError, read_article
from closereading.reading import formats, pdfs

TITLE = "Fishermen fear for harbour"
STORY = [
    TITLE,
    "Fishermen in Halden say they may leave the port for good after dredging stopped in October. "
    "Nobody knows when it will begin again, and the boats lie idle behind the wall of sand.",
    "“We go out at high water or not at all,” said Gareth Lowe, who owns two boats. The café on "
    "the quay has closed, and so has the well-known chandler beside it.",
    "The port authority said it had run out of money. Its director, Nina Falk, told the council on "
    "Tuesday that a new contract would cost more than the town earns from the harbour in a year.",
]
SENTENCES = read_article("\n\n".join(STORY)).plain.tolist()
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def zipped(**parts: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def docx(story=STORY) -> bytes:
    runs = "".join(
        f"<w:p><w:r><w:t>{each[:9]}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:r><w:t>{each[9:]}</w:t></w:r></w:p>"
        for each in story
    )
    return zipped(word__document_xml=f"<w:document {W}><w:body>{runs}</w:body></w:document>")


def odt(story=STORY) -> bytes:
    rows = "".join(
        f"<text:p>{each[:9]}<text:span>{each[9:20]}</text:span>{each[20:]}</text:p>"
        for each in story
    )
    return zipped(content_xml=f"<text:text {TEXT}>{rows}</text:text>")


def ansi(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)


def rtf(story=STORY) -> bytes:
    body = "\\par\n".join(map(ansi, story))
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl\\f0 Times;}}\\f0 {body}\\par}}".encode("ascii")


def html(story=STORY) -> str:
    rows = "".join(f"<p>{each}</p>" for each in story[1:])
    head = f"<html><head><title>{story[0]}</title></head>"
    return f"{head}<body><article><h1>{story[0]}</h1>{rows}</article></body></html>"


def epub(chapters=(STORY,)) -> bytes:
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml"/>' for n, _ in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{n}"/>' for n, _ in enumerate(chapters))
    parts = {
        "META-INF__container_xml": '<c xmlns="u"><rootfile full-path="book.opf"/></c>',
        "book_opf": f'<package xmlns="http://www.idpf.org/2007/opf">{items}{spine}</package>',
    }
    pages = {f"c{n}_xhtml": html(chapter) for n, chapter in enumerate(chapters)}
    return zipped(**parts, **pages)


def eml(story=STORY, kind="html") -> bytes:
    content = html(story) if kind == "html" else "\n\n".join(story)
    body = base64.encodebytes(content.encode()).decode()
    return (
        f"From: a@example.com\nSubject: {story[0]}\nDate: Thu, 14 Dec 2023 09:12:00 -0000\n"
        f'MIME-Version: 1.0\nContent-Type: text/{kind}; charset="utf-8"\n'
        f"Content-Transfer-Encoding: base64\n\n{body}"
    ).encode()


def escaped(text: str) -> str:
    """Return a text as typst's source shows it."""
    return re.sub(r"([\\#@*_$<>`~-])", r"\\\1", text)


def pdf(
    columns: int = 1,
    *,
    story=STORY,
    indent: bool = False,
    justify: bool = True,
    hyphenate: bool = True,
    paper: str = "a5",
    head: str = "The Northern Courier #h(1fr) 14 December 2023",
) -> bytes:
    import typst

    source = (
        f'#set page(paper: "{paper}", columns: {columns}, numbering: "1", header: [{head}])\n'
        f'#set text(lang: "en", size: 9pt, hyphenate: {str(hyphenate).lower()})\n'
        f"#set par(justify: {str(justify).lower()}, "
        + ("spacing: 0.65em, first-line-indent: 1em)\n" if indent else "spacing: 1.3em)\n")
        + f"#text(size: 15pt, weight: 700)[{escaped(story[0])}]\n\n"
        + "\n\n".join(map(escaped, story[1:]))
    )
    return typst.compile(source.encode())


def pdf_by_rows(columns: int, width: int, story) -> bytes:
    """A page whose columns are drawn line by line, from left to right."""
    import typst

    rows = [row for each in story[1:] for row in (*textwrap.wrap(each, width), "")]
    deep = -(-len(rows) // columns)
    sides = [rows[n * deep : (n + 1) * deep] for n in range(columns)]
    cells = [
        f"[{escaped(cell)}]" for row in itertools.zip_longest(*sides, fillvalue="") for cell in row
    ]
    source = (
        f'#set page(paper: "a4", margin: 1cm)\n#set text(size: 8pt)\n'
        f"#text(size: 15pt)[{escaped(story[0])}]\n\n#grid(columns: ({'1fr, ' * columns}), "
        f"column-gutter: 1.5em, row-gutter: 0.5em, {', '.join(cells)})\n"
    )
    return typst.compile(source.encode())


MADE = {
    "docx": docx, "odt": odt, "rtf": rtf, "epub": epub, "eml": eml, "pdf": pdf,
    "plain mail": lambda: eml(kind="plain"), "two columns": lambda: pdf(2),
    "three columns": lambda: pdf(3), "indented": lambda: pdf(2, indent=True),
    "html": lambda: html().encode(), "txt": lambda: "\n\n".join(STORY).encode(),
}  # fmt: skip


@pytest.mark.parametrize("form", MADE)
def test_the_same_story_gives_the_same_sentences(form):
    article = read_article(MADE[form]())
    assert article.plain.tolist() == SENTENCES
    assert article.title == TITLE


FACTIVA_ROWS = [
    ("SE", ["News"]), ("HD", [furniture.TITLE]), ("BY", ["Tom Aldous"]), ("WC", ["214 words"]),
    ("PD", ["14 December 2023"]), ("SN", ["The Northern Courier"]), ("SC", ["NCOUR"]),
    ("LA", ["English"]), ("CY", ["© 2023 Courier Newspapers Ltd."]),
    ("LP", furniture.STORY[:1]), ("TD", furniture.STORY[1:]), ("CO", ["portau : Port Authority"]),
    ("PUB", ["Courier Newspapers Ltd"]),
]  # fmt: skip
FACTIVA_END = "Document NCOUR00020231214ejce0001q"


def factiva_docx() -> bytes:
    def cell(paragraphs) -> str:
        return (
            f"<w:tc>{''.join(f'<w:p><w:r><w:t>{p}</w:t></w:r></w:p>' for p in paragraphs)}</w:tc>"
        )

    rows = "".join(f"<w:tr>{cell([name])}{cell(told)}</w:tr>" for name, told in FACTIVA_ROWS)
    end = f"<w:p><w:r><w:t>{FACTIVA_END}</w:t></w:r></w:p>"
    body = f"<w:body><w:tbl>{rows}</w:tbl>{end}</w:body>"
    return zipped(word__document_xml=f"<w:document {W}>{body}</w:document>")


def factiva_rtf() -> bytes:
    row = "\\trowd\\cellx900\\cellx9000\\pard\\intbl {}\\cell {}\\cell\\row\n"
    rows = "".join(row.format(name, "\\par ".join(map(ansi, told))) for name, told in FACTIVA_ROWS)
    return f"{{\\rtf1\\ansi {rows}\\pard {FACTIVA_END}\\par}}".encode("ascii")


def factiva_pdf() -> bytes:
    told = [f"{name} {' '.join(told[:1])}" for name, told in FACTIVA_ROWS]
    told[11:11] = furniture.STORY[2:]
    foot = "Page 1 of 1 © 2023 Factiva, Inc. All rights reserved."
    return pdf(story=[foot, *told, FACTIVA_END], head=foot, paper="a4")


EXPORTS = {
    f"{name} {form}": (make, [line for line in text.split("\n") if line])
    for name, text in {
        "Nexis": furniture.NEXIS, "Factiva": furniture.FACTIVA, "ProQuest": furniture.PROQUEST,
        "PressReader": furniture.PRESSREADER.replace("&", "and"),
    }.items()
    for form, make in {"docx": docx, "rtf": rtf, "pdf": pdf}.items()
}  # fmt: skip
EXPORTS |= {f"Factiva {form}": (make, None) for form, make in {
    "table docx": factiva_docx, "table rtf": factiva_rtf, "labels pdf": factiva_pdf}.items()
}  # fmt: skip


@pytest.mark.parametrize("form", EXPORTS)
def test_exports_of_archives_are_read_in_every_format(form):
    make, story = EXPORTS[form]
    article = read_article(make(story=story) if story else make())
    assert article.clean == read_article(furniture.WHOLE).clean
    assert (article.title, article.date) == (furniture.TITLE, "2023-12-14")
    assert "Aldous" in article.about["byline"]


def test_a_cover_page_is_no_article_and_one_of_several_is_chosen():
    cover = ["User Name: Ann Lee", "Date and Time: Friday, December 15, 2023", "Documents (2)",
             f"1. {furniture.TITLE}", "2. Another headline"]  # fmt: skip
    first = [line for line in furniture.NEXIS.split("\n") if line]
    data = docx([*cover, *first, *first])
    with pytest.raises(InputError, match="2 articles"):
        read_article(data)
    for number in (1, 2):
        article = read_article(data, article=number)
        assert article.title == furniture.TITLE
        assert article.clean == read_article(furniture.WHOLE).clean


def test_the_kind_is_told_by_the_bytes_not_the_name(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(docx())
    assert read_article(path).plain.tolist() == SENTENCES
    assert read_article(path).encoding == "DOCX"


def test_heads_feet_and_hyphens_of_a_pdf_go():
    article = read_article(pdf(2, story=[TITLE, *STORY[1:] * 9]))
    assert "Northern Courier" not in article.text
    assert "-\n" not in article.text
    assert "well-known" in article.text
    assert set(article.plain) == set(SENTENCES)


def test_a_chapter_is_asked_for():
    other = ["Another", *STORY[1:]]
    with pytest.raises(InputError, match="2 articles"):
        read_article(epub([STORY, other]))
    assert read_article(epub([STORY, other]), article=2).title == "Another"


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([{"text": "a"}]).encode(),
        b'{"id": 1, "text": "It rains."}\n{"id": 2, "text": "It does not."}\n',
        b'id,title,text\n1,Rain,"It rains, he said."\n2,Sun,It does not.\n',
        b"PAR1" + bytes(40),
    ],
)
def test_a_table_of_articles_names_the_way(data):
    with pytest.raises(InputError, match="closereading corpus"):
        read_article(data)


def test_a_sentence_with_commas_is_no_table():
    assert len(read_article("Title, text and body\n\nIt rains, he said. It does, she said.").kept)


BOMB = "A" * 45_000_000
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    f"<w:document {W}><w:p><w:t>&b;</w:t></w:p></w:document>"
)
OUTSIDE = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/hostname"')


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: zipped(word__document_xml=BOMB), "unpacks to more than"),
        (lambda: zipped(word__document_xml=LAUGHS), "declares entities"),
        (lambda: zipped(word__document_xml=OUTSIDE), "declares entities"),
        (lambda: zipped(word__document_xml="<broken"), "cannot be read"),
        (lambda: zipped(word__document_xml=f"<w:document {W}/>"), "holds no text"),
        (lambda: docx()[:400], "ZIP"),
        (lambda: pdf()[:900], "PDF"),
        (lambda: b"%PDF-1.7\n", "PDF"),
        (lambda: zipped(**{"META-INF__container_xml": "x"}), "cannot be read"),
    ],
)
def test_what_is_broken_ends_in_one_sentence(data, words):
    begun = time.process_time()
    with pytest.raises(InputError, match=words) as caught:
        read_article(data())
    assert "\n" not in str(caught.value)
    assert time.process_time() - begun < 10


def test_a_scan_and_a_lock_are_told():
    import pypdf
    import typst

    scan = typst.compile(b"#rect(width: 5cm, height: 5cm, fill: black)")
    with pytest.raises(InputError, match="scan"):
        read_article(scan)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(InputError, match="locked with a password"):
        read_article(locked.getvalue())


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(formats, "WAIT", 0.01)
    with pytest.raises(InputError, match="too long"):
        read_article(pdf())


def read_or_refused(data: bytes) -> bool:
    """Tell whether bytes are read, or refused in one sentence."""
    try:
        return len(read_article(data).sentences) > 0
    except InputError as error:
        return "\n" not in str(error)


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "eml", "rtf", "pdf", "html", "txt"])
def test_mutated_and_cut_files_are_read_or_refused(form):
    data = MADE[form]()
    for place in range(7, len(data), len(data) // 3):
        for odd in (data[:place], data[:place] + b"\\{((<<\0\xff" + data[place + 8 :]):
            assert read_or_refused(odd)


def macro(form: str) -> bytes:
    data = io.BytesIO(MADE[form]())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr({"docx": "word/vbaProject.bin", "odt": "Basic/Standard/x.xml"}[form], "x")
    return data.getvalue()


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_macros_are_told_and_not_run(form):
    article = read_article(macro(form))
    assert article.plain.tolist() == SENTENCES
    assert article.notes.set_index("kind").at["macros", "why"].endswith("none was run.")
    assert "macros" not in set(read_article(MADE[form]()).notes["kind"])


def with_part(data: bytes, name: str, content: str) -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    return file.getvalue()


DRM = '<e><CipherReference URI="c0.xhtml"/></e>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: with_part(odt(), "META-INF/manifest.xml", "<m:encryption-data/>"), "password"),
        (lambda: with_part(epub(), "META-INF/encryption.xml", DRM), "DRM"),
        (lambda: docx().replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\x01").replace(
            b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\x01"), "password"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
    ],
)  # fmt: skip
def test_what_is_locked_is_told(data, words):
    with pytest.raises(InputError, match=words):
        read_article(data())


@pytest.mark.parametrize(
    "page",
    ["<html><p>It rains. " + "<" * 200_000, "<html><p>It rains. " + "<a " * 200_000,
     "<html><p>It rains." + "<div>" * 50_000, "<html>" + "<p>It rains on the town.</p>" * 90_000],
    ids=["open", "tags", "deep", "long"],
)  # fmt: skip
def test_a_page_made_to_keep_its_reader_busy_ends_soon(page):
    begun = time.process_time()
    assert "It rains" in read_article(page.encode()).text
    assert time.process_time() - begun < 10


SHIPPED = [part for part in paths.SHIPPED.read_text("utf-8").split("\n\n") if part.strip()]
WHOLE = "\n\n".join(SHIPPED)
LAYOUTS = {
    "one column": {},
    "ragged": {"justify": False},
    "two columns, indented": {"columns": 2, "indent": True},
    "two columns, narrow, no hyphens": {"columns": 2, "hyphenate": False, "paper": "a6"},
    "two columns, ragged, indented": {"columns": 2, "justify": False, "indent": True},
    "three columns": {"columns": 3, "paper": "a4"},
    "three columns, ragged": {"columns": 3, "justify": False, "paper": "a4"},
    "three narrow columns": {"columns": 3, "hyphenate": False},
    "three narrow columns, ragged, indented": {"columns": 3, "justify": False, "indent": True},
}


@pytest.mark.parametrize("layout", [*LAYOUTS, "two by rows", "three by rows"])
def test_the_shipped_article_through_pages_of_many_layouts_is_the_same(layout):
    made = {"two by rows": (2, 60), "three by rows": (3, 40)}.get(layout)
    data = pdf_by_rows(*made, SHIPPED) if made else pdf(**LAYOUTS[layout], story=SHIPPED)
    read = formats._flowing(pdfs.read(data))[0]
    # A line that ends with "…" does not tell whether a space follows.
    read, right = (read_article(text).plain.str.replace("… ", "…") for text in (read, WHOLE))
    assert read.tolist() == right.tolist()
