"""Tune the reader behind ``closereading.sentiment``, round it to four bits, and calibrate it.

A sentence transformer (all-mpnet-base-v2; Song et al. 2020, Reimers & Gurevych 2019; Apache-2.0) is
tuned to human ratings of news sentences and to sentences written for reversals and senses: a
quarter of an hour on one core that multiplies bfloat16. What it hears of a sentence and what the
words' table says make the score::

    score = squash(hears * tone + words * table)

Both weights, the squash, the prediction interval and every figure come from a second reader, tuned
in the same way on one half of the articles, and from the half that it has not met: so the reader
that ships, which has learnt from twice as much, is a little better than its figures. Run from the
project's root, after fetching the inputs as
``benchmarks/README.md`` says and after ``fit_sentiment``::

    python -m benchmarks.fit_reader INPUTS [--data DIR]

Every net is kept in ``INPUTS/state`` as soon as it is tuned; a run that was cut off goes on there.
It writes ``src/closereading/data/reader.npz`` and ``reader.json`` and our scores of the rated rows
of the unseen half, ``results/reader-unseen.csv.gz``.
"""

import argparse
import hashlib
import json
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import fit_sentiment, harness, reader_words, rounding
from closereading import reader
from closereading.reader.network import LAYERS, Network
from closereading.reader.pieces import Pieces
from closereading.reader.silence import neutral
from closereading.sentiment import scorer, weights

TARGET = fit_sentiment.TARGET
ROUNDS = 2
SEEDS = (0,)  # the reader that ships is the mean of the nets of these
WEIGHT = {"nyt": 1.0, "newsmtsc": 2.0, "headlines": 2.0}  # of a rated row
WRITTEN = 2.0  # weight of a written sentence
FEW = 300  # rows of each set on which the loss by rounding is measured
# Squashes tried: how much is taken off a small sum, and up to which.
SQUASHES = [(damped, narrow) for damped in (0.7, 0.8, 0.9) for narrow in (0.1, 0.15, 0.2)]
PARTS = {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v",
         "o": "attention.attn.o", "in": "intermediate.dense", "out": "output.dense"}  # fmt: skip
SENTENCES = ("nyt_r", "newsmtsc_f1")  # what the squash of a sentence is chosen by
NORMS = {"norm1": "attention.LayerNorm", "norm2": "output.LayerNorm"}


def group(row_id: str) -> str:
    """Return the article a row is of, as far as its name tells."""
    parts = row_id.split("_")
    most = {"nyt": 2, "newsmtsc": 4}.get(parts[0], len(parts))
    return "_".join(parts[:most])


def held_out(data: Path) -> np.ndarray:
    """Say which rated rows the second reader is not tuned on: about half, by article."""
    rows = [row["id"] for file in fit_sentiment.FILES for row in harness.rows(data, file)]
    digests = (hashlib.sha256(group(row).encode()).digest()[0] for row in rows)
    return np.array([digest % 2 == 0 for digest in digests])


class Tuned:
    """The nets: those of all rows, whose mean ships, and that of half the articles."""

    def __init__(self, inputs: Path, vocabulary: list[str], kept: list[str], texts: list[str]):
        from benchmarks import tuning

        self.tuning, self.state = tuning, inputs / "state"
        self.state.mkdir(exist_ok=True)
        place = {piece: number for number, piece in enumerate(vocabulary)}
        self.model, self.levels = tuning.base(inputs / "mpnet", [place[piece] for piece in kept])
        pieces = Pieces(kept)
        ids = [pieces.ids(text) for text in texts]
        self.texts = tuning.Texts(self.model, ids)
        self.digest = hashlib.sha256(json.dumps([kept, ids]).encode())

    def net(self, name: str, places: np.ndarray, goal, kind, weight, seed: int):
        """Tune a net, or take up the one that was kept."""
        import torch

        made = self.digest.copy()
        for part in (places, goal, kind, weight):
            made.update(np.ascontiguousarray(part).tobytes())
        path = self.state / f"{name}-{made.hexdigest()[:12]}.pt"
        if path.exists():
            net = self.tuning.Upper(self.model)
            net.load_state_dict(torch.load(path, weights_only=True))
            return net
        net = self.tuning.learn(
            self.model, self.texts, places, goal, kind, weight, rounds=ROUNDS, seed=seed
        )
        torch.save(net.state_dict(), path)
        print(name, "is tuned", flush=True)
        return net

    def arrays(self, net) -> dict[str, np.ndarray]:
        """Return what ``reader.network`` reads."""
        import torch

        model = self.model
        numbers = {name: part.detach().numpy() for name, part in model.state_dict().items()}
        for name, part in net.state_dict().items():
            if name.startswith("layers."):
                _, layer, rest = name.split(".", 2)
                numbers[f"encoder.layer.{int(layer) + self.tuning.LOWER}.{rest}"] = part.numpy()
        made = {"levels": self.levels}

        def keep(name: str, source: str) -> None:
            made[f"{name}.w.codes"], made[f"{name}.w.scales"] = rounding.packed(
                numbers[f"{source}.weight"], self.levels
            )
            made[f"{name}.b.plain"] = numbers[f"{source}.bias"]

        for layer in range(LAYERS):
            source = f"encoder.layer.{layer}."
            for name, part in PARTS.items():
                keep(f"{layer}.{name}", source + part)
            for name, part in NORMS.items():
                made[f"{layer}.{name}.w.plain"] = numbers[f"{source}{part}.weight"]
                made[f"{layer}.{name}.b.plain"] = numbers[f"{source}{part}.bias"]
        made["norm.w.plain"] = numbers["embeddings.LayerNorm.weight"]
        made["norm.b.plain"] = numbers["embeddings.LayerNorm.bias"]
        made["pieces.codes"], made["pieces.scales"] = rounding.packed(
            numbers["embeddings.word_embeddings.weight"], self.levels
        )
        where = numbers["embeddings.position_embeddings.weight"]
        made["positions.plain"] = where[2 : 2 + self.tuning.LONGEST].astype(np.float16)
        made["distances.plain"] = numbers["encoder.relative_attention_bias.weight"].T
        with torch.no_grad():
            made["heads.w.plain"] = (net.tone.weight + net.sets.weight).numpy()
            made["heads.b.plain"] = (net.tone.bias + net.sets.bias).numpy()
        return made


def main() -> None:
    """Tune, round, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inputs", type=Path, help="folder with the fetched inputs")
    parser.add_argument("--data", type=Path, default=harness.DATA)
    options = parser.parse_args()
    texts, names, ratings = fit_sentiment.sets(options.data)
    spread = {name: float(ratings[names == name].std()) for name in WEIGHT}
    written = reader_words.reversals(spread["nyt"])
    words = reader_words.dictionary(options.inputs, options.data, texts)
    vocabulary = (options.inputs / "mpnet" / "vocab.txt").read_text("utf-8").split("\n")
    kept = reader_words.pieces([piece for piece in vocabulary if piece], words)
    heard = [
        neutral(weights.straighten(text), words)
        for text in [*texts, *(text for text, *_ in written)]
    ]
    tuned = Tuned(options.inputs, vocabulary, kept, heard)

    rated = len(texts)
    goal = np.r_[ratings / [spread[name] for name in names], [value for _, value, _ in written]]
    kind = np.r_[[list(WEIGHT).index(name) for name in names], np.full(len(written), -1)]
    weight = np.r_[[WEIGHT[name] for name in names], np.full(len(written), WRITTEN)]
    held = np.r_[np.zeros(rated, bool), [back for *_, back in written]]
    unseen = np.flatnonzero(held_out(options.data))
    every = np.arange(len(heard))

    nets = [tuned.net(f"all-{seed}", every, goal, kind, weight, seed) for seed in SEEDS]
    arrays = tuned.arrays(tuned.tuning.soup(nets))
    lines = [f"{word}{'+*'[kind - 1] if kind else ''}" for word, kind in words.items()]
    for name, part in (("dictionary", lines), ("vocabulary", kept)):
        arrays[f"{name}.text"] = np.frombuffer(zlib.compress("\n".join(part).encode(), 9), np.uint8)
    np.savez(TARGET / "reader.npz", **arrays)

    # The same on one half of the articles, to look at the other half with.
    seen = every[~held & ~np.isin(every, unseen)]
    net = tuned.net("half", seen, goal, kind, weight, SEEDS[0])
    sets = tuned.tuning.rate(net, tuned.texts, unseen)
    held_sets = tuned.tuning.rate(net, tuned.texts, np.flatnonzero(held))
    lost = loss(
        tuned, net, kept, [heard[row] for row in unseen], sets, names[unseen], ratings[unseen]
    )
    table = pd.read_csv(harness.RESULTS / "sentiment-unseen.csv.gz")["score"].to_numpy() / 1000
    score = np.full(rated, np.nan)
    score[unseen], card = calibrated(
        [texts[row] for row in unseen], names[unseen], ratings[unseen], sets, table[unseen],
        spread["nyt"],
    )  # fmt: skip
    wanted = goal[held]
    right = np.where(wanted == 0, np.abs(held_sets[:, :2].mean(1)) < 0.5, 0)
    right = np.where(wanted == 0, right, held_sets[:, :2].mean(1) * wanted > 0)
    card |= {
        "sha256": fit_sentiment.checksum(TARGET / "reader.npz"),
        "pieces": len(kept),
        "words": len(words),
        "rounding": lost,
        "written": {"n": len(written), "held_back": int(held.sum()), "right": float(right.mean())},
        "unseen": {name: int((names[unseen] == name).sum()) for name in WEIGHT},
        "seeds": list(SEEDS),
        "inputs": {
            f"mpnet/{file}": fit_sentiment.checksum(options.inputs / "mpnet" / file)
            for file in ("model.safetensors", "vocab.txt")
        },
        "data": {file: fit_sentiment.checksum(options.data / f"{file}.jsonl.gz")
                 for file in fit_sentiment.FILES},
    }  # fmt: skip
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (TARGET / "reader.json").write_text(text, encoding="utf-8")
    fit_sentiment.write_unseen(names, score, harness.RESULTS / "reader-unseen.csv.gz")
    print(text)


def loss(tuned: Tuned, net, kept, heard, sets, names, ratings) -> dict[str, list[float]]:
    """Return each set's correlation on some unseen rows, as tuned and after rounding."""
    network, pieces, found = Network(tuned.arrays(net)), Pieces(kept), {}
    for place, name in enumerate(WEIGHT):
        some = np.flatnonzero(names == name)[:FEW]
        small = network.read([pieces.ids(heard[row])[: tuned.tuning.LONGEST] for row in some])
        found[name] = [
            round(float(np.corrcoef(said[:, place], ratings[some])[0, 1]), 4)
            for said in (sets[some], small)
        ]
    print("before and after rounding", found, flush=True)
    return found


def calibrated(texts, names, ratings, sets, table, spread: float) -> tuple[np.ndarray, dict]:
    """Weigh the reader against the table, choose the squash, and find the interval."""
    headline = np.array([scorer.is_headline(text) for text in texts])
    heard = reader.tone(sets, headline) * spread / 4
    nyt = names == "nyt"
    both = np.stack([heard, unsquashed(table)], axis=1)
    share, *_ = np.linalg.lstsq(both[nyt], ratings[nyt] / 4, rcond=None)
    share = np.round(share, 3)
    total = both @ share

    def figures(sentence: tuple, headed: tuple) -> dict[str, float]:
        scores = squashed(total, np.where(headline[:, None], headed, sentence))
        return fit_sentiment.figures(names, ratings, scores) | labels(names, ratings, scores)

    # A headline is rated further from zero, so less of its small sums is chance.
    plain = SQUASHES[0]
    sentence = max(SQUASHES, key=lambda one: sum(figures(one, plain)[f] for f in SENTENCES))
    headed = max(SQUASHES, key=lambda one: figures(sentence, one)["headlines_r"])
    widths, coverage = fit_sentiment.interval(texts, names, ratings, total)
    for one in SQUASHES:
        print(one, figures(one, plain))
    print("without the table", fit_sentiment.figures(names, ratings, np.tanh(heard)))
    return squashed(total, np.where(headline[:, None], headed, sentence)), {
        "hears": round(float(share[0]) * spread / 4, 4),
        "words_share": float(share[1]),
        "squash": {"sentence": list(sentence), "headline": list(headed)},
        "interval": widths,
        "cross_validated": figures(sentence, headed) | coverage,
    }


def squashed(total: np.ndarray, how: np.ndarray) -> np.ndarray:
    """Squash every sum as the scorer does."""
    return np.array(
        [round(scorer.squash(value, *one), 2) for value, one in zip(total, how, strict=True)]
    )


def unsquashed(scores: np.ndarray) -> np.ndarray:
    """Return the sums that the table's scores are squashed from."""
    sums = np.linspace(-3, 3, 60_001)
    return np.interp(scores, [scorer.squash(value) for value in sums], sums)


def labels(names, ratings, scores) -> dict[str, float]:
    """Say how often each label is right, and is found, where readers labelled sentences."""
    news, found = names == "newsmtsc", {}
    for name, sign in (("positive", 1), ("negative", -1)):
        called = sign * scores[news] >= scorer.BAND
        is_so = ratings[news] == sign
        found[f"{name}_right"] = float(is_so[called].mean())
        found[f"{name}_found"] = float(called[is_so].mean())
    return found


if __name__ == "__main__":
    main()
