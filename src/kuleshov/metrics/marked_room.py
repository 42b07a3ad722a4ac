"""A room from marks, without a film: what lies where, who was moved, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import KuleshovError, Refused
from ..words import counted, meant
from .formulas import direction
from .formulas.marks import MarkedPicture, Marks, marks_of
from .formulas.reconstruction import Moved, Room, moved, solve
from .room_plan import Known, Plan, bearings, laid_on, true_plan, wrapped

if TYPE_CHECKING:
    import pandas as pd

SUSPECT = 0.003
"""The p under which a thing is named as moved. It is strict because the test is a little rash: of 600
rooms in which nothing had moved, marked by simulated hands 1 to 2.5 px unsteady, 10 came below 0.01
and none below 0.001."""
ONE_VIEW = (
    3.0  # degrees between two cameras, as seen from the things: nearer, and they are one view
)

TOO_NEAR = 1 / 6  # of the things' spread: between two so near a bearing means nothing


DOUBTFUL = 3.5
"""As little misfit (px) as careful marks of one room leave."""


@dataclass(frozen=True, eq=False)
class MarkedRoom:
    """The one room that explains marks best. It shows itself as a plan from above.

    Attributes
    ----------
    marks : Marks
        What it was solved from.
    whole : Room
        Solved from all marks.
    moved : Moved or None
        The thing that lies elsewhere in one of the pictures, by its marks, with its p; None where
        none is named (p of 0.003 or more).

    See Also
    --------
    room : makes it

    Examples
    --------
    >>> import kuleshov as ku  # doctest: +SKIP
    >>> found = ku.room("studio/marks/bench.txt")  # doctest: +SKIP
    >>> found.residual, found.moved  # doctest: +SKIP
    (1.2, None)
    """

    marks: Marks
    whole: Room
    moved: Moved | None

    @property
    def residual(self) -> float:
        """Misfit with everything in it, pixels in a picture 640 wide."""
        return self.whole.residual

    @property
    def without(self) -> Room | None:
        """The room solved without the moved thing; None where nothing was moved."""
        return self.moved.rest if self.moved else None

    @property
    def best(self) -> Room:
        """The room to look at: without the moved thing, where there is one."""
        return self.without or self.whole

    @property
    def cameras(self) -> tuple[str, ...]:
        """The pictures' names, in the order of the marks."""
        return tuple(picture.name for picture in self.marks)

    @property
    def same_view(self) -> list[tuple[str, str]]:
        """Pairs of cameras that see the things from one side, from one place or one behind the other.

        Such a pair counts as one view: where the things stand in depth, it can hardly tell.
        """
        found = []
        for a, b in combinations(range(len(self.cameras)), 2):
            ways = [self.best.points - self.best.cameras[n] for n in (a, b)]
            one, other = (way / np.linalg.norm(way, axis=1)[:, None] for way in ways)
            apart = np.degrees(np.arccos(np.clip((one * other).sum(axis=1), -1, 1)))
            if np.median(apart) < ONE_VIEW:
                found.append((self.cameras[a], self.cameras[b]))
        return found

    def bearings(self, at: str, toward: str | None = None) -> dict[str, float]:
        """Return in which direction everything lies, as seen from one thing or camera.

        Directions are those of the plan, from above. They need no scale, and so they are the part
        of a plan to be held against a true room; distances are not.

        Parameters
        ----------
        at : str
            A thing as it was marked ("reel hub"), or a camera: its picture's name ("1A-1 @
            00:00:15:00"), or its film's where only one picture is of it ("1A-1").
        toward : str, optional
            What lies at 0 degrees: a thing or a camera. Left out, it is where the camera looks; and,
            as seen from a thing, the first camera.

        Returns
        -------
        dict of str to float
            Degrees, above -180 to 180: above 0 to the right (clockwise from above), below 0 to the
            left. Things first, then cameras; what stands at the very place is left out.

        Raises
        ------
        KuleshovError
            Where there is no such thing or camera in the room.

        Examples
        --------
        >>> ku.room(marks).bearings("1A-1")["reel hub"]  # doctest: +SKIP
        -6.2
        """
        return bearings(self.plan, self._named(at), self._named(toward) if toward else None)

    def beside(self, truth: Known) -> BesideTruth:
        """Lay the true room beside this one.

        Parameters
        ----------
        truth : Rushes, Truth, or mapping of str to Take or TakeTruth
            Where the cameras of the marked pictures are known. Things go by their names there, such
            as "reel hub"; one with a name of your own is left out.

        Returns
        -------
        BesideTruth

        Raises
        ------
        KuleshovError
            Where it knows nothing of one of the pictures.

        Examples
        --------
        >>> ku.room(marks).beside(ku.rushes("understudy")).median  # doctest: +SKIP
        1.4
        """
        true = true_plan(self.marks, self.best.names, truth)
        ours = self.plan
        spread = np.ptp(true.at(true.things or true.names), axis=0).max()
        off = []
        for at, here in zip(true.names, true.places, strict=True):
            one, other = bearings(ours, at, None), bearings(true, at, None)
            off += [
                abs(wrapped(one[name] - other[name]))
                for name, there in zip(true.names, true.places, strict=True)
                if np.linalg.norm(there - here) > TOO_NEAR * spread
            ]
        return BesideTruth(laid_on(true, ours), np.array(off))

    def to_frame(self) -> pd.DataFrame:
        """Return a row a thing and a camera.

        Returns
        -------
        pandas.DataFrame
            name; kind: "thing", "moved" or "camera"; bearing as seen from the first camera
            (degrees); right, ahead (in the cameras' mean distance from each other); misfit (px in a
            picture 640 wide, root mean square). NaN where there is none.
        """
        import pandas as pd

        plan, seen = self.plan, self.bearings(self.cameras[0])
        off = _off(self.whole) | _off(self.best)
        rows = [
            (name, kind, seen.get(name, np.nan), *place, off.get(name, np.nan))
            for name, kind, place in zip(plan.names, plan.kinds, plan.places, strict=True)
        ]
        rows += [
            (name, "moved", np.nan, np.nan, np.nan, off[name])
            for name in self.whole.names
            if name not in self.best.names
        ]
        columns = ["name", "kind", "bearing", "right", "ahead", "misfit"]
        return pd.DataFrame(rows, columns=columns)

    def table(self) -> pd.DataFrame:
        """Return the same in words: bearings and misfits, and no distances.

        Returns
        -------
        pandas.DataFrame
            A row a thing and a camera.
        """
        import pandas as pd

        frame = self.to_frame()
        rows = [
            {
                "what": name,
                "": kind,
                "from the first camera": _side(bearing),
                "misfit": "" if np.isnan(misfit) else f"{misfit:.1f} px",
            }
            for name, kind, bearing, misfit in zip(
                frame["name"], frame["kind"], frame["bearing"].to_numpy(float),
                frame["misfit"].to_numpy(float), strict=True,
            )
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def __str__(self) -> str:
        base = (
            f"{counted(len(self.whole.names), 'thing')}, {counted(len(self.cameras), 'camera')}, "
            f"{self.residual:.1f} px of misfit"
        )
        if self.moved is None:
            said = "no thing spoils it" if self.residual < DOUBTFUL else "it is no good room"
            return f"{base}; {said}."
        return (
            f"{base}; {self.moved.residual:.1f} px without the {self.moved.thing} "
            f"(p = {self.moved.p:.1g})."
        )

    __repr__ = __str__

    @property
    def plan(self) -> Plan:
        """The best room from above."""
        things_, cameras, looks = self.best.plan()
        return Plan(self.best.names, self.cameras, np.concatenate([things_, cameras]), looks)

    def _named(self, name: str) -> str:
        if name in (known := (*self.best.names, *self.cameras)):
            return name
        films = [picture.name for picture in self.marks if picture.film == name]
        if len(films) == 1:
            return films[0]
        if self.moved and name in self.whole.names:
            raise KuleshovError(f"{name!r} was moved: it has no one place in this room.")
        near = meant(name, list(known))
        raise KuleshovError(f"There is no {name!r} in this room.{near}")


@dataclass(frozen=True, eq=False)
class BesideTruth:
    """The true room beside one that was solved from marks.

    Attributes
    ----------
    plan : Plan
        The true places, turned and sized as a whole (a similarity) so that the things lie as near
        as can be to those of the marks.
    off : ndarray
        By how much each bearing is off, degrees: of everything, as seen from each thing and camera,
        as :meth:`MarkedRoom.bearings` gives them. Where one stands beside the other or over it,
        nearer than a sixth of the things' spread, a bearing means nothing and is left out.
    """

    plan: Plan
    off: np.ndarray

    @property
    def median(self) -> float:
        """Half of the bearings are off by less, degrees."""
        return float(np.median(self.off))

    @property
    def largest(self) -> float:
        """None is off by more, degrees."""
        return float(np.max(self.off))

    def __str__(self) -> str:
        return (
            f"Held against the true room, half of the bearings are off by less than "
            f"{self.median:.1f}°; the worst is off by {self.largest:.0f}°."
        )

    __repr__ = __str__


def room(marks: Marks | Sequence[MarkedPicture] | str | Path) -> MarkedRoom:
    """Look for the one room that explains marks, and for a thing that was moved in it.

    No film is needed. ``ku.measure(film, "room_marks", marks=marks)`` gives the same number.

    Parameters
    ----------
    marks : Marks, a list of pictures, or the path of a marks file
        Three pictures or more, which share eight things or more. Fifteen are enough to name what
        was moved.

    Returns
    -------
    MarkedRoom
        Shows itself as a plan; ``residual``, ``moved``, ``without``, ``bearings(at)``.

    Raises
    ------
    Refused
        Where the pictures share too little to tell: a finding of its own.
    KuleshovError
        Where the marks can't be read.

    See Also
    --------
    kuleshov.mark : Where marks are set.
    kuleshov.floor_plan : Its plan, also beside the true room.

    Examples
    --------
    >>> from kuleshov.library import rushes
    >>> from kuleshov.metrics.formulas.marks import from_truth
    >>> takes = [rushes("understudy")[name].truth for name in ("1A-1", "7A-1", "C8a")]
    >>> found = room([from_truth(take, take.first_frame + 10, error=1) for take in takes])
    >>> len(found.whole.names), found.moved, found.residual < 2
    (16, None, True)
    """
    given = marks_of(marks)
    whole = solve(given.pictures)
    worst = moved(given.pictures, whole)[:1]
    return MarkedRoom(given, whole, worst[0] if worst and worst[0].p < SUSPECT else None)


def sides(marks: Marks | Sequence[MarkedPicture] | str | Path) -> list[float]:
    """Say of each two marked pictures that follow each other whether left stays left.

    No film is needed. What counts are subjects, which have a star in the marks.

    Parameters
    ----------
    marks : Marks, a list of pictures, or the path of a marks file
        In the order of the cut.

    Returns
    -------
    list of float (pictures - 1)
        1 where subjects keep their order from left to right, -1 where it is turned round, between
        them where only some do; NaN where two pictures share fewer than two subjects, or where they
        stand within 2 % of the width of each other.

    Raises
    ------
    Refused
        Where no two pictures can be compared.
    KuleshovError
        Where the marks can't be read.

    See Also
    --------
    room : for what does not move

    Examples
    --------
    >>> subjects = {"he": (100, 50), "she": (500, 50)}, {"he": (450, 50), "she": (200, 50)}
    >>> sides([MarkedPicture("a", "00:00:01:00", (640, 360), {}, two) for two in subjects])
    [-1.0]
    """
    pictures = [
        {name: x / picture.size[0] for name, (x, _) in picture.subjects.items()}
        for picture in marks_of(marks)
    ]
    kept = direction.across(pictures)
    if not np.isfinite(kept).any():
        raise Refused(
            "no two marked pictures that follow each other share two subjects (what moves, a star "
            f"before its name) that stand over {direction.CLOSE:.0%} of the width apart."
        )
    return [float(one) for one in kept]


def _side(bearing: float) -> str:
    if np.isnan(bearing):
        return ""
    if round(abs(bearing)) in (0, 180):
        return "straight behind" if abs(bearing) > 90 else "straight ahead"
    return f"{abs(bearing):.0f}° {'right' if bearing > 0 else 'left'}"


def _off(solved: Room) -> dict[str, float]:
    """Return the root mean square misfit of each thing, pixels."""
    rows = np.sqrt(np.nanmean(np.square(solved.misfit), axis=0))
    return dict(zip(solved.names, map(float, rows), strict=True))
