"""Measures of an edit: how long shots last.

Every function takes a plain list of shot lengths in seconds, so that it can be fed from a
detector, from an edit, from a shot log counted by eye, or from a table of a century of film.

The film scholar Barry Salt made these numbers a habit of film history [1]_. Shot lengths are
skewed: many short, a few very long. The mean follows the few, the median the many.

.. [1] B. Salt, "Statistical Style Analysis of Motion Pictures", Film Quarterly 28(1), 1974.
"""

import statistics
from collections.abc import Sequence

import numpy as np

SHORT = 2.0  # s; under this a shot counts as short
HAIR = 1e-6  # s; times that are taken from each other are off by less


def lengths(cuts: Sequence[float], duration: float) -> np.ndarray:
    """Return shot lengths from the times of the cuts.

    Parameters
    ----------
    cuts : sequence of float
        Seconds; those that lie outside the film are left out.
    duration : float
        The film's length (s).

    Returns
    -------
    ndarray of float64 (shots,)
        Seconds; they add up to the duration.

    See Also
    --------
    asl : their mean
    median : the middle one
    kuleshov.metrics.shots.cuts.Cuts.shot_lengths : the same from found cuts, by the film's own clock

    Examples
    --------
    >>> lengths([2.0, 5.0], 9.0).tolist()
    [2.0, 3.0, 4.0]
    >>> lengths([], 9.0).tolist()  # no cut: one shot
    [9.0]
    """
    inside = sorted({float(t) for t in cuts if 0 < t < duration})
    return np.diff([0.0, *inside, float(duration)])


def asl(lengths: Sequence[float]) -> float:
    """Return the average shot length, ``runtime / shots`` (s).

    Parameters
    ----------
    lengths : sequence of float (shots,)
        Shot lengths, seconds above 0.

    Returns
    -------
    float
        Seconds, above 0.

    Raises
    ------
    ValueError
        Where there is no shot, or one that lasts no time.

    See Also
    --------
    median : which the few long shots do not pull up
    log_sd : how unequal the shots are
    kuleshov.metrics.families.lengths.asl : the same of a film, with its interval

    Examples
    --------
    >>> asl([2.0, 3.0, 4.0])
    3.0
    >>> asl([2.0, 3.0, 40.0])  # one long take moves the mean of all
    15.0
    """
    return float(_checked(lengths).mean())


def median(lengths: Sequence[float]) -> float:
    """Return the median shot length: half of the shots are shorter.

    Parameters
    ----------
    lengths : sequence of float (shots,)
        Shot lengths, seconds above 0.

    Returns
    -------
    float
        Seconds, above 0; of an even number of shots, the mean of the middle two.

    Raises
    ------
    ValueError
        Where there is no shot, or one that lasts no time.

    See Also
    --------
    asl : the mean, which one long take moves
    log_sd : how unequal the shots are

    Examples
    --------
    >>> median([1.0, 2.0, 9.0]), median([1.0, 2.0, 90.0])
    (2.0, 2.0)
    """
    return statistics.median(_checked(lengths).tolist())


def log_sd(lengths: Sequence[float]) -> float:
    """Return the standard deviation of the natural logarithms of shot lengths.

    It says how unequal shots are, whatever the tempo: 0 where all last the same, and twice as
    fast a film with the same pattern has the same value. Divided by ``n - 1``.

    Parameters
    ----------
    lengths : sequence of float (shots,)
        Shot lengths, seconds above 0.

    Returns
    -------
    float
        0 and up, without a unit; NaN for one shot.

    Raises
    ------
    ValueError
        Where there is no shot, or one that lasts no time.

    See Also
    --------
    asl : the tempo, which this number does not feel
    kuleshov.metrics.formulas.shot_order.lag1 : whether long shots follow long ones

    Examples
    --------
    >>> round(log_sd([1.0, 2.0, 4.0]), 3)
    0.693
    >>> round(log_sd([0.5, 1.0, 2.0]), 3)  # twice as fast, the same pattern
    0.693
    """
    values = _checked(lengths)
    return float(np.log(values).std(ddof=1)) if len(values) > 1 else float("nan")


def short_share(lengths: Sequence[float], limit: float = SHORT) -> float:
    """Return the share of the runtime that passes in shots shorter than a limit.

    Parameters
    ----------
    lengths : sequence of float (shots,)
        Shot lengths, seconds above 0.
    limit : float
        Seconds; 2 where left out. A shot that lasts as long, to a microsecond, is not shorter.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        Where there is no shot, or one that lasts no time.

    See Also
    --------
    median : half of the shots, not of the time, are shorter

    Examples
    --------
    >>> short_share([1.0, 1.0, 6.0])
    0.25
    >>> short_share([1.0, 1.0, 6.0], limit=10)
    1.0
    """
    values = _checked(lengths)
    return float(values[values < limit - HAIR].sum() / values.sum())


def _checked(lengths: Sequence[float]) -> np.ndarray:
    values = np.asarray(lengths, float).ravel()
    if not len(values):
        raise ValueError("There are no shots: give at least one length in seconds.")
    if not 0 < values.min() <= values.max() < np.inf:
        raise ValueError("A shot lasts no time, or less: lengths are seconds above 0.")
    return values
