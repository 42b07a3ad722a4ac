"""What operations share: what is left of a shot that is cut through, and what moves with it."""

from dataclasses import replace

from .edit import Edit, Shot, Span
from .lanes import closed, opened


def head(span: Span, frame: int) -> Shot | None:
    """Return what is left of a shot before a frame of the film.

    Parameters
    ----------
    span : Span
        The shot, where it lies in the film.
    frame : int

    Returns
    -------
    Shot or None
        The shot itself where all of it lies before; None where nothing does.

    See Also
    --------
    tail : What is left behind a stretch.

    Examples
    --------
    >>> span = Edit(shots=(Shot("4A-1", 24, 72, fade_out=6),)).picture()[0]
    >>> half = head(span, 30)
    >>> half.in_, half.out, half.fade_out
    (24, 54, 0)
    """
    if span.stop <= frame:
        return span.shot
    if span.start >= frame:
        return None
    return replace(span.shot, out=span.offset + frame - span.start, fade_out=0)


def tail(span: Span, start: int, stop: int) -> Shot | None:
    """Return what is left of a shot behind a stretch of the film.

    Parameters
    ----------
    span : Span
        The shot, where it lies in the film.
    start, stop : int
        The stretch, ``stop`` exclusive; one frame twice is a cut.

    Returns
    -------
    Shot or None
        The shot itself where all of it lies behind; None where nothing does. One that is cut
        through begins straight; its note stays with its head, where that is left.

    Examples
    --------
    >>> span = Edit(shots=(Shot("4A-1", 24, 72, fade_in=6),)).picture()[0]
    >>> half = tail(span, 30, 36)
    >>> half.in_, half.out, half.fade_in
    (60, 72, 0)
    """
    if span.start >= stop:
        return span.shot
    if span.stop <= stop:
        return None
    rest = replace(later_head(span.shot, stop - span.start), split=0, dissolve=0, fade_in=0)
    return replace(rest, note="") if span.start < start else rest


def later_head(shot: Shot, by: int) -> Shot:
    """Let a shot begin ``by`` frames later and end where it did; a card has no points to keep.

    Parameters
    ----------
    shot : Shot
    by : int
        Frames; negative for earlier.

    Returns
    -------
    Shot

    Examples
    --------
    >>> later_head(Shot("4A-1", 24, 72), 6).in_
    30
    """
    if shot.is_card:
        return replace(shot, out=shot.out - by)
    return replace(shot, in_=shot.in_ + by)


def tidy_first(shots: list[Shot]) -> list[Shot]:
    """The first shot has nothing before it: neither a split nor a dissolve can stand there.

    Parameters
    ----------
    shots : list of Shot
        Changed in place.

    Returns
    -------
    list of Shot
        The same list.

    Examples
    --------
    >>> tidy_first([Shot("4A-1", 24, 72, split=8)])[0].split
    0
    """
    if shots and (shots[0].split or shots[0].dissolve):
        shots[0] = replace(shots[0], split=0, dissolve=0)
    return shots


def rippled(before: Edit, after: Edit, frame: int, by: int) -> Edit:
    """Let lanes and markers follow a picture that became ``by`` frames longer up to a frame.

    At the film's end there is no picture behind that they could follow: all stays where it is,
    so that music can be laid before the first shot.

    Parameters
    ----------
    before : Edit
        As it was.
    after : Edit
        Its shots changed already, its lanes and markers not yet.
    frame : int
        Of the film as it was: what lies here or later moves.
    by : int
        How many frames longer, or shorter where it is negative, the film became before it.

    Returns
    -------
    Edit

    Examples
    --------
    >>> from kuleshov.timeline.lanes import Marker
    >>> before = Edit(shots=(Shot("4A-1", 0, 48),), markers=(Marker(30, "Here."),))
    >>> after = before.with_shots([Shot("KB-1", 0, 12), *before.shots])
    >>> rippled(before, after, 0, 12).markers[0].at
    42
    """
    if not by or frame >= before.frames:
        return after
    if by > 0:
        lanes = opened(after.lanes, frame, by)
    else:
        lanes = closed(after.lanes, frame + by, frame)

    def moved(at: int) -> int:
        return at + by if at >= frame else min(at, max(0, frame + by)) if by < 0 else at

    markers = tuple(replace(marker, at=moved(marker.at)) for marker in after.markers)
    return replace(after, lanes=lanes, markers=markers)
