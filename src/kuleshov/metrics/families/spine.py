"""What depends on the order of the shots."""

import numpy as np

from ...errors import Refused
from ..film import Film, count_of
from ..formulas import light, loudness, motion, shot_order
from ..formulas.shuffles import shuffled
from ..found import Companion, Found

FEWEST = 20  # shots
SHORTEST = 60.0  # s; an arc needs a film
ANY_ORDER = "p if the shots came in any order"
"""What a shuffle tests. It is not whether the film has a shape: like neighbours lower it too."""


def lag1(film: Film) -> Found:
    """Whether shots are like the ones before them in length."""
    lengths = film.lengths
    _need(len(lengths), FEWEST)
    found = shuffled(shot_order.ranks(lengths), shot_order._lag1_of_ranks, two_sided=True)
    return Found(found.value, None, _series(film, lengths), (Companion(ANY_ORDER, found.p),))


def order(film: Film) -> Found:
    """Whether busy and calm shots lie together."""
    film.need_picture()
    busy = _activity(film)
    seen = np.isfinite(busy)
    _need(int(seen.sum()), FEWEST)
    found = shuffled(shot_order.ranks(busy[seen]), shot_order._order_of_ranks)
    starts, _ = _series(film, busy)
    return Found(found.value, None, (starts[seen], busy[seen]), (Companion(ANY_ORDER, found.p),))


def acts(film: Film) -> Found:
    """How well the film follows the arc of popular films."""
    lengths = film.lengths
    _need(len(lengths), FEWEST)
    if film.clip.duration < SHORTEST:
        raise Refused(f"an arc needs {SHORTEST:.0f} s of film.")
    columns = _columns(film)
    names = list(columns)
    table = np.stack([columns[name] for name in names], axis=1)

    def fit(rows: np.ndarray) -> float:
        laid = {n: shot_order.binned(rows[:, k], rows[:, 0]) for k, n in enumerate(names)}
        return shot_order.acts(laid)[0]

    found = shuffled(table, fit, shuffles=199)
    laid = {name: shot_order.binned(table[:, k], lengths) for k, name in enumerate(names)}
    parts = shot_order.acts(laid)[1]
    beside = (Companion(ANY_ORDER, found.p), *(Companion(n, v) for n, v in parts.items()))
    return Found(found.value, None, _series(film, lengths), beside)


def return_rate(film: Film) -> Found:
    """How often the film comes back to a set-up."""
    film.need_picture()
    if len(film.lengths) < 5:
        raise Refused(f"it needs five shots; {count_of(len(film.lengths))}.")
    back = shot_order.returns(film.layouts)
    share = float((back[2:] >= 0).mean())
    return Found(share, None, _series(film, back + 1.0))


def _columns(film: Film) -> dict[str, np.ndarray]:
    stops = light.stops(film.features.histogram)
    ends = [*film.cuts.starts[1:], film.clip.frames]
    spans = list(zip(film.cuts.starts, ends, strict=True))
    columns = {
        "length": film.lengths,
        "motion": _activity(film),
        "light": np.array([float(np.median(stops[a:b])) for a, b in spans]),
    }
    if film.clip.sound is not None:
        level = np.maximum(loudness.momentary(film.heard.energy), -70)
        if len(level) and np.ptp(level) > 0:
            clock = film.cuts.clock
            inside = [
                level[int(clock[a] * 10) : max(int(clock[b] * 10), int(clock[a] * 10) + 1)]
                for a, b in spans
            ]
            columns["loudness"] = np.array([float(p.mean()) if len(p) else np.nan for p in inside])
    return columns


def _activity(film: Film) -> np.ndarray:
    """Return the mean activity of each shot, NaN where it is too short."""
    lag = motion.lag_frames(film.rate) or 1
    luma, starts = film.paced(film.features.luma), film.ticks(film.cuts.starts)
    value, shot = motion.activity(luma, starts, lag)
    seen = np.isfinite(value)
    count = len(film.cuts.starts)
    number = np.bincount(shot[seen], minlength=count)
    total = np.bincount(shot[seen], value[seen], minlength=count)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


def _series(film: Film, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.array(film.cuts.start_times), np.asarray(values)


def _need(shots: int, least: int) -> None:
    if shots < least:
        raise Refused(f"it needs {least} shots; {count_of(shots)}.")
