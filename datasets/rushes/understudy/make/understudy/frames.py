"""Which pictures there are to render, and what each is called.

A picture's name is a hash of all that decides its bits: the state of the stage, the camera, the
dressing, the renderer's settings, the renderer, and the kind of processor. So poses that are
held or shared are rendered once, a killed process loses at most one picture, and a change of
the performance renders only what changed.
"""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from .cameras import CAMERAS, SIZE
from .performance import state
from .takes import SLATE_FRAMES, Take

LOOK = 2  # raise it when the set, a material or a light changes: all pictures are made again
RENDERER = "bpy 4.5.15"


@dataclass(frozen=True)
class Quality:
    """How well to render; `crf` and `grain` are the encoder's and the finish's."""

    name: str
    samples: int
    size: tuple[int, int]
    denoiser: str
    crf: int
    grain: bool


QUALITIES = {
    "animatic": Quality("animatic", 3, (320, 180), "FAST", 27, False),
    "final": Quality("final", 6, SIZE, "BALANCED", 20, True),
}


@cache
def processor() -> str:
    """Return the kind of processor: other kinds round otherwise."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        names = {line.split(":")[1].strip() for line in lines if line.startswith("model name")}
    except OSError:
        names = set()
    return " ".join(sorted(names)) or platform.processor() or platform.machine()


@dataclass(frozen=True)
class Picture:
    """One picture to render."""

    key: str
    take: str
    frame: int


def key(take: Take, frame: int, quality: Quality) -> str:
    """Return the name of the picture that a take's frame shows."""
    decides = {
        "state": state(take.performance, take.clock_frame(frame)),
        "camera": asdict(CAMERAS[take.camera]),
        "art": take.art,
        "exposure": take.exposure,
        "render": [quality.samples, quality.size, quality.denoiser],
        "look": LOOK,
        "made by": [RENDERER, processor()],
    }
    text = json.dumps(decides, sort_keys=True, default=list)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def keys(take: Take, quality: Quality) -> list[str]:
    """Return the names of a take's pictures, in order, the slate's frames left out."""
    return [key(take, frame, quality) for frame in range(SLATE_FRAMES, take.frames)]


def pictures(takes: list[Take], quality: Quality) -> list[Picture]:
    """Return what takes need, each picture once, in the order in which they need it."""
    found: dict[str, Picture] = {}
    for take in takes:
        for frame in range(SLATE_FRAMES, take.frames):
            name = key(take, frame, quality)
            found.setdefault(name, Picture(name, take.name, frame))
    return list(found.values())


class Cache:
    """Rendered pictures on disk, one PNG each."""

    def __init__(self, folder: Path, quality: Quality) -> None:
        self.quality = quality
        self.folder = folder / quality.name
        self.folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Return where a picture lies, or will."""
        return self.folder / f"{name}.png"

    def missing(self, wanted: list[Picture]) -> list[Picture]:
        """Return the pictures that are not there yet."""
        have = {path.stem for path in self.folder.glob("*.png")}
        return [picture for picture in wanted if picture.key not in have]
