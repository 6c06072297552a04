"""Many articles: the same rows as one by one, whatever is cut, broken or killed in between."""

import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereading import corpus, keywords, measures, paths, sentiment, topics
from closereading.article import InputError, read_article
from closereading.corpus import cluster, shelves, tables
from closereading.run.command import main

NOUNS = ["river", "bridge", "mayor", "council", "storm", "teacher", "harbour", "market", "farmer"]
VERBS = ["repaired", "praised", "blamed", "opened", "closed", "feared", "welcomed", "promised"]
SHORT = 5  # sentences: too few for the permutations, so a test takes no time over them


def story(seed: int, sentences: int = 9) -> str:
    """Make up an article; the seed decides all of it."""
    draw = random.Random(seed)
    lines = [
        f"The {draw.choice(NOUNS)} {draw.choice(VERBS)} the {draw.choice(NOUNS)} near the "
        f"{draw.choice(NOUNS)} on a {draw.choice(['good', 'terrible', 'quiet'])} day."
        for _ in range(sentences)
    ]
    lines[3] = f'"We {draw.choice(VERBS)} the old {draw.choice(NOUNS)}," said Anna Berg, the mayor.'
    return f"Story {seed} of the town\n\n" + "\n\n".join(lines)


def jsonl(path: Path, records: list) -> Path:
    lines = [line if isinstance(line, str) else json.dumps(line) for line in records]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def read(path: Path) -> pd.DataFrame:
    return pq.read_table(path).to_pandas()


@pytest.fixture(scope="module")
def two_workers():
    """Return a cluster of two processes, which every test here shares."""
    import dask
    import distributed

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 9}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def made(tmp_path_factory, two_workers):
    """Return the tables of a small corpus with broken rows in it."""
    folder = tmp_path_factory.mktemp("corpus")
    records = [{"id": f"s{n}", "text": story(n), "date": f"2024-01-{n + 1:02d}"} for n in range(10)]
    records.insert(4, "not json")
    records.insert(7, {"id": "none", "text": None})
    records += [
        {"id": "empty", "text": "  "},
        "",
        [1],
        {"title": "One", "text": "data/article.txt"},
    ]
    source = jsonl(folder / "all.jsonl", records)
    found = cluster.build(
        source, out=folder / "t.parquet", sentences=True, scheduler=two_workers.scheduler_address
    )
    return found, read(found["table"]), read(found["sentences"])


class TestRow:
    def test_every_row_equals_the_article_read_alone(self, made):
        _, table, _ = made
        for n in (0, 5, 9):
            alone = corpus.row(read_article(story(n), date=f"2024-01-{n + 1:02d}"))
            there = table[table["id"] == f"s{n}"].iloc[0]
            for key, value in alone.items():
                here = there[key]
                if value is None:
                    assert here is None or here != here, key
                elif isinstance(value, list):
                    assert list(here) == value, key
                else:
                    assert here == value, key

    @pytest.mark.parametrize("scorer", ["words", "reader"])
    def test_a_row_says_what_the_functions_for_one_article_say(self, scorer):
        article = read_article(paths.SHIPPED)
        row = corpus.row(article, scorer=scorer)
        table = measures.summary(article).set_index("measure")
        scores = sentiment.score(article, scorer=scorer)
        assert row["tone_by"] == scorer
        structure = topics.structure(article)
        assert row["ease"] == table.at["reading ease", "value"]
        assert row["mattr_low"] == table.at["word variety", "low"]
        assert row["phrases"] == list(keywords.phrases(article, limit=10)["phrase"])
        assert row["top_words"] == list(keywords.words(article, limit=10)["word"])
        assert row["tone"] == sentiment.summary(article, scores)["mean"].iloc[0]
        assert row["tone_low"] == sentiment.summary(article, scores)["low"].iloc[0]
        assert (row["structure_z"], row["verdict"]) == (structure.z, structure.verdict)
        assert row["several"] == structure.probability
        voices = measures.by_voice(article).set_index("voice")["share"]
        assert [row[voice] for voice in voices.index] == list(voices)
        named = set(measures.by_speaker(article)["speaker"])
        assert row["speakers"] == len(named - {measures.AUTHOR, measures.UNNAMED}) > 1

    @pytest.mark.parametrize(
        "text", ["One sentence only.\n", "Ceci n'est pas un article anglais. Il est trop court.\n"]
    )
    def test_what_cannot_be_known_is_none(self, text):
        row = corpus.row(read_article(text))
        assert row["ease"] is None
        assert row["structure_z"] is None
        assert list(row) == [key for key in corpus.COLUMNS if key not in ("id", "error")]


class TestTable:
    def test_rows_stand_in_the_order_of_the_source(self, made):
        found, table, _ = made
        ids = [name for name in table["id"] if "@" not in name]
        assert ids == [
            *(f"s{n}" for n in range(6)),
            "none",
            *(f"s{n}" for n in range(6, 10)),
            "empty",
        ]
        assert (found["articles"], found["errors"]) == (15, 4)

    def test_a_broken_article_is_a_row_with_its_error(self, made):
        _, table, _ = made
        errors = table[table["error"] != ""].set_index("id")["error"]
        assert "field “text”" in errors["none"]
        assert "empty" in errors["empty"]
        assert sorted(error[:22] for error in errors if "line" in error) == [
            "The line is not JSON: ", "The line is not a JSON"
        ]  # fmt: skip

    def test_a_text_is_never_taken_for_a_file(self, made):
        _, table, _ = made
        assert table["words"].iloc[-1] < 5

    def test_sentences_match_their_article(self, made):
        _, _, sentences = made
        article = read_article(story(2))
        there = sentences[sentences["id"] == "s2"]
        assert list(there["text"]) == list(article.sentences["text"])
        assert list(there["score"]) == list(sentiment.score(article, scorer="words")["score"])

    def test_nothing_is_left_beside_it(self, made):
        names = {path.name for path in made[0]["table"].parent.iterdir()}
        assert names == {"all.jsonl", "t.parquet", "t.sentences.parquet"}


class TestKilled:
    @pytest.fixture(autouse=True)
    def _small(self, monkeypatch):
        monkeypatch.setattr(shelves, "AN_ARTICLE", 400)

    def test_a_killed_worker_loses_and_doubles_nothing(self, tmp_path, two_workers):
        source = jsonl(
            tmp_path / "a.jsonl", [{"id": n, "text": story(n, SHORT)} for n in range(40)]
        )
        kept = tmp_path / ".t.parquet.partial" / "articles"
        killed = []

        def kill():
            while not list(kept.glob("part-*")):
                time.sleep(0.02)
            worker = next(iter(two_workers.workers.values()))
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

        thread = threading.Thread(target=kill)
        thread.start()
        address = two_workers.scheduler_address
        found = cluster.build(source, out=tmp_path / "t.parquet", scheduler=address)
        thread.join()
        assert killed
        table = read(found["table"])
        assert list(table["id"]) == [str(n) for n in range(40)]
        assert (table["error"] == "").all()
        assert not list(found["table"].glob(".*"))

    def test_a_second_run_goes_on_where_the_first_stopped(self, tmp_path, two_workers):
        source = jsonl(
            tmp_path / "a.jsonl", [{"id": n, "text": story(n, SHORT)} for n in range(24)]
        )
        out, kept = tmp_path / "t.parquet", tmp_path / ".t.parquet.partial"
        parts = shelves.partitions(source)
        assert len(parts) > 1
        tables.begin(kept, parts, sentences=False, scorer="words")
        cluster._work(parts[0], kept=str(kept), sentences=False, scorer="words")
        first = kept / "articles" / tables.file(0)
        marked = pq.read_table(first).to_pylist()
        marked[0]["title"] = "done before"
        pq.write_table(pa.Table.from_pylist(marked, schema=tables.schema(corpus.COLUMNS)), first)
        (kept / "articles" / ".part-0000001.parquet.x").write_bytes(b"half")
        cluster.build(source, out=out, scheduler=two_workers.scheduler_address)
        table = read(out)
        assert list(table["id"]) == [str(n) for n in range(24)]
        assert table["title"].iloc[0] == "done before"
        assert not kept.exists()

    def test_another_run_is_not_mixed_in(self, tmp_path):
        source = jsonl(tmp_path / "a.jsonl", [{"text": story(1)}])
        tables.begin(tmp_path / ".t.parquet.partial", [], sentences=False, scorer="words")
        with pytest.raises(InputError, match="other articles"):
            cluster.build(source, out=tmp_path / "t.parquet")

    def test_a_table_is_not_written_over(self, tmp_path):
        (tmp_path / "t.parquet").mkdir()
        with pytest.raises(InputError, match="is there already"):
            cluster.build(tmp_path, out=tmp_path / "t.parquet")


class TestShelves:
    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.text("aé\u2028 ", max_size=40), max_size=30), st.integers(1, 90), st.booleans()
    )
    def test_every_line_is_read_once_wherever_the_cuts_are(
        self, tmp_path_factory, texts, size, end
    ):
        path = tmp_path_factory.mktemp("lines") / "a.jsonl"
        lines = [json.dumps({"id": f"{n}", "text": text}) for n, text in enumerate(texts)]
        path.write_text("\n".join(lines) + ("\n" if end else ""), "utf-8")
        total = path.stat().st_size
        found = []
        for start in range(0, total, size):
            stop = min(start + size, total)
            part = shelves.Partition(0, "lines", str(path), start, stop, size)
            found += [record["text"] for _, record in part.records()]
        assert found == texts

    @pytest.mark.parametrize("size", [3, 7, 100])
    def test_rows_of_parquet_are_read_once(self, tmp_path, monkeypatch, size):
        monkeypatch.setattr(shelves, "FEWEST", size)
        monkeypatch.setattr(shelves, "BATCH", 4)
        table = pa.table({"other": range(30), "text": [f"t{n}" for n in range(30)]})
        pq.write_table(table, tmp_path / "a.parquet", row_group_size=11)
        parts = shelves.partitions(tmp_path / "a.parquet")
        found = [record["text"] for part in parts for _, record in part.records()]
        assert found == [f"t{n}" for n in range(30)]
        assert [part.number for part in parts] == list(range(len(parts)))

    def test_a_folder_is_read_in_order_subfolders_too(self, tmp_path):
        for name in ("b.txt", "a/z.md", ".hidden.txt", "c.png", ".git/x.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("Text.")
        (part,) = shelves.partitions(tmp_path)
        assert [name for name, _ in part.records()] == ["a/z.md", "b.txt"]

    def test_an_overlong_line_is_an_error_and_the_next_is_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(shelves, "LONGEST_LINE", 50)
        path = jsonl(tmp_path / "a.jsonl", [{"text": "x" * 500}, {"text": "y"}])
        (part,) = shelves.partitions(path)
        (_, first), (_, second) = part.records()
        assert isinstance(first, InputError)
        assert second == {"text": "y"}

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("a.csv", "x", "not a corpus"),
            ("a.jsonl", "", "is empty"),
            ("a.parquet", "x", "as Parquet"),
            ("gone.jsonl", None, "no file or folder"),
        ],
    )
    def test_what_is_no_corpus_is_said(self, tmp_path, name, content, message):
        if content is not None:
            (tmp_path / name).write_text(content)
        with pytest.raises(InputError, match=message):
            shelves.partitions(tmp_path / name)

    def test_a_folder_of_two_kinds_is_refused(self, tmp_path):
        (tmp_path / "a.txt").write_text("Text.")
        (tmp_path / "b.jsonl").write_text("{}")
        with pytest.raises(InputError, match="several kinds"):
            shelves.partitions(tmp_path)

    def test_a_large_archive_makes_few_partitions(self):
        size = shelves._size(400_000_000_000, 8 * 4096, 1000 * 4096)
        assert 400_000_000_000 / size < 100_000


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    assert main(["corpus", str(tmp_path / "gone"), "--out", str(tmp_path / "t.parquet")]) == 2
    assert "closereading: There is no file or folder" in capsys.readouterr().err


def test_a_corpus_to_compare_with_must_be_there(tmp_path, capsys):
    assert main(["report", "--compare", str(tmp_path / "gone.parquet")]) == 2
    assert "closereading: There is no file" in capsys.readouterr().err


def test_without_dask_the_command_names_the_way_to_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r'pip install -e "\.\[corpus\]"'):
        cluster.build(tmp_path, out=tmp_path / "t.parquet")


def test_reading_one_article_needs_no_dask():
    import subprocess

    code = "import sys, closereading.context.percentiles; print('distributed' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


class TestBenchmark:
    def test_generated_articles_are_as_long_as_asked(self):
        from benchmarks import many

        one, other = many.articles(2, sentences=6)
        assert len(read_article(one.encode(), encoding="utf-8").sentences) == 6
        assert one != other

    def test_memory_is_read_at_powers_of_ten_and_at_the_end(self):
        from benchmarks import many

        looks = [(done, done * 2.0, 400 + done, 390 + done, 200) for done in (0, 2, 4, 5, 9, 10)]
        found = many._milestones(looks, parts=10, rows=5000, workers=2)
        assert found == [(2, 1000, 4.0, 402, 392, 200), (2, 5000, 20.0, 410, 400, 200)]

    def test_what_is_missing_or_there_twice_is_counted(self, tmp_path):
        from benchmarks import many

        kept = {"id": ["0", "1", "1", "x"], "error": ["", "", "", "broken"]}
        pq.write_table(pa.table(kept), tmp_path / "t.parquet")
        assert many._counted(tmp_path / "t.parquet", 3) == {"lost": 1, "doubled": 1}
