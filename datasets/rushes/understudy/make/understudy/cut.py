"""The editor's cut: a list of shots in a text file, and what renders it.

A line is ``TAKE IN OUT [Jn|Ln]``: seconds and frames from the take's frame 0, out not included.
``Jn`` lets the shot's sound begin n frames before its picture, ``Ln`` lets it go on n frames
after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from .encode import film
from .performance import RATE
from .sound import PER_FRAME, Sound

FADE = 480  # samples, 10 ms, across every cut in the sound


@dataclass(frozen=True)
class Shot:
    """A shot: frames of a take, out not included; `split` is negative for J, positive for L."""

    take: str
    begin: int
    end: int
    split: int = 0


def frames_of(text: str) -> int:
    """Read ``ss:ff``.

    >>> frames_of("04:12")
    108
    """
    seconds, frames = text.split(":")
    return int(seconds) * RATE + int(frames)


def read(path: Path) -> list[Shot]:
    """Read a cut list."""
    shots = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if not parts or line.startswith("#") or parts[0].endswith(":"):
            continue
        split = 0
        if len(parts) > 3:
            split = int(parts[3][1:]) * (-1 if parts[3][0] == "J" else 1)
        shots.append(Shot(parts[0], frames_of(parts[1]), frames_of(parts[2]), split))
    return shots


def render_cut(edit: Path, out: Path) -> None:
    """Render a cut list from the takes that lie beside it."""
    shots = read(edit)
    film(out, _pictures(shots, edit.parent), _sound(shots, edit.parent), 20)


def _pictures(shots: list[Shot], folder: Path) -> Iterator[NDArray[np.uint8]]:
    for shot in shots:
        with av.open(str(folder / f"{shot.take}.mp4")) as file:
            for number, picture in enumerate(file.decode(video=0)):
                if number >= shot.end:
                    break
                if number >= shot.begin:
                    yield picture.to_ndarray(format="rgb24")


def _take_sound(path: Path) -> Sound:
    with av.open(str(path)) as file:
        blocks = [block.to_ndarray()[0] for block in file.decode(audio=0)]
    return np.concatenate(blocks).astype(float)


def joints(shots: list[Shot]) -> list[int]:
    """Return the frames of the film at which its sound goes from one shot to the next.

    >>> joints([Shot("a", 0, 48), Shot("b", 0, 48, -8)])
    [0, 40, 96]
    """
    at, found = 0, [0]
    for shot, after in zip(shots, [*shots[1:], None], strict=True):
        at += shot.end - shot.begin
        late = max(shot.split, 0)
        early = min(after.split, 0) if after else -late
        found.append(at + late + early)
    return found


def _sound(shots: list[Shot], folder: Path) -> Sound:
    cuts = joints(shots)
    out = np.zeros(sum(shot.end - shot.begin for shot in shots) * PER_FRAME + FADE)
    start = 0
    ramp = np.sin(np.linspace(0, np.pi / 2, FADE)) ** 2
    for shot, (a, b) in zip(shots, pairwise(cuts), strict=True):
        source = _take_sound(folder / f"{shot.take}.mp4")
        first = (shot.begin + a - start) * PER_FRAME
        piece = source[first : first + (b - a) * PER_FRAME + FADE].copy()
        piece[:FADE] *= ramp
        piece[-FADE:] *= ramp[::-1]
        out[a * PER_FRAME : a * PER_FRAME + len(piece)] += piece
        start += shot.end - shot.begin
    return out[: len(out) - FADE]
