"""Any film back to the shots that can be seen in it, by its cuts."""

from itertools import pairwise

from ..media import Clip, FilmLike
from ..media.clip import clip_of
from ..metrics import find_cuts


def shots_of(film: FilmLike) -> tuple[Clip, list[tuple[int, int]]]:
    """Return a film and its shots, each by its first frame and the frame after its last.

    Frames are counted at the film's :attr:`~kuleshov.Clip.edit_rate`.

    Parameters
    ----------
    film : Clip, Take, str or Path
        A take with its slate.

    Returns
    -------
    clip : Clip
    shots : list of (int, int)
        They follow each other without gaps, from frame 0 to the film's end.

    Raises
    ------
    KuleshovError
        Where it is no film.
    MediaError
        Where the film can't be read.

    See Also
    --------
    kuleshov.find_cuts : Where the cuts are taken from.

    Notes
    -----
    A cut is where :func:`kuleshov.metrics.find_cuts` finds one. A dissolve becomes a cut at its
    middle: what lies under it is mixed for good, and no edit can take it apart. Where the film's
    own frames lie unevenly, a cut lies on the edit's frame that is nearest in time.

    Examples
    --------
    A take of the rushes is a slate of one second and the shot itself:

    >>> import kuleshov as ku
    >>> shots_of(ku.rushes("understudy")["C1a"].clip)[1]
    [(0, 24), (24, 96)]
    """
    clip = clip_of(film)
    frames = sorted({c.frame for c in find_cuts(clip) if 0 < c.frame < clip.frames})
    if clip.variable_rate:
        end = int(clip.frames / clip.rate * clip.edit_rate)  # as far as an edit may go in it
        nearest = {round(float(time) * clip.edit_rate) for time in clip.times()[frames]}
        frames = sorted(frame for frame in nearest if 0 < frame < end)
    else:
        end = clip.frames
    return clip, list(pairwise([0, *frames, end]))
