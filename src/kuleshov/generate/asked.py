"""The numbers that a model is asked with: seconds, counts, seeds, or one sentence about what isn't one."""

from __future__ import annotations

import math
from numbers import Integral, Real
from typing import Any

from ..errors import Refused


def seconds_of(value: Any, what: str) -> float:
    """Return a number of seconds above 0, or say that it is none.

    Parameters
    ----------
    value : Any
    what : str
        How the sentence calls it.

    Returns
    -------
    float

    Raises
    ------
    Refused
        Where it is no number, or none above 0.

    Examples
    --------
    >>> seconds_of("2.0", "ahead")
    Traceback (most recent call last):
        ...
    kuleshov.errors.Refused: ahead counts seconds, a number above 0, not '2.0'.
    """
    number = isinstance(value, Real) and not isinstance(value, bool)
    if not number or not 0 < float(value) < math.inf:
        raise Refused(f"{what} counts seconds, a number above 0, not {value!r}.")
    return float(value)


MOST_SEED = 2**63 - 1
"""A seed may be no larger: it is a part of a file's name."""


def count_of(value: Any, what: str, least: int = 1, most: int = MOST_SEED) -> int:
    """Return a whole number, or say that it is none, or too small.

    Parameters
    ----------
    value : Any
        NumPy's whole numbers count as well; True and False don't.
    what : str
        How the sentence calls it.
    least, most : int

    Returns
    -------
    int

    Raises
    ------
    Refused
        Where it is no whole number, or under ``least`` or over ``most``.

    Examples
    --------
    >>> count_of(8, "states"), count_of(0, "seed", 0)
    (8, 0)
    >>> count_of(2.5, "states")
    Traceback (most recent call last):
        ...
    kuleshov.errors.Refused: states is a whole number, 1 or more, not 2.5.
    """
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or int(value) < least:
        raise Refused(f"{what} is a whole number, {least} or more, not {value!r}.")
    if int(value) > most:
        raise Refused(f"{what} is {most} at most.")
    return int(value)
