"""Measures of stability: what trembles that should hold still.

Each is computed inside shots and never across a cut, except :func:`vbench_flicker`, which is
another laboratory's number and is given as they give it.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

FLICKER_ABOVE = 4.0  # Hz
CONSISTENT = (0.01, 0.5)  # Sundaram's occlusion test: share and offset, pixels squared


def flicker(light: np.ndarray, rate: float, above: float = FLICKER_ABOVE) -> float:
    """Return the ripple of a shot's light above 4 Hz: rms of its logarithm, in percent.

    The logarithm of the mean light has its slow changes taken away (a line, then every frequency
    under ``above``, with the shot mirrored at its end); what is left is flicker. 1 % is about what
    one sees on an even wall.

    Parameters
    ----------
    light : ndarray (frames,)
        Mean linear light of each frame of one shot, above 0.
    rate : float
        Frames a second; over twice ``above``, or nothing could be told.
    above : float
        Hz; what is slower is no flicker. 4 where left out.

    Returns
    -------
    float
        Percent, 0 and up.

    Raises
    ------
    ValueError
        Under eight frames, or too slow a rate.

    See Also
    --------
    kuleshov.metrics.formulas.light.mean_light : the light that it takes
    vbench_flicker : another laboratory's number, which any motion moves

    Examples
    --------
    >>> t = np.arange(96) / 24
    >>> round(flicker(1 + 0.02 * np.sin(2 * np.pi * 10 * t), 24), 1)  # 2 % / sqrt 2
    1.4
    >>> round(flicker(1 + 0.5 * t, 24), 1)  # ever brighter, but steadily
    0.0
    """
    values = np.log(np.asarray(light, float))
    if len(values) < 8 or rate <= 2 * above:
        raise ValueError(
            f"Flicker above {above:g} Hz needs eight frames of one shot at over {2 * above:g} "
            "frames a second."
        )
    at = np.arange(len(values))
    values = values - np.polyval(np.polyfit(at, values, 1), at)
    mirrored = np.concatenate([values, values[::-1]])  # ends that meet leak nothing upwards
    bins = np.fft.rfft(mirrored)
    bins[np.fft.rfftfreq(len(mirrored), 1 / rate) < above] = 0
    return float(100 * np.fft.irfft(bins, len(mirrored)).std())


def vbench_flicker(frames: Iterable[np.ndarray]) -> float:
    """Return VBench's temporal flickering score of a film's frames; higher is stiller.

    ``(255 - mean |I_t - I_t+1|) / 255`` over all pixels, channels and pairs of frames, cuts
    included, exactly as VBench computes it [1]_. Any motion lowers it; they use it on films whose
    prompts ask for stillness.

    Parameters
    ----------
    frames : iterable of ndarray of uint8 (height, width, 3) or (height, width)
        All of one size; two are held at a time.

    Returns
    -------
    float
        0 to 1; 1 where no pixel changes.

    Raises
    ------
    ValueError
        Under two frames.

    See Also
    --------
    flicker : light alone, inside shots
    kuleshov.metrics.shots.cuts.frame_differences : the change of each pair

    References
    ----------
    .. [1] Z. Huang et al., "VBench: Comprehensive benchmark suite for video generative models",
       CVPR 2024.

    Examples
    --------
    >>> vbench_flicker([np.zeros((2, 2), np.uint8), np.full((2, 2), 51, np.uint8)])
    0.8
    """
    import cv2

    before, changes = None, []
    for frame in frames:
        if before is not None:
            changes.append(float(cv2.absdiff(frame, before).mean()))
        before = frame
    if not changes:
        raise ValueError("One frame has nothing to flicker against.")
    return (255 - float(np.mean(changes))) / 255


def flow(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return where each pixel of one frame went in another.

    Dense inverse search at its fastest setting (T. Kroeger et al., ECCV 2016).

    Parameters
    ----------
    a, b : ndarray of uint8 (height, width)
        Brightness of two frames of one size, 16 pixels a side at least.

    Returns
    -------
    ndarray of float32 (height, width, 2)
        Pixels to the right and down, from a to b.

    Raises
    ------
    cv2.error
        Where the sizes differ, or are too small.

    See Also
    --------
    global_motion : the camera's part of it
    warping_error : what it leaves unexplained

    Examples
    --------
    >>> rows, columns = np.mgrid[0:64, 0:96]
    >>> a = (128 + 90 * np.sin(rows / 4) * np.sin(columns / 5)).astype(np.uint8)
    >>> went = np.median(flow(a, np.roll(a, 2, axis=1)), axis=(0, 1))
    >>> went.round().astype(int).tolist()
    [2, 0]
    """
    return np.asarray(_searcher((a.shape[0], a.shape[1])).calc(a, b, None))


def global_motion(fields: Sequence[np.ndarray] | np.ndarray, rounds: int = 3) -> np.ndarray:
    """Return the similarity that most of each flow agrees on: how the camera moved.

    Least squares with weights that fall with distance (Cauchy's), a few rounds: what moves on its
    own is left out more at each.

    Parameters
    ----------
    fields : ndarray (pairs, height, width, 2)
        The flow of each pair of frames, pixels; or a list of such fields of one size, one at least.
    rounds : int
        How often it is fitted, 1 or more; 3 where left out.

    Returns
    -------
    ndarray of float32 (pairs, 4)
        Of the whole picture: right and down (picture widths), growth (share), turn (radians).

    See Also
    --------
    flow : such fields
    jitter : the shake in it

    Examples
    --------
    >>> rows, columns = np.mgrid[0:60, 0:80]
    >>> pan = np.dstack([np.full((60, 80), 4.0), np.zeros((60, 80))])
    >>> zoom = np.dstack([0.1 * (columns - 40), 0.1 * (rows - 30)])
    >>> (1000 * global_motion([pan, zoom])).round().astype(int).tolist()
    [[50, 0, 0, 0], [0, 0, 100, 0]]
    """
    height, width = fields[0].shape[:2]
    x, y, places = _lattice(height, width)
    moved = np.stack([field[places] for field in fields]).astype(np.float64) / width
    right, down = moved[..., 0], moved[..., 1]
    weight = np.full(right.shape, 1 / len(x))
    shift = _similarity(x, y, right, down, weight)
    for _ in range(rounds - 1):
        across, along, growth, turn = shift.T[..., None]
        apart = np.hypot(
            right - (across + growth * x - turn * y), down - (along + turn * x + growth * y)
        )
        usual = np.median(apart, axis=1, keepdims=True)
        weight = 1 / (1 + (apart / (2 * np.maximum(usual, 1e-4))) ** 2)
        shift = _similarity(x, y, right, down, weight / weight.sum(axis=1, keepdims=True))
    return shift.astype(np.float32)


def _similarity(
    x: np.ndarray, y: np.ndarray, right: np.ndarray, down: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """Return the weighted best shift, growth and turn, in closed form about the centre of weight."""
    cx, cy = share @ x, share @ y
    cr, cd = (share * right).sum(axis=1), (share * down).sum(axis=1)
    dx, dy = x - cx[:, None], y - cy[:, None]
    dr, dd = share * right, share * down
    size = (share * (dx * dx + dy * dy)).sum(axis=1) + 1e-12
    growth = (dx * dr + dy * dd).sum(axis=1) / size
    turn = (dx * dd - dy * dr).sum(axis=1) / size
    return np.stack(
        [cr - growth * cx + turn * cy, cd - growth * cy - turn * cx, growth, turn], axis=1
    )


def warping_error(a: np.ndarray, b: np.ndarray, there: np.ndarray, back: np.ndarray) -> float:
    """Return the mean squared error of ``b`` brought back to ``a``, levels squared.

    Counted only where the flow there and the flow back agree, so that what is uncovered does not
    count [1]_ [2]_. NaN where they agree in less than a tenth of the picture.

    Parameters
    ----------
    a, b : ndarray of uint8 (height, width)
        Brightness of two frames of one shot.
    there, back : ndarray of float32 (height, width, 2)
        Flow from a to b, and from b to a, pixels.

    Returns
    -------
    float
        Levels squared, 0 and up; NaN where the flows agree in less than a tenth of the picture.

    See Also
    --------
    flow : the two flows
    kuleshov.metrics.formulas.geometry.rigid : whether what moves is one world

    References
    ----------
    .. [1] W.-S. Lai et al., "Learning blind video temporal consistency", ECCV 2018.
    .. [2] N. Sundaram, T. Brox and K. Keutzer, "Dense point trajectories by GPU-accelerated large
       displacement optical flow", ECCV 2010: where flow is consistent.

    Examples
    --------
    >>> rows, columns = np.mgrid[0:64, 0:96]
    >>> a = (128 + 90 * np.sin(rows / 4) * np.sin(columns / 5)).astype(np.uint8)
    >>> b = np.roll(a, 2, axis=1)
    >>> still = np.zeros((64, 96, 2), np.float32)
    >>> warping_error(a, b, still, still) > 100 * warping_error(a, b, flow(a, b), flow(b, a))
    True
    """
    import cv2

    to = _grid(a.shape[0], a.shape[1]) + there
    no: Any = None
    warped = cv2.remap(b.astype(np.float32), to, no, cv2.INTER_LINEAR, no, cv2.BORDER_REPLICATE)
    returned = cv2.remap(back, to, no, cv2.INTER_LINEAR, no, cv2.BORDER_REPLICATE)
    edge = (a.shape[1] - 1, a.shape[0] - 1)
    inside = cv2.inRange(to, (0, 0), edge)
    off, size = _squared(there + returned), _squared(there) + _squared(returned)
    seen = inside & cv2.compare(off, CONSISTENT[0] * size + CONSISTENT[1], cv2.CMP_LE)
    count = cv2.countNonZero(seen)
    if count < 0.1 * a.size:
        return float("nan")
    return cv2.norm(warped, a.astype(np.float32), cv2.NORM_L2SQR, seen) / count


def _squared(field: np.ndarray) -> np.ndarray:
    """Return each arrow's length, squared."""
    return np.einsum("rca,rca->rc", field, field)


def second_order(steps: np.ndarray) -> float:
    """Return how unevenly a shot changes: the standard deviation of its steps' second difference.

    A step is the distance of two frames that follow each other, in any feature; real motion
    changes pace smoothly, so that the step's own change has little change in it [1]_. The
    features here are a small picture's brightness, with no network in them.

    Parameters
    ----------
    steps : ndarray (frames - 1,)
        Of one shot, at least six; how far each two frames lie apart, levels.

    Returns
    -------
    float
        0 and up, in the steps' unit.

    Raises
    ------
    ValueError
        Under six steps.

    See Also
    --------
    jitter : the same thought about the camera's path
    kuleshov.metrics.shots.cuts.frame_differences : steps of brightness

    References
    ----------
    .. [1] C. Zheng et al., "D3: Training-free AI-generated video detection using second-order
       features", ICCV 2025.

    Examples
    --------
    >>> second_order(np.linspace(1, 2, 20)) < 1e-9  # ever faster, but evenly so
    True
    >>> second_order(np.tile([1.0, 2.0], 10))  # a step, a longer one, a step
    2.0
    """
    values = np.asarray(steps, float)
    if len(values) < 6:
        raise ValueError("A second difference needs seven frames of one shot.")
    return float(np.diff(values, 2).std())


def jitter(shifts: np.ndarray) -> float:
    """Return the shake of a camera: rms second difference of its path, per mille of the width.

    Parameters
    ----------
    shifts : ndarray (pairs, 4)
        :func:`global_motion` of every pair of one shot, two pairs at least. Growth and turn count
        as they move a point a quarter of the width from the middle.

    Returns
    -------
    float
        Per mille of the picture's width, 0 and up.

    Raises
    ------
    ValueError
        Under two pairs.

    See Also
    --------
    global_motion : the camera's motion
    second_order : unevenness without a camera in it

    Examples
    --------
    >>> jitter(np.tile([0.01, 0, 0, 0], (20, 1)))  # a pan
    0.0
    >>> jitter(np.tile([[0.001, 0, 0, 0], [-0.001, 0, 0, 0]], (10, 1)))  # a hand that shakes
    2.0
    """
    change = np.diff(np.asarray(shifts, float), axis=0)
    if not len(change):
        raise ValueError("Shake needs three frames of one shot.")
    change[:, 2:] *= 0.25
    return float(1000 * np.sqrt((change**2).sum(axis=1).mean()))


@lru_cache(maxsize=2)
def _searcher(shape: tuple[int, int]) -> Any:
    import cv2

    made: Any = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    made.calc(np.zeros(shape, np.uint8), np.zeros(shape, np.uint8), None)  # fits its scales
    return made


@lru_cache(maxsize=2)
def _grid(height: int, width: int) -> np.ndarray:
    """Return where each pixel is, right and down, float32 (height, width, 2)."""
    return np.dstack(np.meshgrid(np.arange(width), np.arange(height))).astype(np.float32)


@lru_cache(maxsize=2)
def _lattice(
    height: int, width: int
) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Return the places of a lattice in picture widths from the middle, and their pixels."""
    rows, columns = np.meshgrid(
        np.arange(4, height - 2, 8), np.arange(4, width - 2, 8), indexing="ij"
    )
    down, across = rows.ravel(), columns.ravel()
    return (across - width / 2) / width, (down - height / 2) / width, (down, across)
