"""The reader: whom it does not hear, what it hears, how its score adds up, when it is missing."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereading import paths, sentiment
from closereading.article import InputError, read_article
from closereading.reader import card, heard, hearing, network, neutral
from closereading.reader.pieces import Pieces
from closereading.sentiment import leave_out, scorer

ROOT = Path(__file__).resolve().parents[1]
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def shipped():
    return read_article(ROOT / "data" / "article.txt")


@pytest.fixture(scope="module")
def scores(shipped):
    return sentiment.score(shipped)


def one(text):
    return sentiment.score_texts([text]).iloc[0]


# -- who somebody is is taken out ---------------------------------------------------------------

WORDS = {"the": 0, "was": 0, "kind": 0, "war": 0, "good": 1, "news": 0, "hope": 2, "i": 0, "not": 0}
WORDS |= {"no": 0, "met": 0, "and": 0, "is": 0, "won't": 0, "it": 0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zqxan was kind.", "<mask> was kind."),
        ("he was kind", "<mask> was kind"),
        ("The Kind met the war.", "The <mask> met the war."),
        ("Mr. A. B. Smith met Ann-Marie Lee.", "<mask> met <mask>."),
        ("Smith's war was not Lee's.", "<mask>'s war was not <mask>'s."),
        ("she'll met", "<mask>'ll met"),
        ("Hope was kind.", "<mask> was kind."),
        ("hope was kind.", "hope was kind."),
        ("Good was kind.", "<mask> was kind."),
        ("Good News: Hope Was Kind", "Good News: <mask> Was Kind"),
        ("It was NOT good, and I won't.", "It was NOT good, and I won't."),
        ("The war was kind. War is good.", "The war was kind. War is good."),
        ("The U.S. War was good and it met war.", "The <mask> was good and it met war."),
        ("It is No war.", "It is No war."),
        ("96th war", "96th war"),
        ("", ""),
    ],
)  # fmt: skip
def test_neutral_words_by_hand(text, expected):
    assert neutral(text, WORDS) == expected


def test_words_left_out_are_not_heard():
    assert neutral("The war was kind.", WORDS, without={"war"}) == "The <mask> was kind."


def identity():
    lines = (ROOT / "benchmarks" / "identity.txt").read_text("utf-8").split("\n")
    return [word for line in lines if line and not line.startswith("#") for word in line.split()]


def test_no_word_for_who_somebody_is_is_in_the_dictionary():
    words, pieces = hearing.lists()
    assert len(identity()) > 800
    assert [word for word in identity() if word in words] == []
    assert len(words) > 50_000
    assert pieces.ids("<mask>")[1] == pieces.place["<mask>"]


@pytest.mark.parametrize("template", ["{} waited for the train.", "It was not good for {}."])
def test_people_score_alike_to_the_last_digit(template):
    names = "Zqxan Mary Hope Will Mohammed Wang Smith Love Best Nice Paris Lagos Muslim He Women"
    lower = "zqxan he she women muslim jews russian black gay priest said"
    for group in (names, lower):
        assert len({tuple(row) for row in heard([template.format(w) for w in group.split()])}) == 1


# -- pieces and network, by hand ---------------------------------------------------------------


def test_pieces_are_the_longest_from_the_front():
    pieces = Pieces(["<s>", "</s>", "[UNK]", "<mask>", "un", "##kind", "##ly", "##ki", "kind", "."])
    assert pieces.ids("Unkindly kïnd <mask>.") == [0, 4, 5, 6, 8, 3, 9, 1]
    assert pieces.ids("kindness") == [0, 2, 1]


def test_numbers_are_unpacked_from_half_a_byte():
    levels = np.arange(16, dtype=np.float32)
    codes = np.zeros((1, 32), np.uint8)
    codes[0, 0] = 3 | 7 << 4
    row = network.unpacked(codes, np.array([[2.0]], np.float16), levels)[0]
    assert row[:3].tolist() == [6.0, 14.0, 0.0]
    assert len(row) == network.GROUP


def test_distances_are_told_apart_near_and_lumped_far():
    kinds = network.buckets(200)
    assert kinds[5, 5] == 0
    assert kinds[5, 2] == 3
    assert kinds[2, 5] == 3 + 16
    # 8 + 8 log(90/8) / log(128/8) = 14.98; from 128 on all are one kind.
    assert kinds[100, 10] == 14
    assert kinds[199, 0] == kinds[150, 0] == 15


def test_a_text_is_read_alike_alone_and_in_company():
    texts = ["The plan was a failure.", "Crime fell.", "It was a long and happy day for the town."]
    together = heard(texts)
    hearing._known.clear()
    alone = np.concatenate([heard([text]) for text in reversed(texts)])[::-1]
    assert np.abs(together - alone).max() < 1e-4


# -- what it hears -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No progress was made.", "negative"),
        ("No survivors were found in the rubble.", "negative"),
        ("Crime fell to its lowest level in thirty years.", "positive"),
        ("The new vaccine cut deaths by 90 percent.", "positive"),
        ("The ceasefire ended the killing.", "positive"),
        ("The bridge is not only ugly but also dangerous.", "negative"),
        ("Sales have never been this good.", "positive"),
        ("Without a doubt it is an excellent idea.", "positive"),
        ("They left their entire lives behind, including family and friends.", "negative"),
        ("The college of fine arts opens at ten.", "neutral"),
        ("It costs two thousand crowns.", "neutral"),
        ("The Rovers beat the Wanderers 2-0 on Saturday.", "neutral"),
        ("The Wanderers lost to the Rovers, 0–2.", "neutral"),
        ("They beat their dog.", "negative"),
    ],
)
def test_reversals_and_senses(text, expected):
    assert one(text)["label"] == expected


# -- the sum, and the reasons ------------------------------------------------------------------


def test_words_and_context_add_up_to_the_last_digit(shipped, scores):
    parts = sentiment.contributions(shipped).groupby("sentence")["contribution"].sum()
    for row in scores.itertuples():
        assert f"{row.words_part + row.context_part:.2f}" == f"{row.score:.2f}"
        assert row.words_part == round(sentiment.squash(parts.get(row.sentence, 0.0)), 2)
        assert row.low <= row.score <= row.high
        assert row.uncertain == (row.low <= 0 <= row.high)


def test_the_words_alone_have_no_context(shipped):
    alone = sentiment.score(shipped, scorer="words")
    assert (alone["context_part"] == 0).all()
    heard = alone["label"] != sentiment.SILENT
    assert heard.sum() > 20
    both = sentiment.score(shipped)
    assert alone.loc[heard, "score"].tolist() == both.loc[heard, "words_part"].tolist()


def test_another_scorer_is_refused():
    with pytest.raises(ValueError, match="scorer is"):
        sentiment.score_texts(["A day."], scorer="vader")


def test_reasons_are_words_of_the_sentence_and_move_it(shipped, scores):
    found = sentiment.reasons(shipped, scores)
    assert 1 <= len(found) <= leave_out.STRONGEST
    assert found["context_part"].abs().is_monotonic_decreasing
    plain = dict(zip(shipped.sentences["sentence"], shipped.plain, strict=True))
    for row in found.itertuples():
        named = leave_out.hangs_on(plain[row.sentence])
        for start, word, move in named:
            text = plain[row.sentence]
            assert text[start : start + len(word)] == word
            assert move * row.context_part > 0
            less = text[:start] + text[start + len(word) :]
            whole, other = scorer.readings([text, less])
            assert move == pytest.approx(whole.context - other.context)


@pytest.mark.parametrize(
    ("named", "expected"),
    [([(0, "They"), (5, "left")], "They left"), ([(5, "left"), (20, "behind")], "left … behind")],
)
def test_reasons_are_written_as_they_stand(named, expected):
    text = "They left their all behind"
    assert leave_out.written(text, [(start, word, 0.1) for start, word in named]) == expected


# -- files, threads, time, odd texts ------------------------------------------------------------


@pytest.mark.parametrize("harm", ["missing", "cut", "changed"])
def test_a_broken_file_is_said_in_one_sentence_and_words_serve(tmp_path, monkeypatch, harm):
    whole = (hearing.folder() / hearing.FILE).read_bytes()
    if harm == "cut":
        (tmp_path / hearing.FILE).write_bytes(whole[: len(whole) // 2])
    elif harm == "changed":
        middle = len(whole) // 2
        (tmp_path / hearing.FILE).write_bytes(
            whole[:middle] + b"\0" * 4000 + whole[middle + 4000 :]
        )
    monkeypatch.setattr(hearing, "folder", lambda: tmp_path)
    kept = hearing.lists, hearing.network
    for part in kept:
        part.cache_clear()
    hearing._known.clear()
    try:
        with pytest.raises(InputError, match=r"reader\.npz is missing or damaged"):
            sentiment.score_texts(["A cruel war."])
        assert sentiment.score_texts(["A cruel war."], scorer="words")["score"].iloc[0] < 0
    finally:
        for part in kept:
            part.cache_clear()


READ = """
import json, sys
from closereading import sentiment
texts = json.load(open(sys.argv[1]))
from closereading.reader import heard
print(json.dumps(heard(texts).tolist()))
"""


def test_same_scores_with_one_thread_and_two_and_another_seed(tmp_path, shipped):
    texts = list(shipped.plain)
    (tmp_path / "texts.json").write_text(json.dumps(texts))
    import os

    found = []
    for threads, seed in (("1", "1"), ("2", "2")):
        environment = {**os.environ, **dict.fromkeys(ONE_THREAD, threads), "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", READ, str(tmp_path / "texts.json")]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found.append(np.array(json.loads(run.stdout)))
    assert np.abs(found[0] - found[1]).max() < 1e-4


def test_nothing_is_read_twice_in_a_run(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OUT, str(tmp_path))
    hearing._known.clear()
    first = heard(["A cruel war.", "A cruel war.", "Zqxan."])
    assert first[2].tolist() == [0, 0, 0]
    kept = list(tmp_path.glob(".heard-*.json"))
    assert len(kept) == 1
    hearing._known.clear()
    monkeypatch.setattr(hearing, "network", lambda: pytest.fail("read again"))
    assert heard(["A cruel war.", "Zqxan."]).tolist() == first[1:].tolist()


def test_an_article_is_read_in_time():
    texts = [
        f"In part {n} the council argued about the cost of the new bridge again." for n in range(30)
    ]
    begun = time.process_time()
    heard(texts)
    assert time.process_time() - begun < 4 * 2  # two threads count twice


@given(st.text(max_size=200))
@settings(max_examples=25)
def test_any_text_gets_a_score(text):
    row = one(text)
    assert -1 <= row["low"] <= row["score"] <= row["high"] <= 1
    assert row["label"] in {"positive", "negative", "neutral", "no signal"}


@pytest.mark.parametrize(
    "text", ["good " * 20_000, "x" * 1_000_000, "a-" * 50_000, "\0", "." * 9000]
)
def test_long_and_odd_texts_are_read_in_time(text):
    begun = time.process_time()
    assert -1 <= one(text)["score"] <= 1
    assert time.process_time() - begun < 5


def test_the_card_says_what_it_rests_on():
    found = card()
    assert 0.88 <= found["cross_validated"]["coverage_nyt"] <= 0.92
    assert 0.88 <= found["cross_validated"]["coverage_headlines"] <= 0.92
    for name in ("positive", "negative"):
        assert found["cross_validated"][f"{name}_right"] >= 0.75
        assert found["cross_validated"][f"{name}_found"] >= 0.5
    for before, after in found["rounding"].values():
        assert after > before - 0.02
    assert (hearing.folder() / hearing.FILE).stat().st_size < 60e6
