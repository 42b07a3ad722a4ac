"""Time on a film: frames, seconds and timecode, without rounding surprises.

A frame rate is a :class:`fractions.Fraction` (24, 30000/1001); a time is a whole number of
frames at that rate. Students may write a time in four ways, and each has one meaning:

========================  ==========================================================
``48`` (an int)           frame 48
``2.0`` or ``"2.0"``      two seconds, snapped to the nearest frame
``"02:00"``               seconds and frames, as in the shot lines of an edit
``"00:00:02:00"``         hours, minutes, seconds and frames: timecode
========================  ==========================================================

Timecode here is non-drop-frame: it counts frames with the rate rounded to a whole number, as
SMPTE ST 12-1 does, so at 30000/1001 it runs 3.6 s an hour behind the clock.
"""

import re
from fractions import Fraction
from numbers import Integral, Real
from typing import TypeAlias

from .errors import EditError

Time: TypeAlias = int | float | str | Fraction
"""What a student may write where a time is wanted."""

_PLAIN = re.compile(r"[-+]?[0-9.]{1,24}(/[0-9]{1,24})?$")
_HOW = 'Write seconds (2.5), seconds and frames ("02:12") or timecode ("00:00:02:12").'


def nominal(rate: Fraction) -> int:
    """Return the whole number of frames that timecode counts to a second."""
    return max(1, round(rate))


def read_rate(rate: int | float | str | Fraction) -> Fraction:
    """Return a frame rate as a fraction; 23.976, 29.97 and 59.94 mean their NTSC rates.

    Raises
    ------
    EditError
        Where it can't be read as a rate.

    Examples
    --------
    >>> read_rate(29.97), read_rate("30000/1001"), read_rate(24)
    (Fraction(30000, 1001), Fraction(30000, 1001), Fraction(24, 1))
    """
    try:
        if isinstance(rate, bool) or (isinstance(rate, str) and not _PLAIN.match(rate.strip())):
            raise ValueError
        exact = Fraction(rate)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        raise EditError(f"{str(rate)[:30]!r} is not a rate; write 24 or 30000/1001.") from None
    if exact.denominator <= 1001 and not isinstance(rate, (float, str)):
        return exact
    for whole in (24, 30, 48, 60, 120):
        if abs(exact - Fraction(whole * 1000, 1001)) < Fraction(1, 200):
            return Fraction(whole * 1000, 1001)
    return exact.limit_denominator(1001)


def timecode(frame: int, rate: Fraction) -> str:
    """Write a frame's address as ``hh:mm:ss:ff``.

    Parameters
    ----------
    frame : int
        Frames from the start; negative addresses get a minus sign.
    rate : Fraction
        Frames a second.

    Examples
    --------
    >>> timecode(300, Fraction(24))
    '00:00:12:12'
    """
    base = nominal(rate)
    seconds, frames = divmod(abs(frame), base)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if frame < 0 else ""
    return f"{sign}{hours:02d}:{minutes:02d}:{seconds:02d}:{frames:02d}"


def shot_time(frame: int, rate: Fraction) -> str:
    """Write a frame's address as ``ss:ff``, as the shot lines of an edit do.

    >>> shot_time(108, Fraction(24))
    '04:12'
    """
    seconds, frames = divmod(frame, nominal(rate))
    return f"{seconds:02d}:{frames:02d}"


def to_frame(time: Time, rate: Fraction) -> int:
    """Return the frame that a student's time names, the nearest one if it falls between.

    Parameters
    ----------
    time : int, float, str or Fraction
        See the table at the top of this module.
    rate : Fraction
        Frames a second.

    Raises
    ------
    EditError
        Where the time can't be read, or its frame number isn't below the rate.

    Examples
    --------
    >>> film = Fraction(24)
    >>> to_frame("00:00:02:12", film), to_frame(2.5, film), to_frame("02:12", film)
    (60, 60, 60)
    """
    if isinstance(time, bool):
        raise EditError(f"{time} is not a time. {_HOW}")
    if isinstance(time, Integral):
        return int(time)
    if isinstance(time, Fraction):
        return _nearest(time * rate)
    if isinstance(time, Real):
        return _nearest(_seconds(float(time)) * rate)
    if not isinstance(time, str):
        raise EditError(f"A {type(time).__name__} is not a time. {_HOW}")
    return _from_text(time.strip(), rate)


def snapped(time: Time, rate: Fraction) -> bool:
    """Say whether :func:`to_frame` had to move this time onto a frame (by over 1 ms)."""
    if isinstance(time, Integral) or (isinstance(time, str) and ":" in time):
        return False
    asked = time if isinstance(time, Fraction) else _seconds(time)
    return abs(asked - to_frame(time, rate) / rate) > Fraction(1, 1000)


def _seconds(time: float | str) -> Fraction:
    try:
        if isinstance(time, str) and not _PLAIN.match(time):
            raise ValueError  # 1e999999999 would be worked out digit by digit
        return Fraction(str(time))
    except (ValueError, ZeroDivisionError, OverflowError):
        raise EditError(f"{time!r} is not a time. {_HOW}") from None


def _nearest(frames: Fraction) -> int:
    return int((frames + Fraction(1, 2)).__floor__())


def _from_text(text: str, rate: Fraction) -> int:
    if len(text) > 24:
        raise EditError(f"{text[:24]!r}... is not a time. {_HOW}")
    if ":" not in text:
        return _nearest(_seconds(text) * rate)
    sign = -1 if text.startswith("-") else 1
    parts = text.lstrip("-").split(":")
    if len(parts) not in (2, 4) or not all(part.isascii() and part.isdigit() for part in parts):
        raise EditError(f"{text!r} is not a time. {_HOW}")
    numbers = [int(part) for part in parts]
    base = nominal(rate)
    if numbers[-1] >= base:
        raise EditError(
            f"{text!r} names frame {numbers[-1]} of a second that has {base} (0 to {base - 1})."
        )
    if len(numbers) == 4 and (numbers[1] > 59 or numbers[2] > 59):
        raise EditError(f"{text!r} is not a timecode: minutes and seconds go to 59.")
    whole = numbers[0] if len(numbers) == 2 else (numbers[0] * 60 + numbers[1]) * 60 + numbers[2]
    return sign * (whole * base + numbers[-1])
