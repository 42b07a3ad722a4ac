"""Make lesson 07's picture: a lamp, and the frame in which it will be seen one second later.

Run from anywhere::

    python course/images/07-make.py
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import kuleshov as ku
from kuleshov.show.style import GREY, INK, PAPER

HERE = Path(__file__).resolve().parent
TAKE, FRAME = "4A-2", 204
SIZE, GAP = (480, 270), 12


def font(size):
    """Return the kit's font, which matplotlib brings."""
    from matplotlib import font_manager

    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)


def main():
    """Save the still beside an empty frame."""
    clip = ku.rushes("understudy")[TAKE].clip
    still = Image.fromarray(clip.frame(FRAME)).resize(SIZE, Image.Resampling.LANCZOS)
    whole = Image.new("RGB", (2 * SIZE[0] + 3 * GAP, SIZE[1] + 2 * GAP + 26), INK)
    whole.paste(still, (GAP, GAP))
    pen = ImageDraw.Draw(whole)
    left = 2 * GAP + SIZE[0]
    pen.rectangle((left, GAP, left + SIZE[0] - 1, GAP + SIZE[1] - 1), outline=GREY, width=2)
    pen.text(
        (left + SIZE[0] / 2, GAP + SIZE[1] / 2), "one second later", PAPER, font(22), anchor="mm"
    )
    pen.text((GAP, SIZE[1] + GAP + 8), f"{TAKE} at {clip.timecode(FRAME)}", GREY, font(13))
    pen.text((left, SIZE[1] + GAP + 8), clip.timecode(FRAME + 24), GREY, font(13))
    whole.save(HERE / "07-next.jpg", quality=88, optimize=True)


if __name__ == "__main__":
    main()
