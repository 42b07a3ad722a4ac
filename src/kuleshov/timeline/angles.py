"""The scene's clock in a film: which moment is seen where, and the same moment from elsewhere.

Cameras that ran together saw the same moments. A take that knows where it lies on its scene's
clock (:class:`kuleshov.library.scene_clock.SceneClock`) lets a film be asked which second of the
scene it shows, and a shot be changed for another angle without losing the moment, as in a
multicam cut.
"""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ..library.scene_clock import in_words
from ..timecode import timecode
from ..words import some
from . import operations
from .cutaways import cutaway
from .edit import Edit, EditWithTakes, Shot, Span

if TYPE_CHECKING:
    from ..library.scene_clock import SceneClock


def scene_at(cut: EditWithTakes, frame: int) -> tuple[Fraction | None, str]:
    """Return the second of the scene that is seen at a frame of the film.

    Parameters
    ----------
    cut : EditWithTakes
    frame : int
        Of the film. Over a dissolve the shot counts whose half it is.

    Returns
    -------
    Fraction or None
        None where nothing of a scene is seen.
    str
        Why; empty where there is a second.

    Raises
    ------
    EditError
        Where the film has no such frame.

    See Also
    --------
    seen : The other way.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "4.5", "6.0")
    >>> scene_at(cut, 12)
    (Fraction(27, 2), '')
    """
    span = _under(cut.edit, frame)
    clock = _clock(cut, span.shot)
    where = f"At {timecode(frame, cut.rate)} {_named(span.shot)} is seen"
    if clock is None:
        return None, f"{where}, which is no part of a scene's time."
    try:
        return clock.scene(_own_time(cut, span, frame)), ""
    except EditError as problem:
        return None, f"{where}. {problem}"


def seen(cut: EditWithTakes, scene: Fraction) -> list[Fraction]:
    """Return where in the film a moment of the scene is seen.

    Parameters
    ----------
    cut : EditWithTakes
    scene : Fraction
        Second of the scene.

    Returns
    -------
    list of Fraction
        Seconds of the film, in order; none where it was left out, several where it is seen again.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "4.5", "6.0")
    >>> seen(cut, Fraction(27, 2)), seen(cut, Fraction(20))
    ([Fraction(1, 2)], [])
    """
    found = []
    for span in cut.edit.picture():
        clock = _clock(cut, span.shot)
        if clock is None or not clock.has(scene):
            continue
        into = scene - clock.start - span.offset / cut.rate
        if 0 <= into < len(span) / cut.rate:
            found.append(span.start / cut.rate + into)
    return found


def angle(cut: EditWithTakes, frame: int, take: str, picture_only: bool = False) -> Edit:
    """Show the same moment in another take, from a frame of the film to the end of its shot.

    Where the other take ends before the shot does, the take that was there goes on behind it.

    Parameters
    ----------
    cut : EditWithTakes
    frame : int
        Of the film.
    take : str
        The other take.
    picture_only : bool
        Whether the sound stays with the take that was there.

    Returns
    -------
    Edit
        As long as before.

    Raises
    ------
    EditError
        Where the film shows no moment of a scene there, or the other take doesn't have it; where it
        ends early, and what is left of the shot is too short for its split, dissolve or fade.

    See Also
    --------
    back_again : Says where the take that was there goes on.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "4.5", "6.0")
    >>> [(shot.take, shot.in_, shot.out) for shot in angle(cut, 12, "1A-1").shots]
    [('4A-1', 108, 120), ('1A-1', 360, 384)]
    """
    span = _under(cut.edit, frame)
    begin, lasts = _same_moment(cut, span, frame, take)
    if take == span.shot.take and begin == span.offset + frame - span.start:
        raise EditError(f"Shot {span.number} shows {take} already, at this very moment.")
    shown = Shot(take, begin, begin + min(lasts, span.stop - frame))
    if picture_only:
        return cutaway(cut.edit, frame, shown, cut.take_frames)
    try:
        return _cut_to(cut.edit, span, frame, shown)
    except EditError as problem:
        if lasts >= span.stop - frame:
            raise
        # what would be refused of an angle that lasts has nothing to do with its end
        _cut_to(cut.edit, span, frame, Shot(take, begin, begin + span.stop - frame))
        raise EditError(_too_early(cut, span, frame, take, lasts)) from problem


def back_again(before: Edit, after: Edit, frame: int) -> list[str]:
    """Say where the take that was there goes on, because another angle ended before its shot.

    Parameters
    ----------
    before, after : Edit
        Before and after another angle was cut to.
    frame : int
        Of the film, where it was.

    Returns
    -------
    list of str
        A sentence; none where the other angle lasts to the end of the shot.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 96),))
    >>> back_again(edit, cutaway(edit, 12, Shot("1A-1", 36, 60)), 12)
    ['1A-1 ends at 00:00:01:12 of the film: 4A-1 is seen again from there.']
    """
    old, new = _under(before, frame), _under(after, frame)
    if new.stop >= old.stop:
        return []
    at = timecode(new.stop, after.rate)
    return [
        f"{new.shot.take} ends at {at} of the film: {_named(old.shot)} is seen again from there."
    ]


def _cut_to(edit: Edit, span: Span, frame: int, shown: Shot) -> Edit:
    """Put another take's stretch into a shot; what is left of the shot stays on either side."""
    stop, number = frame + len(shown), span.number
    if stop < span.stop:
        edit = operations.blade(edit, stop)
    if frame > span.start:
        edit, number = operations.blade(edit, frame), number + 1
    return operations.replace_shot(edit, number, shown.take, shown.in_, shown.out)


def _same_moment(cut: EditWithTakes, span: Span, frame: int, take: str) -> tuple[int, int]:
    """Return the other take's frame of the moment that is seen, and how long it shows the scene."""
    scene, why = scene_at(cut, frame)
    if scene is None:
        raise EditError(f"{why} So no other take has the same moment.")
    here, there = _clock(cut, span.shot), getattr(cut.take(take), "scene_clock", None)
    assert here is not None
    if there is None:
        raise EditError(
            f"{take} is no part of the scene's time: it has no second {in_words(scene)}."
        )
    if there.performance != here.performance:
        raise EditError(
            f"{take} and {here.take} are two performances: neither has the other's very moments. "
            f"cut.replace({span.number}, {take!r}, ...) puts it in by its own time."
        )
    begin = _nearest(there.at(scene) * cut.rate)
    lasts = int(there.end * cut.rate) - begin
    if lasts < 1:
        raise EditError(
            f"{take} ends at this very moment of the scene: it has no frame to show here."
        )
    return begin, lasts


def _too_early(cut: EditWithTakes, span: Span, frame: int, take: str, lasts: int) -> str:
    """Say that a take ends before its shot, where the rest of the shot can't stand by itself."""
    here, (scene, _) = _clock(cut, span.shot), scene_at(cut, frame)
    assert here is not None and scene is not None
    left = span.stop - frame - lasts
    whole = _whole_angles(here, scene, scene + (span.stop - frame) / cut.rate)
    return (
        f"{take} ends {left} frame{'' if left == 1 else 's'} before shot {span.number} does, and what is left of "
        f"{span.shot.take} behind it is too short for its fade, or for the split or dissolve that "
        f"follows. Shorten the shot first{f', or take {some(whole)}' if whole else ''}."
    )


def _whole_angles(clock: "SceneClock", start: Fraction, stop: Fraction) -> list[str]:
    others = clock.others
    return [each for each in clock.angles(start) if stop <= others[each].start + others[each].end]


def _under(edit: Edit, frame: int) -> Span:
    for span in edit.picture():
        if span.start <= frame < span.stop:
            return span
    raise EditError(
        f"The film is {timecode(edit.frames, edit.rate)} long; nothing is seen at "
        f"{timecode(frame, edit.rate)}."
    )


def _clock(cut: EditWithTakes, shot: Shot) -> "SceneClock | None":
    clock: SceneClock | None = None
    if not shot.is_card:
        take: Any = cut.take(shot.take)
        clock = getattr(take, "scene_clock", None)
    return clock


def _own_time(cut: EditWithTakes, span: Span, frame: int) -> Fraction:
    return (span.offset + frame - span.start) / cut.rate


def _named(shot: Shot) -> str:
    return {"title": "a title", "black": "black", "gap": "a gap"}.get(shot.take, shot.take)


def _nearest(frames: Fraction) -> int:
    return (frames + Fraction(1, 2)).__floor__()
