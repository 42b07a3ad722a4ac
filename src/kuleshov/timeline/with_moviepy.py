"""The same edit in moviepy, for those who want to go on with its effects.

moviepy asks every clip for its picture at a time. The clips here begin half a frame early, so
that each film frame asks for the middle of a take's frame and never for the edge between two.
Pictures and sound are read as everywhere in the kit, so that moviepy shows what a render shows: a
phone's uneven frames at their own times, turned, mirrored and HDR pictures as people see them.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import EditError
from ..media.grade import Grade
from ..media.picture import fitted, to_rgb
from .edit import EditWithTakes, Span
from .lanes import LaidSound
from .mix import RATE, stereo
from .titles import title_card

BLACK = (0, 0, 0)  # behind every picture; without it moviepy sees through
HELD = 5  # seconds of a take's sound


def to_moviepy(cut: EditWithTakes) -> Any:
    """Return an edit as a ``moviepy.CompositeVideoClip``; close it when you are done.

    Parameters
    ----------
    cut : Cut

    Returns
    -------
    moviepy.CompositeVideoClip
        With sound where a take has it.

    Raises
    ------
    EditError
        Where the edit is empty, or a take is in none of the cut's bins.

    Examples
    --------
    >>> film = cut.to_moviepy()  # doctest: +SKIP
    >>> film = film.with_effects([moviepy.vfx.BlackAndWhite()])  # doctest: +SKIP
    >>> film.write_videofile("noir.mp4", fps=24)  # doctest: +SKIP
    """
    from moviepy import CompositeAudioClip, CompositeVideoClip

    from .render import check_ends, film_size

    if not cut.frames:
        raise EditError("This edit is empty: add a shot before you go on in moviepy.")
    check_ends(cut)
    size = film_size(cut)
    picture = cut.edit.picture()
    layers = [
        _picture(cut, span, picture[i + 1] if i + 1 < len(picture) else None, size)
        for i, span in enumerate(picture)
    ]
    film = CompositeVideoClip(layers, bg_color=BLACK)
    film = film.with_duration(cut.duration).with_fps(float(cut.rate))
    sounds = [sound for span in cut.edit.sound() if (sound := _sound(cut, span)) is not None]
    sounds += [
        _laid(cut, one, lane.gain)
        for lane in cut.edit.lanes
        if not lane.muted
        for one in lane.sounds
        if one.at < cut.frames
    ]
    if sounds:
        track = CompositeAudioClip(sounds).with_duration(cut.duration)
        film = film.with_audio(track.with_effects(_louder(cut.edit.level)))
    return film


def _picture(cut: EditWithTakes, span: Span, after: Span | None, size: tuple[int, int]) -> Any:
    from moviepy import ColorClip, ImageClip, VideoClip, vfx

    shot, rate = span.shot, float(cut.rate)
    lead = shot.dissolve - shot.dissolve // 2
    # What has faded out stays black under a dissolve: there its clip has ended.
    tail = after.shot.dissolve // 2 if after and not shot.fade_out else 0
    length = (len(span) + lead + tail) / rate
    if shot.take == "title":
        clip = ImageClip(title_card(shot.text, *size), duration=length)
    elif shot.is_card:
        clip = ColorClip(size, duration=length)
    else:
        clip = cut.take_clip(shot.take)
        shown = _Shown(clip, cut.rate, span.offset - lead, size, shot.grade or Grade())
        clip = VideoClip(shown, duration=length).with_fps(rate)
    effects = []
    if shot.fade_in:
        effects.append(vfx.FadeIn(shot.fade_in / rate))
    if shot.fade_out:
        effects.append(vfx.FadeOut(shot.fade_out / rate))
    if shot.dissolve:
        effects.append(vfx.CrossFadeIn(shot.dissolve / rate))
    return clip.with_effects(effects).with_start((span.start - lead - 0.5) / rate)


def _sound(cut: EditWithTakes, span: Span) -> Any:
    from moviepy import AudioClip, afx

    if span.shot.is_card:
        return None
    source = cut.take_sound(span.shot.take, span.shot.stem)
    if source is None:
        return None
    rate, dissolve = float(cut.rate), 0 if span.shot.split else span.shot.dissolve
    lead = min(dissolve - dissolve // 2, span.offset)
    heard = _Heard(source, (span.offset - lead) / cut.rate)
    clip = AudioClip(heard, duration=(len(span) + lead) / rate, fps=RATE)
    effects = _louder(span.shot.gain)
    if dissolve:
        effects.append(afx.AudioFadeIn(dissolve / rate))
    return clip.with_effects(effects).with_start((span.start - lead) / rate)


def _laid(cut: EditWithTakes, one: LaidSound, gain: float) -> Any:
    from moviepy import AudioClip, afx

    rate = float(cut.rate)
    heard = _Heard(cut.take_sound(one.take, one.stem), one.in_ / cut.rate)
    effects = _louder(one.gain + gain)
    if one.fade_in:
        effects.append(afx.AudioFadeIn(one.fade_in / rate))
    if one.fade_out:
        effects.append(afx.AudioFadeOut(one.fade_out / rate))
    clip = AudioClip(heard, duration=len(one) / rate, fps=RATE)
    return clip.with_effects(effects).with_start(one.at / rate)


def _louder(gain: float) -> list[Any]:
    from moviepy import afx

    return [afx.MultiplyVolume(10 ** (gain / 20))] if gain else []


class _Shown:
    """A take's picture at a time, graded, whole and upright, black around what doesn't fit."""

    def __init__(
        self, clip: Any, rate: Fraction, first: int, size: tuple[int, int], grade: Grade
    ) -> None:
        self._clip, self._rate, self._first, self._size = clip, rate, first, size
        self._grade = grade
        self._raw = clip.raw_ahead()  # moviepy draws while the next frame is decoded
        self._place = fitted(clip.width, clip.height, size, float(clip.pixel_aspect))

    def __call__(self, t: float) -> NDArray[np.uint8]:
        number = self._first + floor(t * float(self._rate) + 1e-6)
        (at,) = self._clip.on_screen([number], self._rate)
        left, top, wide, high = self._place
        shown = to_rgb(self._raw(at), (wide, high))
        shown = self._grade.apply(shown) if self._grade.values() else shown
        if (wide, high) == self._size:
            return shown
        picture = np.zeros((self._size[1], self._size[0], 3), np.uint8)
        picture[top : top + high, left : left + wide] = shown
        return picture


class _Heard:
    """A take's sound from some second on, of which a stretch is held at a time."""

    def __init__(self, clip: Any, start: Fraction) -> None:
        self._clip, self._start = clip, start
        self._first, self._held = 0, np.zeros((0, 2), np.float32)

    def __call__(self, t: float | NDArray[np.float64]) -> NDArray[np.float32]:
        at = np.floor(np.asarray(t) * RATE + 0.5).astype(int)
        first, last = int(at.min()), int(at.max()) + 1
        if first < self._first or last > self._first + len(self._held):
            count = max(last - first, HELD * RATE)
            self._first = first
            self._held = stereo(self._clip, self._start + Fraction(first, RATE), count, RATE)
        return self._held[at - self._first]
