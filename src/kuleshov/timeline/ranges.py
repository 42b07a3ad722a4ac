"""What an editor does to a stretch of the film: insert, overwrite, lift and extract.

:mod:`.operations` speaks of shots by their number; here a frame of the film is meant, or all from
one frame to another, wherever cuts lie. Picture and the sound that goes with it are changed
together, and where a shot is cut through it is cut straight. What lies in lanes stays where it is,
except behind a place at which the film becomes longer or shorter: there it moves with its picture.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..errors import EditError
from ..timecode import timecode
from .edit import Edit, Shot
from .pieces import head, rippled, tail, tidy_first


def insert_at(edit: Edit, frame: int, shots: Sequence[Shot]) -> Edit:
    """Put shots in at a frame of the film; the shot that lies there is cut in two.

    Parameters
    ----------
    edit : Edit
    frame : int
        0 to the film's length.
    shots : sequence of Shot

    Returns
    -------
    Edit
        Longer by the shots; what lies behind moves along.

    Raises
    ------
    EditError
        Where the frame lies outside the film, or the shots can't be played so.

    See Also
    --------
    kuleshov.timeline.operations.insert : The same at a cut, by the shot's number.

    Examples
    --------
    >>> edit = insert_at(Edit(shots=(Shot("4A-1", 24, 72),)), 12, [Shot("5A-1", 0, 24)])
    >>> [(shot.take, shot.in_, shot.out) for shot in edit.shots]
    [('4A-1', 24, 36), ('5A-1', 0, 24), ('4A-1', 36, 72)]
    """
    length = sum(map(len, shots))
    after = _with(edit, frame, frame, shots)
    return rippled(edit, after, frame, length)


def overwrite(edit: Edit, frame: int, shots: Sequence[Shot]) -> Edit:
    """Lay shots over the film from a frame on, picture and sound.

    Parameters
    ----------
    edit : Edit
    frame : int
        0 to the film's length.
    shots : sequence of Shot

    Returns
    -------
    Edit
        As long as before, or as far as the shots run beyond its end. Nothing moves.

    Raises
    ------
    EditError
        Where the frame lies outside the film, or the shots can't be played so.

    See Also
    --------
    kuleshov.timeline.cutaways.cutaway : The picture alone.

    Examples
    --------
    >>> edit = overwrite(Edit(shots=(Shot("4A-1", 24, 72),)), 12, [Shot("5A-1", 0, 24)])
    >>> [(shot.take, shot.in_, shot.out) for shot in edit.shots]
    [('4A-1', 24, 36), ('5A-1', 0, 24), ('4A-1', 60, 72)]
    """
    return _with(edit, frame, frame + sum(map(len, shots)), shots)


def lift_range(edit: Edit, start: int, stop: int) -> Edit:
    """Take a stretch of the film out and leave a gap.

    Parameters
    ----------
    edit : Edit
    start, stop : int
        Frames of the film, ``stop`` exclusive.

    Returns
    -------
    Edit
        As long as before.

    Raises
    ------
    EditError
        Where there is no such stretch, or what is left can't be played so.

    Examples
    --------
    >>> edit = lift_range(Edit(shots=(Shot("4A-1", 24, 72),)), 12, 24)
    >>> [(shot.take, len(shot)) for shot in edit.shots]
    [('4A-1', 12), ('gap', 12), ('4A-1', 24)]
    """
    _check_range(edit, start, stop)
    return _with(edit, start, stop, [Shot("gap", 0, stop - start)])


def extract_range(edit: Edit, start: int, stop: int) -> Edit:
    """Take a stretch of the film out and close up.

    Parameters
    ----------
    edit : Edit
    start, stop : int
        Frames of the film, ``stop`` exclusive.

    Returns
    -------
    Edit
        Shorter by the stretch; what lies behind moves along.

    Raises
    ------
    EditError
        Where there is no such stretch, or what is left can't be played so.

    Examples
    --------
    >>> edit = extract_range(Edit(shots=(Shot("4A-1", 24, 72),)), 12, 24)
    >>> [(shot.in_, shot.out) for shot in edit.shots]
    [(24, 36), (48, 72)]
    """
    _check_range(edit, start, stop)
    return rippled(edit, _with(edit, start, stop, []), stop, start - stop)


def three_points(
    in_: int | None, out: int | None, at: int | None, to: int | None
) -> tuple[int, int, int]:
    """Return what three marks of four come to: where a stretch of a take lies in the film.

    Parameters
    ----------
    in_, out : int or None
        First frame, and the frame after the last, of the take.
    at, to : int or None
        The same of the film. Where all four are there and the lengths differ, the film's decides,
        from ``in_`` on.

    Returns
    -------
    in_, out, at : int

    Raises
    ------
    EditError
        Where more than one mark is missing, or what is asked for has no frame.

    Examples
    --------
    >>> three_points(24, None, 100, 148)
    (24, 72, 100)
    >>> three_points(24, 72, None, 148)
    (24, 72, 100)
    """
    length = _length(at, to)
    if length is None:
        length = _length(in_, out)
    if length is not None and in_ is None and out is not None:
        in_ = out - length
    if length is not None and at is None and to is not None:
        at = to - length
    if length is None or in_ is None or at is None:
        raise EditError("Three marks of four are needed: in and out of the take, and of the film.")
    if length < 1:
        raise EditError("The out point does not lie after the in point: no frame is left.")
    return in_, in_ + length, at


def _length(first: int | None, last: int | None) -> int | None:
    return None if first is None or last is None else last - first


def _with(edit: Edit, start: int, stop: int, shots: Sequence[Shot]) -> Edit:
    """Return an edit with shots in the place of a stretch.

    A shot that is cut through is cut straight; one behind that is whole keeps its split and its
    dissolve, as it does where a shot is inserted by its number.
    """
    if not 0 <= start <= edit.frames:
        raise EditError(
            f"The film goes to {timecode(edit.frames, edit.rate)}: nothing can be put at "
            f"{timecode(start, edit.rate)}."
        )
    spans = edit.picture()
    before = [left for span in spans if (left := head(span, start)) is not None]
    behind = [left for span in spans if (left := tail(span, start, stop)) is not None]
    if behind:
        _refuse_other_sound(edit, stop, behind[0])
    laid = [replace(shot, split=0, dissolve=0) if not i else shot for i, shot in enumerate(shots)]
    return edit.with_shots(tidy_first([*before, *laid, *behind]))


def _refuse_other_sound(edit: Edit, stop: int, behind: Shot) -> None:
    if behind.picture_only:
        raise EditError(
            f"At {timecode(stop, edit.rate)} {behind.take} is picture only: another sound would run "
            "on under it. Lay the picture alone, or let that shot be heard first."
        )


def _check_range(edit: Edit, start: int, stop: int) -> None:
    if not 0 <= start < stop <= edit.frames:
        raise EditError(
            f"From {timecode(start, edit.rate)} to {timecode(stop, edit.rate)} is no stretch of this "
            f"film, which goes to {timecode(edit.frames, edit.rate)}."
        )
