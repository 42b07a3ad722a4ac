"""Where a lamp's head is when its joints are bent: the lamps' measures and plain trigonometry.

The same measures build the lamps in Blender (:mod:`.lamps`), so truth needs no renderer.
Angles are in degrees and absolute: arms from the vertical, forward positive; pitch of the beam
0 is straight down and 90 level. Yaw 0 looks along +x. Metres, z up.
"""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
JOINTS = ("yaw", "lower", "upper", "pitch", "tilt")


@dataclass(frozen=True)
class Measures:
    """A lamp's measures, metres."""

    base: tuple[float, float, float]
    shoulder: float  # height of the lower arm's pivot over the bench
    lower: float
    upper: float
    neck: float  # from the head's pivot to where the head tilts
    centre: float  # from there to the middle of the head, along the beam
    lamp: float  # and to the light


FILAMENT = Measures((-0.38, 0.03, 0.0), 0.074, 0.200, 0.200, 0.012, 0.090, 0.122)
DIODE = Measures((0.38, 0.03, 0.0), 0.044, 0.205, 0.205, 0.010, 0.020, 0.029)
LAMPS = {"filament": FILAMENT, "diode": DIODE}


def about_x(degrees: float) -> Vector:
    """Rotation about x."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def about_y(degrees: float) -> Vector:
    """Rotation about y."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def about_z(degrees: float) -> Vector:
    """Rotation about z."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def head(lamp: str, pose: dict[str, float]) -> tuple[Vector, Vector]:
    """Return the centre of a lamp's head and the direction of its beam.

    Parameters
    ----------
    lamp : str
        ``"filament"`` or ``"diode"``.
    pose : dict
        The five joints, degrees.

    Returns
    -------
    centre : array, shape (3,)
        Metres.
    beam : array, shape (3,)
        Length 1.
    """
    m = LAMPS[lamp]
    body = about_z(pose["yaw"])
    up = np.array([0.0, 0.0, 1.0])
    place = np.array(m.base) + up * m.shoulder
    place = place + body @ about_y(pose["lower"]) @ up * m.lower
    place = place + body @ about_y(pose["upper"]) @ up * m.upper
    skull = body @ about_y(-pose["pitch"])
    place = place - skull @ up * m.neck
    beam = -(skull @ about_x(pose["tilt"]) @ up)
    return place + beam * m.centre, beam
