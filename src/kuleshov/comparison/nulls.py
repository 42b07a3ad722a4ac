"""Films between which nothing differs, and how often a comparison says that something does.

What :mod:`.differences` prints as p is worth what it does here. The films are rows of numbers: shots
that stand alone, that follow each other, and that come in scenes.
"""

from __future__ import annotations

import numpy as np

from ..metrics.formulas.intervals import Sample, draws
from ..metrics.measures import Measure
from ..metrics.validation.coverage import shot_row
from .differences import Differences, of_films

MEASURES = 12


def alarms(kind: str, shots: int, pairs: int, seed: int, shift: float = 0.0) -> dict[str, float]:
    """Compare made films of one kind in twelve measures; return how often they "differ".

    Values are lognormal, as lengths of shots are.

    Parameters
    ----------
    kind : str
        One of :data:`~kuleshov.metrics.validation.coverage.NULLS`.
    shots : int
        Of each film.
    pairs : int
        Pairs of films.
    seed : int
    shift : float
        How far the first film's logarithms lie higher, in their standard deviations; 0 where
        nothing shall differ.

    Returns
    -------
    dict of str to float
        Shares, 0 to 1: of all measures those with ``p`` under .05, with an ``interval`` that leaves
        out 0, and that were ``dealt`` at all; of all pairs those with ``any row`` that is apart
        among its twelve.

    See Also
    --------
    kuleshov.comparison.differences.of_films : What is tried.

    Examples
    --------
    >>> alarms("scenes of 10, icc .7", 30, pairs=2, seed=1)
    {'p': 0.0, 'interval': 0.0, 'any row': 0.0, 'dealt': 0.0}
    """
    random = np.random.default_rng(seed)
    drawn = draws(shots)
    counted = {"p": 0, "interval": 0, "any row": 0, "dealt": 0}
    for _ in range(pairs):
        sides = [
            {
                str(n): _measured(
                    np.exp(0.6 * (shot_row(kind, shots, random) + more)), str(n), drawn
                )
                for n in range(MEASURES)
            }
            for more in (shift, 0.0)
        ]
        found = Differences(("a", "b"), "shots", tuple(of_films(*sides)))
        counted["p"] += sum(one.p < 0.05 for one in found)
        counted["dealt"] += sum(bool(np.isfinite(one.p)) for one in found)
        between = [one.interval for one in found if one.interval]
        counted["interval"] += sum(not low <= 0 <= high for low, high in between)
        counted["any row"] += bool(found.apart)
    return {
        name: float(number / pairs / (1 if name == "any row" else MEASURES))
        for name, number in counted.items()
    }


def _measured(values: np.ndarray, id: str, drawn: np.ndarray) -> Measure:
    """Return a measure that is the mean of a film's shots."""
    found = values[drawn].mean(axis=1)
    return Measure(id, id, float(values.mean()), "s", sample=Sample(values, found))
