"""Findings in what is said: lines that are not heard whole, and sounds that are cut while loud.

Where the truth about a take is known, a line is followed through shots and lanes to the frame. In
other takes the sound itself has to tell, and it can't tell a word from a door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..media import Caption, Captions
from ..media.captions import reading_time
from ..timecode import timecode
from .edit import EditWithTakes, Span
from .findings import Finding, found
from .once import once_a_take

HEARD_SHARE = 0.15  # a line that is heard for less than this of its length is not in the film
WHOLE_SHARE = 0.9
SCRAP = 3  # frames of a line that are heard as something; less is a breath
HEAD, TAIL = 1, 2  # frames that a line may lose: none begins on a frame's edge, and ends die away
UNHEARD = -60  # dB: so soft a sound is there for its own reasons, and nobody hears it
LOUD_DB = 25  # above the take's own background
_PER_SECOND = 50  # levels of sound


@dataclass(frozen=True)
class _Stretch:
    """A stretch of a take that is heard from a frame of the film on."""

    take: str
    offset: int  # the take's frame at its beginning
    start: int
    stop: int
    number: int  # of the shot that is seen there
    stem: str


def _stretches(cut: EditWithTakes) -> Iterator[_Stretch]:
    for span in cut.edit.sound():
        shot = span.shot
        if not shot.is_card and shot.gain > UNHEARD:
            yield _Stretch(shot.take, span.offset, span.start, span.stop, span.number, shot.stem)
    picture = cut.edit.picture()
    for lane in cut.edit.lanes:
        for sound in lane.sounds:
            stop = min(sound.stop, cut.frames)
            if lane.muted or stop <= sound.at or sound.gain + lane.gain <= UNHEARD:
                continue
            number = next(span.number for span in picture if sound.at < span.stop)
            yield _Stretch(sound.take, sound.in_, sound.at, stop, number, sound.stem)


@dataclass(frozen=True)
class _Part:
    """A part of a spoken line that is heard: from one second of the line to another."""

    first: float
    last: float
    at: float  # the second of the film at which it begins to be heard
    start: int
    stop: int
    number: int
    begins: int  # the frame of the film at which the whole line would begin

    @property
    def until(self) -> float:
        """The second of the film at which it has been heard."""
        return self.at + self.last - self.first


@dataclass(frozen=True)
class _Heard:
    """A line of which something is heard: who says it, its length in s, its moment, its parts."""

    speaker: str
    text: str
    length: float
    scene: float | None
    parts: list[_Part]

    @property
    def words(self) -> str:
        return f"{self.speaker.title()}'s “{self.text}”"


def _lines_heard(cut: EditWithTakes) -> Iterator[_Heard]:
    rate = cut.rate
    heard: dict[tuple[Any, ...], _Heard] = {}
    for each in _stretches(cut):
        truth = getattr(cut.take(each.take), "truth", None)
        begin, end = each.offset / rate, (each.offset + each.stop - each.start) / rate
        for line in getattr(truth, "lines", ()):
            first, last = max(float(begin), line.onset), min(float(end), line.offset)
            if last <= first or each.stem not in ("", line.speaker):
                continue
            begins = each.start + round((line.onset - float(begin)) * float(rate))
            start = each.start + round((first - float(begin)) * float(rate))
            stop = each.start + round((last - float(begin)) * float(rate))
            at = float(each.start / rate) + first - float(begin)
            part = _Part(
                first - line.onset, last - line.onset, at, start, stop, each.number, begins
            )
            length, scene = line.offset - line.onset, _on_the_scenes_clock(truth, line)
            new = _Heard(line.speaker, line.text, length, scene, [])
            heard.setdefault(_line_key(truth, line, scene), new).parts.append(part)
    yield from heard.values()


def _on_the_scenes_clock(truth: Any, line: Any) -> float | None:
    """Return the second of its performance at which a line begins."""
    performance = getattr(truth, "performance", None)
    if performance is None:
        return None
    start = truth.frame_at(performance[0]) / float(truth.rate)
    return round(float(performance[0] + line.onset - start), 3)


def _line_key(truth: Any, line: Any, scene: float | None) -> tuple[Any, ...]:
    """Name a line by the moment at which it is spoken, whatever take holds it."""
    if scene is None:
        return (truth.name, line.text, round(line.onset, 2))
    second_take = "" if str(truth.name).endswith("-1") else truth.name
    return (second_take, line.speaker, line.text, round(scene, 1))


def _united(parts: list[_Part]) -> list[tuple[float, float]]:
    """Return the seconds of a line that are heard, each once."""
    whole: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda part: part.first):
        if whole and part.first <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], part.last))
        else:
            whole.append((part.first, part.last))
    return whole


@dataclass(frozen=True)
class SpokenLine:
    """A line of dialogue as a film has it.

    Attributes
    ----------
    speaker, text : str
    timecode : str
        Where it begins to be heard.
    start, stop : float
        From when to when it is heard, seconds of the film; no frame's edge, as voices keep none.
    heard : float
        How much of it, 0 to 1.
    lacks : str
        What of it isn't heard, in words; empty where it is whole.
    scene : float or None
        At which second of the scene it begins; None where its take is no part of one.
    seen : tuple of str
        Whose face the picture shows when it begins; empty where nobody's, or where it isn't known.

    Examples
    --------
    >>> line = SpokenLine("diode", "No.", "00:00:01:12", 1.5, 2.0, 1.0, "", 21.6, ("filament",))
    >>> print(line, line.whole)
    00:00:01:12 Diode: No. True
    """

    speaker: str
    text: str
    timecode: str
    start: float
    stop: float
    heard: float
    lacks: str
    scene: float | None
    seen: tuple[str, ...] = ()

    @property
    def over_another(self) -> bool:
        """Whether it begins over the face of somebody else, and not the speaker's."""
        return bool(self.seen) and self.speaker not in self.seen

    @property
    def whole(self) -> bool:
        """Whether all of it is heard, but for what nobody misses."""
        return not self.lacks

    def __str__(self) -> str:
        said = f"{self.timecode} {self.speaker.title()}: {self.text}"
        return f"{said} ({self.heard:.0%} of it is heard)" if self.lacks else said


def spoken_lines(cut: EditWithTakes) -> list[SpokenLine]:
    """Return the lines of dialogue in a cut, in the order in which they begin.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand; what is spoken is known where a take's truth tells it.

    Returns
    -------
    list of SpokenLine
        A line that several shots share is one; said again later, from another take, it is another. Of
        what is heard for under three frames nobody knows that it is one.

    See Also
    --------
    lines : What is missing, as findings.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "4.0", "5.5")
    >>> for line in spoken_lines(cut):
    ...     print(line)
    00:00:00:10 Filament: Look.
    00:00:01:07 Diode: Look. (51% of it is heard)
    """
    found = []
    for line in chain.from_iterable(map(_times_heard, _lines_heard(cut))):
        heard = sum(last - first for first, last in _united(line.parts))
        if round(heard * float(cut.rate)) < SCRAP:
            continue
        missing = _missing(cut, line)
        found.append(
            SpokenLine(
                line.speaker,
                line.text,
                timecode(min(p.start for p in line.parts), cut.rate),
                min(p.at for p in line.parts),
                max(p.until for p in line.parts),
                min(1.0, heard / line.length),
                missing[1] if missing else "",
                line.scene,
                faces(cut, min(p.start for p in line.parts)),
            )
        )
    return sorted(found, key=lambda line: line.start)


def _times_heard(line: _Heard) -> Iterator[_Heard]:
    """Yield a line once for each time that it is said: again where what was over comes back."""
    times: list[list[_Part]] = []
    for part in sorted(line.parts, key=lambda part: part.at):
        if times and not _is_again(times[-1], part):
            times[-1].append(part)
        else:
            times.append([part])
    for parts in times:
        yield replace(line, parts=parts)


def _is_again(before: list[_Part], part: _Part) -> bool:
    """Say whether most of a part was heard before, and that was over when it began."""
    if part.at < max(one.until for one in before) - 1e-6:
        return False
    known = sum(
        max(0.0, min(last, part.last) - max(first, part.first)) for first, last in _united(before)
    )
    return known > (part.last - part.first) / 2


def faces(cut: EditWithTakes, frame: int) -> tuple[str, ...]:
    """Name whose face a film shows at a frame, as far as its takes tell.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand.
    frame : int
        Of the film.

    Returns
    -------
    tuple of str
        Empty where nobody's face is seen, or where it isn't known.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", 2, 3).add("5A-1", 3, 4)
    >>> faces(cut, 0), faces(cut, 24)
    (('filament',), ('diode',))
    """
    span = next((span for span in cut.edit.picture() if span.start <= frame < span.stop), None)
    if span is None or span.shot.is_card:
        return ()
    truth = getattr(cut.take(span.shot.take), "truth", None)
    return truth.faces(span.offset + frame - span.start) if truth is not None else ()


def lines(cut: EditWithTakes) -> Iterator[Finding]:
    """Yield the lines that are not heard whole, and those that are heard twice.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand.

    Yields
    ------
    Finding
        Of the kinds "line cut off" and "line doubled".

    Notes
    -----
    What a line may lose is :data:`HEAD` and :data:`TAIL`. In the editor's own cut of the course's
    rushes none of the twelve lines lacks a frame.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut.from_text("4A-1 05:00 06:00\\n5A-1 06:00 07:12", ku.rushes("understudy"))
    >>> [finding.kind for finding in lines(cut)]
    []
    """
    for line in _lines_heard(cut):
        parts = line.parts
        heard = sum(last - first for first, last in _united(parts))
        numbers = sorted({part.number for part in parts})
        if missing := _missing(cut, line):
            frame, said = missing
            yield found("line cut off", frame, cut.rate, numbers, said)
        elif _echo(parts) - heard > (1 - WHOLE_SHARE) * line.length + 1e-6:
            frame = max(part.start for part in parts)
            yield found(
                "line doubled", frame, cut.rate, numbers, f"{line.words} is heard a second time."
            )


def _missing(cut: EditWithTakes, line: _Heard) -> tuple[int, str] | None:
    """Say what of a line isn't heard, and at which frame of the film."""
    rate, words, length, parts = float(cut.rate), line.words, line.length, line.parts
    united = _united(parts)
    heard = sum(last - first for first, last in united)
    begin, end = min(part.start for part in parts), max(part.stop for part in parts)
    frames = round(heard * rate)
    if heard <= HEARD_SHARE * length:
        if frames < SCRAP:
            return None
        return begin, f"a scrap of {words} is heard, {frames} frames: too little to be understood."
    if heard < WHOLE_SHARE * length:
        return begin, f"{words} is cut off: {heard / length:.0%} of it is heard."
    edges = [0.0, *(second for stretch in united for second in stretch), length]
    holes = [
        round((last - first) * rate, 3) for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]
    if holes[0] > HEAD:
        return begin, f"{words} is beheaded: its first {round(holes[0])} frames are cut off."
    if holes[-1] > TAIL:
        return end, f"{words} loses its end: its last {round(holes[-1])} frames are cut off."
    if max(holes[1:-1], default=0) > HEAD:
        return begin, f"{words} has a hole of {round(max(holes[1:-1]))} frames."
    return None


def _echo(parts: list[_Part]) -> float:
    """Return the seconds of a line that are heard, those in step with each other once."""
    in_step: list[list[_Part]] = []
    for part in sorted(parts, key=lambda part: part.begins):
        if in_step and part.begins - in_step[-1][-1].begins <= 1:
            in_step[-1].append(part)
        else:
            in_step.append([part])
    return sum(last - first for each in in_step for first, last in _united(each))


def cut_into(cut: EditWithTakes) -> Iterator[Finding]:
    """Yield the cuts at which a sound is cut while it is loud, in takes of unknown lines.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand.

    Yields
    ------
    Finding
        Of the kind "sound cut into".

    Notes
    -----
    A sound goes through a cut where for 80 ms on either side of it, in the take, it is louder by
    :data:`LOUD_DB` than the take's background. On the course's rushes, where the lines are known,
    that finds 58 in 100 cuts through a line and 2 in 1,000 elsewhere; none of the 66 points of the
    editor's own cut is called.

    Examples
    --------
    >>> import kuleshov as ku
    >>> list(cut_into(ku.Cut("cards").title_card("The Understudy", 2)))
    []
    """

    def loud(span: Span, frame: int) -> bool:
        if span.shot.is_card or span.shot.gain <= UNHEARD:
            return False
        return _is_loud(_levels(cut.take(span.shot.take)), frame / cut.rate)

    spans = cut.edit.sound()
    for a, b in pairwise([None, *spans, None]):
        if a and b and (a.shot.take, a.offset + len(a)) == (b.shot.take, b.offset):
            continue
        soft = b is not None and (b.shot.dissolve or b.shot.fade_in)
        tail = a is not None and not soft and not a.shot.fade_out and loud(a, a.offset + len(a))
        head = b is not None and not soft and loud(b, b.offset)
        said = []
        if a is not None and tail:
            said.append(f"the sound of shot {a.number} ({a.shot.take}) is cut off while it is loud")
        if b is not None and head:
            said.append(f"the sound of shot {b.number} ({b.shot.take}) begins in the middle")
        if said:
            at = b.start if b is not None else cut.frames - 1
            numbers = [span.number for span, is_it in ((a, tail), (b, head)) if span and is_it]
            sentence = f"{', and '.join(said)}. A split edit of a few frames may keep a word whole."
            yield found("sound cut into", at, cut.rate, numbers, sentence)


@once_a_take
def _levels(take: Any) -> NDArray[np.float64] | None:
    """Return a take's sound in dBFS, 50 times a second; None where its lines are known, or it is mute."""
    clip = getattr(take, "clip", take)
    if getattr(take, "truth", None) is not None or getattr(clip, "sound", None) is None:
        return None
    samples = np.asarray(clip.read_sound(0, None, rate=8000, mono=True)).ravel()
    block = 8000 // _PER_SECOND
    blocks = samples[: len(samples) // block * block].reshape(-1, block).astype(float)
    decibels: NDArray[np.float64] = 10 * np.log10(np.maximum(np.mean(blocks**2, axis=1), 1e-9))
    return decibels


def _is_loud(levels: NDArray[np.float64] | None, at: Fraction) -> bool:
    """Say whether a sound goes through a moment of its take."""
    if levels is None:
        return False
    here = round(at * _PER_SECOND)
    before, after = levels[max(0, here - 4) : here], levels[here : here + 4]
    if min(len(before), len(after)) < 4:
        return False
    background = np.percentile(levels, 10)
    return bool(min(np.median(before), np.median(after)) > background + LOUD_DB)


def drafted(cut: EditWithTakes) -> Captions:
    """Return the lines of dialogue in a cut as captions, each for long enough to be read.

    Parameters
    ----------
    cut : Cut

    Returns
    -------
    Captions
        A line stands longer than it is heard where that takes no time from the next one.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "4.0", "5.8")
    >>> print(drafted(cut)[1])
    00:00:01.300 to 00:00:01.792 Diode: Look.
    """
    heard = spoken_lines(cut)
    ends = [*(line.start for line in heard[1:]), cut.duration][: len(heard)]
    return Captions(
        Caption(
            line.start,
            max(line.stop, min(end, line.start + reading_time(line.text))),
            line.text,
            line.speaker.title(),
        )
        for line, end in zip(heard, ends, strict=True)
    )
