"""Some frames of a film, spread over all of it, decoded once for whoever looks at its pictures.

Where they lie is drawn by the film's own bytes: nobody knows it before the film is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import numpy as np
from numpy.typing import NDArray

from ..files import sha256
from ..media import Clip
from ..timeline.as_cut import small
from .looked_at import once, state_of

FRAMES = 24
"""How many frames that are, at most."""


def spread(clip: Clip) -> Mapping[int, NDArray[np.uint8]]:
    """Return some of a film's frames, made small.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    mapping of int to ndarray of uint8 (h, w, 3)
        By the frame's number, in order: 24, or all that there are; one drawn from each 24th of the
        film. RGB, the shorter side 90 pixels or more where the film's has that.
    """
    return once((state_of(clip.path), "spread"), lambda: _spread(clip))


def seed_of(clip: Clip) -> str:
    """Return what draws places in a film: the same for the same bytes.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    str
    """
    return once((state_of(clip.path), "seed"), lambda: sha256(clip.path))


def _spread(clip: Clip) -> dict[int, NDArray[np.uint8]]:
    drawn, count = Random(seed_of(clip)), min(FRAMES, clip.frames)
    edges = [number * clip.frames // count for number in range(count + 1)]
    places = [drawn.randrange(edges[n], edges[n + 1]) for n in range(count)]
    return {place: small(clip.frame(place)).astype(np.uint8) for place in places}


class Remembered:
    """A film, of which some frames are known already.

    Parameters
    ----------
    clip : Clip
    known : mapping of int to ndarray
        Made small, as :func:`spread` has them.
    """

    def __init__(self, clip: Clip, known: Mapping[int, NDArray[np.uint8]]) -> None:
        self._clip, self._known = clip, known

    def frame(self, number: int) -> NDArray[np.uint8]:
        """Return a frame in RGB, uint8 (height, width, 3); one that is known is a small one."""
        return self._known[number] if number in self._known else self._clip.frame(number)
