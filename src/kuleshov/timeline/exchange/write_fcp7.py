"""An edit as Final Cut Pro 7 XML, for Premiere and Resolve: picture, stereo sound, titles, fades.

OpenTimelineIO's own adapter is not used: it has no titles, black, fades or notes, gives every file
the edit's rate instead of its own, and takes half a minute for a long edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

from ...errors import EditError
from ...timecode import nominal, timecode
from ..edit import Edit, Shot, Span
from ..lanes import Lane

_LOUDEST = 3.98107  # the factor of +12 dB
_DARK = ("black", "gap")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n'


@dataclass(frozen=True)
class Material:
    """A take's file, as an XML describes it.

    Attributes
    ----------
    name : str
        The file's own.
    address : str
        ``file://localhost/...``, "" where it has none.
    rate : Fraction
        Its own frames a second.
    frames : int
        Its length at that rate.
    seen : bool
        Whether it has a picture.
    """

    name: str
    address: str
    rate: Fraction
    frames: int
    seen: bool = True


def write_fcp7(edit: Edit, material: Mapping[str, Material]) -> tuple[str, list[str]]:
    """Return an edit as Final Cut Pro 7 XML.

    Parameters
    ----------
    edit : Edit
    material : mapping of str to Material
        Each take's file.

    Returns
    -------
    words : str
    lost : list of str
        Transitions and sound that it can't hold, in words.

    Raises
    ------
    EditError
        Where the rate is neither whole nor NTSC: the format has no other.

    Examples
    --------
    >>> edit = Edit("Again", shots=(Shot("4A-1", 24, 108), Shot("black", 0, 12)))
    >>> file = Material("4A-1.mp4", "file://localhost/rushes/4A-1.mp4", Fraction(24), 624)
    >>> words, lost = write_fcp7(edit, {"4A-1": file})
    >>> [item.findtext("end") for item in ElementTree.fromstring(words).iter("clipitem")][:1], lost
    (['84'], [])
    """
    if edit.rate.denominator not in (1, 1001) or edit.rate.numerator % 1000 * (
        edit.rate.denominator != 1
    ):
        raise EditError(
            f"FCP 7 XML can't be written at {edit.rate} frames a second. Save .otio or .fcpxml."
        )
    writable, lost = _writable(edit)
    root = ElementTree.Element("xmeml", version="5")
    _Writing(writable, material).sequence(root)
    ElementTree.indent(root)
    return _HEAD + ElementTree.tostring(root, encoding="unicode") + "\n", lost


def _writable(edit: Edit) -> tuple[Edit, list[str]]:
    """Return an edit whose transitions can all be written, and those that had to be left out."""
    shots, lost = list(edit.shots), []
    for index, shot in enumerate(shots):
        number, before = index + 1, shots[index - 1] if index else None
        after = edit.shots[number] if number < len(shots) else None
        if shot.dissolve and not shot.is_card and shot.in_ < shot.dissolve - shot.dissolve // 2:
            shot = replace(shot, dissolve=0)
            lost.append(f"the dissolve into shot {number}")
        if shot.is_card and (shot.fade_in or shot.fade_out):
            shot = replace(shot, fade_in=0, fade_out=0)
            lost.append(f"the fade of the card {number}")
        if shot.fade_in and before is not None and before.take not in _DARK:
            shot = replace(shot, fade_in=0)
            lost.append(f"the fade-in of shot {number}, which comes from no black")
        if shot.fade_out and after is not None and (after.take not in _DARK or after.dissolve):
            shot = replace(shot, fade_out=0)
            lost.append(f"the fade-out of shot {number}, which goes to no black")
        shots[index] = shot
    lost += _lost_beside_cards(shots)
    lost += [
        f"the sound that shot {span.number} asks for before its take begins"
        for span in edit.sound()
        if span.offset < 0 and not span.shot.is_card
    ]
    return edit.with_shots(shots), lost


def _lost_beside_cards(shots: list[Shot]) -> list[str]:
    """Say what a track that writes no holes, and whose black is a fade, does not keep of cards."""
    lost = []
    for number, (before, shot) in enumerate(pairwise(shots), 2):
        dark = [each.take in _DARK for each in (before, shot)]
        if shot.dissolve and all(dark):
            lost.append(f"the dissolve into shot {number}, from black to black")
        elif shot.dissolve and any(dark):
            lost.append(f"the dissolve into shot {number}, which is a fade there")
        if before.take == shot.take == "gap":
            lost.append(f"the cut between the gaps {number - 1} and {number}")
        if shot.split and before.is_card and shot.is_card:
            lost.append(f"the split edit between the cards {number - 1} and {number}")
    if shots and shots[-1].take == "gap":
        lost.append("the gap at its end")
    if any(shot.take == "title" and not shot.text for shot in shots):
        lost.append("titles without words")
    return lost


class _Writing:
    """One XML while it is written."""

    def __init__(self, edit: Edit, material: Mapping[str, Material]) -> None:
        self.edit = edit
        self.material = material
        self._described: set[str] = set()
        self._items = 0

    def sequence(self, root: ElementTree.Element) -> None:
        sequence = ElementTree.SubElement(root, "sequence", id="sequence-1")
        _put(sequence, "name", self.edit.title)
        _put(sequence, "duration", self.edit.frames)
        _rate(sequence, self.edit.rate)
        code = ElementTree.SubElement(sequence, "timecode")
        _rate(code, self.edit.rate)
        _put(code, "string", timecode(0, self.edit.rate))
        _put(code, "frame", 0)
        _put(code, "displayformat", "NDF")
        for marker in self.edit.markers:
            _marker(sequence, marker.text, marker.at)
        for span in self.edit.picture():
            if span.shot.take == "gap" and span.shot.note:  # there is no item to write it on
                _marker(sequence, span.shot.note, span.start)
        media = ElementTree.SubElement(sequence, "media")
        self._picture(ElementTree.SubElement(ElementTree.SubElement(media, "video"), "track"))
        audio = ElementTree.SubElement(media, "audio")
        for channel in (1, 2):
            self._sound(ElementTree.SubElement(audio, "track"), channel)
        for lane in self.edit.lanes:
            for channel in (1, 2):
                self._lane(ElementTree.SubElement(audio, "track"), lane, channel)

    def _picture(self, track: ElementTree.Element) -> None:
        spans = self.edit.picture()
        for span, after in zip(spans, [*spans[1:], None], strict=True):
            shot, out_dissolve = span.shot, after.shot.dissolve if after else 0
            if length := shot.dissolve or shot.fade_in:
                start = span.start - (shot.dissolve - shot.dissolve // 2)
                self._transition(track, start, length, "center" if shot.dissolve else "start-black")
            if shot.take != "gap":
                self._shot(track, span, out_dissolve)
            if shot.fade_out:
                self._transition(track, span.stop - shot.fade_out, shot.fade_out, "end-black")

    def _shot(self, track: ElementTree.Element, span: Span, out_dissolve: int) -> None:
        """Write a shot; -1 stands for an end that its transition tells, and it reaches into it."""
        shot = span.shot
        early, late = shot.dissolve - shot.dissolve // 2, out_dissolve // 2
        tag = "generatoritem" if shot.is_card else "clipitem"
        item = self._item(track, tag, shot)
        _put(item, "start", -1 if shot.dissolve or shot.fade_in else span.start)
        _put(item, "end", -1 if out_dissolve or shot.fade_out else span.stop)
        base = early if shot.is_card else 0
        _put(item, "in", shot.in_ - early + base)
        _put(item, "out", shot.out + late + base)
        if shot.is_card:
            _generator(item, shot)
        else:
            self._file(item, shot.take)
        if shot.note:
            _marker(item, shot.note, shot.in_ + base)

    def _sound(self, track: ElementTree.Element, channel: int) -> None:
        for span in self.edit.sound():
            missing = max(-span.offset, 0)  # a split may ask for sound before its take
            if span.shot.is_card or missing >= len(span):
                continue
            item = self._item(track, "clipitem", span.shot)
            self._heard(
                item, span.shot.take, span.start + missing, span.stop, span.offset + missing
            )
            self._channel(item, channel, span.shot.gain + self.edit.level)

    def _lane(self, track: ElementTree.Element, lane: Lane, channel: int) -> None:
        _put(track, "enabled", "FALSE" if lane.muted else "TRUE")
        for one in lane.sounds:
            item = self._item(track, "clipitem", Shot(one.take, one.in_, one.out))
            self._heard(item, one.take, one.at, one.stop, one.in_)
            self._channel(item, channel, one.gain + lane.gain + self.edit.level)
            if one.note:
                _marker(item, one.note, one.in_)

    def _heard(
        self, item: ElementTree.Element, take: str, start: int, stop: int, offset: int
    ) -> None:
        _put(item, "start", start)
        _put(item, "end", stop)
        _put(item, "in", offset)
        _put(item, "out", offset + stop - start)
        self._file(item, take)

    def _channel(self, item: ElementTree.Element, channel: int, gain: float) -> None:
        source = ElementTree.SubElement(item, "sourcetrack")
        _put(source, "mediatype", "audio")
        _put(source, "trackindex", channel)
        if gain:
            _level(item, gain)

    def _item(self, track: ElementTree.Element, tag: str, shot: Shot) -> ElementTree.Element:
        self._items += 1
        item = ElementTree.SubElement(track, tag, id=f"{tag}-{self._items}")
        _put(item, "name", (shot.text or shot.take) if shot.is_card else shot.take)
        _put(item, "enabled", "TRUE")
        _put(item, "duration", self._length(shot))
        _rate(item, self.edit.rate)
        return item

    def _length(self, shot: Shot) -> int:
        file = self.material.get(shot.take)
        whole = int(Fraction(file.frames) / file.rate * self.edit.rate) if file else 0
        return max(whole, shot.out)

    def _file(self, item: ElementTree.Element, take: str) -> None:
        """Describe a take's file where it first stands, and name it from then on."""
        number = 1 + list(self.material).index(take)
        element = ElementTree.SubElement(item, "file", id=f"file-{number}")
        if take in self._described:
            return
        self._described.add(take)
        file = self.material[take]
        _put(element, "name", file.name or take)
        if file.address:
            _put(element, "pathurl", file.address)
        _rate(element, file.rate)
        _put(element, "duration", file.frames)
        media = ElementTree.SubElement(element, "media")
        if file.seen:
            ElementTree.SubElement(media, "video")
        _put(ElementTree.SubElement(media, "audio"), "channelcount", 2)

    def _transition(
        self, track: ElementTree.Element, start: int, length: int, alignment: str
    ) -> None:
        item = ElementTree.SubElement(track, "transitionitem")
        _put(item, "start", start)
        _put(item, "end", start + length)
        _put(item, "alignment", alignment)
        _rate(item, self.edit.rate)
        _effect(item, "Cross Dissolve", "transition")


def _marker(parent: ElementTree.Element, words: str, at: int) -> None:
    marker = ElementTree.SubElement(parent, "marker")
    _put(marker, "comment", words)
    _put(marker, "in", at)
    _put(marker, "out", -1)


def _generator(item: ElementTree.Element, shot: Shot) -> None:
    if shot.take == "black":
        _effect(item, "Slug", "generator")
        return
    effect = _effect(item, "Text", "generator", "Text")
    parameter = ElementTree.SubElement(effect, "parameter")
    _put(parameter, "parameterid", "str")
    _put(parameter, "name", "Text")
    _put(parameter, "value", shot.text)


def _effect(
    item: ElementTree.Element, name: str, kind: str, category: str = ""
) -> ElementTree.Element:
    effect = ElementTree.SubElement(item, "effect")
    _put(effect, "name", name)
    _put(effect, "effectid", "audiolevels" if kind == "audiolevels" else name)
    _put(effect, "effectcategory", category or name)
    _put(effect, "effecttype", kind)
    _put(effect, "mediatype", "audio" if kind == "audiolevels" else "video")
    return effect


def _level(item: ElementTree.Element, gain: float) -> None:
    """Set a level of sound, as a factor: 1 leaves it as recorded."""
    effect = _effect(ElementTree.SubElement(item, "filter"), "Audio Levels", "audiolevels")
    parameter = ElementTree.SubElement(effect, "parameter")
    for tag, value in (
        ("parameterid", "level"), ("name", "Level"), ("valuemin", 0), ("valuemax", _LOUDEST),
        ("value", f"{10 ** (gain / 20):.9f}"),
    ):  # fmt: skip
        _put(parameter, tag, value)


def _rate(parent: ElementTree.Element, rate: Fraction) -> None:
    element = ElementTree.SubElement(parent, "rate")
    _put(element, "timebase", nominal(rate))
    _put(element, "ntsc", "TRUE" if rate.denominator == 1001 else "FALSE")


def _put(parent: ElementTree.Element, tag: str, value: object) -> None:
    """Add an element; signs that no XML may hold are left out."""
    words = "".join(sign for sign in str(value) if sign >= " " or sign in "\t\n")
    ElementTree.SubElement(parent, tag).text = words
