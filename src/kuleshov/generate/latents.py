"""Pictures as 64 numbers each, and back: what the generator paints with.

All pictures of one camera are alike. So each is the camera's mean picture and a sum of 64 patterns,
and its 64 weights, its *code*, say all that the model needs to know of it. Codes are small, and
lie beside the model's weights. Patterns are large (a picture each) and don't: they are found again
from the takes, as the pictures that fit these codes best. That has one answer on every machine,
where fitting the codes anew has not: components that vary equally much may change places, and any
of them its sign.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import Refused
from .principal import Floats, mixed, principal

if TYPE_CHECKING:
    from ..library.takes import Take

Bytes = NDArray[np.uint8]

SIZE = (160, 90)
"""Width and height of every picture, pixels."""

KEPT = 64
"""Numbers that stand for a picture; fewer where a camera's takes hold fewer pictures."""

OTHER_TAKES = (
    "Bring the takes back with `git checkout -- datasets/rushes`, or train it on yours: "
    "docs/generator.md says how."
)
_ASKEW = 0.2  # patterns at right angles have 0; those of other pictures than were learnt, far more
_LARGE = (
    4  # patterns that are looked at: small ones may be of grain, which a decoder's rounding turns
)


@dataclass(frozen=True)
class Latents:
    """One camera's patterns.

    Attributes
    ----------
    mean : ndarray of float32, shape (43200,)
        The mean picture: 90 rows of 160 pixels, red, green and blue, 0 to 255.
    patterns : ndarray of float32, shape (43200, n)
        Orthonormal columns.
    """

    mean: Floats
    patterns: Floats

    def decode(self, codes: Floats) -> Bytes:
        """Return the pictures of codes.

        Parameters
        ----------
        codes : ndarray of float32, shape (frames, n)

        Returns
        -------
        ndarray of uint8, shape (frames, 90, 160, 3)
            RGB.
        """
        values = self.mean + codes @ self.patterns.T
        return _as_pictures(np.clip(np.rint(values, out=values), 0, 255, out=values))

    def encode(self, pictures: Bytes) -> Floats:
        """Return the codes that come nearest to pictures.

        Parameters
        ----------
        pictures : ndarray of uint8, shape (frames, 90, 160, 3)

        Returns
        -------
        ndarray of float32, shape (frames, n)
        """
        return np.asarray((flat(pictures) - self.mean) @ self.patterns, np.float32)


def pictures_of(*takes: "Take") -> Bytes:
    """Return takes' pictures at the size that the generator paints, slates and handles left out.

    Parameters
    ----------
    *takes : Take

    Returns
    -------
    ndarray of uint8, shape (frames, 90, 160, 3)
        RGB; one take's after another's.

    Raises
    ------
    LibraryError, MediaError
        Where a file is missing, was changed, or can't be read.

    Examples
    --------
    >>> import kuleshov as ku
    >>> pictures_of(ku.rushes("understudy")["6A-1"]).shape
    (60, 90, 160, 3)
    """
    frames = sum(take.last - take.first for take in takes)
    pictures = np.empty((frames, SIZE[1], SIZE[0], 3), np.uint8)
    at = 0
    for take in takes:
        for picture in take.clip.images(take.first, take.last, size=SIZE):
            pictures[at] = picture
            at += 1
    return pictures


def flat(pictures: Bytes) -> Bytes:
    """Return pictures as rows of values.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (frames, height, width, 3)

    Returns
    -------
    ndarray of uint8, shape (frames, values)

    Examples
    --------
    >>> flat(np.zeros((2, 90, 160, 3), np.uint8)).shape
    (2, 43200)
    """
    return pictures.reshape(len(pictures), -1)


def learn_codes(pictures: Bytes, kept: int = KEPT) -> Floats:
    """Find the codes of pictures: their weights in the components that vary most.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (frames, 90, 160, 3)
    kept : int
        How many components.

    Returns
    -------
    ndarray of float32, shape (frames, n)
        In grey levels times the root of how many values a picture has; the largest of each
        component's weights is positive.

    See Also
    --------
    latents_of : The patterns that belong to them.

    Examples
    --------
    A lamp that goes on and off is one component:

    >>> lamp = np.zeros((4, 90, 160, 3), np.uint8)
    >>> lamp[1::2] = 10
    >>> (learn_codes(lamp, 1)[:, 0] / np.sqrt(43200)).round(2).tolist()
    [-5.0, 5.0, -5.0, 5.0]
    """
    rows = flat(pictures)
    mean = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    variances, along = principal(rows, mean)
    kept = min(kept, len(rows) - 1)
    codes = along[:, :kept] * np.sqrt(variances[:kept])
    furthest = codes[np.abs(codes).argmax(axis=0), np.arange(kept)]
    return np.asarray(codes * np.where(furthest < 0, -1, 1), np.float32)


def latents_of(pictures: Bytes, codes: NDArray[np.floating]) -> Latents:
    """Find the patterns that fit pictures and their codes best: least squares.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (frames, 90, 160, 3)
        Those that the codes were learnt from.
    codes : ndarray of float, shape (frames, n)

    Returns
    -------
    Latents

    Raises
    ------
    Refused
        Where the codes don't belong to these pictures: the patterns do not come out at right
        angles and of length 1.

    See Also
    --------
    learn_codes : Where codes come from.

    Examples
    --------
    >>> lamp = np.zeros((4, 90, 160, 3), np.uint8)
    >>> lamp[1::2] = 10
    >>> codes = learn_codes(lamp, 1)
    >>> bool((latents_of(lamp, codes).decode(codes) == lamp).all())
    True
    """
    rows = flat(pictures)
    weights = np.asarray(codes, np.float64)
    if len(rows) != len(weights):
        raise Refused(
            f"There are {len(weights)} codes for {len(rows)} pictures. Give each picture its own."
        )
    mean = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    weights = weights @ np.linalg.inv(weights.T @ weights)
    patterns = mixed(rows, mean, weights.astype(np.float32))
    large = patterns[:, :_LARGE]
    askew = np.abs(large.T @ large - np.eye(large.shape[1])).max()
    if not askew < _ASKEW:
        raise Refused(
            "These pictures are not those that the generator's codes were learnt from, so it can't "
            f"paint with them. {OTHER_TAKES}"
        )
    return Latents(mean, patterns)


def _as_pictures(values: Floats) -> Bytes:
    return values.astype(np.uint8).reshape(len(values), SIZE[1], SIZE[0], 3)
