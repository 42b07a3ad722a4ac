"""Pictures of film: stills, storyboards, colour strips."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ..media import Clip

THUMB_WIDTH = 192


def jpeg(rgb: NDArray[np.uint8], width: int | None = None, quality: int = 80) -> str:
    """Return a picture as a JPEG data address, scaled to ``width`` pixels where it is wider."""
    if width and rgb.shape[1] > width:
        height = max(1, round(rgb.shape[0] * width / rgb.shape[1]))
        rgb = np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    bgr = np.ascontiguousarray(rgb[..., ::-1])
    ok, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not ok:
        raise ValueError("a picture that can't be written as JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode()


def spread(clip: Clip, count: int) -> list[int]:
    """Return ``count`` frames spread evenly over a clip's time, none of them at its very ends."""
    count = max(1, min(count, clip.frames))
    return clip.on_screen((int((k + 0.5) * clip.frames / count) for k in range(count)), clip.rate)


def stills(clip: Clip, count: int = 6, width: int = THUMB_WIDTH) -> list[tuple[str, str]]:
    """Return ``count`` stills as (timecode, JPEG data address)."""
    return [(clip.timecode(n), jpeg(clip.frame(n), width)) for n in spread(clip, count)]


def strip_of(clip: Clip, columns: int = 600, height: int = 48) -> NDArray[np.uint8]:
    """Return a film as a strip of colours, time running from left to right.

    Parameters
    ----------
    clip : Clip
    columns : int
        Width of the strip in pixels.
    height : int
        Its height in pixels.

    Returns
    -------
    ndarray of uint8, shape (height, columns, 3)
        Each column is the picture at that moment, squeezed to one pixel's width: top is top.
    """
    columns = min(columns, max(1, clip.frames))
    moments = np.arange(columns) * clip.frames // columns
    shown = np.array(clip.on_screen(moments.tolist(), clip.rate))
    strip = np.zeros((height, columns, 3), np.uint8)
    for planes in clip.planes(size=(64, 36)):
        here = np.flatnonzero(shown == planes.frame)
        if len(here):
            strip[:, here] = _squeezed(planes, height)[:, None]
    return strip


def _squeezed(planes: Any, height: int) -> NDArray[np.uint8]:
    """Return a frame's mean colour along each row, as ``height`` RGB values."""
    y = planes.y.mean(axis=1)
    u = np.repeat(planes.u.mean(axis=1), 2)[: len(y)]
    v = np.repeat(planes.v.mean(axis=1), 2)[: len(y)]
    light = (y - 16) * 255 / 219
    u, v = (u - 128) * 255 / 224, (v - 128) * 255 / 224
    # BT.709
    rgb = np.stack([light + 1.5748 * v, light - 0.1873 * u - 0.4681 * v, light + 1.8556 * u], 1)
    rows = np.arange(height) * len(rgb) // height
    return np.clip(rgb[rows] + 0.5, 0, 255).astype(np.uint8)
