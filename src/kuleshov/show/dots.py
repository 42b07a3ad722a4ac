"""Numbers of many films on one line: rows of dots, each a film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .plot import Plot, subplots
from .style import AMBER, BLUE, GREY, GREY_ON_PAPER, plot_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Row = Mapping[str, float] | Sequence[float]


def dots(rows: Mapping[str, Row], label: str, title: str = "") -> Plot:
    """Draw a number of many films, a row a group, each film a dot.

    Parameters
    ----------
    rows : mapping of str to (mapping of str to float, or sequence of float)
        Values by the group's name; with names, each dot has its own. A group whose name begins with
        "generated" is blue and round, any other amber and square. NaN is left out, and counted.
    label : str
        What the number is, with its unit.
    title : str
        What is found; how many there are of each where it is left out.
    """
    groups = {name: _named(row) for name, row in rows.items()}
    said = title or "; ".join(f"{name}: {len(row)}" for name, row in groups.items())
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 0.75 * len(groups) + 1.0), layout="constrained")
        for height, (name, row) in enumerate(groups.items()):
            _row(axis, -height, name, row)
        axis.set_yticks([-n for n in range(len(groups))], list(groups))
        axis.tick_params(axis="y", length=0)
        axis.spines["left"].set_visible(False)
        axis.set_ylim(-len(groups) + 0.45, 0.6)
        axis.set_xlabel(label)
        axis.set_title(said)
    told = "; ".join(_told(name, row, len(rows[name])) for name, row in groups.items())
    return Plot(figure, f"{said}. {label}. {told}.")


def _named(row: Row) -> list[tuple[str, float]]:
    pairs = row.items() if isinstance(row, Mapping) else (("", value) for value in row)
    return [(name, float(value)) for name, value in pairs if np.isfinite(value)]


def _row(axis: Axes, height: float, name: str, row: list[tuple[str, float]]) -> None:
    generated = name.startswith("generated")
    colour, shape = (BLUE, "o") if generated else (AMBER, "s")
    axis.axhline(height, color=GREY, lw=0.4, zorder=0)
    axis.plot(
        [value for _, value in row], [height] * len(row), shape, ms=6, color=colour, alpha=0.75
    )
    for place, (own, value) in enumerate(sorted(row, key=lambda one: one[1])):
        up = place % 2 == 0  # neighbours' names don't meet
        axis.annotate(own, (value, height), xytext=(0, 6 if up else -6), ha="center",
                      va="bottom" if up else "top", textcoords="offset points", fontsize=8,
                      color=GREY_ON_PAPER)  # fmt: skip


def _told(name: str, row: list[tuple[str, float]], all_: int) -> str:
    left_out = f", {all_ - len(row)} without a number" if len(row) < all_ else ""
    if not row:
        return f"{name}: none{left_out}"
    if row[0][0]:
        return f"{name}: " + ", ".join(f"{own} {value:.2f}" for own, value in row) + left_out
    values = [value for _, value in row]
    middle = float(np.median(values))
    return f"{name}: {len(row)}, {min(values):.2f} to {max(values):.2f}, half below {middle:.2f}{left_out}"
