"""Lesson 01, Frames, shots, takes: counting by eye, and a machine that counts."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from ..show.feedback import Check

CLIPS = 9
LEAST = 8  # entries in a shot list by eye
NEAR = 0.5  # s: what a person is given

BLACK, WHITE = np.full((36, 64), 16.0), np.full((36, 64), 235.0)
HALF, QUARTER = BLACK.copy(), BLACK.copy()
HALF[:, :32], QUARTER[:, :16] = 235.0, 235.0

FLAT, LATE = np.zeros(4), np.array([0, 0, 0, 60])
SPIKES, STEPS = np.array([50, 0, 0, 60, 0]), np.array([0, 30, 60])


def is_in_film(times: Any, seconds: float) -> bool:
    """Say whether all times lie in a film of so many seconds, its beginning left out."""
    return all(0 < time < seconds for time in times)


def own_cuts(times: Any, cuts: Any) -> float:
    """Return the share of times (s) that have a cut (s) of their own within NEAR, 0 to 1."""
    near = {min(cuts, key=lambda cut: abs(time - cut)) for time in times}
    met = {cut for cut in near if any(abs(time - cut) <= NEAR + 1e-6 for time in times)}
    return len(met) / len(times)


CHECKS = {
    "shots by eye": Check(
        (
            lambda shots: all(n >= 1 for n in shots.values()),
            "A clip has at least one shot. Put a number in for every 0; guess where you doubt.",
        ),
        (
            lambda shots: all(n == int(n) for n in shots.values()),
            "Shots are counted in whole numbers. Half a cut is a doubt: decide for now.",
        ),
        (
            lambda shots: len(shots) == CLIPS,
            lambda shots: f"There are {CLIPS} machines; your list has {len(shots)}.",
        ),
        (lambda shots: max(shots.values()) < 8, "Count shots, not pictures on the sheet."),
        well="Counted. Keep your doubts in mind, they come back.",
    ),
    "difference": Check(
        (
            lambda d: d(BLACK.copy(), BLACK.copy()) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda d: np.ndim(d(BLACK, WHITE)) == 0,
            "One number is asked for, not one for each pixel.",
        ),
        (lambda d: d(BLACK, BLACK) == 0, "A picture does not differ from itself."),
        (lambda d: d(BLACK, WHITE) > 0, "Black to white is a change, too: mind the sign."),
        (
            lambda d: d(WHITE, BLACK) == d(BLACK, WHITE),
            "Going dark counts as much as going bright.",
        ),
        (
            lambda d: d(HALF[:, ::-1], HALF) > 0 and d(HALF, HALF[:, ::-1]) > 100,
            "Up and down cancel out here. Mind the order.",
        ),
        (lambda d: d(BLACK, WHITE) <= 219, "The mean over pixels is asked for, not the sum."),
        (
            lambda d: abs(d(BLACK, HALF) - 109.5) < 1,
            "Half changes by 219, half by 0. The mean of that?",
        ),
        (
            lambda d: abs(d(BLACK, QUARTER) - 54.75) < 1e-6,
            "A quarter changes by 219, the rest by 0. The mean of that, not rounded?",
        ),
        well="That is the whole idea behind most detectors of cuts.",
    ),
    "cuts over": Check(
        (lambda f: f(FLAT, 9) is not None, "Return the list; nothing came back."),
        (lambda f: isinstance(f(LATE, 9), list), "A list is asked for, such as list(…) makes."),
        (
            lambda f: not any(isinstance(n, bool | np.bool_) for n in f(SPIKES, 9)),
            "That is a yes or no for each frame. Give the numbers of the frames that are a yes.",
        ),
        (lambda f: len(f(FLAT, 9)) == 0, "Where nothing changes there is no cut."),
        (lambda f: len(f(SPIKES, 9)) == 2, "Two spikes, two cuts."),
        (lambda f: 0 not in f(SPIKES, 9), "Frame 0 is never a cut: nothing was before it."),
        (
            lambda f: f(LATE, 9) != [4 / 24],
            "Those are seconds. A list of frames is asked for: leave the 24 out.",
        ),
        (lambda f: 3 not in f(LATE, 9), "One too early: name the first frame that is new."),
        (lambda f: f(LATE, 9) == [4], "Name the first frame that is new. Not the last old one?"),
        (lambda f: f(STEPS, 40) == [3], "Use the threshold that is given."),
        (lambda f: f(STEPS, 20) == [2, 3], "Use the threshold that is given."),
        (lambda f: f(STEPS, 30) == [3], "More than the threshold is asked for, not as much."),
        well="A detector, in one line.",
    ),
    "precision and recall": Check(
        (
            lambda f: np.shape(f([5], [5])) == (2,),
            "Return two numbers: precision, then recall.",
        ),
        (lambda f: tuple(f([5], [5])) == (1, 1), "All found and nothing invented: both are 1."),
        (
            lambda f: f([5], [5, 9])[0] == 1,
            "Precision asks about what was found. All of it is right.",
        ),
        (lambda f: f([5, 7], [5])[1] == 1, "Recall asks about what is there. All of it was found."),
        (lambda f: f([5, 7], [5])[0] == 0.5, "One of two finds is right: precision is a half."),
        (lambda f: f([5], [5, 9])[1] == 0.5, "One of two cuts was found: recall is a half."),
        (lambda f: tuple(f([6], [5], 1)) == (1, 1), "One frame off is near enough if within is 1."),
        (lambda f: tuple(f([6], [5])) == (0, 0), "One frame off is too far where within is 0."),
        (lambda f: tuple(f([5, 6], [5], 1)) == (1, 1), "Two finds near one cut are both right."),
        (
            lambda f: tuple(f([5, 6, 20], [5], 1)) == (2 / 3, 1),
            "Of three finds two are near the one cut: precision is two thirds. Recall counts the "
            "cut once, and is never over 1.",
        ),
        (lambda f: tuple(f([], [5])) == (0, 0), "Nothing found: let both be 0."),
        (lambda f: tuple(f([5], [])) == (0, 0), "No cut there to be found: let both be 0."),
        well="Two numbers that you will now see quarrel.",
    ),
    "shot list": Check(
        (
            lambda times, **_: len(times) >= LEAST,
            lambda times, **_: (
                f"At least {LEAST} entries are asked for; your shot list has {len(times)}. Go back "
                "and look."
            ),
        ),
        (
            lambda times, **_: all(a < b for a, b in pairwise(times)),
            "A shot list runs in the order of the film. Two of your times are out of order, or the "
            "same.",
        ),
        (
            lambda times, film, **_: is_in_film(times, film.duration),
            lambda times, film, **_: (
                f"A time lies outside 0 to {film.duration:.0f} s. The film's beginning is no cut, "
                "and frames are no seconds."
            ),
        ),
        (
            lambda times, film, cuts: (
                own_cuts(times, [cut / float(film.rate) for cut in cuts]) >= 0.75
            ),
            "More than a quarter of your times have no cut of their own within half a second. "
            "Look again.",
        ),
        well="A shot list by eye, and a machine to hold it against.",
    ),
}
