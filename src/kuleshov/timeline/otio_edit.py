"""An edit as an OpenTimelineIO timeline, and any such timeline as an edit.

Picture is the first video track, sound the first audio track, so that other programs see split
edits as they draw them: sound cut elsewhere than picture. What OpenTimelineIO has no field for
(level, fades, words of a title, notes) lies in each clip's metadata under ``kuleshov``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlparse

import opentimelineio as otio

from ..errors import EditError
from ..timecode import read_rate
from .edit import CARDS, MAX_SHOTS, Edit, Shot, Span

KEY = "kuleshov"
_KEPT = ("gain", "fade_in", "fade_out", "text", "note")
_EXACT = {round(float(r), 2): r for n in (24, 30, 60) for r in (Fraction(n * 1000, 1001),)}


@dataclass(frozen=True)
class Read:
    """What was understood of a timeline, and what was not.

    Attributes
    ----------
    edit : Edit
    said : list of str
        A sentence for everything that was left out.
    """

    edit: Edit
    said: list[str]


def to_otio(
    edit: Edit,
    media: Mapping[str, str],
    sound: bool = True,
    cards: bool = True,
    cut: Any = None,
) -> Any:
    """Return an edit as an ``otio.schema.Timeline``.

    Parameters
    ----------
    edit : Edit
    media : Mapping
        Each take's file, relative to where the timeline will lie, or empty.
    sound : bool
        Whether to write a sound track beside the picture.
    cards : bool
        Whether black and titles are written as what they are, or as gaps for formats that know
        no generators.
    cut : Cut, optional
        Where takes' lengths are known, each media reference gets its available range.

    Returns
    -------
    otio.schema.Timeline
        A picture track, and a sound track where it is wanted.

    Raises
    ------
    EditError
        Where ``cut`` is given and lacks one of the takes.

    See Also
    --------
    from_otio : The way back.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("2A-1", 48, 96), Shot("4A-1", 72, 132, split=8)))
    >>> timeline = to_otio(edit, {"2A-1": "2A-1.mp4", "4A-1": "4A-1.mp4"})
    >>> [(track.name, len(track)) for track in timeline.tracks]
    [('Picture', 2), ('Sound', 2)]
    """
    timeline = otio.schema.Timeline(edit.title)
    timeline.global_start_time = _time(0, edit)
    timeline.metadata[KEY] = {"rate": str(edit.rate)}
    picture = otio.schema.Track("Picture", kind=otio.schema.TrackKind.Video)
    timeline.tracks.append(picture)
    lengths = {name: cut.take_frames(name) for name in media} if cut is not None else {}
    for span in edit.picture():
        if span.shot.dissolve:
            before = span.shot.dissolve - span.shot.dissolve // 2
            picture.append(
                otio.schema.Transition(
                    transition_type=otio.schema.TransitionTypes.SMPTE_Dissolve,
                    in_offset=_time(before, edit),
                    out_offset=_time(span.shot.dissolve // 2, edit),
                )
            )
        picture.append(_item(span, edit, media, lengths, cards, picture=True))
    if sound:
        track = otio.schema.Track("Sound", kind=otio.schema.TrackKind.Audio)
        for span in edit.sound():
            track.append(_item(span, edit, media, lengths, False, picture=False))
        timeline.tracks.append(track)
    return timeline


def from_otio(timeline: Any, known: set[str] | None = None) -> Read:
    """Return any timeline as an edit.

    Parameters
    ----------
    timeline : otio.schema.Timeline
    known : set of str, optional
        Names of the takes at hand; a clip is recognised by its name, else by its file's.

    Returns
    -------
    Read
        The edit, and sentences about what was left out.

    Raises
    ------
    EditError
        Where there is no picture track, or its clips carry no times.

    See Also
    --------
    to_otio : The way out.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("2A-1", 48, 96), Shot("4A-1", 72, 132, split=8)))
    >>> read = from_otio(to_otio(edit, {}))
    >>> read.edit == edit, read.said
    (True, [])
    """
    if not isinstance(timeline, otio.schema.Timeline):
        raise EditError("This file holds no timeline.")
    tracks = timeline.video_tracks()
    if not tracks:
        raise EditError("This timeline has no picture track.")
    said = []
    if len(tracks) > 1:
        said.append(f"Of {len(tracks)} picture tracks only the lowest was read.")
    try:
        rate = _rate(timeline, tracks[0])
        shots, more = _read_picture(tracks[0], rate, known)
        said += more
        edit = Edit(timeline.name or "untitled", rate, tuple(shots))
        if timeline.audio_tracks():
            edit, more = _read_splits(edit, timeline.audio_tracks()[0], known)
            said += more
    except EditError:
        raise
    except (AttributeError, TypeError, ValueError, ArithmeticError, NotImplementedError) as error:
        raise EditError(f"This timeline can't be understood: {error}.") from None
    except otio.exceptions.OTIOError:
        raise EditError("A clip of this timeline does not say what it shows.") from None
    return Read(edit, said)


def _time(frames: int, edit: Edit) -> Any:
    return otio.opentime.RationalTime(frames, float(edit.rate))


def _item(
    span: Span,
    edit: Edit,
    media: Mapping[str, str],
    lengths: Mapping[str, int],
    cards: bool,
    picture: bool,
) -> Any:
    shot = span.shot
    start = 0 if shot.is_card else span.offset
    source = otio.opentime.TimeRange(_time(start, edit), _time(len(span), edit))
    if shot.take == "gap" or (shot.is_card and not cards):
        return otio.schema.Gap(source_range=source)
    clip = otio.schema.Clip(shot.text or shot.take, source_range=source)
    kept = {name: getattr(shot, name) for name in _KEPT if getattr(shot, name)}
    # Number and track also make every clip another: FCP 7 XML's adapter finds a clip's place by
    # equality, and puts the second of two equal ones where the first is.
    track = "picture" if picture else "sound"
    clip.metadata[KEY] = {"take": shot.take, "shot": span.number, "track": track}
    clip.metadata[KEY].update(kept if picture else {})
    clip.metadata["cmx_3600"] = {"reel": _reel(shot.take)}
    if shot.is_card:
        clip.media_reference = otio.schema.GeneratorReference(
            name=shot.take, generator_kind="black", available_range=source
        )
    elif media.get(shot.take):
        clip.media_reference = otio.schema.ExternalReference(media[shot.take])
        whole = max(lengths.get(shot.take, 0), start + len(span))
        clip.media_reference.available_range = otio.opentime.TimeRange(
            _time(0, edit), _time(whole, edit)
        )
    return clip


def _reel(take: str) -> str:
    """Return a reel name as CMX 3600 allows it: eight letters and digits."""
    return "".join(c for c in take.upper() if c.isascii() and c.isalnum())[:8] or "AX"


def _rate(timeline: Any, track: Any) -> Fraction:
    named = timeline.metadata.get(KEY, {}).get("rate")
    if named:
        return read_rate(str(named))
    rates = [item.trimmed_range().duration.rate for item in track if hasattr(item, "source_range")]
    if not rates:
        return Fraction(24)
    exact = _EXACT.get(round(rates[0], 2))
    return exact or Fraction(rates[0]).limit_denominator(1001)


def _frames(time: Any, rate: Fraction) -> int:
    return round(Fraction(time.value) * rate / Fraction(time.rate).limit_denominator(1001))


def _read_picture(
    track: Any, rate: Fraction, known: set[str] | None
) -> tuple[list[Shot], list[str]]:
    shots: list[Shot] = []
    said: list[str] = []
    dissolve = before_cut = 0
    for item in track:
        if len(shots) > MAX_SHOTS:
            raise EditError(f"This timeline has more than {MAX_SHOTS} shots.")
        if isinstance(item, otio.schema.Transition):
            before_cut = _frames(item.in_offset, rate)
            dissolve = before_cut + _frames(item.out_offset, rate)
            continue
        length = _frames(item.trimmed_range().duration, rate)
        if length < 1:
            continue
        shot, words = _read_shot(item, length, rate, known)
        said += words
        if shots and dissolve:
            # Ours are centred; an EDL's begin at the cut. Moving the cut keeps every frame.
            late = dissolve - dissolve // 2 - before_cut
            shots[-1] = replace(shots[-1], out=shots[-1].out + late)
            shot = replace(shot, in_=shot.in_ + late, dissolve=dissolve)
        shots.append(shot)
        dissolve = 0
    return shots, said


def _read_shot(
    item: Any, length: int, rate: Fraction, known: set[str] | None
) -> tuple[Shot, list[str]]:
    if isinstance(item, otio.schema.Gap):
        return Shot("gap", 0, length), []
    own = dict(item.metadata.get(KEY, {}))
    kept = {name: own[name] for name in _KEPT if name in own}
    name = _take_name(item, known)
    reference = getattr(item, "media_reference", None)
    if name in CARDS or isinstance(reference, otio.schema.GeneratorReference):
        take = name if name in CARDS else "black"
        return Shot(take, 0, length, **kept), []
    start = _source_start(item, rate)
    said = []
    if getattr(item, "effects", None):
        said.append(f"The effects on {name} were left out.")
    return Shot(name, start, start + length, **kept), said


def _source_start(item: Any, rate: Fraction) -> int:
    """Return the in point counted from the first frame of the take's file."""
    start = _frames(item.trimmed_range().start_time, rate)
    reference = getattr(item, "media_reference", None)
    available = getattr(reference, "available_range", None)
    return start - (_frames(available.start_time, rate) if available else 0)


def _take_name(item: Any, known: set[str] | None) -> str:
    own = item.metadata.get(KEY, {}).get("take")
    if own:
        return str(own)
    reference = getattr(item, "media_reference", None)
    url = getattr(reference, "target_url", "") or ""
    stem = PurePosixPath(unquote(urlparse(url).path)).stem
    name = PurePosixPath(item.name or "").stem if "." in (item.name or "") else item.name
    if known is None:
        return name or stem or "unnamed"
    return next((n for n in (name, stem) if n in known), name or stem or "unnamed")


def _read_splits(edit: Edit, track: Any, known: set[str] | None) -> tuple[Edit, list[str]]:
    """Find each picture cut's sound cut: the shot's own stretch on the sound track."""
    stretches = []
    at = 0
    for item in track:
        if isinstance(item, otio.schema.Transition):
            continue
        length = _frames(item.trimmed_range().duration, edit.rate)
        if not isinstance(item, otio.schema.Gap) and length > 0:
            stretches.append((_take_name(item, known), at, _source_start(item, edit.rate), length))
        at += length
    shots, said, sound_end = list(edit.shots), [], 0
    for span in edit.picture():
        shot, sync = span.shot, span.start - span.offset
        start = span.start
        if shot.is_card:
            start = sound_end
            sound_end = span.stop
        else:
            match = next((s for s in stretches if s[0] == shot.take and s[1] - s[2] == sync), None)
            if match is None:
                said.append(f"Shot {span.number} ({shot.take}) has no sound of its own in sync.")
                sound_end = span.stop
            else:
                stretches.remove(match)
                start, sound_end = match[1], match[1] + match[3]
        if span.number > 1:
            shots[span.number - 1] = replace(shot, split=span.start - start)
    return edit.with_shots(shots), said
