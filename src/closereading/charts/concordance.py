"""A concordance in the notebook: every use of a term, one under the other."""

import hashlib

import pandas as pd

from closereading import book


def lines(table: pd.DataFrame, *, most: int = 15) -> None:
    """Show a concordance in the notebook, the term in one column, under itself.

    Parameters
    ----------
    table : DataFrame
        As made by ``keywords.concordance``.
    most : int
        Lines shown.
    """
    from IPython.display import display

    head = table.head(most)
    display({"text/html": aligned(head), "text/plain": _monospaced(head)}, raw=True)


def aligned(table: pd.DataFrame) -> str:
    """Return a concordance as an HTML table; the article's text stays text.

    The table's id follows from its content, so that equal tables are equal to the byte.
    """
    styles = [
        {"selector": ".col1", "props": "text-align: right; white-space: pre"},
        {"selector": ".col2", "props": "text-align: center; font-weight: bold"},
        {"selector": ".col3", "props": "text-align: left; white-space: pre"},
    ]
    name = hashlib.sha256(book.csv(table).encode()).hexdigest()[:8]
    style = table.style.format(escape="html").hide(axis="index")
    return style.set_table_styles(styles).set_uuid(name).to_html()


def _monospaced(table: pd.DataFrame) -> str:
    rows = table.itertuples(index=False)
    return "\n".join(f"{row.sentence:>5} {row.left:>42}{row.term}{row.right}" for row in rows)
