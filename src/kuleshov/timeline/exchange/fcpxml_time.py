"""Time in FCPXML: exact seconds, frame rates, and clips whose own time runs at another pace."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ...errors import EditError
from ...timecode import read_rate

ZERO = Fraction(0)
_TIME = re.compile(r"\s*(-?\d{1,20})(?:/(\d{1,20}))?s?\s*$|\s*(-?\d{0,12}\.\d{1,12})s?\s*$")


class Clock(NamedTuple):
    """A clip's own time on the film's clock.

    Attributes
    ----------
    zero : Fraction
        A second of the clip's own time, at which the clip begins.
    at : Fraction
        The second of film at which it stands.
    pace : Fraction
        Seconds of film to a second of the clip's own time.
    """

    zero: Fraction
    at: Fraction
    pace: Fraction

    def film(self, local: Fraction) -> Fraction:
        """Return when a second of the clip's own time comes in the film.

        Parameters
        ----------
        local : Fraction

        Returns
        -------
        Fraction
            Seconds of film.
        """
        return self.at + (local - self.zero) * self.pace


def seconds(words: str | None, default: Fraction | None = ZERO) -> Fraction:
    """Return a time of FCPXML, ``1001/24000s``, exactly.

    Parameters
    ----------
    words : str or None
        The attribute, or None where it isn't there.
    default : Fraction
        What a missing attribute means.

    Returns
    -------
    Fraction
        Seconds.

    Raises
    ------
    EditError
        Where it is no time.

    Examples
    --------
    >>> seconds("1001/24000s"), seconds("2.5s"), seconds(None)
    (Fraction(1001, 24000), Fraction(5, 2), Fraction(0, 1))
    """
    if words is None:
        return default if default is not None else ZERO
    found = _TIME.match(words)
    try:
        if not found:
            raise ValueError
        whole, parts, decimal = found.groups()
        return Fraction(decimal) if decimal else Fraction(int(whole), int(parts or 1))
    except (ValueError, ZeroDivisionError):
        raise EditError(f"{words[:30]!r} is not a time of FCPXML, as 1001/24000s is one.") from None


def frame_at(time: Fraction, rate: Fraction) -> int:
    """Return the frame nearest to a moment.

    Parameters
    ----------
    time : Fraction
        Seconds.
    rate : Fraction
        Frames a second.

    Returns
    -------
    int
        The later one, halfway between two.

    Examples
    --------
    >>> frame_at(Fraction(1001, 24000), Fraction(24000, 1001)), frame_at(Fraction(1, 48), Fraction(24))
    (1, 1)
    """
    return floor(time * rate + Fraction(1, 2))


def format_rate(form: Element | None) -> Fraction | None:
    """Return the frame rate that a format states, by its frame's duration or by its name.

    Parameters
    ----------
    form : Element or None
        The ``format`` resource.

    Returns
    -------
    Fraction or None
        Frames a second; None where it says none.

    Raises
    ------
    EditError
        Where the frame's duration is no time.

    Examples
    --------
    >>> format_rate(Element("format", frameDuration="1001/24000s"))
    Fraction(24000, 1001)
    >>> format_rate(Element("format", name="FFVideoFormatDV720x576i50"))
    Fraction(25, 1)
    """
    if form is None:
        return None
    frame = seconds(form.get("frameDuration"))
    if frame > 0:
        return 1 / frame
    named = re.search(r"([ip])(2398|24|25|2997|30|4795|48|50|5994|60)(?!\d)", form.get("name", ""))
    if not named:
        return None
    digits = named[2]
    rate = read_rate(f"{digits[:2]}.{digits[2:] or 0}")
    return rate / 2 if named[1] == "i" else rate  # the name counts an interlaced frame's fields


def conformed(element: Element, rate: Fraction) -> Fraction:
    """Return how long a second of a clip's own time lasts where it is conformed to a rate.

    Rates that lie close together are played frame by frame (25 at 24, 23.98 at 24); else only
    the thousandth between NTSC's rates and whole ones is taken up (23.98 at 50 runs as 24).

    Parameters
    ----------
    element : Element
        A clip, with or without ``conform-rate``.
    rate : Fraction
        Frames a second of the sequence around it.

    Returns
    -------
    Fraction
        Seconds of the sequence.

    Examples
    --------
    >>> clip = Element("clip")
    >>> clip.append(Element("conform-rate", srcFrameRate="25"))
    >>> conformed(clip, Fraction(24)), conformed(clip, Fraction(50))
    (Fraction(25, 24), Fraction(1, 1))
    """
    conform = element.find("conform-rate")
    if conform is None or conform.get("scaleEnabled") == "0" or not conform.get("srcFrameRate"):
        return Fraction(1)
    own = read_rate(conform.get("srcFrameRate", ""))
    if abs(own / rate - 1) < Fraction(6, 100):
        return own / rate
    if own.denominator == rate.denominator:
        return Fraction(1)
    return own / round(own) if own.denominator != 1 else Fraction(1001, 1000)


def inner_clock(element: Element, local: Clock, length: Fraction) -> tuple[Clock, Fraction]:
    """Return the time of what a clip holds, which a ``timeMap`` makes run at another speed.

    Parameters
    ----------
    element : Element
    local : Clock
        The clip's own.
    length : Fraction
        Seconds of film.

    Returns
    -------
    clock : Clock
        Of what it holds; forwards, where that runs backwards or stands still.
    speed : Fraction
        Seconds of what it holds to a second of film, below 0 where it runs backwards.

    Examples
    --------
    >>> from xml.etree.ElementTree import fromstring
    >>> clip = fromstring(
    ...     '<clip><timeMap><timept time="0s" value="0s"/><timept time="5s" value="10s"/></timeMap></clip>'
    ... )
    >>> clock, speed = inner_clock(clip, Clock(Fraction(2), Fraction(0), Fraction(1)), Fraction(1))
    >>> int(clock.zero), int(speed)
    (4, 2)
    """
    points = sorted(
        (seconds(point.get("time")), seconds(point.get("value")))
        for point in element.findall("timeMap/timept")
    )
    if len(points) < 2 or points[0][0] == points[-1][0]:
        return local, 1 / local.pace
    first = _mapped(points, local.zero)
    last = _mapped(points, local.zero + length / local.pace)
    speed = (last - first) / length
    return Clock(first, local.at, 1 / speed if speed > 0 else local.pace), speed


def _mapped(points: list[tuple[Fraction, Fraction]], time: Fraction) -> Fraction:
    """Return a retimed clip's inner time, straight between the points and on beyond them."""
    after = next((i for i, point in enumerate(points) if point[0] > time), len(points) - 1)
    (t0, v0), (t1, v1) = points[max(after, 1) - 1], points[max(after, 1)]
    return v0 if t0 == t1 else v0 + (time - t0) * (v1 - v0) / (t1 - t0)
