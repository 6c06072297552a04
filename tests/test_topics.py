"""Topics: the shuffling is fair, the verdicts hold on texts that are known, nothing breaks."""

import itertools
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import threadpoolctl
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from closereading import paths, prose, resampling, topics
from closereading.article import read_article
from closereading.charts import topics as theme_charts
from closereading.keywords import candidates
from closereading.topics import (
    cores,
    curveball,
    gate,
    groups,
    likeness,
    models,
    network,
    segments,
    survey,
    themes,
)

HERE = Path(__file__).parent
# Sentences of two-stories.txt, from 0, that begin another story; in between A, B, A, B.
BORDERS = [8, 15, 21]

incidences = npst.arrays(bool, st.tuples(st.integers(2, 7), st.integers(2, 9)))


@pytest.fixture(scope="module")
def shipped():
    return read_article(str(paths.SHIPPED))


@pytest.fixture(scope="module")
def shipped_study(shipped):
    return topics.study(shipped)


@pytest.fixture(scope="module")
def two():
    return read_article(str(HERE / "articles" / "two-stories.txt"))


@pytest.fixture(scope="module")
def stories():
    return np.searchsorted(BORDERS, np.arange(27), side="right") % 2


# --- shuffling


@settings(max_examples=60, deadline=None)
@given(incidences)
def test_shuffled_copies_keep_both_margins(present):
    copies = curveball.shuffle(present, copies=5)
    assert (copies.sum(axis=1) == present.sum(axis=0)).all()
    assert (copies.sum(axis=2) == present.sum(axis=1)).all()


def test_shuffling_repeats_and_shuffles():
    present = np.random.default_rng(1).random((12, 30)) < 0.2
    one = curveball.shuffle(present, copies=20)
    assert (one == curveball.shuffle(present, copies=20)).all()
    assert not (one == curveball.shuffle(present, copies=20, seed=2)).all()
    assert (one == present).all(axis=(1, 2)).sum() == 0


def test_every_arrangement_is_equally_likely():
    # One word a sentence, one sentence a word: the six permutations, one sixth each.
    copies = curveball.shuffle(np.eye(3, dtype=bool), copies=3000)
    counts = np.unique(copies.reshape(3000, -1), axis=0, return_counts=True)[1]
    assert len(counts) == 6
    assert counts == pytest.approx(500, abs=90)  # four standard deviations


def test_batches_do_not_change_the_margins(monkeypatch):
    monkeypatch.setattr(curveball, "CELLS", 1)
    present = np.random.default_rng(2).random((6, 9)) < 0.4
    copies = curveball.shuffle(present, copies=7)
    assert copies.shape == (7, 6, 9)
    assert (copies.sum(axis=1) == present.sum(axis=0)).all()


def test_how_many_copies_are_worked_on_at_once_changes_nothing(monkeypatch):
    present = np.random.default_rng(5).random((9, 20)) < 0.3
    whole = curveball.shuffle(present, copies=11)
    monkeypatch.setattr(curveball, "BLOCK", 4)
    assert (curveball.shuffle(present, copies=11) == whole).all()


# --- network, groups


def test_networks_are_grouped_alike_together_and_alone():
    # Some settle in the first sweep, others go on: whoever stops must not change the others.
    weights = np.random.default_rng(6).random((30, 12, 12)) ** 4
    weights = weights + np.swapaxes(weights, 1, 2)
    weights[:, range(12), range(12)] = 0
    vectors = network.leading(weights, 3)[1]
    together = network.grouped(weights, vectors)
    for place in range(30):
        alone = network.grouped(weights[place : place + 1], vectors[place : place + 1])[0]
        assert (together[place] == alone).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 9), st.integers(0, 10_000))
def test_modularity_is_networkx_s(n, seed):
    rng = np.random.default_rng(seed)
    weights = np.triu(rng.random((n, n)) + 0.1, 1)
    weights = weights + weights.T
    labels = rng.integers(0, 3, n)
    parts = [set(np.flatnonzero(labels == g).tolist()) for g in range(3)]
    expected = nx.community.modularity(nx.from_numpy_array(weights), [p for p in parts if p])
    assert network.modularity(weights[None], labels[None])[0] == pytest.approx(expected)


def test_grouping_is_as_good_as_louvain():
    rng = np.random.default_rng(3)
    found, best = [], []
    for _ in range(12):
        weights = np.triu(rng.random((20, 20)) * (rng.random((20, 20)) < 0.3), 1)
        weights += weights.T
        labels = network.grouped(weights[None], network.strongest(weights[None] + np.eye(20))[1])
        found.append(network.modularity(weights[None], labels)[0])
        graph = nx.from_numpy_array(weights)
        best.append(nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1)))
    assert np.mean(found) > 0.93 * np.mean(best)


def test_subspace_iteration_finds_the_largest_eigenvalues():
    rows = np.random.default_rng(4).standard_normal((2, network.EXACT + 20, 12))
    matrices = rows @ np.swapaxes(rows, 1, 2)
    values, vectors = network.strongest(matrices)
    expected = np.linalg.eigvalsh(matrices)[:, ::-1][:, :4]
    assert values[:, :2] == pytest.approx(expected[:, :2], rel=0.01)
    assert vectors.shape == (2, network.EXACT + 20, 4)


@pytest.mark.parametrize("k", [2, 3, 4])
def test_groups_finds_blocks_in_any_order(k):
    rng = np.random.default_rng(k)
    truth = rng.permutation(np.repeat(np.arange(k), 6))
    alike = 0.05 * rng.random((6 * k, 6 * k)) + (truth[:, None] == truth)
    alike = (alike + alike.T) / 2
    np.fill_diagonal(alike, 0)
    found = groups.group(alike, k)
    assert len(set(zip(found, truth, strict=True))) == k
    # One at a time or many at once, the answer is the same.
    assert (groups.group(np.stack([alike, alike.T]), k) == found).all()


@pytest.mark.parametrize(("n", "k"), [(0, 3), (1, 3), (2, 3), (3, 3)])
def test_groups_of_hardly_anything(n, k):
    assert groups.group(np.zeros((n, n)), k).shape == (n,)


# --- likeness


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. fighters’ ranks", ["U.S", "fighters", "ranks"]),
        ("Russia's 300-strong battalion", ["Russia", "300-strong", "battalion"]),
        ("He said that it was two days, or 48 hours.", []),
        ("…", []),
    ],
)
def test_content_words(text, words):
    assert likeness.words([text]).forms == words


def test_content_words_are_those_of_the_keywords():
    article = read_article("data/article.txt")
    assert likeness.words(article).stems == list(candidates.read(article).words)


def test_likeness_by_hand():
    words = likeness.words(["harbour bridge", "harbour bridge", "zzqxv"])
    alike = words.alike
    # Equal sentences share all words (1) and all meaning; nothing links the third.
    assert alike[0, 1] >= 1
    assert alike[0, 2] == alike[1, 2] == 0
    assert (np.diag(alike) == 0).all()


def test_invisible_characters_do_not_split_words():
    words = likeness.words(read_article("The har\u200bbour is old. The harbour bridge is closed."))
    assert "harbour" in words.forms
    assert words.counts[:, words.forms.index("harbour")].tolist() == [1, 1]


def test_another_language_is_named():
    text = "Der Rat der Stadt hat am Montag über die alte Brücke am Hafen beraten. " * 6
    found = topics.study(read_article(text + "Die Brücke bleibt bis zum Winter gesperrt. " * 6))
    told = topics.numbers(found)
    assert told["topics.language"]["value"] == "German"
    if told["topics.verdict"]["value"] != "too short":
        assert "not read as English (German)" in prose.answer("topics", told)


def test_one_string_is_refused():
    with pytest.raises(TypeError, match="list of sentences"):
        topics.strands("One string. Two sentences.")


def test_long_texts_are_read_in_units():
    words = likeness.words([f"Sentence number {i} of a book." for i in range(450)])
    assert [len(unit) for unit in words.sentences[:2]] == [3, 3]
    assert len(words.counts) == 150
    assert list(itertools.chain(*words.sentences)) == list(range(1, 451))


# --- segments


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 6), st.integers(0, 10_000))
def test_split_is_the_best_of_all(n, seed):
    rows = np.random.default_rng(seed).standard_normal((n, 4))
    gram = rows @ rows.T

    def worth(cuts):
        edges = [0, *cuts, n]
        parts = itertools.pairwise(edges)
        return sum(np.linalg.norm(rows[a:b].sum(axis=0)) for a, b in parts) - 0.7 * len(cuts)

    every = [c for r in range(n) for c in itertools.combinations(range(1, n), r)]
    gain, cuts = segments.split(gram[None], penalty=0.7)
    assert worth(cuts) == pytest.approx(max(map(worth, every)))
    assert gain[0] == pytest.approx(max(map(worth, every)) - worth(()))


def test_order_of_one_kind_of_sentence_does_not_matter():
    found = topics.order(["The harbour bridge was closed."] * 12)
    assert found.p == 1
    assert found.cuts == []


# --- verdicts on texts that are known


def test_shipped_article_has_one_theme(shipped):
    found = topics.structure(shipped)
    assert found.verdict == found.by_permutation == "one theme"
    assert found.agree
    assert found.n == 25  # twenty-six sentences, one of them residue
    assert found.p > 0.05
    assert found.eigenvalue_p > 0.5
    assert found.probability < 0.05
    assert found.percentile < 0.25
    assert topics.cuts(shipped) == []
    assert topics.suggest_k(shipped) == 1


def test_p_is_the_share_of_copies(shipped):
    found = topics.structure(shipped, copies=199)
    assert found.nulls.shape == (199,)
    assert found.p == pytest.approx((1 + (found.nulls >= found.modularity).sum()) / 200)
    assert found.z == pytest.approx((found.modularity - found.nulls.mean()) / found.nulls.std())


def test_two_stories_are_found(two, stories):
    found = topics.structure(two)
    assert found.verdict == "several themes"
    assert found.p <= 0.01
    assert topics.cuts(two) == BORDERS
    assert topics.suggest_k(two) == 2
    table = topics.strands(two, 2)
    right = (table["strand"].to_numpy() - 1 == stories).mean()
    assert max(right, 1 - right) >= 25 / 27


def test_a_list_of_sentences_gives_what_the_article_gives(two):
    texts = list(two.sentences["text"])
    assert topics.cuts(texts) == topics.cuts(two)
    assert list(topics.strands(texts, 2)["strand"]) == list(topics.strands(two, 2)["strand"])


def test_two_stories_in_random_order_are_several_but_have_no_cuts(two):
    texts = [two.sentences["text"][i] for i in np.random.default_rng(5).permutation(27)]
    assert topics.structure(texts).verdict == "several themes"
    assert topics.cuts(texts) == []


def test_power_rises_with_the_second_story(shipped_study):
    table = shipped_study.power
    assert list(table["foreign"]) == [4, 8, 12]
    assert table["calibration"].is_monotonic_increasing
    assert table["calibration"].iloc[-1] >= 0.8
    assert table["permutation"].iloc[-1] >= 0.8


def test_neutral_stories_are_whole():
    found = themes._neutral()
    assert len(found) == 6
    assert {len(story) for story in found} == {14}


@pytest.mark.parametrize(
    ("sentences", "verdict"),
    [
        ([], "too short"),
        ([""], "too short"),
        (["The council met."], "too short"),
        (["The council met.", "It voted."], "too short"),
        (["Rain fell on the town."] * 5, "too short"),
        (["…"] * 30, "too short"),
        (["Rain fell on the small town near the river."] * 30, "one theme"),
    ],
)
def test_short_and_odd_texts(sentences, verdict):
    found = topics.structure(sentences, copies=99)
    assert found.verdict == verdict
    assert topics.cuts(sentences) == []
    assert topics.suggest_k(sentences) == 1
    table = topics.strands(sentences)
    assert len(table) == len(sentences)
    assert topics.describe(sentences)["sentences"].sum() == len(sentences)


def test_a_book_is_bounded(monkeypatch):
    # Thirty stories after one another, ten times: read in units, with fewer copies.
    text = [s for story in themes._neutral() for s in story] * 5
    found = topics.structure(text)
    assert found.n <= likeness.LIMIT
    assert themes.FEWEST <= found.nulls.size <= resampling.PERMUTATIONS
    assert len(topics.strands(text)) == len(text)


# --- strands


def test_strands_table(shipped_study):
    table = shipped_study.strands
    assert list(table.columns) == ["sentence", "strand", "stability", "steady", "text"]
    assert table["stability"].between(0, 1).all()
    assert (table["steady"] == (table["stability"] >= 0.8)).all()
    sizes = table["strand"].value_counts()
    assert list(sizes.sort_index()) == sorted(sizes, reverse=True)
    assert 7 not in set(table[table["text"].str.contains("Will get help")]["sentence"])


def test_one_strand_of_the_shipped_article_is_one_word(shipped_study):
    row = shipped_study.described.set_index("word").loc["Karabas"]
    assert row["f1"] == 1
    assert row["sentences"] == 5
    assert (shipped_study.described["p"] > 0.05).all()


def test_distinctive_words_count_sentences(two):
    table = topics.distinctive(two, 2)
    row = table.set_index("word").loc["library"]
    texts = two.sentences["text"].str.lower()
    assert row["inside"] + row["outside"] == texts.str.contains("library").sum()


def test_steady_blocks_are_steady_and_noise_is_not():
    truth = np.repeat([0, 1], 10)
    block = (truth[:, None] == truth) * 1.0
    np.fill_diagonal(block, 0)
    rng = np.random.default_rng(6)
    noise = rng.random((20, 20))
    noise = noise + noise.T
    np.fill_diagonal(noise, 0)
    from closereading.topics import grouping

    assert grouping.steadiness(block, truth).min() == 1
    assert grouping.steadiness(noise, groups.group(noise, 2)).mean() < 0.9


# --- what a topic model would have told


def test_models_on_the_shipped_article(shipped_study):
    usual = shipped_study.models
    row = usual.topics.loc[usual.clearest - 1]
    assert (row["word"], row["f1"], row["sentences"]) == ("Karabas", 1, 5)
    assert abs(usual.lda_agreement) < 0.2
    held = usual.sentences[usual.sentences["word"]]["sentence"]
    assert list(held) == list(usual.sentences[usual.sentences["nmf"] == usual.clearest]["sentence"])


# --- numbers, prose, charts


TEXTS = {
    "one": "The council met on Monday.",
    "five": "The council met. It voted on a bridge. The bridge is old. Cars wait. Nobody came.",
    "same": "Rain fell on the small town near the river. " * 30,
    "marks": "It cost $5 and $x^{2$ more. <b>Привет</b> мир. مرحبا بالعالم. $5 for <b>all</b>. "
    * 4,
    "long": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk opened its doors to Ada. " * 9,
}


@pytest.fixture(scope="module", params=[*TEXTS, "shipped", "two"])
def any_study(request, shipped, two):
    known = {"shipped": shipped, "two": two}
    article = known.get(request.param) or read_article(TEXTS[request.param])
    return article, topics.study(article)


def test_numbers_are_json_and_prose_renders(any_study):
    _, found = any_study
    told = topics.numbers(found)
    json.dumps(told, allow_nan=False)
    assert all(key.startswith("topics.") for key in told)
    for part in ("topics", "topics-power", "topics-strands", "topics-models"):
        text = prose.answer(part, told)
        assert text
        assert "None" not in text
        assert "nan" not in text.lower().split()


def test_numbers_stand_in_their_tables(shipped_study):
    tables = topics.tables(shipped_study)
    told = topics.numbers(shipped_study)
    for entry in told.values():
        if entry["table"]:
            cell = tables[entry["table"]].iloc[entry["row"]][entry["column"]]
            assert cell == entry["value"] or cell == pytest.approx(entry["value"])
    reached = tables["topics_shuffled"]["modularity"] >= told["topics.modularity"]["value"]
    assert told["topics.atleast"]["value"] == reached.sum()


def test_charts_of_anything(any_study):
    article, found = any_study
    drawn = [
        theme_charts.null(found.structure, article),
        theme_charts.strands(found, article),
    ]
    for chart in drawn:
        assert 0 < len(chart.title.split()) <= 10
        assert chart.alt
        if chart.figure:
            chart.figure.canvas.draw()


def test_titles_follow_the_verdict(shipped, shipped_study, two):
    assert "Chance alone" in theme_charts.null(shipped_study.structure, shipped).title
    found = topics.study(two)
    assert "chance" in theme_charts.null(found.structure, two).title
    assert "Chance alone" not in theme_charts.null(found.structure, two).title
    assert theme_charts.strands(found, two).title == "The text turns 3\u00a0times"


# --- the shipped calibration


def test_calibration_is_complete():
    shipped = gate.calibration()
    for question in ("themes", "parts"):
        fitted = shipped[question]
        assert {len(fitted[name]) for name in ("features", "mean", "scale", "weights")} == {
            len(fitted["features"])
        }
    news = shipped["news_z"]
    assert news == sorted(news)
    words = likeness.words([s for story in themes._neutral()[:2] for s in story])
    assert set(gate.statistics(words)) == set(shipped["themes"]["features"])
    assert set(segments.statistics(words, segments.best(words))) == set(
        shipped["parts"]["features"]
    )


@pytest.mark.parametrize("story", range(6))
def test_single_invented_stories_are_single(story):
    assert topics.structure(list(themes._neutral()[story]), copies=99).verdict != "several themes"


def test_most_pairs_of_invented_stories_are_several():
    # Two short stories that repeat few of their words can pass for one: not every pair is found.
    pairs = list(itertools.combinations(themes._neutral(), 2))
    found = [themes.several(likeness.words([*one, *other])) for one, other in pairs]
    assert np.mean(found) >= 0.75


def test_answer_reads_well(two, shipped_study):
    told = prose.answer("topics", topics.numbers(topics.study(two)))
    assert "In order, the text turns to something else 3 times." in told
    assert "gives no reason for a cut" in prose.answer("topics", topics.numbers(shipped_study))


def test_study_has_all_that_the_calls_give(shipped_study):
    assert isinstance(shipped_study, survey.Study)
    assert isinstance(shipped_study.models, models.Models)


# --- cores


def test_a_step_has_one_core_and_the_session_keeps_its_own():
    def pools(*_given, **_options) -> list[int]:
        found = threadpoolctl.threadpool_info()
        return [pool["num_threads"] for pool in found if pool["user_api"] == "blas"]

    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        before = pools()
        assert set(before) == {2}
        assert set(cores.one(pools)(["A text."], k=2)) == {1}
        assert pools() == before


@pytest.mark.parametrize(
    "step",
    [topics.structure, topics.power, topics.strands, topics.describe, topics.distinctive,
     topics.suggest_k, segments.best, gate.statistics],
)  # fmt: skip
def test_steps_with_many_small_matrices_have_one_core(step):
    assert step.__wrapped__.__name__ == step.__name__


# --- other processors

KERNELS = ["Haswell", "Sandybridge"]  # of OpenBLAS: they add in different orders
ASKED = """
import sys
from closereading import read_article, topics
from closereading.topics import models
for source in sys.argv[1:]:
    article = read_article(source)
    found, usual = topics.structure(article), models.models(article)
    print([f"{value:.9f}" for value in (found.z, found.p, *found.nulls, *found.eigenvalue_nulls)])
    print(topics.strands(article).to_csv(), topics.order(article).cuts)
    print(usual.topics.to_csv(), usual.sentences.to_csv())
"""


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="names of x86 kernels")
def test_another_processor_gives_the_same_answers():
    sources = [
        str(paths.SHIPPED),
        *(str(HERE / "articles" / f"{n}.txt") for n in ("agency", "capitals")),
    ]
    told = [
        subprocess.run(
            [sys.executable, "-c", ASKED, *sources], capture_output=True, text=True, check=True,
            env={**os.environ, "OPENBLAS_CORETYPE": kernel},
        ).stdout
        for kernel in KERNELS
    ]  # fmt: skip
    assert len(told[0]) > 10_000
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("values", "place"),
    [([0.1, 0.3, 0.2], 1), ([0.3, 0.3, 0.1], 0), ([0.3, 0.3 + 1e-12, 0.1], 0), ([0, 0, 1e-6], 2)],
)
def test_of_equal_values_the_first_is_the_largest(values, place):
    assert groups.largest(np.array(values)) == place
