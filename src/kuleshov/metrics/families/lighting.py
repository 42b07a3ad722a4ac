"""Light: how it jumps at cuts."""

import numpy as np

from ...errors import Refused
from ..film import Film
from ..formulas import light
from ..formulas.intervals import bootstrap
from ..found import Companion, Found

DIM = -5.0  # stops; in a darker picture colour is noise
BLACKEST = float(np.log2(light.DARKEST / light.GREY)) + 1e-6  # stops; all black counts as this
ONE, BOTH = 1, 2  # sides of a cut


def exposure(film: Film) -> Found:
    """Jump in light at cuts, with brightness over time as its series."""
    if not len(film.lengths) > 1:
        raise Refused(
            "the film has no cut: there is nothing to compare the light across. ku.drift(film) "
            "follows it inside a shot."
        )
    level = light.stops(film.features.histogram)
    reach = max(1, round(0.25 * film.rate))
    inner = [t for t in film.cuts if 0 < t.frame < film.clip.frames]
    edges = np.array([(min(t.start, t.frame), max(t.end, t.frame)) for t in inner])
    edges[:, 1] = np.minimum(edges[:, 1], film.clip.frames - 1)
    jump = np.abs(light.jumps(level, edges, reach))
    black = (light.sides(level, edges, reach) <= BLACKEST).sum(axis=1)
    if (black == BOTH).all():
        raise Refused(
            "at each of its cuts the median pixel is black on both sides: it has no light to "
            "compare. ku.apart(a, b, region=...) compares a part of two pictures."
        )
    beside = []
    balance = _balance(film, level, edges, reach)
    if len(balance):
        beside.append(Companion("white balance at cuts", float(np.mean(balance)), "dE00"))
    for sides, words in ((ONE, "cuts with black on one side"), (BOTH, "cuts left out, black")):
        if (black == sides).any():
            beside.append(Companion(words, float((black == sides).sum())))
    series = (film.features.times, level)
    told = jump[black < BOTH]
    return Found(float(told.mean()), bootstrap(told, np.mean, of="cuts"), series, tuple(beside))


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
