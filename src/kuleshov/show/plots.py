"""The pictures of lessons: seventy years of shot lengths; where a film changes; its rhythm."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsFloat

import numpy as np

from ..media.clip import clip_of
from ..media.still import Region, part_of
from ..metrics.shots.cuts import score
from ..timecode import read_rate
from . import html
from .conversation import conversation as conversation
from .dots import dots as dots
from .light import light as light
from .pictures import jpeg
from .plot import Plot, clock, subplots
from .rhythm_plots import barcodes as barcodes
from .rhythm_plots import century as century
from .rhythm_plots import power as power
from .rhythm_plots import seen as seen
from .style import AMBER, BLUE, GREY, INK, plot_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..media import Clip, FilmLike

HOLLYWOOD = Path(__file__).with_name("hollywood.csv")
"""Year, how many films of it, and the mean of their average shot lengths in seconds.

Computed from the shots of 134 films by J. E. Cutting, J. E. DeLong and C. E. Nothelfer (2010), as
published by N. Redfern, Journal of Data Science 21(1), 2023, under the MIT licence.
"""

WIDE = 140  # pixels of a still in a row: six fit into a notebook
LEAST = 116  # beside a file browser too


class Stills:
    """Some frames of a film in a row, on ink, each with its number and timecode."""

    def __init__(
        self, film: Clip, frames: Iterable[int], words: str = "", region: Region | None = None
    ) -> None:
        self.film, self.words, self.region = film, words, region
        self.frames = [int(f) for f in frames if 0 <= f < film.frames]

    def __repr__(self) -> str:
        numbers = ", ".join(str(frame) for frame in self.frames)
        return f"{self.film.name}, frames {numbers}. {self.words}".strip()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        parts = [
            html.still(
                jpeg(part_of(self.film.frame(frame), self.region), width=2 * WIDE),
                f"{frame}  {self.film.timecode(frame)}",
                f"{self.film.name}, frame {frame}",
                WIDE,
                LEAST,
            )
            for frame in self.frames
        ]
        title = html.heading(self.film.name, self.words)
        return {
            "text/html": html.card(title + html.row(parts), repr(self)),
            "text/plain": repr(self),
        }


def stills(
    film: FilmLike, frames: Iterable[int], words: str = "", region: Region | None = None
) -> Stills:
    """Show frames of a film in a row.

    Parameters
    ----------
    film : Clip, Take or path
    frames : iterable of int
        Their numbers; those that the film doesn't have are left out.
    words : str
        What to look at.
    region : (float, float, float, float), optional
        Left, top, width, height of the part that is shown, each a share of the picture, 0 to 1.
    """
    return Stills(clip_of(film), frames, words, region)


def seventy_years(mine: SupportsFloat | None = None) -> Plot:
    """Draw how long a shot lasted on average in Hollywood films of every fifth year, 1935 to 2005.

    Parameters
    ----------
    mine : float or Measure, optional
        The average shot length of a film of one's own, in seconds, drawn beside them; left out
        where it could not be measured.
    """
    own = float("nan") if mine is None else float(mine)
    is_told = bool(np.isfinite(own))
    with HOLLYWOOD.open(encoding="utf-8", newline="") as table:
        years = [
            (int(r["year"]), int(r["films"]), float(r["seconds"])) for r in csv.DictReader(table)
        ]
    x, films, y = zip(*years, strict=True)
    top = max(years, key=lambda each: each[2])
    words = f"A shot lasts {y[0]:.1f} s in {x[0]}, {top[2]:.1f} s in {top[0]} and {y[-1]:.1f} s in {x[-1]}"
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 2.8), layout="constrained")
        axis.plot(x, y, "o-", color=INK, ms=4, lw=1.2)
        for year, _, seconds in (years[0], top, years[-1]):
            axis.annotate(f"{seconds:.1f}", (year, seconds), xytext=(0, 7), ha="center",
                          textcoords="offset points", fontsize=9, color=INK)  # fmt: skip
        if is_told:
            axis.axhline(own, color=AMBER, lw=1.2, ls="--")
            axis.annotate(f"yours, {own:.1f}", (x[0] - 1, own), xytext=(0, 4), color=AMBER,
                          textcoords="offset points", fontsize=9)  # fmt: skip
        axis.set_ylim(0, 1.15 * max(top[2], own if is_told else 0))
        axis.set_xticks(x[::2])
        axis.set_ylabel("average shot length (s)")
        axis.set_title(words)
    told = ", ".join(f"{year}: {seconds:.1f}" for year, _, seconds in years)
    yours = f" Yours: {own:.1f} s." if is_told else ""
    return Plot(figure, f"{words}. Means over {sum(films)} films, in seconds: {told}.{yours}")


def over(differences: Sequence[float] | np.ndarray, threshold: float) -> list[int]:
    """Return the frames before which the picture changes by more than a threshold.

    >>> over([0, 30, 1], 20)
    [2]
    """
    return [int(i) + 1 for i in np.flatnonzero(np.asarray(differences) > threshold)]


def differences_plot(
    differences: Sequence[float] | np.ndarray,
    rate: float,
    threshold: float | None = None,
    truth: Sequence[int] | None = None,
) -> Plot:
    """Draw how much a film changes from frame to frame.

    Parameters
    ----------
    differences : array (frames - 1,)
        Levels of brightness.
    rate : float
        Frames a second.
    threshold : float, optional
        In levels; what lies above it is marked as found.
    truth : list of int, optional
        The first frames of new shots, drawn as ticks under the curve.
    """
    values = np.asarray(differences, float)
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 2.6))
        axis.plot((np.arange(len(values)) + 1) / rate, values, color=INK, lw=0.9)
        clock(axis, (len(values) + 1) / rate, read_rate(rate))
        axis.set_xlabel("time (hours:minutes:seconds:frames)")
        axis.set_ylabel("change from the frame before\n(levels)")
        words = "Each spike is a moment where much of the picture changes at once"
        if threshold is not None:
            words = _mark(axis, values, rate, threshold, truth)
        if truth is not None:
            _true_cuts(axis, truth, rate, values.max(initial=1))
        axis.set_title(words)
    return Plot(figure, f"{words}. The curve runs from frame 1 to frame {len(values)}.")


def _mark(
    axis: Axes, values: np.ndarray, rate: float, threshold: float, truth: Sequence[int] | None
) -> str:
    """Draw the threshold and what lies over it; return what it amounts to."""
    found = over(values, threshold)
    axis.axhline(threshold, color=GREY, lw=0.8, ls="--")
    axis.text(1.01, threshold, f"{threshold:g} levels", color=GREY, va="center",
              transform=axis.get_yaxis_transform(), fontsize=8)  # fmt: skip
    axis.plot([f / rate for f in found], [values[f - 1] for f in found], "o", ms=4, color=BLUE)
    if truth is None:
        return f"Over {threshold:g} levels: {len(found)} moments"
    held = score(found, truth, within=0)
    hits = len(held.matched)
    return (
        f"Over {threshold:g} levels: {hits} of {len(truth)} cuts found, "
        f"{len(found) - hits} found where there is none"
    )


def _true_cuts(axis: Axes, truth: Sequence[int], rate: float, top: float) -> None:
    """Draw the cuts that are there as triangles under the curve."""
    axis.plot([t / rate for t in truth], [-0.07 * top] * len(truth), "^", ms=5, color=AMBER,
              clip_on=False)  # fmt: skip
    axis.text(1.01, -0.07 * top, "cuts made", color=AMBER, va="center", fontsize=8,
              transform=axis.get_yaxis_transform())  # fmt: skip
    axis.set_ylim(bottom=-0.14 * top)


def trade_off_plot(differences: Sequence[float] | np.ndarray, truth: Sequence[int]) -> Plot:
    """Draw precision and recall against the threshold."""
    steps = np.arange(1, max(2, int(np.max(differences))))
    held = [score(over(differences, float(step)), truth, within=0) for step in steps]
    precision, recall = ([getattr(s, name) for s in held] for name in ("precision", "recall"))
    best = int(np.nanargmax([s.f1 for s in held]))
    words = (
        f"The best compromise lies near {steps[best]} levels: "
        f"precision {precision[best]:.2f}, recall {recall[best]:.2f}"
    )
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 2.6))
        axis.plot(steps, precision, color=BLUE, ls="--")
        axis.plot(steps, recall, color=AMBER)
        axis.axvline(steps[best], color=GREY, lw=0.8)
        for values, name, colour in (
            (precision, "precision: of what was found, how much is a cut", BLUE),
            (recall, "recall: of the cuts, how many were found", AMBER),
        ):
            axis.text(1.01, values[-1], name.split(":")[0], color=colour, va="center",
                      transform=axis.get_yaxis_transform())  # fmt: skip
        axis.set_ylim(0, 1.05)
        axis.set_xlabel("threshold (levels)")
        axis.set_ylabel("share")
        axis.set_title(words)
    return Plot(
        figure,
        f"{words}. As the threshold rises from 1 to {steps[-1]} levels, precision goes from "
        f"{precision[0]:.2f} to {precision[-1]:.2f} and recall from {recall[0]:.2f} to "
        f"{recall[-1]:.2f}.",
    )


def threshold_slider(
    differences: Sequence[float] | np.ndarray, rate: float, truth: Sequence[int], start: int = 20
) -> Any:
    """Return a slider that moves the threshold over :func:`differences_plot`."""
    import ipywidgets as widgets

    slider = widgets.IntSlider(
        start, 1, max(2, int(np.max(differences))), description="threshold",
        continuous_update=False, layout=widgets.Layout(width="640px"),
    )  # fmt: skip
    page = widgets.HTML()

    def draw(change: Any = None) -> None:
        picture = differences_plot(differences, rate, slider.value, truth)
        page.value = picture._repr_mimebundle_()["text/html"]

    slider.observe(draw, "value")
    draw()
    return widgets.VBox([slider, page])


def places_plot(curves: Mapping[str, Sequence[float]], threshold: float) -> Plot:
    """Draw, for many short clips, where in the clip each found cut lies.

    Parameters
    ----------
    curves : mapping of str to array
        A clip's name and its differences.
    threshold : float
        In levels.
    """
    found = {name: over(values, threshold) for name, values in curves.items()}
    middle = sum(_in_the_middle(found[name], len(curves[name]) + 1) for name in curves)
    none = sum(not cuts for cuts in found.values())
    words = f"{len(curves)} clips: in {middle} one cut, in the exact middle; in {none} none"
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 0.19 * len(curves) + 0.9))
        for row, (name, cuts) in enumerate(found.items()):
            axis.plot([0, 1], [row, row], color=GREY, lw=4, alpha=0.35, solid_capstyle="butt")
            places = [cut / (len(curves[name]) + 1) for cut in cuts]
            axis.plot(places, [row] * len(places), "|", color=BLUE, ms=10, mew=2)
        axis.set_yticks(range(len(found)), list(found), fontsize=7)
        axis.tick_params(axis="y", length=0)
        axis.invert_yaxis()
        axis.set_xlim(0, 1)
        axis.set_xticks([0, 0.5, 1], ["first frame", "middle", "last frame"])
        axis.set_title(words)
    return Plot(figure, f"{words}. Found over {threshold:g} levels: {_listed(found)}.")


def _in_the_middle(cuts: list[int], frames: int) -> bool:
    return len(cuts) == 1 and cuts[0] in (frames // 2, (frames + 1) // 2)


def _listed(found: Mapping[str, list[int]]) -> str:
    return "; ".join(
        f"{name} {', '.join(str(c) for c in cuts[:4]) or 'nothing'}" for name, cuts in found.items()
    )
