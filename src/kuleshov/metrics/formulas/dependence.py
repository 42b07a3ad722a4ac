"""How much values in a row hang together, and how far apart they must lie to count as many.

Shots answer each other: a scene has one light and one tempo, and a long shot is followed by short
ones. Thirty shots of three scenes know less than thirty shots of thirty.
"""

from collections.abc import Sequence

import numpy as np

from .shot_order import ranks


def autocorrelation_time(rows: Sequence[Sequence[float] | np.ndarray]) -> float:
    """Return how many values in a row know as much as one that stands alone.

    It is 1 plus twice the sum of the autocorrelations, up to the first that isn't above 0 [1]_:
    the mean of n values is as sure as that of n divided by this number would be, did they not hang
    together. Values are ranked over all rows first, so that one long take doesn't count for many,
    and each row is held against its own mean. In short rows autocorrelations come out too low
    by about this number divided by the row's length [2]_; that is put back, and a little more: of
    forty values, this is too large on average, by up to a half. It is also unsure: of two films whose
    shots hang together, one comes out below the truth.

    Parameters
    ----------
    rows : sequence of sequence of float
        One film's values or several films', each in its own order. NaN is not allowed.

    Returns
    -------
    float
        1 where values don't hang together, or all are alike; at most as long as a row is on
        average.

    See Also
    --------
    block_length : how many are dealt as one

    References
    ----------
    .. [1] C. J. Geyer, "Practical Markov Chain Monte Carlo", Statistical Science 7 (1992) 473-483:
       sums that stop at the first that isn't positive.
    .. [2] M. G. Kendall, "Note on bias in the estimation of autocorrelation", Biometrika 41 (1954)
       403-404.

    Examples
    --------
    Scenes of four shots, each scene with one light:

    >>> light = np.repeat(np.random.default_rng(1).normal(size=30), 4)
    >>> round(autocorrelation_time([light])), autocorrelation_time([[3.0, 1.0, 2.0, 1.0, 3.0]])
    (5, 1.0)
    """
    parts = np.split(
        ranks(np.concatenate([np.asarray(row, float) for row in rows])),
        np.cumsum([len(row) for row in rows])[:-1],
    )
    centred = [part - part.mean() for part in parts]
    variance = sum(float((part**2).sum()) for part in centred)
    if variance == 0:
        return 1.0
    length = sum(map(len, parts)) / len(parts)
    lags = range(1, min(map(len, parts)) // 2 + 1)
    found = np.array([_autocorrelation(centred, lag, variance) for lag in lags])
    time = 1.0
    for _ in range(5):  # what is put back depends on what is found
        held = found + time / length
        stop = int(np.argmax(np.append(held, -1) <= 0))
        time = min(1 + 2 * float(held[:stop].sum()), length)
    return time


def _autocorrelation(centred: Sequence[np.ndarray], lag: int, variance: float) -> float:
    pairs = sum(float(part[:-lag] @ part[lag:]) for part in centred)
    share = sum(len(part) - lag for part in centred) / sum(map(len, centred))
    return pairs / (variance * share)


def block_length(time: float, shots: int = 30) -> int:
    """Return how many values in a row are dealt as one, so that what is dealt hardly hangs together.

    Three times what an autocorrelation time has beyond 1, and 1; of more than thirty values longer,
    with their square root: the more there are, the smaller is what a test sees [1]_. The factor was
    chosen by simulation: with it, two films of one distribution differ "surely" in at most 7 of 100
    measures, whether their shots are independent, follow each other, or come in scenes of six or
    ten. Of those that are dealt at all it is more, where few are: there the runs came out too short
    (docs/measures.md).

    Parameters
    ----------
    time : float
        From :func:`autocorrelation_time`, 1 or more.
    shots : int
        How many values there are, on the side that has fewer.

    Returns
    -------
    int
        1 where single values are dealt.

    See Also
    --------
    autocorrelation_time : what it is found from

    References
    ----------
    .. [1] P. Hall, J. L. Horowitz and B.-Y. Jing, "On blocking rules for the bootstrap with
       dependent data", Biometrika 82 (1995) 561-574: the best block's length grows with a root of
       the series' length.

    Examples
    --------
    >>> [block_length(time) for time in (1.0, 1.4, 2.3)], block_length(2.3, shots=240)
    ([1, 3, 5], 13)
    """
    longer = max(1.0, (shots / 30) ** 0.5)
    return int(np.ceil(round(1 + 3 * longer * (time - 1), 9)))
