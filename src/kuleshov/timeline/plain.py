"""Whole numbers, levels and words, as an edit's data holds them."""

from numbers import Integral, Real
from typing import Any

from ..errors import EditError

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
        Every run of blanks and line breaks one space, none at the ends.

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
    return " ".join(words.split()).encode(errors="replace").decode()


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
