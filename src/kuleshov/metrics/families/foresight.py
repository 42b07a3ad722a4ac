"""What could be foreseen, what is understood later, and how much takes differ."""

import numpy as np

from ...errors import Refused
from ...media.clip import clip_of
from ..features.everyday import features
from ..film import Film, count_of, over_moments
from ..formulas import surprise as model
from ..formulas import variety
from ..formulas.intervals import student
from ..formulas.shuffles import shuffled
from ..found import Companion, Found
from .spine import ANY_ORDER

FEWEST_SHOTS = 5


def surprise(film: Film) -> Found:
    """How far the picture moves an observer's belief."""
    film.need_picture()
    step = max(1, round(model.STEP * film.rate))
    at = film.on_clock[::step]
    luma = film.features.luma[at]
    if len(luma) < 12:
        raise Refused("it needs a second of film.")
    places = luma.reshape(len(luma), 9, 5, 16, 5).mean(axis=(2, 4))
    bits = model.surprise(np.maximum(places - 16, 0) / 4)
    value, sample = over_moments(bits[1:], at[1:], film.shot)
    times = film.features.times[at]
    peak = Companion("it peaks at", float(times[int(bits.argmax())]), "s")
    return Found(value, sample, (times, bits), (peak, *_at_cuts(film, times, bits)))


AT_CUTS = "share within a quarter of a second of a cut"


def _at_cuts(film: Film, times: np.ndarray, bits: np.ndarray) -> tuple[Companion, ...]:
    """Return how much of the surprise its cuts bring; nothing where there is none to share."""
    cuts = film.cuts.start_times[1:]
    if not cuts or not bits.any():
        return ()
    return (Companion(AT_CUTS, float(bits[model.near(times, cuts)].sum() / bits.sum())),)


def hindsight(film: Film) -> Found:
    """How much of the shots' cost is taken away by what comes after."""
    costs = looked_back(film)
    gain, shots = costs.hindsight()
    starts = np.array(film.cuts.start_times)
    by_chance = shuffled(np.arange(len(shots)), costs.in_order)
    return Found(gain, None, (starts, shots), (Companion(ANY_ORDER, by_chance.p),))


def looked_back(film: Film) -> model.Costs:
    """Return what a film's shots cost, told from each other.

    Parameters
    ----------
    film : Film

    Returns
    -------
    Costs

    Raises
    ------
    Refused
        Where nothing can be seen, or there are under five shots.
    """
    film.need_picture()
    if len(film.lengths) < FEWEST_SHOTS:
        raise Refused(f"it needs {FEWEST_SHOTS} shots; {count_of(len(film.lengths))}.")
    return model.costs(film.layouts)


def diversity(film: Film) -> Found:
    """How much several takes of one brief differ."""
    takes = film.given.get("takes")
    if takes is None:
        raise Refused(
            "one film has nothing to differ from: ku.measure([a, b, c, d, e], 'diversity')."
        )
    value, low_high = of_takes(takes)
    against = film.given.get("against")
    if against is None:
        return Found(value, interval=low_high)
    other, _ = of_takes(against)
    beside = (Companion("over that of the others", value / other),)
    return Found(value, beside=beside, interval=low_high)


def of_takes(takes: object) -> tuple[float, tuple[float, float] | None]:
    """Return the diversity of takes and its interval by leaving each out (jackknife).

    Parameters
    ----------
    takes : iterable of Clip, Take, str or Path
        Of one brief, five at least.

    Returns
    -------
    value : float
        Mean distance of every two takes, levels.
    interval : (float, float) or None
        95 %, by Student's t, set apart in the logarithm.

    Raises
    ------
    Refused
        Under five takes.
    MediaError
        Where one of them can't be read.
    """
    clips = [clip_of(take) for take in takes]  # type: ignore[attr-defined]
    if len(clips) < variety.FEWEST:
        raise Refused(f"it needs {variety.FEWEST} takes of one brief; here are {len(clips)}.")
    small = []
    for clip in clips:
        found = features(clip)
        small.append(variety.summary(found.luma, found.colour))
    value, apart = variety.diversity(np.array(small))
    count = len(apart)
    rest = np.array(
        [apart[np.ix_(k, k)].sum() / ((count - 1) * (count - 2)) for k in _without(count)]
    )
    error = float(np.sqrt((count - 1) / count * ((rest - rest.mean()) ** 2).sum()))
    if not error > 0:
        return value, None  # all alike, or all as far apart: no width is no interval
    reach = np.exp(student(count - 1) * error / value)
    return value, (float(value / reach), float(value * reach))


def _without(count: int) -> list[np.ndarray]:
    return [np.delete(np.arange(count), k) for k in range(count)]
