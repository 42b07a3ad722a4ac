"""Where two recordings of the same event lie against each other, and how sure that is.

Two stages. The onsets of both recordings, how their levels rise in four bands, are correlated over
all offsets; that is quick, and finds the places that are worth a closer look. At each of them the
samples are correlated, half a second at a time. Where both recordings heard the same, most of the
half seconds give the same offset to a thousandth of a second; where they didn't, each gives
another.

Correlation of samples is generalised cross-correlation with the phase transform (GCC-PHAT) [1]_:
every frequency counts alike, so that microphones, levels and rooms matter little.

.. [1] C. H. Knapp and G. C. Carter, "The generalized correlation method for estimation of time
   delay", IEEE Transactions on Acoustics, Speech, and Signal Processing 24 (1976), 320-327.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft
from scipy.stats import binom

RATE = 8000
"""Samples a second that are compared: what tells sounds apart lies below 4 kHz."""

CERTAIN = 1e-5
"""The chance below which two recordings are called in sync.

Measured by the proof beside this module's tests. Of 1,043 pairs of sounds that have nothing in
common (takes of The Understudy that were not shot together, noise, hum, events of noise) none came
below it, so the rate of false alarms lies under 3 in 1,000 (95 %). The lowest chance was 2e-3,
about what the best of so many should be: the number means what it says. Of 276 pairs of melodies
that a synthesiser plays on one scale at one tempo, where much is the same to the sample, the lowest
were 6e-5 and 8e-5: there a chance is a tenth to a hundredth of what it ought to be.
"""

_HOP = RATE // 100  # onsets are told a hundred times a second
_BANDS = ((100, 300), (300, 700), (700, 1500), (1500, 3800))  # Hz
_WINDOW = 256
_CHUNK = 3000  # windows transformed at once
_PIECE = RATE // 2
_REACH = 240  # samples around a place that are looked at: 30 ms
_TOLERANCE = RATE // 1000  # within which pieces agree
_DRIFT = 200e-6  # the most that two crystals differ
_PLACES = 8
_MOST_PIECES = 240
_OVER_FLOOR = 8.0  # dB: a piece counts where either recording rises so far over its own floor
_LEAST = 1.0  # s of overlap


@dataclass(frozen=True)
class Agreement:
    """How two recordings lie against each other, at the place where they agree best.

    Attributes
    ----------
    offset : float
        Where the second one's beginning lies in the first one, seconds; negative where the second
        began earlier. Right in the middle of their overlap.
    agreeing, pieces : int
        Of so many half seconds in which something is heard, so many agree on the offset.
    chance : float
        How likely sounds that have nothing in common agree so well somewhere, 0 to 1: the odds
        that pieces fall together by chance, times all offsets that were tried, over the same for
        the next best place. Music that comes round each bar agrees at several places, and so
        proves little at any.
    drift : float
        Seconds that the second recording's clock gains in a second; 0 where it can't be told.
    overlap : float
        Seconds that both hold.
    """

    offset: float
    agreeing: int
    pieces: int
    chance: float
    drift: float
    overlap: float

    @property
    def certain(self) -> bool:
        """Whether the recordings may be called in sync (see :data:`CERTAIN`)."""
        return self.chance < CERTAIN


class Heard:
    """A recording, ready to be compared.

    Parameters
    ----------
    sound : array of float, shape (samples,)
        One channel at :data:`RATE`.
    """

    def __init__(self, sound: NDArray[np.floating]) -> None:
        loudest = float(np.abs(sound).max(initial=0.0)) or 1.0
        self._samples = np.round(sound * (32767 / loudest)).astype(np.int16)  # an hour is 58 MB
        self.onsets = _onsets(self._samples)
        levels = _levels(self.piece(0, len(self)))
        self._floor = float(np.percentile(levels, 10)) if len(levels) else 0.0

    def __len__(self) -> int:
        return len(self._samples)

    def piece(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return samples, silence outside the recording.

        Parameters
        ----------
        start, stop : int
            Which samples; they may lie outside.

        Returns
        -------
        ndarray of float32 (stop - start,)
        """
        found = np.zeros(stop - start, np.float32)
        first, last = max(0, start), min(len(self), stop)
        if first < last:
            found[first - start : last - start] = self._samples[first:last]
        return found

    def sounds(self, piece: NDArray[np.float32]) -> bool:
        """Say whether something stands out of the recording's floor in a piece of it.

        Parameters
        ----------
        piece : array of float32, shape (samples,)

        Returns
        -------
        bool
        """
        return bool(_levels(piece).max() >= self._floor + _OVER_FLOOR)


def agreement(first: Heard, second: Heard) -> Agreement | None:
    """Return where two recordings agree best, and how likely that is by chance.

    Parameters
    ----------
    first, second : Heard

    Returns
    -------
    Agreement or None
        None where they are too short to be compared, or one of them is silent.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> both = [rushes[name].clip.read_sound(rate=RATE, mono=True)[:, 0] for name in ("1A-1", "7A-1")]
    >>> found = agreement(*map(Heard, both))
    >>> round(found.offset, 3), found.certain, found.agreeing > 15, found.pieces
    (10.0, True, True, 21)
    """
    tried = [
        found
        for lag in _places(first, second)
        if (found := _closer(first, second, lag)) is not None
    ]
    if not tried:
        return None
    best, *others = sorted(tried, key=lambda each: each.chance)
    rivals = [each.chance for each in others if abs(each.offset - best.offset) > 0.1]
    rival = max(min(rivals, default=1.0), 1e-300)
    chance = min(1.0, len(tried) * best.chance / rival)
    return Agreement(best.offset, best.agreeing, best.pieces, chance, best.drift, best.overlap)


def _onsets(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """Return how the level rises in each band, a hundred times a second: (bands, times)."""
    count = max(0, (len(samples) - _WINDOW) // _HOP + 1)
    shape = np.hanning(_WINDOW).astype(np.float32)
    frequencies = fft.rfftfreq(_WINDOW, 1 / RATE)
    bands = [(frequencies >= low) & (frequencies < high) for low, high in _BANDS]
    power = np.zeros((len(bands), count), np.float32)
    for start in range(0, count, _CHUNK):
        stop = min(count, start + _CHUNK)
        here = samples[start * _HOP : (stop - 1) * _HOP + _WINDOW].astype(np.float32)
        windows = np.lib.stride_tricks.sliding_window_view(here, _WINDOW)[::_HOP]
        spectrum = np.abs(fft.rfft(windows * shape)) ** 2
        for row, band in enumerate(bands):
            power[row, start:stop] = spectrum[:, band].mean(axis=1)
    if not count:
        return power
    floor = np.maximum(0.5 * np.median(power, axis=1, keepdims=True), 1e-6)
    level = np.log(power + floor)
    rises = np.maximum(np.diff(level, axis=1, prepend=level[:, :1]), 0)
    spread = rises.std(axis=1, keepdims=True)
    even: NDArray[np.float32] = (rises - rises.mean(axis=1, keepdims=True)) / (spread + 1e-9)
    return even


def _places(first: Heard, second: Heard) -> Iterator[int]:
    """Yield the offsets (samples) at which onsets fall together best, the best first."""
    a, b = first.onsets, second.onsets
    size = fft.next_fast_len(max(1, a.shape[1] + b.shape[1] - 1), real=True)

    def crossed(x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.floating]:
        found: NDArray[np.floating] = fft.irfft(
            fft.rfft(x, size) * np.conj(fft.rfft(y, size)), size
        )
        return found

    overlap = crossed(np.ones(a.shape[1], np.float32), np.ones(b.shape[1], np.float32))
    score = np.zeros(size)
    for x, y in zip(a, b, strict=True):
        score += crossed(x, y)
    score /= np.sqrt(np.maximum(overlap, 1.0))
    score[overlap < _LEAST * RATE / _HOP - 0.5] = 0
    lags = np.arange(size)
    lags[lags >= a.shape[1]] -= size
    for _ in range(_PLACES):
        best = int(score.argmax())
        if score[best] <= 0:
            return
        yield int(lags[best]) * _HOP
        score[np.abs(lags - lags[best]) <= 5] = 0


def _closer(first: Heard, second: Heard, lag: int) -> Agreement | None:
    """Correlate the samples around one offset, half a second at a time."""
    begin, end = max(0, -lag), min(len(second), len(first) - lag)
    starts = np.arange(begin, end - _PIECE + 1, _PIECE)
    starts = starts[:: -(-len(starts) // _MOST_PIECES) or 1]
    found, middles = [], []
    for start in map(int, starts):
        here = second.piece(start, start + _PIECE)
        there = first.piece(start + lag - _REACH, start + lag + _PIECE + _REACH)
        same = there[_REACH:-_REACH]
        if not here.any() or not same.any():
            continue  # digital silence says nothing
        if second.sounds(here) or first.sounds(same):
            found.append(_delay(there, here))
            middles.append(start + _PIECE // 2)
    if len(found) < 3:
        return None
    delays, middle = np.array(found), np.array(middles, float)
    count, delay, drift, trials = _common(delays, middle - middle.mean())
    share = (2 * _TOLERANCE + 1) / (2 * _REACH + 1)
    chance = min(1.0, trials * float(binom.sf(count - 1, len(delays), share)))
    return Agreement((lag + delay) / RATE, count, len(delays), chance, drift, (end - begin) / RATE)


_SIZE = fft.next_fast_len(_PIECE + 2 * _REACH, real=True)
_SHAPE = np.hanning(_PIECE).astype(np.float32)
_HEARD = (fft.rfftfreq(_SIZE, 1 / RATE) >= 100) & (fft.rfftfreq(_SIZE, 1 / RATE) <= 3600)


def _delay(there: NDArray[np.float32], here: NDArray[np.float32]) -> int:
    """Return by how many samples a piece lies later than the middle of a longer one."""
    cross = fft.rfft(there, _SIZE) * np.conj(fft.rfft(here * _SHAPE, _SIZE)) * _HEARD
    size = np.abs(cross)
    cross /= size + 1e-3 * size.max() + 1e-12
    return int(fft.irfft(cross, _SIZE)[: 2 * _REACH + 1].argmax()) - _REACH


def _common(
    delays: NDArray[np.int_], times: NDArray[np.floating]
) -> tuple[int, float, float, float]:
    """Return how many delays lie on one line in time, its middle, its slope, and how many were tried.

    The line is level where two clocks run alike, and leans where one of them drifts.
    """
    length = float(np.ptp(times))
    steps = int(np.ceil(_DRIFT * length / _TOLERANCE))
    best = (0, 0.0, 0.0)
    for slope in sorted(np.linspace(-_DRIFT, _DRIFT, 2 * steps + 1) if steps else [0.0], key=abs):
        level = np.sort(delays - slope * times)
        ends = np.searchsorted(level, level + 2 * _TOLERANCE, side="right")
        counts = ends - np.arange(len(level))
        most = int(counts.argmax())
        if counts[most] > best[0]:
            best = int(counts[most]), float(np.median(level[most : ends[most]])), float(slope)
    count, middle, slope = best
    on_line = np.abs(delays - slope * times - middle) <= _TOLERANCE
    if on_line.sum() > 2 and np.ptp(times[on_line]) > 0:
        slope, middle = (float(each) for each in np.polyfit(times[on_line], delays[on_line], 1))
    trials = (2 * steps + 1) * (2 * _REACH + 1) / (2 * _TOLERANCE)
    return count, middle, slope, trials


def _levels(samples: NDArray[np.float32]) -> NDArray[np.floating]:
    """Return the level of each twentieth of a second, dB, digital silence left out."""
    size = RATE // 20
    count = len(samples) // size
    power = (samples[: count * size].reshape(count, size) ** 2).mean(axis=1)
    levels: NDArray[np.floating] = 10 * np.log10(power[power > 0]) if count else power
    return levels
