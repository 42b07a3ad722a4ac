"""How pictures are drawn at the scale of their pixels."""

import numpy as np

from ...errors import Refused
from ..film import Film, over_moments
from ..formulas import texture
from ..formulas.intervals import Sample
from ..found import Companion, Found


def slope(film: Film) -> Found:
    """Fall of the spectrum towards fine detail."""
    film.need_picture()
    value, sample, series = _of(film, film.looks.slope)
    above = float(np.nanmean(film.looks.residual))
    return Found(value, sample, series, (Companion("finest detail above the line", above, "dB"),))


def grain(film: Film) -> Found:
    """Strength of what is new in every frame."""
    film.need_picture()
    found = film.looks.grain
    if not np.isfinite(found).any():
        raise Refused("no part of the picture is even and still enough to see grain in it.")
    value, sample, series = _of(film, found)
    if value < texture.FLOOR:
        raise Refused(
            f"what is left, {value:.2f} levels, is rounding: the codec has flattened the grain, "
            "or there was none."
        )
    return Found(value, sample, series)


def colourfulness(film: Film) -> Found:
    """How colourful the pictures are."""
    film.need_picture()
    return Found(*_of(film, film.looks.colour))


def clipping(film: Film) -> Found:
    """Share of the picture at the ends of the scale."""
    film.need_picture()
    share = texture.clipping(film.features.histogram)
    value, sample = over_moments(share, np.arange(len(share)), film.shot)
    return Found(value, sample, (film.features.times, share))


def _of(
    film: Film, values: np.ndarray
) -> tuple[float, Sample | None, tuple[np.ndarray, np.ndarray]]:
    at = film.looks.at
    if not np.isfinite(values).any():
        raise Refused("no still shows enough to be measured.")
    value, sample = over_moments(values, at, film.shot)
    seen = np.isfinite(values)
    return value, sample, (film.features.times[at[seen]], values[seen])
