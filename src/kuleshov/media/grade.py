"""A grade: another exposure and white balance, as gains on linear light."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .still import still_of

GRADE_LIMITS = {"stops": 3.0, "warmth": 2.0, "tint": 1.0}
"""How far sliders, and an edit's shots, go either way, in stops."""


@dataclass(frozen=True)
class Grade:
    """How much brighter, warmer and greener a picture is made.

    The picture's values are made linear in light (the sRGB curve [1]_), multiplied, and brought
    back. Warmth makes red stronger and blue weaker by the same factor, tint green against both.

    Attributes
    ----------
    stops : float
        1 is twice the light.
    warmth, tint : float
        Stops between red and blue, and between green and the two others; 0 changes nothing.

    References
    ----------
    .. [1] IEC 61966-2-1:1999, the sRGB transfer function.

    Examples
    --------
    >>> grey = np.full((1, 1, 3), 100, np.uint8)
    >>> Grade(stops=1).apply(grey).ravel().tolist()
    [138, 138, 138]
    """

    stops: float = 0.0
    warmth: float = 0.0
    tint: float = 0.0

    @property
    def gain(self) -> NDArray[np.float64]:
        """By what red, green and blue light are multiplied."""
        shift = [
            self.warmth / 2 - self.tint / 3,
            self.tint * 2 / 3,
            -self.warmth / 2 - self.tint / 3,
        ]
        return np.asarray(2.0 ** (self.stops + np.array(shift)))

    @property
    def words(self) -> str:
        """What it does, as people read it: what is 0 is left out.

        Examples
        --------
        >>> Grade(stops=-1.45, tint=0.1).words
        '-1.45 stops, +0.1 tint'
        """
        said = [f"{value:+g} {name}" for name, value in self.values().items()]
        return ", ".join(said) or "no grade"

    def values(self) -> dict[str, float]:
        """Return what is not 0, by its name.

        Returns
        -------
        dict of str to float
            Of stops, warmth and tint, in this order.

        Examples
        --------
        >>> Grade(stops=-1.45, tint=0.1).values()
        {'stops': -1.45, 'tint': 0.1}
        """
        each = {"stops": self.stops, "warmth": self.warmth, "tint": self.tint}
        return {name: value for name, value in each.items() if value}

    def apply(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return a picture as this grade makes it.

        Parameters
        ----------
        picture : ndarray of uint8 (height, width, 3)
            RGB.

        Returns
        -------
        ndarray of uint8 (height, width, 3)
            RGB; what would be brighter than white is white.

        Raises
        ------
        KuleshovError
            Where it is no picture.
        """
        import cv2

        return np.asarray(cv2.LUT(still_of(picture), self._tables), np.uint8)

    @cached_property
    def _tables(self) -> NDArray[np.uint8]:
        """What each of 256 values of red, green and blue becomes, as OpenCV wants its tables."""
        light = linear_light(np.arange(256) / 255)[None, :, None] * self.gain
        return (_display(np.clip(light, 0, 1)) * 255 + 0.5).astype(np.uint8)


def graded(
    picture: NDArray[np.uint8], stops: float = 0.0, warmth: float = 0.0, tint: float = 0.0
) -> NDArray[np.uint8]:
    """Return a picture with another exposure and white balance.

    Parameters
    ----------
    picture : ndarray of uint8 (height, width, 3)
        RGB.
    stops : float
        1 is twice the light.
    warmth, tint : float
        Stops between red and blue, and between green and the two others; 0 changes nothing.

    Returns
    -------
    ndarray of uint8 (height, width, 3)
        RGB; what would be brighter than white is white.

    See Also
    --------
    Grade : The same as a thing that can be kept.

    Examples
    --------
    >>> grey = np.full((1, 1, 3), 100, np.uint8)
    >>> graded(grey, stops=1).ravel().tolist()
    [138, 138, 138]
    """
    return Grade(stops, warmth, tint).apply(picture)


def linear_light(shown: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return linear light of RGB values, both 0 to 1, by the curve of sRGB (IEC 61966-2-1).

    Parameters
    ----------
    shown : ndarray of float64 (...)
        As coded, 0 to 1.

    Returns
    -------
    ndarray of float64 (...)
        Light, 0 to 1.

    Examples
    --------
    >>> linear_light(np.array([0.0, 0.5, 1.0])).round(3).tolist()
    [0.0, 0.214, 1.0]
    """
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)


def _display(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
