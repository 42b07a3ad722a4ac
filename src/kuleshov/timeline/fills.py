"""A stretch of sound repeated, as room tone is, so that it lies under as much of a film as is wanted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..errors import EditError
from .edit import MAX_SHOTS
from .lanes import LaidSound, Lane

SHORTEST = Fraction(1, 2)  # s: what comes back sooner is heard as a hum


def pieces(
    stretch: LaidSound, stop: int, rate: Fraction, *, fade_in: int = 0, fade_out: int = 0
) -> tuple[LaidSound, ...]:
    """Return a stretch of sound as often as it takes to fill the film up to a frame.

    Parameters
    ----------
    stretch : LaidSound
        At the frame of the film where it begins, without fades.
    stop : int
        Of the film: the frame after the last that is filled.
    rate : Fraction
        Frames a second.
    fade_in, fade_out : int
        Frames: the first piece's, and the last one's.

    Returns
    -------
    tuple of LaidSound
        One behind the other, as few as can be and as long as each other, to a frame: none is a
        scrap. Each begins at the stretch's in point.

    Raises
    ------
    EditError
        Where there is nothing to fill, or the stretch is under half a second and would have to be
        repeated.

    Notes
    -----
    Where one piece ends and the next begins, both are heard for 4 ms, in a linear crossfade
    (:mod:`kuleshov.timeline.mix`). Of noise that leaves two thirds of the power for that long: of
    50 ms about a joint, 0.1 dB. A crossfade of half a second in two lanes would be a hole of 3 dB.

    Examples
    --------
    >>> tone = LaidSound("1A-1", 816, 912, at=0)
    >>> [(one.at, one.in_, one.out) for one in pieces(tone, 200, Fraction(24))]
    [(0, 816, 883), (67, 816, 883), (134, 816, 882)]
    """
    frames = stop - stretch.at
    if frames < 1:
        raise EditError("There is nothing to fill there: it would end where it begins, or before.")
    count = -(-frames // len(stretch))
    if count > 1 and len(stretch) < SHORTEST * rate:
        raise EditError(
            f"{len(stretch)} frames of {stretch.take}, repeated, are heard as a hum. Give half a second "
            "of tone, or more; three or four are better."
        )
    if count > MAX_SHOTS:
        raise EditError(f"It would be repeated {count:,} times. Give a longer stretch of tone.")
    each, longer = divmod(frames, count)
    laid, at = [], stretch.at
    for number in range(count):
        length = each + (number < longer)
        laid.append(
            replace(
                stretch,
                out=stretch.in_ + length,
                at=at,
                fade_in=0 if number else fade_in,
                fade_out=fade_out if number == count - 1 else 0,
            )
        )
        at += length
    return tuple(laid)


def filled(lane: Lane, laid: tuple[LaidSound, ...]) -> Lane:
    """Return a lane with sounds that follow each other laid over what is there.

    Parameters
    ----------
    lane : Lane
    laid : tuple of LaidSound
        One behind the other, without gaps.

    Returns
    -------
    Lane

    Examples
    --------
    >>> lane = Lane("tone", (LaidSound("door", 0, 48, at=90),))
    >>> tone = LaidSound("1A-1", 816, 912, at=0)
    >>> [(one.take, one.at, len(one)) for one in filled(lane, pieces(tone, 96, Fraction(24))).sounds]
    [('1A-1', 0, 96), ('door', 96, 42)]
    """
    whole = replace(laid[0], in_=0, out=laid[-1].stop - laid[0].at)
    left = [one for one in lane.with_sound(whole).sounds if one is not whole]
    return replace(lane, sounds=(*left, *laid))
