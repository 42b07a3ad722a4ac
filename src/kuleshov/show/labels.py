"""Labels beside points, so that none lies on another or on a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_AROUND = 16  # directions in which a label may lie
_AWAY = (11, 18, 27, 38, 52, 70)  # px between a point and the middle of its label's nearest edge
_POINT = 6  # px: half of what a point fills


def place_labels(
    axis: Axes, labels: Sequence[tuple[str, Any, str]], points: np.ndarray, size: float = 8.5
) -> list[Any]:
    """Write each label beside its point, as near as it lies on nothing else.

    Call it last: it asks where the points lie in the figure as it stands. One that had to move away
    is tied to its point by a thin line.

    Parameters
    ----------
    axis : matplotlib Axes
        Its limits must be final.
    labels : sequence of (str, (x, y), str)
        Words, where their point is, and a colour.
    points : ndarray (points, 2)
        What may not be covered.
    size : float
        Of the letters, points.

    Returns
    -------
    list of matplotlib Annotation
        In the order of the labels.
    """
    figure: Any = axis.figure
    figure.canvas.draw()
    taken = [_box(place, _POINT, _POINT) for place in axis.transData.transform(points)]
    frame = np.array([0, 0, *figure.bbox.size])
    written = []
    for words, at, colour in labels:
        here = axis.transData.transform(at)
        note = axis.annotate(
            words, at, xytext=(0, 0), textcoords="offset points", ha="center", va="center",
            fontsize=size, color=colour, zorder=6, annotation_clip=False,
        )  # fmt: skip
        seen = note.get_window_extent(figure.canvas.get_renderer())
        half = np.array([seen.width / 2 + 2, seen.height / 2 + 1])
        offsets = _offsets(half)
        offset = offsets[_prices(here + offsets, half, np.array(taken), frame, offsets).argmin()]
        points_off = offset * 72 / figure.dpi
        note.set_position((float(points_off[0]), float(points_off[1])))
        taken.append(_box(here + offset, *half))
        if np.hypot(*np.maximum(np.abs(offset) - half, 0)) > 16:
            axis.annotate(
                "", at, xytext=tuple(points_off * 0.82), textcoords="offset points", zorder=1,
                arrowprops={"arrowstyle": "-", "color": colour, "lw": 0.5, "alpha": 0.6},
            )  # fmt: skip
        written.append(note)
    return written


def _offsets(half: np.ndarray) -> np.ndarray:
    angles = 2 * np.pi * np.arange(_AROUND) / _AROUND
    ways = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return np.concatenate([ways * (half + away) for away in _AWAY])


def _box(middle: np.ndarray, half_width: float, half_height: float) -> np.ndarray:
    x, y = middle
    return np.array([x - half_width, y - half_height, x + half_width, y + half_height])


def _prices(
    middles: np.ndarray, half: np.ndarray, taken: np.ndarray, frame: np.ndarray, offsets: np.ndarray
) -> np.ndarray:
    """Return what a label at each place would cost: what it lies on first, then how far off it is."""
    boxes = np.concatenate([middles - half, middles + half], axis=1)
    covered = _shared(boxes[:, None], taken.reshape(-1, 4)).sum(axis=1)
    outside = np.prod(2 * half) - _shared(boxes, frame)
    prices: np.ndarray = 1000 * (covered + outside) + np.hypot(*offsets.T)
    return prices


def _shared(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the areas that boxes share with others, square px."""
    size = np.minimum(boxes[..., 2:], others[..., 2:]) - np.maximum(boxes[..., :2], others[..., :2])
    areas: np.ndarray = np.prod(np.maximum(size, 0), axis=-1)
    return areas
