"""Whether a film shows what its edit says: its frames, held against those of the takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

import numpy as np

from .edit import EditWithTakes, Span

SMALL = 90  # pixels: the shorter side of what is compared, at least
TOLERANCE = 8.0  # mean difference in 8-bit levels that encoding may cause


class Frames(Protocol):
    """What a film is asked here: a :class:`~kuleshov.media.Clip` is one."""

    def frame(self, number: int) -> np.ndarray:
        """Return a frame in RGB, uint8 (height, width, 3)."""


def shown_otherwise(cut: EditWithTakes, film: Frames, away: Collection[str] = ()) -> dict[int, int]:
    """Find the shots of a film that show something else than the edit says.

    Parameters
    ----------
    cut : Cut
    film : Clip
        Of the edit's length in frames, and of any size: takes of another shape lie in it whole,
        with black around them.
    away : collection of str
        Takes that are not at hand: their shots are passed over.

    Returns
    -------
    dict of int to int
        The shot's number, from 1, to the first frame of the film that was found to differ. Looked at are the
        first and the last frame of each shot, outside dissolves and fades.

    Raises
    ------
    EditError
        Where a take is in none of the cut's bins, and isn't named as away.
    MediaError
        Where a film can't be read.

    Notes
    -----
    Both are made small, and differ where their mean absolute difference is more than 8 of 255
    levels.

    Examples
    --------
    >>> import kuleshov as ku
    >>> take = ku.rushes("understudy")["4A-1"]
    >>> cut = ku.Cut("one shot").add(take, "0f", "48f")
    >>> shown_otherwise(cut, take.clip), shown_otherwise(cut.slip(1, 240), take.clip)
    ({}, {1: 0})
    """
    asked = [
        (span, frame)
        for span, after in _with_next(cut)
        if not span.shot.is_card and span.shot.take not in away
        for frame in _looked_at(span, after)
    ]
    seen = {frame: small(film.frame(frame)) for frame in sorted({frame for _, frame in asked})}
    # In each take's own order, so that a take is decoded once.
    asked.sort(key=lambda one: (one[0].shot.take, one[0].offset + one[1] - one[0].start))
    wrong: dict[int, int] = {}
    for span, frame in asked:
        ours = seen[frame]
        if np.abs(ours - _as_taken(cut, span, frame, ours.shape)).mean() > TOLERANCE:
            wrong[span.number] = min(frame, wrong.get(span.number, frame))
    return dict(sorted(wrong.items()))


def _with_next(cut: EditWithTakes) -> Iterator[tuple[Span, Span | None]]:
    spans = cut.edit.picture()
    return zip(spans, [*spans[1:], None], strict=True)


def _looked_at(span: Span, after: Span | None) -> list[int]:
    shot = span.shot
    first = span.start + max(shot.fade_in, shot.dissolve)
    last = span.stop - 1 - max(shot.fade_out, after.shot.dissolve if after else 0)
    return sorted({first, last}) if last >= first else []


def small(picture: np.ndarray) -> np.ndarray:
    """Return a picture as it is compared: a whole number of times smaller, as float32.

    Parameters
    ----------
    picture : ndarray of uint8 (height, width, 3)

    Returns
    -------
    ndarray of float32 (h, w, 3)
        Its shorter side has 90 pixels or more, where the picture's has.

    Examples
    --------
    >>> small(np.zeros((360, 640, 3), np.uint8)).shape
    (90, 160, 3)
    """
    high, wide = picture.shape[:2]
    times = max(1, min(high, wide) // SMALL)
    return _resized(picture, wide // times, high // times)


def _as_taken(cut: EditWithTakes, span: Span, frame: int, shape: tuple[int, ...]) -> np.ndarray:
    """Return what the take has at a frame of the film, whole in a frame of this shape."""
    from ..media.picture import fitted

    clip = cut.take_clip(span.shot.take)
    (at,) = clip.on_screen([span.offset + frame - span.start], cut.rate)
    taken = clip.frame(at)
    taken = span.shot.grade.apply(taken) if span.shot.grade else taken
    high, wide = taken.shape[:2]
    left, top, width, height = fitted(wide, high, (shape[1], shape[0]), float(clip.pixel_aspect))
    framed = np.zeros(shape, np.float32)
    framed[top : top + height, left : left + width] = _resized(taken, width, height)
    return framed


def _resized(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    import cv2

    made = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(made, np.float32)
