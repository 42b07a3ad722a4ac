"""The closer looks: what a few frames show at 480 lines, and what moves from frame to frame.

They are taken in the same pass as the everyday features (:mod:`~kuleshov.metrics.features.everyday`), from
stills at even times: which of them lie in one shot is known when the cuts are. What is kept in
the cache are numbers, not pictures.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from ..media import Clip
from ..media.picture import shrink
from .features.everyday import (
    Everyday,
    Features,
    FramePicture,
    Source,
    cached,
    keep_features,
    kept_features,
    usual_rate,
    watch,
)
from .formulas import geometry, stability, texture
from .shots.cuts import Cuts, cuts_of

RECIPE = 6  # raised whenever the same film would give other numbers
MOMENTS = 16  # stills for texture, each with the frame after it
WINDOWS = 12  # stretches that could be followed for rigid motion
FOLLOWED = 6  # of which so many are
STEPS = 4  # stills by which a stretch of a second is followed
EVERY = 6  # frames from one warping error to the next
AT_ONCE = 32  # flows that are summed up together
MOST_RETURNS = 3
RETURN_LINES = 270
LINES = texture.LINES


@dataclass(frozen=True)
class Looks:
    """What the closer looks found.

    Attributes
    ----------
    shift : ndarray of float32 (frames, 4)
        How the camera moved since the frame before
        (:func:`~kuleshov.metrics.formulas.stability.global_motion`); 0 for the first.
    warp_at : ndarray of int (k,)
        Frames that were brought back to the frame before them.
    warp : ndarray of float64 (k,)
        With which error, levels squared.
    at : ndarray of int (m,)
        Frames of the stills.
    slope, residual, grain, colour : ndarray of float64 (m,)
        Their spectrum, grain and colourfulness.
    tracks : ndarray of int (w, 4)
        First and last frame of a followed stretch, points shared, points rigid.
    returns : ndarray of float64 (r, 5)
        Shot, the earlier shot that it comes back to, points shared, rigid, and rigid by chance.
    """

    shift: np.ndarray
    warp_at: np.ndarray
    warp: np.ndarray
    at: np.ndarray
    slope: np.ndarray
    residual: np.ndarray
    grain: np.ndarray
    colour: np.ndarray
    tracks: np.ndarray
    returns: np.ndarray


class Looker:
    """Watches a film pass, and looks closer where it was told to.

    Parameters
    ----------
    source : Source
        The film that will pass.
    moments : int
        How many stills are taken at even times; 16 where left out.
    moving : bool
        Whether motion is looked at, which takes longest.
    """

    def __init__(self, source: Source, moments: int = MOMENTS, moving: bool = True) -> None:
        count = source.frames
        self.at = np.unique(((np.arange(moments) + 0.5) / moments * count).astype(int))
        self.moving = moving
        self.windows = _windows(count, float(usual_rate(source))) if moving else []
        self._wanted = {int(f) for f in self.at} | {int(f) + 1 for f in self.at}
        self._wanted |= {frame for window in self.windows for frame in window}
        self.stills: dict[int, np.ndarray] = {}
        self.colour: dict[int, float] = {}
        self.shift = np.zeros((count, 4), np.float32)
        self.warp: list[tuple[int, float]] = []
        self._before: np.ndarray | None = None
        self._flows: dict[int, np.ndarray] = {}

    def see(self, at: int, picture: FramePicture) -> None:
        """Look at a frame.

        Parameters
        ----------
        at : int
            Its number, from 0; frames come in order.
        picture : FramePicture
            The frame.
        """
        tiny = picture.tiny
        if self._before is not None and self.moving:
            there = stability.flow(self._before, tiny)
            self._note(at, there)
            if at % EVERY == 0:
                back = stability.flow(tiny, self._before)
                error = stability.warping_error(self._before, tiny, there, back)
                self.warp.append((at, error))
        self._before = tiny
        if at in self._wanted:
            self.stills[at] = np.ascontiguousarray(shrink(picture.y, lines(picture.y)))
        if at in self.at:
            y, (u, v) = shrink(picture.small, (160, 90)), picture.colours((160, 90))
            self.colour[at] = texture.colourfulness(y, u, v)

    def _note(self, at: int, flow: np.ndarray) -> None:
        """Keep a flow; many are summed up at once, which costs a fifth."""
        self._flows[at] = flow
        if len(self._flows) == AT_ONCE:
            self._sum_up()

    def _sum_up(self) -> None:
        if self._flows:
            self.shift[list(self._flows)] = stability.global_motion(list(self._flows.values()))
            self._flows.clear()

    def looks(self, features: Features, cuts: Cuts) -> Looks:
        """Return what was seen, now that it is known where shots begin.

        Parameters
        ----------
        features : Features
            Of the same film.
        cuts : Cuts
            Its transitions.

        Returns
        -------
        Looks
            Nothing in it reaches over a cut.
        """
        self._sum_up()
        at = np.array([frame for frame in self.at if frame in self.stills], int)
        shot = np.searchsorted(cuts.starts, np.arange(features.frames + 1), side="right")
        drawn = [texture.spectrum(self.stills[frame]) for frame in at]
        warp = [(frame, error) for frame, error in self.warp if shot[frame] == shot[frame - 1]]
        return Looks(
            shift=self.shift,
            warp_at=np.array([frame for frame, _ in warp], int),
            warp=np.array([error for _, error in warp], float),
            at=at,
            slope=np.array([one.slope for one in drawn], float),
            residual=np.array([one.residual for one in drawn], float),
            grain=np.array([self._grain(int(frame), shot) for frame in at], float),
            colour=np.array([self.colour[int(frame)] for frame in at], float),
            tracks=self._tracks(shot),
            returns=self._returns(features, cuts, shot),
        )

    def _grain(self, frame: int, shot: np.ndarray) -> float:
        if frame + 1 not in self.stills or shot[frame] != shot[frame + 1]:
            return float("nan")
        return texture.grain(self.stills[frame], self.stills[frame + 1])

    def _tracks(self, shot: np.ndarray) -> np.ndarray:
        whole = [
            w
            for w in self.windows
            if shot[w[0]] == shot[w[-1]] and all(f in self.stills for f in w)
        ]
        chosen = [whole[int(n)] for n in np.linspace(0, len(whole) - 1, min(FOLLOWED, len(whole)))]
        rows = []
        for window in chosen:
            first, last = geometry.tracks([self.stills[frame] for frame in window])
            found = geometry.rigid(first, last)
            rows.append((window[0], window[-1], found.shared, found.rigid))
        return np.array(rows, int).reshape(-1, 4)

    def _returns(self, features: Features, cuts: Cuts, shot: np.ndarray) -> np.ndarray:
        from .formulas.shot_order import returns

        back = returns(layouts(features, cuts))
        stills = {int(shot[frame]) - 1: frame for frame in sorted(self.stills, reverse=True)}
        last = {int(shot[frame]) - 1: frame for frame in sorted(self.stills)}
        rows = []
        for now, then in enumerate(back):
            if then < 0 or now not in stills or int(then) not in last:
                continue
            pictures = [_small(self.stills[f]) for f in (last[int(then)], stills[now])]
            a, b = geometry.matches(*pictures)
            found = geometry.rigid(a, b)
            rows.append((now, then, found.shared, found.rigid, geometry.chance(a, b)))
            if len(rows) == MOST_RETURNS:
                break
        return np.array(rows, float).reshape(-1, 5)


def looks_of(clip: Clip, known: Cuts | None = None) -> Looks:
    """Return a film's closer looks, from the cache or by decoding it once, for all features.

    Parameters
    ----------
    clip : Clip
        A film.
    known : Cuts, optional
        Its transitions, where they are known from elsewhere: then nothing is kept.

    Returns
    -------
    Looks
        Kept in the cache from now on.

    Raises
    ------
    MediaError
        Where the film can't be decoded.
    """
    if known is not None:
        return both(clip, known)[1]
    names = [field.name for field in fields(Looks)]
    kept = cached(clip, f"looks-{RECIPE}", lambda: _packed(both(clip)[1]))
    if set(kept) != set(names) or len(kept["shift"]) != clip.frames:  # a damaged entry
        kept = _packed(both(clip)[1])
    return Looks(**kept)


def both(clip: Clip, known: Cuts | None = None) -> tuple[Features, Looks]:
    """Decode a film once for its features and its closer looks, and keep the features.

    Parameters
    ----------
    clip : Clip
        A film.
    known : Cuts, optional
        Its transitions; found where they are left out.

    Returns
    -------
    features : Features
        From the cache, where they are there; else made in the same pass, and kept.
    looks : Looks
        Not kept: :func:`looks_of` does that.

    Raises
    ------
    MediaError
        Where the film can't be decoded.
    """
    looker = Looker(clip)
    features = kept_features(clip)
    if features is None:
        everyday = Everyday(clip)
        watch(clip, everyday, looker)
        features = everyday.features()
        keep_features(clip, features)
    else:
        watch(clip, looker)
    return features, looker.looks(features, cuts_of(clip, features) if known is None else known)


def layouts(features: Features, cuts: Cuts) -> np.ndarray:
    """Return a small picture of each shot, the mean of three moments.

    Parameters
    ----------
    features : Features
        Of a film.
    cuts : Cuts
        Its transitions.

    Returns
    -------
    ndarray of float32 (shots, 3, 9, 16)
        Brightness and both colour differences, levels.
    """
    from .formulas.variety import layout

    ends = [*cuts.starts[1:], features.frames]
    made = []
    for first, last in zip(cuts.starts, ends, strict=True):
        at = [first + int((last - first) * share) for share in (0.25, 0.5, 0.75)]
        made.append(np.mean([layout(features.luma[f], features.colour[f]) for f in at], axis=0))
    return np.array(made)


def lines(picture: np.ndarray, most: int = LINES) -> tuple[int, int]:
    """Return the size at which a picture has 480 lines, or its own where it has less.

    Parameters
    ----------
    picture : ndarray (height, width)
        Of any size; its shorter side counts.
    most : int
        Lines; 480 where left out.

    Returns
    -------
    (width, height) : (int, int)
        In the picture's own shape.
    """
    height, width = picture.shape
    scale = min(1.0, most / min(height, width))
    return max(2, round(width * scale)), max(2, round(height * scale))


def _windows(count: int, rate: float) -> list[list[int]]:
    long = min(round(rate), count - 1)
    if long < STEPS:
        return []
    starts = np.unique(np.linspace(0, count - 1 - long, WINDOWS).astype(int))
    return [[int(s) + round(long * k / STEPS) for k in range(STEPS + 1)] for s in starts]


def _small(picture: np.ndarray) -> np.ndarray:
    """Return a still at 270 lines: SIFT costs a third, and a set-up is still known again."""
    return shrink(picture, lines(picture, RETURN_LINES))


def _packed(looks: Looks) -> dict[str, Any]:
    return {field.name: getattr(looks, field.name) for field in fields(Looks)}
