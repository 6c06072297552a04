"""A computed reading: a few short paragraphs on what stands out in how an article is worded."""

import re

import pandas as pd

from closereading import prose
from closereading.article import Article
from closereading.reading import tokens
from closereading.sentiment import weights
from closereading.statement import LIKELY, Statement
from closereading.voices import NARRATION, REPORTED
from closereading.wording import audit, frequency, headlines, timing
from closereading.wording.counting import VAGUE
from closereading.wording.drafts import HIGH, Draft, Paragraph
from closereading.wording.judging import MARKS, SAYING
from closereading.wording.places import LISTS
from closereading.wording.values import least, value

MOST = 6  # paragraphs
FIGURE = "08-places"
CARRIES = 0.6  # of the sentences from which one speaker carries them
TALKED_OF = 3  # mentions from which it tells that somebody is not heard
ALONE, ALONE_SHARE = 6, 0.35  # sentences of the author's before anybody speaks
FEWEST_SPOKEN, FEWEST_NUMBERS = 4, 5
LONG_AGO = 3  # years
# A headline's word that colours: of these tags, and of a weight of tone that one word in ten has
COLOURS, COLOURED = ("JJ", "JJR", "JJS", "RB", "VBN", "VBD"), 0.3
# Passives that say little: formulas, accidents, senses
FORMULAS = re.compile(
    r"reached|born|scheduled|expected|killed|injured|hurt|wounded|heard|seen|found"
)
# A word that judges is denied when one of these stands a few words before it.
DENIED = re.compile(r"(?:\b(?:not|never|no|nor|without|hardly|nothing)|n't)(?: [\w'-]+){0,5} \Z")


def reading(article: Article, *, among: pd.DataFrame | None = None) -> list[Paragraph]:
    """Write what a careful reader would notice in how an article is worded.

    Parameters
    ----------
    article : Article
    among : DataFrame, optional
        Made by ``news.reference``; the news stories that ship without it.

    Returns
    -------
    list of Paragraph
        At most six, what stands out most first; none for a text that is not English. What was not
        found is not written: from silence nothing follows.
    """
    if not article.english:
        return []
    made = frequency.tables(article)
    beside = frequency.rates(article, among=among, made=made).set_index("key")
    texts = article.kept.set_index("sentence")["text"].map(tokens.straighten)
    drafts = [
        _headline(article),
        _sources(article),
        _judgements(made["judgements"], article, beside, texts),
        _quantities(_with_counted(made["quantities"], article), beside, texts),
        _certainty(made["certainty"], beside),
        _agency(made["agency"], beside),
        _times(article),
    ]
    told = [paragraph for draft in drafts if (paragraph := draft.paragraph())]
    return sorted(told, key=lambda one: -one.weight)[:MOST]


def _stands(name: str, text: str) -> bool:
    """Tell whether a name, or its last part, stands in a text; who "he" is may be wrong."""
    return bool(name) and name.split()[-1] in text


def _headline(article: Article) -> Draft:
    draft, rows = Draft("headline"), headlines.headline(article)
    for place, row in rows[rows["kind"] == headlines.ABSENT].iterrows():
        weight = weights.table()[0].get(row["text"].lower(), (0, 0))[0]
        if abs(weight) >= COLOURED and tokens.tag(row["text"].lower()).startswith(COLOURS):
            draft.say(0.75, "absent", rows.loc[[place]], word=row["text"])
            if row["nearest"]:
                draft.say(0, "near", rows[:0], word=row["nearest"], where=row["where"])
    for place, row in rows[rows["kind"] == headlines.NUMBER].iterrows():
        draft.say(0.8, "number", rows.loc[[place]], word=row["text"])
    return draft


def _sources(article: Article) -> Draft:
    draft, rows, body = Draft("sources"), audit.sources(article), article.body
    kinds = {kind: part for kind, part in rows.groupby("kind")}
    none = rows[:0]
    spoken = body[body["voice"] != NARRATION]
    heard = kinds.get(audit.NAMED, none).sort_values("times", ascending=False, kind="stable")
    for row in heard.head(1).itertuples():
        own = spoken[spoken["speaker"] == row.name]
        share = len(own) / len(spoken) if len(spoken) else 0
        facts = {"who": row.name, "own": len(own), "all": len(spoken)}
        if share >= CARRIES and len(own) >= FEWEST_SPOKEN and not _doubtful(row.name, rows, own):
            draft.say(0.4 + 0.4 * share, "carries", heard[:1], **facts)
        if len(own) >= FEWEST_SPOKEN and (own["voice"] == REPORTED).all():
            draft.say(0.4, "paraphrase", heard[:1], **facts)
    first = body.index.get_loc(spoken.index[0]) if len(spoken) else 0
    if first >= max(ALONE, ALONE_SHARE * len(body)):
        draft.say(0.45, "alone", none, where=spoken["sentence"].iloc[0])
    one = heard["detail"].str.contains(r"\b(?:known|identified)\b") & ~heard["name"].str.contains(
        " "
    )
    if names := heard.loc[one, "name"].tolist():
        who = f"{prose.listed(names)} {'is' if len(names) == 1 else 'are'}"
        draft.say(0.7, "one_name", heard[one], who=who)
    silent = kinds.get(audit.NOT_HEARD, none).sort_values("times", ascending=False, kind="stable")
    silent = silent[silent["times"] >= TALKED_OF].head(2)
    if len(silent):
        told = [f"{row.name} is named {row.times} times" for row in silent.itertuples()]
        end = "is not heard" if len(silent) == 1 else "neither is heard"
        draft.say(0.55, "not_heard", silent, who=prose.listed(told), end=end)
    unnamed = kinds.get(audit.UNNAMED, none)
    for weight, sentence, part in (
        (0.6, "minds", kinds.get(audit.MINDS, none)),
        (0.3 + 0.5 * len(unnamed) / max(len(spoken), 1), "unnamed", unnamed),
        (0.5, "no_source", kinds.get(audit.CLAIM, none)),
    ):
        if len(part) > (sentence == "unnamed"):
            draft.say(weight, sentence, part, 3)
    last = body.iloc[-2:]["speaker"].tolist()
    end = " ".join(body["text"].iloc[-2 if len(set(last)) == 1 else -1 :])
    if (
        len(spoken) >= FEWEST_SPOKEN
        and body["voice"].iloc[-1] != NARRATION
        and _stands(last[-1], end)
    ):
        draft.say(0.3, "last_word", none, who=last[-1])
    return draft


def _doubtful(name: str, rows: pd.DataFrame, own: pd.DataFrame) -> bool:
    """Tell whether a sentence given to somebody begins with the name of somebody else."""
    others = {one.split()[-1] for one in rows["name"] if one and one != name}
    begins = re.compile(rf"(?:\w+ )?(?:{'|'.join(map(re.escape, others)) or chr(0)})\b(?!['’]s)")
    return any(map(begins.match, own["text"]))


def _judgements(
    table: pd.DataFrame, article: Article, beside: pd.DataFrame, texts: pd.Series
) -> Draft:
    draft, text = Draft("judgements"), tokens.straighten(article.text)
    table = table[~table["text"].str.lower().isin(LISTS["mild"])].drop_duplicates("text")
    denied = [bool(DENIED.search(text[max(0, start - 50) : start])) for start in table["start"]]
    # Who a few words in marks are quoted from, in a sentence that reports somebody, is not known.
    told = table["sentence"].map(article.kept.set_index("sentence")["voice"]) == table["voice"]
    named = map(_stands, table["speaker"].where(told, ""), table["sentence"].map(texts))
    table = table.assign(
        denied=denied, by=table["speaker"].where(pd.Series([*named], table.index, bool), "")
    )
    words = table[~table["kind"].isin((SAYING, MARKS)) & ~table["denied"].astype(bool)]
    verbs = table[(table["kind"] == SAYING) & (table["voice"] != "quotation")].assign(by="")
    marks = table[table["kind"] == MARKS]
    # A word set apart once is not the writer's anywhere: "mad" of 'mad cow disease'.
    told = {tokens.straighten(said) for said in marks["text"]}
    spans = [found.span() for said in told for found in re.finditer(re.escape(said), text)]
    apart = [any(first <= start < last for first, last in spans) for start in words["start"]]
    words = words[~pd.Series(apart, words.index, bool)]
    own = words[words["voice"] == NARRATION]
    others = words.drop(own.index)
    if len(own):
        draft.say(0.4, "own", own)
        draft.rate(beside.loc[frequency.OWN], own)
    for weight, sentence, rows in (
        (0.3, "others", others),
        (0.35, "saying", verbs),
        (0.35, "marks", marks),
    ):
        if len(rows):
            draft.say(weight, sentence, rows, 3)
    return draft


def _with_counted(table: pd.DataFrame, article: Article) -> pd.DataFrame:
    """Return the quantities with what they count: “many” becomes “many people”."""
    straight, ends = tokens.straighten(article.text), []
    for row in table.itertuples():
        reach = row.end + len(row.counts) + 10
        at = straight.find(row.counts, row.end, reach) if row.counts else -1
        ends.append(row.end if at < 0 else at + len(row.counts))
    texts = [article.text[start:end] for start, end in zip(table["start"], ends, strict=True)]
    return table.assign(said=table["text"], text=texts, end=ends)


def _quantities(table: pd.DataFrame, beside: pd.DataFrame, texts: pd.Series) -> Draft:
    draft = Draft("quantities")
    loose = table[(table["exactness"] == VAGUE) & (table["kind"] != "money")]
    counts = table[(table["exactness"] != VAGUE) & (table["kind"] == "count")]
    largest = max((number for text in counts["text"] for number, *_ in value(text)), default=20)
    sizes = loose["said"].map(least)
    if len(loose) and sizes.max() > largest:
        row = loose.loc[[sizes.idxmax()]]
        who = row["speaker"].iloc[0]
        draft.say(0.7, "largest", row)
        if _stands(who, texts[row["sentence"].iloc[0]]):
            draft.say(0, "from", row[:0], who=who)
    given = table[(table["exactness"] != VAGUE) & ~table["kind"].isin(("date", "age"))]
    sourced = given["sentence"].map(texts).str.contains(audit.pattern("sourced"))
    own = given[(given["voice"] == NARRATION) & ~sourced.astype(bool)]
    if len(given) >= FEWEST_NUMBERS and len(own) >= CARRIES * len(given):
        draft.say(0.35, "given", own[:0], own=len(own), all=len(given))
    common = len(loose) >= 3 and beside.loc["wording_vague", "percentile"] >= HIGH
    if common or (len(loose) >= 2 and draft.told):
        draft.say(0, "vague", loose)
        draft.rate(beside.loc["wording_vague"], loose)
    return draft


def _certainty(table: pd.DataFrame, beside: pd.DataFrame) -> Draft:
    draft = Draft("certainty")
    for kind in ("hedge", "booster"):
        rows, line = table[table["kind"] == kind], beside.loc[f"wording_{kind}s"]
        if line.percentile >= HIGH and len(rows) >= 3:
            own = int((rows["voice"] == NARRATION).sum())
            share = f"{own or 'None'} of these {len(rows)} places {'is' if own < 2 else 'are'}"
            share = f"All {len(rows)} are" if own == len(rows) else share
            draft.say(0, kind, rows, share=share)
            draft.rate(line, rows)
    return draft


def _agency(table: pd.DataFrame, beside: pd.DataFrame) -> Draft:
    draft = Draft("agency")
    own = table[(table["voice"] == NARRATION) & ~table["text"].str.contains(FORMULAS)]
    if len(own):
        draft.say(0.3, "agency", own)
        draft.rate(beside.loc["wording_passives"], own)
    return draft


def _times(article: Article) -> Draft:
    draft, rows = Draft("times"), timing.times(article)
    named = rows[rows["kind"] == timing.DATE]  # a day and a month too, whose year nobody says
    dates = named[named["when"] != ""]
    years = dates["when"].str[:4].astype(int)
    if len(dates) == len(named) == 1:
        draft.say(0.3, "only_date", dates)
        if article.date:
            draft.say(0, "own_date", rows[:0], date=article.date)
    elif len(dates) > 1:
        this = int(article.date[:4]) if article.date else years.max()
        if this - years.min() >= LONG_AGO:
            draft.say(0.35, "earliest", dates.loc[[years.idxmin()]])
    return draft


def statements(article: Article, numbers: dict[str, dict]) -> list[Statement]:
    """Return the reading as statements of the report: the first sentence answers.

    Parameters
    ----------
    article : Article
    numbers : dict
        All numbers of the run; what is said here needs none of them.
    """
    made = []
    for one in reading(article):
        places = tuple(dict.fromkeys(sentence for sentence, _, _ in one.places))
        key, answer, detail = f"wording.{one.kind}", one.sentences[0], " ".join(one.sentences[1:])
        question = dict(line.split(": ", 1) for line in LISTS["question"])[one.kind]
        doubt = dict(line.split(": ", 1) for line in LISTS["doubt"])[one.kind]
        made.append(
            Statement(key, question, answer, LIKELY, one.weight, places, FIGURE, detail, doubt)
        )
    return made
