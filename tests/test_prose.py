"""How numbers are written in prose."""

import jinja2
import pytest

from closereading import prose


@pytest.mark.parametrize(
    ("writer", "value", "expected"),
    [
        (prose.signed, 0.123, "+0.12"),
        (prose.signed, -0.07, "−0.07"),
        (prose.signed, -0.001, "0.00"),
        (prose.signed, None, "not known"),
        (prose.bound, -0.07, "−0.07"),
        (prose.bound, -0.004, "−0.004"),
        (prose.bound, 0.0012, "+0.001"),
        (prose.bound, 0.0, "0.00"),
        (prose.bound, 0.0001, "0.00"),
        (prose.bound, None, "not known"),
        (prose.times, 1, "once"),
        (prose.times, 2, "twice"),
        (prose.times, 3, "3\u00a0times"),
        (prose.decimal, -1.07, "−1.07"),
        (prose.percent, 0.934, "93\u00a0%"),
        (prose.percent, 1.0, "100\u00a0%"),
        (prose.count, 2852, "2,852"),
        (prose.chance, 0.861, "0.86"),
        (prose.chance, 0.0009, "0.001"),
        (prose.chance, 0.0505, "0.051"),
        (prose.chance, 0.055, "0.06"),
        (prose.chance, 0.0321, "0.032"),
        (prose.listed, ["a"], "a"),
        (prose.listed, ["a", "b"], "a and b"),
        (prose.listed, ["a", "b", "c"], "a, b and c"),
        (prose.plain, "[x](javascript:y) *b* <i>", r"\[x\](javascript:y) \*b\* \<i\>"),
    ],
)
def test_writers(writer, value, expected):
    assert writer(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, "1\u00a0sentence"), (0, "0\u00a0sentences"), (25, "25\u00a0sentences")],
)
def test_counts_agree_with_their_noun(value, expected):
    assert prose.plural(value, "sentence") == expected


@pytest.mark.parametrize("template", ["{{ v('nothing.here') }}", "{{ nothing }}"])
def test_an_unknown_number_is_an_error(monkeypatch, template):
    environment = prose.environment().overlay(loader=jinja2.DictLoader({"answers/x.md": template}))
    monkeypatch.setattr(prose, "environment", lambda: environment)
    with pytest.raises((KeyError, jinja2.UndefinedError)):
        prose.answer("x", {})
