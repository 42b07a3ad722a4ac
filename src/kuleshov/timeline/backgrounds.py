"""How loud a film's background is: the room tone of its takes, as shots and lanes let it be heard."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..media.channels import as_mono
from .edit import EditWithTakes, Span
from .lanes import LaidSound
from .once import once_a_take
from .spoken import UNHEARD

_RATE = 8000
_BLOCK = _RATE // 20  # 50 ms
_LONGEST = 60  # s of a take that are listened to


def heard_behind(
    cut: EditWithTakes, span: Span, frame: int, beside: int | None = None
) -> float | None:
    """Return how loud the background is at a frame of the film: of its shot and the lanes together.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand.
    span : Span
        What of the shots is heard there.
    frame : int
        Of the film.
    beside : int, optional
        Another frame: of the lanes only sounds that are heard at both count.

    Returns
    -------
    float or None
        dBFS, before the film's own level and without a shot's fades; None where nothing is heard,
        or the shot's own sound is too short to have a background. What is as short in a lane is
        an effect, and doesn't count.

    Raises
    ------
    MediaError
        Where a take can't be read.

    Notes
    -----
    A shot's own stretch would not do: where somebody speaks all through it, it has no quiet. So a
    take's background is measured on the whole of it, and what is heard together is added as power.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("tone", rushes=ku.rushes("understudy")).add("4A-1", "4.5", "6.0")
    >>> bare = heard_behind(cut, cut.edit.sound()[0], 12)
    >>> tone = cut.lane("tone").lay("4A-1", "4.5", "6.0", at="0.0")
    >>> round(heard_behind(cut, cut.edit.sound()[0], 12) - bare, 2)  # twice the power
    3.01
    """
    own = list(_own(cut, span))
    levels = [level for level in (*own, *_in_lanes(cut, frame, beside)) if level is not None]
    if None in own or not levels:
        return None
    return 10 * math.log10(sum(10 ** (level / 10) for level in levels))


def _own(cut: EditWithTakes, span: Span) -> Iterator[float | None]:
    shot = span.shot
    if not shot.is_card and shot.gain > UNHEARD:
        yield from _at_gain(cut, shot.take, shot.stem, shot.gain)


def _in_lanes(cut: EditWithTakes, frame: int, beside: int | None) -> Iterator[float | None]:
    frames = {frame, frame if beside is None else beside}
    for lane in cut.edit.lanes:
        for one in lane.sounds if not lane.muted else ():
            share = _share(one, frame) if all(one.at <= n < one.stop for n in frames) else 0.0
            gain = one.gain + lane.gain + 20 * math.log10(share) if share else -math.inf
            if gain > UNHEARD:
                yield from _at_gain(cut, one.take, one.stem, gain)


def _share(one: LaidSound, frame: int) -> float:
    """Return how much its fades leave of a sound at a frame, 0 to 1."""
    come = (frame - one.at) / one.fade_in if one.fade_in else 1.0
    go = (one.stop - frame) / one.fade_out if one.fade_out else 1.0
    return min(come, 1.0) * min(go, 1.0)


def _at_gain(cut: EditWithTakes, name: str, stem: str, gain: float) -> Iterator[float | None]:
    known = _known(cut.take(name))
    if stem not in known:
        heard = cut.take_sound(name, stem)
        known[stem] = math.nan if heard is None else background(heard, cut.take(name))
    level = known[stem]
    if level is None:
        yield None
    elif not math.isnan(level):  # what is mute adds nothing
        yield level + gain


@once_a_take
def _known(take: Any) -> dict[str, float | None]:
    """Return what is known of a take's stems, "" for all of it; each is listened to once."""
    return {}


def background(heard: Any, take: Any) -> float | None:
    """Return the level of the quiet moments of a take, or of one of its stems: its room tone.

    Parameters
    ----------
    heard : Clip, Sound or stem
        What is listened to.
    take : Take, Clip or Sound
        Whose it is: its slate, which is silent, is left out.

    Returns
    -------
    float or None
        dBFS, -90 at the lowest: a tenth of its 50 ms are as soft, or softer. None under half a second.

    Raises
    ------
    MediaError
        Where it can't be read.

    Examples
    --------
    >>> import kuleshov as ku
    >>> take = ku.rushes("understudy")["4A-1"]
    >>> -90 <= background(take.clip, take) < -30
    True
    """
    clip = getattr(take, "clip", take)
    frames = getattr(clip, "frames", None)
    if frames is None:
        start, last = 0.0, float(clip.duration)
    else:
        start = float(getattr(take, "first", 0) / clip.rate)
        last = float(getattr(take, "last", frames) / clip.rate)
    sound = _read(heard, start, min(last, start + _LONGEST))
    blocks = sound[: len(sound) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
    if len(blocks) < 10:
        return None
    power = np.percentile(np.mean(blocks.astype(float) ** 2, axis=1), 10)
    return float(10 * np.log10(max(power, 1e-9)))


def _read(heard: Any, start: float, stop: float) -> NDArray[np.float32]:
    samples = np.asarray(heard.read_sound(start, stop, rate=_RATE))
    return as_mono(samples, getattr(heard.sound, "layout", "mono")).ravel()
