"""One picture, however it is given: as it is, or as a film and a time."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError
from ..timecode import Time
from .clip import FilmLike, clip_of

StillLike: TypeAlias = NDArray[np.uint8] | tuple[FilmLike, Time]
"""What is taken wherever one picture is asked for; :func:`still_of` makes an array of it."""

Region: TypeAlias = tuple[float, float, float, float]
"""A part of a picture: left, top, width, height, each as a share of the picture, 0 to 1."""


def still_of(given: StillLike) -> NDArray[np.uint8]:
    """Return a picture as an array.

    Parameters
    ----------
    given : ndarray of uint8 (height, width, 3), or (film, time)
        RGB; or a film and the time at which it is looked at, where 5 is five seconds.

    Returns
    -------
    ndarray of uint8 (height, width, 3)
        RGB.

    Raises
    ------
    KuleshovError
        Where it is no picture.
    MediaError
        Where the film has no such frame, or can't be read.

    See Also
    --------
    Clip.frame : A frame by its number.

    Examples
    --------
    >>> import kuleshov as ku
    >>> still_of((ku.rushes("understudy")["C1a"], 2)).shape
    (360, 640, 3)
    """
    if isinstance(given, tuple) and len(given) == 2:
        clip = clip_of(given[0])
        return np.asarray(clip.frame(clip.frame_at(given[1])))
    picture = np.asarray(given)
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3 or not picture.size:
        raise KuleshovError(
            "A picture is an array of RGB values, as clip.frame gives it, or (clip, time)."
        )
    return picture


def picture_of(data: bytes) -> NDArray[np.uint8] | None:
    """Return the picture that a file of a still holds.

    Parameters
    ----------
    data : bytes
        PNG, JPEG, or what else OpenCV reads.

    Returns
    -------
    ndarray of uint8 (height, width, 3), or None
        RGB; None where it is no picture, or nothing at all.

    See Also
    --------
    kuleshov.Clip : A film.

    Examples
    --------
    >>> picture_of(b"") is picture_of(b"words") is None
    True
    """
    import cv2

    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    return None if found is None else np.asarray(found, np.uint8)[..., ::-1]


def part_of(picture: NDArray[np.uint8], region: Region | None) -> NDArray[np.uint8]:
    """Return a part of a picture.

    Parameters
    ----------
    picture : ndarray of uint8 (height, width, 3)
        RGB.
    region : (float, float, float, float), optional
        Left, top, width, height, each a share of the picture, 0 to 1: so it fits pictures of any
        size. The whole where it is left out.

    Returns
    -------
    ndarray of uint8 (height, width, 3)
        A view on the picture, a pixel at least.

    Raises
    ------
    KuleshovError
        Where the region is none, or reaches out of the picture.

    See Also
    --------
    still_of : A picture, however it is given.

    Examples
    --------
    >>> part_of(np.zeros((100, 200, 3), np.uint8), (0.5, 0, 0.25, 0.1)).shape
    (10, 50, 3)
    """
    if region is None:
        return picture
    try:
        left, top, width, height = (float(share) for share in region)
    except (TypeError, ValueError):
        left = top = width = height = float("nan")
    fits = left >= 0 and top >= 0 and left + width <= 1 + 1e-9 and top + height <= 1 + 1e-9
    if not (fits and width > 0 and height > 0):
        raise KuleshovError(
            f"region is {region}; it is (left, top, width, height) in shares of the picture, such "
            "as (0.5, 0, 0.5, 1) for its right half. To use pixels, give a piece of the picture "
            "itself: picture[top:bottom, left:right]."
        )
    high, wide = picture.shape[:2]
    x, y = min(round(left * wide), wide - 1), min(round(top * high), high - 1)
    return picture[
        y : max(y + 1, round((top + height) * high)), x : max(x + 1, round((left + width) * wide))
    ]
