"""Measures of what moves inside shots."""

import numpy as np

LAG = 1 / 12  # s, two frames at 24 a second
MOVES = 0.1  # levels; where nothing changes by more, nothing tells a frame from the one before
RECODED = 1.0  # levels; a codec changes a frame that is shown again by less
APART = 2.5  # times; by so much more a new frame changes than one that is shown again
BEATS = range(2, 7)  # frames in which new ones and old ones take turns
REGULAR = 0.8  # of the frames that are shown again keep to the beat


def lag_frames(rate: float, lag: float = LAG) -> int | None:
    """Return the whole number of frames nearest to a lag.

    Parameters
    ----------
    rate : float
        Frames a second, above 0.
    lag : float
        Seconds; a twelfth where left out.

    Returns
    -------
    int or None
        1 and up; None where that lies more than a quarter of the lag off it.

    See Also
    --------
    correlations, activity : which compare frames so far apart

    Examples
    --------
    >>> lag_frames(24), lag_frames(30), lag_frames(8)
    (2, 2, None)
    """
    frames = max(1, round(lag * rate))
    return frames if abs(frames / rate - lag) <= 0.25 * lag else None


def repeats(change: np.ndarray) -> np.ndarray:
    """Say which frames of a shot show the one before again: animation on twos, or a raised rate.

    A frame shown again is seldom the same in the file, for the codec goes on polishing it. What
    gives it away is the beat: of every two frames (or three, to six) the same ones hardly change,
    and the others do. Where nothing moves, nothing can be told, and the beat is kept.

    Parameters
    ----------
    change : ndarray (frames,)
        Mean absolute change of each frame from the one before, levels, inside one shot.

    Returns
    -------
    ndarray of bool (frames,)
        True where a frame shows the one before again; all False where no beat of 2 to 6 is found.

    See Also
    --------
    kuleshov.metrics.film.Film.fresh : the same over a whole film
    kuleshov.metrics.shots.cuts.frame_differences : such changes

    Examples
    --------
    >>> repeats(np.array([0.2, 8.0, 0.4, 9.0, 0.0, 7.0, 0.3, 8.0])).astype(int).tolist()
    [1, 0, 1, 0, 1, 0, 1, 0]
    >>> repeats(np.full(24, 3.0)).any()
    np.False_
    """
    for beat in BEATS:
        rows = change[: len(change) // beat * beat].reshape(-1, beat)
        rows = rows[rows.max(axis=1) >= MOVES]
        if len(rows) < 4:
            continue
        typical = np.median(rows, axis=0)
        order = np.argsort(typical)
        ranked = np.maximum(typical[order], MOVES / 5)
        steps = ranked[1:] / ranked[:-1]
        old = int(steps.argmax()) + 1
        if steps[old - 1] < APART or ranked[old] < MOVES or ranked[old - 1] > RECODED:
            continue
        new = rows[:, order[old:]].mean(axis=1, keepdims=True)
        if (rows[:, order[:old]] < new / 2).mean() >= REGULAR:
            return np.isin(np.arange(len(change)) % beat, order[:old])
    return np.zeros(len(change), bool)


def correlations(luma: np.ndarray, lag: int) -> np.ndarray:
    """Return the Pearson correlation of each frame with the one ``lag`` frames later.

    Parameters
    ----------
    luma : ndarray of uint8 (frames, height, width)
        Brightness, coded levels.
    lag : int
        Frames, 1 or more.

    Returns
    -------
    ndarray of float32 (frames - lag,)
        -1 to 1; NaN where a frame is one even tone, which correlates with nothing. Empty where the
        film is no longer than the lag.

    See Also
    --------
    activity : one minus this, inside shots
    lag_frames : the lag from a film's rate

    Examples
    --------
    >>> film = np.zeros((3, 8, 8), np.uint8)
    >>> film[0, :, 0], film[1, :, 1] = 200, 200  # a bright line, one step on, then black
    >>> correlations(film, 1).astype(float).round(2).tolist()
    [-0.14, nan]
    """
    n = max(0, len(luma) - lag)
    found = np.full(n, np.nan, np.float32)
    flat = luma.reshape(len(luma), -1)
    for first in range(0, n, 256):  # in pieces: a long film need not be held as floats
        piece = flat[first : min(first + 256, n) + lag].astype(np.float32)
        piece -= piece.mean(axis=1, keepdims=True)
        size = np.sqrt((piece**2).sum(axis=1))
        a, b = piece[:-lag], piece[lag:]
        both = size[:-lag] * size[lag:]
        even = (size[:-lag] < 20) | (size[lag:] < 20)  # a third of a level: an even tone
        value = np.einsum("ij,ij->i", a, b) / np.where(even, 1, both)
        found[first : first + len(a)] = np.where(even, np.nan, np.clip(value, -1, 1))
    return found


def activity(luma: np.ndarray, starts: np.ndarray, lag: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the visual activity of every frame, and the shot that it lies in.

    One minus the correlation of two frames a twelfth of a second apart, both of one shot [1]_.

    Parameters
    ----------
    luma : ndarray of uint8 (frames, height, width)
        Brightness, coded levels.
    starts : ndarray of int (shots,)
        First frame of each shot, rising, 0 among them.
    lag : int
        Frames, 1 or more.

    Returns
    -------
    activity : ndarray of float32 (frames - lag,)
        0 (nothing moves) to 2; NaN across a cut and on even frames.
    shots : ndarray of int (frames - lag,)
        Which shot each frame lies in, from 0.

    See Also
    --------
    correlations : what it is one minus of
    kuleshov.metrics.formulas.stability.global_motion : how much of it is the camera

    References
    ----------
    .. [1] J. E. Cutting, K. L. Brunick, J. E. DeLong, C. Iricinschi and A. Candan, "Quicker,
       faster, darker: Changes in Hollywood film over 75 years", i-Perception 2(6), 2011.

    Examples
    --------
    >>> film = np.random.default_rng(1).integers(0, 255, (6, 8, 8), np.uint8)
    >>> film[1], film[2] = film[0], film[0]  # three frames of a still, then other pictures
    >>> value, shots = activity(film, np.array([0, 3]), 1)
    >>> value.astype(float).round(1).tolist(), shots.tolist()
    ([0.0, 0.0, nan, 0.8, 1.3], [0, 0, 0, 1, 1])
    """
    value = 1 - correlations(luma, lag)
    frames = np.arange(len(value))
    shots = np.searchsorted(starts, frames, side="right") - 1
    across = np.searchsorted(starts, frames + lag, side="right") - 1 != shots
    value[across] = np.nan
    return value, shots
