"""Make lesson 01's stills and its table of frame differences from the catalogue's clips.

Run from anywhere, with the clips fetched (``kuleshov fetch lesson-01``)::

    python course/images/01-make.py

A clip that is not here is left out of the stills, and said.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import kuleshov as ku
from kuleshov.library.lessons import ids_of
from kuleshov.show.style import GREY, INK, PAPER

HERE = Path(__file__).resolve().parent
WIDE, GAP, LABEL = 160, 4, 128
BRIEFS = ("srs", "cutin", "cutout", "angle")
GENERATORS = {
    "shotdirector": "ShotDirector",
    "wan22": "Wan2.2",
    "hunyuan": "HunyuanVideo",
    "cinetrans": "CineTrans",
    "phantom": "Phantom",
    "storydiffusion": "StoryDiffusion",
    "recammaster": "ReCamMaster",
    "syncammaster": "SynCamMaster",
    "mask2dit": "Mask2DiT",
}
# What the lesson shows frame by frame, after the student has looked: clip and frames.
CLOSER = {
    "g_sd_cutin_wan22": (50, 52, 54, 55, 56, 57, 58, 60),
    "g_ll_nocache": (120, 121, 122, 123, 124, 126, 128, 132),
    "g_sd_cutout_wan22": (78, 80, 82, 84, 86, 88, 90, 92),
    "g_sd_cutin_mask2dit": (45, 46, 47, 48, 49, 50, 51, 52),
    "g_sd_srs_mask2dit": (45, 46, 47, 48, 49, 50, 51, 52),
}


def font(size):
    """Return the kit's font, which matplotlib brings."""
    from matplotlib import font_manager

    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)


def strip(name, clip, frames):
    """Return one row: a name, then stills with their frame numbers under them."""
    stills = [Image.fromarray(clip.frame(int(f))) for f in frames]
    tall = round(WIDE * clip.height / clip.width)
    row = Image.new("RGB", (LABEL + len(stills) * (WIDE + GAP), tall + 22), INK)
    pen = ImageDraw.Draw(row)
    pen.text((8, tall / 2 - 16), name, PAPER, font(14))
    pen.text((8, tall / 2 + 4), f"{clip.frames} frames", GREY, font(11))
    for place, (frame, still) in enumerate(zip(frames, stills, strict=True)):
        left = LABEL + place * (WIDE + GAP)
        row.paste(still.resize((WIDE, tall), Image.Resampling.LANCZOS), (left, 0))
        pen.text((left + 2, tall + 3), str(frame), GREY, font(11))
    return row


def sheet(rows, name):
    """Save rows under each other."""
    whole = Image.new("RGB", (max(r.width for r in rows), sum(r.height for r in rows)), INK)
    top = 0
    for row in rows:
        whole.paste(row, (0, top))
        top += row.height
    whole.save(HERE / name, quality=68, optimize=True, progressive=True)


def luma(clip):
    """Return small grey pictures, as the lesson makes them."""
    return np.stack([p.y.copy() for p in clip.planes((64, 36))]).astype(float)


def main():
    """Make everything."""
    catalogue = ku.catalog()
    clips = {id: ku.fetch(id, or_else=None) for id in ids_of("lesson-01", catalogue)}
    for brief in BRIEFS:
        here = {g: clips[f"g_sd_{brief}_{g}"] for g in GENERATORS}
        rows = [
            strip(GENERATORS[g], c, np.linspace(0, c.frames - 1, 8).round().astype(int))
            for g, c in here.items()
            if c is not None
        ]
        sheet(rows, f"01-{brief}.jpg")
    names = {id: catalogue[id].model.split(" (")[0] for id in CLOSER}
    sheet([strip(names[id], clips[id], f) for id, f in CLOSER.items()], "01-closer.jpg")
    table = {
        id: {
            "model": catalogue[id].model,
            "brief": catalogue[id].brief,
            "rate": float(clip.rate),
            "attribution": clip.credit.line,
            "differences": np.abs(np.diff(luma(clip), axis=0)).mean((1, 2)).round(2).tolist(),
        }
        for id, clip in clips.items()
        if clip is not None
    }
    text = ",\n".join(f"{json.dumps(id)}: {json.dumps(row)}" for id, row in table.items())
    (HERE / "01-differences.json").write_text("{\n" + text + "\n}\n", encoding="utf-8")
    print(f"Left out: {', '.join(id for id, clip in clips.items() if clip is None) or 'nothing'}")


if __name__ == "__main__":
    main()
