"""Any film back to an edit of itself, by the cuts that can be seen in it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cut import Cut


def from_film(kind: type[Cut], film: Any, title: str | None = None) -> Cut:
    """Return a cut whose shots are the film's own.

    Parameters
    ----------
    kind : type
        :class:`kuleshov.timeline.Cut`.
    film : Clip, str or Path
        The film.
    title : str, optional
        The film's name if it isn't given.

    Returns
    -------
    Cut
        At the film's rate; its shots follow each other from the first frame to the last.

    Raises
    ------
    MediaError
        Where the film can't be read.

    See Also
    --------
    kuleshov.find_cuts : Where the cuts are taken from.

    Notes
    -----
    A cut is where :func:`kuleshov.metrics.find_cuts` finds one. A dissolve becomes a cut at its
    middle: what lies under it is mixed for good, and no edit can take it apart.

    Examples
    --------
    A take of the rushes is a slate of one second and the shot itself:

    >>> import kuleshov as ku
    >>> cut = from_film(ku.Cut, ku.rushes("understudy")["C1a"].clip)
    >>> cut.title, cut.shot_lengths
    ('C1a', [1.0, 3.0])
    """
    from ..media import Clip
    from ..metrics import find_cuts

    clip = film if hasattr(film, "frames") else Clip(Path(film))
    cut = kind(title or clip.name, clip.rate)
    frames = sorted({c.frame for c in find_cuts(clip) if 0 < c.frame < clip.frames})
    for start, stop in pairwise([0, *frames, clip.frames]):
        cut.add(clip, start, stop)
    return cut
