"""Surprise, and what looking back takes from it.

Two numbers about what could be foreseen, from pixels alone. The first is Itti and Baldi's: how far
a frame moves an observer's belief. The second is this kit's own construct, and no psychology
stands behind it: how many fewer bits a shot costs once the shots after it are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

FORGETS = 0.7  # what is kept of an old belief at each step
STEP = 1 / 12  # s; frames nearer than this are one step
QUANTUM = 8.0  # levels
NEAR = 0.25  # s; what lies so near to a cut lies at it
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


def near(times: np.ndarray, cuts: Sequence[float] | np.ndarray, within: float = NEAR) -> np.ndarray:
    """Say which moments lie near a cut, on either side of it.

    Parameters
    ----------
    times : ndarray (moments,)
        Seconds.
    cuts : sequence of float (cuts,)
        When each new shot begins (s); there may be none.
    within : float
        How near (s), itself among it; a quarter of a second where left out.

    Returns
    -------
    ndarray of bool (moments,)

    See Also
    --------
    peaks : the moments that stand out

    Examples
    --------
    >>> near(np.array([0.5, 0.75, 1.0, 1.25, 1.5]), [1.0]).tolist()
    [False, True, True, True, False]
    """
    apart = np.abs(np.subtract.outer(np.asarray(times, float), np.asarray(cuts, float)))
    return np.asarray((apart <= within + 1e-6).any(axis=1))


def peaks(times: np.ndarray, values: np.ndarray, apart: float = NEAR) -> np.ndarray:
    """Return the moments that no other within a stretch of time is above, the highest first.

    Parameters
    ----------
    times : ndarray (moments,)
        Seconds, in order.
    values : ndarray (moments,)
        In any unit; NaN is no peak, and beside it there may be one.
    apart : float
        A peak is the highest so far to both sides (s). Of several that are as high the first counts.

    Returns
    -------
    ndarray of int (peaks,)
        Their places in ``times``. Where nothing rises there is none.

    See Also
    --------
    near : which of them lie at a cut
    scipy.signal.find_peaks : peaks by height, width and prominence

    Examples
    --------
    >>> peaks(np.arange(6) / 4, np.array([0.0, 2.0, 1.0, 1.0, 3.0, 0.0])).tolist()
    [4, 1]
    """
    times, known = np.asarray(times, float), np.isfinite(values)
    heights = np.where(known, values, -np.inf)
    floor = heights[known].min() if known.any() else 0.0
    first = np.searchsorted(times, times - apart - 1e-6)
    last = np.searchsorted(times, times + apart + 1e-6, side="right")
    spans = zip(range(len(times)), first, last, strict=True)
    found = [at for at, a, b in spans if heights[at] > floor and a + heights[a:b].argmax() == at]
    return np.array(sorted(found, key=lambda at: -heights[at]), int)


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


@dataclass(frozen=True, eq=False)
class Costs:
    """What every shot's picture costs, told from grey or from any other: each pair compared once.

    Attributes
    ----------
    alone : ndarray of float64 (shots,)
        Bits, told from plain grey.
    told : ndarray of float64 (shots, shots)
        Bits of the row's picture, told from the column's.

    See Also
    --------
    costs : makes them

    Examples
    --------
    >>> pictures = np.random.default_rng(1).integers(0, 255, (4, 64))[[0, 1, 0, 2, 3]]
    >>> known = costs(pictures)
    >>> round(known.in_order(range(5)) - known.hindsight()[0], 9)
    0.0
    >>> round(known.in_order([3, 0, 1, 2, 4]), 2)  # it comes back either way
    0.24
    """

    alone: np.ndarray
    told: np.ndarray

    def bits(self, allowed: np.ndarray) -> np.ndarray:
        """Return what each shot costs where some others may be pointed at, as :func:`bits` has it.

        Parameters
        ----------
        allowed : ndarray of bool (shots, shots)
            Whether the shot of the row may be told by that of the column.

        Returns
        -------
        ndarray of float64 (shots,)
            Bits, above 0.
        """
        allowed = np.asarray(allowed, bool)
        nearest = np.where(allowed, self.told, np.inf).min(axis=1, initial=np.inf)
        return np.asarray(np.minimum(self.alone, nearest) + np.log2(1 + allowed.sum(axis=1)))

    def hindsight(self) -> tuple[float, np.ndarray]:
        """Return what the shots gain by what comes after them, as :func:`hindsight` has it.

        Returns
        -------
        gain : float
        shots : ndarray of float64 (shots,)
        """
        before, after = self.bits(self._earlier(range(len(self.alone)))), self._with_all
        return float(1 - after.sum() / before.sum()), 1 - after / before

    def in_order(self, order: Sequence[int] | np.ndarray) -> float:
        """Return the same of the whole film, with its shots in another order.

        Parameters
        ----------
        order : sequence of int (shots,)
            The shots' numbers, each once.

        Returns
        -------
        float
            Under 1.
        """
        return float(1 - self._with_all.sum() / self.bits(self._earlier(order)).sum())

    def _earlier(self, order: Sequence[int] | np.ndarray) -> np.ndarray:
        place = np.argsort(np.asarray(order))
        return np.asarray(place[None, :] < place[:, None])

    @cached_property
    def _with_all(self) -> np.ndarray:
        return self.bits(~np.eye(len(self.alone), dtype=bool))


def costs(pictures: np.ndarray, quantum: float = QUANTUM) -> Costs:
    """Compare every two shots' pictures, each once.

    Parameters
    ----------
    pictures : ndarray (shots, values)
        A small picture of each shot, levels.
    quantum : float
        Levels that count as one step; 8 where left out.

    Returns
    -------
    Costs

    See Also
    --------
    bits : what is counted
    hindsight : what it is for
    kuleshov.metrics.formulas.shuffles.shuffled : how often another order reaches a value

    Examples
    --------
    >>> costs(np.zeros((2, 64))).told.shape
    (2, 2)
    """
    coded = np.round(np.asarray(pictures, float).reshape(len(pictures), -1) / quantum)
    alone = _cost(coded - round(128 / quantum))
    return Costs(alone, np.array([_cost(picture - coded) for picture in coded]))


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
    return costs(pictures, quantum).bits(allowed)


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
    return costs(pictures, quantum).hindsight()
