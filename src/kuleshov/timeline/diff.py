"""How two edits differ, in words that an editor would use."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from fractions import Fraction

from ..timecode import timecode
from .edit import Edit, Shot
from .lanes import Lane
from .text import shot_line, sound_line


def diff(mine: Edit, other: Edit) -> list[str]:
    """Say how ``other`` differs from ``mine``, one sentence a difference.

    Shots are matched by their take first, so that a trimmed shot reads as trimmed and not as one
    shot removed and another added. Titles of films and notes don't count.

    Parameters
    ----------
    mine, other : Edit
        What was, and what is now.

    Returns
    -------
    list of str
        Empty where they play the same.

    Examples
    --------
    >>> mine = Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36)))
    >>> other = Edit(shots=(Shot("4A-1", 28, 76), Shot("KB-1", 0, 36, split=8)))
    >>> print(*diff(mine, other), sep="\\n")
    Shot 1 (4A-1) is slipped by +4 frames.
    Shot 2 (KB-1) has a J-cut of 8 frames instead of a straight cut.
    """
    said = []
    if mine.rate != other.rate:
        said.append(f"The rate is {other.rate} frames a second instead of {mine.rate}.")
    before, after = [s.take for s in mine.shots], [s.take for s in other.shots]
    for what, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if what == "equal":
            for i, j in zip(range(a, b), range(c, d), strict=True):
                said += _changes(j + 1, mine.shots[i], other.shots[j], other)
            continue
        said += [f"Shot {i + 1} is gone: {_line(mine, i)}." for i in range(a, b)]
        said += [f"Shot {j + 1} is new: {_line(other, j)}." for j in range(c, d)]
    said += _lanes(mine, other)
    if mine.level != other.level:
        said.append(f"The film plays at {other.level:+g} dB instead of {mine.level:+g} dB.")
    if mine.frames != other.frames:
        frames = other.frames - mine.frames
        longer = "longer" if frames > 0 else "shorter"
        length = timecode(other.frames, other.rate)
        said.append(f"The film is {abs(frames)} frames {longer}: {length}.")
    return said


def _lanes(mine: Edit, other: Edit) -> Iterator[str]:
    before = {lane.name: lane for lane in mine.lanes}
    after = {lane.name: lane for lane in other.lanes}
    for name, lane in before.items():
        if name not in after:
            yield f"Lane {name} is gone, with {_counted(lane)}."
    for name, lane in after.items():
        if name not in before:
            yield f"Lane {name} is new, with {_counted(lane)}."
        else:
            yield from _lane_changes(before[name], lane, other.rate)
    if [*before] != [*after] and {*before} == {*after}:
        yield f"The lanes stand in another order: {', '.join(after)}."


def _counted(lane: Lane) -> str:
    return "1 sound" if len(lane) == 1 else f"{len(lane)} sounds"


def _lane_changes(old: Lane, new: Lane, rate: Fraction) -> Iterator[str]:
    if old.gain != new.gain:
        yield f"Lane {new.name} plays at {new.gain:+g} dB instead of {old.gain:+g} dB."
    if old.muted != new.muted:
        yield f"Lane {new.name} is {'muted' if new.muted else 'heard again'}."
    gone = [one for one in old.sounds if one not in new.sounds]
    come = [one for one in new.sounds if one not in old.sounds]
    for one in gone:
        yield f"Gone from lane {new.name}: {sound_line(one, rate)}."
    for one in come:
        yield f"New in lane {new.name}: {sound_line(one, rate)}."


def _line(edit: Edit, index: int) -> str:
    return shot_line(edit.shots[index], edit.rate)


def _changes(number: int, old: Shot, new: Shot, edit: Edit) -> list[str]:
    said, rate = [], edit.rate
    where = f"Shot {number} ({new.take})"
    if new.in_ - old.in_ == new.out - old.out != 0:
        said.append(f"{where} is slipped by {new.in_ - old.in_:+d} frames.")
    elif (old.in_, old.out) != (new.in_, new.out):
        points = f"{timecode(new.in_, rate)} to {timecode(new.out, rate)}"
        was = f"{timecode(old.in_, rate)} to {timecode(old.out, rate)}"
        said.append(f"{where} runs from {points} instead of {was}.")
    if old.picture_only != new.picture_only:
        said.append(f"{where} is {'picture only' if new.picture_only else 'heard again'}.")
    if old.split != new.split:
        said.append(f"{where} has {_split(new.split)} instead of {_split(old.split)}.")
    for name, words in (("dissolve", "dissolve"), ("fade_in", "fade-in"), ("fade_out", "fade-out")):
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            said.append(f"{where} has a {words} of {b} frames instead of {a}.")
    if old.stem != new.stem:
        heard = f"its stem {new.stem} alone" if new.stem else "all of its sound"
        said.append(f"{where} is heard by {heard}.")
    if old.grade != new.grade:
        graded = f"is graded {new.grade.words}" if new.grade else "is shown as it was shot"
        said.append(f"{where} {graded}{f', not {old.grade.words}' if old.grade else ''}.")
    if old.gain != new.gain:
        said.append(f"{where} plays at {new.gain:+g} dB instead of {old.gain:+g} dB.")
    if old.text != new.text:
        said.append(f"{where} reads {new.text!r} instead of {old.text!r}.")
    return said


def _split(frames: int) -> str:
    if not frames:
        return "a straight cut"
    return f"a {'J' if frames > 0 else 'L'}-cut of {abs(frames)} frames"
