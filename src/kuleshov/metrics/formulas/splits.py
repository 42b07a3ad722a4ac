"""Split edits: where the sound is cut before the picture (J) or after it (L).

From an edit they are exact. From a film they are estimated: the ear hears a sound cut as a change
of what is around, and where all takes share one sound there is nothing to hear.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

LONG = 0.25  # s; a split shorter than this is not counted
REACH = 1.5  # s on each side of a picture cut in which its sound cut is looked for
SIDE = 0.5  # s of sound on each side that are compared
HOP = 0.02  # s
BANDS, LOWEST, HIGHEST = 24, 60.0, 8000.0  # bands of equal width in octaves, Hz
REFERENCE = 320  # samples, a fiftieth of a second at 16 kHz: the scale of power
FLOOR = np.float32(1e-7)  # of that scale; what is softer is silence
STANDS_OUT = 4.0  # times the usual spread above the usual change


class Splits(NamedTuple):
    """Split edits of a film.

    Attributes
    ----------
    share : float
        Of the cuts whose sound is cut more than 0.25 s before or after, 0 to 1.
    j, l : float
        Share with the sound first, share with the picture first.
    offsets : ndarray (cuts,)
        Seconds by which each sound cut leads (+) or trails (-); NaN where none was found.
    """

    share: float
    j: float
    l: float  # noqa: E741
    offsets: np.ndarray


def split_edits(offsets: Sequence[float] | np.ndarray, limit: float = LONG) -> Splits:
    """Return the share of split edits from each cut's offset (s), NaN where it is unknown.

    Examples
    --------
    >>> split_edits([0.0, 0.5, -0.4, 0.1]).share
    0.5
    """
    values = np.asarray(offsets, float)
    known = values[np.isfinite(values)]
    if not len(known):
        raise ValueError("No cut's sound is known.")
    first, last = float((known > limit).mean()), float((known < -limit).mean())
    return Splits(first + last, first, last, values)


def novelty(bands: np.ndarray) -> np.ndarray:
    """Return how much the colour of a sound changes at every fiftieth of a second.

    The distance between the mean log spectra of the half second before and the half second after,
    dB, root mean square over the bands.

    Parameters
    ----------
    bands : ndarray (fiftieths, bands)
        From :func:`spectra`.

    Returns
    -------
    ndarray of float32 (fiftieths,)
        0 where less than half a second lies on one side.
    """
    side = round(SIDE / HOP)
    found = np.zeros(len(bands), np.float32)
    if len(bands) > 2 * side:
        total = np.concatenate([np.zeros((1, bands.shape[1])), bands.cumsum(axis=0, dtype=float)])
        mean = (total[side:] - total[:-side]) / side  # of the half second from each moment
        apart = mean[side:] - mean[:-side]
        found[side : side + len(apart) - 1] = np.sqrt((apart**2).mean(axis=1))[:-1]
    return found


def spectra(sound: np.ndarray, rate: int) -> np.ndarray:
    """Return log power in 24 bands from 60 Hz to 8 kHz at every fiftieth of a second, dB.

    Parameters
    ----------
    sound : ndarray (samples,)
    rate : int
        16 kHz or more.

    Returns
    -------
    ndarray of float32 (fiftieths, 24)
    """
    from scipy.fft import rfft

    step = round(HOP * rate)
    whole = len(sound) // step
    frames = np.asarray(sound[: whole * step], np.float32).reshape(whole, step)
    heights = np.fft.rfftfreq(step, 1 / rate)
    heights = heights[heights <= HIGHEST]
    waves = rfft(frames * np.hanning(step).astype(np.float32), axis=1)[:, : len(heights)]
    power = (waves.real**2 + waves.imag**2) * np.float32((REFERENCE / step) ** 2)
    band = np.searchsorted(np.geomspace(LOWEST, HIGHEST, BANDS + 1), heights) - 1
    belongs = (band[:, None] == np.arange(BANDS)).astype(np.float32)
    return np.asarray(10 * np.log10(power @ belongs + FLOOR), np.float32)


def estimate(change: np.ndarray, cuts: Sequence[float]) -> np.ndarray:
    """Return by how much each sound cut seems to lead (+) or trail (-) its picture cut (s).

    Parameters
    ----------
    change : ndarray (fiftieths,)
        From :func:`novelty`.
    cuts : sequence of float
        Seconds.

    Returns
    -------
    ndarray (cuts,)
        NaN where no change near the cut stands out from the film's other changes.
    """
    heard = change[change > 0]
    if not len(heard):
        return np.full(len(cuts), np.nan)
    usual = float(np.median(heard))
    spread = 1.4826 * float(np.median(np.abs(heard - usual)))
    found = np.full(len(cuts), np.nan)
    for number, cut in enumerate(cuts):
        near = [abs(cut - other) / 2 for other in cuts if other != cut]
        reach = min([REACH, *near]) if near else REACH
        first = max(0, round((cut - reach) / HOP))
        window = change[first : round((cut + reach) / HOP) + 1]
        if len(window) and window.max() > usual + STANDS_OUT * spread:
            found[number] = cut - (first + int(window.argmax())) * HOP
    return found
