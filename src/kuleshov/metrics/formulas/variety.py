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
    """Return a film as a few small pictures at even times: float32 (moments, 3, 9, 16), levels.

    Parameters
    ----------
    luma : ndarray of uint8 (frames, 45, 80)
    colour : ndarray of uint8 (frames, 2, 9, 16)
        As in :class:`~kuleshov.metrics.features.everyday.Features`.
    """
    at = ((np.arange(moments) + 0.5) / moments * len(luma)).astype(int)
    return np.stack([layout(luma[n], colour[n]) for n in at])


def layout(luma: np.ndarray, colour: np.ndarray) -> np.ndarray:
    """Return one frame as 16 by 9 places of brightness and colour, float32 (3, 9, 16), levels."""
    bright = luma.reshape(9, 5, 16, 5).mean(axis=(1, 3))
    return np.concatenate([bright[None], colour.astype(np.float32)]).astype(np.float32)


def diversity(summaries: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the mean distance between takes, in levels, and all distances.

    Parameters
    ----------
    summaries : ndarray (takes, moments, ...)
        One :func:`summary` a take.

    Returns
    -------
    mean : float
        Mean absolute difference over places, colours and moments of every two takes.
    apart : ndarray (takes, takes)

    Examples
    --------
    >>> diversity(np.zeros((5, 2, 3)))[0]
    0.0
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
