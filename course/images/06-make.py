"""Make lesson 06's opening picture: two lamps, one word each, and what lies between.

Run from anywhere::

    python course/images/06-make.py
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import kuleshov as ku
from kuleshov.show.hearing import RATE
from kuleshov.show.style import AMBER_ON_INK, GREY, GREY_ON_INK, INK, PAPER

HERE = Path(__file__).resolve().parent
START, STOP = 11.8, 14.0  # s of the takes
TALKS = (("4A-1", "filament", 12.3), ("5A-1", "diode", 13.35))  # with the second of the still
WIDE, TALL, GAP, EDGE, BAND = 512, 288, 16, 24, 92
RUSHES = ku.rushes("understudy")


def font(size):
    """Return the kit's font, which matplotlib brings."""
    from matplotlib import font_manager

    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)


def wave(voice, width):
    """Return how high a voice is in each column of a picture, 0 to 1."""
    heard = np.abs(np.asarray(voice.read_sound(START, STOP, rate=RATE)))[:, 0]
    edges = np.linspace(0, len(heard), width + 1).astype(int)
    high = np.array([heard[a:b].max() for a, b in pairwise(edges)])
    return (high / high.max()) ** 0.6


def main():
    """Draw it."""
    width = 2 * EDGE + 2 * WIDE + GAP
    page = Image.new("RGB", (width, EDGE + TALL + GAP + 2 * BAND + EDGE), INK)
    pen = ImageDraw.Draw(page)
    inner = width - 2 * EDGE
    for row, (take, who, second) in enumerate(TALKS):
        clip = RUSHES[take].clip
        still = Image.fromarray(clip.frame(clip.frame_at(second))).resize((WIDE, TALL))
        page.paste(still, (EDGE + row * (WIDE + GAP), EDGE))
        middle = EDGE + TALL + GAP + row * BAND + BAND // 2
        pen.line([(EDGE, middle), (width - EDGE, middle)], GREY, 1)
        for x, high in enumerate(wave(RUSHES[take].stem(who), inner)):
            reach = high * (BAND / 2 - 6)
            if reach > 0.5:
                pen.line([(EDGE + x, middle - reach), (EDGE + x, middle + reach)], PAPER, 1)
    lines = [line for line in RUSHES["4A-1"].truth.lines if line.text == "No."]
    a, b = (
        EDGE + inner * (second - START) / (STOP - START)
        for second in (lines[0].offset, lines[1].onset)
    )
    low = EDGE + TALL + GAP + BAND
    pen.line([(a, low), (b, low)], AMBER_ON_INK, 3)
    for x in (a, b):
        pen.line([(x, low - 12), (x, low + 12)], AMBER_ON_INK, 3)
    pen.text(((a + b) / 2, low - 22), "?", AMBER_ON_INK, font(30), anchor="mm")
    for row, (_, who, _) in enumerate(TALKS):
        where = (EDGE + 4, EDGE + TALL + GAP + row * BAND + 4)
        pen.text(where, who.title(), GREY_ON_INK, font(15))
    page.save(HERE / "06-no.png", optimize=True)


if __name__ == "__main__":
    main()
