"""The pictures that a model learns from: a stretch of a take, at an even rate and a small size."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..media import Clip

Bytes = NDArray[np.uint8]

SMALL = (160, 90)  # pixels: enough to tell a head from a wall, and a take fits into a few MB


def named(film: Any, clip: Clip) -> str:
    """Return a take's name on the slate, or a film's without its suffix."""
    return clip.path.stem if film is clip or isinstance(film, str | Path) else str(film.name)


def fitting(clip: Clip, within: tuple[int, int]) -> tuple[int, int]:
    """Return a clip's size, or what fits into another, both sides even."""
    scale = min(1.0, within[0] / clip.width, within[1] / clip.height)
    return max(2, round(clip.width * scale / 2) * 2), max(2, round(clip.height * scale / 2) * 2)


def spaced(clip: Clip, first: int, stop: int) -> tuple[int, int, NDArray[np.int64]]:
    """Say which stored frames an even stretch shows.

    Returns
    -------
    first, stop : int
        The stored frames to be read.
    places : ndarray of int (frames,)
        Which of those that are read each frame of the stretch shows.
    """
    shown = np.array(clip.on_screen(range(first, stop), clip.edit_rate))
    return int(shown[0]), int(shown[-1]) + 1, shown - shown[0]


def grey(clip: Clip, first: int, stop: int) -> Bytes:
    """Return a stretch as small grey pictures.

    Parameters
    ----------
    clip : Clip
    first, stop : int
        At the clip's ``edit_rate``, as :func:`usable` gives them.

    Returns
    -------
    ndarray of uint8 (frames, height, width)
        Brightness, 16 black to 235 white, at most 160 by 90.
    """
    begin, end, places = spaced(clip, first, stop)
    size = fitting(clip, SMALL)
    stored = np.stack([planes.y for planes in clip.planes(size, begin, end)])
    return stored[places]
