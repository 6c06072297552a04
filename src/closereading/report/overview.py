"""What the findings notebook shows of a report: small tables, and prose as Markdown."""

from pathlib import Path

import pandas as pd

from closereading.report import editions, formats, ledger


def show(blocks: list[dict]):
    """Show blocks in a notebook, as Markdown."""
    from IPython.display import Markdown

    return Markdown(formats.markdown(blocks, {}, level=2))


def answers(statements: list[dict]) -> pd.DataFrame:
    """Return statements of a report, its brief or all of them: question, answer, how sure."""
    rows = [(made["question"], editions.bare(made["answer"]), made["sure"]) for made in statements]
    return pd.DataFrame(rows, columns=["question", "answer", "how sure"])


def figures(told: dict) -> pd.DataFrame:
    """Return the figures the report shows: file, title, question."""
    shown = [(made["figure"]["drawing"], made) for made in told["statements"] if made["figure"]]
    rows = [(drawing.name, drawing.title, made["question"]) for drawing, made in shown]
    return pd.DataFrame(rows, columns=["figure", "title", "question"]).sort_values("figure")


def numbers(told: dict) -> pd.DataFrame:
    """Return the numbers the report quotes, with interval, n, unit, method and cell."""
    return pd.DataFrame(told["ledger"], columns=[*ledger.COLUMNS[:7], "cell"])


def passages(told: dict) -> pd.DataFrame:
    """Return the sentences that the answers quote."""
    rows = {
        passage["sentence"]: (passage["voice"] or "narration", passage["text"])
        for made in told["statements"]
        for passage in made["passages"]
    }
    rows = [(sentence, *row) for sentence, row in sorted(rows.items())]
    return pd.DataFrame(rows, columns=["sentence", "voice", "text"])


def files(out: Path) -> pd.DataFrame:
    """Return what stands in the report's folder, with sizes in kilobytes."""
    folder = Path(out) / "report"
    names = ["findings.html", "findings.pdf", "findings.md", "results.json"]
    rows = [(f"report/{name}", round((folder / name).stat().st_size / 1000)) for name in names]
    return pd.DataFrame(rows, columns=["file", "kB"])
