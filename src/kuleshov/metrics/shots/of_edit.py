"""The transitions of a film whose edit is known: nothing has to be found."""

from itertools import pairwise
from typing import Any

from ...errors import KuleshovError
from ...media import Clip
from ...timecode import timecode
from ...words import counted
from .cuts import Cuts, as_cuts
from .transition import Transition


def is_edit(given: Any) -> bool:
    """Say whether something is an edit: it has shots and cuts.

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
    return hasattr(given, "shots") and hasattr(given, "cuts")


def of_edit(edit: Any, clip: Clip) -> Cuts:
    """Return the transitions that an edit has, on the clock of the film that was made from it.

    A cut at which the take goes on as if there were none (a through edit) is left out: nobody sees
    it. What an edit calls a cut is a cut, also between two shots of one set-up, which a detector
    may miss.

    Parameters
    ----------
    edit : Cut
    clip : Clip
        The film.

    Returns
    -------
    Cuts
        As :func:`kuleshov.metrics.find_cuts` would give them if it missed nothing.

    Raises
    ------
    KuleshovError
        Where the film is not as long as the edit, to the frame.

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
    check_length(edit, clip)
    return as_cuts(_transitions(edit), clip.rate, clip.times(), clip.duration)


def check_length(edit: Any, clip: Clip) -> None:
    """Refuse an edit that is not as long as the film.

    Parameters
    ----------
    edit : Cut
    clip : Clip

    Raises
    ------
    KuleshovError
        Where it is not; the sentence says by how much, and what to do.
    """
    if edit.frames == clip.frames and abs(float(edit.rate) - float(clip.rate)) < 0.01:
        return
    long = f"{timecode(edit.frames, edit.rate)} at {float(edit.rate):g} frames a second"
    raise KuleshovError(
        f"{clip.name} was not made from this edit as it stands: the film has {counted(clip.frames, 'frame')} at "
        f"{float(clip.rate):g} a second, the edit lasts {long}, which is {counted(edit.frames, 'frame')}. "
        "Render the edit again, or leave edit= out."
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
        elif before.take != after.take or before.out != after.in_ or before.is_card:
            found.append(Transition(at, "cut", at, at))
    if shots and shots[-1].fade_out:
        end = edit.frames
        found.append(Transition(end, "fade", end - shots[-1].fade_out, end))
    return found
