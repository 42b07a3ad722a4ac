"""Assignment a4's marks and bearings against what is known, in words.

As in :mod:`kuleshov.grading.checks.a1_shot_list`, each function returns sentences about what is
wrong, an empty list where nothing is, and the commonest slip has a sentence of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import KuleshovError, Refused
from ...metrics.formulas.marks import MarkedPicture, Marks
from ...metrics.formulas.reconstruction import solve, things
from ...metrics.room_plan import wrapped
from ...words import counted
from .a4_kitchen import ASKED, FACING, MOVABLE, STANDING, kitchen, turned
from .a4_pictures import STILL, draw
from .asking import PLAIN, called, is_number, kind_of
from .asking import own_work as own_work  # beside the tests of this assignment

ALLOWED = PLAIN
BEARING = 10.0  # degrees
MISFIT = 0.15  # px
_NEAR = 0.08  # of the picture's width: a head is no point

_Point = tuple[float, float]


def some_pictures(seed: int) -> list[list[str]]:
    """Return what is marked in three pictures: some things in one, in two, in all.

    >>> len(some_pictures(1))
    3
    """
    marks = kitchen(seed).few
    return [sorted(picture.points) for picture in marks]


def wrong_shared(shared: Callable[..., Any], pictures: Sequence[Sequence[str]]) -> list[str]:
    """Hold a student's list of things that two pictures or more share against the right one."""
    found, said = called("shared", shared, [list(one) for one in pictures])
    if said:
        return said
    if isinstance(found, str | Mapping) or not isinstance(found, Iterable):
        return [f"`shared` returns {kind_of(found)}; a list of names is asked for."]
    found = list(found)
    if odd := [one for one in found if not isinstance(one, str)]:
        return [f"`shared` returns a list with {kind_of(odd[0])} in it; names are asked for."]
    names = [name for one in pictures for name in one]
    right = {name for name in names if names.count(name) > 1}
    if set(found) == right and len(found) == len(right):
        return []
    in_all = {name for name in names if names.count(name) == len(pictures)}
    if set(found) == right:
        return ["Each thing once: your list names one several times."]
    if set(found) == in_all:
        return [
            "These are the things marked in all pictures. Two are enough: from two places one can "
            "tell where a thing is."
        ]
    if set(found) == set(names):
        return ["These are all things. Leave out what only one picture shows."]
    if set(found) == {name for name in names if names.count(name) == 2}:
        return ["These are the things of exactly two pictures. What three show counts as well."]
    if lacking := sorted(right - set(found)):
        return [f"`{lacking[0]}` is marked in two pictures or more, and your list lacks it."]
    return [f"`{sorted(set(found) - right)[0]}` is marked in one picture alone."]


def wrong_bearing(
    bearing: Callable[..., Any], here: _Point, facing: _Point, there: _Point
) -> list[str]:
    """Hold a student's bearing against the right one, in degrees."""
    found, said = called("bearing", bearing, here, facing, there)
    if said:
        return said
    if isinstance(found, np.ndarray | np.generic) and np.ndim(found) == 0:
        found = found.item()
    if not is_number(found):
        return [f"`bearing` returns {kind_of(found)}; one number is asked for, in degrees."]
    ahead, to = np.subtract(facing, here), np.subtract(there, here)
    right = turned(ahead, to)
    if _close(found, right) or (abs(right) > 179.99 and _close(abs(found), 180)):
        return []
    absolute = turned(np.array([0.0, 1.0]), to)
    slips = [
        (abs(right), "A bearing to the left is below 0: yours has no side. `np.arctan2` keeps it."),
        (-right, "Left and right have changed places: what is to the right counts above 0."),
        (math.radians(right), "This is in radians. Multiply by 180 and divide by pi."),
        (
            math.radians(-right),
            "This is in radians, and to the left. Degrees to the right, please.",
        ),
        (absolute, "This is the bearing from straight up the plan. Begin from what you face."),
        (
            turned(np.array(facing, float), np.array(there, float)),
            "You measure from the plan's corner. Stand where `here` is: take it from both first.",
        ),
    ]
    for slip, words in slips:
        if _close(found, slip):
            return [words]
    if abs(wrapped(found - right)) < 0.01:
        return [
            f"{found:.0f} degrees is a turn of {right:.0f}: bring it between -180 and 180, so that "
            "the shorter way round is meant."
        ]
    return [
        f"From {_said(here)}, facing {_said(facing)}, the bearing of {_said(there)} is "
        f"{right:.1f} degrees; yours is {found:.1f}."
    ]


def _close(one: float, other: float) -> bool:
    return abs(one - other) < 0.01


def _said(point: _Point) -> str:
    return f"({point[0]:g}, {point[1]:g})"


def marked(place: str | Path) -> Marks:
    """Return the marks of a file that was given out beside the notebook.

    Raises
    ------
    KuleshovError
        Where the file isn't there.
    """
    if not Path(place).is_file():
        raise KuleshovError(
            f"{Path(place).name} isn't beside the notebook. It was given out with it: put it into "
            "the same folder."
        )
    return Marks.load(place)


def refusal(place: str | Path) -> str:
    """Return in which words the room of a marks file is refused, or nothing where it is solved."""
    return refusal_of(marked(place))


def refusal_of(marks: Marks) -> str:
    """Return in which words a room is refused, or nothing where it is solved."""
    try:
        solve(marks.pictures)
    except Refused as words:
        return str(words)
    return ""


def true_sides(seed: int, number: int) -> str:
    """Return the marks that belong into a generated pair, as text."""
    a, b = zip(*draw(seed).subjects(number).values(), strict=True)
    pictures = [
        MarkedPicture(
            f"sides-{number}{letter}",
            "00:00:00:00",
            STILL,
            subjects={
                name: (round(x * STILL[0], 1), 100.0)
                for name, x in zip(draw(seed).subjects(number), places, strict=True)
            },
        )
        for letter, places in (("a", a), ("b", b))
    ]
    return Marks(tuple(pictures), f"pair {number}").to_text()


def the_keeper(seed: int) -> int:
    """Return which generated pair keeps its sides."""
    return draw(seed).keeps()


def no_thing(moved_thing: Any, marks: Any) -> list[str]:
    """Say that an answer names nothing that is marked."""
    if moved_thing is None:
        return ["`moved_thing` is still empty."]
    if not isinstance(moved_thing, str):
        return [f'`moved_thing` is {kind_of(moved_thing)}; a name in quotes is asked for: "door".']
    names = {name for picture in marks for name in picture.points}
    there = sorted({name.partition(" ")[0] for name in names})
    said = moved_thing.strip().lower().removeprefix("the ")
    if said in names - set(there):
        return [f"`{said}` is one mark. Name the thing: {said.partition(' ')[0]!r}."]
    if said not in there:
        return [f"No {moved_thing!r} is marked. There are: {', '.join(there)}."]
    return []


def not_moved(moved_thing: Any, seed: int) -> list[str]:
    """Say that the thing named is not the one that was moved."""
    room = kitchen(seed)
    if wrong := no_thing(moved_thing, room.marks):
        return wrong
    said = moved_thing.strip().lower().removeprefix("the ")
    if said == room.moved:
        return []
    if said not in MOVABLE:
        return [f"Nobody has carried the {said} about. Without which thing does the rest fit?"]
    return [f"It wasn't the {said}. Leave each thing out in turn: without which does the rest fit?"]


def no_misfit(misfit: Any) -> list[str]:
    """Say that an answer is no misfit in pixels."""
    if misfit is None:
        return ["`misfit` is still empty."]
    if not is_number(misfit):
        return [f"`misfit` is {kind_of(misfit)}; a number is asked for, in pixels."]
    if misfit <= 0:
        return ["No hand is so steady that nothing is left: a misfit lies above 0."]
    return []


def wrong_misfit(misfit: Any, seed: int) -> list[str]:
    """Hold the misfit of a class's kitchen without the moved thing against the right one."""
    if wrong := no_misfit(misfit):
        return wrong
    room = kitchen(seed)
    pictures = Marks.from_text(room.marks.to_text()).pictures
    whole = solve(pictures)
    if abs(float(misfit) - whole.residual) < 0.15 * whole.residual:
        return ["This is the misfit with the thing that was moved. Solve the room without it."]
    right = solve(pictures, things(whole.names)[room.moved]).residual
    if abs(float(misfit) - right) > MISFIT:
        return [f"Without the thing that was moved {right:.1f} px are left; you say {misfit:.1f}."]
    return []


def no_bearings(bearings: Any) -> list[str]:
    """Say that an answer is no dict of the bearings that were asked for."""
    if bearings is None:
        return ["`bearings` is still empty."]
    if not isinstance(bearings, Mapping):
        return [f"`bearings` is {kind_of(bearings)}; names and degrees are asked for, as given."]
    for name in ASKED:
        if not is_number(bearings.get(name)):
            return [f"`bearings` lacks a number of degrees for {name!r}."]
        if not -180 <= float(bearings[name]) <= 180:
            return [f"A bearing lies between -180 and 180 degrees; that of {name!r} doesn't."]
    degrees = [abs(float(bearings[name])) for name in ASKED]
    if 0 < max(degrees) <= math.pi:
        return ["All three are below 3.2: these look like radians. Degrees are asked for."]
    return []


def wrong_bearings(bearings: Any, seed: int) -> list[str]:
    """Hold the bearings of a class's kitchen against the room that the marks were made in."""
    if wrong := no_bearings(bearings):
        return wrong
    room = kitchen(seed)
    for name, right in room.bearings().items():
        off = wrapped(float(bearings[name]) - right)
        if abs(off) <= BEARING:
            continue
        if abs(wrapped(float(bearings[name]) + right)) <= BEARING / 2 < abs(right):
            return [f"The bearing of {name!r} is as far to the other side: right is above 0."]
        return [
            f"The bearing of {name!r} is off by {abs(off):.0f} degrees. You stand at the {STANDING} "
            f"and face {FACING}."
        ]
    return []


def wrong_sides(text: Any, number: int, seed: int | None = None) -> list[str]:
    """Say what is wrong with the marks that a student has set in a generated pair.

    Without a seed only their form is looked at: two pictures of the pair, two subjects in both.
    """
    name = f"sides_{number}"
    text = text.to_text() if isinstance(text, Marks) else text
    if not isinstance(text, str) or not text.strip():
        return [f"`{name}` is still empty: paste what your table shows between the three quotes."]
    try:
        pictures = list(Marks.from_text(text))
    except KuleshovError as problem:
        return [f"`{name}` can't be read. {problem}"]
    stills = [f"sides-{number}a", f"sides-{number}b"]
    there = {picture.film: picture for picture in pictures}
    for still in stills:
        if still not in there:
            return [f"`{name}` has no marks in {still}: both pictures of the pair are asked for."]
    x = [
        {
            n.strip().lower(): p[0] / there[s].size[0]
            for n, p in (there[s].subjects | there[s].points).items()
        }
        for s in stills
    ]
    both = sorted(set(x[0]) & set(x[1]))
    if len(both) < 2:
        return [
            f"In `{name}` {counted(len(both), 'subject has', 'subjects have')} a mark of the same "
            "name in both pictures; two are asked for."
        ]
    if seed is None:
        return []
    drawn = draw(seed)
    for subject, (first, second) in drawn.subjects(number).items():
        if subject not in both:
            return [f"`{name}` has no {subject!r} in both pictures; it has: {', '.join(both)}."]
        for still, found, right in zip(stills, (x[0], x[1]), (first, second), strict=True):
            if abs(found[subject] - right) > _NEAR:
                return [f"In {still} the {subject} isn't where your mark is."]
    return []


def wrong_keeper(keeps: Any, seed: int | None = None) -> list[str]:
    """Say that the pair named doesn't keep its sides."""
    if keeps is None:
        return ["`keeps` is still empty."]
    if isinstance(keeps, bool) or not is_number(keeps) or keeps not in (1, 2):
        return ["`keeps` is 1 or 2: the number of the pair that keeps its sides."]
    if seed is None or int(keeps) == draw(seed).keeps():
        return []
    return [
        f"In pair {keeps} they change sides. Who is on the left in the first picture, and then?"
    ]
