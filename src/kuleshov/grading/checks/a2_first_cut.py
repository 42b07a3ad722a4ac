"""A cut against its brief, and a film against its cut, in an editor's words.

Each function returns sentences about what is missing, an empty list when nothing is. A test cell
asserts that the list is empty and shows the first sentence, so that a student reads what an
assistant editor would say and never an assertion.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from ...errors import KuleshovError
from ...timecode import timecode
from ...timeline import Cut
from ...timeline.as_cut import shown_otherwise
from ...timeline.checks import FLASH_FRAMES, is_flash, unbroken
from ...timeline.edit import Span
from ...timeline.pictures import pictures_at
from ...timeline.render import film_size
from ...words import counted, meant

SPLIT = 4  # frames, from which on a split is heard


def is_a_cut(work: Any, name: str = "cut") -> list[str]:
    """Say what a student's ``cut``, or what else it is called, is if it isn't an edit."""
    if work is None or work is ...:
        return [
            f"`{name}` is still empty: write the shots of your edit into the text, and see that its "
            "cell runs to the end."
        ]
    if not isinstance(work, Cut):
        return [
            f"`{name}` is a {type(work).__name__}; it should be an edit: "
            f'{name} = ku.Cut.from_text("""...""", rushes).'
        ]
    if not len(work):
        return ["Your cut has no shots yet. One line of the text is one shot."]
    return []


def wrong_length(cut: Cut, least: float, most: float) -> list[str]:
    """Say by how much a cut misses its length in seconds."""
    seconds = cut.duration
    if seconds < least:
        return [f"Your cut lasts {seconds:.1f} s; the brief asks for at least {least:g} s."]
    if seconds > most:
        return [f"Your cut lasts {seconds:.1f} s; the brief allows {most:g} s."]
    return []


def too_few_shots(cut: Cut, least: int) -> list[str]:
    """Count the shots that somebody sees.

    Black and titles come from no take; a piece that goes on in its take where the one before it
    stopped is the same shot; and what is shorter than a flash is no picture.
    """
    there = unbroken(cut.edit)
    flashes = sum(map(is_flash, there))
    going_on = sum(len(pieces) - 1 for pieces in there)
    shots = len(there) - flashes
    if shots >= least:
        return []
    said = f"Your cut has {counted(shots, 'shot')}; the brief asks for at least {least}."
    if flashes:
        said += (
            f" {counted(flashes, 'piece lasts', 'pieces last')} under {FLASH_FRAMES} frames: most "
            "eyes see a flash and no shot."
        )
    if going_on:
        said += (
            f" {counted(going_on, 'piece goes', 'pieces go')} on where the one before stopped, in "
            "the same take: nobody sees a cut there."
        )
    return [said]


def holes(cut: Cut) -> list[str]:
    """Say where a cut has a gap, names a take that isn't there, or runs beyond one."""
    said = []
    for span in cut.edit.picture():
        at = timecode(span.start, cut.rate)
        if span.shot.take == "gap":
            said.append(f"At {at} there is a gap of {len(span)} frames.")
        elif not span.shot.is_card:
            said += _beyond(cut, span, at)
    return said


def _beyond(cut: Cut, span: Span, at: str) -> Iterator[str]:
    shot = span.shot
    try:
        take = cut.take(shot.take)
    except KuleshovError:
        near = meant(shot.take, cut.take_files())
        yield f"At {at}: there is no take {shot.take!r} among the rushes.{near}"
        return
    truth = getattr(take, "truth", None)
    slated = 0 if truth is None else ceil(truth.first_picture * cut.rate / Fraction(take.rate))
    frames = cut.take_frames(shot.take)
    if shot.out > frames:
        end = timecode(frames, cut.rate)
        yield f"At {at}: {shot.take} ends at {end}, and your shot goes on after it."
    if shot.in_ < slated:
        end = timecode(slated, cut.rate)
        yield f"At {at} the slate of {shot.take} is in the picture: it ends at {end} of the take."


def not_its_text(cut: Cut, rushes: Any) -> list[str]:
    """Say why an edit, written as text and read again with the course's takes, is not the same."""
    try:
        again = Cut.from_text(cut.to_text(), rushes)
        for shot in again:
            if not shot.is_card:
                again.take(shot.take)
    except KuleshovError as problem:
        return [f"Your edit can't be read again from its text. {problem}"]
    if wrong := _lane_wrong(again):
        return [wrong]
    if again.shots == cut.shots and again.lanes == cut.lanes:
        return []
    return ["Your edit is not the one that its text says: make it with ku.Cut.from_text alone."]


def _lane_wrong(cut: Cut) -> str:
    """Say which sound of a lane can't be heard as it is written; empty where all can."""
    for lane in cut.lanes:
        for sound in lane.sounds:
            where = f"Lane {lane.name}, at {timecode(sound.at, cut.rate)}:"
            try:
                frames, heard = cut.take_frames(sound.take), cut.take_sound(sound.take, sound.stem)
            except KuleshovError as problem:
                return f"{where} {problem}"
            if heard is None:
                return f"{where} {sound.take} has no sound."
            if sound.out > frames:
                end = timecode(frames, cut.rate)
                return f"{where} {sound.take} ends at {end}, and your sound goes on after it."
    return ""


def no_split(cut: Cut, least: int = SPLIT) -> list[str]:
    """Say that sound and picture are cut together everywhere, or nearly: within ``least`` frames."""
    longest = max((abs(shot.split) for shot in cut), default=0)
    if longest >= least:
        return []
    if longest:
        return [
            f"Your longest split is {counted(longest, 'frame')} long, and nobody will notice. Make "
            f"it {least} or more, such as J8."
        ]
    return [
        "Sound and picture change together at every cut. Let one shot be heard before it is seen "
        "(J8 at the end of its line) or after (L8)."
    ]


def film_differs(cut: Cut, film: Any = None) -> list[str]:
    """Compare a film, frame by frame, with the takes that its cut names.

    Parameters
    ----------
    cut : Cut
    film : Clip, optional
        A finished film, of any size. Without it the frames in question are
        drawn as rendering draws them, small, and no film is written: a sixth of the time.

    Returns
    -------
    list of str
        Where the film's length or one of its shots is not what the cut says. Looked at are the
        first and the last frame of every shot, outside dissolves and fades.
    """
    if film is not None and film.frames != cut.frames:
        return [
            f"The film has {film.frames} frames; the cut has {cut.frames}. "
            "Render it again after your last change."
        ]
    shown = shown_otherwise(cut, _Drawn(cut) if film is None else film)
    return [
        f"At {timecode(frame, cut.rate)} the film shows something else than shot {number} of the cut."
        for number, frame in shown.items()
    ]


class _Drawn:
    """A film that is not rendered: single frames as it would have them, large ones made smaller."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        width, height = film_size(cut)
        smaller = max(1, min(width, height) // 90)
        self.size = (width // smaller // 2 * 2, height // smaller // 2 * 2)

    def frame(self, number: int) -> np.ndarray:
        """Return a frame in RGB, uint8 (height, width, 3)."""
        (drawn,) = pictures_at(self.cut, [number], self.size)
        return np.asarray(drawn.to_ndarray(format="rgb24"))
