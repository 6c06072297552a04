"""The report: every number in results.json, and the brief, the article and the answers."""

import json
import platform
import re
from importlib import metadata
from pathlib import Path

import pandas as pd

from closereading import book, paths, resampling, wording
from closereading.article import Article
from closereading.report import (
    annotation,
    claims,
    commentary,
    derived,
    drawings,
    editions,
    ledger,
    manuscript,
    pages,
    questions,
)
from closereading.statement import Statement

# What a number depends on; anything else in the environment cannot move one.
PACKAGES = (
    "closereading", "matplotlib", "nltk", "numpy", "nupunkt", "pandas",
    "scikit-learn", "scipy", "textblob", "vaderSentiment", "wordfreq",
)  # fmt: skip

SCHEMA = 2  # of results.json; 1 had no number of its own
EXTRA = ("context", "wording")  # parts a run may have or not
MOST_FIGURES = 8
FAINT = 0.02  # a word that moves a score by less is not marked
MORE = 2  # words of the headline that a sentence holds beyond the lead's, to be quoted in its place
# What leans on the sentence before, or sets a scene, cannot stand for the whole. A pattern of re:
# pandas reads one by another engine where pyarrow is there.
LEANING = re.compile(
    r"\W*(?:this|that|these|those|its?|s?he|they|his|her|their|but|and|or|so|yet"
    r"|imagine|consider|suppose|picture)\b",
    re.IGNORECASE,
)


def write(article: Article, *, out: Path) -> dict:
    """Write the whole report from what the notebooks saved.

    Writes ``results.json``, ``findings.md``, ``findings.html``, ``findings.pdf`` and the tables
    ``numbers``, ``cast`` and ``method`` below ``out/report``. Each file is whole or not there.

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
        If the notebooks have not all read this text, or the commentary quotes what it
        does not say.
    KeyError, ValueError
        If a sentence asks for a number that no notebook saved, or for a cell that is not there.
    """
    report = Path(out) / "report"
    tables = report / "tables"
    extra = tuple(part for part in EXTRA if (report / "parts" / f"{part}.json").exists())
    numbers = book.load(article=article, out=out, parts=book.PARTS + extra)
    more, made = derived.added(article, numbers)
    numbers |= more
    for name, table in made.items():
        book.write(tables / f"{name}.csv", book.csv(table))
    results = {"schema": SCHEMA, "meta": about(article), "numbers": numbers}
    book.write(
        report / "results.json",
        json.dumps(results, ensure_ascii=False, indent=1, allow_nan=False) + "\n",
    )
    ledger.save(numbers, tables)
    told = gather(article, numbers, out=out, comment=commentary.text(article))
    book.write(report / "findings.md", editions.markdown(told, numbers, tables))
    book.write(report / "findings.html", editions.html(told))
    book.write(report / "findings.pdf", editions.pdf(told))
    return told


def about(article: Article) -> dict:
    """Return what the run rests on: input, options, what reading did to it, versions, seeds."""
    return {
        "title": article.title,
        "date": article.date,
        "sha256": article.sha256,
        "encoding": article.encoding,
        "options": paths.options(),
        "cleaned": article.notes[["kind", "what", "why"]].to_dict("records"),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        "seed": resampling.SEED,
        "resamples": resampling.RESAMPLES,
        "permutations": resampling.PERMUTATIONS,
        "level": resampling.LEVEL,
    }


def gather(article: Article, numbers: dict[str, dict], *, out: Path, comment: str | None) -> dict:
    """Collect what the three editions say.

    Returns
    -------
    dict
        Texts as blocks (see ``manuscript.parse``): the statements in reading order, those of the
        brief, the annotated sentences, a reading, essays, numbers and the tables they come from.
    """
    tables = Path(out) / "report" / "tables"
    answers = [*questions.answer(numbers), *wording.statements(article, numbers)]
    brief = questions.brief(answers)
    lead, figures = _figures(answers, brief, Path(out) / "figures")
    statements = {made.key: _statement(article, made, figures) for made in answers}
    stand = {None, lead}
    for made in statements.values():
        made["draws"] = made["figure"] is not None and made["drawn"] not in stand
        stand.add(made["drawn"])
    page = manuscript.render(
        "report.md",
        numbers,
        **about(article),
        source=article.about.get("source", ""),
        card=pd.read_csv(tables / "method.csv").to_dict("records"),
        claims=claims,
        questions=questions.TESTED,
    )
    read = _reading(article, numbers, comment)
    keys = manuscript.keys([page, list(statements.values()), read])
    keys = [key for key in numbers if key in keys]
    forms = pd.read_csv(tables / "words.csv", keep_default_na=False)["forms"]
    return {
        "heading": manuscript.seen(article.title) or "Untitled text",
        "date": article.date,
        "byline": page["byline"][0]["inner"],
        "colophon": page["colophon"][0]["inner"],
        "about": nutshell(article),
        "brief": [statements[made.key] for made in brief],
        "figure": figures.get(lead),
        "statements": list(statements.values()),
        "essays": {name: page[name] for name in editions.ESSAYS},
        "reading": read,
        **_annotated(article, tables),
        "forms": [cell.split(", ") for cell in forms if ", " in cell],
        "steps": annotation.STEPS,
        "ledger": ledger.rows(numbers, keys),
        "tables": ledger.tables(numbers, tables, keys=keys),
        "pages": _pages(out),
    }


def _figures(
    answers: list[Statement], brief: list[Statement], folder: Path
) -> tuple[str | None, dict[str, dict]]:
    """Read the figures that are shown; first that of the surest answer of the brief."""

    def drawn(name: str | None) -> bool:
        """Whether it has a row to show; a figure of nothing only says again why it is empty."""
        rows = folder / f"{name}.csv"
        return rows.exists() and len(rows.read_text("utf-8").splitlines()) > 1

    surest = sorted(brief, key=lambda made: claims.LEVELS.index(made.sure))
    lead = next((made.figure for made in surest if drawn(made.figure)), None)
    names = dict.fromkeys([lead, *(made.figure for made in answers)])
    shown = [name for name in names if drawn(name)][:MOST_FIGURES]
    return lead, {
        name: {
            "number": number,
            "drawing": drawings.read(folder / f"{name}.svg"),
            "rows": ledger.table(folder / f"{name}.csv", {}),
        }
        for number, name in enumerate(shown, start=1)
    }


def _statement(article: Article, made: Statement, figures: dict[str, dict]) -> dict:
    """Return a statement as the editions print it."""
    texts = {name: getattr(made, name) for name in ("answer", "detail", "doubt")}
    return {
        "id": ledger.slug("q", made.key),
        "question": manuscript.seen(made.question),
        "sure": made.sure,
        "drawn": made.figure,
        "figure": figures.get(made.figure),
        "passages": [passage(article, number) for number in made.places],
    } | {
        name: manuscript.plain(text) if isinstance(text, str) else text
        for name, text in texts.items()
    }


def _reading(article: Article, numbers: dict[str, dict], comment: str | None) -> list[dict]:
    """Return the analyst's reading, if there is one, and the computed one."""
    by_hand = comment and {
        "title": "A reading, by an analyst",
        "source": "Written by hand. Its numbers are filled in from the same results, its "
        "quotations checked against the article.",
        "blocks": commentary.reading(comment, article, numbers),
        "computed": False,
    }
    computed = {
        "title": "What a careful reader would notice",
        "source": "Computed by rule from how the article is worded.",
        "blocks": [
            block for made in wording.reading(article) for block in manuscript.plain(made.text)
        ],
        "computed": True,
    }
    return [part for part in (by_hand, computed) if part and part["blocks"]]


def nutshell(article: Article) -> dict | None:
    """Quote one sentence for the whole: the lead, or the first that says the headline better.

    A feature begins with a scene, and comes to its matter some sentences later.
    """
    headed = article.sentences["part"] == "headline"
    rows = article.body[article.body["words"] >= 5]
    if not headed.any() and rows["paragraph"].nunique() > 1:
        rows = rows[rows["paragraph"] > rows["paragraph"].min()]  # a headline, with a stop or two
    stands = [
        sum(map(str.isupper, text)) < len(text) / 2 and not LEANING.match(text)
        for text in rows["text"]
    ]
    rows = rows[pd.Series(stands, rows.index, bool)]
    if rows.empty:
        return None
    words = article.tokens[~article.tokens["stop"]]
    stems = {number: set(part["stem"]) for number, part in words.groupby("sentence")}
    numbers = article.sentences.loc[headed, "sentence"]
    headline = set().union(*(stems.get(number, set()) for number in numbers))
    near = rows["sentence"].tolist()
    held = [len(headline & stems.get(number, set())) for number in near]
    best = max(range(len(held)), key=held.__getitem__)
    return passage(article, int(near[best if held[best] >= held[0] + MORE else 0]))


def _pages(out: Path) -> list[dict[str, str]]:
    """List the notebooks' pages; none where the notebooks are run by hand, which makes no pages."""
    if not pages.folder(out).is_dir():
        return []
    return [
        {"title": pages.title(path), "address": f"{pages.folder(out).name}/{path.stem}.html"}
        for path in paths.sources()
    ]


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


def _annotated(article: Article, tables: Path) -> dict:
    """Annotate the article from the tables the notebooks saved, and list the switches that work."""
    moves = pd.read_csv(tables / "sentiment-words.csv")
    marked = {
        "up": moves[moves["contribution"] >= FAINT],
        "down": moves[moves["contribution"] <= -FAINT],
        "j": wording.judgements(article),
        "q": wording.quantities(article),
    }
    views = {
        "voice": ("who speaks", True),
        "tone": ("tone", True),
        "judging": ("judging words", len(marked["j"])),
        "numbers": ("numbers", len(marked["q"])),
        "residue": ("residue", article.sentences["residue"].any()),
    }
    empty = dict.fromkeys(("score", "low", "high"), "")
    scores = pd.read_csv(tables / "sentiment.csv", keep_default_na=False, na_values=empty)
    return {
        "sentences": annotation.sentences(article, scores, marked),
        "views": {name: label for name, (label, used) in views.items() if used},
    }
