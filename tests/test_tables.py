"""Tables in a notebook: what a cell says, on which side, and that text stays text."""

import re

import numpy as np
import pandas as pd
import pytest

from closereading import measures, read_article
from closereading.charts import tables
from closereading.charts.tables import html


def cells(made: str, tag: str = "td") -> list[tuple[str, str]]:
    """Return side and text of every cell."""
    found = re.findall(rf"<{tag}[^>]*text-align: (\w+)[^>]*>\s*(.*?)</{tag}>", made, re.S)
    return [(side, text) for side, text in found]


@pytest.mark.parametrize(
    ("view", "row", "said"),
    [
        ("files", {"file": "firm", "kB": 3}, [("left", "firm"), ("right", "3")]),
        ("files", {"file": "a < b & c", "kB": 1234},
         [("left", "a &lt; b &amp; c"), ("right", "1,234")]),
        ("files", {"file": "\x1b[31mred\u202e", "kB": np.nan},
         [("left", "red"), ("right", "–")]),
        ("turn", {"sentence": 7, "before": 0.104, "after": -0.2, "p": 0.0421, "n": 25},
         [("right", "7"), ("right", "+0.10"), ("right", "−0.20"), ("right", "0.042"),
          ("right", "25")]),
        ("voices", {"voice": "narration", "sentences": 2, "words": 9, "share": 0.5, "low": 0.25,
                    "high": 0.75},
         [("left", "narration"), ("right", "2"), ("right", "9"),
          ("right", "50\u00a0% (25\u00a0% to 75\u00a0%)")]),
        ("voices", {"voice": "narration", "sentences": 2, "words": 9, "share": 0.5,
                    "low": np.nan, "high": np.nan},
         [("left", "narration"), ("right", "2"), ("right", "9"), ("right", "50\u00a0%")]),
    ],
)  # fmt: skip
def test_a_row_is_written_as_its_view_says(view, row, said):
    assert cells(html(view, row)) == said


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.0, "12"), (0, "0"), (118.573, "119"), (53.503, "53.5"), (10.44, "10.4"), (0.5234, "0.52"),
     (-0.0131, "−0.01"), (1429.3, "1,429")],
)  # fmt: skip
def test_a_value_is_rounded_to_what_is_known(value, text):
    row = {"measure": "x", "low": value, "median": value, "high": value, "unit": "u", "n": 5}
    assert cells(html("others", row))[1] == ("right", text)


def test_an_interval_is_as_exact_as_its_value():
    row = {"measure": "MTLD", "value": 118.6, "low": 51.02, "high": 186.1, "n": 449,
           "news_low": 76.94, "news_high": 161.3}  # fmt: skip
    written = [text for _, text in cells(html("measures", row))]
    assert written == ["MTLD", "119 (51 to 186)", "449", "77 to 161"]


def test_heads_stand_over_their_columns_and_the_caption_says_what_a_row_is():
    made = html("files", pd.DataFrame({"file": ["firm"], "kB": [3]}), caption="So.")
    assert cells(made, "th") == [("left", "file"), ("right", "kB")]
    assert ">A row is a file that was written. So.</caption>" in made
    assert 'scope="col"' in made


def test_more_rows_than_fit_are_counted():
    table = pd.DataFrame({"file": list("abcdefghijkl"), "kB": range(12)})
    made = html("files", table)
    assert made.count("<tr>") == 11
    assert "The first 10 of 12." in made
    assert html("files", table, most=None).count("<tr>") == 13
    none = html("files", table.head(0))
    assert "There is none." in none
    assert "<table" not in none  # heads over nothing


def test_many_rows_are_sorted_by_a_button():
    table = pd.DataFrame({"file": list("bacdefghijkl"), "kB": range(12)})
    box, put = tables.widget("files")
    buttons, page = box.children
    put(table.head(10))
    assert buttons.layout.display == "none"
    put(table, most=None)
    assert buttons.layout.display is None
    assert buttons.options == ("as it stands", "file", "kB")

    def first() -> list[str]:
        return [text for _, text in cells(page.value)[:2]]

    assert first() == ["b", "0"]
    buttons.value = "file"
    assert first() == ["a", "1"]
    buttons.value = "kB"  # numbers from the largest
    assert first() == ["l", "11"]
    buttons.value = "as it stands"
    assert first() == ["b", "0"]
    buttons.value = "kB"
    put(table.tail(11))
    assert (buttons.value, first()) == ("as it stands", ["a", "1"])


@pytest.mark.parametrize(
    ("live", "rows", "widget"), [(True, 12, True), (True, 9, False), (False, 12, False)]
)
def test_the_table_stays_whole_where_no_widget_can_be(live, rows, widget, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    monkeypatch.setattr(tables, "live", lambda: live)
    tables.show("files", pd.DataFrame({"file": ["a"] * rows, "kB": range(rows)}))
    assert ("application/vnd.jupyter.widget-view+json" in shown[0]) == widget
    assert shown[0]["text/html"].count("<tr>") == min(rows, 10) + 1


def test_the_look_needs_no_style_sheet():
    assert "<style" not in html("files", {"file": "firm", "kB": 3})


def test_every_view_says_what_a_row_is_and_writes_what_exists():
    for name, view in tables.views().items():
        assert re.match(r"(A|The one) row is ", view["caption"]), name
        for head in view.values():
            for word in head.partition(" | ")[2].split():
                known = {"interval", "between", "strong", "right", *tables.WRITERS}
                assert word in known or word.startswith("news_"), (name, word)


def test_the_article_says_who_speaks_and_what_is_left_out():
    article = read_article(
        "Rain at last\n\nIt rained. “We are glad,” said Anna Weber. Officials said it helps.\n\n"
        "Will get help.\n"
    )
    table = tables.speaking(article)
    assert list(table["who"]) == [
        "headline", measures.AUTHOR, "Anna Weber", measures.UNNAMED, "left out",
    ]  # fmt: skip
