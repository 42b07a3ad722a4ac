"""Measures of sound: how loud a film is, as broadcasters measure it.

The weighting filters are pyloudnorm's; the energies are gathered a tenth of a second at a time,
so that a long film is never held in memory. Algorithm: ITU-R BS.1770-4; momentary loudness: EBU
Tech 3341.
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...media import Clip
from . import splits

RATE = 48000
STEP = 4800  # samples, a tenth of a second
_CHUNK = 300  # steps read at once: half a minute
_GATE, _BELOW = -70.0, -10.0
_SIDE = 1.41


def channel_weights(layout: str, channels: int) -> np.ndarray:
    """Return the weight of each channel: 1 in front, 1.41 at the sides, 0 for the low bass.

    Source: ITU-R BS.1770-4, table 3.

    Parameters
    ----------
    layout : str
        As FFmpeg names it: "mono", "stereo", "5.1".
    channels : int
        How many there are; where the layout has another number, or is unknown, all weigh 1.

    Returns
    -------
    ndarray of float64 (channels,)
        0, 1 or 1.41.

    See Also
    --------
    tenths : the energies that are weighted

    Examples
    --------
    >>> channel_weights("stereo", 2).tolist()
    [1.0, 1.0]
    >>> channel_weights("5.1", 6).tolist()  # left, right, centre, low bass, sides
    [1.0, 1.0, 1.0, 0.0, 1.41, 1.41]
    """
    from ...media.channels import channel_names

    weigh = dict.fromkeys(("BL", "BR", "SL", "SR", "LS", "RS"), _SIDE) | {"LFE": 0.0}
    return np.array([weigh.get(name, 1.0) for name in channel_names(layout, channels)])


class Heard(NamedTuple):
    """What one pass over a film's sound finds.

    Attributes
    ----------
    energy : ndarray of float64 (tenths,)
        K-weighted mean square of each whole tenth of a second, weighted and summed over channels.
    peak : float
        True peak, dBTP; minus infinity in silence.
    change : ndarray of float32 (fiftieths,)
        How much the colour of the sound changes (:func:`~kuleshov.metrics.formulas.splits.novelty`), dB.
    """

    energy: np.ndarray
    peak: float
    change: np.ndarray


def listen(clip: Clip) -> Heard:
    """Hear a film's sound once, half a minute at a time.

    Parameters
    ----------
    clip : Clip
        A film; without sound, it has no tenths.

    Returns
    -------
    Heard
        What loudness, true peak and split edits are computed from.

    Raises
    ------
    MediaError
        Where the sound can't be read.

    See Also
    --------
    integrated, loudness_range, momentary : loudness from its energies
    kuleshov.metrics.formulas.splits.estimate : split edits from its changes

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> listen(SimpleNamespace(sound=None))  # a silent film
    Heard(energy=array([], dtype=float64), peak=-inf, change=array([], dtype=float32))
    """
    from ...media.channels import as_mono

    if clip.sound is None:
        return Heard(np.zeros(0), float("-inf"), np.zeros(0, np.float32))
    weights = channel_weights(clip.sound.layout, clip.sound.channels)
    whole = int(clip.duration * RATE) // STEP
    state, peak = at_rest(len(weights)), float("-inf")
    energy, bands = [np.zeros(0)], [np.zeros((0, splits.BANDS), np.float32)]
    for first in range(0, whole, _CHUNK):
        last = min(first + _CHUNK, whole)
        piece = clip.read_sound(Fraction(first, 10), Fraction(last, 10), RATE)
        energy.append(tenths(piece, state) @ weights)
        bands.append(splits.spectra(as_mono(piece, clip.sound.layout)[:, 0], RATE))
        peak = max(peak, _loud_peak(piece, peak))
    return Heard(np.concatenate(energy), peak, splits.novelty(np.concatenate(bands)))


def _loud_peak(piece: np.ndarray, known: float) -> float:
    """Return the true peak of the loudest half second only, where the rest can't reach it."""
    if not len(piece):
        return known
    size = np.abs(piece).max(axis=1)
    best = float("-inf")
    block = STEP * 5
    tops = [float(size[at : at + block].max()) for at in range(0, len(size), block)]
    most = max(tops)
    for number, top in enumerate(tops):
        if top > 0 and top >= 0.7 * most and 20 * np.log10(top) > known - 3.2:
            best = max(best, _peak_within(piece, number * block, (number + 1) * block))
    return best


def _peak_within(piece: np.ndarray, first: int, last: int) -> float:
    """Return the true peak between two samples; the ringing where the sound is cut lies outside."""
    start = max(0, first - 64)
    fine = _finer(piece[start : last + 64])
    return _decibels(fine[4 * (first - start) : 4 * (last - start)])


@lru_cache(maxsize=1)
def weighting() -> np.ndarray:
    """Return the two K-weighting filters at 48 kHz: a shelf for the head, then a high pass.

    Returns
    -------
    ndarray of float64 (2, 6)
        Second-order sections, as scipy.signal.sosfilt takes them.

    See Also
    --------
    tenths : filters with them
    at_rest : their state before any sound

    Examples
    --------
    >>> from scipy.signal import sosfreqz
    >>> _, answer = sosfreqz(weighting(), [100, 1000, 8000], fs=RATE)
    >>> (20 * np.log10(abs(answer))).round(1).tolist()  # dB: less bass, more treble
    [-1.2, 0.7, 4.0]
    """
    import pyloudnorm

    meter = pyloudnorm.Meter(RATE)
    return np.array([np.concatenate([one.b, one.a]) for one in meter._filters.values()])


def at_rest(channels: int) -> np.ndarray:
    """Return the state of the weighting filters before any sound.

    Parameters
    ----------
    channels : int
        Of the sound.

    Returns
    -------
    ndarray of float64 (2, channels, 2)
        Zeros, to be carried from one piece of sound to the next.

    See Also
    --------
    tenths : takes and changes it

    Examples
    --------
    >>> at_rest(2).shape
    (2, 2, 2)
    """
    return np.zeros((len(weighting()), channels, 2))


def tenths(sound: np.ndarray, state: np.ndarray | None = None) -> np.ndarray:
    """Return the K-weighted mean square of each whole tenth of a second.

    Parameters
    ----------
    sound : ndarray (samples, channels)
        At 48 kHz, -1 to 1; what is left after the last whole tenth is not heard.
    state : ndarray, optional
        From :func:`at_rest`; carries the filters over from one piece to the next, and is changed.
        Where left out, they begin at rest.

    Returns
    -------
    ndarray of float64 (tenths, channels)
        Energy, 0 and up, 1 being full scale.

    See Also
    --------
    channel_weights : what channels are weighted with
    momentary, integrated : loudness from energy

    Examples
    --------
    >>> tone = np.sin(2 * np.pi * 997 * np.arange(2 * RATE) / RATE)[:, None]
    >>> energy = tenths(tone)[:, 0]
    >>> len(energy), round(10 * float(np.log10(energy[-1])), 2)  # dB; -3.01 + 0.69 of weighting
    (20, -2.37)
    """
    from scipy.signal import sosfilt

    state = at_rest(sound.shape[1]) if state is None else state
    channels = np.ascontiguousarray(sound[: len(sound) // STEP * STEP].T, np.float64)
    if not channels.size:
        return np.zeros((0, len(channels)))
    heard, state[:] = sosfilt(weighting(), channels, axis=1, zi=state)
    blocks = heard.reshape(len(channels), -1, STEP)
    return np.asarray(np.einsum("ctn,ctn->tc", blocks, blocks) / STEP)


def momentary(energy: np.ndarray) -> np.ndarray:
    """Return momentary loudness (LUFS), over 0.4 s at every tenth of a second.

    ``-0.691 + 10 log10(sum of weighted mean squares)``; minus infinity in silence.

    Parameters
    ----------
    energy : ndarray (tenths,)
        K-weighted mean square of each tenth, channels weighted and summed.

    Returns
    -------
    ndarray of float64 (tenths - 3,)
        LUFS; minus infinity in silence; empty under 0.4 s.

    See Also
    --------
    integrated : over the whole film
    tenths : such energies

    Examples
    --------
    >>> momentary(np.full(6, 0.01)).round(1).tolist()
    [-20.7, -20.7, -20.7]
    """
    if len(energy) < 4:
        return np.zeros(0)
    return _level(np.convolve(energy, np.full(4, 0.25), "valid"))


def integrated(energy: np.ndarray) -> float:
    """Return the loudness of a whole film (LUFS), gated: pauses do not count.

    Blocks under -70 LUFS are left out, then those more than 10 LU under the level of the rest.
    Minus infinity where nothing is loud enough to count.

    Parameters
    ----------
    energy : ndarray (tenths,)
        K-weighted mean square of each tenth, channels weighted and summed.

    Returns
    -------
    float
        LUFS; minus infinity under 0.4 s, or where nothing is loud enough to count.

    See Also
    --------
    momentary : at each tenth of a second
    loudness_range : how far soft lies under loud
    true_peak : the highest level, unweighted

    Examples
    --------
    >>> talk = np.full(100, 0.01)
    >>> round(integrated(talk), 1), round(integrated(np.concatenate([talk, np.zeros(100)])), 1)
    (-20.7, -20.8)
    """
    blocks = np.convolve(energy, np.full(4, 0.25), "valid") if len(energy) > 3 else np.zeros(0)
    level = _level(blocks)
    loud = blocks[level >= _GATE]
    if not len(loud):
        return float("-inf")
    gate = _level(loud.mean()) + _BELOW
    kept = blocks[(level > gate) & (level > _GATE)]
    return float(_level(kept.mean())) if len(kept) else float("-inf")


def loudness_range(energy: np.ndarray) -> float:
    """Return the loudness range (LU): how far soft passages lie under loud ones.

    Short-term loudness (3 s, each tenth of a second), gated at -70 LUFS and at 20 LU under the
    mean of what is left; the range from its 10th to its 95th percentile. Algorithm: EBU Tech 3342.

    Parameters
    ----------
    energy : ndarray (tenths,)
        K-weighted mean square of each tenth, channels weighted and summed.

    Returns
    -------
    float
        LU, 0 and up; NaN under 3 s of sound, or where nothing is loud enough to count.

    See Also
    --------
    integrated : how loud it is in all

    Examples
    --------
    >>> soft, loud = np.full(200, 0.001), np.full(200, 0.01)  # 20 s of each, 10 dB apart
    >>> round(loudness_range(np.concatenate([soft, loud])), 1)
    10.0
    """
    if len(energy) < 30:
        return float("nan")
    blocks = np.convolve(energy, np.full(30, 1 / 30), "valid")
    loud = blocks[_level(blocks) >= _GATE]
    if not len(loud):
        return float("nan")
    kept = _level(loud[_level(loud) >= _level(loud.mean()) - 20])
    low, high = np.quantile(kept, [0.10, 0.95])
    return float(high - low)


def true_peak(sound: np.ndarray) -> float:
    """Return the highest level between the samples too (dBTP), from sound at 48 kHz.

    The sound is drawn four times as finely and its largest value taken. Algorithm: ITU-R
    BS.1770-4, annex 2.

    Parameters
    ----------
    sound : ndarray (samples, channels)
        At 48 kHz, -1 to 1.

    Returns
    -------
    float
        dBTP, 0 at full scale and above it where the sound would clip; minus infinity in silence.

    See Also
    --------
    integrated : how loud it is in all

    Examples
    --------
    >>> tone = np.sin(2 * np.pi * 12000 * np.arange(4800) / RATE + np.pi / 4)[:, None]
    >>> round(float(abs(tone).max()), 3), round(true_peak(tone), 1)  # 0.707 of full scale is -3 dB
    (0.707, 0.1)
    """
    return _decibels(_finer(sound)) if len(sound) else float("-inf")


def _finer(sound: np.ndarray) -> np.ndarray:
    """Return the sound drawn four times as finely."""
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(np.asarray(sound, np.float32), 4, 1, axis=0))


def _decibels(sound: np.ndarray) -> float:
    """Return how high a sound's largest value is (dB)."""
    peak = float(np.abs(sound).max())
    return float(20 * np.log10(peak)) if peak > 0 else float("-inf")


def _level(energy: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.asarray(-0.691 + 10 * np.log10(energy))
