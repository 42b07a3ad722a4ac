"""How long shots last, and in which rhythm."""

from collections.abc import Callable

import numpy as np

from ...errors import Refused
from ..film import Film, count_of
from ..formulas import rhythm, shot_lengths
from ..formulas.intervals import bootstrap
from ..found import Companion, Found


def asl(film: Film) -> Found:
    """Average shot length."""
    return _of_lengths(film, shot_lengths.asl)


def median(film: Film) -> Found:
    """Median shot length."""
    return _of_lengths(film, shot_lengths.median)


def log_sd(film: Film) -> Found:
    """Spread of shot lengths."""
    if len(film.lengths) < 3:
        raise Refused(f"it needs three shots; {count_of(len(film.lengths))}.")
    return _of_lengths(film, shot_lengths.log_sd)


def shots(film: Film) -> Found:
    """Number of shots."""
    return Found(float(len(film.lengths)))


def short_share(film: Film) -> Found:
    """Time in shots under 2 s."""
    if film.lengths.sum() < shot_lengths.SHORT:
        raise Refused(f"the film lasts {film.lengths.sum():.2g} s, less than one short shot.")
    return _of_lengths(film, shot_lengths.short_share)


def hawkes(film: Film) -> Found:
    """How far the cuts come in bunches."""
    cuts = np.cumsum(film.lengths)
    if len(cuts) - 1 < rhythm.FEWEST:
        raise Refused(f"it needs {rhythm.FEWEST} cuts; this film has {len(cuts) - 1}.")
    fit = rhythm.hawkes(cuts[:-1], float(cuts[-1]))
    beside = (
        Companion("cuts that no earlier one explains", 60 * fit.background, "a minute"),
        Companion("an earlier cut counts for", 1 / fit.decay, "s"),
    )
    return Found(fit.branching, beside=beside, interval=(fit.low, fit.high))


def _of_lengths(film: Film, statistic: Callable[..., float]) -> Found:
    lengths = film.lengths
    starts = np.array([film.cuts.clock[frame] for frame in film.cuts.starts])
    return Found(statistic(lengths), bootstrap(lengths, statistic), (starts, lengths))
