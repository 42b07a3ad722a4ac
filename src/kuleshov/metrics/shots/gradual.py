"""Dissolves and fades: shots that give way to each other slowly.

In a dissolve each frame lies on the straight line between the picture before and the picture
after it: ``frame = (1 - share) before + share after``. Nothing that moves does that. A fade is
the same with black on one side.
"""

import numpy as np

from .frame_difference import kept_places
from .frames import Frames
from .transition import Transition

BLACK = 16
DARK = 4.5  # levels above black, on average, under which a frame is black
SHORTEST = 4  # frames
LONGEST = 3.0  # s
HALVES = (3, 4, 6, 8, 11, 15, 20, 26, 33, 42)  # frames from the middle of a dissolve
LEAST = 12.0  # levels by which the two pictures of a dissolve differ
OFF_LINE = 0.2  # how far the middle may lie off the line, as a share of that
COARSE = (40, 22)
KEPT = 0.16  # share of detail that two pictures may have in common by chance


def fades(film: Frames) -> list[Transition]:
    """Return fades to black, from black, and through black.

    Parameters
    ----------
    film : Frames
        Where they are looked for.

    Returns
    -------
    list of Transition
        In the order of their frames; a fade in at the beginning has frame 0, one out at the end the
        number of frames.
    """
    mean, spread = film.moments
    level = mean - BLACK
    found = []
    for first, last in _runs(is_black(level, spread, film.rate)):
        down, up = ramp(film, level, first, -1), ramp(film, level, last - 1, 1)
        if down is None and up is None:
            continue  # black between two cuts, or nothing but black
        start = down[0] if down else up[1] if up and first == 0 else first
        end = up[0] if up else last
        frame = up[1] if up else last
        if first == 0:
            frame = 0
        found.append(Transition(int(frame), "fade", int(start), int(end)))
    return found


def is_black(level: np.ndarray, spread: np.ndarray, rate: float) -> np.ndarray:
    """Say of each frame whether it is black, or nearly so beside the frames around it.

    Parameters
    ----------
    level, spread : ndarray (frames,)
        Mean above black and standard deviation of brightness, levels.
    rate : float
        Frames a second.

    Returns
    -------
    ndarray of bool (frames,)
        Within three quarters of a second on each side, what is brightest decides.
    """
    reach = round(0.75 * rate)
    return (level < DARK + 0.06 * _highest(level, reach)) & (
        spread < DARK + 0.08 * _highest(spread, reach)
    )


def _highest(values: np.ndarray, reach: int) -> np.ndarray:
    """Return the highest value within ``reach`` frames on each side (SciPy takes long to import)."""
    padded = np.pad(values, reach)
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).max(axis=1))


def ramp(film: Frames, level: np.ndarray, black: int, step: int) -> tuple[int, int] | None:
    """Follow the picture out of black, forward (1) or backward (-1) in time.

    Parameters
    ----------
    film : Frames
        Where it is followed.
    level : ndarray (frames,)
        Mean brightness above black, levels.
    black : int
        A black frame beside the ramp.
    step : int
        1 forward, -1 backward.

    Returns
    -------
    (whole, dark) : (int, int) or None
        Forward: the first frame that is whole, and the first of the fade. Backward: the first
        frame that is darkened, and the one after the last. None where there is no slow way.
    """
    reach = round(LONGEST * film.rate)
    at = black
    while 0 <= at + step < len(film) and abs(at - black) < reach:
        rise = level[at + step] - level[at]
        far = level[at] - level[black]
        if rise < max(0.15, 0.25 * far / max(1, abs(at - black))):
            break
        at += step
    frames = abs(at - black)
    if frames < SHORTEST - 1 or level[at] - level[black] < DARK:
        return None
    whole = film.luma[at].astype(np.float32) - BLACK
    steps = np.arange(0, frames + 1)
    share = np.array(
        [
            float(((film.luma[black + step * k].astype(np.float32) - BLACK) * whole).sum())
            for k in steps
        ]
    ) / float((whole * whole).sum())
    if np.diff(share).max() > 0.5:  # one step does most of it: a cut
        return None
    middle = (share > 0.1) & (share < 0.9)
    if middle.sum() < 2:
        return None
    slope, offset = np.polyfit(steps[middle], share[middle], 1)
    zero, one = -offset / slope, (1 - offset) / slope
    if step > 0:
        dark = max(black - 30, round(black + zero + 0.5))
        return round(black + one + 0.5), max(dark, 0)
    return max(0, round(black - one + 0.5)), round(black - zero + 0.5)


def dissolves(film: Frames, cuts: list[int], taken: list[tuple[int, int]]) -> list[Transition]:
    """Return the dissolves that hold no cut and no fade.

    Parameters
    ----------
    film : Frames
        Where they are looked for.
    cuts : list of int
        First frames of the shots that begin with a cut.
    taken : list of (int, int)
        Stretches that are something else.

    Returns
    -------
    list of Transition
        In the order of their frames, none over another.
    """
    found: list[Transition] = []
    walls = [(frame - 1, frame + 1) for frame in cuts] + taken
    tried: set[tuple[int, int]] = set()
    for _, middle, half in _mixtures(film, walls):
        if (middle // 3, half) in tried or any(t.start - 1 <= middle <= t.end for t in found):
            continue
        tried.add((middle // 3, half))
        span = measure(film, middle, half)
        if span is None:
            continue
        start, end = span
        if any(a < end and start < b for a, b in walls):
            continue
        if any(t.start < end and start < t.end for t in found):
            continue
        length = end - start
        found.append(Transition(start + length - length // 2, "dissolve", start, end))
    return sorted(found)


def _mixtures(film: Frames, walls: list[tuple[int, int]]) -> list[tuple[float, int, int]]:
    """Return (merit, middle, half) of places that look like the middle of a dissolve."""
    import cv2

    n = len(film)
    small = np.stack([cv2.resize(f, COARSE, interpolation=cv2.INTER_AREA) for f in film.luma])
    flat = small.reshape(n, -1).astype(np.int16)
    blocked = np.zeros(n, bool)
    for a, b in walls:
        blocked[a + 1 : max(b, a + 2)] = True
    walls_before = np.cumsum(blocked)
    found = []
    for half in HALVES:
        if half > LONGEST * film.rate / 2:
            break
        gap = np.abs(flat[2 * half :] - flat[: -2 * half]).mean(axis=1)
        seen = np.flatnonzero(gap > LEAST)
        seen = seen[walls_before[seen + 2 * half] == walls_before[seen]]
        for first in seen:
            a, b = flat[first], flat[first + 2 * half]
            off = np.abs(2 * flat[first + half] - a - b).mean() / 2 / gap[first]
            if off < OFF_LINE:
                found.append((float(gap[first] * (1 - 2 * off)), int(first + half), half))
    return sorted(found, reverse=True)


def measure(film: Frames, middle: int, half: int) -> tuple[int, int] | None:
    """Return where a dissolve begins and ends, if it is one.

    Parameters
    ----------
    film : Frames
        Where it is looked for.
    middle : int
        The frame that looks like the middle of one.
    half : int
        How many frames before and after it are held against the middle.

    Returns
    -------
    (start, end) : (int, int) or None
        The first mixed frame and the first whole one; None where this is no dissolve.
    """
    first, last = middle - half, middle + half
    before, after = film.luma[first].astype(np.float32), film.luma[last].astype(np.float32)
    if not _differs_all_over(film, first, last):
        return None
    line = after - before
    length = float((line * line).sum())
    frames = np.arange(first, last + 1)
    share, off = np.empty(len(frames)), np.empty(len(frames))
    for at, frame in enumerate(frames):
        away = film.luma[frame] - before
        share[at] = float((away * line).sum()) / length
        off[at] = float(np.abs(away - share[at] * line).mean() / np.abs(line).mean())
    inner = (share > 0.15) & (share < 0.85)
    if inner.sum() < 2 or np.diff(share).min() < -0.1 or np.diff(share).max() > 0.4:
        return None
    if np.median(off[inner]) > 1.3 * OFF_LINE:
        return None
    slope, offset = np.polyfit(frames[inner], share[inner], 1)
    if slope <= 0 or np.abs(share[inner] - (slope * frames[inner] + offset)).max() > 0.12:
        return None
    start, end = round(-offset / slope + 0.5), round((1 - offset) / slope + 0.5)
    if end - start < SHORTEST or end - start > LONGEST * film.rate:
        return None
    start, end = max(start, 0), min(end, len(film))
    if not _two_pictures(film, max(start - 1, 0), min(end, len(film) - 1)):
        return None
    return start, end


def _differs_all_over(film: Frames, first: int, last: int) -> bool:
    """Say whether two frames differ in most places; titles come and go in a part of a picture."""
    a, b = film.luma[first], film.luma[last]
    blocks = np.abs(a.astype(np.float32) - b).reshape(9, 5, 16, 5).mean(axis=(1, 3))
    return bool((blocks > 6).mean() > 0.45) and kept_places(a, b) <= KEPT


def _two_pictures(film: Frames, first: int, last: int) -> bool:
    """Say whether two frames show different pictures, not one that moved or was lit anew."""
    if not _differs_all_over(film, first, last):
        return False
    seen = film.unlike(first, last)
    return seen.structure >= 0.45 and seen.residual >= 0.25


def _runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """Return the stretches of True as (first, after the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(int)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
