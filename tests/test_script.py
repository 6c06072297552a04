"""The report's one script, in a browser: uses of a word, a search, a card for a number."""

import os
import re
import shutil
import subprocess

import making
import pytest
from benchmarks import screens

from closereading import paths, report

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
               None)  # fmt: skip
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed")
SECONDS = 120


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("script")
    report.write(making.parts(paths.SHIPPED, out), out=out)
    return out / "report"


@pytest.fixture(scope="module")
def page(made):
    return (made / "findings.html").read_text("utf-8")


def test_a_report_is_no_longer_than_it_may_be(made):
    found, limits = screens.measured(made), screens.LIMITS
    over = {name: found[name] for name in limits if found[name] > (limits[name] or 0)}
    assert list(over) == ["screens of 1000 × 800"]  # the one without a limit
    assert 1 < found["brief, screens of 1400 × 800"] < found["screens of 1400 × 800"]
    assert found["screens of 360 × 740"] > found["screens of 1400 × 800"]


def opened(text: str, folder) -> str:
    """What stands in the page once a browser has run it."""
    file = folder / "page.html"
    file.write_text(text, "utf-8")
    command = [
        BROWSER, "--headless", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=4000", "--dump-dom", file.as_uri(),
    ]  # fmt: skip
    if os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # as root it does not start with one
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert "<html" in done.stdout, done.stderr[-500:]
    return done.stdout


def after(page: str, deed: str, folder) -> str:
    """What the card says after something is done; the policy is lifted for the deed."""
    bare = re.sub(r"<meta http-equiv=\"?Content-Security-Policy[^>]*>", "", page)
    seen = opened(bare.replace("</body>", f"<script>{deed}</script></body>"), folder)
    (card,) = re.findall(r'<aside id="card"[^>]*>(.*?)</aside>', seen, re.DOTALL)
    hidden = re.search(r'<aside id="card"[^>]*\bhidden', seen)
    return "" if hidden else re.sub(r"<[^>]+>", " ", card)


WORD = "[...document.querySelectorAll('.w')].find((word) => word.textContent === '{}')"
PRESS = "new KeyboardEvent('keydown', {{ key: '{}', bubbles: true }})"


def test_the_policy_lets_it_run(page, tmp_path):
    seen = opened(page, tmp_path)
    assert seen.count('class="w"') > 300
    assert re.search(r'<label class="search">', seen)
    # Another script it does not let run.
    other = page.replace("</body>", "<script>document.body.id = 'ran'</script></body>")
    assert 'id="ran"' not in opened(other, tmp_path)


@pytest.mark.parametrize(
    ("deed", "there"),
    [
        # "fighters" and "fighter" are one word in the table of words: four uses.
        (WORD.format("fighters") + ".click()", "4 uses"),
        (WORD.format("Karabas") + f".dispatchEvent({PRESS.format('Enter')})", "5 uses"),
        ("const box = document.getElementById('find'); box.value = 'siberian b';"
         "box.dispatchEvent(new Event('input'))", "2 uses"),
        ("document.querySelector(\"a.n[href='#n-article-speaker-1-share']\").click()",
         "article.speaker.1.share"),
        ("document.querySelector(\"a.n[href='#n-article-speaker-1-share']\").click()",
         "speakers, row 1, share"),
        (WORD.format("Karabas") + f".click(); document.dispatchEvent({PRESS.format('Escape')})",
         ""),
    ],
)  # fmt: skip
def test_the_card(page, tmp_path, deed, there):
    said = " ".join(after(page, deed, tmp_path).split())
    assert there in said
    assert bool(said) == bool(there)


def test_a_link_opens_what_it_leads_into(page, tmp_path):
    bare = re.sub(r"<meta http-equiv=\"?Content-Security-Policy[^>]*>", "", page)
    deed = "document.querySelector(\".glance a[href='#q-sentiment-tone']\").click()"
    seen = opened(bare.replace("</body>", f"<script>{deed}</script></body>"), tmp_path)
    assert re.search(r'<details class="finding" id="q-sentiment-tone" open', seen)
    assert 'id="q-sentiment-turn" open' not in seen
