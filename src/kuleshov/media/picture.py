"""From a decoded frame to pictures: upright RGB, planes, and HDR brought down to SDR."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .orientation import Orientation, orientation_of

if TYPE_CHECKING:
    from av import VideoFrame
    from av.video.reformatter import Colorspace

_SMPTE170M = 6  # H.273's second number for BT.601; PyAV's SMPTE170M means the first
_PLANAR = {"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p"}
_EXACT = 0x2000 | 0x4000 | 0x40000  # SWS_FULL_CHR_H_INT, SWS_FULL_CHR_H_INP, SWS_ACCURATE_RND
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
        Blue and red against brightness: 16 to 240, 128 is grey; halves are rounded up.
    """

    frame: int
    y: np.ndarray
    u: np.ndarray
    v: np.ndarray


def matrix_of(frame: "VideoFrame") -> "Colorspace":
    """Return the frame's colour matrix (ITU-T H.273), guessed from its size where unsaid.

    Untagged video is BT.709 from 704 lines upwards (a 720 may be cropped) and BT.601 below, as
    players assume; of an upright picture the width counts.

    Parameters
    ----------
    frame : av.VideoFrame

    Returns
    -------
    av.video.reformatter.Colorspace
        Its value is H.273's number: 1 (BT.709), 4 (FCC), 5 (BT.601), 7 (SMPTE 240M), 9 (BT.2020).

    Examples
    --------
    >>> import av
    >>> matrix_of(av.VideoFrame(640, 360)).name, matrix_of(av.VideoFrame(1280, 720)).name
    ('ITU601', 'ITU709')
    """
    from av.video.reformatter import Colorspace

    guess = Colorspace.ITU709 if min(frame.width, frame.height) >= 704 else Colorspace.ITU601
    return _matrices().get(int(frame.colorspace), guess)


@lru_cache(maxsize=1)
def _matrices() -> "dict[int, Colorspace]":
    from av.video.reformatter import Colorspace as Known

    named = (Known.ITU709, Known.FCC, Known.ITU601, Known.SMPTE240M, Known.BT2020)
    return {_SMPTE170M: Known.ITU601, **{int(one): one for one in named}}


def hdr_curve(frame: "VideoFrame") -> str | None:
    """Return by which curve HDR's light was coded, or None for SDR.

    Parameters
    ----------
    frame : av.VideoFrame

    Returns
    -------
    str or None
        "pq", "hlg", or None.

    Examples
    --------
    >>> import av
    >>> hdr_curve(av.VideoFrame(64, 36)) is None
    True
    """
    from av.video.reformatter import ColorTrc

    curves: dict[int, str] = {ColorTrc.SMPTE2084: "pq", ColorTrc.ARIB_STD_B67: "hlg"}
    return curves.get(int(frame.color_trc))


def is_full_range(frame: "VideoFrame") -> bool:
    """Say whether brightness runs from 0 to 255 in this frame, and not from 16 to 235.

    Parameters
    ----------
    frame : av.VideoFrame

    Returns
    -------
    bool
        False where the file says nothing.

    Examples
    --------
    >>> import av
    >>> [is_full_range(av.VideoFrame(64, 36, form)) for form in ("yuvj420p", "yuv420p")]
    [True, False]
    """
    from av.video.reformatter import ColorRange

    return frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")


def is_rgb(frame: "VideoFrame") -> bool:
    """Say whether the file keeps red, green and blue (or a palette) themselves.

    Parameters
    ----------
    frame : av.VideoFrame

    Returns
    -------
    bool

    Examples
    --------
    >>> import av
    >>> is_rgb(av.VideoFrame(64, 36, "rgb24")), is_rgb(av.VideoFrame(64, 36, "yuv420p"))
    (True, False)
    """
    return frame.format.is_rgb or frame.format.has_palette


def to_rgb(frame: "VideoFrame", size: tuple[int, int] | None = None) -> np.ndarray:
    """Return the frame as people see it: upright, in SDR.

    Parameters
    ----------
    frame : av.VideoFrame
    size : (int, int), optional
        Width and height as seen; the stored size where it is left out.

    Returns
    -------
    ndarray of uint8 (height, width, 3)
        RGB.

    See Also
    --------
    planes_of : Brightness and colour differences, for measuring.
    exact_rgb : For what is written again.

    Examples
    --------
    >>> import kuleshov as ku
    >>> frame = ku.rushes("understudy")["C1a"].clip.raw(36)
    >>> to_rgb(frame).shape, to_rgb(frame, (64, 36)).shape
    ((360, 640, 3), (36, 64, 3))
    """
    from av.video.reformatter import Colorspace

    way = orientation_of(frame)
    width, height = _stored_size(frame, size, way)
    hdr = hdr_curve(frame)
    made = _rgb(frame, width, height, "rgb48le" if hdr else "rgb24")
    picture = made.to_ndarray()
    if hdr:
        picture = tone_map(picture, hdr, wide=matrix_of(frame) == Colorspace.BT2020)
    return way.shown(picture)


def exact_rgb(frame: "VideoFrame") -> np.ndarray:
    """Return the stored (not turned) SDR frame, every value rounded to the nearest.

    :func:`to_rgb` takes a third of the time and rounds down, by a level of 255 in the mean: nobody
    sees that, but a picture that is written again would be darker each time.

    Parameters
    ----------
    frame : av.VideoFrame

    Returns
    -------
    ndarray of uint8 (height, width, 3)
        RGB.

    See Also
    --------
    to_rgb : The frame as people see it.

    Examples
    --------
    >>> import kuleshov as ku
    >>> frame = ku.rushes("understudy")["C1a"].clip.raw(36)
    >>> bool(exact_rgb(frame).mean() > to_rgb(frame).mean() + 0.5)
    True
    """
    picture: np.ndarray = _rgb(frame, frame.width, frame.height, "rgb24", _EXACT).to_ndarray()
    return picture


def tone_map(coded: np.ndarray, transfer: str, wide: bool = True) -> np.ndarray:
    """Bring HDR pictures down to SDR: uint16 RGB in, uint8 RGB out.

    Diffuse white (203 cd/m2) stays white's neighbour, what is brighter is pressed together
    above 70 % of it; hue is kept by scaling the three channels alike. A plain rule for teaching
    and cutting, no grade.

    Parameters
    ----------
    coded : ndarray of uint16 (height, width, 3)
        RGB as stored, 0 to 65535.
    transfer : {"pq", "hlg"}
        The curve by which light was coded.
    wide : bool
        Whether the primaries are BT.2020's.

    Returns
    -------
    ndarray of uint8 (height, width, 3)
        RGB with BT.709's primaries.

    Notes
    -----
    PQ and HLG as in ITU-R BT.2100; reference white as in ITU-R BT.2408.

    Examples
    --------
    Diffuse white is coded at 58 % in PQ, and room is left above it:

    >>> tone_map(np.full((1, 1, 3), round(0.58 * 65535), np.uint16), "pq").tolist()
    [[[238, 238, 238]]]
    >>> tone_map(np.full((1, 1, 3), 65535, np.uint16), "pq").tolist()
    [[[255, 255, 255]]]
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
    frame : av.VideoFrame
    size : (int, int), optional
        Width and height as stored; the frame's own where it is left out.
    matrix : int, optional
        The colour matrix wanted (ITU-T H.273); the frame's own where it is left out, BT.709 for HDR
        and RGB.

    Returns
    -------
    av.VideoFrame

    Examples
    --------
    >>> import kuleshov as ku
    >>> made = sdr_yuv(ku.rushes("understudy")["C1a"].clip.raw(36), (64, 36))
    >>> made.format.name, made.width, made.height
    ('yuv420p', 64, 36)
    """
    from av.video.reformatter import ColorRange, Colorspace

    width, height = size or (frame.width, frame.height)
    wanted = matrix or Colorspace.ITU709
    hdr = hdr_curve(frame)
    if hdr:
        from av import VideoFrame as Frame

        coded = _rgb(frame, width, height, "rgb48le").to_ndarray()
        mapped = tone_map(coded, hdr, wide=matrix_of(frame) == Colorspace.BT2020)
        return _to_yuv(Frame.from_ndarray(mapped, format="rgb24"), width, height, wanted)
    if is_rgb(frame):
        return _to_yuv(frame, width, height, wanted)
    own = matrix_of(frame)
    return frame.reformat(
        width,
        height,
        "yuv420p",
        src_colorspace=own,
        dst_colorspace=matrix or own,
        src_color_range=ColorRange.JPEG if is_full_range(frame) else ColorRange.MPEG,
        dst_color_range=ColorRange.MPEG,
        interpolation=_scaler(frame, width),
        threads=1,
    )


def planes_of(frame: "VideoFrame", number: int, size: tuple[int, int] | None) -> Planes:
    """Return a frame's planes upright, resized where a size is given.

    Views into the decoder's memory where nothing has to be changed: valid as long as they are
    held, not to be written to.

    Parameters
    ----------
    frame : av.VideoFrame
    number : int
        The frame's, handed through.
    size : (int, int) or None
        Width and height of the brightness as seen; None for the stored size.

    Returns
    -------
    Planes

    See Also
    --------
    to_rgb : The frame as people see it.

    Examples
    --------
    >>> import kuleshov as ku
    >>> planes = planes_of(ku.rushes("understudy")["C1a"].clip.raw(36), 36, (64, 36))
    >>> planes.frame, planes.y.shape, planes.u.shape
    (36, (36, 64), (18, 32))
    """
    way = orientation_of(frame)
    width, height = _stored_size(frame, size, way)
    if frame.format.name not in _PLANAR or hdr_curve(frame):
        frame, convert = sdr_yuv(frame, (width, height)), False
    else:
        convert = is_full_range(frame)
    half = ((width + 1) // 2, (height + 1) // 2)
    y, u, v = frame.planes
    views = [shrink(_view(y), (width, height)), shrink(_view(u), half), shrink(_view(v), half)]
    if convert:
        bright, colour = _limited_tables()
        views = [bright[views[0]], colour[views[1]], colour[views[2]]]
    return Planes(number, *map(way.shown, views))


def shrink(plane: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Resize a plane by averaging, cheaply: halved while it can be, the rest when it is small.

    Parameters
    ----------
    plane : ndarray of uint8 (height, width)
    size : (int, int)
        Width and height wanted; larger ones than the plane's are interpolated.

    Returns
    -------
    ndarray of uint8, shape (size[1], size[0])
        The plane itself where it has that size.

    Examples
    --------
    >>> shrink(np.array([[0, 2], [4, 6]], np.uint8), (1, 1)).tolist()
    [[3]]
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

    Parameters
    ----------
    width, height : int
        The picture's, in its own pixels.
    inside : (int, int)
        Width and height of the larger one.
    aspect : float
        A pixel's width over its height, 1 where it is left out.

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
        A pixel's width over its height, as seen; 1 where it is left out.

    Returns
    -------
    av.VideoFrame
        8-bit SDR yuv420p, BT.709, limited range.

    See Also
    --------
    fitted : Where in it the picture lies.

    Examples
    --------
    A picture of 16 by 9 in a square: a quarter of the height is black above it.

    >>> import kuleshov as ku
    >>> boxed = letterboxed(ku.rushes("understudy")["C1a"].clip.raw(36), (64, 64))
    >>> boxed.width, boxed.height, boxed.to_ndarray()[:14].max().item()
    (64, 64, 16)
    """
    from av import VideoFrame as Frame

    lying = orientation_of(frame).turns % 2
    seen = (frame.height, frame.width) if lying else (frame.width, frame.height)
    left, top, wide, high = fitted(*seen, size, aspect)
    small = scaled(frame, (wide, high))
    if (wide, high) == size:
        return small
    width, height = size
    canvas = np.full((height * 3 // 2, width), 128, np.uint8)
    canvas[:height] = 16
    chroma = canvas[height:].reshape(2, height // 2, width // 2)
    y, u, v = (_view(plane) for plane in small.planes)
    canvas[top : top + high, left : left + wide] = y
    for target, plane in zip(chroma, (u, v), strict=True):
        target[top // 2 : (top + high) // 2, left // 2 : (left + wide) // 2] = plane
    return tagged(Frame.from_ndarray(canvas, format="yuv420p"))


def scaled(frame: "VideoFrame", size: tuple[int, int]) -> Any:
    """Return the frame upright in exactly ``size``: its own shape is the caller's to keep.

    Parameters
    ----------
    frame : av.VideoFrame
    size : (int, int)
        Width and height, even numbers.

    Returns
    -------
    av.VideoFrame
        8-bit SDR yuv420p, BT.709, limited range.

    See Also
    --------
    letterboxed : The same without stretching, black around it.

    Examples
    --------
    >>> import kuleshov as ku
    >>> small = scaled(ku.rushes("understudy")["C1a"].clip.raw(36), (64, 36))
    >>> small.width, small.height, small.to_ndarray()[:14].max().item() > 16
    (64, 36, True)
    """
    from av import VideoFrame as Frame
    from av.video.reformatter import Colorspace

    way = orientation_of(frame)
    small = sdr_yuv(frame, _stored_size(frame, size, way), Colorspace.ITU709)
    if way.upright:
        return tagged(small)
    flat = np.concatenate([way.shown(_view(plane)).ravel() for plane in small.planes])
    return tagged(Frame.from_ndarray(flat.reshape(-1, size[0]), format="yuv420p"))


def tagged(frame: Any) -> Any:
    """Mark a frame as BT.709 in limited range, and return it.

    Parameters
    ----------
    frame : av.VideoFrame
        Marked in place; its pixels stay as they are.

    Returns
    -------
    av.VideoFrame
        The same frame.

    Examples
    --------
    >>> import av
    >>> matrix_of(tagged(av.VideoFrame(64, 36, "yuv420p"))).name
    'ITU709'
    """
    from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

    frame.colorspace, frame.color_range = Colorspace.ITU709, ColorRange.MPEG
    frame.color_primaries, frame.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
    return frame


def _stored_size(
    frame: "VideoFrame", size: tuple[int, int] | None, way: Orientation
) -> tuple[int, int]:
    if size is None:
        return frame.width, frame.height
    return (size[1], size[0]) if way.turns % 2 else size


def _rgb(frame: "VideoFrame", width: int, height: int, form: str, flags: int = 0) -> Any:
    from av.video.reformatter import ColorRange, Interpolation

    plain = is_rgb(frame)
    full = plain or is_full_range(frame)
    return frame.reformat(
        width,
        height,
        form,
        src_colorspace=None if plain else matrix_of(frame),
        src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=Interpolation[_scaler(frame, width)] | flags,
        threads=1,
    )


def _to_yuv(frame: Any, width: int, height: int, matrix: int) -> Any:
    from av.video.reformatter import ColorRange

    return frame.reformat(
        width,
        height,
        "yuv420p",
        dst_colorspace=matrix,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
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
