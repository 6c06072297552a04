"""What the command says on a terminal: plain sentences, whatever an input's name or text holds."""

import logging
import os
import re
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

from closereading import characters

# Colours, titles, links and whatever else a terminal takes for an order.
ORDERS = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]P^_X]|[\x90\x9d\x9e\x9f\x98])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)"
    r"|\x1b[ -/]*[0-~]?"
)


def plain(text: object) -> str:
    """Return a text in one line, without anything that a terminal does not show as a character."""
    return characters.seen(" ".join(ORDERS.sub("", str(text)).split()))


def say(text: object) -> None:
    """Say a sentence on standard error."""
    print(plain(text), file=sys.stderr, flush=True)


def complain(text: object) -> None:
    """Say what is wrong, with the command's name before it."""
    say(f"closereading: {text}")


def show(text: str) -> None:
    """Print a result on standard output: for a person without orders, for a program as it is."""
    if sys.stdout.isatty():
        print(ORDERS.sub("", text), flush=True)
        return
    # Names of files need not be text; the bytes that come out are those that went in.
    sys.stdout.flush()
    sys.stdout.buffer.write(os.fsencode(text) + b"\n")
    sys.stdout.buffer.flush()


class Bar:
    """How far the notebooks are: a bar on a terminal and in a notebook, plain lines in a log."""

    FORMAT = "{desc} {bar:20} {percentage:3.0f} %, {remaining} left"

    def __init__(self, cells: int, notebooks: int) -> None:
        from tqdm.auto import tqdm

        self._notebooks, self._ended, self._start = notebooks, 0, time.monotonic()
        self._shown = sys.stderr.isatty() or "notebook" in tqdm.__module__
        self._bar = tqdm(
            total=cells, file=sys.stderr, disable=not self._shown, bar_format=self.FORMAT,
            desc="notebooks", leave=False,
        )  # fmt: skip

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()

    def begin(self, notebook: str) -> None:
        """Say which notebook runs."""
        self._bar.set_description_str(notebook)

    def cell(self) -> None:
        """Count a cell."""
        self._bar.update(1)

    def done(self, notebook: str) -> None:
        """Count a notebook; in a log, say so."""
        self._ended += 1
        if not self._shown:
            gone = time.monotonic() - self._start
            left = gone / self._ended * (self._notebooks - self._ended)
            what = f"{self._ended} of {self._notebooks} notebooks, {notebook}"
            say(f"{what}; about {left:.0f} s left" if left else f"{what}; {gone:.0f} s in all")


def unexpected(error: BaseException) -> str:
    """Keep the details of an error nobody thought of, and return a sentence about it."""
    told = f"Something went wrong that should not ({type(error).__name__}: {error})."
    details = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="closereading-", suffix=".txt",
            delete=False,
        ) as file:  # fmt: skip
            file.write(details)
    except OSError:
        return told
    return f"{told} The details, for whoever mends it: {file.name}"


def lighten() -> None:
    """Keep jsonschema from loading a grammar, for a format no notebook has: a third of a start."""
    sys.modules.setdefault("rfc3987_syntax", None)


def settle() -> None:
    """Keep libraries from writing to the terminal themselves."""
    lighten()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
