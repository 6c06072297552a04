"""What the notebooks save, made without them: for tests of the report on any text."""

from pathlib import Path

from closereading import book, keywords, measures, sentiment, topics
from closereading.article import Article, read_article
from closereading.charts import article as piece
from closereading.charts import publish

SHORT = "The bridge is closed. Nobody knows why. The mayor said it will open on Monday."

# With fewer tags of pages than make it a pasted page, so that they all stay in the text.
HOSTILE = """<script>alert(1)</script> {{ 7 * 7 }} "Breaks" everything

The <svg onload="alert(2)"> mayor said $x^{2$ costs $5 million and {% raw %} too. He likes \
[links](http://example.com/evil) and ![pictures](http://example.com/x.png) in his text.

#read("/etc/passwd") and #panic("no") are terrible words, said Ms. `Tick` of *Star* Corp. The = \
sign came first, and the \x1b[31mred one\x1b[0m came second, with \u202ereversed\u202c letters.

=HYPERLINK("http://example.com","x") was a great success, Anna Weber said. "It is | a pipe," she \
added, "and </svg></title> is not <u>bold</u>."

1. A list begins here. - Another one follows it. # No heading stands here, only text.

The 中文 words and the العربية words and the русские words are welcome at http://example.com today.
"""

NAMES = [
    "Weber",
    "Novak",
    "Rossi",
    "Larsen",
    "Okafor",
    "Silva",
    "Haddad",
    "Kim",
    "Moreau",
    "Jensen",
]
PLACES = [
    "harbour",
    "market",
    "station",
    "bridge",
    "school",
    "library",
    "theatre",
    "hospital",
    "square",
    "mill",
]
DEEDS = [
    "opened",
    "closed",
    "repaired",
    "painted",
    "flooded",
    "praised",
    "sold",
    "rebuilt",
    "abandoned",
    "visited",
]


def long_text(sentences: int = 60) -> str:
    """A text of so many different plain sentences, three to a paragraph, with quotations."""
    made = []
    for i in range(sentences):
        name, place, deed = NAMES[i % 10], PLACES[i * 3 % 10], DEEDS[i * 7 % 10]
        other = PLACES[(i * 3 + i // 10 + 1) % 10]
        if i % 6 == 4:
            made.append(f'"We lost the {place} and we love the {other}," said Anna {name}.')
        else:
            made.append(f"Workers {deed} the old {place} near the {other} in week {i + 1}.")
    paragraphs = [" ".join(made[i : i + 3]) for i in range(0, sentences, 3)]
    return "Town mends what the river broke\n\n" + "\n\n".join(paragraphs) + "\n"


def parts(source: str | Path, out: Path) -> Article:
    """Save the parts of every notebook for a text, and one figure."""
    article = read_article(source)
    tables = {
        "sentences": article.sentences,
        "notes": article.notes,
        "measures": measures.summary(article),
        "voices": measures.by_voice(article),
        "speakers": measures.by_speaker(article),
    }
    book.save("article", measures.numbers(article), tables=tables, article=article, out=out)
    words, phrases = keywords.words(article), keywords.phrases(article)
    key = keywords.keyness(article)
    tables = {"words": words, "phrases": phrases, "keyness": key}
    numbers = keywords.numbers(article, words, phrases, key)
    book.save("keywords", numbers, tables=tables, article=article, out=out)
    scores = sentiment.score(article)
    tables = {
        "sentiment": scores,
        "sentiment-words": sentiment.contributions(article),
        "sentiment-context": sentiment.reasons(article, scores),
        "sentiment-means": sentiment.summary(article, scores),
        "sentiment-voices": sentiment.by_voice(scores),
        "sentiment-speakers": sentiment.by_speaker(scores),
        "sentiment-vader": sentiment.disagreements(scores),
    }
    book.save(
        "sentiment", sentiment.numbers(article, scores), tables=tables, article=article, out=out
    )
    study = topics.study(article)
    book.save(
        "topics", topics.numbers(study), tables=topics.tables(study), article=article, out=out
    )
    publish(piece.score(article, measures.by_speaker(article)), "01-sentences", out=out)
    return article
