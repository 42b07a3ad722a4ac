"""Two or more films' measures on one page: what differs most stands on top."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

import numpy as np

from ..library.credit import is_generated
from .plot import Plot, subplots
from .style import AMBER, BLUE, GREY, GREY_ON_PAPER, INK, plot_style

if TYPE_CHECKING:
    from ..comparison.compare import Comparison

_SHAPES = {"o": "●", "s": "■", "^": "▲", "D": "◆"}
MARKS = (("o", AMBER), ("s", BLUE), ("^", GREY_ON_PAPER), ("D", INK))
COLUMN = 94  # points
FAR = 4.0  # spreads from the films' middle: further than this is drawn at the edge
_SCALE = "spreads from the films' middle; one spread is how far ordinary clips lie apart"
_BOLD = "bold: the intervals of the first two films lie apart"


def dashboard(comparison: Comparison, width: float = 9.0) -> Plot:
    """Draw films' measures below each other on one scale, those that lie furthest apart on top.

    Each measure has a unit of its own, so that distances are drawn in spreads, and the numbers stand
    beside them. A line through a mark is the interval over the film's shots, where there is one;
    bold names are those in which the first two films' intervals lie apart. What was refused for
    every film is left out; the table says why.

    Parameters
    ----------
    comparison : Comparison
    width : float
        Inches, for two films; each further one has its column beside them.
    """
    films = list(comparison)
    ids = [id for id in comparison[films[0]] if any(_has(comparison[f], id) for f in films)]
    ids.sort(key=lambda id: -_apart_by(comparison, films, id))
    with plot_style():
        figure, axis = subplots(
            figsize=(width + 1.3 * max(0, len(films) - 2), 0.3 * max(1, len(ids)) + 1.5),
            layout="constrained",
        )
        for row, id in enumerate(ids):
            _row(axis, comparison, films, id, -row)
        _frame(axis, comparison, films, ids)
        title = _title(comparison, films, ids)
        axis.set_title(title, loc="left", fontsize=11, pad=24)
    return Plot(figure, f"{title}. {_words(comparison, films, ids)}")


def marks(comparison: Comparison) -> dict[str, tuple[str, str]]:
    """Return each film's shape and colour.

    Two films are amber and blue, whoever made them. Of more, blue are those that were generated.
    """
    films = list(comparison)
    if len(films) < 3:
        return dict(zip(films, MARKS, strict=False))
    others = cycle((AMBER, INK, GREY_ON_PAPER))
    colours = [BLUE if is_generated(clip) else next(others) for clip in comparison.films.values()]
    shapes = cycle(_SHAPES)
    return {film: (next(shapes), colour) for film, colour in zip(films, colours, strict=True)}


def _row(axis: Any, comparison: Comparison, films: list[str], id: str, y: int) -> None:
    """Draw a measure's row: a mark for each film, its interval, and its number at the right."""
    middle, spread = _scale(comparison, films, id)
    places = []
    drawn = marks(comparison)
    for n, film in enumerate(films):
        mark, colour = drawn[film]
        one = comparison[film][id] if _has(comparison[film], id) else None
        axis.annotate(
            one.words if one else "–", (1, y), xycoords=("axes fraction", "data"),
            xytext=(10 + COLUMN * n, 0), textcoords="offset points", va="center", fontsize=8.5,
            color=colour if one else GREY,
        )  # fmt: skip
        if one is None:
            continue
        x = float(np.clip((one.value - middle) / spread, -FAR, FAR))
        up = y + 0.12 * (0.5 * (len(films) - 1) - n)  # where they meet, both can be seen
        places.append(x)
        if one.interval:
            ends = np.clip((np.array(one.interval) - middle) / spread, -FAR, FAR)
            axis.plot(ends, [up, up], color=colour, lw=3.2, alpha=0.3, solid_capstyle="butt")
        axis.plot([x], [up], mark, color=colour, ms=6.5, clip_on=False, zorder=3)
    if len(places) > 1:
        axis.plot([min(places), max(places)], [y, y], color=GREY, lw=1, alpha=0.6, zorder=1)


def _frame(axis: Any, comparison: Comparison, films: list[str], ids: list[str]) -> None:
    """Name the rows, the scale and the films."""
    axis.set_xlim(-FAR - 0.15, FAR + 0.15)
    axis.set_ylim(-len(ids) + 0.4, 0.6)
    rows = [-row for row in range(len(ids))]
    axis.set_yticks(rows, [_name(comparison, films, id) for id in ids])
    for label, id in zip(axis.get_yticklabels(), ids, strict=True):
        found = [comparison[f][id] for f in films[:2] if _has(comparison[f], id)]
        label.set(fontsize=9, color=INK, fontweight="bold" if _apart(found) else "normal")
    axis.tick_params(axis="y", length=0)
    axis.spines["left"].set_visible(False)
    axis.set_xticks([-4, -2, 0, 2, 4], ["4 or more", "2", "0", "2", "4 or more"])
    axis.grid(axis="x", color=GREY, alpha=0.18, lw=0.8)
    sure = _sure(comparison, films, ids)
    axis.set_xlabel("\n".join([_SCALE, _BOLD][: 1 + bool(sure)]), fontsize=8, color=GREY_ON_PAPER)
    for n, (film, (mark, colour)) in enumerate(marks(comparison).items()):
        axis.annotate(
            f"{_SHAPES[mark]} {film}", (1, 1), xycoords="axes fraction", xytext=(10 + COLUMN * n, 4),
            textcoords="offset points", fontsize=9, color=colour, fontweight="bold",
        )  # fmt: skip
    axis.annotate(  # constrained layout leaves room for what is annotated: the last column
        " " * 16, (1, 1), xycoords="axes fraction", xytext=(10 + COLUMN * len(films) - 60, 4),
        textcoords="offset points", fontsize=9,
    )  # fmt: skip


def _name(comparison: Comparison, films: list[str], id: str) -> str:
    return next(comparison[f][id].name for f in films if _has(comparison[f], id))


def _scale(comparison: Comparison, films: list[str], id: str) -> tuple[float, float]:
    """Return the middle of the films' values, and how far ordinary films lie apart."""
    from ..metrics.cards import spreads

    values = [comparison[f][id].value for f in films if _has(comparison[f], id)]
    middle = (min(values) + max(values)) / 2
    return middle, spreads().get(id) or max(max(values) - min(values), 1e-9)


def _apart_by(comparison: Comparison, films: list[str], id: str) -> float:
    """Return how far the films lie apart, in spreads; below 0 where only one has a number."""
    values = [comparison[f][id].value for f in films if _has(comparison[f], id)]
    if len(values) < 2:
        return -1.0
    return (max(values) - min(values)) / _scale(comparison, films, id)[1]


def _has(measures: Any, id: str) -> bool:
    return id in measures and bool(np.isfinite(measures[id].value))


def _title(comparison: Comparison, films: list[str], ids: list[str]) -> str:
    if len(films) < 2:
        return f"{len(ids)} measures of {films[0]}"
    pair = " and ".join(films[:2])
    sure = _sure(comparison, films, ids)
    if not sure:
        return f"{len(ids)} measures; in none have both {pair} enough shots for an interval"
    apart = [id for id in sure if _apart([comparison[film][id] for film in films[:2]])]
    return f"{len(ids)} measures; in {len(apart)} of {len(sure)} with intervals {pair} lie apart"


def _sure(comparison: Comparison, films: list[str], ids: list[str]) -> list[str]:
    """Return the measures in which the first two films both have intervals."""
    pair = films[:2] if len(films) > 1 else []
    return [
        id
        for id in ids
        if pair and all(_has(comparison[f], id) and comparison[f][id].interval for f in pair)
    ]


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
        said.append(f"{_name(comparison, films, id)}: {', '.join(numbers)}")
    return ". ".join(said)
