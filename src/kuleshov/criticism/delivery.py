"""What a festival or a broadcaster asks of a film's file before anybody looks at it.

None of it says whether a film is any good. Each thing asked is a check with what was asked, what was
found, and what to do; what could not be looked at is said, and counts as not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import KuleshovError, MediaError
from ..library.papers import papers
from ..media import Captions
from ..media.clip import FilmLike, clip_of
from ..metrics import measure
from ..timecode import timecode
from ..timeline.edit import EditWithTakes
from ..words import counted, few

if TYPE_CHECKING:
    import pandas

    from ..media import Clip

_DARK = 20.0  # levels of 255: brighter than that in its mean, a frame isn't black
_SMEAR = 0.05  # s, by which AAC may carry a sound before and behind its place
_SPOT = 60.0  # and nothing in it may be brighter than that, but for one pixel in a hundred


@dataclass(frozen=True)
class Brief:
    """What is asked of a film's file.

    Attributes
    ----------
    seconds : (float, float)
        How long at least and at most.
    rates : tuple of Fraction
        Frames a second; any of these.
    size : (int, int)
        Pixels, wide and high, at least.
    shape : (float, float)
        Width by height, from and to: 16:9 is 1.78.
    loudness : (float, float)
        Integrated loudness in LUFS, and by how much it may be missed. EBU R 128 asks for -23.
    peak : float
        The highest true peak, dBTP. EBU R 128 allows -1.
    black : float
        Seconds of black and silence at either end, at least.
    """

    seconds: tuple[float, float] = (60.0, 120.0)
    rates: tuple[Fraction, ...] = (Fraction(24), Fraction(25), Fraction(30))
    size: tuple[int, int] = (640, 360)
    shape: tuple[float, float] = (1.7, 1.86)
    loudness: tuple[float, float] = (-23.0, 0.5)
    peak: float = -1.0
    black: float = 0.5


@dataclass(frozen=True)
class Check:
    """One thing that is asked.

    Attributes
    ----------
    name : str
    asked, found : str
        In words, with units.
    holds : bool
    do : str
        What to do about it; empty where it holds.
    """

    name: str
    asked: str
    found: str
    holds: bool
    do: str = ""

    def __str__(self) -> str:
        told = f"{self.name}: {self.found}"
        return told if self.holds else f"{told}; {self.asked} is asked. {self.do}"


@dataclass(frozen=True)
class Delivery(Sequence[Check]):
    """What was found of a film's file; made by :func:`delivery`.

    Attributes
    ----------
    title : str
    checks : tuple of Check
    brief : Brief
    """

    title: str
    checks: tuple[Check, ...]
    brief: Brief = field(default_factory=Brief)

    def __getitem__(self, index: Any) -> Any:
        return self.checks[index]

    def __len__(self) -> int:
        return len(self.checks)

    @property
    def open(self) -> list[Check]:
        """The checks that don't hold yet."""
        return [one for one in self.checks if not one.holds]

    @property
    def complete(self) -> bool:
        """Whether all of them hold."""
        return not self.open

    def table(self) -> pandas.DataFrame:
        """Return all checks.

        Returns
        -------
        pandas.DataFrame
            Check, asked, found, holds ("yes" or "not yet"), and what to do.
        """
        import pandas

        rows = [
            (one.name, one.asked, one.found, "yes" if one.holds else "not yet", one.do)
            for one in self.checks
        ]
        return pandas.DataFrame(rows, columns=["check", "asked", "found", "holds", "to do"])

    def __repr__(self) -> str:
        done = len(self.checks) - len(self.open)
        head = f"{self.title}: {done} of {len(self.checks)} checks hold."
        return "\n".join([head, *(f"- {one}" for one in self.open)])


def delivery(
    film: FilmLike, edit: EditWithTakes | None = None, brief: Brief | None = None
) -> Delivery:
    """Look at a film's file as a festival's technician does: length, size, sound, captions, papers.

    Parameters
    ----------
    film : Clip, Take, str or Path
        The rendered film. Captions are looked for beside it: the same name, with .vtt.
    edit : Cut, optional
        What it was cut as. With it, slates are looked for, and whether each line that is known to be
        spoken has a caption.
    brief : Brief, optional
        What is asked; a short of one to two minutes where it is left out.

    Returns
    -------
    Delivery

    Raises
    ------
    MediaError
        Where the film can't be read.

    See Also
    --------
    kuleshov.papers : What its papers lack, fact by fact.
    kuleshov.captions : Where captions are timed.

    Notes
    -----
    Loudness is measured as ITU-R BS.1770-4 does. A frame is black where its mean is under 20 of 255
    levels and all but a hundredth of it under 60; silence there is quieter than -60 dBFS.

    Examples
    --------
    >>> delivery("short.mp4", edit=cut)  # doctest: +SKIP
    short: 10 of 10 checks hold.
    """
    clip, asked = clip_of(film), brief or Brief()
    checks = [check(clip, asked) for check in _OF_THE_FILE]
    checks += _captions(clip, edit)
    checks.append(_slates(edit))
    checks.append(_papers(clip))
    return Delivery(clip.name, tuple(checks), asked)


def _length(clip: Clip, brief: Brief) -> Check:
    low, high = brief.seconds
    long = clip.duration
    by = low - long if long < low else long - high
    do = f"It is {by:.1f} s too {'short' if long < low else 'long'}."
    return _check("length", f"{low:g} to {high:g} s", f"{long:.2f} s", low <= long <= high, do)


def _rate(clip: Clip, brief: Brief) -> Check:
    rates = " or ".join(f"{float(rate):g}" for rate in brief.rates)
    if clip.variable_rate:
        do = "Render it anew: ku.import_footage gives it one rate."
        return _check("frame rate", f"{rates} fps, constant", "a rate that varies", False, do)
    found = f"{float(clip.rate):.5g} fps"
    do = "Set the edit's rate before the first shot: ku.Cut(title, rate=24)."
    return _check("frame rate", f"{rates} fps, constant", found, clip.rate in brief.rates, do)


def _size(clip: Clip, brief: Brief) -> Check:
    (wide, high), (narrow, broad) = brief.size, brief.shape
    asked = f"{wide} x {high} at least, {narrow:g} to {broad:g} times as wide as high"
    fits = clip.width >= wide and clip.height >= high
    shaped = narrow <= clip.width / clip.height <= broad
    do = (
        "Its shape is another: black bars are part of the picture here."
        if fits
        else (
            "It is too small. Enlarging it makes it soft; cut from larger takes if you have them."
        )
    )
    return _check("picture", asked, f"{clip.width} x {clip.height}", fits and shaped, do)


def _coding(clip: Clip, _: Brief) -> Check:
    track = clip.sound
    found = f"{clip.codec}, {clip.pixel_format}, " + (
        f"{track.codec} in {counted(track.channels, 'channel')}" if track else "no sound"
    )
    plays = clip.codec == "h264" and clip.pixel_format in ("yuv420p", "yuvj420p")
    heard = track is not None and track.codec == "aac" and track.channels == 2
    do = "cut.render(...) writes it so."
    if track is None:
        do = "Give it sound, if only the room's: a film without any seems broken."
    return _check("coding", "H.264 in yuv420p, AAC in stereo", found, plays and heard, do)


def _loud(clip: Clip, brief: Brief) -> Check:
    target, within = brief.loudness
    asked = f"{target:g} LUFS, {within:g} up or down"
    found = measure(clip, ["loudness"])["loudness"]
    if found.reason:
        return _check("loudness", asked, "not measured", False, f"It was not: {found.reason}")
    off = found.value - target
    way = "softer" if off > 0 else "louder"
    do = f"Make it {abs(off):.1f} dB {way}: cut.to_loudness({target:g}), then render again."
    return _check("loudness", asked, f"{found.value:.1f} LUFS", abs(off) <= within + 0.005, do)


def _peak(clip: Clip, brief: Brief) -> Check:
    asked = f"{brief.peak:g} dBTP at most"
    found = measure(clip, ["loudness"])["loudness"]
    peak = next((one.value for one in found.beside if one.name == "true peak"), None)
    if peak is None:
        return _check("true peak", asked, "not measured", False, "There is no sound to measure.")
    do = "Find the loudest moment, and take that shot's or that sound's level down."
    return _check("true peak", asked, f"{peak:.1f} dBTP", peak <= brief.peak + 0.005, do)


def _ends(clip: Clip, brief: Brief) -> Check:
    frames = max(1, round(brief.black * float(clip.edit_rate)))
    asked = f"{brief.black:g} s of black and silence at both ends"
    head = _dark_run(clip, range(min(frames, clip.frames)))
    tail = _dark_run(clip, range(clip.frames - 1, max(-1, clip.frames - 1 - frames), -1))
    loud = [name for name, at in (("beginning", 0.0), ("end", clip.duration - brief.black))
            if _level(clip, at, brief.black) > -60.0]  # fmt: skip
    found = (
        f"{head / float(clip.edit_rate):.2f} s and {tail / float(clip.edit_rate):.2f} s of black"
    )
    found += f", sound at the {' and the '.join(loud)}" if loud else ""
    holds = head >= frames and tail >= frames and not loud
    do = f'Put black at both ends: cut.black("{brief.black:g}"), before the first shot and after the last.'
    return _check("head and tail", asked, found, holds, do)


def _dark_run(clip: Clip, frames: range) -> int:
    """Return how many of these frames are black, from the first on."""
    for count, frame in enumerate(frames):
        grey = clip.frame(frame).mean(axis=2)
        if grey.mean() > _DARK or np.percentile(grey, 99) > _SPOT:
            return count
    return len(frames)


def _level(clip: Clip, start: float, seconds: float) -> float:
    """Return how loud a stretch is at its loudest, dBFS; minus infinity in silence."""
    if clip.sound is None:
        return -np.inf
    first, last = max(0.0, start) + _SMEAR, max(0.0, start) + seconds - _SMEAR
    if last <= first:
        return -np.inf
    heard = clip.read_sound(first, last)
    top = float(np.abs(heard).max()) if heard.size else 0.0
    return 20 * float(np.log10(top)) if top else -np.inf


_OF_THE_FILE: tuple[Callable[[Any, Brief], Check], ...] = (
    _length, _rate, _size, _coding, _loud, _peak, _ends,
)  # fmt: skip


def _captions(clip: Clip, edit: EditWithTakes | None) -> Iterator[Check]:
    """Look for captions, for what a reader would stumble over, and for lines without one."""
    path = Path(clip.path).with_suffix(".vtt")
    asked = "captions beside the film, that can be read in time"
    do = "Time them by ear: ku.captions(film). Where nobody speaks, caption the noises."
    if not path.is_file():
        yield _check("captions", asked, f"no {path.name}", False, do)
        return
    try:
        held = Captions.load(path)
    except MediaError as problem:
        yield _check("captions", asked, f"{path.name} can't be read", False, str(problem))
        return
    stumbles = held.check(clip.duration)
    told = " ".join(few(stumbles, "{} more.", 3))
    found = f"{len(held)} captions" + (f", {len(stumbles)} to mend" if stumbles else "")
    yield _check("captions", asked, found, bool(held) and not stumbles, told or do)
    if edit is not None:
        yield _spoken(held, edit)


def _spoken(held: Captions, edit: EditWithTakes) -> Check:
    from ..timeline.spoken import spoken_lines

    lines = spoken_lines(edit)
    bare = [
        f"{timecode(round(line.start * edit.rate), edit.rate)} {line.text}"
        for line in lines
        if not any(one.start < line.stop and line.start < one.stop for one in held)
    ]
    found = f"{len(lines) - len(bare)} of {len(lines)} lines that are known have one"
    do = f"Without one: {'; '.join(few(bare, '{} more', 4))}."
    return _check("lines", "a caption for each spoken line", found, not bare, do)


def _slates(edit: EditWithTakes | None) -> Check:
    from ..timeline.checks import check

    asked = "no slate in the picture"
    if edit is None:
        do = "Hand the edit over: ku.delivery(film, edit=cut)."
        return _check("slates", asked, "not looked for", False, do)
    found = [one for one in check(edit) if one.kind == "slate"]
    do = "Trim them: " + " ".join(str(one) for one in found[:3])
    return _check("slates", asked, f"{len(found)} seen", not found, do)


def _papers(clip: Clip) -> Check:
    asked = "a ledger without gaps or conflicts"
    try:
        found = papers(clip)
    except KuleshovError as problem:
        return _check("papers", asked, "can't be read", False, str(problem))
    lacks = [*found.conflicts, *found.gaps]
    do = " ".join(few([str(one) for one in lacks], "{} more: ku.papers(film) names them.", 3))
    words = "complete" if found.complete else f"{len(lacks)} open"
    return _check("papers", asked, words, found.complete, do)


def _check(name: str, asked: str, found: str, holds: bool, do: str) -> Check:
    return Check(name, asked, found, bool(holds), "" if holds else do)
