"""A room from above: what lies in which direction, and the true room laid upon it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from ..errors import KuleshovError
from ..library.takes import Rushes, Take
from ..library.truth import TakeTruth, Truth
from .formulas.marks import Marks, frame_of

Known: TypeAlias = Rushes | Truth | Mapping[str, Take] | Mapping[str, TakeTruth]
"""Takes whose cameras are known."""
_FEWEST_LAID = 3  # things whose true places are known; under that, cameras are laid on cameras too


@dataclass(frozen=True, eq=False)
class Plan:
    """A room from above.

    Attributes
    ----------
    things, cameras : tuple of str
        Their names.
    places : ndarray (things + cameras, 2)
        To the right and ahead, in one unit.
    looks : ndarray (cameras, 2)
        Where the cameras look.
    """

    things: tuple[str, ...]
    cameras: tuple[str, ...]
    places: np.ndarray
    looks: np.ndarray

    @property
    def names(self) -> tuple[str, ...]:
        """Things, then cameras."""
        return (*self.things, *self.cameras)

    def at(self, names: Sequence[str]) -> np.ndarray:
        """Return where some things or cameras are.

        Parameters
        ----------
        names : sequence of str

        Returns
        -------
        ndarray (names, 2)
        """
        return self.places[[self.names.index(name) for name in names]]

    @property
    def kinds(self) -> list[str]:
        """A word for each name: "thing" or "camera"."""
        return ["thing"] * len(self.things) + ["camera"] * len(self.cameras)


def bearings(plan: Plan, at: str, toward: str | None) -> dict[str, float]:
    """Return in which direction everything lies, as seen from one thing or camera.

    Parameters
    ----------
    plan : Plan
    at : str
        A name of the plan.
    toward : str or None
        What lies at 0 degrees; None is where a camera looks and, from a thing, the first camera.

    Returns
    -------
    dict of str to float
        Degrees, above -180 to 180, above 0 to the right.

    Raises
    ------
    KuleshovError
        Where what lies at 0 degrees stands at the very place.

    Examples
    --------
    >>> plan = Plan(("cup",), ("a",), np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([[0.0, 1.0]]))
    >>> bearings(plan, "a", None)
    {'cup': 45.0}
    """
    names = plan.names
    here = plan.places[names.index(at)]
    if toward is not None:
        zero = plan.places[names.index(toward)] - here
    elif at in plan.cameras:
        zero = plan.looks[plan.cameras.index(at)]
    else:
        zero = plan.places[len(plan.things)] - here
    if not zero.any():
        raise KuleshovError(f"{toward!r} gives no direction as seen from {at!r}: it is there.")
    ways = plan.places - here
    angles = np.degrees(np.arctan2(ways[:, 0], ways[:, 1]) - np.arctan2(zero[0], zero[1]))
    return {
        name: float(wrapped(angle))
        for name, angle, way in zip(names, angles, ways, strict=True)
        if way.any()
    }


def wrapped(degrees: float) -> float:
    """Return an angle as one above -180 and up to 180 degrees.

    Parameters
    ----------
    degrees : float
        Any angle.

    Returns
    -------
    float

    Examples
    --------
    >>> wrapped(190), wrapped(-180)
    (-170, 180)
    """
    return 180 - (180 - degrees) % 360


def true_plan(marks: Marks, things: Sequence[str], truth: Known) -> Plan:
    """Return the true room from above.

    Parameters
    ----------
    marks : Marks
        Of takes whose cameras are known.
    things : sequence of str
        Those whose names are not known are left out.
    truth : Rushes, Truth, or mapping of str to Take or TakeTruth

    Returns
    -------
    Plan
        In metres.

    Raises
    ------
    KuleshovError
        Where it knows nothing of one of the pictures.

    Examples
    --------
    >>> true_plan(marks, ["reel hub"], ku.rushes("understudy")).cameras  # doctest: +SKIP
    ('1A-1 @ 00:00:16:12', '7A-1 @ 00:00:06:12', 'C8a @ 00:00:01:22')
    """
    known = truth.takes if isinstance(truth, Truth) else truth
    takes = []
    for picture in marks:
        found_take = known[picture.film] if picture.film in list(known) else None
        take = found_take.truth if isinstance(found_take, Take) else found_take
        if take is None:
            raise KuleshovError(f"Of {picture.film} no true camera is known.")
        takes.append((take, frame_of(picture, take.rate)))
    cameras = np.array([take.camera(frame) for take, frame in takes])
    places = takes[0][0].points(takes[0][1])
    names = tuple(name for name in things if name in places)
    points = np.array([places[name].xyz for name in names]).reshape(-1, 3)
    looks = np.array([take.pose(frame)[2, :2] for take, frame in takes])
    return Plan(
        names,
        tuple(picture.name for picture in marks),
        np.concatenate([points, cameras])[:, :2],
        looks,
    )


def laid_on(true: Plan, ours: Plan) -> Plan:
    """Return the true plan turned, sized and shifted so that things lie as near as can be.

    Parameters
    ----------
    true, ours : Plan
        Of the same cameras; each thing of the true one is in ours.

    Returns
    -------
    Plan
        In the unit of ours.

    Examples
    --------
    >>> metres = Plan((), ("a", "b"), np.array([[0.0, 0.0], [0.0, 4.0]]), np.ones((2, 2)))
    >>> unit = Plan((), ("a", "b"), np.array([[1.0, 1.0], [2.0, 1.0]]), np.ones((2, 2)))
    >>> laid_on(metres, unit).places.round(6).tolist()
    [[1.0, 1.0], [2.0, 1.0]]
    """
    by = true.things if len(true.things) >= _FEWEST_LAID else true.names
    a, b = (plan.at(by) @ np.array([1, 1j]) for plan in (true, ours))
    turn = np.vdot(a - a.mean(), b - b.mean()) / np.vdot(a - a.mean(), a - a.mean()).real
    places = turn * (true.places @ np.array([1, 1j]) - a.mean()) + b.mean()
    looks = turn / abs(turn) * (true.looks @ np.array([1, 1j]))
    laid = (np.stack([z.real, z.imag], axis=1) for z in (places, looks))
    return Plan(true.things, true.cameras, *laid)
