"""Where things are: the checkout, the article to read, the folder to write to."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data" / "article.txt"


def article() -> str:
    """Return the path of the article to read, or its text.

    The runner names another article in the environment variable
    ``CLOSEREADING_ARTICLE``; without it, it is the article that ships with the project.
    """
    return os.environ.get("CLOSEREADING_ARTICLE") or str(SHIPPED)


def out() -> Path:
    """Return the folder below which ``figures/`` and ``report/`` are written.

    The runner names it in ``CLOSEREADING_OUT``; without it, it is the project itself when the
    article is the shipped one.
    """
    return Path(os.environ.get("CLOSEREADING_OUT") or ROOT)
