"""Whether the reader's reasons are true, and what the reader costs.

*Reasons*: of sentences to which the context adds much, the words named by ``leave_out`` are taken
out together, and as many others drawn by chance; which moves the score more? *Cost*: seconds and
memory for an article, load included, in a process of its own. Neither uses a rating.

The figures against human ratings are in ``benchmarks.sentiment``. Run it as ``python -m benchmarks
reader``.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import harness
from closereading import sentiment
from closereading.sentiment import leave_out, scorer

FILES = ("themes-mix",)  # sentences of news that nobody rated
LOOKED = 500  # sentences read
MOST = 80  # sentences whose reasons are tried
DRAWN = 3  # times as many others are drawn
ARTICLE = harness.ROOT / "data" / "article.txt"
COST = """
import sys, time
from closereading import read_article, sentiment
article = read_article(sys.argv[1])
sentiment.score(article, scorer="words")
def peak():  # of this process alone, kB
    return next(int(line.split()[1]) for line in open("/proc/self/status") if "VmHWM" in line)
before = peak()
begun = time.process_time()
sentiment.score(article)
spent = time.process_time() - begun
print(spent, (peak() - before) / 1024)
"""


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without some stretches of it."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def faithful(texts: list[str]) -> pd.DataFrame:
    """Return, sentence by sentence, how far the named words move the score, and others do."""
    rng, rows = np.random.default_rng(harness.SEED), []
    scores = sentiment.score_texts(texts)
    strong = scores["context_part"].abs() >= leave_out.LEAST
    for place in np.flatnonzero(strong)[:MOST]:
        text = texts[place]
        named = [(start, start + len(word)) for start, word, _ in leave_out.hangs_on(text)]
        others = [match.span() for match in leave_out.candidates(text)]
        others = [span for span in others if span not in named]
        if not named or len(others) < len(named):
            continue
        drawn = [
            [others[k] for k in rng.choice(len(others), len(named), replace=False)]
            for _ in range(DRAWN)
        ]
        whole, less, *rest = scorer.readings([text, *(without(text, s) for s in [named, *drawn])])
        rows.append(
            {
                "named": abs(whole.context - less.context),
                "others": float(np.mean([abs(whole.context - each.context) for each in rest])),
                "named, score": abs(whole.total - less.total),
                "others, score": float(np.mean([abs(whole.total - each.total) for each in rest])),
            }
        )
    return pd.DataFrame(rows)


def run(data: Path) -> pd.DataFrame:
    """Measure both.

    Returns
    -------
    DataFrame
        ``measure``, ``n``, ``value``, ``low``, ``high`` (95 % bootstrap interval over sentences).
    """
    texts = [text for row in harness.rows(data, FILES[0]) for text in row["sentences"]]
    texts = list(dict.fromkeys(text for text in texts if 6 <= len(text.split()) <= 40))
    found = faithful(texts[:: max(1, len(texts) // LOOKED)])
    rows = []
    for kind in ("", ", score"):
        named, others = found[f"named{kind}"], found[f"others{kind}"]
        for name, values in (
            (f"moved by the words named{kind or ', context'}", named),
            ("moved by as many others", others),
            ("difference", named - others),
            ("named words move it more, share of sentences", (named > others).astype(float)),
        ):
            mean, low, high = harness.mean_interval(values)
            rows.append(
                {"measure": name, "n": len(values), "value": mean, "low": low, "high": high}
            )
    command = [sys.executable, "-c", COST, str(ARTICLE)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    for name, value in zip(("processor seconds, load included", "MB more"), told, strict=True):
        rows.append({"measure": name, "n": 1, "value": float(value)})
    return pd.DataFrame(rows)
