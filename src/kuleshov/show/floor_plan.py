"""A room from above, as marks in pictures tell it: things, cameras, and what they look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..metrics.formulas.marks import MarkedPicture, Marks
from ..metrics.formulas.reconstruction import things as grouped
from ..metrics.marked_room import DOUBTFUL, BesideTruth, MarkedRoom
from ..metrics.marked_room import room as solved
from ..metrics.room_plan import Known, Plan
from ..words import counted
from . import html
from .labels import place_labels
from .plot import Plot, subplots
from .style import AMBER, GREY, GREY_ON_PAPER, INK, RED, plot_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NO_PROOF = (
    "A low misfit is no proof: marks a pixel off put a camera a fifth of its distance off,\n"
    "and a mirrored picture may fit. Bearings are surer than distances."
)


def room_bundle(room: MarkedRoom, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a room from marks: its plan, its table folded away under it."""
    plan = floor_plan(room)
    page = plan._repr_mimebundle_()["text/html"]
    table = html.card(html.frame(room.table()), str(room))
    page += f"<details><summary>Each thing in words</summary>{table}</details>"
    return {"text/html": page, "text/plain": plan.alt}


def floor_plan(
    marks: MarkedRoom | Marks | Sequence[MarkedPicture] | str | Path, truth: Known | None = None
) -> Plot:
    """Draw the room that explains marks best, seen from above.

    Pictures can't tell a room from its model, so there is no scale. Each camera is drawn with the
    angle that it sees. Where a thing was moved between the pictures, by its marks, the room is
    solved and drawn without it, and red lines show where each camera saw it: they meet in no one
    place.

    Parameters
    ----------
    marks : MarkedRoom, Marks, a list of pictures, or the path of a marks file
        Things marked in three pictures or more.
    truth : Rushes, or mapping of str to Take, optional
        Takes whose cameras are known. The true room is laid beside as hollow signs, turned and
        sized as a whole so that the things lie as near as can be.

    Returns
    -------
    Plot
        Shows itself in a notebook; its ``alt`` says where each thing lies.

    Raises
    ------
    Refused
        Where the pictures share too little: a plan that does not close is not drawn.
    KuleshovError
        Where truth knows nothing of one of the pictures.

    See Also
    --------
    kuleshov.mark : Where marks are set.
    kuleshov.room : The same room in numbers.

    Examples
    --------
    >>> ku.floor_plan(table.marks)  # doctest: +SKIP
    >>> ku.floor_plan("studio/marks/bench.txt", truth=ku.rushes("understudy"))  # doctest: +SKIP
    """
    room = marks if isinstance(marks, MarkedRoom) else solved(marks)
    beside = None if truth is None else room.beside(truth)
    plan = room.plan
    count = len(plan.things)
    near = _near(plan.places[:count], plan.places[count:])
    said = [title(room), *_more(room, beside)]
    with plot_style():
        figure, axis = subplots(figsize=(7.4, 6.6), layout="none")
        words = "\n".join([*said[1:], *_far(plan, near), NO_PROOF])
        figure.subplots_adjust(0.02, 0.02, 0.98, 0.92 - 0.024 * (words.count("\n") + 1))
        if beside:
            _draw_true(axis, plan, beside.plan, near)
        _draw_cameras(axis, room, plan)
        axis.plot(*plan.places[:count][near].T, "o", ms=5.5, color=INK, zorder=3)
        if room.moved:
            _draw_sights(axis, room, plan)
        axis.set_aspect("equal")
        axis.set_axis_off()
        axis.margins(0.10)
        place_labels(axis, _labels(room, plan, near), _kept_free(axis, plan, near, beside))
        figure.suptitle(said[0], x=0.02, y=0.98, ha="left", fontsize=11)
        figure.text(0.02, 0.935, words, va="top", fontsize=8.5, color=GREY_ON_PAPER)
    where = ", ".join(f"{name} {degrees:+.0f}°" for name, degrees in room.bearings(plan.cameras[0]).items())  # fmt: skip
    alt = " ".join([*said, f"From the first camera, right of where it looks: {where}.", NO_PROOF])
    return Plot(figure, alt.replace("\n", " "))


def title(room: MarkedRoom) -> str:
    """Say what was found, so that it holds for any room.

    Parameters
    ----------
    room : MarkedRoom
    """
    base = (
        f"{counted(len(room.whole.names), 'thing')}, {counted(len(room.cameras), 'camera')}, "
        f"{room.residual:.1f} px of misfit"
    )
    if room.moved:
        return f"{base}; {room.moved.residual:.1f} px without the {room.moved.thing}"
    if room.residual < DOUBTFUL:
        return f"{base}: one room could give these pictures"
    return f"{base}: careless marks, or more than one room"


def _more(room: MarkedRoom, beside: BesideTruth | None) -> list[str]:
    """Return what has to be said beside the title, a line each."""
    lines = []
    if room.moved:
        lines.append(
            f"Is the {room.moved.thing} marked the same way in each shot? If it is, it was moved "
            f"(p = {room.moved.p:.1g}).\nThe room is drawn without it. Red: where each camera saw it."
        )
    for one, other in room.same_view:
        lines.append(
            f"{one} and {other} look from one place, or one from behind\n"
            "the other: they count as one view, and say little of depth."
        )
    if beside:
        lines.append(f"{beside} Hollow: the true room.")
    return lines


def _far(plan: Plan, near: np.ndarray) -> list[str]:
    far = [name for name, one in zip(plan.things, near, strict=True) if not one]
    return [f"Too far to be placed: {', '.join(far)}."] if far else []


def _near(things: np.ndarray, cameras: np.ndarray) -> np.ndarray:
    """Say which things lie where marks can place them: not many times as far as the others."""
    middle = np.median(np.concatenate([things, cameras]), axis=0)
    away = np.linalg.norm(things - middle, axis=1)
    return np.asarray(away <= 3 * np.median(away) + 1e-9)


def _draw_cameras(axis: Axes, room: MarkedRoom, plan: Plan) -> None:
    """Draw where cameras stood and the angles that they saw; focals are in picture widths."""
    count = len(plan.things)
    reach = 0.35 * np.ptp(plan.places, axis=0).max()
    for at, look, focal in zip(plan.places[count:], plan.looks, room.best.focals, strict=True):
        ahead = look / max(float(np.linalg.norm(look)), 1e-9)
        side = np.array([-ahead[1], ahead[0]])
        half = 0.5 / max(float(focal), 1e-3)
        for edge in (-half, half):
            far = at + reach * (ahead + edge * side) / np.hypot(1, edge)
            axis.plot([at[0], far[0]], [at[1], far[1]], color=GREY, lw=0.9, zorder=1)
        axis.plot(*at, marker="^", ms=11, color=AMBER, zorder=4)


def _draw_true(axis: Axes, plan: Plan, true: Plan, near: np.ndarray) -> None:
    """Draw true places hollow, each tied to where the marks put it."""
    shown = {name for name, one in zip(plan.things, near, strict=True) if one} | set(plan.cameras)
    for name, theirs in zip(true.names, true.places, strict=True):
        if name in shown:
            axis.plot(
                *np.array([plan.at([name])[0], theirs]).T, color=GREY, lw=0.8, ls=":", zorder=1
            )
            marker, size = ("^", 11) if name in true.cameras else ("o", 6.5)
            axis.plot(*theirs, marker, ms=size, mfc="none", mec=GREY_ON_PAPER, mew=1.1, zorder=2)


def _draw_sights(axis: Axes, room: MarkedRoom, plan: Plan) -> None:
    """Draw, from each camera, the direction in which it saw what was moved."""
    count = len(plan.things)
    for at, way in zip(plan.places[count:], _sights(room), strict=True):
        if way is not None:
            reach = 1.15 * np.median(np.linalg.norm(plan.places[:count] - at, axis=1))
            far = at + reach * way
            axis.plot([at[0], far[0]], [at[1], far[1]], color=RED, lw=1.3, ls="--", zorder=2)


def _sights(room: MarkedRoom) -> list[np.ndarray | None]:
    """Return in which direction each camera saw the moved thing, from above; None if it didn't."""
    names = set(room.whole.names) - set(room.best.names)
    axes = room.best.axes()
    found: list[np.ndarray | None] = []
    for picture, turn, focal in zip(room.marks, room.best.turns, room.best.focals, strict=True):
        width, height = picture.size
        marks = [place for name, place in picture.points.items() if name in names]
        if not marks:
            found.append(None)
            continue
        x, y = np.mean(marks, axis=0)
        ray = np.array([(x + 0.5 - width / 2) / width, (y + 0.5 - height / 2) / width, focal])
        way = (ray @ turn) @ axes
        found.append(way / np.linalg.norm(way))
    return found


def _labels(room: MarkedRoom, plan: Plan, near: np.ndarray) -> list[tuple[str, Any, str]]:
    """Return each label: its words, its place, its colour."""
    count = len(plan.things)
    labels: list[tuple[str, Any, str]] = [
        (picture.film, at, AMBER)
        for picture, at in zip(room.marks, plan.places[count:], strict=True)
    ]
    for thing, names in grouped(plan.things).items():
        own = [n for n, name in enumerate(plan.things) if name in names and near[n]]
        if own:
            middle = plan.places[own].mean(axis=0)
            nearest = min(own, key=lambda n: float(np.linalg.norm(plan.places[n] - middle)))
            labels.append((thing, plan.places[nearest], INK))
    return labels


def _kept_free(axis: Axes, plan: Plan, near: np.ndarray, beside: BesideTruth | None) -> np.ndarray:
    """Return the places on which no label may lie: signs, and all along the lines of sight."""
    shown = np.concatenate([near, np.ones(len(plan.cameras), bool)])
    both = [plan.places[shown]]
    if beside:
        names = {name for name, one in zip(plan.names, shown, strict=True) if one}
        both.append(beside.plan.at([name for name in beside.plan.names if name in names]))
    lines = [
        np.asarray(line.get_xydata()) for line in axis.lines if line.get_linestyle() in ("-", "--")
    ]
    steps = np.linspace(0, 1, 25)[:, None]
    along = [start + steps * (end - start) for start, end in (xy for xy in lines if len(xy) == 2)]
    return np.concatenate([*both, *along])
