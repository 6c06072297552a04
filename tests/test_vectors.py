"""Word vectors: the shipped table is what its script says, and is loaded only when needed."""

import subprocess
import sys
from importlib import resources

import numpy as np
import pytest

from closereading.topics import vectors


def test_known_words_have_length_one_and_unknown_ones_are_zero():
    rows = vectors.lookup(["minister", "zzqxv", "river"])
    assert rows.shape == (3, vectors.SIZE)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)
    assert vectors.known("minister")
    assert not vectors.known("zzqxv")


def test_no_words_no_rows():
    assert vectors.lookup([]).shape == (0, vectors.SIZE)


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("doctor", "hospital", "bridge"),
        ("army", "troops", "wheat"),
        ("goal", "striker", "parliament"),
        ("bank", "loans", "fungus"),
    ],
)
def test_near_words_are_nearer(word, near, far):
    one, close, distant = vectors.lookup([word, near, far])
    assert one @ close > one @ distant + 0.2


def test_common_direction_is_out():
    # Before it is removed two random words have a cosine of about .3.
    words = list(vectors._table()[0])[:2000:20]
    rows = vectors.lookup(words)
    cosines = (rows @ rows.T)[~np.eye(len(rows), dtype=bool)]
    assert abs(cosines.mean()) < 0.05


def test_resource_is_small_and_holds_what_it_should():
    words, table = vectors._table()
    assert len(words) == table.shape[0] == 40_000
    assert table.dtype == np.int8
    assert np.abs(table.astype(int)).max() == 127
    path = resources.files("closereading") / "data" / "vectors.npz"
    assert len(path.read_bytes()) < 4_200_000


def test_importing_topics_does_not_load_the_table():
    code = (
        "from closereading import topics; from closereading.topics import vectors;"
        "print(vectors._table.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
