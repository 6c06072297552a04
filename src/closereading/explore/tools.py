"""The tools: a word, a speaker, a sentence, the strands, and a correction."""

import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import pandas as pd

from closereading import book, keywords, measures, paths, sentiment, topics
from closereading.article import Article
from closereading.charts import tables
from closereading.errors import InputError
from closereading.prose import listed, percent, plural, signed
from closereading.topics.likeness import words as counted
from closereading.voices import corrections as right

NEAREST = 3  # sentences
HEAVIEST = 8  # words of a sentence
MOST_STRANDS = 6
MOST_WORDS = 500  # in the picker; only a book has more content words


class Answer(pd.DataFrame):
    """A table that shows itself in a notebook, with a picker where there can be one."""

    _metadata = ["view", "how", "picker"]  # noqa: RUF012 - pandas reads it from the class

    @property
    def _constructor(self):
        return pd.DataFrame

    @property
    def page(self) -> str:
        """The table as HTML, with what it says of itself."""
        return tables.html(self.view, self, **self.how)

    def _repr_mimebundle_(self, **_) -> dict:
        bundle = {"text/plain": self.to_string(index=False), "text/html": self.page}
        if tables.live():
            bundle |= self.picker()._repr_mimebundle_()
        return bundle


class Explorer:
    """Ask an article questions of one's own.

    Each call returns a table. In a notebook it shows a picker over all words, speakers or
    sentences, worked by mouse or keyboard; without ipywidgets the table of what was asked.

    Parameters
    ----------
    article : Article
    source : path or str, optional
        The file it was read from. ``correct`` writes beside it, where the next reading finds it;
        without a file to ``corrections.csv``, for ``--corrections``.
    """

    def __init__(self, article: Article, *, source: str | os.PathLike = ""):
        self.article = article
        self.file = Path("corrections.csv")
        if article.name and str(source):
            self.file = paths.find(os.fspath(source)).with_suffix(".corrections.csv")

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The tone of each sentence."""
        return sentiment.score(self.article).set_index("sentence", drop=False)

    def word(self, term: str = "") -> Answer:
        """Show every use of a word or a phrase; of the leading word without one.

        Returns
        -------
        Answer
            As ``keywords.concordance``; its caption says how often and how evenly the word is used,
            in which forms, and the mean tone of its sentences.
        """
        table = keywords.words(self.article, limit=MOST_WORDS, resamples=0)

        def ask(term: str) -> Answer:
            uses = keywords.concordance(self.article, term)
            told = [f"“{term}”: {plural(len(uses), 'use')}"]
            for row in table[table["word"].str.lower() == term.lower()].itertuples():
                told[0] += f" as {row.forms}"
                told.append(f"spread {row.dispersion:.2f}, 0 even, 1 all in one fifth")
            tone = self.scores["score"].reindex(uses["sentence"].unique()).dropna()
            if len(tone):
                told.append(
                    f"mean tone of its {plural(len(tone), 'sentence')} {signed(tone.mean())}"
                )
            return self._answer("concordance", uses, "; ".join(told) + ".")

        return self._picked(ask, term, "word", table["word"].tolist())

    def speaker(self, name: str = "") -> Answer:
        """Show the sentences of a speaker; of the first who is named without one.

        Returns
        -------
        Answer
            ``sentence``, ``voice``, ``text``; its caption says how many words the speaker has.
        """
        body, table = self.article.body, measures.by_speaker(self.article)
        speaking, shares = measures.who(body), table.set_index("speaker")["share"]
        others = table.loc[~table["speaker"].isin([measures.AUTHOR, measures.UNNAMED]), "speaker"]

        def ask(name: str) -> Answer:
            rows = body.loc[speaking == name, ["sentence", "voice", "text"]]
            share = f"{percent(shares[name])} of the words of the body" if name in shares else ""
            return self._answer("speaker", rows, f"{name}: {share or 'no sentence'}.")

        return self._picked(ask, name, "speaker", [*others, *table["speaker"].drop(others.index)])

    def strands(self, k: int = topics.STRANDS) -> Answer:
        """Sort the sentences into ``k`` strands, and say how steady each is.

        Returns
        -------
        Answer
            As ``topics.describe``.
        """

        def ask(k: int) -> Answer:
            told = "How many there are is your choice, not a finding."
            return self._answer("strands", topics.describe(counted(self.article), int(k)), told)

        return self._picked(ask, k, "strands", [2, max(MOST_STRANDS, k)])

    def sentence(self, number: int = 0) -> Answer:
        """Take a sentence apart; the one of strongest tone without a number.

        Returns
        -------
        Answer
            ``which``, ``what``, ``value``: what each word adds to its tone, what the context adds
            where it is read, and the sentences nearest to it by their words.

        Raises
        ------
        InputError
            If there is no sentence of that number.
        """
        texts, parts = self.article.sentences.set_index("sentence")["text"], self._parts
        plain, units = (
            dict(zip(texts.index, self.article.plain, strict=True)),
            counted(self.article),
        )
        holds = {each: place for place, unit in enumerate(units.sentences) for each in unit}

        def ask(number: int) -> Answer:
            self._known(number)
            score, here = self.scores.loc[number], parts[parts["sentence"] == number]
            heaviest = here["contribution"].abs().sort_values(ascending=False, kind="stable")
            rows = [
                ("not … " * row.negated + row.word, "its part of the tone", row.contribution)
                for row in here.loc[heaviest.head(HEAVIEST).index].itertuples()
            ]
            if score["context_part"] and pd.notna(score["context_part"]):
                named = sentiment.written(plain[number], sentiment.hangs_on(plain[number]))
                rows.append(
                    (named, "what the context adds that hangs on it", score["context_part"])
                )
            alike = units.alike[holds[number]] if number in holds else np.zeros(0)
            for place in np.argsort(-alike.round(9), kind="stable")[:NEAREST]:
                near = units.sentences[place][0]
                if alike[place] > 0:
                    rows.append((f"{near}: {texts[near]}", "likeness", float(alike[place])))
            tone = "not scored" if pd.isna(score["score"]) else f"tone {signed(score['score'])}"
            table = pd.DataFrame(rows, columns=["which", "what", "value"])
            return self._answer("sentence", table, f"Sentence {number}, {tone}: {texts[number]}")

        strongest = sentiment.kept(self.scores)["score"].abs()
        first = number or int(strongest.idxmax() if len(strongest) else texts.index[0])
        return self._picked(ask, first, "sentence", list(texts.index))

    @cached_property
    def _parts(self) -> pd.DataFrame:
        return sentiment.contributions(self.article)

    def correct(self, sentence: int = 0, speaker: str | None = None, *, remark: str = "") -> Answer:
        """Say who speaks in a sentence; without a sentence, show who is thought to.

        A correction is added to a CSV file, which the next reading of the article takes.

        Parameters
        ----------
        sentence : int
        speaker : str
            The right name; "" for the author.
        remark : str
            Why, for who reads the report.

        Returns
        -------
        Answer
            ``sentence``, ``who``, ``text``: every sentence and who speaks by the rules, and what
            was corrected so far in the caption.

        Raises
        ------
        InputError
            If there is no sentence of that number.
        """
        table = tables.speaking(self.article)
        if speaker is not None:
            self._known(sentence)
            self._write(sentence, speaker, remark)
        done = listed(
            f"{line['sentence']} is {line['value'] or measures.AUTHOR}" for line in self._read()
        )
        told = f"Corrected so far, in {self.file.name}: {done}. Run all cells again to count so."
        answer = self._answer("article", table, told if done else "", most=None)
        answer.picker = partial(self._corrector, answer)
        return answer

    def _known(self, number: int) -> None:
        numbers = self.article.sentences["sentence"]
        if number not in set(numbers):
            raise InputError(f"There is no sentence {number}. Give 1 to {numbers.max()}.")

    def _read(self) -> list[dict]:
        sha256 = self.article.sha256
        return [line for _, line in right.load(self.file, sha256)] if self.file.exists() else []

    def _write(self, sentence: int, speaker: str, remark: str) -> None:
        """Add a correction; a later one of the same sentence takes its place."""
        of = (0, right.TEXT, self.article.sha256, "leave this line: it says of which text they are")
        kept = [
            tuple(line[name] for name in right.COLUMNS)
            for line in self._read()
            if (line["sentence"], line["column"]) != (str(sentence), right.SPEAKER)
        ]
        lines = [of, *kept, (sentence, right.SPEAKER, speaker, remark)]
        book.write(self.file, book.csv(pd.DataFrame(lines, columns=[*right.COLUMNS])))

    def _answer(
        self, view: str, table: pd.DataFrame, told: str, *, most: int | None = 40
    ) -> Answer:
        answer = Answer(table.reset_index(drop=True))
        answer.view, answer.how = view, {"most": most, "caption": told}
        return answer

    def _picked(self, ask: Callable, first, name: str, among: list) -> Answer:
        """Answer for the first choice, with a field that answers for any other.

        Fields to type in, since JupyterLab keeps the arrow keys of menus and sliders for itself.
        """
        first = first or next(iter(among), "")
        answer = ask(first)

        def picker():
            import ipywidgets

            if isinstance(first, int):
                ends = {"min": min(among), "max": max(among)}
                field = ipywidgets.BoundedIntText(value=first, description=name, **ends)
            else:
                field = ipywidgets.Combobox(options=among, placeholder=first, description=name)
            field.continuous_update = False
            box, put = tables.widget(answer.view)

            def pick(change: dict) -> None:
                found = ask(change["new"] or first)
                put(found, **found.how)

            pick({"new": first})
            field.observe(pick, "value")
            return ipywidgets.VBox([field, box])

        answer.picker = picker
        return answer

    def _corrector(self, answer: Answer):
        """Return the widgets: a sentence, who speaks in it, and a button that writes it down."""
        import ipywidgets

        last = int(answer["sentence"].max())
        number = ipywidgets.BoundedIntText(value=1, min=1, max=last, description="sentence")
        names = sorted({*self.article.sentences["speaker"]} - {""})
        name = ipywidgets.Combobox(options=names, description="who", placeholder="the author")
        button = ipywidgets.Button(description="Write it down")
        box, put = tables.widget(answer.view)
        put(answer, **answer.how)

        def write(_) -> None:
            done = self.correct(number.value, name.value.strip())
            put(done, **done.how)

        button.on_click(write)
        return ipywidgets.VBox([ipywidgets.HBox([number, name, button]), box])
