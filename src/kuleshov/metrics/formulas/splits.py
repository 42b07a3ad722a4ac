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
    """Return the share of split edits from each cut's offset.

    Parameters
    ----------
    offsets : sequence of float (cuts,)
        Seconds by which each sound cut leads (+) or trails (-) its picture cut; NaN where unknown.
    limit : float
        Seconds; what is shorter, or just as long, is no split. 0.25 where left out.

    Returns
    -------
    Splits
        Shares of the cuts whose offset is known, and the offsets.

    Raises
    ------
    ValueError
        Where no cut's sound is known.

    See Also
    --------
    estimate : such offsets from a film's sound

    Examples
    --------
    >>> found = split_edits([0.0, 0.5, -0.4, 0.1, float("nan")])
    >>> found.share, found.j, found.l
    (0.5, 0.25, 0.25)
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
        Log power, dB, from :func:`spectra`.

    Returns
    -------
    ndarray of float32 (fiftieths,)
        dB, 0 and up; 0 where less than half a second lies on one side.

    See Also
    --------
    spectra : what it compares
    estimate : sound cuts from it

    Examples
    --------
    >>> bands = np.full((100, 24), -40.0)
    >>> bands[60:] = -20.0  # another sound from 1.2 s on
    >>> change = novelty(bands)
    >>> int(change.argmax()), float(change.max())
    (60, 20.0)
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
    """Return log power in 24 bands from 60 Hz to 8 kHz at every fiftieth of a second.

    Parameters
    ----------
    sound : ndarray (samples,)
        -1 to 1.
    rate : int
        Samples a second; 16 kHz or more, or the highest bands stay empty.

    Returns
    -------
    ndarray of float32 (fiftieths, 24)
        dB, -70 in silence and in bands that lie between two of the 50 Hz steps.

    See Also
    --------
    novelty : how it changes

    Examples
    --------
    >>> tone = np.sin(2 * np.pi * 1000 * np.arange(16000) / 16000)
    >>> bands = spectra(tone, 16000)
    >>> loudest = int(bands[10].argmax())
    >>> np.geomspace(LOWEST, HIGHEST, BANDS + 1)[loudest : loudest + 2].round().tolist()  # Hz
    [849.0, 1042.0]
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
    """Return by how much each sound cut seems to lead (+) or trail (-) its picture cut.

    Parameters
    ----------
    change : ndarray (fiftieths,)
        Of the whole film, dB, from :func:`novelty`.
    cuts : sequence of float (cuts,)
        When each new shot begins, seconds. A cut's sound is looked for up to 1.5 s away, and not
        past the middle between it and another cut.

    Returns
    -------
    ndarray of float64 (cuts,)
        Seconds; NaN where no change near the cut stands out from the film's other changes.

    See Also
    --------
    split_edits : the share of them that are splits

    Examples
    --------
    >>> change = np.random.default_rng(1).uniform(1, 2, 500).astype(np.float32)  # 10 s
    >>> change[[150, 380]] = 20.0  # the sound is cut at 3.0 s and at 7.6 s
    >>> estimate(change, [3.5, 5.5, 7.5]).round(2).tolist()
    [0.5, nan, -0.1]
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
