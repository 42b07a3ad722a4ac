"""A room from above, as marks in pictures tell it: things, cameras, and what they look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..metrics.formulas.marks import MarkedPicture, Marks, marks_of
from ..metrics.formulas.reconstruction import Room, moved, solve
from ..metrics.formulas.reconstruction import things as grouped
from .plot import Plot
from .style import AMBER, GREY, INK, RED, plot_style

_SUSPECT = 0.01  # the p under which a thing is named as moved


def floor_plan(marks: Marks | Sequence[MarkedPicture] | str | Path) -> Plot:
    """Draw the room that explains marks best, seen from above.

    Pictures can't tell a room from its model, so there is no scale: one unit is the cameras' mean
    distance from each other. Each camera is drawn with the angle that it sees. A thing that seems
    to have been moved between the pictures is red and has a ring.

    Parameters
    ----------
    marks : Marks, a list of pictures, or the path of a marks file
        Things marked in two pictures or more.

    Returns
    -------
    Plot
        Shows itself in a notebook; its ``alt`` says where each thing lies.

    Raises
    ------
    Refused
        Where the pictures share too little: a plan that does not close is not drawn.

    See Also
    --------
    kuleshov.mark : Where marks are set.

    Examples
    --------
    >>> ku.floor_plan(table.marks)  # doctest: +SKIP
    >>> ku.floor_plan("studio/marks/bench.txt")  # doctest: +SKIP
    """
    import matplotlib.pyplot as plt

    given = marks_of(marks)
    room = solve(tuple(given))
    suspects = [one for one in moved(tuple(given), room) if one.p < _SUSPECT][:1]
    things, cameras, looks = room.plan()
    near = _near(things, cameras)
    title = _title(room, suspects)
    with plot_style():
        figure, axis = plt.subplots(figsize=(7.0, 5.4))
        _draw_things(axis, room, things, near, suspects)
        for number, picture in enumerate(given):
            _draw_camera(axis, cameras[number], looks[number], room.focals[number], picture.name)
        axis.set_aspect("equal")
        axis.set_axis_off()
        axis.margins(0.12)
        figure.suptitle(title, x=0.02, ha="left", fontsize=11)
        if far := [name for name, one in zip(room.names, near, strict=True) if not one]:
            words = f"too far to be placed: {', '.join(far)}"
            axis.annotate(words, (0, 0), xycoords="axes fraction", fontsize=8, color=GREY)
    said = ", ".join(
        f"{name} {x:+.2f} to the right, {y:+.2f} ahead"
        for name, (x, y) in zip(room.names, things, strict=True)
    )
    return Plot(figure, f"{title}. From the first camera: {said}.")


def _near(things: np.ndarray, cameras: np.ndarray) -> np.ndarray:
    """Say which things lie where marks can place them: not many times as far as the others."""
    middle = np.median(np.concatenate([things, cameras]), axis=0)
    away = np.linalg.norm(things - middle, axis=1)
    return np.asarray(away <= 3 * np.median(away) + 1e-9)


def _draw_things(
    axis: Any, room: Room, things: np.ndarray, near: np.ndarray, suspects: list[Any]
) -> None:
    groups = grouped(room.names)
    moved_names = {name for one in suspects for name in groups.get(one.thing, [])}
    for name, (x, y), placed in zip(room.names, things, near, strict=True):
        if not placed:
            continue
        odd = name in moved_names
        axis.plot(x, y, "o", ms=6, color=RED if odd else INK)
        if odd:
            axis.plot(x, y, "o", ms=15, mfc="none", mec=RED, mew=1.5)
    for thing, names in groups.items():
        own = [n for n, name in enumerate(room.names) if name in names and near[n]]
        if own:
            at = things[own].mean(axis=0)
            axis.annotate(thing, at, xytext=(7, 5), textcoords="offset points", fontsize=8.5)


def _draw_camera(axis: Any, at: np.ndarray, look: np.ndarray, focal: float, name: str) -> None:
    """Draw where a camera stood and the angle that it saw; focal is in picture widths."""
    ahead = look / max(float(np.linalg.norm(look)), 1e-9)
    side = np.array([-ahead[1], ahead[0]])
    half = 0.5 / max(float(focal), 1e-3)
    for edge in (-half, half):
        far = at + 0.6 * (ahead + edge * side) / np.hypot(1, edge)
        axis.plot([at[0], far[0]], [at[1], far[1]], color=GREY, lw=0.9)
    axis.plot(*at, marker="^", ms=11, color=AMBER)
    axis.annotate(name, at, xytext=(0, -16), textcoords="offset points", ha="center", fontsize=8, color=AMBER)  # fmt: skip


def _title(room: Room, suspects: list[Any]) -> str:
    base = (
        f"{len(room.names)} things, {len(room.cameras)} cameras, {room.residual:.1f} px of misfit"
    )
    if suspects:
        return f"{base}: {suspects[0].thing} was moved"
    return f"{base}: one room could give these pictures" if room.residual < 3.5 else base
