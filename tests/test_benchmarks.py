import ast
import gzip
import json

import numpy as np
import pandas as pd
import pytest
from benchmarks import __main__ as command
from benchmarks import fit_keywords, harness, keywords

from closereading import paths

NORMALISED = [
    ("Hurricane-Force Winds", "hurrican forc wind"),
    ("O’Hare’s plan", "o hare plan"),
    ("O'Hare's plan", "o hare plan"),
    ("U.S. troops", "u. troop"),
    ("S&P 500", "s&p 500"),
    ("St. Louis", "st loui"),
    ("  Front   Lines ", "front line"),
    ("café", "caf"),
    ("…", ""),
    ("", ""),
]


@pytest.mark.parametrize(("phrase", "expected"), NORMALISED)
def test_normalise(phrase, expected):
    assert keywords.normalise(phrase) == expected


def test_gold_is_a_set_without_empties():
    assert keywords.gold(["War", "wars", "…", "peace talks"]) == {"war", "peac talk"}


def test_judge_by_hand():
    # 2 hits of 10 places, 2 of 4 keys: P .2, R .5, F1 2·.1/.7
    keys = {"war", "peac talk", "front line", "rain"}
    found = keywords.judge(["War", "wars", "Front lines", "snow"], keys)
    assert found == pytest.approx((20, 50, 100 * 2 * 0.1 / 0.7))


def test_judge_drops_duplicates_before_it_cuts():
    predicted = ["war", "Wars", "WAR", "peace"]
    assert keywords.judge(predicted, {"peac"}, cut=2)[0] == 50


def test_judge_of_nothing():
    assert keywords.judge([], {"war"}) == (0, 0, 0)
    assert keywords.judge(["war"], set()) == (0, 0, 0)


def test_mean_interval_holds_the_mean_and_repeats():
    values = np.arange(100.0)
    mean, low, high = harness.mean_interval(values)
    assert mean == 49.5
    # The standard error of the mean is 2.89, so the interval is about 5.7 either side.
    assert low == pytest.approx(49.5 - 5.66, abs=0.6)
    assert high == pytest.approx(49.5 + 5.66, abs=0.6)
    assert harness.mean_interval(values) == (mean, low, high)


def test_mean_interval_of_nothing():
    assert all(np.isnan(harness.mean_interval([])))


def test_paired_is_narrower_than_its_parts():
    base = np.random.default_rng(1).normal(0, 10, 200)
    difference, low, high = harness.paired(base + 1, base)
    assert (difference, low, high) == pytest.approx((1, 1, 1))
    with pytest.raises(ValueError, match="same rows"):
        harness.paired([1, 2], [1])


def test_interval_of_any_statistic():
    one = np.arange(50.0)
    value, low, high = harness.interval(lambda a, b: np.corrcoef(a, b)[0, 1], one, -one)
    assert (value, low, high) == pytest.approx((-1, -1, -1))


def test_timed_returns_every_result_in_order():
    results, milliseconds = harness.timed(lambda x: x * 2, [1, 2, 3])
    assert results == [2, 4, 6]
    assert milliseconds >= 0


def test_timed_together_keeps_each_function_s_results():
    found = harness.timed_together({"double": lambda x: x * 2, "none": lambda x: None}, [1, 2])
    assert found["double"][0] == [2, 4]
    assert found["none"][0] == [None, None]


def test_rows_and_missing(tmp_path):
    line = json.dumps({"id": "a", "text": "“x”"}, ensure_ascii=False)
    (tmp_path / "set.jsonl.gz").write_bytes(gzip.compress((line + "\n").encode()))
    assert harness.rows(tmp_path, "set") == [{"id": "a", "text": "“x”"}]
    assert harness.missing(tmp_path, ["set", "other"]) == ["other"]


def test_write(tmp_path, capsys):
    path = harness.write(pd.DataFrame({"f1": [31.64159]}), "x", folder=tmp_path)
    assert path.read_text() == "f1\n31.64\n"
    assert "31.64" in capsys.readouterr().out


def test_command_says_what_it_skips(tmp_path, capsys):
    assert command.main(["keywords", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert "skipped" in said
    assert "keywords-duc2001" in said


def test_command_refuses_an_unknown_part():
    with pytest.raises(SystemExit):
        command.main(["nonsense"])


TEXTS = [
    "Flood closes bridge\n\nThe stone bridge over the river closed on Monday. Engineers said the "
    "stone bridge had moved. The river rose for three days.",
    "Bank raises rates\n\nThe central bank raised interest rates. Economists expected higher "
    "interest rates. The central bank meets in June.",
]


def labelled(tmp_path):
    keys = [["stone bridge", "river"], ["central bank", "interest rates"]]
    lines = [
        json.dumps({"id": str(i), "text": text, "gold": key})
        for i, (text, key) in enumerate(zip(TEXTS * 5, keys * 5, strict=True))
    ]
    for name in keywords.FILES:
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return tmp_path


def test_keywords_benchmark_runs_on_any_labelled_set(tmp_path):
    found = keywords.run(labelled(tmp_path))
    assert set(found["set"]) == set(keywords.SETS.values())
    ours = found[(found["set"] == "DUC-2001") & (found["method"] == keywords.OURS[0])].iloc[0]
    # Both keys are found in each article: P .2, R 1.
    assert ours["f1"] == pytest.approx(100 * 2 * 0.2 / 1.2)
    assert found.loc[~found["method"].isin(keywords.OURS), "beyond_peer"].isna().all()


def test_fit_recovers_that_editors_like_whole_phrases(tmp_path):
    found = fit_keywords.run(labelled(tmp_path)).set_index("formula")
    assert found.loc["as shipped", "f1"] == pytest.approx(100 * 2 * 0.2 / 1.2)
    assert found.loc["fitted without whole", "whole"] == 0


def test_peers_are_never_imported_by_the_package():
    peers = {"yake", "rake_nltk", "keybert", "pke", "afinn", "spacy"}
    for path in (paths.ROOT / "src" / "closereading").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not peers & {name.split(".")[0] for name in names}, path
