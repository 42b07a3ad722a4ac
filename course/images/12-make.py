"""Make lesson 12's picture: ten stills that lie about on a table, and ten empty places in a row.

Run from anywhere::

    python course/images/12-make.py
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import kuleshov as ku
from kuleshov.show.style import GREY_ON_INK, INK, PAPER

HERE = Path(__file__).resolve().parent
SIZE, WIDE, EDGE = (1000, 470), 196, 5
STILLS = (  # a take, seconds, its middle on the table, degrees
    ("KB-1", 2.0, (128, 92), -6),
    ("1A-1", 36.0, (330, 80), 4),
    ("5A-1", 8.0, (522, 104), -3),
    ("KD-1", 2.0, (716, 82), 7),
    ("4A-1", 11.0, (884, 108), -5),
    ("KA-1", 3.0, (104, 246), 5),
    ("7A-1", 9.0, (300, 232), -8),
    ("KC-1", 2.0, (506, 254), 3),
    ("6C-1", 3.0, (704, 234), -4),
    ("2A-1", 9.0, (896, 256), 6),
)
ROW, PLACE, GAP = 384, 82, 12


def font(size):
    """Return the kit's font, which matplotlib brings."""
    from matplotlib import font_manager

    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)


def still(rushes, name, second, degrees):
    """Return a frame of a take as a print with a white edge, turned, on nothing."""
    frame = Image.fromarray(rushes[name].frame(second))
    frame = frame.resize((WIDE, round(WIDE * 9 / 16)), Image.Resampling.LANCZOS)
    room = EDGE + 2  # with nothing around it, so that its edge is smooth when it is turned
    printed = Image.new("RGBA", (frame.width + 2 * room, frame.height + 2 * room))
    printed.paste(PAPER, (2, 2, printed.width - 2, printed.height - 2))
    printed.paste(frame, (room, room))
    return printed.rotate(degrees, Image.Resampling.BICUBIC, expand=True)


def main():
    """Draw it."""
    rushes = ku.rushes("understudy")
    page = Image.new("RGB", SIZE, INK)
    for name, second, (x, y), degrees in STILLS:
        made = still(rushes, name, second, degrees)
        page.paste(made, (x - made.width // 2, y - made.height // 2), made)
    pen = ImageDraw.Draw(page)
    left = (SIZE[0] - 10 * PLACE - 9 * GAP) // 2
    for number in range(10):
        x = left + number * (PLACE + GAP)
        pen.rectangle(
            (x, ROW, x + PLACE, ROW + round(PLACE * 9 / 16)), outline=GREY_ON_INK, width=1
        )
        pen.text((x + PLACE / 2, ROW + 64), str(number + 1), GREY_ON_INK, font(14), anchor="mm")
    page.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(
        HERE / "12-table.png", optimize=True
    )


if __name__ == "__main__":
    main()
