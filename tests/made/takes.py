"""Stand-in takes: small films whose every frame and second says where it comes from.

Each frame carries the take's colour, a moving shape, and a barcode of take and frame number
along its foot, which survives H.264 and scaling; each take sounds at its own pitch, with a click
on every second. So a test can read from pixels and samples what a real viewer would meet::

    make_take(tmp_path / "4A-1.mp4", name="4A-1")
    read_barcode(picture)  # (take_id("4A-1"), 17)
"""

import colorsys
import wave
import zlib
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np

CELLS = 20  # a row
ROWS = 2
FOOT = 0.2  # the share of the picture's height that the barcode takes
SOUND_RATE = 48000


def take_id(name: str) -> int:
    """Return the 16-bit number by which a barcode names a take."""
    return zlib.crc32(name.encode()) & 0xFFFF


def take_picture(
    frame: int,
    name: str = "4A-1",
    size: tuple[int, int] = (320, 180),
    hue: float | None = None,
    barcode: bool = True,
) -> np.ndarray:
    """Draw one frame of a take: uint8 RGB (height, width, 3)."""
    width, height = size
    hue = (take_id(name) % 360) / 360 if hue is None else hue
    picture = _ground(name, width, height, hue).copy()
    x = width * (0.5 + 0.4 * np.sin(frame / 11))
    y = height * (0.4 + 0.25 * np.cos(frame / 17))
    rows, columns = np.ogrid[0:height, 0:width]
    inside = (columns - x) ** 2 + (rows - y) ** 2 < (height / 9) ** 2
    shape = np.float32(colorsys.hsv_to_rgb((hue + 0.5) % 1, 0.8, 0.95))
    picture[inside] = (shape * 255).astype(np.uint8)
    if barcode:
        _draw_barcode(picture, _bits(take_id(name), frame))
    return picture


@lru_cache(maxsize=8)
def _ground(name: str, width: int, height: int, hue: float) -> np.ndarray:
    """Draw what is the same in every frame."""
    rows, columns = np.ogrid[0:height, 0:width]
    shade = 0.35 + 0.25 * rows / height + 0.08 * np.sin(columns * 40 / width + take_id(name))
    colour = np.array(colorsys.hsv_to_rgb(hue, 0.6, 1.0))
    return ((shade[..., None] * colour).astype(np.float32) * 255).astype(np.uint8)


def read_barcode(rgb: np.ndarray, fitted: tuple[int, int] | None = None) -> tuple[int, int]:
    """Return (take id, frame) as the pixels say; `fitted` is the take's size if letterboxed.

    Raises
    ------
    ValueError
        Where there is no barcode, or it can't be trusted (two takes dissolved into each other).
    """
    if fitted is not None:
        rgb = _picture_area(rgb, fitted)
    height, width = rgb.shape[:2]
    bits = []
    for row in range(ROWS):
        y = int(height * (1 - FOOT + FOOT * (row + 0.5) / ROWS))
        for cell in range(CELLS):
            x = int(width * (cell + 0.5) / CELLS)
            bits.append(int(rgb[y - 1 : y + 2, x - 1 : x + 2].mean() > 127))
    number = int("".join(map(str, bits)), 2)
    check, take, frame = number & 0xFF, number >> 24, (number >> 8) & 0xFFFF
    if number != int("".join(map(str, _bits(take, frame))), 2) or check != _check(take, frame):
        raise ValueError("no barcode can be read in this picture")
    return take, frame


def take_sound(name: str, seconds: float, rate: int = SOUND_RATE, channels: int = 2) -> np.ndarray:
    """Return a take's sound: float32 (samples, channels), a soft tone and a click a second."""
    count = round(seconds * rate)
    pitch = 200 + take_id(name) % 400
    sound = 0.08 * np.sin(2 * np.pi * pitch * np.arange(count) / rate)
    click = click_shape(rate)
    for start in range(0, count, rate):
        piece = click[: count - start]
        sound[start : start + len(piece)] += piece
    return np.repeat(sound.astype(np.float32)[:, None], channels, axis=1)


def click_shape(rate: int = SOUND_RATE) -> np.ndarray:
    """Return the click that marks a second: 4 ms, float64 (samples,)."""
    t = np.arange(round(0.004 * rate)) / rate
    return 0.8 * np.sin(2 * np.pi * 5000 * t) * np.exp(-t / 0.001)


def find_clicks(sound: np.ndarray, rate: int = SOUND_RATE) -> list[float]:
    """Return the times (s) at which clicks begin, to a sample, found by correlation."""
    mono = sound.mean(axis=1) if sound.ndim == 2 else sound
    score = np.correlate(np.diff(mono), np.diff(click_shape(rate)), mode="valid")
    if not len(score):
        return []
    full = float((np.diff(click_shape(rate)) ** 2).sum())
    found: list[float] = []
    while score.max() > 0.5 * full and len(found) < 1000:
        best = int(score.argmax())
        found.append(best / rate)
        score[max(0, best - rate // 50) : best + rate // 50] = 0
    return sorted(found)


def make_take(
    path: Path,
    name: str = "4A-1",
    frames: int = 120,
    rate: Fraction | int = 24,
    size: tuple[int, int] = (320, 180),
    sound: bool = True,
    hue: float | None = None,
    barcode: bool = True,
    *,
    rotation: int = 0,
    times: Sequence[float] | None = None,
    start: float = 0.0,
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    channels: int = 2,
    sound_codec: str = "aac",
    crf: int = 23,
    keyframes: int | None = None,
    options: dict[str, str] | None = None,
    colour: tuple[int, int, int] = (1, 1, 1),
    timecode: str = "",
) -> Path:
    """Write a take and return its path; the container follows from the path's suffix.

    Parameters
    ----------
    size : (int, int)
        Width and height as seen, after any rotation. Odd sizes need ``pixel_format="yuv444p"``.
    rotation : int
        0, 90, 180 or 270: the picture lies turned in the file, with the flag that turns it back.
    times : sequence of float, optional
        A time (s) for each frame: a variable rate.
    start : float
        Where picture and sound begin on the file's clock (s).
    codec : str
        With ``"libx265"`` ask for 12 frames or more: fewer can't always be written as .mp4.
    colour : (int, int, int)
        Primaries, transfer, matrix by their numbers in ITU-T H.273; (9, 16, 9) is HDR10's PQ.
    timecode : str
        The camera's, of the first frame; with ``;`` drop-frame.
    """
    rate = Fraction(rate)
    base = Fraction(1, 90000) if times else 1 / rate
    coded = size if rotation % 180 == 0 else (size[1], size[0])
    with av.open(str(path), "w") as out:
        if timecode:
            out.metadata["timecode"] = timecode
        video = out.add_stream(codec, rate=rate)
        video.width, video.height, video.pix_fmt = *coded, pixel_format
        video.codec_context.time_base = base
        video.codec_context.gop_size = keyframes or round(rate)
        if codec in ("libx264", "libx265"):
            video.options = {"crf": str(crf), "preset": "ultrafast", **(options or {})}
            if codec == "libx265":
                video.options["x265-params"] = "log-level=none:pools=1:frame-threads=1"
        context = video.codec_context
        context.color_primaries, context.color_trc, context.colorspace = colour
        context.color_range = 1
        if rotation:
            video.set_display_rotation(rotation)
        audio = None
        if sound:
            audio = out.add_stream(sound_codec, rate=SOUND_RATE)
            audio.codec_context.layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
        for n in range(frames):
            picture = np.rot90(take_picture(n, name, size, hue, barcode), -rotation // 90)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            if pixel_format not in ("rgb24", "bgr8", "rgb8"):
                frame = frame.reformat(format=pixel_format, dst_colorspace=1)
            frame.time_base = base
            frame.pts = round((start + (times[n] if times else n / rate)) / base)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        if audio is not None:
            seconds = float(max(times) + 1 / rate) if times else float(frames / rate)
            _write_sound(out, audio, take_sound(name, seconds, channels=channels), start)
    return path


def write_sound(path: Path, samples: np.ndarray) -> Path:
    """Write a film of black with this sound, float (samples, channels), kept as 24-bit FLAC."""
    layout = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}[samples.shape[1]]
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=24)
        video.width, video.height, video.pix_fmt = 64, 36, "yuv420p"
        audio = out.add_stream("flac", rate=48000)
        audio.codec_context.layout, audio.codec_context.format = layout, "s32"
        for n in range(len(samples) * 24 // 48000):
            frame = av.VideoFrame.from_ndarray(np.zeros((36, 64, 3), np.uint8))
            frame.pts = n
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        whole = np.clip(samples * 2**31, -(2**31), 2**31 - 256).astype(np.int32)
        for first in range(0, len(whole), 4608):
            piece = np.ascontiguousarray(whole[first : first + 4608]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(piece, format="s32", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = 48000, first, Fraction(1, 48000)
            out.mux(audio.encode(frame))
        out.mux(audio.encode(None))
    return path


def write_wav(path: Path, samples: np.ndarray, rate: int = SOUND_RATE) -> Path:
    """Write sound, -1 to 1, as 16-bit PCM: (samples,) or (samples, channels)."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(samples.shape[1] if samples.ndim > 1 else 1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.round(samples * 32767).astype("<i2").tobytes())
    return path


def surround(path: Path, centre: float, rumble: float) -> Path:
    """Write two seconds of 5.1: 440 Hz in the centre, 40 Hz in the low-frequency channel."""
    when = np.arange(2 * SOUND_RATE) / SOUND_RATE
    samples = np.zeros((len(when), 6))
    samples[:, 2] = centre * np.sin(2 * np.pi * 440 * when)
    samples[:, 3] = rumble * np.sin(2 * np.pi * 40 * when)
    return write_sound(path, samples)


def _write_sound(out, audio, sound: np.ndarray, start: float) -> None:
    layout = audio.codec_context.layout.name
    chunk = 48000
    for first in range(0, len(sound), chunk):
        piece = np.ascontiguousarray(sound[first : first + chunk].T)
        frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout=layout)
        frame.sample_rate, frame.time_base = SOUND_RATE, Fraction(1, SOUND_RATE)
        frame.pts = first + round(start * SOUND_RATE)
        out.mux(audio.encode(frame))
    out.mux(audio.encode(None))


def _check(take: int, frame: int) -> int:
    return zlib.crc32(take.to_bytes(2, "big") + frame.to_bytes(2, "big")) & 0xFF


def _bits(take: int, frame: int) -> list[int]:
    number = (take << 24) | (frame << 8) | _check(take, frame)
    return [(number >> place) & 1 for place in range(CELLS * ROWS - 1, -1, -1)]


def _draw_barcode(picture: np.ndarray, bits: list[int]) -> None:
    height, width = picture.shape[:2]
    for place, bit in enumerate(bits):
        row, cell = divmod(place, CELLS)
        top = round(height * (1 - FOOT + FOOT * row / ROWS))
        foot = round(height * (1 - FOOT + FOOT * (row + 1) / ROWS))
        left, right = round(width * cell / CELLS), round(width * (cell + 1) / CELLS)
        picture[top:foot, left:right] = 235 if bit else 20


def _picture_area(rgb: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    height, width = rgb.shape[:2]
    scale = min(width / size[0], height / size[1])
    wide, high = round(size[0] * scale), round(size[1] * scale)
    left, top = (width - wide) // 2, (height - high) // 2
    return rgb[top : top + high, left : left + wide]
