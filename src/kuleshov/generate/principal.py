"""Principal components of pictures: a few patterns, of which each picture is a sum.

The pictures stay bytes and are read in pieces, so that they never lie in memory as numbers all at
once.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_CHUNK = 16384  # values of a picture at a time: bounds the memory, whatever the picture's size
_MOST = 4_000_000  # values of all pictures at a time: 16 MB


def principal(
    flat: NDArray[np.generic], mean: Floats
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how much each component varies, and its weight in each picture, largest first.

    The matrix of inner products is small (frames by frames). Where there are more frames than
    values, the other product is smaller.

    Parameters
    ----------
    flat : ndarray, shape (frames, values)
        The pictures, any type of number.
    mean : ndarray of float32, shape (values,)
        Their mean.

    Returns
    -------
    variances : ndarray of float64, shape (n,)
        Squared singular values.
    along : ndarray of float64, shape (frames, n)
        Orthonormal columns.

    Examples
    --------
    >>> flat = np.array([[1, 0], [3, 0], [5, 0]], np.uint8)
    >>> variances, along = principal(flat, np.array([3, 0], np.float32))
    >>> variances.round(3).tolist(), np.abs(along[:, 0]).round(3).tolist()
    ([8.0, 0.0], [0.707, 0.0, 0.707])
    """
    if flat.shape[1] < min(len(flat), _CHUNK):
        centred = flat.astype(np.float64) - mean
        values, vectors = np.linalg.eigh(centred.T @ centred)
        size = np.sqrt(np.maximum(values[::-1], 0))
        along = centred @ vectors[:, ::-1] / np.where(size > 0, size, 1)
        return size**2, along
    inner = np.zeros((len(flat), len(flat)))
    for _, piece in _pieces(flat, mean):
        inner += piece @ piece.T
    values, vectors = np.linalg.eigh(inner)
    return np.maximum(values[::-1], 0), vectors[:, ::-1]


def mixed(flat: NDArray[np.generic], mean: Floats, weights: Floats) -> Floats:
    """Return weighted sums of pictures, each less the mean.

    Parameters
    ----------
    flat : ndarray, shape (frames, values)
    mean : ndarray of float32, shape (values,)
    weights : ndarray of float32, shape (frames, n)
        How much of each picture goes into each sum.

    Returns
    -------
    ndarray of float32, shape (values, n)

    Examples
    --------
    >>> flat = np.array([[1, 0], [3, 0], [5, 0]], np.uint8)
    >>> ends = np.array([[-0.5], [0], [0.5]], np.float32)
    >>> mixed(flat, np.array([3, 0], np.float32), ends).tolist()
    [[2.0], [0.0]]
    """
    sums = np.empty((flat.shape[1], weights.shape[1]), np.float32)
    for where, piece in _pieces(flat, mean):
        sums[where] = piece.T @ weights
    return sums


def _pieces(flat: NDArray[np.generic], mean: Floats) -> Iterator[tuple[slice, Floats]]:
    """Yield some values of all pictures, less the mean, and which they are."""
    wide = max(1, min(_CHUNK, _MOST // max(1, len(flat))))
    for at in range(0, flat.shape[1], wide):
        where = slice(at, at + wide)
        yield where, flat[:, where].astype(np.float32) - mean[where]
