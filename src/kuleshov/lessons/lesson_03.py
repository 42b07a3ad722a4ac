"""Lesson 03, Rhythm: a scene at other tempi, numbers that know order, and what a test can see."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import Any

import numpy as np

from ..library.numbers import table
from ..metrics import OrderTest
from ..metrics.formulas import shot_lengths, shot_order
from ..show.feedback import Check
from ..show.rhythm_plots import seen
from ..timeline import Cut
from ..timeline.checks import told_apart
from ..words import counted

QUICK = 1.1  # s: the median of the re-cut
LINES = 12  # in the scene
LONGEST = 56.3  # s: the scene, and half a second
LEVEL = 0.05
HALF = (70, 120)  # shots at which the test sees half of the orders, as near as a picture tells


def at_a_glance(cut: Cut, tempo: float) -> str:
    """Return a line of numbers about a cut at a tempo."""
    lengths = cut.shot_lengths
    whole = sum(line.whole for line in cut.lines())
    return (
        f"tempo {tempo:<4g} median {shot_lengths.median(lengths):.2f} s   "
        f"log_sd {shot_lengths.log_sd(lengths):.2f}   lag1 {shot_order.lag1(lengths):.2f}   "
        f"{counted(whole, 'line')} whole"
    )


def verdict(test: OrderTest) -> str:
    """Say what a test of lag1 has said of a cut, and what that is worth.

    >>> import numpy as np
    >>> print(verdict(OrderTest("lag1", 0.1, 0.43, np.zeros(999), 12, True)))
    p = 0.43. If somebody gave your 12 shots an order, nothing here can see it.
    In pieces as long from films the test misses it 90% of the time.
    """
    share = seen(table("power"), test.shots)
    begin = f"p = {test.p:.2g}. "
    if test.p <= LEVEL:
        return (
            f"{begin}The test sees an order in your {test.shots} shots.\n"
            f"Of pieces as long that were cut out of films it sees one in {share:.0%}.\n"
            "Yours is among those, by its order or by luck: in 5 of 100 cuts it sees one that "
            "nobody made."
        )
    return (
        f"{begin}If somebody gave your {test.shots} shots an order, "
        + ("nothing here can see it." if share < 0.5 else "it isn't one that lag1 asks about.")
        + f"\nIn pieces as long from films the test misses it {1 - share:.0%} of the time."
    )


def unchanged(changed: int) -> str:
    """Say what a shuffle has changed of five numbers of length.

    >>> unchanged(0), unchanged(1)
    ('The same, to the last digit.', 'Where a number has changed, look for a through edit: dealt anew, its halves are two shots.')
    """
    if not changed:
        return "The same, to the last digit."
    return (
        "Where a number has changed, look for a through edit: dealt anew, its halves are two shots."
    )


def looks_of(cut: Cut) -> list[float]:
    """Return the lengths of the shots that a viewer can read and tell apart (s)."""
    return [sum(map(len, shot)) / float(cut.rate) for shot in told_apart(cut.edit)]


def whole_lines(cut: Cut) -> int:
    """Return how many lines are heard whole."""
    return sum(line.whole for line in cut.lines())


def _first_broken(cut: Cut) -> str:
    found = [one for one in cut.check(sound=False) if one.kind == "line cut off"]
    whole = whole_lines(cut)
    begin = f"{counted(whole, 'line')} of {LINES} {'is' if whole == 1 else 'are'} whole."
    return f"{begin} {found[0].sentence}" if found else f"{begin} The others aren't in it."


def _trouble(cut: Cut) -> str:
    """Return the first finding that makes a shot no shot, in words; nothing where there is none."""
    kinds = ("slate", "flash shot", "gap", "beyond take", "line doubled")
    return next((f.sentence for f in cut.check(sound=False) if f.kind in kinds), "")


def _at(function: Callable[..., Any], *given: Any) -> float:
    return float(function(*given))


CHECKS = {
    "as quick and whole": Check(
        (lambda cut: len(looks_of(cut)) > 1, "There is no cut in it yet."),
        (
            lambda cut: np.median(cut.shot_lengths) > QUICK or np.median(looks_of(cut)) <= QUICK,
            lambda cut: (
                f"As a list it is quick enough. As it looks, half of the shots last "
                f"{np.median(looks_of(cut)):.2f} s or more: where a piece goes on in its take, or "
                "nearly, nobody sees a cut, and what lasts under half a second nobody can read."
            ),
        ),
        (
            lambda cut: np.median(looks_of(cut)) <= QUICK,
            lambda cut: (
                f"Half of the shots last {np.median(looks_of(cut)):.2f} s or more; {QUICK} s is "
                "asked for. Which looks can go?"
            ),
        ),
        (
            lambda cut: cut.duration <= LONGEST,
            lambda cut: (
                f"It lasts {cut.duration:.1f} s, longer than the scene: what is added makes no "
                "scene quicker."
            ),
        ),
        (lambda cut: not _trouble(cut), _trouble),
        (lambda cut: whole_lines(cut) >= LINES, _first_broken),
        well="Quicker, and everybody is heard out. No slider does that.",
    ),
    "step": Check(
        (
            lambda f: f(np.array([1.0, 3.0, 2.0])) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f(np.array([1.0, 3.0, 2.0]))) == 0,
            "One number is asked for, not one for each step.",
        ),
        (
            lambda f: _at(f, np.array([1.0, 3.0, 2.0])) != 0.5,
            "Up and down cancel out here: drop the minus signs before you take the mean.",
        ),
        (
            lambda f: _at(f, np.array([1.0, 3.0, 2.0])) != 1.0,
            "Among three shots there are two steps: divide by the steps, not by the shots.",
        ),
        (
            lambda f: _at(f, np.array([1.0, 3.0, 2.0])) != 3.0,
            "That is the sum. The mean is asked for.",
        ),
        (
            lambda f: abs(_at(f, np.array([1.0, 3.0, 2.0])) - 1.5) < 1e-9,
            "For shots of 1, 3 and 2 seconds the steps are 2 and 1. The mean of those?",
        ),
        (
            lambda f: abs(_at(f, np.array([4.0, 1.0, 1.0, 2.0])) - 4 / 3) < 1e-9,
            "A step down counts as much as a step up, and a step of nothing is a step.",
        ),
        (
            lambda f: abs(_at(f, [0.5, 1.0]) - 0.5) < 1e-9,
            "A plain list should do as well, and fractions of a second count.",
        ),
        well="It knows which shot follows which. No average does.",
    ),
    "share as far": Check(
        (
            lambda f: f(3.0, np.array([1.0, 2.0, 0.0])) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: _at(f, 9.0, np.zeros(99)) != 0,
            "0 would mean that no order lies so far out. One does: your own. Count it.",
        ),
        (
            lambda f: abs(_at(f, 9.0, np.zeros(99)) - 1 / 99) > 1e-9,
            "Your own order counts below the line as well: 100 orders in all.",
        ),
        (
            lambda f: abs(_at(f, 9.0, np.zeros(99)) - 0.01) < 1e-9,
            "With 99 others, none as far out as yours, it is 1 of 100.",
        ),
        (
            lambda f: (
                abs(_at(f, 2.0, np.array([-2.0, -2.0, 2.0, 2.0, 0.0, 0, 0, 0, 0])) - 0.5) < 1e-9
            ),
            "Yours is 2, the others' mean is 0. What lies at -2 is as far out as what lies at 2, "
            "and as far counts.",
        ),
        (
            lambda f: abs(_at(f, 3.0, np.array([5.0, 6.0, 7.0, 6.0])) - 0.2) < 1e-9,
            "Far from what? From the mean of the others, which need not be 0.",
        ),
        (
            lambda f: _at(f, 4.0, np.array([0.0, 0.0, 0.0, 0.0, 10.0])) == 1,
            "The middle is the mean of the others, not their median.",
        ),
        (
            lambda f: _at(f, 0.0, np.array([-1.0, 1.0, 3.0, -3.0])) == 1,
            "In the very middle every order lies as far out: p is 1.",
        ),
        well="A permutation test, in three lines. It takes for granted that any order was as likely as another.",
    ),
    "shots needed": Check(
        (
            lambda n: isinstance(n, Real) and not isinstance(n, bool),
            "Put a number there, in figures.",
        ),
        (
            lambda n: n > 0,
            "Put your number where the 0 is. Go along the line to 50 % and down from there.",
        ),
        (
            lambda n: n != len(table("century")) and n > 1,
            "Shots in one film are asked for, not films or shares.",
        ),
        (lambda n: n >= HALF[0], "Fewer than half are noticed there. Go on to the right."),
        (
            lambda n: n <= HALF[1],
            "There it is more than half already. Mind the axis: each step multiplies.",
        ),
        well="About a hundred. A film has some hundreds or more, a scene of yours a dozen or two.",
    ),
}
