"""What the findings notebook shows of a report: small tables, and prose as Markdown."""

from pathlib import Path

import pandas as pd

from closereading.report import editions, formats, grades


def show(blocks: list[dict]):
    """Show blocks in a notebook, as Markdown."""
    from IPython.display import Markdown

    return Markdown(formats.markdown(blocks, None, level=2))


def glance(told: dict) -> pd.DataFrame:
    """Return the findings, strongest first: finding, claim it tests, evidence."""
    rows = [
        (editions.bare(finding["headline"]), editions.bare(finding["claim"]), finding["strength"])
        for finding in told["findings"]
    ]
    return pd.DataFrame(rows, columns=["finding", "claim it tests", "evidence"])


def tally(told: dict) -> pd.DataFrame:
    """Return how many findings have each grade."""
    strengths = [finding["strength"] for finding in told["findings"]]
    rows = [(grade, strengths.count(grade)) for grade in grades.GRADES]
    return pd.DataFrame(rows, columns=["evidence", "findings"])


def figures(told: dict) -> pd.DataFrame:
    """Return the figures the findings use: file, title, finding."""
    rows = [
        (figure["drawing"].name, figure["drawing"].title, editions.bare(finding["headline"]))
        for finding in told["findings"]
        for figure in finding["figures"]
    ]
    return pd.DataFrame(rows, columns=["figure", "title", "finding"]).sort_values("figure")


def numbers(told: dict) -> pd.DataFrame:
    """Return the numbers the report quotes, with interval, n, unit, method and cell."""
    columns = ["key", "value", "low", "high", "n", "unit", "method", "cell"]
    return pd.DataFrame(told["ledger"], columns=columns)


def passages(told: dict) -> pd.DataFrame:
    """Return the sentences that the findings quote."""
    rows = {
        passage["sentence"]: (passage["sentence"], passage["voice"] or "narration", passage["text"])
        for finding in told["findings"]
        for passage in finding["passages"]
    }
    return pd.DataFrame(
        [rows[number] for number in sorted(rows)], columns=["sentence", "voice", "text"]
    )


def files(out: Path) -> pd.DataFrame:
    """Return what stands in the report's folder, with sizes in kilobytes."""
    folder = Path(out) / "report"
    names = ["findings.html", "findings.pdf", "findings.md", "results.json"]
    rows = [(f"report/{name}", round((folder / name).stat().st_size / 1000)) for name in names]
    return pd.DataFrame(rows, columns=["file", "kB"])
