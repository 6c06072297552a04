"""Prose with placeholders: what it prints, what it refuses, and that text stays text."""

import json
import re
import xml.etree.ElementTree as ET

import mistune
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from closereading import book, prose
from closereading.report import formats, manuscript

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "{{ 7 * 7 }} {% if x %}",
    '#read("/etc/passwd") #panic()',
    "$x^{2$ and $5 million",
    "[a link](http://example.com) ![i](http://example.com/x.png)",
    "see http://example.com or www.example.com or a@example.com",
    "1. one\n- two\n# three\n> four\n+ five\n=== six",
    "*stars* _lines_ `ticks` ~~tildes~~ | pipes |",
    "\x00\x1b[31mred\x1b[0m \u202ereversed\u202c \ue0000\ue001",
    "&lt;b&gt; &amp; &#36;",
    "=HYPERLINK(1)",
]


def entry(value, low=None, high=None):
    return book.number(value, n=3, unit="u", method="m", low=low, high=high)


def html(blocks):
    """Blocks as the page writes them; a number leads to its key."""
    page = prose.environment().get_template("blocks.html").module
    return page.prose(blocks, {key: f"#{key}" for key in manuscript.keys(blocks)})


NUMBERS = {
    "a.mean": entry(-0.0712, low=-0.24, high=0.08),
    "a.count": entry(26),
    "a.name": entry("Mr. *Smith*"),
    "a.none": entry(None),
    "a.yes": entry(True),
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('{{ v("a.mean") | signed }}', "−0.07"),
        ('{{ low("a.mean") | signed }} to {{ high("a.mean") | signed }}', "−0.24 to +0.08"),
        ('{{ v("a.count") }}', "26"),
        ('{{ v("a.count") | plural("sentence") }}', "26\u00a0sentences"),
        ('{{ v("a.name") }}', "Mr. *Smith*"),
        ('{{ [v("a.name"), "b", v("a.count")] | listed }}', "Mr. *Smith*, b and 26"),
        ('{{ v("a.none") | signed }}', "not known"),
        ('{% if has("a.none") %}x{% else %}y{% endif %}', "y"),
        ('{% if v("a.mean") < 0 and v("a.yes") %}down{% endif %}', "down"),
        ("**bold** and `code` [words](http://example.com)", "bold and code words"),
        ("two\n{% if true %}\n lines\n{% endif %}\nmore", "two lines more"),
    ],
)
def test_render(source, text):
    assert manuscript.words(manuscript.render_text(source, NUMBERS)).strip() == text


def test_a_number_keeps_its_key():
    blocks = manuscript.render_text(
        'x {{ v("a.mean") | signed }} {{ v("a.count") }} {{ low("a.mean") | signed }}', NUMBERS
    )
    assert manuscript.keys(blocks) == ["a.mean", "a.count"]
    assert '<a class="n" href="#a.mean">−0.07</a>' in html(blocks)
    assert "[−0.07](t#a.mean)" in formats.markdown(blocks, {"a.mean": "t#a.mean", "a.count": "t"})


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ('{{ v("a.gone") | signed }}', KeyError),
        ('{{ has("x") and v("x") }}{{ gone }}', Exception),
        ('{{ v("a.mean") }}', ValueError),
        ('{{ v("a.mean") * 100 }}', ValueError),
        ('{{ v("a.none") }}', ValueError),
        ('{{ v("a.yes") }}', ValueError),
        ('{{ v("a.mean") | signed', ValueError),
        ('{{ "".__class__.__mro__ }}', ValueError),
    ],
)
def test_refused(source, error):
    with pytest.raises(error):
        manuscript.render_text(source, NUMBERS)


def shown(text):
    """What a reader sees of a text: no controls, single spaces."""
    return manuscript.seen(text).strip()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("source", ['“{{ v("a.t") }}”', "“{{ given }}”"])
def test_text_is_text_in_html(text, source):
    blocks = manuscript.render_text(source, {"a.t": entry(text)}, given=text)
    root = ET.fromstring(f"<div>{html(blocks)}</div>")
    assert {element.tag for element in root.iter()} <= {"div", "p", "a"}
    assert " ".join("".join(root.itertext()).split()) == f"“{' '.join(shown(text).split())}”"


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example("\n".join(HOSTILE))
@example("#\x00")
@example("a  b")
@example("\\")
def test_text_is_text_in_markdown(text):
    plugins = ["table", "strikethrough", "url", "math"]
    parse = mistune.create_markdown(renderer=None, plugins=plugins)
    parsed = parse(f"“{formats.literal(text)}”")
    assert [token["type"] for token in parsed] == ["paragraph"]
    kinds = {token["type"] for token in parsed[0]["children"]}
    assert kinds <= {"text", "softbreak"}
    raw = "".join(token.get("raw", " ") for token in parsed[0]["children"])
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        raw = raw.replace(code, letter)
    assert raw == f"“{manuscript.seen(text)}”"


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_makes_blocks_that_json_holds(text):
    blocks = manuscript.render_text("x {{ v('a.t') }}", {"a.t": entry(text)})
    assert json.loads(json.dumps(blocks)) == blocks
    assert not re.search(r"[\x00-\x08\x1b]", manuscript.words(blocks))


def test_blocks_come_back_as_markdown():
    source = "## Head\n\nA *b* **c** `d`.\n\n- one\n- two\n\n1. three\n\n> four"
    assert formats.markdown(manuscript.parse(source), {}) == source


def test_quotations():
    blocks = manuscript.parse('He says “one *two*\nthree” and “four”, not "five".')
    assert manuscript.quotations(blocks) == ["one two three", "four"]
