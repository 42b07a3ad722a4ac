"""Surprise, and what looking back takes from it.

Two numbers about what could be foreseen, from pixels alone. The first is Itti and Baldi's: how far
a frame moves an observer's belief. The second is this kit's own construct, and no psychology
stands behind it: how many fewer bits a shot costs once the shots after it are known.
"""

import numpy as np

FORGETS = 0.7  # what is kept of an old belief at each step
STEP = 1 / 12  # s; frames nearer than this are one step
QUANTUM = 8.0  # levels
_LOG2 = float(np.log(2))


def surprise(counts: np.ndarray, forgets: float = FORGETS) -> np.ndarray:
    """Return the Bayesian surprise of every step, in bits, mean over places.

    At each place an observer believes in a rate, distributed as Gamma(a, b). A count x makes it
    Gamma(a', b') with ``a' = z a + x + 1/2`` and ``b' = z b + 1``, where z is what is not
    forgotten; the surprise is the Kullback-Leibler divergence of the new belief from the old one,
    made as uncertain by forgetting as the new one will be [1]_. The half keeps a black place
    believable.

    Parameters
    ----------
    counts : ndarray (steps, places)
        0 and up, one step at least; brightness will do.
    forgets : float
        z, above 0 and under 1: what is kept of an old belief at each step; 0.7 where left out.

    Returns
    -------
    ndarray of float64 (steps,)
        Bits, 0 and up. The first is 0: nothing was believed yet.

    Raises
    ------
    ZeroDivisionError
        Where nothing is forgotten (z is 1).

    See Also
    --------
    gamma_divergence : how far one belief lies from another
    hindsight : what later shots explain

    References
    ----------
    .. [1] L. Itti and P. Baldi, "Bayesian surprise attracts human attention", Vision Research
       49(10), 2009.

    Examples
    --------
    >>> found = surprise(np.array([[5.0]] * 6 + [[50.0]] * 3))
    >>> found.round(2).tolist()  # the jump surprises, what follows it less and less
    [0.0, 0.04, 0.04, 0.04, 0.04, 0.04, 23.07, 6.16, 2.34]
    """
    values = np.asarray(counts, float).reshape(len(counts), -1)
    found = np.zeros(len(values))
    rest = 1 / (1 - forgets)
    shape = (values[0] + 0.5) * rest
    for at in range(1, len(values)):
        old_shape, old_rate = forgets * shape, np.full_like(shape, forgets * rest)
        shape = old_shape + values[at] + 0.5
        found[at] = gamma_divergence(shape, old_rate + 1, old_shape, old_rate).mean() / _LOG2
    return found


def gamma_divergence(
    shape: np.ndarray, rate: np.ndarray, old_shape: np.ndarray, old_rate: np.ndarray
) -> np.ndarray:
    """Return the Kullback-Leibler divergence of one gamma distribution from another.

    ``(a - a0) psi(a) - ln G(a) + ln G(a0) + a0 ln(b / b0) + a (b0 - b) / b``

    Parameters
    ----------
    shape, rate : ndarray (...)
        a and b of the new belief, above 0.
    old_shape, old_rate : ndarray (...)
        a0 and b0 of the old one, above 0.

    Returns
    -------
    ndarray of float64 (...)
        Nats, 0 and up; 0 where both are the same.

    See Also
    --------
    surprise : the mean over places, in bits

    Examples
    --------
    >>> float(gamma_divergence(2.0, 1.0, 2.0, 1.0))  # the same belief
    0.0
    >>> round(float(gamma_divergence(8.0, 2.0, 2.0, 1.0)), 2)  # twice the rate, and surer of it
    0.95
    """
    from scipy.special import digamma, gammaln

    return np.asarray(
        (shape - old_shape) * digamma(shape)
        - gammaln(shape)
        + gammaln(old_shape)
        + old_shape * np.log(rate / old_rate)
        + shape * (old_rate - rate) / rate
    )


def bits(pictures: np.ndarray, allowed: np.ndarray, quantum: float = QUANTUM) -> np.ndarray:
    """Return how many bits each shot's picture costs when other shots may be pointed at.

    A picture is quantised, and told as the nearest allowed picture (or plain grey) and what is
    different: pointing costs ``log2(choices)``, each difference ``d`` costs what a geometric
    distribution of their usual size asks, ``log2`` of its probability.

    Parameters
    ----------
    pictures : ndarray (shots, values)
        A small picture of each shot, levels.
    allowed : ndarray of bool (shots, shots)
        Whether the shot of the row may be told by that of the column.
    quantum : float
        Levels that count as one step; 8 where left out.

    Returns
    -------
    ndarray of float64 (shots,)
        Bits, above 0.

    See Also
    --------
    hindsight : what the future saves

    Examples
    --------
    >>> a, b = np.random.default_rng(1).integers(0, 255, (2, 64))
    >>> nothing, every = np.zeros((3, 3), bool), ~np.eye(3, dtype=bool)
    >>> bits(np.stack([a, b, a]), nothing).round().tolist()
    [351.0, 342.0, 351.0]
    >>> bits(np.stack([a, b, a]), every).round().tolist()  # a is told by pointing at a
    [6.0, 344.0, 6.0]
    """
    coded = np.round(np.asarray(pictures, float).reshape(len(pictures), -1) / quantum)
    grey = round(128 / quantum)
    found = np.empty(len(coded))
    for shot, picture in enumerate(coded):
        others = coded[np.asarray(allowed[shot], bool)]
        bases = np.concatenate([np.full((1, coded.shape[1]), grey), others])
        found[shot] = _cost(picture - bases).min() + np.log2(len(bases))
    return found


def _cost(off: np.ndarray) -> np.ndarray:
    """Return the bits of differences, by row, coded with a two-sided geometric of best size."""
    size = np.abs(off).mean(axis=1) + 0.05
    ratio = (np.sqrt(1 + size**2) - 1) / size  # the geometric whose mean size this is
    one = np.log2((1 + ratio) / (1 - ratio))
    return np.asarray(off.shape[1] * one - np.abs(off).sum(axis=1) * np.log2(ratio))


def hindsight(pictures: np.ndarray, quantum: float = QUANTUM) -> tuple[float, np.ndarray]:
    """Return how much of the shots' cost is taken away by what comes after them.

    ``1 - bits(shot | past and future) / bits(shot | past)``, over all shots. 0: nothing that
    comes later makes a shot less unexpected. This kit's own construct.

    Parameters
    ----------
    pictures : ndarray (shots, values)
        A small picture of each shot, levels; one at least.
    quantum : float
        Levels that count as one step; 8 where left out.

    Returns
    -------
    gain : float
        Under 1; 0 for one shot, a little below 0 where nothing comes back.
    shots : ndarray of float64 (shots,)
        The same for each shot alone; a little below 0 where the future only offers more to
        point at.

    See Also
    --------
    bits : what a shot costs
    kuleshov.metrics.formulas.shot_order.return_rate : how often shots come back

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> new = random.integers(0, 255, (4, 64))
    >>> hindsight(new)[0] < 0.01 < hindsight(np.concatenate([new, new]))[0]
    True
    """
    count = len(pictures)
    past = np.tril(np.ones((count, count), bool), -1)
    every = ~np.eye(count, dtype=bool)
    before, after = bits(pictures, past, quantum), bits(pictures, every, quantum)
    return float(1 - after.sum() / before.sum()), 1 - after / before
