"""Tables in a notebook, made to be read: one place for heads, units, rounding and captions.

The look stands in the cells, not in a style sheet as pandas' Styler writes it: JupyterLab drops
style sheets from a notebook that is not trusted, and GitHub and nbviewer always do.
"""

import math
import os
from collections.abc import Callable
from functools import partial

import jinja2
import pandas as pd

from closereading import characters, lists, measures, paths, prose
from closereading.article import Article

MOST = 10  # rows: what has more stands in its file, to be sorted and searched there
UNSORTED = "as it stands"
FIGURES = 3  # of a value whose scale is not known
CELL = "padding: 0.25em 0.6em; line-height: 1.35; text-align"
TEMPLATE = """{% if not columns %}<p>{{ caption }}</p>{% else %}<table>
<caption style="caption-side: top; text-align: left; line-height: 1.35">{{ caption }}</caption>
<thead><tr>{% for column in columns %}
<th scope="col" style="vertical-align: bottom; {{ look }}: {{ column.side }}">{{ column.head }}</th>
{%- endfor %}</tr></thead>
<tbody>{% for row in rows %}
<tr>{% for cell in row %}<td style="vertical-align: top; {{ look }}: {{ cell.side }}">
{%- if cell.strong %}<strong>{{ cell.text }}</strong>{% else %}{{ cell.text }}{% endif %}</td>
{%- endfor %}</tr>{% endfor %}
</tbody></table>{% endif %}"""


def like(value: float) -> Callable[[float], str]:
    """Return what writes values as exactly as this one: counts whole, others in three figures."""
    if value == int(value) or abs(value) >= 10**FIGURES:
        return prose.count
    digits = FIGURES - 1 - math.floor(math.log10(abs(value)))
    return partial(prose.decimal, digits=min(max(digits, 0), FIGURES - 1))


WRITERS = {
    "percent": prose.percent,
    "signed": prose.signed,
    "chance": prose.chance,
    "whole": prose.count,
    "tenth": lambda value: prose.decimal(value, 1),
    "hundredth": prose.decimal,
}


def speaking(article: Article) -> pd.DataFrame:
    """Return the article as a table: ``sentence``, ``who`` speaks, ``text``."""
    rows = article.sentences
    who = measures.who(rows).mask(rows["part"] == "headline", "headline")
    who = who.mask(rows["residue"], "left out")
    return rows[["sentence"]].assign(who=who, text=rows["text"])


def views() -> dict[str, dict[str, str]]:
    """Return for each table of ``tables.toml`` its caption, and its columns' heads in order."""
    return lists.toml("tables.toml")


def _written(row, name: str, how: list[str]) -> dict:
    """Write a cell: its text, its side, and whether it is stressed."""
    value = row.get(name)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    known = WRITERS.keys() & set(how)
    write = WRITERS[known.pop()] if known else like(value) if number and value == value else str
    text = "–" if pd.isna(value) else write(value)
    ends = how[-2:] if "between" in how else ["low", "high"] if "interval" in how else []
    if ends and pd.notna(row[ends[0]]):
        write = like(row[ends[1]]) if "between" in how else write
        told = f"{write(row[ends[0]])} to {write(row[ends[1]])}"
        text = told if "between" in how else f"{text} ({told})"
    side = "right" if number or "right" in how else "left"
    return {"text": characters.seen(text), "side": side, "strong": "strong" in how}


def _heads(name: str, table: pd.DataFrame) -> dict[str, tuple[str, list[str]]]:
    """Return the columns that are shown, with the head of each and how it is written."""
    heads = {column: head.partition(" | ") for column, head in views()[name].items()}
    return {column: (told[0], told[2].split()) for column, told in heads.items() if column in table}


def html(
    name: str, table: pd.DataFrame | dict, *, most: int | None = MOST, caption: str = ""
) -> str:
    """Write a table for readers.

    Parameters
    ----------
    name : str
        Its view in ``tables.toml``.
    table : DataFrame or dict
        Columns the view does not name are left out, and named ones that are absent passed over. A
        dict is the one row of its table.
    most : int, optional
        Rows shown; all with None.
    caption : str
        Said after the view's own.

    Returns
    -------
    str
        HTML in which the article's text stays text.
    """
    table = pd.DataFrame([table] if isinstance(table, dict) else table)
    told, heads = " ".join(filter(None, [views()[name]["caption"], caption])), _heads(name, table)
    shown = table.head(len(table) if most is None else most)
    if len(shown) < len(table):
        told += f" The first {len(shown)} of {len(table):,}."
    if table.empty:
        told += " There is none."
        heads = {}
    rows = [
        [_written(row, column, how) for column, (_, how) in heads.items()]
        for row in shown.astype(object).to_dict("records")
    ]
    sides = [[row[place]["side"] for row in rows] for place in range(len(heads))]
    columns = [
        {"head": head, "side": "right" if "right" in side else "left"}
        for (head, _), side in zip(heads.values(), sides, strict=True)
    ]
    template = jinja2.Environment(autoescape=True).from_string(TEMPLATE)
    return template.render(caption=told, columns=columns, rows=rows, look=CELL)


def live() -> bool:
    """Say whether widgets can be shown: in a notebook that somebody works in, not in the build."""
    from IPython import get_ipython

    return hasattr(get_ipython(), "kernel") and paths.OUT not in os.environ


def widget(name: str) -> tuple:
    """Return a widget for tables of a view, and the function that puts one there.

    It has a button a column that sorts a table of many rows: numbers from the largest, text from
    A. Buttons of ipywidgets, and no script of a library of tables: they are reached by keyboard,
    take the colours of JupyterLab, ask for nothing from outside, and leave behind a table that is
    whole where no script may run.
    """
    import ipywidgets

    page, held = ipywidgets.HTML(), {}
    buttons = ipywidgets.ToggleButtons(options=[UNSORTED], description="sorted by")
    buttons.style.button_width = "auto"

    def put(table: pd.DataFrame, **how) -> None:
        columns = {head: column for column, (head, _) in _heads(name, table).items()}
        held.update(table=table, how=how, columns=columns)
        # The same widgets stay, and with them the focus of who works by keyboard.
        buttons.options, buttons.value = (UNSORTED, *columns), UNSORTED
        buttons.layout.display = None if len(table) > MOST else "none"
        sort()

    def sort(_=None) -> None:
        table, column = held["table"], held["columns"].get(buttons.value)
        if column is not None:
            number = pd.api.types.is_numeric_dtype(table[column])
            table = table.sort_values(column, ascending=not number, kind="stable")
        page.value = html(name, table, **held["how"])

    buttons.observe(sort, "value")
    return ipywidgets.VBox([buttons, page]), put


def show(name: str, table: pd.DataFrame | dict, **how) -> None:
    """Show a table in the notebook, sortable where it has many rows; see ``html``."""
    from IPython.display import display

    table = pd.DataFrame([table] if isinstance(table, dict) else table)
    plain = table.head(how.get("most", MOST) or len(table)).to_string(index=False)
    bundle = {"text/html": html(name, table, **how), "text/plain": characters.seen(plain)}
    if live() and len(table) > MOST:
        box, put = widget(name)
        put(table, **how)
        bundle |= box._repr_mimebundle_()
    display(bundle, raw=True)
