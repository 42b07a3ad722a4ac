"""Films one above the other: on one clock, and at the same moments of their lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from . import html
from .dashboard import marks
from .pictures import stills, strip_of
from .plot import Plot, clock, subplots
from .style import plot_style

if TYPE_CHECKING:
    from ..comparison.compare import Comparison

SERIES = ("activity", "loudness")


def strips(comparison: Comparison, ids: tuple[str, ...] = SERIES, width: float = 9.0) -> Plot:
    """Draw films above each other on one clock: each one's colours and cuts, then the series.

    Parameters
    ----------
    comparison : Comparison
    ids : tuple of str
        Measures whose series are drawn, each in a row of its own with all films in it.
    width : float
        Inches.
    """
    names = list(comparison)
    has = [id for id in ids if any(comparison[n][id].series is not None for n in names)]
    heights = [0.55] * len(names) + [0.9] * len(has)
    longest = max(comparison.films[name].duration for name in names)
    with plot_style():
        figure, axes = subplots(
            len(heights), 1, sharex=True, squeeze=False, figsize=(width, sum(heights) + 0.9),
            gridspec_kw={"height_ratios": heights}, layout="constrained",
        )  # fmt: skip
        for axis, name in zip(axes[:, 0], names, strict=False):
            _strip(axis, comparison, name)
        for axis, id in zip(axes[len(names) :, 0], has, strict=True):
            _series(axis, comparison, id)
        clock(axes[-1, 0], longest, next(iter(comparison.films.values())).edit_rate)
        axes[0, 0].set_title(_title(comparison), loc="left")
    return Plot(figure, f"{_title(comparison)} {comparison}")


def _title(comparison: Comparison) -> str:
    counts = [f"{name} {len(m.cuts.shot_lengths)} shots" for name, m in comparison.items()]
    return f"On one clock: {', '.join(counts)}"


def _strip(axis: Any, comparison: Comparison, name: str) -> None:
    film = comparison.films[name]
    picture = strip_of(film, columns=700, height=40)
    axis.imshow(picture, extent=(0, film.duration, 0, 1), aspect="auto", interpolation="nearest")
    axis.set_yticks([])
    axis.set_ylabel(name, rotation=0, ha="right", va="center")
    axis.tick_params(length=0)
    for spine in axis.spines.values():
        spine.set_visible(False)
    for seconds in comparison[name].cuts.times:
        axis.axvline(seconds, color="white", linewidth=0.8)


def _series(axis: Any, comparison: Comparison, id: str) -> None:
    one = next(iter(comparison.values()))[id]
    colours = {film: colour for film, (_, colour) in marks(comparison).items()}
    for n, (name, measures) in enumerate(comparison.items()):
        series = measures[id].series
        if series is None:
            continue
        times, values = series
        colour = colours[name]
        style = "-" if n % 2 == 0 else (0, (4, 1.5))
        axis.plot(times, values, color=colour, lw=1, ls=style)
        seen = np.flatnonzero(np.isfinite(values))
        if len(seen):
            at = int(seen[-1])
            axis.annotate(name, (times[at], values[at]), xytext=(4, 0), textcoords="offset points", fontsize=8, color=colour, va="center")  # fmt: skip
    axis.set_ylabel(f"{one.name}, {one.unit}" if one.unit else one.name, fontsize=8)


class Sheet:
    """Stills of films at the same moments of their lengths, a row for each."""

    def __init__(self, comparison: Comparison, columns: int) -> None:
        self.rows = {name: stills(film, columns) for name, film in comparison.films.items()}
        self._credits = [html.attribution(film) for film in comparison.films.values()]

    def __repr__(self) -> str:
        return "\n".join(
            f"{name}: {', '.join(at for at, _ in shown)}" for name, shown in self.rows.items()
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        parts = []
        for name, shown in self.rows.items():
            pictures = [html.still(data, at, f"{name} at {at}", 146) for at, data in shown]
            parts.append(html.heading(name) + html.row(pictures) + '<div style="height:8px"></div>')
        body = "".join(parts) + "".join(self._credits)
        label = f"{', '.join(self.rows)} at the same moments of their lengths"
        return {"text/html": html.card(body, label), "text/plain": repr(self)}


def sheet(comparison: Comparison, columns: int = 6) -> Sheet:
    """Show films at the same moments of their lengths.

    Parameters
    ----------
    comparison : Comparison
    columns : int
        Moments, 1 to 12: the middles of as many equal parts of each film.
    """
    return Sheet(comparison, max(1, min(12, columns)))
