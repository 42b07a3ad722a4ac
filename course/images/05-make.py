"""Make lesson 05's pictures: two cabins as stills, eight stills for the eye, and one second twice.

Run from anywhere, with the clips fetched (``kuleshov fetch`` each id in CABINS and EIGHT)::

    python course/images/05-make.py

Each sheet of a cabin has a still from the middle of each of its twenty seconds, which stand in where
the clip can't be fetched.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import kuleshov as ku
from kuleshov.show.style import INK, PAPER

HERE = Path(__file__).resolve().parent
CABINS = {"short": "g_ll_cabin_w9", "long": "g_ll_cabin_w21"}
SECONDS, COLUMNS, SIZE = 20, 5, (320, 184)
# By letter: the clip or take, and the second of it.
EIGHT = {
    "A": ("g_ct_green_eyes", 1.0),
    "B": ("h_mdn_rabbit", 2.0),
    "C": ("g_k5_piano10", 3.0),
    "D": ("4A-1", 10.0),
    "E": ("h_nasa", 2.0),
    "F": ("g_sd_srs_phantom", 1.0),
    "G": ("g_ct_pepper", 1.0),
    "H": ("h_bbb_480p", 3.0),
}
RUSHES = ku.rushes("understudy")


def film(name):
    """Return a take of the rushes, or a clip of the catalogue."""
    return RUSHES[name].clip if name in RUSHES else ku.fetch(name)


def font(size):
    """Return the kit's font, which matplotlib brings."""
    from matplotlib import font_manager

    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)


def sheet(pictures, columns):
    """Lay pictures of one size in rows."""
    rows = [pictures[n : n + columns] for n in range(0, len(pictures), columns)]
    return np.vstack([np.hstack(row) for row in rows])


def cabins():
    """Save a sheet of stills of each cabin, row by row, a still a second."""
    for name, id in CABINS.items():
        clip = film(id)
        stills = [
            Image.fromarray(clip.frame(clip.frame_at(second + 0.5))).resize(
                SIZE, Image.Resampling.BOX
            )
            for second in range(SECONDS)
        ]
        whole = Image.fromarray(sheet([np.array(one) for one in stills], COLUMNS))
        whole.save(HERE / f"05-{name}.jpg", quality=80, optimize=True)


def eight():
    """Save eight stills of as many films, each with its letter and nothing else."""
    stills = []
    for letter, (name, second) in EIGHT.items():
        clip = film(name)
        picture = Image.fromarray(clip.frame(clip.frame_at(second)))
        high = min(picture.height, round(picture.width * 9 / 16))
        top = (picture.height - high) // 3
        picture = picture.crop((0, top, round(high * 16 / 9), top + high)).resize(
            (400, 225), Image.Resampling.LANCZOS
        )
        plate = Image.new("RGB", (408, 255), INK)
        plate.paste(picture, (4, 4))
        ImageDraw.Draw(plate).text((8, 232), letter, PAPER, font(16))
        stills.append(np.array(plate))
    Image.fromarray(sheet(stills, 4)).save(HERE / "05-eight.jpg", quality=90, optimize=True)


def one_second():
    """Save the same second of the scene from two cameras."""
    pair = [RUSHES[name].frame(scene=16) for name in ("4A-1", "2A-1")]
    gap = np.full(
        (pair[0].shape[0], 12, 3), tuple(int(INK[n : n + 2], 16) for n in (1, 3, 5)), np.uint8
    )
    whole = Image.fromarray(np.hstack([pair[0], gap, pair[1]]))
    whole.save(HERE / "05-one-second.jpg", quality=90, optimize=True)


if __name__ == "__main__":
    cabins()
    eight()
    one_second()
