"""Word vectors: what words that never meet in one article have in common.

GloVe 6B (Pennington, Socher & Manning 2014; public domain, PDDL 1.0), the 40,000 commonest words,
common directions removed, eight bits a component. ``benchmarks/make_vectors.py`` makes the file.
"""

from functools import cache
from importlib import resources

import numpy as np

SIZE = 100


@cache
def _table() -> tuple[dict[str, int], np.ndarray]:
    """Load words and vectors the first time they are asked for."""
    path = resources.files("closereading") / "data" / "vectors.npz"
    with path.open("rb") as file, np.load(file) as arrays:
        words = arrays["words"].tobytes().decode().split("\n")
        vectors = arrays["vectors"]
    return {word: place for place, word in enumerate(words)}, vectors


def known(word: str) -> bool:
    """Say whether a lower-case word has a vector."""
    return word in _table()[0]


def lookup(words: list[str]) -> np.ndarray:
    """Return the vectors of lower-case words.

    Parameters
    ----------
    words : list of str

    Returns
    -------
    ndarray of float32, shape (len(words), 100)
        Rows of length one; a word without a vector has a row of zeros.
    """
    places, vectors = _table()
    found = np.array([places.get(word, -1) for word in words], dtype=int)
    rows = vectors[found].astype(np.float32) * (found >= 0)[:, None]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, 1)
