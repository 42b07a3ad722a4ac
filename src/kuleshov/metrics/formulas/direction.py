"""Screen direction: does who stands on the left stay on the left when the film cuts?

Keep the camera on one side of the line between two people and they keep their sides of the
picture. Cross the line, and they change places.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

CLOSE = 0.02  # of a picture's width; nearer than this, nobody stands left of anybody


def agreement(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    """Return whether the order from left to right is kept across a cut, -1 to 1.

    The mean over every two subjects that both pictures hold: 1 where the order is the same, -1
    where it is turned round (Kendall's tau of their places). NaN where they share fewer than two.

    Parameters
    ----------
    before, after : mapping of str to float
        Where each subject stands, in picture widths from the left.

    Examples
    --------
    >>> agreement({"he": 0.2, "she": 0.7}, {"he": 0.4, "she": 0.9})
    1.0
    >>> agreement({"he": 0.2, "she": 0.7}, {"he": 0.8, "she": 0.3})
    -1.0
    """
    both = sorted(set(before) & set(after))
    signs = []
    for number, one in enumerate(both):
        for other in both[number + 1 :]:
            a, b = before[other] - before[one], after[other] - after[one]
            if min(abs(a), abs(b)) >= CLOSE:
                signs.append(np.sign(a) * np.sign(b))
    return float(np.mean(signs)) if signs else float("nan")


def across(pictures: Sequence[Mapping[str, float]]) -> np.ndarray:
    """Return the :func:`agreement` of each picture with the one before it, (pictures - 1,)."""
    return np.array([agreement(a, b) for a, b in pairwise(pictures)])


def mirrored(before: np.ndarray, after: np.ndarray) -> float:
    """Return how much better a picture fits the next one as it stands than flipped, -2 to 2.

    ``corr(A, B) - corr(A, flipped B)``; below 0, the next picture is more like a mirror image.
    It needs no marks, and it can't tell a crossed line from a new composition.

    Examples
    --------
    >>> half = np.hstack([np.zeros((4, 4)), np.ones((4, 4))])
    >>> mirrored(half, half), mirrored(half, half[:, ::-1])
    (2.0, -2.0)
    """
    a, b, c = (np.asarray(x, float).ravel() - np.mean(x) for x in (before, after, np.fliplr(after)))
    size = np.sqrt((a @ a) * (b @ b))
    return float((a @ b - a @ c) / size) if size > 0 else float("nan")
