"""Cameras: where they stand, what they look at, through what lens. All stand still."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SENSOR = 36.0  # mm
SIZE = (640, 360)
LINE = ((-0.38, 0.03, 0.3), (0.38, 0.03, 0.3))  # the line of action, lamp to lamp


@dataclass(frozen=True)
class Camera:
    """A camera on its tripod; metres and millimetres.

    `sharp` is the point in focus; without it, the point that is looked at.
    """

    place: tuple[float, float, float]
    look_at: tuple[float, float, float]
    focal: float
    f_stop: float
    sharp: tuple[float, float, float] | None = None

    def rotation(self) -> NDArray[np.float64]:
        """Return the rotation from world to camera, OpenCV axes, shape (3, 3)."""
        ahead = np.subtract(self.look_at, self.place)
        ahead = ahead / np.linalg.norm(ahead)
        right = np.cross(ahead, [0.0, 0.0, 1.0])
        right = right / np.linalg.norm(right)
        return np.array([right, np.cross(ahead, right), ahead])

    def pose(self) -> NDArray[np.float64]:
        """Return the world-to-camera pose [R | t], shape (3, 4)."""
        rotation = self.rotation()
        return np.column_stack([rotation, -rotation @ np.array(self.place)])

    def matrix(self, size: tuple[int, int] = SIZE) -> NDArray[np.float64]:
        """Return K, pixels; (0, 0) is the centre of the upper left pixel."""
        f = self.focal / SENSOR * size[0]
        return np.array([[f, 0, (size[0] - 1) / 2], [0, f, (size[1] - 1) / 2], [0, 0, 1]])

    @property
    def focus(self) -> float:
        """The distance in focus, along the axis, metres."""
        place = self.pose() @ np.append(self.sharp or self.look_at, 1.0)
        return float(place[2])

    @property
    def side(self) -> str:
        """Which side of the line of action it stands on: "near" is where the coverage is shot."""
        return "near" if self.place[1] < LINE[0][1] else "far"


CAMERAS: dict[str, Camera] = {
    "master": Camera((0.03, -2.02, 0.47), (0.01, 0.0, 0.245), 50, 2.8, (0, -0.02, 0.25)),
    "over diode": Camera((0.74, -0.38, 0.40), (-0.18, 0.03, 0.255), 46, 4.0, (-0.20, 0.02, 0.31)),
    "over filament": Camera((-0.78, -0.38, 0.40), (0.18, 0.03, 0.275), 43, 4.0, (0.25, 0.02, 0.33)),
    "close filament": Camera(
        (0.24, -0.66, 0.255), (-0.185, 0.01, 0.283), 54, 5.6, (-0.19, 0.0, 0.31)
    ),
    "close diode": Camera((-0.21, -0.60, 0.300), (0.240, 0.02, 0.288), 53, 5.6, (0.26, 0.02, 0.33)),
    "switch": Camera((0.62, -0.46, 0.20), (0.40, 0.02, 0.040), 70, 8.0, (0.33, 0.03, 0.02)),
    "bulb": Camera((0.07, -0.22, 0.135), (-0.205, 0.005, 0.215), 80, 9.0),
    "sheet": Camera((0.10, -0.62, 0.44), (-0.02, -0.12, 0.01), 60, 5.6),
    "shadow": Camera((-1.15, -0.45, 0.40), (-0.70, 0.80, 0.41), 64, 5.6, (-0.70, 0.79, 0.4)),
    "moon": Camera((-0.12, -0.42, 0.36), (0.075, 0.84, 0.56), 62, 8.0, (0.05, 2.4, 0.6)),
    "high": Camera((0.05, -1.32, 1.02), (-0.01, 0.06, 0.13), 40, 4.0, (0, 0, 0.2)),
    "reverse": Camera((0.10, 0.74, 0.44), (-0.01, -0.05, 0.24), 27, 4.0, (0, 0.02, 0.3)),
    "neutral": Camera((-0.09, -0.74, 0.27), (-0.235, -0.08, 0.315), 80, 5.6, (-0.20, -0.10, 0.30)),
    "moth": Camera((-0.14, -0.44, 0.22), (0.025, -0.145, 0.006), 70, 8.0),
    "box": Camera((-0.20, -0.72, 0.19), (0.015, -0.12, 0.060), 68, 5.6),
    "clinic wide": Camera((0.34, -1.46, 0.52), (0.0, 0.06, 0.205), 44, 4.0, (0, 0, 0.25)),
    "clinic diode": Camera((-0.12, -0.66, 0.36), (0.29, 0.06, 0.300), 50, 5.6, (0.26, 0.02, 0.33)),
    "door": Camera((-0.30, 0.25, 0.47), (0.72, -2.9, 0.12), 34, 4.0, (0.8, -2.9, 0.3)),
}
