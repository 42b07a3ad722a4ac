"""An edit as FCPXML 1.9, which Final Cut Pro 10.4.9 and later, and DaVinci Resolve, open.

One storyline holds the shots. A split edit is a clip whose sound begins or ends elsewhere than its
picture (``audioStart``, ``audioDuration``); the sounds of lanes are connected under the shots, each
with its lane's name for a role; a fade is the clip's opacity; black is a gap of that
name. Times are exact fractions at every rate. The kit writes it itself because OpenTimelineIO's
adapter can't write rates such as 24000/1001, nor transitions and titles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...media.sound import Sound
from ..edit import Edit, EditWithTakes, Shot, Span
from ..lanes import LaidSound, Lane
from .fcpxml_spine import NAMED_BLACK
from .fcpxml_time import seconds
from .lane_tracks import changed_in_lanes, levels_written, lost_in_lanes
from .lost_grades import lost_grades
from .source_times import start_timecode

VERSION = "1.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n\n'
_DISSOLVE = ("Cross Dissolve", "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265")
_TITLE = (
    "Basic Title",
    ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti",
)
_LOUDEST = 12  # dB, as far as Final Cut's own slider goes
_TITLE_START = Fraction(3600)  # where Final Cut's own titles begin
_KNOWN_RATES = {  # as conform-rate spells them
    Fraction(24000, 1001): "23.98", Fraction(24): "24", Fraction(25): "25",
    Fraction(30000, 1001): "29.97", Fraction(30): "30", Fraction(48000, 1001): "47.95",
    Fraction(48): "48", Fraction(50): "50", Fraction(60000, 1001): "59.94", Fraction(60): "60",
}  # fmt: skip


@dataclass(frozen=True)
class _Media:
    """A take's file as an asset: its id, its first timecode in seconds, its length in frames."""

    ref: str
    start: Fraction
    frames: int
    rate: Fraction


def write(cut: EditWithTakes, path: Path) -> list[str]:
    """Write an edit as FCPXML.

    Parameters
    ----------
    cut : Cut
        With at least one shot.
    path : Path
        Is written over.

    Returns
    -------
    list of str
        What the format does not keep, in sentences.

    Raises
    ------
    EditError
        Where a take isn't at hand.
    OSError
        Where the disk refuses.

    See Also
    --------
    kuleshov.timeline.exchange.read_fcpxml.read : The way back.

    Examples
    --------
    >>> import tempfile
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rate=25).title_card("Again", "2.0")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     said = write(cut, Path(folder) / "first.fcpxml")
    ...     words = (Path(folder) / "first.fcpxml").read_text()
    >>> said, 'frameDuration="100/2500s"' in words
    ([], True)
    """
    writer = _Writer(cut)
    root = writer.document()
    indent(root)
    path.write_text(_HEAD + tostring(root, encoding="unicode") + "\n", encoding="utf-8")
    return writer.said


def written(time: Fraction) -> str:
    """Return a time as FCPXML writes it.

    Parameters
    ----------
    time : Fraction
        Seconds.

    Returns
    -------
    str

    Examples
    --------
    >>> written(Fraction(1001, 24000)), written(Fraction(2))
    ('1001/24000s', '2s')
    """
    return f"{time}s"


class _Writer:
    """One edit while it is written."""

    def __init__(self, cut: EditWithTakes) -> None:
        self.cut, self.edit, self.rate = cut, cut.edit, cut.rate
        self.said: list[str] = []
        self.resources = Element("resources")
        self.formats: dict[tuple[Fraction, int, int], str] = {}
        self.effects: dict[str, str] = {}
        self.titles = 0

    def document(self) -> Element:
        """Return the whole document."""
        root = Element("fcpxml", version=VERSION)
        root.append(self.resources)
        clips = {name: _film(self.cut.take(name)) for name in self.edit.takes()}
        sizes = [_size(clip) for clip in clips.values()]
        whole = next((size for size in sizes if all(size)), (1920, 1080))
        form = self.format(self.rate, *whole)
        media = {name: self.asset(name, clip) for name, clip in clips.items()}
        event = SubElement(SubElement(root, "library"), "event", name="Kuleshov")
        project = SubElement(event, "project", name=_clean(self.edit.title))
        sequence = SubElement(
            project, "sequence", format=form, duration=self.time(self.edit.frames), tcStart="0s",
            tcFormat="NDF", audioLayout="stereo", audioRate="48k",
        )  # fmt: skip
        spine = SubElement(sequence, "spine")
        self.storyline(spine, media)
        self.lanes(spine, media)
        self._say_lost(self.edit)
        return root

    def time(self, frames: int) -> str:
        """Return frames of the edit as FCPXML writes them."""
        return written(frames / self.rate)

    def new_id(self) -> str:
        """Return an id that no resource has yet."""
        return f"r{len(self.resources) + 1}"

    def format(self, rate: Fraction, width: int, height: int) -> str:
        """Return the id of a format, made where it isn't there yet."""
        key = (rate, width, height)
        if key not in self.formats:
            self.formats[key] = self.new_id()
            frame = f"{rate.denominator * 100}/{rate.numerator * 100}s"
            if rate.denominator != 1:
                frame = written(1 / rate)
            form = SubElement(self.resources, "format", id=self.formats[key], frameDuration=frame)
            if width and height:
                form.set("width", str(width))
                form.set("height", str(height))
        return self.formats[key]

    def effect(self, name: str, uid: str) -> str:
        """Return the id of an effect, made where it isn't there yet."""
        if name not in self.effects:
            self.effects[name] = self.new_id()
            SubElement(self.resources, "effect", id=self.effects[name], name=name, uid=uid)
        return self.effects[name]

    def asset(self, name: str, clip: Any) -> _Media:
        """Write a take's file among the resources."""
        heard_only = isinstance(clip, Sound)  # its rate is one of samples
        rate = self.rate if heard_only else Fraction(clip.rate)
        frames = self.cut.take_frames(name)
        begins = start_timecode(self.cut.take(name))
        start = begins.seconds if begins is not None else Fraction(0)
        sound = getattr(clip, "sound", True)
        asset = SubElement(
            self.resources, "asset", id=self.new_id(), name=_clean(name), start=written(start),
            duration=written((frames if heard_only else Fraction(clip.frames)) / rate),
        )  # fmt: skip
        if not heard_only:
            asset.set("hasVideo", "1")
            asset.set("format", self.format(rate, *_size(clip)))
            asset.set("videoSources", "1")
        if sound:
            asset.set("hasAudio", "1")
            asset.set("audioSources", "1")
            asset.set("audioChannels", str(getattr(sound, "channels", 2)))
            asset.set("audioRate", str(getattr(sound, "rate", 48000)))
        path = getattr(clip, "path", None)
        if path is None:
            self.said.append(f"{name} has no file; the other program will ask where it is.")
        address = Path(path).resolve().as_uri() if path else f"file:///{quote(name)}"
        SubElement(asset, "media-rep", kind="original-media", src=address)
        return _Media(asset.get("id", ""), start, frames, rate)

    def storyline(self, spine: Element, media: dict[str, _Media]) -> None:
        """Write the shots in their order, each transition before the shot that it leads to."""
        sounds = {sound.number: sound for sound in self.edit.sound()}
        for span in self.edit.picture():
            shot = span.shot
            before = self.edit.shots[span.number - 2] if span.number > 1 else None
            if shot.dissolve and before is not None:
                self.dissolve(spine, span, before)
            if shot.take in ("black", "gap"):
                self.gap(spine, span)
            elif shot.take == "title":
                self.title(spine, span)
            else:
                self.clip(spine, span, sounds.get(span.number), media[shot.take])

    def lanes(self, spine: Element, media: dict[str, _Media]) -> None:
        """Connect the sounds of the lanes to the shots under which they begin."""
        parents = [each for each in spine if each.tag != "transition"]
        spans = self.edit.picture()
        starts = [span.start for span in spans]
        for depth, lane in enumerate(self.edit.lanes, 1):
            for one in self._within_the_film(lane):
                number = max(0, bisect_right(starts, one.at) - 1)
                parent, held = parents[number], media[one.take]
                begins = seconds(parent.get("start")) + (one.at - starts[number]) / self.rate
                clip = Element(
                    "asset-clip", ref=held.ref, lane=str(-depth), offset=written(begins),
                    name=_clean(one.take), start=written(held.start + one.in_ / self.rate),
                    duration=self.time(len(one)), srcEnable="audio", tcFormat="NDF",
                    audioRole=_role(lane.name),
                )  # fmt: skip
                if lane.muted:
                    clip.set("enabled", "0")
                if one.note:
                    SubElement(clip, "note").text = _clean(one.note)
                gain = one.gain + lane.gain + self.edit.level
                if gain:
                    SubElement(clip, "adjust-volume", amount=f"{gain:g}dB")
                parent.append(clip)

    def _within_the_film(self, lane: Lane) -> Iterator[LaidSound]:
        """Yield a lane's sounds as far as they are heard: here more sound makes a longer film."""
        for one in lane.sounds:
            behind = one.stop - self.edit.frames
            if behind > 0:
                self.said.append(
                    f"Of {one.take} in lane {lane.name}, what lies behind the last picture was left "
                    "out."
                )
            if behind < len(one):
                yield one.shortened(behind) if behind > 0 else one

    def dissolve(self, spine: Element, span: Span, before: Shot) -> None:
        """Write a dissolve, centred on the cut."""
        shot = span.shot
        if shot.take in ("black", "gap") and before.take in ("black", "gap"):
            return
        early = shot.dissolve - shot.dissolve // 2
        change = SubElement(
            spine, "transition", name=_DISSOLVE[0], offset=self.time(span.start - early),
            duration=self.time(shot.dissolve),
        )  # fmt: skip
        SubElement(change, "filter-video", ref=self.effect(*_DISSOLVE), name=_DISSOLVE[0])

    def gap(self, spine: Element, span: Span) -> None:
        """Write a hole, or black."""
        name = NAMED_BLACK if span.shot.take == "black" else "Gap"
        gap = SubElement(
            spine, "gap", name=name, offset=self.time(span.start), start="0s",
            duration=self.time(len(span)),
        )  # fmt: skip
        _note(gap, span.shot)

    def title(self, spine: Element, span: Span) -> None:
        """Write words on black."""
        self.titles += 1
        shot, style = span.shot, f"ts{self.titles}"
        title = SubElement(
            spine, "title", ref=self.effect(*_TITLE), offset=self.time(span.start),
            name=_clean(shot.text) or "Title", start=written(_TITLE_START),
            duration=self.time(len(span)),
        )  # fmt: skip
        SubElement(SubElement(title, "text"), "text-style", ref=style).text = _clean(shot.text)
        look = SubElement(title, "text-style-def", id=style)
        SubElement(
            look, "text-style", font="Helvetica", fontSize="63", fontFace="Regular",
            fontColor="1 1 1 1", alignment="center",
        )  # fmt: skip
        _note(title, shot)
        self.fades(title, shot)

    def clip(self, spine: Element, span: Span, sound: Span | None, media: _Media) -> None:
        """Write a shot of a take; ``sound`` is None where it is picture only."""
        shot = span.shot
        clip = SubElement(
            spine, "asset-clip", ref=media.ref, offset=self.time(span.start),
            name=_clean(shot.take), start=written(media.start + shot.in_ / self.rate),
            duration=self.time(len(span)),
        )  # fmt: skip
        if sound is None:
            clip.set("srcEnable", "video")
        else:
            self.sound(clip, span, sound, media)
        clip.set("tcFormat", "NDF")
        clip.set("audioRole", "dialogue")
        _note(clip, shot)
        if media.rate != self.rate:
            conform = SubElement(clip, "conform-rate", scaleEnabled="0")
            if media.rate in _KNOWN_RATES:
                conform.set("srcFrameRate", _KNOWN_RATES[media.rate])
        self.fades(clip, shot)
        if gain := shot.gain + self.edit.level:
            SubElement(clip, "adjust-volume", amount=f"{gain:g}dB")

    def sound(self, clip: Element, span: Span, sound: Span, media: _Media) -> None:
        """Say which stretch of its take a shot is heard with, where it isn't that which is seen."""
        first = max(sound.offset, 0)
        last = min(sound.offset + len(sound), max(media.frames, span.shot.out))
        self._say_silence(span, sound, first, last)
        if last <= first:
            clip.set("srcEnable", "video")
            self.said.append(f"The sound of shot {span.number} lies outside its take: left out.")
        elif (first, last) != (span.shot.in_, span.shot.out):
            clip.set("audioStart", written(media.start + first / self.rate))
            clip.set("audioDuration", self.time(last - first))

    def _say_silence(self, span: Span, sound: Span, first: int, last: int) -> None:
        """Say where a split asks for sound that a take doesn't have, beside a card without any."""
        before = self.edit.shots[span.number - 2] if span.number > 1 else span.shot
        after = self.edit.shots[span.number] if span.number < len(self.edit.shots) else span.shot
        if first < last and (
            (first > sound.offset and before.is_card)
            or (last < sound.offset + len(sound) and after.is_card)
        ):
            self.said.append(
                f"The split edit at shot {span.number} asks for sound that its take does not have: "
                "it was shortened."
            )

    def fades(self, element: Element, shot: Shot) -> None:
        """Write fades from and to black as those of the clip's opacity."""
        if not (shot.fade_in or shot.fade_out):
            return
        param = SubElement(SubElement(element, "adjust-blend"), "param", name="amount")
        for way, length in (("fadeIn", shot.fade_in), ("fadeOut", shot.fade_out)):
            if length:
                SubElement(param, way, type="easeIn", duration=self.time(length))

    def _say_lost(self, edit: Edit) -> None:
        lost = {
            "fades of black": any(
                s.take in ("black", "gap") and (s.fade_in or s.fade_out) for s in edit.shots
            ),
            "sound levels of titles and black": any(s.is_card and s.gain for s in edit.shots),
            "dissolves from black to black": any(
                s.dissolve and s.take in ("black", "gap") and b.take in ("black", "gap")
                for b, s in pairwise(edit.shots)
            ),
            "cuts between two gaps": any(
                b.take == s.take == "gap" for b, s in pairwise(edit.shots)
            ),
            "split edits between two cards": any(
                s.split and s.is_card and b.is_card for b, s in pairwise(edit.shots)
            ),
            "dissolves of one frame into a gap, which are fades there": any(
                s.dissolve == 1 and s.take == "gap" and b.take not in ("black", "gap")
                for b, s in pairwise(edit.shots)
            ),
        }
        parts = [what for what, is_lost in lost.items() if is_lost]
        parts += lost_in_lanes(edit, lanes=True, names=True)
        parts += ["markers"] if edit.markers else []
        self.said += changed_in_lanes(edit, "clips")
        if parts:
            self.said.append(f"FCPXML does not keep {', '.join(parts)}.")
        self.said += lost_grades(edit, "FCPXML")
        if max(levels_written(edit), default=0) > _LOUDEST:
            self.said.append(f"Final Cut plays levels above +{_LOUDEST} dB as +{_LOUDEST} dB.")


def _film(take: Any) -> Any:
    return getattr(take, "clip", take)


def _size(clip: Any) -> tuple[int, int]:
    return int(getattr(clip, "width", 0)), int(getattr(clip, "height", 0))


def _role(name: str) -> str:
    """Return a lane's name as a role, in which full stops and question marks mean something."""
    return _clean(name).replace(".", " ").replace("?", " ").strip() or "sound"


def _note(element: Element, shot: Shot) -> None:
    if shot.note:
        SubElement(element, "note").text = _clean(shot.note)


def _clean(words: str) -> str:
    """Return words without the signs that XML can't hold."""
    return "".join(sign if sign in "\t\n" or _holds(sign) else "\ufffd" for sign in words)


def _holds(sign: str) -> bool:
    return sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff"
