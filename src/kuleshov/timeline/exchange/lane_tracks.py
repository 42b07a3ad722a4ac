"""Lanes of sound as tracks of a timeline, and what else sounds there as lanes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any

import opentimelineio as otio

from ...errors import EditError
from ...timecode import timecode
from ...words import few, some
from ..edit import Edit
from ..lanes import MAX_LANES, LaidSound, Lane
from ..plain import HIGHEST, LOWEST
from .split_edits import Stretch

KEY = "kuleshov"
LANE = "lane"
_KEPT = ("gain", "fade_in", "fade_out", "stem", "note")


def lane_track(lane: Lane, edit: Edit, reference: Callable[[str, int], Any]) -> Any:
    """Return a lane as an audio track; what OpenTimelineIO has no field for lies in its metadata.

    Parameters
    ----------
    lane : Lane
    edit : Edit
        Whose it is.
    reference : callable
        From a take's name, and a frame that is wanted of it, to its media reference.

    Returns
    -------
    otio.schema.Track

    Examples
    --------
    >>> lane = Lane("tone", (LaidSound("1A-1", 0, 48, at=24),), gain=-6)
    >>> track = lane_track(lane, Edit(), lambda take, upto: None)
    >>> [(type(item).__name__, item.duration().value) for item in track]
    [('Gap', 24.0), ('Clip', 48.0)]
    >>> read_lane(track, Fraction(24)) == (lane, [])
    True
    """

    def span(start: int, length: int) -> Any:
        rate = float(edit.rate)
        time = otio.opentime.RationalTime
        return otio.opentime.TimeRange(time(start, rate), time(length, rate))

    track = otio.schema.Track(lane.name, kind=otio.schema.TrackKind.Audio)
    track.enabled = not lane.muted
    track.metadata[KEY] = {LANE: {"gain": lane.gain}}
    end = 0
    for one in lane.sounds:
        if one.at > end:
            track.append(otio.schema.Gap(source_range=span(0, one.at - end)))
        clip = otio.schema.Clip(one.take, source_range=span(one.in_, len(one)))
        kept = {name: value for name in _KEPT if (value := getattr(one, name))}
        clip.metadata[KEY] = {"take": one.take, "track": LANE, **kept}
        if (media := reference(one.take, one.out)) is not None:
            clip.media_reference = media
        track.append(clip)
        end = one.stop
    return track


def is_lane(track: Any) -> bool:
    """Say whether a track is one of the kit's own lanes.

    Parameters
    ----------
    track : otio.schema.Track

    Returns
    -------
    bool

    Examples
    --------
    >>> is_lane(otio.schema.Track("A2", kind=otio.schema.TrackKind.Audio))
    False
    """
    own = track.metadata.get(KEY)
    return hasattr(own, "get") and own.get(LANE) is not None


def read_lane(
    track: Any, rate: Fraction, name: Callable[[Any], str] | None = None
) -> tuple[Lane, list[str]]:
    """Return one of the kit's own lanes, as it may have been cut on by another program.

    Parameters
    ----------
    track : otio.schema.Track
    rate : Fraction
        Frames a second of the edit.
    name : callable, optional
        From a clip to its take; the name that it was written with where it is left out.

    Returns
    -------
    Lane
    list of str
        What could not be kept.

    Examples
    --------
    Another program has trimmed four frames off the head of the clip, and left the gap before it:

    >>> lane = Lane("tone", (LaidSound("1A-1", 0, 48, at=24),))
    >>> track = lane_track(lane, Edit(), lambda take, upto: None)
    >>> time = otio.opentime.RationalTime
    >>> track[1].source_range = otio.opentime.TimeRange(time(4, 24), time(44, 24))
    >>> read, said = read_lane(track, Fraction(24))
    >>> [(one.in_, one.out, one.at) for one in read.sounds], said
    ([(4, 48, 24)], [])
    """
    sounds, said, at = [], [], Fraction(0)
    called = track.name or LANE
    for item in track:
        if not isinstance(item, otio.core.Item):
            continue
        span = item.trimmed_range()
        start, length = (
            Fraction(each.to_seconds()) * rate for each in (span.start_time, span.duration)
        )
        own = dict(item.metadata.get(KEY, {}))
        if isinstance(item, otio.schema.Clip) and round(length) > 0:
            kept = {name: own[name] for name in _KEPT if name in own}
            first = round(start)
            take = name(item) if name else str(own.get("take") or item.name)
            sound, lost = _fitting(take, first, first + round(length), round(at), kept)
            sounds.append(sound)
            said += (
                [f"{lost} {take} at {timecode(sound.at, rate)} in lane {called}."] if lost else []
            )
        at += length
    fader = track.metadata[KEY][LANE]
    gain = float(fader.get("gain", 0.0)) if hasattr(fader, "get") else 0.0
    return Lane(called, tuple(sounds), gain=gain, muted=not track.enabled), said


def _fitting(
    take: str, in_: int, out: int, at: int, kept: Mapping[str, Any]
) -> tuple[LaidSound, str]:
    """Return a laid sound, and what of it went: fades that another program cut it too short for."""
    try:
        return LaidSound(take, in_, out, at, **kept), ""
    except EditError:
        left = {name: value for name, value in kept.items() if not name.startswith("fade")}
        return LaidSound(take, in_, out, at, **left), "Fades were left out that do not fit:"


def lanes_of(
    left: list[Stretch],
    rate: Fraction,
    taken: Collection[str] = (),
    called: Callable[[str], str] = str,
) -> tuple[tuple[Lane, ...], list[str]]:
    """Return the lanes that hold what sounds beside the shots: music, effects, other microphones.

    Parameters
    ----------
    left : list of Stretch
        All that no shot has as its own sound.
    rate : Fraction
        Frames a second.
    taken : collection of str
        Names that other lanes have already.
    called : callable
        From a take to the name by which the sentences call it.

    Returns
    -------
    lanes : tuple of Lane
        One for each track, named as it is; more where sounds of one track lie over one another.
    said : list of str
        Which sound lies in which lane, and what had to be left out.

    Examples
    --------
    >>> lanes, said = lanes_of([Stretch("song", 24, 72, 0, "Music")], Fraction(24))
    >>> lanes[0].sounds[0].at, said
    (24, ['Sound that no shot has lies in lanes: Music (song).'])
    """
    tracks: dict[str, list[list[LaidSound]]] = {}
    lost: list[str] = []
    seen: set[Stretch] = set()
    for each in sorted(left, key=lambda one: (one.start, one.stop)):
        if replace(each, track="") in seen:
            continue  # the other channel of a stereo pair
        seen.add(replace(each, track=""))
        sound = _laid(each)
        room = MAX_LANES - len(taken)
        if sound is None or not _packed(tracks, each.track, sound, room):
            lost.append(f"{called(each.take)} at {timecode(max(each.start, 0), rate)}")
    lanes = tuple(Lane(name, tuple(sounds)) for name, sounds in _named(tracks, set(taken)))
    said = [
        f"{lane.name} ({some(list(dict.fromkeys(called(one.take) for one in lane.sounds)), 4)})"
        for lane in lanes
    ]
    sentences = [f"Sound that no shot has lies in lanes: {'; '.join(said)}."] if said else []
    left_out = few([f"Sound was left out: {each}." for each in lost], "So were {} more.")
    return lanes, sentences + left_out


def _laid(each: Stretch) -> LaidSound | None:
    """Return a stretch as a laid sound: what lies before its take or the film is silence."""
    early = max(0, -each.offset, -each.start)
    if each.stop - each.start <= early:
        return None
    gain = min(max(each.gain, LOWEST), HIGHEST)
    length = each.stop - each.start
    return LaidSound(
        each.take, each.offset + early, each.offset + length, each.start + early, gain=gain
    )


def _packed(
    tracks: dict[str, list[list[LaidSound]]], name: str, sound: LaidSound, most: int
) -> bool:
    """Put a sound into the first row of its track that is free there; False where none may open."""
    rows = tracks.setdefault(name, [])
    for row in rows:
        if not row or row[-1].stop <= sound.at:
            row.append(sound)
            return True
    if sum(map(len, tracks.values())) < most:
        rows.append([sound])
        return True
    return False


def _named(
    tracks: dict[str, list[list[LaidSound]]], taken: set[str]
) -> Iterator[tuple[str, list[LaidSound]]]:
    for track, rows in tracks.items():
        base = " ".join(track.split()) or "sound"
        for row in rows:
            name = next(
                each for n in count(1) if (each := base if n == 1 else f"{base} {n}") not in taken
            )
            taken.add(name)
            yield name, row


def write_markers(edit: Edit, stack: Any) -> None:
    """Put an edit's markers on a timeline.

    Parameters
    ----------
    edit : Edit
    stack : otio.schema.Stack
        The timeline's tracks, to which they are added.

    Examples
    --------
    >>> from kuleshov.timeline.lanes import Marker
    >>> stack = otio.schema.Stack()
    >>> write_markers(Edit(markers=(Marker(48, "He knows."),)), stack)
    >>> [(one.name, one.marked_range.start_time.value) for one in stack.markers]
    [('He knows.', 48.0)]
    """
    for marker in edit.markers:
        at = otio.opentime.RationalTime(marker.at, float(edit.rate))
        one = otio.schema.Marker(marker.text, otio.opentime.TimeRange(at))
        one.metadata[KEY] = {"answers": marker.answers}
        stack.markers.append(one)


def lost_in_lanes(edit: Edit, *, lanes: bool, names: bool = False) -> list[str]:
    """Return what of an edit's lanes another program's format does not keep.

    Parameters
    ----------
    edit : Edit
    lanes : bool
        Whether the format has sound tracks at all.
    names : bool
        Whether it keeps how they are called.

    Returns
    -------
    list of str
        Parts of a sentence.

    See Also
    --------
    changed_in_lanes : What it keeps in another way.

    Examples
    --------
    >>> tone = Lane("tone", (LaidSound("1A-1", 0, 48, at=24, fade_in=6),))
    >>> lost_in_lanes(Edit(lanes=(tone,)), lanes=True)
    ['fades of sounds in lanes', 'the names of lanes']
    >>> lost_in_lanes(Edit(lanes=(tone,)), lanes=False)
    ['lanes of sound (tone)']
    """
    sounds = [one for lane in edit.lanes for one in lane.sounds]
    stems = any(shot.stem for shot in edit.shots) or any(one.stem for one in sounds)
    named = {
        "which stems are heard": stems,
        "answers to findings": any(marker.answers for marker in edit.markers),
    }
    if lanes:
        named |= {
            "fades of sounds in lanes": any(one.fade_in or one.fade_out for one in sounds),
            "the names of lanes": bool(edit.lanes) and not names,
        }
    else:
        called = some([lane.name for lane in edit.lanes], 4)
        named |= {
            f"lanes of sound ({called})": bool(edit.lanes),
            "the film's level": bool(edit.level),
        }
    return [what for what, is_lost in named.items() if is_lost]


def changed_in_lanes(edit: Edit, sounds: str) -> list[str]:
    """Say what of an edit's lanes another program's format keeps in another way.

    Parameters
    ----------
    edit : Edit
    sounds : str
        What a lane becomes there: "tracks", "clips".

    Returns
    -------
    list of str
        Sentences.

    Examples
    --------
    >>> tone = Lane("tone", (LaidSound("1A-1", 0, 48, at=24),), gain=-6, muted=True)
    >>> for sentence in changed_in_lanes(Edit(lanes=(tone,)), "tracks"):
    ...     print(sentence)
    Lanes that are muted are tracks that are switched off there.
    Levels of lanes and of the film lie in their sounds there.
    """
    said = []
    if any(lane.muted for lane in edit.lanes):
        said.append(f"Lanes that are muted are {sounds} that are switched off there.")
    if edit.level or any(lane.gain for lane in edit.lanes):
        said.append("Levels of lanes and of the film lie in their sounds there.")
    return said


def levels_written(edit: Edit) -> list[float]:
    """Return the levels of all that is heard, where those of lanes and film lie in the sounds.

    Parameters
    ----------
    edit : Edit

    Returns
    -------
    list of float
        dB; beyond what can be set in an edit where they add up to more.

    Examples
    --------
    >>> tone = Lane("tone", (LaidSound("1A-1", 0, 48, at=24, gain=-3),), gain=-6)
    >>> levels_written(Edit(lanes=(tone,), level=1.5))
    [-7.5]
    """
    shots = [shot.gain for shot in edit.shots if not shot.is_card and not shot.picture_only]
    laid = [one.gain + lane.gain for lane in edit.lanes for one in lane.sounds]
    return [gain + edit.level for gain in shots + laid]
