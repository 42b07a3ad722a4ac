"""Measures of what moves inside shots."""

import numpy as np

LAG = 1 / 12  # s, two frames at 24 a second


def lag_frames(rate: float, lag: float = LAG) -> int | None:
    """Return the whole number of frames nearest to a lag, or None where none comes near it.

    >>> lag_frames(24), lag_frames(30), lag_frames(8)
    (2, 2, None)
    """
    frames = max(1, round(lag * rate))
    return frames if abs(frames / rate - lag) <= 0.25 * lag else None


def correlations(luma: np.ndarray, lag: int) -> np.ndarray:
    """Return the Pearson correlation of each frame with the one ``lag`` frames later.

    Parameters
    ----------
    luma : ndarray of uint8 (frames, height, width)
    lag : int
        Frames.

    Returns
    -------
    ndarray of float32 (frames - lag,)
        -1 to 1; NaN where a frame is one even tone, which correlates with nothing.
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
    starts : ndarray of int (shots,)
        First frame of each shot, 0 among them.
    lag : int
        Frames.

    Returns
    -------
    activity : ndarray of float32 (frames - lag,)
        0 (nothing moves) to 2; NaN across a cut and on even frames.
    shots : ndarray of int (frames - lag,)

    References
    ----------
    .. [1] J. E. Cutting, K. L. Brunick, J. E. DeLong, C. Iricinschi and A. Candan, "Quicker,
       faster, darker: Changes in Hollywood film over 75 years", i-Perception 2(6), 2011.
    """
    value = 1 - correlations(luma, lag)
    frames = np.arange(len(value))
    shots = np.searchsorted(starts, frames, side="right") - 1
    across = np.searchsorted(starts, frames + lag, side="right") - 1 != shots
    value[across] = np.nan
    return value, shots
