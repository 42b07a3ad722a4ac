"""Every measure by its id: name, unit, range, what it needs, and when a citation is true.

A measure is a function of a :class:`~kuleshov.metrics.film.Film`. To add one, write it over plain
arrays in the module of its family, wrap it in :mod:`kuleshov.metrics.measures`' terms there, and
name it in the table below; its card goes to ``cards/<id>.yaml``.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from . import film as families


@dataclass(frozen=True)
class Spec:
    """What there is to know about a measure before any film is measured.

    Attributes
    ----------
    id : str
        By which it is asked for, and cited: ``{film.asl = 3.2 s}``.
    name : str
        In words.
    unit : str
        "" where it is a plain number.
    range : (float, float)
    rate : (float, float)
        Frames a second of the films that it can measure.
    minimum : str
        What a film must have for it.
    tolerance : float
        By how much a cited number may lie off and still be true, in the measure's unit.
    relative : float
        The same as a share of the measured number; the larger of both holds.
    family : str
        The module that computes it.
    function : callable
        From a :class:`~kuleshov.metrics.film.Film` to what was found.
    """

    id: str
    name: str
    unit: str
    range: tuple[float, float]
    rate: tuple[float, float]
    minimum: str
    tolerance: float
    relative: float
    family: str
    function: Callable[["families.Film"], "families.Found"]


_INF = math.inf
_ANY = (1.0, 1000.0)
_TWO = "two frames with a picture in them"
_SPECS = [
    Spec("asl", "Average shot length", "s", (0, _INF), _ANY, _TWO, 0.1, 0.02, "edit", families.asl),
    Spec("median", "Median shot length", "s", (0, _INF), _ANY, _TWO, 0.1, 0.02, "edit", families.median),
    Spec("log_sd", "Spread of shot lengths", "", (0, _INF), _ANY, "three shots", 0.02, 0.02, "edit", families.log_sd),
    Spec("shots", "Shots", "", (1, _INF), _ANY, _TWO, 0, 0, "edit", families.shots),
    Spec("short_share", "Time in shots under 2 s", "", (0, 1), _ANY, "2 s of film", 0.02, 0, "edit", families.short_share),
    Spec("activity", "Visual activity", "", (0, 2), (10, _INF), "half a second of film", 0.005, 0.05, "motion", families.activity),
    Spec("exposure", "Jump in light at a cut", "stops", (0, 10), _ANY, "one cut", 0.1, 0.05, "light", families.exposure),
    Spec("loudness", "Loudness", "LUFS", (-70, 5), _ANY, "0.4 s of sound", 0.5, 0, "sound", families.loudness),
]  # fmt: skip
REGISTRY: dict[str, Spec] = {spec.id: spec for spec in _SPECS}


def agrees(id: str, cited: float, measured: float) -> bool:
    """Say whether a cited number counts as true beside the measured one.

    Raises
    ------
    KeyError
        Where there is no such measure.

    Examples
    --------
    >>> agrees("asl", 4.0, 4.04), agrees("asl", 4.0, 4.3)
    (True, False)
    """
    spec = REGISTRY[id]
    if not (math.isfinite(cited) and math.isfinite(measured)):
        return False
    allowed = max(spec.tolerance, spec.relative * abs(measured))
    return abs(cited - measured) <= allowed + 1e-9
