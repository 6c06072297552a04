"""The checks of the exercise notebook: whether an answer holds for this article, and why."""

from collections.abc import Callable
from functools import cached_property, wraps

import pandas as pd

from closereading import context, keywords, measures, sentiment, topics
from closereading.article import Article
from closereading.prose import bound, percent, plural, signed, times
from closereading.resampling import FIRM
from closereading.sentiment import means

CLOSE = 0.02  # tones nearer than this to the lowest count as the lowest
VOICES = {
    measures.NARRATION: "It quotes no whole clause, and no verb of saying governs it.",
    measures.QUOTATION: "A whole clause of it stands between quotation marks.",
    measures.REPORTED: "A verb of saying governs it, and no whole clause is quoted.",
}
HOLDS, FAILS = "**Holds.**", "**Does not hold.**"
ANSWER = "Put your answer in place of the dots and run the cell again."


def _checked(check: Callable) -> Callable:
    """Let a check say in Markdown whether an answer holds; a wrong kind of answer is told so."""

    @wraps(check)
    def told(self, *answers):
        from IPython.display import Markdown

        if ... in answers:
            return Markdown(ANSWER)
        try:
            holds, why = check(self, *answers)
        except (TypeError, ValueError, KeyError, IndexError):
            return Markdown(f"{FAILS} That is not the kind of answer the question asks for.")
        return Markdown(f"{HOLDS if holds else FAILS} {why}")

    return told


def _row(table: pd.DataFrame, name: str) -> pd.Series | None:
    """Return the row whose first column is that name, in any case."""
    same = table[table.iloc[:, 0].str.casefold() == name.strip().casefold()]
    return None if same.empty else same.iloc[0]


class Checks:
    """Checks for one article; none gives an answer away.

    Parameters
    ----------
    article : Article
    """

    def __init__(self, article: Article):
        self.article = article

    @cached_property
    def _scores(self) -> pd.DataFrame:
        return sentiment.kept(sentiment.score(self.article)).set_index("sentence")

    @_checked
    def sentences(self, count: int):
        """Check how many sentences the body has."""
        found = len(self.article.body)
        rule = "The headline and what is no part of the article are not counted."
        way = "" if count == found else f"That is too {'few' if count < found else 'many'}. "
        return count == found, way + rule

    @_checked
    def speaker(self, name: str):
        """Check who, besides the author, has most of the words."""
        table = measures.by_speaker(self.article)
        named = table[~table["speaker"].isin([measures.AUTHOR, measures.UNNAMED])]
        if named.empty:
            return name == "", "Nobody speaks by name in this article."
        row = _row(named, name)
        if row is None:
            return False, f"Nobody of the name “{name}” is found speaking."
        has = f"{row['speaker']} has {percent(row['share'])} of the words."
        return row["words"] == named["words"].max(), has

    @_checked
    def voice(self, sentence: int, voice: str):
        """Check whether a sentence is narration, quotation or reported speech."""
        found = self.article.sentences.set_index("sentence").at[int(sentence), "voice"]
        return voice == found, VOICES[found]

    @_checked
    def key_word(self, word: str):
        """Check whether a word is surely commoner here than in general English."""
        row = _row(keywords.keyness(self.article), word)
        if row is None:
            return False, "It is no content word that is used twice."
        used = f"It is used {times(row['count'])}; {row['expected']:.2f} is expected."
        return row["log_ratio_low"] > 0, used

    @_checked
    def firm_phrase(self, phrase: str):
        """Check whether a phrase keeps its place in the top ten when sentences are drawn again."""
        row = _row(keywords.phrases(self.article), phrase)
        if row is None:
            return False, "It is not among the leading phrases."
        stays = row["stability"]
        return stays >= FIRM, f"It stays among the ten best in {percent(stays)} of the draws."

    @_checked
    def darkest(self, sentence: int):
        """Check which sentence has the lowest tone."""
        score, lowest = self._scores["score"].loc[int(sentence)], self._scores["score"].min()
        return score <= lowest + CLOSE, f"Its tone is {signed(score)}."

    @_checked
    def heaviest(self, sentence: int, word: str):
        """Check which word weighs most in the tone of a sentence."""
        parts = sentiment.contributions(self.article)
        parts = parts[parts["sentence"] == int(sentence)].groupby("word")["contribution"].sum()
        if word.casefold() not in parts:
            return False, "That word has no weight in this sentence."
        part = parts[word.casefold()]
        return abs(part) == parts.abs().max(), f"Its part is {signed(part)}."

    @_checked
    def lean(self, way: str):
        """Check whether the tone as a whole is "positive", "negative" or "neither"."""
        mean, low, high = means.mean(self._scores.reset_index())
        verdict = means.verdict(mean, low, high, n=len(self._scores))
        found = verdict if verdict in (sentiment.POSITIVE, sentiment.NEGATIVE) else "neither"
        why = f"The mean is {signed(mean)}, its 95 % interval {bound(low)} to {bound(high)}."
        if verdict in ("too few", "unknown"):
            why = f"{plural(len(self._scores), 'sentence')} with a tone are too few to lean."
        return way == found, why

    @_checked
    def themes(self, answer: str):
        """Check whether there is "one" theme or "several"."""
        found = topics.structure(self.article)
        if found.verdict == topics.SHORT:
            return answer == "too short", "The text is too short to ask."
        copies = plural(found.nulls.size, "shuffled copy", "shuffled copies")
        why = (
            f"Of {copies} a share of {percent(found.p)} is at least as grouped; by a second way, "
            f"which decides, the chance of several stories is {percent(found.probability)}."
        )
        return answer == ("several" if found.verdict == topics.SEVERAL else "one"), why

    @_checked
    def unusual(self, measure: str):
        """Check which measure lies farthest out among ordinary news."""
        table = context.place(self.article).set_index("measure")
        p = table["p"].dropna()
        return p[measure] == p.min(), f"The article is {table.at[measure, 'reading']}."
