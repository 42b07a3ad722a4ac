"""Assignment a5's films out of sync, drawn by chance, and what was measured of them against it.

From a class's seed comes by how many frames the sound of which film was moved (:func:`draw`, in no
time), and the films that students are given (:func:`films`). The tests draw again; the files hold
no word of it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import KuleshovError
from ...media import Clip, Writer
from .asking import is_number, kind_of

NEAR = 1  # frame
FILMS = 3
SIZE = (320, 180)
_FPS, _RATE = 24, 48000
_FARTHEST = 8  # frames: the slate has twelve before it


@dataclass(frozen=True)
class Event:
    """A moment that is seen and heard at once.

    Attributes
    ----------
    take : str
    frame : int
        At which it is seen, in the take.
    early : int
        By how many frames its sound comes before it, as the take is.
    first, last : int
        Between which frames the film may begin: behind a slate, where that would tell.
    after : int
        How many frames follow it.
    """

    take: str
    frame: int
    early: int
    first: int
    last: int
    after: int


EVENTS = (
    Event("4A-1", 12, 0, 0, 0, 40),  # the slate: one white frame, and a beep
    Event("6A-1", 54, 0, 34, 40, 36),  # the switch: Diode's light, and a click
    Event("C7b", 60, 4, 38, 46, 30),  # the clinic's click, which was early before anybody moved it
)


@dataclass(frozen=True)
class Drawn:
    """One film: what it shows, where it begins, and by how many frames its sound is late."""

    event: Event
    first: int
    late: int

    @property
    def seen(self) -> int:
        """The frame of the film at which it is seen."""
        return self.event.frame - self.first


def draw(seed: int) -> tuple[Drawn, ...]:
    """Draw the films of a class.

    >>> [abs(film.late) > 1 for film in draw(1)]
    [True, True, True]
    """
    chance = np.random.default_rng(seed)
    while True:
        late = chance.integers(-_FARTHEST, _FARTHEST + 1, FILMS).tolist()
        apart = len({abs(number) for number in late}) == FILMS and min(map(abs, late)) > 2
        if apart and min(late) < 0 < max(late):
            break
    return tuple(
        Drawn(event, int(chance.integers(event.first, event.last + 1)), frames)
        for event, frames in zip(EVENTS, late, strict=True)
    )


def films(seed: int, rushes: Any) -> dict[str, bytes]:
    """Make the films that students are given.

    Parameters
    ----------
    seed : int
        Of :func:`draw`.
    rushes : Bin
        The Understudy's.

    Returns
    -------
    dict of str to bytes
        ``sync-1.mp4`` to ``sync-3.mp4``: 320x180, 24 fps, with sound.
    """
    return {
        f"sync-{number}.mp4": _film(drawn, rushes[drawn.event.take])
        for number, drawn in enumerate(draw(seed), 1)
    }


def _film(drawn: Drawn, take: Any) -> bytes:
    import cv2

    event, clip = drawn.event, take.clip
    count = drawn.seen + event.after
    moved = drawn.late + event.early  # frames by which this take's sound is moved
    sound = np.zeros((count * _RATE // _FPS, 1), np.float32)
    begin = (drawn.first - moved) * _RATE // _FPS
    whole = np.asarray(clip.read_sound(0, None, rate=_RATE, mono=True)).reshape(-1, 1)
    first, last = max(0, begin), min(len(whole), begin + len(sound))
    sound[first - begin : last - begin] = whole[first:last]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "sync.mp4"
        with Writer(place, _FPS, SIZE, _RATE) as film:
            for number in range(drawn.first, drawn.first + count):
                film.write(cv2.resize(clip.frame(number), SIZE, interpolation=cv2.INTER_AREA))
            film.write_sound(np.repeat(sound, 2, axis=1))
        return place.read_bytes()


def curves(place: str | Path) -> Any:
    """Return how light and how loud each frame of a film is.

    Parameters
    ----------
    place : str or Path
        ``sync-1.mp4``, beside the notebook.

    Returns
    -------
    pandas.DataFrame
        ``frame``, ``light`` (mean of the picture's values, 0 to 255) and ``level`` (of the sound
        during that frame, dBFS; -120 where there is none).

    Raises
    ------
    KuleshovError
        Where the film isn't there or can't be read.
    """
    import pandas as pd

    path = Path(place)
    if not path.is_file():
        raise KuleshovError(
            f"{path.name} isn't beside the notebook. Its files were given out with it: put them "
            "into the same folder."
        )
    clip = Clip(path)
    light = [float(clip.frame(number).mean()) for number in range(clip.frames)]
    sound = np.asarray(clip.read_sound(0, None, rate=_RATE, mono=True)).ravel()
    each = round(_RATE / float(clip.rate))
    sound = np.pad(sound, (0, max(0, clip.frames * each - len(sound))))
    power = (
        np.square(sound[: clip.frames * each], dtype=float).reshape(clip.frames, each).mean(axis=1)
    )
    level = 10 * np.log10(np.maximum(power, 1e-12))
    return pd.DataFrame({"frame": range(clip.frames), "light": light, "level": level}).round(2)


def no_offset(late: Any, number: int) -> list[str]:
    """Say what isn't yet an offset for a film."""
    if late is None:
        return ["`late` is still empty."]
    if not isinstance(late, Mapping):
        return [f"`late` is {kind_of(late)}; write it as late = {{1: 0, 2: 0, 3: 0}}."]
    value = late.get(number)
    if value is None:
        return [f"Film {number} is missing in `late`."]
    if not is_number(value):
        return [f"late[{number}] is {kind_of(value)}; a number of frames is asked for."]
    return []


def wrong_offset(late: Any, seed: int, number: int) -> list[str]:
    """Hold what was measured of one film against what was done to it, within a frame."""
    missing = no_offset(late, number)
    if missing:
        return missing
    found, right = float(late[number]), draw(seed)[number - 1].late
    if abs(found - right) <= NEAR:
        return []
    slips = [
        (-1.0, "You have it the wrong way round: above 0 the sound comes *after* the picture."),
        (1000 / _FPS, "These are milliseconds; frames are asked for. There are 24 a second."),
        (1 / _FPS, "These are seconds; frames are asked for. There are 24 a second."),
    ]
    for unit, words in slips:
        if abs(found - unit * right) <= abs(unit) * NEAR + 1e-6:
            return [words]
    return [
        f"Film {number}: {found:g} frames are not it. At which frame is the event *seen*, and at which "
        "is it *heard*? Count both from the film's first frame."
    ]
