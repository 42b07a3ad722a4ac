"""Made films whose numbers are known, and how often a measure's "95 %" interval holds them.

The films are rows of shot lengths: of shots that stand alone, that follow each other, and that come
in scenes.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ..formulas import shot_lengths
from ..formulas.intervals import bootstrap, interval

NULLS = ("alone", "AR .2", "AR .4", "scenes of 6, icc .5", "scenes of 10, icc .7")
"""How shots hang together: not at all; each with the one before (autocorrelation .2 and .4); in
scenes of so many, of which shots share that part of their variance (intraclass correlation)."""

MIDDLE, SPREAD = 3.0, 0.6  # of made shot lengths: their median (s), and their logarithms' deviation


def _mean_logarithm(lengths: np.ndarray) -> float:
    return float(np.log(lengths / MIDDLE).mean())


def _share_under(seconds: float) -> float:
    """Return how much of a lognormal film's time lies in shots under so many seconds."""
    far = (math.log(seconds / MIDDLE) - SPREAD**2) / SPREAD
    return 0.5 * (1 + math.erf(far / math.sqrt(2)))


_ENDLESS, _SHARE = (0.0, math.inf), (0.0, 1.0)
KNOWN: dict[str, tuple[Callable[..., float], tuple[float, float], float]] = {
    "asl": (shot_lengths.asl, _ENDLESS, MIDDLE * math.exp(SPREAD**2 / 2)),
    "median": (shot_lengths.median, _ENDLESS, MIDDLE),
    "log_sd": (shot_lengths.log_sd, _ENDLESS, SPREAD),
    "short_share": (shot_lengths.short_share, _SHARE, _share_under(shot_lengths.SHORT)),
    "a mean of either sign": (_mean_logarithm, (-math.inf, math.inf), 0.0),
}
"""Statistics of shot lengths by name: the function, its range, and what is true of endless films."""


def shot_row(kind: str, shots: int, random: np.random.Generator) -> np.ndarray:
    """Return what so many shots have of one measure, mean 0 and variance 1.

    Parameters
    ----------
    kind : str
        One of :data:`NULLS`.
    shots : int
    random : numpy.random.Generator

    Returns
    -------
    ndarray of float64, shape (shots,)
        In the film's order. A scene may begin before the film does.

    See Also
    --------
    covered, kuleshov.comparison.nulls.alarms : What they are for.

    Examples
    --------
    >>> shot_row("AR .4", 30, np.random.default_rng(1)).shape
    (30,)
    """
    if kind == "alone":
        return random.normal(size=shots)
    if kind.startswith("AR"):
        follows = float(kind.split()[1])
        made = np.empty(shots + 50)  # the first fifty only lead in
        made[0] = random.normal()
        for at, new in enumerate(random.normal(0, np.sqrt(1 - follows**2), shots + 49), 1):
            made[at] = follows * made[at - 1] + new
        return made[50:]
    size, shared = int(kind.split()[2].strip(",")), float(kind.split()[-1])
    scene = (np.arange(shots) + random.integers(size)) // size
    own = random.normal(size=shots) * np.sqrt(1 - shared)
    return np.asarray(random.normal(size=scene.max() + 1)[scene] * np.sqrt(shared) + own)


def covered(kind: str, shots: int, films: int, seed: int) -> dict[str, float]:
    """Return in which share of made films the interval of each statistic holds the truth.

    Parameters
    ----------
    kind : str
        One of :data:`NULLS`.
    shots : int
        Of each film.
    films : int
    seed : int

    Returns
    -------
    dict of str to float
        By name, as in :data:`KNOWN`: 0 to 1, of the films that have an interval; NaN where none
        has.

    See Also
    --------
    kuleshov.metrics.formulas.intervals.interval : What is tried.

    Examples
    --------
    >>> covered("alone", 30, films=40, seed=1)["asl"] > 0.85
    True
    """
    random = np.random.default_rng(seed)
    held: dict[str, list[bool]] = {name: [] for name in KNOWN}
    for _ in range(films):
        lengths = MIDDLE * np.exp(SPREAD * shot_row(kind, shots, random))
        for name, (statistic, within, truth) in KNOWN.items():
            found = interval(statistic(lengths), bootstrap(lengths, statistic), within)
            if found:
                held[name].append(found[0] <= truth <= found[1])
    return {name: float(np.mean(all_)) if all_ else math.nan for name, all_ in held.items()}
