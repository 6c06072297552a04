"""Group units that are alike: spectral clustering with a fixed start, for many matrices at once."""

import numpy as np

TIE = 0.1  # of the mean likeness, added between all units: no unit stands quite alone
ROUNDS = 10  # of moving single units; most texts settle in three
# Closer than this, two sums are equal and the rest is the order in which a processor adds. No
# choice may hang on it.
EQUAL = 1e-9


def largest(values: np.ndarray) -> np.ndarray:
    """Return the place of the largest value along the last axis, of equal ones the first."""
    return (values >= values.max(axis=-1, keepdims=True) - EQUAL).argmax(axis=-1)


def group(alike: np.ndarray, k: int) -> np.ndarray:
    """Group units into ``k`` groups.

    Parameters
    ----------
    alike : ndarray, shape (..., n, n)
        Likeness of every two units, not negative, zero diagonal.
    k : int
        How many groups.

    Returns
    -------
    ndarray of int, shape (..., n)
        Group of every unit, from 0. The same input always gives the same groups.

    Notes
    -----
    The k leading eigenvectors of the degree-normalised likeness; the units that span them best
    (pivoted QR) start the groups (Damle, Minden & Ying 2019); then every unit moves to the group
    whose members it is most like on average, until nothing moves.
    """
    n = alike.shape[-1]
    k = max(1, min(k, n))
    if k == 1 or n == 0:
        return np.zeros(alike.shape[:-1], dtype=int)
    batch = alike.reshape(-1, n, n)
    labels = _rotated(_leading(batch, k))
    return _moved(batch, labels, k).reshape(alike.shape[:-1])


def _leading(batch: np.ndarray, k: int) -> np.ndarray:
    """Return the k leading eigenvectors of each normalised matrix, shape (batch, n, k)."""
    n = batch.shape[-1]
    tied = batch + TIE * batch.mean(axis=(-1, -2), keepdims=True) + 1e-12
    root = np.sqrt(tied.sum(axis=-1))
    normalised = tied / (root[:, :, None] * root[:, None, :])
    return np.linalg.eigh(normalised)[1][:, :, n - k :]


def _rotated(vectors: np.ndarray) -> np.ndarray:
    """Choose k spanning units by greedy pivoting and label every unit by the nearest of them."""
    batch, _, k = vectors.shape
    rest = vectors.copy()
    pivots = np.empty((batch, k), dtype=int)
    rows = np.arange(batch)
    for place in range(k):
        # Of equals the first: mirror images of one matrix pick the same pivots.
        pivots[:, place] = largest((rest**2).sum(axis=2))
        axis = rest[rows, pivots[:, place]]
        axis = axis / np.maximum(np.linalg.norm(axis, axis=1, keepdims=True), 1e-12)
        rest = rest - (rest @ axis[:, :, None]) * axis[:, None, :]
    chosen = np.take_along_axis(vectors, pivots[:, :, None], axis=1)
    left, _, right = np.linalg.svd(np.swapaxes(chosen, 1, 2))
    return largest(np.abs(vectors @ (left @ right)))


def _moved(batch: np.ndarray, labels: np.ndarray, k: int) -> np.ndarray:
    """Move every unit to the group it is most like on average, itself not counted."""
    each = np.arange(k)
    for _ in range(ROUNDS):
        member = (labels[:, :, None] == each).astype(float)
        others = member.sum(axis=1)[:, None, :] - member
        mean = (batch @ member) / np.maximum(others, 1)
        best = np.where(mean.max(axis=2) > 0, largest(mean), labels)
        if (best == labels).all():
            break
        labels = best
    return labels
