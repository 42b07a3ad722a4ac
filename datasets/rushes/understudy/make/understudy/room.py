"""Where the room's things are: numbers that the set and truth share. Metres, z up."""

import math

WALL = 0.80  # y of the back wall
WINDOW = (-0.27, 0.27, 0.20, 0.86)  # x and z of its opening
CUP = (-0.135, 0.40, 0.0)
SHEET = ((-0.015, -0.13, 0.0), -9.0)  # middle, and turned by degrees
SHEET_SIZE = (0.297, 0.21)
REEL = (-0.74, 0.22, 0.128)
BIRD = (-0.42, 0.48, 0.365)
BIRD_TURNED = 22.0  # degrees: between facing Filament's beam and Diode's
DOOR_AT = (0.55, -2.9)


def points() -> dict[str, tuple[float, float, float]]:
    """Return the named points of the room that truth projects, metres."""
    found = {
        "cup rim left": (CUP[0] - 0.036, CUP[1], 0.090),
        "cup rim right": (CUP[0] + 0.036, CUP[1], 0.090),
        "cup foot": (CUP[0], CUP[1] - 0.033, 0.003),
        "filament foot": (-0.38, 0.03 - 0.090, 0.008),
        "diode foot": (0.38, 0.03 - 0.080, 0.006),
        "reel hub": (REEL[0], REEL[1] - 0.012, REEL[2]),
        "bird hook": (BIRD[0], BIRD[1], BIRD[2] + 0.012),
        "books top left": (0.745, 0.20, 0.0915),
        "books top right": (0.885, 0.19, 0.0915),
        "bench front left": (-1.0, -0.519, 0.0),
        "bench front right": (1.0, -0.519, 0.0),
    }
    x0, x1, z0, z1 = WINDOW
    face = WALL + 0.035  # the frame's front
    found |= {
        "window lower left": (x0 + 0.029, face, z0 + 0.035),
        "window lower right": (x1 - 0.029, face, z0 + 0.035),
        "window upper left": (x0 + 0.029, face, z1 - 0.029),
        "window upper right": (x1 - 0.029, face, z1 - 0.029),
        "window cross": (0.0, face, z0 + 0.36),
        "sill left": (x0 - 0.04, WALL - 0.06, z0 + 0.005),
        "sill right": (x1 + 0.04, WALL - 0.06, z0 + 0.005),
    }
    (x, y, _), turned = SHEET
    c, s = math.cos(math.radians(turned)), math.sin(math.radians(turned))
    corners = {
        "near left": (-1, -1),
        "near right": (1, -1),
        "far left": (-1, 1),
        "far right": (1, 1),
    }
    for name, (i, j) in corners.items():
        a, b = i * SHEET_SIZE[0] / 2, j * SHEET_SIZE[1] / 2
        found["sheet " + name] = (
            x + a * c - b * s,
            y + a * s + b * c,
            curl(i / 2 + 0.5, j / 2 + 0.5),
        )
    return found


def curl(u: float, v: float) -> float:
    """The sheet's height over the bench: two corners lift."""
    right = max(0.0, (u - 0.72) / 0.28) ** 2 * max(0.0, (v - 0.3) / 0.7)
    return 0.0012 + 0.010 * right + 0.004 * max(0.0, (0.2 - u) / 0.2) ** 2
