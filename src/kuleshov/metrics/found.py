"""What a measure found in a film, before it has a name and a unit."""

from dataclasses import dataclass

import numpy as np

from .formulas.intervals import Sample


@dataclass(frozen=True)
class Companion:
    """A number that stands beside a measure and is read with it.

    Attributes
    ----------
    name : str
        In words.
    value : float
        In its unit.
    unit : str
        "" where it is a plain number.
    """

    name: str
    value: float
    unit: str = ""


@dataclass(frozen=True)
class Found:
    """A value, with its sample, its series, and what stands beside it, where it has them.

    Attributes
    ----------
    value : float
        In the measure's unit.
    sample : Sample or None
        What it comes to when the film's shots are drawn again.
    series : (ndarray, ndarray) or None
        Times (s) and values.
    beside : tuple of Companion
        Numbers that are read with it.
    interval : (float, float) or None
        95 %, where it is found otherwise than from a sample.
    """

    value: float
    sample: Sample | None = None
    series: tuple[np.ndarray, np.ndarray] | None = None
    beside: tuple[Companion, ...] = ()
    interval: tuple[float, float] | None = None
