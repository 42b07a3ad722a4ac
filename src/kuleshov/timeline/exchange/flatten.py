"""What is seen and heard of a timeline with many tracks: one row of pieces, and the sounds.

OpenTimelineIO has a way of its own to flatten tracks, but it shows clips that are switched off,
refuses a track that is cut inside a transition, and knows nothing of titles, so this module does
without it. Times are frames of the film; what doesn't fall on a frame is moved to the nearest, and
everything that is left out is said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import opentimelineio as otio

from ...errors import EditError
from ...timecode import nominal, read_rate, timecode
from ...words import some
from ..edit import MAX_FRAMES, MAX_SHOTS
from ..take_names import is_sound_file
from .lane_tracks import is_lane

MAX_DEPTH = 30
_PICTURE, _SOUND = otio.schema.TrackKind.Video, otio.schema.TrackKind.Audio
_NO_MATERIAL = ("adjustment",)  # layers that only change what lies below them


@dataclass(frozen=True)
class Piece:
    """A stretch of the film that shows, or sounds, one clip.

    Attributes
    ----------
    item : otio.schema.Item
        The clip; a gap, or a clip that is switched off, shows nothing.
    start, stop : int
        Frames of the film.
    source : Fraction
        The clip's own time at ``start``, in seconds.
    track : str
        Its track's name.
    """

    item: Any
    start: int
    stop: int
    source: Fraction
    track: str = ""

    def __len__(self) -> int:
        return self.stop - self.start

    @property
    def is_empty(self) -> bool:
        """Whether nothing is seen: a gap, or a clip that is switched off."""
        return isinstance(self.item, otio.schema.Gap) or not self.item.enabled


@dataclass(frozen=True)
class Joint:
    """A transition: frames before and after its cut, and its name where it is no dissolve."""

    before: int
    after: int
    name: str
    meant: str = ""  # "dissolve" or "fade in", where the file says so


@dataclass
class Row:
    """Pieces in order, without overlaps, and the transitions at their cuts by frame."""

    pieces: list[Piece] = field(default_factory=list)
    joints: dict[int, Joint] = field(default_factory=dict)

    def moved(self, start: int, stop: int, to: int, rate: Fraction) -> Row:
        """Return what lies in a stretch, moved.

        Parameters
        ----------
        start, stop : int
            Frames, the last exclusive.
        to : int
            Where the stretch's first frame comes to lie.
        rate : Fraction
            Frames a second.

        Returns
        -------
        Row
        """
        inside = [p for piece in self.pieces if (p := _cut_to(piece, start, stop, rate))]
        by = to - start
        return Row(
            [replace(piece, start=piece.start + by, stop=piece.stop + by) for piece in inside],
            {at + by: joint for at, joint in self.joints.items() if start <= at <= stop},
        )


@lru_cache(maxsize=64)
def exact(rate: float) -> Fraction:
    """Return the rate that a program's decimal means: 23.98 is 24000/1001.

    Parameters
    ----------
    rate : float

    Returns
    -------
    Fraction
        Frames a second.

    Raises
    ------
    EditError
        Where it is none.

    Examples
    --------
    >>> exact(29.97), exact(25.0)
    (Fraction(30000, 1001), Fraction(25, 1))
    """
    return read_rate(float(rate))


def nearest(frames: Fraction) -> int:
    """Return the whole number of frames that is nearest, the later one of two.

    Parameters
    ----------
    frames : Fraction

    Returns
    -------
    int

    Examples
    --------
    >>> nearest(Fraction(5, 2)), nearest(Fraction(-1, 3))
    (3, 0)
    """
    return int((frames + Fraction(1, 2)).__floor__())


def seconds(time: Any) -> Fraction:
    """Return a time in seconds, exactly.

    Parameters
    ----------
    time : otio.opentime.RationalTime

    Returns
    -------
    Fraction

    Examples
    --------
    >>> seconds(otio.opentime.RationalTime(24, 23.976))
    Fraction(1001, 1000)
    """
    value = Fraction(time.value)
    whole = value if value.denominator == 1 else value.limit_denominator(10**6)
    return whole / exact(time.rate)


class Flattener:
    """Reads one timeline at one rate.

    Parameters
    ----------
    rate : Fraction
        The edit's frames a second.

    Attributes
    ----------
    said : list of str
        A sentence for everything that could not be kept.
    """

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate
        self.said: list[str] = []
        self.nested: list[str] = []
        self._switched_off: list[str] = []
        self._moved = False

    def picture(self, stack: Any) -> Row:
        """Return what is seen: the topmost picture at each moment.

        Parameters
        ----------
        stack : otio.schema.Stack
            A timeline's tracks.

        Returns
        -------
        Row
            With gaps where they are written; a hole is where there is no piece.
        """
        return self._stack(stack, _PICTURE, 0)

    def sound(self, stack: Any) -> list[Piece]:
        """Return what is heard.

        Parameters
        ----------
        stack : otio.schema.Stack
            A timeline's tracks.

        Returns
        -------
        list of Piece
            Track by track; those of two tracks may overlap.
        """
        return [piece for piece in self._stack(stack, _SOUND, 0).pieces if not piece.is_empty]

    def sentences(self) -> list[str]:
        """Return all that is to be said.

        Returns
        -------
        list of str
        """
        said = list(self.said)
        if self._switched_off:
            said.append(f"Switched off, and left out: {some(self._switched_off)}.")
        if self.nested:
            said.append(f"Nested sequences were opened into their own shots: {some(self.nested)}.")
        if self._moved:
            said.append(
                f"Some of its times lie between two frames at {_rate(self.rate)} frames a second: "
                "they were moved to the nearest."
            )
        return said

    def frame(self, time: Fraction) -> int:
        """Return the frame nearest to a time, and remember where it lies off it.

        Parameters
        ----------
        time : Fraction
            Seconds.

        Returns
        -------
        int
        """
        frames = time * self.rate
        if abs(frames - nearest(frames)) > Fraction(1, 50):
            self._moved = True
        return nearest(frames)

    def _stack(self, stack: Any, kind: str, depth: int) -> Row:
        rows = [row for child in stack if (row := self._child(child, kind, depth)) is not None]
        if kind == _SOUND:
            return Row([piece for row in rows for piece in row.pieces])
        return self._layered(rows)

    def _child(self, child: Any, kind: str, depth: int) -> Row | None:
        """Return one layer of a stack, None where it is of the other kind."""
        if not isinstance(child, otio.schema.Track):
            return self._track([child], "", kind, depth)
        if child.kind != kind or is_lane(child):
            return None
        if not child.enabled:
            if len(child):
                self._switched_off.append(f"the track {child.name or kind}")
            return None
        row = self._track(child, child.name, kind, depth)
        return self._trimmed(row, child, 0) if child.source_range else row

    def _trimmed(self, row: Row, item: Any, to: int) -> Row:
        """Return the stretch of a nested row that its place in the film shows."""
        span = item.trimmed_range()
        start, length = self.frame(seconds(span.start_time)), self.frame(seconds(span.duration))
        end = max((piece.stop for piece in row.pieces), default=0)
        hour = nominal(self.rate) * 3600
        if start >= end and start % hour < end:  # counted from the nested sequence's own timecode
            start %= hour
        return row.moved(start, start + length, to, self.rate)

    def _track(self, items: Iterable[Any], name: str, kind: str, depth: int) -> Row:
        row, at = Row(), Fraction(0)
        for item in items:
            if isinstance(item, otio.schema.Transition):
                row.joints[self._place(at)] = self._joint(item)
                continue
            span = _span(item)
            start, at = self.frame(at), at + max(seconds(span.duration), Fraction(0))
            stop = self._place(at)
            if stop > MAX_FRAMES:
                raise EditError("This timeline is longer than six hours.")
            if len(row.pieces) > MAX_SHOTS:
                raise EditError(f"This timeline has more than {MAX_SHOTS} shots.")
            if stop <= start:
                self._say_empty(item, kind)
                continue
            self._add(
                row, item, Piece(item, start, stop, seconds(span.start_time), name), kind, depth
            )
        return row

    def _say_empty(self, item: Any, kind: str) -> None:
        if kind == _PICTURE and not isinstance(item, otio.schema.Gap):
            self.said.append(f"{item.name or 'A clip'} lasts no frame: it was left out.")

    def _place(self, at: Fraction) -> int:
        return nearest(at * self.rate)

    def _add(self, row: Row, item: Any, piece: Piece, kind: str, depth: int) -> None:
        if not item.enabled:
            self._switched_off.append(item.name or "a clip")
            row.pieces.append(piece)
        elif isinstance(item, otio.core.Composition):
            inside = self._nested(item, kind, depth + 1)
            shown = self._trimmed(inside, item, piece.start)
            row.pieces += shown.pieces
            end = max((each.stop for each in shown.pieces), default=piece.start)
            if end < piece.stop:  # it is shorter than its place: nothing is seen there
                row.pieces.append(
                    Piece(otio.schema.Gap(), end, piece.stop, Fraction(0), piece.track)
                )
            row.joints = shown.joints | row.joints
        else:
            row.pieces.append(piece)

    def _nested(self, item: Any, kind: str, depth: int) -> Row:
        if depth > MAX_DEPTH:
            raise EditError(
                f"This timeline has sequences inside sequences, more than {MAX_DEPTH} deep."
            )
        if kind == _PICTURE:
            self.nested.append(item.name or "one without a name")
            self.said += changes(item, item.name or "a nested sequence")
        if isinstance(item, otio.schema.Track):
            return self._track(item, item.name, kind, depth)
        return self._stack(item, kind, depth)

    def _joint(self, item: Any) -> Joint:
        before, after = self.frame(seconds(item.in_offset)), self.frame(seconds(item.out_offset))
        kind = item.transition_type
        dissolves = kind in ("", otio.schema.TransitionTypes.SMPTE_Dissolve)
        own = item.metadata.get("kuleshov", {})
        name = "" if dissolves else str(item.name or kind)
        return Joint(before, after, name, str(own.get("meant", "")))

    def _layered(self, rows: list[Row]) -> Row:
        """Lay rows over each other, the last on top: pictures, then titles, then nothing."""
        seen, words, nothing = Row(), Row(), Row()
        for row in rows:
            opaque, titles, holes = Row([], row.joints), Row(), Row()
            for piece in row.pieces:
                self._layer_of(piece, opaque, titles, holes).pieces.append(piece)
            seen = self._over(opaque, seen)
            words, nothing = self._over(titles, words), self._over(nothing, holes)
        result = self._over(self._over(seen, words), nothing)
        self._say_hidden(words, result)
        return result

    def _layer_of(self, piece: Piece, opaque: Row, titles: Row, holes: Row) -> Row:
        if piece.is_empty:
            return holes
        if is_title(piece.item):
            return titles
        if is_sound_file(piece.item):
            self.said.append(
                f"{piece.item.name or 'A sound'} is a sound on a picture track ({piece.track}): it "
                "was left out of the picture."
            )
            return Row()
        if any(word in str(piece.item.name or "").lower() for word in _NO_MATERIAL):
            self.said.append(f"The layer {piece.item.name} shows nothing itself, and was left out.")
            return Row()
        return opaque

    def _over(self, upper: Row, lower: Row) -> Row:
        """Return one row over another; where the upper one shows nothing, the lower is seen."""
        left = list(_uncovered(lower.pieces, upper.pieces, self.rate))
        joints = dict(upper.joints)
        shown = _Cover(upper.pieces)
        for at, joint in lower.joints.items():
            if not shown.any(at - max(joint.before, 1), at + max(joint.after, 1)):
                joints.setdefault(at, joint)
            elif not shown.all(at - joint.before, at + joint.after):
                self.said.append(
                    f"A transition at {timecode(at, self.rate)} lies half under another track: it "
                    "became a cut."
                )
        return Row(sorted([*upper.pieces, *left], key=lambda piece: piece.start), joints)

    def _say_hidden(self, titles: Row, result: Row) -> None:
        seen: dict[int, int] = {}
        for piece in result.pieces:
            seen[id(piece.item)] = seen.get(id(piece.item), 0) + len(piece)
        for piece in titles.pieces:
            if seen.get(id(piece.item), 0) < len(piece):
                words = title_words(piece.item) or piece.item.name or "without words"
                self.said.append(
                    f"The title “{words}” at {timecode(piece.start, self.rate)} lies over a "
                    "picture: it was left out there."
                )


class _Cover:
    """Says whether a stretch of the film is covered by pieces in order."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.starts = [piece.start for piece in pieces]
        self.stops = [piece.stop for piece in pieces]

    def any(self, start: int, stop: int) -> bool:
        return bisect_right(self.stops, start) < bisect_left(self.starts, stop)

    def all(self, start: int, stop: int) -> bool:
        first, last = bisect_right(self.stops, start), bisect_left(self.starts, stop)
        lengths = zip(self.starts[first:last], self.stops[first:last], strict=True)
        return sum(min(b, stop) - max(a, start) for a, b in lengths) == stop - start


def _uncovered(lower: list[Piece], upper: list[Piece], rate: Fraction) -> Iterator[Piece]:
    """Yield what is seen of the lower pieces."""
    starts, stops = [p.start for p in upper], [p.stop for p in upper]
    for piece in lower:
        at = piece.start
        for over in upper[bisect_right(stops, piece.start) : bisect_left(starts, piece.stop)]:
            if (seen := _cut_to(piece, at, over.start, rate)) is not None:
                yield seen
            at = over.stop
        if (seen := _cut_to(piece, at, piece.stop, rate)) is not None:
            yield seen


def _cut_to(piece: Piece, start: int, stop: int, rate: Fraction) -> Piece | None:
    start, stop = max(start, piece.start), min(stop, piece.stop)
    if stop <= start:
        return None
    source = piece.source + (start - piece.start) / rate
    return replace(piece, start=start, stop=stop, source=source)


def _span(item: Any) -> Any:
    try:
        return item.trimmed_range()
    except (otio.exceptions.OTIOError, NotImplementedError):
        raise EditError(
            f"A clip of this timeline, {item.name or 'without a name'}, does not say what it shows."
        ) from None


def is_title(item: Any) -> bool:
    """Say whether a clip is words over whatever lies below: a title of another program.

    Parameters
    ----------
    item : otio.schema.Item

    Returns
    -------
    bool

    Examples
    --------
    >>> words = otio.schema.GeneratorReference("Text", "title", parameters={"text": "Again"})
    >>> is_title(otio.schema.Clip("Text", words)), is_title(otio.schema.Clip("4A-1"))
    (True, False)
    """
    reference = getattr(item, "media_reference", None)
    if not isinstance(reference, otio.schema.GeneratorReference):
        return False
    kind = f"{reference.generator_kind} {reference.name}".lower()
    return bool(title_words(item)) or "title" in kind or "text" in kind


def title_words(item: Any) -> str:
    """Return a title's words, "" where they can't be read.

    Parameters
    ----------
    item : otio.schema.Item
        Words lie in its generator's parameter ``text`` (readers of the kit put them there), or in
        its metadata under ``kuleshov``.

    Returns
    -------
    str

    Examples
    --------
    >>> words = otio.schema.GeneratorReference("Text", "title", parameters={"text": "Again"})
    >>> title_words(otio.schema.Clip("Text", words))
    'Again'
    """
    own = item.metadata.get("kuleshov")
    kept = own.get("text") if hasattr(own, "get") else None
    parameters = getattr(getattr(item, "media_reference", None), "parameters", {})
    return " ".join(str(kept or parameters.get("text") or "").split())


def is_black(item: Any) -> bool:
    """Say whether a generator makes black.

    Parameters
    ----------
    item : otio.schema.Item

    Returns
    -------
    bool

    Examples
    --------
    >>> is_black(otio.schema.Clip("Black Video", otio.schema.GeneratorReference("Slug", "Slug")))
    True
    """
    reference = item.media_reference
    names = f"{item.name} {getattr(reference, 'generator_kind', '')}".lower()
    return any(word in names for word in ("black", "slug", "gap"))


def changes(item: Any, name: str) -> list[str]:
    """Say what changes a clip's speed or picture, none of which an edit holds.

    Parameters
    ----------
    item : otio.schema.Item
    name : str
        How the sentences call it.

    Returns
    -------
    list of str

    Examples
    --------
    >>> slow = otio.schema.LinearTimeWarp(time_scalar=0.5)
    >>> changes(otio.schema.Clip("4A-1", effects=[slow]), "4A-1")
    ['4A-1 runs at 50 % there; here it runs at its own speed.']
    """
    said, others = [], []
    for effect in getattr(item, "effects", ()):
        speed = getattr(effect, "time_scalar", None)
        if isinstance(effect, otio.schema.FreezeFrame) or speed == 0:
            said.append(f"{name} stands still there, a frozen frame; here it moves.")
        elif speed is None:
            others.append(str(effect.name or effect.effect_name or "one without a name"))
        elif speed != 1:
            said.append(f"{name} runs at {100 * speed:.4g} % there; here it runs at its own speed.")
    if others:
        said.append(f"The effects on {name} were left out: {some(others)}.")
    return said


def _rate(rate: Fraction) -> str:
    return f"{float(rate):.5g}"
