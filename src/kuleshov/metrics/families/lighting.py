"""Light: how it jumps at cuts and drifts in shots."""

import numpy as np

from ...errors import Refused
from ..film import Film
from ..formulas import light
from ..formulas.intervals import bootstrap
from ..found import Companion, Found

DIM = -5.0  # stops; in a darker picture colour is noise


def exposure(film: Film) -> Found:
    """Jump in light at cuts, with brightness over time as its series."""
    if not len(film.lengths) > 1:
        raise Refused("the film has no cut: there is nothing to compare the light across.")
    level = light.stops(film.features.histogram)
    reach = max(1, round(0.25 * film.rate))
    inner = [t for t in film.cuts if 0 < t.frame < film.clip.frames]
    edges = np.array([(min(t.start, t.frame), max(t.end, t.frame)) for t in inner])
    edges[:, 1] = np.minimum(edges[:, 1], film.clip.frames - 1)
    jump = np.abs(light.jumps(level, edges, reach))
    beside = [Companion("drift inside shots", _drift(film, level), "stops/s")]
    balance = _balance(film, level, edges, reach)
    if len(balance):
        beside.insert(0, Companion("white balance at cuts", float(np.mean(balance)), "dE00"))
    series = (film.features.times, level)
    return Found(float(jump.mean()), bootstrap(jump, np.mean, of="cuts"), series, tuple(beside))


def _drift(film: Film, level: np.ndarray) -> float:
    spans = [(a, b) for a, b in film.whole if b - a >= 6]
    if not spans:
        return float("nan")
    paced = film.paced(level)
    slopes = [abs(light.drift(paced[slice(*film.ticks(span))], film.rate)) for span in spans]
    return float(np.average(slopes, weights=[b - a for a, b in spans]))


def _balance(film: Film, level: np.ndarray, edges: np.ndarray, reach: int) -> np.ndarray:
    """Return how far the white balance jumps at each cut between pictures bright enough, dE00."""
    luma, colour = film.features.luma, film.features.colour
    found = []
    for end, start in edges:
        a, b = slice(max(0, end - reach), end), slice(start, start + reach)
        if not level[a].size or not level[b].size or min(level[a].mean(), level[b].mean()) < DIM:
            continue
        one, other = (
            light.white(np.median(luma[s]), np.median(colour[s, 0]), np.median(colour[s, 1]))
            for s in (a, b)
        )
        found.append(light.colour_difference(one, other))
    return np.array(found)
