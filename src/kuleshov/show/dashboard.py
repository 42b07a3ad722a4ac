"""Two or more films' measures on one page: a row for each measure, with its own scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .plot import Plot
from .style import AMBER, BLUE, GREY, INK, plot_style

if TYPE_CHECKING:
    from ..comparison.compare import Comparison

MARKS = (("o", AMBER), ("s", BLUE), ("^", GREY), ("D", INK))


def dashboard(comparison: Comparison, width: float = 9.0) -> Plot:
    """Draw films' measures below each other, each measure on a scale of its own.

    A line is the interval over the film's shots, where there is one. What was refused for every
    film is left out; the table says why.

    Parameters
    ----------
    comparison : Comparison
    width : float
        Inches.
    """
    import matplotlib.pyplot as plt

    films = list(comparison)
    ids = [id for id in comparison[films[0]] if any(_has(comparison[f], id) for f in films)]
    with plot_style():
        figure, axes = plt.subplots(
            max(1, len(ids)), 1, figsize=(width, 0.7 * max(1, len(ids)) + 0.8), squeeze=False,
            layout="constrained",
        )  # fmt: skip
        for axis, id in zip(axes[:, 0], ids, strict=False):
            _row(axis, comparison, films, id)
        title = _title(comparison, films, ids)
        figure.suptitle(title, x=0.01, ha="left", fontsize=11)
        _names(axes[0, 0], films)
        plt.close(figure)
    return Plot(figure, f"{title}. {_words(comparison, films, ids)}")


def _row(axis: Any, comparison: Comparison, films: list[str], id: str) -> None:
    first = next(comparison[f][id] for f in films if _has(comparison[f], id))
    for n, film in enumerate(films):
        if not _has(comparison[film], id):
            continue
        one = comparison[film][id]
        mark, colour = MARKS[n % len(MARKS)]
        y = -n
        if one.interval:
            axis.plot(one.interval, [y, y], color=colour, lw=2.2, alpha=0.55)
        axis.plot([one.value], [y], mark, color=colour, ms=6, clip_on=False)
        axis.annotate(f" {one.words}", (one.value, y), xytext=(4, 2), textcoords="offset points", va="bottom", fontsize=8)  # fmt: skip
    axis.set_ylim(-len(films) + 0.5, 1.0)
    axis.set_yticks([])
    axis.margins(x=0.18)
    for side in ("left", "right", "top"):
        axis.spines[side].set_visible(False)
    axis.tick_params(axis="x", labelsize=7)
    axis.set_ylabel(
        f"{first.name}" + (f", {first.unit}" if first.unit else ""),
        rotation=0, ha="right", va="center", fontsize=8.5,
    )  # fmt: skip


def _names(axis: Any, films: list[str]) -> None:
    for n, film in enumerate(films):
        mark, colour = MARKS[n % len(MARKS)]
        axis.plot([], [], mark, color=colour, label=film)
    axis.legend(
        loc="lower right", bbox_to_anchor=(1, 1.0), ncols=len(films), frameon=False, fontsize=9
    )


def _has(measures: Any, id: str) -> bool:
    return id in measures and bool(np.isfinite(measures[id].value))


def _title(comparison: Comparison, films: list[str], ids: list[str]) -> str:
    if len(films) < 2:
        return f"{len(ids)} measures of {films[0]}"
    pair = films[:2]
    apart = [
        id for id in ids if _apart([comparison[f][id] for f in pair if _has(comparison[f], id)])
    ]
    return f"{len(ids)} measures; in {len(apart)} the intervals of {' and '.join(pair)} lie apart"


def _apart(measures: list[Any]) -> bool:
    """Say whether the first two have intervals and these don't touch."""
    if len(measures) < 2 or not (measures[0].interval and measures[1].interval):
        return False
    (a, b), (c, d) = measures[0].interval, measures[1].interval
    return b < c or d < a


def _words(comparison: Comparison, films: list[str], ids: list[str]) -> str:
    said = []
    for id in ids:
        numbers = [f"{f} {comparison[f][id].words}" for f in films if _has(comparison[f], id)]
        said.append(f"{comparison[films[0]][id].name}: {', '.join(numbers)}")
    return ". ".join(said)
