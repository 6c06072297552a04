"""The tone of a whole article, from the tone of its sentences: means, voices, turns, context."""

from functools import cache

import numpy as np
import pandas as pd

from closereading import resampling, results, sentiment
from closereading.corpora import others
from closereading.terms import reference

# Fewer sentences than this have no order worth testing.
FEWEST_FOR_TURN = 8
ALPHA = 0.05

GROUP = ["group", "mean", "low", "high", "n"]


def kept(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the scored sentences that count: no residue, no text in another language."""
    return scores[~scores["residue"] & scores["score"].notna()]


def _row(name: str, values: pd.Series) -> tuple:
    return (name, *resampling.mean_interval(values.to_numpy(float)), len(values))


def mean(scores: pd.DataFrame) -> tuple[float, float, float]:
    """Return the mean score of the sentences that count, and its 95 % bootstrap interval."""
    return resampling.mean_interval(kept(scores)["score"].to_numpy(float))


def summary(article, scores: pd.DataFrame) -> pd.DataFrame:
    """Sum the article up in a few means.

    Parameters
    ----------
    article : Article
    scores : DataFrame
        As made by ``sentiment.score``.

    Returns
    -------
    DataFrame
        ``group``, ``mean``, ``low``, ``high`` (95 % bootstrap interval over sentences; nan for
        fewer than two) and ``n``: the whole article, headline, body, without the words of its
        subject, and plain VADER.
    """
    used = kept(scores)
    told = kept(sentiment.score(article, without=subject_words(article)["word"]))
    rows = [_row("whole article", used["score"])]
    for part in ("headline", "body"):
        here = used["part"] == part
        if here.any():
            rows.append(_row(part, used.loc[here, "score"]))
    rows.append(_row("without subject words", told["score"]))
    rows.append(_row("plain VADER", used["vader"]))
    return pd.DataFrame(rows, columns=GROUP)


def by_voice(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the mean tone of narration, quotation and reported speech; columns as ``summary``."""
    used = kept(scores)
    rows = [
        _row(voice, used.loc[used["voice"] == voice, "score"])
        for voice in ("narration", "quotation", "reported")
        if (used["voice"] == voice).any()
    ]
    return pd.DataFrame(rows, columns=GROUP)


def by_speaker(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the mean tone of each named speaker, most sentences first; columns as ``summary``."""
    used = kept(scores)
    used = used[(used["voice"] != "narration") & (used["speaker"] != "")]
    rows = [_row(name, part["score"]) for name, part in used.groupby("speaker", sort=False)]
    table = pd.DataFrame(rows, columns=GROUP)
    return table.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)


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
        what = same["tag"].str.startswith(("NN", "VB")) & (same["tag"] != "VBN")
        if len(same) and what.mean() > 0.5:
            forms = same["lower"].value_counts(sort=True)
            rows += [(form, int(times), row.keyness) for form, times in sorted(forms.items())]
    return pd.DataFrame(rows, columns=columns)


def _cusum(values: np.ndarray) -> np.ndarray:
    """Return the largest distance of the running sum from a straight line, a row each."""
    steps = np.cumsum(values - values.mean(axis=-1, keepdims=True), axis=-1)
    return np.abs(steps[..., :-1]).max(axis=-1) if values.shape[-1] > 1 else steps[..., 0] * 0


def turn(scores: pd.DataFrame) -> dict:
    """Find where the arc turns, if the order of the sentences matters at all.

    Returns
    -------
    dict
        ``p`` (permutation p of the largest CUSUM; nan for a short text), ``sentence`` (the first
        after the turn; None when p is above .05), ``before`` and ``after`` (means; nan likewise),
        ``n``.
    """
    used = kept(scores)
    values = used["score"].to_numpy(float)
    nothing = {"p": float("nan"), "sentence": None, "before": float("nan"), "after": float("nan")}
    if len(values) < FEWEST_FOR_TURN or np.ptp(values) == 0:
        return {**nothing, "n": len(values)}
    _, _, p = resampling.permutation(values, _cusum)
    if p > ALPHA:
        return {**nothing, "p": p, "n": len(values)}
    steps = np.cumsum(values - values.mean())
    place = int(np.argmax(np.abs(steps[:-1]))) + 1
    return {
        "p": p,
        "sentence": int(used["sentence"].iloc[place]),
        "before": float(values[:place].mean()),
        "after": float(values[place:].mean()),
        "n": len(values),
    }


def agreement(scores: pd.DataFrame) -> dict:
    """Compare our scores with plain VADER's.

    Returns
    -------
    dict
        ``r`` (Pearson; nan for fewer than three sentences), ``low``, ``high`` (95 % bootstrap
        interval), ``same`` (share of sentences with the same label, no signal counted as neutral),
        ``opposed`` (number of sentences with opposite signs) and ``n``.
    """
    used = kept(scores)
    ours, theirs = used["score"].to_numpy(float), used["vader"].to_numpy(float)
    labels = used["label"].replace({sentiment.SILENT: sentiment.NEUTRAL})
    r = low = high = float("nan")
    if len(ours) > 2 and np.ptp(ours) > 0 and np.ptp(theirs) > 0:
        r = float(np.corrcoef(ours, theirs)[0, 1])
        drawn = resampling.draws(len(ours))
        low, high = resampling.interval(_weighted_r(drawn, ours, theirs))
    return {
        "r": r,
        "low": low,
        "high": high,
        "same": float((labels == used["vader_label"]).mean()) if len(ours) else float("nan"),
        "opposed": int(_opposed(used).sum()),
        "n": len(ours),
    }


def _weighted_r(times: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    share = times / times.sum(axis=1, keepdims=True)
    mx, my = share @ x, share @ y
    xy, xx, yy = share @ (x * y) - mx * my, share @ (x * x) - mx**2, share @ (y * y) - my**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return xy / np.sqrt(np.maximum(xx, 0) * np.maximum(yy, 0))


def _opposed(used: pd.DataFrame) -> pd.Series:
    signs = {sentiment.POSITIVE: 1, sentiment.NEGATIVE: -1}
    ours = used["label"].map(signs).astype(float).fillna(0)
    return ours * used["vader_label"].map(signs).astype(float).fillna(0) < 0


def disagreements(scores: pd.DataFrame) -> pd.DataFrame:
    """List the sentences to which ours and plain VADER give different labels.

    Returns
    -------
    DataFrame
        ``sentence``, ``score``, ``vader``, ``opposed`` (signs differ), ``our_words``,
        ``vader_words`` (with VADER's valence, -4 to 4) and ``text``; opposed signs first, then by
        the distance of the two scores.
    """
    used = kept(scores)
    labels = used["label"].replace({sentiment.SILENT: sentiment.NEUTRAL})
    used = used.assign(opposed=_opposed(used), apart=(used["score"] - used["vader"]).abs())
    used = used[labels != used["vader_label"]]
    used = used.sort_values(["opposed", "apart"], ascending=False, kind="stable")
    table = used[["sentence", "score", "vader", "opposed"]].copy()
    table["our_words"] = used["words"]
    table["vader_words"] = [sentiment.vader_words(text) for text in used["text"]]
    table["text"] = used["text"]
    return table.reset_index(drop=True)


@cache
def _quantiles() -> pd.DataFrame:
    steps = others.reference()
    steps = steps[steps["measure"] == "tone"].iloc[::2]
    return pd.DataFrame(
        {"percent": (100 * steps["share"]).round(), "mean": steps["value"], "n": steps["n"]}
    ).reset_index(drop=True)


def news_quantiles() -> pd.DataFrame:
    """Return the mean tone of real news stories.

    Returns
    -------
    DataFrame
        ``percent`` (0 to 100), ``mean`` (the mean tone that many per cent of the stories do not
        reach), ``n`` (stories).
    """
    return _quantiles().copy()


def percentile(mean: float) -> float:
    """Return how many per cent of real news stories have a lower mean tone; nan for nan."""
    table = _quantiles()
    if not np.isfinite(mean):
        return float("nan")
    return float(np.interp(mean, table["mean"], table["percent"]))


def numbers(article, scores: pd.DataFrame) -> dict[str, dict]:
    """Gather the numbers of the notebook.

    Parameters
    ----------
    article : Article
    scores : DataFrame
        As made by ``sentiment.score``.

    Returns
    -------
    dict
        Keys ``sentiment.…``, entries made by ``results.number``.
    """
    used = kept(scores)
    number, unit = results.number, "score, -1 to 1"
    found = {
        "sentiment.english": number(
            bool(getattr(article, "english", True)), n=len(scores), unit="verdict",
            method="share of English function words",
        ),
        "sentiment.sentences": number(
            len(used), n=len(scores), unit="sentences", method="residue left out"
        ),
        "sentiment.residue": number(
            int(scores["residue"].sum()), n=len(scores), unit="sentences", method="left out"
        ),
    }  # fmt: skip
    for label in (sentiment.POSITIVE, sentiment.NEGATIVE, sentiment.NEUTRAL, sentiment.SILENT):
        found[f"sentiment.{label.replace(' ', '_')}"] = number(
            int((used["label"] == label).sum()), n=len(used), unit="sentences",
            method="score at least 0.05, at most -0.05, between, no word that moves it",
        )  # fmt: skip
    table = summary(article, scores)
    names = {
        "whole article": "mean", "headline": "headline", "body": "body",
        "without subject words": "told", "plain VADER": "vader",
    }  # fmt: skip
    present = {names[row.group]: (place, row) for place, row in enumerate(table.itertuples())}
    for key in names.values():
        place, row = present.get(key, (None, None))
        found[f"sentiment.{key}"] = number(
            row.mean if row else None, low=row.low if row else None, high=row.high if row else None,
            n=row.n if row else 0, unit=unit,
            method="mean over sentences, 95 % bootstrap interval over sentences",
            table="sentiment-means" if row else None, row=place, column="mean" if row else None,
        )  # fmt: skip
    mean = found["sentiment.mean"]
    stories = int(_quantiles()["n"].iloc[0])
    found["sentiment.percentile"] = number(
        percentile(used["score"].mean()), n=stories, unit="per cent of news stories",
        low=percentile(np.nan if mean["low"] is None else mean["low"]),
        high=percentile(np.nan if mean["high"] is None else mean["high"]),
        method="stories with a lower mean tone; ends of the mean's interval",
    )  # fmt: skip
    for name, groups in (("voice", by_voice(scores)), ("speaker", by_speaker(scores))):
        for place, row in enumerate(groups.itertuples()):
            key = row.group if name == "voice" else f"speaker{place + 1}"
            found[f"sentiment.{key}"] = number(
                row.mean, low=row.low, high=row.high, n=row.n, unit=unit,
                method="mean over sentences, 95 % bootstrap interval over sentences",
                table=f"sentiment-{name}s", row=place, column="mean",
            )  # fmt: skip
            if name == "speaker":
                found[f"sentiment.{key}.name"] = number(
                    row.group, n=row.n, unit="name", method="named in the text",
                    table="sentiment-speakers", row=place, column="group",
                )  # fmt: skip
    found["sentiment.speakers"] = number(
        len(by_speaker(scores)), n=len(used), unit="speakers", method="named, with a sentence"
    )
    both = agreement(scores)
    found["sentiment.agreement"] = number(
        both["r"], low=both["low"], high=both["high"], n=both["n"], unit="correlation",
        method="Pearson r of ours and plain VADER over sentences, 95 % bootstrap interval",
    )  # fmt: skip
    found["sentiment.same"] = number(
        both["same"], n=both["n"], unit="share", method="same label, no signal as neutral"
    )
    found["sentiment.opposed"] = number(
        both["opposed"], n=both["n"], unit="sentences", method="labels of opposite sign"
    )
    bend = turn(scores)
    found["sentiment.turn.p"] = number(
        bend["p"], n=bend["n"], unit="p", method="permutation of sentence order, largest CUSUM"
    )
    found["sentiment.turn.sentence"] = number(
        bend["sentence"], n=bend["n"], unit="sentence", method="first after the largest CUSUM"
    )
    for key in ("before", "after"):
        found[f"sentiment.turn.{key}"] = number(
            bend[key], n=bend["n"], unit=unit, method="mean over sentences"
        )
    subject = subject_words(article)["word"].tolist()
    found["sentiment.subject"] = number(
        ", ".join(subject[:6]), n=len(subject), unit="words",
        method="nouns and verbs key against general English, corrected p at most .05",
    )  # fmt: skip
    found |= _extremes(used)
    return found


def _extremes(used: pd.DataFrame) -> dict[str, dict]:
    """Return the most negative and the most positive sentence, quoted, if there are any."""
    found = {}
    for key, sign in (("lowest", -1), ("highest", 1)):
        values = used["score"] * sign
        here = values.idxmax() if len(used) and values.max() >= sentiment.BAND else None
        row = None if here is None else used.loc[here]
        found[f"sentiment.{key}"] = results.number(
            None if row is None else row["score"],
            low=None if row is None else row["low"], high=None if row is None else row["high"],
            n=1, unit="score, -1 to 1", method="sentence score, 90 % prediction interval",
            table="sentiment", row=here, column="score",
        )  # fmt: skip
        found[f"sentiment.{key}.passage"] = results.number(
            None if row is None else row["text"], n=1, unit="passage",
            method="as printed", table="sentiment", row=here, column="text",
        )  # fmt: skip
        found[f"sentiment.{key}.sentence"] = results.number(
            None if row is None else int(row["sentence"]), n=1, unit="sentence", method="number",
            table="sentiment", row=here, column="sentence",
        )  # fmt: skip
        found[f"sentiment.{key}.words"] = results.number(
            None if row is None else row["words"], n=1, unit="words",
            method="contribution of each before the squash", table="sentiment", row=here,
            column="words",
        )  # fmt: skip
    return found
