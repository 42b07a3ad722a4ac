"""How unlike two frames are once everything that moved has been put back in its place."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

FLAT = 2.0  # levels; a frame that varies less than this shows nothing
ALIKE = 0.06  # structure; under this one direction is enough


class Unlike(NamedTuple):
    """How unlike two frames are; 0, 0, 1 for two frames of a still shot.

    Attributes
    ----------
    residual : float
        What motion doesn't explain, as a share of the frames' contrast: about 0.01 to 0.2 from
        one frame to the next within a shot, 0.3 and more between unrelated pictures.
    structure : float
        The same after brightness and contrast have been matched, 0 to 1: light may change
        without it.
    kept : float
        In which share of the places with detail the detail is still there, 0 to 1.
    """

    residual: float
    structure: float
    kept: float


def unlike(a: np.ndarray, b: np.ndarray, kept: bool = True, limit: float = 1.0) -> Unlike:
    """Compare two frames with motion compensated, in both directions, the better one counted.

    Parameters
    ----------
    a, b : ndarray of uint8 (height, width)
        Brightness of two frames of one size, coded levels.
    kept : bool
        Whether the third part is wanted; else it is 1.
    limit : float
        Structure above which the second direction is not looked at: unlike enough.

    Returns
    -------
    Unlike
        The smaller residual and structure and the larger share kept of both directions.

    Notes
    -----
    Motion is dense inverse search [1]_. Uncovered ground is seen in one direction only, so the
    direction that explains more is taken.

    References
    ----------
    .. [1] T. Kroeger, R. Timofte, D. Dai and L. Van Gool, "Fast Optical Flow using Dense Inverse
       Search", ECCV 2016.
    """
    forth = _one_way(a, b, kept)
    if forth.structure < ALIKE or forth.structure > limit:
        return forth
    back = _one_way(b, a, kept)
    return Unlike(
        min(forth.residual, back.residual),
        min(forth.structure, back.structure),
        max(forth.kept, back.kept),
    )


def same_edges(a: np.ndarray, b: np.ndarray) -> float:
    """Return how well the details of two frames lie in the same places.

    The correlation of the frames after each place has been brought to the same local brightness
    and contrast: what stays when a lamp is switched on.

    Parameters
    ----------
    a, b : ndarray of uint8 (height, width)
        Brightness of two frames of one size, coded levels.

    Returns
    -------
    float
        -1 to 1; 0 where one of them has no detail.
    """
    x, y = _details(a), _details(b)
    size = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / size if size > 0 else 0.0


def kept_places(a: np.ndarray, b: np.ndarray) -> float:
    """Return in which share of the places with detail it stayed.

    What a title, or a figure who enters, leaves alone; a dissolve leaves nothing alone. Two
    pictures without any detail have kept all of it, and one alone has kept none.

    Parameters
    ----------
    a, b : ndarray of uint8 or float32 (height, width)
        Brightness of two frames of one size, coded levels.

    Returns
    -------
    float
        0 to 1.
    """
    import cv2

    x, y = _details(a), _details(b)
    both, own, other = (cv2.blur(v, (9, 9)) for v in (x * y, x * x, y * y))
    detail = (own > 0.3) & (other > 0.3)
    if detail.mean() < 0.02:
        return 1.0 if max((own > 0.3).mean(), (other > 0.3).mean()) < 0.02 else 0.0
    return float((both[detail] > 0.75 * np.sqrt(own[detail] * other[detail])).mean())


def _details(picture: np.ndarray) -> np.ndarray:
    import cv2

    values = picture.astype(np.float32)
    mean = cv2.blur(values, (9, 9))
    spread = np.sqrt(np.maximum(cv2.blur(values * values, (9, 9)) - mean * mean, 0))
    return np.asarray((values - mean) / (spread + 2.0))


def in_place(a: np.ndarray, b: np.ndarray, kept: bool = True) -> Unlike:
    """Compare two frames with no look at motion: at least as unlike as they are, and cheap.

    Parameters
    ----------
    a, b : ndarray of uint8 (height, width)
        Brightness of two frames of one size, coded levels.
    kept : bool
        Whether the third part is wanted; else it is 1.

    Returns
    -------
    Unlike
        As :func:`unlike` gives it where nothing moved.
    """
    return _compared(a, b, b, kept)


def _one_way(a: np.ndarray, b: np.ndarray, kept: bool) -> Unlike:
    import cv2

    flow = _flow((a.shape[0], a.shape[1])).calc(a, b, None)
    across, down = _grid(a.shape)
    moved = cv2.remap(
        b, across + flow[..., 0], down + flow[..., 1], cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
    )
    return _compared(a, b, moved, kept)


def _compared(a: np.ndarray, b: np.ndarray, moved: np.ndarray, kept: bool) -> Unlike:
    """Return how unlike a frame is to the other one, moved into its place."""
    import cv2

    x, y, other = _about_mean(a), _about_mean(moved), _about_mean(b)
    contrast = (cv2.norm(x, cv2.NORM_L1) + cv2.norm(other, cv2.NORM_L1)) / 2 / a.size
    residual = cv2.norm(a, moved, cv2.NORM_L1) / a.size / (contrast + 4)
    sx, sy = (cv2.norm(v) / np.sqrt(a.size) for v in (x, y))
    if min(sx, sy) < FLAT:  # one of them shows nothing
        shown = max(sx, sy) >= 2 * FLAT
        return Unlike(residual, float(shown), float(not shown))
    likeness = float(x.ravel() @ y.ravel()) / a.size / (sx * sy)
    structure = float(np.sqrt(max(0.0, 1 - max(0.0, likeness) ** 2)))
    return Unlike(residual, structure, kept_places(a, moved) if kept else 1.0)


def _about_mean(picture: np.ndarray) -> np.ndarray:
    """Return how far each pixel is from the picture's mean, float32."""
    import cv2

    return picture.astype(np.float32) - np.float32(cv2.mean(picture)[0])


@lru_cache(maxsize=2)
def _flow(shape: tuple[int, int]) -> Any:
    import cv2

    made: Any = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    # The first call fits its own scales to the size and answers otherwise than all later ones.
    made.calc(np.zeros(shape, np.uint8), np.zeros(shape, np.uint8), None)
    return made


@lru_cache(maxsize=2)
def _grid(shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    across, down = np.meshgrid(np.arange(shape[1]), np.arange(shape[0]))
    return across.astype(np.float32), down.astype(np.float32)
