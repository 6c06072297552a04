"""An analyst's commentary: read, filled in with numbers, its quotations checked."""

from pathlib import Path

from closereading import keywords, measures, paths, sentiment, topics, wording
from closereading.article import Article, InputError
from closereading.context import percentiles
from closereading.report import derived, manuscript


def text(article: Article) -> str | None:
    """Return the analyst's commentary on this article, None without any.

    That the runner names, or that which ships, if it is the shipped article that is read.
    """
    path = paths.commentary()
    shipped = path is not None and path.parent == paths.SHIPPED.parent
    if path is None or (shipped and article.sha256 != paths.SHIPPED_SHA256):
        return None
    return _text(path)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"The commentary {path.name} is not UTF-8 (byte {error.start:,} does not fit). Save it "
            "as UTF-8."
        ) from None
    except OSError as error:
        raise InputError(f"The commentary {path.name} cannot be read: {error.strerror}.") from None


def reading(comment: str, article: Article, numbers: dict[str, dict]) -> list[dict]:
    """Render an analyst's commentary and check every quotation in it.

    Parameters
    ----------
    comment : str
        Markdown. ``{{ v("sentiment.mean") | signed }}`` stands for a number; what stands between
        curly quotation marks must stand in the article, word for word.

    Returns
    -------
    list of dict
        Blocks; see ``manuscript.parse``.

    Raises
    ------
    InputError
        If a placeholder or a quotation is wrong; the message names it.
    """
    try:
        blocks = manuscript.render_text(comment, numbers)
    except (KeyError, ValueError) as error:
        raise InputError(f"The commentary cannot be filled in: {error.args[0]}") from error
    whole = manuscript.seen(article.text)
    for quoted in manuscript.quotations(blocks):
        if quoted not in whole:
            raise InputError(f"The commentary quotes “{quoted}”, which is not in the article")
    return blocks


def check(path: Path, article: Article, *, own: bool = False) -> None:
    """Check that a commentary can be read and filled in, and quotes what the article says.

    Parameters
    ----------
    path : Path
        Markdown in UTF-8.
    article : Article
    own : bool
        Whether the article is compared with the reader's own corpus. Then numbers of that corpus
        may be asked for, which take long to make: only the text itself is looked at.

    Raises
    ------
    InputError
        If it cannot be used; the message says what to change.
    """
    comment = _text(path)
    if own or not comment.strip():
        return
    try:
        reading(comment, article, numbers(article))
    except Exception as error:  # a template can fail in any way its author likes
        raise InputError(f"{path.name}: {' '.join(str(error).split()).rstrip('.')}.") from None


def numbers(article: Article) -> dict[str, dict]:
    """Return the numbers a report of this article holds, without its figures and tables."""
    words, phrases = keywords.words(article), keywords.phrases(article)
    scores = sentiment.score(article)
    found = measures.numbers(article)
    found |= keywords.numbers(article, words, phrases, keywords.keyness(article))
    found |= sentiment.numbers(article, scores)
    found |= topics.numbers(topics.study(article))
    found |= percentiles.numbers(percentiles.place(article))
    found |= wording.numbers(article, wording.rates(article), wording.reading(article))
    return found | derived.added(article, found)[0]
