"""Variety: how much several answers to one brief differ, and whose answers they are.

Ask five times and get the same film five times: the takes of a person differ, too, and so a
spread means something only beside another. Here are distances between films, their mean over
takes, and the share of a table's differences that rows and columns account for.
"""

from typing import NamedTuple

import numpy as np

FEWEST = 5  # takes
MOMENTS = 8


def summary(luma: np.ndarray, colour: np.ndarray, moments: int = MOMENTS) -> np.ndarray:
    """Return a film as a few small pictures at even times.

    Parameters
    ----------
    luma : ndarray of uint8 (frames, 45, 80)
        Brightness, coded levels, one frame at least.
    colour : ndarray of uint8 (frames, 2, 9, 16)
        Both colour differences, as in :class:`~kuleshov.metrics.features.everyday.Features`.
    moments : int
        How many; 8 where left out. Each lies in the middle of an equal part of the film.

    Returns
    -------
    ndarray of float32 (moments, 3, 9, 16)
        Levels, 0 to 255.

    See Also
    --------
    layout : one of them
    diversity : how far films lie apart

    Examples
    --------
    >>> luma = np.arange(16, dtype=np.uint8)[:, None, None] * np.ones((16, 45, 80), np.uint8)
    >>> colour = np.full((16, 2, 9, 16), 128, np.uint8)
    >>> summary(luma, colour)[:, 0, 0, 0].tolist()  # brightness of the frames that were taken
    [1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0]
    """
    at = ((np.arange(moments) + 0.5) / moments * len(luma)).astype(int)
    return np.stack([layout(luma[n], colour[n]) for n in at])


def layout(luma: np.ndarray, colour: np.ndarray) -> np.ndarray:
    """Return one frame as 16 by 9 places of brightness and colour.

    Parameters
    ----------
    luma : ndarray of uint8 (45, 80)
        Brightness, coded levels.
    colour : ndarray of uint8 (2, 9, 16)
        Both colour differences.

    Returns
    -------
    ndarray of float32 (3, 9, 16)
        Levels, 0 to 255.

    See Also
    --------
    summary : several frames of a film
    kuleshov.metrics.formulas.shot_order.patterns : such pictures, whatever their exposure

    Examples
    --------
    >>> half = np.hstack([np.full((45, 40), 16, np.uint8), np.full((45, 40), 235, np.uint8)])
    >>> layout(half, np.full((2, 9, 16), 128, np.uint8))[0, 0, 6:10].tolist()
    [16.0, 16.0, 235.0, 235.0]
    """
    bright = luma.reshape(9, 5, 16, 5).mean(axis=(1, 3))
    return np.concatenate([bright[None], colour.astype(np.float32)]).astype(np.float32)


def diversity(summaries: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the mean distance between takes, and all distances.

    Parameters
    ----------
    summaries : ndarray (takes, moments, ...)
        One :func:`summary` a take, two takes at least.

    Returns
    -------
    mean : float
        Mean absolute difference over places, colours and moments of every two takes, levels.
    apart : ndarray of float64 (takes, takes)
        The same of each two, levels; 0 on the diagonal.

    See Also
    --------
    summary : what a take is compared by
    two_way : whose differences they are

    Examples
    --------
    >>> diversity(np.zeros((5, 2, 3)))[0]  # five times the same film
    0.0
    >>> mean, apart = diversity(np.array([[[0.0]], [[10.0]], [[20.0]]]))
    >>> round(mean, 1), apart[0].tolist()
    (13.3, [0.0, 10.0, 20.0])
    """
    from .shot_order import distances

    apart = distances(summaries)
    upper = np.triu_indices(len(apart), 1)
    return float(apart[upper].mean()), apart


class Shares(NamedTuple):
    """Where the differences in a table come from.

    Attributes
    ----------
    rows, columns, rest : float
        Shares of the squared distance that briefs, makers and neither account for; sum 1.
    p_rows, p_columns : float
        How often a table shuffled within its columns (rows) reaches as much.
    """

    rows: float
    columns: float
    rest: float
    p_rows: float
    p_columns: float


def two_way(table: np.ndarray, shuffles: int = 999, seed: int = 1925) -> Shares:
    """Return how much briefs (rows) and makers (columns) account for, one film a cell.

    Sums of squares of a two-way layout without replication, in as many dimensions as a film has;
    so there is no test of the interplay of brief and maker. Permutations within the other factor.

    Parameters
    ----------
    table : ndarray (briefs, makers, ...)
        A film in each cell, as a row of numbers of any shape.
    shuffles : int
        How often the table is shuffled each way; 999 where left out.
    seed : int
        The same seed gives the same p.

    Returns
    -------
    Shares
        Shares of the squared distance, and both p; shares are 0 where all films are the same.

    See Also
    --------
    diversity : takes of one brief by one maker
    kuleshov.metrics.formulas.shuffles.shuffled : the same test of an order

    Examples
    --------
    >>> cells = np.arange(3.0)[:, None, None] * np.ones((3, 4, 2))  # only briefs differ
    >>> round(two_way(cells, 99).rows, 6)
    1.0
    """
    flat = np.asarray(table, float).reshape(*table.shape[:2], -1)
    rows, columns, rest = _squares(flat)
    total = max(rows + columns + rest, 1e-12)
    random = np.random.default_rng(seed)
    reached = np.ones(2)
    for _ in range(shuffles):
        within_columns = np.stack(
            [flat[random.permutation(flat.shape[0]), c] for c in range(flat.shape[1])], axis=1
        )
        within_rows = np.stack([row[random.permutation(flat.shape[1])] for row in flat])
        reached += [
            _squares(within_columns)[0] >= rows - 1e-9,
            _squares(within_rows)[1] >= columns - 1e-9,
        ]
    p = reached / (shuffles + 1)
    return Shares(rows / total, columns / total, rest / total, float(p[0]), float(p[1]))


def _squares(flat: np.ndarray) -> tuple[float, float, float]:
    mean = flat.mean(axis=(0, 1))
    row, column = flat.mean(axis=1) - mean, flat.mean(axis=0) - mean
    rest = flat - mean - row[:, None] - column[None]
    rows = flat.shape[1] * float((row**2).sum())
    columns = flat.shape[0] * float((column**2).sum())
    return rows, columns, float((rest**2).sum())
