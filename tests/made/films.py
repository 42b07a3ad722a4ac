"""Films made for detectors: places with detail, a figure, a camera, and every cut known.

The shots hold what detectors take for cuts (whip pans, rush-ins, flashes, flicker, a lamp that is
switched on) and the cuts what they miss (jump cuts, the same place from nearby, dark pictures)::

    film = make_film(tmp_path / "film.mp4", seed=3, shots=12)
    film.truth  # [Truth(frame=31, kind="cut", start=31, end=31), ...]
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from kuleshov.media import Writer

WIDTH, HEIGHT = 320, 180
TROUBLES = ("none", "none", "pan", "whip", "rush", "shake", "flicker", "flash", "lamp", "dark")
MEETINGS = (
    "elsewhere",
    "elsewhere",
    "elsewhere",
    "nearby",
    "jump",
    "dissolve",
    "fade",
    "through black",
)


class Truth(NamedTuple):
    """A transition as it was made; see kuleshov.metrics.Transition."""

    frame: int
    kind: str
    start: int
    end: int


@dataclass
class Film:
    """A film and its truth."""

    path: Path
    truth: list[Truth] = field(default_factory=list)
    shots: list[str] = field(default_factory=list)

    @property
    def cuts(self) -> list[int]:
        """The frames of the hard cuts."""
        return [t.frame for t in self.truth if t.kind == "cut"]


@lru_cache(maxsize=8)
def place(seed: int) -> np.ndarray:
    """Draw somewhere: float32 RGB (360, 640, 3), clouds of colour with things in it."""
    random = np.random.default_rng(seed)
    picture = np.zeros((720, 1280, 3), np.float32)
    for octave in (4, 8, 16, 48, 160):
        grain = random.normal(0, 1, (octave, octave * 2, 3)).astype(np.float32)
        grain += random.normal(0, 1.2, (octave, octave * 2, 1)).astype(np.float32)
        picture += cv2.resize(grain, (1280, 720), interpolation=cv2.INTER_CUBIC) * 26 / octave**0.35
    picture += random.uniform(60, 170, 3)
    for _ in range(40):
        colour = random.uniform(10, 245, 3).tolist()
        x, y = int(random.integers(0, 1280)), int(random.integers(0, 720))
        w, h = (int(v) for v in random.integers(15, 160, 2))
        if random.random() < 0.6:
            cv2.rectangle(picture, (x, y), (x + w, y + h), colour, -1)
        else:
            cv2.ellipse(picture, (x, y), (w // 2, h // 2), 0, 0, 360, colour, -1)
    return cv2.resize(np.clip(picture, 0, 255), (640, 360), interpolation=cv2.INTER_AREA)


def view(somewhere: np.ndarray, x: float, y: float, zoom: float) -> np.ndarray:
    """Look at a place: float32 RGB (180, 320, 3), the centre at (x, y), 0 to 1."""
    across, down = WIDTH / 2 - x * 640 * zoom, HEIGHT / 2 - y * 360 * zoom
    matrix = np.array([[zoom, 0, across], [0, zoom, down]], np.float32)
    return cv2.warpAffine(
        somewhere, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )


def shot(
    where: int, frames: int, trouble: str, seed: int, at: tuple[float, float, float] | None = None
) -> np.ndarray:
    """Film somewhere: uint8 RGB (frames, 180, 320, 3)."""
    random = np.random.default_rng(seed)
    x, y, zoom = at or (
        random.uniform(0.35, 0.65),
        random.uniform(0.4, 0.6),
        random.uniform(1, 1.5),
    )
    path = _camera(trouble, frames, random)
    light = _light(trouble, frames, random)
    world = place(where)
    still = view(world, x, y, zoom) if not path.any() else None
    start, speed = random.uniform(0.2, 0.8), random.uniform(-0.004, 0.004)
    colour = random.uniform(20, 240, 3).tolist()
    grain = random.normal(0, 1.5, (7, HEIGHT, WIDTH, 3)).astype(np.float32)
    made = np.empty((frames, HEIGHT, WIDTH, 3), np.uint8)
    for n in range(frames):
        dx, dy, dz = path[n]
        picture = view(world, x + dx, y + dy, zoom * (1 + dz)) if still is None else still.copy()
        foot = (int(WIDTH * (start + speed * n)), int(HEIGHT * 0.62))
        cv2.ellipse(picture, foot, (16, 44), 0, 0, 360, colour, -1)
        made[n] = np.clip(light(n, picture) + grain[n % len(grain)], 0, 255)
    return made


def make_film(
    path: Path,
    seed: int,
    shots: int = 12,
    troubles: tuple[str, ...] = TROUBLES,
    meetings: tuple[str, ...] = MEETINGS,
    crf: int = 23,
) -> Film:
    """Make a film of random shots and meetings, and say where they are."""
    random = np.random.default_rng(seed)
    film = Film(path)
    frames: list[np.ndarray] = []
    where, at = seed * 100, None
    for number in range(shots):
        meeting = str(random.choice(meetings)) if number else "first"
        if meeting in ("nearby", "jump"):
            x, y, zoom = at
            step = 0.16 if meeting == "nearby" else 0.03
            at = (
                x + random.choice([-1, 1]) * step,
                y + 0.02,
                zoom * (1.25 if meeting == "nearby" else 1.06),
            )
        else:
            where += 1
            at = (random.uniform(0.35, 0.65), random.uniform(0.4, 0.6), random.uniform(1, 1.5))
        trouble = str(random.choice(troubles))
        length = int(random.integers(20, 60))
        taken = shot(where, length, trouble, seed * 1000 + number, at)
        join(film, frames, taken, meeting, int(random.integers(8, 25)))
        film.shots.append(f"{meeting}/{trouble}")
    write(path, frames, crf)
    return film


def join(
    film: Film, frames: list[np.ndarray], taken: np.ndarray, meeting: str, length: int
) -> None:
    """Append a shot to a film's frames by a cut, a dissolve or a fade, and write down where."""
    if meeting == "dissolve":
        length = min(length, len(taken) - 4, len(frames) - 4)
        start = len(frames) - length
        for k in range(length):
            share = (k + 0.5) / length
            mixed = (1 - share) * frames[start + k] + share * taken[k].astype(float)
            frames[start + k] = mixed.astype(np.uint8)
        frames.extend(taken[length:])
        film.truth.append(Truth(start + length - length // 2, "dissolve", start, start + length))
    elif meeting in ("fade", "through black"):
        length = min(length, len(taken) - 4, len(frames) - 4)
        start = len(frames) - length
        for k in range(length):
            frames[start + k] = (frames[start + k] * (1 - (k + 0.5) / length)).astype(np.uint8)
        hold = 6 if meeting == "through black" else 0
        frames.extend(np.zeros_like(taken[:hold]))
        first = len(frames)
        for k in range(length):
            taken[k] = (taken[k] * ((k + 0.5) / length)).astype(np.uint8)
        frames.extend(taken)
        film.truth.append(Truth(first, "fade", start, first + length))
    else:
        if frames:
            film.truth.append(Truth(len(frames), "cut", len(frames), len(frames)))
        frames.extend(taken)


def write(path: Path, frames: list[np.ndarray], crf: int = 23, rate: int = 24) -> Path:
    """Write frames as a silent film."""
    with Writer(path, rate, (WIDTH, HEIGHT), sound_rate=None, crf=crf, preset="ultrafast") as out:
        for frame in frames:
            out.write(frame)
    return path


def _camera(trouble: str, frames: int, random: np.random.Generator) -> np.ndarray:
    """Return where the camera is, (frames, 3): across, down, closer."""
    path = np.zeros((frames, 3))
    n = np.arange(frames)
    if trouble == "pan":
        path[:, 0] = random.choice([-1, 1]) * 0.006 * n
    elif trouble in ("whip", "rush"):
        begin = frames // 3
        ease = np.clip((n - begin) / 9, 0, 1)
        ease = ease * ease * (3 - 2 * ease)
        path[:, 0 if trouble == "whip" else 2] = ease * (0.5 if trouble == "whip" else 0.9)
    elif trouble == "shake":
        steps = random.normal(0, 0.004, (frames, 2)).cumsum(axis=0)
        path[:, :2] = steps - 0.1 * steps.cumsum(axis=0) / np.maximum(n, 1)[:, None]
    return path


def _light(
    trouble: str, frames: int, random: np.random.Generator
) -> Callable[[int, np.ndarray], np.ndarray]:
    """Return what the light does to frame n."""
    if trouble == "flicker":
        gain = random.uniform(0.75, 1.2, frames)
        return lambda n, picture: picture * gain[n]
    if trouble == "flash":
        begin, long = frames // 2, int(random.integers(1, 4))
        return lambda n, picture: picture * 1.5 + 90 if begin <= n < begin + long else picture
    if trouble == "lamp":
        rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
        far = np.hypot(columns - WIDTH * 0.6, rows - HEIGHT * 0.4) / WIDTH
        glow = (0.35 + 1.3 * np.exp(-((far / 0.35) ** 2)))[..., None]
        return lambda n, picture: picture * (glow if n >= frames // 2 else 0.35)
    if trouble == "dark":
        return lambda n, picture: picture * 0.18
    return lambda n, picture: picture
