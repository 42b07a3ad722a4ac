"""Make lesson 08's opening picture: seven stills of the editor's cut over an axis without a curve.

Run from anywhere::

    python course/images/08-seven-make.py
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import kuleshov as ku
from kuleshov.show.style import AMBER_ON_INK, GREY, GREY_ON_INK, INK, PAPER

HERE = Path(__file__).resolve().parent
MOMENTS = (
    "00:00:04:11", "00:00:10:00", "00:00:16:04", "00:00:27:04",
    "00:00:33:00", "00:00:40:09", "00:00:50:18",
)  # fmt: skip
WIDE, TALL, GAP, EDGE, AXIS = 256, 144, 8, 20, 150


def font(size):
    """Return the kit's font, which matplotlib brings."""
    from matplotlib import font_manager

    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)


def main():
    """Draw it."""
    film = ku.Clip(ku.rushes("understudy").path / "editors-cut.mp4")
    width = 2 * EDGE + len(MOMENTS) * (WIDE + GAP) - GAP
    page = Image.new("RGB", (width, EDGE + TALL + 34 + AXIS), INK)
    pen = ImageDraw.Draw(page)
    base = page.height - 30
    for place, moment in enumerate(MOMENTS):
        left = EDGE + place * (WIDE + GAP)
        still = Image.fromarray(film.frame(film.frame_number(moment))).resize((WIDE, TALL))
        page.paste(still, (left, EDGE))
        pen.text((left, EDGE + TALL + 6), moment, GREY_ON_INK, font(15))
        middle = left + WIDE / 2
        for y in range(base - 78, base, 9):
            pen.line([(middle, y), (middle, y + 3)], GREY, 1)
        pen.text((middle, base - 92), "?", AMBER_ON_INK, font(22), anchor="mm")
    pen.line([(EDGE, base), (width - EDGE, base)], PAPER, 2)
    pen.line([(EDGE, base), (EDGE, base - 100)], PAPER, 2)
    pen.text((EDGE + 8, base - 106), "surprise", PAPER, font(16))
    pen.text((width - EDGE, base + 6), "time", PAPER, font(16), anchor="ra")
    page.save(HERE / "08-seven.png", optimize=True)


if __name__ == "__main__":
    main()
