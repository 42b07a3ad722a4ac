"""From a film to what was found: each measure as a function of one film.

The numbers themselves come from plain functions over arrays (:mod:`~kuleshov.metrics.edit`,
:mod:`~kuleshov.metrics.motion`, :mod:`~kuleshov.metrics.light`, :mod:`~kuleshov.metrics.sound`).
Here is decided when they would be a guess, and said so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import Refused
from ..media import Clip
from . import edit, light, motion, sound
from .cuts import Cuts, find_cuts
from .features import Features, cached, features
from .intervals import bootstrap, bootstrap_median

EVEN = 2.0  # levels; a picture that varies less than this is one even tone


@dataclass(frozen=True)
class Found:
    """A value, with its interval and its series where it has them."""

    value: float
    interval: tuple[float, float] | None = None
    series: tuple[np.ndarray, np.ndarray] | None = None


class Film:
    """A clip and what has been computed from it so far; each thing once."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip

    @cached_property
    def features(self) -> Features:
        """The film as small arrays."""
        return features(self.clip)

    @cached_property
    def cuts(self) -> Cuts:
        """The film's transitions."""
        return find_cuts(self.clip)

    @cached_property
    def lengths(self) -> np.ndarray:
        """Shot lengths (s).

        Raises
        ------
        Refused
            Where nothing can be seen that could be a shot.
        """
        if self.clip.frames < 2:
            raise Refused("one frame is a picture, not a film.")
        if self.is_even:
            raise Refused("the picture is one even tone from beginning to end.")
        return np.array(self.cuts.shot_lengths)

    @cached_property
    def is_even(self) -> bool:
        """Whether every frame is one even tone, such as black."""
        luma = self.features.luma.reshape(len(self.features.luma), -1)
        return bool(max((float(frame.std()) for frame in luma), default=0.0) < EVEN)

    @cached_property
    def energy(self) -> np.ndarray:
        """The weighted energy of the sound in each tenth of a second.

        Raises
        ------
        Refused
            Where there is no sound.
        """
        if self.clip.sound is None:
            raise Refused("the film has no sound.")
        return cached(self.clip, "sound-1", lambda: {"energy": sound.energies(self.clip)})["energy"]


def asl(film: Film) -> Found:
    """Average shot length."""
    return _of_lengths(film, edit.asl)


def median(film: Film) -> Found:
    """Median shot length."""
    return _of_lengths(film, edit.median)


def log_sd(film: Film) -> Found:
    """Spread of shot lengths."""
    if len(film.lengths) < 3:
        raise Refused(f"it needs three shots; {_count(len(film.lengths))}.")
    return _of_lengths(film, edit.log_sd)


def shots(film: Film) -> Found:
    """Number of shots."""
    return Found(float(len(film.lengths)))


def short_share(film: Film) -> Found:
    """Time in shots under 2 s."""
    if film.lengths.sum() < edit.SHORT:
        raise Refused(f"the film lasts {film.lengths.sum():.2g} s, less than one short shot.")
    return _of_lengths(film, edit.short_share)


def activity(film: Film) -> Found:
    """Visual activity inside shots."""
    if film.clip.frames < 2:
        raise Refused("one frame is a picture, not a film.")
    rate = float(film.clip.rate)
    lag = motion.lag_frames(rate)
    if lag is None:
        raise Refused(
            f"at {rate:.3g} frames a second no two frames lie a twelfth of a second apart."
        )
    value, shot = motion.activity(film.features.luma, np.array(film.cuts.starts), lag)
    seen = np.isfinite(value)
    if film.is_even or not seen.any():
        raise Refused("the picture is one even tone from beginning to end.")
    if seen.sum() < 0.5 * rate:
        raise Refused("under half a second of film can be compared.")
    times = film.features.times[: len(value)]
    low_high = bootstrap_median(value[seen], shot[seen])
    return Found(float(np.median(value[seen])), low_high, (times, value))


def exposure(film: Film) -> Found:
    """Jump in light at cuts, with brightness over time as its series."""
    if not len(film.lengths) > 1:
        raise Refused("the film has no cut: there is nothing to compare the light across.")
    level = light.stops(film.features.histogram)
    reach = max(1, round(0.25 * float(film.clip.rate)))
    inner = [t for t in film.cuts if 0 < t.frame < film.clip.frames]
    edges = np.array([(min(t.start, t.frame), max(t.end, t.frame)) for t in inner])
    edges[:, 1] = np.minimum(edges[:, 1], film.clip.frames - 1)
    jump = np.abs(light.jumps(level, edges, reach))
    return Found(float(jump.mean()), bootstrap(jump, np.mean), (film.features.times, level))


def loudness(film: Film) -> Found:
    """Integrated loudness, with momentary loudness as its series."""
    energy = film.energy
    if len(energy) < 4:
        raise Refused("it needs 0.4 s of sound.")
    value = sound.integrated(energy)
    if not np.isfinite(value):
        raise Refused("the sound track is silent.")
    level = sound.momentary(energy)
    return Found(value, None, ((np.arange(len(level)) + 4) / 10, np.maximum(level, -70.0)))


def _of_lengths(film: Film, statistic: Callable[..., float]) -> Found:
    lengths = film.lengths
    starts = np.array([film.cuts.clock[frame] for frame in film.cuts.starts])
    return Found(statistic(lengths), bootstrap(lengths, statistic), (starts, lengths))


def _count(shots: int) -> str:
    return "this film has one" if shots == 1 else f"this film has {shots}"
