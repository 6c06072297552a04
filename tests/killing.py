"""Builds that are killed, with a quick stand-in for the notebooks: run as a program.

``python killing.py FOLDER random 50`` kills at random times, ``… FOLDER steps`` before each change.
Prints a line for each state in which the report was not whole, and last what it saw.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from closereading.run import notebooks, release

FILES = {
    letter: [
        "notebooks/01-x.ipynb",
        *(f"figures/{number:02}-{letter}.csv" for number in range(20)),
        "figures/01-both.svg",
        "report/findings.html",
        "report/tables/words.csv",
    ]
    for letter in "ab"
}
OWN = ("notebooks/my own.ipynb", "figures/.gitkeep", "report/tables/mine.csv", "mine.txt")


def build(out: Path, letter: str) -> None:
    def run(sources, *, target, out, given=None, **named):
        for name in FILES[letter]:
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(letter)

    notebooks.run = run
    notebooks.pages.save = lambda *folder, out: None
    notebooks.build(out=out)


def letters(out: Path, folder: str) -> str:
    """Return which runs the files of a folder are of: "a", "b", "" if it is not there."""
    found = {
        path.read_text()
        for path in (out / folder).rglob("*")
        if path.is_file() and path.name != "checksums.txt"
    }
    return "".join(sorted(found - {"own"}))


def whole(out: Path) -> bool:
    """Tell whether what a reader sees is exactly one run, with the user's own files."""
    seen = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    seen = {name for name in seen if not name.startswith(release.STAGING)}
    return any(
        seen == {*FILES[letter], *OWN, release.CHECKSUMS}
        and all(letters(out, folder) == letter for folder in ("notebooks", *release.FOLDERS))
        for letter in "ab"
    )


def prepared(out: Path) -> None:
    build(out, "a")
    for name in OWN:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("own")


def killed(out: Path, task, wait: float | None) -> bool:
    """Run a task in a child, kill it after a while, and tell whether that ended it."""
    child = os.fork()
    if not child:
        task()
        os._exit(0)
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def looked(out: Path, moment: str) -> bool:
    """Look at the folder as it is, and again after the next start; tell if it was whole at once."""
    once = whole(out)
    if not once and not list(out.glob(f"{release.READY}*/{release.CHECKSUMS}")):
        print(f"{moment}: not whole, and nothing to finish it with")
    release.mend(out)
    hidden = [path.name for path in out.glob(".*")]
    if not whole(out) or hidden:
        print(f"{moment}: not whole after the next start, {hidden}")
    return once


def at_random(out: Path, times: int) -> None:
    def forever():
        while True:
            for letter in "ba":
                build(out, letter)

    chance = random.Random(0)
    good = 0
    for number in range(times):
        killed(out, forever, chance.uniform(0, 0.06))
        good += looked(out, f"kill {number}")
    print(f"{good} of {times} whole at once")


def at_each_step(out: Path) -> None:
    def stepping():
        left = step
        originals = {name: getattr(os, name) for name in ("rename", "replace", "unlink")}

        def counted(name):
            def move(*given, **named):
                nonlocal left
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return originals[name](*given, **named)

            return move

        for name in originals:
            setattr(os, name, counted(name))
        build(out, "b")

    step = 1
    while killed(out, stepping, None):
        looked(out, f"step {step}")
        if letters(out, "report") == "b":
            build(out, "a")
        step += 1
    print(f"{step - 1} steps")


if __name__ == "__main__":
    out = Path(sys.argv[1])
    prepared(out)
    if sys.argv[2] == "random":
        at_random(out, int(sys.argv[3]))
    else:
        at_each_step(out)
