"""Pictures and sound into files: H.264 and AAC in MP4, FLAC for stems, WebVTT for captions."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray
from PIL import Image

from .cameras import SIZE
from .frames import Cache, Quality, key
from .performance import RATE
from .post import finish
from .slate import card, timecode
from .sound import SOUND_RATE, Line, Sound
from .takes import GRAIN, SLATE_FRAMES, Take

BT709 = 1
NOISES = {
    "click": "click",
    "pop": "the bulb pops",
    "tap": "a rustle of film",
    "door": "a door opens",
    "buzz": "an electric buzz",
    "creak": "springs creak",
}


def grain_seed(take: Take, frame: int) -> int:
    """Return the number of a frame's grain: new in every frame of every take."""
    return int.from_bytes(take.name.encode(), "big") % 1_000_003 * 4096 + frame


def finished(take: Take, cache: Cache, quality: Quality) -> Iterable[NDArray[np.uint8]]:
    """Yield a take's frames, slate first, as they go to the encoder."""
    for frame in range(take.frames):
        if frame < SLATE_FRAMES:
            yield card(take, frame)
            continue
        path = _picture(take, frame, cache, quality)
        with Image.open(path) as image:
            rgb = image.convert("RGB")
            if rgb.size != SIZE:
                rgb = rgb.resize(SIZE, Image.Resampling.LANCZOS)
            pixels = np.asarray(rgb)
        sigma = GRAIN if quality.grain else 0.0
        yield finish(pixels, grain_seed(take, frame), sigma, take.gains)


def _picture(take: Take, frame: int, cache: Cache, quality: Quality) -> Path:
    """Return a frame's picture; a stand-in may show its neighbour's."""
    near = [0, -1, 1, -2, 2] if quality.name == "animatic" else [0]
    around = [frame + n for n in near if SLATE_FRAMES <= frame + n < take.frames]
    paths = [cache.path(key(take, n, quality)) for n in around]
    return next((path for path in paths if path.exists()), paths[0])


def film(path: Path, frames: Iterable[NDArray[np.uint8]], sound: Sound | None, crf: int) -> None:
    """Write an MP4 that starts at once in a browser: keyframe a second, index first."""
    part = path.with_suffix(".part.mp4")
    with av.open(str(part), "w", options={"movflags": "+faststart"}) as file:
        video = _video_stream(file, crf)
        audio = None
        if sound is not None:
            audio = file.add_stream("aac", rate=SOUND_RATE, layout="mono")
            audio.bit_rate = 96_000
        for number, pixels in enumerate(frames):
            picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            picture = picture.reformat(
                format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
            )
            picture.pts, picture.time_base = number, Fraction(1, RATE)
            file.mux(video.encode(picture))
        file.mux(video.encode())
        if audio is not None:
            _encode_sound(file, audio, sound, "fltp")
    part.replace(path)


def _video_stream(file, crf: int):
    stream = file.add_stream("libx264", rate=RATE)
    stream.width, stream.height = SIZE
    stream.pix_fmt = "yuv420p"
    stream.time_base = Fraction(1, RATE)
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = ColorRange.MPEG
    context.gop_size = RATE
    # One thread: with more, x264's bits depend on their number.
    stream.options = {"crf": str(crf), "preset": "slow", "threads": "1", "x264-params": "keyint=24"}
    return stream


def _encode_sound(file, stream, sound: Sound, form: str) -> None:
    scaled = (
        sound.astype(np.float32) if form == "fltp" else np.round(sound * 32767).astype(np.int16)
    )
    for at in range(0, len(scaled), 1024):
        block = av.AudioFrame.from_ndarray(scaled[None, at : at + 1024], format=form, layout="mono")
        block.sample_rate, block.pts, block.time_base = SOUND_RATE, at, Fraction(1, SOUND_RATE)
        file.mux(stream.encode(block))
    file.mux(stream.encode())


def flac(path: Path, sound: Sound) -> None:
    """Write a lossless mono file."""
    part = path.with_suffix(".part.flac")
    with av.open(str(part), "w") as file:
        stream = file.add_stream("flac", rate=SOUND_RATE, layout="mono")
        stream.format = "s16"
        _encode_sound(file, stream, sound, "s16")
    part.replace(path)


def captions(take: Take, lines: list[Line]) -> str:
    """Return WebVTT: the lines with their speakers, and the noises that tell something."""
    start = take.first_frame / RATE - take.begin
    end = take.frames / RATE
    cues = [(one.onset, one.offset, f"<v {one.speaker.title()}>{one.text}") for one in lines]
    for noise in take.performance.noises:
        at = noise.onset - take.sound_early / RATE
        cues.append((at, at + 0.8, f"[{NOISES[noise.kind]}]"))
    text = ["WEBVTT", ""]
    for onset, offset, what in sorted(cues):
        a, b = onset + start, min(offset + start, end)
        if a >= SLATE_FRAMES / RATE and a < end:
            text += [f"{_clock(a)} --> {_clock(b)}", what, ""]
    return "\n".join(text)


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{timecode(whole // 1000 * RATE)[:-3]}.{whole % 1000:03d}"
