"""What an editor does to an edit, as pure functions: an edit in, another edit out.

Shots are numbered from 1, as on a shot list. Lengths are whole frames. Nothing here knows how
long a take is; :class:`kuleshov.timeline.Cut` checks that before it asks.

Where an operation makes the film longer or shorter in its middle (it ripples), the sounds of the
lanes and the markers that begin behind that place move with their picture; a sound that has begun
before runs on (:func:`kuleshov.timeline.lanes.opened`, :func:`~kuleshov.timeline.lanes.closed`).
"""

from dataclasses import replace
from numbers import Integral

from ..errors import EditError
from ..timecode import timecode
from .edit import Edit, Shot
from .lanes import Marker
from .pieces import head, later_head, rippled, tail, tidy_first
from .plain import whole


def shot_at(edit: Edit, number: int) -> Shot:
    """Return shot ``number``, counted from 1.

    Parameters
    ----------
    edit : Edit
    number : int
        1 to as many as there are shots.

    Returns
    -------
    Shot

    Raises
    ------
    EditError
        Where there is no such shot.

    Examples
    --------
    >>> shot_at(Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36))), 2).take
    'KB-1'
    """
    if not isinstance(number, Integral) or isinstance(number, bool):
        raise EditError(
            f"Shots are named by their number, 1 to {len(edit.shots)}, not by {number!r}."
        )
    if not 1 <= number <= len(edit.shots):
        have = f"{len(edit.shots)} shots" if edit.shots else "no shots yet"
        raise EditError(f"There is no shot {number}: this edit has {have}.")
    return edit.shots[number - 1]


def insert(edit: Edit, number: int, shot: Shot) -> Edit:
    """Put a shot before shot ``number``; ``number`` one past the last appends it.

    Parameters
    ----------
    edit : Edit
    number : int
        1 to one more than there are shots.
    shot : Shot
        As the first it loses its split and its dissolve: there is nothing before it.

    Returns
    -------
    Edit

    Raises
    ------
    EditError
        Where there is no such place, or the shots can't be played so.

    Examples
    --------
    >>> edit = insert(Edit(shots=(Shot("4A-1", 24, 72),)), 1, Shot("KB-1", 0, 36, split=8))
    >>> [(shot.take, shot.split) for shot in edit.shots]
    [('KB-1', 0), ('4A-1', 0)]
    """
    if not isinstance(number, Integral) or not 1 <= number <= len(edit.shots) + 1:
        raise EditError(f"A shot can be inserted at 1 to {len(edit.shots) + 1}, not at {number!r}.")
    shots = list(edit.shots)
    shots.insert(number - 1, shot)
    after = edit.with_shots(tidy_first(shots))
    return rippled(edit, after, sum(map(len, shots[: number - 1])), len(shot))


def remove(edit: Edit, number: int) -> Edit:
    """Take a shot out and close up.

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot.

    Returns
    -------
    Edit
        Shorter by the shot's length.

    Raises
    ------
    EditError
        Where there is no such shot, or a split or dissolve beside it can't stand without it.

    See Also
    --------
    lift : The same, with a gap left.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36)))
    >>> [shot.take for shot in remove(edit, 1).shots]
    ['KB-1']
    """
    shot_at(edit, number)
    span = edit.picture()[number - 1]
    shots = [shot for i, shot in enumerate(edit.shots, 1) if i != number]
    return rippled(edit, edit.with_shots(tidy_first(shots)), span.stop, -len(span))


def lift(edit: Edit, number: int) -> Edit:
    """Take a shot out and leave a gap of its length.

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot.

    Returns
    -------
    Edit
        As long as before.

    Raises
    ------
    EditError
        Where there is no such shot, or a split or dissolve can't stand beside the gap.

    See Also
    --------
    remove : The same, closed up.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36)))
    >>> [(shot.take, len(shot)) for shot in lift(edit, 1).shots]
    [('gap', 48), ('KB-1', 36)]
    """
    gap = Shot("gap", 0, len(shot_at(edit, number)))
    return _put(edit, number, gap)


def move(edit: Edit, number: int, to: int) -> Edit:
    """Move a shot so that it becomes shot ``to``; the others close up around it.

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot.
    to : int
        Its number afterwards.

    Returns
    -------
    Edit
        As long as before.

    Raises
    ------
    EditError
        Where there is no such shot or place, or a split or dissolve can't stand in the new order.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36), Shot("5A-1", 24, 48)))
    >>> [shot.take for shot in move(edit, 3, 1).shots]
    ['5A-1', '4A-1', 'KB-1']
    """
    shot_at(edit, number)
    shot_at(edit, to)
    shots = list(edit.shots)
    shots.insert(to - 1, shots.pop(number - 1))
    return edit.with_shots(tidy_first(shots))


def trim(edit: Edit, number: int, in_: int | None = None, out: int | None = None) -> Edit:
    """Set a shot's points; what follows moves up or down with it (a ripple trim).

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot.
    in_, out : int, optional
        First frame, and the frame after the last, of the take; what is left out stays.

    Returns
    -------
    Edit

    Raises
    ------
    EditError
        Where there is no such shot, or the shots can't be played so.

    See Also
    --------
    roll : Move a cut instead, the film's length kept.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36)))
    >>> trim(edit, 1, out=60).starts()
    [0, 36]
    """
    shot = shot_at(edit, number)
    new_in = shot.in_ if in_ is None else in_
    new_out = shot.out if out is None else out
    after = _put(edit, number, replace(shot, in_=new_in, out=new_out))
    start = edit.picture()[number - 1].start
    if new_in > shot.out or new_out < shot.in_:  # another stretch altogether
        return rippled(edit, after, start + len(shot), new_out - new_in - len(shot))
    after = rippled(edit, after, start + len(shot), new_out - shot.out)
    return rippled(edit, after, start + max(0, new_in - shot.in_), shot.in_ - new_in)


def roll(edit: Edit, number: int, by: int) -> Edit:
    """Move the cut between shot ``number`` and the next by ``by`` frames; nothing else moves.

    Parameters
    ----------
    edit : Edit
    number : int
        The shot before the cut.
    by : int
        Frames; positive is later.

    Returns
    -------
    Edit
        As long as before.

    Raises
    ------
    EditError
        Where no cut follows the shot, ``by`` is no whole number, or a shot would lose all its
        frames.

    See Also
    --------
    trim : Move one point, and all that follows.
    slide : Roll the cuts on both sides of a shot.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36)))
    >>> [(shot.in_, shot.out) for shot in roll(edit, 1, 6).shots]
    [(24, 78), (6, 36)]
    """
    by = whole(by, "What it moves by")
    before, after = shot_at(edit, number), shot_at(edit, number + 1)
    shots = list(edit.shots)
    shots[number - 1 : number + 1] = [replace(before, out=before.out + by), later_head(after, by)]
    return edit.with_shots(shots)


def slip(edit: Edit, number: int, by: int) -> Edit:
    """Show another stretch of the same take, ``by`` frames later, in the same place.

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot.
    by : int
        Frames; positive is later in the take.

    Returns
    -------
    Edit
        As long as before.

    Raises
    ------
    EditError
        Where there is no such shot, it is a card, ``by`` is no whole number, or the take would have
        to begin before its first frame.

    See Also
    --------
    slide : Move the shot, not what it shows.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36)))
    >>> [(shot.in_, shot.out) for shot in slip(edit, 1, 6).shots]
    [(30, 78), (0, 36)]
    """
    by = whole(by, "What it moves by")
    shot = shot_at(edit, number)
    if shot.is_card:
        raise EditError(
            f"Shot {number} is {shot.take}: it comes from no take and can't be slipped."
        )
    return _put(edit, number, replace(shot, in_=shot.in_ + by, out=shot.out + by))


def slide(edit: Edit, number: int, by: int) -> Edit:
    """Move a shot later by ``by`` frames between its neighbours, which give and take the frames.

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot; neither the first nor the last.
    by : int
        Frames; positive is later in the film.

    Returns
    -------
    Edit
        As long as before.

    Raises
    ------
    EditError
        Where the shot lacks a neighbour, ``by`` is no whole number, or a neighbour would lose all
        its frames.

    See Also
    --------
    slip : Change what the shot shows, not where it stands.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72), Shot("KB-1", 0, 36), Shot("5A-1", 24, 48)))
    >>> [(shot.in_, shot.out) for shot in slide(edit, 2, 6).shots]
    [(24, 78), (0, 36), (30, 48)]
    """
    by = whole(by, "What it moves by")
    if not 1 < number < len(edit.shots):
        raise EditError("Only a shot with a neighbour on either side can slide.")
    before, after = shot_at(edit, number - 1), shot_at(edit, number + 1)
    shots = list(edit.shots)
    shots[number - 2] = replace(before, out=before.out + by)
    shots[number] = later_head(after, by)
    return edit.with_shots(shots)


def split_sound(edit: Edit, number: int, frames: int) -> Edit:
    """Let the sound of shot ``number`` lead its picture (positive, J) or trail it (negative, L).

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot; not the first.
    frames : int
        By how much the sound comes early or late; 0 is a straight cut.

    Returns
    -------
    Edit
        Its picture is the same.

    Raises
    ------
    EditError
        Where there is no such shot, it is the first, or the splits leave a shot without sound.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72), Shot("5A-1", 24, 60)))
    >>> [span.start for span in split_sound(edit, 2, 8).sound()]
    [0, 40]
    """
    return _put(edit, number, replace(shot_at(edit, number), split=frames))


def blade(edit: Edit, frame: int) -> Edit:
    """Cut the shot under record frame ``frame`` in two.

    The first half keeps the split, the dissolve, the fade-in and the note; the second keeps the
    fade-out.

    Parameters
    ----------
    edit : Edit
    frame : int
        Of the film: the first frame of the second half.

    Returns
    -------
    Edit
        It plays as before.

    Raises
    ------
    EditError
        Where the frame lies in no shot, is a shot's first already, or a fade or dissolve no longer
        fits its half.

    Examples
    --------
    >>> edit = blade(Edit(shots=(Shot("4A-1", 24, 72),)), 30)
    >>> [(shot.in_, shot.out) for shot in edit.shots]
    [(24, 54), (54, 72)]
    """
    for span in edit.picture():
        if span.start < frame < span.stop:
            halves = filter(None, (head(span, frame), tail(span, frame, frame)))
            shots = list(edit.shots)
            shots[span.number - 1 : span.number] = halves
            return edit.with_shots(shots)
    raise EditError(f"Frame {frame} is not inside a shot: there is nothing to cut there.")


def change(edit: Edit, number: int, **options: object) -> Edit:
    """Set options of a shot (dissolve, fades, gain, grade, note, text).

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot.
    **options
        Any of :class:`~kuleshov.timeline.edit.Shot`'s attributes.

    Returns
    -------
    Edit

    Raises
    ------
    EditError
        Where there is no such shot, or it can't be played so.
    TypeError
        Where a shot has no such attribute.

    Examples
    --------
    >>> change(Edit(shots=(Shot("4A-1", 24, 72),)), 1, fade_out=12, gain=-3).shots[0].gain
    -3.0
    """
    return _put(edit, number, replace(shot_at(edit, number), **options))  # type: ignore[arg-type]


def replace_shot(edit: Edit, number: int, take: str, in_: int, out: int) -> Edit:
    """Put another take in a shot's place, with its split, dissolve, level and note.

    A grade answers the light of one take: it stays only where the take does.

    Parameters
    ----------
    edit : Edit
    number : int
        Which shot.
    take : str
    in_, out : int
        First frame, and the frame after the last, of that take; where they make another length,
        what follows moves.

    Returns
    -------
    Edit

    Raises
    ------
    EditError
        Where there is no such shot, or it can't be played so.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72, gain=-3),))
    >>> replace_shot(edit, 1, "5A-1", 0, 48).shots[0].gain
    -3.0
    """
    old = shot_at(edit, number)
    grade = old.grade if take == old.take else None
    new = replace(old, take=take, in_=in_, out=out, text="", stem="", grade=grade)
    after = _put(edit, number, new)
    stop = edit.picture()[number - 1].stop
    return rippled(edit, after, stop, len(after.shots[number - 1]) - len(old))


def ungraded(before: Edit, after: Edit, frame: int) -> list[str]:
    """Say whose grade went with the take that it was made for.

    Parameters
    ----------
    before, after : Edit
        Before and after another take was put in a shot's place.
    frame : int
        Of the film, where both are looked at.

    Returns
    -------
    list of str
        A sentence where a grade that was there is not any more.

    Examples
    --------
    >>> edit = Edit(shots=(Shot("4A-1", 24, 72, grade={"stops": -1}),))
    >>> ungraded(edit, replace_shot(edit, 1, "5A-1", 0, 48), 0)
    ['The grade of 4A-1 (-1 stops) went with it: 5A-1 has a light of its own.']
    """
    old, new = (
        next(span.shot for span in edit.picture() if frame < span.stop) for edit in (before, after)
    )
    if old.grade is None or new.grade is not None:
        return []
    return [
        f"The grade of {old.take} ({old.grade.words}) went with it: {new.take} has a light of its own."
    ]


def mark(edit: Edit, frame: int, words: str = "", answers: str = "") -> Edit:
    """Set a marker at a frame of the film; one of its kind that stands there has its words anew.

    Parameters
    ----------
    edit : Edit
    frame : int
    words : str
    answers : str
        The kind of finding that the words answer.

    Returns
    -------
    Edit

    Raises
    ------
    EditError
        Where the frame lies before the film, or a finding is answered without words.

    Examples
    --------
    >>> edit = mark(Edit(shots=(Shot("4A-1", 24, 72),)), 12, "Who is speaking?")
    >>> mark(edit, 12, "He is.").markers
    (Marker(at=12, text='He is.', answers=''),)
    """
    new = Marker(frame, words, answers)
    others = (one for one in edit.markers if (one.at, one.answers) != (new.at, new.answers))
    return replace(edit, markers=(*others, new))


def unmark(edit: Edit, frame: int, answers: str = "") -> Edit:
    """Take a marker out.

    Parameters
    ----------
    edit : Edit
    frame : int
    answers : str

    Returns
    -------
    Edit

    Raises
    ------
    EditError
        Where none of this kind stands at this frame.

    Examples
    --------
    >>> edit = mark(Edit(shots=(Shot("4A-1", 24, 72),)), 12, "Who is speaking?")
    >>> unmark(edit, 12).markers
    ()
    """
    kept = tuple(one for one in edit.markers if (one.at, one.answers) != (frame, answers))
    if len(kept) == len(edit.markers):
        raise EditError(f"No such marker stands at {timecode(frame, edit.rate)}.")
    return replace(edit, markers=kept)


def _put(edit: Edit, number: int, shot: Shot) -> Edit:
    shots = list(edit.shots)
    shots[number - 1] = shot
    return edit.with_shots(shots)
