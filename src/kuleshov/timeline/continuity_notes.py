"""What a continuity sheet consists of: shots, and what was seen of one thing in one of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetShot:
    """One shot of a sheet.

    Attributes
    ----------
    number : int
        From 1.
    take : str
        What it shows; the film's own name where its shots were found by their cuts.
    in_, out : int
        Frames of the take.
    start : int
        Its first frame in the film.
    timecode : str
        The same as hh:mm:ss:ff.
    """

    number: int
    take: str
    in_: int
    out: int
    start: int
    timecode: str


@dataclass(frozen=True)
class Note:
    """What was seen of one thing in one shot.

    Attributes
    ----------
    shot : int
        Number of the shot.
    subject : str
        Who or what: "Diode", "the cup".
    fact : str
        One of :data:`FACTS`.
    begins, ends : str
        How it is when the shot begins, and when it ends; empty where nobody looked.
    answer : str
        Why it may be another in the next shot, in the editor's words.
    """

    shot: int
    subject: str
    fact: str
    begins: str = ""
    ends: str = ""
    answer: str = ""
