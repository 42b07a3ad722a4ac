"""The slate: a card that says what follows, and flashes on one frame."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from .cameras import SIZE
from .performance import RATE
from .takes import FLASH, Take

INK, PAPER, AMBER = (29, 27, 35), (250, 247, 241), (217, 119, 43)


def timecode(frame: int) -> str:
    """Write a frame's address, hh:mm:ss:ff."""
    seconds, frames = divmod(frame, RATE)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frames:02d}"


def card(take: Take, frame: int) -> NDArray[np.uint8]:
    """Return one of the slate's frames, 640 x 360; on the flash it is white."""
    flash = frame == FLASH
    image = Image.new("RGB", SIZE, PAPER if flash else INK)
    if flash:
        return np.asarray(image)
    draw = ImageDraw.Draw(image)
    for i in range(-1, 12):  # the clapper's stripes
        x = i * 64
        draw.polygon([(x, 44), (x + 32, 44), (x + 60, 8), (x + 28, 8)], fill=PAPER)
    draw.line([(0, 52), (640, 52)], fill=AMBER, width=3)
    draw.text((36, 74), "THE UNDERSTUDY", font=_font(26), fill=PAPER)
    draw.text((36, 122), take.name, font=_font(104), fill=PAPER)
    at = _scene_time(take)
    draw.text((38, 252), f"set-up {take.setup}   {at}", font=_font(24), fill=AMBER)
    draw.text((38, 296), f"{timecode(frame)}   {RATE} fps", font=_font(24), fill=PAPER)
    return np.asarray(image)


def _scene_time(take: Take) -> str:
    if not take.performance.story:
        return "no scene time"
    return f"scene {take.begin:g} s to {take.end:g} s"


def _font(size: int):
    return ImageFont.load_default(size)  # the face that Pillow carries: the same everywhere
