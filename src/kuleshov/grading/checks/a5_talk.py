"""Assignment a5's talk: six lines on lanes of their own, and what a brief asks of their re-cut.

Each function returns sentences about what is wrong, an empty list where nothing is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...timecode import timecode
from ...timeline import Cut
from ...timeline.checks import READ, unbroken
from ...timeline.loudness import CEILING
from ...timeline.mix import RATE, mix, sample_at
from ...timeline.spoken import SpokenLine
from ...words import counted

TAKES = {"filament": "4A-1", "diode": "5A-1"}  # who is seen, and heard, alone
LEVEL, NEAR = -23.0, 0.5  # LUFS, the target of EBU R 128, and LU
CLOSE = 0.06  # s, a frame and a half: how near a gap has to come
OVER = 3  # of the six lines
SILENT, HOLE = -75.0, 4  # dBFS, and frames: so long a stretch so soft is a hole
VOICE = 10.0  # dB over the room: a voice that one follows without trying
LONGEST = 25.0  # s
_SHORT, _OVERLAP, _LONG = (0.12, 0.22), (-0.26, -0.14), (0.75, 1.1)
_MUTE, _SOFT = -96.0, -6.0  # dB: of the shots' own sound, of a voice's lane


@dataclass(frozen=True)
class Brief:
    """What is asked of a re-cut: how long each answer waits.

    Attributes
    ----------
    gaps : dict of float to float
        By the second of the scene at which the first of two lines begins: the gap before the
        answer, in seconds; below 0 the two overlap.
    words : dict of float to str
        The first line's words.
    """

    gaps: dict[float, float]
    words: dict[float, str]

    def __str__(self) -> str:
        return "\n".join(
            f"{self.words[scene]!s:<12} answered {_waits(gap)}" for scene, gap in self.gaps.items()
        )


def _waits(gap: float) -> str:
    if gap < 0:
        return f"{-1000 * gap:.0f} ms before it ends"
    return f"{1000 * gap:.0f} ms after it has ended"


def _pairs(seed: int, rushes: Any) -> list[tuple[Any, Any]]:
    """Draw three of the talk's first five pairs of lines, in their order."""
    lines = [line for line in rushes[TAKES["filament"]].truth.lines if line.speaker in TAKES]
    pairs = [(a, b) for a, b in pairwise(lines) if (a.speaker, b.speaker) == tuple(TAKES)]
    chosen = np.random.default_rng(seed).choice(len(pairs), 3, replace=False)
    return [pairs[int(n)] for n in sorted(chosen)]


def _scene(take: Any, second: float) -> float:
    """Return at which second of the scene a second of a take lies."""
    truth = take.truth
    began = truth.frame_at(truth.performance[0]) / float(truth.rate)
    return float(truth.performance[0] + second - began)


def brief(seed: int, rushes: Any) -> Brief:
    """Draw what is asked of a class: a short wait, an overlap and a long wait, in any order.

    >>> import kuleshov as ku
    >>> print(brief(1, ku.rushes("understudy")))  # doctest: +ELLIPSIS
    “...
    """
    chance = np.random.default_rng(seed + 1)
    kinds = [float(chance.uniform(*kind)) for kind in (_SHORT, _OVERLAP, _LONG)]
    gaps = [round(float(gap), 2) for gap in chance.permutation(kinds)]
    first = [a for a, _ in _pairs(seed, rushes)]
    scenes = [round(_scene(rushes[TAKES["filament"]], line.onset), 3) for line in first]
    return Brief(
        dict(zip(scenes, gaps, strict=True)),
        {scene: f"“{line.text}”" for scene, line in zip(scenes, first, strict=True)},
    )


def talk(seed: int, rushes: Any) -> Cut:
    """Return a talk of six lines, each over the face of who speaks, as it was played.

    The shots are silent; each voice lies on a lane of its own, a sound a line, and there is no
    sound of the room.
    """
    cut = Cut("The talk", rushes=rushes)
    lines = [line for pair in _pairs(seed, rushes) for line in pair]
    clip = rushes[TAKES["filament"]]
    scene = [(_scene(clip, line.onset), _scene(clip, line.offset)) for line in lines]
    cuts = [scene[0][0] - 0.6]
    for (_, end), (begin, _) in pairwise(scene):
        near = begin - end < 1.6
        cuts.append((end + begin) / 2 if near else end + 0.8)
    for number, (line, (onset, offset)) in enumerate(zip(lines, scene, strict=True)):
        take = rushes[TAKES[line.speaker]]
        first = cuts[number]
        if first < onset - 0.8:
            first = onset - 0.6
        last = cuts[number + 1] if number + 1 < len(cuts) else offset + 0.8
        at = cut.frames
        cut.add(take, take.at(scene=first), take.at(scene=last), gain=_MUTE)
        begins, ends = take.at(scene=onset - 0.08), take.at(scene=offset + 0.17)
        where = at + round((onset - 0.08 - first) * float(cut.rate))
        cut.lane(line.speaker.title()).lay(
            take, begins, ends, at=f"{max(0, where)}f", stem=line.speaker
        )
    for who in TAKES:
        cut.lane(who.title()).fader(_SOFT)
    return cut


def lines_wrong(recut: Cut, given: Cut, asked: Brief) -> list[str]:
    """Say which line of the talk is missing, cut off, drowned, doubled or out of order in a re-cut.

    A re-cut in which no answer comes when it is asked for is none, and its lines earn nothing.
    """
    if recut.duration > LONGEST:
        return [f"Your talk lasts {recut.duration:.1f} s; {LONGEST:g} s are enough for six lines."]
    there = recut.lines()
    talk = given.lines()
    for line in talk:
        same = _same(there, line)
        words = f"{line.speaker.title()}'s “{line.text}”"
        if not same and any((one.speaker, one.text) == (line.speaker, line.text) for one in there):
            return [
                f"{words} is heard from another moment or take than the talk's. Lay it from "
                f"{TAKES[line.speaker]}, as `talk` has it."
            ]
        if not same:
            return [f"{words}, at {line.timecode} of the talk, isn't heard in yours. All six stay."]
        if len(same) > 1:
            return [f"{words} is heard {counted(len(same), 'time')}; once is enough."]
        if not same[0].whole:
            return [f"At {same[0].timecode} {same[0].lacks}"]
    for line in there:
        if not any(_same([line], one) for one in talk):
            return [
                f"At {line.timecode} {line.speaker.title()}'s “{line.text}” is heard, which is no "
                "line of this talk. Is a shot's own sound still on?"
            ]
    doubled = [f.sentence for f in recut.check(sound=False) if f.kind == "line doubled"]
    if doubled:
        return doubled[:1]
    for one, other in pairwise(talk):
        a, b = _same(there, one)[0], _same(there, other)[0]
        if a.start >= b.start:
            return [
                f"{b.speaker.title()}'s “{b.text}” begins before {a.speaker.title()}'s “{a.text}”: "
                "leave the lines in their order."
            ]
    if not any(
        abs(found - gap) <= CLOSE + 1e-6 for found, gap, _, _ in _waited(there, talk, asked)
    ):
        return [
            "None of the three answers comes when the list asks for it: so far this is the talk as it "
            "was. Move the answers first."
        ]
    return _drowned(recut, there)


def _drowned(recut: Cut, there: list[SpokenLine]) -> list[str]:
    """Say which line doesn't rise above what is heard where nobody speaks."""
    level, rate = _levels(recut), float(recut.rate)
    spoken = np.zeros(len(level), bool)
    for line in there:
        spoken[max(0, math.floor(line.start * rate)) : math.ceil(line.stop * rate)] = True
    room = float(np.median(level[~spoken])) if not spoken.all() else -math.inf
    for line in there:
        frames = level[math.floor(line.start * rate) : math.ceil(line.stop * rate)]
        over = float(np.percentile(frames, 75)) - max(room, SILENT)
        if over < VOICE:
            return [
                f"At {line.timecode} {line.speaker.title()}'s “{line.text}” is too soft to be heard: it "
                f"lies {over:.0f} dB over what is heard where nobody speaks, and {VOICE:g} are the "
                "least. Raise the voice, or lower the rest."
            ]
    return []


def _waited(
    there: list[SpokenLine], talk: list[SpokenLine], asked: Brief
) -> Iterator[tuple[float, float, SpokenLine, SpokenLine]]:
    """Yield, for each answer that is there: how long it waits, how long it should, and the lines."""
    for one, other in list(pairwise(talk))[::2]:
        a, b = _same(there, one), _same(there, other)
        gap = next(gap for scene, gap in asked.gaps.items() if abs(scene - (one.scene or 0)) < 0.06)
        if a and b:
            yield b[0].start - a[0].stop, gap, one, b[0]


def _same(there: list[SpokenLine], line: SpokenLine) -> list[SpokenLine]:
    return [
        one
        for one in there
        if one.speaker == line.speaker
        and one.scene is not None
        and line.scene is not None
        and abs(one.scene - line.scene) < 0.06
    ]


def wrong_timing(recut: Cut, given: Cut, asked: Brief, overlap: bool) -> list[str]:
    """Say which answer comes too early or too late: the overlap alone, or the two waits."""
    waited = [
        one for one in _waited(recut.lines(), given.lines(), asked) if (one[1] < 0) == overlap
    ]
    if len(waited) < (1 if overlap else 2):
        return ["A line that has to wait, or the one before it, isn't heard: all six stay."]
    for found, gap, one, answer in waited:
        if abs(found - gap) <= CLOSE + 1e-6:
            continue
        frames = counted(abs(round((gap - found) * float(recut.rate))), "frame")
        return [
            f"At {answer.timecode} Diode answers “{one.text}” {_waits(found)}; {_waits(gap)} is asked "
            f"for, give or take {1000 * CLOSE:.0f} ms. Move the line {frames} "
            f"{'earlier' if found > gap else 'later'}."
        ]
    return []


def not_over_another(recut: Cut, given: Cut, least: int = OVER) -> list[str]:
    """Say that too few of the talk's lines begin over the face of whoever listens."""
    there = [line for one in given.lines() for line in _same(recut.lines(), one)]
    shots = [(shot[0].start, shot[-1].stop) for shot in unbroken(recut.edit)]
    over = flashes = 0
    for line in there:
        if not line.over_another:
            continue
        frame = int(line.start * float(recut.rate))
        start, stop = next((s for s in shots if s[0] <= frame < s[1]), (0, 0))
        seen = stop - start >= READ * recut.rate
        over, flashes = over + seen, flashes + (not seen)
    if over >= least:
        return []
    said = (
        f"{counted(over, 'line begins', 'lines begin')} over the face of the other; the brief asks for "
        f"{least}. Let the picture change later than the voice, or earlier than the last one ends."
    )
    if flashes:
        said += (
            f" {counted(flashes, 'picture is', 'pictures are')} there for under half a second: that "
            "is no look at anybody."
        )
    return [said]


def not_so_loud(recut: Cut) -> list[str]:
    """Say by how many dB a talk misses -23 LUFS, or that its peaks may clip."""
    if recut.duration > LONGEST:
        return [f"Your talk lasts {recut.duration:.1f} s; {LONGEST:g} s are enough for six lines."]
    heard = recut.loudness()
    if off := heard.off(LEVEL, within=NEAR):
        return [off]
    if heard.clips:
        return [
            f"The peaks reach {heard.peak:+.1f} dBTP, over {CEILING:g}: they may clip. Make the "
            "loudest line softer, then set the loudness again."
        ]
    return []


def no_tone(recut: Cut) -> list[str]:
    """Say where a talk has a hole: a stretch so soft that the room is gone."""
    level = _levels(recut)
    if not len(level):
        return ["Your talk has no picture: nothing lasts."]
    soft = level < SILENT
    edges = np.flatnonzero(np.diff(np.concatenate([[False], soft, [False]]).astype(int)))
    holes = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= HOLE]
    if not holes:
        return []
    longest = max(holes, key=lambda hole: hole[1] - hole[0])
    at = timecode(int(longest[0]), recut.rate)
    return [
        f"At {at} there is no sound at all for {(longest[1] - longest[0]) / float(recut.rate):.1f} s, "
        'not even of the room: a hole. Lay room tone under the whole talk: the stem "rest" of a '
        "take, at its own level."
    ]


def _levels(cut: Cut) -> NDArray[np.float64]:
    """Return how loud each frame of a cut's mix is (dBFS, by the root mean square)."""
    edges = [sample_at(frame, cut.rate) for frame in range(cut.frames + 1)]
    sound = mix(cut, 0, edges[-1], RATE)
    power = [np.mean(np.square(sound[a:b], dtype=float)) for a, b in pairwise(edges)]
    return np.asarray(10 * np.log10(np.maximum(power, 1e-15)))
