"""Whole numbers, levels, grades and words, as an edit's data holds them."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from numbers import Integral, Real
from typing import Any

from ..errors import EditError
from ..media.grade import GRADE_LIMITS, Grade

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff]+")  # the browser's plain.js has the same
LOWEST, HIGHEST = -96, 24
"""The levels that can be set, in dB."""


def whole(number: Any, what: str) -> int:
    """Return a whole number of frames, or say that it is none.

    Parameters
    ----------
    number : Any
        NumPy's whole numbers count as well; True and False don't.
    what : str
        How the sentence calls it.

    Returns
    -------
    int

    Raises
    ------
    EditError
        Where it is no whole number.

    Examples
    --------
    >>> whole(12, "The in point")
    12
    >>> whole(12.5, "The in point")
    Traceback (most recent call last):
        ...
    kuleshov.errors.EditError: The in point is a whole number of frames, not 12.5.
    """
    if isinstance(number, bool) or not isinstance(number, Integral):
        raise EditError(f"{what} is a whole number of frames, not {number!r}.")
    return int(number)


def flat(words: Any, what: str) -> str:
    """Return words as one line that can be written to a file.

    Parameters
    ----------
    words : str
    what : str
        How the sentence calls it.

    Returns
    -------
    str
        Every run of blanks, line breaks and signs that nobody sees one space, none at the ends.

    Raises
    ------
    EditError
        Where it is no text.

    Examples
    --------
    >>> flat("  Who taught\\n you that? ", "A title")
    'Who taught you that?'
    """
    if not isinstance(words, str):
        raise EditError(f"{what} is words, not {words!r}.")
    return " ".join(filter(None, _BLANK.split(words))).encode(errors="replace").decode()


def decibels(level: Any, what: str) -> float:
    """Return a level in dB, to a hundredth.

    Parameters
    ----------
    level : Any
        -96 to 24.
    what : str
        How the sentence calls what has the level.

    Returns
    -------
    float

    Raises
    ------
    EditError
        Where it is no number, or out of range.

    Examples
    --------
    >>> decibels(-3, "Lane tone")
    -3.0
    >>> decibels(40, "Lane tone")
    Traceback (most recent call last):
        ...
    kuleshov.errors.EditError: Lane tone: a level of +40 dB is out of range (-96 to +24).
    """
    if isinstance(level, bool) or not isinstance(level, Real):
        raise EditError(f"{what}: a level is a number in dB, not {level!r}.")
    number = float(level)
    if not LOWEST <= number <= HIGHEST:
        raise EditError(
            f"{what}: a level of {number:+g} dB is out of range ({LOWEST} to +{HIGHEST})."
        )
    return round(number, 2)


def as_grade(grade: Any, what: str) -> Grade | None:
    """Return a grade to a hundredth of a stop, or None where it changes nothing.

    Parameters
    ----------
    grade : Grade, mapping or None
        Stops (-3 to 3), warmth (-2 to 2) and tint (-1 to 1); what a mapping leaves out is 0.
    what : str
        How the sentence calls what is graded.

    Returns
    -------
    Grade or None

    Raises
    ------
    EditError
        Where it is no grade, or a number of it is out of range.

    Examples
    --------
    >>> as_grade({"stops": -1.452}, "Shot 3")
    Grade(stops=-1.45, warmth=0.0, tint=0.0)
    >>> as_grade({"stops": 0}, "Shot 3") is None
    True
    >>> as_grade({"stops": 4}, "Shot 3")
    Traceback (most recent call last):
        ...
    kuleshov.errors.EditError: Shot 3: a grade's stops may lie from -3 to +3, not at 4.
    """
    if grade is None:
        return None
    given: Any = asdict(grade) if isinstance(grade, Grade) else grade
    if not isinstance(given, Mapping):
        raise EditError(f"{what}: a grade is stops, warmth and tint, not {grade!r}.")
    if unknown := [str(name) for name in given if name not in GRADE_LIMITS]:
        raise EditError(f"{what}: a grade has stops, warmth and tint, and no {', '.join(unknown)}.")
    kept = {name: _part(given.get(name, 0.0), name, what) for name in GRADE_LIMITS}
    return Grade(**kept) if any(kept.values()) else None


def _part(value: Any, name: str, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise EditError(f"{what}: a grade's {name} must be a number, not {value!r}.")
    number, limit = float(value), GRADE_LIMITS[name]
    if not -limit <= number <= limit:
        raise EditError(
            f"{what}: a grade's {name} may lie from {-limit:g} to {limit:+g}, not at {number:g}."
        )
    return round(number, 2) + 0.0  # no -0.0, which would be written with its sign
