"""A picture over the film, while what is heard stays as it was.

Where a shot keeps part of its picture, its sound runs on under the cutaway: it is the picture only
(:class:`kuleshov.timeline.edit.Shot`). Where a shot that is heard loses all of it, its sound goes
on in a lane, at its very place; the cutaway then is a shot that is heard at no level, so that its
neighbours' sound ends and begins where it did.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..errors import EditError
from .edit import Edit, Shot, Span
from .lanes import LaidSound, Lane
from .pieces import head, tail
from .plain import LOWEST

UNDER = "under"
"""The lane that the sound of covered shots is laid in, or "under 2" where it has no place there."""


def cutaway(
    edit: Edit, frame: int, shot: Shot, lasts: Callable[[str], float] = lambda _: float("inf")
) -> Edit:
    """Lay a picture over the film from record frame ``frame``; what is heard stays as it was.

    Parameters
    ----------
    edit : Edit
    frame : int
        Of the film.
    shot : Shot
        What is seen instead, for as long as it is; its own sound is not heard.
    lasts : callable
        How many frames a take has, by its name: where a take ends, so does its sound in a lane.

    Returns
    -------
    Edit
        As long as before, and to the ear the same: the sound of a shot that loses its whole
        picture lies in a lane, with its level, stem, fades and note. A dissolve into or out of
        such a shot becomes a cut.

    Raises
    ------
    EditError
        Where it would begin or end outside the film, or there are too many lanes already.

    See Also
    --------
    laid_under : What it did beside the picture, in words.
    kuleshov.timeline.operations.insert : Put a shot between two others, with its sound.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 96), Shot("5A-1", 24, 72)))
    >>> over = cutaway(edit, 60, Shot("6B-1", 40, 64))
    >>> [(shot.take, shot.in_, shot.out, shot.split) for shot in over.shots]
    [('4A-1', 24, 84, 0), ('6B-1', 40, 64, 0), ('5A-1', 36, 72, 12)]
    >>> [span.start for span in over.sound()] == [span.start for span in edit.sound()]
    True
    >>> over = cutaway(edit, 72, Shot("6B-1", 40, 88))
    >>> over.shots[1].gain, over.lanes[0].name, over.lanes[0].sounds[0].take
    (-96.0, 'under', '5A-1')
    """
    stop = frame + len(shot)
    if frame < 0 or stop > edit.frames:
        raise EditError(
            f"A cutaway of {len(shot)} frames from frame {frame} does not lie in the film, which has "
            f"{edit.frames}."
        )
    spans, sounds = edit.picture(), {span.number: span for span in edit.sound()}
    both = [(span, sounds.get(span.number)) for span in spans]
    before = [left for span, heard in both if (left := _before(span, heard, frame, stop))]
    after = [rest for span, heard in both if (rest := _after(span, heard, frame, stop))]
    laid = replace(shot, picture_only=True, split=0, dissolve=0, fade_in=0, fade_out=0)
    covered = [heard for span, heard in both if heard and frame <= span.start and span.stop <= stop]
    if covered:
        early = frame - covered[0].start if before else 0
        laid = replace(laid, picture_only=False, gain=LOWEST, split=early)
        after[:1] = [replace(first, dissolve=0) for first in after[:1]]
    under = [sound for heard in covered for sound in _sounds(heard, lasts)]
    shots = (*before, laid, *after)
    return replace(edit, shots=shots, lanes=_with_sounds(edit.lanes, under))


def laid_under(before: Edit, after: Edit) -> list[str]:
    """Say what a cutaway did beside the picture.

    Parameters
    ----------
    before, after : Edit

    Returns
    -------
    list of str
        A sentence for each lane in which sound now goes on, and one where a dissolve or a fade
        went with the picture that it belonged to.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 96), Shot("5A-1", 24, 72)))
    >>> laid_under(edit, cutaway(edit, 72, Shot("6B-1", 40, 88)))
    ['The sound of 5A-1 goes on in lane under.']
    """
    had = {lane.name: lane.sounds for lane in before.lanes}
    said = []
    carried: list[LaidSound] = []
    for lane in after.lanes:
        new = [one for one in lane.sounds if one not in had.get(lane.name, ())]
        carried += new
        if new:
            names = ", ".join(dict.fromkeys(one.take for one in new))
            said.append(f"The sound of {names} goes on in lane {lane.name}.")
    if sum(shot.dissolve > 0 for shot in after.shots) < sum(s.dissolve > 0 for s in before.shots):
        said.append("A dissolve went with its picture: there is a cut now.")
    if _fades(after.shots) + _fades(carried) < _fades(before.shots):
        said.append("A fade went with its picture, and is not heard any more.")
    return said


def _fades(things: Iterable[Shot | LaidSound]) -> int:
    return sum((one.fade_in > 0) + (one.fade_out > 0) for one in things)


def _before(span: Span, heard: Span | None, frame: int, stop: int) -> Shot | None:
    """Return what is left of a shot before a cutaway."""
    left = head(span, frame)
    if left and heard and span.start < frame <= heard.start and span.stop > stop:
        return replace(left, picture_only=True, split=0)  # it is heard from the other side on
    return left


def _after(span: Span, heard: Span | None, frame: int, stop: int) -> Shot | None:
    """Return what is left of a shot behind a cutaway; its sound goes on, or begins where it did."""
    rest = tail(span, frame, stop)
    if rest is None or heard is None or span.start >= stop:
        return rest
    if span.start < frame and heard.start < frame:
        return replace(rest, picture_only=heard.stop <= stop)  # the next sound may lead so far
    return replace(rest, split=stop - heard.start)


def _sounds(heard: Span, lasts: Callable[[str], float]) -> list[LaidSound]:
    """Return what was heard of a shot as a sound for a lane; none where nothing was."""
    shot = heard.shot
    if shot.is_card or shot.gain <= LOWEST:
        return []
    start = max(0, heard.offset)
    out = int(min(heard.offset + len(heard), lasts(shot.take)))
    if out <= start:
        return []
    fade_in = min(shot.fade_in, out - start)
    return [
        LaidSound(
            shot.take,
            start,
            out,
            heard.start + start - heard.offset,
            shot.gain,
            fade_in,
            min(shot.fade_out, out - start - fade_in),
            shot.stem,
            shot.note,
        )
    ]


def _with_sounds(lanes: tuple[Lane, ...], sounds: list[LaidSound]) -> tuple[Lane, ...]:
    """Lay sounds in the first lane for them that has place there, and plays them as they are."""
    if not sounds:
        return lanes
    known = {lane.name: lane for lane in lanes}
    number = 1
    while True:
        name = f"{UNDER} {number}" if number > 1 else UNDER
        lane = known.get(name, Lane(name))
        if not (lane.gain or lane.muted or _taken(lane, sounds)):
            break
        number += 1
    laid = replace(lane, sounds=(*lane.sounds, *sounds))
    if name not in known:
        return (*lanes, laid)
    return tuple(laid if one is lane else one for one in lanes)


def _taken(lane: Lane, sounds: list[LaidSound]) -> bool:
    return any(one.at < new.stop and new.at < one.stop for one in lane.sounds for new in sounds)
