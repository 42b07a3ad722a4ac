"""From a decoded frame to pictures: upright RGB, planes, and HDR brought down to SDR."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from av import VideoFrame

_LIMITED, _FULL = 1, 2
_MATRICES = (1, 4, 5, 6, 7, 9)
_PLANAR = {"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p"}
_TRANSFERS = {16: "pq", 18: "hlg"}
_WHITE = 203.0  # cd/m2, the diffuse white of HDR, ITU-R BT.2408
# BT.2020 to BT.709 in linear light, ITU-R BT.2087, rows sum to 1.
_TO_709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]],
    np.float32,
)


class Planes(NamedTuple):
    """One frame as it is stored: brightness, and two colour differences at half the size.

    Attributes
    ----------
    frame : int
        Its number in the clip.
    y : ndarray of uint8 (height, width)
        Brightness: 16 is black, 235 is white, whatever range the file uses.
    u, v : ndarray of uint8 (height / 2, width / 2)
        Blue and red against brightness: 16 to 240, 128 is grey.
    """

    frame: int
    y: np.ndarray
    u: np.ndarray
    v: np.ndarray


def matrix_of(frame: "VideoFrame") -> int:
    """Return the frame's colour matrix (ITU-T H.273), guessed from its height where unsaid.

    Untagged video is BT.709 from 720 lines upwards and BT.601 below, as players assume.
    """
    said = int(frame.colorspace)
    if said in _MATRICES:
        return 5 if said == 6 else said
    return 1 if min(frame.width, frame.height) >= 704 else 5


def is_full_range(frame: "VideoFrame") -> bool:
    """Say whether brightness runs from 0 to 255 in this frame, and not from 16 to 235."""
    return int(frame.color_range) == _FULL or frame.format.name.startswith("yuvj")


def is_rgb(frame: "VideoFrame") -> bool:
    """Say whether the file keeps red, green and blue (or a palette) themselves."""
    return frame.format.is_rgb or frame.format.has_palette


def to_rgb(frame: "VideoFrame", size: tuple[int, int] | None = None) -> np.ndarray:
    """Return the frame as people see it: upright, SDR, uint8 RGB (height, width, 3).

    Parameters
    ----------
    frame : av.VideoFrame
    size : (int, int), optional
        Width and height as seen; the stored size where it is left out.
    """
    turns = quarter_turns(frame)
    width, height = _stored_size(frame, size, turns)
    hdr = _TRANSFERS.get(int(frame.color_trc))
    made = _rgb(frame, width, height, "rgb48le" if hdr else "rgb24")
    picture = made.to_ndarray()
    if hdr:
        picture = tone_map(picture, hdr, wide=matrix_of(frame) == 9)
    return np.ascontiguousarray(np.rot90(picture, turns)) if turns else picture


def quarter_turns(frame: "VideoFrame") -> int:
    """Return how many quarter turns, counter-clockwise, bring the picture upright."""
    return round(frame.rotation / 90) % 4


def tone_map(coded: np.ndarray, transfer: str, wide: bool = True) -> np.ndarray:
    """Bring HDR pictures down to SDR: uint16 RGB in, uint8 RGB out.

    Diffuse white (203 cd/m2) stays white's neighbour, what is brighter is pressed together
    above 70 % of it; hue is kept by scaling the three channels alike. A plain rule for teaching
    and cutting, no grade.

    Parameters
    ----------
    coded : ndarray of uint16 (height, width, 3)
        As stored, 0 to 65535.
    transfer : {"pq", "hlg"}
    wide : bool
        Whether the primaries are BT.2020's.

    Source: PQ and HLG from ITU-R BT.2100; reference white from ITU-R BT.2408.
    """
    light = _linear_table(transfer)[coded]
    if transfer == "hlg":
        light = light * np.maximum(_luminance(light), 1e-6)[..., None] ** 0.2
        light = light * (1000.0 / _WHITE)
    if wide:
        light = np.maximum(light @ _TO_709.T, 0)
    peak = np.maximum(light.max(axis=2, keepdims=True), 1e-6)
    knee = 0.7
    over = np.maximum(peak - knee, 0) / (1 - knee)
    pressed = np.minimum(peak, knee) + (1 - knee) * over / (1 + over)
    shown = np.clip(light * (pressed / peak), 0, 1) ** (1 / 2.4)
    return (shown * 255 + 0.5).astype(np.uint8)


def sdr_yuv(
    frame: "VideoFrame", size: tuple[int, int] | None = None, matrix: int | None = None
) -> Any:
    """Return the stored (not turned) frame as 8-bit SDR yuv420p in limited range.

    Parameters
    ----------
    size : (int, int), optional
        Width and height as stored.
    matrix : int, optional
        The colour matrix wanted; the frame's own where it is left out.
    """
    width, height = size or (frame.width, frame.height)
    hdr = _TRANSFERS.get(int(frame.color_trc))
    if hdr:
        from av import VideoFrame as Frame

        coded = _rgb(frame, width, height, "rgb48le").to_ndarray()
        mapped = tone_map(coded, hdr, wide=matrix_of(frame) == 9)
        return _to_yuv(Frame.from_ndarray(mapped, format="rgb24"), width, height, matrix or 1)
    if is_rgb(frame):
        return _to_yuv(frame, width, height, matrix or 1)
    own = matrix_of(frame)
    return frame.reformat(
        width,
        height,
        "yuv420p",
        src_colorspace=own,
        dst_colorspace=matrix or own,
        src_color_range=_FULL if is_full_range(frame) else _LIMITED,
        dst_color_range=_LIMITED,
        interpolation=_scaler(frame, width),
        threads=1,
    )


def planes_of(frame: "VideoFrame", number: int, size: tuple[int, int] | None) -> Planes:
    """Return a frame's planes upright, resized where a size is given.

    Views into the decoder's memory where nothing has to be changed: valid as long as they are
    held, not to be written to.
    """
    turns = quarter_turns(frame)
    width, height = _stored_size(frame, size, turns)
    if frame.format.name not in _PLANAR or int(frame.color_trc) in _TRANSFERS:
        frame, convert = sdr_yuv(frame, (width, height)), False
    else:
        convert = is_full_range(frame)
    half = ((width + 1) // 2, (height + 1) // 2)
    y, u, v = frame.planes
    views = [shrink(_view(y), (width, height)), shrink(_view(u), half), shrink(_view(v), half)]
    if convert:
        bright, colour = _limited_tables()
        views = [bright[views[0]], colour[views[1]], colour[views[2]]]
    if turns:
        views = [np.ascontiguousarray(np.rot90(view, turns)) for view in views]
    return Planes(number, *views)


def shrink(plane: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Resize a plane by averaging, cheaply: halved while it can be, the rest when it is small.

    Parameters
    ----------
    plane : ndarray (height, width)
    size : (int, int)
        Width and height wanted. The plane itself comes back where it has that size.
    """
    import cv2

    width, height = size
    while plane.shape != (height, width):
        tall, wide = plane.shape[0] / height, plane.shape[1] / width
        if tall == wide and tall % 2 == 1:
            return cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
        if min(tall, wide) < 2:
            return cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR)
        even = plane[: plane.shape[0] // 2 * 2, : plane.shape[1] // 2 * 2]
        half = (even.shape[1] // 2, even.shape[0] // 2)
        plane = cv2.resize(even, half, interpolation=cv2.INTER_AREA)
    return plane


def fitted(
    width: int, height: int, inside: tuple[int, int], aspect: float = 1.0
) -> tuple[int, int, int, int]:
    """Return where a picture lies in a larger one without being stretched.

    Returns
    -------
    left, top, width, height : int
        Even numbers, so that the halved colour planes fall in place.

    Examples
    --------
    >>> fitted(320, 240, (640, 360))
    (80, 0, 480, 360)
    """
    seen = width * aspect
    scale = min(inside[0] / seen, inside[1] / height)
    wide = max(2, min(inside[0], round(seen * scale / 2) * 2))
    high = max(2, min(inside[1], round(height * scale / 2) * 2))
    return (inside[0] - wide) // 4 * 2, (inside[1] - high) // 4 * 2, wide, high


def letterboxed(frame: "VideoFrame", size: tuple[int, int], aspect: float = 1.0) -> Any:
    """Return the frame upright and whole inside ``size``, never stretched, black around it.

    Parameters
    ----------
    frame : av.VideoFrame
    size : (int, int)
        Width and height, even numbers.
    aspect : float
        A pixel's width over its height, as seen.

    Returns
    -------
    av.VideoFrame
        8-bit SDR yuv420p, BT.709, limited range.
    """
    from av import VideoFrame as Frame

    turns = quarter_turns(frame)
    seen = (frame.height, frame.width) if turns % 2 else (frame.width, frame.height)
    left, top, wide, high = fitted(*seen, size, aspect)
    small = sdr_yuv(frame, (high, wide) if turns % 2 else (wide, high), matrix=1)
    if (wide, high) == size and not turns:
        return tagged(small)
    width, height = size
    canvas = np.full((height * 3 // 2, width), 128, np.uint8)
    canvas[:height] = 16
    chroma = canvas[height:].reshape(2, height // 2, width // 2)
    y, u, v = (np.rot90(_view(plane), turns) for plane in small.planes)
    canvas[top : top + high, left : left + wide] = y
    for target, plane in zip(chroma, (u, v), strict=True):
        target[top // 2 : (top + high) // 2, left // 2 : (left + wide) // 2] = plane
    return tagged(Frame.from_ndarray(canvas, format="yuv420p"))


def tagged(frame: Any) -> Any:
    """Mark a frame as BT.709 in limited range, and return it."""
    frame.colorspace = frame.color_range = 1
    frame.color_primaries = frame.color_trc = 1
    return frame


def _stored_size(frame: "VideoFrame", size: tuple[int, int] | None, turns: int) -> tuple[int, int]:
    if size is None:
        return frame.width, frame.height
    return (size[1], size[0]) if turns % 2 else size


def _rgb(frame: "VideoFrame", width: int, height: int, form: str) -> Any:
    plain = is_rgb(frame)
    return frame.reformat(
        width,
        height,
        form,
        src_colorspace=None if plain else matrix_of(frame),
        src_color_range=_FULL if plain or is_full_range(frame) else _LIMITED,
        dst_color_range=_FULL,
        interpolation=_scaler(frame, width),
        threads=1,
    )


def _to_yuv(frame: Any, width: int, height: int, matrix: int) -> Any:
    return frame.reformat(
        width,
        height,
        "yuv420p",
        dst_colorspace=matrix,
        src_color_range=_FULL,
        dst_color_range=_LIMITED,
        interpolation=_scaler(frame, width),
        threads=1,
    )


def _scaler(frame: Any, width: int) -> str:
    if width == frame.width:
        return "BILINEAR"
    return "AREA" if width < frame.width else "BICUBIC"


def _view(plane: Any) -> np.ndarray:
    whole = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
    return whole[: plane.height, : plane.width]


def _luminance(light: np.ndarray) -> np.ndarray:
    return light @ np.array([0.2627, 0.6780, 0.0593], np.float32)


@lru_cache(maxsize=1)
def _limited_tables() -> tuple[np.ndarray, np.ndarray]:
    full = np.arange(256)
    bright = np.round(16 + full * 219 / 255)
    colour = np.round(128 + (full - 128) * 224 / 255)
    return bright.astype(np.uint8), np.clip(colour, 16, 240).astype(np.uint8)


@lru_cache(maxsize=2)
def _linear_table(transfer: str) -> np.ndarray:
    """Return linear light for each of 65536 codes, float32; 1 is diffuse white (PQ)."""
    code = np.linspace(0, 1, 65536)
    if transfer == "pq":
        m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
        power = code ** (1 / m2)
        light = (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
        return (light * 10000 / _WHITE).astype(np.float32)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    light = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    return light.astype(np.float32)
