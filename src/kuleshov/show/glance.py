"""A film at a glance: colour, cuts, shot lengths, motion and sound on one clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .pictures import strip_of
from .plot import Plot, clock, subplots
from .style import AMBER, GREY, INK, plot_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..metrics.measures import Measures


def glance(measures: Measures, width: float = 9.0) -> Plot:
    """Draw a film's numbers over its own time.

    Parameters
    ----------
    measures : Measures
        Motion and sound have a row where they were measured.
    width : float
        Inches.

    Returns
    -------
    Plot
        The figure and its words. One height for every film, so that two can be laid one above
        the other.
    """
    rows: list[tuple[float, Callable[[Axes, Measures], None]]] = [(0.7, _strip), (1.3, _lengths)]
    if _series(measures, "activity"):
        rows.append((0.8, _motion))
    if _series(measures, "loudness"):
        rows.append((0.8, _level))
    with plot_style():
        figure, axes = subplots(
            len(rows), 1, sharex=True, figsize=(width, 4.2),
            gridspec_kw={"height_ratios": [height for height, _ in rows]},
        )  # fmt: skip
        for axis, (_, draw) in zip(axes, rows, strict=True):
            draw(axis, measures)
        clock(axes[-1], measures.film.duration, measures.film.edit_rate)
        axes[0].set_title(title(measures))
    return Plot(figure, f"{title(measures)}. {_in_words(measures)}")


def title(measures: Measures) -> str:
    """State what the picture shows."""
    lengths = measures.cuts.shot_lengths
    if len(lengths) == 1:
        return f"{measures.film.name}: one shot of {lengths[0]:.1f} s, and no cut"
    at = measures.film.timecode(measures.cuts.starts[int(np.argmax(lengths))])
    begins = f", begins at {at}" if "longest" in half_and_longest(lengths) else ""
    return f"{measures.film.name}: {len(lengths)} shots, {half_and_longest(lengths)}{begins}"


def half_and_longest(lengths: Sequence[float]) -> str:
    """Say what lengths (s) come to, so that it holds for any of them.

    >>> half_and_longest([2.0, 1.0, 5.0]), half_and_longest([4.0, 4.0])
    ('half of them 2.0 s or less; the longest, 5.0 s', 'each of 4.0 s')
    """
    longest = f"{max(lengths):.1f} s"
    if f"{min(lengths):.1f} s" == longest:
        return f"each of {longest}"
    return f"half of them {np.median(lengths):.1f} s or less; the longest, {longest}"


def _strip(axis: Axes, measures: Measures) -> None:
    film = measures.film
    picture = strip_of(film, columns=700, height=40)
    axis.imshow(picture, extent=(0, film.duration, 0, 1), aspect="auto", interpolation="nearest")
    axis.set_yticks([])
    axis.tick_params(length=0)
    for spine in axis.spines.values():
        spine.set_visible(False)
    _cut_lines(axis, measures, "white")


def _lengths(axis: Axes, measures: Measures) -> None:
    cuts, clock = measures.cuts, measures.cuts.clock
    starts = [float(clock[frame]) for frame in cuts.starts]
    axis.bar(
        starts, cuts.shot_lengths, width=cuts.shot_lengths, align="edge", color=AMBER,
        edgecolor=axis.get_facecolor(), linewidth=1,
    )  # fmt: skip
    axis.set_ylabel("shot, s")


def _series(measures: Measures, id: str) -> Any:
    """Return times and values of a measure; nothing where it was refused or not asked for."""
    one = measures.get(id)
    return () if one is None or one.series is None else one.series


def _motion(axis: Axes, measures: Measures) -> None:
    times, values = _series(measures, "activity")
    axis.plot(times, values, color=INK, linewidth=0.8)
    axis.set_ylabel("motion")
    axis.set_ylim(bottom=0)
    _cut_lines(axis, measures)


def _level(axis: Axes, measures: Measures) -> None:
    times, values = _series(measures, "loudness")
    level = np.maximum(np.nan_to_num(np.asarray(values, float), nan=-70, neginf=-70), -70)
    axis.fill_between(times, -70, level, color=GREY, linewidth=0, alpha=0.7)
    axis.set_ylim(-70, 0)
    axis.set_ylabel("sound, LUFS")
    _cut_lines(axis, measures)


def _cut_lines(axis: Axes, measures: Measures, colour: str = GREY) -> None:
    for seconds in measures.cuts.times:
        axis.axvline(seconds, color=colour, linewidth=0.6)


def _in_words(measures: Measures) -> str:
    shots = ", ".join(f"{length:.1f}" for length in measures.cuts.shot_lengths[:40])
    return f"Shot lengths in seconds: {shots}."
