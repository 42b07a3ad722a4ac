"""Render what is missing, and say how long it will take."""

import time
from collections.abc import Callable

from .frames import Cache, Picture, Quality


def render(
    missing: list[Picture],
    cache: Cache,
    quality: Quality,
    threads: int,
    say: Callable[[str], None] = print,
) -> float:
    """Render pictures into the cache; return CPU seconds. May be killed and begun again."""
    if not missing:
        return 0.0
    from . import stage  # Blender is loaded only where something is to be rendered
    from .cameras import CAMERAS
    from .performance import state
    from .takes import TAKES

    scene = stage.Stage()
    stage.settings(quality.samples, quality.size, threads, quality.denoiser)
    begun, spent = time.monotonic(), 0.0
    for done, picture in enumerate(missing, 1):
        path = cache.path(picture.key)
        if path.exists():  # another process was quicker
            continue
        take = TAKES[picture.take]
        scene.set(state(take.performance, take.clock_frame(picture.frame)), take.art)
        scene.aim(CAMERAS[take.camera])
        spent += scene.photograph(path, take.exposure)
        left = (time.monotonic() - begun) / done * (len(missing) - done)
        say(
            f"{picture.take} frame {picture.frame}: {done} of {len(missing)}, "
            f"{spent / done:.2f} CPU-s each, {left / 60:.0f} min left"
        )
    return spent
