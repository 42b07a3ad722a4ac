"""Where a film surprises, moment by moment, and what its shots gain by looking back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from . import html
from .plot import Plot, clock, subplots
from .style import AMBER, AMBER_PALE, BLUE, GREY, GREY_ON_PAPER, INK, plot_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..metrics import Hindsight, Surprises
    from ..metrics.peaks import Peak

NAMED = 8  # peaks that have their number beside them
YOU = "you"  # whose marks are amber


def surprise_plot(
    found: Surprises, marks: Mapping[str, Sequence[float]] | None = None, top: float | None = None
) -> Plot:
    """Draw the surprise of a film over its time: its cuts, and its highest peaks with their places.

    Parameters
    ----------
    found : Surprises
    marks : mapping of str to sequence of float, optional
        Moments (s) to be drawn under the curve, a row a name; "you" in amber.
    top : float, optional
        How high the axis goes (bits), where two are to be laid one above the other.

    Returns
    -------
    Plot
    """
    marks = dict(marks or {})
    most = float(np.nanmax(found.bits)) if np.isfinite(found.bits).any() else 1.0
    top = top or 1.18 * most
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 2.9 + 0.24 * len(marks)))
        seen = found.times[np.isfinite(found.bits)]
        for cut in found.cuts[found.cuts > seen[0]] if len(seen) else []:  # a slate's end is none
            axis.axvline(cut, color=GREY, lw=0.5, alpha=0.55, zorder=0)
        axis.plot(found.times, found.bits, color=INK, lw=0.9)
        _peaks(axis, found)
        for row, (name, moments) in enumerate(marks.items(), 1):
            _marks(axis, name, moments, -0.09 * top * row, AMBER if name == YOU else INK)
        axis.set_ylim(-0.09 * top * (len(marks) + 0.6) if marks else 0, top)
        axis.set_yticks([tick for tick in axis.get_yticks() if 0 <= tick <= top])
        clock(axis, found.film.duration, found.film.edit_rate)
        axis.set_xlabel("time (hours:minutes:seconds:frames); grey lines are cuts")
        axis.set_ylabel("surprise (bits)")
        axis.set_title(found.finding[:1].upper() + found.finding[1:])
    return Plot(figure, f"{found}{_marks_in_words(marks)}")


def _peaks(axis: Axes, found: Surprises) -> None:
    """Draw the highest peaks: a blue square at a cut, an ink dot inside a shot."""
    for place, peak in enumerate(found[:NAMED], 1):
        colour, shape = (BLUE, "s") if peak.is_at_cut else (INK, "o")
        axis.plot(peak.time, peak.bits, shape, ms=4.5, color=colour, clip_on=False)
        axis.annotate(str(place), (peak.time, peak.bits), xytext=(_aside(found, peak), 5),
                      ha="center", fontsize=8, color=colour,
                      textcoords="offset points")  # fmt: skip
    named = ((True, "■ at a cut", BLUE, 0.98), (False, "● inside a shot", INK, 0.88))
    for at_cut, words, colour, height in named:
        if any(peak.is_at_cut == at_cut for peak in found[:NAMED]):
            axis.text(1.01, height, words, color=colour, fontsize=8, va="top",
                      transform=axis.transAxes)  # fmt: skip


def _aside(found: Surprises, peak: Peak) -> int:
    """Return by how many points a number stands beside its peak, away from a neighbour's."""
    near = 0.02 * found.film.duration
    others = [o for o in found[:NAMED] if o is not peak and abs(o.time - peak.time) < near]
    if not others:
        return 0
    return 5 if peak.time > others[0].time else -5


def _marks(axis: Axes, name: str, moments: Sequence[float], height: float, colour: str) -> None:
    axis.plot(moments, [height] * len(moments), "^", ms=5, color=colour, clip_on=False)
    axis.text(1.01, height, name, color=colour, va="center", fontsize=8,
              transform=axis.get_yaxis_transform())  # fmt: skip


def _marks_in_words(marks: Mapping[str, Sequence[float]]) -> str:
    return "".join(
        f"\n{name}: {', '.join(f'{at:.2f} s' for at in moments) or 'none'}"
        for name, moments in marks.items()
    )


def surprises_bundle(found: Surprises, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a film's surprises: a table of its highest peaks."""
    note = (
        "A moment is a twelfth of a second; at a cut: within a quarter of a second of one. "
        ".plot() draws them all."
    )
    body = html.heading(found.film.name, found.finding) + html.frame(found.table(), note)
    page = html.card(body, f"Surprises of {found.film.name}")
    return {"text/html": page, "text/plain": str(found)}


def hindsight_plot(found: Hindsight) -> Plot:
    """Draw what each shot gains by the shots after it, as wide as the shot lasts.

    Parameters
    ----------
    found : Hindsight

    Returns
    -------
    Plot
    """
    rate = found.film.edit_rate
    starts = found.starts / float(rate)
    widths = np.diff([*starts, found.film.duration])
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 2.4))
        tints = [AMBER, AMBER_PALE]
        axis.bar(starts, found.shots, widths, align="edge", color=[tints[n % 2] for n in range(len(starts))])  # fmt: skip
        axis.axhline(0, color=GREY, lw=0.6)
        for shot in np.argsort(-found.shots, kind="stable")[:4]:
            if found.shots[shot] > 0.1:
                axis.annotate(f"{shot + 1}", (starts[shot] + widths[shot] / 2, found.shots[shot]),
                              xytext=(0, 3), ha="center", fontsize=8, color=GREY_ON_PAPER,
                              textcoords="offset points")  # fmt: skip
        axis.set_ylim(
            min(-0.04, float(found.shots.min())), max(1.12, 1.1 * float(found.shots.max()))
        )
        clock(axis, found.film.duration, rate)
        axis.set_xlabel(
            "time (hours:minutes:seconds:frames); a bar is a shot, one pale and one not"
        )
        axis.set_ylabel("gain of hindsight\n(share of bits)")
        axis.set_title(found.finding[:1].upper() + found.finding[1:])
    return Plot(figure, str(found))


def hindsight_bundle(found: Hindsight, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for hindsight: a table of the shots that gain most."""
    note = "Gain: which share of a shot's bits the shots after it save. .plot() draws all of them."
    body = html.heading(found.film.name, found.finding) + html.frame(found.table(), note)
    page = html.card(body, f"Hindsight of {found.film.name}")
    return {"text/html": page, "text/plain": str(found)}
