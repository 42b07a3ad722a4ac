"""Lesson 04, Space: marks that stand in for a reader's own, a bearing, and sides that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np

from ..errors import KuleshovError, Refused
from ..library.takes import Take
from ..library.truth import TakeTruth
from ..metrics import MarkedRoom, room
from ..metrics.formulas.marks import MarkedPicture, Marks, from_truth
from ..metrics.formulas.reconstruction import shared
from ..show.feedback import Check
from ..timecode import timecode

HAND = 1.5  # px: how unsteady the simulated hand is
SECOND = 15.0  # of the scene
SIZE = (640, 360)  # px: our takes

# By eye, by the authors: what has a name and is seen in each of the kitchen's three shots.
KITCHEN = """# kuleshov marks 1
title: the kitchen

[g_ct_kitchen @ 00:00:01:04] 512x320
window's lower left corner  345.0 125.0
sink's near corner          328.0 167.0
board's left corner          67.0 245.0

[g_ct_kitchen @ 00:00:04:02] 512x320
window's lower left corner  100.0 142.0
sink's near corner          242.0 152.0
board's left corner           4.0 293.0

[g_ct_kitchen @ 00:00:06:06] 512x320
window's lower left corner  379.0 143.0
sink's near corner          318.0 186.0
board's left corner          42.0 276.0
"""
# Heads, and a window, on both sides of the one cut of each clip.
GARDEN = """# kuleshov marks 1
title: the garden

[g_sd_srs_shotdirector @ 00:00:02:07] 832x480
*woman  230.0 150.0
*man    650.0  90.0

[g_sd_srs_shotdirector @ 00:00:02:12] 832x480
*woman  155.0 150.0
*man    615.0 130.0
"""
CHAPEL = """# kuleshov marks 1
title: the chapel

[g_sd_angle_syncammaster @ 00:00:02:07] 832x480
*window  200.0 140.0
*man     378.0 215.0

[g_sd_angle_syncammaster @ 00:00:02:12] 832x480
*window  790.0 130.0
*man     460.0 205.0
"""


def moment(take: Take) -> float:
    """Return where in a take we mark: second 15 of the scene, or a second behind the slate."""
    return float(take.at(scene=SECOND)) if take.scene_clock else 46 / float(take.rate)


def known(take: Take) -> TakeTruth:
    """Return what is known of a take of our rushes."""
    if take.truth is None:
        raise KuleshovError(f"Of {take.name} no true camera is known.")
    return take.truth


def frame_of(take: Take) -> int:
    """Return the frame in which we mark a take."""
    return round(moment(take) * float(take.rate))


def simulated_hand(takes: list[Take], title: str, seed: int = 1) -> Marks:
    """Return marks where the true cameras saw each thing, off as by an unsteady hand.

    Parameters
    ----------
    takes : list of Take
        With their truth.
    title : str
    seed : int
        Another hand.
    """
    pictures = [from_truth(known(take), frame_of(take), HAND, seed) for take in takes]
    return Marks(tuple(pictures), title)


def yours_or(yours: Marks, ours: Marks) -> Marks:
    """Return the reader's marks where they make a room, else ours, and say whose they are."""
    held = len(shared(yours.pictures))
    try:
        room(yours)
    except Refused as refused:
        print(
            f"Your table: {refused}\nUntil there are more, a simulated hand stands in: the true places "
            f"of {len(shared(ours.pictures))} things, {HAND} px off at random."
        )
        return ours
    print(f"Your marks: {held} things in two pictures or more.")
    return yours


def kitchen() -> Marks:
    """Return our marks in the generated kitchen."""
    return Marks.from_text(KITCHEN)


def closes(marks: Marks) -> str:
    """Say whether marks close as one room, or why not, in the kit's words."""
    if not any(picture.points for picture in marks):
        return "nothing is marked yet."
    try:
        found = room(marks)
    except Refused as refused:
        return str(refused)
    return f"it closes, {found.residual:.1f} px off."


def named(found: MarkedRoom) -> str:
    """Return what was moved, in a word."""
    return f"the {found.moved.thing}" if found.moved else "nothing"


def at_line(takes: list[Take], second: float, names: tuple[str, str]) -> Marks:
    """Return where the lamps' heads are in takes at a second of the scene, from truth."""
    pictures = []
    for take in takes:
        frame = known(take).frame_at(second)
        heads = from_truth(known(take), frame, inside=-10_000.0).subjects
        kept = {name: heads[name] for name in names}
        pictures.append(MarkedPicture(take.name, timecode(frame, take.rate), SIZE, {}, kept))
    return Marks(tuple(pictures))


def four_cuts(rushes: Mapping[str, Take]) -> dict[str, Marks]:
    """Return marks on both sides of four cuts: two of ours from truth, two of machines by eye."""
    lamps = ("filament", "diode")
    return {
        "1A-1 to 2A-1": at_line([rushes["1A-1"], rushes["2A-1"]], 24.0, lamps),
        "1A-1 to 8A-1": at_line([rushes["1A-1"], rushes["8A-1"]], 24.0, lamps),
        "the garden": Marks.from_text(GARDEN),
        "the chapel": Marks.from_text(CHAPEL),
    }


def across(marks: Marks) -> tuple[Any, Any, str, str]:
    """Return what a function that says whether sides are kept is asked: two pictures, two names."""
    before, after = (
        {name: x / picture.size[0] for name, (x, _) in picture.subjects.items()}
        for picture in marks
    )
    one, other = before
    return before, after, one, other


def mirrored(marks: Marks) -> Marks:
    """Return marks as if the last picture had been flipped, left for right."""
    *first, last = marks.pictures
    width = last.size[0]
    points = {name: (width - 1 - x, y) for name, (x, y) in last.points.items()}
    return Marks((*first, MarkedPicture(last.film, last.at, last.size, points)), marks.title)


def _sign(f: Any, before: Mapping[str, float], after: Mapping[str, float]) -> Any:
    return f(dict(before), dict(after), "he", "she")


def _is_number(found: Any) -> bool:
    return isinstance(found, Real) and not isinstance(found, (bool, np.bool_))


def _near(found: Any, value: float) -> bool:
    return abs(float(found) - value) < 1e-6


AHEAD, RIGHT = (0.0, 1.0), (1.0, 0.0)

CHECKS = {
    "bearing": Check(
        (
            lambda f: f((0.0, 0.0), AHEAD, (1.0, 1.0)) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f((0.0, 0.0), AHEAD, (1.0, 1.0))) == 0,
            "One number is asked for: an angle.",
        ),
        (
            lambda f: not _near(f((0.0, 0.0), AHEAD, (1.0, 1.0)), np.pi / 4),
            "Those are radians. np.degrees(...) makes degrees of them.",
        ),
        (
            lambda f: not _near(f((0.0, 0.0), AHEAD, (1.0, 1.0)), -45),
            "To the right is above 0, to the left below it.",
        ),
        (
            lambda f: _near(f((0.0, 0.0), AHEAD, (1.0, 1.0)), 45),
            "One step ahead and one to the right is 45 degrees to the right.",
        ),
        (
            lambda f: _near(f((0.0, 0.0), AHEAD, (1.0, 3.0)), np.degrees(np.arctan2(1, 3))),
            "One to the right and three ahead is 18.4 degrees: which number comes first in arctan2?",
        ),
        (
            lambda f: _near(f((2.0, 1.0), AHEAD, (3.0, 2.0)), 45),
            "The camera need not stand at 0, 0: what matters is the way from it to the thing.",
        ),
        (
            lambda f: _near(f((0.0, 0.0), RIGHT, (1.0, 0.0)), 0),
            "What lies where the camera looks is at 0 degrees, wherever it looks.",
        ),
        (
            lambda f: _near(f((0.0, 0.0), (-1.0, -1.0), (1.0, -0.5)), -108.43494882292201),
            "A camera that looks back: come out between -180 and 180. Add 180, take the rest by 360 "
            "(`% 360`), and take 180 away.",
        ),
        well="It needs no scale. That is why it can be held against a true room.",
    ),
    "kept": Check(
        (
            lambda f: _sign(f, {"he": 0.2, "she": 0.7}, {"he": 0.4, "she": 0.9}) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: _is_number(_sign(f, {"he": 0.2, "she": 0.7}, {"he": 0.4, "she": 0.9})),
            "A number is asked for: 1 or -1, not yes or no.",
        ),
        (
            lambda f: _sign(f, {"he": 0.2, "she": 0.7}, {"he": 0.8, "she": 0.3}) != 1,
            "He was on the left and is on the right now: they have changed places, and that is -1.",
        ),
        (
            lambda f: _sign(f, {"he": 0.1, "she": 0.3}, {"he": 0.7, "she": 0.9}) == 1,
            "Both may move over in the picture. Who is left of whom is what counts.",
        ),
        (
            lambda f: _sign(f, {"he": 0.7, "she": 0.2}, {"he": 0.9, "she": 0.4}) == 1,
            "He may stand on the right in both: they keep their sides, and that is 1.",
        ),
        (
            lambda f: _sign(f, {"he": 0.2, "she": 0.7}, {"he": 0.8, "she": 0.3}) == -1,
            "Only two answers are possible, 1 and -1. np.sign(...) makes them of any number.",
        ),
        (
            lambda f: (
                f(
                    {"he": 100, "she": 200, "dog": 300}, {"he": 300, "she": 400, "dog": 50},
                    "he", "dog",
                ) == -1
            ),
            "The names are given: use `one` and `other`. In pixels it has to work as well.",
        ),
        well="Two marks a picture, and it sees what no detector of cuts can.",
    ),
    "which moved": Check(
        (lambda word: isinstance(word, str) and bool(word.strip()), "Put one word in the quotes."),
        (
            lambda word: word.strip().lower().removeprefix("the ") not in ("lamp", "lamps", "filament", "diode"),
            "Lamps act: their heads move, and they have a star. It is something that should stay.",
        ),
        (
            lambda word: "cup" in word.lower() or "pencil" in word.lower(),
            "Read the title of the plan again: without which thing do the marks fit?",
        ),
        well="With it in the room, most of the rest would lie decimetres off.",
    ),
}  # fmt: skip
