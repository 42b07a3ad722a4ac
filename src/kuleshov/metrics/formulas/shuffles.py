"""Other orders of the same shots: how often one that chance has dealt lies as far out.

A shuffle stands for shots that could have come in any order (they are exchangeable). It breaks a
shape, and it breaks the likeness of neighbours too: where shots only take after the ones before
them, the order is not just any order, and a small p follows without any shape.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

SHUFFLES = 999
SEED = 1922


class Ordered(NamedTuple):
    """A number that depends on order, and how often a shuffle reaches it.

    Attributes
    ----------
    value : float
        The number, in its own unit.
    p : float
        Share of the shuffles (the film's own order counted among them) that lie as far out; from
        ``1 / (shuffles + 1)`` to 1. Small where the shots did not come in just any order, whatever
        held them together.
    """

    value: float
    p: float


def shuffled(
    values: np.ndarray,
    statistic: Callable[[np.ndarray], float],
    two_sided: bool = False,
    shuffles: int = SHUFFLES,
) -> Ordered:
    """Return a statistic of an order, and how often a shuffle reaches it.

    What is put to the test is that the shots could as well have come in any order. A small p speaks
    against that and for nothing else: shots that are like their neighbours bring it about as a rise
    or an arc does.

    Parameters
    ----------
    values : ndarray (shots, ...)
        Dealt anew along the first axis.
    statistic : callable
        From such an array to a number.
    two_sided : bool
        Whether what lies as far on the other side of the shuffles' mean counts too; else only what
        is as large or larger does.
    shuffles : int
        How many; 999 where left out. They are seeded: the same values give the same p.

    Returns
    -------
    Ordered
        The statistic as it is, and its p.

    See Also
    --------
    kuleshov.metrics.formulas.shot_order : statistics for it

    Examples
    --------
    >>> from kuleshov.metrics.formulas.shot_order import lag1
    >>> shuffled(np.arange(12), lag1, shuffles=99)  # no shuffle is so well sorted
    Ordered(value=0.75, p=0.01)
    """
    seen = float(statistic(values))
    others = dealt(values, statistic, shuffles)
    return Ordered(seen, share_reached(seen, others, two_sided))


def dealt(
    values: np.ndarray,
    statistic: Callable[[np.ndarray], float],
    shuffles: int = SHUFFLES,
    seed: int = SEED,
) -> np.ndarray:
    """Return a statistic of the same shots in other orders, drawn by chance.

    Parameters
    ----------
    values : ndarray (shots, ...)
        Dealt anew along the first axis.
    statistic : callable
        From such an array to a number.
    shuffles, seed : int
        How many orders, and which.

    Returns
    -------
    ndarray of float64 (shuffles,)
        In the statistic's unit.

    See Also
    --------
    share_reached : how many of them lie as far out

    Examples
    --------
    >>> dealt(np.array([1.0, 2.0, 4.0]), np.median, shuffles=3).tolist()  # it knows no order
    [2.0, 2.0, 2.0]
    """
    random = np.random.default_rng(seed)
    return np.array([statistic(random.permutation(values)) for _ in range(shuffles)], float)


def share_reached(seen: float, others: np.ndarray, two_sided: bool = False) -> float:
    """Return the share of orders that lie as far out as one, that one counted among them.

    Parameters
    ----------
    seen : float
        The order's own number.
    others : ndarray (shuffles,)
        What other orders come to.
    two_sided : bool
        Whether what lies as far from their mean on the other side counts too; else only what is as
        large or larger does.

    Returns
    -------
    float
        From ``1 / (shuffles + 1)`` to 1.

    See Also
    --------
    dealt : the other orders
    as_far : which of them

    Examples
    --------
    >>> share_reached(3.0, np.array([1.0, 2.0, 3.0])), share_reached(9.0, np.array([1.0, 2.0, 3.0]))
    (0.5, 0.25)
    """
    return float((1 + as_far(seen, others, two_sided).sum()) / (1 + len(others)))


def as_far(seen: float, others: np.ndarray, two_sided: bool = False) -> np.ndarray:
    """Say which orders lie as far out as one.

    Parameters
    ----------
    seen, others, two_sided
        As in :func:`share_reached`.

    Returns
    -------
    ndarray of bool (shuffles,)

    See Also
    --------
    share_reached : how many they are

    Examples
    --------
    >>> as_far(3.0, np.array([1.0, 2.0, 3.0]), two_sided=True).tolist()
    [True, False, True]
    """
    hair = 1e-12 * max(1.0, abs(seen))  # the same orders, added up in another order
    if two_sided:
        middle = others.mean()
        return np.asarray(np.abs(others - middle) >= abs(seen - middle) - hair)
    return np.asarray(others >= seen - hair)
