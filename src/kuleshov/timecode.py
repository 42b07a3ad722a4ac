"""Time on a film: frames, seconds and timecode, without rounding surprises.

A frame rate is a :class:`fractions.Fraction` (24, 30000/1001); a time is a whole number of
frames at that rate. Students may write a time in four ways, and each has one meaning:

===========================  =======================================================
``2``, ``2.0`` or ``"2.0"``  two seconds, snapped to the nearest frame
``"48f"``                    frame 48
``"02:00"``                  seconds and frames, as in the shot lines of an edit
``"00:00:02:00"``            hours, minutes, seconds and frames: timecode
===========================  =======================================================

Only where the frames of a clip are counted out, ``clip[48]`` or ``clip.images(24, 48)``, is a whole
number a frame's. Numbers that the kit gives in frames, as ``cut.cuts``, are written ``f"{n}f"``.

Timecode here is non-drop-frame: it counts frames with the rate rounded to a whole number, as
SMPTE ST 12-1 does, so at 30000/1001 it runs 3.6 s an hour behind the clock. Only what a camera
wrote into a file may be drop-frame (:class:`StartTimecode`).
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from numbers import Integral, Real
from typing import TypeAlias

from .errors import EditError

Time: TypeAlias = int | float | str | Fraction
"""What a student may write where a time is wanted."""

_FRAME = re.compile(r"([-+]?\d{1,20})[fF]", re.ASCII)
_PLAIN = re.compile(r"[-+]?[0-9.]{1,24}(/[0-9]{1,24})?$")
_CAMERA = re.compile(r"(\d{1,3}):(\d\d):(\d\d)([:;.])(\d{2,3})", re.ASCII)
_HOW = (
    'Write seconds (2.5), a frame ("60f"), seconds and frames ("02:12") or timecode '
    '("00:00:02:12").'
)


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


@dataclass(frozen=True)
class StartTimecode:
    """The timecode that a camera gave to a file's first frame.

    Attributes
    ----------
    frame : int
        Frames from 00:00:00:00.
    rate : Fraction
        Frames a second that the timecode counts; the picture may run at twice as many.
    drop : bool
        Whether it is drop-frame: numbers are left out so that it keeps up with the clock. At
        29.97 a second these are ;00 and ;01 of each minute, but for every tenth.

    Examples
    --------
    >>> start = StartTimecode.read("01:00:00;00", Fraction(30000, 1001))
    >>> start.frame, start.drop, round(float(start.seconds), 4)
    (107892, True, 3599.9964)
    >>> str(StartTimecode(1800, Fraction(30000, 1001), drop=True))
    '00:01:00;02'
    """

    frame: int
    rate: Fraction
    drop: bool = False

    @classmethod
    def read(cls, text: str, rate: Fraction) -> "StartTimecode":
        """Read a timecode as cameras write it.

        Parameters
        ----------
        text : str
            ``"01:00:00:00"``; with ``;`` (or ``.``) before the frames it is drop-frame.
        rate : Fraction
            Frames a second that the timecode counts.

        Returns
        -------
        StartTimecode

        Raises
        ------
        EditError
            Where it is no timecode at this rate, or names a frame that drop-frame leaves out.

        Notes
        -----
        Drop-frame as in SMPTE ST 12-1, also at two and four times 29.97.
        """
        found = _CAMERA.fullmatch(text.strip())
        if found is None:
            raise EditError(f"{text[:24]!r} is not a timecode; write 01:00:00:00.")
        drop = found[4] in ";."
        plain = f"{found[1]}:{found[2]}:{found[3]}:{found[5]}"
        frame = _from_text(plain, rate)
        if not drop:
            return cls(frame, rate)
        left_out, tens = _left_out(rate), int(found[2]) % 10
        if not left_out:
            raise EditError(
                f"{text!r} is drop-frame, which there is only at 29.97 frames a second and "
                f"multiples of it; this counts {float(rate):.6g}."
            )
        if tens and found[3] == "00" and int(found[5]) < left_out:
            raise EditError(
                f"{text!r} names no frame: drop-frame timecode leaves it out. The minute begins "
                f"with {found[1]}:{found[2]}:00;{left_out:02d}."
            )
        minutes = int(found[1]) * 60 + int(found[2])
        return cls(frame - left_out * (minutes - minutes // 10), rate, drop=True)

    @property
    def seconds(self) -> Fraction:
        """Seconds from 00:00:00:00."""
        return self.frame / self.rate

    def __str__(self) -> str:
        if not self.drop:
            return timecode(self.frame, self.rate)
        left_out = _left_out(self.rate)
        minute = nominal(self.rate) * 60 - left_out  # frames of one that leaves numbers out
        tens, rest = divmod(self.frame, minute * 10 + left_out)
        passed = 9 * tens + max(0, (rest - left_out) // minute)
        whole = timecode(self.frame + left_out * passed, self.rate)
        return f"{whole[:-3]};{whole[-2:]}"


def _left_out(rate: Fraction) -> int:
    """Return how many numbers drop-frame leaves out at the head of a minute, 0 if there is none."""
    return nominal(rate) // 15 if nominal(rate) % 30 == 0 else 0


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
    >>> to_frame(60, film), to_frame("60f", film)
    (1440, 60)
    """
    if isinstance(time, bool):
        raise EditError(f"{time} is not a time. {_HOW}")
    if isinstance(time, Integral):
        return _nearest(int(time) * rate)
    if isinstance(time, Fraction):
        return _nearest(time * rate)
    if isinstance(time, Real):
        return _nearest(_seconds(float(time)) * rate)
    if not isinstance(time, str):
        raise EditError(f"A {type(time).__name__} is not a time. {_HOW}")
    return _from_text(time.strip(), rate)


def snapped(time: Time, rate: Fraction) -> bool:
    """Say whether :func:`to_frame` had to move this time onto a frame (by over 1 ms)."""
    if isinstance(time, str) and (":" in time or names_frame(time)):
        return False
    asked = time if isinstance(time, Fraction) else _seconds(time)
    return abs(asked - to_frame(time, rate) / rate) > Fraction(1, 1000)


def names_frame(time: Time) -> bool:
    """Say whether a time is a frame's number as a student writes it, ``"48f"``.

    >>> names_frame("48f"), names_frame("48"), names_frame(48)
    (True, False, False)
    """
    return isinstance(time, str) and _FRAME.fullmatch(time.strip()) is not None


def meant_as_frame(time: Time | None, frames: int, rate: Fraction) -> str:
    """Say how a frame is written, where whole seconds lie too late and that frame would not.

    Parameters
    ----------
    time : int, float, str, Fraction or None
        As it was asked for.
    frames : int
        How many frames there are.
    rate : Fraction
        Frames a second.

    Returns
    -------
    str
        A sentence with a space before it; empty where no frame can have been meant.

    Examples
    --------
    >>> meant_as_frame(60, 240, Fraction(24))
    ' 60 means 60 seconds; frame 60 is written "60f".'
    >>> meant_as_frame(6, 240, Fraction(24)), meant_as_frame(60.0, 240, Fraction(24))
    ('', '')
    """
    if not isinstance(time, Integral) or not 0 < time <= frames or to_frame(time, rate) <= frames:
        return ""
    return f' {time} means {time} seconds; frame {time} is written "{time}f".'


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
    if found := _FRAME.fullmatch(text):
        return int(found[1])
    if ":" not in text:
        return _nearest(_seconds(text) * rate)
    sign = -1 if text.startswith("-") else 1
    parts = text.removeprefix("-" if sign < 0 else "+").split(":")
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
