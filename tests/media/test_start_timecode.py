"""A camera's timecode is known of the file, and stays known of what is made from it."""

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from kuleshov.media import Clip, remux
from kuleshov.timecode import StartTimecode

NTSC = Fraction(30000, 1001)


def recorded(path: Path, rate: Fraction, words: str, codec: str = "mpeg4") -> Path:
    """Write three frames with a timecode, as cameras do: a track of its own, or a note."""
    with av.open(str(path), "w") as out:
        track = out.add_stream(codec, rate=rate)
        track.width, track.height, track.pix_fmt = 64, 36, "yuv420p"
        out.metadata["timecode"] = words
        for _ in range(3):
            frame = av.VideoFrame.from_ndarray(np.zeros((36, 64, 3), np.uint8), format="rgb24")
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "rate", "words", "frame"),
    [
        ("A001.mov", Fraction(25), "10:11:12:13", ((10 * 60 + 11) * 60 + 12) * 25 + 13),
        ("A001.mp4", NTSC, "01:00:00;00", 107_892),
        ("A001.mov", Fraction(24000, 1001), "01:00:00:00", 86_400),
        ("A001.mp4", Fraction(60000, 1001), "00:10:00;00", 35_964),
        ("A001.mkv", Fraction(24), "00:00:01:05", 29),
    ],
)
def test_a_files_timecode_is_read(
    tmp_path: Path, name: str, rate: Fraction, words: str, frame: int
) -> None:
    start = Clip(recorded(tmp_path / name, rate, words)).start_timecode
    assert start == StartTimecode(frame, rate, ";" in words)
    assert str(start) == words


def test_a_timecode_may_count_half_the_pictures_frames(tmp_path: Path) -> None:
    path = recorded(tmp_path / "fast.mov", Fraction(60), "01:00:00:10")
    whole = path.read_bytes()
    entry = whole.index(b"tmcd", whole.index(b"stsd", whole.index(b"TimeCodeHandler")))
    ticks, each, number = struct.unpack_from(">IIB", whole, entry + 20)
    assert (Fraction(ticks, each), number) == (60, 60)
    halved = bytearray(whole)
    struct.pack_into(">IIB", halved, entry + 20, ticks, each * 2, 30)
    path.write_bytes(halved)
    start = Clip(path).start_timecode
    assert start is not None
    assert start.rate == 30
    assert start.frame == 60 * 60 * 60 + 10  # the track keeps a count, which is now of thirtieths
    assert Clip(path).rate == 60


def test_no_timecode_and_a_broken_one_are_none(tmp_path: Path) -> None:
    assert Clip(recorded(tmp_path / "a.mkv", Fraction(24), "soon")).start_timecode is None
    assert Clip(recorded(tmp_path / "b.mkv", Fraction(24), "00:00:01:30")).start_timecode is None


def test_a_film_that_is_written_again_keeps_it(tmp_path: Path) -> None:
    path = recorded(tmp_path / "a.mov", NTSC, "01:00:00;02")
    again = remux(path, tmp_path / "b.mp4", {"title": "again"})
    assert Clip(again).start_timecode == Clip(path).start_timecode
