"""Split edits, found on the sound tracks of another program's timeline."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ...errors import EditError
from ...timecode import timecode
from ..edit import Edit, Span


@dataclass(frozen=True)
class Stretch:
    """A take's sound in the film: frames [start, stop), from the take's frame ``offset``."""

    take: str
    start: int
    stop: int
    offset: int
    track: str = ""

    @property
    def sync(self) -> int:
        """The frame of the film at which the take's first frame would be heard."""
        return self.start - self.offset


def with_splits(edit: Edit, heard: list[Stretch]) -> tuple[Edit, list[str]]:
    """Return an edit whose sound is cut as on its sound tracks, as far as split edits go.

    Parameters
    ----------
    edit : Edit
        Without splits.
    heard : list of Stretch
        Everything that sounds, of all tracks.

    Returns
    -------
    edit : Edit
    said : list of str
        A sentence for each shot whose sound can't be cut so, and for all other sound.

    Examples
    --------
    >>> from kuleshov.timeline import Shot
    >>> edit = Edit(shots=(Shot("2A-1", 48, 96), Shot("4A-1", 72, 132)))
    >>> heard = [Stretch("2A-1", 0, 40, 48), Stretch("4A-1", 40, 108, 64)]
    >>> split, said = with_splits(edit, heard)
    >>> split.shots[1].split, said
    (8, [])
    """
    own, used = _own_sounds(edit, heard)
    edit = _cutaways_marked(edit, own)
    said = [
        f"Shot {span.number} ({span.shot.take}) has no sound of its own in sync. "
        "Here it keeps its file's sound."
        for span in edit.picture()
        if not span.shot.is_card and span.number not in own and not span.shot.picture_only
    ]
    split = _splitting(edit, own)
    said += _differences(split, own)
    left = [each for each in heard if replace(each, track="") not in used]
    return split, said + _left_out(left, edit.rate)


def _own_sounds(edit: Edit, heard: list[Stretch]) -> tuple[dict[int, Stretch], set[Stretch]]:
    """Return each shot's own sound by its number, and the stretches that were used for it.

    A stretch that runs on through several shots of its take is shared out at their cuts.
    """
    by_sync: dict[tuple[str, int], list[Stretch]] = {}
    for each in heard:
        by_sync.setdefault((each.take, each.sync), []).append(each)
    own: dict[int, Stretch] = {}
    used: dict[Stretch, int] = {}  # a stereo pair is one sound on two tracks
    for span in edit.picture():
        fits = by_sync.get((span.shot.take, span.start - span.offset), [])
        if span.shot.is_card or not fits:
            continue
        best = max(fits, key=lambda each: _overlap(each, span))
        sound = replace(best, track="")
        if sound in used:
            if _overlap(best, span) < 1:
                continue
            before = used[sound]
            own[before] = replace(own[before], stop=span.start)
            late = span.start - best.start
            best = replace(best, start=span.start, offset=best.offset + late)
        used[sound] = span.number
        own[span.number] = best
    for number, sound in list(own.items()):
        own[number] = _extended(sound, by_sync[sound.take, sound.sync], used)
    return own, set(used)


def _extended(sound: Stretch, beside: list[Stretch], used: dict[Stretch, int]) -> Stretch:
    """Return a sound with what goes on where it ends, or leads up to it, and nobody else has."""
    for each in sorted(beside, key=lambda each: each.start):
        if replace(each, track="") in used:
            continue
        if each.start == sound.stop or each.stop == sound.start:
            used[replace(each, track="")] = 0
            start, stop = min(each.start, sound.start), max(each.stop, sound.stop)
            sound = replace(sound, start=start, stop=stop, offset=start - sound.sync)
    return sound


def _overlap(stretch: Stretch, span: Span) -> int:
    return min(stretch.stop, span.stop) - max(stretch.start, span.start)


def _cutaways_marked(edit: Edit, own: dict[int, Stretch]) -> Edit:
    shots, picture = list(edit.shots), edit.picture()
    heard = {number - 1: (each.start, each.stop) for number, each in own.items()}
    cards = {index for index, shot in enumerate(shots) if shot.is_card}
    for index in cutaways([(span.start, span.stop) for span in picture], heard, cards):
        shots[index] = replace(shots[index], picture_only=True)
    return edit.with_shots(shots)


def cutaways(
    shots: Sequence[tuple[int, int]], heard: Mapping[int, tuple[int, int]], cards: Collection[int]
) -> list[int]:
    """Return which shots are picture only: without sound, and their neighbours' runs on under them.

    Parameters
    ----------
    shots : sequence of (int, int)
        First frame of the film, and the frame after the last, of each.
    heard : mapping of int to (int, int)
        The same of the sound of those that have their own, by their index.
    cards : collection of int
        Indices of black, gaps and titles: their silence is their own.

    Returns
    -------
    list of int
        Indices.

    Examples
    --------
    >>> cutaways([(0, 48), (48, 60), (60, 96)], {0: (0, 60), 2: (60, 96)}, ())
    [1]
    """
    found: list[int] = []
    waiting: list[int] = []
    before = -1
    for index, (start, _) in enumerate([*shots, (shots[-1][1], 0)] if shots else []):
        if index < len(shots) and index not in heard and index not in cards:
            waiting.append(index)
            continue
        runs_to = heard[before][1] if before in heard else -1
        begins = heard[index][0] if index in heard else start
        found += [
            each
            for each in waiting
            if runs_to >= shots[each][1]
            or begins <= shots[each][0]
            or (before in heard and index in heard and runs_to >= begins)
        ]
        waiting, before = [], index
    return found


def _splitting(edit: Edit, own: dict[int, Stretch]) -> Edit:
    shots, end = list(edit.shots), 0
    for span in edit.picture():
        if span.shot.picture_only:
            continue
        start = span.start
        if span.shot.is_card:
            start = end
        elif span.number in own:
            start = own[span.number].start
        end = own[span.number].stop if span.number in own else span.stop
        if span.number > 1:
            shots[span.number - 1] = replace(span.shot, split=span.start - start)
    try:
        return edit.with_shots(shots)
    except EditError:
        return _one_by_one(edit, [shot.split for shot in shots])


def _one_by_one(edit: Edit, splits: list[int]) -> Edit:
    """Keep each split that can stand beside those before it."""
    for index, split in enumerate(splits):
        if split:
            shots = list(edit.shots)
            shots[index] = replace(shots[index], split=split)
            try:
                edit = edit.with_shots(shots)
            except EditError:
                continue
    return edit


def _differences(edit: Edit, own: dict[int, Stretch]) -> list[str]:
    """Say where a shot is heard otherwise than on its track."""
    said = []
    for span in edit.sound():
        track = own.get(span.number)
        if track is None or (track.start, track.stop) == (span.start, span.stop):
            continue
        there, here = (
            f"{timecode(max(each.start, 0), edit.rate)} to {timecode(each.stop, edit.rate)}"
            for each in (track, span)
        )
        said.append(
            f"Shot {span.number} ({span.shot.take}) is heard from {there} on its track, and from "
            f"{here} here."
        )
    return said


def _left_out(left: list[Stretch], rate: Fraction) -> list[str]:
    """Say what else sounds: music, a second microphone, the sound of takes that aren't seen."""
    where: dict[str, list[str]] = {}
    for each in left:
        where.setdefault(each.take, []).append(timecode(max(each.start, 0), rate))
    listed = [f"{take} at {', '.join(list(dict.fromkeys(at))[:3])}" + (" and later" if len(set(at)) > 3 else "")
              for take, at in where.items()]  # fmt: skip
    more = f" and {len(listed) - 8} more" if len(listed) > 8 else ""
    return [f"Sound that was left out: {'; '.join(listed[:8])}{more}."] if listed else []
