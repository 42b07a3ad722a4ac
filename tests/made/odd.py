"""Films that no course would hand out, and every class brings along: each made by one line.

``ODD`` names what makes each: a function that takes a folder and returns a film's path. ``HOPELESS``
are files that no picture can be had from.
"""

import struct
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from .takes import make_take, take_picture, write_wav

SIZE = (96, 54)


def pictures(count: int, size: tuple[int, int] = SIZE) -> list[np.ndarray]:
    """Draw a take's frames, uint8 RGB."""
    return [take_picture(n, size=size, barcode=False) for n in range(count)]


def noise(count: int, size: tuple[int, int] = SIZE, seed: int = 1) -> list[np.ndarray]:
    """Draw frames of noise, uint8 RGB."""
    random = np.random.default_rng(seed)
    return list(random.integers(0, 256, (count, size[1], size[0], 3), np.uint8))


def film(
    path: Path,
    frames: Iterable[np.ndarray] | None,
    sounds: Iterable[np.ndarray] = (),
    rate: int = 24,
    form: str = "yuv420p",
    codec: str = "libx264",
    sound_codec: str = "pcm_f32le",
    full: bool = False,
    aspect: Fraction | None = None,
    twins: int = 1,
) -> Path:
    """Write a film: the same frames in one or more picture tracks, a sound track for each sound.

    Parameters
    ----------
    sounds : arrays of float (samples,)
        Mono, 48 kHz, of whatever length.
    aspect : Fraction, optional
        A pixel's width over its height.
    """
    drawn = list(frames) if frames is not None else []
    with av.open(str(path), "w") as out:
        tracks = [out.add_stream(codec, rate=rate) for _ in range(twins if drawn else 0)]
        for track in tracks:
            track.height, track.width = drawn[0].shape[:2]
            track.pix_fmt = form
            track.codec_context.color_range = 2 if full else 1
            if codec == "libx264":
                track.options = {"preset": "ultrafast"}
            if aspect:
                track.codec_context.sample_aspect_ratio = aspect
        heard = [out.add_stream(sound_codec, rate=48000, layout="mono") for _ in sounds]
        for track in tracks:
            for n, picture in enumerate(drawn):
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                if form not in ("rgb24", "rgb8"):
                    frame = frame.reformat(format=form, dst_color_range=2 if full else 1)
                frame.pts = n
                out.mux(track.encode(frame))
            out.mux(track.encode(None))
        for track, samples in zip(heard, sounds, strict=True):
            form_of_sound = track.codec_context.format.name
            for first in range(0, len(samples), 1024):
                piece = np.ascontiguousarray(samples[None, first : first + 1024], np.float32)
                frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="mono")
                frame.sample_rate, frame.pts = 48000, first
                frame.time_base = Fraction(1, 48000)
                if form_of_sound == "flt":
                    frame = av.AudioFrame.from_ndarray(piece, format="flt", layout="mono")
                    frame.sample_rate, frame.pts = 48000, first
                    frame.time_base = Fraction(1, 48000)
                out.mux(track.encode(frame))
            out.mux(track.encode(None))
    return path


def timed(path: Path, frames: Iterable[np.ndarray], times: Iterable[float]) -> Path:
    """Write a silent film each of whose frames shows from a time of its own (s)."""
    base, out_of = Fraction(1, 90000), list(frames)
    with av.open(str(path), "w") as out:
        track = out.add_stream("libx264", rate=30)
        track.height, track.width = out_of[0].shape[:2]
        track.pix_fmt, track.options = "yuv420p", {"preset": "ultrafast"}
        track.codec_context.time_base = base
        for picture, time in zip(out_of, times, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.time_base, frame.pts = base, round(time / base)
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return path


def phone_times(fast: int = 20, slow: int = 20) -> list[float]:
    """Return when a phone's frames show (s): 30 a second in the light, then 10 in the dark."""
    return [n / 30 for n in range(fast)] + [fast / 30 + n / 10 for n in range(slow)]


def tone(seconds: float, level: float = 0.1) -> np.ndarray:
    """Return a tone of 220 Hz at 48 kHz, float (samples,)."""
    return level * np.sin(2 * np.pi * 220 * np.arange(round(seconds * 48000)) / 48000)


def broken_samples() -> np.ndarray:
    """Return sound with what no microphone makes: not a number, infinity, a million times full."""
    sound = tone(2)
    sound[1000], sound[30000], sound[60000] = np.nan, np.inf, 1e6
    return sound


def grows(path: Path) -> Path:
    """Write a stream whose picture grows in the middle."""
    parts = [
        film(path.with_name(f"{size[0]}.h264"), pictures(12, size))
        for size in ((64, 36), (128, 72))
    ]
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    return path


def jumps(path: Path) -> Path:
    """Write a film with a hole of three seconds in it, and a rate that wanders."""
    steps = np.random.default_rng(2).uniform(0.01, 0.09, 40)
    steps[20] = 3.0
    return make_take(path, times=[0.0, *steps.cumsum()], frames=41, size=SIZE)


ODD: dict[str, Callable[[Path], Path]] = {
    "120 frames a second": lambda f: make_take(f / "a.mp4", frames=90, rate=120, size=SIZE),
    "1000 frames a second": lambda f: film(f / "a.mkv", pictures(30), rate=1000),
    "one frame a second": lambda f: film(f / "a.mp4", pictures(90), rate=1),
    "a phone held upright": lambda f: make_take(f / "a.mp4", frames=30, size=(54, 96), rotation=90),
    "upside down": lambda f: make_take(f / "a.mp4", frames=30, size=SIZE, rotation=180),
    "a 4K still": lambda f: film(f / "a.mp4", pictures(1, (3840, 2160)) * 12, rate=12),
    "two picture tracks": lambda f: film(f / "a.mp4", pictures(30), twins=2),
    "two sound tracks": lambda f: film(f / "a.mkv", pictures(48), [tone(2), np.zeros(96000)]),
    "no sound": lambda f: film(f / "a.mp4", pictures(30)),
    "two frames": lambda f: film(f / "a.mkv", pictures(2), [tone(2 / 24)]),
    "one frame and a long sound": lambda f: film(f / "a.mkv", pictures(1), [tone(3)]),
    "black and loud": lambda f: film(
        f / "a.mkv", [np.zeros((54, 96, 3), np.uint8)] * 30, [tone(1.25, 0.9)]
    ),
    "white": lambda f: film(f / "a.mkv", [np.full((54, 96, 3), 255, np.uint8)] * 30),
    "noise in both": lambda f: film(
        f / "a.mkv", noise(48), [np.random.default_rng(1).normal(0, 0.2, 96000)]
    ),
    "another picture every frame": lambda f: film(
        f / "a.mkv", [noise(1, SIZE, n)[0] if n % 2 else p for n, p in enumerate(pictures(48))]
    ),
    "black and white by turns": lambda f: film(
        f / "a.mp4", [np.full((54, 96, 3), 255 * (n % 2), np.uint8) for n in range(48)]
    ),
    "a rate that wanders": lambda f: jumps(f / "a.mp4"),
    "17 by 13": lambda f: film(f / "a.mkv", pictures(30, (17, 13)), form="yuv444p"),
    "2 by 2": lambda f: film(f / "a.mkv", noise(30, (2, 2)), codec="ffv1"),
    "1 by 1": lambda f: film(f / "a.mkv", noise(30, (1, 1)), form="gray", codec="ffv1"),
    "4000 by 20": lambda f: film(f / "a.mkv", pictures(24, (4000, 20))),
    "20 by 4000": lambda f: film(f / "a.mkv", pictures(24, (20, 4000))),
    "sound longer": lambda f: film(f / "a.mkv", pictures(24), [tone(4)]),
    "sound shorter": lambda f: film(f / "a.mkv", pictures(72), [tone(0.5)]),
    "a moment of sound": lambda f: film(f / "a.mkv", pictures(30), [tone(0.01)]),
    "broken samples": lambda f: film(f / "a.mkv", pictures(48), [broken_samples()]),
    "six channels": lambda f: make_take(f / "a.mp4", frames=48, size=SIZE, channels=6),
    "a GIF": lambda f: make_take(
        f / "a.gif", codec="gif", pixel_format="rgb8", frames=24, rate=10, sound=False, size=SIZE
    ),
    "wide pixels": lambda f: film(f / "a.mp4", pictures(30), aspect=Fraction(64, 45)),
    "ten bits": lambda f: film(f / "a.mkv", pictures(30), form="yuv420p10le"),
    "HDR": lambda f: make_take(
        f / "a.mkv", frames=24, size=SIZE, pixel_format="yuv420p10le", colour=(9, 16, 9)
    ),
    "full range": lambda f: film(f / "a.mkv", pictures(30), full=True),
    "grey": lambda f: film(f / "a.mkv", pictures(30), form="gray", codec="ffv1"),
    "see-through": lambda f: film(f / "a.mov", pictures(24), form="rgba", codec="png"),
    "a picture that grows": lambda f: grows(f / "a.h264"),
    "a clock that starts late": lambda f: make_take(f / "a.ts", frames=48, size=SIZE, start=7.5),
}


def memo(folder: Path) -> Path:
    """Write a voice memo under a film's name."""
    return write_wav(folder / "memo.mp4", np.zeros(48000))


def part(folder: Path) -> Path:
    """Write a film of which half came across."""
    whole = make_take(folder / "whole.mp4", frames=48, size=SIZE)
    path = folder / "part.mp4"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return path


def nothing(folder: Path) -> Path:
    """Write a file of no bytes."""
    (folder / "nothing.mp4").write_bytes(b"")
    return folder / "nothing.mp4"


HOPELESS: dict[str, Callable[[Path], Path]] = {
    "a voice memo": memo,
    "half a film": part,
    "no bytes": nothing,
}


def turned(path: Path, matrix: tuple[float, float, float, float]) -> Path:
    """Write into an .mp4's picture track where a step right and a step down lead, as phones do.

    Parameters
    ----------
    matrix : (float, float, float, float)
        Across and down for a step to the right, across and down for a step down.
    """
    whole = bytearray(path.read_bytes())
    place = whole.index(b"tkhd") + 44
    one = 1 << 16
    across, down, across_2, down_2 = (round(value * one) for value in matrix)
    struct.pack_into(">9i", whole, place, across, down, 0, across_2, down_2, 0, 0, 0, 1 << 30)
    path.write_bytes(whole)
    return path
