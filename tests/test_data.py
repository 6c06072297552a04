"""The page on the data names what is there."""

import csv
import hashlib
import re

import pytest

from closereading import paths

PAGE = (paths.ROOT / "data" / "README.md").read_text("utf-8")
TABLES = sorted((paths.ROOT / "report" / "tables").glob("*.csv"))


def test_the_article_is_the_one_described():
    data = paths.SHIPPED.read_bytes()
    assert hashlib.sha256(data).hexdigest() in PAGE
    assert f"{len(data):,} and {len(data.decode()):,}" in PAGE


@pytest.mark.parametrize("path", TABLES, ids=[path.stem for path in TABLES])
def test_every_column_is_described(path):
    assert f"**{path.stem}**" in PAGE
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    named = set(re.findall(r"`([\w-]+)`", PAGE))
    assert set(header) <= named
