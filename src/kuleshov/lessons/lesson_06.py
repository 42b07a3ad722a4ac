"""Lesson 06, Sound and conversation: who speaks when, who is seen meanwhile, and how loud it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isfinite
from numbers import Real
from typing import Any

import numpy as np

from ..show.feedback import Check
from ..timeline import Cut
from ..words import counted

TARGET, WITHIN = -23.0, 0.5  # LUFS, and how near is near enough (LU)
MOST = 20.0  # dB; more than that is a loudness
TWO = 3.01  # dB that the same sound gains on a second loudspeaker
LINES, OVER = 6, 3  # of the test: how many are spoken, how many shall begin over the listener
SOME = ("gap", "slate", "beyond take", "flash shot")

TEST = """
title: The test
4A-1 02:02 03:02 stem rest
5A-1 03:02 04:02 stem rest
4A-1 04:02 05:02 stem rest
5A-1 05:02 05:19 stem rest
4A-1 05:19 07:07 stem rest
5A-1 07:07 08:14 stem rest
lane: Filament
4A-1 02:02 02:22 at 00:00 stem filament
4A-1 04:07 05:00 at 02:05 stem filament
4A-1 06:01 07:05 at 03:23 stem filament
lane: Diode
5A-1 03:04 04:02 at 01:02 stem diode
5A-1 05:05 05:19 at 03:03 stem diode
5A-1 07:10 08:11 at 05:08 stem diode
"""
"""The six lines of the test as an edit: who speaks is seen, and each voice lies in its own lane."""

TALK = [("a", 0.0, 1.0), ("b", 1.5, 2.0), ("b", 2.5, 4.0), ("a", 3.75, 5.0), ("b", 9.0, 9.5)]
GAPS = [0.5, -0.25, 4.0]

FACES = [("a", ("a",)), ("b", ("a",)), ("a", ("a", "b")), ("b", ()), ("a", ("b",))]


def found(f: Callable[..., Any], lines: Any = None) -> list[float]:
    """Return what a reader's gaps makes of the talk above."""
    return [float(one) for one in f(TALK if lines is None else lines)]


def is_like(gaps: Any, wanted: Any) -> bool:
    """Say whether two rows of numbers are one."""
    return len(gaps) == len(wanted) and bool(np.allclose(gaps, wanted, atol=1e-6))


def share(f: Callable[..., Any], lines: Any = None) -> float:
    """Return what a reader's share makes of the five lines above."""
    return float(f(FACES if lines is None else lines))


def over_another(cut: Cut) -> int:
    """Return how many lines begin over the other lamp's face."""
    return sum(line.over_another for line in cut.lines())


def _broken(cut: Cut) -> str:
    lines = cut.lines()
    lame = [line for line in lines if not line.whole]
    if lame:
        return f"{lame[0]}: move its sound, or the cut's end, until all of it is heard."
    return f"{counted(len(lines), 'line is', 'lines are')} heard; the test has {LINES}."


def _trouble(cut: Cut) -> str:
    kinds = (*SOME, "line doubled")
    return next((one.sentence for one in cut.check(sound=False) if one.kind in kinds), "")


def _level(level: float, cut: Cut) -> str:
    """Say what is wrong with a number of dB that shall bring a film to the target; "" if nothing."""
    now = cut.loudness()
    right = TARGET - now.lufs
    if abs(level) > MOST:
        return (
            "That is a loudness. By how many dB has the scene to rise, to get from its own to -23?"
        )
    if abs(level + right) <= WITHIN:
        return "The sign: the scene is too soft, so it has to rise."
    missed = replace(now, lufs=now.lufs + level).off(TARGET, WITHIN)
    return missed and f"With {level:+g} dB it isn't there yet. {missed}"


CHECKS = {
    "gaps": Check(
        (
            lambda f: f(TALK) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f(TALK)) == 1,
            "A list is asked for, with a number for each change of speaker.",
        ),
        (
            lambda f: all(isinstance(one, Real) for one in f(TALK)),
            "These are no numbers: leave out the quotes, or the f before them.",
        ),
        (
            lambda f: not is_like(found(f), [1000 * gap for gap in GAPS]),
            "Those are milliseconds; seconds are asked for.",
        ),
        (
            lambda f: not is_like(found(f), [0.5, 0.5, -0.25, 4.0]),
            "One of these lies between two lines of one speaker. Take the pairs only in which "
            "another one speaks.",
        ),
        (
            lambda f: not is_like(found(f), [-gap for gap in GAPS]),
            "The sign: where the second waits, the number is above 0. The next one's beginning comes "
            "first, then minus the end.",
        ),
        (
            lambda f: not is_like(found(f), [abs(gap) for gap in GAPS]),
            "One of them has lost its minus: where the second begins too early, the number stays "
            "below 0.",
        ),
        (
            lambda f: not is_like(found(f), [0.5, 4.0]) and not is_like(found(f), [0.5, 0.0, 4.0]),
            "One of these talks began before the other had ended. That is a gap below 0, and it counts.",
        ),
        (
            lambda f: not is_like(found(f), [1.5, 1.25, 5.25]),
            "That is from beginning to beginning. A gap begins where the first has ended.",
        ),
        (
            lambda f: is_like(found(f), GAPS),
            "From a's line, 0 to 1 s, to b's, 1.5 to 2 s, it is 1.5 - 1 = 0.5 s; and so at each "
            "change of speaker.",
        ),
        (
            lambda f: list(f(TALK[1:3])) == [],
            "Where the speaker never changes there is no gap: the list is empty.",
        ),
        well="Half a second, an interruption, four seconds. A number below 0 is an interruption.",
    ),
    "share over another": Check(
        (
            lambda f: f(FACES) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f(FACES)) == 0,
            "One number is asked for, for all lines together.",
        ),
        (lambda f: not is_like([share(f)], [40]), "That is per cent; a share goes from 0 to 1."),
        (
            lambda f: not is_like([share(f)], [2]),
            "That is how many. Divide by how many lines there are.",
        ),
        (
            lambda f: not is_like([share(f)], [3 / 5]) or share(f, FACES[3:4]) == 0,
            "Over a picture of nobody a line begins over nobody's face: an empty () doesn't count.",
        ),
        (
            lambda f: not is_like([share(f)], [3 / 5]) or share(f, FACES[2:3]) == 0,
            "Where both are seen, so is the speaker: that one doesn't count.",
        ),
        (
            lambda f: not is_like([share(f)], [2 / 4]),
            "Divide by all lines, also by those that begin over nobody.",
        ),
        (
            lambda f: not is_like([share(f)], [2 / 5]) or share(f, FACES[:1]) == 0,
            "Over the speaker's own face alone a line doesn't count.",
        ),
        (
            lambda f: is_like([share(f)], [2 / 5]),
            "Of the five lines two begin over the face of the other and not the speaker's: the "
            "second and the last. That is 0.4.",
        ),
        (
            lambda f: is_like([share(f, [("b", ("a", "b"))])], [0]),
            "Where both are seen, so is the speaker, whoever of the two is named first.",
        ),
        (
            lambda f: is_like([share(f, FACES[1:2])], [1]) and is_like([share(f, FACES[:1])], [0]),
            "Ask it of each line by itself, however many there are.",
        ),
        well="Two of five: who listens is looked at.",
    ),
    "in the room": Check(
        (
            lambda cut: isinstance(cut, Cut) and len(cut) > 0,
            "There is no shot in it any more: Ctrl+Z in the room takes a step back.",
        ),
        (lambda cut: not _trouble(cut), lambda cut: _trouble(cut)),
        (
            lambda cut: (
                sum(line.whole for line in cut.lines()) >= LINES
                and all(line.whole for line in cut.lines())
            ),
            lambda cut: _broken(cut),
        ),
        (
            lambda cut: over_another(cut) >= OVER,
            lambda cut: (
                f"{counted(over_another(cut), 'line begins', 'lines begin')} over the other lamp; "
                f"{OVER} are asked for. Move the cut between two pictures to the right, until the "
                "next line has begun."
            ),
        ),
        (
            lambda cut: len(cut.gaps().overlaps) >= 1,
            lambda cut: (
                "Nobody interrupts yet: the shortest gap is "
                f"{min(cut.gaps().seconds):.2f} s. Drag an answer in its lane to the left."
            ),
        ),
        well="Heard from one, seen on the other, and one of them couldn't wait.",
    ),
    "level": Check(
        (
            lambda level, **_: isinstance(level, Real) and isfinite(float(level)) and bool(level),
            "Put your number of dB where the 0 is, without quotes.",
        ),
        (
            lambda level, cut: (
                abs(abs(float(level) - (TARGET - cut.loudness().lufs)) - TWO) > WITHIN
            ),
            "That is 3 dB off, as the file with its one channel is. Ask the edit: it is heard from two "
            "loudspeakers.",
        ),
        (
            lambda level, cut: not _level(float(level), cut),
            lambda level, cut: _level(float(level), cut),
        ),
        well="So much for the whole film, and each dB of level is one LU of loudness.",
    ),
}
