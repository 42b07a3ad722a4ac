"""Every measure by its id: name, unit, range, what it needs, and when a citation is true.

A measure is a function of a :class:`~kuleshov.metrics.film.Film`. To add one, write it over plain
arrays in a module of :mod:`kuleshov.metrics.formulas`, wrap it in :mod:`kuleshov.metrics.families`,
and name it in the table below; its card goes to ``cards/<id>.yaml``, the defect by which it is put
to the test to :mod:`kuleshov.metrics.validation.trials`.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..words import meant
from .families import foresight, hearing, lengths, lighting, movement, space, spine, texture
from .film import Film
from .found import Found


@dataclass(frozen=True)
class Spec:
    """What there is to know about a measure before any film is measured.

    Attributes
    ----------
    id : str
        By which it is asked for, and cited: ``{film.asl = 3.2 s}``.
    name : str
        In words.
    unit : str
        "" where it is a plain number.
    range : (float, float)
        Which values it can take, in its unit.
    rate : (float, float)
        Frames a second of the films that it can measure.
    minimum : str
        What a film must have for it.
    tolerance : float
        By how much a cited number may lie off and still be true, in the measure's unit.
    relative : float
        The same as a share of the measured number; the larger of both holds.
    family : str
        The module of :mod:`kuleshov.metrics.formulas` that computes it.
    function : callable
        From a :class:`~kuleshov.metrics.film.Film` to what was found.
    everyday : bool
        Whether it is among those that cost next to nothing once the cuts are known.
    told : bool
        Whether it depends on more than the film, and so is not kept.
    heard : bool
        Whether it is a number of the sound, which matching leaves as it came.
    """

    id: str
    name: str
    unit: str
    range: tuple[float, float]
    rate: tuple[float, float]
    minimum: str
    tolerance: float
    relative: float
    family: str
    function: Callable[[Film], Found]
    everyday: bool = False
    told: bool = False
    heard: bool = False


_INF = math.inf
_ANY = (1.0, 1000.0)
_FILM = (12.0, 1000.0)
_TWO = "two frames with a picture in them"
_SPECS = [
    Spec("asl", "Average shot length", "s", (0, _INF), _ANY, _TWO, 0.1, 0.02, "shot_lengths", lengths.asl, True),
    Spec("median", "Median shot length", "s", (0, _INF), _ANY, _TWO, 0.1, 0.02, "shot_lengths", lengths.median, True),
    Spec("log_sd", "Spread of shot lengths", "", (0, _INF), _ANY, "three shots", 0.02, 0.02, "shot_lengths", lengths.log_sd, True),
    Spec("shots", "Shots", "", (1, _INF), _ANY, _TWO, 0, 0, "shot_lengths", lengths.shots, True),
    Spec("short_share", "Time in shots under 2 s", "", (0, 1), _ANY, "2 s of film", 0.02, 0, "shot_lengths", lengths.short_share, True),
    Spec("hawkes", "Bunching of cuts", "", (0, 1), _ANY, "50 cuts", 0.03, 0.05, "rhythm", lengths.hawkes, True),
    Spec("activity", "Visual activity", "", (0, 2), (10, _INF), "half a second of film", 0.005, 0.05, "motion", movement.activity, True),
    Spec("lag1", "Likeness of neighbours in length", "", (-1, 1), _ANY, "20 shots", 0.02, 0, "shot_order", spine.lag1, True),
    Spec("order", "Busy and calm, dealt in order", "", (0, 1), (10, _INF), "20 shots", 0.02, 0, "shot_order", spine.order, True),
    Spec("acts", "Fit to the arc of popular films", "", (-1, 1), (10, _INF), "20 shots and a minute of film", 0.03, 0, "shot_order", spine.acts),
    Spec("return_rate", "Returns to a set-up", "", (0, 1), _ANY, "five shots", 0.02, 0, "shot_order", spine.return_rate, True),
    Spec("slope", "Fall towards fine detail", "", (-8, 1), _ANY, "a still with detail in it", 0.1, 0.03, "texture", texture.slope),
    Spec("grain", "Grain", "levels", (0, 60), _FILM, "two frames with even, still places; no more compression than leaves grain", 0.15, 0.1, "texture", texture.grain),
    Spec("clipping", "Black and white without detail", "", (0, 1), _ANY, _TWO, 0.005, 0.05, "texture", texture.clipping, True),
    Spec("colourfulness", "Colourfulness", "", (0, 300), _ANY, _TWO, 1, 0.05, "texture", texture.colourfulness),
    Spec("flicker", "Flicker", "%", (0, 200), _FILM, "half a second of one shot, at over 8 new frames a second", 0.1, 0.1, "stability", movement.flicker, True),
    Spec("stillness", "Stillness", "", (0, 1), _ANY, "two frames", 0.002, 0, "stability", movement.stillness, True),
    Spec("warp", "Warping error", "levels", (0, 255), _FILM, "four pairs of frames of one shot", 0.2, 0.1, "stability", movement.warp),
    Spec("second_order", "Unevenness of change", "levels", (0, 255), _FILM, "twelve frames of one shot", 0.05, 0.1, "stability", movement.second_order, True),
    Spec("jitter", "Camera shake", "‰ of width", (0, 500), _FILM, "twelve frames of one shot", 0.1, 0.1, "stability", movement.jitter),
    Spec("epipolar", "Rigid share of a shot", "", (0, 1), _FILM, "a second without a cut in which 40 points can be followed", 0.03, 0, "geometry", space.epipolar),
    Spec("room_return", "Details in place on return", "", (0, 1), _ANY, "a set-up that the film comes back to, with 30 details found again", 0.05, 0, "geometry", space.room_return),
    Spec("room_marks", "One room, from marks", "px", (0, 1000), _ANY, "marks: 8 things in 3 shots", 0.1, 0.05, "reconstruction", space.room_marks, told=True),
    Spec("screen_direction", "Sides kept across cuts", "", (-1, 1), _ANY, "marks: two subjects in two shots", 0.01, 0, "direction", space.screen_direction, told=True),
    Spec("exposure", "Jump in light at a cut", "stops", (0, 10), _ANY, "one cut", 0.1, 0.05, "light", lighting.exposure, True),
    Spec("floor_transfer", "Gap between speakers", "ms", (-_INF, _INF), _ANY, "lines or stems in which the speaker changes", 30, 0, "turn_taking", hearing.floor_transfer, told=True, heard=True),
    Spec("loudness", "Loudness", "LUFS", (-70, 5), _ANY, "0.4 s of sound", 0.5, 0, "loudness", hearing.loudness, True, heard=True),
    Spec("split_edits", "Split edits", "", (0, 1), _ANY, "the edit, or five cuts at which the sound changes", 0.05, 0, "splits", hearing.split_edits, told=True, heard=True),
    Spec("diversity", "Difference between takes", "levels", (0, 255), _ANY, "five takes of one brief", 0.5, 0.05, "variety", foresight.diversity, told=True),
    Spec("surprise", "Surprise", "bits", (0, _INF), _FILM, "a second of film", 0.01, 0.05, "surprise", foresight.surprise, True),
    Spec("hindsight", "Gain of hindsight", "", (-1, 1), _ANY, "five shots", 0.01, 0.05, "surprise", foresight.hindsight, True),
]  # fmt: skip
REGISTRY: dict[str, Spec] = {spec.id: spec for spec in _SPECS}


def agrees(id: str, cited: float, measured: float) -> bool:
    """Say whether a cited number counts as true beside the measured one.

    Parameters
    ----------
    id : str
        The measure's.
    cited, measured : float
        In its unit.

    Returns
    -------
    bool
        True within the measure's tolerance, absolute or relative, whichever is larger; False where
        one of them is NaN or infinite.

    Raises
    ------
    KeyError
        Where there is no such measure.

    See Also
    --------
    kuleshov.metrics.measures.measure : measures it
    Spec.tolerance, Spec.relative : how far off is still true

    Examples
    --------
    >>> agrees("asl", 4.0, 4.04), agrees("asl", 4.0, 4.3)
    (True, False)
    """
    spec = REGISTRY[id]
    if not (math.isfinite(cited) and math.isfinite(measured)):
        return False
    allowed = max(spec.tolerance, spec.relative * abs(measured))
    return abs(cited - measured) <= allowed + 1e-9


def unknown(id: str, known: Iterable[str] = ()) -> str:
    """Say that there is no such measure, and which was meant.

    Parameters
    ----------
    id : str
        As it was written.
    known : iterable of str, optional
        Those that there are; all of the registry where it is left out.

    Returns
    -------
    str

    See Also
    --------
    kuleshov.words.near_names : which names count as near

    Examples
    --------
    >>> unknown("flickr")
    "There is no measure called 'flickr'. Did you mean flicker?"
    >>> unknown("flicker", ["asl", "spread"])
    "There is no measure called 'flicker' here; there are asl, spread."
    """
    there = list(known) or list(REGISTRY)
    here = " here" if id in REGISTRY else ""
    said = f"There is no measure called {id!r}{here}"
    near = meant(id, there)
    return f"{said}.{near}" if near else f"{said}; there are {', '.join(there)}."
