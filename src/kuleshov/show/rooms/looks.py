"""How takes look and sound at a glance: a strip of small pictures, and the level of the sound.

Both are made when a browser asks for them, and kept in the cache folder. A strip's pictures are
keyframes, where these lie close enough together.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...errors import KuleshovError
from ...files import whole
from ...folders import cache, made
from ...media.channels import as_mono
from ...media.opening import opened
from ...media.picture import to_rgb
from ...media.sound import Sound

if TYPE_CHECKING:
    from ...media import Clip

HEIGHT = 72
MOST = 100
PEAKS = 50
_RATE = 8000  # Hz: enough to see how loud it is
FLOOR = -60.0
_RECIPE = "4"  # raised whenever the same file would give other pictures or sound


def key(path: Path) -> str:
    """Return a name for what is made of a file as it now lies there."""
    info = path.stat()
    words = f"{_RECIPE} {path.resolve()} {info.st_size} {info.st_mtime_ns}"
    return hashlib.sha256(words.encode()).hexdigest()[:24]


def kept(name: str) -> Path:
    """Return a file of the rooms' part of the cache folder."""
    return made(cache() / "rooms") / name


def put_bytes(path: Path, data: bytes) -> None:
    """Write a file of the cache whole or not at all; a full disk only costs time."""
    with suppress(OSError), whole(path, lasting=False) as draft:
        draft.write_bytes(data)


def step_of(clip: Clip) -> int:
    """Return every how many frames a strip has a picture: a second, more for a long take."""
    return max(1, round(clip.rate), math.ceil(clip.frames / MOST))


def strip(clip: Clip) -> tuple[bytes, dict[str, int]]:
    """Return a take's small pictures side by side as JPEG, and how to read them.

    Returns
    -------
    bytes
        One JPEG, ``count`` pictures wide.
    dict
        ``width`` and ``height`` of one picture in pixels, ``count``, and ``step`` in frames of
        the take: picture ``k`` shows what is seen ``k * step / rate`` seconds into it.
    """
    width = max(16, min(320, round(HEIGHT * clip.width / clip.height)))
    step = step_of(clip)
    plan = {"width": width, "height": HEIGHT, "step": step}
    plan["count"] = len(range(0, clip.frames, step))
    file = kept(f"{key(clip.path)}.jpg")
    with suppress(OSError):
        return file.read_bytes(), plan
    data = _drawn(clip, width, step)
    put_bytes(file, data)
    return data, plan


def _drawn(clip: Clip, width: int, step: int) -> bytes:
    import cv2

    pictures = _keyframes(clip, width, step) or [
        to_rgb(clip.raw(frame), (width, HEIGHT))
        for frame in clip.on_screen(range(0, clip.frames, step), clip.rate)
    ]
    row = np.ascontiguousarray(np.concatenate(pictures, axis=1)[..., ::-1])
    ok, data = cv2.imencode(".jpg", row, [cv2.IMWRITE_JPEG_QUALITY, 72])
    if not ok:
        raise KuleshovError(f"{clip.name} can't be drawn as a strip.")
    return bytes(data.tobytes())


def _keyframes(clip: Clip, width: int, step: int) -> list[NDArray[np.uint8]]:
    """Return the keyframes nearest to the moments of a strip; none where they lie too far apart.

    Nothing else is decoded, which is six times as fast as asking for the frames one by one.
    """
    wanted = np.arange(0, clip.frames, step) / float(clip.rate)
    seconds: list[float] = []
    pictures: list[NDArray[np.uint8]] = []
    with opened(clip.path) as film:
        track: Any = film.streams[clip.probe.stream]
        track.codec_context.skip_frame = "NONKEY"
        for frame in film.decode(track):
            seconds.append(float(frame.time or 0) - float(clip.start))
            pictures.append(to_rgb(frame, (width, HEIGHT)))
            if len(pictures) > 40 * MOST:
                return []
    if not pictures:
        return []
    near = [int(np.argmin(np.abs(np.array(seconds) - at))) for at in wanted]
    late = max(abs(seconds[k] - at) for k, at in zip(near, wanted, strict=True))
    return [pictures[k] for k in near] if late <= 0.6 * step / float(clip.rate) else []


def levels(clip: Clip | Sound) -> bytes:
    """Return the level of a take's sound, one byte for each 20 ms; empty where it has none.

    A byte is the peak on a scale of dB: 0 is -60 dBFS and below, 255 is 0 dBFS.
    """
    if clip.sound is None:
        return b""
    read = clip.read if isinstance(clip, Sound) else clip.read_sound
    return _levels(f"{key(clip.path)}.levels", lambda: read(rate=_RATE, mono=True))


def stem_levels(take: Any, name: str) -> bytes:
    """Return the same of one of a take's stems: a voice, or the rest without the voices.

    Raises
    ------
    KuleshovError
        Where it has no such stem, or a file can't be read.
    """
    if not hasattr(take, "stem"):
        raise KuleshovError(f"{take.name} has no stems.")
    stem = take.stem(name)
    if stem.sound is None:
        return b""
    stop = float(take.clip.duration)
    return _levels(
        f"{key(take.path)}.{stem_key(name)}.levels",
        lambda: as_mono(stem.read_sound(0, stop, rate=_RATE), stem.sound.layout),
    )


def stem_key(name: str) -> str:
    """Return what stands for a stem's name in a file's."""
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def _levels(name: str, read: Callable[[], NDArray[np.float32]]) -> bytes:
    file = kept(name)
    with suppress(OSError):
        return file.read_bytes()
    data = scaled(read().ravel(), _RATE // PEAKS).tobytes()
    put_bytes(file, data)
    return data


def scaled(sound: NDArray[np.float32], block: int) -> NDArray[np.uint8]:
    """Return the peaks of blocks of samples as bytes on a scale of dB.

    >>> scaled(np.array([0.0, 1.0, 0.0, 0.1]), 2)
    array([255, 170], dtype=uint8)
    """
    whole = len(sound) // block * block
    peaks = np.abs(sound[:whole]).reshape(-1, block).max(axis=1) if whole else np.zeros(0)
    decibels = 20 * np.log10(np.maximum(peaks, 1e-6))
    return np.round(np.clip((decibels - FLOOR) / -FLOOR, 0, 1) * 255).astype(np.uint8)
