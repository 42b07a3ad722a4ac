"""Rooms and sides, from what is known about the rushes."""

from functools import lru_cache
from typing import Any

import numpy as np

from ....errors import Refused
from ....media import Clip
from ...formulas import (
    direction,
    geometry,
    reconstruction,
)
from ...formulas.marks import MarkedPicture, from_truth
from .. import learned
from ..defects import DEFECTS, Reel
from ..trial import Trial, reels
from .registered import SHARES, STOPS, Function, trial


@lru_cache(maxsize=1)
def _truth() -> Any:
    from ....library import rushes

    return {name: take.truth for name, take in rushes("understudy").items()}


_TRIPLES = (
    ("1A-1", "7A-1", "C8a"), ("C1a", "C1c", "C8a"), ("1A-1", "7A-1", "C2b"),
    ("C2a", "7A-1", "C4a"), ("1A-1", "C1c", "C6a"), ("7A-1", "C7a", "C1a"),
)  # fmt: skip


def _triples() -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for names in _TRIPLES:
        pictures = [from_truth(_truth()[n], _truth()[n].first_frame + 5) for n in names]
        held = reconstruction.shared(pictures)
        if len(held) >= 12 and all(len(set(p.points) & set(held)) >= 6 for p in pictures):
            made[" ".join(names)] = names
    return made


@trial("room_marks")
def _room_marks(function: Function) -> Trial:
    measured = function or (lambda pictures: reconstruction.solve(pictures).residual)

    def value(names: tuple[str, ...], which: str, dose: float) -> float:
        pictures = []
        for number, name in enumerate(names):
            truth = _truth()[name]
            frame = truth.first_frame + 5
            picture = from_truth(truth, frame, 1.0, seed=number)
            if number == 1:
                picture = _changed(truth, frame, picture, which, dose)
            pictures.append(picture)
        return measured(pictures)

    return Trial(
        "room_marks", "one thing moved in one shot", "cm", (0, 4, 8, 12, 16, 20),
        "camera moved back in that shot", "cm", (0, 4, 8, 12, 16, 20), _triples, value,
    )  # fmt: skip


def _changed(
    truth: Any, frame: int, picture: MarkedPicture, which: str, dose: float
) -> MarkedPicture:
    """Move the cup in a picture, or the camera, by so many centimetres."""
    places = truth.points(frame)
    points = dict(picture.points)
    for name in points:
        here = np.array(places[name].xyz)
        moved = here.copy()
        if which == "own" and name.startswith("cup"):
            moved += np.array([0.8, -0.6, 0.0]) * dose / 100
        elif which != "own":
            moved += truth.pose(frame)[2, :3] * dose / 100  # as seen from further back
        step = truth.project(np.array([moved, here]), frame)
        x, y = np.array(points[name]) + step[0] - step[1]
        points[name] = (float(x), float(y))
    return MarkedPicture(picture.film, picture.at, picture.size, points, picture.subjects)


@trial("screen_direction")
def _screen_direction(function: Function) -> Trial:
    def mean(pictures: list[dict[str, float]]) -> float:
        return float(np.nanmean(direction.across(pictures)))

    measured = function or mean

    def value(names: list[tuple[str, float]], which: str, dose: float) -> float:
        random = np.random.default_rng(5)
        sides = [_sides(name, frame) for name, frame in names]
        if which == "own":  # cross the line for good at so many places
            order = random.permutation(np.arange(1, len(sides)))[: round(dose * (len(sides) - 1))]
            turned = np.cumsum(np.isin(np.arange(len(sides)), order)) % 2
            sides = [
                {n: 1 - x if t else x for n, x in side.items()}
                for side, t in zip(sides, turned, strict=True)
            ]
        else:
            sides = [
                {n: 0.5 + (x - 0.5) / (1 + dose) + dose / 10 for n, x in s.items()} for s in sides
            ]
        return measured(sides)

    return Trial(
        "screen_direction", "line crossed", "share of cuts", SHARES, "reframed wider and aside",
        "share", (0, 0.1, 0.2, 0.3, 0.4, 0.5), _dialogues, value,
    )  # fmt: skip


def _dialogues() -> dict[str, list[tuple[str, float]]]:
    names = ["1A-1", "2A-1", "3A-1", "7A-1"]
    made: dict[str, list[tuple[str, float]]] = {}
    for seed in range(6):
        random = np.random.default_rng(seed)
        second = 10 + np.arange(11) * 0.8
        made[f"dialogue {seed + 1}"] = [(str(random.choice(names)), float(t)) for t in second]
    return made


def _sides(name: str, second: float) -> dict[str, float]:
    truth = _truth()[name]
    heads = truth.heads(truth.frame_at(second))
    return {who: point.u / 640 for who, point in heads.items()}


@trial("room_return")
def _room_return(function: Function) -> Trial:
    def in_place(pair: tuple[np.ndarray, np.ndarray]) -> float:
        a, b = geometry.matches(*pair)
        found, chance = geometry.rigid(a, b), geometry.chance(a, b)
        if found.shared < 12:
            return float("nan")
        return max(0.0, (found.rigid - chance) / (found.shared - chance))

    measured = function or in_place

    def value(reel: Reel, which: str, dose: float) -> float:
        left, back = reel._frames[0], reel._frames[6]
        defect = DEFECTS["melt" if which == "own" else "drift"][0]
        changed = defect([back, back], dose, 1)[1]
        return measured((left[0], changed[0]))

    return Trial(
        "room_return", "the place has melted", "px", (0, 2, 4, 7, 11, 16), "the light is lower",
        "stops", STOPS, reels, value,
    )  # fmt: skip


@trial("room_learned")
def _room_learned(function: Function) -> Trial:
    def share(pair: tuple[np.ndarray, np.ndarray]) -> float:
        a, b = learned.matched(*pair)
        found = geometry.rigid(a, b, learned.THRESHOLD)
        return found.rigid / found.shared if found.shared >= learned.FEWEST else float("nan")

    measured = function or share

    def value(names: tuple[str, str], which: str, dose: float) -> float:
        if not learned.installed():
            raise Refused("the matcher is not installed.")
        a, b = (Clip(_truth()[name].file).frame(60) for name in names)
        defect = DEFECTS["melt" if which == "own" else "drift"][0]
        changed = [defect([(c, c[::2, ::2], c[::2, ::2])] * 2, dose, 1)[1][0] for c in _channels(b)]
        return measured((a, np.stack(changed, axis=-1)))

    def pairs() -> dict[str, tuple[str, str]]:
        return {" ".join(pair): pair for pair in _PAIRS}

    return Trial(
        "room_learned", "the place has melted", "px", (0, 3, 6, 9, 12, 16), "the light is lower",
        "stops", STOPS, pairs, value,
    )  # fmt: skip


_PAIRS = (
    ("1A-1", "7A-1"), ("C1a", "C1c"), ("1A-1", "C8a"), ("C2a", "C4a"), ("1A-1", "C1b"), ("7A-1", "C1b"),
)  # fmt: skip


def _channels(picture: np.ndarray) -> list[np.ndarray]:
    return [np.ascontiguousarray(picture[..., channel]) for channel in range(3)]
