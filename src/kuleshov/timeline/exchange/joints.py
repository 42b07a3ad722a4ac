"""From pieces of another program's film to shots: holes, transitions, markers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import opentimelineio as otio

from ...timecode import timecode
from ...words import few
from ..edit import Shot
from ..lanes import Marker
from .flatten import Joint, Piece, Row, is_black, seconds
from .lane_tracks import KEY


def without_holes(row: Row) -> list[Piece]:
    """Return a row's pieces with a gap wherever there is none.

    Parameters
    ----------
    row : Row

    Returns
    -------
    list of Piece
        From frame 0 to the end of the film, each beginning where the one before it ends.

    Examples
    --------
    >>> clip = otio.schema.Clip("4A-1")
    >>> whole = without_holes(Row([Piece(clip, 12, 24, Fraction(0))]))
    >>> [(piece.start, piece.stop, piece.is_empty) for piece in whole]
    [(0, 12, True), (12, 24, False)]
    """
    whole, at = [], 0
    for piece in row.pieces:
        if piece.start > at:
            whole.append(Piece(otio.schema.Gap(), at, piece.start, Fraction(0)))
        whole.append(piece)
        at = piece.stop
    return whole


def joined(
    shots: list[Shot], pieces: list[Piece], joints: Mapping[int, Joint], rate: Fraction
) -> tuple[list[Shot], list[str]]:
    """Put transitions between shots: dissolves, and fades where one side shows nothing.

    Parameters
    ----------
    shots : list of Shot
    pieces : list of Piece
        Those that the shots were made from.
    joints : mapping of int to Joint
        By the frame of the cut.
    rate : Fraction
        Frames a second.

    Returns
    -------
    shots : list of Shot
        Of the same length together. A dissolve is centred: a cut moves where it wasn't.
    said : list of str
        What transitions became, where they aren't plain dissolves.

    Examples
    --------
    >>> pieces = [Piece(otio.schema.Clip("4A-1"), 0, 24, Fraction(1))]
    >>> shots, said = joined([Shot("4A-1", 24, 48)], pieces, {0: Joint(0, 6, "Iris")}, Fraction(24))
    >>> shots[0].fade_in, said
    (6, ['Iris at 00:00:00:00 became a fade from black.'])
    """
    shots = list(shots)
    said: list[str] = []
    cuts = [*(piece.start for piece in pieces), *(piece.stop for piece in pieces[-1:])]
    for right, at in reversed(list(enumerate(cuts))):  # what an end gains, its head may give
        joint = joints.get(at)
        if joint is None or not joint.before + joint.after:
            continue
        kind = _join(shots, pieces, right, joint)
        if joint.name and kind:
            said.insert(0, f"{joint.name} at {timecode(at, rate)} became a {kind}.")
    said = few(said, "{} more transitions became dissolves or fades.")
    said += few(_fit(shots), "{} more transitions were shortened.")
    return [shot for shot in shots if len(shot)], said


def _join(shots: list[Shot], pieces: list[Piece], right: int, joint: Joint) -> str:
    """Put one transition before the shot of index ``right``; return what it became."""
    left = right - 1
    dissolves = joint.meant == "dissolve"
    shows_left = (
        left >= 0 and joint.meant != "fade in" and (dissolves or not _is_dark(pieces[left]))
    )
    shows_right = right < len(shots) and (dissolves or not _is_dark(pieces[right]))
    length = joint.before + joint.after
    if shows_left and shows_right:
        # Ours are centred; an EDL's begin at the cut. Moving the cut keeps every frame.
        late = length - length // 2 - joint.before
        if min(len(shots[left]) + late, len(shots[right]) - late) >= 1:
            shots[left] = replace(shots[left], out=shots[left].out + late)
            shots[right] = _begins(shots[right], late)
        shots[right] = replace(shots[right], dissolve=length)
        return "dissolve"
    if shows_right:
        room = len(shots[left]) if left >= 0 and _is_dark(pieces[left]) else 0
        if early := min(joint.before, room, shots[right].in_):
            shots[left] = replace(shots[left], out=shots[left].out - early)
            shots[right] = _begins(shots[right], -early)
        shots[right] = replace(shots[right], fade_in=length)
        return "fade from black"
    if shows_left:
        late = min(joint.after, len(shots[right]) if right < len(shots) else 0)
        if late:
            shots[right] = replace(shots[right], out=shots[right].out - late)
            shots[left] = replace(shots[left], out=shots[left].out + late)
        shots[left] = replace(shots[left], fade_out=length)
        return "fade to black"
    return ""


def _is_dark(piece: Piece) -> bool:
    """Say whether nothing is seen, so that a dissolve is a fade: a hole, or another's black."""
    item = piece.item
    if piece.is_empty:
        return True
    generated = isinstance(getattr(item, "media_reference", None), otio.schema.GeneratorReference)
    return generated and is_black(item)


def _begins(shot: Shot, late: int) -> Shot:
    """Return a shot that begins some frames later; a card is shortened."""
    if shot.is_card:
        return replace(shot, out=shot.out - late)
    return replace(shot, in_=shot.in_ + late)


def _fit(shots: list[Shot]) -> list[str]:
    """Shorten transitions that are longer than their shots, and say so."""
    said = []
    for index, shot in enumerate(shots):
        before = shots[index - 1] if index else None
        dissolve = min(shot.dissolve, len(shot)) if before else 0
        while dissolve and before and before.dissolve // 2 + dissolve - dissolve // 2 > len(before):
            dissolve -= 1
        fade_in = 0 if dissolve else min(shot.fade_in, len(shot))
        fade_out = min(shot.fade_out, len(shot))
        fitted = replace(shot, dissolve=dissolve, fade_in=fade_in, fade_out=fade_out)
        if fitted != shot:
            said.append(
                f"The transition of shot {index + 1} ({shot.take}) was longer than there is room "
                "for: it was shortened."
            )
        shots[index] = fitted
    return said


def noted(shots: list[Shot], pieces: list[Piece], rate: Fraction) -> list[Shot]:
    """Return shots with their clips' markers as their notes.

    Parameters
    ----------
    shots : list of Shot
    pieces : list of Piece
        Those that the shots were made from.
    rate : Fraction
        Frames a second.

    Returns
    -------
    list of Shot
        A marker of a part that isn't in the film is left out, as it is in the other program.

    Examples
    --------
    >>> when = otio.opentime.TimeRange(otio.opentime.RationalTime(30, 24))
    >>> clip = otio.schema.Clip("4A-1", markers=[otio.schema.Marker("look", when)])
    >>> pieces = [Piece(clip, 0, 24, Fraction(1))]
    >>> noted([Shot("4A-1", 24, 48)], pieces, Fraction(24))[0].note
    'look'
    """
    notes = [[shot.note] for shot in shots]
    for words, piece in zip(notes, pieces, strict=True):
        stop = piece.source + len(piece) / rate
        for marker in piece.item.markers:
            if piece.source <= seconds(marker.marked_range.start_time) < stop:
                words.append(_words(marker))
    return [
        replace(shot, note="; ".join(dict.fromkeys(filter(None, words))))
        for shot, words in zip(shots, notes, strict=True)
    ]


def markers_of(timeline: Any, rate: Fraction, frames: int) -> tuple[Marker, ...]:
    """Return the markers of a timeline itself, and of its tracks.

    Parameters
    ----------
    timeline : otio.schema.Timeline
    rate : Fraction
        Frames a second.
    frames : int
        Length of the film; markers behind its end are left out, unless they are the kit's own.

    Returns
    -------
    tuple of Marker

    Examples
    --------
    >>> when = otio.opentime.TimeRange(otio.opentime.RationalTime(30, 24))
    >>> timeline = otio.schema.Timeline()
    >>> timeline.tracks.markers.append(otio.schema.Marker("look", when))
    >>> markers_of(timeline, Fraction(24), 48)
    (Marker(at=30, text='look', answers=''),)
    """
    begins = timeline.global_start_time
    first = round(seconds(begins) * rate) if begins is not None and begins.rate > 1 else 0
    found = []
    for holder in (timeline.tracks, *timeline.tracks):
        for marker in holder.markers:
            at = round(seconds(marker.marked_range.start_time) * rate)
            if KEY in marker.metadata:
                answers = str(marker.metadata[KEY].get("answers", "")) if marker.name else ""
                found.append(Marker(max(at, 0), marker.name, answers))
                continue
            at -= first if at >= first else 0  # some programs count from the timeline's start
            if 0 <= at < frames:
                found.append(Marker(at, _words(marker)))
    return tuple(found)


def _words(marker: Any) -> str:
    words = [str(marker.name or ""), str(getattr(marker, "comment", "") or "")]
    return ": ".join(dict.fromkeys(word for word in words if word))
