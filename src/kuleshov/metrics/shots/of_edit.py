"""The transitions of a film whose edit is known: nothing has to be found."""

from itertools import pairwise
from typing import Any

import numpy as np

from ...errors import KuleshovError
from ...media import Clip
from ...timecode import timecode
from ...words import counted
from .cuts import Cuts, as_cuts
from .transition import Transition


def is_edit(given: Any) -> bool:
    """Say whether something is an edit: it has shots and cuts, a length and a rate.

    Parameters
    ----------
    given : object

    Returns
    -------
    bool

    Examples
    --------
    >>> import kuleshov as ku
    >>> is_edit(ku.Cut("first")), is_edit([(2.0, 0.3)]), is_edit(None)
    (True, False, False)
    """
    return all(hasattr(given, name) for name in ("shots", "cuts", "frames", "rate"))


def of_edit(edit: Any, clip: Clip) -> Cuts:
    """Return the transitions that an edit has, on the clock of the film that was made from it.

    A cut at which the take goes on as if there were none (a through edit) is left out: nobody sees
    it. What an edit calls a cut is a cut, also between two shots of one set-up, which a detector
    may miss.

    Parameters
    ----------
    edit : Cut, Cuts, or sequence
        The cut that the film was made from; its cuts, found or corrected; or when each new shot
        begins (s), or a pair for each: when it begins, and by how much its sound comes first (s).
    clip : Clip
        The film.

    Returns
    -------
    Cuts
        As :func:`kuleshov.metrics.find_cuts` would give them if it missed nothing.

    Raises
    ------
    KuleshovError
        Where the film is not as long as the edit, to the frame; where it is something else, or a
        time lies outside the film.

    See Also
    --------
    kuleshov.metrics.shots.cuts.cuts_of : the same for a film of which no edit is known

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy")).add("4A-1", 2, 4).add("5A-1", 3, 6)
    >>> ku.measure(cut.render("first.mp4"), "asl", edit=cut).value  # doctest: +SKIP
    2.5
    """
    if is_edit(edit):
        _check_length(edit.frames, edit.rate, clip)
        return _on_its_clock(_transitions(edit), clip)
    if isinstance(edit, Cuts):
        _check_length(edit.frames, edit.rate, clip)
        return _on_its_clock(edit.transitions, clip)
    times = times_and_splits(edit)[:, 0]
    outside = times[~((times >= 0) & (times < clip.duration))]
    if len(outside):
        raise KuleshovError(
            f"edit= names a cut at {outside[0]:.4g} s; {clip.name} goes from 0 to "
            f"{clip.duration:.4g} s."
        )
    begins = clip.times()
    nearest = np.searchsorted((begins[1:] + begins[:-1]) / 2, times, side="right")
    return _on_its_clock([Transition(n, "cut", n, n) for n in np.unique(nearest).tolist()], clip)


def times_and_splits(edit: Any) -> np.ndarray:
    """Return what a list says of each cut: when it is, and by how much its sound comes first.

    Parameters
    ----------
    edit : sequence of float, or of (float, float)
        Seconds.

    Returns
    -------
    ndarray of float64 (cuts, 2)
        Seconds; the second is NaN where only a time was given.

    Raises
    ------
    KuleshovError
        Where it is no such list.

    Examples
    --------
    >>> times_and_splits([2.0, (3.5, 0.25)]).tolist()
    [[2.0, nan], [3.5, 0.25]]
    """
    try:
        rows = [np.atleast_1d(np.array(one, float)) for one in edit] if len(edit) else []
        if isinstance(edit, str) or any(row.shape not in ((1,), (2,)) for row in rows):
            raise ValueError
    except (TypeError, ValueError):
        raise KuleshovError(
            "edit= takes the cut that the film was made from, or a list of seconds at which its "
            "new shots begin: edit=cut, edit=[2.0, 3.5]. This is "
            f"{repr(edit) if isinstance(edit, str) else type(edit).__name__}."
        ) from None
    return np.array([[row[0], row[1] if len(row) > 1 else np.nan] for row in rows]).reshape(-1, 2)


def splits_of(edit: Any) -> tuple[np.ndarray, np.ndarray] | None:
    """Return when each cut of an edit is, and by how much its sound comes first.

    Parameters
    ----------
    edit : Cut, Cuts, sequence or None
        As :func:`of_edit` takes it.

    Returns
    -------
    times, offsets : ndarray (cuts,), or None
        Seconds, the offsets NaN where one wasn't given; None where none was.

    Examples
    --------
    >>> splits_of([(2.0, 0.5)]), splits_of([2.0])
    ((array([2.]), array([0.5])), None)
    """
    if edit is None or isinstance(edit, Cuts):
        return None
    pairs = edit
    if is_edit(edit):
        rate = float(edit.rate)
        # At a cut to a shot that is picture only, no sound is cut: there is no offset to count.
        pairs = [
            (at / rate, shot.split / rate)
            for at, shot in zip(edit.cuts, edit.shots[1:], strict=True)
            if not shot.picture_only
        ]
    times, offsets = times_and_splits(pairs).T
    return (times, offsets) if not len(times) or np.isfinite(offsets).any() else None


def _on_its_clock(transitions: Any, clip: Clip) -> Cuts:
    return as_cuts(transitions, clip.rate, clip.times(), clip.duration)


def _check_length(frames: int, rate: Any, clip: Clip) -> None:
    """Refuse an edit that is not as long as the film; say by how much, and what to do."""
    if frames == clip.frames and abs(float(rate) - float(clip.rate)) < 0.01:
        return
    long = f"{timecode(frames, rate)} at {float(rate):g} frames a second"
    raise KuleshovError(
        f"{clip.name} was not made from this edit as it stands: the film has "
        f"{counted(clip.frames, 'frame')} at {float(clip.rate):g} a second, the edit lasts {long}, "
        f"which is {counted(frames, 'frame')}. Render the edit again, or leave edit= out."
    )


def _transitions(edit: Any) -> list[Transition]:
    shots = edit.shots
    found = []
    if shots and shots[0].fade_in:
        found.append(Transition(0, "fade", 0, shots[0].fade_in))
    for at, (before, after) in zip(edit.cuts, pairwise(shots), strict=True):
        if after.dissolve:
            lead = after.dissolve - after.dissolve // 2
            found.append(Transition(at, "dissolve", at - lead, at - lead + after.dissolve))
        elif before.fade_out or after.fade_in:
            found.append(Transition(at, "fade", at - before.fade_out, at + after.fade_in))
        elif not _goes_on(before, after):
            found.append(Transition(at, "cut", at, at))
    if shots and shots[-1].fade_out:
        end = edit.frames
        found.append(Transition(end, "fade", end - shots[-1].fade_out, end))
    return found


_DARK = ("black", "gap")


def _goes_on(before: Any, after: Any) -> bool:
    """Say whether nobody sees where one shot ends and the next begins."""
    if before.is_card:
        both_dark = before.take in _DARK and after.take in _DARK
        return both_dark or (before.take, before.text) == (after.take, after.text)
    return bool(before.take == after.take and before.out == after.in_)
