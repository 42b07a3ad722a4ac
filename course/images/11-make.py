"""Make lesson 11's picture: a column of stills that runs on, one still in the dark, and two empty bars.

Run from anywhere::

    python course/images/11-make.py
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import kuleshov as ku
from kuleshov.show.style import AMBER_ON_INK, BLUE_ON_INK, GREY_ON_INK, INK

HERE = Path(__file__).resolve().parent
COLUMN = (("5A-1", 6.0), ("KB-1", 1.5), ("8A-1", 6.0), ("2A-1", 9.0), ("KD-1", 1.5))
LARGE = ("4A-1", 16.0)
SIZE, NARROW, WIDE, GAP, BAR = (1000, 470), 200, 560, 8, 22


def font(size):
    """Return the kit's font, which matplotlib brings."""
    from matplotlib import font_manager

    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)


def still(rushes, name, second, width):
    """Return a frame of a take, so wide."""
    frame = Image.fromarray(rushes[name].frame(second))
    return frame.resize((width, round(width * 9 / 16)), Image.Resampling.LANCZOS)


def main():
    """Draw it."""
    rushes = ku.rushes("understudy")
    page = Image.new("RGB", SIZE, INK)
    room = SIZE[1] - 74
    pen = ImageDraw.Draw(page)
    tall = round(NARROW * 9 / 16)
    column = Image.new("RGB", (NARROW, room), INK)
    top = -tall // 3
    for name, second in COLUMN:
        column.paste(still(rushes, name, second, NARROW), (0, top))
        top += tall + GAP
    page.paste(column, (60, 0))
    dark = Image.new("RGB", (WIDE + 60, room), "black")
    large = still(rushes, *LARGE, WIDE)
    dark.paste(large, (30, (room - large.height) // 2))
    page.paste(dark, (SIZE[0] - WIDE - 60 - 30, 0))
    base = room + 22
    for left, colour, word in (  # bars of one length: they tell nothing yet
        (60, BLUE_ON_INK, "ninety seconds of a feed"),
        (SIZE[0] - WIDE - 90, AMBER_ON_INK, "less than a minute in the dark"),
    ):
        pen.rectangle((left, base, left + NARROW - 1, base + BAR), outline=colour, width=2)
        pen.text((left + NARROW / 2, base + BAR / 2), "?", colour, font(16), anchor="mm")
        pen.text((left, base + BAR + 6), word, GREY_ON_INK, font(13))
    page.save(HERE / "11-two-bars.png", optimize=True)


if __name__ == "__main__":
    main()
