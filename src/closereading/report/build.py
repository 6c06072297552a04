"""The report: every number in results.json, and the findings as Markdown, HTML and PDF."""

import json
import platform
import re
from importlib import metadata, resources
from io import StringIO
from itertools import count
from pathlib import Path

import pandas as pd

from closereading import book, paths, resampling
from closereading.article import Article, InputError
from closereading.reading import tokens
from closereading.report import (
    annotation,
    drawings,
    editions,
    findings,
    grades,
    ledger,
    manuscript,
    pages,
)
from closereading.sentiment import means, weights

# What a number depends on; anything else in the environment cannot move one.
PACKAGES = (
    "closereading", "matplotlib", "nltk", "numpy", "nupunkt", "pandas",
    "scikit-learn", "scipy", "textblob", "vaderSentiment", "wordfreq",
)  # fmt: skip

PARTS = ("article", "keywords", "sentiment", "topics")
EXTRA = ("context",)
MOST_WORDS = 2000  # VADER's time grows with the square of a text's length
KEY = 10  # words and phrases that can be underlined in the article


class NotesError(InputError):
    """An analyst's notes that cannot be used; the message says what to change."""


def write(article: Article, *, out: Path) -> dict:
    """Write the whole report from what the notebooks saved.

    Writes ``results.json``, ``findings.md``, ``findings.html``, ``findings.pdf`` and
    ``tables/numbers.csv`` below ``out/report``. Each file is whole or not there.

    Parameters
    ----------
    article : Article
    out : Path
        The run's output folder.

    Returns
    -------
    dict
        What the report says, as data; see ``gather``.

    Raises
    ------
    InputError
        If the notebooks have not all read this text.
    KeyError
        If a sentence asks for a number that no notebook saved.
    ValueError
        If a number names a cell that is not in its table.
    NotesError
        If the notes quote what the article does not say.
    """
    report = Path(out) / "report"
    parts = PARTS + tuple(part for part in EXTRA if (report / "parts" / f"{part}.json").exists())
    numbers = book.load(article=article, out=out, parts=parts)
    numbers |= findings.derived(numbers) | card(report / "tables")
    numbers |= findings.named(ledger.frame(report / "tables" / "speakers.csv"))
    numbers |= findings.apart(ledger.frame(report / "tables" / "sentiment-vader.csv"))
    numbers |= whole(article)
    book.write(report / "results.json", _json({"meta": about(article), "numbers": numbers}))
    ledger.save(numbers, report / "tables")
    told = gather(article, numbers, out=out, notes=notes(article))
    book.write(report / "findings.md", editions.markdown(told, numbers, report / "tables"))
    book.write(report / "findings.html", editions.html(told, numbers))
    book.write(report / "findings.pdf", editions.pdf(told))
    return told


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def about(article: Article) -> dict:
    """Return what the run rests on: input, options, what reading did to it, versions, seeds."""
    cleaned = article.notes[["kind", "what", "why"]].to_dict("records")
    return {
        "title": article.title,
        "date": article.date,
        "sha256": article.sha256,
        "encoding": article.encoding,
        "options": paths.options(),
        "cleaned": cleaned,
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        "seed": resampling.SEED,
        "resamples": resampling.RESAMPLES,
        "permutations": resampling.PERMUTATIONS,
        "level": resampling.LEVEL,
    }


def whole(article: Article) -> dict[str, dict]:
    """Return what plain VADER says of the text in one call, the way it should not be used."""
    if not article.english or article.words > MOST_WORDS:
        return {}
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    text = " ".join(tokens.straighten(article.clean).split())
    return {
        "findings.scorers.whole": book.number(
            SentimentIntensityAnalyzer().polarity_scores(text)["compound"],
            n=1,
            unit="score, -1 to 1",
            method="plain VADER, the text with straight quotes in one call",
        )
    }


def card(tables: Path) -> dict[str, dict]:
    """Return how good the methods are, on labelled news, and save it as the table ``method``."""
    text = (resources.files("closereading") / "data" / "card.csv").read_text("utf-8")
    table = pd.read_csv(StringIO(text))
    fitted = weights.card()["cross_validated"]  # kept beside the weights, so never out of step
    table["value"] = table["value"].fillna(table.pop("figure").map(fitted))
    book.write(tables / "method.csv", book.csv(table))
    return {
        f"method.{place + 1}": book.number(
            row.value,
            low=row.low,
            high=row.high,
            n=1,
            unit=row.measure,
            method=f"{row.data}; see benchmarks/README.md",
            table="method",
            row=place,
            column="value",
        )
        for place, row in enumerate(table.itertuples())
    }


def gather(article: Article, numbers: dict[str, dict], *, out: Path, notes: str | None) -> dict:
    """Collect what the three formats say.

    Returns
    -------
    dict
        Texts as blocks (see ``manuscript.parse``), findings in order of strength, drawings,
        annotated sentences, the list of numbers and the tables they come from.
    """
    tables = Path(out) / "report" / "tables"
    figures = {path.stem: path for path in sorted((Path(out) / "figures").glob("*.svg"))}
    found = findings.make(numbers)
    made, order = [], count(1)
    for finding in found:
        made.append(
            {
                **finding.texts,
                "name": finding.name,
                "strength": finding.strength,
                "figures": [
                    {
                        "number": next(order),
                        "drawing": drawings.read(figures[name]),
                        "rows": ledger.table(figures[name].with_suffix(".csv"), {}),
                    }
                    for name in finding.figures
                    if name in figures and _drawn(figures[name])
                ],
                "passages": [passage(article, number) for number in finding.sentences],
            }
        )
    strengths = {finding.name: finding.strength for finding in found}
    page = manuscript.render(
        "report.md",
        numbers,
        **about(article),
        card=pd.read_csv(Path(out) / "report" / "tables" / "method.csv").to_dict("records"),
        strengths=strengths,
        grades={grade: list(strengths.values()).count(grade) for grade in grades.GRADES},
        language=article.language,
        firm=grades.FIRM,
        suggestive=grades.SUGGESTIVE,
        alpha=grades.ALPHA,
        fewest=means.FEWEST,
        strict=grades.ALPHA / findings.QUESTIONS,
        questions=findings.QUESTIONS,
        versions=", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES),
    )
    said = [page[name] for name in ("byline", "summary", "guide", "colophon", *editions.ESSAYS)]
    said += [finding.texts[name] for finding in found for name in finding.texts]
    read = reading(notes, article, numbers) if notes else []
    keys = sorted(
        {key for blocks in [*said, read] for key in manuscript.keys(blocks)},
        key=list(numbers).index,
    )
    return {
        "heading": manuscript.seen(article.title) or "Untitled text",
        "date": article.date,
        "byline": page["byline"][0]["inner"],
        "summary": page["summary"],
        "guide": page["guide"],
        "colophon": page["colophon"][0]["inner"],
        "essays": {name: page[name] for name in editions.ESSAYS},
        "findings": made,
        "notes": read,
        "sentences": _annotated(article, tables),
        "key": annotation.key(),
        "ledger": ledger.rows(numbers, keys),
        "tables": ledger.tables(numbers, tables, keys=keys),
        "pages": _pages(out),
    }


def _pages(out: Path) -> list[dict[str, str]]:
    """List the notebooks' pages; none where the notebooks are run by hand, which makes no pages."""
    if not pages.folder(out).is_dir():
        return []
    return [
        {"title": pages.title(path), "address": f"{pages.folder(out).name}/{path.stem}.html"}
        for path in sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb"))
    ]


def _drawn(figure: Path) -> bool:
    """Whether a figure has a row to show; one of nothing only says again why it is empty."""
    return len(figure.with_suffix(".csv").read_text("utf-8").splitlines()) > 1


def passage(article: Article, number: int) -> dict:
    """Return a sentence of the article as a passage to quote."""
    row = article.sentences.set_index("sentence").loc[number]
    text = manuscript.seen(row["text"])
    return {
        # A sentence with quotation marks of its own gets no second pair around it.
        "text": text if re.search(r"[“”\"]", text) else f"“{text}”",
        "sentence": int(number),
        "voice": annotation.chip(row["voice"], row["speaker"]),
    }


def _annotated(article: Article, tables: Path) -> list[dict]:
    """Annotate the article from the tables the notebooks saved."""
    words, phrases = (
        ledger.frame(tables / f"{name}.csv").head(KEY) for name in ("words", "phrases")
    )
    forms = {
        tokens.straighten(form).lower() for cell in words["forms"] for form in cell.split(", ")
    }
    return annotation.sentences(
        article,
        ledger.frame(tables / "sentiment.csv"),
        ledger.frame(tables / "sentiment-words.csv"),
        forms=forms,
        phrases=list(phrases["phrase"]),
    )


def notes(article: Article) -> str | None:
    """Return the analyst's notes on this article, None without any.

    Those the runner names, or those that ship, if it is the shipped article that is read.
    """
    path = paths.notes()
    shipped = path is not None and path.parent == paths.SHIPPED.parent
    if path is None or (shipped and article.sha256 != paths.SHIPPED_SHA256):
        return None
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotesError(f"The notes {path.name} cannot be read: {error}") from error


def reading(notes: str, article: Article, numbers: dict[str, dict]) -> list[dict]:
    """Render an analyst's notes and check every quotation in them.

    Parameters
    ----------
    notes : str
        Markdown. ``{{ v("sentiment.mean") | signed }}`` stands for a number; what stands between
        curly quotation marks must stand in the article, word for word.

    Returns
    -------
    list of dict
        Blocks; see ``manuscript.parse``.

    Raises
    ------
    NotesError
        If a placeholder or a quotation is wrong; the message names it.
    """
    try:
        blocks = manuscript.render_text(notes, numbers)
    except (KeyError, ValueError) as error:
        raise NotesError(f"The notes cannot be filled in: {error.args[0]}") from error
    whole = manuscript.seen(article.text)
    for quoted in manuscript.quotations(blocks):
        if quoted not in whole:
            raise NotesError(f"The notes quote “{quoted}”, which is not in the article")
    return blocks
