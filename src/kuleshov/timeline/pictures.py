"""The pictures of an edit, in order, as frames in YUV 4:2:0."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

import av
import numpy as np
from numpy.typing import NDArray

from ..media import Grade, letterboxed
from ..media.picture import exact_rgb, sdr_yuv, tagged
from .edit import EditWithTakes, Span
from .titles import title_card

BLACK_Y, GREY_UV = 16, 128


@dataclass
class _Layer:
    """One shot on screen, with the frames that its dissolves add at either end."""

    span: Span
    first: int
    frames: Generator[av.VideoFrame, None, None]


def pictures(cut: EditWithTakes, size: tuple[int, int]) -> Iterator[av.VideoFrame]:
    """Yield every frame of the film, ``cut.frames`` of them.

    Parameters
    ----------
    cut : Cut
    size : (int, int)
        Width and height in pixels, even; takes of another shape get black bars, never stretching.

    Yields
    ------
    av.VideoFrame
        8-bit yuv420p, BT.709, limited range.

    Raises
    ------
    EditError
        Where a take is in none of the cut's bins.
    MediaError
        Where a take can't be read.

    Notes
    -----
    A frame that nothing mixes is handed on as it was decoded. Frames that a dissolve wants
    beyond a take's end repeat the take's last (or first) frame.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first").title_card("The Understudy", "3f")
    >>> [(frame.width, frame.height, frame.format.name) for frame in pictures(cut, (64, 36))]
    [(64, 36, 'yuv420p'), (64, 36, 'yuv420p'), (64, 36, 'yuv420p')]
    """
    spans = cut.edit.picture()
    layers = [_layer(cut, *two, size) for two in zip(spans, [*spans[1:], None], strict=False)]
    for i, layer in enumerate(layers):
        after = layers[i + 1] if i + 1 < len(layers) else None
        lead = layer.span.shot.dissolve // 2  # already shown by the shot before
        stop = after.first if after else layer.span.stop
        for frame in range(layer.span.start + lead, stop):
            yield _faded(next(layer.frames), layer.span, frame)
        if after is None:
            layer.frames.close()
            return
        dissolve = after.span.shot.dissolve
        for k in range(dissolve):
            a = _faded(next(layer.frames), layer.span, after.first + k)
            b = _faded(next(after.frames), after.span, after.first + k)
            yield blend(a, b, (k + 0.5) / dissolve)
        layer.frames.close()  # an edit has more shots than the machine has open files


def pictures_at(
    cut: EditWithTakes, frames: Iterable[int], size: tuple[int, int]
) -> Iterator[av.VideoFrame]:
    """Yield some frames of the film, as :func:`pictures` has them, and decode no others' shots.

    Parameters
    ----------
    cut : Cut
    frames : iterable of int
        Of the film, each from 0 to before ``cut.frames``.
    size : (int, int)
        Width and height in pixels, even.

    Yields
    ------
    av.VideoFrame
        One for each number, in their order.

    Raises
    ------
    EditError, MediaError
        As :func:`pictures` does.
    IndexError
        Where the film has no such frame.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first").title_card("The Understudy", "3f")
    >>> [(frame.width, frame.height) for frame in pictures_at(cut, [2], (64, 36))]
    [(64, 36)]
    """
    spans = cut.edit.picture()
    layers = [
        (span, *_reach(span, after)) for span, after in zip(spans, [*spans[1:], None], strict=False)
    ]
    for frame in frames:
        if not 0 <= frame < cut.frames:
            raise IndexError(f"The film has {cut.frames} frames; frame {frame} is none of them.")
        seen = [(span, first) for span, first, last in layers if first <= frame < last][-2:]
        drawn = _at(cut, seen[0][0], frame, size)
        for after, first in seen[1:]:
            share = (frame - first + 0.5) / after.shot.dissolve
            drawn = blend(drawn, _at(cut, after, frame, size), share)
        yield drawn


def _at(cut: EditWithTakes, span: Span, frame: int, size: tuple[int, int]) -> av.VideoFrame:
    wanted = span.offset + frame - span.start
    if span.shot.is_card:
        (drawn,) = _source(cut, span, wanted, 1, size)
    else:
        clip = cut.take_clip(span.shot.take)
        (at,) = clip.on_screen([wanted], cut.rate)
        drawn = letterboxed(clip.raw(at), size, float(clip.pixel_aspect))
        drawn = graded_frame(drawn, span.shot.grade)
    return _faded(drawn, span, frame)


def blend(a: av.VideoFrame, b: av.VideoFrame, share: float) -> av.VideoFrame:
    """Mix two frames of one size.

    Parameters
    ----------
    a, b : av.VideoFrame
        8-bit yuv420p of one size.
    share : float
        How much of the second there is, 0 to 1, in steps of 1/256.

    Returns
    -------
    av.VideoFrame
        A new one, with the first's tags.

    Raises
    ------
    ValueError
        Where the two have not one size.

    Examples
    --------
    >>> def grey(y):
    ...     picture = np.full((6, 4), y, np.uint8)  # 4 by 4 of brightness, half as much of colour
    ...     return av.VideoFrame.from_ndarray(picture, format="yuv420p")
    >>> blend(grey(16), grey(116), 0.25).to_ndarray()[0].tolist()
    [41, 41, 41, 41]
    """
    weight = round(share * 256)
    mixed = [
        ((x.astype(np.uint16) * (256 - weight) + y.astype(np.uint16) * weight + 128) >> 8).astype(
            np.uint8
        )
        for x, y in zip(_planes(a), _planes(b), strict=True)
    ]
    return _from_planes(mixed, a)


def graded_frame(frame: av.VideoFrame, grade: Grade | None) -> av.VideoFrame:
    """Return a frame as a grade makes it.

    Parameters
    ----------
    frame : av.VideoFrame
        8-bit yuv420p, BT.709, limited range, its width and height even.
    grade : Grade or None

    Returns
    -------
    av.VideoFrame
        Of the same size, format and tags; without a grade the very frame that was given.

    See Also
    --------
    kuleshov.media.Grade : The same on a picture in RGB.

    Examples
    --------
    >>> import kuleshov as ku
    >>> frame = letterboxed(ku.rushes("understudy")["C1a"].clip.raw(36), (64, 36))
    >>> darker = graded_frame(frame, Grade(stops=-1))
    >>> bool(darker.to_ndarray()[:36].mean() < frame.to_ndarray()[:36].mean())
    True
    >>> graded_frame(frame, None) is frame
    True
    """
    if grade is None:
        return frame
    made = av.VideoFrame.from_ndarray(grade.apply(exact_rgb(frame)), format="rgb24")
    return tagged(sdr_yuv(made))


def _layer(cut: EditWithTakes, span: Span, after: Span | None, size: tuple[int, int]) -> _Layer:
    first, last = _reach(span, after)
    start = span.offset - (span.start - first)
    return _Layer(span, first, _source(cut, span, start, last - first, size))


def _reach(span: Span, after: Span | None) -> tuple[int, int]:
    """Return a shot's first frame on screen and the one after its last, dissolves included."""
    into = span.shot.dissolve
    return span.start - (into - into // 2), span.stop + (after.shot.dissolve // 2 if after else 0)


def _source(
    cut: EditWithTakes, span: Span, start: int, count: int, size: tuple[int, int]
) -> Generator[av.VideoFrame, None, None]:
    """Yield ``count`` frames of a shot's take from frame ``start``, made to fit the film."""
    if span.shot.is_card:
        words = span.shot.text if span.shot.take == "title" else ""
        card = _card(words, size)
        for _ in range(count):
            yield card
        return
    clip, grade = cut.take_clip(span.shot.take), span.shot.grade
    wanted = clip.on_screen(range(start, start + count), cut.rate)
    decoded = clip.raw_frames(wanted[0], wanted[-1] + 1)
    at = wanted[0] - 1
    for frame in wanted:
        if at < frame:
            for _ in range(frame - at):
                raw = next(decoded)
            at = frame
            picture = graded_frame(letterboxed(raw, size, float(clip.pixel_aspect)), grade)
        yield picture


def _card(words: str, size: tuple[int, int]) -> av.VideoFrame:
    return letterboxed(av.VideoFrame.from_ndarray(title_card(words, *size)), size)


def _faded(frame: av.VideoFrame, span: Span, at: int) -> av.VideoFrame:
    """Darken a frame that lies in its shot's fade from or to black."""
    shot, share = span.shot, 1.0
    if shot.fade_in:
        share = min(share, (at - span.start + 0.5) / shot.fade_in)
    if shot.fade_out:
        share = min(share, (span.stop - at - 0.5) / shot.fade_out)
    if share == 1:
        return frame
    share = max(share, 0.0)
    faded = []
    for i, plane in enumerate(_planes(frame)):
        black = GREY_UV if i else BLACK_Y
        value = (plane.astype(np.float32) - black) * share + black
        faded.append((value + 0.5).astype(np.uint8))
    return _from_planes(faded, frame)


def _planes(frame: av.VideoFrame) -> list[NDArray[np.uint8]]:
    """Return views of a yuv420p frame's planes, without the padding at the lines' ends."""
    planes = []
    for plane in frame.planes:
        rows: NDArray[np.uint8] = np.frombuffer(memoryview(plane), np.uint8).reshape(
            plane.height, plane.line_size
        )
        planes.append(rows[:, : plane.width])
    return planes


def _from_planes(planes: list[NDArray[np.uint8]], like: av.VideoFrame) -> av.VideoFrame:
    height, width = planes[0].shape
    frame = av.VideoFrame(width, height, "yuv420p")
    for plane, values in zip(frame.planes, planes, strict=True):
        padded = np.zeros((plane.height, plane.line_size), np.uint8)
        padded[:, : plane.width] = values
        plane.update(padded.tobytes())
    frame.color_range, frame.colorspace = like.color_range, like.colorspace
    return frame
