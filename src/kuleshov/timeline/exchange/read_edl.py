"""An EDL as an OpenTimelineIO timeline.

OpenTimelineIO's own adapter for EDLs is not used: it refuses black at the head, changes of speed
at most rates, wipes and keys, reads 30 and 60 frames a second as 24, and gives the incoming shot
of a dissolve the outgoing one's file.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

from ...errors import EditError, KuleshovError
from ...timecode import StartTimecode, nominal, read_rate, timecode
from ...words import some
from ..edit import MAX_SHOTS
from ..take_names import file_name, matching, take_by_reel, without_ending
from .edl_events import Event, Lines, read_lines

_RATES = (24, 25, 30, 50, 60)
_MOST_ROWS = 30  # events that lie over each other
_HEAD_MOST = 60  # seconds after a whole hour that still count as black before the first event
HOW = "ku.Cut.load(path, rushes, rate=...) sets another."


def read_edl(
    words: str, takes: Collection[str] | None = None, rate: Fraction | None = None
) -> tuple[Any, list[str]]:
    """Return an EDL as a timeline.

    Parameters
    ----------
    words : str
        The file's.
    takes : mapping or collection of str, optional
        The takes at hand; a mapping's are asked for their rate where the EDL doesn't say it.
    rate : Fraction, optional
        Frames a second that its timecodes count.

    Returns
    -------
    timeline : otio.schema.Timeline
    said : list of str
        What was guessed, and what could not be kept.

    Raises
    ------
    EditError
        Where it holds no event, or a timecode can't be read.

    Examples
    --------
    >>> timeline, said = read_edl(
    ...     "001  AX V C 01:00:02:00 01:00:06:00 01:00:00:00 01:00:04:00", rate=Fraction(25)
    ... )
    >>> timeline.tracks[0][0].source_range.start_time.value, said
    (90050.0, [])
    """
    lines = read_lines(words)
    if not lines.events:
        is_xml = words.lstrip().startswith("<?xml")
        mend = " It is XML: give it the ending .xml or .fcpxml." if is_xml else ""
        raise EditError(
            f"This EDL holds no event: a line with a number, a reel and four timecodes.{mend}"
        )
    if len(lines.events) > 10 * MAX_SHOTS:
        raise EditError(f"This EDL has {len(lines.events)} events: it is not one edit.")
    rate, guess = (rate, "") if rate else _rate(lines, takes)
    reading = _Reading(lines, rate)
    timeline = reading.timeline()
    return timeline, ([guess] if guess else []) + reading.said


def _rate(lines: Lines, takes: Collection[str] | None) -> tuple[Fraction, str]:
    """Return an EDL's rate, and what is to be said where it is a guess."""
    if lines.rate:
        return read_rate(lines.rate), ""
    if lines.drop:
        return Fraction((60 if lines.frames_seen > 29 else 30) * 1000, 1001), ""
    rates = set(_take_rates(lines, takes))
    if len(rates) == 1 and nominal(rate := rates.pop()) > lines.frames_seen:
        return rate, (
            f"This EDL does not say its rate. Its takes run at {float(rate):.5g} frames a second, "
            f"and so does this edit; {HOW}"
        )
    guess = next((each for each in _RATES if each > lines.frames_seen), lines.frames_seen + 1)
    return Fraction(guess), (
        f"This EDL does not say its rate. By the largest frame number in it, {lines.frames_seen}, "
        f"it was read at {guess} frames a second; {HOW}"
    )


def _take_rates(lines: Lines, takes: Collection[str] | None) -> Iterator[Fraction]:
    """Yield the rates of the takes that an EDL names."""
    if not isinstance(takes, Mapping):
        return
    for event in lines.events:
        named = (matching(each, takes) for each in (file_name(event.file), event.name))
        take = next(filter(None, named), None) or take_by_reel(
            lines.reels.get(event.reel, event.reel), takes
        )
        rate = _rate_of(takes[take]) if take else None
        if rate is not None:
            yield rate


def _rate_of(take: Any) -> Fraction | None:
    try:
        return Fraction(take.rate)
    except (AttributeError, TypeError, ValueError, KuleshovError):
        return None


@dataclass
class _Placed:
    """An event with its times in frames, from the film's first."""

    event: Event
    source: int
    length: int
    start: int
    stop: int
    from_black: bool = False


class _Reading:
    """One EDL while it becomes a timeline."""

    def __init__(self, lines: Lines, rate: Fraction) -> None:
        self.lines = lines
        self.rate = rate
        self.said: list[str] = []
        self._say_left_out()
        self.placed = self._place()

    def timeline(self) -> Any:
        made = otio.schema.Timeline(self.lines.title)
        made.global_start_time = RationalTime(0, float(self.rate))
        made.metadata["kuleshov"] = {"rate": str(self.rate)}
        pictures = _split_edits_joined([e for e in self.placed if e.event.has_picture])
        if not pictures and any(each.has_picture for each in self.lines.events):
            raise EditError("No event of this EDL has a length in the film: there is none to cut.")
        if not pictures:
            raise EditError("This EDL holds sound only: there is no picture in it to cut.")
        for number, row in enumerate(self._rows(pictures), 1):
            made.tracks.append(self._track(f"V{number}", otio.schema.TrackKind.Video, row))
        names = sorted({name for each in self.placed for name in each.event.sound_tracks})
        for name in names:
            heard = [
                e for e in self.placed if name in e.event.sound_tracks and not e.event.is_black
            ]
            for row in self._rows(heard, say=False):
                made.tracks.append(self._track(name, otio.schema.TrackKind.Audio, row))
        for at, words in self.lines.markers:
            self._mark(made, at, words)
        return made

    def _say_left_out(self) -> None:
        lines = self.lines
        if lines.left_out:
            self.said.append(
                f"{len(lines.left_out)} of the EDL's lines can't be used here, the first: "
                f"{lines.left_out[0][:80]!r}."
            )
        if lines.colour:
            self.said.append("The EDL's colour decisions (ASC_SOP, ASC_SAT) were left out.")
        if lines.levels:
            self.said.append("The EDL's levels of sound and picture were left out.")

    # Where each event lies

    def _place(self) -> list[_Placed]:
        first = min(self._frame(event, 2) for event in self.lines.events)
        self.first = self._begins(first)
        placed: list[_Placed] = []
        outgoing: Event | None = None
        for event in self.lines.events:
            source, source_out, start, stop = (self._frame(event, i) for i in range(4))
            if event.kind in ("K", "KO") and event.has_picture:
                self.said.append(f"The key over event {event.number} was left out.")
            elif stop < start:
                self.said.append(f"Event {event.number} ends before it begins: it was left out.")
            elif stop == start:
                outgoing = event
            else:
                each = _Placed(
                    event, source, source_out - source, start - self.first, stop - self.first
                )
                if outgoing is not None and outgoing.number == event.number:
                    each.from_black = outgoing.is_black
                placed.append(each)
                outgoing = None
        self._say_lengths(placed)
        return placed

    def _begins(self, first: int) -> int:
        """Return the record time at which the film begins: mostly a whole hour."""
        hour = nominal(self.rate) * 3600
        late = first % hour
        if late >= nominal(self.rate) * _HEAD_MOST:
            return first
        if late and not self.lines.rate:
            self.said.append(
                f"The first event comes {late} frames after {timecode(first - late, self.rate)}: the "
                "film begins with a gap of them."
            )
        return first - late

    def _frame(self, event: Event, which: int) -> int:
        stamp = event.times[which].replace(",", ":").replace(".", ";")
        if event.drop and self.rate.denominator == 1001 and nominal(self.rate) % 30 == 0:
            stamp = ";".join(stamp.replace(";", ":").rsplit(":", 1))
        else:
            stamp = stamp.replace(";", ":")
        try:
            return StartTimecode.read(stamp, self.rate).frame
        except EditError as error:
            raise EditError(
                f"Event {event.number} of this EDL, read at {float(self.rate):.5g} frames a second: "
                f"{error} {HOW}"
            ) from None

    def _say_lengths(self, placed: list[_Placed]) -> None:
        odd = [
            each for each in placed
            if each.length != each.stop - each.start
            and each.event.speed is None and not each.event.is_black
        ]  # fmt: skip
        if odd:
            self.said.append(
                f"In event {some([each.event.number for each in odd])} the source is longer or shorter than its place in the "
                "film: the place was kept, at the take's own speed."
            )

    def _rows(self, placed: list[_Placed], say: bool = True) -> list[list[_Placed]]:
        """Return events in rows without overlaps; what comes later in the file lies on top."""
        in_order = sorted(placed, key=lambda each: each.start)
        if all(a.stop <= b.start for a, b in pairwise(in_order)):
            return [in_order] if in_order else []
        rows: list[list[_Placed]] = []
        covering: list[str] = []
        for each in placed:
            above = next((n for n in range(len(rows), 0, -1) if _overlaps(rows[n - 1], each)), 0)
            if above == len(rows):
                rows.append([])
            if len(rows) > _MOST_ROWS:
                raise EditError(
                    f"Events of this EDL lie over each other, more than {_MOST_ROWS} deep."
                )
            insort(rows[above], each, key=lambda one: one.start)
            if above:
                covering.append(each.event.number)
        if covering and say:
            several = len(covering) > 1
            self.said.append(
                f"{'Events' if several else 'Event'} {some(covering)} {'lie' if several else 'lies'}"
                f" over others in the film: {'they cover' if several else 'it covers'} them."
            )
        return rows

    # What it becomes

    def _track(self, name: str, kind: str, row: list[_Placed]) -> Any:
        track, at = otio.schema.Track(name, kind=kind), 0
        for each in row:
            if each.start > at:
                track.append(otio.schema.Gap(duration=self._time(each.start - at)))
            if each.event.kind[0] in "DW" and each.event.length:
                track.append(self._transition(each))
            track.append(self._clip(each))
            at = each.stop
        return track

    def _transition(self, each: _Placed) -> Any:
        wipe = each.event.kind.startswith("W")
        kinds = otio.schema.TransitionTypes
        made = otio.schema.Transition(
            name=f"A wipe ({each.event.kind})" if wipe else "",
            transition_type=kinds.Custom if wipe else kinds.SMPTE_Dissolve,
            in_offset=self._time(0),
            out_offset=self._time(each.event.length),
        )
        meant = "dissolve" if "DISSOLVE" in each.event.own else "fade in" * each.from_black
        made.metadata["kuleshov"] = {"meant": meant}
        return made

    def _clip(self, each: _Placed) -> Any:
        event = each.event
        span = TimeRange(self._time(each.source), self._time(each.stop - each.start))
        clip = otio.schema.Clip(self._name(event), source_range=span)
        own: dict[str, Any] = {}
        if event.is_black:
            clip.name = "black"
            clip.media_reference = otio.schema.GeneratorReference("black", "black")
            own = _card(event)
        elif event.file:
            clip.media_reference = otio.schema.ExternalReference(event.file)
        if self.lines.rate and event.name:  # the kit wrote it: the name is the take's
            own["take"] = event.name
        if event.notes:
            own["note"] = "; ".join(event.notes)
        if own:
            clip.metadata["kuleshov"] = own
        clip.metadata["cmx_3600"] = {"reel": self.lines.reels.get(event.reel, event.reel)}
        if begins := event.own.get("SOURCE START"):
            self._begin(clip, begins)
        self._change(clip, event)
        return clip

    def _begin(self, clip: Any, begins: str) -> None:
        """Say at which timecode a clip's file begins, as the kit's own comment tells it."""
        start = StartTimecode.read(begins, self.rate).frame
        length = clip.source_range.start_time.value + clip.source_range.duration.value - start
        if isinstance(clip.media_reference, otio.schema.MissingReference):
            clip.media_reference = otio.schema.ExternalReference()
        clip.media_reference.available_range = TimeRange(self._time(start), self._time(int(length)))

    def _name(self, event: Event) -> str:
        """Return an event's clip: where only the outgoing one is named, its own is the reel."""
        told = event.own.get("FROM name", "")
        before = self._before.get(id(event))
        if event.name or not told or before is None:
            return event.name or (told if event.kind[0] in "DW" else "")
        same = without_ending(told) == without_ending(before.name)
        return "" if same else told

    @cached_property
    def _before(self) -> dict[int, Event]:
        """The event before each, by its identity: of another number, and not black."""
        found: dict[int, Event] = {}
        before: Event | None = None
        last: Event | None = None
        for event in self.lines.events:
            if last is not None and last.number != event.number:
                before = last
            if before is not None and not before.is_black:
                found[id(event)] = before
            last = event
        return found

    def _change(self, clip: Any, event: Event) -> None:
        if event.speed is None:
            return
        scalar = event.speed / nominal(self.rate)
        if not event.speed:
            clip.effects.append(otio.schema.FreezeFrame())
        elif abs(event.speed - float(self.rate)) > 0.1:
            clip.effects.append(otio.schema.LinearTimeWarp(time_scalar=scalar))

    def _mark(self, made: Any, at: str, words: str) -> None:
        stand_in = Event("of a marker", "", "V", "C", 0, (at,) * 4, self.lines.drop)
        frame = max(self._frame(stand_in, 2) - self.first, 0)
        span = TimeRange(self._time(frame), self._time(0))
        made.tracks.markers.append(otio.schema.Marker(name=words, marked_range=span))

    def _time(self, frames: int) -> RationalTime:
        return RationalTime(frames, float(self.rate))


def _split_edits_joined(placed: list[_Placed]) -> list[_Placed]:
    """Join events that are one shot: a split edit is written by where its sound is cut as well."""
    joined: list[_Placed] = []
    for each in placed:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(before, each):
            joined[-1] = replace(before, length=before.length + each.length, stop=each.stop)
        else:
            joined.append(each)
    return joined


def _goes_on(before: _Placed, after: _Placed) -> bool:
    one, other = before.event, after.event
    return (
        one.channels != other.channels
        and other.kind == "C"
        and (one.reel, one.name or other.name) == (other.reel, other.name or one.name)
        and before.stop == after.start
        and before.source + before.length == after.source
    )


def _overlaps(row: list[_Placed], each: _Placed) -> bool:
    """Say whether an event lies over one of a row, whose events are in order without overlaps."""
    after = bisect_left(row, each.stop, key=lambda one: one.start)
    return after > 0 and row[after - 1].stop > each.start


def _card(event: Event) -> dict[str, Any]:
    """Return what the kit's own comment says of black: a title's words, or a gap."""
    take, _, text = event.own.get("CARD", "").partition(" ")
    if take not in ("title", "black", "gap"):
        return {}
    return {"take": take, "text": text} if take == "title" else {"take": take}
