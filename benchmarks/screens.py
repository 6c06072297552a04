"""How long a report is: screens in a browser, PDF pages, Markdown bytes, figures; and the limits.

``python -m benchmarks screens`` makes reports of a few labelled articles and measures them in
headless Chromium; ``python -m benchmarks.screens REPORT ...`` measures reports that are there,
given as their folders. A page stands in frames of exactly the widths wanted: the browser's own
window is never narrower than 500 pixels.
"""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pypdf

from benchmarks import harness

FILES = ("keywords-duc2001", "keywords-500n", "speakers-polnear")
EACH = 3  # articles of each set, spread over it
SIZES = ((1400, 800), (1000, 800), (360, 740))
# The longest that is allowed: screens folded by size, and of the brief; pages, kB, figures.
LIMITS = {
    "brief, screens of 1400 × 800": 2,
    "screens of 1400 × 800": 12,
    "screens of 1000 × 800": None,
    "screens of 360 × 740": 18,
    "beyond the width of 360, pixels": 0,
    "PDF pages": 8,
    "Markdown, kB": 15,
    "figures": 8,
}
POLICY = re.compile(r"<meta http-equiv=\"?Content-Security-Policy[^>]*>")
MEASURE = """<script>addEventListener("load", async () => {
  const made = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument, root = page.documentElement;
    await page.fonts.ready;
    made.push({ height: root.scrollHeight, wide: root.scrollWidth - root.clientWidth,
                brief: page.getElementById("text").getBoundingClientRect().top,
                figures: page.querySelectorAll("figure").length });
  }
  document.title = JSON.stringify(made);
});</script>"""


def browser() -> str | None:
    """Return the path of Chromium or Chrome, None without one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def seen(page: Path) -> list[dict]:
    """Return what a browser sees of a page in a frame of each size."""
    text = POLICY.sub("", page.read_text("utf-8"))  # it forbids the frame's parent to look
    frames = "".join(
        f'<iframe width="{wide}" height="{high}" style="border:0" srcdoc="{html.escape(text)}">'
        "</iframe>"
        for wide, high in SIZES
    )
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "frames.html"
        file.write_text(f"<!DOCTYPE html><title>?</title>{frames}{MEASURE}", "utf-8")
        command = [
            browser(), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=9000",
            f"--user-data-dir={scratch}/profile", "--dump-dom", file.as_uri(),
        ]  # fmt: skip
        shown = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    return json.loads(html.unescape(re.search(r"<title>(.*?)</title>", shown, re.DOTALL)[1]))


def measured(report: Path) -> dict[str, float]:
    """Return how long a report is, by the names of ``LIMITS``."""
    pages = seen(report / "findings.html")
    found = {
        f"screens of {wide} × {high}": page["height"] / high
        for (wide, high), page in zip(SIZES, pages, strict=True)
    }
    return found | {
        "brief, screens of 1400 × 800": pages[0]["brief"] / SIZES[0][1],
        "beyond the width of 360, pixels": pages[-1]["wide"],
        "PDF pages": len(pypdf.PdfReader(report / "findings.pdf").pages),
        "Markdown, kB": (report / "findings.md").stat().st_size / 1000,
        "figures": pages[0]["figures"],
    }


def table(reports: list[Path]) -> pd.DataFrame:
    """Return each measure over reports: its limit, median and largest, and how many exceed it."""
    made = pd.DataFrame([measured(report) for report in reports])
    rows = [
        {
            "measure": name, "limit": limit, "median": made[name].median(),
            "largest": made[name].max(), "n": len(made),
            "over": 0 if limit is None else int((made[name] > limit).sum()),
        }
        for name, limit in LIMITS.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def run(data: Path) -> pd.DataFrame:
    """Make the reports of some articles with the real command, and measure them."""
    if browser() is None:
        raise SystemExit("screens: no Chromium or Chrome is installed")
    with tempfile.TemporaryDirectory() as scratch:
        reports = []
        for file in FILES:
            rows = harness.rows(data, file)
            for row in rows[:: -(-len(rows) // EACH)]:
                out = Path(scratch) / f"{file}-{len(reports)}"
                command = [sys.executable, "-m", "closereading", "report", "-", "--out", str(out)]
                subprocess.run(
                    command, input=row["text"], text=True, check=True, capture_output=True
                )
                reports.append(out / "report")
        return table(reports)


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    reports = [path if (path / "findings.html").exists() else path / "report" for path in given]
    print(table(reports).to_string(index=False, float_format=lambda number: f"{number:.2f}"))
