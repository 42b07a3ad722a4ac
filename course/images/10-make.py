"""Make lesson 10's pictures: a coast with something on its rocks, and stills of both its clips.

Run from anywhere, with the clips fetched (``kuleshov fetch 10``)::

    python course/images/10-make.py

The stills stand in where a clip can't be fetched.
"""

from pathlib import Path

import numpy as np
from PIL import Image

import kuleshov as ku
from kuleshov.lessons.lesson_10 import COASTS, MOMENTS
from kuleshov.show.style import INK

HERE = Path(__file__).resolve().parent
OPENING, GAP, LARGE = ("tilt down", 5), 12, 512  # which clip and which of its frames


def main():
    """Save one frame, and a sheet of four stills of each clip, a row a clip."""
    clips = {name: ku.fetch(id) for name, id in COASTS.items()}
    name, frame = OPENING
    still = Image.fromarray(clips[name].frame(frame)).resize(
        (LARGE, LARGE), Image.Resampling.LANCZOS
    )
    whole = Image.new("RGB", (LARGE + 2 * GAP, LARGE + 2 * GAP), INK)
    whole.paste(still, (GAP, GAP))
    whole.save(HERE / "10-coast.jpg", quality=85, optimize=True)

    rows = [np.hstack([clip.frame(frame) for frame in MOMENTS]) for clip in clips.values()]
    Image.fromarray(np.vstack(rows)).save(HERE / "10-stills.jpg", quality=88, optimize=True)


if __name__ == "__main__":
    main()
