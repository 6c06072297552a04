"""Bytes to text: encodings, binary files, mojibake, markup."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereading.article import InputError, read_article
from closereading.reading import dates, encodings, furniture, kinds, language, markup, source

TEXT = "The café’s owner said: “It isn’t over – not yet…”\nNobody else spoke that morning.\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "mac_roman",
    ],
)
def test_encodings_are_found(encoding):
    text, used, how = encodings.decode(TEXT.encode(encoding))
    assert text == TEXT
    assert used.replace("-le", "").replace("-be", "") in encoding
    assert how


def test_byte_order_marks_are_not_text():
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        encoding = {3: "utf-8", 2: "utf-16-le" if mark[0] == 0xFF else "utf-16-be"}[len(mark)]
        assert not encodings.decode(mark + TEXT.encode(encoding))[0].startswith("\ufeff")


def test_the_user_knows_better():
    data = "Ecole déjà fermée".encode("cp850")
    assert encodings.decode(data, encoding="cp850")[0] == "Ecole déjà fermée"
    assert encodings.decode(data)[0] != "Ecole déjà fermée"


@pytest.mark.parametrize(
    ("data", "encoding", "words"),
    [
        (b"caf\xe9", "utf-8", "not text in utf-8"),
        (b"cafe", "utf-99", "no encoding called"),
        (b"cafe", "hex", "no encoding called"),
        (b"\xff\xfea", None, "does not fit"),
    ],
)
def test_a_wrong_encoding_is_said(data, encoding, words):
    with pytest.raises(InputError, match=words):
        encodings.decode(data, encoding=encoding)


def test_cyrillic_is_a_hint():
    text = "Это длинный русский текст, который нужно прочитать правильно, без ошибок и быстро."
    found, _, how = encodings.decode(text.encode("cp1251"))
    assert found == text
    assert "guess" in how


def archive(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
        (archive("word/document.xml"), "DOCX"),
        (archive("xl/workbook.xml"), "XLSX"),
        (archive("readme"), "ZIP"),
        (b"PK\x03\x04 broken", "ZIP"),
        (bytes(range(256)) * 8, "binary"),
        (bytes(1000), "binary"),
    ],
)
def test_no_text_is_refused_by_name(data, kind, tmp_path):
    path = tmp_path / "thing.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=kind) as caught:
        read_article(path)
    assert "thing.txt" in str(caught.value)
    assert "give that" in str(caught.value)


def test_a_few_zero_bytes_are_still_text():
    article = read_article(b"The rain\x00 fell on the town.\nIt fell all day.")
    assert article.sentences["text"].tolist() == [
        "The rain\x00 fell on the town.",
        "It fell all day.",
    ]
    assert article.plain.tolist()[0] == "The rain fell on the town."
    assert set(article.notes["kind"]) == {"control"}


def test_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MOST_BYTES", 10)
    path = tmp_path / "large.txt"
    path.write_text("eleven bytes and more")
    with pytest.raises(InputError, match="MB"):
        read_article(path)


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_mojibake_is_repaired_and_said(wrong):
    broken = "The café’s “owner” left.\n\nNothing is wrong – here.\n".encode()
    try:
        text = broken.decode(wrong)
    except UnicodeDecodeError:
        text = broken.decode(wrong, "ignore")
    article = read_article(text)
    assert "café’s “owner" in article.text
    assert "mojibake" in set(article.notes["kind"])


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("He said: â€œIt is late.â€\n", "He said: “It is late.”\n"),
        ("He said: â€œIt is lateâ€, and left.", "He said: “It is late”, and left."),
        ("They donÕt know. ÒWe do,Ó he said.", "They don’t know. “We do,” he said."),
    ],
)
def test_lost_marks_and_a_macs_are_repaired(broken, whole):
    text, mended = encodings.mend(broken)
    assert text == whole
    assert len(mended) == 1


@pytest.mark.parametrize(
    "text",
    ["Ça va à l’école, où il pleut.\n", "“Straße” – naïve café…\n", "ﬁne – ½ of it\n", "Ã\n"],
)
def test_good_text_is_not_touched(text):
    assert encodings.mend(text) == (text, [])


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=80))
def test_utf8_is_read_strictly(text):
    data = text.encode("utf-8")
    if kinds.kind(data) is None and not data.startswith((b"\xff", b"\xfe")):
        assert encodings.decode(data)[0] == text


def test_markdown_marks_go_and_words_stay():
    text, about = markup.markdown(
        '---\ntitle: "A day"\ndate: 2020-01-02\n---\n# Ignored\n\nIt *was* a **[long](x) day** with'
        " `code` and ![a picture](p.png).\n\n> Quoted\n\n* item_one and 2 * 3 * 4\n\n"
        "| a | b |\n|---|---|\n| c | d |\n"
    )
    assert about == {"title": "A day", "date": "2020-01-02"}
    assert "It was a long day with code and ." in text
    assert "Quoted" in text
    assert "item_one and 2 * 3 * 4" in text
    assert "---" not in text


@pytest.mark.parametrize("odd", ["<![CDATTA[", "<![ x]", "<![", "<![CDATA[", "<!", "<!-", "<?x"])
def test_odd_declarations_of_a_page_hide_one_tag_at_most(odd):
    text, _ = markup.stripped(f"<p>The bridge is closed.</p>{odd}><p>Nobody knows why.</p>")
    assert "The bridge is closed." in text
    assert "Nobody knows why." in text


def test_pasted_tags_are_taken_off_only_from_pages():
    assert markup.pasted("<!DOCTYPE html><p>x")
    assert markup.pasted("<p>One</p> <p>two</p>")
    assert not markup.pasted("He wrote <b> on the board, and 3 < 4 > 2.")
    text, about = markup.stripped(
        "<title>T</title><p>One <b>two</b></p><script>no()</script><p>three"
    )
    assert text == "One two\n\nthree\n"
    assert about == {"title": "T"}


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>One.</p><p>Two.</p><script>no() Three.", "One.\n\nTwo.\n\nno() Three.\n"),
        ("<script>no()</script><p>One.</p><style>Two.", "One.\n\nTwo.\n"),
        ("<p>One.</p><nav><svg>Menu</nav>Two.</svg><p>Three.", "One.\n\nTwo.\n\nThree.\n"),
        ("<title>One. <p>Two.</p>", "One.\n\nTwo.\n"),
        ("<p>One.<p>Two. <!-- Three.", "One.\n\nTwo. Three.\n"),
        ("<p>One.</p><!-- no --><p>Two.</p>", "One.\n\nTwo.\n"),
        ("<title>T</title><p>One.</p>", "One.\n"),
    ],
)
def test_a_tag_that_never_closes_hides_nothing(page, shown):
    assert markup.stripped(page)[0] == shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tom &amp; Ann don&#8217;t", "Tom & Ann don’t"),
        ("escaped twice: &amp;#8220;so&amp;#8221;", "escaped twice: “so”"),
        ("&lt;b&gt; is &quot;bold&quot; &#x2013; yes", '<b> is "bold" – yes'),
        ("AT&T; R&D; &nosuch; a & b", "AT&T; R&D; &nosuch; a & b"),
        ("&#xD800; &#0;", "\ufffd \ufffd"),
    ],
)
def test_character_references_are_read_and_said(written, read):
    article = read_article(f"It rains. {written} \n")
    assert article.text.removeprefix("It rains. ").strip() == read
    assert ("entities" in set(article.notes["kind"])) is (written != read)


def test_a_saved_page_is_read(tmp_path):
    path = tmp_path / "page.html"
    body = "".join(
        f"<p>The rain fell on street number {n} and would not stop.</p>" for n in range(9)
    )
    path.write_text(
        "<html><head><title>Rain | The Paper</title></head><body><nav>Home Menu</nav><article>"
        f"<h1>Rain</h1>{body}</article><script>evil()</script></body></html>"
    )
    article = read_article(path)
    assert article.title == "Rain"
    assert "evil" not in article.text
    assert "Home Menu" not in article.text
    assert article.text.count("street number") == 9


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("date 2023-12-14 Frustrated", "2023-12-14"),
        ("Published 3 March 2021, 10:05 GMT", "2021-03-03"),
        ("Dec. 4, 2022", "2022-12-04"),
        ("Sept 9, 1999", "1999-09-09"),
        ("14/12/2023", "2023-12-14"),
        ("12/14/2023", "2023-12-14"),
        ("03/04/2023", ""),
        ("2023-13-45", ""),
        ("no date", ""),
    ],
)
def test_dates(text, date):
    assert dates.iso(text) == date


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("Will get help.", True),
        ("Can also be found here.", True),
        ("Must not be shared.", True),
        ("Will Smith said no.", False),
        ("Will he get help?", False),
        ("May was cold.", False),
        ("Can openers are cheap.", False),
        ("Could be better, could it?", False),
        ("Willow trees get help.", False),
        ("He will get help.", False),
        ("Sign up for our newsletter to read more.", True),
        ("Read more: the whole story", True),
        ("© 2023 The Paper. All rights reserved.", True),
        ("Readers more than others signed up.", False),
        ("Copyright law has changed.", False),
        ("The advertisement ran for a year.", False),
        ("Advertisement is a dull word for it.", False),
        ("Share prices fell.", False),
        ("Any commercial use or distribution without written consent is prohibited.", True),
        ("Any use of force without the council's vote is a crime.", False),
        ("Subscribe to The Paper home delivery and save.", True),
        ("ann.lee@example.com", True),
        ("More information:", True),
        ("More information came late.", False),
        ("Picture, Page 14", True),
        ("He tore out a page, page 14, and left.", False),
    ],
)
def test_residue(text, torn):
    assert bool(furniture.residue(text)) is torn


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The rain fell on the town and it was not the first time that week that it did.",
            "English",
        ),
        ("Der Regen fiel auf die Stadt und es war nicht das erste Mal in der Woche.", "German"),
        (
            "La pluie tombait sur la ville et ce n'était pas la première fois de la semaine.",
            "French",
        ),
        (
            "La lluvia caía sobre la ciudad y no era la primera vez que lo hacía en la semana.",
            "Spanish",
        ),
        ("Дождь шёл над городом, и это было не впервые.", "a language in Cyrillic script"),
        ("كان المطر يهطل على المدينة", "a language in Arabic script"),
        ("雨が町に降っていた", "a language in Japanese script"),
        ("Rain stops play", "English"),
        ("", "unknown"),
    ],
)
def test_languages(text, name):
    assert language.name(language.words(text)) == name


def test_paths_are_not_followed_into_nothing():
    for name in ("\0", "a\0b.txt", "x" * 5000 + ".txt"):
        with pytest.raises(InputError):
            read_article(Path(name))


def test_the_note_on_an_encoding_ends_with_the_text(tmp_path):
    # Found by mutating texts: Markdown and line ends shorten the text after it was decoded.
    path = tmp_path / "marks.md"
    path.write_bytes("# The **café**\r\n\r\nIt _rains_ in the café’s yard.\r\n".encode("cp1252"))
    article = read_article(path)
    note = article.notes[article.notes["kind"] == "encoding"].iloc[0]
    assert (note["start"], note["end"]) == (0, len(article.text))
