"""Texts in, tones out: the reader's file loaded once, each text read once."""

import json
import os
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from closereading import book, paths
from closereading.characters import straighten
from closereading.errors import InputError
from closereading.reader.network import Network
from closereading.reader.pieces import Pieces
from closereading.reader.silence import MARK, neutral

FILE, CARD = "reader.npz", "reader.json"
PANELS = 3  # New York Times sentences, NewsMTSC, headlines
LONGEST = 128  # word pieces read at a time, as in tuning
MOST_PARTS = 4  # of a text; what comes after is not heard
KINDS = {"": 0, "+": 1, "*": 2}  # how the dictionary in the file marks its words; see ``silence``
LETTER = re.compile(r"[^\W\d_]")
MOST_KEPT = 50_000  # texts whose tones stay in memory
DAMAGED = (
    "The reader's file {} is missing or damaged. Install closereading again, or score with the "
    'table of words: score(article, scorer="words").'
)
_known: dict[str, tuple[float, ...]] = {}


def folder() -> Path:
    """Return where the reader's files are."""
    return Path(str(resources.files("closereading"))) / "data"


@cache
def card() -> dict:
    """Load what goes with the reader: its scale, interval, provenance and measured figures."""
    return json.loads((folder() / CARD).read_text("utf-8"))


@contextmanager
def _opened() -> Iterator:
    """Open the reader's file; however it is broken, one sentence says so."""
    file = folder() / FILE
    try:
        with np.load(file) as kept:
            yield kept
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
        raise InputError(DAMAGED.format(file.name)) from None


@cache
def lists() -> tuple[dict[str, int], Pieces]:
    """Load dictionary and word pieces, the first time they are asked for."""
    with _opened() as kept:
        lines, pieces = (
            zlib.decompress(kept[f"{name}.text"]).decode("utf-8").split("\n")
            for name in ("dictionary", "vocabulary")
        )
    words = {line.rstrip("+*"): KINDS[line[len(line.rstrip("+*")) :]] for line in lines}
    return words, Pieces(pieces)


@cache
def network() -> Network:
    """Load the network, the first time something is to be read."""
    with _opened() as kept:
        return Network(kept)


def heard(texts: Sequence[str], *, without: Collection[str] = ()) -> np.ndarray:
    """Read texts.

    Parameters
    ----------
    texts : sequence of str
        Sentences, quotes straight or curly.
    without : collection of str
        Words, in lower case, that shall not be heard.

    Returns
    -------
    numpy.ndarray
        A row a text: its tone for each of three panels, in standard deviations of the panel's
        ratings. 0 where no word is heard.
    """
    words, pieces = lists()
    plain = [neutral(straighten(text), words, without) for text in texts]
    if len(_known) > MOST_KEPT:
        _known.clear()
    if any(text not in _known for text in plain):
        _known.update(_beside())
    new = dict.fromkeys(text for text in plain if text not in _known)
    parts = {
        text: _windows(pieces.ids(text)) for text in new if LETTER.search(text.replace(MARK, ""))
    }
    said = iter(network().read([part for each in parts.values() for part in each]) if parts else ())
    _known.update(dict.fromkeys(new, (0.0,) * PANELS))
    for text, windows in parts.items():
        rows, weights = [next(said) for _ in windows], [len(part) for part in windows]
        _known[text] = tuple(np.average(rows, axis=0, weights=weights).tolist())
    if parts and paths.OUT in os.environ:
        with suppress(OSError):  # a folder that cannot be written to costs a second reading
            book.write(_file(), json.dumps({**_beside(), **_known}))
    return np.array([_known[text] for text in plain]).reshape(len(plain), PANELS)


def _windows(ids: list[int]) -> list[list[int]]:
    """Part what is too long to be read at a time; each part has its beginning and its end."""
    step = LONGEST - 2
    inner = ids[1:-1][: MOST_PARTS * step]
    return [
        [ids[0], *inner[begin : begin + step], ids[-1]] for begin in range(0, len(inner) or 1, step)
    ]


def tone(said: np.ndarray, headline: np.ndarray) -> np.ndarray:
    """Return the tone of texts: of a headline by headlines' panel, of others by both others'."""
    return np.where(headline, said[:, 2], said[:, :2].mean(axis=1))


def _file() -> Path:
    """Return where a run of notebooks keeps what it has read, so that none reads it again."""
    return Path(os.environ[paths.OUT]) / f".heard-{card()['sha256'][:12]}.json"


def _beside() -> dict[str, tuple[float, ...]]:
    """Return what another notebook of this run has read."""
    try:
        return {
            text: tuple(tones) for text, tones in json.loads(_file().read_text("utf-8")).items()
        }
    except (KeyError, OSError, ValueError):
        return {}
