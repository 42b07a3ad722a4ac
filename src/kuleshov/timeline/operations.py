"""What an editor does to an edit, as pure functions: an edit in, another edit out.

Shots are numbered from 1, as on a shot list. Lengths are whole frames. Nothing here knows how
long a take is; :class:`kuleshov.timeline.Cut` checks that before it asks.
"""

from dataclasses import replace
from numbers import Integral

from ..errors import EditError
from .edit import Edit, Shot, whole


def shot_at(edit: Edit, number: int) -> Shot:
    """Return shot ``number``, counted from 1."""
    if not isinstance(number, Integral) or isinstance(number, bool):
        raise EditError(
            f"Shots are named by their number, 1 to {len(edit.shots)}, not by {number!r}."
        )
    if not 1 <= number <= len(edit.shots):
        have = f"{len(edit.shots)} shots" if edit.shots else "no shots yet"
        raise EditError(f"There is no shot {number}: this edit has {have}.")
    return edit.shots[number - 1]


def insert(edit: Edit, number: int, shot: Shot) -> Edit:
    """Put a shot before shot ``number``; ``number`` one past the last appends it."""
    if not isinstance(number, Integral) or not 1 <= number <= len(edit.shots) + 1:
        raise EditError(f"A shot can be inserted at 1 to {len(edit.shots) + 1}, not at {number!r}.")
    shots = list(edit.shots)
    shots.insert(number - 1, shot)
    return edit.with_shots(_tidy_first(shots))


def remove(edit: Edit, number: int) -> Edit:
    """Take a shot out and close up."""
    shot_at(edit, number)
    shots = [shot for i, shot in enumerate(edit.shots, 1) if i != number]
    return edit.with_shots(_tidy_first(shots))


def lift(edit: Edit, number: int) -> Edit:
    """Take a shot out and leave a gap of its length."""
    gap = Shot("gap", 0, len(shot_at(edit, number)))
    return _put(edit, number, gap)


def move(edit: Edit, number: int, to: int) -> Edit:
    """Move a shot so that it becomes shot ``to``; the others close up around it."""
    shot_at(edit, number)
    shot_at(edit, to)
    shots = list(edit.shots)
    shots.insert(to - 1, shots.pop(number - 1))
    return edit.with_shots(_tidy_first(shots))


def trim(edit: Edit, number: int, in_: int | None = None, out: int | None = None) -> Edit:
    """Set a shot's points; what follows moves up or down with it (a ripple trim)."""
    shot = shot_at(edit, number)
    new_in = shot.in_ if in_ is None else in_
    new_out = shot.out if out is None else out
    return _put(edit, number, replace(shot, in_=new_in, out=new_out))


def roll(edit: Edit, number: int, by: int) -> Edit:
    """Move the cut between shot ``number`` and the next by ``by`` frames; nothing else moves."""
    by = whole(by, "What it moves by")
    before, after = shot_at(edit, number), shot_at(edit, number + 1)
    shots = list(edit.shots)
    shots[number - 1 : number + 1] = [replace(before, out=before.out + by), _later_head(after, by)]
    return edit.with_shots(shots)


def slip(edit: Edit, number: int, by: int) -> Edit:
    """Show another stretch of the same take, ``by`` frames later, in the same place."""
    by = whole(by, "What it moves by")
    shot = shot_at(edit, number)
    if shot.is_card:
        raise EditError(
            f"Shot {number} is {shot.take}: it comes from no take and can't be slipped."
        )
    return _put(edit, number, replace(shot, in_=shot.in_ + by, out=shot.out + by))


def slide(edit: Edit, number: int, by: int) -> Edit:
    """Move a shot later by ``by`` frames between its neighbours, which give and take the frames."""
    by = whole(by, "What it moves by")
    if not 1 < number < len(edit.shots):
        raise EditError("Only a shot with a neighbour on either side can slide.")
    before, after = shot_at(edit, number - 1), shot_at(edit, number + 1)
    shots = list(edit.shots)
    shots[number - 2] = replace(before, out=before.out + by)
    shots[number] = _later_head(after, by)
    return edit.with_shots(shots)


def split_sound(edit: Edit, number: int, frames: int) -> Edit:
    """Let the sound of shot ``number`` lead its picture (positive, J) or trail it (negative, L)."""
    return _put(edit, number, replace(shot_at(edit, number), split=frames))


def blade(edit: Edit, frame: int) -> Edit:
    """Cut the shot under record frame ``frame`` in two."""
    for span in edit.picture():
        if span.start < frame < span.stop:
            at = span.offset + frame - span.start
            first = replace(span.shot, out=at, fade_out=0)
            second = replace(span.shot, in_=at, split=0, dissolve=0, fade_in=0, note="")
            if span.shot.is_card:
                second = replace(second, in_=0, out=span.shot.out - at)
            shots = list(edit.shots)
            shots[span.number - 1 : span.number] = [first, second]
            return edit.with_shots(shots)
    raise EditError(f"Frame {frame} is not inside a shot: there is nothing to cut there.")


def change(edit: Edit, number: int, **options: object) -> Edit:
    """Set options of a shot (dissolve, fades, gain, note, text)."""
    return _put(edit, number, replace(shot_at(edit, number), **options))  # type: ignore[arg-type]


def _put(edit: Edit, number: int, shot: Shot) -> Edit:
    shots = list(edit.shots)
    shots[number - 1] = shot
    return edit.with_shots(shots)


def _later_head(shot: Shot, by: int) -> Shot:
    """Let a shot begin ``by`` frames later and end where it did; a card has no points to keep."""
    if shot.is_card:
        return replace(shot, out=shot.out - by)
    return replace(shot, in_=shot.in_ + by)


def _tidy_first(shots: list[Shot]) -> list[Shot]:
    """The first shot has nothing before it: neither a split nor a dissolve can stand there."""
    if shots and (shots[0].split or shots[0].dissolve):
        shots[0] = replace(shots[0], split=0, dissolve=0)
    return shots
