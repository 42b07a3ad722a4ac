"""How far viewers agree, beyond what chance would do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def krippendorff(table: NDArray[np.float64]) -> float:
    """Return Krippendorff's alpha for categories [1]_.

    1 where all who saw the same thing said the same; 0 where they agree as often as chance would
    make them; below 0 where they disagree more than that.

    Parameters
    ----------
    table : array (viewers, things)
        A number for each category; NaN where a viewer did not see a thing. Viewers may have seen
        different things.

    Returns
    -------
    float
        NaN where no thing was seen by two viewers, or where everybody always said the same one
        thing: then chance can't be told from agreement.

    References
    ----------
    .. [1] K. Krippendorff, "Computing Krippendorff's alpha-reliability", University of
       Pennsylvania, 2011.

    Examples
    --------
    >>> krippendorff(np.array([[1.0, 0.0, 1.0], [1.0, 0.0, 1.0]]))
    1.0
    """
    kinds = np.unique(table[np.isfinite(table)])
    counts = (table == kinds[:, None, None]).sum(axis=1)  # kinds by things
    seen = counts.sum(axis=0)
    counts, seen = counts[:, seen > 1], seen[seen > 1]
    total = float(seen.sum())
    each = counts.sum(axis=1)
    expected = total**2 - float((each**2).sum())
    if expected == 0:
        return float("nan")
    disagree = float(((seen**2 - (counts**2).sum(axis=0)) / (seen - 1)).sum())
    return 1.0 - (total - 1) * disagree / expected
