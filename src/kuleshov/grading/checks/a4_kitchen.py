"""A kitchen that never was: three pictures of it as marks alone, one thing moved, drawn by chance.

The room is made of numbers, so what a class is asked about stands in no file: from the class's
seed comes where the things stood, from where they were pictured, and which was moved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...metrics.formulas.marks import MarkedPicture, Marks

SIZE = (640, 360)
_LENS = 1.0  # picture widths: a wide lens
_HAND = 0.8  # px, the standard deviation of a careful hand
_ROOM: dict[str, tuple[tuple[float, float, float], ...]] = {
    # metres: to the right of the table's middle, beyond it, above the floor
    "window": ((-1.5, 1.9, 1.2), (-0.7, 1.9, 1.2), (-1.5, 1.9, 2.0), (-0.7, 1.9, 2.0)),
    "door": ((1.1, 1.9, 2.0), (1.75, 1.9, 2.0), (1.1, 1.9, 0.15)),
    "clock": ((0.3, 1.9, 1.85),),
    "shelf": ((-1.9, 0.5, 1.3), (-1.9, 1.3, 1.3)),
    "table": ((-0.8, -0.5, 0.75), (0.8, -0.5, 0.75), (-0.8, 0.5, 0.75), (0.8, 0.5, 0.75)),
    "kettle": ((-0.35, 0.1, 0.98), (-0.2, 0.1, 0.92), (-0.35, 0.1, 0.76)),
    "book": ((0.15, -0.3, 0.77), (0.4, -0.25, 0.77), (0.1, -0.08, 0.77)),
    "bowl": ((0.35, 0.2, 0.86), (0.6, 0.2, 0.86)),
    "stool": ((1.15, -0.15, 0.5), (1.4, -0.15, 0.5), (1.28, -0.15, 0.05)),
}
_PARTS: dict[str, tuple[str, ...]] = {
    "window": ("lower left", "lower right", "upper left", "upper right"),
    "door": ("upper left", "upper right", "lower left"),
    "clock": ("middle",),
    "shelf": ("near end", "far end"),
    "table": ("near left", "near right", "far left", "far right"),
    "kettle": ("lid", "spout", "foot"),
    "book": ("near left", "near right", "far left"),
    "bowl": ("rim left", "rim right"),
    "stool": ("seat left", "seat right", "foot"),
}
_REACH = {"door": (0.4, 0.0, 0.0), "clock": (0.5, 0.0, 0.1), "shelf": (0.0, 0.45, 0.1)}
MOVABLE = ("kettle", "book", "bowl", "stool")
"""What somebody may have moved between two pictures."""

STANDING = "clock"
FACING = "table far left"
_APART = 0.5  # m
ASKED = ("table near right", "door lower left", "shelf near end")
"""At the first, face the second: how far to the right are these?"""


@dataclass(frozen=True)
class Kitchen:
    """A room drawn by chance, and what a class is asked about it.

    Attributes
    ----------
    moved : str
        The thing that stood elsewhere in one of the pictures.
    marks : Marks
        Three pictures, as a careful hand marks them.
    few : Marks
        Three pictures of the same room that share fewer things than it takes.
    plan : dict of str to (float, float)
        Where each mark's thing was, from above, metres; the moved thing where it stood first.
    """

    moved: str
    marks: Marks
    few: Marks
    plan: dict[str, tuple[float, float]]

    def bearings(self) -> dict[str, float]:
        """Return how far to the right each asked thing is, degrees, from where one stands."""
        here = np.array(self.plan[f"{STANDING} middle"])
        facing = np.array(self.plan[FACING]) - here
        return {name: turned(facing, np.array(self.plan[name]) - here) for name in ASKED}


def turned(facing: np.ndarray, to: np.ndarray) -> float:
    """Return by how many degrees one turns right from one direction to another, -180 to 180.

    >>> turned(np.array([0.0, 1.0]), np.array([1.0, 0.0]))
    90.0
    """
    across = facing[1] * to[0] - facing[0] * to[1]
    return float(np.degrees(np.arctan2(across, facing @ to)))


def kitchen(seed: int) -> Kitchen:
    """Draw a kitchen, three cameras and the thing that was moved.

    >>> kitchen(1).moved in MOVABLE, len(kitchen(1).marks)
    (True, 3)
    """
    chance = np.random.default_rng(seed)
    room = _furnished(chance)
    while _too_near(room):
        room = _furnished(chance)
    moved = str(chance.choice(MOVABLE))
    away = chance.uniform(0.28, 0.38) * _unit(chance.uniform(0, 2 * np.pi))
    where = int(chance.integers(1, 3))
    cameras = [_camera(chance, azimuth) for azimuth in (-33.0, 4.0, 38.0)]
    pictures = []
    for number, camera in enumerate(cameras):
        elsewhere = {moved: away} if number == where else {}
        pictures.append(_pictured(number, camera, room, elsewhere, chance))
    plan = {name: (float(at[0]), float(at[1])) for name, at in room.items()}
    few = _thinned(pictures, moved, chance)
    return Kitchen(moved, Marks(tuple(pictures), "kitchen"), few, plan)


def _furnished(chance: np.random.Generator) -> dict[str, np.ndarray]:
    """Return where each mark is: the table turned, the others shifted, by chance."""
    angle = np.radians(chance.uniform(-40, 40))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    room = {}
    for thing, points in _ROOM.items():
        shift = chance.uniform(-1, 1, 3) * _REACH.get(thing, (0.1, 0.1, 0.0))
        for part, point in zip(_PARTS[thing], points, strict=True):
            at = np.array(point)
            if thing == "table":
                at[:2] = turn @ at[:2]
            room[f"{thing} {part}"] = at + shift
    return room


def _too_near(room: dict[str, np.ndarray]) -> bool:
    """Say whether something that is asked for hangs where one stands: it has no bearing there."""
    here = room[f"{STANDING} middle"][:2]
    return any(np.linalg.norm(room[name][:2] - here) < _APART for name in (*ASKED, FACING))


def _unit(angle: float) -> np.ndarray:
    return np.array([np.cos(angle), np.sin(angle), 0.0])


def _camera(chance: np.random.Generator, azimuth: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a camera's place and its axes: right, down, ahead."""
    angle = np.radians(azimuth + chance.uniform(-5, 5))
    away, high = chance.uniform(3.9, 4.4), chance.uniform(1.4, 2.1)
    at = np.array([away * np.sin(angle), -away * np.cos(angle), high])
    ahead = np.array([0.0, 0.5, 0.9]) + chance.uniform(-0.1, 0.1, 3) - at
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    return at, np.stack([right, np.cross(ahead, right), ahead])


def _pictured(
    number: int,
    camera: tuple[np.ndarray, np.ndarray],
    room: dict[str, np.ndarray],
    elsewhere: dict[str, np.ndarray],
    chance: np.random.Generator,
) -> MarkedPicture:
    at, axes = camera
    points = {}
    for name, place in room.items():
        there = place + elsewhere.get(name.partition(" ")[0], 0.0)
        right, down, ahead = axes @ (there - at)
        hand = chance.normal(0, _HAND, 2)
        u = SIZE[0] * (0.5 + _LENS * right / ahead) - 0.5 + hand[0]
        v = SIZE[1] / 2 + SIZE[0] * _LENS * down / ahead - 0.5 + hand[1]
        if 3 < u < SIZE[0] - 3 and 3 < v < SIZE[1] - 3:
            points[name] = (round(float(u), 1), round(float(v), 1))
    return MarkedPicture(f"kitchen-{number + 1}", "00:00:00:00", SIZE, points)


def _thinned(pictures: list[MarkedPicture], moved: str, chance: np.random.Generator) -> Marks:
    """Return the pictures with so few marks in common that no room can be solved from them."""
    names = [n for n in pictures[0].points if n.partition(" ")[0] != moved]
    names = [n for n in names if all(n in p.points for p in pictures)]
    order = [str(name) for name in chance.permutation(names)]
    share = int(chance.integers(5, 8))
    both, alone = order[:share], order[share:]
    own = [both[:-1] + alone[0:3], both[:-2] + both[-1:] + alone[3:5], both + alone[5:6]]
    return Marks(
        tuple(
            MarkedPicture(
                p.film.replace("kitchen", "few"), p.at, p.size, {n: p.points[n] for n in kept}
            )
            for p, kept in zip(pictures, own, strict=True)
        ),
        "few",
    )
