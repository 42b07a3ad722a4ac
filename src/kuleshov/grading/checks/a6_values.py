"""How assignment a6's checks hold arrays against arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .asking import PLAIN

ALLOWED = (*PLAIN, "statistics", "scipy", "pandas")
"""What the functions may stand on: none of it holds a model of films."""

Slip = tuple[Any, str]


def array_of(value: Any, shape: tuple[int, ...]) -> NDArray[np.float64] | None:
    """Return what is an array of real numbers of one shape; None where it is none.

    >>> array_of([1, 2], (2,)), array_of("12", ())
    (array([1., 2.]), None)
    """
    try:
        found = np.asarray(value)
    except ValueError:  # rows of several lengths
        return None
    plain = found.shape == shape and found.dtype.kind in "iuf"
    return found.astype(float) if plain else None


def alike(one: Any, other: Any) -> bool:
    """Say whether two arrays are the same but for rounding; False where one is none.

    >>> alike([1.0], [1.0 + 1e-9]), alike(None, [1.0])
    (True, False)
    """
    if one is None:
        return False
    a, b = np.asarray(one, float), np.asarray(other, float)
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-5, atol=1e-7))


def slipped(value: Any, slips: Sequence[Slip]) -> str:
    """Return the sentence of the first slip that gives this value; empty where none does."""
    return next((words for slip, words in slips if alike(value, slip)), "")
