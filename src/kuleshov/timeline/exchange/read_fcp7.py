"""Final Cut Pro 7 XML, as Premiere, Resolve and others write it, as OpenTimelineIO timelines.

OpenTimelineIO's own adapter is not used for reading: it shows clips that are switched off, loses
what nested sequences hold, words of titles and fades at an end, and counts in points at the wrong
rate where a clip's is not its sequence's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

from ...errors import EditError
from . import fcp7_effects as effects
from .xml_root import parsed

MOST_ITEMS = 50_000
MAX_DEPTH = 30
_NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{0,30})?", re.ASCII)  # 1e999999999 would fill the memory
_OTHERS = {
    "fcpxml": "This is FCPXML, of Final Cut Pro X: give the file the ending .fcpxml.",
    "mlt": (
        "This is a project of Shotcut or Kdenlive, not an edit to exchange. Export an EDL from "
        "there, or in Kdenlive an .otio."
    ),
    "project": "This is a program's own project, not an edit to exchange: export an EDL or an .otio.",
}


def read_fcp7(data: bytes) -> tuple[Any, list[str]]:
    """Return the sequences of a Final Cut Pro 7 XML as timelines.

    Parameters
    ----------
    data : bytes
        The file's.

    Returns
    -------
    held : otio.schema.SerializableCollection
        A timeline for each sequence that isn't inside another.
    said : list of str
        What could not be kept.

    Raises
    ------
    EditError
        Where it is no such XML, is another program's, or sequences hold each other.

    Examples
    --------
    >>> held, said = read_fcp7(
    ...     b"<xmeml version='4'><sequence><name>S</name><rate><timebase>25</timebase></rate>"
    ...     b"<media><video><track/></video></media></sequence></xmeml>"
    ... )
    >>> [(timeline.name, timeline.global_start_time.rate) for timeline in held], said
    ([('S', 25.0)], [])
    """
    root = parsed(data)
    if root.tag != "xmeml":
        raise EditError(_OTHERS.get(root.tag, "This XML holds no Final Cut Pro 7 sequence."))
    reading = _Reading(root)
    held = otio.schema.SerializableCollection("sequences")
    try:
        for sequence in _top_sequences(root):
            held.append(reading.timeline(sequence))
    except RecursionError:
        raise EditError("This XML is nested too deeply to be read.") from None
    return held, list(dict.fromkeys(reading.said))


def _top_sequences(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield sequences that stand in the project's bins, not inside another's clip."""
    for child in root:
        if child.tag == "sequence" and len(child):
            yield child
        elif child.tag in ("project", "bin", "children"):
            yield from _top_sequences(child)


def _rate(element: ElementTree.Element | None, default: Fraction) -> Fraction:
    """Return the rate of a ``<rate>``: NTSC slows its time base by a thousandth."""
    if element is None:
        return default
    base = _number(element, "timebase")
    if not base or base < 1:
        return default
    ntsc = (element.findtext("ntsc") or "").strip().upper() == "TRUE"
    return base * Fraction(1000, 1001) if ntsc else base


def _number(element: ElementTree.Element | None, tag: str) -> Fraction | None:
    words = (element.findtext(tag) or "").strip() if element is not None else ""
    if not words:
        return None
    if not _NUMBER.fullmatch(words):
        raise EditError(f"This XML is damaged: its <{tag}> is {words[:30]!r}, and no number.")
    return Fraction(words)


@dataclass
class _Place:
    """An item of a track with the frames at which its material begins and ends there."""

    element: ElementTree.Element
    start: Fraction
    stop: Fraction
    in_: Fraction  # seconds of its own time at ``start``


class _Reading:
    """One file while it is read."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.said: list[str] = []
        self._files = {
            each.get("id"): each for each in root.iter("file") if each.get("id") and len(each)
        }
        self._sequences = {
            each.get("id"): each for each in root.iter("sequence") if each.get("id") and len(each)
        }
        self._open: list[Any] = []
        self._items = 0

    def timeline(self, sequence: ElementTree.Element) -> Any:
        rate = _rate(sequence.find("rate"), Fraction(0))
        made = otio.schema.Timeline(sequence.findtext("name") or "untitled")
        if not rate:
            rate = Fraction(24)
            self.said.append(f"{made.name} does not say its rate: it was read at 24 a second.")
        made.global_start_time = RationalTime(0, float(rate))
        made.metadata["kuleshov"] = {"rate": str(rate)}
        for track in self._tracks(sequence, rate):
            made.tracks.append(track)
        made.tracks.markers.extend(_markers(sequence, rate))
        return made

    def _tracks(self, sequence: ElementTree.Element, rate: Fraction) -> list[Any]:
        kinds = (("video", otio.schema.TrackKind.Video), ("audio", otio.schema.TrackKind.Audio))
        tracks = []
        self._open.append(sequence)
        for tag, kind in kinds:
            for number, element in enumerate(sequence.findall(f"media/{tag}/track"), 1):
                track = otio.schema.Track(f"{kind[0]}{number}", kind=kind)
                track.enabled = _is_on(element)
                self._fill(track, element, rate)
                tracks.append(track)
        self._open.pop()
        return tracks

    def _fill(self, track: Any, element: ElementTree.Element, rate: Fraction) -> None:
        places, cuts = self._places(element, rate)
        at = Fraction(0)
        for place in places:
            if place.stop <= max(place.start, at):
                self.said.append(f"{_named(place.element)} has no room: it was left out.")
                continue
            start = max(place.start, at)
            if start > at:
                if (cut := cuts.pop(at, None)) is not None:
                    track.append(_transition(*cut, at=at, rate=rate))
                track.append(otio.schema.Gap(duration=_time((start - at) / rate, rate)))
            if (cut := cuts.pop(start, None)) is not None:
                track.append(_transition(*cut, at=start, rate=rate))
            place.in_ += (start - place.start) / rate
            track.append(self._item(place, place.stop - start, rate))
            at = place.stop
        if (last := cuts.pop(at, None)) is not None:
            track.append(_transition(*last, at=at, rate=rate))
        for _ in cuts:
            self.said.append("A transition stands between no two clips: it was left out.")

    def _places(
        self, track: ElementTree.Element, rate: Fraction
    ) -> tuple[list[_Place], dict[Fraction, tuple[ElementTree.Element, Fraction, Fraction]]]:
        """Return a track's items, each up to its cuts, and its transitions by their cuts."""
        children = [c for c in track if c.tag in ("clipitem", "generatoritem", "transitionitem")]
        spans = [_span(child) for child in children]
        places: list[_Place] = []
        cuts: dict[Fraction, tuple[ElementTree.Element, Fraction, Fraction]] = {}
        for index, child in enumerate(children):
            if child.tag == "transitionitem":
                start, stop = spans[index]
                if start is not None and stop is not None and stop > start:
                    cuts[_cut(child, start, stop)] = (child, start, stop)
                continue
            before = _neighbour(children, spans, index, -1)
            after = _neighbour(children, spans, index, 1)
            place = _placed(child, spans[index], before, after, rate)
            if place is None:
                self.said.append(f"{_named(child)} has no place in its track: it was left out.")
            else:
                places.append(place)
        return sorted(places, key=lambda place: place.start), cuts

    def _item(self, place: _Place, length: Fraction, rate: Fraction) -> Any:
        self._items += 1
        if self._items > MOST_ITEMS:
            raise EditError(f"This XML holds more than {MOST_ITEMS} clips.")
        element = place.element
        span = TimeRange(_time(place.in_, rate), _time(length / rate, rate))
        nested = element.find("sequence")
        if nested is not None:
            item = self._nested(nested, element, span)
        else:
            item = otio.schema.Clip(_named(element), source_range=span)
            item.media_reference = self._media(element, rate)
        item.enabled = _is_on(element)
        item.effects.extend(effects.of(element))
        if gain := effects.level(element):
            item.metadata["kuleshov"] = {"gain": gain}
        item.markers.extend(_markers(element, _rate(element.find("rate"), rate)))
        return item

    def _nested(
        self, sequence: ElementTree.Element, element: ElementTree.Element, span: Any
    ) -> Any:
        if not len(sequence):
            sequence = self._sequences.get(sequence.get("id"), sequence)
        if sequence in self._open or len(self._open) > MAX_DEPTH:
            raise EditError(
                f"The sequence {sequence.findtext('name') or 'without a name'} holds itself, or "
                f"sequences lie more than {MAX_DEPTH} deep in each other."
            )
        stack = otio.schema.Stack(_named(element), source_range=span)
        stack.extend(self._tracks(sequence, _rate(sequence.find("rate"), Fraction(24))))
        return stack

    def _media(self, element: ElementTree.Element, rate: Fraction) -> Any:
        if element.tag == "generatoritem":
            return effects.generator(element)
        file = element.find("file")
        if file is None:
            file = _active_angle(element)
        if file is not None and not len(file):
            file = self._files.get(file.get("id"), file)
        source = file.findtext("mediaSource") if file is not None else None
        if source:
            return effects.made_by(source, element)
        if file is None:
            return otio.schema.MissingReference()
        address = file.findtext("pathurl") or file.findtext("name") or ""
        length = _number(file, "duration") or Fraction(0)
        whole = TimeRange(
            _time(Fraction(0), rate), _time(length / _rate(file.find("rate"), rate), rate)
        )
        reference = otio.schema.ExternalReference(address.strip(), available_range=whole)
        reference.name = file.findtext("name") or ""
        return reference


def _named(element: ElementTree.Element) -> str:
    return (element.findtext("name") or "").strip()


def _is_on(element: ElementTree.Element) -> bool:
    return (element.findtext("enabled") or "TRUE").strip().upper() != "FALSE"


def _time(seconds: Fraction, rate: Fraction) -> RationalTime:
    return RationalTime(float(seconds * rate), float(rate))


def _span(element: ElementTree.Element) -> tuple[Fraction | None, Fraction | None]:
    """Return where an item begins and ends, None where its transition says so: -1 in the file."""
    start, stop = _number(element, "start"), _number(element, "end")
    return (
        None if start is None or start < 0 else start,
        None if stop is None or stop < 0 else stop,
    )


def _neighbour(
    children: list[ElementTree.Element],
    spans: list[tuple[Fraction | None, Fraction | None]],
    index: int,
    step: int,
) -> tuple[ElementTree.Element, Fraction, Fraction] | None:
    """Return the transition beside an item."""
    beside = index + step
    if not 0 <= beside < len(children) or children[beside].tag != "transitionitem":
        return None
    start, stop = spans[beside]
    return None if start is None or stop is None else (children[beside], start, stop)


def _placed(
    element: ElementTree.Element,
    span: tuple[Fraction | None, Fraction | None],
    before: tuple[ElementTree.Element, Fraction, Fraction] | None,
    after: tuple[ElementTree.Element, Fraction, Fraction] | None,
    rate: Fraction,
) -> _Place | None:
    """Return an item up to its cuts; it reaches into its transitions, as far as they go."""
    start, stop = span
    in_, out = _number(element, "in"), _number(element, "out")
    own = _rate(element.find("rate"), rate)
    length = None if in_ is None or out is None else (out - in_) / own * rate
    if start is None:
        start = before[1] if before else (stop - length if stop is not None and length else None)
    if stop is None:
        stop = after[2] if after else (start + length if start is not None and length else None)
    if start is None or stop is None:
        return None
    offset = _number(element.find("subclipinfo"), "startoffset") or Fraction(0)
    place = _Place(element, start, stop, ((in_ or Fraction(0)) + offset) / own)
    if before and place.start < (cut := _cut(*before)):
        place.in_ += (cut - place.start) / rate
        place.start = cut
    if after:
        place.stop = min(place.stop, _cut(*after))
    return place


def _cut(element: ElementTree.Element, start: Fraction, stop: Fraction) -> Fraction:
    """Return the frame of a transition's cut: in its middle, or at one of its ends."""
    alignment = (element.findtext("alignment") or "center").strip().lower()
    if alignment.startswith("start"):
        return start
    if alignment.startswith("end"):
        return stop
    length = stop - start
    return start + length - length // 2


def _transition(
    element: ElementTree.Element, start: Fraction, stop: Fraction, at: Fraction, rate: Fraction
) -> Any:
    name = effects.name_of(element.find("effect"))
    plain = effects.is_dissolve(name)
    kinds = otio.schema.TransitionTypes
    return otio.schema.Transition(
        name=name,
        transition_type=kinds.SMPTE_Dissolve if plain else kinds.Custom,
        in_offset=_time((at - start) / rate, rate),
        out_offset=_time((stop - at) / rate, rate),
    )


def _markers(element: ElementTree.Element, rate: Fraction) -> list[Any]:
    found = []
    for marker in element.findall("marker"):
        at = max(_number(marker, "in") or Fraction(0), Fraction(0))
        span = TimeRange(_time(at / rate, rate), _time(Fraction(0), rate))
        words = (marker.findtext("comment") or "").strip()
        found.append(otio.schema.Marker(_named(marker), span, comment=words))
    return found


def _active_angle(element: ElementTree.Element) -> ElementTree.Element | None:
    """Return the file of a multiclip's angle that is shown."""
    for angle in element.iter("angle"):
        if (angle.findtext("activevideoangle") or "").strip().upper() == "TRUE":
            return angle.find("clip//file")
    return None
