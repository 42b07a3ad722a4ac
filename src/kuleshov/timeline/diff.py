"""How two edits differ, in words that an editor would use."""

from difflib import SequenceMatcher

from ..timecode import timecode
from .edit import Edit, Shot
from .text import shot_line


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
    if mine.frames != other.frames:
        frames = other.frames - mine.frames
        longer = "longer" if frames > 0 else "shorter"
        length = timecode(other.frames, other.rate)
        said.append(f"The film is {abs(frames)} frames {longer}: {length}.")
    return said


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
    if old.gain != new.gain:
        said.append(f"{where} plays at {new.gain:+g} dB instead of {old.gain:+g} dB.")
    if old.text != new.text:
        said.append(f"{where} reads {new.text!r} instead of {old.text!r}.")
    return said


def _split(frames: int) -> str:
    if not frames:
        return "a straight cut"
    return f"a {'J' if frames > 0 else 'L'}-cut of {abs(frames)} frames"
