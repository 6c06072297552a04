"""How sure a speaker is: measured on marked news, by how the speaker was found."""

from functools import cache
from importlib import resources
from io import StringIO

import pandas as pd

FEWEST = 30  # attributions from which a share says something
WAYS = {
    "named": "named in the sentence",
    "pronoun": "from a pronoun",
    "described": "from an office or a description",
    "continued": "goes on from or into the sentences beside it",
    "label": "from the label of a turn",
    "answer": "answers a question, in an interview without labels; not measured",
    "reader": "said by the reader",
    "": "nobody named",
}


@cache
def card() -> pd.DataFrame:
    """Read how often a speaker is right: ``voice``, ``how``, ``n``, ``right``, ``low``, ``high``.

    Of the speakers given to attributions whose person has a name, in 449 political news stories
    with every attribution marked by people (PolNeAR); the interval resamples stories. Made by
    ``python -m benchmarks.speakers --grades``.
    """
    text = (resources.files("closereading") / "data" / "speakers.csv").read_text("utf-8")
    return pd.read_csv(StringIO(text), comment="#")[["voice", "how", "right", "low", "high", "n"]]


def inferred(article) -> pd.DataFrame:
    """List the sentences that somebody else speaks, and how sure their speaker is.

    Parameters
    ----------
    article : Article

    Returns
    -------
    DataFrame
        ``sentence``, ``voice``, ``speaker``, ``how`` (a key of ``WAYS``), ``source`` (the words for
        an unnamed one), ``right``, ``low``, ``high`` (the share of such speakers that is right, and
        its interval), ``n`` (on how many that rests) and ``sure`` (the same in words).
    """
    body = article.kept
    told = body.loc[body["voice"] != "narration", ["sentence", "voice", "speaker"]]
    told = told.join(article.speech).fillna({"how": "", "source": ""})
    told = told.merge(card(), "left", ["voice", "how"]).fillna({"n": 0}).astype({"n": int})
    told.loc[told["n"] < FEWEST, ["right", "low", "high"]] = float("nan")
    share = (100 * told["right"]).map(", right in {:.0f} of 100 such".format, na_action="ignore")
    return told.assign(sure=told["how"].map(WAYS).astype(object) + share.astype(object).fillna(""))
