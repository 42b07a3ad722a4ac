"""An edit as an OpenTimelineIO timeline.

Picture is the first video track, sound the first audio track, so that other programs see split
edits as they draw them: sound cut elsewhere than picture. Each lane of sound is an audio track of
its own. What OpenTimelineIO has no field for
(level, fades, grade, words of a title, notes) lies in each clip's metadata under ``kuleshov``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import opentimelineio as otio

from ..edit import Edit, Span
from ..take_names import reel_name
from .from_otio import KEPT, KEY
from .lane_tracks import lane_track, write_markers


def to_otio(edit: Edit, media: Mapping[str, str], cut: Any = None) -> Any:
    """Return an edit as an ``otio.schema.Timeline``.

    Parameters
    ----------
    edit : Edit
    media : Mapping
        Each take's file, relative to where the timeline will lie, or empty.
    cut : Cut, optional
        Where takes' lengths are known, each media reference gets its available range.

    Returns
    -------
    otio.schema.Timeline
        A picture track and a sound track, and one for each lane.

    Raises
    ------
    EditError
        Where ``cut`` is given and lacks one of the takes.

    See Also
    --------
    from_otio : The way back.

    Examples
    --------
    >>> from kuleshov.timeline import Shot
    >>> edit = Edit(shots=(Shot("2A-1", 48, 96), Shot("4A-1", 72, 132, split=8)))
    >>> timeline = to_otio(edit, {"2A-1": "2A-1.mp4", "4A-1": "4A-1.mp4"})
    >>> [(track.name, len(track)) for track in timeline.tracks]
    [('Picture', 2), ('Sound', 2)]
    """
    timeline = otio.schema.Timeline(edit.title)
    timeline.global_start_time = _time(0, edit)
    timeline.metadata[KEY] = {"rate": str(edit.rate)}
    if edit.level:
        timeline.metadata[KEY]["level"] = edit.level
    picture = otio.schema.Track("Picture", kind=otio.schema.TrackKind.Video)
    timeline.tracks.append(picture)
    lengths = {name: cut.take_frames(name) for name in media} if cut is not None else {}
    dark = True  # whether what was heard last, if anything, is silent
    for span in edit.picture():
        silent = dark and span.shot.is_card
        if not span.shot.picture_only:
            dark = span.shot.is_card
        if span.shot.dissolve:
            before = span.shot.dissolve - span.shot.dissolve // 2
            transition = otio.schema.Transition(
                transition_type=otio.schema.TransitionTypes.SMPTE_Dissolve,
                in_offset=_time(before, edit),
                out_offset=_time(span.shot.dissolve // 2, edit),
            )
            transition.metadata[KEY] = {"meant": "dissolve"}  # beside a card it is no fade
            picture.append(transition)
        item = _item(span, edit, media, lengths, picture=True)
        if silent and span.shot.split:  # no sound track can show where silence is cut
            item.metadata.setdefault(KEY, {})["split"] = span.shot.split
        picture.append(item)
    track = otio.schema.Track("Sound", kind=otio.schema.TrackKind.Audio)
    heard = edit.sound()
    if heard and heard[0].start:  # what stands before it is picture only
        silence = otio.opentime.TimeRange(_time(0, edit), _time(heard[0].start, edit))
        track.append(otio.schema.Gap(source_range=silence))
    for span in heard:
        track.append(_item(span, edit, media, lengths, picture=False))
    timeline.tracks.append(track)

    def reference(take: str, upto: int) -> Any:
        return _reference(take, upto, edit, media, lengths)

    for lane in edit.lanes:
        timeline.tracks.append(lane_track(lane, edit, reference))
    write_markers(edit, timeline.tracks)
    return timeline


def _time(frames: int, edit: Edit) -> Any:
    return otio.opentime.RationalTime(frames, float(edit.rate))


def _item(
    span: Span,
    edit: Edit,
    media: Mapping[str, str],
    lengths: Mapping[str, int],
    picture: bool,
) -> Any:
    shot = span.shot
    start = 0 if shot.is_card else span.offset
    source = otio.opentime.TimeRange(_time(start, edit), _time(len(span), edit))
    kept = {name: getattr(shot, name) for name in KEPT if getattr(shot, name)}
    kept |= {"grade": shot.grade.values()} if shot.grade else {}
    if shot.take == "gap" or (shot.is_card and not picture):
        hole = otio.schema.Gap(source_range=source)
        if picture and kept:
            hole.metadata[KEY] = kept
        return hole
    clip = otio.schema.Clip(shot.text or shot.take, source_range=source)
    track = "picture" if picture else "sound"
    clip.metadata[KEY] = {"take": shot.take, "shot": span.number, "track": track}
    clip.metadata[KEY].update(kept if picture else {})
    clip.metadata["cmx_3600"] = {"reel": reel_name(shot.take)}
    if shot.is_card:
        clip.media_reference = otio.schema.GeneratorReference(
            name=shot.take, generator_kind="black", available_range=source
        )
    elif reference := _reference(shot.take, start + len(span), edit, media, lengths):
        clip.media_reference = reference
    return clip


def _reference(
    take: str, upto: int, edit: Edit, media: Mapping[str, str], lengths: Mapping[str, int]
) -> Any:
    """Return where a take's file lies, and how long it is; None where it has no file."""
    if not media.get(take):
        return None
    whole = max(lengths.get(take, 0), upto)
    available = otio.opentime.TimeRange(_time(0, edit), _time(whole, edit))
    return otio.schema.ExternalReference(media[take], available)
