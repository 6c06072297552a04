"""How grouped a network of sentences is: modularity and eigenvalue, for many networks at once."""

import numpy as np

from closereading.topics.groups import EQUAL, largest

GROUPS = 8  # at most; signs of three eigenvectors make them, and a news story has no more parts
EXACT = 60  # rows up to which all eigenvalues are as fast as the first few
STEPS = 4  # of two multiplications each; twice as many change the values by less than 1 %
SWEEPS = 6  # of moving single sentences; later sweeps move hardly any


def leading(networks: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the leading eigenvalues and eigenvectors of the normalised networks, trivial one out.

    Parameters
    ----------
    networks : ndarray, shape (copies, n, n)
        Weights of the links, symmetric, zero diagonal.
    count : int
        How many.

    Returns
    -------
    values : ndarray, shape (copies, count)
    vectors : ndarray, shape (copies, n, count)
    """
    degree = networks.sum(axis=2)
    root = np.sqrt(np.maximum(degree, 1e-12))
    matrix = networks / (root[:, :, None] * root[:, None, :])
    # The trivial eigenvector is known: take it out instead of finding it.
    trivial = root / np.linalg.norm(root, axis=1, keepdims=True)
    matrix = matrix - trivial[:, :, None] * trivial[:, None, :]
    values, vectors = np.linalg.eigh(matrix)
    return values[:, ::-1][:, :count], vectors[:, :, ::-1][:, :, :count]


def strongest(matrices: np.ndarray, count: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Return the largest eigenvalues and their eigenvectors, largest first.

    Parameters
    ----------
    matrices : ndarray, shape (copies, n, n)
        Symmetric, no negative eigenvalue.
    count : int
        How many; fewer when n is smaller.

    Notes
    -----
    Up to ``EXACT`` rows by LAPACK. Above, by subspace iteration from one fixed start: the last
    digits are not exact, but they err alike in a text and in its shuffled copies.
    """
    n = matrices.shape[1]
    if n <= EXACT:
        values, vectors = np.linalg.eigh(matrices)
        return values[:, ::-1][:, :count], vectors[:, :, ::-1][:, :, :count]
    start = np.random.default_rng(0).standard_normal((n, 2 * count)).astype(matrices.dtype)
    basis = np.broadcast_to(start, (len(matrices), *start.shape))
    for _ in range(STEPS):
        basis = np.linalg.qr(matrices @ (matrices @ basis))[0]
    small, turn = np.linalg.eigh(np.swapaxes(basis, 1, 2) @ (matrices @ basis))
    return small[:, ::-1][:, :count], (basis @ turn)[:, :, ::-1][:, :, :count]


def modularity(networks: np.ndarray, labels: np.ndarray, groups: int = GROUPS) -> np.ndarray:
    """Return the modularity of a grouping (Newman & Girvan 2004), one number a network."""
    member = (labels[:, :, None] == np.arange(groups)).astype(networks.dtype)
    degree = networks.sum(axis=2)
    total = np.maximum(degree.sum(axis=1), 1e-12)
    inside = np.einsum("bng,bng->b", networks @ member, member)
    share = np.einsum("bn,bng->bg", degree, member) / total[:, None]
    return inside / total - (share**2).sum(axis=1)


def grouped(networks: np.ndarray, vectors: np.ndarray, groups: int = GROUPS) -> np.ndarray:
    """Find a grouping of high modularity in every network.

    Starts from the signs of the leading eigenvectors (Newman 2006) and moves single sentences, in
    text order, to the group that raises modularity most, as Louvain's first phase does, in all
    networks at once.
    """
    copies = len(networks)
    bits = int(np.log2(groups))
    vectors = vectors[:, :, :bits]
    # Either direction of an eigenvector is one; the one whose longest part is positive is taken.
    longest = largest(np.abs(np.swapaxes(vectors, 1, 2)))[:, None]
    vectors = vectors * np.sign(np.take_along_axis(vectors, longest, axis=1))
    labels = ((vectors > EQUAL) * 2 ** np.arange(bits)).sum(axis=2)
    member = (labels[:, :, None] == np.arange(groups)).astype(networks.dtype)
    degree = networks.sum(axis=2)
    total = np.maximum(degree.sum(axis=1), 1e-12)
    weight = np.ascontiguousarray(np.einsum("bn,bng->bg", degree, member))
    # Sentence first: the loop below reads one sentence of all networks at a time.
    links = np.ascontiguousarray(np.swapaxes(networks @ member, 0, 1))
    degree = np.ascontiguousarray(degree.T)[:, :, None]
    found, labels = labels, labels.T.copy()
    total, left = total[:, None], np.arange(copies)
    for _ in range(SWEEPS):
        moved = _sweep(networks, left, labels, links, weight, degree, total)
        found[left] = labels.T
        if not moved.any():
            break
        # A network in which nothing has moved stays as it is; the others go on.
        left, weight, total = left[moved], weight[moved], total[moved]
        labels, links, degree = labels[:, moved], links[:, moved], degree[:, moved]
    return found


def _sweep(networks, left, labels, links, weight, degree, total) -> np.ndarray:
    """Move every sentence of the networks ``left`` once; say in which of them one has moved."""
    groups = weight.shape[1]
    first = np.arange(len(left)) * groups
    weights = weight.reshape(-1)
    moved = np.zeros(len(left), dtype=bool)
    for i in range(len(labels)):
        own, share = labels[i], degree[i, :, 0]
        weights[first + own] -= share
        gain = degree[i] * weight
        gain /= total
        np.subtract(links[i], gain, out=gain)
        gain.reshape(-1)[first + own] += 1e-6  # a tie stays where it is
        best = largest(gain)
        weights[first + best] += share
        going = np.flatnonzero(best != own)
        if len(going):
            moved[going] = True
            row = networks[left[going], i].T
            links[:, going, own[going]] -= row
            links[:, going, best[going]] += row
            labels[i] = best
    return moved
