"""Real runs ended at random instants: the last report is whole, and nothing stays behind.

``python -m benchmarks.kills [TIMES] [SEED]``. Each run reads one of two texts into the same folder
and is ended after a random while: by SIGTERM or SIGKILL of the command, or SIGKILL of the warm
process. Then every file must be as the list of checksums says, all of them of one text, and no
process of the run may live. In the end a run is left alone and has to finish.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from closereading.run import release

MARK = "CLOSEREADING_KILLS"  # in the environment of a run, and of whatever it starts
PATIENCE = 20  # seconds in which what a run started has to end
HANGS = 300
TEXTS = {
    "a": "The bridge is closed. Nobody knows why. The mayor said it will open on Monday.\n",
    "b": "The harbour is full. A storm is near. The captain said that nobody sails today.\n",
}


def processes(mark: str) -> dict[int, str]:
    """Return the processes of a run, with what each of them is."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (place / "environ").read_bytes():
                found[int(place.name)] = (
                    (place / "cmdline").read_bytes().decode().replace("\0", " ")
                )
        except OSError:
            continue
    return found


def begun(folder: Path, letter: str, mark: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "closereading", "report", folder / f"{letter}.txt"]
    return subprocess.Popen(
        [*command, "--out", folder / "out"], env=os.environ | {MARK: mark},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def wrong(out: Path) -> list[str]:
    """Return what is wrong with the report in a folder, if there is one."""
    listed = out / release.CHECKSUMS
    if not listed.exists():
        return [] if not (out / "report").exists() else ["a report without its list"]
    if list(out.glob(f"{release.READY}*/{release.CHECKSUMS}")):
        return ["between two reports, and the next run finishes it"]
    found = []
    for line in listed.read_text("utf-8").splitlines():
        file = out / line[66:]
        if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != line[:64]:
            found.append(f"{line[66:]} is not as listed")
    of = json.loads((out / "report" / "results.json").read_text("utf-8"))["meta"]["sha256"]
    if of not in {hashlib.sha256(text.encode()).hexdigest() for text in TEXTS.values()}:
        found.append("the report is of another text")
    return found


def left(mark: str) -> dict[int, str]:
    """Return the processes that are still there once all had time to end."""
    end = time.monotonic() + PATIENCE
    while (found := processes(mark)) and time.monotonic() < end:
        time.sleep(0.2)
    return found


def main(times: int = 50, seed: int = 0) -> None:
    """End so many runs, and say how many left the last report whole and no process behind."""
    chance, good, ways = random.Random(seed), 0, Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for letter, text in TEXTS.items():
            (folder / f"{letter}.txt").write_text(text, "utf-8")
        start = time.monotonic()
        assert begun(folder, "a", "first").wait(HANGS) == 0
        lasts = time.monotonic() - start
        for number in range(times):
            mark = f"{os.getpid()}-{number}"
            run = begun(folder, "ba"[number % 2], mark)
            time.sleep(chance.uniform(0, 1.1 * lasts))
            way = chance.choice(["SIGTERM", "SIGKILL", "warm"])
            if way == "warm":
                targets = [pid for pid, what in processes(mark).items() if "run.warm" in what]
                targets = [min(targets)] if targets else []  # the others are forked from it
            else:
                targets = [run.pid] if run.poll() is None else []
            for pid in targets:
                os.kill(pid, signal.SIGTERM if way == "SIGTERM" else signal.SIGKILL)
            try:
                said = run.communicate(timeout=HANGS)[1].splitlines()[-1:]
            except subprocess.TimeoutExpired:
                said = ["it hangs"]
            stays, faults = left(mark), wrong(folder / "out")
            for pid in stays:
                os.kill(pid, signal.SIGKILL)
            good += not (stays or faults or said == ["it hangs"])
            ways[way if targets else "none"] += 1
            told = f"{number}: {way if targets else 'too late'}, exit {run.returncode}, {said}"
            print(told, *stays.values(), *faults, sep="; ", flush=True)
        last = begun(folder, "a", "last")
        finished = last.wait(HANGS) == 0 and not wrong(folder / "out")
        hidden = [path.name for path in (folder / "out").glob(".*")]
    print(f"{good} of {times} whole and nothing left ({dict(ways)}); run of {lasts:.0f} s")
    print(f"the next run {'finishes' if finished else 'DOES NOT FINISH'}, leaving {hidden}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
