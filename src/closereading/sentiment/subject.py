"""The words a text is about, which are not how it is told."""

import pandas as pd

from closereading.keywords import reference

ALPHA = 0.05


def subject_words(article) -> pd.DataFrame:
    """Find the words that tell what the article is about rather than how it is told.

    Returns
    -------
    DataFrame
        ``word`` (lower case, every form that occurs), ``count``, ``keyness`` (of all its forms
        together), most key first.

    Notes
    -----
    Words whose keyness against general English (``reference.keyness``) has p at most .05 after
    correction, that are mostly nouns or verbs; adjectives and participles tell how, not what.
    """
    return article.once(_found).copy()


def _found(article) -> pd.DataFrame:
    columns = ["word", "count", "keyness"]
    key = reference.keyness(article)
    key = key[key["p"] <= ALPHA]
    table = article.tokens
    left_out = set(article.sentences.loc[article.sentences["residue"], "sentence"])
    table = table[~table["sentence"].isin(left_out)]
    stems = dict(zip(table["lower"], table["stem"], strict=True))
    rows = []
    for row in key.itertuples():
        same = table[(table["stem"] == stems.get(row.word.lower())) & ~table["name"]]
        if row.word[0].isdigit():  # "19th" is no subject
            continue
        what = same["tag"].str.startswith(("NN", "VB")) & (same["tag"] != "VBN")
        if len(same) and what.mean() > 0.5:
            forms = same["lower"].value_counts(sort=True)
            rows += [(form, int(times), row.keyness) for form, times in sorted(forms.items())]
    return pd.DataFrame(rows, columns=columns)
