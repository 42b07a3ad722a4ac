"""The pictures of assignment a4, drawn by chance: pairs with a fault or none, a grade, two reverses.

From a class's seed comes what was done to which picture (:func:`draw`, in no time), and the files that
students are given (:func:`pictures`). The tests draw again; the files hold no word of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import KuleshovError
from ...media import Grade
from ...media.still import picture_of
from . import a4_kitchen

Picture = NDArray[np.uint8]

CLEAN, EXPOSURE, WHITE, MIRRORED = "none", "exposure", "white balance", "mirrored"
FAULTS = (CLEAN, EXPOSURE, WHITE, MIRRORED)
PAIRS = 6
SIZE = (480, 270)  # of one picture of a pair, pixels
STILL = (480, 276)  # of a generated clip's still
_WIDES, _OTHERS = ("1A-1", "7A-1"), ("2A-1", "3A-1", "4A-1", "5A-1")
_SECONDS = (12.3, 18.9)  # of the scene: both lamps burn, and 7A-1 sees it
_NEARER = 0.94  # the right picture shows this much of its frame
EXAMPLE = ("1A-1", "4A-1", 13.0, Grade(stops=1.2))

SUBJECTS: dict[str, dict[str, tuple[float, float]]] = {
    # where each is in the first and in the second picture, as they came, in widths from the left
    "srs-shotdirector": {"woman": (0.31, 0.19), "man": (0.78, 0.73)},
    "angle-syncammaster": {"window": (0.265, 0.95), "man": (0.48, 0.54)},
}
KEPT = {"srs-shotdirector": True, "angle-syncammaster": False}  # as they came


@dataclass(frozen=True)
class Pair:
    """Two set-ups at one second of the scene, and what was done to the second picture."""

    left: str
    right: str
    second: float
    fault: str
    grade: Grade
    corner: tuple[float, float]  # of the crop: 0 to 1 of what is left over


@dataclass(frozen=True)
class Drawn:
    """All that a class's pictures are made from.

    Attributes
    ----------
    pairs : tuple of Pair
    grade : Grade
        What the one frame of :func:`graded_frame` was given.
    sides : tuple of str
        Which generated pair comes first.
    mirrored : bool
        Whether the second picture of both generated pairs was turned over.
    """

    pairs: tuple[Pair, ...]
    grade: Grade
    sides: tuple[str, ...]
    mirrored: bool

    def keeps(self) -> int:
        """Return which generated pair keeps its sides, from 1."""
        kept = [KEPT[name] != self.mirrored for name in self.sides]
        return kept.index(True) + 1

    def subjects(self, number: int) -> dict[str, tuple[float, float]]:
        """Return where the subjects of a generated pair are in both pictures, in widths."""
        there = SUBJECTS[self.sides[number - 1]]
        return {name: (a, 1 - b if self.mirrored else b) for name, (a, b) in there.items()}


def draw(seed: int) -> Drawn:
    """Draw what is done to which picture.

    >>> [pair.fault in FAULTS for pair in draw(1).pairs], draw(1).keeps() in (1, 2)
    ([True, True, True, True, True, True], True)
    """
    chance = np.random.default_rng(seed)
    faults = [*FAULTS, *(str(one) for one in chance.choice(FAULTS, PAIRS - len(FAULTS)))]
    pairs = tuple(_pair(str(fault), chance) for fault in chance.permutation(faults))
    stops = -round(float(chance.uniform(0.8, 1.2)), 2)  # so that no colour reaches white
    warmth = round(float(_either(chance, 0.4, 1.0)), 2)
    tint = round(float(_either(chance, 0.25, 0.4)), 2)
    order = [str(name) for name in chance.permutation(sorted(KEPT))]
    turned = bool(chance.integers(2))
    return Drawn(pairs, Grade(stops, warmth, tint), tuple(order), turned)


def graded_frame(seed: int) -> tuple[str, float]:
    """Return the take and the second of the scene of the one frame that is graded.

    >>> graded_frame(1)[0] in ("1A-1", "2A-1", "4A-1")
    True
    """
    chance = np.random.default_rng(seed)
    take = str(chance.choice(("1A-1", "2A-1", "4A-1")))
    return take, round(float(chance.uniform(*_SECONDS)), 1)


def _pair(fault: str, chance: np.random.Generator) -> Pair:
    grades = {
        EXPOSURE: Grade(stops=float(_either(chance, 1.2, 1.6))),
        WHITE: Grade(warmth=float(_either(chance, 1.1, 1.6))),
    }
    corner = (float(chance.uniform()), float(chance.uniform()))
    left, right = str(chance.choice(_WIDES)), str(chance.choice(_OTHERS))
    second = float(chance.uniform(*_SECONDS))
    return Pair(left, right, second, fault, grades.get(fault, Grade()), corner)


def _either(chance: np.random.Generator, low: float, high: float) -> float:
    """Draw a size between two, with either sign."""
    return float(chance.uniform(low, high) * chance.choice((-1, 1)))


def pictures(pairs: int, frame: int, kitchen: int, folder: Path, rushes: Any) -> dict[str, bytes]:
    """Make the files that students are given.

    Parameters
    ----------
    pairs, frame, kitchen : int
        Seeds: of :func:`draw`, of :func:`graded_frame`, of the room.
    folder : Path
        Where the stills of generated clips lie.
    rushes : Bin
        The Understudy's.

    Returns
    -------
    dict of str to bytes
        ``pair-0.jpg`` (the example) to ``pair-6.jpg``, ``graded.jpg`` and which frame it is, ``sides-1a.jpg`` to
        ``sides-2b.jpg``, ``kitchen.txt`` and ``few.txt``.
    """
    drawn = draw(pairs)
    left, right, second, grade = EXAMPLE
    example = Pair(left, right, second, EXPOSURE, grade, (0.5, 0.5))
    files = {
        f"pair-{number}.jpg": _jpeg(_side_by_side(pair, rushes))
        for number, pair in enumerate((example, *drawn.pairs))
    }
    files["graded.jpg"] = _jpeg(drawn.grade.apply(original(frame, rushes)), 98)
    files["graded.txt"] = "{} {}\n".format(*graded_frame(frame)).encode()
    for number, name in enumerate(drawn.sides, 1):
        for letter in "ab":
            still = _read(folder / f"{name}-{letter}.jpg")
            turned = drawn.mirrored and letter == "b"
            files[f"sides-{number}{letter}.jpg"] = _jpeg(still[:, ::-1] if turned else still)
    room = a4_kitchen.kitchen(kitchen)
    texts = {"kitchen.txt": room.marks, "few.txt": room.few}
    return files | {name: marks.to_text().encode() for name, marks in texts.items()}


def original(frame: int, rushes: Any) -> Picture:
    """Return the frame of a seed as it was before it was graded."""
    return _frame(rushes, *graded_frame(frame))


def _frame(rushes: Any, take: str, second: float) -> Picture:
    return np.asarray(rushes[take].clip.frame(rushes[take].truth.frame_at(second)))


def _side_by_side(pair: Pair, rushes: Any) -> Picture:
    import cv2

    left = _frame(rushes, pair.left, pair.second)
    right = _nearer(_frame(rushes, pair.right, pair.second), pair.corner)
    right = pair.grade.apply(right)
    if pair.fault == MIRRORED:
        right = right[:, ::-1]
    small = [cv2.resize(one, SIZE, interpolation=cv2.INTER_AREA) for one in (left, right)]
    return np.hstack(small).astype(np.uint8)


def _nearer(picture: Picture, corner: tuple[float, float]) -> Picture:
    high, wide = (round(_NEARER * length) for length in picture.shape[:2])
    top, left = (
        round(corner[0] * (picture.shape[0] - high)),
        round(corner[1] * (picture.shape[1] - wide)),
    )
    return picture[top : top + high, left : left + wide]


def _jpeg(picture: Picture, quality: int = 92) -> bytes:
    import cv2

    full = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x111111]
    ok, data = cv2.imencode(".jpg", np.ascontiguousarray(picture[..., ::-1]), full)
    assert ok  # a picture of this kind can always be written
    return data.tobytes()


def _read(path: Path) -> Picture:
    picture = picture_of(path.read_bytes())
    if picture is None:
        raise KuleshovError(f"{path} is no picture.")
    return picture
