"""Do any of the numbers go with the votes? And would they by chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from ..errors import KuleshovError
from ..metrics.formulas.shot_order import ranks

if TYPE_CHECKING:
    from .ranking import Standing

FEWEST = 3
_ALL_ORDERS = 7  # up to so many films every order is tried; beyond it 5000 are drawn
_DRAWN = 5000


@dataclass(frozen=True)
class Going:
    """How a measure goes with the votes over a few films.

    Attributes
    ----------
    rho : float
        Spearman's rank correlation, -1 to 1.
    p : float
        The share of all orders of the films that go as far in either direction.
    films : int
        Films that have both a vote and a number.
    """

    id: str
    name: str
    rho: float
    p: float
    films: int


def spearman(x: ArrayLike, y: ArrayLike) -> float:
    """Return Spearman's rank correlation; ties share their ranks' mean; NaN where one is constant.

    >>> spearman([1, 2, 3, 4], [10, 20, 30, 25])
    0.8
    """
    a, b = (r - r.mean() for r in (ranks(np.asarray(values)) for values in (x, y)))
    size = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float(round((a * b).sum() / size, 12)) if size else float("nan")


def against(ranking: Sequence[Standing], measured: Mapping[str, Any]) -> list[Going]:
    """Hold every measure against the votes.

    Parameters
    ----------
    ranking : sequence of Standing
        From :attr:`Preferences.ranking`.
    measured : mapping of str to Measures
        A film's name to its measures, such as :func:`kuleshov.compare` returns.

    Returns
    -------
    list of Going
        The strongest first. Read ``p`` with the number of measures in mind: of twenty that mean
        nothing, one goes with the votes at p = 0.05.

    Raises
    ------
    KuleshovError
        Where fewer than three films have both.
    """
    liked = {one.film: one.share for one in ranking}
    films = [film for film in measured if film in liked]
    if len(films) < FEWEST:
        raise KuleshovError(
            f"Three films with votes and numbers are wanted; there are {len(films)}."
        )
    found = []
    for id, first in measured[films[0]].items():
        rows = [(liked[f], measured[f][id].value) for f in films]
        votes, values = np.array([row for row in rows if np.isfinite(row[1])]).reshape(-1, 2).T
        if len(votes) >= FEWEST and np.ptp(values) > 0 and np.ptp(votes) > 0:
            rho = spearman(votes, values)
            found.append(Going(id, first.name, rho, _p(votes, values, rho), len(votes)))
    return sorted(found, key=lambda one: -abs(one.rho))


def _p(votes: np.ndarray, values: np.ndarray, rho: float) -> float:
    n = len(votes)
    if n <= _ALL_ORDERS:
        orders = np.array(list(permutations(range(n))))
    else:
        chance = np.random.default_rng(1918)
        orders = np.array([np.arange(n), *(chance.permutation(n) for _ in range(_DRAWN))])
    # An order moves ranks and changes none, so that they are found once.
    a, b = (rank - rank.mean() for rank in (ranks(votes), ranks(values)))
    size = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((np.abs(b[orders] @ a) / size >= abs(rho) - 1e-9).mean())
