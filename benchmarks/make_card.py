"""``python -m benchmarks.make_card``: the report's method card, from the tables in ``results/``.

Run it after the benchmarks. Figures of the tone weights are not copied: the report reads them from
the file the weights come with, so column ``figure`` only names them.
"""

import io

import pandas as pd

from benchmarks import harness

CARD = harness.ROOT / "src" / "closereading" / "data" / "card.csv"
COLUMNS = ["question", "measure", "value", "low", "high", "data", "figure"]

# Question, words for the measure, table, the row's columns and values, the value's column, data.
TAKEN = [
    ("speakers", "speaker of a quotation right where the text names him there, share", "voices",
     {"method": "closereading", "what": "direct", "measure": "right, named"}, "value",
     "PolNeAR political news"),
    ("speakers", "speaker of a quotation right where a pronoun or a description stands, share",
     "voices", {"method": "closereading", "what": "direct", "measure": "right, resolved"}, "value",
     "PolNeAR political news"),
    ("phrases", "F1 of the first ten against readers’ phrases, percent", "keywords-fit",
     {"formula": "as shipped"}, "f1", "DUC-2001 news"),
    ("words", "F1 of the first ten against readers’ words, percent", "keywords",
     {"set": "500N-KPCrowd", "method": "ours: words"}, "f1", "500N-KPCrowd news"),
    ("themes", "single stories called several themes, share", "topics",
     {"method": "ours: structure; BBC, single stories", "measure": "called several themes"},
     "value", "BBC news"),
    ("themes", "two stories mixed and called several themes, share", "topics",
     {"method": "ours: structure; BBC, 2 stories mixed", "measure": "called several themes"},
     "value", "BBC news"),
    ("strands", "agreement with the stories of a mixture, adjusted Rand index", "topics",
     {"method": "ours: strands", "measure": "ARI"}, "value", "BBC news, number of stories given"),
    ("cuts", "error Pk, smaller is better", "topics",
     {"method": "ours: cuts", "measure": "Pk"}, "value", "stories in a row"),
    *(
        (f"wording: {kind}", f"places {told}, share", "wording",
         {"sample": "unseen", "kind": kind, "measure": measure}, "value", data)
        for kind, data in (
            ("judgements", "80 sentences of news, marked twice"),
            ("quantities", "160 sentences of news, marked twice"),
            ("certainty", "160 sentences of news, marked twice"),
            ("agency", "160 sentences of news, marked twice"),
            ("times", "160 sentences of news, marked twice"),
            ("sources", "160 sentences of news, marked twice"),
            ("headline", "70 headlines, marked twice"),
        )
        for measure, told in (
            ("precision", "found that are right"), ("recall", "marked that are found"),
        )
    ),
]  # fmt: skip
TONE = [
    ("correlation with the mean human rating of a sentence", "New York Times sentences", "nyt_r"),
    ("rank correlation with human labels of a sentence", "NewsMTSC sentences", "newsmtsc_rho"),
    ("correlation with human ratings of headlines", "news headlines", "headlines_r"),
    (
        "sentences called positive that readers call so, share",
        "NewsMTSC sentences",
        "positive_right",
    ),
    (
        "sentences called negative that readers call so, share",
        "NewsMTSC sentences",
        "negative_right",
    ),
]


def card() -> pd.DataFrame:
    """Return the card: a row a figure; a table that is not there yet leaves its rows out."""
    rows = []
    for question, measure, name, which, column, data in TAKEN:
        path = harness.RESULTS / f"{name}.csv"
        if not path.exists():
            continue
        table = pd.read_csv(path)
        for key, value in which.items():
            table = table[table[key] == value]
        line = table.iloc[0]
        low, high = line["low"], line["high"]
        if low == high and measure.endswith("share"):
            # All or none: drawing them again says the same for ever; 80 stories do not.
            low, high = harness.wilson(round(line[column] * line["n"]), int(line["n"]))
        rows.append((question, measure, line[column], low, high, data, ""))
    for measure, data, figure in TONE:
        rows.append(("tone", measure, None, None, None, f"{data}, cross-validated", figure))
    return pd.DataFrame(rows, columns=COLUMNS)


if __name__ == "__main__":
    text = io.StringIO()
    card().to_csv(text, index=False, lineterminator="\n")
    CARD.write_text(text.getvalue(), encoding="utf-8")
    print(f"{CARD.relative_to(harness.ROOT)} is written")
