"""What a walk through an FCPXML yields: files, stretches of film, transitions, marks.

:mod:`kuleshov.timeline.exchange.fcpxml_spine` makes them, :mod:`kuleshov.timeline.exchange.fcpxml_row` lays them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .fcpxml_time import ZERO


@dataclass(frozen=True)
class Asset:
    """A file that clips are cut from.

    Attributes
    ----------
    name, url : str
        What it is called, and where it lies.
    start, length : Fraction
        Its first timecode and its length, in seconds; a length of 0 isn't known.
    rate : Fraction or None
        Frames a second, where the file says it.
    picture, sound : bool
        Whether it has them.
    """

    name: str
    url: str
    start: Fraction
    length: Fraction
    rate: Fraction | None
    picture: bool
    sound: bool


@dataclass(frozen=True, eq=False)
class Piece:
    """A stretch of picture or sound on the film's clock.

    Attributes
    ----------
    kind : str
        "take", "title", "black" or "generator".
    name : str
        The clip's own name.
    start, stop : Fraction
        Seconds of film.
    lanes : tuple of int
        The lanes from the first storyline up to it; empty on the first storyline itself.
    origins : tuple of Element
        The elements that it came from, the outermost first.
    asset : Asset or None
        A take's file.
    source : Fraction
        Seconds from the file's first frame, at ``start``.
    speed : Fraction
        Seconds of the file to a second of film.
    text : str
        A title's words.
    gain : float
        Level of sound in dB.
    fade_in, fade_out : Fraction
        Seconds.
    """

    kind: str
    name: str
    start: Fraction = ZERO
    stop: Fraction = ZERO
    lanes: tuple[int, ...] = ()
    origins: tuple[Element, ...] = ()
    asset: Asset | None = None
    source: Fraction = ZERO
    speed: Fraction = Fraction(1)
    text: str = ""
    gain: float = 0.0
    fade_in: Fraction = ZERO
    fade_out: Fraction = ZERO


@dataclass(frozen=True)
class Change:
    """A transition: its name, its seconds of film, its lanes."""

    name: str
    start: Fraction
    stop: Fraction
    lanes: tuple[int, ...]


class Mark(NamedTuple):
    """A note or a marker: its second of film, its words, and the clip that it is on."""

    time: Fraction
    words: str
    origin: Element | None


@dataclass(frozen=True)
class Place:
    """What an element's parents say about it: lanes, the stretch of film it is seen and heard in,
    the pace of durations, level, fades (a second of film and a length) and what is muted."""

    rate: Fraction
    lanes: tuple[int, ...] = ()
    seen: tuple[Fraction, Fraction | float] = (ZERO, inf)
    heard: tuple[Fraction, Fraction | float] = (ZERO, inf)
    pace: Fraction = Fraction(1)
    gain: float = 0.0
    fade_in: tuple[Fraction, Fraction] = (ZERO, ZERO)
    fade_out: tuple[Fraction, Fraction] = (ZERO, ZERO)
    picture: bool = True
    sound: bool = True
    muted: frozenset[str] = frozenset()
    muted_beside: frozenset[str] = frozenset()
    origins: tuple[Element, ...] = ()
