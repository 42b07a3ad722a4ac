"""The same shots in the same order at another tempo: what becomes of each, and what is said of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from numbers import Real

from ..errors import EditError
from ..words import counted, some
from .cut import Cut, need_cut
from .edit import Edit, Shot
from .lanes import Lane, lost_sounds

SHORTEST = Fraction(1, 4)  # s
SLOWEST, FASTEST = 0.25, 4.0


def at_tempo(cut: Cut, tempo: float) -> Cut:
    """Return the same shots in the same order at another tempo.

    Every shot keeps its take and its middle, and becomes shorter (tempo above 1) or longer, as far
    as its take goes: never into the slate, nor past the take's last usable frame. No shot becomes
    shorter than a quarter of a second. Sound is cut with the picture again and dissolves become
    cuts: at another tempo both would have to be found anew. Fades and black keep their share,
    titles their length, for they are read. A shot that is picture only stays so. What lies in
    lanes keeps its length and moves with the picture under which it begins. ``said`` tells which
    of these there was.

    Parameters
    ----------
    cut : Cut
        Stays as it is. Its takes must be at hand.
    tempo : float
        2 makes every shot half as long, 0.5 twice. Between 0.25 and 4.

    Returns
    -------
    Cut
        A new cut, its title followed by the tempo.

    Raises
    ------
    EditError
        Where the tempo is outside that, it is no Cut, or a take is in none of the bins.

    See Also
    --------
    kuleshov.tempo : the same with a slider
    kuleshov.shuffled : the same shots in another order
    kuleshov.Cut.lines : what is heard of each line then

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy")).add("KA-1", 2, 4)
    >>> ku.at_tempo(cut, 2).shot_lengths
    [1.0]
    >>> slow = ku.at_tempo(cut, 0.25)  # the take has no eight seconds
    >>> slow.shot_lengths, slow.said
    ([4.5], 'Its take has no more for shot 1.')
    """
    need_cut(cut)
    if not isinstance(tempo, Real) or isinstance(tempo, bool) or not SLOWEST <= tempo <= FASTEST:
        raise EditError(f"A tempo is a number between {SLOWEST:g} and {FASTEST:g}, not {tempo!r}.")
    tempo = float(tempo)
    ends = [_ends(cut, shot) for shot in cut.shots]
    least = round(SHORTEST * cut.rate)
    lengths = [_length(shot, tempo, end, least) for shot, end in zip(cut.shots, ends, strict=True)]
    shots = []
    for number, (shot, length, end) in enumerate(zip(cut.shots, lengths, ends, strict=True), 1):
        start = _start(shot, length, end, _under(cut.shots, lengths, number))
        shots.append(_trimmed(shot, start, length))
    clock = _Clock(cut.edit, lengths)
    after = replace(
        cut.edit,
        title=f"{cut.title}, tempo {tempo:.2g}",
        shots=tuple(shots),
        lanes=tuple(clock.lane(lane) for lane in cut.lanes),
        markers=tuple(replace(marker, at=clock.at(marker.at)) for marker in cut.markers),
    )
    lost = lost_sounds(cut.lanes, after.lanes)
    made = cut.copy(after.title)
    return made._do(after, lost=lost, told=_told(cut.edit, lengths, tempo))


class _Clock:
    """Where in the film at its new tempo a moment of the old one is."""

    def __init__(self, edit: Edit, lengths: list[int]) -> None:
        self.old = [*edit.starts(), edit.frames]
        self.new = [0, *accumulate(lengths)]

    def at(self, frame: int) -> int:
        """Return the frame at which the same picture is seen; behind the end, as far behind it."""
        if frame >= self.old[-1]:
            return frame - self.old[-1] + self.new[-1]
        n = bisect_right(self.old, frame) - 1
        share = Fraction(self.new[n + 1] - self.new[n], self.old[n + 1] - self.old[n])
        return self.new[n] + int((frame - self.old[n]) * share)

    def lane(self, lane: Lane) -> Lane:
        """Return a lane whose sounds begin with their pictures, and end where the next begins."""
        sounds = [replace(one, at=self.at(one.at)) for one in lane.sounds]
        ends = [one.at for one in sounds[1:]] + [one.stop for one in sounds[-1:]]
        kept = [
            one.shortened(one.stop - end) if one.stop > end else one
            for one, end in zip(sounds, ends, strict=True)
            if end > one.at
        ]
        return replace(lane, sounds=tuple(kept))


def _ends(cut: Cut, shot: Shot) -> tuple[int, int]:
    """Return the first usable frame of a shot's take and the one after its last, at the edit's rate.

    Where the editor went beyond them already, so far and no further.
    """
    if shot.is_card:
        return 0, len(shot)
    take = cut.take(shot.take)
    per = cut.rate / Fraction(take.rate)
    first = -int(-getattr(take, "first", 0) * per // 1)  # rounded up
    last = int(getattr(take, "last", take.frames) * per)
    last = min(last, cut.take_frames(shot.take))
    return min(first, shot.in_), max(last, shot.out)


def _length(shot: Shot, tempo: float, ends: tuple[int, int], least: int) -> int:
    """Return how long a shot becomes, in frames: not under the least, or what it was."""
    if shot.take == "title":
        return len(shot)
    wanted = max(min(least, len(shot)), round(len(shot) / tempo))
    return wanted if shot.is_card else min(wanted, ends[1] - ends[0])


def _start(shot: Shot, length: int, ends: tuple[int, int], under: int) -> int:
    """Return where in its take a shot begins: about the same middle, inside the take.

    ``under`` is for how many frames its sound runs on under pictures that have none.
    """
    if shot.is_card:
        return 0
    first = round((shot.in_ + shot.out - length) / 2)
    return max(ends[0], min(first, ends[1] - length - under))


def _under(shots: tuple[Shot, ...], lengths: list[int], number: int) -> int:
    under = 0
    for shot, length in zip(shots[number:], lengths[number:], strict=True):
        if not shot.picture_only:
            break
        under += length
    return under


def _trimmed(shot: Shot, start: int, length: int) -> Shot:
    """Return a shot of another length, cut straight, its fades with their share of it."""
    fades = (round(fade * length / len(shot)) for fade in (shot.fade_in, shot.fade_out))
    fade_in, fade_out = (min(length, fade) for fade in fades)
    return replace(
        shot, in_=start, out=start + length, split=0, dissolve=0, fade_in=fade_in, fade_out=fade_out
    )


def _told(edit: Edit, lengths: list[int], tempo: float) -> list[str]:
    """Say what became of a shot beyond what was asked for."""
    shots = list(zip(edit.shots, lengths, strict=True))
    off = {
        n: length - round(len(shot) / tempo)
        for n, (shot, length) in enumerate(shots, 1)
        if shot.take != "title"
    }
    short, held = [n for n in off if off[n] < 0], [n for n in off if off[n] > 0]
    said = []
    if short:
        whose = "Its take has" if len(short) == 1 else "Their takes have"
        said.append(f"{whose} no more for {_shots(short)}.")
    if held:
        said.append(f"Not shortened below a quarter of a second: {_shots(held)}.")
    straight = straightened(edit)
    if straight:
        said.append(straight)
    if any(shot.take == "title" for shot in edit.shots):
        said.append("Titles stay as long as they were, for they are read.")
    if any(shot.fade_in or shot.fade_out for shot in edit.shots):
        said.append("Fades keep their share of their shots.")
    if any(lane.sounds for lane in edit.lanes):
        said.append("Sounds in lanes keep their length and begin with the picture they began with.")
    return said if tempo != 1 else [one for one in said if one == straight]


def straightened(edit: Edit) -> str:
    """Say how many split edits and dissolves an edit loses where its cuts are made straight.

    Parameters
    ----------
    edit : Edit
        As it was before.

    Returns
    -------
    str
        A sentence; empty where there was none.

    Examples
    --------
    >>> import kuleshov as ku
    >>> straightened(ku.Cut.from_text("4A-1 02:00 03:00\\n5A-1 03:00 04:00 J4").edit)
    '1 split became a straight cut.'
    """
    splits = sum(shot.split != 0 for shot in edit.shots)
    dissolves = sum(shot.dissolve != 0 for shot in edit.shots)
    lost = [counted(n, what) for n, what in ((splits, "split"), (dissolves, "dissolve")) if n]
    if not lost:
        return ""
    became = "became a straight cut" if splits + dissolves == 1 else "became straight cuts"
    return f"{' and '.join(lost)} {became}."


def _shots(numbers: list[int]) -> str:
    named = some([str(number) for number in numbers])
    return f"shot {named}" if len(numbers) == 1 else f"shots {named}"
