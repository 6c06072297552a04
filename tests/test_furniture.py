"""What stands around an article, rule by rule; archives' fields; lines and dates."""

import textwrap

import pytest

from closereading.article import InputError, read_article
from closereading.reading import archives, dates, furniture, lines

STORY = (
    "Fishermen in Halden say they may leave the port for good after dredging stopped in October.",
    "“We go out at high water or not at all,” said Gareth Lowe, who owns two boats.",
    "The port authority said it had run out of money. Its head said a contract would cost more.",
)
BODY = "\n\n".join(STORY)
TITLE = "Fishermen fear for harbour"
WHOLE = f"{TITLE}\n\n{BODY}\n"


def rule_of(line: str, before: str = TITLE, after: str = BODY) -> str:
    """Return the rule that takes a line off where it stands between headline and text."""
    article = read_article(f"{before}\n\n{line}\n\n{after}\n")
    found = [note.kind for note in article.notes.itertuples() if note.what[:40] == line[:40]]
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Skip to main content", "furniture"),
        ("Share", "furniture"),
        ("Share | Tweet | Email", "furniture"),
        ("164 comments", "furniture"),
        ("4 min read", "furniture"),
        ("Listen to this article", "furniture"),
        ("View image in fullscreen", "furniture"),
        ("2 days ago", "furniture"),
        ("Sign up to our daily newsletter", "furniture"),
        ("We use cookies to improve your experience. Accept all", "furniture"),
        ("Advertisement", "furniture"),
        ("Read more: Why trams are back", "furniture"),
        ("— Reuters", "credit"),
        ("- Frank Russell, Mercury News", "credit"),
        ("Protesters outside the hall. Photograph: Leo Marsh/Getty Images", "credit"),
        ("Page 1 of 2", "page"),
        ("By Karin Holt", "byline"),
        ("By Tom Aldous | December 14, 2023", "byline"),
        ("Home > News > Politics", "furniture"),
        ("BREAKING NEWS", "furniture"),
        ("Thu 14 Dec 2023 11.40 GMT", "date"),
        ("Source: The Paper", "field"),
        ("Share prices fell on Monday.", ""),
        ("Listen to the people who live here.", ""),
        ("Two days ago it rained on the fields.", ""),
        ("Reuters was told of it by nobody.", ""),
        ("Page after page was torn out.", ""),
    ],
)
def test_a_line_is_taken_off_by_its_rule(line, rule):
    assert rule_of(line) == rule


WRAPPED = textwrap.fill(STORY[0], 30)
# For each rule a text, and what is in the article only where the rule is switched off
SWITCHED = {
    "furniture": (f"{TITLE}\n\n164 comments\n\n{BODY}", "164 comments"),
    "credit": (f"{TITLE}\n\n— Reuters\n\n{BODY}", "— Reuters"),
    "page": (f"{TITLE}\n\nPage 1 of 2\n\n{BODY}", "Page 1 of 2"),
    "byline": (f"{TITLE}\n\nBy Karin Holt\n\n{BODY}", "By Karin Holt"),
    "date": (f"{TITLE}\n\n14 December 2023\n\n{BODY}", "14 December 2023"),
    "field": (f"{TITLE}\n\nSource: The Paper\n\n{BODY}", "Source: The Paper"),
    "address": (f"{TITLE}\n\nhttps://example.com/a\n\n{BODY}", "https://example.com/a"),
    "release": (f"FOR IMMEDIATE RELEASE\n\n{WHOLE}\nENDS\n\nNot for print.", "Not for print."),
    "footnote": (f"{WHOLE}\n[1] See the note.", "[1] See the note."),
    "torn": (f"{WHOLE}\nWill get help.", "Will get help."),
    "metadata": (f"date 2023-12-14 {TITLE}\n\n{BODY}", "date 2023-12-14"),
    "dateline": (f"{TITLE}\n\nKYIV, Ukraine (AP) — {BODY}", "KYIV, Ukraine (AP)"),
    "heading": (f"{TITLE}\n\n{STORY[0]}\n\nNo money left\n\n{STORY[2]}", "No money left"),
    "table": (f"{WHOLE}\na | b\n\nc | d\n\ne | f", "c | d"),
    "lines": (f"{TITLE}\n\n{WRAPPED}\n\n{BODY}", WRAPPED.replace("\n", "\n\n")),
    "archive": (f"{WHOLE}\nGraphic\n\nA boat.\n\nLoad-Date: December 15, 2023", "A boat."),
}


def test_every_rule_has_its_case():
    assert {*SWITCHED} == furniture.NAMES


@pytest.mark.parametrize("rule", SWITCHED)
def test_every_rule_can_be_switched_off(rule):
    text, kept = SWITCHED[rule]
    assert kept not in read_article(text).clean
    assert kept in read_article(text, keep=(rule,)).clean
    assert kept in read_article(text, keep=f"{rule},{rule}").clean


def test_a_rule_that_is_not_there_is_said():
    with pytest.raises(InputError, match="no rule 'nonsense'"):
        read_article(WHOLE, keep="nonsense")


@pytest.mark.parametrize(
    ("line", "like"),
    [
        ("By Karin Holt and Tom Aldous and Ann Lee and Nina Falk", "byline"),
        ("Category: The Sea", "field"),
        ("About Tidewell Energy:", "release"),
        ("Click here to see how the port was built and why nobody wants to pay for it now, "
         "said its owner, who has lived beside it for fifty years.", "furniture"),
    ],
)  # fmt: skip
def test_what_is_doubtful_stays_and_is_told(line, like):
    long = "\n\n".join([*STORY] * 4)
    article = read_article(f"{TITLE}\n\n{long}\n\n{line}\n\n{long}")
    assert line in article.clean
    told = article.notes[article.notes["kind"] == "doubtful"]
    assert told["what"].tolist() == [line[:80]]
    assert f"what {like} takes off" in told["why"].iloc[0]


def test_rules_have_reasons_and_names_a_reader_can_type():
    for rule in (*furniture.PARAGRAPHS, *furniture.SENTENCES):
        assert rule.name.isalpha()
        assert rule.why


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Skip to main content\n\n{WHOLE}", TITLE),
        (f"Home\nNews\nPolitics\n\n{WHOLE}", TITLE),
        (f"Headline: {TITLE}\nByline: Tom Aldous\n\n{BODY}", TITLE),
        (f"{TITLE}\n{STORY[0]}\n{STORY[2]}", TITLE),
        (f"Black votes as key in the U.S.\n\n{BODY}", "Black votes as key in the U.S."),
    ],
)
def test_residue_is_no_title(text, title):
    assert read_article(text).title == title


def test_links_go_with_their_heading_and_the_text_behind_stays():
    text = f"{WHOLE}\nMore on this story\nTen cities\nA tram is born\n\n{STORY[1]}\n"
    article = read_article(text)
    assert "tram" not in article.clean
    assert article.kept["text"].iloc[-1] == STORY[1]


def test_a_release_ends_where_it_says_so():
    tail = "ENDS\n\nNotes to editors\n\nTidewell makes pumps. It has 20 staff.\n"
    assert "pumps" not in read_article(f"{WHOLE}\n{tail}").clean
    about = "About Tidewell Energy\n\nTidewell makes pumps. It has 20 staff.\n"
    assert "pumps" in read_article(f"{WHOLE}\n{about}").clean
    sent = f"FOR IMMEDIATE RELEASE\n\n{WHOLE}\n{about}"
    assert "pumps" not in read_article(sent).clean
    assert read_article(sent).title == TITLE


def test_crossheads_are_headings():
    article = read_article(f"{TITLE}\n\n{STORY[0]}\n\nNo money left\n\n{STORY[2]}\n\n{STORY[1]}\n")
    row = article.sentences[article.sentences["text"] == "No money left"].iloc[0]
    assert (row["part"], row["residue"]) == ("heading", True)
    kept = read_article(f"{TITLE}\n\n{STORY[0]}\n\nNo money left\n\n{STORY[2]}\n", keep="heading")
    assert "No money left" in set(kept.body["text"])


@pytest.mark.parametrize("width", [25, 33, 40, 60, 72, 100, 120])
@pytest.mark.parametrize("form", ["wrapped", "double", "hyphens"])
def test_a_margin_is_seen(width, form):
    story = [*STORY, *STORY[::-1], *STORY]
    paragraphs = [textwrap.fill(each, width, break_on_hyphens=False) for each in story]
    if form == "double":
        paragraphs = [each.replace("\n", "\n\n") for each in paragraphs]
    if form == "hyphens":
        paragraphs = [each.replace("dredging", "dredg-\ning") for each in paragraphs]
    separator = "\n\n\n" if form == "double" else "\n\n"
    article = read_article(separator.join(["A headline", *paragraphs]))
    read = [" ".join(text.split()) for text in article.plain]
    right = read_article("\n\n".join(["A headline", *story]))
    assert read == right.plain.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "A short line of verse goes here,\nand then another of the kind,\nand one more follows it.",
        "One paragraph a line ends here.\nAnother one is there.\nAnd one more.",
        "• apples from the market\n• pears and plums\n• more of the same",
    ],
)
def test_lines_of_an_author_stay(text):
    assert lines.margin(text) == lines.Margin()


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("dredg-\ning", "dredging"),
        ("well-\nknown", "well-known"),
        ("inter-\r\nnational", "international"),
    ],
)
def test_hyphens_at_line_ends(broken, whole):
    assert lines.unhyphened(f"the {broken} one")[0] == f"the {whole} one"


@pytest.mark.parametrize(
    "line",
    [
        "Thursday 14 December 2023 09:12, UK",
        "Updated 9:12 AM EST, Thu December 14, 2023",
        "2023/12/14",
        "14th of December 2023",
        "December 14, 2023 Thursday",
        "Last modified on Thu 14 Dec 2023 11.40 GMT",
        "Dec. 14, 2023, 9:12 a.m. ET",
        "14-Dec-2023",
    ],
)
def test_dates_as_news_prints_them(line):
    assert dates.line(line)
    assert read_article(f"{TITLE}\n\n{line}\n\n{BODY}").date == "2023-12-14"


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (["Last updated: 2023-12-15", "Publication date: Dec 14, 2023"], "2023-12-14"),
        (["Load-Date: 2023-12-16", "Updated 15 December 2023"], "2023-12-15"),
        (["no date"], ""),
    ],
)
def test_publication_before_update_before_loading(told, day):
    assert dates.best(told) == day


def test_a_date_that_cannot_be_told_is_said():
    article = read_article(f"{TITLE}\n\n03/04/2023\n\n{BODY}")
    assert article.date == ""
    assert "Day or month first" in " ".join(article.notes["why"])


def test_a_release_tells_its_date():
    article = read_article("NORWICK, Maine, Dec. 14, 2023 /PRNewswire/ -- Tide opened. It did.")
    assert article.date == "2023-12-14"
    assert article.title == "Tide opened"


NEXIS = f"""{TITLE}

The Northern Courier (Halden)

December 14, 2023 Thursday

Section: NEWS; Pg. 14

Length: 214 words

Byline: Tom Aldous

Body

{BODY}

Graphic

Gareth Lowe with his boat. Photograph: Sam Berry

Load-Date: December 15, 2023

Subject: FISHERIES (91%)

End of Document
"""
FACTIVA = f"""News
{TITLE}

Tom Aldous
214 words
14 December 2023
The Northern Courier
NCOUR
14
English
© 2023 Courier Newspapers Ltd. All rights reserved.

{BODY}

Document NCOUR00020231214ejce0001q
"""
PROQUEST = f"""{TITLE}

Author: Aldous, Tom

ProQuest document link

Abstract: None available.

Full text: {BODY}

Subject: Fisheries

Publication title: The Northern Courier

Publication date: Dec 14, 2023

Last updated: 2023-12-15

Database: ProQuest Central
"""
PRESSREADER = f"""{TITLE}

The Northern Courier · 14 Dec 2023 · NEWS

By Tom Aldous

{BODY}

PressReader.com - Digital Newspapers & Magazines
"""


@pytest.mark.parametrize("text", [NEXIS, FACTIVA, PROQUEST, PRESSREADER])
def test_archives_tell_fields_and_the_body_alone_counts(text):
    article = read_article(text)
    assert article.clean == read_article(WHOLE).clean
    assert (article.title, article.date) == (TITLE, "2023-12-14")
    assert "Aldous" in article.about["byline"].replace("Aldous, Tom", "Tom Aldous")
    assert set(article.about) <= set(archives.ABOUT)


def test_a_date_of_loading_is_the_last_resort_and_said():
    article = read_article(NEXIS.replace("December 14, 2023 Thursday\n\n", ""))
    assert article.date == "2023-12-15"
    assert "loading" in " ".join(article.notes["why"])


@pytest.mark.parametrize("text", [NEXIS, FACTIVA], ids=["Nexis", "Factiva"])
def test_several_articles_are_told_and_one_is_chosen(text):
    several = text + "\n" + text.replace(TITLE, "Another headline")
    with pytest.raises(InputError, match=r"2 articles.*--article 1.*closereading corpus"):
        read_article(several)
    assert read_article(several, article=1).title == TITLE
    assert read_article(several, article="2").title == "Another headline"
    with pytest.raises(InputError, match="no article 3"):
        read_article(several, article=3)


def test_a_corpus_has_a_row_an_article_of_an_export(tmp_path):
    from closereading import corpus
    from closereading.corpus import shelves

    other = NEXIS.replace(TITLE, "Another headline")
    (tmp_path / "two.txt").write_text(NEXIS + "\n" + other, "utf-8")
    (part,) = shelves.partitions(tmp_path)
    articles, _ = corpus.rows(part)
    told = [(row["id"], row["title"], row["error"]) for row in articles]
    assert told == [("two.txt#1", TITLE, ""), ("two.txt#2", "Another headline", "")]
