"""A statement: a question about the article, its answer, and how sure one can be of it."""

from dataclasses import dataclass, field

# How sure an answer is, and what a reader may do with it.
SURE, LIKELY, OPEN = "sure", "likely", "open"
MAY = {
    SURE: "can be stated as it stands",
    LIKELY: "say it with care, and read the places first",
    OPEN: "nothing can be said either way",
}


@dataclass(frozen=True)
class Statement:
    """One answer to one question about the article.

    Attributes
    ----------
    key : str
        Its name and permalink: a package, a dot, a word: "voices.speaks".
    question : str
        A question of a few words, as a reader would ask it: "Who speaks?"
    answer : str or list of dict
        One or two sentences. A ``str`` is plain text, never read as markup, so it may quote. Blocks
        (see ``manuscript.render_text``) can hold numbers that know where they come from.
    sure : str
        ``SURE``, ``LIKELY`` or ``OPEN``. It belongs to the answer: "No sign of it." is sure when
        the sign would have been seen.
    weight : float
        How much the answer says of this article and not of most: 0 (true of most, or nothing was
        found; never in the brief) to 1 (rarer than one article in a hundred, or decides how the
        article is to be read).
    places : tuple of int
        Numbers of the sentences that show it, the best first.
    figure : str or None
        Stem of the figure that shows it, "01-speakers".
    detail : str or list of dict
        The evidence: what is counted, the items, their places. Folded away.
    doubt : str or list of dict
        What would change the answer. One sentence.
    """

    key: str
    question: str
    answer: str | list[dict]
    sure: str
    weight: float = 0.0
    places: tuple[int, ...] = ()
    figure: str | None = None
    detail: str | list[dict] = field(default="")
    doubt: str | list[dict] = field(default="")

    def __post_init__(self):
        if self.sure not in MAY:
            raise ValueError(f"{self.key}: {self.sure!r} is not one of {', '.join(MAY)}")
        if not 0 <= self.weight <= 1:
            raise ValueError(f"{self.key}: a weight of {self.weight} is not between 0 and 1")
