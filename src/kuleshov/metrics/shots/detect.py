"""How cuts, dissolves and fades are found in a film's small arrays.

A cut is a change that stands alone. First a cheap look at every pair of frames: does the picture
change here more than just before and after? Only where it does, a dear one: how unlike are the
two frames once all motion has been compensated, and is that more than what the shot does anyway?
A pan, a rush-in and flicker change every frame, so that none of their changes stands alone. A
flash comes back: the frame before it looks like the frame after it. A lamp that is switched on
leaves every edge in its place.

Fades and dissolves are looked for in :mod:`kuleshov.metrics.shots.gradual`.
"""

from typing import Any

import numpy as np

from . import gradual
from .frame_difference import Unlike, same_edges
from .frames import Frames
from .transition import Transition

RECIPE = 11  # raised whenever the same film would give other transitions
LEAST = 2.0  # levels of change that are looked at
SAME = 0.15  # structure under which two frames show the same
STANDS_OUT = 1.5  # times the median change of the frames around
AROUND = 6  # frames on each side that say what is usual here
LOST = 0.6  # a new picture keeps less of the old one's detail, as a share
SHARE_KEPT = 0.6  # and less than this share of what the frames beside it keep
STEADY = 0.4  # which they must: in a whip pan nothing is kept at all
NEAR = ((1, 1.0), (2, 1.4))  # frames beside, and how their share counts
STILL = 4  # frames on each side in which nothing jumps when a still shot jumps
JUMP, JUMP_LESS = 3.5, 2.2  # by how many times it does, where most detail stays and where less
KEPT_MOST = 0.8
HELD = 4  # frames for which animation may hold a picture
FLASH = 1 / 6  # s; what is back within this time was a flash
RELIT = 0.78  # share of detail that light alone leaves to be found again
EDGES = 0.45  # so many edges lie in place under another light where so much detail is found,
EDGES_ALL = 0.7  # and so many where less is
EVEN = 0.5  # spread of a change, in its mean, under which it lies on the whole picture alike
MOVED_ON = 0.7  # share of the change that, with no look at motion, says that nothing is back


def run(features: Any) -> list[Transition]:
    """Return the transitions of a film from its features.

    Parameters
    ----------
    features : Features
        As :func:`~kuleshov.metrics.features.everyday.features` gives them.

    Returns
    -------
    list of Transition
        In the order of their frames; none under three frames.
    """
    if len(features.luma) < 3:
        return []
    film = Frames(features.luma, features.colour, float(features.rate))
    fades = gradual.fades(film)
    inside = [(t.start, t.end) for t in fades]
    cuts = [frame for frame in hard_cuts(film) if not any(a <= frame <= b for a, b in inside)]
    dissolves = gradual.dissolves(film, cuts, inside)
    found = [*fades, *dissolves, *(Transition(frame, "cut", frame, frame) for frame in cuts)]
    return sorted(found, key=lambda t: (t.frame, t.start))


def hard_cuts(film: Frames) -> list[int]:
    """Return the first frame of each shot that begins with a cut.

    Parameters
    ----------
    film : Frames
        Where they are looked for.

    Returns
    -------
    list of int
        Rising.
    """
    seen = {*candidates(film.change), *candidates(film.relief)}
    seen = {frame for frame in seen if film.change[frame] >= LEAST}
    return [frame for frame in sorted(seen) if is_cut(film, frame)]


def candidates(change: np.ndarray) -> list[int]:
    """Return the frames before which a picture changes more than usual there.

    Parameters
    ----------
    change : ndarray (frames,)
        The change before each frame, levels.

    Returns
    -------
    list of int
        Rising; where the change is 2 levels or more, 1.5 times the median around, and no smaller
        than beside.
    """
    found = []
    for frame in np.flatnonzero(change >= LEAST):
        around = np.r_[
            change[max(1, frame - AROUND) : frame], change[frame + 1 : frame + 1 + AROUND]
        ]
        usual = float(np.median(around)) if len(around) else 0.0
        if (
            change[frame] >= STANDS_OUT * usual
            and change[frame] >= change[frame - 1 : frame + 2].max()
        ):
            found.append(int(frame))
    return found


def is_cut(film: Frames, frame: int) -> bool:
    """Say whether a new shot begins at this frame.

    Parameters
    ----------
    film : Frames
        Where it is looked for.
    frame : int
        From 1.

    Returns
    -------
    bool
        Whether the picture is new or jumps here, and is neither a flash nor a change of light.
    """
    if film.calm(frame - 1, frame, SAME):
        return False
    here = film.unlike(frame - 1, frame)
    if here.residual < 0.06 or here.structure < SAME:
        return False
    jumps = not is_stride(film, frame) and is_jump(film, frame, here)
    if not (jumps or is_new(film, frame, here)):
        return False
    return not (is_flash(film, frame, here) or is_light(film, frame, here))


def is_new(film: Frames, frame: int, here: Unlike) -> bool:
    """Say whether the detail of the picture is lost here, and not beside here: a new picture.

    Parameters
    ----------
    film : Frames
        Where it is looked for.
    frame : int
        From 1.
    here : Unlike
        The frame before held against this one.

    Returns
    -------
    bool
        Whether it is a new picture.
    """
    if here.kept > LOST or here.structure < 0.3:
        return False
    usual = max(STEADY, here.kept / SHARE_KEPT)
    beside = ((k * side, share) for side in (-1, 1) for k, share in NEAR)
    return all(film.keeps(frame - 1 + k, frame + k, usual / share) for k, share in beside)


def is_jump(film: Frames, frame: int, here: Unlike) -> bool:
    """Say whether a still shot changes at once and is still again: a cut between like pictures.

    Parameters
    ----------
    film : Frames
        Where it is looked for.
    frame : int
        From 1.
    here : Unlike
        The frame before held against this one.

    Returns
    -------
    bool
        Whether nothing beside it changes nearly as much, four frames to each side.
    """
    times = JUMP if here.kept > KEPT_MOST else JUMP_LESS
    beside = sorted((k for k in range(-STILL, STILL + 1) if k), key=abs)
    limit = (here.structure - 0.04) / times
    # the nearest first: most shots that move are told by one
    return all(film.calm(frame - 1 + k, frame + k, limit) for k in beside)


def is_stride(film: Frames, frame: int) -> bool:
    """Say whether pictures that are held for a few frames each go on here as before and after.

    Animation on twos is still, jumps, and is still: what tells it from a cut is that it jumps
    about as far again at the next new picture, and did at the last.

    Parameters
    ----------
    film : Frames
        Where it is looked for.
    frame : int
        From 1.

    Returns
    -------
    bool
        Whether it is held animation going on.
    """
    change = film.change
    here, beside = change[frame], []
    for way in (change[frame - 1 : max(frame - 1 - HELD, 0) : -1], change[frame + 1 :][:HELD]):
        moved = np.flatnonzero(way > 0.1 * here)
        if not len(moved) or moved[0] == 0:
            return False
        beside.append(way[moved[0]])
    return bool(min(beside) > 0.5 * here)


def is_flash(film: Frames, frame: int, here: Unlike) -> bool:
    """Say whether the picture comes back at once to what it was: a flash, lightning, a glitch.

    Parameters
    ----------
    film : Frames
        Where it is looked for.
    frame : int
        From 1.
    here : Unlike
        The frame before held against this one.

    Returns
    -------
    bool
        Whether the picture is back within a sixth of a second, or was there as shortly before.
    """
    gone = film.apart(frame - 1, frame)
    for reach in range(1, max(1, round(FLASH * film.rate)) + 1):
        for a, b in ((frame - 1, frame + reach), (frame - 1 - reach, frame)):
            if a >= 0 and b < len(film) and film.apart(a, b) < MOVED_ON * gone:
                back = film.back(a, b, here.structure)
                if back.residual < 0.4 * here.residual and back.structure < 0.5 * here.structure:
                    return True
    return False


def is_light(film: Frames, frame: int, here: Unlike) -> bool:
    """Say whether only the light has changed: brighter or darker all over, edges in place.

    A cut to the same place under another light leaves most edges where they were as well. There
    what has moved meanwhile, a head or a hand, tells it from a lamp that goes out: less of the
    detail can be found again. A flash also takes detail, for it burns the highlights out; but it lies
    on the whole picture alike, as no other place or light does.

    Parameters
    ----------
    film : Frames
        Where it is looked for.
    frame : int
        From 1.
    here : Unlike
        The frame before held against this one.

    Returns
    -------
    bool
        Whether only the light has changed.
    """
    a, b = film.luma[frame - 1], film.luma[frame]
    change = b.astype(np.float32) - a
    mean = abs(float(change.mean()))
    one_way = mean >= 0.6 * float(np.abs(change).mean())
    edges = EDGES if here.kept > RELIT or float(change.std()) < EVEN * mean else EDGES_ALL
    return one_way and same_edges(a, b) > edges
