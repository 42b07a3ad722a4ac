"""A film's frames while they are searched for cuts: each comparison is made once, when asked for."""

from functools import cached_property

import numpy as np

from .frame_difference import Unlike, in_place, unlike

ALIKE = Unlike(0.0, 0.0, 1.0)


class Frames:
    """A film's frames while they are searched: comparisons are made when first asked for.

    Parameters
    ----------
    luma : ndarray of uint8 (frames, 45, 80)
        Brightness, coded levels.
    colour : ndarray of uint8 (frames, 2, 9, 16)
        Both colour differences.
    rate : float
        Frames a second.
    """

    def __init__(self, luma: np.ndarray, colour: np.ndarray, rate: float) -> None:
        self.luma = luma
        self.colour = colour
        self.rate = rate
        self._unlike: dict[tuple[int, int], Unlike] = {}

    def __len__(self) -> int:
        return len(self.luma)

    @cached_property
    def moments(self) -> tuple[np.ndarray, np.ndarray]:
        """Mean and standard deviation of each frame's brightness, float64 (frames,) each."""
        import cv2

        both = np.array([cv2.meanStdDev(frame) for frame in self.luma]).reshape(len(self), 2)
        return both[:, 0], both[:, 1]

    @cached_property
    def change(self) -> np.ndarray:
        """How much brightness and colour change before each frame, float32 (frames,); [0] is 0."""
        both = differences(self.luma) + differences(self.colour)
        return np.concatenate([np.zeros(1, np.float32), both])

    @cached_property
    def relief(self) -> np.ndarray:
        """The same for brightness brought to one mean and contrast: flicker leaves it alone."""
        return np.concatenate(
            [np.zeros(1, np.float32), differences(levelled(self.luma, *self.moments))]
        )

    def apart(self, a: int, b: int) -> float:
        """Return how far two frames lie apart in 20 by 11 blocks: blind to small motion.

        Parameters
        ----------
        a, b : int
            Frames.

        Returns
        -------
        float
            Mean absolute difference, levels.
        """
        import cv2

        one, other = (
            cv2.resize(self.luma[frame], (20, 11), interpolation=cv2.INTER_AREA) for frame in (a, b)
        )
        return cv2.norm(one, other, cv2.NORM_L1) / one.size

    def unlike(self, a: int, b: int) -> Unlike:
        """Return how unlike two frames are; nothing, where one of them lies outside the film.

        Parameters
        ----------
        a, b : int
            Frames, the earlier one first.

        Returns
        -------
        Unlike
            Kept for the next time.
        """
        if a < 0 or b >= len(self.luma):
            return ALIKE
        if (a, b) not in self._unlike:
            self._unlike[a, b] = unlike(self.luma[a], self.luma[b])
        return self._unlike[a, b]

    def keeps(self, a: int, b: int, share: float) -> bool:
        """Say whether more than a share of the detail stays from one frame to the other.

        Parameters
        ----------
        a, b : int
            Frames, the earlier one first.
        share : float
            0 to 1.

        Returns
        -------
        bool
            True where one of them lies outside the film, for shares under 1.
        """
        return self._in_place(a, b, True).kept > share or self.unlike(a, b).kept > share

    def calm(self, a: int, b: int, limit: float) -> bool:
        """Say whether the structure changes less than a limit from one frame to the other.

        Parameters
        ----------
        a, b : int
            Frames, the earlier one first.
        limit : float
            Structure, 0 to 1.

        Returns
        -------
        bool
            True where one of them lies outside the film, for limits above 0.
        """
        still = self._in_place(a, b, False).structure < limit
        return still or self.unlike(a, b).structure < limit

    def _in_place(self, a: int, b: int, kept: bool) -> Unlike:
        """How unlike they are at most: asked first, since it tells most often and is cheap."""
        outside = a < 0 or b >= len(self)
        return ALIKE if outside else in_place(self.luma[a], self.luma[b], kept)

    def back(self, a: int, b: int, limit: float) -> Unlike:
        """Return how unlike two frames are without its third part: cheaper.

        Over the limit only one direction is looked at, so that it is rough there.

        Parameters
        ----------
        a, b : int
            Frames inside the film.
        limit : float
            Structure, 0 to 1.

        Returns
        -------
        Unlike
            Whose ``kept`` is 1, or the whole one where it is known already.
        """
        return self._unlike.get((a, b)) or unlike(self.luma[a], self.luma[b], False, limit)


def levelled(luma: np.ndarray, mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Return frames brought to a mean of 128 and a standard deviation of 40, uint8.

    The noise of a dark or an even picture is not blown up by more than four.

    Parameters
    ----------
    luma : ndarray of uint8 (frames, height, width)
        Brightness, coded levels.
    mean, spread : ndarray (frames,)
        Of each frame, levels.

    Returns
    -------
    ndarray of uint8 (frames, height, width)
        The same frames; what lies outside 0 to 255 is clipped.
    """
    import cv2

    codes = np.arange(256)
    made = np.empty_like(luma)
    for at, frame in enumerate(luma):
        table = 128 + (codes - mean[at]) * (40 / max(spread[at], 10.0))
        made[at] = cv2.LUT(frame, np.clip(table, 0, 255).astype(np.uint8))
    return made


def differences(pictures: np.ndarray) -> np.ndarray:
    """Return the mean absolute change from each picture to the next.

    Parameters
    ----------
    pictures : ndarray of uint8 (frames, ...)
        Of any shape.

    Returns
    -------
    ndarray of float32 (frames - 1,)
        Levels.
    """
    n = len(pictures) - 1
    flat = pictures.reshape(len(pictures), -1)
    found = np.empty(n, np.float32)
    for first in range(0, n, 256):  # in pieces: a long film need not be held as wide numbers
        piece = flat[first : first + 257].astype(np.int16)
        found[first : first + len(piece) - 1] = np.abs(np.diff(piece, axis=0)).mean(axis=1)
    return found
