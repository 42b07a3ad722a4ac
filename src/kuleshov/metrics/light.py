"""Measures of light: how bright a picture is, in stops, and how that jumps across a cut."""

import numpy as np

DARKEST = 2.0**-10  # of white; what is darker counts as this, for black has no logarithm
GREY = 0.18  # of white: the middle of an exposure


def linear(code: np.ndarray) -> np.ndarray:
    """Return light, 0 (black) to 1 (white), from brightness as coded in video.

    The inverse of the transfer of ITU-R BT.709 is only half of the story: pictures are graded on
    displays that follow ITU-R BT.1886, so its power of 2.4 is used.

    Parameters
    ----------
    code : ndarray of uint8
        16 is black, 235 is white; what lies outside is clipped.

    Examples
    --------
    >>> linear(np.array([16, 235])).tolist()
    [0.0, 1.0]
    """
    return np.clip((np.asarray(code, float) - 16) / 219, 0, 1) ** 2.4


def stops(histogram: np.ndarray) -> np.ndarray:
    """Return how bright each frame's median pixel is, in stops against an 18 % grey.

    ``log2(median Y / 0.18)``: one stop is twice the light.

    Parameters
    ----------
    histogram : ndarray (frames, 256)
        How many pixels of each frame have each brightness, 16 black to 235 white.

    Returns
    -------
    ndarray of float64 (frames,)
        From -7.5 (black) to 2.5 (white).
    """
    counts = np.asarray(histogram, np.int64)
    rising = counts.cumsum(axis=1)
    half = rising[:, -1:] / 2
    above = (rising >= half).argmax(axis=1)
    rows = np.arange(len(counts))
    below = np.where(above > 0, rising[rows, above - 1], 0)
    inside = (half[:, 0] - below) / np.maximum(counts[rows, above], 1)
    return np.log2(np.maximum(linear(above - 0.5 + inside), DARKEST) / GREY)


def jumps(stops: np.ndarray, cuts: np.ndarray, reach: int) -> np.ndarray:
    """Return by how many stops the picture gets brighter (+) or darker (-) at each cut.

    The median over ``reach`` frames after the cut minus that before it, neither reaching over
    another cut.

    Parameters
    ----------
    stops : ndarray (frames,)
    cuts : ndarray of int (cuts, 2)
        The frame after the old shot's last whole frame, and the new shot's first whole one.
    reach : int
        Frames.
    """
    found = np.empty(len(cuts))
    for at, (end, start) in enumerate(cuts):
        first = max(end - reach, cuts[at - 1][1] if at else 0)
        last = min(start + reach, cuts[at + 1][0] if at + 1 < len(cuts) else len(stops))
        before, after = stops[min(first, end - 1) : end], stops[start : max(last, start + 1)]
        found[at] = np.median(after) - np.median(before)
    return found
