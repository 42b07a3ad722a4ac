"""The lights that are not the lamps: a moon through the window, and cool fill around it.

Numbers only; :mod:`.stage` builds them.
"""

import math

import numpy as np

from .lamps_data import MOON

# name: kind, colour, power (W; sun W/m2), place, aimed at, settings of the light
HOUSE: dict[str, tuple] = {
    "moonlight": ("sun", MOON, 3.2, None, (-0.30, -1.0, -0.62), {"angle": math.radians(1.6)}),
    "fill": (
        "panel",
        (0.30, 0.50, 1.0),
        4.0,
        (-0.9, -1.9, 1.7),
        (0, 0.1, 0.1),
        {"shape": "RECTANGLE", "size": 1.6, "size_y": 1.2},
    ),
    "shelf left": (
        "panel",
        (0.28, 0.50, 1.0),
        5.0,
        (-1.25, 0.55, 1.25),
        (-2.0, -0.1, 0.25),
        {"shape": "DISK", "size": 0.5, "spread": math.radians(120)},
    ),
    "shelf right": (
        "panel",
        (0.30, 0.50, 1.0),
        7.0,
        (1.25, 0.60, 1.25),
        (2.0, -0.1, 0.25),
        {"shape": "DISK", "size": 0.5, "spread": math.radians(120)},
    ),
    "kicker": (
        "panel",
        (0.42, 0.62, 1.0),
        1.8,
        (0.02, 0.70, 1.02),
        (0, -0.05, 0.22),
        {"shape": "RECTANGLE", "size": 0.7, "size_y": 0.2},
    ),
}
KINDS = {"sun": "SUN", "panel": "AREA"}
MIRRORED = ("moonlight", "kicker", "fill")  # what the clinic puts on the other side
DOOR_WATTS = 60.0
HALL = {
    "kind": "panel",
    "colour": [1.0, 0.66, 0.34],
    "power": DOOR_WATTS,
    "drive": "door.lit",
    "xyz": [1.1, -4.2, 0.7],
    "aim": [-0.2265, 0.906, -0.3171],
}


def sideways(name: str, side: float) -> float:
    """Return what a light's x is multiplied by when the clinic turns the moon by `side`.

    The moonlight comes as far from the side as is asked for; the lights that only fill it in
    change sides.
    """
    if name not in MIRRORED:
        return 1.0
    return side if name == "moonlight" else math.copysign(1.0, side)


def direction(name: str, side: float = 1.0) -> tuple[float, float, float]:
    """Return the way a house light shines, length 1."""
    _, _, _, place, aim, _ = HOUSE[name]
    way = np.subtract(aim, place or (0.0, 0.0, 0.0))
    way[0] *= sideways(name, side)
    x, y, z = way / np.linalg.norm(way)
    return (float(x), float(y), float(z))
