"""A take's film for a browser: its own file where that plays, a proxy where it doesn't.

A browser asks the notebook server for the file first. Where the server can't give it (it lies
outside the server's folder, or there is no server within reach), it comes in pieces over the
widget's own channel. Only files of takes that are in the room are ever read.
"""

from __future__ import annotations

import math
import threading
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import KuleshovError
from ...files import whole
from ...media.channels import as_mono, downmix
from ...media.sound import Sound
from .looks import kept, key, stem_key
from .messages import CHUNK

if TYPE_CHECKING:
    from ...media import Clip

MOST_PIXELS = 1280 * 720
MOST_BYTES = 120_000_000
LONGEST_GOP = 2.1
PROXY_SIZE = (640, 360)
STEM = "stem "
"""What stands before a stem's name where a browser asks for it."""
_SECONDS = 20  # of sound read at once


def plays(clip: Clip) -> bool:
    """Say whether a browser plays a file well enough to cut with: H.264, small, many keyframes."""
    return (
        clip.codec == "h264"
        and clip.pixel_format in ("yuv420p", "yuvj420p")
        and clip.path.suffix.lower() in (".mp4", ".m4v", ".mov")
        and not clip.rotation
        and not clip.mirrored
        and not clip.variable_rate
        and clip.width * clip.height <= MOST_PIXELS
        and clip.path.stat().st_size <= MOST_BYTES
        and (clip.sound is None or clip.sound.codec in ("aac", "mp3"))
        and longest_gop(clip) <= LONGEST_GOP
    )


def longest_gop(clip: Clip) -> float:
    """Return the longest way between two keyframes, in seconds, from the packets alone."""
    import av

    with av.open(str(clip.path)) as film:
        track = film.streams.video[0]
        keys = [
            p.pts * float(p.time_base)
            for p in film.demux(track)
            if p.is_keyframe and p.pts is not None
        ]
    ends = sorted([*keys, keys[0] + float(clip.duration)]) if keys else [0.0, float("inf")]
    return max(b - a for a, b in pairwise(ends))


@dataclass
class Proxy:
    """A smaller film in place of a take's own, made once, in the background."""

    path: Path
    problem: str = ""
    thread: threading.Thread | None = None

    def ready(self) -> bool:
        """Whether it lies there, whole."""
        return self.path.is_file()


class Films:
    """The files of a room's takes."""

    def __init__(self) -> None:
        self._proxies: dict[Path, Proxy] = {}
        self._plays: dict[Path, bool] = {}

    def of(self, clip: Clip) -> dict[str, Any]:
        """Return where a browser finds a take's film: ``path`` and ``size``, or ``making``.

        Raises
        ------
        KuleshovError
            Where no proxy could be made.
        """
        path = self.path(clip)
        if path is None:
            return {"making": True}
        return {"path": str(path), "size": path.stat().st_size}

    def path(self, clip: Clip) -> Path | None:
        """Return the file that stands for a take, or None while it is being made."""
        if clip.path not in self._plays:
            self._plays[clip.path] = plays(clip)
        if self._plays[clip.path]:
            return clip.path.resolve()
        proxy = self._proxies.setdefault(clip.path, Proxy(kept(f"{key(clip.path)}.mp4")))
        if proxy.ready():
            return proxy.path
        if proxy.problem:
            raise KuleshovError(proxy.problem)
        if proxy.thread is None:
            proxy.thread = threading.Thread(target=_make, args=(proxy, clip), daemon=True)
            proxy.thread.start()
        return None

    def piece(self, name: str, take: Any, kind: str, start: int) -> tuple[bytes, int]:
        """Return up to a megabyte of a take's film, sound or stem, and the whole's length in bytes.

        Raises
        ------
        KuleshovError
            Where its proxy is still being made, or it has no such stem.
        """
        clip = getattr(take, "clip", take)
        path: Path | None
        if kind.startswith(STEM):
            path = _stem_wav(take, kind.removeprefix(STEM))
        else:
            path = _wav(clip) if kind == "sound" else self.path(clip)
        if path is None:
            raise KuleshovError(f"The proxy of {name} is still being made.")
        with path.open("rb") as file:
            file.seek(start)
            return file.read(CHUNK), path.stat().st_size


def _make(proxy: Proxy, clip: Clip) -> None:
    """Write a proxy of the picture as people see it, a keyframe a second."""
    from ...media import Clip, Writer

    try:
        with Clip(clip.path) as own:  # a reader of its own: this is another thread
            scale = min(1.0, PROXY_SIZE[0] / own.width, PROXY_SIZE[1] / own.height)
            size = tuple(max(2, round(side * scale / 2) * 2) for side in (own.width, own.height))
            rate = 48000 if own.sound else None
            with Writer(proxy.path, own.edit_rate, (size[0], size[1]), rate, crf=24) as film:
                for picture in _evenly(own, (size[0], size[1])):
                    film.write(picture)
                if own.sound:
                    for piece in own.sound_pieces():
                        film.write_sound(piece)
    except KuleshovError as error:
        proxy.problem = f"No proxy of {clip.name} could be made: {error}"
    except Exception as error:  # nobody hears of it in this thread, and it would be tried for ever
        words = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        proxy.problem = f"No proxy of {clip.name} could be made: {words}."
    finally:
        proxy.thread = None


def _evenly(clip: Clip, size: tuple[int, int]) -> Iterator[np.ndarray]:
    """Yield pictures at one rate: uneven frames as often as they would be seen."""
    count = max(1, int(clip.duration * clip.edit_rate)) if clip.variable_rate else clip.frames
    shown = np.bincount(clip.on_screen(range(count), clip.edit_rate), minlength=clip.frames)
    for number, picture in enumerate(clip.images(size=size)):
        for _ in range(int(shown[number])):
            yield picture


def _wav(clip: Clip | Sound) -> Path:
    """Return a take's sound as a .wav in the cache, for browsers that know no AAC."""
    if isinstance(clip, Sound):
        # as many channels as the mix has of it: a meter of loudness would hear the difference
        channels = 1 if clip.layout == "mono" else 2
        pieces = _pieces(clip, clip.duration, clip.layout, channels)
        return _written_wav(f"{key(clip.path)}.{channels}.wav", pieces, channels)
    return _written_wav(f"{key(clip.path)}.wav", clip.sound_pieces(mono=True))


def _stem_wav(take: Any, name: str) -> Path:
    """Return one of a take's stems as a .wav in the cache."""
    if not hasattr(take, "stem"):
        raise KuleshovError(f"{take.name} has no stems.")
    stem = take.stem(name)
    file = f"{key(take.path)}.{stem_key(name)}.wav"
    return _written_wav(file, _pieces(stem, float(take.clip.duration), stem.sound.layout))


def _pieces(heard: Any, duration: float, layout: str, channels: int = 1) -> Iterator[np.ndarray]:
    """Yield some seconds of a sound at a time, as one channel or two."""
    mixed = as_mono if channels == 1 else downmix
    for first in range(0, math.ceil(duration), _SECONDS):
        last = min(first + _SECONDS, duration)
        yield mixed(np.asarray(heard.read_sound(first, last, rate=48000), np.float32), layout)


def _written_wav(name: str, pieces: Iterator[np.ndarray], channels: int = 1) -> Path:
    path = kept(name)
    if not path.is_file():
        with whole(path, lasting=False) as draft, wave.open(str(draft), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(2)
            file.setframerate(48000)
            for piece in pieces:
                file.writeframes(np.round(np.clip(piece, -1, 1) * 32767).astype("<i2").tobytes())
    return path
