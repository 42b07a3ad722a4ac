"""One clock for takes that show one event: at which second of the scene each of them lies.

Cameras that ran together saw the same moments, each from its own first frame on. A take's scene
clock turns its own time into seconds of the scene and back. Times are exact fractions here: a
frame at any rate is met exactly.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from numbers import Integral, Real
from typing import TYPE_CHECKING

from ..errors import EditError
from ..timecode import Time, to_frame
from ..words import some

if TYPE_CHECKING:
    from .truth import Truth

_FINEST = 240_000  # parts of a second: a frame of any common rate, and a sample at 48 kHz, are some


@dataclass(frozen=True)
class SceneClock:
    """Where one take lies on the clock of its scene.

    Attributes
    ----------
    take : str
        The take's name.
    start : Fraction
        The second of the scene at the take's own time 0; below 0 where the take begins before it.
    first, end : Fraction
        The stretch of the take that shows the scene, in the take's own seconds: behind the slate,
        to the end of its last frame.
    performance : str
        Which performance of the scene it shows. Takes of one performance show the very same
        moments; a second performance has its own timing.
    others : mapping of str to SceneClock
        The clocks of all takes of the scene, this one among them.

    Examples
    --------
    >>> clock = SceneClock("4A-1", Fraction(17, 2), Fraction(1), Fraction(26))
    >>> clock.at(Fraction(13)), clock.scene(Fraction(9, 2))
    (Fraction(9, 2), Fraction(13, 1))
    """

    take: str
    start: Fraction
    first: Fraction
    end: Fraction
    performance: str = ""
    others: Mapping[str, SceneClock] = field(default_factory=dict, repr=False, compare=False)

    def has(self, scene: Fraction) -> bool:
        """Say whether the take shows a second of the scene.

        Parameters
        ----------
        scene : Fraction

        Returns
        -------
        bool
        """
        return self.first <= scene - self.start < self.end

    def at(self, scene: Fraction) -> Fraction:
        """Return the take's own time at a second of the scene.

        Parameters
        ----------
        scene : Fraction
            Up to the end of the take's last frame, which can be an out point.

        Returns
        -------
        Fraction
            Seconds from the take's first frame.

        Raises
        ------
        EditError
            Where the take has no such moment; it says which other takes have it.
        """
        time = scene - self.start
        if not self.first <= time <= self.end:
            raise EditError(
                f"{self.take} shows seconds {in_words(self.first + self.start)} to "
                f"{in_words(self.end + self.start)} of the scene, and not {in_words(scene)}. "
                f"{self._elsewhere(scene)}"
            )
        return time

    def scene(self, time: Fraction) -> Fraction:
        """Return the second of the scene that is seen at a time of the take.

        Parameters
        ----------
        time : Fraction
            Seconds from the take's first frame.

        Returns
        -------
        Fraction

        Raises
        ------
        EditError
            Where the take shows nothing of the scene then: before its first frame behind the
            slate, or after its last.
        """
        if not self.first <= time <= self.end:
            raise EditError(
                f"{self.take} shows the scene from {in_words(self.first)} to {in_words(self.end)} s of "
                f"its own time; at {in_words(time)} s there is nothing of it."
            )
        return time + self.start

    def angles(self, scene: Fraction) -> list[str]:
        """Return the other takes that show the very same moment.

        Parameters
        ----------
        scene : Fraction

        Returns
        -------
        list of str
            Of the same performance, in the order of the slates.
        """
        return [
            name
            for name, other in self.others.items()
            if name != self.take and other.performance == self.performance and other.has(scene)
        ]

    def _elsewhere(self, scene: Fraction) -> str:
        holders = [name for name, other in self.others.items() if other.has(scene)]
        return f"It is in {some(holders)}." if holders else "No take has it."


def clocks_of(truth: Truth) -> dict[str, SceneClock]:
    """Return the clocks of all takes of a scene whose makers wrote down when each was shot.

    Parameters
    ----------
    truth : Truth

    Returns
    -------
    dict of str to SceneClock
        By the takes' names; takes that are no part of the scene's time have none.

    Examples
    --------
    >>> import kuleshov as ku
    >>> clocks = clocks_of(ku.rushes("understudy").truth)
    >>> clocks["4A-1"].start, "KA-1" in clocks
    (Fraction(17, 2), False)
    """
    clocks: dict[str, SceneClock] = {}
    for name, take in truth.takes.items():
        if take.performance is None:
            continue
        start = Fraction(str(take.performance[0])) - take.first_frame / take.rate
        first, end = take.first_picture / take.rate, take.frames / take.rate
        clocks[name] = SceneClock(name, start, first, end, take.clock.name, clocks)
    return clocks


def seconds_of(time: Time, rate: Fraction) -> Fraction:
    """Return a time in seconds, without moving it onto a frame.

    Parameters
    ----------
    time : int, float, str or Fraction
        Numbers are seconds; text is read as everywhere, and names a frame.
    rate : Fraction
        Frames a second, for text.

    Returns
    -------
    Fraction
        Of a float the simplest one that it can mean, to 4 microseconds: a third of a second as a
        float lies a hair before the frame that it names.

    Raises
    ------
    EditError
        Where it can't be read as a time.

    Examples
    --------
    >>> seconds_of(13, Fraction(24)), seconds_of(13.1, Fraction(24)), seconds_of("13:12", Fraction(24))
    (Fraction(13, 1), Fraction(131, 10), Fraction(27, 2))
    """
    if isinstance(time, (Integral, Fraction)) and not isinstance(time, bool):
        return Fraction(time)
    if isinstance(time, Real) and not isinstance(time, bool) and math.isfinite(time):
        return Fraction(float(time)).limit_denominator(_FINEST)
    return to_frame(time, rate) / rate


def in_words(seconds: Fraction) -> str:
    """Write seconds as people do, to the millisecond.

    Parameters
    ----------
    seconds : Fraction

    Returns
    -------
    str

    Examples
    --------
    >>> in_words(Fraction(13)), in_words(Fraction(1, 3))
    ('13', '0.333')
    """
    return f"{float(seconds):.3f}".rstrip("0").rstrip(".")
