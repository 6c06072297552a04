"""Four bits a number: what ``closereading.reader.network`` unpacks is packed here."""

import numpy as np

from closereading.reader.network import GROUP, unpacked

PASSES = 60  # of Lloyd's algorithm
SAMPLED = 97  # one number in so many chooses the levels
TRIED = np.linspace(0.75, 1.05, 13)  # scales tried, as shares of the one that reaches the largest


def levels(matrices: list[np.ndarray]) -> np.ndarray:
    """Return the sixteen levels nearest to numbers divided by their group's largest (Lloyd)."""
    sample = []
    for matrix in matrices:
        groups = matrix.reshape(-1, GROUP)
        sample.append((groups / np.abs(groups).max(axis=1, keepdims=True)).ravel()[::SAMPLED])
    numbers = np.sort(np.concatenate(sample))
    found = np.quantile(numbers, (np.arange(16) + 0.5) / 16)
    for _ in range(PASSES):
        nearest = np.searchsorted((found[1:] + found[:-1]) / 2, numbers)
        found = np.array([numbers[nearest == place].mean() for place in range(16)])
    return found.astype(np.float32)


def packed(matrix: np.ndarray, found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix's codes and scales; each group has the scale that errs least."""
    groups = matrix.reshape(-1, GROUP)
    largest = np.abs(groups).max(axis=1, keepdims=True) / np.abs(found).max()
    between = (found[1:] + found[:-1]) / 2
    least = np.full(len(groups), np.inf)
    codes = np.zeros(groups.shape, np.uint8)
    scales = np.zeros((len(groups), 1), np.float16)
    for share in TRIED:
        scale = np.maximum(share * largest, 1e-6).astype(np.float16)
        code = np.searchsorted(between, groups / scale.astype(np.float32)).astype(np.uint8)
        error = ((found[code] * scale.astype(np.float32) - groups) ** 2).sum(axis=1)
        better = error < least
        least[better], codes[better], scales[better] = error[better], code[better], scale[better]
    codes = codes.reshape(len(matrix), -1)
    return codes[:, ::2] | (codes[:, 1::2] << 4), scales.reshape(len(matrix), -1)


def rounded(matrix: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Return a matrix as it is after packing."""
    return unpacked(*packed(matrix, found), found)
