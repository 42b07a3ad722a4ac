"""Whether a film shows what its edit says: its frames, held against those of the takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from random import Random
from typing import Protocol

import numpy as np

from .edit import EditWithTakes, Span

SMALL = 90  # pixels: the shorter side of what is compared, at least
TOLERANCE = 8.0  # mean difference in 8-bit levels that encoding may cause
DARKEST = 0.25  # of its light: where a fade leaves less of a shot, nothing can be told from black


class Frames(Protocol):
    """What a film is asked here: a :class:`~kuleshov.media.Clip` is one."""

    def frame(self, number: int) -> np.ndarray:
        """Return a frame in RGB, uint8 (height, width, 3)."""


def shown_otherwise(
    cut: EditWithTakes,
    film: Frames,
    away: Collection[str] = (),
    places: Mapping[int, Collection[int]] | None = None,
) -> dict[int, int]:
    """Find the shots of a film that show something else than the edit says.

    Parameters
    ----------
    cut : Cut
    film : Clip
        Of the edit's length in frames, and of any size: takes of another shape lie in it whole,
        with black around them.
    away : collection of str
        Takes that are not at hand: their shots are passed over.
    places : mapping of int to collection of int, optional
        Which frames are looked at, by the shot's number; those of :func:`to_look_at` where it is left
        out.

    Returns
    -------
    dict of int to int
        The shot's number, from 1, to the first frame of the film that was found to differ.

    Raises
    ------
    EditError
        Where a take is in none of the cut's bins, and isn't named as away.
    MediaError
        Where a film can't be read.

    See Also
    --------
    to_look_at : Which frames these are, and which shots have none.

    Notes
    -----
    Both are made small, and differ where their mean absolute difference is more than 8 of 255
    levels; in a fade, as much less as the fade is darker. Sound is not listened to.

    Examples
    --------
    >>> import kuleshov as ku
    >>> take = ku.rushes("understudy")["4A-1"]
    >>> cut = ku.Cut("one shot").add(take, "0f", "48f")
    >>> shown_otherwise(cut, take.clip), shown_otherwise(cut.slip(1, 240), take.clip)
    ({}, {1: 0})
    """
    places = to_look_at(cut, away) if places is None else places
    spans = {span.number: span for span in cut.edit.picture()}
    asked = [(spans[number], frame) for number, frames in places.items() for frame in frames]
    seen = {frame: small(film.frame(frame)) for frame in sorted({frame for _, frame in asked})}
    # In each take's own order, so that a take is decoded once.
    asked.sort(key=lambda one: (one[0].shot.take, one[0].offset + one[1] - one[0].start))
    wrong: dict[int, int] = {}
    for span, frame in asked:
        ours, share = seen[frame], _share(span, frame)
        if (
            np.abs(ours - share * _as_taken(cut, span, frame, ours.shape)).mean()
            > TOLERANCE * share
        ):
            wrong[span.number] = min(frame, wrong.get(span.number, frame))
    return dict(sorted(wrong.items()))


def to_look_at(
    cut: EditWithTakes, away: Collection[str] = (), also: Collection[int] = (), seed: str = ""
) -> dict[int, list[int]]:
    """Choose the frames of a film at which each of its shots is held against its take.

    Parameters
    ----------
    cut : Cut
    away : collection of str
        Takes that are not at hand.
    also : collection of int
        Frames of the film that have been decoded already.
    seed : str
        What draws a frame between the first and the last, where ``also`` has none.

    Returns
    -------
    dict of int to list of int
        The shot's number, from 1, to frames of the film: its first and its last outside dissolves and
        fades, and one or more between them. Where a fade leaves none whole, the lightest one. Empty
        where nothing can be looked at: the take is away, a dissolve covers the shot, or it is a title,
        whose letters no two machines draw alike. Black and gaps are looked at.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("one shot", rushes=ku.rushes("understudy")).black("12f").add("4A-1", "0f", "48f")
    >>> to_look_at(cut, also=[5, 20]), to_look_at(cut, ["4A-1"])[2]
    ({1: [0, 5, 11], 2: [12, 20, 59]}, [])
    """
    drawn = Random(seed)
    places: dict[int, list[int]] = {}
    for span, after in _with_next(cut):
        frames = [] if span.shot.take in (*away, "title") else _clear(span, after)
        between = [frame for frame in frames[1:-1] if frame in also]
        if len(frames) > 2 and not between:
            far = len(frames) // 4  # from either end: it isn't drawn beside one that is looked at
            between = [drawn.choice(frames[far : len(frames) - far])]
        places[span.number] = sorted({*frames[:1], *between, *frames[-1:]})
    return places


def _with_next(cut: EditWithTakes) -> Iterator[tuple[Span, Span | None]]:
    spans = cut.edit.picture()
    return zip(spans, [*spans[1:], None], strict=True)


def _clear(span: Span, after: Span | None) -> list[int]:
    """Return the frames outside dissolves and fades; in a shot of fades alone, its lightest frame."""
    last = span.stop - 1 - (after.shot.dissolve if after else 0)
    frames = range(span.start + span.shot.dissolve, last + 1)
    whole = [frame for frame in frames if _share(span, frame) == 1]
    lightest = max(frames, key=lambda frame: _share(span, frame), default=-1)
    return whole or ([lightest] if lightest >= 0 and _share(span, lightest) >= DARKEST else [])


def _share(span: Span, frame: int) -> float:
    """Return how much of a shot's light is there at a frame, 0 to 1: less where it fades."""
    shot = span.shot
    into = (frame - span.start + 0.5) / shot.fade_in if shot.fade_in else 1.0
    out = (span.stop - frame - 0.5) / shot.fade_out if shot.fade_out else 1.0
    return min(1.0, into, out)


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

    if span.shot.is_card:
        return np.zeros(shape, np.float32)
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
