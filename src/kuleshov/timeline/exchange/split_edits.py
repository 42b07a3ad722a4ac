"""Split edits, found on the sound tracks of another program's timeline."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ...errors import EditError
from ...timecode import timecode
from ...words import few
from ..edit import Edit, Span
from ..plain import LOWEST


@dataclass(frozen=True)
class Stretch:
    """A take's sound in the film: frames [start, stop), from ``offset`` in the take, at ``gain`` dB."""

    take: str
    start: int
    stop: int
    offset: int
    track: str = ""
    gain: float = 0.0

    @property
    def sync(self) -> int:
        """The frame of the film at which the take's first frame would be heard."""
        return self.start - self.offset


def with_splits(edit: Edit, heard: list[Stretch]) -> tuple[Edit, list[Stretch], list[str]]:
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
    left : list of Stretch
        What sounds beside the shots' own: music, effects, another microphone.
    said : list of str
        A sentence for each shot whose sound can't be cut so.

    Examples
    --------
    >>> from kuleshov.timeline import Shot
    >>> edit = Edit(shots=(Shot("2A-1", 48, 96), Shot("4A-1", 72, 132)))
    >>> heard = [Stretch("2A-1", 0, 40, 48), Stretch("4A-1", 40, 108, 64)]
    >>> split, left, said = with_splits(edit, heard)
    >>> split.shots[1].split, left, said
    (8, [], [])
    """
    own, used = _own_sounds(edit, heard)
    edit = _cutaways_marked(edit, own)
    without = [
        span.number
        for span in edit.picture()
        if not span.shot.is_card and span.number not in own and not span.shot.picture_only
    ]
    edit, said = _silenced(edit, without if heard else [])
    edit = _at_their_levels(edit, own)
    split = _splitting(edit, own)
    said += _differences(split, own)
    left = [each for each in heard if replace(each, track="") not in used]
    return split, _not_doubled(left, own), said


def _own_sounds(edit: Edit, heard: list[Stretch]) -> tuple[dict[int, Stretch], set[Stretch]]:
    """Return each shot's own sound by its number, and the stretches that were used for it.

    A stretch that runs on through several shots of its take is shared out at their cuts.
    """
    by_sync: dict[tuple[str, int], set[Stretch]] = {}
    for each in heard:  # a stereo pair is one sound on two tracks
        by_sync.setdefault((each.take, each.sync), set()).add(replace(each, track=""))
    in_step = {key: _InStep(found) for key, found in by_sync.items()}
    own = _one_each(edit, in_step)
    used = {sound: number for number, sound in own.items()}
    nearest = [
        (span, fits.nearest(span))
        for span in edit.picture()
        if not span.shot.is_card and span.number not in own
        if (fits := in_step.get((span.shot.take, span.start - span.offset)))
    ]
    # a cutaway of a take takes no sound from a later shot of it, that stands over it
    for span, sound in sorted(nearest, key=lambda pair: _overlap(pair[1], pair[0]) < 1):
        best = sound
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
        own[number] = in_step[sound.take, sound.sync].extended(sound, used)
    return own, set(used)


def _one_each(edit: Edit, in_step: Mapping[tuple[str, int], _InStep]) -> dict[int, Stretch]:
    """Return the sounds of shots that have one each, in their order.

    Where a take is cut through, a sound that is split may lie longer under its neighbour.
    """
    shots: dict[tuple[str, int], list[Span]] = {}
    for span in edit.picture():
        if not span.shot.is_card:
            shots.setdefault((span.shot.take, span.start - span.offset), []).append(span)
    own: dict[int, Stretch] = {}
    for key, spans in shots.items():
        sounds = in_step[key].stretches if key in in_step else []
        apart = all(before.stop <= after.start for before, after in pairwise(sounds))
        if len(sounds) == len(spans) and apart:
            pairs = list(zip(spans, sounds, strict=True))
            if all(_overlap(sound, span) > 0 for span, sound in pairs):
                own |= {span.number: sound for span, sound in pairs}
    return own


class _InStep:
    """All that sounds of one take in step with one picture of it."""

    def __init__(self, found: Iterable[Stretch]) -> None:
        self.stretches = sorted(found, key=lambda each: (each.start, each.stop))
        self.starts = [each.start for each in self.stretches]
        self.latest = list(accumulate((each.stop for each in self.stretches), max))
        self.by_start = {each.start: each for each in self.stretches}
        self.by_stop = {each.stop: each for each in self.stretches}

    def nearest(self, span: Span) -> Stretch:
        """Return the stretch that sounds longest under a shot, else the one that is nearest."""
        first = bisect_right(self.latest, span.start)
        last = bisect_left(self.starts, span.stop)
        beside = self.stretches[max(first - 1, 0) : last + 1]
        return max(beside, key=lambda each: _overlap(each, span))

    def extended(self, sound: Stretch, used: dict[Stretch, int]) -> Stretch:
        """Return a sound with what goes on where it ends, or leads up to it, and nobody else has."""
        while (after := self.by_start.get(sound.stop)) is not None and after not in used:
            used[after] = 0
            sound = replace(sound, stop=after.stop)
        while (before := self.by_stop.get(sound.start)) is not None and before not in used:
            used[before] = 0
            sound = replace(sound, start=before.start, offset=before.offset)
        return sound


def _overlap(stretch: Stretch, span: Span) -> int:
    return min(stretch.stop, span.stop) - max(stretch.start, span.start)


def _silenced(edit: Edit, without: list[int]) -> tuple[Edit, list[str]]:
    """Return an edit in which shots are as mute as on its tracks; their files may have sound."""
    shots = list(edit.shots)
    for number in without:
        shots[number - 1] = replace(shots[number - 1], gain=float(LOWEST))
    said = [
        f"Shot {number} ({edit.shots[number - 1].take}) has no sound of its own in step: it is "
        f"silent here (level {LOWEST} dB)."
        for number in without
    ]
    return edit.with_shots(shots), few(said, "So it is with {} more shots.")


def _at_their_levels(edit: Edit, own: dict[int, Stretch]) -> Edit:
    shots = [
        replace(shot, gain=own[number].gain) if number in own and own[number].gain else shot
        for number, shot in enumerate(edit.shots, 1)
    ]
    return edit.with_shots(shots)


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

    Where a card follows, its silence may come early, as any sound may: what runs on past a shot's
    middle is taken to run on under it. A sound that ends before is the next shot's silence.

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
            or (index in cards and 2 * runs_to > sum(shots[each]))  # its silence comes early
            or begins <= shots[each][0]
            or (before in heard and index in heard and runs_to >= begins)
        ]
        waiting, before = [], index
    return found


def _splitting(edit: Edit, own: dict[int, Stretch]) -> Edit:
    shots, end, audible = list(edit.shots), 0, False
    for span in edit.picture():
        if span.shot.picture_only:
            continue
        start = span.start
        if span.shot.is_card:
            start = end if audible else start  # between two silences no cut can be heard
        elif span.number in own:
            start = own[span.number].start
        audible = not span.shot.is_card
        end = own[span.number].stop if span.number in own else span.stop
        if span.number > 1:
            shots[span.number - 1] = replace(span.shot, split=span.start - start)
    try:
        return edit.with_shots(shots)
    except EditError:
        return _one_by_one(edit, [shot.split for shot in shots])


def _one_by_one(edit: Edit, splits: list[int]) -> Edit:
    """Keep each split that can stand beside those before it."""
    cuts = [*edit.starts(), edit.frames]
    shots, begins = list(edit.shots), 0
    for index, split in enumerate(splits):
        if index and not begins < cuts[index] - split < cuts[index + 1]:
            split = 0
        begins = cuts[index] - split
        shots[index] = replace(shots[index], split=split)
    return edit.with_shots(shots)


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
    return few(said, "So it is with {} more shots.")


def _not_doubled(left: list[Stretch], own: dict[int, Stretch]) -> list[Stretch]:
    """Leave out what a shot has already: its take's other channel, in step."""
    in_step: dict[tuple[str, int], list[Stretch]] = {}
    for sound in sorted(own.values(), key=lambda each: each.start):
        in_step.setdefault((sound.take, sound.sync), []).append(sound)
    starts = {key: [each.start for each in sounds] for key, sounds in in_step.items()}
    latest = {
        key: list(accumulate((each.stop for each in sounds), max))
        for key, sounds in in_step.items()
    }

    def doubled(each: Stretch) -> bool:
        key = each.take, each.sync
        begun = bisect_right(starts.get(key, []), each.start)
        return begun > 0 and latest[key][begun - 1] >= each.stop

    return [each for each in left if not doubled(each)]
