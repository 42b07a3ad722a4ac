"""Lesson 08, Surprise and inevitability: what cuts bring, a sheet, and one frame."""

from __future__ import annotations

from itertools import pairwise
from numbers import Real
from typing import Any

import numpy as np

from ..metrics import Surprises
from ..show.feedback import Check
from ..timecode import to_frame

NEAR = 2  # frames
APART = 0.01  # of a film: less is under a frame or two

# Moments every quarter of a second, a cut at 1.0 s. Near it lie 1 + 4 + 1 of 12 bits.
TIMES = [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5]
BITS = [2.0, 1.0, 2.0, 1.0, 4.0, 1.0, 1.0]
CUTS = [1.0]


def share(f: Any, cuts: Any = CUTS, **more: Any) -> float:
    """Return what a share_at_cuts makes of the moments above."""
    return float(f(np.array(TIMES), np.array(BITS), np.array(cuts), **more))


def is_near(a: float, b: float) -> bool:
    """Say whether two numbers are one."""
    return abs(a - b) < 1e-6


def frame_of(answer: Any, found: Surprises) -> float:
    """Return an answer as a frame; a timecode is one as well."""
    if isinstance(answer, str) and ":" in answer:
        return float(to_frame(answer, found.film.edit_rate))
    return float(answer)


def frames_off(answer: Any, found: Surprises) -> int:
    """Return by how many frames an answer misses the highest peak."""
    return round(abs(frame_of(answer, found) - found[0].frame))


def spoken(frame: Any, found: Surprises) -> str:
    """Say what may have happened to a frame's number, without telling it."""
    first, frame = found[0], frame_of(frame, found)
    rate = float(found.film.edit_rate)
    step = int(np.abs(found.times - first.time).argmin())
    seconds, over = divmod(first.frame, round(rate))
    if abs(frame - first.time) < 0.5:
        return "Those are seconds. Frames are asked for, 24 to each of them."
    if frames_off(frame, found) > NEAR and abs(frame - step) <= NEAR:
        return "That counts the machine's moments, twelve to a second. A film has 24 frames in one."
    if abs(frame - (seconds + over / 100) * rate) < 1.0:
        return "The last two figures of a timecode are frames, not hundredths of a second."
    if any(abs(frame - peak.frame) <= NEAR for peak in found[1:8]):
        return "That is one of the peaks, and another one is higher."
    return "No such peak: find the number 1 in the picture, and its row in the table."


def shares(sheet: Any) -> list[float]:
    """Return the shares of a beat sheet; none where it is no such thing."""
    if not isinstance(sheet, dict) or not all(isinstance(one, Real) for one in sheet.values()):
        return []
    return [float(one) for one in sheet.values()]


CHECKS = {
    "sheet": Check(
        (
            shares,
            'A sheet has a name and a share for each beat, between the braces: "midpoint": 0.50.',
        ),
        (
            lambda sheet: all(0 < share < 1 for share in shares(sheet)),
            "A share lies above 0 and below 1: a half is 0.50, not 50, and nothing turns at the very "
            "beginning or end.",
        ),
        (
            lambda sheet: all(b - a >= APART for a, b in pairwise(shares(sheet))),
            f"Shares rise from beat to beat, by {APART} or more: in a film of 20 seconds that is the "
            "fifth of a second which two cuts need between them.",
        ),
        (
            lambda sheet: min(min(shares(sheet)), 1 - max(shares(sheet))) >= APART,
            f"The first beat and the end want {APART} of the film for themselves.",
        ),
        well="Beats that a film can have. Run the cells from here.",
    ),
    "share at cuts": Check(
        (
            lambda f: f(np.array(TIMES), np.array(BITS), np.array(CUTS)) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f(np.array(TIMES), np.array(BITS), np.array(CUTS))) == 0,
            "One number is asked for, not one for each moment.",
        ),
        (lambda f: not is_near(share(f), 50), "That is per cent; a share goes from 0 to 1."),
        (
            lambda f: not is_near(share(f), 3 / 7),
            "That is the share of the moments. Add up their bits: a loud moment counts more.",
        ),
        (
            lambda f: not is_near(share(f), 6),
            "Those are the bits at cuts. Divide by all bits.",
        ),
        (
            lambda f: not is_near(share(f), 5 / 12),
            "A quarter of a second before the cut counts as much as one after it, or you have left "
            "out what lies at exactly a quarter.",
        ),
        (
            lambda f: not is_near(share(f), 4 / 12),
            "What lies at exactly a quarter of a second is near, too: as near as within, or nearer.",
        ),
        (
            lambda f: is_near(share(f), 0.5),
            "Moments at 0.75, 1 and 1.25 s lie near a cut at 1 s. Which part of all bits is theirs?",
        ),
        (
            lambda f: is_near(share(f, [0.75, 1.0]), 8 / 12),
            "A moment that is near two cuts counts once.",
        ),
        (
            lambda f: is_near(share(f, [0.1, 1.5]), 5 / 12),
            "Ask about the nearest cut, whichever it is, not about the first or the last.",
        ),
        (
            lambda f: is_near(share(f, within=0.5), 9 / 12),
            "Use the number of seconds that is given: within.",
        ),
        well="Six bits of twelve, and nobody in the film has moved.",
    ),
    "frame of the peak": Check(
        (
            lambda frame, **_: bool(frame),
            "Put your frame where the 0 is.",
        ),
        (
            lambda frame, found: frames_off(frame, found) <= NEAR,
            lambda frame, found: spoken(frame, found),
        ),
        (
            lambda frame, found: frame_of(frame, found).is_integer(),
            "Frames are counted in whole numbers.",
        ),
        well="Yes, or within two frames of it. Look at it once more: what has happened there?",
    ),
}
