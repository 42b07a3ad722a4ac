"""Measures of space inside a shot, and when the film returns to one: does the world keep its shape?

A camera that moves through a rigid world moves every point along a line that the two pictures
determine: the epipolar constraint. What is rigid obeys it, whatever the lens; what melts does not.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

FEWEST = 40  # tracks that a pair of frames must share
THRESHOLD = 1.0  # px, Sampson's distance at 480 lines
RATIO = 0.8


class Rigid(NamedTuple):
    """How much of what two pictures share moved like one rigid world.

    Attributes
    ----------
    shared : int
        Points found in both.
    rigid : int
        Of these, the points that one camera motion explains to a pixel.

    Examples
    --------
    >>> found = Rigid(shared=80, rigid=60)
    >>> found.rigid / found.shared
    0.75
    """

    shared: int
    rigid: int


def tracks(frames: Sequence[np.ndarray], most: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """Follow corners from the first frame through all to the last (Kanade, Lucas and Tomasi).

    A point counts that, followed back again, comes home within half a pixel.

    Parameters
    ----------
    frames : list of ndarray of uint8 (height, width)
        Brightness; a few frames apart at most, all of one shot and one size.
    most : int
        How many corners are followed; 300 where left out.

    Returns
    -------
    first, last : ndarray of float32 (points, 2)
        Where each point lies in the first frame and in the last, pixels right and down; none where
        there are no corners.

    Raises
    ------
    IndexError
        Where there is no frame.

    See Also
    --------
    matches : for pictures that lie further apart
    rigid : what the points are for

    Examples
    --------
    >>> spots = np.zeros((120, 160), np.uint8)
    >>> spots[20:100:20, 20:140:20] = spots[21:100:20, 21:140:20] = 250
    >>> first, last = tracks([spots, np.roll(spots, 1, axis=1), np.roll(spots, 2, axis=1)])
    >>> np.median(last - first, axis=0).round(1).tolist()
    [2.0, 0.0]
    """
    import cv2

    start: Any = cv2.goodFeaturesToTrack(frames[0], most, 0.005, 7)
    if start is None:
        return np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32)
    at: Any = start
    nothing: Any = None
    alive = np.ones(len(start), bool)
    for one, other in pairwise(frames):
        there, found, _ = cv2.calcOpticalFlowPyrLK(one, other, at, nothing, winSize=(15, 15))
        back, again, _ = cv2.calcOpticalFlowPyrLK(other, one, there, nothing, winSize=(15, 15))
        home = np.linalg.norm((back - at).reshape(-1, 2), axis=1) < 0.5
        alive &= home & (found.ravel() > 0) & (again.ravel() > 0)
        at = there
    return start.reshape(-1, 2)[alive], at.reshape(-1, 2)[alive]


def matches(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Match two pictures' details (SIFT, Lowe's ratio 0.8, both ways).

    Parameters
    ----------
    a, b : ndarray of uint8 (height, width)
        Brightness of two pictures, of any size.

    Returns
    -------
    a, b : ndarray of float32 (points, 2)
        Where each detail lies in the one and in the other, pixels right and down.

    See Also
    --------
    details, match : its two halves, for a picture that is matched with many
    tracks : for frames that follow each other

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> wall = random.integers(0, 255, (15, 20), np.uint8).repeat(8, axis=0).repeat(8, axis=1)
    >>> here, there = matches(wall, wall[:, 16:])  # as from a camera further to the right
    >>> np.median(there - here, axis=0).round(1).tolist()
    [-16.0, 0.0]
    """
    return match(details(a), details(b))


def details(picture: np.ndarray, most: int = 600) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture's details: corners and blobs that can be found again (SIFT).

    Parameters
    ----------
    picture : ndarray of uint8 (height, width)
        Brightness.
    most : int
        How many are kept, the clearest first; 600 where left out.

    Returns
    -------
    places : ndarray of float32 (points, 2)
        Pixels right and down.
    descriptions : ndarray of float32 (points, 128)
        What each looks like, whatever its size and turn.

    See Also
    --------
    match : finds the same details in two pictures

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> wall = random.integers(0, 255, (15, 20), np.uint8).repeat(8, axis=0).repeat(8, axis=1)
    >>> places, descriptions = details(wall, most=50)
    >>> places.shape, descriptions.shape
    ((50, 2), (50, 128))
    >>> len(details(np.full((60, 80), 128, np.uint8))[0])  # a bare wall
    0
    """
    import cv2

    keys, found = cv2.SIFT.create(nfeatures=most, contrastThreshold=0.015).detectAndCompute(
        picture, None
    )
    if found is None:
        return np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32)
    return np.array([key.pt for key in keys], np.float32), np.asarray(found)


def match(
    a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Match two sets of :func:`details`: the same point in two pictures.

    A detail counts where the nearest one in the other picture is much nearer than the second
    (Lowe's ratio 0.8), both ways.

    Parameters
    ----------
    a, b : (ndarray (points, 2), ndarray (points, 128))
        Places and descriptions of each picture.

    Returns
    -------
    a, b : ndarray of float32 (matches, 2)
        Where each lies in the one and in the other, pixels right and down.

    See Also
    --------
    matches : from the pictures at once

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> wall = random.integers(0, 255, (15, 20), np.uint8).repeat(8, axis=0).repeat(8, axis=1)
    >>> here, there = match(details(wall), details(wall[:, ::-1].copy()))
    >>> len(here) < 0.1 * len(details(wall)[0])  # a mirror image is not the same thing
    True
    """
    import cv2

    if min(len(a[0]), len(b[0])) < 2:
        return np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32)
    matcher = cv2.BFMatcher(cv2.NORM_L2)
    there = _clear(matcher.knnMatch(a[1], b[1], k=2))
    back = _clear(matcher.knnMatch(b[1], a[1], k=2))
    both = [(i, j) for i, j in there.items() if back.get(j) == i]
    left = a[0][[i for i, _ in both]] if both else np.zeros((0, 2), np.float32)
    right = b[0][[j for _, j in both]] if both else np.zeros((0, 2), np.float32)
    return left, right


def _clear(pairs: Iterable[Any]) -> dict[int, int]:
    return {one.queryIdx: one.trainIdx for one, two in pairs if one.distance < RATIO * two.distance}


def rigid(a: np.ndarray, b: np.ndarray, threshold: float = THRESHOLD) -> Rigid:
    """Count the points that one rigid motion of the camera explains.

    A fundamental matrix is fitted robustly (MAGSAC++ [1]_) and points within ``threshold`` of
    Sampson's distance [2]_ are counted. Where the camera stood still or only turned, a
    fundamental matrix fits anything, and a homography is counted instead.

    Parameters
    ----------
    a, b : ndarray (points, 2)
        The same points in two pictures, pixels at 480 lines.
    threshold : float
        By how much a point may lie off, pixels; 1 where left out. From a homography, twice that.

    Returns
    -------
    Rigid
        How many points there are and how many agree; none agrees under eight points.

    See Also
    --------
    chance : how many would agree if nothing were rigid
    tracks, matches : such points

    References
    ----------
    .. [1] D. Barath, J. Noskova, M. Ivashechkin and J. Matas, "MAGSAC++, a fast, reliable and
       accurate robust estimator", CVPR 2020.
    .. [2] R. Hartley and A. Zisserman, "Multiple view geometry in computer vision", 2004,
       section 11.4.3.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> space = random.uniform([-1, -1, 4], [1, 1, 6], (60, 3))  # points before a camera
    >>> here = 320 + 500 * space[:, :2] / space[:, 2:]
    >>> there = 320 + 500 * (space - [1, 0, 0])[:, :2] / space[:, 2:]  # the camera steps aside
    >>> rigid(here, there)
    Rigid(shared=60, rigid=60)
    >>> there[:20] += random.uniform(-30, 30, (20, 2))  # a third of the world melts
    >>> rigid(here, there).rigid < 45
    True
    """
    import cv2

    if len(a) < 8:
        return Rigid(len(a), 0)
    cv2.setRNGSeed(1)
    plane = _fitted(cv2.findHomography, a, b, cv2.USAC_MAGSAC, 2 * threshold)
    flat = int((_transfer(plane, a, b) < 2 * threshold).sum()) if plane is not None else 0
    matrix = _fitted(cv2.findFundamentalMat, a, b, cv2.USAC_MAGSAC, threshold, 0.999, 5000)
    deep = int((sampson(matrix, a, b) < threshold).sum()) if matrix is not None else 0
    parallax = deep - flat
    return Rigid(len(a), deep if parallax > 0.1 * len(a) else flat)


def sampson(matrix: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return each pair's distance from what a fundamental matrix allows.

    ``|b' F a| / sqrt((F a)_1^2 + (F a)_2^2 + (F' b)_1^2 + (F' b)_2^2)``

    Parameters
    ----------
    matrix : ndarray (3, 3)
        Fundamental matrix F, from a to b.
    a, b : ndarray (points, 2)
        The same points in two pictures, pixels.

    Returns
    -------
    ndarray of float64 (points,)
        Pixels, 0 and up.

    See Also
    --------
    rigid : counts the points that lie within a pixel

    Examples
    --------
    >>> sideways = np.array([[0, 0, 0], [0, 0, -1], [0, 1, 0]])  # a camera that steps aside
    >>> a = np.array([[10.0, 20.0], [10.0, 20.0]])
    >>> sampson(sideways, a, np.array([[15.0, 20.0], [15.0, 22.0]])).round(2).tolist()
    [0.0, 1.41]
    """
    x = np.column_stack([a, np.ones(len(a))]).astype(float)
    y = np.column_stack([b, np.ones(len(b))]).astype(float)
    line, other = x @ matrix.T, y @ matrix
    size = (line[:, :2] ** 2).sum(axis=1) + (other[:, :2] ** 2).sum(axis=1)
    return np.asarray(np.abs((y * line).sum(axis=1)) / np.sqrt(np.maximum(size, 1e-12)))


def _transfer(matrix: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    moved = np.column_stack([a, np.ones(len(a))]) @ matrix.T
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.linalg.norm(moved[:, :2] / moved[:, 2:] - b, axis=1)
    return np.asarray(np.where(np.isfinite(apart), apart, np.inf))


def _fitted(fit: Callable[..., Any], *given: Any) -> np.ndarray | None:
    """Return a fitted 3 by 3 matrix; None where OpenCV finds none, or gives up on the points."""
    import cv2

    try:
        matrix, _ = fit(*given)
    except cv2.error:  # points on one spot, or on one line
        return None
    good = matrix is not None and matrix.shape == (3, 3) and bool(np.isfinite(matrix).all())
    return matrix if good else None


def chance(a: np.ndarray, b: np.ndarray, draws: int = 3) -> float:
    """Return how many points a rigid motion explains when they are paired at random.

    A fundamental matrix has seven free numbers and a wide reach: something always fits. This is
    the null that a count must be held against.

    Parameters
    ----------
    a, b : ndarray (points, 2)
        The same points in two pictures, pixels.
    draws : int
        How often they are paired; 3 where left out. Seeded: the same points give the same number.

    Returns
    -------
    float
        Points, the mean over the draws.

    See Also
    --------
    rigid : the count that it is held against

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> space = random.uniform([-1, -1, 4], [1, 1, 6], (60, 3))
    >>> here = 320 + 500 * space[:, :2] / space[:, 2:]
    >>> there = 320 + 500 * (space - [1, 0, 0])[:, :2] / space[:, 2:]
    >>> rigid(here, there).rigid, chance(here, there) < 20
    (60, True)
    """
    random = np.random.default_rng(1)
    counts = [rigid(a, b[random.permutation(len(b))]).rigid for _ in range(draws)]
    return float(np.mean(counts))
