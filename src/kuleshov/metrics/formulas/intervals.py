"""How sure a number can be: intervals by resampling shots."""

from collections.abc import Callable, Sequence

import numpy as np

FEWEST = 5  # fewer shots than this carry no interval
SEED = 1918


class Interval(tuple[float, float]):
    """From where to where a number lies, and what that was found from.

    It is a tuple of two numbers, low and high, that remembers its draws.

    Attributes
    ----------
    units : ndarray (units,)
        What was drawn again: a value for each shot, cut or gap.
    draws : ndarray (resamples,)
        The number, each time.
    of : str
        What the units are: "shots", "cuts", "gaps"; "stretches" of one shot, which resemble
        each other more than shots do.

    Examples
    --------
    >>> low, high = found = Interval((2.0, 4.0), units=[1.0, 3.0, 5.0], draws=[2.0, 3.0, 4.0])
    >>> found, found.of, len(found.units)
    ((2.0, 4.0), 'shots', 3)
    """

    units: np.ndarray
    draws: np.ndarray
    of: str

    def __new__(
        cls, ends: tuple[float, float], units: np.ndarray, draws: np.ndarray, of: str = "shots"
    ) -> "Interval":
        made = super().__new__(cls, ends)
        made.units, made.draws, made.of = np.asarray(units, float), np.asarray(draws, float), of
        return made

    def __getnewargs__(self) -> tuple[object, ...]:
        return tuple(self), self.units, self.draws, self.of


def bootstrap(
    values: Sequence[float] | np.ndarray,
    statistic: Callable[[np.ndarray], float],
    share: float = 0.95,
    resamples: int = 1000,
    of: str = "shots",
) -> Interval | None:
    """Return the interval in which a statistic falls when the shots are drawn again.

    Shots are drawn with replacement, as many as there are, and the statistic is computed each
    time; the interval holds the middle ``share`` of the results [1]_. The draws are seeded: the
    same film gives the same interval.

    Parameters
    ----------
    values : sequence of float (shots,)
        One value a shot.
    statistic : callable
        From an array of values to a number.
    share : float
        How much of the results the interval holds, 0 to 1; 0.95 where left out.
    resamples : int
        How often the shots are drawn again.
    of : str
        What the values are, in words.

    Returns
    -------
    Interval or None
        (low, high); None under five values.

    See Also
    --------
    bootstrap_median : for a median over frames
    draws, middle : its two halves
    kuleshov.metrics.formulas.shot_lengths.asl, kuleshov.metrics.formulas.shot_lengths.median : statistics for it

    References
    ----------
    .. [1] B. Efron and R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.

    Examples
    --------
    >>> bootstrap([3.0] * 6, np.mean)
    (3.0, 3.0)
    >>> low, high = bootstrap([1.0, 2.0, 2.0, 3.0, 4.0, 30.0], np.mean)
    >>> round(low, 1), round(high, 1)  # one long take, drawn several times or not at all
    (1.8, 16.3)
    """
    given = np.asarray(values, float)
    if len(given) < FEWEST:
        return None
    # scipy.stats.bootstrap draws the same, but knows no interval where one draw has no number, and
    # takes twice the time for statistics of one list.
    results = [statistic(given[draw]) for draw in draws(len(given), resamples)]
    return Interval(middle(results, share), given, np.array(results), of)


def draws(shots: int, resamples: int = 1000) -> np.ndarray:
    """Return which shots each draw holds; the same ones every time.

    Parameters
    ----------
    shots : int
        How many there are, and how many each draw holds.
    resamples : int
        How many draws.

    Returns
    -------
    ndarray of int (resamples, shots)
        Numbers of shots, from 0; some more than once, some not at all.

    See Also
    --------
    bootstrap : what they are for

    Examples
    --------
    >>> draws(5, resamples=2).tolist()
    [[1, 0, 2, 0, 3], [2, 4, 1, 3, 3]]
    """
    return np.random.default_rng(SEED).integers(shots, size=(resamples, shots))


def middle(results: Sequence[float] | np.ndarray, share: float = 0.95) -> tuple[float, float]:
    """Return between which values the middle of the results lies, NaN left out.

    Parameters
    ----------
    results : sequence of float (resamples,)
        The number that each draw gave; one at least.
    share : float
        How much of the results lies between, 0 to 1; 0.95 where left out.

    Returns
    -------
    low, high : float
        In the results' unit; NaN where all results are.

    See Also
    --------
    bootstrap : what it is for

    Examples
    --------
    >>> low, high = middle(range(101), share=0.9)
    >>> round(low), round(high)
    (5, 95)
    """
    low, high = np.nanquantile(results, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


def bootstrap_median(
    values: np.ndarray, shots: np.ndarray, share: float = 0.95, resamples: int = 400
) -> Interval | None:
    """Return the interval of a median over frames when whole shots are drawn again.

    Frames of one shot resemble each other, so that drawing single frames would pretend to know
    far more than is known.

    Parameters
    ----------
    values : ndarray (frames,)
        One value a frame.
    shots : ndarray of int (frames,)
        Which shot each value belongs to.
    share : float
        How much of the results the interval holds, 0 to 1; 0.95 where left out.
    resamples : int
        How often the shots are drawn again.

    Returns
    -------
    Interval or None
        (low, high), with each shot's median as its units; None under five shots.

    See Also
    --------
    bootstrap : for one value a shot

    Examples
    --------
    >>> shots = np.repeat(np.arange(6), 50)
    >>> values = np.array([1.0, 1.2, 1.4, 2.0, 2.2, 3.0])[shots]  # all frames of a shot alike
    >>> bootstrap_median(values, shots)
    (1.0, 2.2)
    >>> bootstrap_median(values[:100], shots[:100]) is None  # two shots
    True
    """
    names, label = np.unique(shots, return_inverse=True)
    if len(names) < FEWEST:
        return None
    order = np.argsort(values, kind="stable")
    ranked, label = values[order], label[order]
    random = np.random.default_rng(SEED)
    results = np.empty(resamples)
    for at in range(resamples):
        weight = np.bincount(random.integers(len(names), size=len(names)), minlength=len(names))
        rising = np.cumsum(weight[label])
        results[at] = ranked[np.searchsorted(rising, rising[-1] / 2)]
    each = np.array([np.median(values[shots == name]) for name in names])
    return Interval(middle(results, share), each, results)
