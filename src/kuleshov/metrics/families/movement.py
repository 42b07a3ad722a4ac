"""What moves, and what trembles."""

import numpy as np

from ...errors import Refused
from ..film import Film, of_shots, over_moments, pace_of
from ..formulas import light, motion, stability
from ..formulas.intervals import bootstrap_median
from ..found import Found


def activity(film: Film) -> Found:
    """Visual activity inside shots."""
    film.need_frames()
    rate = film.rate
    lag = motion.lag_frames(rate)
    if lag is None:
        raise Refused(f"at {pace_of(rate)} no two frames lie a twelfth of a second apart.")
    luma, starts = film.paced(film.features.luma), film.ticks(film.cuts.starts)
    value, shot = motion.activity(luma, starts, lag)
    seen = np.isfinite(value)
    if film.is_even or not seen.any():
        raise Refused("each of its pictures is one even tone.")
    if seen.sum() < 0.5 * rate:
        raise Refused("under half a second of film can be compared.")
    times = film.paced(film.features.times)[: len(value)]
    sample = bootstrap_median(value[seen], shot[seen])
    return Found(float(np.median(value[seen])), sample, (times, value))


def flicker(film: Film) -> Found:
    """Ripple of the light above 4 Hz."""
    rate = film.rate
    film.need_frames()
    shine = light.mean_light(film.features.histogram)
    if shine.max() <= 2 * light.DARKEST:
        raise Refused("the picture is black from beginning to end.")

    def of(first: int, last: int) -> float:
        inside = shine[first:last][film.fresh[first:last]]
        begin, end = film.ticks([first, last])
        pace = rate * len(inside) / max(1, end - begin)
        if len(inside) < 8 or pace <= 2 * stability.FLICKER_ABOVE:
            return float("nan")
        return stability.flicker(inside, pace)

    value, sample, starts, values = of_shots(film, of, max(12, round(0.5 * rate)))
    return Found(value, sample, (starts, values))


def stillness(film: Film) -> Found:
    """How little neighbouring frames differ: a quick relative of VBench's temporal flickering."""
    film.need_picture()
    at = np.flatnonzero(film.steps)[1:]
    steady = 1 - film.features.change[at].astype(float) / 219
    value, sample = over_moments(steady, at, film.shot)
    return Found(value, sample, (film.features.times[at], steady))


def warp(film: Film) -> Found:
    """Error of a frame that is warped back onto the one before."""
    film.need_picture()
    looks = film.looks
    inside = (_inside(film) & film.fresh & film.steps)[looks.warp_at]
    error, at = looks.warp[inside], looks.warp_at[inside]
    if np.isfinite(error).sum() < 4:
        raise Refused("fewer than four pairs of frames could be laid upon each other.")
    rms = np.sqrt(error)
    value, sample = over_moments(rms, at, film.shot)
    return Found(value, sample, (film.features.times[at], rms))


def second_order(film: Film) -> Found:
    """How unevenly the picture changes."""
    change, seen = film.features.change, film.fresh & film.steps

    def of(first: int, last: int) -> float:
        steps = change[first + 1 : last][seen[first + 1 : last]]
        return stability.second_order(steps) if len(steps) >= 6 else float("nan")

    value, sample, starts, values = of_shots(film, of, 12)
    return Found(value, sample, (starts, values))


def jitter(film: Film) -> Found:
    """Shake of the camera."""
    film.need_picture()
    shift, seen = film.looks.shift, film.fresh & film.steps

    def of(first: int, last: int) -> float:
        steps = shift[first + 1 : last][seen[first + 1 : last]]
        return stability.jitter(steps) if len(steps) >= 6 else float("nan")

    value, sample, starts, values = of_shots(film, of, 12)
    return Found(value, sample, (starts, values))


def _inside(film: Film) -> np.ndarray:
    """Say of every frame whether it and the one before lie whole in one shot."""
    inside = np.zeros(film.clip.frames, bool)
    for first, last in film.whole:
        inside[first + 1 : last] = True
    return inside
