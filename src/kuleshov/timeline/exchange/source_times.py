"""Where a take's file begins, in the times of another program's edit.

Programs count a clip from the timecode that its camera wrote (01:00:00:00 or the time of day).
The kit counts from a take's first frame. Between the two lies the file's start timecode: the edit
tells it, or the file does; where neither does, whole hours are tried, and said.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...errors import EditError, KuleshovError
from ...timecode import StartTimecode, nominal, timecode
from ..edit import MAX_FRAMES

_HOUR = 3600
_LATE = 2  # frames that rounding between two rates may put a point beyond its take


@dataclass(frozen=True)
class Wanted:
    """What an edit asks of one take.

    Attributes
    ----------
    first, last : Fraction
        The earliest and latest moment that is shown, in seconds of the clip's own time.
    told : Fraction or None
        When the file begins, as the edit tells it.
    """

    first: Fraction
    last: Fraction
    told: Fraction | None


def file_start(name: str, wanted: Wanted, take: Any, rate: Fraction) -> tuple[Fraction, str]:
    """Return when a take's file begins, in seconds of the edit's times, and what is to be said.

    Parameters
    ----------
    name : str
        The take's name.
    wanted : Wanted
    take : Take, Clip or None
        None where it isn't at hand.
    rate : Fraction
        The edit's frames a second.

    Returns
    -------
    start : Fraction
    said : str
        Empty where nothing had to be guessed.

    Raises
    ------
    EditError
        Where the edit asks for frames that the take doesn't have, whatever was tried.

    Examples
    --------
    >>> file_start("4A-1", Wanted(Fraction(2), Fraction(6), None), None, Fraction(24))
    (Fraction(0, 1), '')
    """
    length = _length(take)
    if wanted.told is not None and _fits(wanted, wanted.told, length, rate):
        return wanted.told, ""
    if wanted.told is None and take is None and wanted.last * rate <= MAX_FRAMES:
        return Fraction(0), ""
    for start in _from_file(take, rate):
        if _fits(wanted, start, length, rate):
            return start, ""
    if _fits(wanted, Fraction(0), length, rate):
        return Fraction(0), _disagrees(name, wanted)
    hour = Fraction(nominal(rate) * _HOUR) / rate
    hours = wanted.first // hour * hour
    if length is not None and hours and _fits(wanted, hours, length, rate):
        begins = timecode(round(hours * rate), rate)
        own = start_timecode(take)
        reason = f"begins at {own}, which does not fit them" if own else "has no timecode"
        return hours, (
            f"The times of {name} were counted from {begins}, where its camera seems to have "
            f"begun: its file {reason}. Look at its shots."
        )
    start = wanted.told or Fraction(0)
    if length is not None and start <= wanted.first < start + length:
        return start, (
            f"{name} ends before a shot that is cut from it does: cut.check() says where."
        )
    raise EditError(_beyond(name, wanted, length, rate, start_timecode(take)))


def _disagrees(name: str, wanted: Wanted) -> str:
    if wanted.told is None or not wanted.told:
        return ""
    return f"The times of {name} were counted from its first frame, not from its timecode."


def _fits(wanted: Wanted, start: Fraction, length: Fraction | None, rate: Fraction) -> bool:
    if wanted.first < start:
        return False
    end = Fraction(MAX_FRAMES) / rate if length is None else length
    return wanted.first < start + end and wanted.last <= start + end + _LATE / rate


def _length(take: Any) -> Fraction | None:
    """Return a take's length in seconds, None where it can't be known."""
    try:
        return Fraction(take.frames) / Fraction(take.rate)
    except (AttributeError, TypeError, KuleshovError):
        return None


def _from_file(take: Any, rate: Fraction) -> list[Fraction]:
    """Return the file's own start timecode: as time, and as the same label at the edit's rate."""
    start = start_timecode(take)
    return [] if start is None else [start.seconds, first_frame(start, rate) / rate]


def start_timecode(take: Any) -> StartTimecode | None:
    """Return the timecode that a take's file begins with, None where it has none.

    Parameters
    ----------
    take : Take, Clip or None

    Returns
    -------
    StartTimecode or None

    Examples
    --------
    >>> start_timecode(None) is None
    True
    """
    if getattr(take, "truth", None) is not None:
        return None  # the course's takes have none, and opening one reads all of its file
    try:
        return getattr(getattr(take, "clip", take), "start_timecode", None)
    except KuleshovError:
        return None


def first_frame(start: StartTimecode, rate: Fraction) -> Fraction:
    """Return the frame number that a timecode reads as at another rate: its label stays.

    Parameters
    ----------
    start : StartTimecode
    rate : Fraction
        Frames a second.

    Returns
    -------
    Fraction
        Frames from 00:00:00:00.

    Examples
    --------
    >>> first_frame(StartTimecode.read("01:00:00:12", Fraction(24)), Fraction(50))
    Fraction(180025, 1)
    """
    whole, frames = divmod(start.frame, nominal(start.rate))
    return whole * nominal(rate) + Fraction(frames * nominal(rate), nominal(start.rate))


def _beyond(
    name: str, wanted: Wanted, length: Fraction | None, rate: Fraction, own: StartTimecode | None
) -> str:
    first, last = (timecode(round(time * rate), rate) for time in (wanted.first, wanted.last))
    asks = f"This edit asks for {first} to {last} of {name}"
    if length is None:
        return (
            f"{asks}, beyond six hours, and no such take is at hand. If that is its camera's "
            "timecode, give rushes in which a take has that name, so that its file can tell where "
            "it begins: ku.Cut.load(path, rushes)."
        )
    lasts = timecode(int(length * rate), rate)
    tells = (
        f"begins at {own}, which does not fit them"
        if own
        else ("tells no timecode by which these times could be counted")
    )
    return (
        f"{asks}, which lasts {lasts}, and its file {tells}. Take the camera's own file, or export the edit with times that count from "
        "each file's first frame."
    )
