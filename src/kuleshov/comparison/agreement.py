"""How far viewers agree about pairs of films, beyond what dice would do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def kendall_u(table: NDArray[np.float64]) -> float:
    """Return Kendall's coefficient of agreement for judgements of pairs, u [1]_.

    Two viewers who judged one pair say the same, or they don't. Dice that know nothing of a pair
    prefer either film as often, whatever the films are called; so the coefficient is the same
    when films are renamed or a pair is written the other way round. Where viewers may say
    "neither", the dice say it as often as they did.

    Parameters
    ----------
    table : array (viewers, pairs)
        1 for a pair's first film, -1 for its second, 0 for neither; NaN where a viewer did not
        see a pair. Viewers may have seen different pairs.

    Returns
    -------
    float
        1 where all who saw a pair said the same, 0 where they agree as often as dice. Where all
        saw all pairs and nobody says "neither", down to -1 / (viewers - 1) for an even number of
        viewers and -1 / viewers for an odd one. NaN where no pair was seen by two viewers, or
        nobody preferred anything.

    References
    ----------
    .. [1] M. G. Kendall and B. Babington Smith, "On the method of paired comparisons", Biometrika
       31 (1940) 324-345.

    Examples
    --------
    Three viewers of one pair, of whom one dissents: one of three pairs of viewers agrees, where
    dice would agree in half.

    >>> kendall_u(np.array([[1.0], [1.0], [-1.0]]))
    -0.33333333333333326
    """
    counts = np.stack([(table == choice).sum(axis=0) for choice in (-1, 0, 1)])
    seen = counts.sum(axis=0)
    counts, seen = counts[:, seen > 1], seen[seen > 1]
    total, neither = float(seen.sum()), float(counts[1].sum())
    decided = total - neither
    # Of all judgements, the pairs that would differ: a decided one and a "neither" always do, two
    # decided ones half of the time, for which film stands first means nothing.
    differ = 2 * neither * decided + decided * (decided - 1) / 2
    if differ == 0:
        return float("nan")
    found = float(((seen**2 - (counts**2).sum(axis=0)) / (seen - 1)).sum()) / total
    return 1.0 - found * total * (total - 1) / differ
