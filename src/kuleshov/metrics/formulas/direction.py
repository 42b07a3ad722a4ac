"""Screen direction: does who stands on the left stay on the left when the film cuts?

Keep the camera on one side of the line between two people and they keep their sides of the
picture. Cross the line, and they change places.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

CLOSE = 0.02  # of a picture's width; nearer than this, nobody stands left of anybody


def agreement(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    """Return whether the order from left to right is kept across a cut.

    The mean over every two subjects that both pictures hold: 1 where the order is the same, -1
    where it is turned round (Kendall's tau of their places). Two that stand nearer than 0.02 to
    each other in either picture are left out.

    Parameters
    ----------
    before, after : mapping of str to float
        Where each subject stands, in picture widths from the left.

    Returns
    -------
    float
        -1 to 1; NaN where no two can be compared.

    See Also
    --------
    across : over a whole row of pictures
    mirrored : a guess without marks

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
    """Return the :func:`agreement` of each picture with the one before it.

    Parameters
    ----------
    pictures : sequence of mapping of str to float
        Where each subject stands in each picture, in picture widths from the left.

    Returns
    -------
    ndarray of float64 (pictures - 1,)
        -1 to 1; NaN where two pictures share fewer than two subjects.

    See Also
    --------
    agreement : of two pictures
    kuleshov.metrics.formulas.marks.Marks : where such places are kept

    Examples
    --------
    >>> wide = {"he": 0.2, "she": 0.7}
    >>> across([wide, wide, {"he": 0.8, "she": 0.3}, {"she": 0.5}]).tolist()
    [1.0, -1.0, nan]
    """
    return np.array([agreement(a, b) for a, b in pairwise(pictures)])


def mirrored(before: np.ndarray, after: np.ndarray) -> float:
    """Return how much better a picture fits the next one as it stands than flipped.

    ``corr(A, B) - corr(A, flipped B)``; below 0, the next picture is more like a mirror image.
    It needs no marks, and it can't tell a crossed line from a new composition.

    Parameters
    ----------
    before, after : ndarray (height, width)
        Brightness of two pictures of one size, any unit.

    Returns
    -------
    float
        -2 to 2; NaN where one of them is one even tone.

    Raises
    ------
    ValueError
        Where the sizes differ (from numpy).

    See Also
    --------
    agreement : from marks, and surer

    Examples
    --------
    >>> half = np.hstack([np.zeros((4, 4)), np.ones((4, 4))])
    >>> mirrored(half, half), mirrored(half, half[:, ::-1])
    (2.0, -2.0)
    """
    a, b, c = (np.asarray(x, float).ravel() - np.mean(x) for x in (before, after, np.fliplr(after)))
    size = np.sqrt((a @ a) * (b @ b))
    return float((a @ b - a @ c) / size) if size > 0 else float("nan")
