"""Figures cross as descriptions, and are real figures again on the tests' side.

What tests ask of a plot is kept: titles, labels, limits, scales, lines, bars, points, images, texts
and legends. ``fig.axes[0] is ax`` holds where both come over in one message. Nothing is drawn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .values import WireError, register

MAX_AXES, MAX_ARTISTS = 64, 2000
_LINE = ("label", "color", "linestyle", "marker", "linewidth", "alpha")


def _from_figure(figure: Any) -> Any:
    axes = [_describe(ax) for ax in figure.axes[:MAX_AXES]]
    title = figure._suptitle.get_text() if figure._suptitle else ""
    return [list(map(float, figure.get_size_inches())), title, axes]


def _from_axes(ax: Any) -> Any:
    figure = ax.figure
    if ax not in figure.axes[:MAX_AXES]:
        raise WireError("axes of no figure can't be brought to the tests.")
    return [figure, figure.axes.index(ax)]


def _describe(ax: Any) -> dict[str, Any]:
    legend = ax.get_legend()
    return {
        "texts": [ax.get_title(), ax.get_xlabel(), ax.get_ylabel()],
        "limits": [list(map(float, ax.get_xlim())), list(map(float, ax.get_ylim()))],
        "scales": [ax.get_xscale(), ax.get_yscale()],
        "place": list(map(float, ax.get_position().bounds)),
        "lines": [_line(line) for line in ax.lines[:MAX_ARTISTS]],
        "bars": [_bar(p) for p in ax.patches[:MAX_ARTISTS] if hasattr(p, "get_height")],
        "points": [_points(c) for c in ax.collections[:MAX_ARTISTS]],
        "images": [np.asarray(image.get_array()) for image in ax.images[:8]],
        "words": [[*map(float, t.get_position()), t.get_text()] for t in ax.texts[:MAX_ARTISTS]],
        "legend": [t.get_text() for t in legend.get_texts()] if legend else None,
        "ticks": [[t.get_text() for t in ax.get_xticklabels()[:200]], list(ax.get_xticks()[:200])],
    }


def _line(line: Any) -> list[Any]:
    x, y = (np.asarray(data) for data in (line.get_xdata(), line.get_ydata()))
    return [x, y, {name: _style(getattr(line, f"get_{name}")()) for name in _LINE}]


def _bar(patch: Any) -> list[Any]:
    place = [patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()]
    return [list(map(float, place)), list(map(float, patch.get_facecolor())), patch.get_label()]


def _points(collection: Any) -> list[Any]:
    offsets = np.asarray(np.ma.filled(collection.get_offsets(), np.nan), float)
    return [offsets, np.asarray(collection.get_facecolor(), float), collection.get_label()]


def _style(value: Any) -> Any:
    if isinstance(value, tuple | list | np.ndarray):
        return [float(v) for v in value]
    return value if isinstance(value, str | int | float) or value is None else str(value)


def _to_figure(data: Any) -> Any:
    from matplotlib.figure import Figure

    size, title, axes = data
    if len(axes) > MAX_AXES:
        raise WireError("A figure with too many axes.")
    figure = Figure(figsize=tuple(size))
    if title:
        figure.suptitle(title)
    for described in axes:
        _fill(figure.add_axes(tuple(described["place"])), described)
    return figure


def _to_axes(data: Any) -> Any:
    figure, number = data
    if type(figure).__name__ != "Figure" or type(number) is not int:
        raise WireError("Axes of no figure.")
    return figure.axes[number]


def _fill(ax: Any, described: dict[str, Any]) -> None:
    from matplotlib.patches import Rectangle

    for scale, put in zip(described["scales"], (ax.set_xscale, ax.set_yscale), strict=True):
        if scale in ("linear", "log", "symlog", "logit"):
            put(scale)
    for x, y, style in described["lines"]:
        ax.add_line(_made_line(x, y, style))
    for (x, y, width, height), colour, label in described["bars"]:
        bar = Rectangle((x, y), width, height, facecolor=tuple(colour))
        bar.set_label(label)
        ax.add_patch(bar)
    for offsets, colours, label in described["points"]:
        ax.scatter(offsets[:, 0], offsets[:, 1], c=colours if len(colours) else None, label=label)
    for image in described["images"]:
        ax.imshow(image, aspect="auto")
    for x, y, said in described["words"]:
        ax.text(x, y, said)
    words, at = described["ticks"]
    if any(words) and len(words) == len(at):
        ax.set_xticks(at, words)
    for said, put in zip(described["texts"], _setters(ax), strict=True):
        put(said)
    ax.set_xlim(*described["limits"][0])
    ax.set_ylim(*described["limits"][1])
    if described["legend"] is not None:
        handles = [Rectangle((0, 0), 1, 1) for _ in described["legend"]]
        ax.legend(handles, described["legend"])


def _setters(ax: Any) -> tuple[Any, Any, Any]:
    return ax.set_title, ax.set_xlabel, ax.set_ylabel


def _made_line(x: Any, y: Any, style: dict[str, Any]) -> Any:
    from matplotlib.lines import Line2D

    kept = {name: style[name] for name in _LINE if style.get(name) is not None}
    if isinstance(kept.get("color"), list):
        kept["color"] = tuple(kept["color"])
    return Line2D(x, y, **kept)


register("figure", "matplotlib.figure.Figure", _from_figure, _to_figure)
register("axes", "matplotlib.axes._axes.Axes", _from_axes, _to_axes)
