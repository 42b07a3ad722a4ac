"""A short as its author hands it in: published, with captions and consent; and films that are none."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np

import kuleshov as ku
from kuleshov.media import Writer

TITLE = "Ten small films"
FACTS = {
    "kind": "human", "made_by": "Ana Lund", "made_with": "a phone", "made_on": "2026-11-20",
    "source": "my kitchen", "likeness": "nobody", "consent": "nobody is seen",
    "licence": "CC BY 4.0", "edits": "none",
}  # fmt: skip


def make_short(home: Path, own: bool = True) -> tuple[Path, str]:
    """Cut, render and publish a short of 7 s in a studio of its own.

    Returns the folder that is handed in, and the edit as text. With ``own``, two seconds of it are
    from footage that lies in its author's studio alone.
    """
    before = os.environ.get("KULESHOV_STUDIO")
    os.environ["KULESHOV_STUDIO"] = str(home / "studio")
    try:
        return _published(home, own)
    finally:
        os.environ.pop("KULESHOV_STUDIO")
        if before is not None:
            os.environ["KULESHOV_STUDIO"] = before


def _published(home: Path, own: bool) -> tuple[Path, str]:
    rushes = ku.rushes("understudy")
    take = rushes["KB-1"]
    if own:
        place = home / "studio" / "kitchen.mp4"
        place.parent.mkdir(parents=True)
        place.write_bytes(take.path.read_bytes() + b"\0\0\0\x08free")  # nobody's but the author's
        ku.ledger.fill(place, **FACTS)
        take = ku.Clip(place)
    cut = ku.Cut("short", rushes=rushes).black("0.5").add("4A-1", "12.0", "16.0")
    start = 0 if own else 48
    cut = cut.add(take, f"{start}f", f"{start + 48}f", split=-6).black("0.5").to_loudness(-23)
    film = cut.render("short.mp4", progress=False)
    cut.captions().save(film.path.with_suffix(".vtt"))
    ku.ledger.fill(film, made_by="Ana Lund and Ben Oke")
    folder = ku.publish(film, home / "short").folder
    agreed = ("Ana Lund", "Ben Oke")
    lines = [f"Programme: {TITLE}", *(f"I agree: {one}, 2026-11-28" for one in agreed)]
    (folder / "consent.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return folder, cut.to_text()


def black(path: Path, frames: int = 48, size: tuple[int, int] = (640, 360), rate: int = 24) -> Path:
    """Write a silent film of black."""
    with Writer(path, rate, size, sound_rate=None) as film:
        picture = np.zeros((size[1], size[0], 3), np.uint8)
        for _ in range(frames):
            film.write(picture)
    return path


def huge(path: Path, side: int = 12_000) -> Path:
    """Write a film whose index says 12000 x 12000; its decoder has no other word for it."""
    import av

    with av.open(path, "w", format="mov") as film:
        track = film.add_stream("qtrle", rate=24, width=640, height=360, pix_fmt="rgb24")
        for _ in range(24):
            frame = av.VideoFrame.from_ndarray(np.zeros((360, 640, 3), np.uint8), format="rgb24")
            film.mux(track.encode(frame))
        film.mux(track.encode(None))
    data = bytearray(path.read_bytes())
    struct.pack_into("!HH", data, data.index(b"rle ") + 28, side, side)
    path.write_bytes(data)
    return path


_GROWS = """
import sys, av
from fractions import Fraction
with open(sys.argv[1], "wb") as file:
    for size in ((640, 360), (9000, 9000)):
        codec = av.CodecContext.create("libx264", "w")
        codec.width, codec.height, codec.pix_fmt = *size, "yuv420p"
        codec.time_base, codec.options = Fraction(1, 24), {"preset": "ultrafast"}
        for number in range(12 if size[0] < 1000 else 1):
            frame = av.VideoFrame(*size, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            frame.pts = number
            for packet in codec.encode(frame):
                file.write(bytes(packet))
        for packet in codec.encode(None):
            file.write(bytes(packet))
"""


def grows(path: Path) -> Path:
    """Write a stream that begins with 640 x 360 and goes on with 9000 x 9000."""
    subprocess.run([sys.executable, "-c", _GROWS, path], check=True)
    return path
