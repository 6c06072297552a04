"""The network: twelve layers of MPNet (Song et al. 2020), read from a file of four-bit numbers.

NumPy alone: a forward pass is few lines, and one more run time would be heavier than the package.
Every matrix is kept as the places of its numbers among sixteen levels, and a scale for each 64.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

HEADS, WIDTH, LAYERS = 12, 768, 12
GROUP = 64  # numbers that share a scale
NEAR, FAR = 8, 128  # distances told apart one by one; distance from which all are the same
MOST = 4096  # pieces read at a time, which bounds the memory


def unpacked(codes: np.ndarray, scales: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Return the numbers of a matrix, or of some of its rows, from their places and scales.

    A byte of the codes holds two places among the levels, the first in its lower half.
    """
    byte = np.arange(256)
    pairs = np.stack([levels[byte & 15], levels[byte >> 4]], axis=1).astype(np.float32)
    # A pair as one number of eight bytes is fetched in a fourth of the time.
    groups = pairs.view(np.float64)[:, 0][codes].view(np.float32).reshape(len(codes), -1, GROUP)
    groups *= scales.astype(np.float32)[..., None]
    return groups.reshape(len(codes), -1)


class Network:
    """The numbers of the network, unpacked once; its 22,000 word pieces stay packed."""

    def __init__(self, kept: Mapping[str, np.ndarray]):
        self.levels = kept["levels"]
        self.pieces = kept["pieces.codes"], kept["pieces.scales"]
        self.part = {}
        for name in kept:
            stem, _, kind = name.rpartition(".")
            if kind == "codes" and stem != "pieces":
                self.part[stem] = unpacked(kept[name], kept[f"{stem}.scales"], self.levels)
            elif kind == "plain":
                self.part[stem] = kept[name].astype(np.float32)

    def read(self, texts: Sequence[Sequence[int]]) -> np.ndarray:
        """Return what the heads say of each text, given as numbers of pieces: (texts, heads)."""
        said = [self._heads(batch) for batch in _batches(texts)]
        return np.concatenate(said) if said else np.zeros((0, len(self.part["heads.b"])))

    def _heads(self, texts: list[Sequence[int]]) -> np.ndarray:
        """Read texts side by side; attention alone looks at each apart, so nothing is padded."""
        ends = np.cumsum([len(text) for text in texts])
        spans = list(zip(ends - [len(text) for text in texts], ends, strict=True))
        rows = np.concatenate([np.asarray(text) for text in texts])
        codes, scales = self.pieces
        state = unpacked(codes[rows], scales[rows], self.levels)
        state += np.concatenate([self.part["positions"][: len(text)] for text in texts])
        state = self._norm("norm", state)
        bias = self.part["distances"][:, buckets(max(map(len, texts)))]
        for layer in range(LAYERS):
            seen = self._attention(layer, state, spans, bias)
            state = self._norm(f"{layer}.norm1", state + seen)
            inner = gelu(self._linear(f"{layer}.in", state))
            state = self._norm(f"{layer}.norm2", state + self._linear(f"{layer}.out", inner))
        means = np.stack([state[start:end].mean(axis=0) for start, end in spans])
        return self._linear("heads", means)

    def _attention(self, layer: int, state: np.ndarray, spans: list, bias: np.ndarray):
        query, key, value = (
            self._linear(f"{layer}.{part}", state).reshape(len(state), HEADS, -1).transpose(1, 0, 2)
            for part in "qkv"
        )
        query = query / np.float32((WIDTH // HEADS) ** 0.5)
        seen = np.empty((len(state), HEADS, WIDTH // HEADS), np.float32)
        for start, end in spans:
            size = end - start
            near = query[:, start:end] @ key[:, start:end].transpose(0, 2, 1)
            near += bias[:, :size, :size]
            near = np.exp(near - near.max(axis=-1, keepdims=True))
            near /= near.sum(axis=-1, keepdims=True)
            seen[start:end] = (near @ value[:, start:end]).transpose(1, 0, 2)
        return self._linear(f"{layer}.o", seen.reshape(len(state), WIDTH))

    def _linear(self, name: str, state: np.ndarray) -> np.ndarray:
        return state @ self.part[f"{name}.w"].T + self.part[f"{name}.b"]

    def _norm(self, name: str, state: np.ndarray) -> np.ndarray:
        state = state - state.mean(axis=-1, keepdims=True)
        state /= np.sqrt((state * state).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        return state * self.part[f"{name}.w"] + self.part[f"{name}.b"]


def gelu(state: np.ndarray) -> np.ndarray:
    """Return the Gaussian error linear unit of each number."""
    from scipy.special import erf

    return state * (erf(state * np.float32(0.5**0.5)) + np.float32(1)) * np.float32(0.5)


def buckets(size: int) -> np.ndarray:
    """Return which of 32 kinds the distance of two places is, shape (size, size)."""
    ahead = np.arange(size)[None, :] - np.arange(size)[:, None]
    away = np.abs(ahead)
    far = np.log(np.maximum(away, NEAR) / NEAR) / np.log(FAR / NEAR) * NEAR
    kind = np.where(away < NEAR, away, np.minimum(NEAR + far.astype(int), 2 * NEAR - 1))
    return kind + np.where(ahead > 0, 2 * NEAR, 0)


def _batches(texts: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """Part the texts so that none but a single one holds more than ``MOST`` pieces."""
    batch, size = [], 0
    for text in texts:
        if batch and size + len(text) > MOST:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
