"""Some frames of a film, spread over all of it, decoded once for whoever looks at its pictures.

Where they lie is drawn by the film's own bytes: nobody knows it before the film is made.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from random import Random

import numpy as np
from numpy.typing import NDArray

from ..files import sha256
from ..media import Clip
from ..timeline.as_cut import small
from .looked_at import once, state_of

FRAMES = 24
"""How many frames that are, at most."""


MOST = 300
"""Frames that are kept of a film."""


class Seen:
    """A film's frames, made small: each is decoded once.

    Parameters
    ----------
    clip : Clip
    known : dict
        The frames that were decoded before, by number.
    """

    def __init__(self, clip: Clip, known: dict[int, NDArray[np.uint8]]) -> None:
        self._clip, self._known = clip, known

    def frame(self, number: int) -> NDArray[np.uint8]:
        """Return a frame in RGB, its shorter side 90 pixels or more where the film's has that."""
        if number in self._known:
            return self._known[number]
        made = small(self._clip.frame(number)).astype(np.uint8)
        if len(self._known) < MOST:
            self._known[number] = made
        return made

    def decode(self, numbers: Collection[int]) -> None:
        """Decode frames in their order, in one pass through the film, for whoever asks for them later."""
        for number in sorted(numbers)[:MOST]:
            self.frame(number)


def seen_of(clip: Clip) -> Seen:
    """Return what has been seen of a film, while its file stays as it is.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    Seen
    """
    known: dict[int, NDArray[np.uint8]] = once((state_of(clip.path), "seen"), dict)
    return Seen(clip, known)  # no open file is kept


def spread(clip: Clip) -> Mapping[int, NDArray[np.uint8]]:
    """Return some of a film's frames, made small.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    mapping of int to ndarray of uint8 (h, w, 3)
        By the frame's number, in order: those of :func:`places_in`.
    """
    seen = seen_of(clip)
    return {place: seen.frame(place) for place in places_in(clip)}


def places_in(clip: Clip) -> list[int]:
    """Return where a film is looked at: one frame drawn from each 24th of it.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    list of int
        24, or all that there are.
    """
    drawn, count = Random(seed_of(clip)), min(FRAMES, clip.frames)
    edges = [number * clip.frames // count for number in range(count + 1)]
    return [drawn.randrange(edges[n], edges[n + 1]) for n in range(count)]


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
