"""Contact sheets, for judging."""

from pathlib import Path

from PIL import Image, ImageDraw

from .frames import Cache, key
from .performance import RATE
from .takes import SLATE_FRAMES, Take

CELL, LABEL, ACROSS = (208, 117), 11, 9


def sheet(take: Take, cache: Cache, path: Path, every: int) -> None:
    """Draw every n-th frame of a take, with its second; black where it is not rendered yet."""
    frames = range(SLATE_FRAMES, take.frames, every)
    width, height = CELL
    down = -(-len(frames) // ACROSS)
    image = Image.new("RGB", (ACROSS * width, down * (height + LABEL)))
    draw = ImageDraw.Draw(image)
    for i, frame in enumerate(frames):
        x, y = i % ACROSS * width, i // ACROSS * (height + LABEL)
        file = cache.path(key(take, frame, cache.quality))
        if file.exists():
            with Image.open(file) as cell:
                image.paste(cell.convert("RGB").resize(CELL), (x, y))
        second = take.begin + (frame - take.first_frame) / RATE
        draw.text((x + 2, y + height - 1), f"{frame}  {second:.2f} s", fill="white")
    image.save(path)
