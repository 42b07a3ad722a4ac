"""How checks read the numbers that a student returned, and hold them against right ones and slips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .asking import is_number, kind_of

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


def number_of(value: Any) -> float | None:
    """Return one real number, NumPy's too, as a float; None where it is none, or NaN.

    >>> number_of(np.array(2)), number_of("2"), number_of(float("nan"))
    (2.0, None, None)
    """
    if isinstance(value, np.ndarray | np.generic) and np.ndim(value) == 0:
        value = value.item()
    return float(value) if is_number(value) else None


def numbers_of(value: Any) -> list[float] | None:
    """Return a row of real numbers as a list; None where it is none.

    >>> numbers_of((1, np.float32(2))), numbers_of("12"), numbers_of([1, None])
    ([1.0, 2.0], None, None)
    """
    if isinstance(value, str | bytes | dict) or not hasattr(value, "__iter__"):
        return None
    found = [number_of(one) for one in value]
    return None if None in found else [one for one in found if one is not None]


def told(value: Any) -> str:
    """Say in words what came back: its kind, its shape, and what is odd about it.

    >>> told(np.zeros((2, 3))), told(None)
    ('an array of (2, 3)', 'nothing')
    """
    if isinstance(value, float | np.floating) and value != value:
        return "nan, which is what a mean of nothing gives"
    shape = getattr(value, "shape", ())
    return f"an array of {tuple(shape)}" if shape else kind_of(value)


def alike(one: Any, other: Any, near: float = 0.0) -> bool:
    """Say whether two arrays are the same but for rounding, or for ``near``; False where one is none.

    >>> alike([1.0], [1.0 + 1e-9]), alike([1.0], [1.01], 0.1), alike(None, [1.0])
    (True, True, False)
    """
    if one is None:
        return False
    a, b = np.asarray(one, float), np.asarray(other, float)
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-5, atol=max(near, 1e-7)))


def slipped(value: Any, slips: Sequence[Slip], near: float = 0.0) -> str:
    """Return the sentence of the first slip that gives this value; empty where none does."""
    return next((words for slip, words in slips if alike(value, slip, near)), "")
