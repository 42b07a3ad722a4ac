"""Every trial by its measure's id, each made when it is asked for."""

from collections.abc import Callable
from typing import Any

from ..trial import Trial

Function = Callable[[Any], float] | None
SHARES = (0, 0.2, 0.4, 0.6, 0.8, 1.0)
STOPS = (0, 0.2, 0.4, 0.6, 0.8, 1.0)
TRIALS: dict[str, Callable[[Function], Trial]] = {}


def trial(id: str) -> Callable[[Callable[[Function], Trial]], Callable[[Function], Trial]]:
    """Register what makes a measure's trial.

    Parameters
    ----------
    id : str
        The measure's.

    Returns
    -------
    callable
        A decorator. What it decorates takes a function in the measure's place, or None for its own.
    """

    def keep(make: Callable[[Function], Trial]) -> Callable[[Function], Trial]:
        TRIALS[id] = make
        return make

    return keep
