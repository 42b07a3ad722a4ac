"""How far two rows of values lie apart, and how often chance alone goes as far.

What is dealt at random must be exchangeable. Shots of one scene are not, and a test that deals them
one by one finds a difference in up to half of all pairs of films that have none. So runs of shots
are dealt whole, as long as the films' own dependence asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

import numpy as np

from ..metrics.formulas.dependence import autocorrelation_time, block_length
from ..metrics.formulas.intervals import SEED
from ..metrics.formulas.shot_order import ranks

DEALS = 4999
_AT_ONCE = 1000  # deals in memory: 8 MB for a thousand runs
FEWEST_BLOCKS = 5  # on each side: 252 deals
FEWEST_SHOTS = 12  # on each side: fewer do not show how they hang together


@dataclass(frozen=True)
class Deal:
    """What is dealt at random: runs of values, each as long as the values hang together.

    Attributes
    ----------
    time : float
        The autocorrelation time of both sides, in values.
    counts : (int, int)
        How many values each side has.
    """

    time: float
    counts: tuple[int, int]

    @property
    def length(self) -> int:
        """How many values in a row are dealt as one."""
        return block_length(self.time, min(self.counts))

    @property
    def blocks(self) -> tuple[int, int]:
        """How many such runs each side has; what is left over makes some of them longer by one."""
        one, other = (max(1, count // self.length) for count in self.counts)
        return one, other

    @property
    def is_enough(self) -> bool:
        """Whether so many runs are left that chance can be told from a difference."""
        return min(self.blocks) >= FEWEST_BLOCKS

    def at_least(self, time: float) -> Deal:
        """Return a deal of the same values in runs for this autocorrelation time, if it is longer.

        Parameters
        ----------
        time : float
            In values.

        Returns
        -------
        Deal
        """
        return replace(self, time=max(self.time, time))

    def least(self) -> float:
        """Return the smallest share of deals that there can be.

        Returns
        -------
        float
            As :func:`least` of the runs.
        """
        return least(*self.blocks)


def deal_of(first: Sequence[float] | np.ndarray, second: Sequence[float] | np.ndarray) -> Deal:
    """Choose what is dealt, from how much both sides' own values hang together.

    Parameters
    ----------
    first, second : sequence of float
        Each side's values in their order, two or more.

    Returns
    -------
    Deal

    Examples
    --------
    >>> scenes = np.repeat(np.random.default_rng(1).normal(size=20), 4)
    >>> deal = deal_of(scenes[:40], scenes[40:])
    >>> deal.length > 4, deal.is_enough
    (True, False)
    """
    return Deal(autocorrelation_time([first, second]), (len(first), len(second)))


def least(first: int, second: int) -> float:
    """Return the smallest share of deals that so many on each side can have.

    Parameters
    ----------
    first, second : int
        How many are dealt on each side.

    Returns
    -------
    float
        The share of the two deals in which all lie apart, or one in 5,000.

    Examples
    --------
    >>> round(least(4, 4), 4), least(30, 30)
    (0.0286, 0.0002)
    """
    return max(2 / comb(first + second, first), 1 / (DEALS + 1))


def cliffs_delta(
    first: Sequence[float] | np.ndarray, second: Sequence[float] | np.ndarray
) -> float:
    """Return Cliff's delta: P(a > b) - P(a < b) for one of each side drawn at random.

    Parameters
    ----------
    first, second : sequence of float
        One number or more on each side; they need not be as many.

    Returns
    -------
    float
        -1 (all of the second side lie higher) to 1 (all of the first do); 0 where either is as
        likely.

    Raises
    ------
    ValueError
        Where a side is empty, or has what is no number.

    See Also
    --------
    permutation : How often chance alone goes as far.

    Examples
    --------
    >>> cliffs_delta([3, 4, 5], [1, 2, 3]), cliffs_delta([1, 2], [1, 2])
    (0.8888888888888888, 0.0)
    """
    a, b = np.asarray(first, float).ravel(), np.sort(np.asarray(second, float).ravel())
    if not len(a) or not len(b) or np.isnan(a).any() or np.isnan(b).any():
        raise ValueError("Cliff's delta takes a number or more on each side, and no NaN.")
    higher = np.searchsorted(b, a, side="left").sum()
    lower = (len(b) - np.searchsorted(b, a, side="right")).sum()
    return float((higher - lower) / (len(a) * len(b)))


def permutation(
    first: np.ndarray, second: np.ndarray, deal: Deal | None = None, seed: int = SEED
) -> float:
    """Return the share of deals of all values to two sides that lie as far apart.

    How far two sides lie apart is the difference of their mean ranks, which is Cliff's delta on
    another scale. All deals where there are at most 4,999, else as many drawn at random; the deal
    that was found counts as one, so that the share is never 0.

    Parameters
    ----------
    first, second : ndarray of float, shape (n,) and (m,)
        A number or more on each side, in their order.
    deal : Deal, optional
        Runs of values to deal whole; single values where it is left out.
    seed : int
        Of the random deals.

    Returns
    -------
    float
        Above 0, up to 1.

    Raises
    ------
    ValueError
        Where a side is empty.

    See Also
    --------
    cliffs_delta : The effect that is dealt anew.
    holm : What it is worth where many are asked at once.

    Examples
    --------
    Four against four that lie wholly apart: 2 of the 70 deals go as far.

    >>> round(permutation(np.array([4.0, 5, 6, 7]), np.array([0.0, 1, 2, 3])), 4)
    0.0286
    """
    if not len(first) or not len(second):
        raise ValueError("a deal takes a number or more on each side.")
    rank = np.split(ranks(np.concatenate([first, second])), [len(first)])
    counts = deal.blocks if deal else (len(first), len(second))
    runs = [run for side, n in zip(rank, counts, strict=True) for run in np.array_split(side, n)]
    sums, sizes = np.array([run.sum() for run in runs]), np.array([len(run) for run in runs])

    def apart(dealt: np.ndarray) -> np.ndarray:
        one, many = sums[dealt].sum(axis=-1), sizes[dealt].sum(axis=-1)
        return np.round(np.abs(one / many - (sums.sum() - one) / (sizes.sum() - many)), 9)

    found = apart(np.arange(counts[0]))
    if comb(len(runs), counts[0]) <= DEALS:
        return float(
            (apart(np.array(list(combinations(range(len(runs)), counts[0])))) >= found).mean()
        )
    # SciPy's permutation_test deals alike, in fifteen times the time.
    random = np.random.default_rng(seed)
    far = sum(
        int((apart(_dealt(len(runs), counts[0], n, random)) >= found).sum())
        for n in [_AT_ONCE] * (DEALS // _AT_ONCE) + [DEALS % _AT_ONCE]
    )
    return (far + 1) / (DEALS + 1)


def _dealt(runs: int, first: int, deals: int, random: np.random.Generator) -> np.ndarray:
    """Return which runs each random deal gives to the first side, shape (deals, first)."""
    return np.argsort(random.random((deals, runs)), axis=1)[:, :first]


def holm(shares: Sequence[float]) -> list[float]:
    """Return p-values that hold for all tests together (Holm).

    Parameters
    ----------
    shares : sequence of float
        p-values, 0 to 1; NaN where there is none, which then doesn't count as a test.

    Returns
    -------
    list of float
        In the order given, never smaller than before, at most 1; NaN where there was none.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(shares, float)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known])]
    raised = p[order] * (len(order) - np.arange(len(order)))
    adjusted = np.full(len(p), np.nan)
    adjusted[order] = np.minimum(1, np.maximum.accumulate(raised))
    return [float(round(one, 12)) for one in adjusted]
