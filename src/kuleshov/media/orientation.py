"""Which way up a stored picture is shown: turned by quarters, and mirrored.

A phone stores what its sensor sees, and writes beside it the matrix by which a player brings it
upright; front cameras mirror the picture with it too.
"""

import struct
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from av import VideoFrame

_SLIGHT = 0.01  # a hundredth: what nobody sees


class Orientation(NamedTuple):
    """What brings a stored picture upright.

    Attributes
    ----------
    mirrored : bool
        Whether left and right change places first.
    turns : int
        Quarter turns after that, counter-clockwise, 0 to 3.
    exact : bool
        False where the file asks for a slant or a stretch, which is left out.
    """

    mirrored: bool = False
    turns: int = 0
    exact: bool = True

    @property
    def upright(self) -> bool:
        """Whether the picture is stored as it is shown."""
        return not (self.mirrored or self.turns)

    def shown(self, picture: np.ndarray) -> np.ndarray:
        """Return a stored picture, or one plane of it, as it is shown.

        Parameters
        ----------
        picture : ndarray (height, width) or (height, width, channels)

        Returns
        -------
        ndarray
            The same one where it is upright; else a copy, which lies in memory row by row.

        Examples
        --------
        >>> Orientation(mirrored=True).shown(np.array([[1, 2, 3]])).tolist()
        [[3, 2, 1]]
        """
        if self.upright:
            return picture
        turned = np.rot90(np.fliplr(picture) if self.mirrored else picture, self.turns)
        return np.ascontiguousarray(turned)


def orientation_of(frame: "VideoFrame") -> Orientation:
    """Return what brings a decoded frame upright.

    Parameters
    ----------
    frame : av.VideoFrame

    Returns
    -------
    Orientation

    Examples
    --------
    >>> import kuleshov as ku
    >>> orientation_of(ku.rushes("understudy")["C1a"].clip.raw(36))
    Orientation(mirrored=False, turns=0, exact=True)
    """
    matrix: Any = frame.side_data.get("DISPLAYMATRIX")
    return Orientation() if matrix is None else orientation(bytes(matrix))


def orientation(matrix: bytes) -> Orientation:
    """Read a display matrix.

    Parameters
    ----------
    matrix : bytes
        Nine 32-bit integers, as ISO/IEC 14496-12 has them in a track's header, in this machine's
        order. The first two say where a step to the right leads, the fourth and fifth where a step
        down leads.

    Returns
    -------
    Orientation
        Of the eight the nearest one.

    Examples
    --------
    >>> one = 1 << 16
    >>> orientation(struct.pack("9i", 0, one, 0, -one, 0, 0, 0, 0, 1 << 30)).turns
    3
    """
    across, down, _, across_2, down_2 = struct.unpack_from("5i", matrix)
    mirrored = across * down_2 - down * across_2 < 0
    if mirrored:
        across, down = -across, -down
    quarters = atan2(-down, across) / (pi / 2)
    length, length_2 = hypot(across, down), hypot(across_2, down_2)
    if not length or not length_2:
        return Orientation(exact=False)
    square = abs(across * across_2 + down * down_2) / (length * length_2) < _SLIGHT
    straight = abs(quarters - round(quarters)) < _SLIGHT
    even = abs(length - length_2) < _SLIGHT * length
    return Orientation(mirrored, round(quarters) % 4, square and straight and even)
