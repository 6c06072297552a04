"""What the text is: its length, how hard it reads, how varied its words are, who speaks in it."""

import itertools
from functools import cache

import numpy as np
import pandas as pd

from closereading import resampling, results
from closereading.article import Article
from closereading.corpora import others
from closereading.reading import syllables, tokens

# A readability formula was made on samples of 100 words; below that it says nothing.
FEWEST_READABLE = 100
# The usual window of the moving-average type-token ratio (Covington & McFall 2010).
WINDOW = 50
# The share of new words at which a stretch counts as used up (McCarthy & Jarvis 2010).
FACTOR = 0.72
FEWEST_DIVERSE = 100
# Stretches left out in turn: enough for a variance, long enough to hold whole sentences.
GROUPS = 20

# What a measure is called in the reference of ordinary news.
IN_NEWS = {
    "sentence length": "sentence_length",
    "reading ease": "ease",
    "grade": "grade",
    "moving type-token ratio": "mattr",
    "MTLD": "mtld",
}
USUAL = (0.05, 0.95)  # nine in ten news stories lie between

# Flesch (1948): reading ease from this value up.
EASE = (
    (90, "very easy"),
    (80, "easy"),
    (70, "fairly easy"),
    (60, "standard"),
    (50, "fairly difficult"),
    (30, "difficult"),
    (-1000, "very difficult"),
)
NARRATION, QUOTATION, REPORTED = "narration", "quotation", "reported"
AUTHOR, UNNAMED = "the author", "unnamed"

SUMMARY = ["measure", "value", "low", "high", "n", "unit", "reading", "news_low", "news_high"]


def words(article: Article) -> list[list[str]]:
    """Return the words of each body sentence, straightened, residue left out."""
    plain = article.plain[article.body.index]
    return [tokens.PATTERN.findall(tokens.straighten(text)) for text in plain]


def formulas(sentences, words, heavy):
    """Return Flesch reading ease and Flesch-Kincaid grade from counts; ``heavy`` is syllables."""
    length, weight = words / sentences, heavy / words
    return 206.835 - 1.015 * length - 84.6 * weight, 0.39 * length + 11.8 * weight - 15.59


def readability(sentences: list[list[str]]) -> dict[str, tuple[float, float, float]]:
    """Compute how hard a text reads.

    Parameters
    ----------
    sentences : list of list of str
        The words of each sentence.

    Returns
    -------
    dict
        ``ease`` (Flesch reading ease, about 0 hard to 100 easy) and ``grade`` (Flesch-Kincaid,
        years of American school): value, low, high. nan below ``FEWEST_READABLE`` words.

    Notes
    -----
    206.835 - 1.015 W/S - 84.6 Y/W (Flesch 1948) and 0.39 W/S + 11.8 Y/W - 15.59 (Kincaid and others
    1975), with W words, S sentences, Y syllables. 95 % bootstrap interval over sentences.
    """
    long = np.array([len(sentence) for sentence in sentences], dtype=float)
    heavy = np.array([sum(map(syllables.count, sentence)) for sentence in sentences], dtype=float)
    nothing = (float("nan"),) * 3
    if long.sum() < FEWEST_READABLE:
        return {"ease": nothing, "grade": nothing}

    ease, grade = formulas(len(long), long.sum(), heavy.sum())
    if len(long) < 2:
        return {"ease": (ease, *nothing[1:]), "grade": (grade, *nothing[1:])}
    times = resampling.draws(len(long))
    with np.errstate(divide="ignore", invalid="ignore"):
        eases, grades = formulas(len(long), times @ long, times @ heavy)
    return {
        "ease": (float(ease), *resampling.interval(eases)),
        "grade": (float(grade), *resampling.interval(grades)),
    }


def type_token(lower: list[str]) -> float:
    """Return different words per word."""
    return len(set(lower)) / len(lower) if lower else float("nan")


def moving(lower: list[str], *, window: int = WINDOW) -> float:
    """Return the mean type-token ratio of all windows of ``window`` words (MATTR)."""
    if len(lower) < window:
        return float("nan")
    counts: dict[str, int] = {}
    total = 0
    for place, word in enumerate(lower):
        counts[word] = counts.get(word, 0) + 1
        if place >= window:
            old = lower[place - window]
            counts[old] -= 1
            if not counts[old]:
                del counts[old]
        if place >= window - 1:
            total += len(counts)
    return total / (len(lower) - window + 1) / window


def mtld(lower: list[str], *, factor: float = FACTOR) -> float:
    """Return the measure of textual lexical diversity.

    Returns
    -------
    float
        The mean length, in words, of stretches over which the type-token ratio stays above
        ``factor``, read forwards and backwards. nan when it never falls.

    Notes
    -----
    McCarthy & Jarvis (2010); the last, unfinished stretch counts in part.
    """

    def one_way(sequence):
        factors, seen, length = 0.0, set(), 0
        for word in sequence:
            seen.add(word)
            length += 1
            if len(seen) / length < factor:
                factors, seen, length = factors + 1, set(), 0
        if length:
            factors += (1 - len(seen) / length) / (1 - factor)
        return len(sequence) / factors if factors else float("nan")

    return (one_way(lower) + one_way(lower[::-1])) / 2 if lower else float("nan")


def _left_out(lower: list[str], measure) -> tuple[float, float, float]:
    """Return a measure and its interval by leaving out stretches of the text in turn.

    A bootstrap would repeat words, and repeated words are what diversity measures; leaving out does
    not (delete-a-group jackknife, Kott 2001).
    """
    value = measure(lower)
    if len(lower) < FEWEST_DIVERSE or not np.isfinite(value):
        return float("nan"), float("nan"), float("nan")
    edges = np.linspace(0, len(lower), GROUPS + 1).astype(int)
    others = np.array(
        [measure(lower[:start] + lower[end:]) for start, end in itertools.pairwise(edges)]
    )
    spread = np.sqrt((GROUPS - 1) / GROUPS * np.nansum((others - np.nanmean(others)) ** 2))
    return value, float(value - 1.96 * spread), float(value + 1.96 * spread)


def diversity(sentences: list[list[str]]) -> dict[str, tuple[float, float, float]]:
    """Compute how varied the words are.

    Returns
    -------
    dict
        ``ttr`` (different words per word: falls with length, never compare texts by it), ``mattr``
        (the same in windows of 50 words) and ``mtld``: value, low, high. The interval is 95 %, by
        leaving out a twentieth of the text in turn. nan below ``FEWEST_DIVERSE`` words.
    """
    lower = [word.lower().removesuffix("'s") for sentence in sentences for word in sentence]
    return {
        "ttr": _left_out(lower, type_token),
        "mattr": _left_out(lower, moving),
        "mtld": _left_out(lower, mtld),
    }


def ease_in_words(value: float) -> str:
    """Say a Flesch reading ease in words: "difficult"."""
    return next((name for least, name in EASE if value >= least), "")


def summary(article: Article) -> pd.DataFrame:
    """Measure a text.

    Returns
    -------
    DataFrame
        A row a measure: ``measure``, ``value``, ``low`` and ``high`` (95 %), ``n``, ``unit`` and
        ``reading`` (what it says, or why it is not given), ``news_low`` and ``news_high`` (nine in
        ten news stories lie between). Headline and residue are left out.
    """
    sentences = words(article)
    count = sum(map(len, sentences))
    lengths = np.array([len(sentence) for sentence in sentences], dtype=float)
    mean, low, high = resampling.mean_interval(lengths)
    nan = float("nan")
    blocks = article.body["paragraph"].nunique()
    rows = [
        ("paragraphs", blocks, nan, nan, len(sentences), "paragraphs", ""),
        ("sentences", len(sentences), nan, nan, len(sentences), "sentences", ""),
        ("words", count, nan, nan, count, "words", ""),
        ("sentence length", mean, low, high, len(sentences), "words a sentence", "mean"),
        ("longest sentence", lengths.max(initial=0), nan, nan, len(sentences), "words", ""),
    ]  # fmt: skip
    if not article.english:
        too = f"not computed: {article.language}, and the formulas are for English"
    elif count < FEWEST_READABLE:
        too = f"not computed: fewer than {FEWEST_READABLE} words"
    else:
        too = ""
    ease, grade = readability(sentences if not too else []).values()
    rows.append(
        ("reading ease", *ease, len(sentences), "Flesch, 0 hard to 100 easy",
         too or ease_in_words(ease[0]))
    )  # fmt: skip
    rows.append(
        ("grade", *grade, len(sentences), "Flesch-Kincaid, school years", too or "American grades")
    )
    few = f"not computed: fewer than {FEWEST_DIVERSE} words" if count < FEWEST_DIVERSE else ""
    units = {
        "ttr": ("type-token ratio", "different words per word", "falls with length"),
        "mattr": ("moving type-token ratio", f"in windows of {WINDOW} words", "1 = none repeated"),
        "mtld": ("MTLD", "words before repetition sets in", "longer = more varied"),
    }
    for key, values in diversity(sentences).items():
        name, unit, reading = units[key]
        rows.append((name, *values, count, unit, few or reading))
    return pd.DataFrame([(*row, *in_news(row[0])[:2]) for row in rows], columns=SUMMARY)


@cache
def in_news(measure: str) -> tuple[float, float, int]:
    """Return what nine in ten news stories lie between, and how many they are.

    nan, nan and 0 where ``measure``, as ``summary`` calls it, is not known of them.
    """
    steps = others.reference()
    steps = steps[steps["measure"] == IN_NEWS.get(measure)]
    if steps.empty:
        return float("nan"), float("nan"), 0
    low, high = np.interp(USUAL, steps["share"], steps["value"])
    return float(low), float(high), int(steps["n"].iloc[0])


def _shares(groups: pd.Series, weights: pd.Series) -> pd.DataFrame:
    """Return each group's share of words with a bootstrap interval over sentences."""
    names = groups.drop_duplicates().tolist()
    times = resampling.draws(len(groups))
    weight = weights.to_numpy(dtype=float)
    totals = times @ weight
    rows = []
    for name in names:
        inside = (groups == name).to_numpy()
        with np.errstate(divide="ignore", invalid="ignore"):
            samples = (times @ (weight * inside)) / totals
        low, high = resampling.interval(samples) if len(groups) > 1 else (float("nan"),) * 2
        rows.append(
            (name, int(inside.sum()), int(weight[inside].sum()),
             float(weight[inside].sum() / max(weight.sum(), 1)), low, high)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["group", "sentences", "words", "share", "low", "high"])


def by_voice(article: Article) -> pd.DataFrame:
    """Count the words of each voice.

    Returns
    -------
    DataFrame
        ``voice`` (narration, quotation, reported), ``sentences``, ``words``, ``share`` of the
        body's words, ``low`` and ``high`` (95 % bootstrap over sentences). Words of a sentence all
        go to its voice, "he said" too. A row for each voice, also one that is absent.
    """
    body = article.body
    table = _shares(body["voice"], body["words"]).rename(columns={"group": "voice"})
    table = table.set_index("voice").reindex([NARRATION, REPORTED, QUOTATION])
    fill = {"sentences": 0, "words": 0, "share": 0.0}
    table = table.fillna(fill).astype({"sentences": int, "words": int})
    return table.reset_index()


def by_speaker(article: Article) -> pd.DataFrame:
    """Count the words of each speaker.

    Returns
    -------
    DataFrame
        ``speaker`` ("the author", a name, or "unnamed"), ``sentences``, ``words``, ``quotation``
        and ``reported`` (words of sentences of that voice), ``share`` of the body's words, ``low``
        and ``high`` (95 % bootstrap over sentences). The author first, then by words.
    """
    body = article.body
    who = body["speaker"].where(body["speaker"] != "", UNNAMED)
    who = who.where(body["voice"] != NARRATION, AUTHOR)
    table = _shares(who, body["words"]).rename(columns={"group": "speaker"})
    for voice in (QUOTATION, REPORTED):
        counts = body["words"].where(body["voice"] == voice, 0).groupby(who).sum()
        table[voice] = table["speaker"].map(counts).fillna(0).astype(int)
    table["order"] = (table["speaker"] != AUTHOR).astype(int)
    table = table.sort_values(["order", "words", "speaker"], ascending=[True, False, True])
    columns = ["speaker", "sentences", "words", QUOTATION, REPORTED, "share", "low", "high"]
    return table[columns].reset_index(drop=True)


def turns(article: Article) -> pd.DataFrame:
    """List what others say: every quotation and every reported sentence.

    Returns
    -------
    DataFrame
        ``sentence``, ``voice``, ``speaker``, ``text``.
    """
    body = article.body
    return body.loc[body["voice"] != NARRATION, ["sentence", "voice", "speaker", "text"]]


def numbers(article: Article) -> dict[str, dict]:
    """Return the entries ``article.*`` of results.json.

    Notes
    -----
    Tables they point into: ``sentences``, ``measures``, ``voices``, ``speakers``, ``notes``.
    """
    body, sentences = article.body, article.sentences
    entry = results.number
    found: dict[str, dict] = {}

    def told(key, value, unit, method, n=1, **cell):
        found[f"article.{key}"] = entry(value, n=n, unit=unit, method=method, **cell)

    total = len(sentences)
    told("title", article.title, "title", "as told, or the headline, or the first sentence")
    told("date", article.date or None, "date", "as told, or found in the text")
    told("name", article.name or None, "file name", "as given")
    told("sha256", article.sha256, "sha256", "of the bytes received")
    told("encoding", article.encoding, "encoding", "mark, strict UTF-8, zero bytes, cp1252")
    told("language", article.language, "language", "English and other function words")
    told("english", article.english, "yes or no", "share of English function words")
    told("characters", len(article.text), "characters", "count", n=len(article.text))
    told("all_sentences", total, "sentences", "headline and residue among them", n=total)
    told("all_paragraphs", int(sentences["paragraph"].nunique()), "paragraphs", "count", n=total)
    told(
        "all_words", article.words, "words", "headline and body, residue left out", n=article.words
    )
    told("headline", bool((sentences["part"] == "headline").any()), "yes or no", "first paragraph")

    table = summary(article)
    keys = {
        "paragraphs": "paragraphs",
        "sentences": "sentences",
        "words": "words",
        "sentence length": "sentence_length",
        "longest sentence": "longest",
        "reading ease": "ease",
        "grade": "grade",
        "type-token ratio": "ttr",
        "moving type-token ratio": "mattr",
        "MTLD": "mtld",
    }
    methods = {
        "sentence_length": "mean of body sentences, 95 % bootstrap",
        "ease": "Flesch 1948, 95 % bootstrap over sentences",
        "grade": "Kincaid 1975, 95 % bootstrap over sentences",
        "ttr": "types / tokens, 95 % jackknife over 20 stretches",
        "mattr": "MATTR, windows of 50, 95 % jackknife over 20 stretches",
        "mtld": "MTLD .72, both ways, 95 % jackknife over 20 stretches",
    }
    for row, line in enumerate(table.itertuples(index=False)):
        key = keys[line.measure]
        value = int(line.value) if float(line.value).is_integer() and line.unit in (
            "paragraphs", "sentences", "words"
        ) else line.value  # fmt: skip
        told(
            key, value, line.unit, methods.get(key, "count, body, residue left out"), n=int(line.n),
            low=line.low, high=line.high, table="measures", row=row, column="value",
        )  # fmt: skip
        if line.measure in IN_NEWS:
            for end, share in zip(("low", "high"), USUAL, strict=True):
                told(
                    f"{key}.news.{end}", getattr(line, f"news_{end}"), line.unit,
                    f"{share:.0%} of news stories have at most this", n=in_news(line.measure)[2],
                    table="measures", row=row, column=f"news_{end}",
                )  # fmt: skip
        if key in ("ease", "mattr"):
            told(
                f"{key}.reading", line.reading, "words", "in words, or why it is not given",
                table="measures", row=row, column="reading",
            )  # fmt: skip

    residue = sentences[sentences["residue"]]
    told("residue", len(residue), "sentences", "torn sentences and boilerplate", n=total)
    for count, line in enumerate(residue.head(3).itertuples(), start=1):
        told(f"residue.{count}", line.text, "passage", "rule for residue", n=1, table="sentences",
             row=int(line.Index), column="text")  # fmt: skip
    notes = article.notes.reset_index(drop=True)
    told("notes", len(notes), "notes", "what reading did", n=len(notes))
    metadata = notes[notes["kind"].isin(["metadata", "date", "byline", "dateline", "field"])]
    told("metadata", len(metadata), "notes", "metadata taken off the text", n=len(notes))
    for count, line in enumerate(metadata.head(3).itertuples(), start=1):
        told(f"metadata.{count}", line.what, "passage", "rule for metadata", n=1, table="notes",
             row=int(line.Index), column="what")  # fmt: skip
    told(
        "duplicates",
        int((notes["kind"] == "duplicate").sum()),
        "paragraphs",
        "equal words",
        n=total,
    )

    voices = by_voice(article)
    for row, line in enumerate(voices.itertuples(index=False)):
        cell = {"table": "voices", "row": row, "n": len(body)}
        told(f"{line.voice}.sentences", line.sentences, "sentences", "rules for voice",
             column="sentences", **cell)  # fmt: skip
        told(f"{line.voice}.words", line.words, "words", "rules for voice", column="words", **cell)
        told(f"{line.voice}.share", line.share, "share of words", "95 % bootstrap over sentences",
             low=line.low, high=line.high, column="share", **cell)  # fmt: skip
    speakers = by_speaker(article)
    named = speakers[~speakers["speaker"].isin([AUTHOR, UNNAMED])]
    told("speakers", len(named), "named speakers", "rules for speakers", n=len(body))
    for count, line in enumerate(named.head(5).itertuples(), start=1):
        cell = {"table": "speakers", "row": int(line.Index), "n": len(body)}
        told(
            f"speaker.{count}", line.speaker, "name", "rules for speakers", column="speaker", **cell
        )
        told(f"speaker.{count}.sentences", line.sentences, "sentences", "rules for speakers",
             column="sentences", **cell)  # fmt: skip
        told(f"speaker.{count}.words", line.words, "words", "rules for speakers", column="words",
             **cell)  # fmt: skip
        told(
            f"speaker.{count}.share", line.share, "share of words", "95 % bootstrap over sentences",
            low=line.low, high=line.high, column="share", **cell,
        )  # fmt: skip
    quoted = body[body["voice"] == QUOTATION]
    if len(quoted):
        first = quoted.iloc[0]
        told("quotation.1", first["text"], "passage", "first quotation", n=len(quoted),
             table="sentences", row=int(quoted.index[0]), column="text")  # fmt: skip
    if len(body):
        place = body["words"].to_numpy().argmax()
        told("longest.passage", body["text"].iloc[place], "passage", "most words", n=len(body),
             table="sentences", row=int(body.index[place]), column="text")  # fmt: skip
    return found
