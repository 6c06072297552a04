"""An analyst's notes tried out before the notebooks run, on the numbers these will find."""

import tempfile
from pathlib import Path

from closereading import keywords, measures, sentiment, topics
from closereading.article import Article, InputError
from closereading.context import percentiles
from closereading.report import build, findings


def check(path: Path, article: Article, *, own: bool = False) -> None:
    """Check that notes can be read and filled in, and quote what the article says.

    Parameters
    ----------
    path : Path
        The notes, Markdown in UTF-8.
    article : Article
    own : bool
        Whether the article is compared with the reader's own corpus. Then numbers of that corpus
        may be asked for, which take long to make: only the text itself is looked at.

    Raises
    ------
    InputError
        If they cannot be used; the message says what to change.
    """
    try:
        notes = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"The notes {path.name} are not UTF-8 (byte {error.start:,} does not fit). Save them "
            "as UTF-8."
        ) from None
    except OSError as error:
        raise InputError(f"The notes {path.name} cannot be read: {error.strerror}.") from None
    if own or not notes.strip():
        return
    try:
        build.reading(notes, article, numbers(article))
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
    with tempfile.TemporaryDirectory() as folder:
        found |= findings.derived(found) | build.card(Path(folder))
    return found | findings.apart(sentiment.disagreements(scores)) | build.whole(article)
