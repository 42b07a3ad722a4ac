"""The same edit in moviepy, for those who want to go on with its effects.

moviepy asks every clip for its picture at a time. The clips here begin half a frame early, so
that each film frame asks for the middle of a take's frame and never for the edge between two.
"""

from __future__ import annotations

from typing import Any

from ..errors import EditError
from .edit import EditWithTakes, Span
from .titles import title_card

BLACK = (0, 0, 0)  # behind every picture; without it moviepy sees through


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
    if sounds:
        film = film.with_audio(CompositeAudioClip(sounds).with_duration(cut.duration))
    return film


def _picture(cut: EditWithTakes, span: Span, after: Span | None, size: tuple[int, int]) -> Any:
    from moviepy import ColorClip, ImageClip, VideoFileClip, vfx

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
        source = cut.take_clip(shot.take)
        start = (span.offset - lead) / rate
        clip = VideoFileClip(str(source.path), audio=False)
        last = clip.duration - 0.5 / clip.fps  # before its first frame and after its last they stay
        clip = clip.time_transform(lambda t: min(max(start + t, 0), last)).with_duration(length)
        if tuple(clip.size) != size:
            clip = _fitted(clip, size)
    effects = []
    if shot.fade_in:
        effects.append(vfx.FadeIn(shot.fade_in / rate))
    if shot.fade_out:
        effects.append(vfx.FadeOut(shot.fade_out / rate))
    if shot.dissolve:
        effects.append(vfx.CrossFadeIn(shot.dissolve / rate))
    return clip.with_effects(effects).with_start((span.start - lead - 0.5) / rate)


def _fitted(clip: Any, size: tuple[int, int]) -> Any:
    from moviepy import CompositeVideoClip

    scale = min(size[0] / clip.w, size[1] / clip.h)
    inner = clip.resized(scale).with_position("center")
    return CompositeVideoClip([inner], size=size, bg_color=BLACK)


def _sound(cut: EditWithTakes, span: Span) -> Any:
    from moviepy import AudioFileClip, afx

    if span.shot.is_card:
        return None
    source = cut.take_clip(span.shot.take)
    if source.sound is None:
        return None
    rate, dissolve = float(cut.rate), 0 if span.shot.split else span.shot.dissolve
    lead = min(dissolve - dissolve // 2, span.offset)
    clip = AudioFileClip(str(source.path))
    start = max(0, span.offset - lead) / rate
    clip = clip.subclipped(start, min(start + (len(span) + lead) / rate, clip.duration))
    effects = []
    if span.shot.gain:
        effects.append(afx.MultiplyVolume(10 ** (span.shot.gain / 20)))
    if dissolve:
        effects.append(afx.AudioFadeIn(dissolve / rate))
    return clip.with_effects(effects).with_start((span.start - lead) / rate)
