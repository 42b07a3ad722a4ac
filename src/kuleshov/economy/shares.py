"""How attention is shared out: among works, among niches, between two people, between worlds.

Pure functions of how often each work was watched. None of them knows where the numbers came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError

Views = Sequence[float] | NDArray[Any]


def gini(views: Views) -> float:
    """Return how unequally views are shared among works, 0 to 1.

    Parameters
    ----------
    views : sequence of float (works,)
        How often each work was watched, works that nobody watched among them.

    Returns
    -------
    float
        0 where all works have as many; 1 - 1/works where one has all.

    Raises
    ------
    KuleshovError
        Where nothing was watched, or a number is below 0 or none.

    See Also
    --------
    half_share : the same question in fewer words

    Notes
    -----
    Half of the mean difference between two works, as a share of the mean [1]_.

    References
    ----------
    .. [1] As used of market shares by M. J. Salganik, P. S. Dodds and D. J. Watts, Science 311 (2006).

    Examples
    --------
    >>> gini([5, 5, 5, 5]), gini([20, 0, 0, 0])
    (0.0, 0.75)
    """
    counts = np.sort(_counts(views))
    ranks = np.arange(1, len(counts) + 1)
    return float((2 * ranks - len(counts) - 1) @ counts / (len(counts) * counts.sum()))


def half_share(views: Views) -> float:
    """Return the smallest share of works that has half of all views, above 0 and up to about 1/2.

    Parameters
    ----------
    views : sequence of float (works,)

    Returns
    -------
    float

    Raises
    ------
    KuleshovError
        Where nothing was watched, or a number is below 0 or none.

    See Also
    --------
    gini : all works, not only the first

    Examples
    --------
    >>> half_share([50, 30, 10, 10]), half_share([1, 1, 1, 1])
    (0.25, 0.5)
    """
    counts = np.sort(_counts(views))[::-1]
    half = counts.sum() / 2
    return float(np.searchsorted(np.cumsum(counts), half * (1 - 1e-12)) + 1) / len(counts)


def overlap(views: Views, people: int) -> float:
    """Return how much of what one person watched another has watched too, 0 to 1, over all pairs.

    Parameters
    ----------
    views : sequence of float (works,)
        How many people watched each work; nobody watches one twice.
    people : int
        How many there are, two at least.

    Returns
    -------
    float
        Works that two have in common, over all pairs, as a share of what the first of each watched.

    Raises
    ------
    KuleshovError
        Where nothing was watched, a number is below 0 or none, there are fewer than two people, or a
        work has more views than people.

    See Also
    --------
    gini : works, not pairs of people

    Notes
    -----
    A work that v people watched is shared by v (v - 1) ordered pairs, and each of its v viewers could
    have shared it with everybody else: no pair needs to be looked at.

    Examples
    --------
    Three people saw the first work, and each one of her own:

    >>> overlap([3, 1, 1, 1], people=3)
    0.5
    """
    counts = _counts(views)
    if people < 2:
        raise KuleshovError("An overlap is between two people: there must be two at least.")
    if counts.max() > people:
        raise KuleshovError(
            f"A work has {counts.max():.0f} views and there are {people} people: here nobody watches "
            "a work twice, so count people and not viewings."
        )
    return float(counts @ (counts - 1) / ((people - 1) * counts.sum()))


def unpredictability(worlds: Sequence[Views]) -> float:
    """Return how far a work's success differs between worlds that have the same works.

    Parameters
    ----------
    worlds : sequence of sequence of float (worlds, works)
        Views of each work, in the same order in each world; two worlds at least.

    Returns
    -------
    float
        The mean difference of a work's share of views between two worlds, as a share of what a work
        has on average: 0 where every world is alike, at most 2.

    Raises
    ------
    KuleshovError
        Where there is one world, worlds have not the same works, or nothing was watched in one.

    See Also
    --------
    gini : within one world

    Notes
    -----
    The difference of market shares over all pairs of worlds is what Salganik, Dodds and Watts call
    unpredictability; it is divided by 1/works here, so that markets of different sizes compare.

    Examples
    --------
    >>> unpredictability([[4, 0], [4, 0]]), unpredictability([[4, 0], [0, 4]])
    (0.0, 2.0)
    """
    if len(worlds) < 2 or len({len(world) for world in worlds}) > 1:
        raise KuleshovError("Two worlds at least are held against each other, with the same works.")
    shares = np.array([_counts(world) / np.sum(world) for world in worlds])
    first, second = np.triu_indices(len(shares), 1)
    return float(np.abs(shares[first] - shares[second]).mean() * shares.shape[1])


def _counts(views: Views) -> NDArray[np.float64]:
    counts = np.asarray(views, float)
    if counts.ndim != 1 or not len(counts) or not np.isfinite(counts).all() or counts.min() < 0:
        raise KuleshovError("Views are a row of numbers, one a work, none of them below 0.")
    if not counts.sum():
        raise KuleshovError("Nobody has watched anything: there is nothing to share out.")
    return counts
