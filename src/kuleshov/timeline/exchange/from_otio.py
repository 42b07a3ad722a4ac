"""Any OpenTimelineIO timeline as an edit, and sentences about what an edit can't hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import opentimelineio as otio

from ...errors import EditError
from ...timecode import read_rate
from ...words import few, meant, some
from ..edit import CARDS, Edit, Shot
from ..take_names import file_name, matching, reel, take_name
from .flatten import (
    Flattener,
    Piece,
    changes,
    exact,
    is_black,
    is_title,
    nearest,
    seconds,
    title_words,
)
from .joints import joined, markers_of, noted, without_holes
from .lane_tracks import KEY, is_lane, lanes_of, read_lane
from .source_times import Wanted, file_start
from .split_edits import Stretch, with_splits

KEPT = ("gain", "fade_in", "fade_out", "text", "note", "picture_only", "stem")


@dataclass(frozen=True)
class Read:
    """What was understood of a timeline, and what was not.

    Attributes
    ----------
    edit : Edit
    said : list of str
        A sentence for everything that was left out, changed or guessed.
    """

    edit: Edit
    said: list[str]


def from_otio(
    held: Any,
    takes: Collection[str] | None = None,
    rate: Fraction | None = None,
    timeline: str | None = None,
) -> Read:
    """Return any timeline as an edit: at each moment the topmost picture, with its own sound.

    Parameters
    ----------
    held : otio.schema.Timeline or otio.schema.SerializableCollection
        What a file holds.
    takes : mapping or collection of str, optional
        The takes at hand by name. A mapping's takes are also asked for their lengths and for the
        timecodes at which their files begin.
    rate : Fraction, optional
        Frames a second of the edit; what the timeline says, else most of its clips, where it is
        left out.
    timeline : str, optional
        Which one, where the file holds several.

    Returns
    -------
    Read
        The edit, and sentences about what was left out.

    Raises
    ------
    EditError
        Where there is no timeline or no picture track, several timelines and none is named, its
        clips carry no times, or a take has nothing at such times.

    See Also
    --------
    kuleshov.timeline.exchange.to_otio.to_otio : The way out.

    Examples
    --------
    >>> from kuleshov.timeline.exchange.to_otio import to_otio
    >>> edit = Edit(shots=(Shot("2A-1", 48, 96), Shot("4A-1", 72, 132, split=8)))
    >>> read = from_otio(to_otio(edit, {}))
    >>> read.edit == edit, read.said
    (True, [])
    """
    chosen = _chosen(held, timeline)
    if not chosen.video_tracks():
        raise EditError("This timeline has no picture track.")
    try:
        return _Reading(chosen, takes, rate).read()
    except EditError:
        raise
    except (AttributeError, TypeError, ValueError, ArithmeticError, NotImplementedError) as error:
        raise EditError(f"This timeline can't be understood: {error}.") from None
    except otio.exceptions.OTIOError:
        raise EditError("A clip of this timeline does not say what it shows.") from None


def _chosen(held: Any, wanted: str | None) -> Any:
    """Return the one timeline that is meant."""
    named: dict[str, Any] = {}
    for number, each in enumerate(_timelines(held), 1):
        name = each.name or "untitled"
        named[name if name not in named else f"{name} ({number})"] = each
    if not named:
        raise EditError("This file holds no timeline.")
    if wanted is None and len(named) == 1:
        return next(iter(named.values()))
    if wanted in named:
        return named[wanted]
    names = some([repr(name) for name in named], 12)
    if wanted is None:
        raise EditError(
            f"This file holds {len(named)} timelines: {names}. Say which one: "
            f"ku.Cut.load(path, rushes, timeline={next(iter(named))!r})."
        )
    raise EditError(f"This file holds no timeline {wanted!r}, but {names}.")


def _timelines(held: Any) -> Iterator[Any]:
    if isinstance(held, otio.schema.Timeline):
        yield held
    elif isinstance(held, otio.schema.SerializableCollection):
        for each in held:
            yield from _timelines(each)


class _Reading:
    """One timeline while it is read."""

    def __init__(self, timeline: Any, takes: Collection[str] | None, rate: Fraction | None) -> None:
        self.timeline = timeline
        self.takes = takes
        self.said: list[str] = []
        self.changed: list[str] = []
        self.unknown: list[str] = []
        self.rate = rate or self._own_rate()
        self._names: dict[tuple[str, str, str], str] = {}
        self._starts: dict[tuple[str, Fraction | None], Fraction] = {}

    def read(self) -> Read:
        flattener = Flattener(self.rate)
        row = flattener.picture(self.timeline.tracks)
        self._find_starts(row.pieces)
        pieces = without_holes(row)
        shots = noted([self.shot(p) for p in pieces], pieces, self.rate)
        shots, said = joined(shots, pieces, row.joints, self.rate)
        self.said += said
        edit = Edit(self.timeline.name or "untitled", self.rate, tuple(shots))
        self.said += flattener.sentences()
        if self.timeline.audio_tracks():
            edit, left, said = with_splits(edit, self._heard())
            self.said += said
            edit = self._with_lanes(_silent_splits(edit, pieces), left)
        edit = replace(edit, markers=markers_of(self.timeline, self.rate, edit.frames))
        return Read(edit, list(dict.fromkeys(self._sentences())))

    def _with_lanes(self, edit: Edit, left: list[Stretch]) -> Edit:
        """Return an edit with its own lanes, and with lanes of what else another program laid."""
        own = []
        for track in filter(is_lane, self.timeline.audio_tracks()):
            lane, said = read_lane(track, self.rate, self.name)
            own.append(lane)
            self.said += said
        others, said = lanes_of(left, self.rate, {lane.name for lane in own})
        self.said += said
        level = float(self.timeline.metadata.get(KEY, {}).get("level", 0.0))
        return replace(edit, lanes=(*own, *others), level=level)

    def _sentences(self) -> list[str]:
        """Return what is said, of many sentences of one kind only the first."""
        unknown = few(self.unknown, "{} more takes are not among the rushes either.")
        changed = few(self.changed, "{} more changes of speed, and effects, were left out.")
        return [*unknown, *changed, *self.said]

    # At what rate

    def _own_rate(self) -> Fraction:
        named = self.timeline.metadata.get(KEY, {}).get("rate")
        if named:
            return read_rate(str(named))
        begins = self.timeline.global_start_time
        if begins is not None and begins.rate > 1:
            return exact(begins.rate)
        lengths: Counter[Fraction] = Counter()
        for clip in self.timeline.find_clips():
            span = clip.source_range or getattr(clip.media_reference, "available_range", None)
            if span is not None and span.duration.rate > 0:
                lengths[exact(span.duration.rate)] += int(span.duration.to_seconds() * 1000) + 1
        for gap in [] if lengths else self.timeline.find_children(otio.schema.Gap):
            lengths[exact(gap.trimmed_range().duration.rate)] += 1
        if not lengths:
            return Fraction(24)
        (rate, _), *others = lengths.most_common()
        if others:
            self.said.append(
                f"This timeline does not say its rate; most of it runs at {float(rate):.5g} frames "
                "a second, and so does this edit. ku.Cut.load(path, rushes, rate=...) sets another."
            )
        return rate

    # Which takes, and from where

    def name(self, item: Any) -> str:
        """Return a clip's take; each is looked for once."""
        own = item.metadata.get(KEY, {}).get("take")
        if own:
            return str(own)
        url = str(getattr(getattr(item, "media_reference", None), "target_url", "") or "")
        key = (str(item.name), url, str(dict(item.metadata).get("cmx_3600", "")))
        if key not in self._names:
            self._names[key] = take_name(item, self.takes, CARDS)
            self._say_name(item, self._names[key])
        return self._names[key]

    def _say_name(self, item: Any, take: str) -> None:
        """Say where a take is a guess, is not at hand, or is not the one of the clip's own name."""
        address = str(getattr(getattr(item, "media_reference", None), "target_url", "") or "")
        if not item.name and not address:
            self.said.append(
                f"A clip has no name but its reel: it was taken for the take {take}."
                if reel(item)
                else "A clip says nothing of what it shows: it is called unnamed here."
            )
        if self.takes is None:
            return
        by_name = matching(str(item.name or ""), self.takes)
        if by_name is not None and by_name != take:
            said = f"The clip {item.name} shows the file {file_name(address)}"
            self.said.append(f"{said}: it is the take {take}.")
        if take not in self.takes:
            near = meant(take, self.takes)
            self.unknown.append(f"There is no take {take} among the rushes.{near}")

    def is_card(self, item: Any) -> bool:
        """Say whether a clip comes from no take."""
        own = item.metadata.get(KEY, {}).get("take")
        if own:
            return own in CARDS
        reference = getattr(item, "media_reference", None)
        if isinstance(reference, otio.schema.GeneratorReference):
            return True
        return item.name in CARDS and not getattr(reference, "target_url", "")

    def _find_starts(self, pieces: list[Piece]) -> None:
        """Find out from which moment on each take's times are counted."""
        spans: dict[tuple[str, Fraction | None], list[tuple[Fraction, Fraction]]] = {}
        for piece in pieces:
            if not piece.is_empty and not self.is_card(piece.item):
                key = self.name(piece.item), _told(piece.item)
                span = piece.source, piece.source + len(piece) / self.rate
                spans.setdefault(key, []).append(span)
        for (name, told), asked in spans.items():
            wanted = Wanted(min(a for a, _ in asked), max(b for _, b in asked), told)
            start, said = file_start(name, wanted, self._take(name), self.rate)
            self._starts[name, told] = start
            self.said += [said] if said else []

    def _take(self, name: str) -> Any:
        return self.takes[name] if isinstance(self.takes, Mapping) and name in self.takes else None

    def _start(self, item: Any) -> Fraction:
        told = _told(item)
        return self._starts.get((self.name(item), told), told or Fraction(0))

    def shot(self, piece: Piece) -> Shot:
        """Return a piece of the film as a shot."""
        item, length = piece.item, len(piece)
        own = dict(item.metadata.get(KEY, {}))
        kept = {name: own[name] for name in KEPT if name in own}
        if isinstance(item, otio.schema.Gap):
            return Shot("gap", 0, length, **kept)
        if piece.is_empty:
            return Shot("gap", 0, length)
        if self.is_card(item):
            return self._card(item, length, own, kept)
        name = self.name(item)
        self.changed += changes(item, name)
        in_ = nearest((piece.source - self._start(item)) * self.rate)
        return Shot(name, in_, in_ + length, grade=own.get("grade"), **kept)

    def _card(self, item: Any, length: int, own: dict[str, Any], kept: dict[str, Any]) -> Shot:
        take = own.get("take") or (item.name if item.name in CARDS else "black")
        if not own and is_title(item):
            take, kept["text"] = "title", title_words(item)
            if not kept["text"]:
                kept["text"] = item.name or "title"
                self.said.append(
                    f"The words of the title {kept['text']} can't be read: it shows its name."
                )
        elif not own and not is_black(item):
            self.said.append(
                f"{item.name or 'A generator'} is made by a generator: it became black."
            )
        return Shot(take, 0, length, **kept)

    def _heard(self) -> list[Stretch]:
        flattener = Flattener(self.rate)
        sound = flattener.sound(self.timeline.tracks)
        pieces = [piece for piece in sound if not self.is_card(piece.item)]
        self.said += flattener.sentences()
        for piece in pieces:
            self.said += changes(piece.item, f"the sound of {self.name(piece.item)}")
        return [
            Stretch(
                self.name(piece.item), piece.start, piece.stop,
                nearest((piece.source - self._start(piece.item)) * self.rate), piece.track,
                float(piece.item.metadata.get(KEY, {}).get("gain", 0.0)),
            )
            for piece in pieces
        ]  # fmt: skip


def _silent_splits(edit: Edit, pieces: list[Piece]) -> Edit:
    """Return an edit with the splits between two cards, which only the kit's own files tell."""
    if len(edit.shots) != len(pieces):
        return edit
    shots, dark = list(edit.shots), True
    for number, shot in enumerate(edit.shots):
        split = pieces[number].item.metadata.get(KEY, {}).get("split")
        if split and dark and shot.is_card and number:
            shots[number] = replace(shot, split=split)
        if not shot.picture_only:
            dark = shot.is_card
    try:
        return edit.with_shots(shots)
    except EditError:  # another program has cut it since
        return edit


def _told(item: Any) -> Fraction | None:
    """Return when a clip's file begins, in seconds, where the timeline tells it."""
    reference = getattr(item, "media_reference", None)
    available = getattr(reference, "available_range", None)
    return None if available is None else seconds(available.start_time)
